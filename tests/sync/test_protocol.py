"""The wire format: golden messages of version 1, compression, limits."""

from __future__ import annotations

import gzip

import msgspec
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from sync.protocol import (
    BadEncodingError,
    Change,
    Op,
    OpKind,
    Outcome,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    Receipt,
    TooBigError,
    Why,
    canonical,
    encode,
    pack,
    unpack,
)

ID = "0193aaaa-0000-7000-8000-000000000001"
CARD = "0193aaaa-0000-7000-8000-000000000002"
TAG = "00112233445566778899aabbccddeeff"

GOLDEN = [
    (
        Op(
            id=ID, k=OpKind.PUT, t="customer", row=CARD, agg=CARD, wall="2026-03-02T09:00:00Z", g=ID, base=7, c=9,
            f={"full_name": Change(o=None, n="曾国藩")},
        ),
        f'{{"id":"{ID}","k":"put","t":"customer","row":"{CARD}","agg":"{CARD}","wall":"2026-03-02T09:00:00Z",'
        f'"g":"{ID}","base":7,"c":9,"f":{{"full_name":{{"o":null,"n":"曾国藩"}}}}}}',
    ),
    (
        PushReply(w=(9, TAG), res={ID: Receipt(s=9, r=Outcome.LOST, lost=["fax"], inbox=CARD, why=Why.CONCURRENT)}),
        f'{{"w":[9,"{TAG}"],"res":{{"{ID}":{{"s":9,"r":"lost","lost":["fax"],"inbox":"{CARD}","why":"concurrent"}}}}}}',
    ),
    (PullRequest(since=5, after=(6, CARD), w=(9, TAG)), f'{{"since":5,"after":[6,"{CARD}"],"w":[9,"{TAG}"]}}'),
    (
        PullReply(w=(9, TAG), done=True, head=9),
        f'{{"w":[9,"{TAG}"],"done":true,"head":9}}',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("message", "wire"), GOLDEN)
def test_golden_messages_of_version_1(message, wire):
    assert encode(message).decode() == wire
    assert msgspec.json.decode(wire, type=type(message)) == message


def test_unknown_keys_of_a_newer_version_are_ignored():
    page = f'{{"w":[9,"{TAG}"],"done":true,"head":9,"later":{{"n":1}},"items":[{{"a":"{CARD}","pos":1,"new":5}}]}}'
    assert msgspec.json.decode(page, type=PullReply).items[0].a == CARD


def test_an_operation_travels_as_the_bytes_it_was_saved_as():
    saved = b'{"id": "whatever",   "f": {}}'
    request = PushRequest(wall="2026-03-02T09:00:00Z", ops=[msgspec.Raw(saved)])
    assert bytes(msgspec.json.decode(encode(request), type=PushRequest).ops[0]) == saved


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.text(), st.lists(st.text()))))
def test_canonical_json_does_not_depend_on_order(fields):
    turned = dict(reversed(fields.items()))
    assert canonical(fields) == canonical(turned)
    assert msgspec.json.decode(canonical(fields)) == fields


@given(st.binary(max_size=5000))
def test_packing_gives_back_the_same(body):
    assert unpack(*pack(body)) == body
    assert unpack(gzip.compress(body), "gzip") == body


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["zstd", "gzip"]))
def test_what_is_not_compressed_is_said_so(body, encoding):
    with pytest.raises(BadEncodingError):
        unpack(b"x" + body, encoding)


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_truncated_bodies_are_noticed(cut):
    body = bytes(range(256)) * 20
    for packed, encoding in ((zstd.compress(body), "zstd"), (gzip.compress(body), "gzip")):
        with pytest.raises(BadEncodingError):
            unpack(packed[:-cut], encoding)


@pytest.mark.parametrize(("compress", "encoding"), [(zstd.compress, "zstd"), (gzip.compress, "gzip"), (bytes, None)])
def test_size_is_limited_after_decompression(compress, encoding):
    assert len(unpack(compress(b"a" * 1000), encoding, limit=1000)) == 1000
    with pytest.raises(TooBigError):
        unpack(compress(b"a" * 1001), encoding, limit=1000)


def test_card_is_left_out_where_the_row_is_the_card():
    alone = msgspec.json.decode(
        f'{{"id":"{ID}","k":"put","t":"customer","row":"{CARD}","wall":"2026-03-02T09:00:00Z"}}', type=Op
    )
    assert (alone.agg, alone.g, alone.base) == (CARD, UNSET, 0)
    child = f'{{"id":"{ID}","k":"put","t":"contact","row":"{ID}","agg":"{CARD}","wall":"2026-03-02T09:00:00Z"}}'
    assert msgspec.json.decode(child, type=Op).agg == CARD
    bad = child.replace(CARD, "somebody")
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(bad, type=Op)


def test_a_receipt_that_says_applied_says_it_by_being_there():
    assert encode(Receipt(s=7)) == b'{"s":7}'
    assert msgspec.json.decode(b'{"s":7}', type=Receipt).r is Outcome.APPLIED
    assert msgspec.json.decode(b'{"s":7,"r":"applied"}', type=Receipt).r is Outcome.APPLIED
