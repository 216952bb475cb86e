"""Of whom a document can be printed: the customer in front, the selected ones, all that the list shows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_crm.domain.documents import About, Document
from desktop_crm.queries.customers import CustomerQueries, ListFilter, Order
from ui.printing.listing import DEFAULT_COLUMNS


class Scope(StrEnum):
    """Whose document."""

    HERE = "here"
    SELECTED = "selected"
    LIST = "list"
    BLANK = "blank"  # nobody's: the empty form


@dataclass(frozen=True, slots=True)
class Whom:
    """What the window offers. ``here`` 0: no customer in front. ``listed``: customers that the list shows."""

    here: int = 0
    here_name: str = ""
    selected: Sequence[int] = ()
    wanted: ListFilter = field(default_factory=ListFilter)
    order: Order = field(default_factory=Order)
    listed: int = 0
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    words: str = ""

    def offers(self, scope: Scope, document: Document) -> bool:
        """Say whether a document can be printed of these."""
        if scope is Scope.BLANK:
            return document.id == "form"
        if scope is Scope.HERE:
            return bool(self.here)
        return len(self.selected) > 1 if scope is Scope.SELECTED else self.listed > 0

    def usual(self, document: Document) -> Scope:
        """Return whose document is meant at first: of the selected, else of one customer, a list of all."""
        first = (Scope.SELECTED, Scope.HERE, Scope.LIST, Scope.BLANK)
        if document.about is About.ALL:
            first = (Scope.SELECTED, Scope.LIST, Scope.HERE, Scope.BLANK)
        return next((scope for scope in first if self.offers(scope, document)), Scope.BLANK)

    def number(self, scope: Scope) -> int:
        """Count them."""
        return {Scope.HERE: 1, Scope.SELECTED: len(self.selected), Scope.LIST: self.listed}.get(scope, 0)

    def rids(self, scope: Scope, queries: CustomerQueries) -> Sequence[int]:
        """Return their keys, in order. Reads: not for the GUI thread."""
        if scope is Scope.HERE:
            return array("q", [self.here])
        if scope is Scope.SELECTED:
            return array("q", self.selected)
        return queries.all_rids(self.wanted, self.order) if scope is Scope.LIST else array("q")
