"""Reads the command line, runs one command, and turns errors into sentences and exit codes.

Commands of other packages (``print``, ``enroll``, ``sync``) come in through the entry point group
``desktop_crm.commands``, so that this package needs neither Qt nor HTTP.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from desktop_crm.cli import advice, batches, contacts, listing, profile, records
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.messages import sentence
from desktop_crm.cli.wording import Parser, language, say
from desktop_crm.errors import (
    CrmError,
    ExchangeError,
    KeyMissing,
    RecordRefused,
    StoreError,
    SyncError,
    UsageError,
    WrongKey,
)
from desktop_crm.paths import default_profile_dir
from desktop_crm.streams import speak_utf8

ENTRY_POINTS = "desktop_crm.commands"
_EXIT: tuple[tuple[type[CrmError], Exit], ...] = (
    (KeyMissing, Exit.WRONG_USE),
    (WrongKey, Exit.DAMAGED),
    (StoreError, Exit.DAMAGED),
    (SyncError, Exit.NO_NETWORK),
    (UsageError, Exit.WRONG_USE),
    (RecordRefused, Exit.SOME_FAILED),
    (ExchangeError, Exit.WRONG_USE),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code. Never raises for expected failures."""
    speak_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    session = Session(default_profile_dir(), "--json" in arguments, language(), lambda: None)
    try:
        return _run(session, arguments)
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    except CrmError as error:
        return _fail(session, error)
    except KeyboardInterrupt:
        return _fail(session, CrmError("interrupted"))
    except BrokenPipeError:
        return int(Exit.DONE)
    except OSError as error:
        return _fail(session, ExchangeError("file", detail=error.strerror or type(error).__name__))
    except UnicodeError:  # half a surrogate pair: words or input in another encoding than the terminal's
        return _fail(session, UsageError("bad_text"))
    finally:
        session.close()


def _run(session: Session, arguments: Sequence[str]) -> int:
    options = _parser(_commands(arguments)).parse_args(arguments)
    if "profile" in options:
        session.profile = Path(options.profile)
    session.as_json = "json" in options
    session.passphrase = lambda: _passphrase(options)
    return int(options.run(session, options))


def exit_code(error: CrmError) -> Exit:
    """Return the exit code of an expected failure."""
    if error.code == "no_profile":
        return Exit.WRONG_USE
    return next((code for kind, code in _EXIT if isinstance(error, kind)), Exit.SOME_FAILED)


def _fail(session: Session, error: CrmError) -> int:
    text = sentence(error, session.language)
    session.say(text)
    session.answer({"error": {"code": error.code, "message": text, **error.params}})
    return int(exit_code(error))


def _commands(arguments: Sequence[str]) -> list[Command]:
    """Return the commands this call needs: file formats and other packages are loaded only when asked for."""
    first = (profile, records, listing, contacts, batches, advice)
    own = [command for module in first for command in module.COMMANDS]
    if _word(arguments) in {command.name for command in own}:
        return own
    from desktop_crm.cli import (
        attachments,
        campaigns,
        claims,
        classes,
        collection,
        duplicates,
        files,
        forms,
        merging,
        privacy,
        quality,
        sync_log,
    )

    modules = (
        files, sync_log, attachments, classes, duplicates, merging, claims, quality, privacy, collection, forms,
        campaigns,
    )  # fmt: skip
    for module in modules:
        own += module.COMMANDS
    if _word(arguments) in {command.name for command in own}:
        return own
    return [*own, *(command for entry in entry_points(group=ENTRY_POINTS) for command in _contributed(entry))]


def _contributed(entry: EntryPoint) -> Sequence[Command]:
    """Return the commands of another package; none where its libraries are not installed."""
    try:
        return tuple(entry.load()())
    except ImportError:
        return ()


def _word(arguments: Sequence[str]) -> str:
    """Find the command: the first word that is neither an option nor the value of one."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--profile":
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
    return ""


def _parser(commands: Sequence[Command]) -> Parser:
    shared = Parser(add_help=False)
    shared.add_argument(
        "--profile", metavar="DIR", default=argparse.SUPPRESS, help=say("档案所在的文件夹", "folder of the profile")
    )
    shared.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=say("在标准输出给出一份 JSON", "one JSON document on stdout"),
    )
    shared.add_argument(
        "--passphrase-stdin",
        action="store_true",
        default=argparse.SUPPRESS,
        help=say("从标准输入读取口令", "read the passphrase from stdin"),
    )
    description = say("客户管家 Desktop CRM 的命令行", "The command line of Desktop CRM 客户管家")
    parser = Parser(prog="desktop-crm", description=description, parents=[shared])
    title = say("命令", "commands")
    words = parser.add_subparsers(title=title, dest="command", metavar="COMMAND", required=True)
    for command in commands:
        text = say(command.zh, command.en)
        sub = words.add_parser(command.name, help=text, description=text, parents=[shared])
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def _passphrase(options: argparse.Namespace) -> str | None:
    if "passphrase_stdin" in options:
        return sys.stdin.readline().rstrip("\r\n") or None
    return os.environ.get("DESKTOP_CRM_PASSPHRASE") or None
