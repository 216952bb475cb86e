"""What must come of cards that were merged and taken apart, told from the server's own history, line by line.

:class:`Homes` asks on the way: which rows go with a card and which stay. :class:`Parting` asks at the end: what was
typed for a card that was merged is on the one that stays, in its history or in a conflict; what was typed for the card
that leaves goes with it, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from tests.simulation.states import require

if TYPE_CHECKING:
    from tests.simulation.checks import Checks

_decode = msgspec.json.decode
MERGED_INTO = "merged_into"
#: Kept by the server whatever an operation says, or given by it.
KEPT = frozenset({"owner_id", "created_at", "created_by", "updated_at", "updated_by", "customer_no"})
#: Rows that follow others, or that a merge itself leaves.
_FOLLOWING = frozenset({"conflict"})


def below(into: dict[str, str], card: str) -> set[str]:
    """Return a card and those that were merged into it, over any number of merges."""
    found = {card}
    while more := {goes for goes, stays in into.items() if stays in found} - found:
        found |= more
    return found


class Homes:
    """For which card each row was made, and which cards are merged now."""

    def __init__(self, checks: Checks) -> None:
        self.checks = checks
        self.birth: dict[str, str] = {}
        self.into: dict[str, str] = {}
        #: Commit -> rows that changed their card in it -> (card before, card after).
        self.moves: dict[int, dict[str, tuple[str, str]]] = {}

    def know(self) -> None:
        """Take in what the server has now, and forget what it forgot."""
        query = self.checks.world.server.query
        self.into = dict(query("SELECT agg_id, merged_into FROM agg WHERE merged_into IS NOT NULL"))
        ((head,),) = query("SELECT seq FROM stream")
        self.moves = {seq: moved for seq, moved in self.moves.items() if seq <= head}

    def born(self, op_id: str, row_id: str, agg_id: str) -> None:
        """A row was made, for the card that its operation names."""
        op = self.checks.operation(op_id)
        told = op.get("agg", op.get("row")) if op.get("k") == "create" and op.get("row") == row_id else None
        self.birth[row_id] = str(told or agg_id)

    def moved(self, row_id: str, version: int, before: str, after: str) -> None:
        """A row hangs on another card than before."""
        self.moves.setdefault(version, {})[row_id] = (before, after)

    def changed(self, steps: list[tuple[str, str | None, str | None]]) -> None:
        """I1, I9: rows made for a card that was taken out went with it, and no others. ``steps``: card, old and new
        card into which it is merged, in their order."""
        parted: dict[str, str] = {}
        for card, old, new in steps:
            if new:
                self.into[card] = _decode(new)
                parted.pop(card, None)
            else:
                self.into.pop(card, None)
                parted[card] = str(_decode(old or "null"))
        for card, stays in parted.items():
            if stays not in self.into and not {card, stays} & self.checks.erased:
                self._apart(card, stays)

    def _apart(self, card: str, stays: str) -> None:
        family = below(self.into, card)
        for row_id, (agg_id, kind, _deleted, _fields) in self.checks.rows.items():
            if agg_id in (card, stays) and row_id != agg_id and kind not in _FOLLOWING:
                home = card if self.birth.get(row_id) in family else stays
                require(agg_id == home, "I9", f"{kind} {row_id} hangs on {agg_id} and not on {home}")


class Parting:
    """The values of customer rows with the cards they were written for. Fed with every line of the history."""

    def __init__(self, checks: Checks) -> None:
        self.checks = checks
        self.into: dict[str, str] = {}
        self.values: dict[tuple[str, str], Any] = {}
        #: For each field the last values written, by the card they were written for ("" is the card itself).
        self.written: dict[tuple[str, str], dict[str, set[str]]] = {}
        self.elements: dict[tuple[str, str], dict[str, str]] = {}
        #: Operation -> the card that it merges or takes out.
        self.merging: dict[str, str] = {}
        self.parting: dict[str, str] = {}
        self.lines: list[tuple[str, str, Any, Any, str]] = []
        self.fields: dict[str, set[str]] = {}  # of each customer row

    def learn(self, op_id: str, row_id: str, new: str | None) -> None:
        """Hear beforehand which operations merge cards and which take one out."""
        (self.merging if new else self.parting)[op_id] = row_id

    def way(self, card: str) -> list[str]:
        """List a card, the one it was merged into, and so on."""
        found = [card]
        while found[-1] in self.into:
            found.append(self.into[found[-1]])
        return found

    def is_asleep(self, row_id: str) -> bool:
        """Say whether this is the customer row of a card that is merged now."""
        return row_id in self.into

    def line(
        self, op_id: str, kind: str, row_id: str, name: str, old: str | None, new: str | None, outcome: str
    ) -> None:
        """Take in one line of an operation."""
        if name == MERGED_INTO and outcome == "applied" and kind == "customer":
            if new:
                self.into[row_id] = _decode(new)
            elif old:  # else it is about a person who was erased
                self._parted(row_id, self.into.pop(row_id))
            return
        if kind != "customer":
            return
        self.lines.append((row_id, name, _value(old), _value(new), outcome))
        if name == "":
            for field, value in (_value(new) or {}).items():
                self._wrote(row_id, field, None, value, "")
        elif name not in KEPT and name != "." and outcome != "lost":
            self._wrote(row_id, name, _value(old), _value(new), self._home(op_id, row_id))
        elif outcome == "lost":
            layers = self.written.setdefault((row_id, name), {})
            layers.setdefault(self._home(op_id, row_id) or "", set()).add(_text(_value(new)))

    def _home(self, op_id: str, row_id: str) -> str | None:
        """For which card an operation wrote to a row; None for one that takes a card out."""
        if op_id in self.parting:
            return None
        if op_id in self.merging:
            return self.merging[op_id]
        asked = self.checks.operation(op_id).get("row", row_id)
        way = self.way(asked)
        return way[way.index(row_id) - 1] if row_id in way[1:] else ""

    def _wrote(self, row_id: str, name: str, old: Any, new: Any, home: str | None) -> None:
        self.fields.setdefault(row_id, set()).add(name)
        self.values[row_id, name] = new
        if home is None:
            return
        if isinstance(old or new, list):
            here = self.elements.setdefault((row_id, name), {})
            before, after = set(old or ()), set(new or ())
            for element in before - after:
                here.pop(element, None)
            for element in after - before:
                here[element] = home
            return
        layers = self.written.setdefault((row_id, name), {})
        if home == "":
            layers.clear()  # whoever edits the card that stays has seen what was there
        layers[home] = {_text(new)}

    def _parted(self, goes: str, stays: str) -> None:
        """I9: what was written for the card that leaves is gone from the other, and what lay beneath shows."""
        if {goes, stays} & self.checks.erased:
            return
        for name in self.fields.get(stays, ()):
            here = self.values.get((stays, name))
            homes = self.elements.get((stays, name), {})
            left = {element for element, home in homes.items() if home != goes}
            if homes or isinstance(here, list):
                require(set(here or ()) == left, "I9", f"{name} of {stays} is {here} without {goes}, not {left}")
                self.elements[stays, name] = {element: homes[element] for element in left}
                continue
            layers = self.written.get((stays, name), {})
            mine = layers.pop(goes, None)
            allowed = set().union(*layers.values()) or {_text(None)}
            require(
                _text(here) in allowed, "I9",
                f"{name} of {stays} is {here!r} without {goes}, which had written {mine}; not {allowed}",
            )  # fmt: skip

    # -- operations -------------------------------------------------------------------------

    def done(self, op_id: str, outcome: str) -> None:
        """I1: what was typed for a card that was merged stands on all cards of its way, or lost there."""
        lines, self.lines = self.lines, []
        op = self.checks.operation(op_id)
        if op.get("k") != "put" or op.get("t") != "customer" or outcome not in ("applied", "partly", "lost", "same"):
            return
        if op["row"] not in self.into or {*self.way(op["row"])} & self.checks.erased:
            return
        self.checks.world.counts["edit of a merged card"] += 1
        for row_id in self.way(op["row"]):
            said = {name for row, name, *_rest in lines if row == row_id}
            for name, change in op["f"].items():
                if name in said or name in KEPT or (row_id == op["row"] and change.get("o") == change.get("n")):
                    continue
                require(
                    _has(self.values.get((row_id, name)), change), "I1",
                    f"{op_id} typed {name} for {op['row']}, and {row_id} knows nothing of it",
                )  # fmt: skip

    def left(self, goes: str, stays: str) -> Iterator[tuple[str, Any, Any]]:
        """Yield (field, value of the card that goes, value of the one that stays) where a merge left the two apart."""
        for name in self.fields.get(goes, ()):
            value, here = self.values.get((goes, name)), self.values.get((stays, name))
            if name not in KEPT and value not in (None, []) and value != here:
                if isinstance(value, list) and isinstance(here, list) and set(value) <= set(here):
                    continue
                yield name, value, here


def _has(value: Any, change: dict[str, Any]) -> bool:
    """Say whether a field holds what a change asked for."""
    new, old = change.get("n"), change.get("o")
    if isinstance(new or old, list):
        return set(value or ()) >= set(new or ()) - set(old or ())
    return bool(value == new or (value in (None, "") and new in (None, "")))


def _value(text: str | None) -> Any:
    return None if text is None else _decode(text)


def _text(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
