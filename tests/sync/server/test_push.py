"""Batches: replay, groups, poisoned operations, permission, history, witness."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import msgspec
import pytest
from sqlalchemy import func, select

from sync.protocol import Change, Op, OpKind, Outcome, Why, encode
from sync.server import commits, merge
from sync.server.errors import BadEnvelope, Diverged
from sync.server.schema import change, commit_log, obj, op_seen, quarantine, stream
from tests.sync.server.laptop import Laptop, World, new_id


@pytest.fixture
def laptop(world: World) -> Laptop:
    world.user("li")
    made = world.laptop("li")
    made.pull()
    return made


def head(world: World) -> int:
    with world.database.read() as conn:
        return commits.head(conn).seq


def raw_op(laptop: Laptop, **more: object) -> bytes:
    row = new_id()
    op = {"id": new_id(), "k": "create", "t": "customer", "row": row, "agg": row, "wall": laptop.wall()}
    return msgspec.json.encode(op | more)


def test_replay_gets_the_same_answer_and_makes_no_commit(laptop, world):
    laptop.create(customer_no="1", full_name="x")
    ops = list(laptop.outbox)
    first = laptop.send(ops)
    before = head(world)
    again = laptop.send(ops)
    assert again.res == first.res
    assert (head(world), again.w) == (before, first.w)


def test_mixed_batch_applies_only_what_is_new(laptop, world):
    card = laptop.create(full_name="x")
    old = laptop.outbox[0]
    first = laptop.send([old])
    new = laptop.put(card, full_name="y")
    reply = laptop.send([old, new, new])
    assert reply.res[old.id] == first.res[old.id]
    assert reply.res[new.id].r is Outcome.APPLIED
    with world.database.read() as conn:
        assert conn.execute(select(func.count()).select_from(op_seen)).scalar_one() == 2


def test_unfit_operation_does_not_touch_its_neighbours(laptop, world):
    card = laptop.create(full_name="x")
    bad = {
        "float": {"f": {"a": {"n": 1.5}}},
        "object": {"f": {"a": {"n": {"b": 1}}}},
        "huge text": {"f": {"a": {"n": "客" * 30_000}}},
        "many fields": {"f": {f"f{i}": {"n": 1} for i in range(201)}},
        "field name": {"f": {"drop table": {"n": 1}}},
        "big number": {"f": {"a": {"n": 2**60}}},
        "wrong type": {"f": {"full_name": {"n": ["x"]}}},
        "number": {"f": {"customer_no": {"n": "1" * 41}}},
        "kind": {"k": "explode"},
        "type": {"t": 5},
        "wall": {"wall": "2026-13-45T00:00:00Z"},
        "command": {"k": "cmd", "cmd": "assign"},
        "agg": {"agg": "nowhere"},
    }
    raws = [raw_op(laptop, **more) for more in bad.values()]
    reply = laptop.send([encode(laptop.outbox.pop()), *raws, raw_op(laptop, f={"full_name": {"n": "last"}})])
    outcomes = [receipt.r for receipt in reply.res.values()]
    assert sorted(outcomes) == sorted([Outcome.APPLIED] * 2 + [Outcome.QUARANTINED] * len(bad))
    with world.database.read() as conn:
        kept = set(conn.execute(select(quarantine.c.raw)).scalars())
    assert kept == set(raws)
    laptop.pull()
    assert laptop.fields(card)["full_name"] == "x"


def test_failing_merge_costs_only_its_save_group(laptop, world, monkeypatch):
    card = laptop.create(full_name="x")
    laptop.sync()
    group = new_id()
    good = laptop.edit(OpKind.PUT, "customer", card, card, f={"email": Change(n="good@example.com")})
    half = laptop.edit(OpKind.PUT, "customer", card, card, g=group, f={"fax": Change(n="1")})
    bomb = laptop.edit(OpKind.DELETE, "customer", card, card, g=group)
    last = laptop.edit(OpKind.PUT, "customer", card, card, f={"remarks": Change(n="after")})

    def explode(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(merge.Merger, "_delete", explode)
    receipts = dict(zip([good.id, half.id, bomb.id, last.id], laptop.sync(), strict=True))
    assert [receipts[op.id].r for op in (good, last)] == [Outcome.APPLIED] * 2
    assert [receipts[op.id].why for op in (half, bomb)] == [Why.INTERNAL] * 2
    assert "fax" not in laptop.fields(card)
    assert laptop.fields(card)["remarks"] == "after"
    with world.database.read() as conn:
        assert set(conn.execute(select(quarantine.c.detail)).scalars()) == {"ZeroDivisionError"}


def test_batch_is_all_or_nothing(laptop, world, monkeypatch):
    laptop.create(customer_no="1", full_name="x")
    ops = list(laptop.outbox)

    def explode(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("sync.server.push._remember", explode)
        with pytest.raises(ZeroDivisionError):
            laptop.send(ops)
    with world.database.read() as conn:
        assert conn.execute(select(func.count()).select_from(obj).where(obj.c.type == "customer")).scalar_one() == 0
    assert laptop.push()[0].r is Outcome.APPLIED


def test_foreign_card_is_quarantined_and_stays_as_it_is(laptop, world):
    card = laptop.create(full_name="mine")
    laptop.sync()
    world.user("stranger")
    stranger = world.laptop("stranger")
    stranger.put(card, full_name="stolen")
    stranger.child(card, name="spy")
    stranger.delete(card)
    stranger.edit(OpKind.CREATE, "customer", card, card, f={"full_name": Change(n="taken over")})
    receipts = stranger.sync()
    assert [(one.r, one.why) for one in receipts] == [(Outcome.QUARANTINED, Why.SCOPE)] * 4
    assert card not in stranger.cards
    laptop.pull()
    assert laptop.fields(card)["full_name"] == "mine"
    assert laptop.conflicts(card) == []  # who never saw a card gets no word to its owner


def test_row_of_another_card_cannot_be_captured(laptop):
    one, two = laptop.create(full_name="one"), laptop.create(full_name="two")
    member = laptop.child(one, name="member")
    laptop.sync()
    laptop.put(member, two, "family_member", name="captured")
    laptop.edit(OpKind.CREATE, "customer", member, member, f={"full_name": Change(n="card?")})
    laptop.put(new_id(), one, "family_member", name="nobody")
    assert [one.why for one in laptop.sync()] == [Why.BAD_OPERATION, Why.BAD_OPERATION, Why.UNKNOWN_ROW]
    assert laptop.fields(member) == {"name": "member"}


def test_history_keeps_both_values(laptop, world):
    other = world.laptop("li", "B")
    card = laptop.create(full_name="x")
    laptop.sync()
    other.sync()
    other.put(card, full_name="loser")
    world.forward(minutes=1)
    laptop.put(card, full_name="winner")
    laptop.sync()
    other.sync()
    with world.database.read() as conn:
        query = select(change.c.old, change.c.new, change.c.outcome).where(change.c.field == "full_name")
        lines = {tuple(row) for row in conn.execute(query)}
    assert lines == {('"x"', '"winner"', "applied"), ('"winner"', '"loser"', "lost")}


def test_chain_verifies_from_the_first_commit(laptop, world):
    for number in range(3):
        laptop.create(customer_no=str(number))
        laptop.push()
    with world.database.read() as conn:
        rows = conn.execute(select(commit_log).order_by(commit_log.c.seq)).all()
        newest = conn.execute(select(stream.c.seq, stream.c.tag)).one()
    for before, after in pairwise(rows):
        assert after.seq == before.seq + 1
        assert after.tag == hashlib.sha256(before.tag + after.batch_hash).digest()
    assert (newest.seq, newest.tag) == (rows[-1].seq, rows[-1].tag)


@pytest.mark.parametrize("seq", [0, 1, 10_000])
def test_unknown_witness_is_diverged(laptop, seq):
    laptop.witness = (seq, "0" * 32)
    laptop.create(full_name="x")
    with pytest.raises(Diverged):
        laptop.push()
    with pytest.raises(Diverged):
        laptop.pull()


@pytest.mark.parametrize("op", [b"{}", b'{"id":"5"}', b"5", b'{"id":null,"k":"put"}', b"[]"])
def test_operation_without_an_id_spoils_the_envelope(laptop, op):
    with pytest.raises(BadEnvelope):
        laptop.send([raw_op(laptop), op])


def test_impossible_time_of_the_batch_costs_nothing(laptop, monkeypatch):
    laptop.create(full_name="x")
    monkeypatch.setattr(laptop, "wall", lambda: "2026-02-30T00:00:00Z")
    assert laptop.push()[0].r is Outcome.APPLIED


def test_empty_batch_answers_with_the_head(laptop, world):
    assert laptop.send([]).w[0] == head(world)


def test_group_of_operations_keeps_its_order(laptop):
    card = new_id()
    ops = [
        Op(id=new_id(), k=OpKind.CREATE, t="customer", row=card, agg=card, wall=laptop.wall()),
        *(
            Op(id=new_id(), k=OpKind.PUT, t="customer", row=card, agg=card, wall=laptop.wall(),
               f={"email": Change(n=f"{i}@example.com")})
            for i in range(20)
        ),
    ]  # fmt: skip
    laptop.send(ops)
    laptop.pull()
    assert laptop.fields(card)["email"] == "19@example.com"
