"""What the server's command line does: each command takes its arguments and returns what to print."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from desktop_crm.errors import NotFound, UsageError
from sync.server import accounts, auth, cards, commits, devices, info, salvage
from sync.server.context import Context, Role
from sync.server.database import Database, check_ready, migrate
from sync.server.errors import NotFound as CardNotFound
from sync.server.schema import OPEN, app_user, card_index, device, quarantine, salvaged

Result = dict[str, Any] | list[Any] | None
#: Shorter passwords are taken with a warning: who may sign in is the office's decision.
ADVISED_PASSWORD = 8  # characters


def init(database: Database, args: Namespace) -> Result:
    """Make a new server."""
    migrate(database)
    with database.write() as conn:
        accounts.initialise(conn, Context(), args.company)
        return {"server_id": info.read(conn).server_id, "company": args.company}


def user_add(database: Database, args: Namespace) -> Result:
    """Make an account; the password comes on stdin."""
    if not args.password_stdin:
        raise UsageError("password_stdin_needed")
    hashed = auth.hash_password(password())
    with database.write() as conn:
        if args.team and accounts.make_team(conn, args.team):
            sys.stderr.write(f"Team {args.team} was made.\n")
        person = accounts.add_user(
            conn, Context(), args.name, hashed, Role(args.role), args.team, args.display_name or ""
        )
    return _described(person)


def user_list(database: Database, _args: Namespace) -> Result:
    """List accounts."""
    with database.read() as conn:
        return [_described(person) for person in accounts.list_users(conn)]


def user_set(database: Database, args: Namespace) -> Result:
    """Change role, team, name or password of an account."""
    role = Role(args.role) if args.role else None
    hashed = auth.hash_password(password()) if args.password_stdin else None
    with database.write() as conn:
        if hashed:
            accounts.set_password(conn, args.name, hashed)
        more = {"role": role, "team_name": args.team, "display": args.display_name}
        return _described(accounts.change_user(conn, Context(), args.name, **more))


def user_disable(database: Database, args: Namespace) -> Result:
    """Take a person's access away; nothing is deleted."""
    with database.write() as conn:
        return _described(accounts.change_user(conn, Context(), args.name, active=False))


def user_enable(database: Database, args: Namespace) -> Result:
    """Give a disabled person access again."""
    with database.write() as conn:
        return _described(accounts.change_user(conn, Context(), args.name, active=True))


def team_add(database: Database, args: Namespace) -> Result:
    """Make a team."""
    with database.write() as conn:
        return {"team": accounts.add_team(conn, args.name)}


def team_list(database: Database, _args: Namespace) -> Result:
    """List teams and their members."""
    with database.read() as conn:
        return list(accounts.list_teams(conn))


def assign(database: Database, args: Namespace) -> Result:
    """Give a customer to somebody."""
    with database.write() as conn:
        accounts.assign(conn, Context(), args.number, args.user)
    return {"no": args.number, "owner": accounts.user_key(args.user)}


def salvage_list(database: Database, args: Namespace) -> Result:
    """List cards that laptops still hold and this server forgot."""
    with database.read() as conn:
        return list(salvage.listed(conn, args.state))


def salvage_take(database: Database, args: Namespace) -> Result:
    """Make forgotten cards anew from what the laptops hold."""
    with database.write() as conn:
        return dict(salvage.take(conn, Context(), _named(args)))


def salvage_dismiss(database: Database, args: Namespace) -> Result:
    """Decide that forgotten cards stay forgotten."""
    with database.write() as conn:
        return {"dismissed": salvage.dismiss(conn, _named(args))}


def _named(args: Namespace) -> list[str] | None:
    if bool(args.card) == args.all:
        raise UsageError("cards_or_all")
    return args.card or None


def setting(database: Database, args: Namespace) -> Result:
    """Read or change how this server treats laptops."""
    values = {"min_schema": args.min_schema, "lease_days": args.lease_days, "role": args.role}
    with database.write() as conn:
        for key, value in values.items():
            if value is not None:
                info.change(conn, key, str(value))
        numbers = {key: info.number(conn, key) for key in (info.MIN_SCHEMA, info.LEASE_DAYS)}
        return {**numbers, "role": info.setting(conn, info.ROLE, "primary")}


def show(database: Database, args: Namespace) -> Result:
    """Show a customer with its rows."""
    with database.read() as conn:
        try:
            return cards.show_customer(conn, args.number)
        except CardNotFound as error:
            raise NotFound("no_such_customer", no=args.number) from error


def status(database: Database, _args: Namespace) -> Result:
    """Count what the server holds."""
    with database.read() as conn:
        facts = info.read(conn)
        head = commits.head(conn)
        counts = {
            "customers": select(func.count()).select_from(card_index).where(~card_index.c.deleted),
            "users": select(func.count()).select_from(app_user).where(app_user.c.active),
            "devices": select(func.count()).select_from(device).where(device.c.state == devices.ACTIVE),
            "quarantined": select(func.count()).select_from(quarantine).where(quarantine.c.state == OPEN),
            "salvaged": select(func.count()).select_from(salvaged).where(salvaged.c.state == salvage.OPEN),
        }
        counted = {name: conn.execute(query).scalar_one() for name, query in counts.items()}
    return {"server_id": facts.server_id, "company": facts.company, "head": head.seq, **counted}


def serve(database: Database, args: Namespace) -> Result:
    """Answer laptops until stopped."""
    from sync.server import serving  # the web framework takes longer to load than any other command to run

    if bool(args.tls_cert) != bool(args.tls_key):
        raise UsageError("tls_files")
    for path in (args.tls_cert, args.tls_key):
        if path and not Path(path).is_file():
            raise UsageError("no_such_file", file=path)
    if not 0 <= args.port < 1 << 16 or args.workers < 1:
        raise UsageError("port_or_workers")
    options = serving.Options(
        args.host,
        args.port,
        args.tls_cert,
        args.tls_key,
        workers=args.workers,
        insecure=args.insecure,
        log_level=args.log_level,
    )
    serving.serve(database, args.db, options)
    return None


def ready(database: Database) -> None:
    """Make sure a server is there before any other command works on it."""
    check_ready(database)


def password() -> str:
    """Read a password from the first line of stdin; a short one is taken with a warning. Raises UsageError."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise UsageError("password_empty")
    if len(password) < ADVISED_PASSWORD:
        sys.stderr.write(f"Warning: a password under {ADVISED_PASSWORD} characters is easy to guess.\n")
    return password


def _described(person: accounts.Person) -> dict[str, object]:
    return {
        "user": person.user_id,
        "display_name": person.display_name,
        "role": person.role.value,
        "team": person.team_id or "",
        "active": person.active,
    }
