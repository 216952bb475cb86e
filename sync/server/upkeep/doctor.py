"""Examines a server: every check, one after the other, each saying what it found."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from desktop_crm.errors import StoreError
from sync.server.context import Context
from sync.server.database import Database
from sync.server.upkeep import database_checks, machine_checks, online_checks
from sync.server.upkeep.findings import Finding, Patient, State, as_documents, problem

Check = Callable[[Patient], Iterator[Finding]]
#: Those that need no database, those that find out whether it can be read, those that need it as this version has it.
ALONE: tuple[Check, ...] = (
    machine_checks.versions,
    machine_checks.limits,
    machine_checks.rights,
    machine_checks.certificate,
)
FIRST: tuple[Check, ...] = (database_checks.revision, database_checks.integrity)
INSIDE: tuple[Check, ...] = (
    database_checks.keys,
    database_checks.chain,
    database_checks.clock,
    database_checks.backups,
    database_checks.set_aside,
    database_checks.laptops,
    machine_checks.disk,
    online_checks.answers,
)


def doctor(database: Database, args: Namespace) -> list[dict[str, Any]]:
    """Examine the server, its machine, and with --url what laptops meet; exit code 1 when there is a problem."""
    patient = Patient(
        database,
        Context(),
        certificate=args.tls_cert,
        key=args.tls_key,
        address=args.url or args.address or "",
        ask=bool(args.url),
        authority=Path(args.ca_file) if args.ca_file else None,
        backups=args.folder,
        settings=args.config_file,
    )
    return as_documents(examine(patient))


def examine(patient: Patient) -> Iterator[Finding]:
    """Run the checks. What cannot be asked of a database that does not answer is left out."""
    for check in ALONE:
        yield from check(patient)
    for checks in (FIRST, INSIDE):
        found = [one for check in checks for one in _guarded(check, patient)]
        yield from found
        if any(one.state is not State.OK for one in found if one.check in ("database", "schema")):
            return


def _guarded(check: Check, patient: Patient) -> Iterator[Finding]:
    try:
        yield from check(patient)
    except StoreError as error:
        todo = "desktop-crm-server init makes a server; restore puts a backup there."
        if error.code == "store_too_new":
            todo = "Install the version of the server that made it."
        yield problem("database", f"There is no server that this version can read ({error.code}).", todo)
    except DatabaseError as error:
        name = type(error.orig).__name__
        says = f"The database does not answer or cannot be read ({name}) when asked for: {check.__name__}."
        yield problem(
            "database", says, "Is PostgreSQL running, are address, name and password right, is the disk well?"
        )
