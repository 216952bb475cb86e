"""The commands ``backup``, ``verify``, ``restore`` and ``upgrade``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_crm.errors import UsageError
from sync.server.commands import Result
from sync.server.context import Context
from sync.server.database import Database
from sync.server.upkeep import backup as backups
from sync.server.upkeep import restore as restoring
from sync.server.upkeep import upgrading

#: Backups that stay in a folder, when nothing else is said.
KEEP = 14
_PROBLEMS = {
    "facts": "the server's identity is missing.",
    "chain": "the chain of commits is broken.",
    "counter": "the counter does not stand at the newest commit.",
    "digest": "the hashes of the cards are not those of their rows.",
}
_LAPTOPS = """\
Start the server now. Laptops that saw a change after commit {seq} notice at their next synchronisation, keep a copy of
their file and give back by themselves what this backup lacks; afterwards look at: desktop-crm-server salvage list
"""


def backup(database: Database, args: Namespace) -> Result:
    """Write everything the server holds into one file, and read it back."""
    ctx = Context()
    keep = args.keep if args.target else args.keep or args.kept or KEEP
    target = _folder(args.target or args.folder)
    if keep is None:
        if target.is_dir():
            raise UsageError("backup_name", suffix=backups.SUFFIX)
        return _described(target, backups.write_backup(database, ctx, target, _passphrase(args)))
    if keep < 1:
        raise UsageError("backup_keep")
    if target.exists() and not target.is_dir():
        raise UsageError("no_such_folder", folder=target)
    path = target / backups.next_name(ctx)
    made = _described(path, backups.write_backup(database, ctx, path, _passphrase(args)))
    return {**made, "removed": backups.rotate(target, keep)}


def verify(_database: Database, args: Namespace) -> Result:
    """Read a backup from its beginning to its end; needs no database."""
    path = _existing(args.file)
    return _described(path, backups.verify(path, _passphrase(args)))


def restore(database: Database, args: Namespace) -> Result:
    """Put a backup in place of an empty database, or of the present one."""
    path = _existing(args.file)
    if not args.yes:
        raise UsageError("restore_yes")
    source = restoring.Source(path, _passphrase(args), upgrade=not args.as_it_was)
    backups.verify(path, source.passphrase)  # before anything is touched
    kept = None
    if args.replace:
        folder = Path(args.keep_in) if args.keep_in else path.parent
        kept = restoring.write_safety_copy(database, Context(), folder, source.passphrase)
    done = restoring.restore(database, source, replace=args.replace)
    sys.stderr.write(_LAPTOPS.format(seq=done.head.seq))
    return {**_described(path, done), "replaced": str(kept or "")}


def upgrade(database: Database, args: Namespace) -> Result:
    """Bring the database to this version, with a backup before and a look at everything afterwards."""
    done = upgrading.upgrade(database, Context(), _folder(args.folder), _passphrase(args))
    described: dict[str, Any] = {"from": done.before, "to": done.now, "backup": str(done.backup or "")}
    return described | {"problems": list(done.problems)}


def _folder(name: str | Path | None) -> Path:
    if not name:
        raise UsageError("backup_folder")
    return Path(name)


def told(result: dict[str, Any]) -> Iterator[str]:
    """Tell of a backup in a sentence or two."""
    yield f"{result['file']}: {result['bytes']:,} bytes, {result['rows']:,} rows up to commit {result['head']}."
    yield f"Server {result['server_id']} of {result['company']}, schema {result['revision']}, {result['made_at']}."
    yield "Read from beginning to end: whole." + "".join(
        f" PROBLEM in the database: {_PROBLEMS[one]}" for one in result["problems"]
    )
    yield from (f"Removed: {name}" for name in result.get("removed", ()))
    if result.get("replaced"):
        yield f"What was there before: {result['replaced']}"


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise UsageError("no_such_file", file=name)
    return path


def _passphrase(args: Namespace) -> str | None:
    if not args.passphrase_stdin:
        return None
    passphrase = sys.stdin.readline().rstrip("\r\n")
    if not passphrase:
        raise UsageError("passphrase_empty")
    return passphrase


def _described(path: Path, done: backups.Verified) -> dict[str, Any]:
    head = done.head
    return {
        "file": str(path),
        "bytes": path.stat().st_size,
        "made_at": head.made_at,
        "server_id": head.server_id,
        "company": head.company,
        "revision": head.revision,
        "head": head.seq,
        "tag": head.tag.hex()[:8],
        "rows": sum(done.rows.values()),
        "tables": done.rows,
        "problems": done.problems,
    }
