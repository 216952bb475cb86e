"""Reading what the search for duplicates found: groups of cards that may be one customer, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.domain.matching.scoring import LIKELY_FROM, POSSIBLE_FROM, Band, Score
from desktop_crm.store import matching
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import Row, fetch_all


@dataclass(frozen=True, slots=True)
class Card:
    """One of two cards, as the list names it."""

    rid: int
    id: str
    customer_no: str
    name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one customer; ``later_at`` when a person put the pair off."""

    low: Card
    high: Card
    percent: int
    reasons: tuple[str, ...]
    later_at: str = ""

    @property
    def band(self) -> Band:
        """Return what the score means."""
        return Score(self.percent, self.reasons).band

    @property
    def ids(self) -> tuple[str, str]:
        """Return the identities of both."""
        return self.low.id, self.high.id


@dataclass(frozen=True, slots=True)
class Mark:
    """A card that the server found to share a document with one that is not on this laptop. ``owner``: whose it is."""

    conflict_id: str
    card: Card
    field: str
    owner: str
    at: str


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that hang together by pairs, or by one mark of the server."""

    pairs: tuple[Pair, ...] = ()
    mark: Mark | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return every card of the group once."""
        if self.mark is not None:
            return (self.mark.card,)
        return tuple({card.id: card for pair in self.pairs for card in (pair.low, pair.high)}.values())

    @property
    def percent(self) -> int:
        """Return the worst score; a mark of the server is certain."""
        return 100 if self.mark is not None else max(pair.percent for pair in self.pairs)

    @property
    def put_off(self) -> bool:
        """Whether a person wants to look at all of it later."""
        return bool(self.pairs) and all(pair.later_at for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Rate:
    """Share of cards that have a likely duplicate (A36: duplicates rate)."""

    cards: int
    doubled: int

    @property
    def percent(self) -> float:
        """Return it in percent."""
        return 100 * self.doubled / self.cards if self.cards else 0.0


_NAMED = "{0}.rid, {0}.id, {0}.customer_no, {0}.display_name"
_PAIRS = (
    f"SELECT {_NAMED.format('a')}, {_NAMED.format('b')}, p.percent, p.reasons, p.later_at FROM match_pair p"
    " JOIN customer a ON a.rid = p.low AND NOT a.deleted JOIN customer b ON b.rid = p.high AND NOT b.deleted"
    " ORDER BY p.percent DESC, p.low, p.high"
)
_MARKS = (
    f"SELECT {_NAMED.format('c')}, f.id, f.field, f.winner_by, f.at FROM conflict f"
    " JOIN customer c ON c.id = f.agg_id AND NOT c.deleted"
    " WHERE f.why = 'duplicate' AND f.state = 'open' AND NOT f.deleted ORDER BY f.at DESC, f.rid"
)


class DuplicateQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def groups(self) -> list[Group]:
        """Return all groups, the worst first, what was put off last. What was told apart is no more among them."""
        with self._store.read() as connection:
            pairs = list(_pairs(connection))
            marks = [_mark(row) for row in fetch_all(connection, _MARKS)]
        paired = {card.id for pair in pairs if pair.band is Band.HARD for card in (pair.low, pair.high)}
        groups = [Group(tuple(some)) for some in _connected(pairs)]
        groups += [Group(mark=mark) for mark in marks if mark.card.id not in paired]
        return sorted(groups, key=lambda group: (group.put_off, -group.percent))

    def doubled(self) -> frozenset[int]:
        """Return the keys of the cards that have a likely duplicate."""
        with self._store.read() as connection:
            pairs = [pair for pair in _pairs(connection) if pair.percent >= LIKELY_FROM]
        return frozenset(card.rid for pair in pairs for card in (pair.low, pair.high))

    def rate(self) -> Rate:
        """Return how many cards have a likely duplicate."""
        doubled = self.doubled()
        with self._store.read() as connection:
            cards = fetch_all(connection, "SELECT count(*) FROM customer WHERE NOT deleted")[0][0]
        return Rate(int(str(cards)), len(doubled))


def _pairs(connection: Connection) -> Iterator[Pair]:
    rows = fetch_all(connection, _PAIRS)
    ids = list({str(row[at]) for row in rows for at in (1, 5)})
    apart = frozenset(matching.told_apart(connection, ids))
    for row in rows:
        low, high = _card(row[:4]), _card(row[4:8])
        one, other = sorted((low.id, high.id))
        if (one, other) not in apart and int(str(row[8])) >= POSSIBLE_FROM:
            yield Pair(low, high, int(str(row[8])), tuple(str(row[9]).split()), str(row[10] or ""))


def _card(row: Row) -> Card:
    rid, agg_id, number, name = row
    return Card(int(str(rid)), str(agg_id), str(number or ""), str(name or ""))


def _mark(row: Row) -> Mark:
    return Mark(str(row[4]), _card(row[:4]), str(row[5]), str(row[6] or ""), str(row[7] or ""))


def _connected(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Group pairs whose cards hang together."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for pair in pairs:
        root[find(pair.low.id)] = find(pair.high.id)
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(find(pair.low.id), []).append(pair)
    yield from groups.values()
