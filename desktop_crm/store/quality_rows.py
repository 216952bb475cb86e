"""Reading the rows from which the figures of a file are made (:mod:`desktop_crm.domain.analysis.file_quality`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.domain.analysis.file_quality import FileRows
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.domain.validation.card import form_kind
from desktop_crm.store.projection import RowImage
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_rows

_SLICE = 500
_OTHERS = ("assessment", "prospect_survey", "stop_record")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One customer with the rows its figures are made of."""

    rid: int
    customer_id: str
    salesperson: str
    updated_at: str
    rows: FileRows


def read(connection: Connection, rids: Sequence[int]) -> Iterator[ReadFile]:
    """Read files; those in the recycle bin and those that are gone are left out."""
    for start in range(0, len(rids), _SLICE):
        part = rids[start : start + _SLICE]
        sql = f"SELECT id, rid FROM customer WHERE rid IN ({','.join('?' * len(part))}) AND NOT deleted"
        keys = {str(agg_id): int(str(rid)) for agg_id, rid in fetch_all(connection, sql, part)}
        if keys:
            yield from _files(connection, keys)


def _files(connection: Connection, keys: Mapping[str, int]) -> Iterator[ReadFile]:
    ids = list(keys)
    grids = {record.name: _by_card(connection, record.name, ids) for record in GRID.values()}
    marks = _by_card(connection, "verification", ids)
    others = {name: _by_card(connection, name, ids) for name in _OTHERS}
    orders = _by_card(connection, "sales_order", ids)
    marked = _marks(ids)
    invested = {
        str(row[0])
        for table in ("activity", "investment")
        for row in fetch_all(
            connection, f"SELECT DISTINCT agg_id FROM {table} WHERE agg_id IN ({marked}) AND NOT deleted", ids
        )
    }
    for card in load_rows(connection, CUSTOMER, ids):
        grid = grids[GRID[form_kind(card.values)].name].get(card.id, ())
        rows = FileRows(
            card.values,
            [row.values for row in grid],
            [(row.id, row.values) for row in marks.get(card.id, ())],
            [row.values for row in orders.get(card.id, ()) if row.values.get("state") != "cancelled"],
            [(name, row.values) for name in _OTHERS for row in others[name].get(card.id, ())],
            card.id in invested,
        )
        signed = str(card.values.get("signed_by") or "")
        yield ReadFile(keys[card.id], card.id, signed, card.stamps.get("updated_at", ""), rows)


def _by_card(connection: Connection, record: str, ids: Sequence[str]) -> dict[str, list[RowImage]]:
    found: dict[str, list[RowImage]] = {}
    for row in load_rows(connection, RECORD_TYPES[record], ids):
        if not row.deleted:
            found.setdefault(row.agg_id, []).append(row)
    return found


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
