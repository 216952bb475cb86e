"""Command line of the server: ``desktop-crm-server`` or ``python -m sync.server``.

Exit codes: 0 done, 1 some records failed, 2 wrong use, 3 refused, 4 damaged or unreachable store.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from desktop_crm.errors import CrmError, RecordRefused, StoreError, UsageError
from sync.server import (
    commands,
    courier_commands,
    device_commands,
    info,
    logs,
    moving_commands,
    parameters,
    quarantine_commands,
    salvage,
    schema,
)
from sync.server.context import Role
from sync.server.database import Database, default_url
from sync.server.orders import Wipe

DONE, SOME_FAILED, WRONG_USE, REFUSED, DAMAGED = 0, 1, 2, 3, 4
_SENTENCES = {
    "not_initialised": "This database holds no server yet. Run: desktop-crm-server --db URL init",
    "store_too_new": "This database was made by a newer version of the server. Install that version.",
    "store_damaged": "This database cannot be read as a server of this program.",
    "database_url": "The database URL must begin with sqlite:/// or postgresql://",
    "initialised_already": "This database holds a server already. Nothing was changed.",
    "password_stdin_needed": "Give the password on standard input and say --password-stdin.",
    "password_empty": "The password is empty.",
    "user_name": "A user name has 1 to 40 letters, digits, dots, underscores or hyphens.",
    "team_name": "A team name has 1 to 40 letters, digits, dots, underscores or hyphens.",
    "user_exists": "There is a user {user} already.",
    "team_exists": "There is a team {team} already.",
    "user_disabled": "The user {user} is disabled.",
    "no_such_user": "There is no user {user}.",
    "no_such_team": "There is no team {team}.",
    "no_such_device": "There is no device {device}.",
    "device_not_active": "The device {device} has no access; see device list.",
    "device_without_keys": "The device {device} has not exchanged keys yet; it does at its next synchronisation.",
    "wiped_already": "The device {device} has reported that its data is destroyed.",
    "no_such_customer": "There is no customer {no}.",
    "nothing_salvaged": "No laptop offered anything undecided of the card {card}.",
    "parameter": "A parameter has a kind, a name, and a value of at most 16,000 characters.",
    "no_such_parameter": "There is no parameter {name} of that kind.",
    "parameter_not_set": "The parameter was not changed, because somebody else changed it just now ({why}).",
    "no_such_operation": "Nothing was set aside under the number {n}.",
    "not_in_quarantine": "Nothing undecided is under the number {n}.",
    "numbers_or_all": "Name numbers, or say --all.",
    "reason_needed": "Say why with --reason.",
    "cards_or_all": "Name cards, or say --all.",
    "no_such_folder": "There is no folder {folder}.",
    "no_such_file": "There is no file {file}.",
    "no_such_territory": "{territory} is no province, code of a province, or region.",
    "not_shared": "The customer was not shared, or is shared still ({why}).",
    "say_yes": "Erasing {no} cannot be taken back. Say --yes.",
    "not_merged": "The customers were not merged ({why}).",
    "not_assigned": "The customer was not assigned ({why}).",
    "tls_files": "Give both --tls-cert and --tls-key, or neither.",
    "tls_needed": "Without TLS only this machine may connect. For {host} give --tls-cert and --tls-key, or say"
    " --insecure when a proxy in front of this server does TLS.",
    "address": "The server cannot listen on {host} port {port}.",
    "port_or_workers": "The port is 0 to 65535, and there is at least one worker.",
}

Command = Callable[[Database, Namespace], commands.Result]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    logs.configure()
    args = _parser().parse_args(argv)
    try:
        args.db = args.db or default_url()
        database = Database(args.db)
        try:
            if args.command is not commands.init:
                commands.ready(database)
            result = args.command(database, args)
            _print(result, as_json=args.json)
        finally:
            database.close()
    except CrmError as error:
        return _fail(error.code, error.params, _exit_code(error), as_json=args.json)
    except DatabaseError as error:
        name = type(error.orig).__name__
        return _fail("database", {"error": name}, DAMAGED, as_json=args.json)
    except OSError as error:
        return _fail("file", {"error": error.strerror or ""}, DAMAGED, as_json=args.json)
    return SOME_FAILED if isinstance(result, list) and any("error" in entry for entry in result) else DONE


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
        sentence = _SENTENCES.get(code, code).format_map(params)
    if as_json:
        _print({"error": code, "params": params, "message": sentence}, as_json=True)
    sys.stderr.write(sentence + "\n")
    return exit_code


def _print(result: commands.Result, *, as_json: bool) -> None:
    if result is None:
        return
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
        return
    for entry in result if isinstance(result, list) else [result]:
        line = "  ".join(f"{name}={_plain(value)}" for name, value in entry.items())
        sys.stdout.write(line + "\n")


def _plain(value: Any) -> str:  # noqa: ANN401 - anything a command returns
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# -- arguments ------------------------------------------------------------------------------


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="desktop-crm-server", description="The company's server of Desktop CRM.")
    parser.add_argument("--db", metavar="URL", help="sqlite:///FILE or postgresql://…; default: a file of your account")
    _json_flag(parser, default=False)
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    initialise = _command(groups, "init", commands.init)
    initialise.add_argument("--company", default="", help="name that laptops and print show")
    _user_commands(groups)
    team = groups.add_parser("team", help="teams").add_subparsers(required=True, metavar="COMMAND")
    _command(team, "add", commands.team_add, "name")
    _command(team, "list", commands.team_list)
    _device_commands(groups)
    _parameter_commands(groups)
    _quarantine_commands(groups)
    _salvage_commands(groups)
    _courier_commands(groups)
    _setting_command(groups)
    _command(groups, "assign", commands.assign, "number", "user")
    _moving_commands(groups)
    _command(groups, "show", commands.show, "number")
    _command(groups, "status", commands.status)
    _serve_command(groups)
    return parser


def _user_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    user = groups.add_parser("user", help="accounts").add_subparsers(required=True, metavar="COMMAND")
    seen = _command(user, "see", moving_commands.see, "name")
    seen.add_argument("--teams", nargs="*", metavar="TEAM", help="besides the own team; none given: no further one")
    _territories(seen)
    _command(user, "list", commands.user_list)
    _command(user, "disable", commands.user_disable, "name")
    _command(user, "enable", commands.user_enable, "name")
    for name, command in (("add", commands.user_add), ("set", commands.user_set)):
        parser = _command(user, name, command, "name")
        parser.add_argument("--password-stdin", action="store_true", help="first line of standard input")
        roles = [role.value for role in Role]
        parser.add_argument("--role", choices=roles, default=Role.REP.value if name == "add" else None)
        parser.add_argument("--team", help='"" leaves the team')
        parser.add_argument("--display-name")


def _moving_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    _territories(_command(groups, "reassign", moving_commands.reassign, "old", "new"))
    _command(groups, "share", moving_commands.share, "number", "user").add_argument("--note", default="")
    erase = _command(groups, "erase", moving_commands.erase, "number")
    erase.add_argument("--yes", action="store_true", help="really; there is no way back")
    erase.add_argument("--reference", default="", metavar="TEXT", help="of the request, for the audit log; no name")
    _command(groups, "merge", moving_commands.merge, "number", "survivor")
    _command(groups, "unshare", moving_commands.unshare, "number", "user")


def _territories(parser: ArgumentParser) -> None:
    what = "provinces (浙江, 33) or regions (east)"
    parser.add_argument("--territories", nargs="*", metavar="NAME", help=what)


def _device_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    device = groups.add_parser("device", help="laptops").add_subparsers(required=True, metavar="COMMAND")
    _command(device, "list", device_commands.listed)
    revoke = _command(device, "revoke", device_commands.revoke, "device")
    revoke.add_argument(
        "--wipe",
        choices=[wipe.value for wipe in Wipe],
        default=Wipe.DRAIN.value,
        help="drain: hand over unsent work, then destroy (default); now: destroy at once; none: destroy nothing",
    )
    _command(device, "unlock", device_commands.unlock, "device")
    _command(device, "code", device_commands.code, "device", "question")


def _parameter_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("parameter", help="settings of the organisation that every laptop has")
    kept = group.add_subparsers(required=True, metavar="COMMAND")
    _command(kept, "list", parameters.listed).add_argument("--kind")
    _command(kept, "set", parameters.put, "kind", "name", "value")
    _command(kept, "remove", parameters.remove, "kind", "name")


def _quarantine_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("quarantine", help="what was set aside instead of being applied")
    kept = group.add_subparsers(required=True, metavar="COMMAND")
    states = (schema.OPEN, schema.PROPOSED, schema.APPLIED, schema.DISMISSED, schema.ERASED)
    _command(kept, "list", quarantine_commands.listed).add_argument("--state", choices=states, default=schema.OPEN)
    _command(kept, "show", quarantine_commands.show).add_argument("n", type=int)
    retry = _command(kept, "retry", quarantine_commands.retry)
    retry.add_argument("n", type=int, nargs="*", help="number, as the list shows it")
    retry.add_argument("--all", action="store_true")
    dismiss = _command(kept, "dismiss", quarantine_commands.dismiss)
    dismiss.add_argument("n", type=int, nargs="+")
    dismiss.add_argument("--reason", required=True, metavar="TEXT")


def _salvage_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("salvage", help="what laptops hold and this server forgot")
    kept = group.add_subparsers(required=True, metavar="COMMAND")
    states = (salvage.OPEN, salvage.TAKEN, salvage.DISMISSED)
    _command(kept, "list", commands.salvage_list).add_argument("--state", choices=states, default=salvage.OPEN)
    for name, command in (("take", commands.salvage_take), ("dismiss", commands.salvage_dismiss)):
        parser = _command(kept, name, command)
        parser.add_argument("card", nargs="*", help="id of a card, as the list shows it")
        parser.add_argument("--all", action="store_true")


def _courier_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("courier", help="changes that were carried here in a file")
    take = _command(group.add_subparsers(required=True, metavar="COMMAND"), "take", courier_commands.take)
    take.add_argument("file", nargs="+", metavar="FILE")
    take.add_argument("--answer", required=True, metavar="FOLDER", help="where the answers for the laptops go")


def _setting_command(groups: _SubParsersAction[ArgumentParser]) -> None:
    parser = _command(groups, "setting", commands.setting)
    parser.add_argument("--min-schema", type=int, metavar="N", help="oldest revision of a laptop that may pull")
    parser.add_argument("--lease-days", type=int, metavar="N", help="days without contact until a laptop locks")
    parser.add_argument("--role", choices=["primary", info.REPLICA], help="replica: a copy that is only read")


def _serve_command(groups: _SubParsersAction[ArgumentParser]) -> None:
    parser = _command(groups, "serve", commands.serve)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8640, help="0 takes a free one")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE")
    parser.add_argument("--tls-key", type=Path, metavar="FILE")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--insecure", action="store_true", help="listen beyond this machine without TLS")


def _command(groups: _SubParsersAction[ArgumentParser], name: str, command: Command, *arguments: str) -> ArgumentParser:
    summary = (command.__doc__ or "").splitlines()[0]
    parser = groups.add_parser(name, help=summary, description=summary)
    parser.set_defaults(command=command)
    for argument in arguments:
        parser.add_argument(argument)
    _json_flag(parser, default=None)
    return parser


def _json_flag(parser: ArgumentParser, *, default: bool | None) -> None:
    """Accept --json before and after the command; the later parser must not reset it."""
    from argparse import SUPPRESS

    help_text = "one JSON document on standard output"
    parser.add_argument("--json", action="store_true", default=SUPPRESS if default is None else default, help=help_text)


if __name__ == "__main__":
    sys.exit(main())
