"""One change for many customers: what would become of each, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from desktop_crm.domain.bulk import Action, Fate, Verdict, judge
from desktop_crm.domain.records import CUSTOMER, display_name
from desktop_crm.domain.values import Json
from desktop_crm.errors import CrmError
from desktop_crm.services.batches import BatchService, Cancel, Progress, grids_of, index
from desktop_crm.store.batches import Kind, Outcome
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import RowImage
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import Edit, EditKind, load_rows

#: Customers changed in one transaction; saves of the person wait for that long at most.
PORTION = 100
#: Customers read at a time for a preview.
_LOOK = 400
#: Customers that were not changed are kept with their reasons, as far as this many.
KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A customer and what becomes of it."""

    rid: int
    id: str
    customer_no: str
    name: str
    verdict: Verdict


@dataclass(slots=True)
class Tally:
    """How many customers have which fate."""

    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))

    def add(self, fate: Fate) -> None:
        """Count one."""
        self.counts[fate] += 1

    def __getitem__(self, fate: Fate) -> int:
        return self.counts[fate]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


@dataclass(slots=True)
class Edited:
    """What a bulk edit did. ``batch`` is its number, None when nothing changed; ``refused`` the first customers that
    could not be changed; ``error`` is what stopped it."""

    batch: int | None = None
    tally: Tally = field(default_factory=Tally)
    refused: list[Planned] = field(default_factory=list)
    outcome: Outcome = Outcome.DONE
    error: CrmError | None = None


class Wishes:
    """What is wanted for each customer: the same ``actions`` for all, or others for each local key (``by_rid``)."""

    def __init__(self, actions: Sequence[Action] = (), by_rid: Mapping[int, Sequence[Action]] | None = None) -> None:
        self._actions, self._by_rid = tuple(actions), by_rid

    def of(self, rid: int) -> Sequence[Action]:
        """Return the actions for a customer."""
        return self._actions if self._by_rid is None else self._by_rid.get(rid, ())

    def described(self) -> list[Json]:
        """Tell the actions in the list of batches; of a paste only the fields."""
        if self._by_rid is not None:
            fields = dict.fromkeys(action.field for actions in self._by_rid.values() for action in actions)
            return [{"field": name, "act": "set"} for name in fields]
        return [_described(action) for action in self._actions]


class BulkEditService:
    """Changes many customers as one batch."""

    def __init__(self, store: Store, batches: BatchService, *, today: Callable[[], date]) -> None:
        self._store, self._batches, self._today = store, batches, today

    def preview(self, rids: Sequence[int], wishes: Wishes) -> Iterator[list[Planned]]:
        """Say what would become of customers (local keys), some at a time; those that are gone are left out."""
        for start in range(0, len(rids), _LOOK):
            with self._store.read() as connection:
                cards = _load(connection, rids[start : start + _LOOK])
                yield [planned for planned, _image in self._judged(connection, cards, wishes)]

    def run(
        self,
        rids: Sequence[int],
        wishes: Wishes,
        *,
        kind: Kind = Kind.EDIT,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Edited:
        """Change customers, portion by portion; each is judged as it is then. An error of the store ends it, and what
        was changed before stays: it can be taken back."""
        edited = Edited()
        teller = self._batches.teller()
        with self._batches.recording(kind, {"actions": wishes.described()}) as recording:
            try:
                for start in range(0, len(rids), PORTION):
                    if cancel is not None and cancel.is_set():
                        recording.outcome = Outcome.CANCELLED
                        break
                    changed = self._portion(rids[start : start + PORTION], wishes, recording.n, edited)
                    teller.add(changed)
                    if changed:
                        edited.batch = recording.n
                    self._store.make_way()
                    if progress is not None:
                        progress(min(start + PORTION, len(rids)), len(rids))
            except CrmError as problem:
                recording.outcome, edited.error = Outcome.FAILED, problem
            finally:
                teller.tell()
            edited.outcome = recording.outcome
        return edited

    # -- parts ------------------------------------------------------------------------------

    def _portion(self, rids: Sequence[int], wishes: Wishes, batch: int, edited: Edited) -> frozenset[str]:
        """Think outside the transaction; inside, think again only where somebody was faster."""
        with self._store.read() as connection:
            judged = self._judged(connection, _load(connection, rids), wishes)
        if any(planned.verdict.fate is Fate.CHANGE for planned, _ in judged):
            with self._store.write() as connection:
                judged = self._confirmed(connection, judged, wishes)
                edits = [
                    [Edit(CUSTOMER, planned.id, planned.id, EditKind.PUT, planned.verdict.values)]
                    for planned, _ in judged
                    if planned.verdict.fate is Fate.CHANGE
                ]
                changed = self._batches.recorder(connection, batch).save_all(edits)
                index(connection, changed, edits)
        else:
            changed = frozenset()
        for planned, _ in judged:
            edited.tally.add(planned.verdict.fate)
            if planned.verdict.fate in (Fate.INVALID, Fate.NOT_ALLOWED) and len(edited.refused) < KEPT:
                edited.refused.append(planned)
        return changed

    def _confirmed(
        self, connection: Connection, judged: list[tuple[Planned, RowImage]], wishes: Wishes
    ) -> list[tuple[Planned, RowImage]]:
        changing = [planned.id for planned, _ in judged if planned.verdict.fate is Fate.CHANGE]
        present = {image.id: image for image in load_rows(connection, CUSTOMER, changing)}
        grown: dict[int, RowImage] = {}
        kept = []
        for planned, image in judged:
            now = present.get(planned.id, image)
            if planned.id in changing and planned.id not in present:
                continue  # it left this laptop
            if now.values != image.values or now.deleted != image.deleted:
                grown[planned.rid] = now
            else:
                kept.append((planned, image))
        return kept + self._judged(connection, grown, wishes)

    def _judged(
        self, connection: Connection, cards: Mapping[int, RowImage], wishes: Wishes
    ) -> list[tuple[Planned, RowImage]]:
        grids = grids_of(connection, list(cards.values()))
        book = read_book(connection)
        today = self._today()
        found = []
        for rid, image in cards.items():
            actions = wishes.of(rid)
            record = book.record_for(image.values, [one.field for one in actions])
            verdict = judge(image.values, grids.get(image.id, ()), image.deleted, actions, today, record)
            number = str(image.values.get("customer_no") or "")
            found.append((Planned(rid, image.id, number, display_name(image.values), verdict), image))
        return found


def _load(connection: Connection, rids: Sequence[int]) -> dict[int, RowImage]:
    """Read customers by local key, in the given order."""
    marks = ",".join("?" * len(rids))
    known = fetch_all(connection, f"SELECT id, rid FROM customer WHERE rid IN ({marks})", tuple(rids))
    rid_of = {str(row[0]): int(str(row[1])) for row in known}
    images = {rid_of[image.id]: image for image in load_rows(connection, CUSTOMER, list(rid_of))}
    return {rid: images[rid] for rid in rids if rid in images}


def _described(action: Action) -> dict[str, Json]:
    told: dict[str, Json] = {"field": action.field, "act": action.act.value}
    if action.raw is not None:
        told["raw"] = _plain(action.raw)
    if action.find:
        told["find"] = action.find
    if action.days:
        told["days"] = action.days
    return told


def _plain(raw: object) -> Json:
    if isinstance(raw, list | tuple | set | frozenset):
        return [str(one) for one in raw]
    return raw if isinstance(raw, str | int | bool) else str(raw)
