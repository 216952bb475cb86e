"""Where the key of a store comes from, and what happens without it."""

from __future__ import annotations

import json

import keyring
import pytest
from keyring.backends import fail

from desktop_crm.bootstrap import open_application
from desktop_crm.errors import KeyMissing, StoreDamaged, WrongKey
from desktop_crm.paths import ProfilePaths
from tests.support.key_store import MemoryKeyring
from tests.support.profiles import INDIVIDUAL, PASSPHRASE, profile


def test_key_store_opens_the_profile_again(tmp_path, key_store: MemoryKeyring):
    app = profile(tmp_path)
    saved = app.customers.create(INDIVIDUAL)
    app.close()
    assert len(key_store.secrets) == 1
    again = open_application(tmp_path)
    assert again.queries.card(saved.id).display_name == "曾国藩"
    again.close()


def test_passphrase_opens_the_profile_again_and_nothing_enters_the_key_store(tmp_path, key_store: MemoryKeyring):
    app = profile(tmp_path, passphrase=PASSPHRASE)
    app.close()
    assert not key_store.secrets
    open_application(tmp_path, PASSPHRASE).close()


def test_without_key_store_and_passphrase_nothing_is_made(tmp_path):
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(KeyMissing) as caught:
        open_application(tmp_path / "new", create=True)
    assert caught.value.code == "no_key_store"
    assert not (tmp_path / "new").exists()


def test_passphrase_profile_asks_for_the_passphrase(tmp_path):
    profile(tmp_path, passphrase=PASSPHRASE).close()
    with pytest.raises(KeyMissing) as caught:
        open_application(tmp_path)
    assert caught.value.code == "passphrase_needed"


def test_lost_key_is_told_and_not_replaced(tmp_path, key_store: MemoryKeyring):
    profile(tmp_path).close()
    before = ProfilePaths(tmp_path).store.read_bytes()
    key_store.secrets.clear()
    with pytest.raises(KeyMissing) as caught:
        open_application(tmp_path)
    assert caught.value.code == "key_lost"
    assert not key_store.secrets
    assert ProfilePaths(tmp_path).store.read_bytes() == before


@pytest.mark.parametrize("stored", ["zz", "abcd", ""])
def test_garbage_in_the_key_store_is_a_lost_key(tmp_path, key_store: MemoryKeyring, stored):
    profile(tmp_path).close()
    key_store.secrets = dict.fromkeys(key_store.secrets, stored)
    with pytest.raises(KeyMissing):
        open_application(tmp_path)


def test_wrong_passphrase(tmp_path):
    profile(tmp_path, passphrase=PASSPHRASE).close()
    with pytest.raises(WrongKey):
        open_application(tmp_path, "八月萑苇")


def test_file_is_encrypted(tmp_path):
    app = profile(tmp_path)
    app.customers.create({**INDIVIDUAL, "remarks": "UNMISTAKABLE"})
    app.store.checkpoint()
    data = ProfilePaths(tmp_path).store.read_bytes()
    app.close()
    assert b"UNMISTAKABLE" not in data and b"SQLite format" not in data


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"profile_id": "x"}', '{"profile_id":"x","key_source":"passphrase","salt":"zz"}',
             '{"profile_id":"x","key_source":"plain","salt":""}'],
)  # fmt: skip
def test_unreadable_description_of_a_profile(tmp_path, text):
    profile(tmp_path, passphrase=PASSPHRASE).close()
    ProfilePaths(tmp_path).info.write_text(text, "utf-8")
    with pytest.raises(StoreDamaged):
        open_application(tmp_path, PASSPHRASE)


def test_description_holds_no_secret(tmp_path, key_store: MemoryKeyring):
    profile(tmp_path).close()
    facts = json.loads(ProfilePaths(tmp_path).info.read_text("utf-8"))
    assert set(facts) == {"profile_id", "key_source", "salt"}
    assert next(iter(key_store.secrets.values())) not in json.dumps(facts)
