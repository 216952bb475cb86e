"""Candidates of a card, all cards compared in the background, and what a person says about two."""

from __future__ import annotations

import pytest

from desktop_crm.domain.matching.scoring import Band
from desktop_crm.errors import NotFound, UsageError
from desktop_crm.services.customers import NewCustomer
from desktop_crm.services.duplicates import find
from desktop_crm.store import matching
from desktop_crm.store.projection import canonical
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
from tests.support.profiles import INDIVIDUAL, ORGANISATION, count, operations, profile

ZENG = {**INDIVIDUAL, "landline_phone": "0731-88881234", "birth_date": "1980-01-02"}
AGAIN = {**ZENG, "full_name": "曾國凡", "mobile_phone": "13900001111"}
ID = {"id_type": "resident_id", "id_number": "11010519491231002X"}


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path)
    yield app
    app.close()


def pairs(app):
    return [
        {card.name for card in (pair.low, pair.high)}
        for group in app.duplicate_queries.groups()
        for pair in group.pairs
    ]


def find_all(app):
    assert app.duplicates.catch_up()
    return pairs(app)


# -- one card -------------------------------------------------------------------------------


def test_a_card_like_it_is_found_by_sound_and_house(app):
    first = app.customers.create(ZENG)
    app.duplicates.catch_up()
    (match,) = app.duplicates.matches(AGAIN)
    assert (match.id, match.customer_no, match.name) == (first.id, first.customer_no, "曾国藩")
    assert match.counts and not match.hard and "name_sound" in match.score.reasons
    assert app.duplicates.matches({"full_name": "李四光", "mobile_phone": "13700000000"}) == []
    assert app.duplicates.matches(ZENG, customer_id=first.id) == []


def test_cards_not_read_yet_are_found_by_the_rules(app):
    app.customers.create(ZENG)
    assert app.duplicates.matches({"full_name": "别人", "mobile_phone": ZENG["mobile_phone"]})
    assert app.duplicates.matches(AGAIN)  # the landline
    assert not app.duplicates.matches({**AGAIN, "landline_phone": None})  # by its sound only, and nobody read it


def test_a_contact_of_a_company_is_reached_at_its_phone(app):
    app.customers.create({**ORGANISATION, "mobile_phone": "13600001111"})
    app.duplicates.catch_up()
    typed = {"customer_kind": "organisation", "org_name": "恒昌纺织"}
    (match,) = app.duplicates.matches(typed, [{"phone": "136 0000 1111"}])
    assert {"name_same", "phone_same"} <= set(match.score.reasons)


def test_the_best_of_several_comes_first_and_deleted_cards_do_not_count(app):
    gone = app.customers.create({**ZENG, **ID})
    app.customers.create({**INDIVIDUAL, "mobile_phone": "13511112222"})
    app.duplicates.catch_up()
    found = app.duplicates.matches({**ZENG, **ID})
    assert [match.score.band for match in found] == [Band.HARD, Band.POSSIBLE]
    app.customers.delete(gone.id)
    assert [match.score.band for match in app.duplicates.matches({**ZENG, **ID})] == [Band.POSSIBLE]


def test_hot_keys_bring_no_candidates_for_an_import(app):
    switchboard = [{**INDIVIDUAL, "full_name": f"员工{n}", "mobile_phone": f"138{n:08}"} for n in range(20)]
    app.customers.create_many([NewCustomer({**one, "landline_phone": "0755-26612345"}) for one in switchboard])
    app.duplicates.catch_up()
    asked = [{"full_name": "员工", "landline_phone": "0755-26612345"}]
    with app.store.read() as connection:
        assert find(connection, asked, app.customers.deriver, most=5) == [[]]
        keys = matching.sharing(connection, [key for _, state in _states(app) for key in matching._keys_of(state)])
    assert max(map(len, keys.values())) == 20


def _states(app):
    with app.store.read() as connection:
        return connection.exec_driver_sql("SELECT rid, state FROM match_card").fetchall()


# -- all cards ------------------------------------------------------------------------------


def test_every_pair_is_found_once_and_only_what_changed_is_compared_again(app, monkeypatch):
    app.customers.create_many(
        [
            NewCustomer(one)
            for one in (ZENG, AGAIN, {**INDIVIDUAL, "full_name": "左宗棠", "mobile_phone": "13100000000"})
        ]
    )
    told = []
    assert app.duplicates.catch_up(progress=lambda done, total: told.append((done, total)))
    assert pairs(app) == [{"曾国藩", "曾國凡"}]
    assert told[-1] == (6, 6)
    seen = []
    real = matching.store_pairs
    monkeypatch.setattr(matching, "store_pairs", lambda conn, rids, found: (seen.extend(rids), real(conn, rids, found)))
    assert find_all(app) == [{"曾国藩", "曾國凡"}] and seen == []
    zuo = app.queries.find("左宗棠")[0]
    app.customers.update(zuo.id, {"remarks": "没有比较的内容"})
    assert find_all(app) and seen == []
    app.customers.update(zuo.id, {"mobile_phone": AGAIN["mobile_phone"]})
    assert {"曾國凡", "左宗棠"} in find_all(app)
    assert seen == [zuo.rid]
    app.customers.update(zuo.id, {"mobile_phone": "13100000000"})
    assert find_all(app) == [{"曾国藩", "曾國凡"}]


def test_a_phone_of_a_contact_counts_when_it_is_added_and_when_it_goes(app):
    company = app.customers.create(ORGANISATION)
    app.customers.create(
        {**ORGANISATION, "org_name": "恒昌纺织", "landline_phone": None, "mobile_phone": "13600001111"}
    )
    app.duplicates.catch_up()
    keys_before = count(app, "match_key")
    row = app.rows.add("contact", company.id, {"name": "李四", "phone": "13600001111"})
    assert "phone_same" in app.duplicate_queries.groups()[0].pairs[0].reasons or find_all(app)
    assert count(app, "match_key") == keys_before + 1
    assert "phone_same" in app.duplicate_queries.groups()[0].pairs[0].reasons
    app.rows.remove("contact", row.ids[0])
    app.duplicates.catch_up()
    assert count(app, "match_key") == keys_before


def test_a_stopped_search_goes_on_where_it_was(app, monkeypatch):
    monkeypatch.setattr("desktop_crm.services.duplicate_search._READ", 2)
    monkeypatch.setattr("desktop_crm.services.duplicate_search._COMPARED", 2)
    several = [
        ZENG,
        AGAIN,
        *({**INDIVIDUAL, "mobile_phone": f"1390000000{n}", "full_name": f"路人{n}"} for n in range(4)),
    ]
    app.customers.create_many([NewCustomer(one) for one in several])
    rounds = 0
    while not app.duplicates.catch_up(stop=iter((False, False, True)).__next__):
        rounds += 1
        assert rounds < 20
    assert rounds > 2
    assert {"曾国藩", "曾國凡"} in pairs(app)
    with app.store.read() as connection:
        assert matching.waiting(connection) == (0, 0)


def test_starting_over_finds_the_same(app):
    app.customers.create_many([NewCustomer(ZENG), NewCustomer(AGAIN)])
    before = find_all(app)
    app.duplicates.start_over()
    assert find_all(app) == before


def test_deleted_cards_leave_the_list_and_come_back_restored(app):
    first, _second = (app.customers.create(one) for one in (ZENG, AGAIN))
    assert find_all(app)
    app.customers.delete(first.id)
    assert pairs(app) == []
    assert find_all(app) == [] and count(app, "match_pair") == 0
    app.customers.restore(first.id)
    assert find_all(app) == [{"曾国藩", "曾國凡"}]


def test_what_the_server_sends_is_compared_and_what_it_takes_away_is_forgotten(app):
    app.customers.create(ZENG)
    app.duplicates.catch_up()

    def apply(*cards):
        with app.store.write() as connection:
            Replica(connection, app.customers.deriver).apply(cards, head=1)

    fields = {**AGAIN, "customer_kind": "individual", "record_status": "filed", "customer_no": "S-1"}
    apply(RemoteCard("a" * 36, 1, [RemoteRow("customer", "a" * 36, 1, fields)], full=True))
    assert find_all(app) == [{"曾国藩", "曾國凡"}]
    other = {**fields, "full_name": "左宗棠", "birth_date": "1950-05-05", "landline_phone": "010-12345678"}
    apply(RemoteCard("a" * 36, 2, [RemoteRow("customer", "a" * 36, 2, other)], full=True))
    assert find_all(app) == []
    apply(RemoteCard("a" * 36, drop=True))
    assert count(app, "match_card") == 1


def test_groups_hang_together_and_the_worst_stands_first(app):
    app.customers.create_many([
        NewCustomer({"full_name": "甲乙丙", "mobile_phone": "13100000001"}),
        NewCustomer({"full_name": "丁戊己", "mobile_phone": "13100000001"}),
        NewCustomer(ZENG), NewCustomer(AGAIN), NewCustomer({**AGAIN, "full_name": "曾国藩", "email": "z@example.cn"}),
    ])  # fmt: skip
    app.duplicates.catch_up()
    first, second = app.duplicate_queries.groups()
    assert (len(first.cards), len(first.pairs), len(second.cards)) == (3, 3, 2)
    assert first.percent > second.percent == 50
    rate = app.duplicate_queries.rate()
    assert (rate.cards, rate.doubled, rate.percent) == (5, 3, 60.0)


# -- what a person says ---------------------------------------------------------------------


def test_told_apart_stays_apart_and_travels(app):
    first, second = (app.customers.create(one) for one in (ZENG, AGAIN))
    app.duplicates.catch_up()
    told = app.duplicates.tell_apart(second.id, first.id)
    assert pairs(app) == []
    app.duplicates.start_over()
    assert find_all(app) == []
    sent = operations(app)[-1]
    low, high = sorted((first.id, second.id))
    assert (sent["t"], sent["agg"]) == ("not_duplicate", low)
    assert sent["f"]["other_id"] == {"n": high} and sent["f"]["by"] == {"n": "王五"}
    assert app.duplicates.matches(ZENG, customer_id=first.id) == []
    assert not [item for item in app.customers.update(first.id, {"remarks": "x"}).findings if "dup" in item.code]
    app.duplicates.take_back(told)
    assert pairs(app) == [{"曾国藩", "曾國凡"}]


def test_told_apart_by_a_colleague(app):
    first, second = (app.customers.create(one) for one in (ZENG, AGAIN))
    app.duplicates.catch_up()
    low, high = sorted((first.id, second.id))
    row = RemoteRow("not_duplicate", "b" * 36, 5, {"other_id": high, "by": "李四"})
    with app.store.write() as connection:
        Replica(connection, app.customers.deriver).apply([RemoteCard(low, 5, [row])], head=5)
    assert pairs(app) == []


def test_the_same_document_keeps_its_rule_whatever_was_said(app):
    first = app.customers.create({**ZENG, **ID})
    second = app.customers.create({**AGAIN, **ID}, as_draft=True)
    app.duplicates.tell_apart(first.id, second.id)
    assert "dup_hard" in [item.code for item in app.customers.update(second.id, {"remarks": "x"}).errors]


def test_two_that_are_one_or_none_cannot_be_told_apart(app):
    first = app.customers.create(ZENG)
    with pytest.raises(UsageError):
        app.duplicates.tell_apart(first.id, first.id)
    with pytest.raises(NotFound):
        app.duplicates.tell_apart(first.id, "nobody")


def test_samples_are_told_apart_without_the_server(app):
    app.customers.create_many([NewCustomer(ZENG), NewCustomer(AGAIN)], sample=True)
    app.duplicates.catch_up()
    (group,) = app.duplicate_queries.groups()
    app.duplicates.tell_apart(*group.pairs[0].ids)
    assert operations(app) == []


def test_later_is_last_and_survives_a_new_comparison(app):
    app.customers.create_many([NewCustomer(ZENG), NewCustomer(AGAIN)])
    app.customers.create_many(
        [NewCustomer({"full_name": name, "mobile_phone": "13100000001"}) for name in ("甲乙", "丙丁")]
    )
    app.duplicates.catch_up()
    first = app.duplicate_queries.groups()[0].pairs[0]
    app.duplicates.put_off(first.low.rid, first.high.rid)
    assert [group.put_off for group in app.duplicate_queries.groups()] == [False, True]
    app.customers.update(first.low.id, {"email": "z@example.cn"})
    app.duplicates.catch_up()
    assert app.duplicate_queries.groups()[-1].pairs[0].later_at
    app.duplicates.put_off(first.low.rid, first.high.rid, later=False)
    assert not app.duplicate_queries.groups()[0].put_off


# -- marks of the server --------------------------------------------------------------------


def _mark(app, customer_id):
    value = canonical(ID["id_number"])
    fields = {
        "record_id": customer_id, "record_type": "customer", "field": "id_number", "why": "duplicate", "winner": value,
        "loser": value, "winner_by": "李四", "loser_by": "王五", "at": "2026-11-22T02:00:00.000Z", "important": True,
        "state": "open",
    }  # fmt: skip
    with app.store.write() as connection:
        row = RemoteRow("conflict", "c" * 36, 7, fields)
        Replica(connection, app.customers.deriver).apply([RemoteCard(customer_id, 7, [row])], head=7)


def test_a_mark_of_the_server_stands_alone_while_the_other_card_is_elsewhere(app):
    saved = app.customers.create({**ZENG, **ID})
    _mark(app, saved.id)
    (group,) = app.duplicate_queries.groups()
    assert group.mark and (group.mark.owner, group.mark.field, group.percent) == ("李四", "id_number", 100)
    assert [card.customer_no for card in group.cards] == [saved.customer_no]


def test_a_mark_of_the_server_is_settled_with_the_pair(app):
    first = app.customers.create({**ZENG, **ID})
    second = app.customers.create({**AGAIN, **ID}, as_draft=True)
    _mark(app, second.id)
    app.duplicates.catch_up()
    (group,) = app.duplicate_queries.groups()
    assert group.mark is None and group.pairs[0].band is Band.HARD
    told = app.duplicates.tell_apart(first.id, second.id)
    assert app.queries.conflicts()[0].state == "kept"
    app.duplicates.take_back(told)
    assert app.queries.conflicts()[0].state == "open"
