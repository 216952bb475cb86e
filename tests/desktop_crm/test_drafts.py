"""Unsaved input: kept in the encrypted store, found again, forgotten."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.errors import UsageError
from desktop_crm.services.drafts import DraftService
from tests.support.profiles import lay_out


@pytest.fixture
def app(tmp_path: Path):
    lay_out(tmp_path / "profile", "secret")
    application = open_application(tmp_path / "profile", "secret")
    yield application
    application.close()


@pytest.fixture
def drafts(app: Application) -> DraftService:
    seconds = itertools.count(10)
    return DraftService(app.store, lambda: f"2026-11-22T10:00:{next(seconds)}.000Z")


def test_a_draft_is_found_again(drafts: DraftService) -> None:
    document = {"kind": "individual", "values": {"full_name": "䶮𬱖", "tags": ["茶"], "flag": True}, "grid": []}
    drafts.put("new:1", document)
    found = drafts.get("new:1")
    assert found is not None
    assert found.document["values"] == {"full_name": "䶮𬱖", "tags": ("茶",), "flag": True}
    assert (found.customer_id, found.saved_at) == (None, "2026-11-22T10:00:10.000Z")


def test_the_newest_version_replaces_the_older_one(drafts: DraftService) -> None:
    drafts.put("abc", {"values": {"remarks": "一"}})
    drafts.put("abc", {"values": {"remarks": "二"}})
    assert [draft.document for draft in drafts.all()] == [{"values": {"remarks": "二"}}]
    assert drafts.all()[0].customer_id == "abc"


def test_all_drafts_come_newest_first(drafts: DraftService) -> None:
    for key in ("a", "b", "c"):
        drafts.put(key, {})
    drafts.put("a", {})
    assert [draft.key for draft in drafts.all()] == ["a", "c", "b"]


def test_a_dropped_draft_is_gone(drafts: DraftService) -> None:
    drafts.put("a", {})
    drafts.drop("a")
    drafts.drop("never there")
    assert drafts.get("a") is None
    assert drafts.all() == []


def test_what_is_no_json_is_refused_and_the_old_draft_stays(drafts: DraftService) -> None:
    drafts.put("a", {"values": {}})
    with pytest.raises(UsageError):
        drafts.put("a", {"values": {"x": 1.5}})  # type: ignore[dict-item]
    found = drafts.get("a")
    assert found is not None
    assert found.document == {"values": {}}


def test_the_file_does_not_show_the_text(app: Application, drafts: DraftService, tmp_path: Path) -> None:
    drafts.put("a", {"values": {"remarks": "KENNZEICHEN-4711"}})
    app.store.checkpoint()
    files = [path.read_bytes() for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert files
    assert not any(b"KENNZEICHEN-4711" in content for content in files)


def test_a_draft_survives_the_end_of_the_program(tmp_path: Path) -> None:
    first = open_application(tmp_path / "p", "secret", create=True)
    DraftService(first.store, first.clock).put("new:1", {"values": {"full_name": "张三"}})
    first.close()
    second = open_application(tmp_path / "p", "secret")
    try:
        assert [draft.key for draft in DraftService(second.store, second.clock).all()] == ["new:1"]
    finally:
        second.close()


def test_drafts_of_rows_name_their_customer_and_go_with_him(tmp_path):
    from desktop_crm.services.drafts import QUICK, RowKey, row_key
    from desktop_crm.store.erased_people import purge
    from tests.support.profiles import INDIVIDUAL, PASSPHRASE, profile

    app = profile(tmp_path / "rows", passphrase=PASSPHRASE)
    customer, other = app.new_id(), app.customers.create(INDIVIDUAL).id
    keys = [RowKey(customer, "activity"), RowKey(customer, "activity", QUICK), RowKey(other, "payment")]
    service = DraftService(app.store, app.clock)
    for key in (*map(str, keys), customer):
        service.put(key, {"values": {}})
    assert [row_key(str(key)) for key in keys] == keys and row_key(customer) is None and row_key("new:x") is None
    assert {draft.customer_id for draft in service.all()} == {customer, other}
    with app.store.write() as connection:
        purge(connection, [customer])
    assert [draft.key for draft in service.all()] == [str(keys[2])]
    app.close()
