"""Conflict rows: nothing a person typed is thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import UNSET, structs

from desktop_crm.domain.records import CONFLICT
from sync.protocol import ORG, Change, Command, Op, OpKind, Why, canonical
from sync.server.context import Caller, derived_id
from sync.server.intake import MERGED_INTO
from sync.server.rows import CREATED, PENDING_SEQ, RowState, Version, Working

OPEN, KEPT = "open", "kept"


@dataclass(frozen=True, slots=True)
class Side:
    """A value and where it comes from."""

    value: object
    by: str
    device: str
    op_id: str


@dataclass(slots=True)
class Conflicts:
    """Makes conflict rows in the working set. ``person`` and ``device`` turn ids into names."""

    caller: Caller
    work: Working
    now: str
    person: Callable[[str], str]
    device: Callable[[str], str]

    def lost(
        self, op: Op, row: RowState, name: str, rival: Version, change: Change, why: Why, *, important: bool
    ) -> str:
        """The incoming value loses against the stored one."""
        winner = self._theirs(rival, row.fields.get(name))
        return self._make(op, row, name, why, change.o, winner, self._mine(op, change.n), important)

    def overwritten(
        self, op: Op, row: RowState, name: str, last: Version, old: object, new: object, *, important: bool
    ) -> str:
        """The stored value loses against the incoming one."""
        base = op.f[name].o if name in op.f else None
        return self._make(op, row, name, Why.CONCURRENT, base, self._mine(op, new), self._theirs(last, old), important)

    def kept_beside(self, op: Op, card: RowState, name: str, rival: Version, value: object) -> str:
        """What an operation about a row elsewhere wanted and did not get is kept on a customer's ``card``."""
        mine = self._mine(op, op.f[name].n)
        return self._make(op, card, name, Why.CONCURRENT, None, self._theirs(rival, value), mine, important=True)

    def left_behind(self, op: Op, row: RowState, name: str, value: object, version: Version) -> str:
        """A value of a card that was merged differs from that of the card that stays, ``row``."""
        winner = self._theirs(row.version_of(name), row.fields.get(name))
        here = structs.replace(op, row=row.id, agg=row.agg_id)
        loser = self._theirs(version, value)
        made = left_behind_id(op.id, name)
        return self._make(here, row, name, Why.CONCURRENT, None, winner, loser, important=False, row_id=made)

    def refused(self, op: Op, row: RowState, why: Why, newest: Version | None, home: str = "") -> str:
        """The operation is not applied at all; returns the id of the first row made.

        ``row`` is the card where the operation's own row does not exist; ``home`` the card it was for, where that is
        merged now.
        """
        here = row.fields if row.id == op.row else {}
        last = newest or max(row.versions.values(), key=lambda one: one.seq)
        if op.cmd in (Command.MERGE, Command.UNMERGE):
            asked = op.f[MERGED_INTO]
            winner, mine = self._theirs(last, None), self._mine(op, asked.n)
            return self._make(op, row, MERGED_INTO, why, asked.o, winner, mine, important=True, home=home)
        if op.k in (OpKind.CREATE, OpKind.DELETE, OpKind.RESTORE) or not op.f:
            whole = {name: change.n for name, change in op.f.items() if change.n is not UNSET} or None
            winner = self._theirs(last, None)
            return self._make(op, row, "", why, None, winner, self._mine(op, whole), important=True, home=home)
        made = [
            self._make(
                op, row, name, why, change.o, self._theirs(last, here.get(name)),
                self._mine(op, _meant(change, here.get(name))),
                important=True, home=home,
            )
            for name, change in op.f.items()
        ]  # fmt: skip
        return made[0]

    def _mine(self, op: Op, value: object) -> Side:
        return Side(value, self.caller.display_name, self.caller.device_name, op.id)

    def _theirs(self, version: Version, value: object) -> Side:
        return Side(value, self.person(version.user_id), self.device(version.code), version.op_id)

    def _make(
        self, op: Op, row: RowState, name: str, why: Why, base: object, winner: Side, loser: Side, important: bool,
        row_id: str = "", home: str = "",
    ) -> str:  # fmt: skip
        # Rows of the organisation hang on no customer whose people could decide: those are only kept.
        decided = row.agg_id == ORG
        fields: dict[str, object] = {
            "record_id": op.row,
            "record_type": op.t,
            "field": name,
            "why": why.value,
            "base": _text(base),
            "winner": _text(winner.value),
            "loser": _text(loser.value),
            "winner_by": winner.by,
            "loser_by": loser.by,
            "winner_device": winner.device,
            "loser_device": loser.device,
            "at": self.now,
            "loser_op": loser.op_id,
            "important": important and not decided,
            "state": KEPT if decided else OPEN,
        }
        made = conflict_row(row_id or derived_id(op.id, name), row.agg_id, fields)
        made.home = home or row.home  # where a merged card is taken out again, its conflicts go along
        return self.work.add_row(made).id


class Silent(Conflicts):
    """Makes none: for a card that sleeps, whose people see the one that stays."""

    def __init__(self) -> None:
        """Know nobody."""

    def lost(self, *_: object, **__: object) -> str:
        """Keep nothing: the card that stays has it."""
        return ""

    overwritten = lost


def left_behind_id(op_id: str, name: str) -> str:
    """Make the id of the conflict row about a value that a merge of two cards did not take."""
    return derived_id(op_id, name, "left behind")


def conflict_row(row_id: str, agg_id: str, fields: dict[str, object]) -> RowState:
    """Make a conflict row of a card from its fields, of which those that are None are left out."""
    known = {key: value for key, value in fields.items() if value is not None}
    made = Version(PENDING_SEQ, "", "", 0, str(fields["loser_op"]))
    return RowState(row_id, agg_id, CONFLICT.name, 0, deleted=False, fields=known, versions={CREATED: made})


def _meant(change: Change, here: object) -> object:
    """The value a change asks for; a difference asks for the present number and so much more."""
    if change.d is UNSET:
        return change.n
    return change.d + (here if isinstance(here, int) else 0)


def _text(value: object) -> str | None:
    """A value as canonical JSON, so that "take this one" gives back exactly what was typed."""
    return None if value is None or value is UNSET else canonical(value).decode()
