"""Are two values of one field the same, however they are written? For showing two cards side by side."""

from __future__ import annotations

from collections.abc import Callable

from desktop_crm.domain.fields import Value
from desktop_crm.domain.matching.addresses import address
from desktop_crm.domain.matching.characters import bare
from desktop_crm.domain.matching.names import company, person
from desktop_crm.domain.matching.numbers import line

_READ: dict[str, Callable[[str], object]] = {
    "full_name": person,
    "org_name": company,
    "employer": company,
    "mailing_address": lambda text: address(text)[:3] if address(text).numbers else bare(text),
    "mobile_phone": line,
    "landline_phone": line,
    "fax": line,
    "email": lambda text: text.strip().casefold(),
}


def alike(field_id: str, one: Value, other: Value) -> bool:
    """Say whether two values mean the same."""
    if one == other:
        return True
    read = _READ.get(field_id)
    if read is None or not isinstance(one, str) or not isinstance(other, str):
        return False
    return read(one) == read(other)
