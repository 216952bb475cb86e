"""What the synchronisation did and has to do: what waits, the receipts of what was sent, how it stands.

What colleagues changed is in :mod:`desktop_crm.queries.sync_digest`. Lists of any length are read as a snapshot
of keys (8 bytes an operation) and pages of rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.queries.operations import Operation, read_operation
from desktop_crm.queries.sync_digest import SyncDigest, customer_names
from desktop_crm.store import carried, meta, outbox, search, staging, troubles
from desktop_crm.store.carried import Carried
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import parse
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.troubles import Trouble

#: Customers that a search text of the receipts may mean.
MAX_CUSTOMERS = 200
#: Digits of a commit's tag that people compare.
SHORT_TAG = 8


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """How the synchronisation stands. Instants are UTC text, "" for never; ``expected`` is the number of cards
    the first synchronisation will bring, 0 when nobody knows."""

    waiting: int
    waiting_customers: int
    answered: int  # the server has them, their outcome has not come back yet
    conflicts: int
    customers: int
    expected: int
    first_sync_done: bool
    enrolled: bool
    role: str
    last_synced_at: str
    last_error: str
    last_error_at: str
    verified_at: str
    compared_at: str  # set without ``verified_at``: compared, and not equal
    verified_cards: int
    repaired_cards: int
    diverged_at: str
    salvage_offered: int  # rows that a server which forgot them took for its administrator
    salvage_file: str  # copy of the store from before the server's new state
    question: str  # "vanish": the restored server does not know ``question_cards`` of ``question_of`` customers
    question_cards: int
    question_of: int
    answer: str  # "drop": let them go, "keep": not now
    answered_at: str
    lease_days: int
    last_contact_at: str


@dataclass(frozen=True, slots=True)
class CourierFacts:
    """What can be exchanged in files: operations that wait here, and letters of colleagues, the newest first."""

    waiting: int
    letters: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class OutboxCard:
    """A customer with operations that wait. ``display_name`` is "" when the card is not on this laptop; ``last_at``
    is when the newest of them was made (UTC text of this laptop's clock)."""

    agg_id: str
    customer_no: str
    display_name: str
    operations: int
    first_n: int
    last_n: int
    last_at: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One operation the server has answered, in commit ``seq``. ``tag`` are the first digits of the hash chain up to
    commit ``tag_seq``, the newest one when the answer came: it covers ``seq``. Both may be unknown ("", 0)."""

    operation: Operation
    customer_no: str
    display_name: str
    seq: int
    tag: str
    tag_seq: int
    outcome: str
    lost: tuple[str, ...]
    inbox: str
    why: str
    answered_at: str
    settled: bool  # the outcome has come back by a pull


@dataclass(frozen=True, slots=True)
class ReceiptFilter:
    """Which receipts: ``since`` an instant (UTC text), of one ``outcome``, of the customers in ``agg_ids``."""

    since: str = ""
    outcome: str = ""
    agg_ids: tuple[str, ...] | None = None

    def clause(self) -> tuple[str, list[object]]:
        """Return the WHERE clause and its arguments."""
        parts, args = ["acked_at IS NOT NULL"], list[object]()
        if self.since:
            parts.append("acked_at >= ?")
            args.append(self.since)
        if self.outcome:
            parts.append("outcome = ?")
            args.append(self.outcome)
        if self.agg_ids is not None:
            parts.append(f"agg_id IN ({','.join('?' * len(self.agg_ids))})")
            args.extend(self.agg_ids)
        return " AND ".join(parts), args


class SyncLog:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.came = SyncDigest(store)

    def facts(self) -> SyncFacts:
        """Say how the synchronisation stands."""
        with self._store.read() as connection:
            known = meta.everything(connection)
            waiting = outbox.pending(connection)
            return SyncFacts(
                waiting=waiting.operations,
                waiting_customers=waiting.customers,
                answered=_number(connection, "SELECT count(*) FROM outbox WHERE state = 'acked'"),
                conflicts=_number(connection, "SELECT count(*) FROM conflict WHERE state = 'open' AND NOT deleted"),
                customers=_number(connection, "SELECT count(*) FROM customer WHERE deleted = 0"),
                expected=int(known.get("cards_expected") or 0),
                first_sync_done=bool(known.get("first_sync_done")),
                enrolled=bool(known.get("token")),
                role=known.get("role", ""),
                last_synced_at=known.get("last_synced_at", ""),
                last_error=known.get("last_error", ""),
                last_error_at=known.get("last_error_at", ""),
                verified_at=known.get("verified_at", ""),
                compared_at=known.get("digest_at", ""),
                verified_cards=int(known.get("verified_cards") or 0),
                repaired_cards=int(known.get("repaired_cards") or 0),
                diverged_at=known.get("diverged_at", ""),
                salvage_offered=int(known.get("salvage_offered") or 0),
                salvage_file=known.get("salvage_file", ""),
                question=known.get("question", ""),
                question_cards=int(known.get("question_cards") or 0),
                question_of=int(known.get("question_of") or 0),
                answer=known.get("answer", ""),
                answered_at=known.get("answered_at", ""),
                lease_days=int(known.get("lease_days") or 0),
                last_contact_at=known.get("last_contact_at", ""),
            )

    # -- what waits -------------------------------------------------------------------------

    def waiting_cards(self) -> list[tuple[str, int, int, int]]:
        """Return (card, operations, first n, last n) of every card that waits, the newest edit first."""
        sql = (
            "SELECT agg_id, count(*), min(n), max(n) FROM outbox INDEXED BY outbox_pending_by_card"
            " WHERE state = 'pending' GROUP BY agg_id ORDER BY max(n) DESC"
        )
        with self._store.read() as connection:
            rows = fetch_all(connection, sql)
        return [(str(card), int(str(count)), int(str(first)), int(str(last))) for card, count, first, last in rows]

    def name_cards(self, cards: Sequence[tuple[str, int, int, int]]) -> list[OutboxCard]:
        """Give some of :meth:`waiting_cards` their names."""
        with self._store.read() as connection:
            names = customer_names(connection, [card for card, *_rest in cards])
            made = _made_at(connection, [last for *_rest, last in cards])
        return [
            OutboxCard(card, *names.get(card, ("", "")), count, first, last, made.get(last, ""))
            for card, count, first, last in cards
        ]

    def waiting(self, agg_id: str | None = None, limit: int = 500, after: int = 0) -> list[Operation]:
        """Return operations that wait, of one card or of all, in the order they were made."""
        where, args = "state = 'pending' AND n > ?", list[object]([after])
        if agg_id is not None:
            where, args = f"{where} AND agg_id = ?", [after, agg_id]
        sql = f"SELECT n, op_id, payload FROM outbox WHERE {where} ORDER BY n LIMIT ?"
        with self._store.read() as connection:
            return [_operation(row) for row in fetch_all(connection, sql, (*args, limit))]

    def troubles(self) -> list[Trouble]:
        """Return the last troubles of the synchronisation, the newest first."""
        with self._store.read() as connection:
            return troubles.recent(connection)

    def courier(self) -> CourierFacts:
        """Return what can be exchanged in files."""
        with self._store.read() as connection:
            return CourierFacts(outbox.pending(connection).operations, tuple(carried.everything(connection)))

    def vanishing(self) -> list[str]:
        """Return the cards that a restored server does not know: those the question is about."""
        with self._store.read() as connection:
            return staging.vanishing(connection)

    def names(self, cards: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return number and name of some cards, of those that are on this laptop."""
        with self._store.read() as connection:
            return customer_names(connection, cards)

    # -- receipts ---------------------------------------------------------------------------

    def customers_meant(self, text: str) -> tuple[str, ...]:
        """Return the cards a search text of the receipts means: number, name or anything the search box finds."""
        with self._store.read() as connection:
            rids = search.find(connection, text, MAX_CUSTOMERS)
            found = _by_rid(connection, rids)
            sql = "SELECT id FROM customer WHERE customer_no = ? OR id = ?"
            found += [str(row[0]) for row in connection.exec_driver_sql(sql, (text.strip().upper(), text.strip()))]
        return tuple(dict.fromkeys(found))

    def receipt_keys(self, wanted: ReceiptFilter) -> array[int]:
        """Return the keys of the receipts, the newest first; the keys come out of SQLite as one value."""
        clause, args = wanted.clause()
        inner = f"SELECT n FROM outbox WHERE {clause} ORDER BY acked_at DESC, n DESC"
        with self._store.read() as connection:
            text = connection.exec_driver_sql(f"SELECT group_concat(n) FROM ({inner})", tuple(args)).scalar()
        return array("q", map(int, str(text).split(","))) if text else array("q")

    def receipts(self, keys: Sequence[int]) -> list[ReceiptRow | None]:
        """Return receipts by key in the given order, None for those that were dropped after 30 days."""
        if not keys:
            return []
        marks = ",".join("?" * len(keys))
        sql = (
            f"SELECT n, op_id, payload, agg_id, seq, outcome, receipt, acked_at, state FROM outbox WHERE n IN ({marks})"
        )
        with self._store.read() as connection:
            rows = fetch_all(connection, sql, tuple(keys))
            names = customer_names(connection, [str(row[3]) for row in rows])
        found = {int(str(row[0])): _receipt(row, names) for row in rows}
        return [found.get(key) for key in keys]

    def outcomes(self, wanted: ReceiptFilter) -> dict[str, int]:
        """Count receipts by outcome, whatever outcome the filter asks for."""
        clause, args = ReceiptFilter(wanted.since, "", wanted.agg_ids).clause()
        sql = f"SELECT outcome, count(*) FROM outbox WHERE {clause} GROUP BY outcome"
        with self._store.read() as connection:
            return {str(name or ""): int(str(count)) for name, count in fetch_all(connection, sql, args)}


def _made_at(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    if not numbers:
        return {}
    sql = f"SELECT n, op_id, payload FROM outbox WHERE n IN ({','.join('?' * len(numbers))})"
    found = (_operation(row) for row in fetch_all(connection, sql, tuple(numbers)))
    return {operation.n: operation.made_at for operation in found}


def _by_rid(connection: Connection, rids: Sequence[int]) -> list[str]:
    if not rids:
        return []
    sql = f"SELECT id FROM customer WHERE rid IN ({','.join('?' * len(rids))})"
    return [str(row[0]) for row in fetch_all(connection, sql, tuple(rids))]


def _operation(row: Sequence[object]) -> Operation:
    return read_operation(int(str(row[0])), str(row[1]), str(row[2]))


def _receipt(row: Sequence[object], names: dict[str, tuple[str, str]]) -> ReceiptRow:
    number, name = names.get(str(row[3]), ("", ""))
    said = _answer(row[6])
    lost, heard = said.get("lost"), said.get("w")
    known = heard if isinstance(heard, list) and len(heard) == 2 else [0, ""]
    return ReceiptRow(
        operation=_operation(row),
        customer_no=number,
        display_name=name,
        seq=int(str(row[4] or 0)),
        tag=str(known[1])[:SHORT_TAG],
        tag_seq=int(str(known[0])),
        outcome=str(row[5] or ""),
        lost=tuple(str(field) for field in lost) if isinstance(lost, list) else (),
        inbox=str(said.get("inbox") or ""),
        why=str(said.get("why") or ""),
        answered_at=str(row[7] or ""),
        settled=row[8] == "done",
    )


def _answer(text: object) -> dict[str, object]:
    """Read the kept answer; receipts of earlier versions have none."""
    try:
        value = parse(str(text)) if text else {}
    except ValueError:
        return {}
    return dict(value) if isinstance(value, dict) else {}


def _number(connection: Connection, sql: str) -> int:
    return int(connection.exec_driver_sql(sql).scalar() or 0)
