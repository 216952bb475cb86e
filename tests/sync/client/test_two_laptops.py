"""Two laptops and the real handlers: what meets at the server, and what each laptop shows afterwards."""

from __future__ import annotations

import pytest

from desktop_crm.errors import Offline, Refused
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services.customers import GridInput
from desktop_crm.store.projection import parse
from sync import protocol
from sync.client.engine import Engine
from sync.server import accounts
from tests.support.profiles import INDIVIDUAL, RELATIVE, count, operations
from tests.sync.client.office import Laptop


def _shared(pair, office, **values) -> str:
    one, two = pair
    saved = one.app.customers.create({**INDIVIDUAL, **values}, [GridInput(RELATIVE)])
    one.sync()
    two.sync()
    office.forward(one, two, minutes=1)
    return saved.id


def _settled(laptop: Laptop) -> bool:
    """Nothing open, nothing kept twice."""
    open_rows = count(laptop.app, "outbox", "state != 'done'")
    return open_rows == count(laptop.app, "base_row") == count(laptop.app, "stage") == 0


def _same(pair) -> None:
    for laptop in (*pair, *pair):
        laptop.sync()
    shots = []
    for laptop in pair:
        assert _settled(laptop)
        with laptop.app.store.read() as connection:
            shots.append({
                name: sorted(map(tuple, connection.exec_driver_sql(sql).fetchall()))
                for name, sql in {
                    "customer": "SELECT id, version, deleted, full_name, remarks, mobile_phone, sex, owner_id, extra,"
                                " updated_at, updated_by, name_key, primary_contact, completeness FROM customer",
                    "family": "SELECT id, agg_id, version, deleted, name, phone FROM family_member WHERE NOT deleted",
                    "conflict": "SELECT id, agg_id, version, field, winner, loser, state FROM conflict",
                    "foreign": "SELECT id, agg_id, type, version, body FROM foreign_row",
                }.items()
            })  # fmt: skip
    assert shots[0] == shots[1]


def test_card_travels_with_its_grid(pair, office):
    two = pair[1]
    card_id = _shared(pair, office)
    card = two.app.queries.card(card_id)
    assert (card.display_name, card.grid[0].values["name"]) == ("曾国藩", "曾纪泽")
    assert card.sync_state == "synced" and card.owner_id == "wang"
    assert [row.id for row in two.app.queries.find("zgf")] == [card_id]
    _same(pair)


def test_different_fields_of_one_card_both_survive(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    one.app.customers.update(card_id, {"sex": "female"})
    two.app.customers.update(card_id, {"mobile_phone": "13911112222"})
    _same(pair)
    for laptop in pair:
        values = laptop.values(card_id)
        assert (values["sex"], values["mobile_phone"]) == ("female", "13911112222")
        assert laptop.app.queries.conflicts() == []


def test_same_field_one_winner_and_the_loser_is_kept(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    two.app.customers.update(card_id, {"full_name": "曾国荃"})
    office.forward(one, two, minutes=5)
    one.app.customers.update(card_id, {"full_name": "曾国华"})  # later, and sent first
    one.sync()
    result = two.sync()
    assert result.outcomes == {"lost": 1} and result.conflicts == 1
    assert two.values(card_id)["full_name"] == "曾国华"  # the screen shows what the server decided
    _same(pair)
    for laptop in pair:
        (conflict,) = laptop.app.queries.conflicts()
        assert (conflict.field, conflict.winner, conflict.loser) == ("full_name", "曾国华", "曾国荃")
        assert (conflict.base, conflict.important, conflict.state) == ("曾国藩", True, "open")
        assert laptop.app.queries.card(card_id).sync_state == "conflict"
    steps = [(row["kind"], row["old"], row["new"]) for row in two.app.queries.history(card_id)]
    assert ("put", '"曾国藩"', '"曾国荃"') in steps and ("pulled", '"曾国荃"', '"曾国华"') in steps


def test_lost_edit_whose_winner_was_pulled_before(pair, office):
    """The server does not send the row again, so the base kept on the laptop has to come back."""
    one, two = pair
    card_id = _shared(pair, office)
    two.app.customers.update(card_id, {"sex": "female"})
    office.forward(one, two, minutes=5)
    one.app.customers.update(card_id, {"sex": "unknown"})
    one.sync()
    two.cut(path=protocol.PUSH_PATH)
    with pytest.raises(Offline):
        two.sync()
    engine = Engine(two.app, two.line)
    while engine._pull_one(engine_result := _result()):  # only the pull gets through
        pass
    assert engine_result.pulled >= 0
    assert two.values(card_id)["sex"] == "female"  # still the person's own value
    told: list[ChangeSet] = []
    two.app.events.subscribe(told.append)
    two.sync()
    assert two.values(card_id)["sex"] == "unknown"
    assert any(card_id in change.agg_ids and change.origin is Origin.REMOTE for change in told)
    _same(pair)


def _result():
    from sync.client.engine import Result

    return Result()


def test_part_of_an_edit_loses(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    two.app.customers.update(card_id, {"full_name": "曾国荃", "remarks": "新"})
    office.forward(one, two, minutes=5)
    one.app.customers.update(card_id, {"full_name": "曾国华"})
    one.sync()
    assert two.sync().outcomes == {"partly": 1}
    assert (two.values(card_id)["full_name"], two.values(card_id)["remarks"]) == ("曾国华", "新")
    _same(pair)


def test_edits_of_grid_rows_meet(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    row = one.app.queries.card(card_id).grid[0]
    one.app.customers.update(card_id, {}, [GridInput({"name": "新人", "relation": "女"})])
    two.app.customers.update(card_id, {}, [GridInput({"phone": "13700000000"}, row.id)])
    _same(pair)
    for laptop in pair:
        rows = {item.values["name"]: item.values.get("phone") for item in laptop.app.queries.card(card_id).grid}
        assert rows == {"曾纪泽": "13700000000", "新人": None}


def test_deleted_here_and_restored_there(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    one.app.customers.delete(card_id)
    one.sync()
    two.sync()
    assert two.app.queries.card(card_id).deleted and two.app.queries.find("曾国藩") == []
    assert two.values(card_id)["full_name"] == "曾国藩"  # readable in the bin
    office.forward(one, two, minutes=1)
    two.app.customers.restore(card_id)
    _same(pair)
    card = one.app.queries.card(card_id)
    assert not card.deleted and [row.values["name"] for row in card.grid] == ["曾纪泽"]
    assert [row.id for row in one.app.queries.find("曾国藩")] == [card_id]


def test_delete_of_what_somebody_changed_is_not_done(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    one.app.customers.update(card_id, {"remarks": "重要"})
    one.sync()
    two.app.customers.delete(card_id)
    assert two.sync().outcomes == {"inbox": 1}
    card = two.app.queries.card(card_id)
    assert not card.deleted and card.values["remarks"] == "重要"
    assert [item.why for item in two.app.queries.conflicts()] == ["changed_since"]
    _same(pair)


def test_edit_of_what_somebody_deleted_is_kept(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    two.app.customers.update(card_id, {"remarks": "来自李"})
    one.app.customers.delete(card_id)
    one.sync()
    assert two.sync().outcomes == {"inbox": 1}
    assert two.app.queries.card(card_id).deleted
    (conflict,) = two.app.queries.conflicts()
    assert (conflict.why, conflict.loser) == ("deleted", "来自李")
    assert '"来自李"' in [row["new"] for row in two.app.queries.history(card_id)]
    _same(pair)


def test_card_that_leaves_with_edits_on_the_way_and_comes_back_whole(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    office.admin(accounts.assign, one.app.queries.card(card_id).customer_no, "zhao")
    two.app.customers.update(card_id, {"remarks": "没有发出"})
    assert two.sync().dropped == 1
    assert count(two.app, "customer") == count(two.app, "family_member") == 0
    assert operations(two.app) == [] and two.app.queries.find("曾国藩") == []
    assert _settled(two)
    office.admin(accounts.assign, one.app.queries.card(card_id).customer_no, "li")
    two.sync()
    assert len(two.app.queries.card(card_id).grid) == 1
    one.sync()
    _same(pair)


def test_card_that_left_while_its_edit_could_not_be_sent(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    number = one.app.queries.card(card_id).customer_no
    office.admin(accounts.assign, number, "zhao")
    two.app.customers.update(card_id, {"remarks": "没有发出"})
    engine, result = Engine(two.app, two.line), _result()
    while engine._pull_one(result):
        pass
    assert count(two.app, "customer") == 0 and len(operations(two.app)) == 1
    office.admin(accounts.assign, number, "li")
    while engine._pull_one(result):
        pass
    assert two.values(card_id)["remarks"] == "没有发出"  # back, with the person's edit over it
    assert two.sync().outcomes == {"applied": 1}
    one.sync()
    _same(pair)


def test_unknown_fields_and_record_types_survive_an_edit(pair, office):
    """A newer colleague sends what this version has never heard of."""
    one, two = pair
    card_id = _shared(pair, office)
    facts = one.app.facts()
    foreign = {"id": "00000009-0000-7000-8000-000000000001", "k": "create", "t": "loyalty_card",
               "row": "00000009-0000-7000-8000-000000000002", "agg": card_id, "wall": one.clock(),
               "f": {"points": {"n": 7}, "levels": {"n": ["gold", "silver"]}}}  # fmt: skip
    extra = {"id": "00000009-0000-7000-8000-000000000003", "k": "put", "t": "customer", "row": card_id,
             "agg": card_id, "base": one.app.queries.card(card_id).version, "wall": one.clock(),
             "f": {"blood_group": {"o": None, "n": "A"}, "hobbies": {"o": None, "n": ["茶", "a"]}}}  # fmt: skip
    request = {"wall": one.clock(), "ops": [foreign, extra]}
    assert facts["token"] == one.line.token
    one.line.post(protocol.PUSH_PATH, protocol.encode(request))
    two.sync()
    two.app.customers.update(card_id, {"remarks": "改过"})
    two.app.customers.delete(card_id)
    two.app.customers.restore(card_id)
    _same(pair)
    for laptop in pair:
        with laptop.app.store.read() as connection:
            raw = connection.exec_driver_sql("SELECT extra FROM customer WHERE id = ?", (card_id,)).scalar()
            body = connection.exec_driver_sql("SELECT body FROM foreign_row").scalar()
        assert parse(raw) == {"blood_group": "A", "hobbies": ["茶", "a"]}  # as it came
        assert body == '{"levels":["gold","silver"],"points":7}'


def test_everything_typed_before_enrolment_goes_up_and_samples_do_not(office):
    from desktop_crm.services.customers import NewCustomer

    laptop = office.laptop("wang", enrolled=False)
    laptop.app.customers.create(INDIVIDUAL)
    laptop.app.customers.create_many([NewCustomer({"full_name": "示例"})], sample=True)
    laptop.enroll()
    assert laptop.sync().pushed == 1
    other = office.laptop("wang", "second")
    assert other.sync().pulled == 1
    assert [row.values["display_name"] for row in other.app.queries.find("曾国藩")] == ["曾国藩"]
    for one in (laptop, other):
        one.app.close()


def test_wrong_password_and_other_server(office, tmp_path):
    from sync.client.enrolment import enroll

    laptop = office.laptop("wang", enrolled=False)
    with pytest.raises(Refused):
        enroll(laptop.app, "https://crm.test", "wang", "wrong", "x", connect=lambda _url: laptop.line)
    assert "token" not in laptop.app.facts()
    laptop.enroll()
    laptop.app.set_facts(server_id="somebody-else")
    with pytest.raises(Refused) as caught:
        laptop.enroll()
    assert caught.value.code == "other_server"
    laptop.app.close()
