"""Commands about what was set aside, at the server's own command line."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from desktop_crm.errors import UsageError
from sync.server import quarantine
from sync.server.context import Context
from sync.server.database import Database

Result = dict[str, Any] | list[Any]


def listed(database: Database, args: Namespace) -> Result:
    """List what was set aside: whose, when, why, of which card; no values."""
    with database.read() as conn:
        return list(quarantine.listed(conn, args.state))


def show(database: Database, args: Namespace) -> Result:
    """Show one with the operation as it came."""
    with database.read() as conn:
        return quarantine.shown(conn, args.n)


def retry(database: Database, args: Namespace) -> Result:
    """Apply after all what the merge takes now; the rest stays."""
    if bool(args.n) == args.all:
        raise UsageError("numbers_or_all")
    with database.read() as conn:
        wanted = list(args.n or quarantine.numbers(conn))
    done = []
    for n in wanted:  # each by itself: one that fails costs the others nothing
        with database.write() as conn:
            done.append(msgspec.to_builtins(quarantine.retry(conn, Context(), n)))
    return done


def dismiss(database: Database, args: Namespace) -> Result:
    """Decide that these are not applied, and say why."""
    with database.write() as conn:
        for n in args.n:
            quarantine.dismiss(conn, Context(), n, args.reason)
    return {"dismissed": len(args.n)}
