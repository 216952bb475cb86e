"""The search for duplicates as a whole: comparing all cards in the background, looking while somebody types, and what a
person says about two cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop_crm.clock import Clock
from desktop_crm.domain.fields import Values
from desktop_crm.domain.file_records import NOT_DUPLICATE
from desktop_crm.domain.matching.profile import Profile
from desktop_crm.domain.matching.scoring import POSSIBLE_FROM, score
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import NotFound, UsageError
from desktop_crm.services import duplicates
from desktop_crm.services.conflicts import OPEN, ConflictService, Decided, Decision
from desktop_crm.services.duplicates import Match
from desktop_crm.services.rows import RowChange, RowService
from desktop_crm.store import matching, meta
from desktop_crm.store.engine import Store
from desktop_crm.store.matching import Found
from desktop_crm.store.projection import Deriver
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_row

#: Cards read, and compared, in one transaction: a save waits for one at most. Profiles kept meanwhile (1.5 kB each).
_READ, _COMPARED, _KEPT = 200, 250, 60_000
#: Told how many cards are done, and how many there are to do.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Two cards that are not the same customer, with what is needed to take that back."""

    row_id: str
    customer_id: str
    other_id: str
    marks: tuple[Decided, ...] = ()


@dataclass(slots=True)
class DuplicateService:
    """Looking for duplicates, and what a person says about them."""

    _store: Store
    _rows: RowService
    _conflicts: ConflictService
    _deriver: Deriver
    _clock: Clock
    _kept: dict[int, Profile] = field(default_factory=dict)

    # -- looking ----------------------------------------------------------------------------

    def matches(
        self,
        values: Values,
        grid: Sequence[Values] = (),
        customer_id: str | None = None,
        *,
        most: int | None = None,
        limit: int = 5,
    ) -> list[Match]:
        """Return the cards that this one may be, for a form while one types. Keys that more than ``most`` cards share
        bring no candidates: 50 unless told otherwise, which takes some 20 ms at 200,000 customers."""
        wide = matching.MOST_OF_A_KEY // 2 if most is None else most
        with self._store.read() as connection:
            found = duplicates.find(connection, [values], self._deriver, customer_id, grid=grid, most=wide)[0]
        return found[:limit]

    def catch_up(self, stop: Callable[[], bool] = lambda: False, progress: Progress | None = None) -> bool:
        """Read and compare every card that is new or changed, in short transactions; False when it was stopped."""
        tell = _Teller(self._store, progress)
        try:
            while not stop():
                with self._store.read() as connection:
                    settled = matching.is_settled(connection)
                if settled:
                    return self._compare(stop, tell)
                with self._store.write() as connection:
                    tell.done(matching.read_some(connection, _READ))
            return False
        finally:
            self._kept = {}

    def start_over(self) -> None:
        """Have :meth:`catch_up` read and compare everything anew."""
        with self._store.write() as connection:
            matching.touch_all(connection)

    def _compare(self, stop: Callable[[], bool], tell: _Teller) -> bool:
        while not stop():
            with self._store.read() as connection:
                slice_ = matching.to_compare(connection, _COMPARED)
                found = self._pairs(connection, slice_)
            if not slice_:
                return True
            with self._store.write() as connection:
                matching.store_pairs(connection, sorted(slice_), found)
            tell.done(len(slice_))
        return False

    def _pairs(self, connection: Connection, slice_: dict[int, tuple[int, ...]]) -> list[Found]:
        """Compare some cards with all that share a key; those compared later leave the pair to this slice."""
        by_key = matching.sharing(connection, (key for mine in slice_.values() for key in mine))
        pairs: set[tuple[int, int]] = set()
        for rid, mine in slice_.items():
            others = {other for key in mine for other in by_key.get(key, ())} - {rid}
            pairs.update((min(rid, other), max(rid, other)) for other in others)
        cards = self._profiles(connection, {rid for pair in pairs for rid in pair})
        found: list[Found] = []
        for low, high in sorted(pairs):
            if low in cards and high in cards:
                result = score(cards[low], cards[high])
                if result.percent >= POSSIBLE_FROM:
                    found.append(Found(low, high, result))
        return found

    def _profiles(self, connection: Connection, rids: set[int]) -> dict[int, Profile]:
        if len(self._kept) > _KEPT:
            self._kept = {}
        self._kept.update(matching.profiles(connection, sorted(rids - self._kept.keys())))
        return self._kept

    # -- saying -----------------------------------------------------------------------------

    def tell_apart(self, one_id: str, other_id: str) -> ToldApart:
        """Note that two cards are not the same customer: they are never offered again, on any laptop. Marks of the
        server on either of them, that they share a document, are settled with it. Raises NotFound, RecordRefused."""
        low, high = sorted((one_id, other_id))
        if low == high:
            raise UsageError("one_customer")
        with self._store.read() as connection:
            cards = [load_row(connection, CUSTOMER, agg_id) for agg_id in (low, high)]
            by = meta.get(connection, "user_name")
            marks = _marks_of(connection, low, high)
        missing = next((agg_id for agg_id, card in zip((low, high), cards, strict=True) if card is None), None)
        if missing is not None:
            raise NotFound(id=missing)
        change = RowChange(NOT_DUPLICATE.name, {"other_id": high, "by": by})
        sample = any(card is not None and card.is_sample for card in cards)
        row_id = self._rows.save_many([(low, [change])], sample=sample)[0].ids[0]
        return ToldApart(row_id, low, high, tuple(self._conflicts.resolve_all(marks, Decision.KEEP)))

    def take_back(self, told: ToldApart) -> None:
        """Undo :meth:`tell_apart`."""
        self._rows.remove(NOT_DUPLICATE.name, told.row_id)
        for decided in told.marks:
            self._conflicts.take_back(decided)

    def put_off(self, low: int, high: int, *, later: bool = True) -> None:
        """Put a pair (local keys) at the end of the list, or back to its place."""
        with self._store.write() as connection:
            matching.put_off(connection, low, high, self._clock() if later else None)


class _Teller:
    """Counts what is done. Each card is read and compared, so it counts twice."""

    def __init__(self, store: Store, progress: Progress | None) -> None:
        self._progress = progress
        self._done = self._total = 0
        if progress is not None:
            with store.read() as connection:
                unread, uncompared = matching.waiting(connection)
            self._total = 2 * unread + uncompared

    def done(self, number: int) -> None:
        """Note some cards."""
        self._done += number
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)


def _marks_of(connection: Connection, one_id: str, other_id: str) -> list[str]:
    """Return the server's open marks on one of two cards that name the other's document."""
    ours, theirs = (load_row(connection, CUSTOMER, agg_id) for agg_id in (one_id, other_id))
    if ours is None or theirs is None:
        return []
    sql = "SELECT id, field FROM conflict WHERE agg_id IN (?, ?) AND why = 'duplicate' AND state = ? AND NOT deleted"
    rows = fetch_all(connection, sql, (one_id, other_id, OPEN))
    return [str(mark) for mark, name in rows if ours.values.get(str(name)) == theirs.values.get(str(name))]
