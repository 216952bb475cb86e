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
