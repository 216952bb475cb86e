"""The make-believe company: a local server, one person with two laptops, 300 invented customers."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.exchange.filing import import_customers
from desktop_crm.exchange.importer import ImportResult
from desktop_crm.exchange.plan import open_plan
from desktop_crm.services import sample_data, sample_orders
from sync.client.engine import Engine, Result
from sync.client.enrolment import enroll
from sync.client.transport import HttpTransport
from ui.demo.server import LocalServer, administer

COMPANY = "绍兴示例贸易有限公司"
PERSON = "陈国栋"
MESSY_LIST = "messy_customers.csv"
_MARKER = "made-by-make-run.txt"
_SLICE = 100


class FolderInUse(Exception):
    """The folder holds something that was not made here; it is not removed."""


@dataclass(slots=True)
class Company:
    """Everything of one run lies in ``folder``. Secrets are made anew and kept in memory only."""

    folder: Path
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    passphrase: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    server: LocalServer = field(init=False)

    def __post_init__(self) -> None:
        database = self.folder.absolute() / "server" / "server.sqlite"
        self.server = LocalServer(f"sqlite:///{database.as_posix()}", self.folder / "server" / "server.log")

    def found(self) -> str:
        """Make folder and server anew, start the server and return its address. Raises FolderInUse, ServerFailed."""
        _make_anew(self.folder)
        (self.folder / "server").mkdir()
        administer(self.server.url, "init", "--company", COMPANY)
        words = ("user", "add", PERSON, "--display-name", PERSON, "--password-stdin")
        administer(self.server.url, *words, stdin=f"{self.password}\n")
        return self.server.start()

    def laptop(self, name: str) -> Path:
        """Return the folder of a laptop's profile."""
        return self.folder / name

    def open(self, name: str) -> Application:
        """Open a laptop's profile, made and enrolled when it is new."""
        folder = self.laptop(name)
        new = not folder.exists()
        app = open_application(folder, self.passphrase, create=new)
        if new:
            enroll(app, self.server.address, PERSON, self.password, name)
        return app


def file_customers(app: Application) -> int:
    """File the invented customers as real ones, so that they travel to the server; return how many."""
    customers = sample_data.customers(app.today())
    for start in range(0, len(customers), _SLICE):
        part = customers[start : start + _SLICE]
        saved = app.customers.create_many(part)
        past = [(one.id, row.values) for one, row in zip(saved, part, strict=True)]
        sample_orders.add(app.rows, past, app.today(), sample=False)
    app.build_search()
    return len(customers)


def import_messy_list(app: Application, folder: Path) -> ImportResult:
    """Import the list that a colleague kept in a spreadsheet; it is copied to ``folder``, its bad rows beside it."""
    mine = folder / MESSY_LIST
    with as_file(files("resources") / "sample_data" / MESSY_LIST) as source:
        shutil.copyfile(source, mine)
    result = import_customers(open_plan(mine, {}, today=app.today()), app.customers, app.queries, app.batches)
    app.build_search()
    return result


def synchronise(app: Application) -> Result:
    """Synchronise once, as the window does by itself. Raises SyncError."""
    facts = app.facts()
    transport = HttpTransport(facts["server_url"], facts["token"])
    try:
        result = Engine(app, transport).run()
    finally:
        transport.close()
    app.build_search()
    return result


def _make_anew(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARKER).exists():
            raise FolderInUse(str(folder))
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARKER).write_text("Made by `make run`, which removes this folder when it starts again.\n", "utf-8")
