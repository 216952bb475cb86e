"""vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350) through vobject. Each card is read by itself, so that
a broken one does not take the others with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import vobject

from desktop_crm.domain.custom.book import unknown_field
from desktop_crm.domain.fields import FieldType, is_custom
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.validation.findings import error
from desktop_crm.exchange.cells import Cell
from desktop_crm.exchange.decoding import detect_encoding
from desktop_crm.exchange.jsonl import Unreadable, grid_parts
from desktop_crm.exchange.places import GRID_KEY, Place
from desktop_crm.exchange.source import Part, RawCard, Source

#: Prefix of the properties that carry our fields without a standard property.
OWN = "X-CRM-"
_BEGIN = re.compile(r"^BEGIN:VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"^END:VCARD\s*$", re.IGNORECASE)
_CARD_LIMIT = 5_000_000
_SEX = {"M": "male", "F": "female"}
_PLAIN = {"NICKNAME": "preferred_name", "NOTE": "remarks", "URL": "website"}
_HOME = frozenset(("中国", "china", "cn", "中华人民共和国"))


@dataclass
class VCards(Source):
    """A file of cards."""

    def cards(self) -> Iterator[RawCard]:
        """Read every card; a broken one carries an error."""
        for number, text in enumerate(_blocks(self.path), start=1):
            card = RawCard(number, (text.strip()[:32_000],))
            try:
                reader = _Reader(text)
                card.parts, card.exact = reader.parts(), reader.exact
            except Unreadable as problem:
                card.error = problem.finding
            yield card


def open_vcards(path: Path) -> VCards:
    """Open a vCard file."""
    return VCards(path, "vcf", total=sum(1 for _ in _blocks(path)), columns=("vCard",))


def _blocks(path: Path) -> Iterator[str]:
    """Cut the file into cards; a card without an end is given as far as it goes."""
    lines: list[str] = []
    size = 0
    # Line ends are \r\n or \n: other separators of str.splitlines may stand inside a value.
    with path.open(encoding=detect_encoding(path), newline=None) as file:
        for line in file:
            if _BEGIN.match(line) and lines:
                yield "".join(lines)
                lines, size = [], 0
            if lines or _BEGIN.match(line):
                size += len(line)
                if size < _CARD_LIMIT or _END.match(line):
                    lines.append(line)
            if _END.match(line) and lines:
                yield "".join(lines)
                lines, size = [], 0
    if lines:
        yield "".join(lines)


class _Reader:
    """One card as placed cells."""

    def __init__(self, text: str) -> None:
        quoted = "QUOTED-PRINTABLE" in text.upper()
        try:
            card = vobject.readOne(text.replace("\n", "\r\n"), allowQP=quoted)
            self._lines = [line for line in card.getChildren() if isinstance(line, vobject.base.ContentLine)]
        # vobject raises whatever a broken value makes it stumble over.
        except Exception as problem:
            raise Unreadable(error("card_unreadable")) from problem
        if not any(_END.match(line) for line in text.splitlines()[-1:]) or card.name != "VCARD":
            raise Unreadable(error("card_unreadable"))
        self.exact = any(line.name == f"{OWN}CUSTOMER-KIND" for line in self._lines)
        self._cells: dict[str, list[Cell]] = {}
        self._grid: list[Part] = []

    def parts(self) -> list[Part]:
        """Read all properties."""
        self._read_name()
        rows: dict[str, int] = {}
        for line in self._lines:
            if line.name.startswith(OWN):
                self._read_own(line.name[len(OWN) :], str(line.value), rows)
            else:
                self._read_standard(line.name, line)
        return [
            Part(Place(CUSTOMER, CUSTOMER.get(name) or unknown_field(name)), cell)
            for name, cells in self._cells.items()
            for cell in cells
        ] + self._grid

    def _put(self, field_id: str, text: str) -> None:
        if text.strip():
            self._cells.setdefault(field_id, []).append(text.strip())

    def _texts(self, name: str) -> list[str]:
        return [_joined(line.value) for line in self._lines if line.name == name]

    def _read_name(self) -> None:
        name = next((text for text in self._texts("FN") if text.strip()), "") or self._structured_name()
        organisation = next(iter(self._organisation()), "")
        shown_as_company = any(text.upper() == "COMPANY" for text in self._texts("X-ABSHOWAS"))
        is_organisation = shown_as_company or any(text.lower() == "org" for text in self._texts("KIND"))
        if self.exact:
            kind = next(iter(self._texts(f"{OWN}CUSTOMER-KIND")), "")
            self._put("org_name" if kind == "organisation" else "full_name", name)
            self._put("employer", organisation if kind != "organisation" else "")
        elif is_organisation or not name or name == organisation:
            self._put("org_name", organisation or name)
        else:
            self._put("full_name", name)
            self._put("org_name", organisation)

    def _structured_name(self) -> str:
        for line in self._lines:
            if line.name == "N" and not isinstance(line.value, str):
                family, given = _joined(line.value.family), _joined(line.value.given)
                return f"{family} {given}" if (family + given).isascii() else family + given
        return ""

    def _organisation(self) -> list[str]:
        for line in self._lines:
            if line.name == "ORG":
                return [line.value] if isinstance(line.value, str) else [str(part) for part in line.value]
        return []

    def _read_own(self, name: str, text: str, rows: dict[str, int]) -> None:
        for record in GRID.values():
            if name == GRID_KEY[record.name].upper():
                rows[name] = rows.get(name, 0) + 1
                self._grid.extend(grid_parts(record, rows[name], _json(text)))
                return
        own = name.lower().replace("-", "_")
        field = CUSTOMER.get(own) or (unknown_field(own) if is_custom(own) else None)
        if field is None:
            raise Unreadable(error("unknown_field", value=name[:60]))
        if field.type is FieldType.SET:
            value = _json(text)
            self._cells[field.id] = [tuple(str(item) for item in value) if isinstance(value, list) else text]
        else:
            self._put(field.id, text)

    def _read_standard(self, name: str, line: vobject.base.ContentLine) -> None:
        value = line.value
        if name == "TEL":
            self._put(_phone_field(_types(line)), _telephone(str(value)))
        elif name == "EMAIL":
            self._put("email", str(value).removeprefix("mailto:"))
        elif name == "ADR" and not isinstance(value, str):
            self._read_address(value)
        elif name == "BDAY":
            self._read_birthday(str(value))
        elif name in ("TITLE", "ROLE"):
            self._put("occupation", _joined(value))
        elif name in ("GENDER", "X-GENDER", "SEX"):
            self._put("sex", _SEX.get(str(value)[:1].upper(), ""))
        elif name in _PLAIN:
            self._put(_PLAIN[name], _joined(value))

    def _read_address(self, address: vobject.vcard.Address) -> None:
        country = _joined(address.country)
        parts = [address.region, address.city, address.street, address.extended, address.box]
        parts.insert(0, "" if country.casefold() in _HOME else country)
        texts = [_joined(part) for part in parts]
        space = " " if all(text.isascii() for text in texts) else ""
        self._put("mailing_address", space.join(text for text in texts if text))
        self._put("postal_code", _joined(address.code))

    def _read_birthday(self, text: str) -> None:
        """A birthday without a year (RFC 6350 §4.3.1) is no date: it goes to the remarks."""
        self._put("remarks" if text.startswith("--") else "birth_date", text[:10] if "T" in text else text)


def _json(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as problem:
        raise Unreadable(error("card_unreadable")) from problem


def _joined(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value if str(part))
    return str(value or "")


def _telephone(text: str) -> str:
    """Read a number, or the number of a ``tel:`` address (RFC 3966) without its parameters."""
    return text[4:].partition(";")[0] if text.casefold().startswith("tel:") else text


def _types(line: vobject.base.ContentLine) -> set[str]:
    """Types of a property: ``TYPE=CELL``, ``TYPE="cell,voice"`` and the bare ``;CELL`` of version 2.1."""
    named = [part for value in line.params.get("TYPE", []) for part in value.split(",")]
    return {name.strip().upper() for name in [*named, *line.singletonparams]}


def _phone_field(types: set[str]) -> str:
    if "FAX" in types:
        return "fax"
    return "mobile_phone" if types & {"CELL", "PREF", "TEXT"} and not types & {"WORK", "HOME"} else "landline_phone"
