"""The proof that laptop and server are equal, and the repair of the cards that are not.

The hash of a card is the sum over its rows (:mod:`sync.protocol.card_hash`). The sum over all cards is
compared with the server's in the snapshot that was just applied; where it differs, 256 buckets lead to the
cards, and only those are fetched. They are staged whole and applied together with the next pull, so the
base stays one snapshot. The other side's hash is never taken without its rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import reduce
from operator import xor

import msgspec
from sqlalchemy import Connection

from desktop_crm.store import meta, proof, staging
from desktop_crm.store.replica import ORGANISATION, RemoteCard
from sync import protocol
from sync.client.link import Link, parts, remember, witness
from sync.protocol.card_hash import BUCKETS, NOTHING, add, bucket, row_hash

#: Cards whose hashes are computed in one read; what is found is written in a transaction of its own.
CARDS_A_BATCH = 200
_CARDS_A_FETCH = 200
_BUCKETS_A_REQUEST = 32


class _Fetched(msgspec.Struct):
    """A fetch reply whose cards are what the store takes."""

    w: tuple[int, str]
    head: int
    items: list[RemoteCard] = []


_digest_decoder = msgspec.json.Decoder(protocol.DigestReply)
_fetch_decoder = msgspec.json.Decoder(_Fetched)


def agrees(link: Link, digest: protocol.Digest) -> bool:
    """Compare what is here with the server's digest of the very state that was applied, and note the outcome."""
    since, here = _kept(link)
    missing = [agg_id for agg_id, kept in here.items() if not kept]
    if compute_hashes(link, missing):  # kept since a version that knew no hashes
        since, here = _kept(link)
    equal = _summed(here.values()) == digest
    now = link.app.clock()
    with link.app.store.write() as connection:
        if meta.get(connection, "since") != since:  # somebody else synchronised this profile meanwhile
            here = proof.card_hashes(connection)
            equal = _summed(here.values()) == digest
        if equal:
            cards = len(here.keys() - {ORGANISATION})
            meta.put(connection, verified_at=now, verified_cards=cards, verified_head=meta.get(connection, "since"))
        meta.put(connection, digest_at=now if equal else None, digest_due=None if equal else "1")
    return equal


def _kept(link: Link) -> tuple[str, dict[str, str]]:
    """Read the hashes of all cards outside a write: adding up a hundred thousand keeps nobody waiting."""
    with link.app.store.read() as connection:
        return meta.get(connection, "since"), proof.card_hashes(connection)


def give_up_for_today(link: Link, cards: int) -> None:
    """Repairing did not make both sides equal: note it and compare again tomorrow, not every minute."""
    now = link.app.clock()
    with link.app.store.write() as connection:
        meta.put(connection, digest_at=now, digest_due=None, verified_at=None)
        entry = (now, meta.get(connection, "user_name"), "digest_differs", json.dumps({"cards": cards}))
        connection.exec_driver_sql("INSERT INTO audit (at, by, event, detail) VALUES (?, ?, ?, ?)", entry)


def heal(link: Link) -> list[str]:
    """Find the cards that differ and stage them whole; the next pull applies them. Returns their ids."""
    wrong = _differing(link)
    for ids in parts(wrong, _CARDS_A_FETCH):
        with link.app.store.read() as connection:
            request = protocol.FetchRequest(aggs=ids, w=witness(connection), repair=True)
        reply = link.post(protocol.FETCH_PATH, request, _fetch_decoder)
        with link.app.store.write() as connection:
            staging.lay_in_stage(connection, reply.items)
            remember(connection, reply.w)  # the pull that follows must not be answered from before this
    if wrong:
        with link.app.store.write() as connection:
            meta.put(connection, repaired_cards=meta.get_int(connection, "repaired_cards") + len(wrong))
    return wrong


def _differing(link: Link) -> list[str]:
    with link.app.store.read() as connection:
        here, known = proof.card_hashes(connection), witness(connection)
    reply = link.post(protocol.DIGEST_PATH, protocol.DigestRequest(w=known), _digest_decoder)
    own: list[list[str]] = [[] for _ in range(BUCKETS)]
    for agg_id, kept in here.items():
        own[bucket(agg_id)].append(kept)
    theirs = reply.buckets
    unequal = [at for at in range(min(BUCKETS, len(theirs))) if _summed(own[at]) != theirs[at]]
    wrong: set[str] = set()
    for start in range(0, len(unequal), _BUCKETS_A_REQUEST):
        asked = unequal[start : start + _BUCKETS_A_REQUEST]
        request = protocol.DigestRequest(w=known, buckets=asked)
        there = dict(link.post(protocol.DIGEST_PATH, request, _digest_decoder).cards)
        mine = {agg_id: kept for agg_id, kept in here.items() if bucket(agg_id) in asked}
        wrong |= {agg_id for agg_id in there.keys() | mine.keys() if there.get(agg_id) != mine.get(agg_id)}
    return sorted(wrong)


# -- hashes of what is here -----------------------------------------------------------------


def compute_hashes(
    link: Link,
    agg_ids: Iterable[str],
    progress: Callable[[int], None] = lambda _cards: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Compute the hashes of cards anew from their rows, keep those that came out differently, count them."""
    changed = done = 0
    for ids in parts(agg_ids, CARDS_A_BATCH):
        if cancelled():
            break
        with link.app.store.read() as connection:
            connection.exec_driver_sql("SELECT 1 FROM meta LIMIT 1").fetchone()  # one snapshot for all that follows
            kept = proof.hashes_of(connection, ids)
            found = _from_rows(connection, list(kept))
        news = [(agg_id, found[agg_id], before) for agg_id, before in kept.items() if found[agg_id] != before]
        if news:
            with link.app.store.write() as connection:
                changed += proof.correct_hashes(connection, news)
        done += len(ids)
        progress(done)
    return changed


def _from_rows(connection: Connection, agg_ids: list[str]) -> dict[str, str]:
    sums = dict.fromkeys(agg_ids, NOTHING)
    for row in proof.base_rows(connection, agg_ids):
        body = row.body.encode()
        one = row_hash(row.id, row.version, body, deleted=row.deleted, root=row.id == row.agg_id)
        sums[row.agg_id] = add(sums[row.agg_id], one)
    return {agg_id: found.hex() for agg_id, found in sums.items()}


def _summed(hashes: Iterable[str]) -> protocol.Digest:
    found = [int(kept or "0", 16) for kept in hashes]
    return protocol.Digest(len(found), f"{reduce(xor, found, 0):032x}")
