"""One press of "save": rows, history and outbox in the caller's transaction.

What an operation looks like on the wire is told in sync/PROTOCOL.md; here it is made once and never
changed afterwards, so a retry sends the same bytes under the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import Connection

from desktop_crm.domain.fields import RecordType, Value, Values
from desktop_crm.domain.merged_card import MERGED_CARD, merged_card_id
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.errors import NotFound
from desktop_crm.store import batches, computed, matching, meta
from desktop_crm.store.projection import CODECS, Deriver, RowImage, canonical, to_wire, with_custom
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.schema import card_key

GRID_TYPES: tuple[RecordType, ...] = tuple(dict.fromkeys(GRID.values()))


class EditKind(StrEnum):
    """What a person did to a row."""

    CREATE = "create"
    PUT = "put"
    DELETE = "delete"
    RESTORE = "restore"
    RESOLVE = "resolve"  # decide a conflict: its state moves only from the one the person saw
    MERGE = "merge"  # a customer into another one, which gets the values
    UNMERGE = "unmerge"  # take a customer out again of the one it was merged into
    DECIDE = "decide"  # a claim case
    WITHDRAW = "withdraw"  # one's claim in a case, or take that back


#: Fields of a customer from which its derived columns come.
_DERIVED_FROM = frozenset((*Deriver.READ, *(item.id for item in CUSTOMER if item.weight)))

#: Kinds that travel as commands of the protocol.
_COMMANDS = frozenset((EditKind.RESOLVE, EditKind.MERGE, EditKind.UNMERGE, EditKind.DECIDE, EditKind.WITHDRAW))
#: Kinds that change fields of the row they are about.
_PUTTING = frozenset((EditKind.PUT, EditKind.RESOLVE, EditKind.DECIDE, EditKind.WITHDRAW))


@dataclass(frozen=True, slots=True)
class Edit:
    """One intended change of one row. ``values`` holds only what changes.

    Of a merge, ``into`` is the customer that stays and ``values`` is what was decided about its fields.
    """

    record: RecordType
    row_id: str
    agg_id: str
    kind: EditKind
    values: Values = field(default_factory=dict)
    into: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who saves, on which device."""

    name: str
    device: str


@dataclass(slots=True)
class Recorder:
    """Writes edits; one object a save. ``clock`` gives UTC text, ``new_id`` UUIDs; ``batch`` is what is done to many at
    once, of which these edits are a part."""

    connection: Connection
    author: Author
    clock: Callable[[], str]
    new_id: Callable[[], str]
    deriver: Deriver
    batch: int | None = None
    _history: list[tuple[object, ...]] = field(default_factory=list)
    _outbox: list[tuple[object, ...]] = field(default_factory=list)
    _alone: bool = False  # the save that is being written has one edit
    _homes: dict[str, str] = field(default_factory=dict)  # the server's cards of rows that were merged here only
    _stale: set[str] = field(default_factory=set)  # cards whose derived columns may be others now

    def save(self, edits: Sequence[Edit], *, sample: bool = False) -> frozenset[str]:
        """Apply the edits of one press of "save"; return the cards that changed.

        Edits that change nothing leave no trace. Sample rows never enter the outbox.
        """
        return self.save_all([edits], sample=sample)

    def save_all(self, saves: Iterable[Sequence[Edit]], *, sample: bool = False) -> frozenset[str]:
        """Apply several saves, each a group of its own, with few statements; for bulk creation."""
        now = self.clock()
        cursor = meta.get_int(self.connection, "since")
        owner = meta.get(self.connection, "user_id")
        self._homes = dict(self.connection.exec_driver_sql("SELECT id, agg_id FROM moved_row").fetchall())
        changed: set[str] = set()
        created: dict[str, list[RowImage]] = {}
        for edits in saves:
            group = self.new_id()
            self._alone = len(edits) == 1
            for edit in edits:
                if edit.kind is EditKind.CREATE:
                    op_id = self._operation_id(sample=sample)
                    created.setdefault(edit.agg_id, []).append(self._create(edit, op_id, now, owner, sample=sample))
                    self._post(edit, op_id, group, now, cursor, 0, {"f": _news(edit.values)})
                elif not self._change(edit, group, now, cursor):
                    continue
                changed.add(edit.agg_id)
                if feeds_derived(edit):
                    self._stale.add(edit.agg_id)
        self._insert(created)
        self._flush()
        new_cards = {agg for agg, images in created.items() if any(image.record is CUSTOMER for image in images)}
        for agg_id in self._stale - new_cards:
            refresh_derived(self.connection, agg_id, self.deriver)
        matching.touch(self.connection, changed - new_cards - self._stale)
        computed.mark(self.connection, changed)
        if self.batch is not None:
            batches.count(self.connection, self.batch, len(new_cards), len(changed - new_cards))
        return frozenset(changed)

    # -- creating ---------------------------------------------------------------------------

    def _create(self, edit: Edit, op_id: str, now: str, owner: str, *, sample: bool) -> RowImage:
        by = self.author.name
        stamps = {"created_at": now, "created_by": by, "updated_at": now, "updated_by": by}
        values: dict[str, Value] = {name: value for name, value in edit.values.items() if value not in (None, "", ())}
        self._note(edit, op_id, None, "create", None, None, now)
        return RowImage(edit.record, edit.row_id, edit.agg_id, values, 0, False, sample, stamps, owner)

    def _insert(self, created: dict[str, list[RowImage]]) -> None:
        batches: dict[str, list[tuple[object, ...]]] = {}
        for images in created.values():
            grid = [image.values for image in images if image.record in GRID_TYPES]
            for image in images:
                derived = self.deriver.columns(image, grid) if image.record is CUSTOMER else ()
                batches.setdefault(image.record.name, []).append(CODECS[image.record.name].row(image, derived))
        for name, rows in batches.items():
            self.connection.exec_driver_sql(CODECS[name].insert_sql, rows)

    # -- changing ---------------------------------------------------------------------------

    def _change(self, edit: Edit, group: str, now: str, cursor: int) -> bool:
        if edit.kind is EditKind.UNMERGE:
            return self._unmerge(edit, group, now, cursor)
        image = load_row(self.connection, edit.record, edit.row_id)
        if image is None:
            raise NotFound(record=edit.record.name, id=edit.row_id)
        if edit.kind in _PUTTING:
            return self._put(edit, image, group, now, cursor)
        if edit.kind is EditKind.MERGE:
            return self._merge(edit, image, group, now, cursor)
        deleting = edit.kind is EditKind.DELETE
        if image.deleted == deleting:
            return False
        base = self._remember_base(image)
        if deleting and edit.record is CUSTOMER:
            base = card_version(self.connection, edit.agg_id)
        op_id = self._operation_id(sample=image.is_sample)
        self._update(edit, {"deleted": deleting}, now)
        self._note(edit, op_id, None, edit.kind.value, None, None, now)
        self._post(edit, op_id, group, now, cursor, base, {})
        return True

    def _put(self, edit: Edit, image: RowImage, group: str, now: str, cursor: int) -> bool:
        changes: dict[str, object] = {}
        differing: list[tuple[str, Value, Value]] = []
        for name, value in edit.values.items():
            old = image.values.get(name)
            new = None if value in ("", ()) else value
            if old == new:
                continue
            changes[name] = {"o": to_wire(old), "n": to_wire(new)}
            differing.append((name, old, new))
        if not differing:
            return False
        op_id = self._operation_id(sample=image.is_sample)
        for name, old, new in differing:
            self._note(edit, op_id, name, "put", old, new, now)
        changes |= _rest_of_groups(edit.record, image, changes)
        base = self._remember_base(image)
        self._update(edit, _columns(image, {name: new for name, _old, new in differing}), now)
        self._post(edit, op_id, group, now, cursor, base, {"f": changes})
        return True

    def _merge(self, edit: Edit, goes: RowImage, group: str, now: str, cursor: int) -> bool:
        stays = load_row(self.connection, edit.record, edit.into)
        if stays is None:
            raise NotFound(id=edit.into)
        there = Edit(edit.record, stays.id, stays.id, EditKind.PUT)
        op_id = self._operation_id(sample=goes.is_sample)
        changes: dict[str, object] = {"merged_into": {"n": stays.id}}
        news: dict[str, Value] = {}
        for name, value in edit.values.items():
            old, new = stays.values.get(name), None if value in ("", ()) else value
            changes[name] = {"o": to_wire(old), "n": to_wire(new)}
            if old != new:
                news[name] = new
                self._note(there, op_id, name, "put", old, new, now)
        word = Edit(MERGED_CARD, merged_card_id(op_id), stays.id, EditKind.CREATE)
        self._note(word, op_id, None, word.kind.value, None, None, now)
        base = self._remember_base(goes)
        self._remember_base(stays)
        self._update(edit, {"deleted": True}, now)
        self._update(there, _columns(stays, news), now)
        self._post(edit, op_id, group, now, cursor, base, {"f": changes})
        return True

    def _unmerge(self, edit: Edit, group: str, now: str, cursor: int) -> bool:
        op_id = self._operation_id(sample=False)
        for word in load_rows(self.connection, MERGED_CARD, (edit.into,)):
            if word.values.get("card_id") == edit.row_id and not word.deleted:
                gone = Edit(MERGED_CARD, word.id, edit.into, EditKind.DELETE)
                self._note(gone, op_id, None, gone.kind.value, None, None, now)
        self._post(edit, op_id, group, now, cursor, 0, {"f": {"merged_into": {"o": edit.into}}})
        return True

    def _update(self, edit: Edit, columns: dict[str, object], now: str) -> None:
        columns = {**columns, "updated_at": now, "updated_by": self.author.name}
        assignments = ", ".join(f'"{name}" = ?' for name in columns)
        self.connection.exec_driver_sql(
            f'UPDATE "{edit.record.name}" SET {assignments} WHERE id = ?', (*columns.values(), edit.row_id)
        )

    def _remember_base(self, image: RowImage) -> int:
        """Keep the server's state of a row before its first pending operation; return its version."""
        if image.is_sample:
            return 0
        row = self.connection.exec_driver_sql("SELECT version FROM base_row WHERE id = ?", (image.id,)).fetchone()
        if row is not None:
            return int(row[0])
        if image.version:
            self.connection.exec_driver_sql(
                "INSERT INTO base_row (id, type, version, deleted, body) VALUES (?, ?, ?, ?, ?)",
                (image.id, image.record.name, image.version, image.deleted, CODECS[image.record.name].body(image)),
            )
        return image.version

    # -- traces -----------------------------------------------------------------------------

    def _operation_id(self, *, sample: bool) -> str:
        """Draw the id by which the edit is known everywhere; invented customers never leave the laptop."""
        return "" if sample else self.new_id()

    def _note(self, edit: Edit, op_id: str, name: str | None, kind: str, old: Value, new: Value, now: str) -> None:
        self._history.append(
            (
                edit.agg_id,
                edit.row_id,
                op_id or None,
                kind,
                name,
                None if old is None else canonical(to_wire(old)),
                None if new is None else canonical(to_wire(new)),
                now,
                self.author.name,
                self.author.device,
                self.batch,
            )
        )

    def _post(
        self, edit: Edit, op_id: str, group: str, now: str, cursor: int, base: int, body: dict[str, object]
    ) -> None:
        if not op_id:
            return
        agg_id = self._homes.get(edit.row_id, edit.agg_id)
        operation = {"id": op_id, "k": edit.kind.value, "t": edit.record.name, "row": edit.row_id, "wall": now, **body}
        if edit.kind in _COMMANDS:
            operation |= {"k": "cmd", "cmd": edit.kind.value}
        # What says nothing is left out: every operation of the outbox goes over the wire as it is.
        if not self._alone:
            operation["g"] = group
        if agg_id != edit.row_id:
            operation["agg"] = agg_id
        if base:
            operation["base"] = base
        if cursor:
            operation["c"] = cursor
        self._outbox.append((op_id, group, edit.row_id, agg_id, canonical(operation)))

    def _flush(self) -> None:
        if self._history:
            self.connection.exec_driver_sql(
                "INSERT INTO history (agg_id, row_id, op_id, kind, field, old, new, at, by, device, batch)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._history,
            )
        if self._outbox:
            self.connection.exec_driver_sql(
                "INSERT INTO outbox (op_id, save_group, row_id, agg_id, payload) VALUES (?, ?, ?, ?, ?)", self._outbox
            )
        self._history, self._outbox = [], []


def feeds_derived(edit: Edit) -> bool:
    """Say whether an edit may change the derived columns of its card: a column that is set by hand in a million cards
    must not cost the reading of each."""
    if edit.record is not CUSTOMER:
        return edit.record in GRID_TYPES
    if edit.kind in (EditKind.DELETE, EditKind.RESTORE):
        return False
    return edit.kind is not EditKind.PUT or not _DERIVED_FROM.isdisjoint(edit.values)


def load_row(connection: Connection, record: RecordType, row_id: str) -> RowImage | None:
    """Read one row; None when there is none."""
    codec = CODECS[record.name]
    rows = fetch_all(connection, f"{codec.select_sql} WHERE id = ?", (row_id,))
    return codec.image(rows[0]) if rows else None


def load_rows(connection: Connection, record: RecordType, agg_ids: Iterable[str]) -> list[RowImage]:
    """Read the rows of some cards, deleted ones too, in grid order."""
    codec = CODECS[record.name]
    ids = list(agg_ids)
    order = " ORDER BY sort_order, rid" if record in GRID_TYPES else ""
    found: list[RowImage] = []
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        sql = f"{codec.select_sql} WHERE {card_key(record.name)} IN ({marks}){order}"
        found.extend(codec.image(row) for row in fetch_all(connection, sql, part))
    return found


def card_version(connection: Connection, agg_id: str) -> int:
    """Return the newest server number among the rows of a card."""
    parts = " UNION ALL ".join(
        f'SELECT max(version) AS v FROM "{name}" WHERE {card_key(name)} = ?' for name in RECORD_TYPES
    )
    row = connection.exec_driver_sql(f"SELECT max(v) FROM ({parts})", (agg_id,) * len(RECORD_TYPES))
    value = row.scalar()
    return int(value) if value else 0


def refresh_derived(connection: Connection, agg_id: str, deriver: Deriver) -> None:
    """Compute the derived columns of a card anew from its stored rows."""
    image = load_row(connection, CUSTOMER, agg_id)
    if image is None:
        return
    grid = [row.values for record in GRID_TYPES for row in load_rows(connection, record, (agg_id,)) if not row.deleted]
    codec = CODECS["customer"]
    assignments = ", ".join(f'"{name}" = ?' for name in codec.derived)
    connection.exec_driver_sql(
        f"UPDATE customer SET {assignments} WHERE id = ?", (*deriver.columns(image, grid), agg_id)
    )
    matching.touch(connection, (agg_id,))


def _rest_of_groups(record: RecordType, image: RowImage, changes: Mapping[str, object]) -> dict[str, object]:
    """Return the unchanged fields of touched groups: an address and its postcode are decided together."""
    touched = {declared.group for name in changes if (declared := record.get(name)) is not None} - {None}
    rest = [item.id for item in record if item.group in touched and item.id not in changes]
    return {name: dict.fromkeys("on", to_wire(image.values.get(name))) for name in rest}


def _columns(image: RowImage, news: Mapping[str, Value]) -> dict[str, object]:
    """Return the columns that hold new values of a row; what the company added shares one."""
    columns: dict[str, object] = {}
    for name, new in news.items():
        if image.record.get(name) is not None:
            columns[name] = canonical(to_wire(new)) if isinstance(new, tuple) else new
    if len(columns) < len(news):
        extra = with_custom(replace(image, values={**image.values, **news}))
        columns["extra"] = canonical(extra) if extra else None
    return columns


def _news(values: Values) -> dict[str, object]:
    return {name: {"n": to_wire(value)} for name, value in values.items() if value not in (None, "", ())}
