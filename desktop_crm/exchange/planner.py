"""From a raw card to a planned row: checks of each field and of the card, duplicates inside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from desktop_crm.domain.custom.book import EMPTY_BOOK, VERSION_FIELD, FormBook
from desktop_crm.domain.fields import Field, FieldType, RecordType, Value, Values
from desktop_crm.domain.matching.keys import rule_keys
from desktop_crm.domain.matching.profile import profile
from desktop_crm.domain.records import GRID
from desktop_crm.domain.validation import validators
from desktop_crm.domain.validation.card import check_card, check_field
from desktop_crm.domain.validation.findings import Checked, Finding, Severity, error
from desktop_crm.domain.values import TYPE_ERRORS
from desktop_crm.exchange.assembly import Assembly, Raw, assemble
from desktop_crm.exchange.cells import cell_text
from desktop_crm.exchange.places import GRID_KEY
from desktop_crm.exchange.repairs import Repair, Trust, joined, lost_digits, takes_digits
from desktop_crm.exchange.rows import DuplicateOf, PlannedRow, RowState
from desktop_crm.exchange.source import RawCard

_FOOTER = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|制\s*表|审\s*核|共\s*\d+|total\b)", re.IGNORECASE)
_STATUS = "record_status"


class Planner:
    """Plans rows one after the other; remembers what it has seen, to find repeats inside the file."""

    def __init__(
        self,
        today: date,
        *,
        from_1904: bool = False,
        headers: tuple[str, ...] = (),
        book: FormBook = EMPTY_BOOK,
    ) -> None:
        self._today = today
        self._book = book
        self._from_1904 = from_1904
        self._headers = headers
        self._seen: dict[int, int] = {}
        #: A card gets these from the service when the file has none; they keep no card a draft.
        self._given = {
            "customer_no": "-",
            "signed_by": "-",
            "form_date": today.isoformat(),
            VERSION_FIELD: book.version_id,
        }

    def plan(self, card: RawCard) -> PlannedRow:
        """Plan one row."""
        if card.error:
            return PlannedRow(card.number, card.cells, RowState.ERROR, errors=(card.error,), exact=card.exact)
        if self._is_furniture(card):
            return PlannedRow(card.number, card.cells, RowState.EMPTY)
        assembly = assemble(card, self._today, from_1904=self._from_1904)
        if assembly.is_empty:
            return PlannedRow(card.number, card.cells, RowState.EMPTY)
        return self._checked_row(card, assembly)

    def _is_furniture(self, card: RawCard) -> bool:
        """Find repeated headers and sums of printed lists."""
        texts = [text for text in (cell_text(cell).strip() for cell in card.cells) if text]
        if not self._headers or card.exact:
            return not texts
        if len(texts) > 1 and all(text in self._headers for text in texts):
            return True
        return 0 < len(texts) <= 3 and _FOOTER.match(texts[0]) is not None

    def _checked_row(self, card: RawCard, assembly: Assembly) -> PlannedRow:
        row = PlannedRow(card.number, card.cells, RowState.CREATE, assembly.kind, exact=card.exact)
        checker = _Checker(assembly, self._today)
        values = checker.record(self._book.everything, assembly.raws, "")
        checker.refuse_unknown(self._book.everything, assembly.raws)
        grid = [checker.grid_row(number, raws) for number, raws in enumerate(assembly.grid(), start=1)]
        row.file = values.pop(_STATUS, "filed") == "filed"
        values["customer_kind"] = assembly.kind.value
        row.values, row.grid = values, tuple(one for one in grid if one)
        row.repairs = joined(assembly.repairs)
        row.errors = tuple(checker.errors)
        whole = {**self._given, **values}
        form = self._book.record_for({VERSION_FIELD: whole[VERSION_FIELD]})
        cross = check_card(whole, row.grid, self._today, form)
        row.notes = (*checker.notes, *cross)
        row.draft = not row.file or any(finding.severity is Severity.ERROR for finding in row.notes)
        if row.errors:
            row.state = RowState.ERROR
        else:
            self._find_repeat(row)
        return row

    def _find_repeat(self, row: PlannedRow) -> None:
        for reasons, key in _keys(row.values or {}, exact=row.exact):
            first = self._seen.setdefault(hash(key), row.number)
            if first != row.number and row.duplicate is None:
                hard = not reasons or "document_same" in reasons
                row.state, row.duplicate = RowState.DUPLICATE, DuplicateOf(hard, row=first, reasons=reasons)


class _Checker:
    """Checks the values of one card."""

    def __init__(self, assembly: Assembly, today: date) -> None:
        self._assembly = assembly
        self._today = today
        self.errors: list[Finding] = [*assembly.errors]
        self.notes: list[Finding] = []

    def grid_row(self, number: int, raws: Mapping[str, Raw]) -> dict[str, Value]:
        grid = GRID[self._assembly.kind]
        return self.record(grid, raws, f"{GRID_KEY[grid.name]}[{number}].")

    def refuse_unknown(self, record: RecordType, raws: Mapping[str, Raw]) -> None:
        """A field whose declaration has not come to this laptop cannot be checked: the row waits for it."""
        self.errors += [error("unknown_field", name, value=name[:60]) for name in raws if record.get(name) is None]

    def record(self, record: RecordType, raws: Mapping[str, Raw], prefix: str) -> dict[str, Value]:
        """Check every given value, in declared order: a number is checked by its type before it."""
        values: dict[str, Value] = {}
        for field in record:
            raw = raws.get(field.id, "")
            if raw == "" or raw == ():
                continue
            checked = check_field(record, field.id, raw, values, self._today)
            self._sort(field, raw, checked, prefix)
            if checked.value not in (None, "", ()):
                values[field.id] = checked.value
        return values

    def _sort(self, field: Field, raw: Raw, checked: Checked, prefix: str) -> None:
        name = prefix + field.id
        if not checked.findings:
            self._show_change(field, raw, checked, name)
            return
        if not checked.ok and not self._assembly.exact and takes_digits(field) and lost_digits(cell_text(raw)):
            self.errors.append(error("digits_lost", name, value=cell_text(raw)))
            return
        for finding in checked.findings:
            fatal = finding.severity is Severity.ERROR and not self._kept(finding)
            (self.errors if fatal else self.notes).append(finding.at(name))
        if checked.ok:
            self._show_change(field, raw, checked, name)

    def _kept(self, finding: Finding) -> bool:
        """A draft of our own export may hold what its author typed, as long as it can be stored."""
        return self._assembly.trust is Trust.DRAFT and finding.code not in TYPE_ERRORS

    def _show_change(self, field: Field, raw: Raw, checked: Checked, name: str) -> None:
        rewritten = field.type is FieldType.DATE or takes_digits(field) or field.validator is validators.email
        if rewritten and isinstance(raw, str) and checked.value != raw:
            self._assembly.repairs.append(Repair(name, raw, cell_text(checked.value), "normalised"))


def _keys(values: Values, *, exact: bool) -> Iterator[tuple[tuple[str, ...], tuple[object, ...]]]:
    """Give what makes two rows the same customer, with its reasons: the number, then X-DUP-HARD and X-DUP-SOFT.

    Rows of our own export are cards that exist: only the number makes them the same.
    """
    if number := values.get("customer_no"):
        yield (), ("no", number)
        if exact:
            return
    if document := values.get("id_number") or values.get("licence_no"):
        yield ("document_same",), (values.get("id_type") or values.get("licence_type"), document)
    yield from rule_keys(profile(values))
