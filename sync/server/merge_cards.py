"""Two cards of one customer become one, and two again.

Merging moves rows, writes what was chosen, fills gaps; nothing that differs is lost. The card that goes sleeps with its
own values; taking it out again gives it back its rows, and the card that stayed what lay under the values it had taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import UNSET, structs

from desktop_crm.domain.fields import Merge, RecordType
from desktop_crm.domain.merged_card import MERGED_CARD, merged_card_id
from desktop_crm.domain.records import CONFLICT, RECORD_TYPES, display_name
from sync.protocol import Op, OpKind, Outcome, Why
from sync.server import layers
from sync.server.conflicts import OPEN, Conflicts, left_behind_id
from sync.server.context import derived_id, instant_text
from sync.server.instants import from_us
from sync.server.intake import LARGEST, MERGED_INTO, TECHNICAL, Unfit, chosen
from sync.server.merge_fields import FieldMerge
from sync.server.rows import CREATED, LIFE, PENDING_SEQ, CardState, RowState, Version, Working


@dataclass(slots=True)
class CardMerge:
    """Takes the rows and values of one card into another. Both are locked, all rows of the first are loaded."""

    op: Op
    version: Version
    work: Working
    conflicts: Conflicts
    doubt: bool = False  # the time of the merge decides nothing

    def run(self, goes: RowState, stays: RowState) -> list[str]:
        """Merge ``goes`` into ``stays``, both customer rows. Return what was chosen and not written, because somebody
        changed it later."""
        before = stays.copy()
        lost = self._write_chosen(stays)
        self._take_values(goes, stays)
        layers.note(stays, before, _differing(before, stays), goes.id)
        for row in [one for one in self.work.rows.values() if one.agg_id == goes.id and one is not goes]:
            self.work.move_row(row.id, stays.id).home = row.home or goes.id
        goes = self.work.edit_row(goes.id)
        self.work.note(self.version, goes, MERGED_INTO, None, stays.id, Outcome.APPLIED)
        goes.deleted = True
        goes.versions[LIFE] = self.version
        card = self.work.edit_card(goes.id)
        card.state, card.merged_into, card.moved = CardState.MERGED, stays.id, True
        self.work.edit_card(stays.id).moved = True  # shares came along
        self._leave_word(goes, stays)
        return lost

    def _write_chosen(self, stays: RowState) -> list[str]:
        """What the person saw on the card that stays, and chose instead, is an edit of it like any other. So is what
        he left as he saw it, when it never came to stand here."""
        wanted = {
            name: change
            for name, change in chosen(self.op).items()
            if (change.o != change.n or self._came_to_nothing(stays, name, change.n))
            and name not in TECHNICAL
            and not _counted(stays, name)
        }
        edit = structs.replace(
            self.op, k=OpKind.PUT, cmd=UNSET, row=stays.id, agg=stays.id, base=self.op.c, f=wanted
        )  # fmt: skip
        merge = FieldMerge(edit, stays, self.version, self.work, self.conflicts, doubt=self.doubt)
        merge.run(wanted)
        return sorted(merge.lost)

    def _came_to_nothing(self, stays: RowState, name: str, value: object) -> bool:
        """Say whether the person only saw his own earlier word on the card that stays: of three cards that he merged
        in one go a colleague may have taken the first elsewhere, and with it what was chosen for it."""
        if name == "customer_no" or isinstance(value, list) or value == stays.fields.get(name):
            return False
        last, mine = stays.version_of(name), self.version
        return last.seq <= self.op.c or (last.code == mine.code and last.at_us <= mine.at_us)

    def _take_values(self, goes: RowState, stays: RowState) -> None:
        """Decide what the person did not: fields the laptop does not know, and what changed since it was seen."""
        record = RECORD_TYPES.get(stays.type)
        taken = {_unit(record, name) for name in stays.fields}
        taken |= {_unit(record, name) for name in chosen(self.op)}
        for name, value in goes.fields.items():
            here = stays.fields.get(name)
            if name in TECHNICAL or name == "customer_no" or value == here:
                continue
            if name in self.op.f and not _counted(stays, name):
                self._take_unseen(goes, stays, name)
            elif _unit(record, name) not in taken:
                self._write(stays, name, value)
            elif (both := _joined(record, name, here, value)) is not None:
                self._write(stays, name, both)
            else:
                self.conflicts.left_behind(self.op, stays, name, value, goes.version_of(name))

    def _take_unseen(self, goes: RowState, stays: RowState, name: str) -> None:
        """What the person decided without knowing it is kept: elements of a set are added, other values laid aside."""
        value, here = goes.fields[name], stays.fields.get(name)
        if isinstance(value, list) and isinstance(here, list):
            news = [one for one in value if self._unseen(goes.versions.get(f"{name}/{one}"))]
            self._write(stays, name, sorted({*here, *news}))
        elif self._unseen(goes.version_of(name)) and (value != self.op.f[name].n or self.op.f[name].o == value):
            self.conflicts.left_behind(self.op, stays, name, value, goes.version_of(name))

    def _unseen(self, last: Version | None) -> bool:
        return last is not None and last.seq > self.op.base and last.code != self.version.code

    def _write(self, row: RowState, name: str, value: object) -> None:
        row = self.work.edit_row(row.id)
        if row.fields.get(name) != value:
            self.work.note(self.version, row, name, row.fields.get(name), value, Outcome.APPLIED)
            row.set(name, value, self.version)

    def _leave_word(self, goes: RowState, stays: RowState) -> None:
        """Say on the card that stays which card it was, so that it is found by the old number."""
        fields = {
            "card_id": goes.id,
            "customer_no": goes.fields.get("customer_no"),
            "name": display_name(goes.fields) or None,
            "into": stays.id,
            "by": self.conflicts.caller.display_name or None,
            "merged_at": instant_text(from_us(self.version.at_us)),
        }
        known = {name: value for name, value in fields.items() if value is not None}
        made = Version(PENDING_SEQ, "", "", 0, self.op.id)
        word = RowState(
            merged_card_id(self.op.id), stays.id, MERGED_CARD.name, 0, deleted=False, fields=known,
            versions={CREATED: made},
        )  # fmt: skip
        self.work.add_row(word)
        self.work.note(self.version, word, "", None, known, Outcome.APPLIED)


@dataclass(slots=True)
class CardParting:
    """Takes a merged card out of the one that stays. Both are locked, all rows of the latter are loaded."""

    op: Op
    version: Version
    work: Working

    def run(self, goes: RowState, stays: RowState) -> None:
        """Part two customer rows. Raises Unfit for cards merged before anybody wrote down what came from where."""
        merged_by = goes.versions[LIFE].op_id
        word = merged_card_id(merged_by)
        if word not in self.work.rows:
            raise Unfit(Why.BAD_OPERATION, "merged_before")
        self._remove(word)
        homes = self.work.merged_below(goes.id)
        stays = self.work.edit_row(stays.id)
        self._give_back_values(goes, stays, homes)
        for row in [one for one in self.work.rows.values() if one.agg_id == stays.id and one.home in homes]:
            moved = self.work.move_row(row.id, goes.id)
            moved.home = "" if moved.home == goes.id else moved.home
            if moved.type == CONFLICT.name and moved.fields.get("record_id") == stays.id:
                # What a colleague proposed for this card while it was merged is a question about it again.
                self.work.note(self.version, moved, "record_id", stays.id, goes.id, Outcome.APPLIED)
                moved.set("record_id", goes.id, self.version)
        self._close_conflicts(goes, merged_by)
        goes = self.work.edit_row(goes.id)
        self.work.note(self.version, goes, MERGED_INTO, stays.id, None, Outcome.APPLIED)
        goes.deleted = False
        goes.versions[LIFE] = self.version
        card = self.work.edit_card(goes.id)
        card.state, card.merged_into, card.moved = CardState.LIVE, None, True
        left = self.work.edit_card(stays.id)
        left.moved = left.anew = left.parted = True

    def _give_back_values(self, goes: RowState, stays: RowState, homes: set[str]) -> None:
        for name, value, last in layers.take_out(stays, homes):
            self.work.note(self.version, stays, name, stays.fields.get(name), value, Outcome.APPLIED)
            # As old as it was, so that an edit made since and still on its way counts as the later one.
            stays.set(name, value or None, structs.replace(last, seq=PENDING_SEQ) if last else self.version)
        for name, value in goes.fields.items():
            here = stays.fields.get(name)
            if _counted(stays, name) and isinstance(here, int) and isinstance(value, int):
                self.work.note(self.version, stays, name, here, here - value, Outcome.APPLIED)
                stays.set(name, here - value, self.version)

    def _close_conflicts(self, goes: RowState, merged_by: str) -> None:
        """Which of both cards' values stays is no question any more."""
        names = [*goes.fields, *goes.versions]
        asked = {left_behind_id(merged_by, name) for name in names} | {derived_id(merged_by, name) for name in names}
        for row_id in asked & self.work.rows.keys():
            row = self.work.rows[row_id]
            if row.type == CONFLICT.name and row.fields.get("state") == OPEN:
                self._remove(row_id)

    def _remove(self, row_id: str) -> None:
        row = self.work.edit_row(row_id)
        self.work.note(self.version, row, LIFE, row.deleted, True, Outcome.APPLIED)
        row.deleted, row.versions[LIFE] = True, self.version


def _differing(before: RowState, after: RowState) -> Iterator[str]:
    names: Iterable[str] = before.fields.keys() | after.fields.keys()
    for name in sorted(names):
        if before.fields.get(name) != after.fields.get(name) and not _counted(after, name):
            yield name


def _counted(row: RowState, name: str) -> bool:
    """Counters are added up, and the share of a card that is taken out is subtracted."""
    record = RECORD_TYPES.get(row.type)
    declared = record.get(name) if record else None
    return declared is not None and declared.merge is Merge.COUNTER


def _unit(record: RecordType | None, name: str) -> str:
    """Name what is decided as one value: an address never gets the postcode of another."""
    declared = record.get(name) if record else None
    return f"group {declared.group}" if declared is not None and declared.group else name


def _joined(record: RecordType | None, name: str, here: object, other: object) -> object | None:
    """Sets are united and counters added; None for everything else."""
    if isinstance(here, list) and isinstance(other, list):
        return sorted({*here, *other})
    declared = record.get(name) if record else None
    if declared is not None and declared.merge is Merge.COUNTER and isinstance(here, int) and isinstance(other, int):
        return here + other if abs(here + other) <= LARGEST else None
    return None
