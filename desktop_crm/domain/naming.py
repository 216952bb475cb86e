"""Finding a declared field by what a person calls it: identifier, label in either language, alias."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from desktop_crm.domain.fields import Field, FormKind, RecordType
from desktop_crm.domain.records import CUSTOMER

_NOISE = str.maketrans("", "", " _-—–·:：*（）()/")


def normal(text: str) -> str:
    """Return a header without width variants, case, spaces and punctuation."""
    return unicodedata.normalize("NFKC", text).translate(_NOISE).casefold()


@lru_cache(maxsize=64)
def names_of(record: RecordType) -> dict[str, Field]:
    """Map every accepted name of a record type's fields; identifiers win over labels, labels over aliases."""
    names: dict[str, Field] = {}
    for field in record:
        names.setdefault(normal(field.id), field)
    for field in record:
        labels = [field.zh, field.en, *(label for pair in (field.labels or {}).values() for label in pair)]
        for label in labels:
            names.setdefault(normal(label), field)
    for field in record:
        for alias in field.aliases:
            names.setdefault(normal(alias), field)
    return names


def field_called(text: str, record: RecordType = CUSTOMER, kind: FormKind | None = None) -> Field | None:
    """Find a field by name; ``kind`` prefers a field of that form when both forms know the name."""
    found = names_of(record).get(normal(text))
    if found is None or kind is None or found.on_form(kind) or not (found.cells or found.tab):
        return found
    wanted = normal(text)
    for field in record:
        names = (field.id, field.zh, field.en, *field.aliases)
        if field.on_form(kind) and wanted in map(normal, names):
            return field
    return found
