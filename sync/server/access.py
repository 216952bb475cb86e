"""Who sees which card: scopes are data with commit numbers of their own.

``u:<user>`` a person's own cards and those shared with him, ``t:<team>`` those of a team's people, ``r:<province>``
those of a territory, ``all`` every card, ``org`` the list of colleagues.
Access rows are never deleted, so a card that leaves a scope has a position and is dropped there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Select, bindparam, literal, select, update

from sync.server.context import Role
from sync.server.schema import access, app_user, card_index, user_scope, user_view
from sync.server.sql import chunks, insert_or_skip, upsert

ALL, ORG_SCOPE = "all", "org"


def user_key(user_id: str) -> str:
    """Name the scope of a person's own cards."""
    return f"u:{user_id}"


def team_key(team_id: str) -> str:
    """Name the scope of a team's cards."""
    return f"t:{team_id}"


def territory_key(territory: str) -> str:
    """Name the scope of a territory's cards."""
    return f"r:{territory}"


def card_scopes(owner_id: str, team_id: str | None) -> frozenset[str]:
    """Scopes that see a card because of its owner."""
    teams = {team_key(team_id)} if team_id else set()
    return frozenset({user_key(owner_id), ALL} | teams)


def person_scopes(user_id: str, role: Role, team_id: str | None) -> frozenset[str]:
    """Scopes a person holds by account and team."""
    scopes = {user_key(user_id), ORG_SCOPE}
    if team_id:
        scopes.add(team_key(team_id))
    if role.sees_all:
        scopes.add(ALL)
    return frozenset(scopes)


def visible(card: frozenset[str], person: frozenset[str]) -> bool:
    """Say whether somebody who holds ``person`` sees something in ``card``."""
    return not card.isdisjoint(person)


_held = select(user_scope.c.scope).where(user_scope.c.user_id == bindparam("person"), user_scope.c.present)
_of_cards = access.c.agg_id.in_(bindparam("cards", expanding=True))
_present = select(access.c.agg_id, access.c.scope).where(_of_cards, access.c.present)
_bump = update(access).where(_of_cards, access.c.present).values(pos=bindparam("number"))


def held_scopes(conn: Connection, user_id: str) -> frozenset[str]:
    """Read the scopes a person holds now."""
    return frozenset(conn.execute(_held, {"person": user_id}).scalars())


def further_scopes(conn: Connection, user_id: str) -> frozenset[str]:
    """Read the scopes a person was given besides."""
    return frozenset(conn.execute(select(user_view.c.scope).where(user_view.c.user_id == user_id)).scalars())


def kept_territories(conn: Connection) -> frozenset[str]:
    """Read the scopes of territories that somebody holds or held: only for those are cards written down."""
    kept = select(user_scope.c.scope).where(user_scope.c.scope >= "r:", user_scope.c.scope < "r;").distinct()
    return frozenset(conn.execute(kept).scalars())


def ever_saw(conn: Connection, user_id: str, agg_id: str) -> bool:
    """Say whether a card is or was in a scope that a person holds or held: neither is ever forgotten."""
    theirs = select(user_scope.c.scope).where(user_scope.c.user_id == user_id)
    query = select(access.c.agg_id).where(access.c.agg_id == agg_id, access.c.scope.in_(theirs)).limit(1)
    return conn.execute(query).first() is not None


def present_scopes(conn: Connection, agg_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Read which scopes see each of these cards now."""
    found: dict[str, set[str]] = {}
    for part in chunks(agg_ids):
        for agg_id, scope in conn.execute(_present, {"cards": part}):
            found.setdefault(agg_id, set()).add(scope)
    return {agg_id: frozenset(scopes) for agg_id, scopes in found.items()}


def teams_of(conn: Connection, user_ids: Iterable[str]) -> dict[str, str | None]:
    """Read the present team of each of these people."""
    query = select(app_user.c.user_id, app_user.c.team_id).where(app_user.c.user_id.in_(list(user_ids)))
    return {row.user_id: row.team_id for row in conn.execute(query)}


def bump(conn: Connection, agg_ids: Iterable[str], seq: int) -> None:
    """Move changed cards to this commit in every scope that sees them. The counter is held."""
    for part in chunks(agg_ids):
        conn.execute(_bump, {"cards": part, "number": seq})


def create_cards(conn: Connection, wanted: Mapping[str, frozenset[str]], seq: int) -> None:
    """Let new cards enter their scopes. The counter is held."""
    rows = [_entry(scope, agg_id, seq) for agg_id, scopes in wanted.items() for scope in sorted(scopes)]
    upsert(conn, access, rows)


def move_card(conn: Connection, agg_id: str, wanted: frozenset[str], seq: int) -> None:
    """Make exactly these scopes see a card: it leaves the others and enters the missing ones."""
    here = access.c.agg_id == agg_id
    held = set(conn.execute(select(access.c.scope).where(here, access.c.present)).scalars())
    leaving = held - wanted
    if leaving:
        gone = update(access).where(here, access.c.scope.in_(leaving))
        conn.execute(gone.values(present=False, acc_seq=seq, pos=seq))
    upsert(conn, access, [_entry(scope, agg_id, seq) for scope in sorted(wanted - held)])


def move_cards_of(conn: Connection, owner_id: str, old_team: str | None, new_team: str | None, seq: int) -> None:
    """Move all cards of a person who changes teams. The counter is held."""
    owned = select(card_index.c.agg_id).where(card_index.c.owner_id == owner_id)
    if old_team:
        leave = update(access).where(access.c.scope == team_key(old_team), access.c.agg_id.in_(owned), access.c.present)
        conn.execute(leave.values(present=False, acc_seq=seq, pos=seq))
    if new_team:
        _enter(conn, team_key(new_team), owned, seq)


def open_territory(conn: Connection, territory: str, seq: int) -> None:
    """Write down the cards of a territory that somebody shall see for the first time. The counter is held."""
    there = select(card_index.c.agg_id).where(card_index.c.territory == territory)
    _enter(conn, territory_key(territory), there, seq)


def _enter(conn: Connection, scope: str, cards: Select[str], seq: int) -> None:
    """Let all cards of a query over ``card_index`` enter a scope."""
    columns = ["scope", "agg_id", "present", "acc_seq", "pos"]
    source = cards.with_only_columns(literal(scope), card_index.c.agg_id, literal(value=False), literal(0), literal(0))
    insert_or_skip(conn, access, columns, source)
    enter = update(access).where(access.c.scope == scope, access.c.agg_id.in_(cards), ~access.c.present)
    conn.execute(enter.values(present=True, acc_seq=seq, pos=seq))


def set_person_scopes(conn: Connection, user_id: str, wanted: frozenset[str], seq: int) -> None:
    """Make a person hold exactly these scopes. The counter is held."""
    held = held_scopes(conn, user_id)
    leave = update(user_scope).where(user_scope.c.user_id == user_id, user_scope.c.scope == bindparam("gone"))
    if held - wanted:
        conn.execute(leave.values(present=False, seq=seq), [{"gone": scope} for scope in sorted(held - wanted)])
    new = [{"user_id": user_id, "scope": scope, "present": True, "seq": seq} for scope in sorted(wanted - held)]
    upsert(conn, user_scope, new)


def _entry(scope: str, agg_id: str, seq: int) -> dict[str, object]:
    return {"scope": scope, "agg_id": agg_id, "present": True, "acc_seq": seq, "pos": seq}
