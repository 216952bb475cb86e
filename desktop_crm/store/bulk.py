"""Whole cards of a first synchronisation on the shortest way: from JSON to rows, without images between.

The JSON is decoded into types made from the declared records, so the values of a row are a tuple in the
order of its columns at once. What does not fit them (a field or a type this version does not know) is
left to :class:`desktop_crm.store.replica.Replica`, which takes everything and is the rule for what a row
becomes; a test holds both ways equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import itemgetter, or_
from typing import Any

import msgspec
from msgspec.structs import asdict, astuple
from sqlalchemy import Connection

from desktop_crm.domain.completeness import counted_fields, share_filled
from desktop_crm.domain.fields import FieldType, FormKind, RecordType, Values
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.store import computed, search
from desktop_crm.store.projection import CODECS, STAMPS, Deriver, canonical
from desktop_crm.store.recorder import GRID_TYPES
from desktop_crm.store.replica import INDEX_INLINE, ORGANISATION
from desktop_crm.store.schema import CARD_TABLES, OWN_CARDS

Row = tuple[object, ...]
_KINDS: dict[FieldType, Any] = {
    FieldType.INTEGER: int | None,
    FieldType.MONEY: int | None,
    FieldType.BOOLEAN: bool | None,
    FieldType.SET: list[str] | None,
}
_CUSTOMER_COLUMNS = (*CODECS[CUSTOMER.name].columns, "card_hash")


class _Maker:
    """Makes the column tuples of one record type."""

    def __init__(self, record: RecordType) -> None:
        self.record = record
        self.in_grid = record in GRID_TYPES
        codec = CODECS[record.name]
        self.sets = [len(STAMPS) + at for at, item in enumerate(record) if item.type is FieldType.SET]
        self.end = len(STAMPS) + len(codec.field_ids)
        if record is CUSTOMER:  # what is derived needs a third of the values of ``row.f``
            place = {name: at for at, name in enumerate((*STAMPS, *codec.field_ids))}
            self.read = itemgetter(*[place[name] for name in Deriver.READ])
            self.counted = {kind: itemgetter(*[place[name] for name in counted_fields(kind)]) for kind in FormKind}
        self.sql = codec.upsert_sql

    def row(self, agg_id: str, row: Any, values: Row, *more: object) -> Row:  # noqa: ANN401 - a type made at run time
        """Return the columns in the codec's order, from the values of ``row.f``; ``more`` are derived ones."""
        for at in self.sets:
            if values[at] is not None:
                values = (*values[:at], canonical(values[at]), *values[at + 1 :])
        stamps, fields = values[: len(STAMPS)], values[len(STAMPS) : self.end]
        return (row.id, agg_id, row.v, row.deleted, False, *stamps, None, *fields, *more)


def _row_type(record: RecordType) -> type[msgspec.Struct]:
    declared = [(item.id, _KINDS.get(item.type, str | None), None) for item in record]
    owner = [("owner_id", str | None, None)] if record is CUSTOMER else []
    stamps = [(name, str | None, None) for name in STAMPS]
    values = msgspec.defstruct(
        f"{record.name}_values", [*stamps, *declared, *owner], forbid_unknown_fields=True, gc=False
    )
    fields: list[Any] = [("id", str), ("v", int), ("f", values, msgspec.field(default_factory=values))]
    fields.append(("deleted", bool, msgspec.field(name="del", default=False)))
    return msgspec.defstruct(f"{record.name}_row", fields, tag_field="t", tag=record.name, gc=False)


@cache
def _row_types() -> dict[type[msgspec.Struct], _Maker]:
    return {_row_type(record): _Maker(record) for record in RECORD_TYPES.values()}


@cache
def card_type() -> Any:  # noqa: ANN401 - made from the declarations at run time
    """Return the type of a card with rows of the declared types only, for a decoder of pages.

    Decoding raises msgspec.ValidationError for anything else.
    """
    union: Any = reduce(or_, _row_types())
    fields: list[Any] = [("a", str), ("rows", list[union], msgspec.field(default_factory=list))]
    fields += [("full", bool, False), ("drop", bool, False), ("h", str | None, None)]
    return msgspec.defstruct("BulkCard", fields, gc=False)


@dataclass(slots=True)
class Bulk:
    """Rows ready to be stored, by record type, and the cards they belong to."""

    cards: list[str] = field(default_factory=list)
    org_hash: str | None = None  # of the list of colleagues, which is no customer
    own_hashes: list[Row] = field(default_factory=list)  # hash and id of the other cards that are none
    rows: dict[str, list[Row]] = field(default_factory=dict)


def prepare(cards: Iterable[Any], deriver: Deriver) -> Bulk | None:
    """Make the rows of a page of new cards; None when a card is not whole and new. Touches no store."""
    makers = _row_types()
    made = Bulk(rows={name: [] for name in RECORD_TYPES})
    for card in cards:
        if card.drop or not card.full:
            return None
        made.cards.append(card.a)
        root, grid = None, []
        for row in card.rows:
            maker = makers[type(row)]
            if maker.record is CUSTOMER:
                root = row
                continue
            if maker.in_grid and not row.deleted:
                grid.append(asdict(row.f))
            made.rows[maker.record.name].append(maker.row(card.a, row, astuple(row.f)))
        if root is None and card.a == ORGANISATION:
            made.org_hash = card.h
        elif root is None:
            made.own_hashes.append((card.h, card.a))
        else:
            made.rows[CUSTOMER.name].append(_customer(makers[type(root)], card, root, grid, deriver))
    return made


def _customer(maker: _Maker, card: Any, root: Any, grid: Sequence[Values], deriver: Deriver) -> Row:  # noqa: ANN401
    values = astuple(root.f)
    organisation = root.f.customer_kind == FormKind.ORGANISATION
    kind = FormKind.ORGANISATION if organisation else FormKind.INDIVIDUAL
    percent = share_filled(kind, maker.counted[kind](values), len(grid))
    read = dict(zip(Deriver.READ, maker.read(values), strict=True))
    return maker.row(card.a, root, values, *deriver.of_values(read, root.f.owner_id or "", grid, percent), card.h)


def store(connection: Connection, bulk: Bulk) -> bool:
    """Store the rows; False, and nothing is stored, when one of the cards is here already."""
    ids = canonical(bulk.cards)
    here = " UNION ALL ".join(f"SELECT id FROM {table}" for table in CARD_TABLES)
    known = f"SELECT 1 FROM ({here}) WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1"
    if connection.exec_driver_sql(known, (ids,)).fetchone() is not None:
        return False
    last = connection.exec_driver_sql("SELECT max(rid) FROM customer").scalar() or 0
    for maker in _row_types().values():
        rows = bulk.rows[maker.record.name]
        if rows and maker.record is CUSTOMER:
            _insert_customers(connection, rows)
        elif rows:
            connection.exec_driver_sql(maker.sql, rows)
    for table in OWN_CARDS if bulk.own_hashes else ():
        connection.exec_driver_sql(f"UPDATE {table} SET card_hash = ? WHERE id = ?", bulk.own_hashes)
    computed.mark_after(connection, int(last))
    if len(bulk.cards) > INDEX_INLINE:
        search.enqueue_after(connection, int(last))
    else:
        fresh = connection.exec_driver_sql("SELECT rid FROM customer WHERE rid > ?", (last,)).scalars()
        search.index_cards(connection, fresh.all())
    return True


def _insert_customers(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert rows that are known to be new, naming only columns that one of them fills: two of five do,
    and binding a null costs as much as binding a text."""
    columns = list(zip(*rows, strict=True))
    nulls = (None,) * len(rows)
    filled = [at for at, column in enumerate(columns) if column != nulls]
    names = ", ".join(f'"{_CUSTOMER_COLUMNS[at]}"' for at in filled)
    sql = f"INSERT INTO customer ({names}) VALUES ({', '.join('?' * len(filled))})"
    connection.exec_driver_sql(sql, list(zip(*(columns[at] for at in filled), strict=True)))
