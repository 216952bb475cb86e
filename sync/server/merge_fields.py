"""The merge of the changed fields of one row, each unit by its declared kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from msgspec import UNSET

from desktop_crm.domain.fields import Field, FieldType, Merge, RecordType, is_custom
from desktop_crm.domain.records import RECORD_TYPES
from sync.protocol import MAX_TEXT_BYTES, Change, Op, OpKind, Outcome, Why
from sync.server.conflicts import Conflicts
from sync.server.intake import LARGEST, Unfit
from sync.server.rows import RowState, Version, Working
from sync.server.text_merge import merge_text

Changes = dict[str, Change]
#: Outcome of a line of history whose value holds the words of both sides. The receipt says ``applied``.
MERGED = "merged"


@dataclass(slots=True)
class FieldMerge:
    """One run over the fields of one operation. A unit is a field, or a group decided together."""

    op: Op
    row: RowState
    version: Version
    work: Working
    conflicts: Conflicts
    doubt: bool = False  # the time of the edit decides nothing
    applied: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    inbox: str | None = None
    why: Why | None = None
    _record: RecordType | None = None

    def run(self, changes: Changes) -> None:
        """Merge all fields. Raises Unfit before anything is changed."""
        self._record = RECORD_TYPES.get(self.row.type)
        for name in changes:
            if self._is_set(name) and not isinstance(self.row.fields.get(name, []), list):
                raise Unfit(Why.BAD_OPERATION, "not_a_set")
            if self._is_count(name, changes[name]):
                self._counted(name, changes[name])
        for names, unit in self._units(changes):
            if self._is_set(names[0]):
                self._merge_set(names[0], unit[names[0]])
            elif len(names) == 1 and self._is_count(names[0], unit[names[0]]):
                self._count(names[0], unit[names[0]])
            else:
                self._merge_unit(names, unit)

    def keep(self, changes: Changes) -> None:
        """Keep what a second creation says of fields that are filled; own earlier words are no loss."""
        for name, change in changes.items():
            last = self.row.version_of(name)
            if change.n != self.row.fields.get(name) and last.code != self.version.code:
                self._lose({name: change}, last)

    @property
    def outcome(self) -> Outcome:
        """Sum up the fields."""
        if self.lost and self.applied:
            return Outcome.PARTLY
        if self.lost:
            return Outcome.INBOX if self.why is Why.CLOCK else Outcome.LOST
        return Outcome.APPLIED if self.applied else Outcome.SAME

    def _declared(self, name: str) -> Field | None:
        return self._record.get(name) if self._record else None

    def _is_set(self, name: str) -> bool:
        declared = self._declared(name)
        if self.op.k in (OpKind.ADD, OpKind.REMOVE) or bool(declared and declared.type is FieldType.SET):
            return True
        return declared is None and is_custom(name) and self._shows_a_set(name)

    def _shows_a_set(self, name: str) -> bool:
        """The server does not read a company's form: an added field is a set when all that is said of it are lists."""
        change = self.op.f.get(name)
        said = [self.row.fields.get(name), *((change.o, change.n) if change is not None else ())]
        given = [one for one in said if one is not None and one is not UNSET]
        return bool(given) and all(isinstance(one, list) for one in given)

    def _units(self, changes: Changes) -> Iterator[tuple[tuple[str, ...], Changes]]:
        """Yield (all fields of the unit, the changes to them)."""
        groups: dict[str, Changes] = {}
        for name, change in changes.items():
            declared = self._declared(name)
            if declared is not None and declared.group:
                groups.setdefault(declared.group, {})[name] = change
            else:
                yield (name,), {name: change}
        for group, unit in groups.items():
            yield tuple(one.id for one in self._record or () if one.group == group), unit

    # -- one value --------------------------------------------------------------------------

    def _merge_unit(self, names: tuple[str, ...], unit: Changes) -> None:
        changed = {name: change for name, change in unit.items() if change.n != self.row.fields.get(name)}
        rival = self._rival(names)
        if not changed:
            self._confirm(names, rival)
            return
        if rival is None and not self._stands_unseen(names, changed):
            self._write(names, changed)
        elif (both := self._merged_text(names, changed)) is not None:
            self._write_merged(names[0], both, rival or self.version)
        elif rival is None:
            self._win(names, changed)
        elif self.doubt:
            self._lose(changed, rival, Why.CLOCK)
        elif self._is_state(names) or (rival.at_us, rival.op_id) > (self.version.at_us, self.version.op_id):
            self._lose(changed, rival)
        else:
            self._win(names, changed)

    def _confirm(self, names: tuple[str, ...], rival: Version | None) -> None:
        """Two people wrote the same: it is as new as the later of both, so that a third edit meets that one in
        whatever order they arrive."""
        mine = self.version
        if rival is None or (rival.at_us, rival.op_id) > (mine.at_us, mine.op_id) or self.doubt:
            return
        row = self.work.edit_row(self.row.id)
        for name in names:
            row.versions[name] = msgspec.structs.replace(mine, seq=rival.seq)  # who saw that saw the value

    def _rival(self, names: tuple[str, ...]) -> Version | None:
        """Newest version of the unit that the person had not seen and that is not this device's own."""
        if self.op.k is OpKind.CREATE:
            return None  # fills a field nobody filled
        mine, seen = self.version.code, self.op.base
        written = [name for name in names if name in self.row.fields or name in self.row.versions]
        found = [one for name in written if (one := self.row.version_of(name)).code != mine and one.seq > seen]
        return max(found, key=lambda one: (one.at_us, one.op_id)) if found else None

    def _stands_unseen(self, names: tuple[str, ...], changed: Changes) -> bool:
        """Say whether a version of this device's own stands here and not what the person had before him.

        The laptop was put back from an image, or the server joined its words with somebody else's.
        """
        if self.op.k is OpKind.CREATE or all(self.row.fields.get(name) == one.o for name, one in changed.items()):
            return False
        return any(self.row.version_of(name).seq > self.op.base for name in names)

    def _is_state(self, names: tuple[str, ...]) -> bool:
        """A state moves only from the state that the person saw."""
        declared = self._declared(names[0])
        return declared is not None and declared.merge is Merge.STATE

    def _important(self, name: str) -> bool:
        declared = self._declared(name)
        return declared is not None and declared.merge in (Merge.IMPORTANT, Merge.STATE)

    def _write(self, names: tuple[str, ...], changed: Changes) -> None:
        row = self.work.edit_row(self.row.id)
        for name, change in changed.items():
            self.work.note(self.version, row, name, row.fields.get(name), change.n, Outcome.APPLIED)
            row.set(name, change.n)
        for name in names:  # the whole unit, so that a rival edit of another part is seen as concurrent
            row.versions[name] = self.version
        self.applied.update(changed)

    def _win(self, names: tuple[str, ...], changed: Changes) -> None:
        for name, change in changed.items():
            last, old = self.row.version_of(name), self.row.fields.get(name)
            if last.seq > self.op.base and old != change.o:
                self.conflicts.overwritten(
                    self.op, self.row, name, last, old, change.n, important=self._important(name)
                )
        self._write(names, changed)

    def _lose(self, changed: Changes, rival: Version, why: Why = Why.CONCURRENT) -> None:
        for name, change in changed.items():
            important = why is Why.CLOCK or self._important(name)
            made = self.conflicts.lost(self.op, self.row, name, rival, change, why, important=important)
            self.work.note(self.version, self.row, name, self.row.fields.get(name), change.n, Outcome.LOST)
            if important or self.inbox is None:
                self.inbox = made
        self.lost.update(changed)
        self.why = why if self.why is not Why.CLOCK else Why.CLOCK

    # -- long text --------------------------------------------------------------------------

    def _merged_text(self, names: tuple[str, ...], changed: Changes) -> str | None:
        """Join the person's words and those written meanwhile; None when it cannot be done or is no long text."""
        declared = self._declared(names[0])
        if declared is None or declared.merge is not Merge.TEXT or len(names) > 1:
            return None
        change, here = changed[names[0]], self.row.fields.get(names[0])
        base, mine, theirs = (_text(value) for value in (change.o, change.n, here))
        if base is None or mine is None or theirs is None:
            return None
        merged = merge_text(base, mine, theirs)
        if merged is None or len(merged) > max(declared.max_length, len(mine), len(theirs)):
            return None
        return merged if len(merged.encode()) <= MAX_TEXT_BYTES else None

    def _write_merged(self, name: str, both: str, rival: Version) -> None:
        row = self.work.edit_row(self.row.id)
        self.work.note(self.version, row, name, row.fields.get(name), both, MERGED)
        newest = max(self.version.at_us, rival.at_us)
        row.set(name, both or None, msgspec.structs.replace(self.version, at_us=newest))
        self.applied.add(name)

    # -- counters ---------------------------------------------------------------------------

    def _is_count(self, name: str, change: Change) -> bool:
        """A difference, or the new value of a declared counter: it says by how much the person changed it."""
        if self.op.k is OpKind.CREATE:
            return False
        declared = self._declared(name)
        return self.op.k is OpKind.INC or (
            declared is not None and declared.merge is Merge.COUNTER and isinstance(change.n, int)
        )

    def _counted(self, name: str, change: Change) -> int:
        here = self.row.fields.get(name, 0)
        if type(here) is not int:
            raise Unfit(Why.BAD_OPERATION, "not_a_counter")
        by = change.d if change.d is not UNSET else change.n - (change.o if isinstance(change.o, int) else 0)
        if abs(here + by) > LARGEST:
            raise Unfit(Why.BAD_OPERATION, "counter_full")
        return here + by

    def _count(self, name: str, change: Change) -> None:
        here, new = self.row.fields.get(name, 0), self._counted(name, change)
        if new == here:
            return
        row = self.work.edit_row(self.row.id)
        self.work.note(self.version, row, name, row.fields.get(name), new, Outcome.APPLIED)
        row.set(name, new, self.version)
        self.applied.add(name)

    # -- sets -------------------------------------------------------------------------------

    def _merge_set(self, name: str, change: Change) -> None:
        """Add what the person added, remove what the person removed; a concurrent add wins."""
        here = set(self.row.fields.get(name) or ())
        adding, removing = self._intent(change)
        kept = {one for one in removing & here if self._added_by_others(name, one)}
        result = (here | adding) - (removing - adding - kept)
        if result != here:
            row = self.work.edit_row(self.row.id)
            self.work.note(self.version, row, name, sorted(here), sorted(result), Outcome.APPLIED)
            row.set(name, sorted(result) or None, self.version)
            for element in adding - here:
                row.versions[f"{name}/{element}"] = self.version
            for element in here - result:
                row.versions.pop(f"{name}/{element}", None)
            self.applied.add(name)
        if kept:
            rival = max((self._element(name, one) for one in kept), key=lambda one: (one.at_us, one.op_id))
            self.inbox = self.conflicts.lost(self.op, self.row, name, rival, change, Why.CONCURRENT, important=False)
            self.lost.add(name)
            self.why = self.why or Why.CONCURRENT

    def _intent(self, change: Change) -> tuple[set[str], set[str]]:
        new = _elements(change.n)
        if self.op.k is OpKind.ADD:
            return new, set()
        if self.op.k is OpKind.REMOVE:
            return set(), new
        old = _elements(change.o)
        return new - old, old - new

    def _element(self, name: str, element: str) -> Version:
        return self.row.versions.get(f"{name}/{element}") or self.row.version_of("")

    def _added_by_others(self, name: str, element: str) -> bool:
        added = self._element(name, element)
        return added.code != self.version.code and added.seq > self.op.base


def _text(value: object) -> str | None:
    """What a long text holds; None for what is no text."""
    if value is None or value is UNSET:
        return ""
    return value if isinstance(value, str) else None


def _elements(value: object) -> set[str]:
    return set(value) if value is not UNSET and isinstance(value, list) else set()
