"""Laptop and server prove that they are equal, and only the cards that are not are fetched."""

from __future__ import annotations

import msgspec
import pytest

from desktop_crm.errors import DiskFull, Offline, SyncError
from desktop_crm.services.customers import GridInput, NewCustomer
from desktop_crm.store import proof
from desktop_crm.store.schema import SCHEMA_REVISION
from sync import protocol
from sync.client import healing
from sync.client.engine import Engine, Machine, check
from sync.server import accounts
from tests.support.profiles import INDIVIDUAL, ORGANISATION, RELATIVE, count, operations
from tests.sync.client.office import Laptop
from tests.sync.client.servers import audited, change_setting, server_digest, visible


def _fill(laptop: Laptop, number: int) -> list[str]:
    name = {"li": "左宗棠"}.get(laptop.user, "曾国藩")  # two people's customers are not one
    rows = [
        NewCustomer({**INDIVIDUAL, "full_name": name, "mobile_phone": f"1380000{at:04}"}, (RELATIVE,))
        for at in range(number)
    ]
    return [saved.id for saved in laptop.app.customers.create_many(rows)]


def _paths(laptop: Laptop) -> list[str]:
    return [path.rsplit("/", 1)[1] for path, _body in laptop.line.requests]


def _damage(laptop: Laptop, sql: str, *values: object) -> None:
    with laptop.app.store.write() as connection:
        assert connection.exec_driver_sql(sql, values).rowcount > 0


def _digest(laptop: Laptop) -> tuple[int, str]:
    with laptop.app.store.read() as connection:
        found = healing._summed(proof.card_hashes(connection).values())
    return found.n, found.x


# -- hashes ---------------------------------------------------------------------------------


def test_hashes_come_with_the_cards_and_can_be_computed_from_the_rows(pair, office):
    one, two = pair
    ids = _fill(one, 3)
    one.app.customers.create(
        {**ORGANISATION, "remarks": "「恒昌」\n第二行"}, [GridInput({"name": "周总", "phone": "13900001111"})] * 2
    )
    one.sync()
    two.sync()
    two.app.customers.update(ids[0], {"remarks": "von zwei", "mailing_address": "上海市徐汇区漕溪路1号"})
    two.app.customers.delete(ids[1])
    two.sync()
    one.sync()
    for laptop in (one, two):
        assert _digest(laptop) == server_digest(office, laptop)
        with laptop.app.store.read() as connection:
            kept = proof.card_hashes(connection)
            assert healing._from_rows(connection, list(kept)) == kept
    assert len(kept) == 5


def test_own_edits_on_the_way_are_no_difference(pair, office):
    one, _two = pair
    ids = _fill(one, 2)
    one.sync()
    one.app.customers.update(ids[0], {"remarks": "später"})
    one.app.customers.create({"full_name": "李四"})
    assert _digest(one) == server_digest(office, one)
    one.cut()
    with pytest.raises(Offline):
        check(one.app, one.line)
    with one.app.store.read() as connection:
        kept = proof.card_hashes(connection)
        assert healing._from_rows(connection, list(kept)) == kept
    assert len(kept) == 3


# -- the comparison -------------------------------------------------------------------------


def test_comparison_is_asked_once_a_day_and_costs_no_request(pair, office):
    one, _two = pair
    _fill(one, 2)
    assert one.sync().equal is True
    facts = one.app.facts()
    assert (facts["verified_cards"], facts["verified_head"]) == ("2", facts["since"])
    assert one.sync().equal is None
    office.forward(one, hours=25)
    one.sync()  # says hello, as once a day
    office.forward(one, hours=25)
    one.line.requests.clear()
    assert one.sync().equal is True
    assert _paths(one) == ["hello", "pull"]


def test_clock_that_was_put_back_does_not_end_the_comparisons(pair):
    one, _two = pair
    one.sync()
    one.clock.forward(days=-4000)
    assert one.sync().equal is True


def test_old_witness_only_asks_for_a_comparison(pair, office):
    one, two = pair
    _fill(one, 2)
    one.sync()
    _fill(two, 1)
    two.sync()
    with office.database.write() as conn:
        conn.exec_driver_sql("DELETE FROM commit_log WHERE seq = ?", (int(one.app.facts()["witness_seq"]),))
    one.line.requests.clear()
    result = one.sync()
    assert (result.equal, result.pulled, _paths(one)) == (None, 1, ["pull"])
    assert one.app.facts()["digest_due"] == "1"
    assert one.sync().equal is True
    assert "digest_due" not in one.app.facts() and "diverged_at" not in one.app.facts()


# -- the repair -----------------------------------------------------------------------------


def _missing(laptop: Laptop, card_id: str) -> None:
    _damage(laptop, "DELETE FROM family_member WHERE agg_id = ?", card_id)
    _damage(laptop, "DELETE FROM customer WHERE id = ?", card_id)


def _stale(laptop: Laptop, card_id: str) -> None:
    _damage(laptop, "UPDATE customer SET remarks = 'alt', card_hash = ? WHERE id = ?", "0" * 32, card_id)


def _invented(laptop: Laptop, card_id: str) -> None:
    _damage(
        laptop,
        "INSERT INTO family_member (id, agg_id, version) VALUES ('00000000-0000-7000-8000-00000000ffff', ?, 1)",
        card_id,
    )
    _damage(laptop, "UPDATE customer SET card_hash = ? WHERE id = ?", "1" * 32, card_id)


@pytest.mark.parametrize("damage", [_missing, _stale, _invented])
def test_wrong_card_is_fetched_alone_with_few_requests(pair, office, damage):
    one, _two = pair
    ids = _fill(one, 40)
    one.sync()
    damage(one, ids[7])
    one.app.set_facts(digest_due="1")
    one.line.requests.clear()
    result = one.sync()
    assert (result.equal, result.healed) == (True, {ids[7]})
    assert _paths(one) == ["pull", "digest", "digest", "fetch", "pull"]
    assert _digest(one) == server_digest(office, one)
    assert one.values(ids[7])["mobile_phone"] == "13800000007" and "remarks" not in one.values(ids[7])
    assert count(one.app, "family_member") == 40 and count(one.app, "stage") == 0
    assert audited(office, "repair") == [f'{{"cards":1,"head":{result and one.app.facts()["since"]}}}']
    assert one.app.facts()["repaired_cards"] == "1"


def test_card_that_should_not_be_here_goes(pair, office):
    one, two = pair
    (card_id, *_rest) = _fill(one, 3)
    one.sync()
    two.sync()
    office.admin(accounts.assign, one.app.queries.card(card_id).customer_no, "zhao")
    one.sync()
    # As if the drop had been lost: the card is still here.
    with two.app.store.write() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = ? WHERE key = 'since'", (one.app.facts()["since"],))
    two.app.set_facts(digest_due="1", witness_seq=one.app.facts()["since"], witness_tag=one.app.facts()["witness_tag"])
    result = two.sync()
    assert (result.equal, result.healed, result.dropped) == (True, {card_id}, 1)
    assert count(two.app, "customer") == 2


def test_edits_over_a_wrong_card_survive_its_repair(pair, office):
    one, _two = pair
    ids = _fill(one, 3)
    one.sync()
    _stale(one, ids[1])
    one.app.set_facts(digest_due="1")

    def late(path: str) -> None:
        if path == protocol.FETCH_PATH:
            one.app.customers.update(ids[1], {"sex": "female", "mobile_phone": "13911112222"})

    one.line.before = late
    assert one.sync().equal is True
    assert one.values(ids[1])["sex"] == "female" and one.values(ids[1])["mobile_phone"] == "13911112222"
    assert len(operations(one.app)) == 1
    one.line.before = lambda _path: None
    one.sync()
    assert _digest(one) == server_digest(office, one) and count(one.app, "base_row") == 0


def test_changes_while_repairing_end_in_one_state(pair, office):
    """Cards are fetched at a later commit than the pull began at; the pull's single rows are laid into them."""
    one, two = pair
    ids = _fill(one, 6)
    one.sync()
    two.sync()
    _stale(two, ids[2])
    two.app.set_facts(digest_due="1")
    moves = {protocol.FETCH_PATH: 0}

    def meddle(path: str) -> None:
        if path == protocol.FETCH_PATH and not moves[path]:
            moves[path] = 1
            one.app.customers.update(ids[2], {"remarks": "vor dem Holen"})
            one.sync()

    def meddle_after(path: str) -> None:
        if path == protocol.FETCH_PATH and moves[path] == 1:
            moves[path] = 2
            one.app.customers.update(ids[2], {"sex": "female"})
            one.app.customers.update(ids[3], {"remarks": "nebenbei"})
            one.app.customers.delete(ids[4])
            one.sync()

    two.line.before, two.line.after = meddle, meddle_after
    assert two.sync().equal is True
    assert (two.values(ids[2])["remarks"], two.values(ids[2])["sex"]) == ("vor dem Holen", "female")
    assert len(two.app.queries.card(ids[2]).grid) == 1
    assert _digest(two) == server_digest(office, two)


@pytest.mark.parametrize("path", [protocol.DIGEST_PATH, protocol.FETCH_PATH, protocol.PULL_PATH])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2])
def test_kill_while_repairing_goes_on_the_next_time(pair, office, path, when, nth):
    one, _two = pair
    ids = _fill(one, 5)
    one.sync()
    _missing(one, ids[0])
    _stale(one, ids[4])
    one.app.set_facts(digest_due="1")
    left = [nth]

    def killed(asked: str) -> None:
        left[0] -= asked == path
        if not left[0]:
            raise KeyboardInterrupt

    setattr(one.line, when, killed)
    try:
        one.sync()
    except KeyboardInterrupt:
        one.line.before = one.line.after = lambda _path: None
        one.sync()
    assert _digest(one) == server_digest(office, one)
    assert count(one.app, "customer") == count(one.app, "family_member") == 5
    assert one.sync().equal is None  # settled


def test_difference_that_cannot_be_repaired_is_not_asked_about_every_minute(pair, monkeypatch):
    one, _two = pair
    _fill(one, 2)
    one.sync()
    one.app.set_facts(digest_due="1")
    with monkeypatch.context() as patch:
        patch.setattr(healing, "_summed", lambda _hashes: protocol.Digest(0, "f" * 32))
        assert one.sync().equal is False
    one.line.requests.clear()
    assert one.sync().equal is None and _paths(one) == ["pull"]
    assert count(one.app, "audit", "event = 'digest_differs'") == 1
    one.clock.forward(hours=25)
    assert one.sync().equal is True


def test_one_wrong_card_does_not_hold_back_the_others(pair, office):
    one, two = pair
    ids = _fill(one, 3)
    one.sync()
    two.sync()
    _stale(two, ids[0])
    two.app.set_facts(digest_due="1")
    one.app.customers.update(ids[1], {"remarks": "neu"})
    one.sync()
    two.cut(path=protocol.FETCH_PATH)
    with pytest.raises(Offline):
        two.sync()
    assert two.values(ids[1])["remarks"] == "neu"


# -- check everything now -------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE customer SET full_name = '曾国荃' WHERE id = ?",
        "UPDATE customer SET version = version - 1 WHERE id = ?",
        "UPDATE customer SET deleted = 1 WHERE id = ?",
        "UPDATE customer SET extra = '{\"x\":1}' WHERE id = ?",
        "UPDATE family_member SET phone = NULL WHERE agg_id = ?",
        "DELETE FROM family_member WHERE agg_id = ?",
        "DELETE FROM customer WHERE id = ?",
    ],
)
def test_check_finds_and_repairs_damage_behind_the_programs_back(pair, office, sql):
    one, _two = pair
    ids = _fill(one, 30)
    one.sync()
    _damage(one, sql, ids[11])
    assert one.sync().equal is None
    steps: list[tuple[int, int]] = []
    found = check(one.app, one.line, progress=lambda done, of: steps.append((done, of)))
    assert (found.cards, found.repaired, found.equal) == (30, 1, True)
    assert steps[-1] == (31, 31) or steps[-1] == (30, 30)
    assert one.values(ids[11])["full_name"] == "曾国藩" and len(one.app.queries.card(ids[11]).grid) == 1
    facts = one.app.facts()
    assert (facts["verified_cards"], facts["verified_head"]) == ("30", facts["since"])
    assert check(one.app, one.line).repaired == 0


def test_check_repairs_the_list_of_colleagues(pair):
    one, _two = pair
    one.sync()
    _damage(one, "UPDATE employee SET display_name = 'X' WHERE user_name = 'li'")
    found = check(one.app, one.line)
    assert (found.repaired, found.equal) == (1, True)
    assert count(one.app, "employee", "display_name = 'Li'") == 1


def test_check_can_be_cancelled(pair, monkeypatch):
    one, _two = pair
    _fill(one, 9)
    one.sync()
    monkeypatch.setattr(healing, "CARDS_A_BATCH", 2)
    steps: list[int] = []
    found = check(one.app, one.line, progress=lambda done, _of: steps.append(done), cancelled=lambda: len(steps) > 1)
    assert steps == [2, 4] and found.equal is False


def test_check_without_depth_compares_what_was_told(pair):
    one, _two = pair
    (card_id,) = _fill(one, 1)
    one.sync()
    _damage(one, "UPDATE customer SET full_name = '曾国荃' WHERE id = ?", card_id)
    assert check(one.app, one.line, deep=False).equal is True
    assert one.values(card_id)["full_name"] == "曾国荃"


def test_store_from_before_hashes_computes_them_instead_of_loading_everything(pair):
    one, _two = pair
    _fill(one, 20)
    one.sync()
    _damage(one, "UPDATE customer SET card_hash = NULL")
    one.app.set_facts(digest_due="1", org_hash=None)
    one.line.requests.clear()
    assert one.sync().equal is True
    assert _paths(one) == ["pull"]


# -- errors of their own --------------------------------------------------------------------


def test_laptop_that_is_too_old_still_pushes(pair, office):
    one, two = pair
    _fill(one, 1)
    one.sync()
    _fill(two, 2)
    change_setting(office, "min_schema", 99)
    with pytest.raises(SyncError) as caught:
        two.sync()
    assert caught.value.code == "upgrade" and operations(two.app) == []
    assert two.app.facts()["min_schema"] == "99"
    assert len(visible(office, one)) == 3
    change_setting(office, "min_schema", 2)
    two.sync()
    assert count(two.app, "customer") == 3


def test_copy_that_is_behind_is_no_loss(pair, office):
    one, _two = pair
    _fill(one, 2)
    one.sync()
    with one.app.store.read() as connection:
        seq = int(connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'witness_seq'").scalar() or 0)
    one.app.set_facts(witness_seq=seq + 5)
    change_setting(office, "role", "replica")
    with pytest.raises(Offline) as caught:
        one.sync()
    assert caught.value.code == "not_primary"
    assert "diverged_at" not in one.app.facts() and count(one.app, "customer") == 2


def test_full_disk_is_noticed_before_a_page_is_applied(pair):
    one, two = pair
    _fill(one, 3)
    one.sync()
    engine = Engine(two.app, two.line, machine=Machine(free_bytes=lambda _app: 1000))
    with pytest.raises(DiskFull):
        engine.run()
    assert count(two.app, "customer") == 0
    two.sync()
    assert count(two.app, "customer") == 3


def test_hello_is_said_once(pair, office):
    one, _two = pair
    one.sync()
    assert _paths(one).count("hello") == 1
    facts = one.app.facts()
    assert (facts["said_schema"], facts["cards_expected"]) == (SCHEMA_REVISION, "1")
    one.sync()
    one.sync()
    assert _paths(one).count("hello") == 1
    office.forward(one, hours=25)
    one.sync()
    assert _paths(one).count("hello") == 2


def test_row_that_never_came_is_not_covered_by_the_hash_that_did(pair, office, monkeypatch):
    """The server's hash of the card came with the rows that did come; those do not add up to it."""
    one, two = pair
    (card_id,) = _fill(one, 1)
    for laptop in (one, two, one):
        laptop.sync()
    two.app.customers.update(card_id, {"remarks": "von zwei"}, [GridInput(RELATIVE)])
    two.sync()
    real = one.line._answer

    def losing(path: str, body: bytes) -> bytes:
        answer = msgspec.json.decode(real(path, body))
        for item in answer.get("items", ()) if path == protocol.PULL_PATH else ():
            item["rows"] = [row for row in item["rows"] if row["t"] != "family_member"]
        return protocol.encode(answer)

    with monkeypatch.context() as patch:
        patch.setattr(one.line, "_answer", losing)
        assert one.sync().equal is None
    assert count(one.app, "family_member") == 1
    assert one.sync().healed == {card_id}
    assert count(one.app, "family_member") == 2 and _digest(one) == server_digest(office, one)
