"""The whole card in the form: its fields, its grid, what a save sends, and the document of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_crm.domain.custom.book import VERSION_FIELD
from desktop_crm.domain.fields import FormKind, RecordType, Value, Values
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.validation.card import check_card, facts_from_id, grid_field
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.domain.validation.identity import CITIZEN_TYPES
from desktop_crm.domain.values import TYPE_ERRORS, Json
from desktop_crm.queries.customers import CustomerCard, GridRow
from desktop_crm.services.customers import GridInput
from ui.forms.state import ORDER, Raw, Reading, RowState, form_fields, is_empty

#: Rows of the grid that stand open on an empty form, as on the paper.
LEAST_ROWS = 3
#: What a citizen number fills in; the native place is only offered, it may differ (X-NATIVE).
_FROM_DOCUMENT = ("sex", "birth_date", "age_stated")


@dataclass(slots=True)
class CardReading:
    """The card as its texts read now."""

    card: Reading = field(default_factory=Reading)
    rows: list[Reading] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the card a draft."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def unreadable(self) -> tuple[Finding, ...]:
        """Findings of texts that are no value at all: they cannot be stored, not even in a draft."""
        return tuple(finding for finding in self.findings if finding.code in TYPE_ERRORS)


@dataclass(frozen=True, slots=True)
class Rebased:
    """What changed elsewhere while the form was open: fields of the card, and whether grid rows did."""

    values: Mapping[str, Value]
    kept: frozenset[str]
    grid: bool

    def __bool__(self) -> bool:
        return bool(self.values) or self.grid


class CardState:
    """A card being edited. ``customer_id`` None: a new one, whose ``base`` holds what the form starts with."""

    def __init__(
        self, kind: FormKind, base: Values, customer_id: str | None = None, record: RecordType = CUSTOMER
    ) -> None:
        self.customer_id = customer_id
        self.kind = kind
        self.row = RowState(record, base)
        self.removed: list[str] = []
        #: Cards that a person said are somebody else; written down when a new card is saved.
        self.told_apart: list[str] = []
        self._grids: dict[FormKind, list[RowState]] = {}
        self._order: list[str] = []
        self._filled: dict[str, Raw] = {}
        self._document: tuple[Raw, Raw] | None = None

    @classmethod
    def of_card(cls, card: CustomerCard) -> CardState:
        """Open a stored card."""
        state = cls(card.kind, card.values, card.id, card.record)
        state.load_grid(card.grid)
        state._document = state._document_now()
        return state

    @property
    def record(self) -> RecordType:
        """The customer as this card has it."""
        return self.row.record

    # -- the grid ---------------------------------------------------------------------------

    @property
    def grid(self) -> list[RowState]:
        """Rows of the grid of this kind, empty ones too."""
        rows = self._grids.setdefault(self.kind, [])
        while len(rows) < LEAST_ROWS:
            rows.append(RowState(GRID[self.kind]))
        return rows

    def load_grid(self, rows: Sequence[GridRow]) -> None:
        """Show these stored rows."""
        self._grids[self.kind] = [RowState(GRID[self.kind], row.values, row.id) for row in rows]
        self._order = [row.id for row in rows]

    def add_row(self, place: int | None = None) -> int:
        """Open an empty row, at the end or at a place; return its place."""
        rows = self.grid
        at = len(rows) if place is None else place
        rows.insert(at, RowState(GRID[self.kind]))
        return at

    def remove_row(self, place: int) -> None:
        """Take a row out; a stored one is deleted by the next save."""
        row = self.grid.pop(place)
        if row.id:
            self.removed.append(row.id)

    def move_row(self, place: int, step: int) -> int:
        """Move a row up (-1) or down (+1); return its new place."""
        rows = self.grid
        target = place + step
        if not 0 <= target < len(rows):
            return place
        rows[place], rows[target] = rows[target], rows[place]
        return target

    # -- reading ----------------------------------------------------------------------------

    def read(self, today: date) -> CardReading:
        """Read every text and check fields, rows and the rules across them."""
        names = [item.id for item in form_fields(self.record, self.kind)]
        card = self.row.read(names, today)
        card.values["customer_kind"] = self.kind.value
        record = GRID[self.kind]
        columns = [item.id for item in record if item.on_form(self.kind)]
        rows = [row.read(columns, today) for row in self.grid]
        shown = {name: card.values.get(name) for name in (*names, "customer_kind")}
        found = [*card.findings]
        for number, row in enumerate(rows, 1):
            found += [finding.at(grid_field(record, number, finding.field)) for finding in row.findings]
        unread = {finding.field for finding in found}
        shown[VERSION_FIELD] = card.values.get(VERSION_FIELD)
        across = check_card(shown, [row.values for row in rows], today, self.record)
        # A field that cannot be read is not also "missing".
        found += [item for item in across if not (item.code == "required" and item.field in unread)]
        if self.customer_id is None:  # the save gives the number
            found = [item for item in found if (item.code, item.field) != ("required", "customer_no")]
        unique = {(item.code, item.field): item for item in found}
        return CardReading(card, rows, tuple(unique.values()))

    def changed(self) -> bool:
        """Whether a save would have anything to do."""
        grid = any(row.typed for row in self.grid) or bool(self.removed) or self._reordered()
        return bool(self.row.typed) or grid

    def changes(self, reading: CardReading) -> tuple[dict[str, Value], list[GridInput]]:
        """Return what to save: changed fields and rows of a card, everything given of a new one."""
        if self.customer_id is None:
            names = {item.id for item in form_fields(self.record, self.kind)} | {"customer_kind", VERSION_FIELD}
            values = {name: value for name, value in reading.card.values.items() if name in names}
            return _given(values), self._new_rows(reading)
        return self.row.changes(reading.card), self._changed_rows(reading)

    def _new_rows(self, reading: CardReading) -> list[GridInput]:
        pairs = zip(self.grid, reading.rows, strict=True)
        return [GridInput(_given(read.values)) for row, read in pairs if not row.empty]

    def _changed_rows(self, reading: CardReading) -> list[GridInput]:
        edits = [GridInput({}, row_id, removed=True) for row_id in self.removed]
        reordered, number = self._reordered(), 0
        for row, read in zip(self.grid, reading.rows, strict=True):
            if row.id is None and row.empty:
                continue
            number += 1
            values = row.changes(read) if row.id else _given(read.values)
            if reordered and row.base.get(ORDER) != number:
                values[ORDER] = number
            if values:
                edits.append(GridInput(values, row.id))
        return edits

    def _reordered(self) -> bool:
        """Whether stored rows changed their order, or a new row stands before a stored one."""
        ids = [row.id for row in self.grid if row.id or not row.empty]
        stored = [row_id for row_id in ids if row_id]
        return stored != [row_id for row_id in self._order if row_id in stored] or None in ids[: len(stored)]

    # -- what follows from what was typed ----------------------------------------------------

    def fill_from_document(self, today: date) -> tuple[str, ...]:
        """Fill in what a citizen number says, after it or its type changed; return the fields filled.

        Only empty fields, and those an earlier number filled, are touched.
        """
        now = self._document_now()
        if now == self._document or self.kind is not FormKind.INDIVIDUAL:
            return ()
        self._document = now
        facts = facts_from_id(str(now[1] or ""), today) if now[0] in CITIZEN_TYPES else None
        if facts is None:
            return ()
        filled = []
        for name, value in facts.as_values().items():
            before = self.row.raw(name)
            if name in _FROM_DOCUMENT and (is_empty(before) or self._filled.get(name) == before):
                self.row.type(name, str(value))
                self._filled[name] = str(value)
                filled.append(name)
        return tuple(filled)

    def _document_now(self) -> tuple[Raw, Raw]:
        return self.row.raw("id_type"), self.row.raw("id_number")

    # -- other people's changes ---------------------------------------------------------------

    def rebase(self, card: CustomerCard) -> Rebased:
        """Take a newer stored card; what was typed here stays."""
        self.row.record = card.record
        changed = self.row.rebase(card.values)
        changed.pop("record_status", None)
        grid = self._rebase_grid(card.grid)
        kept = frozenset(name for name in changed if name in self.row.typed)
        self._document = self._document if "id_number" in self.row.typed else self._document_now()
        return Rebased(changed, kept, grid)

    def _rebase_grid(self, stored: Sequence[GridRow]) -> bool:
        here = {row.id: row for row in self.grid if row.id}
        there = {row.id: row for row in stored}
        changed = set(there) != set(self._order)
        for row_id, row in here.items():
            if row_id in there:
                changed = bool(row.rebase(there[row_id].values)) or changed
            elif row.typed:  # deleted elsewhere while being edited here: it becomes a new row
                self._detach(row)
            else:
                self.grid.remove(row)
        known = {*here, *self.removed}
        end = len([row for row in self.grid if row.id or not row.empty])
        fresh = [RowState(GRID[self.kind], row.values, row.id) for row in stored if row.id not in known]
        self.grid[end:end] = fresh
        self.removed = [row_id for row_id in self.removed if row_id in there]
        self._order = [row.id for row in stored]
        return changed

    @staticmethod
    def _detach(row: RowState) -> None:
        contents = {name: row.raw(name) for name in row.record.by_id if name != ORDER}
        row.id, row.base, row.typed = None, {}, {}
        for name, raw in contents.items():
            row.type(name, raw)

    def settle(self, card: CustomerCard) -> None:
        """Hold a card that was just saved from here."""
        self.customer_id = card.id
        self.told_apart = []
        self.row.typed.clear()
        self.row.others.clear()
        self.row.record = card.record
        self.row.rebase(card.values)
        self.removed = []
        self.load_grid(card.grid)

    # -- drafts -----------------------------------------------------------------------------

    def document(self) -> dict[str, Json]:
        """Return what was typed, as a draft keeps it."""
        rows: list[Json] = [{"id": row.id, "values": dict(row.typed)} for row in self.grid if row.id or not row.empty]
        fixed = self.row.typed if self.customer_id else {**_plain(self.row.base), **self.row.typed}
        apart: list[Json] = [*self.told_apart]
        return {
            "kind": self.kind.value,
            "values": dict(fixed),
            "grid": rows,
            "removed": [*self.removed],
            "apart": apart,
        }

    def restore(self, document: Mapping[str, Json]) -> None:
        """Type again what a draft kept; fields and rows that are gone are left out."""
        if self.customer_id is None and document.get("kind") in tuple(FormKind):
            self.kind = FormKind(str(document["kind"]))
        _retype(self.row, document.get("values"))
        self.told_apart = [str(other) for other in _items(document.get("apart"))]
        self.removed = [str(row_id) for row_id in _items(document.get("removed")) if row_id in self._order]
        known = {row.id: row for row in self.grid if row.id}
        rows: list[RowState] = []
        for item in _items(document.get("grid")):
            if not isinstance(item, Mapping):
                continue
            row = known.pop(str(item.get("id")), None) or RowState(GRID[self.kind])
            _retype(row, item.get("values"))
            rows.append(row)
        rest = [row for row_id, row in known.items() if row_id not in self.removed]
        self._grids[self.kind] = [*rows, *rest]


def _items(value: object) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _retype(row: RowState, values: object) -> None:
    for name, raw in values.items() if isinstance(values, Mapping) else ():
        if name in row.record.by_id and (raw is None or isinstance(raw, str | bool | tuple)):
            row.type(name, raw)


def _given(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _plain(base: Mapping[str, Value]) -> dict[str, Json]:
    """Starting values of a new form as raws."""
    return {name: str(value) if isinstance(value, int) and not isinstance(value, bool) else value
            for name, value in base.items()}  # fmt: skip
