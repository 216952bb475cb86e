"""Merging customers and taking them apart again: ordinary operations, shown at once and offline too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.merging import Plan, Source, propose
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES, display_name
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.preparing import author_of
from desktop_crm.store import merging
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import Deriver, RowImage
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows
from desktop_crm.store.replica import Replica

#: Cards of one merge at most.
MOST = 50
#: Rows that hang on a customer and that people know of.
COUNTED = tuple(one for one in RECORD_TYPES.values() if one.parent == CUSTOMER.name and not one.by_server)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: the card that stays, and those that went."""

    stays: str
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedCard:
    """A card that was merged. ``waiting``: the server has not merged it yet; ``parting``: it was taken out again here,
    and the server has not done that yet. ``inside``: it was merged into a card that was merged since."""

    card_id: str
    customer_no: str
    name: str
    by: str
    merged_at: str
    waiting: bool = False
    parting: bool = False
    inside: bool = False


class MergeService:
    """Every merge goes through here; each call is one transaction and one save group."""

    def __init__(self, store: Store, events: EventBus, *, clock: Clock, new_id: NewId, deriver: Deriver) -> None:
        self._store, self._events = store, events
        self._clock, self._new_id, self._deriver = clock, new_id, deriver

    def plan(self, card_ids: Sequence[str], stays: str | None = None) -> Plan:
        """Propose how some customers become one; ``stays`` is the one that shall stay.

        Raises UsageError for fewer than two or too many, NotFound, RecordRefused (``card_deleted``, ``merge_kinds``,
        ``merge_sample``).
        """
        ids = list(dict.fromkeys(card_ids))
        if not 1 < len(ids) <= MOST:
            raise UsageError("merge_count", most=MOST)
        if stays is not None and stays not in ids:
            raise UsageError("merge_survivor")
        with self._store.read() as connection:
            cards = _sources(connection, ids)
        return propose(cards, None if stays is None else ids.index(stays))

    def merge(self, plan: Plan) -> Merged:
        """Merge the cards of a plan. Raises what :meth:`plan` raises, and RecordRefused ``merge_changed`` when one of
        them says something else by now."""
        changes = plan.changes()
        with self._store.write() as connection:
            now = _sources(connection, [one.id for one in plan.cards])
            if any(one.values != before.values for one, before in zip(now, plan.cards, strict=True)):
                raise RecordRefused("merge_changed")
            stays = plan.survivor.id
            edits = []
            for at in plan.going:
                goes = plan.cards[at].id
                values = {name: new for name, (_old, new) in changes[at].items()}
                edits.append(Edit(CUSTOMER, goes, goes, EditKind.MERGE, values, into=stays))
            self._recorder(connection).save(edits)
            touched = [stays, *(edit.row_id for edit in edits)]
            Replica(connection, self._deriver).relay()
        self._tell(touched)
        return Merged(stays, tuple(touched[1:]))

    def unmerge(self, card_ids: Sequence[str]) -> None:
        """Take merged cards out of the ones they were merged into; what is not merged is left alone.

        Of cards the server has merged already the rows come back with the next synchronisation. Raises RecordRefused
        ``merged_inside`` for a card in one that was itself merged since.
        """
        touched: set[str] = set()
        with self._store.write() as connection:
            edits = []
            for card_id in reversed(list(dict.fromkeys(card_ids))):  # as one takes steps back
                word = _word(connection, card_id)
                if word is None or card_id in merging.partings(connection):
                    continue
                into = str(word.values.get("into"))
                if into != word.agg_id:
                    raise RecordRefused("merged_inside", no=_number(connection, into))
                edits.append(Edit(CUSTOMER, card_id, card_id, EditKind.UNMERGE, into=into))
                touched |= {card_id, into}
            if not edits:
                return
            self._recorder(connection).save(edits)
            Replica(connection, self._deriver).relay(touched)
        self._tell(sorted(touched))

    def take_back(self, merged: Merged) -> None:
        """Undo a merge."""
        self.unmerge(merged.gone)

    def merged_into(self, card_id: str) -> list[MergedCard]:
        """Return the cards that were merged into one, in the order in which they were."""
        with self._store.read() as connection:
            parting = merging.partings(connection)
            words = merging.words_of(connection, card_id)
        return [
            MergedCard(
                _text(word, "card_id"), _text(word, "customer_no"), _text(word, "name"), _text(word, "by"),
                _text(word, "merged_at"), not word.version, _text(word, "card_id") in parting,
                _text(word, "into") != card_id,
            )
            for word in words
        ]  # fmt: skip

    def find_merged(self, number: str) -> tuple[str, list[str]]:
        """Find what ``number`` names: the card that stays, and which cards to take out of it. It is the number or id of
        one that was merged, or of the one that stays, for all of them. Raises NotFound."""
        with self._store.read() as connection:
            sql = (
                "SELECT agg_id, card_id FROM merged_card WHERE NOT deleted"
                " AND (customer_no = ? COLLATE NOCASE OR card_id = ?)"
            )
            row = connection.exec_driver_sql(sql, (number, number)).fetchone()
            if row is not None:
                return str(row[0]), [str(row[1])]
            sql = "SELECT id FROM customer WHERE customer_no = ? COLLATE NOCASE OR id = ? ORDER BY deleted LIMIT 1"
            row = connection.exec_driver_sql(sql, (number, number)).fetchone()
            if row is None:
                raise NotFound(no=number[:60])
            words = merging.words_of(connection, str(row[0]))
        return str(row[0]), [_text(one, "card_id") for one in words if _text(one, "into") == str(row[0])]

    # -- parts ------------------------------------------------------------------------------

    def _recorder(self, connection: Connection) -> Recorder:
        return Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver)

    def _tell(self, cards: Sequence[str]) -> None:
        self._events.publish(ChangeSet(frozenset(cards), Origin.LOCAL))


def _sources(connection: Connection, ids: Sequence[str]) -> list[Source]:
    images = {one.id: one for one in load_rows(connection, CUSTOMER, ids)}
    for card_id in ids:
        if card_id not in images:
            raise NotFound(id=card_id)
    if any(one.deleted for one in images.values()):
        raise RecordRefused("card_deleted")
    if any(one.is_sample for one in images.values()):
        raise RecordRefused("merge_sample")
    if len({one.values.get("customer_kind") for one in images.values()}) > 1:
        raise RecordRefused("merge_kinds")
    counts, verified = _counts(connection, ids), _verified(connection, ids)
    book = read_book(connection)
    return [
        _source(
            connection, images[one], counts.get(one, {}), verified.get(one, {}), book.record_for(images[one].values)
        )
        for one in ids
    ]


def _source(
    connection: Connection, image: RowImage, counts: dict[str, int], verified: dict[str, str], record: RecordType
) -> Source:
    filled = connection.exec_driver_sql("SELECT completeness FROM customer WHERE id = ?", (image.id,)).scalar()
    stamps = image.stamps
    return Source(
        image.id, str(image.values.get("customer_no") or ""), display_name(image.values), image.values,
        stamps.get("created_at", ""), stamps.get("updated_at", ""), image.owner_id, int(filled or 0), verified, counts,
        record,
    )  # fmt: skip


def _counts(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    marks = ",".join("?" * len(ids))
    for record in COUNTED:
        sql = f'SELECT agg_id, count(*) FROM "{record.name}" WHERE agg_id IN ({marks}) AND NOT deleted GROUP BY agg_id'
        for agg_id, number in connection.exec_driver_sql(sql, tuple(ids)):
            found.setdefault(str(agg_id), {})[record.name] = int(number)
    return found


def _verified(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return when somebody last checked which field of which card."""
    found: dict[str, dict[str, str]] = {}
    for row in load_rows(connection, RECORD_TYPES["verification"], ids):
        if not row.deleted:
            fields = found.setdefault(row.agg_id, {})
            name, at = _text(row, "field"), _text(row, "verified_at")
            fields[name] = max(fields.get(name, ""), at)
    return found


def _word(connection: Connection, card_id: str) -> RowImage | None:
    sql = "SELECT id FROM merged_card WHERE card_id = ? AND NOT deleted"
    row = connection.exec_driver_sql(sql, (card_id,)).fetchone()
    return load_row(connection, RECORD_TYPES["merged_card"], str(row[0])) if row else None


def _number(connection: Connection, card_id: str) -> str:
    sql = "SELECT customer_no FROM merged_card WHERE card_id = ? AND NOT deleted"
    row = connection.exec_driver_sql(sql, (card_id,)).fetchone()
    return str(row[0] or "") if row else ""


def _text(image: RowImage, name: str) -> str:
    return str(image.values.get(name) or "")
