"""From the cells of a row to one text a field: mending, routing of phone numbers, individual or
organisation. Nothing is thrown away: what finds no field goes to the remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desktop_crm.domain.fields import Field, FormKind
from desktop_crm.domain.records import CONTACT, CUSTOMER, FAMILY_MEMBER, GRID
from desktop_crm.domain.validation.findings import Finding, error
from desktop_crm.domain.validation.identity import read_citizen
from desktop_crm.domain.validation.licences import licence
from desktop_crm.domain.validation.text import compact
from desktop_crm.domain.values import parse_value
from desktop_crm.exchange.cells import cell_text, is_blank
from desktop_crm.exchange.kinds import is_company_name
from desktop_crm.exchange.numbers import read_number, split_numbers
from desktop_crm.exchange.places import Place
from desktop_crm.exchange.repairs import Repair, Trust, mend, postcode_by_address, sex_of_title, takes_numbers
from desktop_crm.exchange.source import Part, RawCard

Raw = str | bool | tuple[str, ...]
IND, ORG = FormKind.INDIVIDUAL, FormKind.ORGANISATION
_ROUTED = ("mobile_phone", "landline_phone")
_CONTROLS = frozenset(chr(code) for code in range(32)) - set("\t\n\r\x0b\x0c")


@dataclass
class Assembly:
    """One row, being put together. ``raws`` holds one raw value a field, ``rows`` the grid by record
    name and row number; ``spare`` are values for the remarks."""

    trust: Trust
    today: date
    from_1904: bool = False
    raws: dict[str, Raw] = field(default_factory=dict)
    rows: dict[str, dict[int, dict[str, Raw]]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)
    kind: FormKind = IND

    @property
    def exact(self) -> bool:
        """True for cards that this program wrote."""
        return self.trust is not Trust.HAND

    @property
    def is_empty(self) -> bool:
        """True when no mapped cell holds anything."""
        return not (self.raws or self.rows or self.errors)

    def grid(self) -> list[dict[str, Raw]]:
        """Give the rows of the form's grid in order."""
        rows = self.rows.get(GRID[self.kind].name, {})
        return [rows[number] for number in sorted(rows)]

    def put_cells(self, parts: list[Part]) -> None:
        """Mend the cells and put each to its field."""
        numbers: list[tuple[str, str]] = []
        for part in parts:
            if is_blank(part.cell):
                continue
            if isinstance(part.cell, str) and not _CONTROLS.isdisjoint(part.cell):
                self.errors.append(error("control_characters", str(part.place)))
                continue
            raw = self._mend(part.place, part)
            if raw == "":
                continue
            if part.place.row:
                self._put_grid(part.place, raw)
            elif part.place.field.id in _ROUTED and not self.exact:
                numbers.append((part.place.field.id, str(raw)))
            else:
                self._put(part.place.field, raw)
        for preferred, text in numbers:
            for number in split_numbers(text):
                self.route(preferred, number, text)

    def _mend(self, place: Place, part: Part) -> Raw:
        name = str(place)
        mended = mend(place.field, part.cell, name, trust=self.trust, from_1904=self.from_1904)
        self.repairs += mended.repairs
        if mended.refusal:
            self.errors.append(mended.refusal.at(name))
            return ""
        for text in mended.rest:
            self._spare(place.field, text, "to_remarks")
        return mended.raw.strip() if isinstance(mended.raw, str) else mended.raw

    def _put(self, target: Field, raw: Raw) -> None:
        """Put a value to a field; a second column for it goes to the remarks."""
        if takes_numbers(target) and not self.exact and isinstance(raw, str):
            raw, *more = split_numbers(raw) or [raw]
            for text in more:
                self._spare(target, text, "second_number")
        held = self.raws.get(target.id)
        if held is None:
            self.raws[target.id] = raw
        elif target.id == "remarks":
            self.raws[target.id] = f"{held}\n{raw}"
        elif held != raw:
            self._spare(target, cell_text(raw), "to_remarks")

    def _put_grid(self, place: Place, raw: Raw) -> None:
        if takes_numbers(place.field) and not self.exact and isinstance(raw, str):
            raw, *more = split_numbers(raw) or [raw]
            for text in more:
                self._spare(place.field, text, "second_number")
        self.rows.setdefault(place.record.name, {}).setdefault(place.row, {}).setdefault(place.field.id, raw)

    def _spare(self, target: Field, text: str, code: str) -> None:
        """Keep a value without a field for the remarks, labelled."""
        line = f"{target.zh}：{text}"
        self.spare.append(line)
        self.repairs.append(Repair("remarks", text, line, code))

    def route(self, preferred: str, number: str, cell: str) -> None:
        """Put a phone number to the mobile or the landline field by its pattern."""
        found = read_number(number)
        target = f"{found.kind}_phone" if found.kind else preferred
        text = found.text if found.kind else number
        held = self.raws.get(target)
        if held is None:
            self.raws[target] = text
            if target != preferred or number != cell:
                code = "moved" if number == cell else "second_number" if target != preferred else "normalised"
                self.repairs.append(Repair(target, cell, text, code))
            elif text != number:
                self.repairs.append(Repair(target, number, text, "normalised"))
        elif held != text:
            self._spare(CUSTOMER[target], text, "second_number")

    def settle(self) -> None:
        """Decide the kind of customer, and bring values to the fields of its form."""
        self.kind = self._decide_kind()
        if not self.exact:
            if self.kind is ORG:
                self._settle_organisation()
            else:
                self._settle_individual()
            self._infer()
            self._write_remarks()

    def _text(self, field_id: str) -> str:
        return cell_text(self.raws.get(field_id))

    def _decide_kind(self) -> FormKind:
        given = parse_value(CUSTOMER["customer_kind"], self._text("customer_kind"), self.today)
        if given.value:
            return FormKind(str(given.value))
        person, organisation = self._text("full_name"), self._text("org_name")
        if person and is_company_name(person):
            self.repairs.append(Repair("customer_kind", "", ORG.value, "kind_inferred"))
            return ORG
        return ORG if organisation and not person else IND

    def _settle_organisation(self) -> None:
        if "full_name" in self.raws and "org_name" not in self.raws:
            self._move("full_name", "org_name")
        number = self._text("id_number")
        if number and "licence_no" not in self.raws and not read_citizen(number, self.today):
            self._move("id_number", "licence_no")
            self.raws.pop("id_type", None)
        contacts = self.rows.setdefault(CONTACT.name, {})
        if "full_name" in self.raws and not contacts:
            name = self._text("full_name")
            contacts[1] = {"name": self.raws.pop("full_name")}
            self.repairs.append(Repair("contacts[1].name", name, name, "moved"))
        for row in self.rows.pop(FAMILY_MEMBER.name, {}).values():
            self._spare_row(FAMILY_MEMBER["name"], row)
        if not contacts:
            del self.rows[CONTACT.name]

    def _settle_individual(self) -> None:
        contacts = self.rows.pop(CONTACT.name, {})
        for number, row in sorted(contacts.items()):
            if number == 1 and "full_name" not in self.raws and row.get("name"):
                name = cell_text(row.pop("name"))
                self.raws["full_name"] = name
                self.repairs.append(Repair("full_name", name, name, "moved"))
                for text in split_numbers(cell_text(row.pop("phone", ""))):
                    self.route("mobile_phone", text, text)
                if row.get("position") and "occupation" not in self.raws:
                    self.raws["occupation"] = row.pop("position")
            self._spare_row(CONTACT["name"], row)
        if "full_name" in self.raws and "org_name" in self.raws and "employer" not in self.raws:
            self._move("org_name", "employer")

    def _spare_row(self, label: Field, row: dict[str, Raw]) -> None:
        text = " ".join(cell_text(raw) for raw in row.values())
        if text:
            self._spare(label, text, "to_remarks")

    def _move(self, source: str, target: str) -> None:
        text = self._text(source)
        self.raws[target] = self.raws.pop(source)
        self.repairs.append(Repair(target, text, text, "moved"))

    def _infer(self) -> None:
        """Fill what another cell of the row says for certain."""
        code, address = self._text("postal_code"), self._text("mailing_address")
        if full := postcode_by_address(code, address):
            self.raws["postal_code"] = full
            self.repairs.append(Repair("postal_code", code, full, "leading_zero"))
        number = self._text("id_number")
        if self.kind is IND and number and "id_type" not in self.raws and read_citizen(number, self.today):
            self.raws["id_type"] = "resident_id"
            self.repairs.append(Repair("id_type", "", "resident_id", "id_type_inferred"))
        code = self._text("licence_no")
        if self.kind is ORG and code and "licence_type" not in self.raws and _is_credit_code(code):
            self.raws["licence_type"] = "uscc"
            self.repairs.append(Repair("licence_type", "", "uscc", "id_type_inferred"))
        title = next((one.before for one in self.repairs if one.code == "title_removed"), "")
        if "sex" not in self.raws and (sex := sex_of_title(title)):
            self.raws["sex"] = sex
            self.repairs.append(Repair("sex", "", sex, "sex_from_title"))

    def _write_remarks(self) -> None:
        if self.spare:
            self.raws["remarks"] = "\n".join([*filter(None, [self._text("remarks")]), *self.spare])


def _trust(card: RawCard, today: date) -> Trust:
    if not card.exact:
        return Trust.HAND
    status = CUSTOMER["record_status"]
    cell = next((part.cell for part in card.parts if part.place.field is status), None)
    return Trust.DRAFT if parse_value(status, cell_text(cell), today).value == "draft" else Trust.EXPORT


def _is_credit_code(number: str) -> bool:
    return len(compact(number)) == 18 and licence(number, "uscc").ok


def assemble(card: RawCard, today: date, *, from_1904: bool = False) -> Assembly:
    """Put the cells of a card together."""
    assembly = Assembly(_trust(card, today), today, from_1904)
    assembly.put_cells(card.parts)
    if not assembly.is_empty:
        assembly.settle()
    return assembly
