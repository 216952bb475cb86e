"""The list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from desktop_crm.queries.claims import Case
from ui.claims.words import case_state, who
from ui.models.items import ItemModel


class Show(StrEnum):
    """Which cases are listed."""

    OPEN = "open"
    MINE = "mine"
    DECIDED = "decided"


def selected(cases: Sequence[Case], show: Show) -> list[Case]:
    """Return the cases of a choice, in the order of all."""
    if show is Show.MINE:
        return [case for case in cases if case.mine and case.is_open]
    return [case for case in cases if case.is_open is (show is Show.OPEN)]


class CaseModel(ItemModel):
    """Rows of :func:`selected`."""

    def words(self, item: Case) -> str:
        """Say a case in one line."""
        return f"{item.name} · {case_state(item)[0]} · {who(item)}"
