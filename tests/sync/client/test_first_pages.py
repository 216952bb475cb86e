"""The first synchronisation takes the short way where it can, and makes the same store as the long way."""

from __future__ import annotations

import pytest

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.services.customers import GridInput, NewCustomer
from desktop_crm.store import bulk, proof
from desktop_crm.store.replica import Replica
from sync.client import healing
from tests.support.profiles import INDIVIDUAL, ORGANISATION, RELATIVE, count
from tests.sync.client.office import Laptop


def _fill(laptop: Laptop) -> list[str]:
    rows = [NewCustomer({**INDIVIDUAL, "mobile_phone": f"1380000{at:04}"}, (RELATIVE,)) for at in range(5)]
    ids = [saved.id for saved in laptop.app.customers.create_many(rows)]
    laptop.app.customers.create(ORGANISATION, [GridInput({"name": "周总", "is_primary": True})])
    laptop.sync()
    laptop.app.customers.delete(ids[0])
    laptop.sync()
    return ids


def _rows(laptop: Laptop) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the local keys and the keyed hash of documents."""
    with laptop.app.store.read() as connection:
        found = {}
        for name in RECORD_TYPES:
            columns = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')]
            listed = ", ".join(f'"{one}"' for one in columns if one not in ("rid", "id_hash"))
            rows = connection.exec_driver_sql(f'SELECT {listed} FROM "{name}" ORDER BY id')
            found[name] = [tuple(row) for row in rows]
        return found


def test_short_and_long_way_make_the_same_store(pair, office, monkeypatch):
    one, two = pair
    _fill(one)
    long_way = Replica.apply

    def unexpected(*_args: object) -> None:
        raise AssertionError("the long way")

    with monkeypatch.context() as patch:
        patch.setattr(Replica, "apply", unexpected)
        two.sync()
    three = office.laptop("li")
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "prepare", lambda *_args: None)
        three.sync()
    assert Replica.apply is long_way
    assert _rows(two) == _rows(three)
    for laptop in (two, three):
        with laptop.app.store.read() as connection:
            kept = proof.card_hashes(connection)
            assert healing._from_rows(connection, list(kept)) == kept and len(kept) == 7
        assert len(laptop.app.queries.find("13800000003")) == 1  # found before anything runs in the background
    three.app.close()


def test_cards_that_are_here_already_take_the_long_way(pair):
    one, _two = pair
    saved = one.app.customers.create({**INDIVIDUAL, "remarks": "unterwegs"})
    assert one.sync().pulled == 1
    assert one.values(saved.id)["remarks"] == "unterwegs"
    assert count(one.app, "customer") == 1 and count(one.app, "customer", "card_hash IS NOT NULL") == 1


@pytest.mark.parametrize("way", ["short", "long"])
def test_digest_of_the_first_synchronisation_agrees(pair, monkeypatch, way):
    one, two = pair
    _fill(one)
    if way == "long":
        monkeypatch.setattr(bulk, "prepare", lambda *_args: None)
    assert two.sync().equal is True


def test_digest_reads_an_index_alone(pair):
    with pair[0].app.store.read() as connection:
        sql = "EXPLAIN QUERY PLAN SELECT id, coalesce(card_hash, '') FROM customer WHERE version > 0"
        plan = " ".join(str(row[3]) for row in connection.exec_driver_sql(sql))
    assert "COVERING INDEX customer_hashes" in plan
