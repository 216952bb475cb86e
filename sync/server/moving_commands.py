"""Commands about who sees what at the server's own command line."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop_crm.errors import UsageError
from sync.server import accounts, erasing, moving
from sync.server.context import Context
from sync.server.database import Database

Result = dict[str, Any]


def see(database: Database, args: Namespace) -> Result:
    """Let a person see further teams and territories; without either, show them."""
    with database.write() as conn:
        seen = moving.see(conn, Context(), args.name, args.teams, args.territories)
    return {"user": accounts.user_key(args.name), **seen}


def share(database: Database, args: Namespace) -> Result:
    """Let somebody see and edit one customer besides its owner."""
    with database.write() as conn:
        moving.share(conn, Context(), args.number, args.user, args.note)
    return {"no": args.number, "user": accounts.user_key(args.user), "shared": True}


def unshare(database: Database, args: Namespace) -> Result:
    """Take a share back."""
    with database.write() as conn:
        moving.unshare(conn, Context(), args.number, args.user)
    return {"no": args.number, "user": accounts.user_key(args.user), "shared": False}


def reassign(database: Database, args: Namespace) -> Result:
    """Give all live customers of one person to another; stopped half-way, it goes on when called again."""
    where = moving.territories(args.territories or ())
    moved, after = 0, ""
    while True:
        with database.write() as conn:
            more, after = moving.reassign(conn, Context(), args.old, args.new, where, after)
        moved += more
        if not after:
            return {"from": accounts.user_key(args.old), "to": accounts.user_key(args.new), "customers": moved}


def merge(database: Database, args: Namespace) -> Result:
    """Merge a customer into another one that is the same."""
    with database.write() as conn:
        moving.merge(conn, Context(), args.number, args.survivor)
    return {"no": args.number, "merged_into": args.survivor}


def unmerge(database: Database, args: Namespace) -> Result:
    """Take a merged customer out of the other one again."""
    with database.write() as conn:
        moving.unmerge(conn, Context(), args.number)
    return {"no": args.number, "parted": True}


def erase(database: Database, args: Namespace) -> Result:
    """Erase a customer for good, as privacy law asks: all values, here and on the laptops."""
    if not args.yes:
        raise UsageError("say_yes", no=args.number)
    with database.write() as conn:
        gone = erasing.erase(conn, Context(), args.number, args.reference)
    erasing.scrub(database)
    return {"no": args.number, **gone}
