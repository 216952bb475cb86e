"""Versions of the program that do not exist yet: this one with more fields, each with a migration of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_crm.store import opening
from desktop_crm.store.schema import SCHEMA_REVISION
from sync.server import schema as server_schema
from sync.server.database import MIGRATIONS as SERVER_MIGRATIONS
from tests.support.profiles import PASSPHRASE
from tests.support.tree import ROOT

#: The line of a field as it would stand in records.py, by name.
DECLARATIONS = {
    "blood_group": """Field(
    id="blood_group", zh="血型", en="Blood group", search=SearchIn.TEXT, sensitivity=P1, max_length=10,
    cells=_at(IND, 8, 0, 6), weight=1, aliases=("血",),
)""",
    "shoe_size": 'Field(id="shoe_size", zh="鞋码", en="Shoe size", max_length=10)',
    "tea": 'Field(id="tea", zh="爱喝的茶", en="Favourite tea", search=SearchIn.TEXT, max_length=40)',
}
_FIRST_REVISION = 9001
_MIGRATION = '''"""One more field."""
from desktop_crm.store.evolution import add_field
revision = "{revision}"
down_revision = "{before}"


def upgrade():
    add_field("customer", "{field}")
'''
#: Turns this version into a later one before anything else is imported: the lines, the revision, the files.
_PROLOGUE = """
import json
import os
import sys
from pathlib import Path
from desktop_crm.domain import records
names = dict(vars(records))
more = tuple(eval(line, names) for line in {lines!r})
object.__setattr__(records.CUSTOMER, "fields", (*records.CUSTOMER.fields, *more))
from desktop_crm.store import schema
schema.SCHEMA_REVISION = {revision!r}
from desktop_crm.store import opening
opening._MIGRATIONS = Path({migrations!r})
folder = Path({folder!r})
from desktop_crm.cli.main import main
def run(*words, profile="p", code=0):
    assert main([*words, "--json", "--profile", str(folder / profile)]) == code, words
"""


@dataclass(frozen=True, slots=True)
class LaterVersion:
    """This version plus ``fields``, one revision each; profiles lie in ``folder``."""

    folder: Path
    migrations: Path
    fields: tuple[str, ...]

    @property
    def revision(self) -> str:
        """The newest revision of its schema."""
        return str(_FIRST_REVISION + len(self.fields) - 1)

    def run(self, script: str, passphrase: str = PASSPHRASE) -> list[Any]:
        """Run a script in which ``run("show", …)`` is the command line; return the JSON documents it printed."""
        prologue = _PROLOGUE.format(
            lines=[DECLARATIONS[name] for name in self.fields],
            revision=self.revision,
            migrations=str(self.migrations),
            folder=str(self.folder),
        )
        done = subprocess.run(
            [sys.executable, "-c", prologue + script],
            cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "DESKTOP_CRM_PASSPHRASE": passphrase, "DESKTOP_CRM_LANGUAGE": "zh"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


def later_version(folder: Path, *fields: str) -> LaterVersion:
    """Write the migrations of a version with these fields of ``DECLARATIONS``; its profiles lie in the folder."""
    migrations = folder / "migrations"
    shutil.copytree(
        Path(opening.__file__).parent / "migrations", migrations, ignore=shutil.ignore_patterns("__pycache__")
    )
    before = SCHEMA_REVISION
    for number, field in enumerate(fields, _FIRST_REVISION):
        text = _MIGRATION.format(revision=number, before=before, field=field)
        (migrations / "versions" / f"{number}_{field}.py").write_text(text, "utf-8")
        before = str(number)
    return LaterVersion(folder, migrations, fields)


# -- the server -----------------------------------------------------------------------------

SERVER_REVISION = "9001"
#: Two columns on tables that every push uses, in the order that meets pushes half-way, and a table.
_SERVER_MIGRATION = '''"""Notes of rows, places of laptops."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = "{before}"


def upgrade():
    op.add_column("obj", sa.Column("note", sa.Text()))
    op.add_column("device", sa.Column("place", sa.Text(), nullable=False, server_default=""))
    op.create_table("later", sa.Column("id", sa.String(36), primary_key=True), sa.Column("value", sa.Text()))
'''
_SERVER_PROGRAM = """
import sys
from pathlib import Path
from sqlalchemy import Column, String, Table, Text
from sync.server import database, schema
schema.SCHEMA_REVISION = {revision!r}
schema.obj.append_column(Column("note", Text))
schema.device.append_column(Column("place", Text, nullable=False, server_default=""))
Table("later", schema.metadata, Column("id", String(36), primary_key=True), Column("value", Text))
database.MIGRATIONS = Path({migrations!r})
from sync.server.__main__ import main
sys.exit(main())
"""


def later_server(folder: Path) -> tuple[str, ...]:
    """Write the migrations of a later server; return what Python runs to be that server."""
    migrations = folder / "server-migrations"
    shutil.copytree(SERVER_MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    text = _SERVER_MIGRATION.format(revision=SERVER_REVISION, before=server_schema.SCHEMA_REVISION)
    (migrations / "versions" / f"{SERVER_REVISION}_later.py").write_text(text, "utf-8")
    return "-c", _SERVER_PROGRAM.format(revision=SERVER_REVISION, migrations=str(migrations))
