"""The history of a card: fetched in pages, kept, read offline; what it says of three people and one field."""

from __future__ import annotations

import json

import pytest

from desktop_crm.domain.history import Kind, State, as_it_was, as_read, later_than, of_field
from desktop_crm.errors import NotEnrolled, NotFound, Offline
from desktop_crm.services.customers import GridInput
from desktop_crm.services.history import Wanted
from desktop_crm.store import proof
from sync import protocol
from sync.client import history
from sync.client.history import fetch_history
from tests.support.profiles import INDIVIDUAL, RELATIVE, count, profile

PHONE = "mobile_phone"


@pytest.fixture
def shared(pair, office):
    """A card that both laptops have."""
    one, two = pair
    card_id = one.app.customers.create(INDIVIDUAL, [GridInput(dict(RELATIVE))]).id
    one.sync()
    two.sync()
    office.forward(one, two, minutes=10)
    return card_id


def _history(laptop, card_id):
    return laptop.app.history_queries.of_card(card_id)


def _of(laptop, card_id, name=PHONE):
    return of_field(as_read(_history(laptop, card_id).entries), card_id, name)


def _race(pair, office, card_id):
    one, two = pair
    two.app.customers.update(card_id, {PHONE: "13900000002"})
    office.forward(one, two, minutes=20)
    one.app.customers.update(card_id, {PHONE: "13900000003"})
    one.sync()
    two.sync()
    one.sync()


def test_before_it_is_fetched_the_log_and_the_conflicts_tell_it(pair, office, shared):
    _race(pair, office, shared)
    for laptop in pair:
        entries = {one.change.new: one for one in _of(laptop, shared)}
        loser = entries["13900000002"]
        assert (loser.change.by, loser.change.state) == ("Li", State.LOST)
        assert (loser.over.by, loser.over.value, loser.over.unseen) == ("Wang", "13900000003", True)
        assert entries["13900000003"].over is None
    first, second = (_history(laptop, shared).coverage for laptop in pair)
    assert first.complete and not second.complete  # made on the first laptop, came to the second


def test_fetched_history_is_whole_and_stays_readable_offline(pair, office, shared):
    _race(pair, office, shared)
    _, two = pair
    assert fetch_history(two.app, shared, two.line) == 4
    coverage = _history(two, shared).coverage
    assert coverage.complete and coverage.fetched_at == two.app.clock()
    winner, loser, created = _of(two, shared)
    assert [one.change.new for one in (winner, loser)] == ["13900000003", "13900000002"]
    assert (winner.change.by, winner.change.device, winner.change.offline) == ("Wang", "laptop", False)
    assert (loser.change.state, loser.change.offline, loser.over.by) == (State.LOST, True, "Wang")
    assert created.change.kind is Kind.CREATED and created.change.values[PHONE] == INDIVIDUAL[PHONE]
    two.cut(path=protocol.HISTORY_PATH)
    with pytest.raises(Offline):
        fetch_history(two.app, shared, two.line)
    assert [one.change.new for one in _of(two, shared)[:2]] == ["13900000003", "13900000002"]


def test_again_only_what_is_new_comes(pair, office, shared):
    one, two = pair
    fetch_history(two.app, shared, two.line)
    assert fetch_history(two.app, shared, two.line) == 0
    one.app.customers.update(shared, {PHONE: "13900000009"})
    one.sync()
    two.sync()
    assert _of(two, shared)[0].change.new == "13900000009"  # the difference that came
    assert fetch_history(two.app, shared, two.line) == 1
    newest = _of(two, shared)[0].change
    assert (newest.new, newest.device, newest.came_at) == ("13900000009", "laptop", "")
    assert count(two.app, "remote_history") == 3


def test_a_long_history_comes_in_pages_up_to_a_limit(pair, office, shared, monkeypatch):
    one, two = pair
    for number in range(12):
        office.forward(one, two, minutes=1)
        one.app.customers.update(shared, {PHONE: f"139000010{number:02d}"})
        one.sync()
    two.sync()
    monkeypatch.setattr(history, "_LINES_A_PAGE", 3)
    monkeypatch.setattr(history, "MOST_LINES", 6)
    assert 6 <= fetch_history(two.app, shared, two.line) < 14
    partial = _history(two, shared)
    assert not partial.coverage.complete and partial.coverage.since
    monkeypatch.setattr(history, "MOST_LINES", 5_000)
    one.app.customers.update(shared, {PHONE: "13900001099"})
    one.sync()
    fetch_history(two.app, shared, two.line)
    assert _history(two, shared).coverage.since == partial.coverage.since  # still from there on, without a gap
    fetch_history(one.app, shared, one.line)
    assert len(_of(one, shared)) == 14 and _history(one, shared).coverage.complete


def test_the_card_is_shown_as_it_was(pair, office, shared):
    one, two = pair
    before = two.app.clock()
    office.forward(one, two, minutes=5)
    one.app.customers.update(shared, {PHONE: "13900000003", "sex": None})
    one.sync()
    two.sync()
    for fetched in (False, True):
        if fetched:
            fetch_history(two.app, shared, two.line)
        known = _history(two, shared)
        then = as_it_was(known.rows, known.entries, later_than(before))[shared].values
        assert (then[PHONE], then["sex"]) == (INDIVIDUAL[PHONE], "male")
        assert two.values(shared)[PHONE] == "13900000003"


def test_a_value_is_taken_back_as_an_ordinary_edit(pair, office, shared):
    _race(pair, office, shared)
    one, two = pair
    wanted = Wanted("customer", shared, PHONE, "13900000002")
    taken = two.app.history.take(shared, [wanted])
    assert two.values(shared)[PHONE] == "13900000002"
    assert _of(two, shared)[0].change.state is State.WAITING
    two.app.history.take_back(taken)
    assert two.values(shared)[PHONE] == "13900000003"
    two.app.history.take(shared, [wanted])
    two.sync()
    one.sync()
    assert one.values(shared)[PHONE] == "13900000002"


def test_a_removed_row_comes_back_with_its_value(pair, shared):
    one, _two = pair
    (row,) = one.app.queries.card(shared).grid
    one.app.customers.update(shared, {}, [GridInput({"phone": "13900007777"}, row.id)])
    one.app.customers.update(shared, {}, [GridInput({}, row.id, removed=True)])
    taken = one.app.history.take(shared, [Wanted("family_member", row.id, "phone", RELATIVE["phone"])])
    (back,) = one.app.queries.card(shared).grid
    assert (back.id, back.values["phone"]) == (row.id, RELATIVE["phone"])
    one.app.history.take_back(taken)
    assert one.app.queries.card(shared).grid == ()


def test_a_card_that_left_takes_its_history_with_it(pair, office, shared):
    one, _two = pair
    fetch_history(one.app, shared, one.line)
    with one.app.store.write() as connection:
        from desktop_crm.store.replica import RemoteCard, Replica

        Replica(connection, one.app.customers.deriver).apply([RemoteCard(shared, drop=True)], 99)
    assert count(one.app, "remote_history") == count(one.app, "remote_extent") == 0
    with pytest.raises(NotFound):
        _history(one, shared)


def test_unknown_to_the_server_or_not_enrolled(pair, tmp_path):
    one, _two = pair
    new = one.app.customers.create(INDIVIDUAL).id
    assert fetch_history(one.app, new, one.line) == 0
    assert _history(one, new).coverage.complete
    alone = profile(tmp_path / "alone")
    with pytest.raises(NotEnrolled):
        fetch_history(alone, new)
    alone.close()


def test_old_fetched_histories_go_whole(pair, office, shared):
    one, _two = pair
    fetch_history(one.app, shared, one.line)
    with one.app.store.write() as connection:
        proof.tidy(connection, one.app.clock())
        assert proof.extent_of(connection, shared) is not None
        proof.tidy(connection, "2027-01-01T00:00:00.000Z")
        assert proof.extent_of(connection, shared) is None
    assert count(one.app, "remote_history") == 0


def test_lines_keep_what_this_version_does_not_know(pair, shared, monkeypatch):
    one, _two = pair
    answer = one.line._answer

    def richer(path, body):
        document = json.loads(answer(path, body))
        for line in document.get("lines", ()):
            line["later"] = [1]
        return json.dumps(document).encode()

    monkeypatch.setattr(one.line, "_answer", richer)
    fetch_history(one.app, shared, one.line)
    with one.app.store.read() as connection:
        (line,) = connection.exec_driver_sql("SELECT line FROM remote_history LIMIT 1").fetchone()
    assert json.loads(line)["later"] == [1]
