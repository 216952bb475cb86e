"""What colleagues changed and nobody has looked at yet: noted when it comes, gone when it was looked at."""

from __future__ import annotations

import pytest

from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.store.unseen import News
from sync.server import accounts
from tests.support.profiles import INDIVIDUAL, ORGANISATION
from tests.sync.client.office import Laptop


def news(laptop: Laptop) -> dict[str, str]:
    queries = laptop.app.queries
    rows = queries.rows(queries.all_rids(ListFilter(), Order()))
    return {row.id: row.news for row in rows if row is not None and row.news}


def unseen(laptop: Laptop) -> list[str]:
    queries = laptop.app.queries
    return queries.ids(queries.all_rids(ListFilter(where=QUICK["unseen"]), Order()))


@pytest.fixture
def shared(pair):
    """A card of the first person that both laptops have."""
    one, two = pair
    made = one.app.customers.create(INDIVIDUAL).id
    one.sync()
    two.sync()
    return one, two, made


def test_first_synchronisation_and_own_edits_are_no_news(shared):
    one, two, made = shared
    one.app.customers.update(made, {"remarks": "x"})
    one.sync()
    assert news(one) == {} and news(two) == {}


def test_change_of_a_colleague_is_news_until_looked_at(shared):
    one, two, made = shared
    two.app.customers.update(made, {"remarks": "新电话"})
    two.sync()
    one.sync()
    assert news(one) == {made: News.CHANGED} and unseen(one) == [made]
    assert one.app.mark_seen([made]) == 1
    assert one.app.mark_seen([made]) == 0
    assert news(one) == {} and unseen(one) == []
    one.sync()
    assert news(one) == {}


def test_new_card_is_an_arrival_even_when_it_changes_before_anybody_looked(shared):
    one, two, _made = shared
    new = two.app.customers.create(ORGANISATION).id
    two.sync()
    one.sync()
    assert news(one) == {new: News.NEW}
    two.app.customers.update(new, {"remarks": "y"})
    two.sync()
    one.sync()
    assert news(one) == {new: News.NEW}
    assert one.app.mark_seen() == 1


def test_own_edit_on_another_laptop_is_no_news(office, shared):
    one, _two, made = shared
    again = office.laptop("wang", "second")
    again.sync()
    again.app.customers.update(made, {"remarks": "von dort"})
    again.sync()
    one.sync()
    assert one.values(made)["remarks"] == "von dort" and news(one) == {}
    again.app.close()


def test_card_that_left_has_no_news(office, shared):
    one, two, made = shared
    one.app.customers.update(made, {"remarks": "z"})
    one.sync()
    two.sync()
    assert news(two) == {made: News.CHANGED}
    office.admin(accounts.assign, one.app.queries.card(made).customer_no, "zhao")
    two.sync()
    with two.app.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM unseen").scalar() == 0
