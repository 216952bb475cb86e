"""A company for stories with real processes: a server with people in two teams, and their laptops."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sync.server import accounts, auth
from sync.server.context import Context, Role
from sync.server.database import Database, migrate
from tests.support.processes import PASSWORD, Laptop, do_server
from ui.demo.server import LocalServer

#: user name, name on paper, team
PEOPLE = (("chen", "陈国栋", "east"), ("lin", "林晓", "east"), ("wang", "王芳", "west"))
COMPANY = "绍兴某某贸易有限公司"


@dataclass(slots=True)
class Office:
    """A running server and the folder in which laptops are made. ``entrance``: the address they are told instead."""

    url: str
    folder: Path
    server: LocalServer
    template: Path
    entrance: str = ""

    def laptop(self, user: str, name: str = "") -> Laptop:
        """Make a laptop and enroll it; everything of it lies in one folder."""
        made = self.unconnected(name or f"{user}-laptop")
        made.enroll(self.entrance or self.server.address, user)
        return made

    def unconnected(self, name: str) -> Laptop:
        """Make a laptop that knows no server."""
        shutil.copytree(self.template, self.folder / name)
        return Laptop(self.folder / name)

    def customer(self, number: str) -> dict[str, object]:
        """Ask the server's own command line for a customer."""
        shown: dict[str, object] = do_server(self.url, "show", number)
        return shown


def staff(url: str) -> None:
    """Make a server with two teams and three people in an empty database."""
    database = Database(url)
    try:
        migrate(database)
        hashed = auth.hash_password(PASSWORD)
        with database.write() as conn:
            accounts.initialise(conn, Context(), COMPANY)
            for team in sorted({team for _, _, team in PEOPLE}):
                accounts.add_team(conn, team)
            for user, shown, team in PEOPLE:
                accounts.add_user(conn, Context(), user, hashed, Role.REP, team, shown)
    finally:
        database.close()


def new_profile(folder: Path) -> Path:
    """Make a profile that laptops are copied from: enrolment gives each copy a device and a code of its own."""
    Laptop(folder).do("init", "--issuer", COMPANY)
    return folder


@contextmanager
def open_office(url: str, folder: Path, template: Path) -> Iterator[Office]:
    """Run a staffed server over an empty database."""
    folder.mkdir(parents=True, exist_ok=True)
    staff(url)
    server = LocalServer(url, folder / "server.log")
    server.start()
    try:
        yield Office(url, folder, server, template)
    finally:
        server.stop()
