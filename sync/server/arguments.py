"""The words of the server's command line."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path

from desktop_crm.domain.installers import Platform
from sync.server import (
    blob_commands,
    commands,
    config,
    courier_commands,
    device_commands,
    info,
    logs,
    moving_commands,
    office,
    parameters,
    quarantine_commands,
    release_commands,
    salvage,
    schema,
)
from sync.server.context import Role
from sync.server.database import Database
from sync.server.orders import Wipe
from sync.server.upkeep import commands as upkeep
from sync.server.upkeep import doctor, findings

Command = Callable[[Database, Namespace], commands.Result]


def parser() -> ArgumentParser:
    """Make the parser. Of each command it knows ``command``, ``prepares``, and ``lines`` (how its result is told)."""
    parser = ArgumentParser(prog="desktop-crm-server", description="The company's server of Desktop CRM.")
    parser.add_argument("--config", metavar="FILE", help=f"settings (TOML); default: {config.USUAL}, if it is there")
    parser.add_argument("--db", metavar="URL", help="sqlite:///FILE or postgresql://…; default: a file of your account")
    parser.add_argument("--log-level", choices=list(logs.LEVELS), help="default: info")
    _json_flag(parser, default=False)
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    initialise = _command(groups, "init", commands.init, prepares=False)
    initialise.add_argument("--company", default="", help="name that laptops and print show")
    _user_commands(groups)
    team = groups.add_parser("team", help="teams").add_subparsers(required=True, metavar="COMMAND")
    _command(team, "add", commands.team_add, "name")
    _command(team, "list", commands.team_list)
    _device_commands(groups)
    _parameter_commands(groups)
    _quarantine_commands(groups)
    _salvage_commands(groups)
    _attachment_commands(groups)
    _courier_commands(groups)
    _release_commands(groups)
    _setting_command(groups)
    _command(groups, "assign", commands.assign, "number", "user")
    _moving_commands(groups)
    _command(groups, "show", commands.show, "number")
    _command(groups, "status", commands.status)
    _serve_command(groups)
    _office_commands(groups)
    _upkeep_commands(groups)
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
    _command(groups, "unmerge", moving_commands.unmerge, "number")
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


def _attachment_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("attachment", help="photos and documents of customers")
    _command(group.add_subparsers(required=True, metavar="COMMAND"), "check", blob_commands.check)


def _courier_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("courier", help="changes that were carried here in a file")
    take = _command(group.add_subparsers(required=True, metavar="COMMAND"), "take", courier_commands.take)
    take.add_argument("file", nargs="+", metavar="FILE")
    take.add_argument("--answer", required=True, metavar="FOLDER", help="where the answers for the laptops go")


def _release_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("release", help="new versions of the program for laptops")
    kept = group.add_subparsers(required=True, metavar="COMMAND")
    add = _command(kept, "add", release_commands.add, "file")
    add.add_argument("--version", metavar="N", help="what the file must be; default: what it says")
    add.add_argument("--over", metavar="N", help="oldest version it can be installed over; default: any")
    add.add_argument("--notes", metavar="FILE", help="what is new, as people will read it (UTF-8)")
    _command(kept, "list", release_commands.listed)
    change = _command(kept, "set", release_commands.change, "version")
    withdraw = _command(kept, "withdraw", release_commands.withdraw, "version")
    for parser in (add, change, withdraw):
        names = [platform.value for platform in Platform]
        parser.add_argument("--for", dest="platform", choices=names, help="default: what file or version are for")
    for parser in (add, change):
        parser.add_argument("--share", type=int, metavar="PERCENT", help="of the laptops; default: all")
        parser.add_argument("--teams", nargs="*", metavar="TEAM", help="only laptops of these; none given: all")


def _setting_command(groups: _SubParsersAction[ArgumentParser]) -> None:
    parser = _command(groups, "setting", commands.setting)
    parser.add_argument("--min-schema", type=int, metavar="N", help="oldest revision of a laptop that may pull")
    parser.add_argument("--lease-days", type=int, metavar="N", help="days without contact until a laptop locks")
    parser.add_argument("--role", choices=["primary", info.REPLICA], help="replica: a copy that is only read")


def _serve_command(groups: _SubParsersAction[ArgumentParser]) -> None:
    parser = _command(groups, "serve", commands.serve)
    parser.add_argument("--host", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, help="default: 8640; 0 takes a free one")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE")
    parser.add_argument("--tls-key", type=Path, metavar="FILE")
    parser.add_argument("--workers", type=int, help="processes; default: 1")
    insecure = "listen beyond this machine without TLS"
    parser.add_argument("--insecure", action="store_const", const=True, help=insecure)


def _office_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    group = groups.add_parser("office", help="this computer as the server of a small office")
    kept = group.add_subparsers(required=True, metavar="COMMAND")
    create = _command(kept, "create", office.create, prepares=False)
    create.add_argument("--company", default="", help="name that laptops and print show")
    create.add_argument("--admin", required=True, metavar="NAME", help="the first account")
    create.add_argument("--display-name", metavar="NAME")
    create.add_argument("--password-stdin", action="store_true", help="first line of standard input")
    create.add_argument("--port", type=int, default=8640)
    create.add_argument("--others", action="store_true", help="other computers of the network may connect")
    told = _command(kept, "address", office.address, prepares=False)
    serve = _command(kept, "serve", office.serve, prepares=False)
    status = _command(kept, "status", office.status, prepares=False)
    start = _command(kept, "start", office.start, prepares=False)
    start.add_argument("--resumed", action="store_true", help="only after: stop --resume")
    stop = _command(kept, "stop", office.stop, prepares=False)
    stop.add_argument("--resume", action="store_true", help="for a moment: start --resumed starts it again")
    account = _command(kept, "autostart", office.start_with_account, prepares=False)
    account.add_argument("state", choices=("on", "off"))
    for parser in (create, told, serve, status, start, stop, account):
        parser.add_argument("--folder", help="default: a folder of your account")
    for parser in (create, told):
        parser.set_defaults(lines=office.told)


def _upkeep_commands(groups: _SubParsersAction[ArgumentParser]) -> None:
    backup = _command(groups, "backup", upkeep.backup, prepares=False)
    backup.add_argument("target", nargs="?", metavar="FILE", help="or, with --keep, a folder")
    backup.add_argument(
        "--keep", type=int, metavar="N", help="name the file after the time, and keep only the newest N"
    )
    verify = _command(groups, "verify", upkeep.verify, "file", prepares=False)
    restore = _command(groups, "restore", upkeep.restore, "file", prepares=False)
    restore.add_argument("--yes", action="store_true", help="really")
    restore.add_argument("--replace", action="store_true", help="of a server that is there, after a backup of it")
    restore.add_argument("--keep-in", metavar="FOLDER", help="for that backup; default: beside FILE")
    restore.add_argument("--as-it-was", action="store_true", help="for the version that made it; do not migrate")
    upgrade = _command(groups, "upgrade", upkeep.upgrade, prepares=False)
    upgrade.add_argument("folder", nargs="?", metavar="FOLDER", help="for the backup that is made before")
    examined = _command(groups, "doctor", doctor.doctor, prepares=False)
    examined.add_argument("--url", metavar="URL", help="also ask the running server there, as a laptop would")
    examined.add_argument("--ca-file", metavar="FILE", help="the authority that laptops were given")
    examined.set_defaults(lines=findings.told)
    for parser in (backup, verify, restore):
        parser.set_defaults(lines=upkeep.told)
    for parser in (backup, verify, restore, upgrade):
        parser.add_argument("--passphrase-stdin", action="store_true", help="first line of standard input seals it")


def _command(
    groups: _SubParsersAction[ArgumentParser], name: str, command: Command, *arguments: str, prepares: bool = True
) -> ArgumentParser:
    """Add a command. ``prepares``: it works on a server that is there, whose database is migrated first."""
    summary = (command.__doc__ or "").splitlines()[0]
    parser = groups.add_parser(name, help=summary, description=summary)
    parser.set_defaults(command=command, prepares=prepares, lines=None)
    for argument in arguments:
        parser.add_argument(argument)
    _json_flag(parser, default=None)
    return parser


def _json_flag(parser: ArgumentParser, *, default: bool | None) -> None:
    """Accept --json before and after the command; the later parser must not reset it."""
    help_text = "one JSON document on standard output"
    parser.add_argument("--json", action="store_true", default=SUPPRESS if default is None else default, help=help_text)
