"""Who sees which card: scopes are data with commit numbers of their own.

``u:<user>`` a person's own cards and those shared with him, ``t:<team>`` those of a team's people, ``m:<team>`` what
only its managers see, ``r:<province>`` those of a territory, ``all`` every card, ``org`` the list of colleagues.
Access rows are never deleted, so a card that leaves a scope has a position and is dropped there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Select, bindparam, literal, select, update

from sync.server.context import Role
from sync.server.schema import access, agg, app_user, card_index, user_scope, user_view
from sync.server.sql import chunks, insert_or_skip, upsert

ALL, ORG_SCOPE = "all", "org"


def user_key(user_id: str) -> str:
    """Name the scope of a person's own cards."""
    return f"u:{user_id}"


def team_key(team_id: str) -> str:
    """Name the scope of a team's cards."""
    return f"t:{team_id}"


def manager_key(team_id: str) -> str:
    """Name the scope of what only a team's managers see: the cases of its people."""
    return f"m:{team_id}"


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
        if role is Role.MANAGER:
            scopes.add(manager_key(team_id))
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
_further = select(user_view.c.scope).where(user_view.c.user_id == bindparam("person"))
_territories = select(user_scope.c.scope).where(user_scope.c.scope >= "r:", user_scope.c.scope < "r;").distinct()
_ever_held = select(user_scope.c.scope).where(user_scope.c.user_id == bindparam("person"))
_ever_saw = select(access.c.agg_id).where(access.c.agg_id == bindparam("card"), access.c.scope.in_(_ever_held)).limit(1)
_teams = select(app_user.c.user_id, app_user.c.team_id).where(
    app_user.c.user_id.in_(bindparam("people", expanding=True))
)
_leave = update(access).where(
    access.c.agg_id == bindparam("card"), access.c.scope.in_(bindparam("scopes", expanding=True))
)
_leave = _leave.values(present=False, acc_seq=bindparam("number"), pos=bindparam("number"))
_anew = update(access).where(_of_cards, access.c.present).values(pos=bindparam("number"), acc_seq=bindparam("number"))


def held_scopes(conn: Connection, user_id: str) -> frozenset[str]:
    """Read the scopes a person holds now."""
    return frozenset(conn.execute(_held, {"person": user_id}).scalars())


def further_scopes(conn: Connection, user_id: str) -> frozenset[str]:
    """Read the scopes a person was given besides."""
    return frozenset(conn.execute(_further, {"person": user_id}).scalars())


def kept_territories(conn: Connection) -> frozenset[str]:
    """Read the scopes of territories that somebody holds or held: only for those are cards written down."""
    return frozenset(conn.execute(_territories).scalars())


def ever_saw(conn: Connection, user_id: str, agg_id: str) -> bool:
    """Say whether a card is or was in a scope that a person holds or held: neither is ever forgotten."""
    return conn.execute(_ever_saw, {"person": user_id, "card": agg_id}).first() is not None


def present_scopes(conn: Connection, agg_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Read which scopes see each of these cards now."""
    found: dict[str, set[str]] = {}
    for part in chunks(agg_ids):
        for agg_id, scope in conn.execute(_present, {"cards": part}):
            found.setdefault(agg_id, set()).add(scope)
    return {agg_id: frozenset(scopes) for agg_id, scopes in found.items()}


def teams_of(conn: Connection, user_ids: Iterable[str]) -> dict[str, str | None]:
    """Read the present team of each of these people."""
    return dict(conn.execute(_teams, {"people": list(user_ids)}).all())


def bump(conn: Connection, agg_ids: Iterable[str], seq: int) -> None:
    """Move changed cards to this commit in every scope that sees them. The counter is held."""
    for part in chunks(agg_ids):
        conn.execute(_bump, {"cards": part, "number": seq})


def create_cards(conn: Connection, wanted: Mapping[str, frozenset[str]], seq: int) -> None:
    """Let new cards enter their scopes. The counter is held."""
    rows = [_entry(scope, agg_id, seq) for agg_id, scopes in wanted.items() for scope in sorted(scopes)]
    upsert(conn, access, rows)


def enter_anew(conn: Connection, agg_ids: Iterable[str], seq: int) -> None:
    """Have everybody who sees these cards get them whole: rows left them."""
    for part in chunks(agg_ids):
        conn.execute(_anew, {"cards": part, "number": seq})


def move_card(conn: Connection, agg_id: str, wanted: frozenset[str], seq: int) -> None:
    """Make exactly these scopes see a card: it leaves the others and enters the missing ones."""
    held = present_scopes(conn, [agg_id]).get(agg_id, frozenset())
    leaving = sorted(held - wanted)
    if leaving:
        conn.execute(_leave, {"card": agg_id, "scopes": leaving, "number": seq})
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


#: A card that was merged into another one left all scopes for ever.
_stays = select(agg.c.agg_id).where(agg.c.agg_id == card_index.c.agg_id, agg.c.merged_into.is_(None)).exists()


def _enter(conn: Connection, scope: str, cards: Select[str], seq: int) -> None:
    """Let all cards of a query over ``card_index`` enter a scope."""
    cards = cards.where(_stays)
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


def open_to_managers(conn: Connection, teams: Iterable[str], seq: int) -> None:
    """Let managers who were that before there was a scope for it have it. The counter is held."""
    for team_id in sorted(teams):
        query = select(app_user.c.user_id).where(
            app_user.c.team_id == team_id, app_user.c.role == Role.MANAGER.value, app_user.c.active
        )
        scope = manager_key(team_id)
        for user_id in conn.execute(query).scalars().all():
            held = held_scopes(conn, user_id)
            if scope not in held:
                set_person_scopes(conn, user_id, held | {scope}, seq)


def _entry(scope: str, agg_id: str, seq: int) -> dict[str, object]:
    return {"scope": scope, "agg_id": agg_id, "present": True, "acc_seq": seq, "pos": seq}
