"""One change for many customers, and taking it back: exactly what nobody touched since."""

from __future__ import annotations

import os
import signal
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_crm.domain.bulk import Act, Action, Fate
from desktop_crm.errors import RecordRefused
from desktop_crm.events import Origin
from desktop_crm.queries.batches import State
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services import bulk_edit
from desktop_crm.services.bulk_edit import Wishes
from desktop_crm.services.customers import NewCustomer
from desktop_crm.store.batches import Kind, Outcome
from tests.support.profiles import INDIVIDUAL, ORGANISATION, PASSPHRASE, Ids, count, operations, profile

TIER = "importance_tier"


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path)
    yield app
    app.close()


def _rids(app):
    return list(app.queries.all_rids(ListFilter(), Order("created_at")))


def _values(app, customer_id):
    return dict(app.queries.card(customer_id).values)


def _set(field, raw):
    return Wishes([Action(field, Act.SET, raw)])


def _preview(app, wishes, rids=None):
    return [one for some in app.bulk.preview(rids or _rids(app), wishes) for one in some]


# -- what becomes of a customer --------------------------------------------------------------


def test_each_customer_gets_its_fate_with_the_reason(app):
    changed = app.customers.create({**INDIVIDUAL, "postal_code": "410000"})
    same = app.customers.create({**INDIVIDUAL, "full_name": "左宗棠", "sex": "female"})
    firm = app.customers.create(ORGANISATION)
    planned = {one.id: one for one in _preview(app, _set("sex", "女"))}
    assert planned[changed.id].verdict.fate is Fate.CHANGE
    assert planned[changed.id].verdict.values == {"sex": "female"}
    assert planned[same.id].verdict.fate is Fate.SAME
    assert planned[firm.id].verdict.fate is Fate.NOT_ALLOWED
    assert planned[firm.id].verdict.changes[0].finding.code == "not_on_form"
    wrong = _preview(app, _set("postal_code", "12"), [_rids(app)[0]])[0]
    assert (wrong.verdict.fate, wrong.verdict.values) == (Fate.INVALID, {})
    assert wrong.verdict.changes[0].finding.field == "postal_code"


def test_a_filed_card_keeps_its_rules_and_a_draft_may_break_them(app):
    filed = app.customers.create({"full_name": "曾国藩", "mobile_phone": "13812345678"})
    draft = app.customers.create({"full_name": "左宗棠", "mobile_phone": "13812345679"}, as_draft=True)
    edited = app.bulk.run(_rids(app), Wishes([Action("mobile_phone", Act.CLEAR)]))
    assert (edited.tally[Fate.INVALID], edited.tally[Fate.CHANGE]) == (1, 1)
    assert [one.id for one in edited.refused] == [filed.id]
    assert edited.refused[0].verdict.changes[0].finding.code == "contact_missing"
    assert _values(app, filed.id)["mobile_phone"] == "13812345678"
    assert "mobile_phone" not in _values(app, draft.id)
    assert _values(app, draft.id)["record_status"] == "draft"


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        ({"preferences": ("茶",)}, Action("preferences", Act.ADD, "酒、茶"), {"preferences": ("茶", "酒")}),
        ({"preferences": ("茶", "酒")}, Action("preferences", Act.REMOVE, "酒"), {"preferences": ("茶",)}),
        ({"preferences": ("茶",)}, Action("preferences", Act.REMOVE, "茶"), {}),
        ({"remarks": "老地址:老街"}, Action("remarks", Act.REPLACE, "新", find="老"), {"remarks": "新地址:新街"}),
        ({"remarks": "老"}, Action("remarks", Act.CLEAR), {}),
        ({"form_date": "2026-02-27"}, Action("form_date", Act.SHIFT, days=3), {"form_date": "2026-03-02"}),
        ({"birth_date": "1980-01-01"}, Action("birth_date", Act.SHIFT, days=-1), {"birth_date": "1979-12-31"}),
    ],
)
def test_every_act(app, before, action, after):
    saved = app.customers.create({**INDIVIDUAL, **before})
    edited = app.bulk.run(_rids(app), Wishes([action]))
    assert edited.tally[Fate.CHANGE] == 1
    assert {name: _values(app, saved.id).get(name) for name in before} == {**dict.fromkeys(before), **after}
    app.batches.undo(edited.batch)
    assert {name: _values(app, saved.id)[name] for name in before} == before


def test_acts_that_find_nothing_change_nothing(app):
    app.customers.create(INDIVIDUAL)
    wishes = Wishes(
        [
            Action("remarks", Act.REPLACE, "新", find="老"),
            Action("birth_date", Act.SHIFT, days=1),
            Action("preferences", Act.REMOVE, "酒"),
        ]
    )
    edited = app.bulk.run(_rids(app), wishes)
    assert (edited.tally[Fate.SAME], edited.batch) == (1, None)
    assert app.batch_queries.newest() == []


def test_a_day_that_cannot_be_is_told(app):
    app.customers.create({**INDIVIDUAL, "birth_date": "1980-01-01"})
    planned = _preview(app, Wishes([Action("birth_date", Act.SHIFT, days=10**7)]))[0]
    assert planned.verdict.changes[0].finding.code == "date_unreal"


def test_customers_in_the_bin_are_left(app):
    saved = app.customers.create(INDIVIDUAL)
    rids = _rids(app)
    app.customers.delete(saved.id)
    planned = _preview(app, _set(TIER, "vip"), rids)
    assert planned[0].verdict.changes[0].finding.code == "in_recycle_bin"


# -- doing it --------------------------------------------------------------------------------


def test_an_edit_is_searched_synchronised_told_and_one_batch(app):
    saved = app.customers.create(INDIVIDUAL)
    told = []
    app.events.subscribe(told.append)
    edited = app.bulk.run(_rids(app), Wishes([Action("mailing_address", Act.SET, "北京市海淀区中关村1号")]))
    app.build_search()
    assert [row.id for row in app.queries.find("中关村")] == [saved.id]
    card = app.queries.card(saved.id)
    assert card.region == "north"
    operation = operations(app)[-1]
    assert operation["f"]["mailing_address"]["n"] == "北京市海淀区中关村1号" and "g" not in operation
    assert [(change.agg_ids, change.origin) for change in told] == [(frozenset({saved.id}), Origin.LOCAL)]
    item = app.batch_queries.one(edited.batch)
    assert (item.batch.kind, item.batch.changed, item.batch.by, item.state) == (Kind.EDIT, 1, "王五", State.DONE)
    assert item.batch.what["actions"][0] == {"field": "mailing_address", "act": "set", "raw": "北京市海淀区中关村1号"}


def test_somebody_who_saves_between_thinking_and_writing_is_not_overwritten(app, monkeypatch):
    saved = app.customers.create({**INDIVIDUAL, "remarks": "老"})
    confirmed = app.bulk._confirmed

    def late(connection, judged, wishes):
        connection.exec_driver_sql("UPDATE customer SET remarks = '老朋友' WHERE id = ?", (saved.id,))
        return confirmed(connection, judged, wishes)

    monkeypatch.setattr(app.bulk, "_confirmed", late)
    app.bulk.run(_rids(app), Wishes([Action("remarks", Act.REPLACE, "新", find="老")]))
    assert _values(app, saved.id)["remarks"] == "新朋友"


def test_a_cancelled_edit_leaves_whole_portions_and_can_be_taken_back(app, monkeypatch):
    monkeypatch.setattr(bulk_edit, "PORTION", 3)
    app.customers.create_many([NewCustomer({**INDIVIDUAL, "full_name": f"王{chr(0x4E00 + n)}"}) for n in range(10)])
    stop = threading.Event()
    edited = app.bulk.run(_rids(app), _set(TIER, "vip"), progress=lambda done, _: done >= 6 and stop.set(), cancel=stop)
    assert (edited.outcome, edited.tally[Fate.CHANGE]) == (Outcome.CANCELLED, 6)
    assert count(app, "customer", "importance_tier = 'vip'") == 6
    assert app.batch_queries.one(edited.batch).state is State.PART
    assert app.batches.undo(edited.batch).cards == 6
    assert count(app, "customer", "importance_tier IS NOT NULL") == 0


def test_a_kill_leaves_whole_portions_which_can_be_taken_back(tmp_path):
    app = profile(tmp_path)
    app.customers.create_many([NewCustomer({**INDIVIDUAL, "full_name": f"王{chr(0x4E00 + n)}"}) for n in range(250)])
    rids = _rids(app)
    app.close()
    child = os.fork()
    if child == 0:
        try:
            dying = profile(tmp_path, ids=Ids(2))
            dying.bulk.run(
                rids, _set(TIER, "vip"), progress=lambda done, _: done > 100 and os.kill(os.getpid(), signal.SIGKILL)
            )
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    app = profile(tmp_path, ids=Ids(3))
    item = app.batch_queries.newest()[0]
    assert (item.state, item.batch.changed) == (State.PART, 200)
    assert count(app, "customer", "importance_tier = 'vip'") == 200
    done = app.batches.undo(item.batch.n)
    assert (done.cards, done.skipped) == (200, 0)
    assert count(app, "customer", "importance_tier IS NOT NULL") == 0
    app.close()


# -- taking it back --------------------------------------------------------------------------


def test_undo_leaves_what_somebody_changed_since_and_names_it(app):
    kept = app.customers.create({**INDIVIDUAL, TIER: "small"})
    touched = app.customers.create({**INDIVIDUAL, "full_name": "左宗棠", TIER: "small"})
    gone = app.customers.create({**INDIVIDUAL, "full_name": "李鸿章", TIER: "small"})
    edited = app.bulk.run(_rids(app), _set(TIER, "vip"))
    app.customers.update(touched.id, {TIER: "major"})
    app.customers.delete(gone.id)
    done = app.batches.undo(edited.batch)
    assert (done.cards, done.skipped) == (1, 2)
    found = {(one.name, one.skipped.field, one.skipped.why) for one in app.batch_queries.named(done.report)}
    assert found == {("左宗棠", TIER, "changed"), ("李鸿章", TIER, "deleted")}
    assert [_values(app, one.id)[TIER] for one in (kept, touched)] == ["small", "major"]
    item = app.batch_queries.one(edited.batch)
    assert (item.state, item.last.skipped, len(item.last.report)) == (State.UNDONE, 2, 2)
    with pytest.raises(RecordRefused, match="batch_undone"):
        app.batches.undo(edited.batch)
    app.batches.redo(edited.batch)
    assert [_values(app, one.id)[TIER] for one in (kept, touched)] == ["vip", "major"]
    with pytest.raises(RecordRefused, match="batch_not_undone"):
        app.batches.redo(edited.batch)


def test_an_old_value_that_breaks_a_rule_by_now_makes_a_draft(app):
    saved = app.customers.create({"full_name": "曾国藩", "mobile_phone": "13812345678"})
    edited = app.bulk.run(_rids(app), _set("email", "a@example.cn"))
    app.customers.update(saved.id, {"mobile_phone": ""})
    app.batches.undo(edited.batch)
    values = _values(app, saved.id)
    assert ("email" in values, values["record_status"]) == (False, "draft")
    app.batches.redo(edited.batch)
    assert _values(app, saved.id)["record_status"] == "filed"


def test_a_stopped_undo_goes_on_and_can_be_done_again(app, monkeypatch):
    monkeypatch.setattr("desktop_crm.services.batches.PORTION", 4)
    app.customers.create_many([NewCustomer({**INDIVIDUAL, "full_name": f"王{chr(0x4E00 + n)}"}) for n in range(10)])
    edited = app.bulk.run(_rids(app), _set(TIER, "vip"))
    stop = threading.Event()
    half = app.batches.undo(edited.batch, lambda done, _: stop.set(), stop)
    assert half.outcome is Outcome.CANCELLED and 0 < half.cards < 10
    item = app.batch_queries.one(edited.batch)
    assert (item.state, item.can_undo, item.can_redo) == (State.PART_UNDONE, True, True)
    rest = app.batches.undo(edited.batch)
    assert (half.cards + rest.cards, rest.outcome) == (10, Outcome.DONE)
    assert app.batch_queries.one(edited.batch).state is State.UNDONE
    assert app.batches.redo(edited.batch).cards == 10
    assert count(app, "customer", "importance_tier = 'vip'") == 10


PEOPLE = 5
FIELDS = {TIER: ("vip", "major", "small", ""), "remarks": ("一", "二", ""), "credit_standing": ("A", "B", "N")}
_edits = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(sorted(FIELDS)), st.integers(0, 3)), max_size=6)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    app = profile(tmp_path_factory.mktemp("shared"), passphrase=PASSPHRASE)
    people = [{**INDIVIDUAL, "full_name": f"王{chr(0x4E00 + n)}"} for n in range(PEOPLE)]
    app.customers.create_many([NewCustomer(one) for one in people])
    yield app
    app.close()


def _shot(app):
    ids = app.queries.ids(_rids(app))
    return {(one, name): _values(app, one).get(name) for one in ids for name in FIELDS}


def _apply(app, edits):
    ids = app.queries.ids(_rids(app))
    for place, name, choice in edits:
        app.customers.update(ids[place], {name: FIELDS[name][choice % len(FIELDS[name])]})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_edits, st.sampled_from(sorted(FIELDS)), st.integers(0, 3), _edits, _edits)
def test_undo_and_redo_restore_exactly_what_nobody_touched(shared, first, name, choice, since, later):
    app = shared
    _apply(app, first)
    before = _shot(app)
    edited = app.bulk.run(_rids(app), _set(name, FIELDS[name][choice % len(FIELDS[name])]))
    written = {cell: value for cell, value in _shot(app).items() if value != before[cell]}
    assert all(field == name for _, field in written)
    _apply(app, since)
    present = _shot(app)
    if edited.batch is None:
        assert not written
        return
    done = app.batches.undo(edited.batch)
    expected = {
        cell: before[cell] if cell in written and value == written[cell] else value for cell, value in present.items()
    }
    after = _shot(app)
    assert after == expected
    restored = {cell for cell in written if present[cell] == written[cell]}
    assert done.cards == len({card for card, _ in restored})
    assert done.skipped == sum(present[cell] not in (written[cell], before[cell]) for cell in written)
    _apply(app, later)
    present = _shot(app)
    app.batches.redo(edited.batch)
    assert _shot(app) == {
        cell: written[cell] if cell in restored and value == after[cell] else value for cell, value in present.items()
    }
