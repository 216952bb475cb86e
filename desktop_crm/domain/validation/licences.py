"""Numbers of organisations: unified social credit code (GB 32100-2015), organisation code
(GB 11714-1997)."""

from __future__ import annotations

import re

from desktop_crm.domain.validation.findings import EMPTY, Checked, error, warning
from desktop_crm.domain.validation.text import code_number, is_scientific

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {character: value for value, character in enumerate(_CHARACTERS)}
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORG_CODE = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTHS = range(4, 31)


def credit_check_character(first_17: str) -> str:
    """Check character of a unified social credit code (GB 32100-2015)."""
    total = sum(_VALUE[character] * weight for character, weight in zip(first_17, _CREDIT_WEIGHTS, strict=True))
    return _CHARACTERS[-total % 31]


def organisation_check_character(first_8: str) -> str:
    """Check character of an organisation code (GB 11714-1997); letters count A = 10 ... Z = 35."""
    total = sum(int(character, 36) * weight for character, weight in zip(first_8, _ORG_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _credit_code(number: str) -> Checked:
    if not _CREDIT_CODE.fullmatch(number):
        return Checked(number, (error("uscc_form", length=len(number)),))
    if credit_check_character(number[:17]) != number[17]:
        return Checked(number, (error("uscc_check"),))
    if organisation_check_character(number[8:16]) != number[16]:
        return Checked(number, (warning("uscc_organisation"),))
    return Checked(number)


def _organisation_code(number: str) -> Checked:
    if not _ORG_CODE.fullmatch(number):
        return Checked(number, (error("organisation_code_form"),))
    if organisation_check_character(number[:8]) != number[8]:
        return Checked(number, (error("organisation_code_check"),))
    return Checked(number)


def licence(text: str, kind: object) -> Checked:
    """Check a licence number by its ``licence_type``; without a type a credit code is recognised."""
    bare = code_number(text, "-")
    if not bare:
        return EMPTY
    if is_scientific(bare):
        return Checked(bare, (error("number_scientific"),))
    if kind == "uscc" or (not kind and _CREDIT_CODE.fullmatch(bare)):
        return _credit_code(bare)
    if kind == "org_code":
        return _organisation_code(bare)
    number = code_number(text)
    return Checked(number) if len(number) in _LENGTHS else Checked(number, (error("document_length"),))
