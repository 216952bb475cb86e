"""From a file that has something to gain to the place where it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.errors import CrmError
from ui.errors import describe

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_ACTIVITY = "activity"


def fix(window: MainWindow, customer_id: str, place: str) -> None:
    """Open the form of a customer at the field that findings name ``place``, or the form of a record it has none of."""
    record, _, field = place.partition(".")
    declared = RECORD_TYPES.get(record)
    try:
        if declared is None or declared.parent != CUSTOMER.name:
            window.open_editor(customer_id)
            if window.editing.editor is not None and place:
                window.editing.editor.go_to(place)
        elif field:
            window.records.show_list(record, customer_id)  # one of its rows is wrong
        elif record == _ACTIVITY:
            window.log(customer_id)
        else:
            window.records.open(record, customer_id)
    except CrmError as error:  # the customer has left this laptop since the list was read
        window.notify(describe(error).whole().replace("\n", " "), kind="warning")
