"""Command line of the server: ``desktop-crm-server`` or ``python -m sync.server``.

Exit codes: 0 done, 1 some records failed or problems were found, 2 wrong use, 3 refused, 4 damaged or unreachable
store.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy.exc import DatabaseError

from desktop_crm.errors import CrmError, RecordRefused, StoreError, UsageError
from desktop_crm.streams import speak_utf8
from sync.server import arguments, commands, config, logs
from sync.server.database import Database, default_url
from sync.server.sentences import SENTENCES

#: Files that are made are nobody's business but the account's and its group's.
_PRIVATE = 0o007
DONE, SOME_FAILED, WRONG_USE, REFUSED, DAMAGED = 0, 1, 2, 3, 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    speak_utf8()
    logs.configure()
    os.umask(os.umask(_PRIVATE) | _PRIVATE)
    args = arguments.parser().parse_args(argv)
    try:
        config.apply(args)
        logs.configure(args.log_level)
        args.db = args.db or default_url()
        database = Database(args.db)
        try:
            if args.prepares:
                commands.ready(database)
            result = args.command(database, args)
            _print(result, as_json=args.json, lines=args.lines)
        finally:
            database.close()
    except CrmError as error:
        return _fail(error.code, error.params, _exit_code(error), as_json=args.json)
    except DatabaseError as error:
        name = type(error.orig).__name__
        return _fail("database", {"error": name}, DAMAGED, as_json=args.json)
    except PermissionError as error:
        return _fail("no_rights", {"file": str(error.filename or "")}, DAMAGED, as_json=args.json)
    except OSError as error:
        return _fail("file", {"error": error.strerror or ""}, DAMAGED, as_json=args.json)
    return SOME_FAILED if _has_failures(result) else DONE


def _has_failures(result: commands.Result) -> bool:
    """Say whether some record failed, or a look at the server found something wrong."""
    entries = result if isinstance(result, list) else [result or {}]
    return any("error" in entry or entry.get("problems") or entry.get("state") == "problem" for entry in entries)


def _exit_code(error: CrmError) -> int:
    if isinstance(error, UsageError):
        return WRONG_USE
    if isinstance(error, RecordRefused) or error.code in ("not_initialised", "store_too_new"):
        return REFUSED
    return DAMAGED if isinstance(error, StoreError) else REFUSED


def _fail(code: str, params: dict[str, str], exit_code: int, *, as_json: bool) -> int:
    if code == "database":
        sentence = f"The database does not answer or cannot be read ({params['error']})."
    else:
        sentence = SENTENCES.get(code, code).format_map(params)
    if as_json:
        _print({"error": code, "params": params, "message": sentence}, as_json=True)
    sys.stderr.write(sentence + "\n")
    return exit_code


def _print(result: commands.Result, *, as_json: bool, lines: Callable[[Any], Iterable[str]] | None = None) -> None:
    if result is None:
        return
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
        return
    for line in (lines or _lines)(result):
        sys.stdout.write(line + "\n")


def _lines(result: commands.Result) -> Iterator[str]:
    for entry in result if isinstance(result, list) else [result or {}]:
        yield "  ".join(f"{name}={_plain(value)}" for name, value in entry.items())


def _plain(value: Any) -> str:  # noqa: ANN401 - anything a command returns
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
