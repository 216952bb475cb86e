"""The JSON shape of a customer: what ``show`` prints and ``--json-input`` takes; and the
``field=value`` words of ``add`` and ``set``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_crm.domain.fields import FormKind, RecordType, Value
from desktop_crm.domain.naming import field_called
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.revealing import parted
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import CustomerCard, GridRow
from desktop_crm.services.customers import GridInput

#: Key of the grid in JSON, by form.
GRID_KEY = {FormKind.INDIVIDUAL: "family", FormKind.ORGANISATION: "contacts"}
_GRID_NAMES = {
    "family": FormKind.INDIVIDUAL, "family_members": FormKind.INDIVIDUAL, "家庭成员": FormKind.INDIVIDUAL,
    "contacts": FormKind.ORGANISATION, "主要联系人": FormKind.ORGANISATION, "联系人": FormKind.ORGANISATION,
}  # fmt: skip
_GRID_WORD = re.compile(
    r"^(?P<grid>[^\[\]=+\-.]+)(?:\[(?P<row>[0-9]{1,9})\]\.(?P<field>[^=]+)=|(?P<sign>[+-])=)(?P<value>.*)$", re.S
)


@dataclass(slots=True)
class Intent:
    """What a call asks for: fields of the customer, rows to add, change (1-based) or remove; ``whole``
    is the grid of a document, in place of the present one. ``kinds`` are the forms whose grid is meant."""

    values: dict[str, Value] = field(default_factory=dict)
    added: list[dict[str, Value]] = field(default_factory=list)
    changed: dict[int, dict[str, Value]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    whole: list[tuple[str, dict[str, Value]]] | None = None  # (row id or "", cells)
    kinds: set[FormKind] = field(default_factory=set)

    def grid(self, card: CustomerCard | None, kind: FormKind) -> list[GridInput]:
        """Return the grid edits for a card that is or becomes of a kind.

        Raises UsageError for a row that is not there, or the grid of the other kind.
        """
        if self.kinds - {kind}:
            raise UsageError("wrong_grid", grid=GRID_KEY[next(iter(self.kinds - {kind}))], kind=kind.value)
        rows = card.grid if card and card.kind is kind else ()
        if self.whole is not None:
            if self.changed or self.removed:
                raise UsageError("grid_twice")
            return _replacing(rows, self.whole, GRID[kind]) + [GridInput(row) for row in self.added]
        edits: list[GridInput] = []
        for number in sorted({*self.changed, *self.removed}):
            if not 1 <= number <= len(rows):
                raise UsageError("no_grid_row", row=number)
            edits.append(GridInput(self.changed.get(number, {}), rows[number - 1].id, number in self.removed))
        return edits + [GridInput(row) for row in self.added]


def card_document(card: CustomerCard, *, masked: bool = False) -> dict[str, object]:
    """Return the JSON shape of a card. With ``masked`` what is masked stands under that key, as it looks, and what may
    be written back holds none of it: stars can never become a value."""
    values, hidden = parted(card.record, card.values, "zh") if masked else (card.values, {})
    rows = [_grid_row(row, card.kind, masked=masked) for row in card.grid]
    grid = {GRID_KEY[card.kind]: [row for row, _covered in rows]}
    covered = any(covered for _row, covered in rows)
    kept_back = ({"fields": hidden} if hidden else {}) | (grid if covered else {})
    return {
        "no": card.customer_no,
        "id": card.id,
        "kind": card.kind.value,
        "name": card.display_name,
        "status": card.values.get("record_status"),
        "fields": {name: _plain(value) for name, value in values.items()},
        **({} if covered else grid),
        **({"masked": kept_back} if kept_back else {}),
        "sync_state": card.sync_state.value,
        "deleted": card.deleted,
        "owner": card.owner_id or None,
        "region": card.region,
        "completeness": card.completeness,
        "created_at": card.created_at,
        "updated_at": card.updated_at,
        "updated_by": card.updated_by,
    }


def _grid_row(row: GridRow, kind: FormKind, *, masked: bool) -> tuple[dict[str, object], bool]:
    """Return a row of the grid, and whether anything of it is masked."""
    cells, hidden = parted(GRID[kind], row.values, "zh") if masked else (row.values, {})
    kept = {name: _plain(value) for name, value in cells.items() if name != "sort_order"}
    return {"id": row.id} | kept | hidden, bool(hidden)


def read_words(words: Sequence[str], customer: RecordType = CUSTOMER) -> Intent:
    """Read ``field=value``, ``family+={…}``, ``family[2].phone=…`` and ``family-=2``. ``customer`` has what the company
    added. Raises UsageError."""
    intent = Intent()
    for word in words:
        match = _GRID_WORD.match(word)
        kind = _GRID_NAMES.get(match["grid"].strip()) if match else None
        if match and kind:
            _grid_word(intent, match, GRID[kind])
            intent.kinds.add(kind)
            continue
        name, separator, value = word.partition("=")
        if not separator:
            raise UsageError("bad_assignment", text=word[:80])
        intent.values[known_field(name, customer)] = value
    return intent


def read_document(text: str, customer: RecordType = CUSTOMER) -> Intent:
    """Read the shape that ``show`` prints, or a plain object of fields. Raises UsageError."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("bad_json", detail=str(error)[:120]) from error
    if not isinstance(document, dict):
        raise UsageError("bad_json", detail="object expected")
    shaped = isinstance(document.get("fields"), dict)
    intent = Intent()
    fields: Mapping[str, object] = document["fields"] if shaped else document
    for name, value in fields.items():
        if _GRID_NAMES.get(name) is None:
            intent.values[known_field(name, customer)] = value  # type: ignore[assignment]
    if shaped and "kind" in document and "customer_kind" not in intent.values:
        intent.values["customer_kind"] = document["kind"]
    for name, kind in _GRID_NAMES.items():
        rows = document.get(name)
        if rows is None:
            continue
        if not isinstance(rows, list):
            raise UsageError("bad_json", detail=f"{name}: list expected")
        intent.whole = [*(intent.whole or ()), *((_row_id(row), _row(row, GRID[kind])) for row in rows)]
        if rows:
            intent.kinds.add(kind)
    return intent


def _replacing(
    present: Sequence[GridRow], wanted: Sequence[tuple[str, dict[str, Value]]], record: RecordType
) -> list[GridInput]:
    """Make the grid what a document says: rows are matched by id, those without one by place; a cell that
    the document leaves out is emptied, a row that it leaves out removed."""
    left = {row.id: row for row in present}
    named = {row_id for row_id, _cells in wanted} & left.keys()
    unnamed = iter([row.id for row in present if row.id not in named])
    edits: list[GridInput] = []
    for row_id, cells in wanted:
        match = row_id if row_id in named else next(unnamed, None)
        if match is None or left.pop(match, None) is None:
            edits.append(GridInput(cells))
            continue
        blank: dict[str, Value] = {item.id: None for item in record if item.id != "sort_order"}
        edits.append(GridInput({**blank, **cells}, match))
    return edits + [GridInput({}, row_id, removed=True) for row_id in left]


def is_grid_word(word: str) -> bool:
    """Say whether a word of the command line is about rows of the grid."""
    match = _GRID_WORD.match(word)
    return match is not None and match["grid"].strip() in _GRID_NAMES


def known_field(name: str, record: RecordType = CUSTOMER) -> str:
    """Return the identifier of a field called so. Raises UsageError."""
    found = field_called(name.strip(), record)
    if found is None:
        raise UsageError("unknown_field", field=name.strip()[:60])
    return found.id


def _grid_word(intent: Intent, match: re.Match[str], record: RecordType) -> None:
    if match["sign"] == "+":
        try:
            row = json.loads(match["value"])
        except (ValueError, RecursionError) as error:
            raise UsageError("bad_json", detail=str(error)[:120]) from error
        intent.added.append(_row(row, record))
    elif match["sign"] == "-":
        if not re.fullmatch(r"\s*[0-9]{1,9}\s*", match["value"]):
            raise UsageError("no_grid_row", row=match["value"][:20])
        intent.removed.add(int(match["value"]))
    else:
        fields = intent.changed.setdefault(int(match["row"]), {})
        fields[known_field(match["field"], record)] = match["value"]


def _row(row: object, record: RecordType) -> dict[str, Value]:
    if not isinstance(row, dict):
        raise UsageError("bad_json", detail="grid row: object expected")
    return {known_field(str(name), record): value for name, value in row.items() if name != "id"}


def _row_id(row: object) -> str:
    return str(row.get("id") or "") if isinstance(row, dict) else ""


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
