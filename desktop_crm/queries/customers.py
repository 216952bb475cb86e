"""Reading customers: the card, the rows of the list, and the order they come in. Frozen rows only."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import Connection

from desktop_crm import clock as clocks
from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.fields import FieldType, FormKind, RecordType, Value, is_custom
from desktop_crm.domain.filters.quick import STALE_DAYS
from desktop_crm.domain.filters.subjects import added_subjects
from desktop_crm.domain.filters.tree import EVERYBODY, Node
from desktop_crm.domain.records import CONFLICT, CUSTOMER, GRID
from desktop_crm.errors import NotFound, UsageError
from desktop_crm.queries.classes import SORTED_BY_CLASS, of_rows
from desktop_crm.queries.conflict_items import ConflictItem, conflict_item, name_other_card
from desktop_crm.queries.filters import Asker, group_sql, is_read_from_index, sql_of
from desktop_crm.queries.sync_state import SyncState, cards_in_conflict, state_of
from desktop_crm.store import merging, meta, outbox, quality, search, unseen
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import CODECS, custom_values
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_row, load_rows
from desktop_crm.store.unseen import News

#: Hits of a search text that a list shows at most.
MAX_HITS = 20_000


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the family or contact grid."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """One customer as the forms show it."""

    id: str
    rid: int
    customer_no: str
    kind: FormKind
    display_name: str
    values: Mapping[str, Value]
    grid: tuple[GridRow, ...]
    sync_state: SyncState
    completeness: int
    region: str | None
    district: str | None
    owner_id: str
    deleted: bool
    is_sample: bool
    version: int
    created_at: str
    created_by: str
    updated_at: str
    updated_by: str
    open_conflicts: int
    #: The customer as this card has it: declared fields, and those that the company added.
    record: RecordType = CUSTOMER


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the customer list: declared and derived columns by identifier."""

    rid: int
    id: str
    values: Mapping[str, Value]
    sync_state: SyncState
    news: News = News.NONE
    contradictions: int = 0  # findings of the file's quality; counted in the background


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which customers a list shows: those that a search text finds and a filter lets through, or the recycle bin's."""

    text: str = ""
    where: Node = EVERYBODY
    deleted: bool = False
    #: Only one group of a grouped list: its subject, and its code ("": those without a value).
    group: tuple[str, str] | None = None

    @property
    def everybody(self) -> bool:
        """True when nothing is left out."""
        return not self.text.strip() and self.where == EVERYBODY and self.group is None

    def clause(self, asker: Asker) -> tuple[str, list[object]]:
        """Return the SQL condition and its parameters; the text is matched by the search index. Raises UsageError."""
        parts: list[str] = ["customer.deleted = ?"]
        args: list[object] = [int(self.deleted)]
        if self.deleted:  # merged, and on its way to the server
            parts.append("customer.id NOT IN (SELECT card_id FROM merged_card WHERE NOT deleted)")
        conditions = [sql_of(self.where, asker)] if self.where != EVERYBODY else []
        conditions += [group_sql(*self.group)] if self.group is not None else []
        for text, more in conditions:
            parts.append(text)
            args += more
        return " AND ".join(parts), args


#: Columns a list can be sorted by, and the SQL that does it.
SORTABLE: dict[str, str] = {
    "display_name": "name_key",
    "completeness": "completeness",
    "updated_at": "updated_at",
    "created_at": "created_at",
    "region": "region",
    "primary_phone": "primary_phone",
    "primary_contact": "primary_contact",
    "district": "district",
    **{item.id: item.id for item in CUSTOMER if item.type is not FieldType.SET and item.sensitivity != "P2"},
    **SORTED_BY_CLASS,
    "verified_share": quality.VERIFIED_SHARE,
}
_INDEXED = frozenset({"display_name", "updated_at"})
#: What a list row carries, in this order after rid and id.
LIST_COLUMNS = (
    "display_name", "customer_no", "customer_kind", "record_status", "customer_nature", "mailing_address", "district",
    "postal_code", "primary_contact", "primary_phone", "mobile_phone", "landline_phone", "email", "region",
    "industry_code", "importance_tier", "card_kind", "credit_standing", "signed_by", "form_date", "created_at",
    "updated_at", "updated_by", "completeness", "is_sample", "source_channel", "sex", "birth_date", "owner_id",
)  # fmt: skip


def added_column(name: str) -> str:
    """Return the SQL of the value of a field that the company added. Raises UsageError."""
    if not re.fullmatch(r"x_[a-z0-9_]{1,60}", name):
        raise UsageError("unknown_field", field=name[:50])
    return f"json_extract(extra, '$.{name}')"


def sort_sql(column: str) -> str:
    """Return the SQL that a column is sorted by. Raises UsageError."""
    if is_custom(column):
        return added_column(column)
    if column not in SORTABLE:
        raise UsageError("unknown_field", field=column[:50])
    return SORTABLE[column]


@dataclass(frozen=True, slots=True)
class Order:
    """Sort order of a list."""

    column: str = "display_name"
    descending: bool = False

    def sql(self) -> str:
        """Return the ORDER BY terms; equal keys stand in the order of creation."""
        direction = " DESC" if self.descending else ""
        return f"{sort_sql(self.column)}{direction}, rid{direction}"

    @property
    def indexed(self) -> bool:
        """True when the first rows come without sorting the whole list."""
        return self.column in _INDEXED


#: Where a customer is looked up by number or id, until it is found.
_BY_NUMBER = (
    "SELECT id FROM customer WHERE (customer_no = ? OR id = ?) AND NOT deleted LIMIT 1",
    "SELECT agg_id FROM merged_card WHERE (customer_no = ? OR card_id = ?) AND NOT deleted LIMIT 1",
    "SELECT id FROM customer WHERE customer_no = ? OR id = ? LIMIT 1",
    "SELECT id FROM customer WHERE customer_no = ? COLLATE NOCASE OR id = ? ORDER BY deleted LIMIT 1",
    "SELECT agg_id FROM merged_card WHERE (customer_no = ? COLLATE NOCASE OR card_id = ?) AND NOT deleted LIMIT 1",
)


class CustomerQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, today: Callable[[], date] = clocks.today) -> None:
        self._store, self._today = store, today

    def clause(self, connection: Connection, wanted: ListFilter) -> tuple[str, list[object]]:
        """Return the SQL condition of a list, as whoever works here asks today. Raises UsageError."""
        added = added_subjects(read_book(connection).record)
        return wanted.clause(Asker(self._today(), meta.get(connection, "user_id"), added))

    def card(self, customer_id: str) -> CustomerCard:
        """Return one card. Raises NotFound."""
        with self._store.read() as connection:
            return _card(connection, customer_id, read_book(connection))

    def id_of(self, customer_no: str) -> str:
        """Find a customer by number (any case) or id; one that was merged leads to where it is. Raises NotFound."""
        with self._store.read() as connection:
            asked = (customer_no, customer_no)
            found = (connection.exec_driver_sql(sql, asked).fetchone() for sql in _BY_NUMBER)
            row = next((row for row in found if row is not None), None)
        if row is None:
            raise NotFound(no=customer_no[:60])
        return str(row[0])

    def known_numbers(self, numbers: Sequence[str]) -> set[str]:
        """Say which of some customer numbers are taken."""
        taken: set[str] = set()
        with self._store.read() as connection:
            for start in range(0, len(numbers), 500):
                part = tuple(numbers[start : start + 500])
                sql = f"SELECT customer_no FROM customer WHERE customer_no IN ({','.join('?' * len(part))})"
                taken.update(str(row[0]) for row in connection.exec_driver_sql(sql, part))
        return taken

    def cards(self, customer_ids: Sequence[str]) -> list[CustomerCard]:
        """Return some cards in the given order; those that are gone are left out."""
        found = []
        with self._store.read() as connection:
            book = read_book(connection)
            for customer_id in customer_ids:
                try:
                    found.append(_card(connection, customer_id, book))
                except NotFound:
                    continue
        return found

    # -- the list ---------------------------------------------------------------------------

    def first_rids(self, wanted: ListFilter, order: Order, limit: int, *, looked: int = 0) -> array[int]:
        """Return the first keys of a list: what fits on the screen, at once.

        With ``looked`` only so many customers are looked at, in order, so that the answer comes at once however few
        a filter lets through; it may then be shorter than the list.
        """
        with self._store.read() as connection:
            if wanted.text.strip():
                return self._matching(connection, wanted, order, limit)
            clause, args = self.clause(connection, wanted)
            sql = f"SELECT rid FROM customer WHERE {clause} ORDER BY {order.sql()} LIMIT ?"
            if looked:
                inner = f"SELECT rid FROM customer WHERE deleted = ? ORDER BY {order.sql()} LIMIT ?"
                # CROSS JOIN keeps the order of the inner list.
                sql = f"SELECT customer.rid FROM ({inner}) CROSS JOIN customer USING (rid) WHERE {clause} LIMIT ?"
                args = [int(wanted.deleted), looked, *args]
            return array("q", [cast(int, row[0]) for row in fetch_all(connection, sql, (*args, limit))])

    def all_rids(self, wanted: ListFilter, order: Order) -> array[int]:
        """Return every key of a list in order; 8 bytes each.

        The keys come out of SQLite as one value, so that the interpreter stays free meanwhile.
        """
        with self._store.read() as connection:
            if wanted.text.strip():
                return self._matching(connection, wanted, order, MAX_HITS)
            clause, args = self.clause(connection, wanted)
            terms = order.sql()
            if not is_read_from_index(wanted.where):
                # Reading the table as it lies and sorting the few is a sixth of walking it in the list's order.
                clause, terms = f"+{clause}", f"+{terms}"
            inner = f"SELECT rid FROM customer WHERE {clause} ORDER BY {terms}"
            text = connection.exec_driver_sql(f"SELECT group_concat(rid) FROM ({inner})", tuple(args)).scalar()
        return array("q", map(int, str(text).split(","))) if text else array("q")

    def rows(self, rids: Sequence[int]) -> list[ListRow | None]:
        """Return list rows by key, None for those that are gone."""
        if not rids:
            return []
        names = ", ".join(LIST_COLUMNS)
        marks = ",".join("?" * len(rids))
        with self._store.read() as connection:
            found = fetch_all(
                connection, f"SELECT rid, id, extra, {names} FROM customer WHERE rid IN ({marks})", tuple(rids)
            )
            ids = [str(row[1]) for row in found]
            waiting, conflicting = outbox.cards_waiting(connection, ids), cards_in_conflict(connection, ids)
            news = unseen.of(connection, ids)
            classes = of_rows(connection, rids)
            files = quality.of_rows(connection, rids)
        by_rid = {}
        for row in found:
            values = cast("dict[str, Value]", dict(zip(LIST_COLUMNS, row[3:], strict=True)))
            values.update(custom_values(row[2]))
            state = state_of(str(row[1]), bool(values["is_sample"]), waiting, conflicting)
            rid = cast(int, row[0])
            values.update(classes.get(rid, {}))
            values["verified_share"], contradictions = files.get(rid, (None, 0))
            by_rid[rid] = ListRow(rid, str(row[1]), values, state, news.get(str(row[1]), News.NONE), contradictions)
        return [by_rid.get(rid) for rid in rids]

    def ids(self, rids: Sequence[int]) -> list[str]:
        """Return customer ids by key, in the given order."""
        found: dict[int, str] = {}
        with self._store.read() as connection:
            for start in range(0, len(rids), 500):
                part = tuple(rids[start : start + 500])
                sql = f"SELECT rid, id FROM customer WHERE rid IN ({','.join('?' * len(part))})"
                found.update((int(row[0]), str(row[1])) for row in connection.exec_driver_sql(sql, part))
        return [found[rid] for rid in rids if rid in found]

    def count(self, wanted: ListFilter) -> int:
        """Count the customers of a list without a search text. Raises UsageError."""
        with self._store.read() as connection:
            clause, args = self.clause(connection, wanted)
            return int(
                connection.exec_driver_sql(f"SELECT count(*) FROM customer WHERE {clause}", tuple(args)).scalar() or 0
            )

    def find(self, text: str, limit: int = 20) -> list[ListRow]:
        """Search as the box in the window does; best hits first."""
        with self._store.read() as connection:
            rids = search.find(connection, text, limit)
        return [row for row in self.rows(rids) if row is not None]

    def found_by_text(self, connection: Connection, wanted: ListFilter) -> str | None:
        """Return, as a JSON list, the keys that a list's search text finds; None for a list without one."""
        if not wanted.text.strip():
            return None
        return f"[{','.join(map(str, search.find_all(connection, wanted.text, MAX_HITS)))}]"

    def _matching(self, connection: Connection, wanted: ListFilter, order: Order, limit: int) -> array[int]:
        hits = list(search.find_all(connection, wanted.text, MAX_HITS))
        clause, args = self.clause(connection, wanted)
        kept: list[int] = []
        for start in range(0, len(hits), 900):
            part = tuple(hits[start : start + 900])
            sql = f"SELECT rid FROM customer WHERE rid IN ({','.join('?' * len(part))}) AND {clause}"
            allowed = {int(row[0]) for row in connection.exec_driver_sql(sql, (*part, *args))}
            kept.extend(rid for rid in part if rid in allowed)
            if order == Order() and len(kept) >= limit:
                break
        if order != Order():  # the search's own order is by closeness; a chosen column overrides it
            kept = _sorted(connection, kept, order)
        return array("q", kept[:limit])

    # -- around the card --------------------------------------------------------------------

    def conflicts(self, customer_id: str | None = None) -> list[ConflictItem]:
        """Return what was overwritten or withheld, newest first."""
        codec = CODECS[CONFLICT.name]
        names = ", ".join(f'f."{name}"' for name in codec.columns)
        sql = (
            f"SELECT c.customer_no, c.display_name, {names} FROM conflict f LEFT JOIN customer c ON c.id = f.agg_id"
            " WHERE NOT f.deleted"
        )
        args: tuple[object, ...] = ()
        if customer_id is not None:
            sql, args = f"{sql} AND f.agg_id = ?", (customer_id,)
        with self._store.read() as connection:
            rows = connection.exec_driver_sql(f"{sql} ORDER BY f.at DESC, f.rid DESC", args).fetchall()
            images = [codec.image(row[2:]) for row in rows]
            customer = read_book(connection).everything
            for image in images:
                if image.values.get("field") == merging.INTO:
                    name_other_card(connection, image)
        return [
            conflict_item(str(row[0] or ""), str(row[1] or ""), image, customer)
            for row, image in zip(rows, images, strict=True)
        ]

    def history(self, customer_id: str, limit: int = 500) -> list[dict[str, object]]:
        """Return the changes of a card as this laptop knows them, newest first."""
        names = ("n", "row_id", "kind", "field", "old", "new", "at", "by", "device")
        sql = f"SELECT {', '.join(names)} FROM history WHERE agg_id = ? ORDER BY n DESC LIMIT ?"
        with self._store.read() as connection:
            rows = connection.exec_driver_sql(sql, (customer_id, limit)).fetchall()
        return [dict(zip(names, row, strict=True)) for row in rows]

    def colleagues(self) -> list[str]:
        """Return the names of active colleagues, for the choice of the signing person."""
        sql = "SELECT display_name FROM employee WHERE active AND NOT deleted ORDER BY display_name"
        with self._store.read() as connection:
            return [str(row[0]) for row in connection.exec_driver_sql(sql)]


def stale_before(today: date) -> str:
    """Return the date before which a card counts as stale."""
    return (today - timedelta(days=STALE_DAYS)).isoformat()


def _card(connection: Connection, customer_id: str, book: FormBook) -> CustomerCard:
    image = load_row(connection, CUSTOMER, customer_id)
    if image is None:
        raise NotFound(id=customer_id)
    row = connection.exec_driver_sql(
        "SELECT rid, display_name, completeness, region, district FROM customer WHERE id = ?", (customer_id,)
    ).one()
    code = image.values.get("customer_kind")
    kind = FormKind.ORGANISATION if code == FormKind.ORGANISATION else FormKind.INDIVIDUAL
    grid = [item for item in load_rows(connection, GRID[kind], (customer_id,)) if not item.deleted]
    waiting = outbox.cards_waiting(connection, (customer_id,))
    conflicting = cards_in_conflict(connection, (customer_id,))
    open_conflicts = connection.exec_driver_sql(
        "SELECT count(*) FROM conflict WHERE agg_id = ? AND state = 'open' AND NOT deleted", (customer_id,)
    ).scalar()
    return CustomerCard(
        id=customer_id,
        rid=int(row[0]),
        customer_no=str(image.values.get("customer_no") or ""),
        kind=kind,
        display_name=str(row[1] or ""),
        values=image.values,
        grid=tuple(GridRow(item.id, item.values) for item in grid),
        sync_state=state_of(customer_id, image.is_sample, waiting, conflicting),
        completeness=int(row[2] or 0),
        region=row[3],
        district=row[4],
        owner_id=image.owner_id,
        deleted=image.deleted,
        is_sample=image.is_sample,
        version=image.version,
        created_at=image.stamps.get("created_at", ""),
        created_by=image.stamps.get("created_by", ""),
        updated_at=image.stamps.get("updated_at", ""),
        updated_by=image.stamps.get("updated_by", ""),
        open_conflicts=int(open_conflicts or 0),
        record=book.record_for(image.values),
    )


def _sorted(connection: Connection, rids: Sequence[int], order: Order) -> list[int]:
    keys: dict[int, object] = {}
    for start in range(0, len(rids), 900):
        part = tuple(rids[start : start + 900])
        sql = f"SELECT rid, {sort_sql(order.column)} FROM customer WHERE rid IN ({','.join('?' * len(part))})"
        keys.update((int(row[0]), row[1]) for row in connection.exec_driver_sql(sql, part))

    def key(rid: int) -> tuple[bool, object, int]:
        value = keys[rid]  # as SQLite orders: nothing first; the values of one column are of one kind
        return (value is not None, "" if value is None else value, rid)

    return sorted(keys, key=key, reverse=order.descending)
