"""What the server sent, laid under the person's open operations.

The screen shows base + open operations. A row without open operations is the base itself; for the
few others ``base_row`` keeps it. No merging happens here: the server alone decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.fields import FieldType, Value
from desktop_crm.domain.records import CONFLICT, CUSTOMER, RECORD_TYPES
from desktop_crm.store import card_sums, erased_people, meta, outbox, search, unseen
from desktop_crm.store.projection import CODECS, SEARCHED_FIELDS, Deriver, RowImage, canonical, from_wire, to_wire
from desktop_crm.store.recorder import GRID_TYPES, load_row, load_rows, refresh_derived
from desktop_crm.store.schema import card_key

#: More cards than this are indexed for search in the background instead of in the transaction.
INDEX_INLINE = 200
_SLICE = 400
ORGANISATION = "org"  # the card that everybody sees: its rows are the colleagues


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
    h: str | None = None  # hash of the whole card, 32 hexadecimal digits
    why: str = ""  # of a drop


_ROOT = CODECS[CUSTOMER.name]
_ROOT_NAMES = ", ".join(f'"{name}"' for name in (*_ROOT.columns, "card_hash"))
_ROOT_UPDATES = ", ".join(f'"{name}" = excluded."{name}"' for name in (*_ROOT.columns, "card_hash") if name != "id")
#: The customer row together with the hash of its card, which no other writer touches.
_ROOT_SQL = (
    f"INSERT INTO customer ({_ROOT_NAMES}) VALUES ({', '.join('?' * (len(_ROOT.columns) + 1))})"
    f" ON CONFLICT (id) DO UPDATE SET {_ROOT_UPDATES}"
)
_fields_decoder = msgspec.json.Decoder(dict[str, object])


@dataclass(slots=True)
class Applied:
    """Cards that changed or left."""

    changed: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


class Replica:
    """Applies cards of the server inside the caller's transaction.

    ``now`` (UTC text) is written to what came; without it nothing is noted as having come.
    """

    def __init__(
        self, connection: Connection, deriver: Deriver, *, first_sync: bool = False, now: str | None = None
    ) -> None:
        self.connection = connection
        self.deriver = deriver
        self._now = now
        self._first_sync = first_sync
        self._open: dict[str, list[bytes]] = {}
        self._based: set[str] = set()
        self._present: dict[str, RowImage] = {}
        self._sums: dict[str, str] = {}  # hashes of the cards that come
        self._found_differently: set[str] = set()
        self._batches: dict[str, list[tuple[object, ...]]] = {}
        self._roots: list[tuple[object, ...]] = []
        self._history: list[tuple[object, ...]] = []
        self._unseen: set[str] = set()  # cards that colleagues changed
        self._me: str | None = None

    def apply(self, cards: Sequence[RemoteCard], head: int) -> Applied:
        """Make the store show these cards, the person's open operations over them.

        ``head`` is the commit the cards were read at: operations answered by then are not laid over.
        """
        done = Applied()
        self._open = outbox.open_operations(self.connection, covered=head)
        self._based = {str(row[0]) for row in self.connection.exec_driver_sql("SELECT id FROM base_row")}
        known = self._known_cards(cards)
        self._present = self._load_present(cards, known)
        kept = card_sums.kept_hashes(self.connection, [card.a for card in cards if not card.full], ORGANISATION)
        self._sums = card_sums.sums(self.connection, cards, self._present, kept)
        partial: list[str] = []
        for card in cards:
            if card.drop:
                done.dropped.add(card.a)
            elif self._take(card, known=card.a in known):
                partial.append(card.a)
            if not card.drop:
                done.changed.add(card.a)
        self._flush()
        self._keep_hashes(cards)
        for agg_id in partial:
            refresh_derived(self.connection, agg_id, self.deriver)
        self._drop(done.dropped)
        erased_people.purge(
            self.connection, [card.a for card in cards if card.drop and card.why == erased_people.ERASED]
        )
        self._note_arrivals(done, known)
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
        self._note_unseen()
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
        return known | {ORGANISATION}

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
            codec = CODECS[image.record.name]
            if image.record is CUSTOMER:
                self._roots.append((*codec.row(image, self.deriver.columns(image, grid)), self._sums[card.a]))
            else:
                self._batches.setdefault(image.record.name, []).append(codec.row(image))
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
        """A whole card replaces what is here, except rows that are only here: on their way, or set aside by the
        server (version 0). One that has operations on their way and that the server has no more is only here now."""
        here = {row.id for row in card.rows}
        for name in (*RECORD_TYPES, "foreign_row"):
            sql = f'SELECT id FROM "{name}" WHERE {card_key(name)} = ? AND version > 0'
            rows = self.connection.exec_driver_sql(sql, (card.a,)).fetchall()
            missing = [str(row[0]) for row in rows if row[0] not in here]
            gone = [(row_id,) for row_id in missing if row_id not in self._open]
            alone = [(row_id,) for row_id in missing if row_id in self._open]
            if gone:
                self.connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE id = ?', gone)
            if alone:
                self.connection.exec_driver_sql(f'UPDATE "{name}" SET version = 0 WHERE id = ?', alone)
                self.connection.exec_driver_sql("DELETE FROM base_row WHERE id = ?", alone)

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
        if present == image:
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
        noted = len(self._history)
        for name in sorted({*before.values, *after.values}):
            old, new = before.values.get(name), after.values.get(name)
            if old != new:
                self._history.append(
                    (after.agg_id, after.id, "pulled", name, _json(old), _json(new), at, by, self._now),
                )
        if before.deleted != after.deleted:
            kind = "pulled_delete" if after.deleted else "pulled_restore"
            self._history.append((after.agg_id, after.id, kind, None, None, None, at, by, self._now))
        if len(self._history) > noted and after.record is not CONFLICT and by != self._my_name():
            self._unseen.add(after.agg_id)

    def _note_unseen(self, new: Iterable[str] = ()) -> None:
        if self._now is not None:
            unseen.note(self.connection, self._unseen - {ORGANISATION}, new)
        self._unseen = set()

    def _my_name(self) -> str:
        if self._me is None:
            self._me = meta.get(self.connection, "user_name")
        return self._me

    def _keep_hashes(self, cards: Sequence[RemoteCard]) -> None:
        """Keep the hash of cards whose customer row did not come; with the row it is in already.

        Where the rows do not add up to what the server says of the card, the next pull compares everything.
        """
        here = [card for card in cards if not card.drop]
        rest = [(self._sums[card.a], card.a) for card in here if all(row.id != card.a for row in card.rows)]
        for kept, agg_id in rest:
            if agg_id == ORGANISATION:
                meta.put(self.connection, org_hash=kept)
        if rest:
            self.connection.exec_driver_sql("UPDATE customer SET card_hash = ? WHERE id = ?", rest)
        if any(card.h not in (None, self._sums[card.a]) for card in here):
            meta.put(self.connection, digest_due="1")

    def _note_arrivals(self, done: Applied, known: set[str]) -> None:
        """Write down which cards are new here and which left; the first synchronisation is no news."""
        if self._first_sync or self._now is None:
            return
        came = [(self._now, agg_id, "new") for agg_id in sorted(done.changed - known)]
        left = [(self._now, agg_id, "left") for agg_id in sorted(done.dropped & known)]
        self._note_unseen(done.changed - known)
        unseen.forget(self.connection, done.dropped)
        if came or left:
            self.connection.exec_driver_sql("INSERT INTO arrival (at, agg_id, what) VALUES (?, ?, ?)", came + left)

    def _flush(self) -> None:
        if self._roots:
            self.connection.exec_driver_sql(_ROOT_SQL, self._roots)
        for name, rows in self._batches.items():
            self.connection.exec_driver_sql(CODECS[name].upsert_sql, rows)
        if self._history:
            self.connection.exec_driver_sql(
                "INSERT INTO history (agg_id, row_id, kind, field, old, new, at, by, came_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._history,
            )
        self._batches, self._roots, self._history = {}, [], []

    def _drop(self, agg_ids: set[str]) -> None:
        if not agg_ids:
            return
        search.remove(self.connection, self._rids(agg_ids))
        rows = [(agg_id,) for agg_id in sorted(agg_ids)]
        for name in (*RECORD_TYPES, "foreign_row", "history", "remote_history", "remote_extent"):
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
