"""Where a column of a file goes: a field of the customer, or a field of one row of a grid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop_crm.domain.fields import Field, FormKind, RecordType
from desktop_crm.domain.records import CONTACT, CUSTOMER, FAMILY_MEMBER, GRID

#: How the grid of each form is called in files, as the command line and ``show`` call it.
GRID_KEY = {FAMILY_MEMBER.name: "family", CONTACT.name: "contacts"}
KIND_OF_GRID = {record.name: kind for kind, record in GRID.items()}

_PREFIXES = {
    FAMILY_MEMBER.name: ("family_members", "family_member", "family", "家庭成员", "家属", "familymember"),
    CONTACT.name: ("contacts", "contact", "主要联系人", "联系人", "keycontact", "contactperson"),
}
#: Words before a label that change nothing: 客户手机 is 手机.
_IDLE_WORDS = ("客户", "公司", "企业", "单位", "常用", "本人", "个人", "您的", "customer")
#: Words after a label that change nothing: 电子邮箱地址 is 电子邮箱.
_IDLE_ENDS = ("号码", "地址", "信息", "号")
#: Headers of people's lists that no declared alias covers.
_EXTRA = {
    "职务": (CONTACT.name, "position"),
    "职位": (CONTACT.name, "position"),
    "部门": (CONTACT.name, "position"),
    "联系人手机": (CONTACT.name, "phone"),
    "联系人电话": (CONTACT.name, "phone"),
    "联系人": (CONTACT.name, "name"),
    "contact": (CONTACT.name, "name"),
    "主要联系人": (CONTACT.name, "name"),
    "家庭成员": (FAMILY_MEMBER.name, "name"),
}
_GRID_HEADER = re.compile(r"^\[?(\d{0,2})\]?(.*)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the customer (``row`` 0) or of a grid row (``row`` counts from 1)."""

    record: RecordType
    field: Field
    row: int = 0

    def __str__(self) -> str:
        return f"{GRID_KEY[self.record.name]}[{self.row}].{self.field.id}" if self.row else self.field.id


def plain(text: str) -> str:
    """Reduce a header to what counts: half width, lower case, no hints in brackets, no punctuation."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"\((?:必填|选填|可选|required|optional|\*)\)", "", text)
    return re.sub(r"[\s*:：_\-—–·/.,、()\"'“”]+", "", text)


def field_names(field: Field) -> Iterator[str]:
    """Give every text that names a field: identifier, labels of each form, aliases."""
    yield from (field.id, field.zh, field.en)
    for labels in (field.labels or {}).values():
        yield from labels
    yield from field.aliases


@lru_cache(maxsize=64)
def _names(record: RecordType) -> dict[str, Field]:
    names: dict[str, Field] = {}
    for field in record:
        for name in field_names(field):
            names.setdefault(plain(name), field)
    return names


def customer_names(record: RecordType = CUSTOMER) -> dict[str, Field]:
    """Give the reduced names of all customer fields, for fuzzy comparison."""
    return _names(record)


def place_of(header: str, record: RecordType = CUSTOMER) -> Place | None:
    """Find the place a header names exactly, after reduction; None when there is none. ``record`` is the customer with
    what the company added."""
    key = plain(header)
    if not key:
        return None
    if key in _EXTRA:
        return grid_place(*_EXTRA[key])
    field = _names(record).get(key)
    if field:
        return Place(CUSTOMER, field)
    return _grid_header(key) or _without_idle_word(key, record)


def grid_place(record_name: str, field_id: str, row: int = 1) -> Place:
    """Make the place of a grid field."""
    record = FAMILY_MEMBER if record_name == FAMILY_MEMBER.name else CONTACT
    return Place(record, record[field_id], row)


def _without_idle_word(key: str, record: RecordType) -> Place | None:
    names = _names(record)
    shorter = [key.removeprefix(word) for word in _IDLE_WORDS] + [key.removesuffix(word) for word in _IDLE_ENDS]
    field = next((names[text] for text in shorter if text in names), None)
    return Place(CUSTOMER, field) if field else None


def _grid_header(key: str) -> Place | None:
    for record in (FAMILY_MEMBER, CONTACT):
        for prefix in _PREFIXES[record.name]:
            if key.startswith(plain(prefix)):
                match = _GRID_HEADER.match(key[len(plain(prefix)) :])
                row, rest = (match.group(1), match.group(2)) if match else ("", "")
                field = _names(record).get(rest) if rest else record["name"]
                if field and field.id != "sort_order" and (rest or row):
                    return Place(record, field, max(int(row or 1), 1))
    return None


def grid_label(record: RecordType, row: int, field: Field, language: str) -> str:
    """Write the header of a numbered grid column, as :func:`place_of` reads it."""
    if language.startswith("en"):
        return f"{record.en} {row} {field.en}"
    return f"{record.zh}{row}{field.zh}"


def grid_fields(kind: FormKind) -> tuple[Field, ...]:
    """Fields of the grid of a form that people fill in (the order is the order of the rows)."""
    return tuple(field for field in GRID[kind] if field.id != "sort_order")
