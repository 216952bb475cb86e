"""What the server sent: staged page by page, then laid under the person's open operations.

The screen shows base + open operations. A row without open operations is the base itself; for the
few others ``base_row`` keeps it. No merging happens here: the server alone decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.fields import FieldType, Value
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.store import outbox, search
from desktop_crm.store.projection import CODECS, SEARCHED_FIELDS, Deriver, RowImage, canonical, from_wire, to_wire
from desktop_crm.store.recorder import GRID_TYPES, load_row, load_rows, refresh_derived
from desktop_crm.store.schema import card_key

#: More cards than this are indexed for search in the background instead of in the transaction.
INDEX_INLINE = 200
_SLICE = 400


class RemoteRow(msgspec.Struct):
    """One row as the server sends it."""

    t: str
    id: str
    v: int
    f: dict[str, object] = {}
    deleted: bool = msgspec.field(name="del", default=False)


class RemoteCard(msgspec.Struct):
    """One card as the server sends it: changed rows, all rows (``full``), or no longer visible (``drop``)."""

    a: str
    pos: int = 0
    rows: list[RemoteRow] = []
    full: bool = False
    drop: bool = False


_decoder = msgspec.json.Decoder(RemoteCard)
_fields_decoder = msgspec.json.Decoder(dict[str, object])


@dataclass(slots=True)
class Applied:
    """Cards that changed or left."""

    changed: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


def put_in_stage(connection: Connection, items: Iterable[tuple[str, bytes]]) -> None:
    """Keep (card id, JSON of the item) until the server says the pull is complete; later items win."""
    rows = list(items)
    if rows:
        connection.exec_driver_sql("INSERT OR REPLACE INTO stage (agg_id, item) VALUES (?, ?)", rows)


def take_from_stage(connection: Connection) -> list[RemoteCard]:
    """Return and clear what is staged."""
    rows = connection.exec_driver_sql("SELECT item FROM stage ORDER BY agg_id").fetchall()
    connection.exec_driver_sql("DELETE FROM stage")
    return [_decoder.decode(row[0]) for row in rows]


class Replica:
    """Applies cards of the server inside the caller's transaction."""

    def __init__(self, connection: Connection, deriver: Deriver, *, first_sync: bool = False) -> None:
        self.connection = connection
        self.deriver = deriver
        self._first_sync = first_sync
        self._open: dict[str, list[bytes]] = {}
        self._based: set[str] = set()
        self._present: dict[str, RowImage] = {}
        self._found_differently: set[str] = set()
        self._batches: dict[str, list[tuple[object, ...]]] = {}
        self._history: list[tuple[object, ...]] = []

    def apply(self, cards: Sequence[RemoteCard], head: int) -> Applied:
        """Make the store show these cards, the person's open operations over them.

        ``head`` is the commit the cards were read at: operations answered by then are not laid over.
        """
        done = Applied()
        self._open = outbox.open_operations(self.connection, covered=head)
        self._based = {str(row[0]) for row in self.connection.exec_driver_sql("SELECT id FROM base_row")}
        known = self._known_cards(cards)
        self._present = self._load_present(cards, known)
        partial: list[str] = []
        for card in cards:
            if card.drop:
                done.dropped.add(card.a)
            elif self._take(card, known=card.a in known):
                partial.append(card.a)
            if not card.drop:
                done.changed.add(card.a)
        self._flush()
        for agg_id in partial:
            refresh_derived(self.connection, agg_id, self.deriver)
        self._drop(done.dropped)
        self._index(self._found_differently)
        return done

    def settle(self, head: int, now: str) -> frozenset[str]:
        """After the last page: finish answered operations and show the base where none is left.

        Returns the cards that look different now: their operation had lost.
        """
        outbox.finish(self.connection, head, now)
        self._open = outbox.open_operations(self.connection)
        rows = self.connection.exec_driver_sql("SELECT id, type, version, deleted, body FROM base_row").fetchall()
        settled, changed = [], set()
        for row_id, kind, version, deleted, body in rows:
            if row_id in self._open:
                continue
            settled.append((row_id,))
            agg_id = self._restore_base(str(row_id), str(kind), int(version), bool(deleted), str(body))
            if agg_id:
                changed.add(agg_id)
        if settled:
            self.connection.exec_driver_sql("DELETE FROM base_row WHERE id = ?", settled)
        return frozenset(changed)

    # -- one card ---------------------------------------------------------------------------

    def _known_cards(self, cards: Sequence[RemoteCard]) -> set[str]:
        ids = [card.a for card in cards]
        known: set[str] = set()
        for start in range(0, len(ids), _SLICE):
            part = ids[start : start + _SLICE]
            marks = ",".join("?" * len(part))
            sql = f"SELECT id FROM customer WHERE id IN ({marks})"
            known.update(str(row[0]) for row in self.connection.exec_driver_sql(sql, tuple(part)))
        return known | {"org"}

    def _take(self, card: RemoteCard, *, known: bool) -> bool:
        """Store the rows of a card; True when its derived columns must be computed from the store."""
        if card.full and known:
            self._forget_missing(card)
        whole = card.full and not (known and (self._open or not self._first_sync))
        images: list[RowImage] = []
        for row in card.rows:
            if row.t not in RECORD_TYPES:
                self._keep_foreign(card.a, row)
                continue
            image = self._image(card.a, row)
            images.append(image)
            before = self._present.get(row.id)
            if before is not None and not self._first_sync:
                self._note_difference(before, image)
            if before is None or _found_differently(before, image):
                self._found_differently.add(card.a)
        grid = [image.values for image in images if image.record in GRID_TYPES and not image.deleted]
        for image in images:
            derived: Sequence[object] = ()
            if image.record is CUSTOMER:
                derived = self.deriver.columns(image, grid)
            self._batches.setdefault(image.record.name, []).append(CODECS[image.record.name].row(image, derived))
        return not whole

    def _load_present(self, cards: Sequence[RemoteCard], known: set[str]) -> dict[str, RowImage]:
        """Read what is here of the cards that come, a kind at a time."""
        wanted: dict[str, set[str]] = {}
        for card in cards:
            if card.a in known:
                for row in card.rows:
                    if row.t in RECORD_TYPES:
                        wanted.setdefault(row.t, set()).add(card.a)
        return {
            image.id: image
            for kind, ids in wanted.items()
            for image in load_rows(self.connection, RECORD_TYPES[kind], sorted(ids))
        }

    def _image(self, agg_id: str, row: RemoteRow) -> RowImage:
        codec = CODECS[row.t]
        operations = self._open.get(row.id)
        if operations:
            self._keep_base(row)
        elif row.id in self._based:  # what came is the base; the older copy must not come back
            self.connection.exec_driver_sql("DELETE FROM base_row WHERE id = ?", (row.id,))
        values, stamps, owner, extra = codec.from_body(row.f)
        if row.deleted and not row.f:
            kept = load_row(self.connection, codec.record, row.id)  # a tombstone leaves the last values readable
            if kept is not None:
                values, stamps, owner, extra = kept.values, kept.stamps, kept.owner_id, kept.extra
        image = RowImage(codec.record, row.id, agg_id, values, row.v, row.deleted, False, stamps, owner, extra)
        for payload in operations or ():
            lay_over(image, _fields_decoder.decode(payload))
        return image

    def _keep_base(self, row: RemoteRow) -> None:
        self.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO base_row (id, type, version, deleted, body) VALUES (?, ?, ?, ?, ?)",
            (row.id, row.t, row.v, row.deleted, canonical(row.f)),
        )

    def _keep_foreign(self, agg_id: str, row: RemoteRow) -> None:
        self.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO foreign_row (id, agg_id, type, version, deleted, body) VALUES (?, ?, ?, ?, ?, ?)",
            (row.id, agg_id, row.t, row.v, row.deleted, canonical(row.f)),
        )

    def _forget_missing(self, card: RemoteCard) -> None:
        """A whole card replaces what is here, except rows that are only here: on their way, or set aside
        by the server (version 0)."""
        here = {row.id for row in card.rows} | self._open.keys()
        for name in (*RECORD_TYPES, "foreign_row"):
            sql = f'SELECT id FROM "{name}" WHERE {card_key(name)} = ? AND version > 0'
            rows = self.connection.exec_driver_sql(sql, (card.a,)).fetchall()
            gone = [(str(row[0]),) for row in rows if row[0] not in here]
            if gone:
                self.connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE id = ?', gone)

    def _restore_base(self, row_id: str, kind: str, version: int, deleted: bool, body: str) -> str | None:
        codec = CODECS[kind]
        present = load_row(self.connection, codec.record, row_id)
        if present is None:
            return None
        fields = _fields_decoder.decode(body)
        values, stamps, owner, extra = codec.from_body(fields)
        if deleted and not fields:  # a tombstone leaves the last values readable
            values, stamps, owner, extra = present.values, present.stamps, present.owner_id, present.extra
        image = RowImage(codec.record, row_id, present.agg_id, values, version, deleted, False, stamps, owner, extra)
        if (present.values, present.deleted, present.version) == (values, deleted, version):
            return None
        self._note_difference(present, image)
        derived = self.deriver.columns(image) if codec.record is CUSTOMER else ()
        self._batches.setdefault(kind, []).append(codec.row(image, derived))
        self._flush()
        refresh_derived(self.connection, present.agg_id, self.deriver)
        self._index((present.agg_id,))
        return present.agg_id

    # -- many cards -------------------------------------------------------------------------

    def _note_difference(self, before: RowImage, after: RowImage) -> None:
        by, at = after.stamps.get("updated_by", ""), after.stamps.get("updated_at", "")
        for name in sorted({*before.values, *after.values}):
            old, new = before.values.get(name), after.values.get(name)
            if old != new:
                self._history.append(
                    (after.agg_id, after.id, "pulled", name, _json(old), _json(new), at, by),
                )
        if before.deleted != after.deleted:
            kind = "pulled_delete" if after.deleted else "pulled_restore"
            self._history.append((after.agg_id, after.id, kind, None, None, None, at, by))

    def _flush(self) -> None:
        for name, rows in self._batches.items():
            self.connection.exec_driver_sql(CODECS[name].upsert_sql, rows)
        if self._history:
            self.connection.exec_driver_sql(
                "INSERT INTO history (agg_id, row_id, kind, field, old, new, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                self._history,
            )
        self._batches, self._history = {}, []

    def _drop(self, agg_ids: set[str]) -> None:
        if not agg_ids:
            return
        search.remove(self.connection, self._rids(agg_ids))
        rows = [(agg_id,) for agg_id in sorted(agg_ids)]
        for name in (*RECORD_TYPES, "foreign_row", "history"):
            self.connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE {card_key(name)} = ?', rows)

    def _index(self, agg_ids: Iterable[str]) -> None:
        rids = self._rids(agg_ids)
        if len(rids) <= INDEX_INLINE:
            search.index_cards(self.connection, rids)
        else:
            search.enqueue(self.connection, rids)

    def _rids(self, agg_ids: Iterable[str]) -> list[int]:
        ids = sorted(agg_ids)
        found: list[int] = []
        for start in range(0, len(ids), _SLICE):
            part = ids[start : start + _SLICE]
            marks = ",".join("?" * len(part))
            sql = f"SELECT rid FROM customer WHERE id IN ({marks})"
            found.extend(int(row[0]) for row in self.connection.exec_driver_sql(sql, tuple(part)))
        return sorted(found)


def lay_over(image: RowImage, operation: dict[str, object]) -> None:
    """Lay one open operation over a row."""
    kind = operation.get("k")
    if kind in ("delete", "restore"):
        image.deleted = kind == "delete"
        return
    changes = operation.get("f")
    for name, change in (changes if isinstance(changes, dict) else {}).items():
        declared = image.record.get(name)
        if declared is None:
            continue
        new = from_wire(change.get("n"))
        if declared.type is FieldType.SET:
            new = _merge_set(image.values.get(name), from_wire(change.get("o")), new)
        if new is None:
            image.values.pop(name, None)
        else:
            image.values[name] = new


def _found_differently(before: RowImage, after: RowImage) -> bool:
    """Say whether a search can find the card by other words than before."""
    if before.deleted != after.deleted:
        return True
    return any(before.values.get(name) != after.values.get(name) for name in SEARCHED_FIELDS[after.record.name])


def _merge_set(present: Value, old: Value, new: Value) -> Value:
    """Add what the person added, remove what the person removed."""
    here, before, after = (set(item) if isinstance(item, tuple) else set() for item in (present, old, new))
    return tuple(sorted((here - (before - after)) | (after - before))) or None


def _json(value: Value) -> str | None:
    return None if value is None else canonical(to_wire(value))
