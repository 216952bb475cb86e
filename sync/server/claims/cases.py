"""Opening cases, letting further people join, and keeping what a case shows up to date.

Whatever several processes do at once, one step runs at a time (:func:`lock`), so that a customer has one open case.
Cards are locked as for a push, and written in a commit of the server's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, text

from desktop_crm.domain import claims as rules
from desktop_crm.domain.claim_records import CLAIM_CASE, CLAIM_PARTY, CLAIM_QUOTE, LEVELS, OPEN
from desktop_crm.domain.quote_records import QUOTE
from desktop_crm.domain.records import CUSTOMER, PARAMETER, display_name
from sync.protocol import ORG
from sync.server import access, commits
from sync.server.claims import extracts, finding
from sync.server.claims.extracts import CardRows, People, Someone
from sync.server.claims.writing import Writer, party_id, quote_id
from sync.server.context import Context, Role, instant_text
from sync.server.instants import to_us
from sync.server.loading import cards_of_cases, load_whole, lock_known
from sync.server.rows import PENDING_SEQ, CardState, RowState, Version, Working
from sync.server.saving import save
from sync.server.schema import agg, app_user, claim_card, claim_case, claim_todo, obj, user_scope
from sync.server.sql import insert_missing

#: Cards compared in one step: nobody waits long for its locks.
AT_ONCE = 100
_LOCK = "SELECT pg_advisory_xact_lock(8641)"
# Asked with every request, so made once.
_ANY = select(claim_todo.c.n).limit(1)
_NEXT = select(claim_todo).order_by(claim_todo.c.quiet, claim_todo.c.n).limit(AT_ONCE)
_DONE = delete(claim_todo).where(claim_todo.c.n.in_(bindparam("done", expanding=True)))
_LATE = select(claim_case.c.case_id).where(claim_case.c.state == OPEN, claim_case.c.due_at <= bindparam("now"))
_ANY_LATE = _LATE.limit(1)
_OPEN_CASES = (
    select(claim_card.c.case_id)
    .join(claim_case, claim_case.c.case_id == claim_card.c.case_id)
    .where(claim_card.c.agg_id.in_(bindparam("cards", expanding=True)), claim_case.c.state == OPEN)
)


@dataclass(slots=True)
class _Case:
    """A case of this step. ``cards`` and ``users`` are those that come to it, and those that are in it already."""

    case_id: str
    fresh: bool
    cards: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)


def lock(conn: Connection) -> None:
    """Wait until nobody else compares. SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(_LOCK))


def anything_due(conn: Connection, now: str) -> bool:
    """Say whether a step would have something to do."""
    return conn.execute(_ANY).first() is not None or conn.execute(_ANY_LATE, {"now": now}).first() is not None


def step(conn: Connection, ctx: Context) -> bool:
    """Compare the next cards, and send cases that wait too long one level up. Say whether more cards wait."""
    lock(conn)
    now = instant_text(ctx.clock())
    todo = conn.execute(_NEXT).all()
    conn.execute(_DONE, {"done": [one.n for one in todo]})
    known = finding.read(conn, {one.agg_id for one in todo})
    finding.learn(conn, known.values())
    told = {one.agg_id for one in todo if not one.quiet}
    cases = _cases_of(conn, ctx, {agg_id: one for agg_id, one in known.items() if agg_id in told}, told)
    for case_id in conn.execute(_LATE, {"now": now}).scalars():
        cases.setdefault(case_id, _Case(case_id, fresh=False))
    if cases:
        _Writing(conn, ctx, list(cases.values())).run()
    return len(todo) == AT_ONCE and not todo[-1].quiet


def _cases_of(conn: Connection, ctx: Context, cards: dict[str, finding.Known], told: set[str]) -> dict[str, _Case]:
    """Say to which case each card belongs that needs one: an open one of a twin, or a new one."""
    found: dict[str, _Case] = {}
    place: dict[str, str] = {}
    for agg_id, some in finding.twins(conn, cards).items():
        ids = [agg_id, *(one.card.agg_id for one in some)]
        opened = sorted({case for one in (cards[agg_id], *(twin.card for twin in some)) for case in one.open_cases})
        case_id = next((place[one] for one in ids if one in place), opened[0] if opened else "")
        if not some and not case_id:
            continue
        case_id = case_id or ctx.new_id()
        case = found.setdefault(case_id, _Case(case_id, fresh=case_id not in opened))
        case.cards |= set(ids)
        case.users |= {cards[agg_id].owner, *(one.card.owner for one in some)}
        case.reasons |= {code for one in some for code in one.reasons}
        place |= dict.fromkeys(ids, case_id)
    _add_open(conn, found, told)
    _add_disputed(conn, ctx, found, set(cards) - place.keys())
    return found


def _add_open(conn: Connection, found: dict[str, _Case], told: set[str]) -> None:
    """Cards that are in the bin now, or were merged, belong to their open case still."""
    for case_id in conn.execute(_OPEN_CASES, {"cards": sorted(told)}).scalars():
        found.setdefault(case_id, _Case(case_id, fresh=False))


def _add_disputed(conn: Connection, ctx: Context, found: dict[str, _Case], agg_ids: set[str]) -> None:
    """One card of which another person says that it is his, or to which he quotes."""
    if not agg_ids:
        return
    wanted = (CUSTOMER.name, QUOTE.name, "claim", "share")
    query = select(obj).where(obj.c.agg_id.in_(sorted(agg_ids)), obj.c.type.in_(wanted), ~obj.c.deleted)
    people = read_people(conn)
    for card in extracts.gathered(map(RowState.stored, conn.execute(query)), agg_ids):
        others = extracts.disputants(card, people)
        if others:
            case = _Case(ctx.new_id(), fresh=True, cards={card.root.id}, users={card.owner, *others})
            case.reasons = {"one_card"}
            found[case.case_id] = case


def read_people(conn: Connection) -> People:
    """Read everybody who has an account."""
    territories: dict[str, set[str]] = {}
    held = select(user_scope.c.user_id, user_scope.c.scope).where(
        user_scope.c.scope >= "r:", user_scope.c.scope < "r;", user_scope.c.present
    )
    for user_id, scope in conn.execute(held):
        territories.setdefault(user_id, set()).add(scope[2:])
    rows = conn.execute(select(app_user.c.user_id, app_user.c.display_name, app_user.c.role, app_user.c.team_id))
    return People(
        Someone(one.user_id, one.display_name, Role(one.role), one.team_id, frozenset(territories.get(one.user_id, ())))
        for one in rows
    )


def read_rules(conn: Connection) -> rules.ClaimRules:
    """Read the organisation's time limits."""
    query = select(obj.c.body).where(obj.c.agg_id == ORG, obj.c.type == PARAMETER.name, ~obj.c.deleted)
    rows = map(msgspec.json.decode, conn.execute(query).scalars())
    return rules.ClaimRules.of({one["name"]: str(one.get("value") or "") for one in rows if one["kind"] == rules.KIND})


def levels(conn: Connection, teams: Iterable[str]) -> list[str]:
    """Return who there is to decide, the lowest first: managers of these teams, directors, administrators."""
    rows = conn.execute(select(app_user.c.role, app_user.c.team_id).where(app_user.c.active)).all()
    wanted = set(teams)
    there = {role for role, team_id in rows if role != Role.MANAGER.value or team_id in wanted}
    return [one.code for one in LEVELS if one.code in there]


class _Writing:
    """Writes some cases in one commit."""

    def __init__(self, conn: Connection, ctx: Context, cases: Sequence[_Case]) -> None:
        self._conn, self._ctx, self._cases = conn, ctx, cases
        now = ctx.clock()
        self._now = instant_text(now)
        self._people, self._rules = read_people(conn), read_rules(conn)
        self._version = Version(PENDING_SEQ, "", "", to_us(now), ctx.new_id())
        self._due = instant_text(now + timedelta(hours=self._rules.claim_decide_hours))
        members = cards_of_cases(conn, [one.case_id for one in cases])
        for case in cases:
            case.cards |= members.get(case.case_id, set())
        insert_missing(
            conn,
            agg,
            [{"agg_id": one.case_id, "type": CLAIM_CASE.name, "seq": 0, "state": 0} for one in cases if one.fresh],
        )
        locked = lock_known(conn, {one.case_id for one in cases} | {card for one in cases for card in one.cards})
        self._work = Working(cards=locked, by_duty=True)
        load_whole(conn, self._work, locked)
        self._writer = Writer(self._work, self._version)
        self._teams: dict[str, set[str]] = {}
        self._scopes: dict[str, frozenset[str]] = {}

    def run(self) -> None:
        """Write what is new; nothing, and no commit, where nothing is."""
        written = [case for case in self._cases if self._case(case)]
        if not any(row.dirty for row in self._work.rows.values()):
            return
        proof = hashlib.sha256(self._version.op_id.encode()).digest()
        commit = commits.draw(self._conn, self._ctx, [proof], 1)
        save(self._conn, self._ctx, self._work, commit)
        access.open_to_managers(self._conn, {one for some in self._teams.values() for one in some}, commit.seq)
        for case in written:
            if case.fresh:
                access.create_cards(self._conn, {case.case_id: self._scopes[case.case_id]}, commit.seq)
            else:
                access.move_card(self._conn, case.case_id, self._scopes[case.case_id], commit.seq)
        members = [{"agg_id": card, "case_id": case.case_id} for case in written for card in sorted(case.cards)]
        insert_missing(self._conn, claim_card, members)

    def _case(self, case: _Case) -> bool:
        root = self._work.rows.get(case.case_id)
        if root is not None and root.fields.get("state") != OPEN:  # decided since it was looked for
            return False
        before = {
            str(row.fields.get("user_name")): row.fields
            for row in self._work.rows.values()
            if row.agg_id == case.case_id and row.type == CLAIM_PARTY.name and not row.deleted
        }
        cards = self._live(case)
        for card in cards:
            case.users |= {card.owner, *extracts.disputants(card, self._people)}
        users = {one for one in (case.users | before.keys()) if self._people.get(one)}
        if root is None and (not cards or len(users) < 2):
            return False
        if root is None:
            self._open(case, cards[0], users)
        else:
            self._keep_in_time(root, users)
            if case.reasons:
                together = sorted(case.reasons | set(root.fields.get("reasons") or ()))
                self._writer.put(root, {"reasons": together})
        for user, fields in extracts.parties(cards, users, self._people, before):
            self._writer.show(party_id(case.case_id, user), case.case_id, CLAIM_PARTY.name, fields)
        self._show_quotes(case, cards)
        self._note_scopes(case, users)
        return True

    def _live(self, case: _Case) -> list[CardRows]:
        ids = {self._work.survivor(one) for one in case.cards}
        cards = [self._work.cards[one] for one in ids if one in self._work.cards]
        live = {one.agg_id for one in cards if one.state is CardState.LIVE and one.exists}
        case.cards |= live
        return extracts.gathered(self._work.rows.values(), live)

    def _open(self, case: _Case, first: CardRows, users: set[str]) -> None:
        there = levels(self._conn, self._teams_of(users))
        fields = {
            "name": display_name(first.root.fields),
            "reasons": sorted(case.reasons),
            "opened_at": self._now,
            "due_at": self._due,
            "level": there[0] if there else LEVELS[-1].code,
            "state": OPEN,
        }
        card = self._work.edit_card(case.case_id)
        card.exists = True
        self._writer.make(case.case_id, case.case_id, CLAIM_CASE.name, fields)

    def _keep_in_time(self, root: RowState, users: set[str]) -> None:
        """Nobody decided in time: it is the turn of the next level, as far as there is one."""
        due = root.fields.get("due_at")
        if not due or due > self._now:
            return
        there = levels(self._conn, self._teams_of(users))
        level = str(root.fields.get("level") or "")
        above = there[there.index(level) + 1 :] if level in there else there
        values = {"overdue": True, "due_at": self._due if above else None}
        self._writer.put(root, {**values, "level": above[0] if above else level})

    def _show_quotes(self, case: _Case, cards: Sequence[CardRows]) -> None:
        for card in cards:
            for row in card.of(QUOTE.name):
                self._writer.freeze(row)
        shown = set()
        for row_id, fields in extracts.quotes(cards, self._people):
            shown.add(made := quote_id(case.case_id, row_id))
            self._writer.show(made, case.case_id, CLAIM_QUOTE.name, fields)
        for row in list(self._work.rows.values()):
            if row.agg_id == case.case_id and row.type == CLAIM_QUOTE.name and row.id not in shown:
                self._writer.live(row, there=False)

    def _teams_of(self, users: Iterable[str]) -> set[str]:
        found = (self._people.get(one) for one in users)
        return {one.team_id for one in found if one is not None and one.team_id}

    def _note_scopes(self, case: _Case, users: set[str]) -> None:
        self._teams[case.case_id] = teams = self._teams_of(users)
        managers = {access.manager_key(one) for one in teams}
        self._scopes[case.case_id] = frozenset({access.ALL, *map(access.user_key, users), *managers})
