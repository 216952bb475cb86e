"""What the marks of verification say beside values: in the form, on the card, on the customer's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import Values
from desktop_crm.domain.file_records import VERIFICATION
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_value
from desktop_crm.domain.verification import State, state_of
from ui.i18n import language
from ui.widgets import IconMark

#: Field -> id and values of its mark.
Marks = Mapping[str, tuple[str, Values]]
#: State of a value -> icon and colour token.
LOOKS = {
    State.VERIFIED: ("shield-check", "green"),
    State.DOUBTFUL: ("circle-help", "amber"),
    State.UNVERIFIED: ("shield-check", "handle"),
}
_SIZE = 14


def value_state(marks: Marks, field_id: str, values: Values, today: date) -> tuple[State | None, str]:
    """Return how far a value can be trusted, and that in words; None for an empty one."""
    value = values.get(field_id)
    if value in (None, "", ()):
        return None, ""
    row_id, mark = marks.get(field_id, ("", {}))
    state = state_of(row_id, mark, value) if row_id else State.UNVERIFIED
    if state is State.UNVERIFIED:
        return state, QCoreApplication.translate("Marks", "未核实")
    return state, _words(mark, state, today)


def mark_widgets(marks: Marks, values: Values, today: date) -> dict[str, IconMark]:
    """Make a mark for each value that somebody checked or doubts."""
    made: dict[str, IconMark] = {}
    for field_id in marks:
        state, words = value_state(marks, field_id, values, today)
        if field_id in CUSTOMER.by_id and state in (State.VERIFIED, State.DOUBTFUL):
            mark = IconMark(*LOOKS[state], size=_SIZE)
            mark.setObjectName(f"mark_{field_id}")
            mark.setToolTip(words)
            mark.setAccessibleName(words)
            made[field_id] = mark
    return made


def _words(mark: Values, state: State, today: date) -> str:
    day = str(mark.get("verified_at") or "")[:10]
    parts = [
        format_value(VERIFICATION["state"], state.value, language()),
        format_value(VERIFICATION["how"], mark.get("how"), language()),
        str(mark.get("by") or ""),
        day[5:] if day[:4] == str(today.year) else day,
    ]
    return " · ".join(part for part in parts if part)
