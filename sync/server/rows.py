"""Rows and cards in memory while a batch is merged; an undo journal makes a save group all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

import msgspec
from sqlalchemy import Row

from sync.protocol.card_hash import NOTHING, add, row_hash

#: Stands for the number of the commit under way, which is drawn last.
PENDING_SEQ = 1 << 60
#: Keys of RowState.versions besides field names: the row as it was created; its last delete or restore.
CREATED, LIFE = "", "."


class CardState(IntEnum):
    """Life of a card."""

    LIVE = 0
    DELETED = 1
    ERASED = 2
    MERGED = 3


class Version(msgspec.Struct, array_like=True, frozen=True):
    """Who wrote a field last. ``at_us``: effective time, microseconds since 1970 UTC."""

    seq: int
    code: str  # device code; "" for the server
    user_id: str
    at_us: int
    op_id: str

    def settled(self, seq: int) -> Version:
        """Return it with this commit's number in place of the stand-in."""
        return self if self.seq != PENDING_SEQ else Version(seq, self.code, self.user_id, self.at_us, self.op_id)


class Layer(msgspec.Struct, array_like=True, frozen=True):
    """A value that lies under another one: the last one written for the card ``home``; "" is the card itself."""

    home: str
    value: Any
    version: Version


class Layers(msgspec.Struct, array_like=True, frozen=True):
    """For which of the cards merged into one its present value of a field was written (``top``), and what lies under
    it. The layers of an element of a set (``field/element``) say for which card it was added."""

    top: str
    below: list[Layer] = []


_fields_decoder = msgspec.json.Decoder(dict[str, Any])
_layers_decoder = msgspec.json.Decoder(dict[str, Layers])
_versions_decoder = msgspec.json.Decoder(dict[str, Version])
_encoder = msgspec.json.Encoder()


@dataclass(slots=True)
class RowState:
    """One row. ``fields`` holds no nulls.

    ``home`` is the card it was made for, where that was merged into ``agg_id`` since; "" elsewhere.
    """

    id: str
    agg_id: str
    type: str
    version: int
    deleted: bool
    fields: dict[str, Any]
    versions: dict[str, Version]
    dirty: bool = False
    hash: bytes = NOTHING  # of the row as it is stored
    home: str = ""
    layers: dict[str, Layers] = field(default_factory=dict)

    @classmethod
    def stored(cls, record: Row[*tuple[Any, ...]]) -> RowState:
        """Read a row of the table ``obj``."""
        return cls(
            record.row_id,
            record.agg_id,
            record.type,
            record.version,
            record.deleted,
            _fields_decoder.decode(record.body),
            _versions_decoder.decode(record.fver),
            hash=row_hash(
                record.row_id, record.version, record.body,
                deleted=record.deleted, root=record.row_id == record.agg_id,
            ),
            home=record.home or "",
            layers=_layers_decoder.decode(record.layers) if record.layers else {},
        )  # fmt: skip

    @property
    def is_root(self) -> bool:
        """Say whether this row is the card itself."""
        return self.id == self.agg_id

    def copy(self) -> RowState:
        """Copy what a merge may change."""
        return replace(self, fields=dict(self.fields), versions=dict(self.versions), layers=dict(self.layers))

    def version_of(self, name: str) -> Version:
        """Who wrote this field last; the row's creation when nobody changed it since."""
        return self.versions.get(name) or self.versions[CREATED]

    def changed_by_others(self, code: str, since: int) -> Version | None:
        """Return the newest change after commit ``since`` made by another device."""
        others = [one for one in self.versions.values() if one.seq > since and one.code != code]
        return max(others, key=lambda one: one.seq) if others else None

    def set(self, name: str, value: object, version: Version | None = None) -> None:
        """Write a field; None removes it."""
        if value is None:
            self.fields.pop(name, None)
        else:
            self.fields[name] = value
        if version is not None:
            self.versions[name] = version

    def stored_versions(self, seq: int) -> bytes:
        """Encode the versions, this commit's number in place of the stand-in."""
        return _encoder.encode({name: one.settled(seq) for name, one in self.versions.items()})

    def stored_layers(self, seq: int) -> bytes | None:
        """Encode the layers likewise; None for a row without any."""
        if not self.layers:
            return None
        settled = {
            name: Layers(one.top, [Layer(low.home, low.value, low.version.settled(seq)) for low in one.below])
            for name, one in self.layers.items()
        }
        return _encoder.encode(settled)


@dataclass(slots=True)
class Card:
    """One aggregate. ``new_owner`` is set when this batch created it or gave it away, ``moved`` when who sees it
    may have changed otherwise, ``anew`` when rows left it, so that everybody must get it whole."""

    agg_id: str
    type: str
    state: CardState
    exists: bool
    scopes: frozenset[str]
    new_owner: str | None = None
    moved: bool = False
    anew: bool = False
    dirty: bool = False
    hash: bytes = NOTHING  # sum over the stored rows
    merged_into: str | None = None  # the card that stays, of one of two that were the same customer
    parted: bool = False  # a card was taken out of it again


@dataclass(slots=True)
class Working:
    """Rows and cards of one batch by id, with undo back to the last :meth:`mark`."""

    cards: dict[str, Card] = field(default_factory=dict)
    rows: dict[str, RowState] = field(default_factory=dict)
    #: Cards merged before this batch into those that are merged or taken out in it -> the card each went into.
    merges: dict[str, str] = field(default_factory=dict)
    #: The customers' cards of the cases that are decided.
    case_cards: dict[str, set[str]] = field(default_factory=dict)
    #: Written by the comparison itself, which notes nothing for the next one.
    by_duty: bool = False
    #: (op_id, effective time, type, agg_id, row_id, field, old, new, outcome); values not yet encoded
    changes: list[tuple[str, int, str, str, str, str, Any, Any, str]] = field(default_factory=list)
    _old_cards: dict[str, Card] = field(default_factory=dict)
    _old_rows: dict[str, RowState | None] = field(default_factory=dict)
    _old_changes: int = 0

    def edit_row(self, row_id: str) -> RowState:
        """Return a row to be changed."""
        row = self.rows[row_id]
        if row_id not in self._old_rows:
            self._old_rows[row_id] = row.copy()
        row.dirty = True
        self.edit_card(row.agg_id)
        return row

    def add_row(self, row: RowState) -> RowState:
        """Take in a new row."""
        self._old_rows.setdefault(row.id, None)
        self.rows[row.id] = row
        row.dirty = True
        self.edit_card(row.agg_id)
        return row

    def move_row(self, row_id: str, agg_id: str) -> RowState:
        """Hang a row on another card; both sums follow."""
        row = self.edit_row(row_id)
        left = self.cards[row.agg_id]
        left.hash, row.hash = add(left.hash, row.hash), NOTHING
        row.agg_id = agg_id
        self.edit_card(agg_id)
        return row

    def survivor(self, agg_id: str) -> str:
        """Follow a card to the one that stays."""
        return self.way(agg_id)[-1]

    def way(self, agg_id: str) -> list[str]:
        """List a card, the one it was merged into, and so on to the one that stays."""
        found = [agg_id]
        while (card := self.cards.get(found[-1])) is not None and card.merged_into:
            found.append(card.merged_into)
        return found

    def merged_below(self, agg_id: str) -> set[str]:
        """Return a card that is merged or taken out in this batch with all that are merged into it by now."""
        merges = {**self.merges, **{card.agg_id: card.merged_into for card in self.cards.values()}}
        found = {agg_id}
        while more := {goes for goes, stays in merges.items() if stays in found} - found:
            found |= more
        return found

    def edit_card(self, agg_id: str) -> Card:
        """Return a card to be changed."""
        card = self.cards[agg_id]
        self._old_cards.setdefault(agg_id, replace(card))
        card.dirty = True
        return card

    def note(self, version: Version, row: RowState, name: str, old: object, new: object, outcome: str) -> None:
        """Write a line of history for the operation that ``version`` stands for."""
        line = (version.op_id, version.at_us, row.type, row.agg_id, row.id, name, old, new, outcome)
        self.changes.append(line)

    def mark(self) -> None:
        """Begin a save group."""
        self._old_rows.clear()
        self._old_cards.clear()
        self._old_changes = len(self.changes)

    def undo(self) -> None:
        """Forget everything since :meth:`mark`."""
        for row_id, row in self._old_rows.items():
            if row is None:
                del self.rows[row_id]
            else:
                self.rows[row_id] = row
        self.cards.update(self._old_cards)
        del self.changes[self._old_changes :]
        self.mark()
