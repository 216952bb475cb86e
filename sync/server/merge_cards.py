"""Two cards of one customer become one: rows move, gaps are filled, nothing that differs is lost."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_crm.domain.fields import Merge, RecordType
from desktop_crm.domain.records import RECORD_TYPES
from sync.protocol import Op, Outcome
from sync.server.conflicts import Conflicts
from sync.server.intake import LARGEST, MERGED_INTO, TECHNICAL
from sync.server.rows import LIFE, CardState, RowState, Version, Working


@dataclass(slots=True)
class CardMerge:
    """Takes the rows and values of one card into another. Both are locked, all rows of the first are loaded."""

    op: Op
    version: Version
    work: Working
    conflicts: Conflicts

    def run(self, goes: RowState, stays: RowState) -> None:
        """Merge ``goes`` into ``stays``, both customer rows."""
        self._take_values(goes, stays)
        for row in [one for one in self.work.rows.values() if one.agg_id == goes.id and one is not goes]:
            self.work.move_row(row.id, stays.id)
        goes = self.work.edit_row(goes.id)
        self.work.note(self.version, goes, MERGED_INTO, None, stays.id, Outcome.APPLIED)
        goes.deleted = True
        goes.versions[LIFE] = self.version
        card = self.work.edit_card(goes.id)
        card.state, card.merged_into, card.moved = CardState.MERGED, stays.id, True
        self.work.edit_card(stays.id).moved = True  # shares came along

    def _take_values(self, goes: RowState, stays: RowState) -> None:
        record = RECORD_TYPES.get(stays.type)
        taken = {_unit(record, name) for name in stays.fields}
        for name, value in goes.fields.items():
            here = stays.fields.get(name)
            if name in TECHNICAL or value == here:
                continue
            if _unit(record, name) not in taken:
                self._write(stays, name, value)
            elif (both := _joined(record, name, here, value)) is not None:
                self._write(stays, name, both)
            else:
                self.conflicts.left_behind(self.op, stays, name, value, goes.version_of(name))

    def _write(self, row: RowState, name: str, value: object) -> None:
        row = self.work.edit_row(row.id)
        if row.fields.get(name) != value:
            self.work.note(self.version, row, name, row.fields.get(name), value, Outcome.APPLIED)
            row.set(name, value, self.version)


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
