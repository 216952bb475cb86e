"""vCard 3.0 (RFC 2426) in UTF-8. Fields without a property of their own travel as ``X-CRM-…``, so
that nothing is lost on the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop_crm.domain.fields import Field, FormKind, Value
from desktop_crm.domain.records import GRID
from desktop_crm.exchange.places import GRID_KEY
from desktop_crm.exchange.vcard_reader import OWN

if TYPE_CHECKING:
    from desktop_crm.exchange.exporter import Shown

_LINE = 75  # octets, RFC 2426 §2.6
_PHONES = {"mobile_phone": "TEL;TYPE=CELL", "landline_phone": "TEL;TYPE=WORK,VOICE", "fax": "TEL;TYPE=FAX"}
_TEXTS = {
    "email": "EMAIL;TYPE=INTERNET",
    "birth_date": "BDAY",
    "occupation": "TITLE",
    "preferred_name": "NICKNAME",
    "website": "URL",
    "remarks": "NOTE",
}


def write(path: Path, cards: Iterable[Shown], fields: Sequence[Field], grids: bool, language: str) -> int:
    """Write a file of cards; return how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for card in cards:
            file.write("".join(f"{_folded(line)}\r\n" for line in card_lines(card)))
            count += 1
    return count


def card_lines(card: Shown) -> Iterator[str]:
    """Give the unfolded lines of one card."""
    values = {name: value for name, value in card.values.items() if value is not None and value != ()}
    # A card without its own name stays without one: a borrowed name would come back as its own.
    name = str(values.get(_name_field(card.kind)) or "")
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{_escaped(name)}"
    yield f"N:{_escaped(name)};;;;" if card.kind is FormKind.INDIVIDUAL else "N:;;;;"
    written = {_name_field(card.kind)}
    if card.kind is FormKind.ORGANISATION:
        yield f"ORG:{_escaped(name)}"
        yield "X-ABShowAs:COMPANY"
    elif "employer" in values:
        yield f"ORG:{_escaped(str(values['employer']))}"
        written.add("employer")
    for field_id, line in (*_PHONES.items(), *_TEXTS.items()):
        if field_id in values:
            yield f"{line}:{_escaped(str(values[field_id]))}"
            written.add(field_id)
    yield from _address(values, written)
    yield from _own(card, values, written)
    yield "END:VCARD"


def _name_field(kind: FormKind) -> str:
    return "org_name" if kind is FormKind.ORGANISATION else "full_name"


def _address(values: Mapping[str, Value], written: set[str]) -> Iterator[str]:
    street, code = values.get("mailing_address"), values.get("postal_code")
    if street or code:
        yield f"ADR;TYPE=WORK:;;{_escaped(str(street or ''))};;;{_escaped(str(code or ''))};"
        written.update(("mailing_address", "postal_code"))


def _own(card: Shown, values: Mapping[str, Value], written: set[str]) -> Iterator[str]:
    """Give the lines of fields without a property. A name the card shows but does not hold, such as
    that of a person on an organisation's card, is kept apart."""
    yield f"{OWN}CUSTOMER-KIND:{card.kind.value}"
    for field_id, value in values.items():
        if field_id in written or field_id == "customer_kind":
            continue
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        yield f"{OWN}{field_id.upper().replace('_', '-')}:{_escaped(text)}"
    key = GRID_KEY[GRID[card.kind].name].upper()
    for row in card.grid:
        yield f"{OWN}{key}:{_escaped(msgspec.json.encode(row).decode())}"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 octets without cutting a character."""
    if len(line.encode()) <= _LINE:
        return line
    parts: list[str] = []
    size = start = 0
    for index, character in enumerate(line):
        width = len(character.encode())
        if size + width > (_LINE if not parts else _LINE - 1):
            parts.append(line[start:index])
            start, size = index, 0
        size += width
    return "\r\n ".join([*parts, line[start:]])
