"""The way up: one batch of operations, one answer."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from desktop_crm.errors import SyncError
from desktop_crm.store import erased_people, outbox
from desktop_crm.store.replica import RemoteCard, Replica
from sync import protocol
from sync.client.link import Link, Result, recovering, remember, witness

_decoder = msgspec.json.Decoder(protocol.PushReply)


def push_one(link: Link, result: Result) -> bool:
    """Send the oldest operations; False when nothing waits."""
    with link.app.store.read() as connection:
        batch = outbox.next_batch(connection, protocol.MAX_PUSH_OPS, link.pace.push_bytes)
        known, restored = witness(connection), recovering(connection)
    if not batch:
        return False
    if restored:  # what was saved meanwhile still names commits of a history that is no more
        with link.app.store.write() as connection:
            outbox.forget_bases(connection)
            batch = outbox.next_batch(connection, protocol.MAX_PUSH_OPS, link.pace.push_bytes)
    ops = [msgspec.Raw(payload) for _op, payload in batch]
    request = protocol.PushRequest(wall=link.app.clock(), ops=ops, w=known)
    reply = link.post(protocol.PUSH_PATH, request, _decoder)
    sent = {op_id for op_id, _payload in batch}
    answers = {op_id: item for op_id, item in reply.res.items() if op_id in sent}
    if not answers:
        raise SyncError("no_receipts")
    take_receipts(link, result, answers, reply.w)
    return True


def take_receipts(link: Link, result: Result, answers: Mapping[str, protocol.Receipt], heard: tuple[int, str]) -> None:
    """Write down what the server answered, whatever way its words came. ``heard`` is its newest commit then."""
    receipts = [outbox.Receipt(op, item.s, item.r.value, _whole(item, heard)) for op, item in answers.items()]
    with link.app.store.write() as connection:
        outbox.acknowledge(connection, receipts, link.app.clock())
        # A server restored from before this commit must be recognised even if no pull comes in between.
        remember(connection, heard)
        erased = {op_id: one.why for op_id, one in answers.items() if one.r is protocol.Outcome.ERASED}
        erased_people.forget_rows(connection, (op_id for op_id, why in erased.items() if why))
        gone = erased_people.cards_of(connection, (op_id for op_id, why in erased.items() if not why))
        if gone:
            dropped = [RemoteCard(agg_id, drop=True, why=erased_people.ERASED) for agg_id in sorted(gone)]
            Replica(connection, link.app.customers.deriver).apply(dropped, head=-1)
    link.tell(gone)
    for receipt in receipts:
        result.outcomes[receipt.outcome] = result.outcomes.get(receipt.outcome, 0) + 1
    result.pushed += len(receipts)


def _whole(receipt: protocol.Receipt, heard: tuple[int, str]) -> str:
    """Return the receipt as it is kept: with the commit and its tag that were the newest when it came."""
    return protocol.canonical({**msgspec.to_builtins(receipt), "w": list(heard)}).decode()
