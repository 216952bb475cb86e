"""What the server sent, laid under the person's open operations.

The screen shows base + open operations. A row without open operations is the base itself; for the
few others ``base_row`` keeps it. No merging happens here: the server alone decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.fields import Value
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.store import (
    card_sums,
    computed,
    contents,
    erased_people,
    matching,
    merging,
    meta,
    outbox,
    own_cards,
    search,
    unseen,
)
from desktop_crm.store.overlay import lay_over
from desktop_crm.store.projection import CODECS, Deriver, RowImage, canonical, found_differently, to_wire
from desktop_crm.store.recorder import GRID_TYPES, load_row, load_rows, refresh_derived
from desktop_crm.store.schema import card_key

#: More cards than this are indexed for search in the background instead of in the transaction.
INDEX_INLINE = 200
_SLICE = 400
ORGANISATION = "org"  # the card that everybody sees: its rows are the colleagues
MERGED = "merged"  # why a card is dropped that was merged into another: its past stays readable there


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
    """Cards that changed or left, and how many of the former are customers."""

    changed: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    customers: int = 0


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
        self._arriving: set[str] = set()
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
        moved = merging.lift(self.connection)
        self._open = self._operations(head)
        self._arriving = {row.id for card in cards for row in card.rows}
        self._based = {str(row[0]) for row in self.connection.exec_driver_sql("SELECT id FROM base_row")}
        known = own_cards.known(self.connection, [card.a for card in cards]) | {ORGANISATION}
        others = own_cards.among(self.connection, cards)
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
        erased = [card.a for card in cards if card.drop and card.why == erased_people.ERASED]
        contents.doom(self.connection, erased)
        matching.touch(self.connection, done.changed & known - set(partial))
        self._drop(done.dropped, {card.a for card in cards if card.why == MERGED})
        self._erase(erased, head)
        merged = {card.a for card in cards if card.drop and card.why == MERGED}
        done.customers = len(done.changed - others - {ORGANISATION})
        self._note_arrivals(done.changed - known - others, (done.dropped & known) - merged - others)
        unseen.forget(self.connection, done.dropped)
        self._lay_merges(moved, head)
        self._index(self._found_differently)
        search.follow_form(self.connection, [row.f for card in cards if card.a == ORGANISATION for row in card.rows])
        computed.mark(self.connection, done.changed)
        return done

    def _erase(self, agg_ids: Sequence[str], head: int) -> None:
        """Destroy what was typed for people who were erased, also what they gave a card they were merged into here."""
        if not agg_ids:
            return
        stays = {one.stays for one in merging.open_mergings(self.connection, head) if one.goes in agg_ids}
        erased_people.purge(self.connection, agg_ids)
        self._open = self._operations(head)
        for agg_id in sorted(stays.difference(agg_ids)):
            self._rebuild(agg_id)
        self._flush()

    def relay(self, parted: Collection[str] = ()) -> None:
        """Show what was merged here, and anew, from the server's state and the operations over it, cards that were
        ``parted`` here."""
        moved = merging.lift(self.connection)
        self._open = self._operations(-1) if parted else {}
        for agg_id in parted:
            self._rebuild(agg_id)
        self._flush()
        self._lay_merges({*moved, *parted}, -1)
        self._index(self._found_differently)

    def settle(self, head: int, now: str) -> frozenset[str]:
        """After the last page: finish answered operations and show the base where none is left.

        Returns the cards that look different now: their operation had lost.
        """
        moved = merging.lift(self.connection)
        outbox.finish(self.connection, head, now)
        self._open = self._operations(-1)
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
        computed.mark(self.connection, changed)
        self._note_unseen()
        changed |= {ORGANISATION} if own_cards.forget_set_aside(self.connection) else set()
        self._found_differently = set()
        changed |= self._lay_merges(moved, -1)
        self._index(self._found_differently)
        return frozenset(changed)

    # -- merges that the server has not made yet --------------------------------------------

    def _operations(self, covered: int) -> dict[str, list[bytes]]:
        found = outbox.open_operations(self.connection, covered)
        merging.lay_on_survivors(self.connection, found, covered)
        return found

    def _lay_merges(self, moved: set[str], covered: int) -> set[str]:
        """Show open merges again; return the cards that look different for having been merged or not."""
        touched = moved | merging.lay(self.connection, covered)
        for agg_id in sorted(touched):
            refresh_derived(self.connection, agg_id, self.deriver)
        self._found_differently |= touched
        return touched

    def _rebuild(self, agg_id: str) -> None:
        present = load_row(self.connection, CUSTOMER, agg_id)
        base = self.connection.exec_driver_sql(
            "SELECT version, deleted, body FROM base_row WHERE id = ?", (agg_id,)
        ).fetchone()
        if present is None or (base is None and present.version):
            return
        image = replace(present, values={}, deleted=False)  # only here: its creation is an operation too
        if base is not None:
            values, stamps, owner, extra = _ROOT.from_body(_fields_decoder.decode(str(base[2])))
            image = RowImage(CUSTOMER, agg_id, agg_id, values, int(base[0]), bool(base[1]), False, stamps, owner, extra)
        operations = self._open.get(agg_id, ())
        for payload in operations:
            lay_over(image, _fields_decoder.decode(payload))
        if not operations:
            self.connection.exec_driver_sql("DELETE FROM base_row WHERE id = ?", (agg_id,))
        row = _ROOT.row(image, self.deriver.columns(image))
        self._batches.setdefault(CUSTOMER.name, []).append(row)

    # -- one card ---------------------------------------------------------------------------

    def _take(self, card: RemoteCard, *, known: bool) -> bool:
        """Store the rows of a card; True when its derived columns must be computed from the store."""
        if card.full and known:
            self._forget_missing(card)
            for name in ("remote_history", "remote_extent"):  # rows may have left it, with their past
                self.connection.exec_driver_sql(f"DELETE FROM {name} WHERE agg_id = ?", (card.a,))
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
            if before is None or found_differently(before, image):
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
        """A whole card replaces what is here, except rows that come with another card, and rows that are only here: on
        their way, or set aside by the server (version 0). One that has operations on their way and that the server has
        no more is only here now."""
        here = self._arriving
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
        if len(self._history) > noted and own_cards.is_news(after) and by != self._my_name():
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
        rest = [(self._sums[card.a], card.a) for card in here if not own_cards.has_customer(card)]
        for kept, agg_id in rest:
            if agg_id == ORGANISATION:
                meta.put(self.connection, org_hash=kept)
        if rest:
            own_cards.keep_hashes(self.connection, rest)
        if any(card.h not in (None, self._sums[card.a]) for card in here):
            meta.put(self.connection, digest_due="1")

    def _note_arrivals(self, new: set[str], gone: set[str]) -> None:
        """Write down which cards are new here and which left; the first synchronisation is no news."""
        if self._first_sync or self._now is None:
            return
        came = [(self._now, agg_id, "new") for agg_id in sorted(new)]
        left = [(self._now, agg_id, "left") for agg_id in sorted(gone)]
        self._note_unseen(new)
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

    def _drop(self, agg_ids: set[str], merged: set[str]) -> None:
        """Forget cards; the past of one that was merged is told with the card that stays."""
        if not agg_ids:
            return
        rids = self._rids(agg_ids)
        search.remove(self.connection, rids)
        matching.forget(self.connection, rids)
        search.remove(self.connection, self._rids(agg_ids))
        past = [(agg_id,) for agg_id in sorted(agg_ids - merged)]
        if past:
            self.connection.exec_driver_sql("DELETE FROM history WHERE agg_id = ?", past)
        computed.forget(self.connection, rids)
        rows = [(agg_id,) for agg_id in sorted(agg_ids)]
        for name in (*RECORD_TYPES, "foreign_row", "remote_history", "remote_extent"):
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


def _json(value: Value) -> str | None:
    return None if value is None else canonical(to_wire(value))
