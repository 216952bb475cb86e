"""People and teams as the administrator arranges them. Each change is a commit of its own, so
laptops hear of it by an ordinary pull."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from desktop_crm.domain.records import CUSTOMER, EMPLOYEE
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from sync.protocol import ORG, Change, Command, Op, OpKind, Outcome, PushRequest, Witness, encode
from sync.protocol.card_hash import NOTHING
from sync.server import access, commits, info
from sync.server.context import Context, Role, derived_id, instant_text
from sync.server.instants import to_us
from sync.server.push import push
from sync.server.rows import CREATED, PENDING_SEQ, Card, CardState, RowState, Version, Working
from sync.server.saving import save
from sync.server.schema import agg, app_user, card_index, obj, team

MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class Person:
    """One user account."""

    user_id: str
    display_name: str
    role: Role
    team_id: str | None
    active: bool = True


def user_key(name: str) -> str:
    """Write a user or team name as it is stored: NFC, lower case, no spaces around."""
    return unicodedata.normalize("NFC", name).strip().lower()


def _checked_key(name: str, what: str) -> str:
    key = user_key(name)
    if not 0 < len(key) <= MAX_NAME or not all(letter.isalnum() or letter in "._-" for letter in key):
        raise UsageError(f"{what}_name", name=name[:MAX_NAME])
    return key


def initialise(conn: Connection, ctx: Context, company: str) -> None:
    """Make this migrated database a new server. Raises RecordRefused when it is one already."""
    if info.exists(conn):
        raise RecordRefused("initialised_already")
    facts = info.ServerInfo(ctx.new_id(), company)
    info.write(conn, facts)
    info.make_keys(conn, ctx.random_bytes)
    commits.start(conn, facts.server_id, ctx.clock())
    conn.execute(insert(agg).values(agg_id=ORG, type=ORG, seq=0, state=int(CardState.LIVE)))
    commit = commit_alone(conn, ctx)
    conn.execute(update(agg).where(agg.c.agg_id == ORG).values(seq=commit.seq))  # a card of commit 0 was never made
    access.create_cards(conn, {ORG: frozenset({access.ORG_SCOPE})}, commit.seq)


_organisation = select(agg.c.h).where(agg.c.agg_id == ORG)
_organisation_locked = _organisation.with_for_update()


def commit_alone(conn: Connection, ctx: Context) -> commits.Commit:
    """Draw the number of a commit of the administrator's. What it writes to the card of the organisation waits for
    whoever holds that, before it makes others wait for the counter."""
    conn.execute(_organisation_locked).all()
    return commits.draw(conn, ctx, [hashlib.sha256(ctx.new_id().encode()).digest()], 1)


# -- teams ----------------------------------------------------------------------------------


def add_team(conn: Connection, name: str) -> str:
    """Make a team; return its id. Raises UsageError, RecordRefused."""
    key = _checked_key(name, "team")
    if _team(conn, key):
        raise RecordRefused("team_exists", team=key)
    conn.execute(insert(team).values(team_id=key, name=name.strip()))
    return key


def make_team(conn: Connection, name: str) -> bool:
    """Make a team unless it is there; say whether it was made. Raises UsageError."""
    if _team(conn, user_key(name)):
        return False
    add_team(conn, name)
    return True


def list_teams(conn: Connection) -> list[dict[str, object]]:
    """Describe all teams."""
    members: dict[str, list[str]] = {}
    for person in list_users(conn):
        members.setdefault(person.team_id or "", []).append(person.user_id)
    rows = conn.execute(select(team.c.team_id, team.c.name).order_by(team.c.team_id))
    return [{"team": key, "name": name, "members": members.get(key, [])} for key, name in rows]


def _team(conn: Connection, key: str) -> bool:
    return conn.execute(select(team.c.team_id).where(team.c.team_id == key)).first() is not None


def existing_team(conn: Connection, name: str | None) -> str | None:
    """Return the id of a team, None for no name. Raises NotFound."""
    if not name:
        return None
    key = user_key(name)
    if not _team(conn, key):
        raise NotFound("no_such_team", team=key)
    return key


# -- people ---------------------------------------------------------------------------------


def add_user(
    conn: Connection, ctx: Context, name: str, password_hash: str, role: Role, team_name: str | None, display: str
) -> Person:
    """Make an account. Raises UsageError, NotFound, RecordRefused."""
    key = _checked_key(name, "user")
    if conn.execute(select(app_user.c.user_id).where(app_user.c.user_id == key)).first():
        raise RecordRefused("user_exists", user=key)
    person = Person(key, display.strip() or name.strip(), role, existing_team(conn, team_name))
    values: dict[str, object] = {"user_id": key, "display_name": person.display_name, "password_hash": password_hash}
    values |= {"role": role.value, "team_id": person.team_id, "active": True}
    conn.execute(insert(app_user).values(created_at=instant_text(ctx.clock()), **values))
    commit = commit_alone(conn, ctx)
    give_scopes(conn, person, commit.seq)
    _show_employee(conn, ctx, person, commit)
    return person


_by_name = select(app_user).where(app_user.c.user_id == bindparam("name"))
_by_name_locked = _by_name.with_for_update()


def find_user(conn: Connection, name: str, *, lock: bool = False) -> Person:
    """Read an account. Raises NotFound."""
    row = conn.execute(_by_name_locked if lock else _by_name, {"name": user_key(name)}).first()
    if row is None:
        raise NotFound("no_such_user", user=user_key(name)[:MAX_NAME])
    return _person(row)


def list_users(conn: Connection) -> list[Person]:
    """Read all accounts."""
    return [_person(row) for row in conn.execute(select(app_user).order_by(app_user.c.user_id))]


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(row.user_id, row.display_name, Role(row.role), row.team_id, row.active)


def change_user(
    conn: Connection,
    ctx: Context,
    name: str,
    *,
    role: Role | None = None,
    team_name: str | None = None,
    display: str | None = None,
    active: bool | None = None,
) -> Person:
    """Change an account; None leaves as it is, an empty team name leaves the team. The person's cards move along.

    Raises NotFound.
    """
    old = find_user(conn, name, lock=True)
    new = replace(
        old,
        role=role or old.role,
        team_id=old.team_id if team_name is None else existing_team(conn, team_name),
        display_name=(display or "").strip() or old.display_name,
        active=old.active if active is None else active,
    )
    if new == old:
        return old
    commit = commit_alone(conn, ctx)
    values = {"role": new.role.value, "team_id": new.team_id, "display_name": new.display_name, "active": new.active}
    conn.execute(update(app_user).where(app_user.c.user_id == old.user_id).values(**values))
    give_scopes(conn, new, commit.seq)
    if new.team_id != old.team_id:
        access.move_cards_of(conn, new.user_id, old.team_id, new.team_id, commit.seq)
    _show_employee(conn, ctx, new, commit)
    return new


def give_scopes(conn: Connection, person: Person, seq: int) -> None:
    """Let a person see what account, team and further views say. The counter is held."""
    wanted = access.person_scopes(person.user_id, person.role, person.team_id)
    wanted |= access.further_scopes(conn, person.user_id)
    access.set_person_scopes(conn, person.user_id, wanted, seq)


def set_password(conn: Connection, name: str, password_hash: str) -> None:
    """Replace a password; laptops stay enrolled. Raises NotFound."""
    person = find_user(conn, name, lock=True)
    conn.execute(update(app_user).where(app_user.c.user_id == person.user_id).values(password_hash=password_hash))


def _show_employee(conn: Connection, ctx: Context, person: Person, commit: commits.Commit) -> None:
    """Write the colleague's row that everybody pulls."""
    row_id = derived_id("employee", person.user_id)
    stored = conn.execute(select(obj).where(obj.c.row_id == row_id)).first()
    version = Version(PENDING_SEQ, "", "", to_us(ctx.clock()), "")
    known = conn.execute(_organisation).scalar_one()  # the counter is held
    card = Card(ORG, ORG, CardState.LIVE, True, frozenset({access.ORG_SCOPE}), hash=known or NOTHING)
    work = Working(cards={ORG: card})
    if stored is None:
        row = RowState(row_id, ORG, EMPLOYEE.name, 0, deleted=False, fields={}, versions={CREATED: version})
        work.add_row(row)
    else:
        work.rows[row_id] = RowState.stored(stored)
        row = work.edit_row(row_id)
    fields = {"user_name": person.user_id, "display_name": person.display_name, "team": person.team_id}
    for name, value in {**fields, "role": person.role.value, "active": person.active}.items():
        row.set(name, value, version if stored is not None else None)
    save(conn, ctx, work, commit)


# -- cards ----------------------------------------------------------------------------------


def active_user(conn: Connection, name: str) -> Person:
    """Read the account of somebody who may be given cards. Raises NotFound, RecordRefused."""
    person = find_user(conn, name)
    if not person.active:
        raise RecordRefused("user_disabled", user=person.user_id)
    return person


_by_number = select(card_index).where(card_index.c.customer_no == bindparam("number"))


def find_card(conn: Connection, number: str) -> Row[*tuple[Any, ...]]:
    """Read the line of the card index of a customer. Raises NotFound."""
    row = conn.execute(_by_number, {"number": number}).first()
    if row is None:
        raise NotFound("no_such_customer", no=number[:MAX_NAME])
    return row


def assignment(ctx: Context, card: Row[*tuple[Any, ...]], person: Person) -> Op:
    """Make the operation that gives a card to somebody."""
    return Op(
        id=ctx.new_id(),
        k=OpKind.COMMAND,
        cmd=Command.ASSIGN,
        t=CUSTOMER.name,
        row=card.agg_id,
        wall=instant_text(ctx.clock()),
        f={"owner_id": Change(o=card.owner_id, n=person.user_id)},
    )


def assign(conn: Connection, ctx: Context, number: str, user: str) -> Witness:
    """Give a customer to somebody, through the same merge as a laptop's command. Raises NotFound."""
    person = active_user(conn, user)
    op = assignment(ctx, find_card(conn, number), person)
    reply = push(conn, ctx, PushRequest(wall=op.wall, ops=[msgspec.Raw(encode(op))]))
    if reply.res[op.id].r not in (Outcome.APPLIED, Outcome.SAME):
        raise RecordRefused("not_assigned", why=reply.res[op.id].why or "")
    return reply.w
