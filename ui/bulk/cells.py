"""Cells of the list as fields of a customer: what may be written in place, and how a cell goes to the clipboard."""

from __future__ import annotations

from datetime import date

from desktop_crm.domain.bulk import is_editable
from desktop_crm.domain.fields import Field, FormKind, Values
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.card import form_kind
from desktop_crm.queries.customers import ListRow
from ui.models.columns import Look, RegisterColumn
from ui.models.texts import cell_text

#: Columns that are made for the screen and say nothing outside of it.
_ONLY_HERE = (Look.NUMBER, Look.SYNC)


def field_of(column: RegisterColumn, values: Values) -> Field | None:
    """Return the field that a cell edits; None where it is not to be written in place."""
    kind = form_kind(values)
    name = column.source
    if name == "display_name":
        name = "org_name" if kind is FormKind.ORGANISATION else "full_name"
    elif name == "primary_phone":
        name = "landline_phone" if values.get("landline_phone") and not values.get("mobile_phone") else "mobile_phone"
    elif name == "district":
        name = "mailing_address"
    declared = column.added or CUSTOMER.get(name)
    return declared if declared is not None and is_editable(declared, kind) else None


def goes_out(column: RegisterColumn) -> bool:
    """Say whether a column goes to the clipboard."""
    return column.look not in _ONLY_HERE


def outside_text(column: RegisterColumn, row: ListRow, language: str, today: date, revealed: frozenset[str]) -> str:
    """Write a cell for the clipboard: whole days, sensitive values and telephone numbers masked unless ``revealed``."""
    value = row.values.get(column.source)
    if value in (None, ""):
        return ""
    if column.look is Look.DAY:
        return str(value)[:10]
    declared = field_of(column, row.values) if column.source == "primary_phone" else column.field
    if declared is not None and is_masked_by_default(declared, in_list=True):
        return str(value) if declared.id in revealed else mask_value(declared, value, language)
    return cell_text(column, row, language, today)
