"""Values of records in words: references by name, moments in the person's hours, the rest as declared. No widgets."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_crm.domain.fields import Field, FieldType, RecordType, Value, Values
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.quick_dates import local
from desktop_crm.domain.values import format_value
from ui.i18n import language
from ui.models.columns import customer_record

#: Id of a row -> what people call it.
Names = Mapping[str, str]


def row_text(field: Field, value: Value, names: Names, words: str = "", *, masked: bool = True) -> str:
    """Write a value for a list, masked where the field is. ``words``: ``zh`` or ``en``, else the present language."""
    words = words or language()
    if value is None or value in ("", ()):
        return ""
    if field.refers == "field":
        named = customer_record().get(str(value))
        return named.label(words) if named else str(value)
    if field.refers:
        return names.get(str(value), "")
    if field.type is FieldType.INSTANT:
        moment = local(str(value))
        return f"{moment:%Y-%m-%d %H:%M}" if moment else str(value)
    if masked and is_masked_by_default(field):
        return mask_value(field, value, words)
    return format_value(field, value, words)


def title_of(record: RecordType, values: Values, names: Names) -> str:
    """Say in one line what a row is."""
    parts = (row_text(record[name], values.get(name), names) for name in record.title)
    return " · ".join(part.replace("\n", " ") for part in parts if part)
