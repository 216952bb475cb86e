"""Marks of verification and the figures of file quality, kept up to date by what changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_crm.domain.analysis.file_quality import Figure
from desktop_crm.domain.verification import State, states
from desktop_crm.errors import RecordRefused, UsageError
from desktop_crm.services import sample_data
from tests.support.orders import buy, customers, order
from tests.support.profiles import INDIVIDUAL, TODAY, Clock, count, operations, profile


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(tmp_path, clock):
    app = profile(tmp_path, clock=clock)
    yield app
    app.close()


@pytest.fixture
def person(app):
    return app.customers.create(INDIVIDUAL).id


def found(app, customer):
    card = app.queries.card(customer)
    rows = [(row.id, row.values) for row in app.row_queries.of_customer("verification", customer)]
    return states(card.kind, card.values, rows)


def test_a_field_is_checked_and_loses_its_mark_when_it_changes(app, person):
    assert found(app, person)["mobile_phone"] is State.UNVERIFIED
    done = app.verification.mark(person, "mobile_phone", "call")
    assert found(app, person)["mobile_phone"] is State.VERIFIED
    assert (done.before, done.after["by"]) == (None, "王五")
    app.customers.update(person, {"mobile_phone": "13900001111"})
    assert found(app, person)["mobile_phone"] is State.UNVERIFIED
    app.customers.update(person, {"mobile_phone": "13812345678"})
    assert found(app, person)["mobile_phone"] is State.VERIFIED  # it is what was checked


def test_a_field_has_one_mark_however_often_it_is_checked(app, person):
    first = app.verification.mark(person, "full_name", "document")
    again = app.verification.mark(person, "full_name", "other", State.DOUBTFUL)
    assert first.row_id == again.row_id
    assert again.before["how"] == "document"
    assert found(app, person)["full_name"] is State.DOUBTFUL
    assert app.verification.withdraw(person, "full_name").after is None
    assert app.verification.withdraw(person, "full_name") is None
    assert found(app, person)["full_name"] is State.UNVERIFIED
    assert app.verification.mark(person, "full_name", "call").before is None
    assert found(app, person)["full_name"] is State.VERIFIED
    assert count(app, "verification") == 1


def test_what_cannot_be_checked_is_refused(app, person):
    with pytest.raises(UsageError, match="not_verifiable"):
        app.verification.mark(person, "remarks", "call")
    with pytest.raises(UsageError, match="not_verifiable"):
        app.verification.mark(person, "org_name", "call")
    with pytest.raises(RecordRefused, match="nothing_to_check"):
        app.verification.mark(person, "email", "call")
    with pytest.raises(UsageError, match="bad_value"):
        app.verification.mark(person, "full_name", "rumour")


def test_a_mark_says_nothing_of_the_value_on_the_wire(app, person):
    app.verification.mark(person, "mobile_phone", "call")
    assert "13812345678" not in str(operations(app)[-1])


def test_the_figures_follow_what_is_done(app, person):
    app.quality.run()
    before = app.quality_queries.overview()
    assert (before.whole.files, before.waiting, before.whole.verified) == (1, 0, 0)
    assert before.reasons[Figure.VERIFIED] == 1
    app.verification.mark(person, "mobile_phone", "call")
    assert app.quality_queries.overview().waiting == 1
    app.quality.run()
    after = app.quality_queries.overview()
    assert (after.whole.verified, after.whole.verifiable) == (1, 3)
    assert after.whole.score() > before.whole.score()
    app.customers.delete(person)
    app.quality.run()
    assert app.quality_queries.overview().whole.files == 0


def test_a_file_is_current_again_when_somebody_checks_it(app, clock, person):
    clock.forward(days=200)
    app.quality._today = app.quality_queries._today = app.rows._today = lambda: TODAY + timedelta(days=200)
    app.quality.run()
    assert app.quality_queries.overview().reasons[Figure.TIMELY] == 1
    app.verification.mark(person, "full_name", "call")
    app.quality.run()
    assert app.quality_queries.overview().reasons[Figure.TIMELY] == 0


def test_the_worst_file_stands_first_with_its_reason(app, person):
    good, poor = customers(app, 2)
    for field, how in (("org_name", "registry"), ("mobile_phone", "call")):
        app.verification.mark(good, field, how)
    app.customers.update(poor, {"founded_on": "2026-06-01"})
    buy(app, poor, order(400, 10))
    app.quality.run()
    worst = app.quality_queries.worst()
    assert (worst[0].id, worst[-1].id) == (poor, good)
    assert (worst[0].quality.losses[0].figure, worst[0].quality.losses[0].field) == (Figure.CONSISTENT, "founded_on")
    assert [one.id for one in app.quality_queries.worst(Figure.CONSISTENT)] == [poor]
    assert {one.id for one in app.quality_queries.worst(Figure.COMPLETE, "王五")} == {person, good, poor}
    assert app.quality_queries.worst(salesperson="某人") == []
    assert [one.id for one in app.quality_queries.worst(limit=1, skip=2)] == [good]
    assert app.quality_queries.of_customer(poor).quality == worst[0].quality


def test_twins_count_once_told_apart_no_more(app):
    first, second = app.customers.create(INDIVIDUAL).id, app.customers.create({**INDIVIDUAL, "sex": "male"}).id
    app.duplicates.catch_up()
    app.quality.run()
    assert app.quality_queries.overview().whole.doubled == 2
    assert {one.id for one in app.quality_queries.worst(Figure.UNIQUE)} == {first, second}
    app.duplicates.tell_apart(first, second)
    assert app.quality_queries.overview().whole.doubled == 0


def test_a_month_is_written_down_once_a_day_by_salesperson(app, person):
    app.customers.create({**INDIVIDUAL, "full_name": "左宗棠", "mobile_phone": "13900000000", "signed_by": "赵六"})
    app.quality.run()
    (month,) = app.quality_queries.months()
    assert (month[0], month[1].files) == ("2026-11", 2)
    app.verification.mark(person, "full_name", "call")
    app.quality.run()
    assert app.quality_queries.months()[0][1].verified == 0  # written down today already
    app.quality._today = lambda: TODAY + timedelta(days=10)
    app.quality.run()
    assert [one for one, _ in app.quality_queries.months("赵六")] == ["2026-11", "2026-12"]
    assert app.quality_queries.months("王五")[1][1].verified == 1


def test_new_rules_have_every_file_looked_at_anew(app, person):
    app.quality.run()
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '0' WHERE key = 'quality_version'")
        connection.exec_driver_sql("DELETE FROM file_quality")
    app.quality._known = False
    app.quality.run()
    assert app.quality_queries.overview().whole.files == 1


def test_removed_samples_leave_no_figures(app):
    added = sample_data.load(app.customers, app.rows, TODAY)
    app.quality.run()
    assert count(app, "file_quality") == added
    sample_data.remove(app.store)
    assert count(app, "file_quality") == count(app, "quality_todo") == 0
