"""Signatures and sealed messages: what is altered, misdirected or meant for something else is not taken."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import keys

_seeds = count(1)


def random_bytes(size: int) -> bytes:
    return Random(next(_seeds)).randbytes(size)


MINE, OTHER = keys.new_key(random_bytes), keys.new_key(random_bytes)
ORDER = keys.sign_fields(MINE, keys.ORDER, {"device": "d", "mode": "wipe_now", "nonce": "n", "new in version 9": [1]})


def flipped(data: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[at % len(data)] ^= 1 << bit
    return bytes(changed)


def test_a_signature_is_good_for_its_key_purpose_and_message_only() -> None:
    signature = keys.sign(MINE, keys.ORDER, b"message")
    public = keys.sign_public(MINE)
    assert keys.verify(public, keys.ORDER, b"message", signature)
    assert not keys.verify(public, keys.ORDER, b"messages", signature)
    assert not keys.verify(public, keys.COURIER, b"message", signature)
    assert not keys.verify(keys.sign_public(OTHER), keys.ORDER, b"message", signature)


@pytest.mark.parametrize("public", ["", "00", "zz" * 32, "00" * 32, MINE])
def test_a_key_that_is_none_verifies_nothing(public: str) -> None:
    assert not keys.verify(public, keys.ORDER, b"message", keys.sign(MINE, keys.ORDER, b"message"))


@given(at=st.integers(0, 127), bit=st.integers(0, 6))
def test_no_other_spelling_of_a_signature(at: int, bit: int) -> None:
    signature = flipped(keys.sign(MINE, keys.ORDER, b"message").encode(), at, bit).decode()
    assert not keys.verify(keys.sign_public(MINE), keys.ORDER, b"message", signature)


def test_all_fields_are_signed_known_or_not() -> None:
    public = keys.sign_public(MINE)
    assert keys.verify_fields(public, keys.ORDER, dict(reversed(ORDER.items())))
    for name in ORDER:
        assert not keys.verify_fields(public, keys.ORDER, {**ORDER, name: "x"})
        assert not keys.verify_fields(public, keys.ORDER, {key: value for key, value in ORDER.items() if key != name})
    assert not keys.verify_fields(public, keys.ORDER, {**ORDER, "more": 1})
    assert not keys.verify_fields(public, keys.ORDER, {**ORDER, "sig": [ORDER["sig"]]})


@pytest.mark.parametrize("message", [b"", b"x", "客户".encode() * 5000])
def test_a_sealed_message_is_read_by_its_receiver(message: bytes) -> None:
    sealed = keys.seal(keys.box_public(MINE), keys.COURIER, message, random_bytes)
    assert keys.unseal(MINE, keys.COURIER, sealed) == message
    assert sealed != keys.seal(keys.box_public(MINE), keys.COURIER, message, random_bytes)
    for key, purpose in ((OTHER, keys.COURIER), (MINE, keys.COURIER_ANSWER)):
        with pytest.raises(keys.BadSeal):
            keys.unseal(key, purpose, sealed)


@given(at=st.integers(0, 200), bit=st.integers(0, 7), size=st.integers(0, 60))
def test_an_altered_or_cut_message_is_not_read(at: int, bit: int, size: int) -> None:
    sealed = keys.seal(keys.box_public(MINE), keys.COURIER, b"message", random_bytes)
    with pytest.raises(keys.BadSeal):
        keys.unseal(MINE, keys.COURIER, flipped(sealed, at, bit))
    with pytest.raises(keys.BadSeal):
        keys.unseal(MINE, keys.COURIER, sealed[: min(size, len(sealed) - 1)])
