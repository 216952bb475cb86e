"""The main job without a display: import, edit with the cable out, find, print, synchronise to a second laptop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop_crm.bootstrap import Application
from desktop_crm.errors import Offline
from desktop_crm.store import outbox
from ui.demo.company import COMPANY, Company, file_customers, import_messy_list, synchronise

FIRST, SECOND = "laptop-1", "laptop-2"
SOUGHT, INITIALS, NEW_PHONE = "曾国藩", "zgf", "13900001811"


class Failed(Exception):
    """A step did not do what it must; the message says which."""


def require(fact: bool, text: str) -> None:
    """Stop the scenario when something is not so."""
    if not fact:
        raise Failed(text)


@dataclass(slots=True)
class Scenario:
    """Runs the steps and tells each with its time. ``say`` takes a line; ``with_window``: and takes pictures of it."""

    company: Company
    say: Callable[[str], None]
    with_window: bool = True
    files: list[Path] = field(default_factory=list)
    _customer: str = ""

    def run(self) -> None:
        """Do everything. Raises Failed, CrmError, ServerFailed."""
        with self._step("local server founded and started") as tell:
            tell(self.company.found())
        first = second = None
        try:
            first = self._first_laptop()
            second = self._second_laptop()
            self._edit_without_network(first)
            self._print(first)
            self._meet(first, second)
        finally:
            for app in (first, second):
                if app is not None:
                    app.close()
        if self.with_window:
            self._pictures()
        self.company.server.stop()

    @contextmanager
    def _step(self, title: str) -> Iterator[Callable[[str], None]]:
        details: list[str] = []
        began = time.monotonic()
        yield details.append
        took = time.monotonic() - began
        self.say(f"{took:6.2f} s  {title}" + (f": {', '.join(details)}" if details else ""))

    # -- steps ------------------------------------------------------------------------------

    def _first_laptop(self) -> Application:
        with self._step("first laptop enrolled") as tell:
            app = self.company.open(FIRST)
            tell(f"device {app.facts()['device_code']}")
        with self._step("messy list imported") as tell:
            result = import_messy_list(app, self.company.folder)
            require(result.error is None and result.created > 0, f"import: {result}")
            tell(f"{result.created} created, {result.duplicates} duplicates, {result.failed} failed")
            if result.failed_file:
                self.files.append(result.failed_file)
        with self._step("invented customers filed") as tell:
            tell(str(file_customers(app)))
        with self._step("first laptop synchronised") as tell:
            tell(f"{synchronise(app).pushed} operations sent")
        return app

    def _second_laptop(self) -> Application:
        with self._step("second laptop enrolled and synchronised for the first time") as tell:
            app = self.company.open(SECOND)
            tell(f"{synchronise(app).pulled} cards received")
        return app

    def _edit_without_network(self, app: Application) -> None:
        with self._step("cable out: server stopped"):
            self.company.server.stop()
        with self._step(f"found by the initials {INITIALS}") as tell:
            found = [row for row in app.queries.find(INITIALS) if row.values["display_name"] == SOUGHT]
            require(bool(found), f"{INITIALS} does not find {SOUGHT}")
            self._customer = found[0].id
            tell(f"{SOUGHT} {found[0].values['customer_no']}")
        with self._step("card changed offline") as tell:
            app.customers.update(self._customer, {"mobile_phone": NEW_PHONE})
            with app.store.read() as connection:
                tell(f"{outbox.pending(connection).operations} operation waits")
        with self._step("synchronising fails politely"):
            try:
                synchronise(app)
            except Offline:
                return
            raise Failed("the server was stopped and something answered")

    def _print(self, app: Application) -> None:
        from ui.printing import form_data, write_pdf

        with self._step("form printed as PDF") as tell:
            target = self.company.folder / f"{SOUGHT}.pdf"
            pages = write_pdf(target, [form_data(app.queries.card(self._customer), COMPANY)])
            tell(f"{pages} page(s)")
            self.files.append(target)

    def _meet(self, first: Application, second: Application) -> None:
        with self._step("cable in: server started again"):
            self.company.server.start()
        with self._step("first laptop synchronised") as tell:
            tell(f"{synchronise(first).pushed} operation sent")
        with self._step("second laptop has the edit") as tell:
            synchronise(second)
            seen = second.queries.card(self._customer).values.get("mobile_phone")
            require(seen == NEW_PHONE, f"the second laptop shows {seen}")
            tell(str(seen))

    def _pictures(self) -> None:
        from ui.demo.pictures import take_pictures

        folder = self.company.folder / "pictures"
        folder.mkdir()
        with self._step("pictures of the window taken") as tell:
            taken = take_pictures(self.company.laptop(FIRST), self.company.passphrase, self._customer, folder)
            tell(str(len(taken)))
            self.files += taken
