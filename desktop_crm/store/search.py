"""Search as you type: the index, its upkeep and its questions.

Two FTS5 tables without content, ``rowid`` = ``customer.rid``: the lean ``search_name`` and the texts in
``search_text``. A row whose entry is still to be made stands in ``search_todo``. Answers are those of
:func:`desktop_crm.domain.search_text.rank`: hits that the index cannot decide are checked on the row.

Entries must be written in rising rowid order inside a transaction (:func:`index_cards` does): FTS5 writes
out all pending terms at every step back.
"""

from __future__ import annotations

import heapq
import itertools
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from desktop_crm import collector
from desktop_crm.domain.custom.definition import PARAMETER_KIND
from desktop_crm.domain.fields import SearchIn, is_custom
from desktop_crm.domain.merged_card import MERGED_CARD
from desktop_crm.domain.records import CONTACT, CUSTOMER
from desktop_crm.domain.search_text import (
    ADDED,
    Part,
    Rank,
    SearchDocument,
    documents,
    normalise,
    parts,
    rank,
    searched_fields,
)
from desktop_crm.store.forms import read_book
from desktop_crm.store.search_entries import lean_rows, text_rows
from desktop_crm.store.search_index import Lookup, lean_lookup, lean_lookups, text_lookup

#: Entries made in one go; the transaction around it stays short.
SLICE = 5000
_CHUNK = 500
#: Merging keeps pace when it works on one page for so many new entries.
_ROWS_A_PAGE = 5
#: So many segments are merged into one: few, as each lookup asks all of them; many while entries of a whole list are
#: made, as every merge writes all of its entries again.
_FEW_SEGMENTS, _MANY_SEGMENTS = 4, 16
#: Up to so many hits of one part are checked one by one.
_FEW = 200

_TOKENCHARS = string.punctuation.replace("'", "''").replace('"', '""')
#: Signs belong to names, numbers and addresses; unicode61 would cut at them.
_TOKENIZE = f"tokenize = \"ascii tokenchars '{_TOKENCHARS}'\""
_HASH_BYTES = 64 * 1024 * 1024

_TABLES = ("search_name", "search_text")
_OPTIONS = f"content = '', contentless_delete = 1, detail = none, {_TOKENIZE}"

#: Run once by the first migration. The large hash lets a slice become one segment; segments are merged by
#: :func:`drain` and :func:`tidy`, never inside a save: automerge took 40 ms of every tenth one.
SEARCH_DDL: list[str] = [
    statement
    for table in _TABLES
    for statement in (
        f"CREATE VIRTUAL TABLE {table} USING fts5(terms, {_OPTIONS})",
        f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {_HASH_BYTES})",
        f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0)",
    )
]


def _columns(*places: SearchIn) -> list[str]:
    return [field.id for field in searched_fields(CUSTOMER, *places)]


_NAMES = ["customer_kind", *_columns(SearchIn.NAME)]
_DIGITS = _columns(SearchIn.DIGITS)
#: Ranks of a single part that only asks for a stretch of these columns.
_EXTRA = "extra"  # holds what the company added
_PLAIN = {Rank.COMPANY: _columns(SearchIn.COMPANY), Rank.TEXT: [*_columns(SearchIn.TEXT), _EXTRA]}
_LEAN_COLUMNS = ["customer_kind", *_columns(SearchIn.NAME, SearchIn.COMPANY, SearchIn.DIGITS)]
_ALL_COLUMNS = ["customer_kind", *_columns(*SearchIn), _EXTRA]
#: Rows by which a card is found, and their columns.
_FOUND_ROWS = {one.name: [field.id for field in searched_fields(one, *SearchIn)] for one in (CONTACT, MERGED_CARD)}


def _read(conn: Connection, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    """Read all rows straight from the driver: a keystroke asks several times."""
    cursor = conn.connection.cursor()
    try:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _documents(conn: Connection, rids: Sequence[int], columns: Sequence[str]) -> dict[int, SearchDocument]:
    """Build the documents of live cards from these columns; rising rowids."""
    listed = ", ".join(f'"{column}"' for column in columns)
    sql = f"SELECT rid, id, {listed} FROM customer WHERE rid IN ({_marks(rids)}) AND NOT deleted ORDER BY rid"
    rows = _read(conn, sql, rids)
    grid = _found_rows(conn, [row[1] for row in rows])
    cards = [(dict(zip(columns, values, strict=True)), grid.get(card, ())) for _rid, card, *values in rows]
    if _EXTRA in columns and any(values[_EXTRA] for values, _ in cards):
        names = _added_names(conn)
        for values, _ in cards:
            values[ADDED] = _added_text(values[_EXTRA], names)
    return dict(zip([int(str(row[0])) for row in rows], documents(cards), strict=True))


def _added_names(conn: Connection) -> list[str]:
    """Name the fields the company added that a card is found by."""
    return [one.id for one in searched_fields(read_book(conn).everything, SearchIn.TEXT) if is_custom(one.id)]


def _added_text(extra: object, names: Sequence[str]) -> str:
    values = msgspec.json.decode(str(extra)) if extra else {}
    return " ".join(str(values[name]) for name in names if values.get(name))


def enqueue_added(conn: Connection) -> None:
    """Note all cards that hold something the company added: what they are found by may be another now."""
    conn.exec_driver_sql("INSERT OR IGNORE INTO search_todo (rid) SELECT rid FROM customer WHERE extra IS NOT NULL")


def follow_form(conn: Connection, rows: Iterable[Mapping[str, object]]) -> None:
    """Do what a version of the company's form asks for, when one is among rows of the organisation that came."""
    if any(row.get("kind") == PARAMETER_KIND for row in rows):
        enqueue_added(conn)


def _found_rows(conn: Connection, cards: Sequence[object]) -> dict[object, list[dict[str, object]]]:
    grid: dict[object, list[dict[str, object]]] = {}
    for name, columns in _FOUND_ROWS.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        sql = f"SELECT agg_id, {listed} FROM {name} WHERE agg_id IN ({_marks(cards)}) AND NOT deleted ORDER BY rid"
        for card, *values in _read(conn, sql, cards):
            grid.setdefault(card, []).append(dict(zip(columns, values, strict=True)))
    return grid


def document_of(conn: Connection, rid: int) -> SearchDocument | None:
    """Return what can be found of a card now; None when it is gone. Equal documents need no new entry."""
    return _documents(conn, [rid], _ALL_COLUMNS).get(rid)


def index_cards(conn: Connection, rids: Iterable[int]) -> None:
    """Make the entries of these cards anew; cards that are gone or deleted lose theirs."""
    ordered = sorted(set(rids))
    with collector.paused():
        for at in range(0, len(ordered), SLICE):
            _index_slice(conn, ordered[at : at + SLICE])


def _index_slice(conn: Connection, rids: list[int]) -> None:
    remove(conn, rids)
    for at in range(0, len(rids), _CHUNK):
        docs = _documents(conn, rids[at : at + _CHUNK], _ALL_COLUMNS)
        cards = list(docs.values())
        for table, terms in (("search_name", lean_rows(cards)), ("search_text", text_rows(cards))):
            rows = [(rid, text) for rid, text in zip(docs, terms, strict=True) if text]
            if rows:
                conn.exec_driver_sql(f"INSERT INTO {table} (rowid, terms) VALUES (?, ?)", rows)


def remove(conn: Connection, rids: Iterable[int]) -> None:
    """Drop the entries of these cards, where there are any."""
    ordered = sorted(set(rids))
    for table in _TABLES:
        for at in range(0, len(ordered), _CHUNK):
            some = ordered[at : at + _CHUNK]
            # Asking first costs less than the tombstones FTS5 would write for entries that never were.
            known = _read(conn, f"SELECT id FROM {table}_docsize WHERE id IN ({_marks(some)}) ORDER BY id", some)
            if known:
                conn.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", [tuple(row) for row in known])


def enqueue(conn: Connection, rids: Iterable[int]) -> None:
    """Note cards whose entries are to be made later by :func:`drain`."""
    noted = [(rid,) for rid in rids]
    if noted:
        conn.exec_driver_sql("INSERT OR IGNORE INTO search_todo (rid) VALUES (?)", noted)


def enqueue_after(conn: Connection, rid: int) -> None:
    """Note all cards stored after this one for :func:`drain`."""
    conn.exec_driver_sql("INSERT OR IGNORE INTO search_todo (rid) SELECT rid FROM customer WHERE rid > ?", (rid,))


def drain(conn: Connection, limit: int = SLICE) -> int:
    """Make up to ``limit`` of the noted entries; return how many are left. The caller commits."""
    rids = [int(str(row[0])) for row in _read(conn, "SELECT rid FROM search_todo ORDER BY rid LIMIT ?", [limit])]
    if rids:
        index_cards(conn, rids)
        conn.exec_driver_sql("DELETE FROM search_todo WHERE rid <= ?", (rids[-1],))
        tidy(conn, len(rids) // _ROWS_A_PAGE + 1, _MANY_SEGMENTS if len(rids) == limit else _FEW_SEGMENTS)
    return int(str(_read(conn, "SELECT count(*) FROM search_todo")[0][0]))


def tidy(conn: Connection, pages: int = 100, together: int = _FEW_SEGMENTS) -> bool:
    """Merge small segments, about ``pages`` pages of work a table, where there are at least ``together`` of a size.
    Return True when there is more to do.

    To be called now and then when nobody waits: a lookup asks every segment. The caller commits.
    """
    for table in _TABLES:
        at_present = _read(conn, f"SELECT v FROM {table}_config WHERE k = 'usermerge'")
        if (at_present or [(_FEW_SEGMENTS,)])[0] != (together,):
            conn.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('usermerge', ?)", (together,))
    before = conn.exec_driver_sql("SELECT total_changes()").scalar_one()
    for table in _TABLES:
        conn.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))
    after = conn.exec_driver_sql("SELECT total_changes()").scalar_one()
    return int(after) - int(before) > len(_TABLES)  # each command counts as a change itself


def is_complete(conn: Connection) -> bool:
    """Say whether every card has its entry."""
    return not _read(conn, "SELECT 1 FROM search_todo LIMIT 1")


def find(conn: Connection, text: str, limit: int = 20, offset: int = 0) -> list[int]:
    """Return the rowids of one page of hits, best rank first, inside a rank the newest card first."""
    return list(itertools.islice(find_all(conn, text), offset, offset + limit))


def find_all(conn: Connection, text: str, limit: int | None = None) -> Iterator[int]:
    """Give every hit in the order of :func:`find`; reads on only as far as it is asked."""
    query = parts(text)
    return itertools.islice(_Search(conn, query, text).hits(), limit)


class _Search:
    """One question to the index."""

    def __init__(self, conn: Connection, query: tuple[Part, ...], typed: str) -> None:
        self.conn = conn
        self.query = query
        self.typed = typed.strip()
        self.complete = is_complete(conn)
        self.seen: set[int] = set()

    def hits(self) -> Iterator[int]:
        """Give all hits in order."""
        for wanted, lookups in lean_lookups(self.query):
            if not self.complete:
                yield from self._new(self._checked(self._unindexed(wanted), wanted))
            if wanted is not Rank.TEXT:
                yield from self._new(self._merged("search_name", lookups, wanted))
            else:
                yield from self._new(self._texts(lookups))

    def _texts(self, lean: list[Lookup]) -> Iterator[int]:
        """Hits that need an address, remarks or the like."""
        streams = [self._merged("search_name", lean, Rank.TEXT), self._checked(self._joint(), Rank.TEXT)]
        whole = text_lookup(self.query[0]) if len(self.query) == 1 else None
        streams += [self._merged("search_text", [whole], Rank.TEXT)] if whole else []
        return heapq.merge(*streams, reverse=True)

    def _merged(self, table: str, lookups: list[Lookup], wanted: Rank) -> Iterator[int]:
        return heapq.merge(*(self._answers(table, lookup, wanted) for lookup in lookups), reverse=True)

    def _new(self, rids: Iterable[int]) -> Iterator[int]:
        for rid in rids:
            if rid not in self.seen:
                self.seen.add(rid)
                yield rid

    def _answers(self, table: str, lookup: Lookup, wanted: Rank) -> Iterator[int]:
        if lookup.exact and self.complete:
            return self._rowids(table, lookup, live=True)
        return self._checked(self._rowids(table, lookup), wanted)

    def _rowids(self, table: str, lookup: Lookup, *, live: bool = False, limit: int = -1) -> Iterator[int]:
        """Walk hits from the newest back; ``live`` leaves deleted cards out."""
        join = f"CROSS JOIN customer ON customer.rid = {table}.rowid AND NOT customer.deleted" if live else ""
        sql = f"SELECT {table}.rowid FROM {table} {join} WHERE {table} MATCH ? ORDER BY {table}.rowid DESC LIMIT ?"
        cursor = self.conn.connection.cursor()
        try:
            cursor.execute(sql, (lookup.match, limit))
            size = 20
            while rows := cursor.fetchmany(size):
                yield from (row[0] for row in rows)
                size = _CHUNK
        finally:
            cursor.close()

    def _checked(self, rids: Iterable[int], wanted: Rank) -> Iterator[int]:
        """Keep the cards that match with this rank: the plain scan of a few rows.

        A single part is only compared with the fields of this rank: cards that match it better have been
        given before.
        """
        unseen = (rid for rid in rids if rid not in self.seen)
        size = 20
        while some := list(itertools.islice(unseen, size)):
            matching = self._matching(some, wanted)
            yield from (rid for rid in some if rid in matching)
            size = min(2 * size, _CHUNK)

    def _matching(self, rids: list[int], wanted: Rank) -> set[int]:
        if len(self.query) > 1 or self.query[0].split:
            docs = _documents(self.conn, rids, _ALL_COLUMNS if wanted is Rank.TEXT else _LEAN_COLUMNS)
        elif wanted in _PLAIN:
            return self._containing(rids, _PLAIN[wanted])
        else:
            docs = _documents(self.conn, rids, _DIGITS if wanted is Rank.DIGITS else _NAMES)
        return {rid for rid, doc in docs.items() if rank(doc, self.query) == wanted}

    def _containing(self, rids: list[int], columns: list[str]) -> set[int]:
        """Cards that hold the only part in one of these columns; no document is needed for that."""
        text = self.query[0].text
        sql = f"SELECT rid, {', '.join(columns)} FROM customer WHERE rid IN ({_marks(rids)}) AND NOT deleted"
        rows = _read(self.conn, sql, rids)
        if columns[-1] == _EXTRA and any(row[-1] for row in rows):
            names = _added_names(self.conn)
            rows = [(*row[:-1], _added_text(row[-1], names)) for row in rows]
        return {
            int(str(rid)) for rid, *values in rows if any(text in normalise(str(value)) for value in values if value)
        }

    def _unindexed(self, wanted: Rank) -> list[int]:
        """Find cards without an entry yet by the beginning of name and phone, which have B-trees."""
        columns = {Rank.START: ("display_name",), Rank.DIGITS: ("mobile_phone", "landline_phone")}.get(wanted, ())
        found: set[int] = set()
        for column in columns:
            for start in {self.typed, normalise(self.typed)} - {""}:
                sql = (
                    f"SELECT rid FROM customer INDEXED BY {_BY[column]} WHERE {column} >= ? AND {column} < ? "
                    "AND rid IN (SELECT rid FROM search_todo) LIMIT ?"
                )
                found.update(int(str(row[0])) for row in _read(self.conn, sql, (start, start + "\U0010ffff", _FEW)))
        return sorted(found, reverse=True)

    def _joint(self) -> Iterator[int]:
        """Cards where at least one of several parts may be found in a text, newest first."""
        readings = [[(part,), part.split] if part.split else [(part,)] for part in self.query]
        found: set[int] = set()
        for combination in itertools.product(*readings):
            several = tuple(itertools.chain.from_iterable(combination))
            if len(several) > 1:
                for at, part in enumerate(several):
                    found.update(self._with_text(part, several[:at] + several[at + 1 :]))
        yield from sorted(found - self.seen, reverse=True)

    def _with_text(self, part: Part, others: tuple[Part, ...]) -> set[int]:
        """Cards with this part in a text and, as far as it is cheap to know, the others anywhere."""
        lookup = text_lookup(part)
        texts = self._some("search_text", lookup, _FEW)
        if not texts or len(texts) < _FEW:
            return texts
        for other in others:
            few = self._anywhere(other, _FEW)
            if len(few) < _FEW:
                return few
        both = self._some("search_text", lookup)
        for other in others:
            both &= self._anywhere(other)
        return both

    def _some(self, table: str, lookup: Lookup | None, limit: int = -1) -> set[int]:
        return set(self._rowids(table, lookup, limit=limit)) if lookup else set()

    def _anywhere(self, part: Part, limit: int = -1) -> set[int]:
        return self._some("search_name", lean_lookup(part), limit) | self._some("search_text", text_lookup(part), limit)


_BY = {
    "display_name": "customer_by_display_name",
    "mobile_phone": "customer_by_mobile",
    "landline_phone": "customer_by_landline",
}


def rids_of(connection: Connection, ids: Sequence[str]) -> list[int]:
    """Return the local integer keys of customers, rising."""
    found: list[int] = []
    for start in range(0, len(ids), 500):
        part = tuple(ids[start : start + 500])
        marks = ",".join("?" * len(part))
        sql = f"SELECT rid FROM customer WHERE id IN ({marks})"
        found.extend(int(row[0]) for row in connection.exec_driver_sql(sql, part))
    return sorted(found)
