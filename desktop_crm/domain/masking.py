"""How a value looks until somebody with the right to see it reveals it (domain contract §0.3)."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop_crm.domain.fields import Field, Mask, Sensitivity, Value
from desktop_crm.domain.regions import district_of_address
from desktop_crm.domain.values import format_value

HIDDEN = "••••"

_STARS = "****"
_LANDLINE = re.compile(r"(0\d{2,3}-)\d{3,4}(\d{4})(?:-\d{1,6})?", re.ASCII)
_MOBILE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)", re.ASCII)
_OTHER = re.compile(r"(?<![\d*])\+?\d[\d -]{3,}\d(?![\d*])", re.ASCII)


def is_masked_by_default(field: Field, *, in_list: bool = False) -> bool:
    """Say whether a field is shown masked until revealed: sensitive (P2), masked data of third
    persons (P3) and of the business (bank account); in lists also telephone numbers."""
    if field.sensitivity is Sensitivity.P2:
        return True
    if field.mask is None:
        return False
    return field.sensitivity in (Sensitivity.P3, Sensitivity.B) or (in_list and field.mask is Mask.PHONE)


def mask_value(field: Field, value: Value, language: str = "zh") -> str:
    """Write a value masked as its field declares; a P2 field without a mask is hidden entirely.

    An empty value stays empty; a field that needs no mask is written in full.
    """
    text = format_value(field, value, language)
    if not text:
        return ""
    mask = field.mask or (Mask.HIDDEN if field.sensitivity is Sensitivity.P2 else None)
    return _MASKS[mask](text) if mask else text


def _number(text: str) -> str:
    if len(text) < 8:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def _phone(text: str) -> str:
    masked, landlines = _LANDLINE.subn(rf"\1{_STARS}\2", text)
    masked, mobiles = _MOBILE.subn(rf"\1{_STARS}\2", masked)
    if landlines or mobiles:
        return _OTHER.sub(_other_number, masked)
    masked, others = _OTHER.subn(_other_number, text)
    return masked if others else HIDDEN


def _other_number(match: re.Match[str]) -> str:
    digits = match[0]
    kept = 4 if digits.startswith("+") else 3 if digits.startswith(("400", "800")) and len(digits) > 9 else 0
    return f"{digits[:kept]}{_STARS}{digits[-4:]}"


def _name(text: str) -> str:
    return f"{text[0]}**"


def _mail(text: str) -> str:
    local, at, domain = text.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else f"{text[0]}***"


def _address(text: str) -> str:
    return district_of_address(text) + _STARS


def _hidden(text: str) -> str:
    return HIDDEN


_MASKS: dict[Mask, Callable[[str], str]] = {
    Mask.NAME: _name,
    Mask.ID_NUMBER: _number,
    Mask.PHONE: _phone,
    Mask.EMAIL: _mail,
    Mask.ADDRESS: _address,
    Mask.HIDDEN: _hidden,
}
