"""The way back when the server forgot: it was restored from a backup and does not know the newest commit
this laptop has seen.

Nothing here destroys anything before the new state is complete, and every step may be repeated: where
it stands is written in the store (``diverged_at`` until it is over).

1. A copy of the store goes into the salvage folder.
2. Every operation that is still kept is offered again; the server answers those it knows by their id.
3. All cards are staged, from the beginning.
4. Rows that the server neither has nor remembers as deleted are offered for an administrator to decide.
5. When many cards would go, a person is asked (``question`` = ``vanish``, with counts). ``answer`` = ``drop``
   lets them go; until then nothing is dropped. Pushing goes on, and the staged state is kept up to date, so
   the question goes away by itself when an administrator takes the rows back.
6. The staged state is applied in one transaction.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.errors import SyncError
from desktop_crm.store import contents, meta, opening, outbox, proof, staging
from desktop_crm.store.engine import Store
from desktop_crm.store.replica import RemoteCard, Replica
from sync import protocol
from sync.client.link import Link, Result, copy_name, parts, recovering

VANISH = "vanish"
#: The answer that lets cards go; the other, ``keep``, is no answer yet.
DROP = "drop"
#: A person is asked when more than this share of the cards would go, and more than these few.
SHARE_PERCENT, FEW = 20, 5
_ALL_OFFERED = "~"  # sorts behind every id
_CARDS_A_SLICE, _ROWS_A_REQUEST = 100, 250
_decoder = msgspec.json.Decoder(protocol.SalvageReply)


def is_prepared(link: Link) -> bool:
    """Say whether nothing is to be done before the next push: no server forgot, or steps 1 and 2 are done."""
    with link.app.store.read() as connection:
        at = meta.get(connection, "diverged_at")
        return not at or meta.get(connection, "salvage_file") == copy_name(at)


def begin(link: Link) -> None:
    """Keep a copy, and open again everything that was done. Repeated when the server forgets once more."""
    now = link.app.clock()
    with link.app.store.write() as connection:
        at = meta.get(connection, "diverged_at") or now
        meta.put(connection, diverged_at=at)
    if not is_prepared(link):
        link.machine.keep_copy(link.app, copy_name(at))
    with link.app.store.write() as connection:
        offered = outbox.reopen(connection)
        staging.clear_stage(connection)
        contents.forget_server(connection)
        proof.forget_history(connection)  # its commit numbers mean something else from now on
        meta.put(
            connection,
            since=0,
            epoch=meta.get_int(connection, "epoch") + 1,  # answers that are still on their way count no more
            after=None,
            stage_head=None,
            witness_seq=None,
            witness_tag=None,
            salvage_file=copy_name(at),
            salvage_left=None,
            salvage_offered=None,
            question=None,
            answer=None,
            answered_at=None,
            question_cards=None,
            question_of=None,
        )
        _audit(connection, now, "server_forgot", operations=offered)


def finish(link: Link, head: int, result: Result) -> bool:
    """The staged state is complete as of ``head``: offer, ask, apply. False while a person is asked."""
    _offer(link, result)
    now = link.app.clock()
    with link.app.store.write() as connection:
        if not recovering(connection) or meta.get_int(connection, "stage_head") != head:
            return True  # another program on this laptop was here meanwhile: the pull goes on from there
        gone = staging.vanishing(connection)
        if _must_ask(connection, gone):
            result.question = VANISH
            return False
        changed = _apply(connection, link, gone, head, result)
        outbox.forget_bases(connection)  # of what was saved while the way back was under way
        meta.put(connection, since=head, stage_head=None, diverged_at=None, first_sync_done="1", digest_due="1")
        meta.put(connection, question=None, answer=None, answered_at=None, question_cards=None, question_of=None)
        meta.put(connection, last_synced_at=now, last_error=None)
        _audit(connection, now, "server_followed", cards_gone=len(gone), rows_offered=_offered(connection))
    link.tell(changed)
    return True


def _must_ask(connection: Connection, gone: list[str]) -> bool:
    cards = proof.cards_from_server(connection)
    many = len(gone) > FEW and len(gone) * 100 > cards * SHARE_PERCENT
    agreed = meta.get(connection, "answer") == DROP and len(gone) <= meta.get_int(connection, "question_cards")
    if not many or agreed:
        return False
    # An answer holds for the number it was given for; more than that is another question.
    withdrawn = {"answer": None, "answered_at": None} if meta.get(connection, "answer") == DROP else {}
    meta.put(connection, question=VANISH, question_cards=len(gone), question_of=cards, **withdrawn)
    return True


def _apply(connection: Connection, link: Link, gone: list[str], head: int, result: Result) -> set[str]:
    now = link.app.clock()
    replica = Replica(connection, link.app.customers.deriver, now=now)
    changed: set[str] = set()
    gone = [*gone, *staging.outdated(connection)]
    for cards in staging.stage_slices(connection):
        applied = replica.apply(cards, head)
        changed |= applied.changed | applied.dropped
        result.pulled += applied.customers
        result.dropped += len(applied.dropped)
    for ids in parts(gone, staging.SLICE):
        result.dropped += len(replica.apply([RemoteCard(agg_id, drop=True) for agg_id in ids], head).dropped)
    staging.clear_stage(connection)
    return changed | set(gone) | replica.settle(head, now)


# -- what the server forgot -----------------------------------------------------------------


def _offer(link: Link, result: Result) -> None:
    """Offer the rows of the old state that are not in the staged one, card by card; goes on where it stopped."""
    while True:
        with link.app.store.read() as connection:
            last = meta.get(connection, "salvage_left")
            ids, rows = _forgotten(connection, last)
        try:
            kept = sum(_send(link, rows[at : at + _ROWS_A_REQUEST]) for at in range(0, len(rows), _ROWS_A_REQUEST))
        except SyncError as error:
            if error.code != protocol.Code.NOT_FOUND:
                raise
            ids, kept = [], 0  # a server that knows no salvage; the copy of the store has it all
        with link.app.store.write() as connection:
            meta.put(connection, salvage_left=ids[-1] if ids else _ALL_OFFERED)
            meta.put(connection, salvage_offered=_offered(connection) + kept)
        result.salvaged += kept
        if not ids:
            return


def _offered(connection: Connection) -> int:
    return meta.get_int(connection, "salvage_offered")


def _forgotten(connection: Connection, last: str) -> tuple[list[str], list[protocol.Salvaged]]:
    """Return the next cards of the old state, and their live rows that the staged state does not have."""
    sql = "SELECT id FROM customer WHERE version > 0 AND id > ? ORDER BY id LIMIT ?"
    ids = [str(row[0]) for row in connection.exec_driver_sql(sql, (last, _CARDS_A_SLICE))]
    if not ids:
        return [], []
    here = {row.id for card in staging.staged(connection, ids).values() for row in card.rows}
    rows = list(proof.base_rows(connection, ids))
    binned = {row.id for row in rows if row.deleted}
    lost = [row for row in rows if row.id not in here | binned and row.agg_id not in binned]
    return ids, [
        protocol.Salvaged(agg=row.agg_id, t=row.type, id=row.id, v=row.version, f=msgspec.json.decode(row.body))
        for row in lost
        if row.type not in RECORD_TYPES or not RECORD_TYPES[row.type].by_server  # it makes those again where due
    ]


def offer_copy(link: Link, path: Path) -> int:
    """Offer all rows of a copy in the salvage folder, of an older version of the program too; the server keeps those
    it neither has nor remembers as deleted. Returns how many. Raises WrongKey, StoreDamaged, Offline, SyncError.
    """
    work = path.with_suffix(".offering")
    key = link.app.store.key
    opening.remove_database(work)
    try:
        opening.copy_database(path, work, key)
        opening.upgrade(work, key)
        copy = Store(work, key)
        try:
            with copy.read() as connection:
                return _offer_all(link, connection)
        finally:
            copy.close()
    finally:
        opening.remove_database(work)


def _offer_all(link: Link, connection: Connection) -> int:
    kept, last = 0, ""
    while True:
        ids, rows = _forgotten(connection, last)
        if not ids:
            return kept
        kept += sum(_send(link, rows[at : at + _ROWS_A_REQUEST]) for at in range(0, len(rows), _ROWS_A_REQUEST))
        last = ids[-1]


def _send(link: Link, rows: list[protocol.Salvaged]) -> int:
    return link.post(protocol.SALVAGE_PATH, protocol.SalvageRequest(rows=rows), _decoder).kept


def _audit(connection: Connection, at: str, event: str, **detail: int) -> None:
    by = meta.get(connection, "user_name")
    connection.exec_driver_sql(
        "INSERT INTO audit (at, by, event, detail) VALUES (?, ?, ?, ?)", (at, by, event, json.dumps(detail))
    )
