"""The kinds of custom fields, and what each is as a declared field: type, validator, mask, merge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop_crm.domain.fields import FieldType, Mask, Merge, SearchIn, Validator, Values
from desktop_crm.domain.validation import validators as check
from desktop_crm.domain.validation.findings import EMPTY, Checked, error
from desktop_crm.domain.validation.text import code_text


class Kind(StrEnum):
    """What a custom field holds; the word stands in published versions."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    SET = "set"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CODE = "code"

    @property
    def has_choices(self) -> bool:
        """Whether the values are chosen from a list."""
        return self in (Kind.CHOICE, Kind.SET)


_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,6})?", re.ASCII)
_LONGEST_CODE = 40


def decimal_number(text: str, row: Values, today: date) -> Checked:
    """Check a decimal number; kept as text without needless zeros, for nothing is lost to binary fractions."""
    bare = code_text(text).replace(",", "").replace(" ", "")
    if not bare:
        return EMPTY
    if not _NUMBER.fullmatch(bare):
        return Checked(text, (error("not_decimal", value=text[:20]),))
    return Checked(_plain(bare))


def percentage(text: str, row: Values, today: date) -> Checked:
    """Check a percentage: ``12.5`` and ``12.5%`` are one; kept with its sign."""
    bare = code_text(text).replace(" ", "").removesuffix("%")
    if not bare:
        return EMPTY
    if not _NUMBER.fullmatch(bare):
        return Checked(text, (error("not_percent", value=text[:20]),))
    return Checked(f"{_plain(bare)}%")


def code(text: str, row: Values, today: date) -> Checked:
    """Tidy a code or number plate: half width, capitals, no blanks; frame numbers are compared so."""
    bare = code_text(text).replace(" ", "").upper()
    return Checked(bare) if bare else EMPTY


def _plain(text: str) -> str:
    number = Decimal(text).normalize()
    return f"{number:f}" if number else "0"


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind is as a declared field."""

    zh: str
    en: str
    type: FieldType = FieldType.TEXT
    validator: Validator | None = None
    mask: Mask | None = None
    merge: Merge = Merge.SCALAR
    search: SearchIn | None = None
    max_length: int = 200


FORMS: dict[Kind, Form] = {
    Kind.TEXT: Form("文字", "Text", search=SearchIn.TEXT),
    Kind.LONG_TEXT: Form(
        "多行文字", "Long text", FieldType.LONG_TEXT, merge=Merge.TEXT, search=SearchIn.TEXT, max_length=2000
    ),
    Kind.INTEGER: Form("整数", "Whole number", FieldType.INTEGER),
    Kind.DECIMAL: Form("小数", "Decimal number", validator=decimal_number, max_length=20),
    Kind.MONEY: Form("金额", "Money", FieldType.MONEY),
    Kind.PERCENT: Form("百分比", "Percentage", validator=percentage, max_length=20),
    Kind.DATE: Form("日期", "Date", FieldType.DATE, validator=check.any_date),
    Kind.INSTANT: Form("日期和时间", "Date and time", FieldType.INSTANT),
    Kind.BOOLEAN: Form("是/否", "Yes or no", FieldType.BOOLEAN),
    Kind.CHOICE: Form("单选", "One choice", FieldType.CHOICE),
    Kind.SET: Form("多选", "Several choices", FieldType.SET, merge=Merge.SET, max_length=500),
    Kind.PHONE: Form("电话", "Telephone", validator=check.phone, mask=Mask.PHONE, search=SearchIn.TEXT, max_length=30),
    Kind.EMAIL: Form("E-mail", "E-mail", validator=check.email, mask=Mask.EMAIL, search=SearchIn.TEXT, max_length=254),
    Kind.URL: Form("网址", "Web address", validator=check.url),
    Kind.CODE: Form("编号（如车牌号）", "Code, such as a number plate", validator=code, search=SearchIn.TEXT,
                    max_length=_LONGEST_CODE),
}  # fmt: skip


def kind_of(word: str) -> Kind:
    """Return the kind named by a word; one of a later version is shown as text."""
    return Kind(word) if word in tuple(Kind) else Kind.TEXT
