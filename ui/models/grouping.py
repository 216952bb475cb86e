"""The groups of a list: heads among the keys of the rows, and which of them are open.

A head stands in the list of keys as a negative number, the same one as long as the list is grouped so; what lists do
with keys (merge, find, page) works for heads too.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop_crm.queries.groups import Figures, GroupHead, completed, grouped_by
from ui.i18n import language

#: Lists with no more customers than this show every group open at first.
OPEN_AT_FIRST = 500


class Grouping:
    """Heads and keys of one grouping."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.heads: tuple[GroupHead, ...] = ()
        self.opened: set[str] = set()
        self._rids: dict[str, array[int]] = {}
        self._numbers: dict[str, int] = {}  # key of each head, positive
        self._codes: dict[int, GroupHead] = {}
        self._places: list[int] = []  # of the heads among the keys
        self._begun = False

    def take(self, heads: Sequence[GroupHead], rids: Mapping[str, array[int]]) -> None:
        """Take what a query found: heads, and the keys of open groups."""
        self.heads = tuple(heads)
        self._rids.update(rids)
        if not self._begun:
            self._begun = True
            if self.customers <= OPEN_AT_FIRST:
                self.opened = {head.code for head in heads}
        for head in heads:
            self._codes[self._numbers.setdefault(head.code, len(self._numbers) + 1)] = head

    def add_figures(self, figures: Figures) -> None:
        """Take the figures that took longer."""
        self.take(completed(self.heads, figures), {})

    def put(self, code: str, rids: array[int]) -> None:
        """Take the keys of a group."""
        self._rids[code] = rids

    @property
    def customers(self) -> int:
        """How many customers the list has."""
        return sum(head.customers for head in self.heads)

    def missing(self) -> list[str]:
        """Open groups whose keys are not here."""
        return [head.code for head in self.heads if head.code in self.opened and head.code not in self._rids]

    def forget(self, code: str) -> None:
        """Drop the keys of a group that is closed."""
        self.opened.discard(code)
        self._rids.pop(code, None)

    def keys(self) -> array[int]:
        """Return the keys of the whole list: each head, and below it its rows where it is open."""
        found = array("q")
        self._places = []
        for head in self.heads:
            self._places.append(len(found))
            found.append(-self._numbers[head.code])
            if head.code in self.opened:
                found.extend(self._rids.get(head.code, ()))
        return found

    def head(self, key: int) -> GroupHead | None:
        """Return the head with a key; None for a customer's."""
        return self._codes.get(-key) if key < 0 else None

    def place_of_head(self, position: int) -> int:
        """Return where the head stands that a position belongs to."""
        return self._places[max(0, bisect_right(self._places, position) - 1)] if self._places else 0

    def heads_between(self, first: int, last: int) -> int:
        """Count the heads in a range, both ends included."""
        return bisect_right(self._places, last) - bisect_right(self._places, first - 1)

    def title(self, head: GroupHead, name: str | None = None) -> str:
        """Name a group; ``name`` where the declaration alone does not know it."""
        if not head.code:
            return QCoreApplication.translate("Groups", "（无）")
        return name or grouped_by(self.name).value_label(head.code, language())


def head_figures(head: GroupHead) -> tuple[str, str, str]:
    """Say how many, the sales, and the mean completeness."""
    translate = QCoreApplication.translate
    number = translate("Groups", "%1 位").replace("%1", f"{head.customers:,}")
    sales = translate("Groups", "12 个月 %1").replace("%1", f"{head.sales // 100:,}") if head.sales else ""
    filled = translate("Groups", "完整度 %1%").replace("%1", str(head.completeness))
    return number, sales, filled if head.completeness is not None else ""
