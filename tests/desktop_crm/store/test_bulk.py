"""The short way of a first synchronisation makes the same rows as the way that takes everything."""

from __future__ import annotations

import msgspec
import pytest

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.store import bulk
from desktop_crm.store.replica import RemoteCard, Replica
from tests.support.profiles import profile

CARD = "0193aaaa-0000-7000-8000-0000000000{:02}"
ROW = "0193bbbb-0000-7000-8000-0000000000{:02}"
STAMPS = {"created_at": "2026-01-01T00:00:00.000Z", "created_by": "王芳", "updated_at": "2026-02-01T00:00:00.000Z"}


def _customer(number: int, **fields: object) -> dict[str, object]:
    return {"t": "customer", "id": CARD.format(number), "v": 7, "f": {**STAMPS, "owner_id": "wang", **fields}}


def _card(number: int, *rows: dict[str, object]) -> dict[str, object]:
    return {"a": CARD.format(number), "pos": 7, "full": True, "h": f"{number:032x}", "rows": list(rows)}


PAGE = [
    _card(1, _customer(1, full_name="曾国藩", mailing_address="绍兴市越城区解放路1号", preferences=["go", "tea"])),
    _card(2, {"t": "family_member", "id": ROW.format(1), "v": 6, "f": {"name": "曾纪泽", "relation": "son"}},
          _customer(2, full_name="曾母", sex="female", credit_standing="N"),
          {"t": "family_member", "id": ROW.format(2), "v": 6, "del": True}),
    _card(3, _customer(3, customer_kind="organisation", org_name="恒昌纺织有限公司", licence_no="91350100M000100Y43"),
          {"t": "contact", "id": ROW.format(3), "v": 5, "f": {"name": "钱经理", "is_primary": True, "sort_order": 2}},
          {"t": "contact", "id": ROW.format(4), "v": 5, "f": {"name": "赵会计", "sort_order": 1}}),
    {**_card(4, {**_customer(4, full_name="在回收站"), "del": True})},
    {"a": "org", "pos": 3, "full": True, "h": "f" * 32, "rows": [
        {"t": "employee", "id": ROW.format(5), "v": 3, "f": {"user_name": "wang", "active": True}}]},
]  # fmt: skip


#: Columns that hang on the profile's key or on the way a card came.
OF_PROFILE = {"card_hash", "id_hash"}


def _tables(app) -> dict[str, list[tuple[object, ...]]]:
    with app.store.read() as connection:
        found = {}
        for name in RECORD_TYPES:
            columns = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')]
            names = ", ".join(f'"{one}"' for one in columns if one not in OF_PROFILE)
            found[name] = [
                tuple(row) for row in connection.exec_driver_sql(f'SELECT {names} FROM "{name}" ORDER BY id')
            ]
        return found


def _decoded(page: list[dict[str, object]]) -> list[object]:
    return msgspec.json.decode(msgspec.json.encode(page), type=list[bulk.card_type()])


def test_both_ways_make_the_same_rows(tmp_path):
    short, long = profile(tmp_path / "short"), profile(tmp_path / "long")
    with short.store.write() as connection:
        made = bulk.prepare(_decoded(PAGE), short.customers.deriver)
        assert bulk.store(connection, made)
    with long.store.write() as connection:
        cards = msgspec.json.decode(msgspec.json.encode(PAGE), type=list[RemoteCard])
        Replica(connection, long.customers.deriver, first_sync=True).apply(cards, 7)
    keyed = _tables(short)
    expected = _tables(long)
    for row in (*keyed["customer"], *expected["customer"]):
        assert row[0]
    assert {name: len(rows) for name, rows in keyed.items()} == {name: len(rows) for name, rows in expected.items()}
    for name in ("customer", "family_member", "contact", "employee"):
        assert [row[1:] for row in keyed[name]] == [row[1:] for row in expected[name]]


def test_hashes_and_search_entries_are_noted(tmp_path):
    app = profile(tmp_path / "one")
    with app.store.write() as connection:
        made = bulk.prepare(_decoded(PAGE), app.customers.deriver)
        assert bulk.store(connection, made)
        hashes = dict(connection.exec_driver_sql("SELECT id, card_hash FROM customer").fetchall())
    assert hashes == {CARD.format(number): f"{number:032x}" for number in range(1, 5)}
    assert made.org_hash == "f" * 32
    app.build_search()
    assert [row.id for row in app.queries.find("zgf")] == [CARD.format(1)]


@pytest.mark.parametrize(
    "page",
    [
        [_card(1, _customer(1, full_name="甲", blood_group="A"))],
        [_card(1, _customer(1, full_name="甲"), {"t": "visit", "id": ROW.format(1), "v": 1, "f": {"note": "x"}})],
        [_card(1, _customer(1, full_name=5))],
    ],
    ids=["unknown field", "unknown type", "other kind of value"],
)
def test_what_this_version_does_not_know_is_left_to_the_long_way(page):
    with pytest.raises(msgspec.ValidationError):
        _decoded(page)


def test_cards_that_are_here_or_not_whole_are_left_to_the_long_way(tmp_path):
    app = profile(tmp_path / "one")
    deriver = app.customers.deriver
    with app.store.write() as connection:
        assert bulk.store(connection, bulk.prepare(_decoded(PAGE[:2]), deriver))
        assert not bulk.store(connection, bulk.prepare(_decoded(PAGE[1:3]), deriver))
        assert connection.exec_driver_sql("SELECT count(*) FROM customer").scalar() == 2
    partial = [{key: value for key, value in PAGE[0].items() if key != "full"}]
    assert bulk.prepare(_decoded(partial), deriver) is None
    assert bulk.prepare(_decoded([{"a": CARD.format(1), "pos": 9, "drop": True}]), deriver) is None
