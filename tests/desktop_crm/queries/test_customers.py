"""Reading customers: cards, lists, filters, orders, history, conflicts."""

from __future__ import annotations

import pytest

from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.domain.filters.words import describe
from desktop_crm.errors import NotFound
from desktop_crm.queries.customers import SORTABLE, ListFilter, Order, stale_before
from desktop_crm.services.customers import GridInput, NewCustomer
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
from tests.support.profiles import INDIVIDUAL, ORGANISATION, TODAY, Clock, profile

PEOPLE = (
    ("王五", "浙江省绍兴市越城区1号", "13811110001", 50, "vip"),
    ("李四", "北京市朝阳区2号", "13811110002", 7, ""),
    ("曾国藩", "湖南省长沙市芙蓉区3号", "13811110003", None, "vip"),
    ("张三", "广东省广州市天河区4号", "13811110004", 100, "small"),
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(tmp_path, clock):
    app = profile(tmp_path, clock=clock)
    for name, address, phone, age, tier in PEOPLE:
        app.customers.create(
            {"full_name": name, "mailing_address": address, "mobile_phone": phone, "age_stated": age,
             "importance_tier": tier}
        )  # fmt: skip
        clock.forward(days=1)
    yield app
    app.close()


def _names(app, wanted=ListFilter(), order=Order(), limit=None) -> list[str]:  # noqa: B008 - frozen
    rids = app.queries.first_rids(wanted, order, limit) if limit else app.queries.all_rids(wanted, order)
    return [row.values["display_name"] for row in app.queries.rows(rids)]


def test_names_stand_in_the_order_of_their_sounds(app):
    assert _names(app) == ["李四", "王五", "曾国藩", "张三"]
    assert _names(app, order=Order(descending=True)) == ["张三", "曾国藩", "王五", "李四"]
    assert _names(app, limit=2) == ["李四", "王五"]


#: The default order of hits is by closeness instead.
CHOSEN = [Order(column, descending) for column in sorted(SORTABLE) for descending in (False, True)]


@pytest.mark.parametrize("order", [order for order in CHOSEN if order != Order()], ids=str)
def test_hits_stand_in_a_chosen_order_as_the_list_does(app, order):
    """As SQLite sorts: numbers as numbers, nothing first."""
    found = app.queries.all_rids(ListFilter(text="1381111"), order)
    assert list(found) == list(app.queries.all_rids(ListFilter(), order))
    assert list(app.queries.first_rids(ListFilter(text="1381111"), order, 2)) == list(found)[:2]


def test_numbers_are_sorted_as_numbers(app):
    assert _names(app, ListFilter(text="1381111"), Order("age_stated")) == ["曾国藩", "李四", "王五", "张三"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    ids=lambda value: (
        describe(value.where, "en") or str(value.deleted) if isinstance(value, ListFilter) else str(len(value))
    ),
    argvalues=[
        (ListFilter(where=QUICK["vip"]), {"王五", "曾国藩"}),
        (ListFilter(where=is_one_of("region", "north")), {"李四"}),
        (ListFilter(text="vip"), set()),
        (ListFilter(text="1381111", where=QUICK["vip"]), {"王五", "曾国藩"}),
        (ListFilter(text="lisi"), {"李四"}),
        (ListFilter(where=is_one_of("customer_kind", "organisation")), set()),
        (ListFilter(where=is_one_of("record_status", "filed")), {"王五", "李四", "曾国藩", "张三"}),
        (ListFilter(deleted=True), set()),
        (ListFilter(where=QUICK["waiting"]), {"王五", "李四", "曾国藩", "张三"}),
        (ListFilter(where=QUICK["conflict"]), set()),
        (ListFilter(where=is_one_of("is_sample", True)), set()),
        (ListFilter(where=read_filter("新建时间 不早于 2026-11-24")), {"曾国藩", "张三"}),
        (ListFilter(where=read_filter("更新时间 早于 2026-11-23")), {"王五"}),
    ],
)
def test_filters(app, wanted, names):
    assert set(_names(app, wanted)) == names
    if not wanted.text:
        assert app.queries.count(wanted) == len(names)


def test_samples_and_the_bin_are_lists_of_their_own(app):
    (sample,) = app.customers.create_many([NewCustomer({"full_name": "示例"})], sample=True)
    gone = app.queries.find("王五")[0].id
    app.customers.delete(gone)
    assert _names(app, ListFilter(where=is_one_of("is_sample", True))) == ["示例"]
    assert _names(app, ListFilter(deleted=True)) == ["王五"]
    assert app.queries.card(sample.id).is_sample and app.queries.card(gone).deleted


def test_rows_that_are_gone_are_none(app):
    rids = list(app.queries.all_rids(ListFilter(), Order()))
    assert app.queries.rows([rids[0], 999])[1] is None
    assert len(app.queries.ids([*rids, 999])) == 4 and app.queries.rows([]) == []
    assert [card.display_name for card in app.queries.cards(["nobody", *app.queries.ids(rids[:1])])] == ["李四"]
    with pytest.raises(NotFound):
        app.queries.card("nobody")


def test_live_card_wins_over_a_deleted_one_of_the_same_number(app):
    number = app.queries.card(app.queries.find("王五")[0].id).customer_no
    with app.store.write() as connection:  # two laptops may have given it
        connection.exec_driver_sql("UPDATE customer SET customer_no = ? WHERE full_name = '李四'", (number,))
    app.customers.delete(app.queries.find("王五")[0].id)
    assert app.queries.card(app.queries.id_of(number.lower())).display_name == "李四"
    assert app.queries.known_numbers([number, "x"]) == {number}


def test_card_of_an_organisation_names_its_first_contact(app):
    grid = [GridInput({"name": "一"}), GridInput({"name": "二", "is_primary": True})]
    saved = app.customers.create(ORGANISATION, grid)
    row = app.queries.find("恒昌")[0]
    assert (row.values["primary_contact"], row.values["primary_phone"]) == ("二", "0575-88001234")
    rows = app.queries.card(saved.id).grid
    app.customers.update(saved.id, {}, [GridInput({}, rows[1].id, removed=True)])
    assert app.queries.find("恒昌")[0].values["primary_contact"] == "一"
    assert [item.id for item in app.queries.find("二")] == []


def test_derived_columns_follow_an_edit(app):
    card_id = app.queries.find("王五")[0].id
    before = app.queries.card(card_id)
    app.customers.update(card_id, {"mailing_address": "广东省深圳市南山区9号", "full_name": "艾伦"})
    after = app.queries.card(card_id)
    assert (before.region, after.region, after.display_name) == ("east", "south", "艾伦")
    assert _names(app)[0] == "艾伦" and app.queries.find("王五") == []


def test_conflicts_and_colleagues_come_from_the_server(app):
    card_id = app.queries.find("王五")[0].id
    fields = {"record_id": card_id, "record_type": "customer", "field": "full_name", "why": "concurrent",
              "base": '"甲"', "winner": '["a","b"]', "loser": "not json", "state": "open", "important": True,
              "at": "2026-11-22T10:00:00Z", "winner_by": "Li", "loser_by": "Wang"}  # fmt: skip
    cards = [
        RemoteCard(card_id, rows=[RemoteRow("conflict", "c" * 36, 5, fields)]),
        RemoteCard("org", rows=[
            RemoteRow("employee", "li", 5, {"user_name": "li", "display_name": "李", "active": True}),
            RemoteRow("employee", "old", 5, {"user_name": "old", "display_name": "旧", "active": False}),
        ]),
    ]  # fmt: skip
    with app.store.write() as connection:
        Replica(connection, app.customers.deriver).apply(cards, 5)
    (item,) = app.queries.conflicts()
    assert (item.base, item.winner, item.loser, item.display_name) == ("甲", "a、b", "not json", "王五")
    assert app.queries.conflicts(card_id) == [item] and app.queries.conflicts("other") == []
    assert app.queries.card(card_id).open_conflicts == 1
    assert _names(app, ListFilter(where=QUICK["conflict"])) == ["王五"]
    assert app.queries.colleagues() == ["李"]


def test_history_is_newest_first_and_limited(app):
    card_id = app.queries.find("王五")[0].id
    for number in range(5):
        app.customers.update(card_id, {"remarks": str(number)})
    history = app.queries.history(card_id, limit=3)
    assert [entry["new"] for entry in history] == ['"4"', '"3"', '"2"']
    assert len(app.queries.history(card_id)) == 6


def test_stale():
    assert stale_before(TODAY) == "2026-05-26"


def test_sample_values_make_filed_cards(app):
    assert app.customers.create({**INDIVIDUAL, "mobile_phone": "13922223333"}).status == "filed"
