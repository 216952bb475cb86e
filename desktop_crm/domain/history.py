"""The history of a card: what happened to it in which order, what was overwritten, how it was at any moment.

Three sources tell it: the log of this laptop (what its screen showed), the server's history as far as it was
fetched (what was in force for everybody), and the conflict rows of the card (who lost against whom). Where the
server's history is here, it takes the place of what this laptop saw of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_crm.domain.fields import Value

#: Between the edit and its arrival at the server: longer means that the laptop was offline.
OFFLINE_AFTER = timedelta(minutes=5)


class Kind(StrEnum):
    """What happened to a row."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


class State(StrEnum):
    """What became of a change."""

    WAITING = "waiting"  # the server has not answered yet
    WRITTEN = "written"  # it took effect; it may have been superseded since
    MERGED = "merged"  # the value holds the words of both sides
    LOST = "lost"  # another value stood, or was later: it never took effect
    ASIDE = "aside"  # kept, and not applied: the row was deleted, the card had moved, ...


Cell = tuple[str, str]  # row id, field


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field, or of a whole row (``field`` "").

    Instants are UTC text: ``made_at`` the edit by the clock of whoever made it, ``at`` its arrival at the server,
    "" when unknown. ``came_at``: it is known only as a difference that came to this laptop then. ``values`` are
    those a row was created with, where they are known.
    """

    record: str
    row_id: str
    kind: Kind
    field: str = ""
    old: Value = None
    new: Value = None
    by: str = ""
    device: str = ""
    made_at: str = ""
    at: str = ""
    came_at: str = ""
    state: State = State.WRITTEN
    op: str = ""
    seq: int = 0
    i: int = 0
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)

    @property
    def cell(self) -> Cell:
        """What was changed."""
        return self.row_id, self.field

    @property
    def effective_at(self) -> str:
        """Since when everybody could see it."""
        return self.at or self.made_at

    @property
    def offline(self) -> bool:
        """Whether it was made long before the server got it."""
        try:
            return datetime.fromisoformat(self.at) - datetime.fromisoformat(self.made_at) >= OFFLINE_AFTER
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Loss:
    """A conflict: one value of a field won, the other lost, by two people who did not know of each other."""

    record: str
    row_id: str
    field: str
    base: Value
    winner: Value
    loser: Value
    winner_by: str
    loser_by: str
    winner_device: str
    loser_device: str
    at: str
    withheld: bool = False  # not a race of two values: the edit was kept back


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far the server's history is here: as of ``at``; from ``since`` on (UTC text), "" from the beginning."""

    at: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Over:
    """By whom a value was overwritten. ``unseen``: by somebody who did not know of it."""

    value: Value
    by: str
    device: str = ""
    at: str = ""
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in its place. ``chained``: it took effect, so undoing it leads back to what was before."""

    place: int
    change: Change
    chained: bool = True
    over: Over | None = None


@dataclass(slots=True)
class RowThen:
    """A row as it is, or as it was."""

    record: str
    row_id: str
    values: dict[str, Value]
    exists: bool = True


def told(
    local: Sequence[Change], server: Iterable[Change] = (), fetched: Fetched | None = None, losses: Iterable[Loss] = ()
) -> list[Entry]:
    """Tell the history of a card in the order in which it took effect; ``local`` is in the order of this laptop."""
    remote = sorted(server, key=lambda one: (one.seq, one.made_at, one.op, one.i))
    chain = [(one, one.state in _EFFECTIVE) for one in remote]
    if fetched is not None:
        rest = list(_not_told(local, remote, fetched))
        early = [bool(fetched.since) and _seen_at(one) < fetched.since for one, _ in rest]
        chain = [
            *(one for one, first in zip(rest, early, strict=True) if first),
            *chain,
            *(one for one, first in zip(rest, early, strict=True) if not first),
        ]
    else:
        chain = [(one, True) for one in local]
    losses = list(losses)
    chain += [(_lost(loss), False) for loss in losses if _match(chain, loss) is None]
    return _marked(chain, losses)


_EFFECTIVE = frozenset((State.WRITTEN, State.MERGED, State.WAITING))


def _not_told(local: Sequence[Change], remote: Sequence[Change], fetched: Fetched) -> Iterator[tuple[Change, bool]]:
    """Yield what the server's history does not hold, and whether it leads on from there."""
    known = {one.op for one in remote}
    latest = {one.cell: one.new for one in remote if one.state in _EFFECTIVE}
    for one in local:
        before = bool(fetched.since) and _seen_at(one) < fetched.since
        if one.op and one.op in known:
            continue
        if one.came_at:
            confirms = one.cell in latest and latest[one.cell] == one.new
            if before or (one.came_at >= fetched.at and not confirms):
                yield one, True
        elif before or one.state is State.WAITING or one.at >= fetched.at or not one.op:
            yield one, True
        elif one.state in (State.LOST, State.ASIDE):  # answered, and nothing was written
            yield one, False
        # else: it was so already at the server when it came


def _seen_at(change: Change) -> str:
    return change.came_at or change.made_at


def _lost(loss: Loss) -> Change:
    state = State.ASIDE if loss.withheld else State.LOST
    return Change(
        loss.record, loss.row_id, Kind.CHANGED, loss.field, loss.base, loss.loser, loss.loser_by, loss.loser_device,
        loss.at, state=state,
    )  # fmt: skip


def _match(chain: Sequence[tuple[Change, bool]], loss: Loss) -> int | None:
    """Find the change that a conflict is about, the newest one."""
    for place in range(len(chain) - 1, -1, -1):
        one = chain[place][0]
        if one.cell == (loss.row_id, loss.field) and one.new == loss.loser and one.by in (loss.loser_by, ""):
            return place
    return None


def _marked(chain: Sequence[tuple[Change, bool]], losses: Sequence[Loss]) -> list[Entry]:
    """Say of each value by what it was overwritten."""
    unseen = {place: loss for loss in losses if (place := _match(chain, loss)) is not None}
    following: dict[Cell, Change] = {}
    marked: list[Entry] = []
    for place in range(len(chain) - 1, -1, -1):
        change, chained = chain[place]
        loss = unseen.get(place)
        if change.kind is not Kind.CHANGED:
            over = None
        elif loss is not None and not loss.withheld:
            over = Over(loss.winner, loss.winner_by, loss.winner_device, loss.at, unseen=True)
        elif change.state is State.LOST:
            over = _over(_standing(chain, place) or following.get(change.cell), unseen=True)
        else:
            after = following.get(change.cell) if chained else None
            same_hand = after is not None and after.by == change.by
            over = None if same_hand or (after and after.state is State.MERGED) else _over(after)
        marked.append(Entry(place, change, chained, over))
        if chained:
            following[change.cell] = change
    return marked[::-1]


def _standing(chain: Sequence[tuple[Change, bool]], place: int) -> Change | None:
    """Return what stood when a change lost."""
    cell = chain[place][0].cell
    return next((one for one, chained in reversed(chain[:place]) if chained and one.cell == cell), None)


def _over(change: Change | None, *, unseen: bool = False) -> Over | None:
    return Over(change.new, change.by, change.device, change.effective_at, unseen) if change else None


def as_read(entries: Iterable[Entry]) -> list[Entry]:
    """Order entries as people read them: by the time of the edit, the newest first."""
    return sorted(entries, key=lambda one: (_seen_at_edit(one.change), one.place), reverse=True)


def _seen_at_edit(change: Change) -> str:
    return change.made_at or change.came_at


def of_field(entries: Iterable[Entry], row_id: str, name: str) -> list[Entry]:
    """Return what happened to one field: its changes, and the creation that gave it its first value."""
    return [
        entry
        for entry in entries
        if entry.change.row_id == row_id
        and (entry.change.field == name or entry.change.values.get(name) not in (None, "", ()))
    ]


def as_it_was(rows: Iterable[RowThen], entries: Sequence[Entry], undone: Callable[[Entry], bool]) -> dict[str, RowThen]:
    """Return the rows of a card without the changes that are ``undone``; rows that did not exist are left out.

    ``rows`` are as they are now, removed ones too.
    """
    then = {row.row_id: replace(row, values=dict(row.values)) for row in rows}
    for entry in reversed(entries):
        change = entry.change
        row = then.get(change.row_id)
        if row is None or not entry.chained or not undone(entry):
            continue
        if change.kind is Kind.CREATED:
            row.exists = False
        elif change.kind is Kind.CHANGED:
            row.values[change.field] = change.old
        else:
            row.exists = change.kind is Kind.DELETED
    for row in then.values():
        row.values = {name: value for name, value in row.values.items() if value not in (None, "", ())}
    return {row_id: row for row_id, row in then.items() if row.exists}


def after(place: int) -> Callable[[Entry], bool]:
    """Undo what took effect after an entry."""
    return lambda entry: entry.place > place


def later_than(instant: str) -> Callable[[Entry], bool]:
    """Undo what took effect after an instant (UTC text)."""
    return lambda entry: entry.change.effective_at > instant


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was something else than it is now; a row that is gone since, or was not there yet."""

    record: str
    row_id: str
    field: str
    then: Value
    now: Value


def differences(then: Mapping[str, RowThen], now: Iterable[RowThen]) -> list[Difference]:
    """Say what differs between a past state and the present one; a missing row has no values."""
    today = {row.row_id: row for row in now if row.exists}
    found = []
    for row_id in {**then, **today}:
        past, present = then.get(row_id), today.get(row_id)
        row = past or present
        before, here = past.values if past else {}, present.values if present else {}
        if row is not None:
            found += [
                Difference(row.record, row_id, name, before.get(name), here.get(name))
                for name in {**before, **here}
                if before.get(name) != here.get(name)
            ]
    return found
