"""What is done to many customers at once, and taking it back as one: imports, bulk edits, pastes, their reversals.

Everything is written in small portions, each a transaction of its own, and thought over outside of it, so that a save
of a person never waits long. A kill in the middle leaves whole portions, which can be taken back like a whole batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.bulk import broken_rule
from desktop_crm.domain.fields import FormKind, Value, Values
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.domain.validation.card import form_kind
from desktop_crm.errors import CrmError, NotFound, RecordRefused
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.preparing import author_of
from desktop_crm.store import batches, search
from desktop_crm.store.batches import Batch, Kind, Line, Outcome, Skipped, Touch
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import Deriver, RowImage, feeds_search
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_rows

#: Lines of the history that one transaction of a reversal takes back.
PORTION = 120
#: What a reversal left alone is kept with it, as far as this many.
KEPT_SKIPPED = 500
#: Listeners hear of changes this often while a batch runs, in seconds.
_TELL_S = 0.5
_NAMED = 200
_LAST = 1 << 62
#: Kinds of lines that say whether a row is there: what it is by now counts.
_STATES = frozenset(("delete", "restore", "pulled_delete", "pulled_restore"))

Progress = Callable[[int, int], None]


class Cancel(Protocol):
    """Asked between portions whether to stop."""

    def is_set(self) -> bool:
        """Say whether the person has cancelled."""
        ...


@dataclass(slots=True)
class Recording:
    """A batch that is being written. ``n`` goes with every save of it; ``outcome`` is written down at the end."""

    n: int
    outcome: Outcome = Outcome.DONE


@dataclass(frozen=True, slots=True)
class Reversed:
    """What a reversal did. ``cards``: customers changed by it; ``skipped`` counts, ``report`` names the first."""

    n: int
    cards: int
    skipped: int
    report: tuple[Skipped, ...]
    outcome: Outcome
    error: CrmError | None = None


class Teller:
    """Tells listeners of changed cards, some commits together."""

    def __init__(self, events: EventBus) -> None:
        self._events = events
        self._ids: set[str] = set()
        self._many = False
        self._told = time.monotonic()

    def add(self, ids: Iterable[str]) -> None:
        """Note cards of a commit; tell when it is time."""
        self._ids.update(ids)
        if len(self._ids) > _NAMED:
            self._many = True
            self._ids = set(list(self._ids)[:1])
        if time.monotonic() - self._told > _TELL_S:
            self.tell()

    def tell(self) -> None:
        """Tell what was noted."""
        if self._ids:
            self._events.publish(ChangeSet(frozenset(self._ids), Origin.LOCAL, many=self._many))
        self._ids, self._many, self._told = set(), False, time.monotonic()


class BatchService:
    """Begins and ends batches, and reverses them."""

    def __init__(
        self,
        store: Store,
        events: EventBus,
        *,
        clock: Clock,
        new_id: NewId,
        today: Callable[[], date],
        deriver: Deriver,
    ) -> None:
        self._store, self._events = store, events
        self._clock, self._new_id, self._today = clock, new_id, today
        self._deriver = deriver
        self._running: set[int] = set()

    def is_running(self, n: int) -> bool:
        """Say whether this program is at work on a batch."""
        return n in self._running

    @contextmanager
    def recording(self, kind: Kind, what: Mapping[str, object], reverses: int | None = None) -> Iterator[Recording]:
        """Begin a batch; at the end of the block write down how it ended. One that changed nothing is forgotten."""
        with self._store.write() as connection:
            author = author_of(connection)
            n = batches.begin(connection, kind, dict(what), self._clock(), author.name, author.device, reverses)
        with self._at_work(Recording(n)) as recording:
            yield recording

    def recorder(self, connection: Connection, n: int) -> Recorder:
        """Make the writer of one transaction of a batch."""
        return Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver, n)

    def teller(self) -> Teller:
        """Make what tells listeners while a batch runs."""
        return Teller(self._events)

    def undo(self, n: int, progress: Progress | None = None, cancel: Cancel | None = None) -> Reversed:
        """Take a batch back: created customers go to the recycle bin, changed fields get their value again, where it
        is still the one the batch wrote. An undoing that was broken off goes on.

        Raises NotFound, RecordRefused (``batch_undone``, ``batch_running``).
        """
        chain = self._chain(n)
        last = chain[-1]
        if _is_undone(chain):
            if last.outcome is Outcome.DONE:
                raise RecordRefused("batch_undone", n=n)
            return self._reverse(chain[-2], chain, last, progress, cancel)
        return self._reverse(last, chain, None, progress, cancel)

    def redo(self, n: int, progress: Progress | None = None, cancel: Cancel | None = None) -> Reversed:
        """Do again what was taken back. Raises NotFound, RecordRefused (``batch_not_undone``, ``batch_running``)."""
        chain = self._chain(n)
        last = chain[-1]
        if not _is_undone(chain):
            if last.kind is Kind.REVERSE and last.outcome is not Outcome.DONE:
                return self._reverse(chain[-2], chain, last, progress, cancel)
            raise RecordRefused("batch_not_undone", n=n)
        return self._reverse(last, chain, None, progress, cancel)

    # -- parts ------------------------------------------------------------------------------

    def _chain(self, n: int) -> list[Batch]:
        with self._store.read() as connection:
            chain = batches.chain(connection, n)
        if not chain:
            raise NotFound(record="batch", id=n)
        if any(one.n in self._running for one in chain):
            raise RecordRefused("batch_running", n=n)
        return chain

    @contextmanager
    def _at_work(self, recording: Recording) -> Iterator[Recording]:
        self._running.add(recording.n)
        try:
            yield recording
        except BaseException:
            recording.outcome = Outcome.FAILED
            raise
        finally:
            self._running.discard(recording.n)
            self._end(recording)

    def _end(self, recording: Recording) -> None:
        try:
            with self._store.write() as connection:
                batches.end(connection, recording.n, recording.outcome)
        except CrmError:
            if recording.outcome is not Outcome.FAILED:  # else the first error is told; the batch stays open
                raise

    def _reverse(
        self,
        target: Batch,
        chain: Sequence[Batch],
        begun: Batch | None,
        progress: Progress | None,
        cancel: Cancel | None,
    ) -> Reversed:
        numbers = [one.n for one in chain]
        if begun is not None:
            with self._at_work(Recording(begun.n)) as recording:
                return self._take_back(_Reversal(target, numbers, begun), recording, progress, cancel)
        with self.recording(Kind.REVERSE, {}, target.n) as recording:
            numbers.append(recording.n)
            reversal = _Reversal(target, numbers, None)
            return self._take_back(reversal, recording, progress, cancel)

    def _take_back(
        self, reversal: _Reversal, recording: Recording, progress: Progress | None, cancel: Cancel | None
    ) -> Reversed:
        teller = self.teller()
        with self._store.read() as connection:
            total = batches.count_lines(connection, reversal.target.n, reversal.reached)
        done, cards, skipped, failure = 0, 0, 0, None
        try:
            while True:
                if cancel is not None and cancel.is_set():
                    recording.outcome = Outcome.CANCELLED
                    break
                with self._store.read() as connection:
                    lines = batches.lines_before(connection, reversal.target.n, reversal.reached, PORTION)
                    if not lines:
                        break
                    thought_at, plan = batches.moment(connection), reversal.plan(connection, lines, self._today())
                with self._store.write() as connection:
                    if batches.moment(connection) != thought_at:
                        plan = reversal.plan(connection, lines, self._today())
                    changed = self._write(connection, recording.n, plan.edits)
                    reversal.reached = lines[-1].n
                    report = reversal.report if reversal.add(plan.skipped) else None
                    batches.reach(connection, recording.n, reversal.reached, len(plan.skipped), report)
                done += len(lines)
                cards += len(changed)
                skipped += len(plan.skipped)
                teller.add(changed)
                self._store.make_way()
                if progress is not None:
                    progress(done, max(total, done))
        except CrmError as problem:
            recording.outcome, failure = Outcome.FAILED, problem
        finally:
            teller.tell()
        return Reversed(recording.n, cards, skipped, tuple(reversal.report), recording.outcome, failure)

    def _write(self, connection: Connection, n: int, edits: Mapping[str, list[Edit]]) -> frozenset[str]:
        changed = self.recorder(connection, n).save_all(edits.values())
        index(connection, changed, edits.values())
        return changed


def index(connection: Connection, changed: frozenset[str], saves: Iterable[Sequence[Edit]]) -> None:
    """Have the search entries of changed cards made anew, later, where they can be others now."""
    found = sorted(
        edits[0].agg_id
        for edits in saves
        if edits[0].agg_id in changed
        and any(edit.kind is not EditKind.PUT or feeds_search(edit.record.name, edit.values) for edit in edits)
    )
    search.enqueue(connection, search.rids_of(connection, found))


def _is_undone(chain: Sequence[Batch]) -> bool:
    return len(chain) % 2 == 0


@dataclass(slots=True)
class _Plan:
    """What one portion writes, by card, and what it leaves alone."""

    edits: dict[str, list[Edit]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)


class _Reversal:
    """Thinks a portion of a reversal over. No batch changes a field of a row twice, so each line stands for itself."""

    def __init__(self, target: Batch, numbers: Sequence[int], begun: Batch | None) -> None:
        self.target = target
        self._numbers = numbers  # of the batches that belong together: what they did is nobody's change
        self.reached = begun.reached if begun is not None and begun.reached is not None else _LAST
        self.report: list[Skipped] = list(begun.report) if begun is not None else []

    def add(self, skipped: Sequence[Skipped]) -> bool:
        """Keep what was left alone, as far as there is room; say whether there is anything new."""
        kept = skipped[: max(0, KEPT_SKIPPED - len(self.report))]
        self.report += kept
        return bool(kept)

    def plan(self, connection: Connection, lines: Sequence[Line], today: date) -> _Plan:
        """Say what the reversal of some lines writes."""
        agg_ids = sorted({line.agg_id for line in lines})
        images = _images(connection, lines, agg_ids)
        born = [line for line in lines if line.kind in ("create", "restore")]
        born_cards = batches.created_rows(connection, self._numbers, agg_ids) & set(agg_ids) if born else set()
        touched = _Touched(connection, self._numbers, sorted({line.agg_id for line in born}), images)
        plan = _Plan()
        puts: dict[str, dict[str, Value]] = {}
        for line in lines:
            image = images.get(line.row_id)
            if image is None:
                plan.skipped.append(Skipped(line.agg_id, line.row_id, line.field, "gone"))
            elif line.kind == "put":
                self._put(line, image, images.get(line.agg_id), plan, puts)
            elif line.kind == "delete":
                if image.deleted:
                    _edit(plan, Edit(image.record, image.id, line.agg_id, EditKind.RESTORE))
            elif line.kind in ("create", "restore"):
                self._unmake(line, image, line.agg_id in born_cards, touched, plan)
        _keep_rules(connection, images, puts, today)
        for row_id, values in puts.items():
            image = images[row_id]
            _edit(plan, Edit(image.record, row_id, image.agg_id, EditKind.PUT, values))
        return plan

    def _put(
        self, line: Line, image: RowImage, card: RowImage | None, plan: _Plan, puts: dict[str, dict[str, Value]]
    ) -> None:
        present = image.values.get(line.field)
        if present == line.old:
            return
        if present != line.new:
            plan.skipped.append(Skipped(line.agg_id, line.row_id, line.field, "changed"))
        elif image.deleted or card is None or card.deleted:
            plan.skipped.append(Skipped(line.agg_id, line.row_id, line.field, "deleted"))
        else:
            puts.setdefault(line.row_id, {})[line.field] = line.old

    def _unmake(self, line: Line, image: RowImage, card_is_born: bool, touched: _Touched, plan: _Plan) -> None:
        """Put away what the batch made: a card with its rows; a row alone where the card is older."""
        whole = line.row_id == line.agg_id
        if image.deleted or (card_is_born and not whole):
            return
        if touched.card(line) if whole else touched.row(line):
            plan.skipped.append(Skipped(line.agg_id, line.row_id, "", "changed"))
            return
        _edit(plan, Edit(image.record, line.row_id, line.agg_id, EditKind.DELETE))


class _Touched:
    """Who else had a hand in some cards, so that something is otherwise than the batch left it: lines of the history,
    and rows that came with no line (a colleague's). What was changed and is as before touches nothing."""

    def __init__(
        self,
        connection: Connection,
        numbers: Sequence[int],
        agg_ids: Sequence[str],
        images: Mapping[str, RowImage],
    ) -> None:
        self._lines: dict[str, list[Touch]] = {}
        for touch in batches.others_since(connection, numbers, agg_ids) if agg_ids else ():
            self._lines.setdefault(touch.agg_id, []).append(touch)
        self._visited = _cards_with_foreign_rows(connection, numbers, agg_ids) if agg_ids else set()
        self._images = images

    def card(self, line: Line) -> bool:
        """Say whether a card is otherwise than after a line, or somebody hung something on it."""
        return line.agg_id in self._visited or self._differs(line, self._lines.get(line.agg_id, ()))

    def row(self, line: Line) -> bool:
        """Say whether a row is otherwise than after a line."""
        return self._differs(line, [one for one in self._lines.get(line.agg_id, ()) if one.row_id == line.row_id])

    def _differs(self, line: Line, touches: Iterable[Touch]) -> bool:
        before: dict[tuple[str, str], Value] = {}
        for touch in touches:
            if touch.n > line.n and touch.field:
                before.setdefault((touch.row_id, touch.field), touch.old)
            elif touch.n > line.n and touch.kind not in _STATES:
                return True
        for (row_id, name), old in before.items():
            image = self._images.get(row_id)
            if image is None or image.values.get(name) != old:
                return True
        return False


def _cards_with_foreign_rows(connection: Connection, numbers: Sequence[int], agg_ids: Sequence[str]) -> set[str]:
    """Cards with rows that none of these batches made."""
    found: list[tuple[str, str]] = []
    marks = ",".join("?" * len(agg_ids))
    for record in RECORD_TYPES.values():
        if record.parent == CUSTOMER.name and not record.by_server:
            sql = f'SELECT agg_id, id FROM "{record.name}" WHERE agg_id IN ({marks}) AND NOT deleted'
            found += [(str(row[0]), str(row[1])) for row in fetch_all(connection, sql, agg_ids)]
    if not found:
        return set()
    made = batches.created_rows(connection, numbers, {agg_id for agg_id, _ in found})
    return {agg_id for agg_id, row_id in found if row_id not in made}


def _images(connection: Connection, lines: Sequence[Line], agg_ids: Sequence[str]) -> dict[str, RowImage]:
    """Read the rows of some lines and their cards, by id."""
    wanted = {line.row_id for line in lines}
    images = {image.id: image for image in load_rows(connection, CUSTOMER, agg_ids)}
    if wanted <= images.keys():
        return images
    cards = sorted({line.agg_id for line in lines if line.row_id not in images})
    for record in RECORD_TYPES.values():
        if record.parent == CUSTOMER.name:
            images.update((image.id, image) for image in load_rows(connection, record, cards))
    return images


def _keep_rules(
    connection: Connection, images: Mapping[str, RowImage], puts: dict[str, dict[str, Value]], today: date
) -> None:
    """A filed card that breaks a rule with its old value becomes a draft, as on the form: somebody else changed what
    the rule asks for."""
    cards = [images[row_id] for row_id in puts if images[row_id].record is CUSTOMER]
    grids = grids_of(connection, cards)
    book = read_book(connection)
    for image in cards:
        after = {**image.values, **puts[image.id]}
        if broken_rule(after, grids.get(image.id, ()), today, book.record_for(after)) is not None:
            puts[image.id]["record_status"] = "draft"


def grids_of(connection: Connection, cards: Sequence[RowImage]) -> dict[str, list[Values]]:
    """Read the rows of the cards' forms, by card."""
    found: dict[str, list[Values]] = {}
    for kind in FormKind:
        ids = [image.id for image in cards if form_kind(image.values) is kind]
        for row in load_rows(connection, GRID[kind], ids) if ids else ():
            if not row.deleted:
                found.setdefault(row.agg_id, []).append(row.values)
    return found


def _edit(plan: _Plan, edit: Edit) -> None:
    plan.edits.setdefault(edit.agg_id, []).append(edit)
