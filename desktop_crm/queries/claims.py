"""Cases of customers whom several people claim, as their page and the command line show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.clock import Clock
from desktop_crm.domain.claim_records import CLAIM_CASE, CLAIM_PARTY, CLAIM_QUOTE, DECIDED, OPEN, VALID, WITHDRAWN
from desktop_crm.domain.claims import (
    Claimant,
    ClaimRules,
    Ranked,
    may_decide,
    month_of,
    overdue,
    rank,
    read_shares,
    spread,
)
from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.file_choices import DEAD_QUOTES
from desktop_crm.errors import NotFound
from desktop_crm.store import meta
from desktop_crm.store.claims import open_case_of
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import CODECS, RowImage
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_row, load_rows

#: Cases read at most; there are few, or the company has another problem.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Party:
    """One person in a case, ranked. Instants are UTC text, days ISO text, "" where there is none."""

    row_id: str
    user: str
    name: str
    withdrawn: bool
    card_id: str
    card_is_here: bool
    customer_no: str
    customer_name: str
    contacts: int
    contact_days: tuple[str, ...]  # "instant way", the newest last
    first_contact_at: str
    last_contact_at: str
    evidence: str
    ranked: Ranked


@dataclass(frozen=True, slots=True)
class QuoteOf:
    """One quote in a case; ``amount`` in minor units."""

    quote_id: str
    user: str
    by: str
    quote_no: str
    product: str
    amount: int
    quoted_on: str
    valid_until: str
    state: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it lies here. ``waiting``: something decided here is not at the server yet; ``judge``: whoever works
    here may decide it; ``mine``: he claims the customer. ``spread`` of the quotes that are not withdrawn (A31)."""

    id: str
    name: str
    reasons: tuple[str, ...]
    opened_at: str
    due_at: str
    level: str
    overdue: bool
    state: str
    owner: str
    owner_name: str
    shares: dict[str, int]
    quote: str
    reason: str
    decided_by: str
    decided_at: str
    card_id: str
    waiting: bool
    judge: bool
    mine: bool
    parties: tuple[Party, ...]
    quotes: tuple[QuoteOf, ...]
    spread: float | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided, here or elsewhere."""
        return self.state == OPEN

    @property
    def proposed(self) -> Party | None:
        """Return who has the best claim by the rule."""
        return next((one for one in self.parties if not one.withdrawn), None)

    def party(self, user: str) -> Party | None:
        """Find a person in the case."""
        return next((one for one in self.parties if one.user == user), None)


@dataclass(frozen=True, slots=True)
class CaseCount:
    """Cases of one person in one month (``YYYY-MM``, when they were found)."""

    month: str
    user: str
    name: str
    cases: int
    open: int
    won: int
    withdrawn: int


class ClaimQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, rules: Callable[[], ClaimRules], role: Callable[[], str], clock: Clock) -> None:
        self._store, self._rules, self._role, self._clock = store, rules, role, clock

    def case(self, case_id: str) -> Case:
        """Return one case. Raises NotFound."""
        with self._store.read() as connection:
            image = load_row(connection, CLAIM_CASE, case_id)
        if image is None or image.deleted:
            raise NotFound(record=CLAIM_CASE.name, id=case_id)
        return self._cases([image])[0]

    def cases(self) -> list[Case]:
        """Return all cases: what waits for a decision first, the most urgent before; then the newest decisions."""
        codec = CODECS[CLAIM_CASE.name]
        sql = f"{codec.select_sql} WHERE NOT deleted ORDER BY opened_at DESC LIMIT ?"
        with self._store.read() as connection:
            images = [codec.image(row) for row in fetch_all(connection, sql, (MOST,))]
        found = self._cases(images)
        waiting = sorted((one for one in found if one.is_open), key=lambda one: (one.due_at or "~", one.opened_at))
        done = sorted((one for one in found if not one.is_open), key=lambda one: one.decided_at or "~", reverse=True)
        return [*waiting, *done]

    def has(self, case_id: str) -> bool:
        """Say whether this is a case, and no customer."""
        with self._store.read() as connection:
            return load_row(connection, CLAIM_CASE, case_id) is not None

    def open_count(self) -> int:
        """Count the cases that nobody has decided."""
        with self._store.read() as connection:
            sql = "SELECT count(*) FROM claim_case WHERE state = ? AND NOT deleted"
            return int(connection.exec_driver_sql(sql, (OPEN,)).scalar() or 0)

    def open_case_of(self, customer_id: str) -> str:
        """Return the open case that a customer is in, "" for none."""
        with self._store.read() as connection:
            return open_case_of(connection, customer_id)

    def colleagues(self) -> list[tuple[str, str]]:
        """Return user name and name of everybody who may own customers."""
        sql = "SELECT user_name, display_name FROM employee WHERE active AND NOT deleted ORDER BY display_name"
        with self._store.read() as connection:
            return [(str(user), str(name or user)) for user, name in connection.exec_driver_sql(sql)]

    def report(self) -> list[CaseCount]:
        """Count the cases by month and person, the newest month first."""
        counted: dict[tuple[str, str], CaseCount] = {}
        for case in self.cases():
            month = month_of(case.opened_at)
            for one in case.parties:
                old = counted.get((month, one.user), CaseCount(month, one.user, one.name, 0, 0, 0, 0))
                won = case.state == DECIDED and (case.owner == one.user or one.user in case.shares)
                counted[month, one.user] = CaseCount(
                    month, one.user, one.name, old.cases + 1, old.open + case.is_open, old.won + won,
                    old.withdrawn + one.withdrawn,
                )  # fmt: skip
        return sorted(counted.values(), key=lambda one: (-int(one.month.replace("-", "") or 0), -one.cases, one.name))

    # -- parts ------------------------------------------------------------------------------

    def _cases(self, images: Sequence[RowImage]) -> list[Case]:
        rules, role, now = self._rules(), self._role(), self._clock()
        ids = [image.id for image in images]
        with self._store.read() as connection:
            me = meta.get(connection, "user_id")
            people = connection.exec_driver_sql("SELECT user_name, display_name FROM employee").fetchall()
            names: dict[str, str] = dict(people)
            waiting = {str(row[0]) for row in connection.exec_driver_sql("SELECT id FROM base_row")}
            parties = _by_case(connection, CLAIM_PARTY, ids)
            quotes = _by_case(connection, CLAIM_QUOTE, ids)
            here = _here(connection, {_text(one, "card_id") for some in parties.values() for one in some})
        found = []
        for image in images:
            rows = parties.get(image.id, [])
            ranked = _parties(rows, _text(image, "opened_at"), rules, here)
            offers = tuple(sorted((_quote(one) for one in quotes.get(image.id, [])), key=lambda one: one.amount))
            users = [one.user for one in ranked]
            owner, due = _text(image, "decided_owner"), _text(image, "due_at")
            state = _text(image, "state") or OPEN
            late = state == OPEN and overdue(due, now, marked=image.values.get("overdue") is True)
            found.append(
                Case(
                    image.id, _text(image, "name"), _set(image, "reasons"), _text(image, "opened_at"), due,
                    _text(image, "level"), late, state, owner, str(names.get(owner) or owner),
                    read_shares(_set(image, "decided_shares")),
                    _text(image, "decided_quote"), _text(image, "decided_reason"), _text(image, "decided_by"),
                    _text(image, "decided_at"), _text(image, "card_id"),
                    image.id in waiting or any(one.id in waiting for one in rows),
                    may_decide(role, me, users), me in users, tuple(ranked), offers, _spread(offers, state),
                )
            )  # fmt: skip
        return found


def _spread(offers: Sequence[QuoteOf], state: str) -> float | None:
    """While a case is open quotes that were withdrawn do not count; afterwards all but one are."""
    return spread(one.amount for one in offers if state != OPEN or one.state not in DEAD_QUOTES)


def _by_case(connection: Connection, record: RecordType, ids: Sequence[str]) -> dict[str, list[RowImage]]:
    found: dict[str, list[RowImage]] = {}
    for row in load_rows(connection, record, ids):
        if not row.deleted:
            found.setdefault(row.agg_id, []).append(row)
    return found


def _here(connection: Connection, card_ids: set[str]) -> set[str]:
    ids = sorted(card_ids - {""})
    sql = f"SELECT id FROM customer WHERE NOT deleted AND id IN ({','.join('?' * len(ids))})"
    return {str(row[0]) for row in connection.exec_driver_sql(sql, tuple(ids))} if ids else set()


def _parties(rows: Sequence[RowImage], opened_at: str, rules: ClaimRules, here: set[str]) -> list[Party]:
    by_key = {row.id: row for row in rows}
    claimants = [
        Claimant(
            row.id, _text(row, "name"), _text(row, "filed_at"), _text(row, "claimed_at"), _text(row, "claim_until"),
            tuple(day.split(" ")[0] for day in _set(row, "contact_days")), _text(row, "first_contact_at"),
            _text(row, "contract_no"), _text(row, "contract_on"), bool(row.values.get("territory")),
            _text(row, "state") == WITHDRAWN,
        )
        for row in rows
    ]  # fmt: skip
    found = []
    for one in rank(claimants, opened_at, rules):
        row = by_key[one.claimant.key]
        found.append(
            Party(
                row.id, _text(row, "user_name"), _text(row, "name"), (_text(row, "state") or VALID) == WITHDRAWN,
                _text(row, "card_id"), _text(row, "card_id") in here, _text(row, "customer_no"),
                _text(row, "customer_name"), _number(row, "contacts"), _set(row, "contact_days"),
                _text(row, "first_contact_at"), _text(row, "last_contact_at"), _text(row, "evidence"), one,
            )
        )  # fmt: skip
    return found


def _quote(row: RowImage) -> QuoteOf:
    return QuoteOf(
        _text(row, "quote_id"), _text(row, "user_name"), _text(row, "quoted_by"), _text(row, "quote_no"),
        _text(row, "product"), _number(row, "amount"), _text(row, "quoted_on"), _text(row, "valid_until"),
        _text(row, "approval_state"),
    )  # fmt: skip


def _text(image: RowImage, name: str) -> str:
    return str(image.values.get(name) or "")


def _number(image: RowImage, name: str) -> int:
    value = image.values.get(name)
    return value if isinstance(value, int) else 0


def _set(image: RowImage, name: str) -> tuple[str, ...]:
    value = image.values.get(name)
    return value if isinstance(value, tuple) else ()
