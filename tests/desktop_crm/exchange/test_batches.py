"""An import is one batch: created customers go to the recycle bin, filled fields are empty again, but for what people
changed since."""

from __future__ import annotations

import threading

import pytest

from desktop_crm.exchange import plan as plans
from desktop_crm.exchange.filing import import_customers
from desktop_crm.exchange.importer import DuplicatePolicy
from desktop_crm.exchange.orders import import_orders, open_orders
from desktop_crm.exchange.plan import open_plan
from desktop_crm.queries.batches import State
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.queries.orders import OrderLookups
from desktop_crm.store.batches import Kind
from tests.support.profiles import INDIVIDUAL, TODAY, count, profile

LIST = (
    "姓名,手机,家庭成员1姓名,家庭成员1关系\n"
    "王一,13811110001,王小一,儿子\n王二,13811110002,,\n王三,13811110003,,\n王四,13811110004,,\n"
)


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path / "profile")
    yield app
    app.close()


def _import(app, folder, text=LIST, **options):
    path = folder / "客户.csv"
    path.write_text(text, "utf-8")
    return import_customers(open_plan(path, today=TODAY), app.customers, app.queries, app.batches, **options)


def _ids(app):
    rids = app.queries.all_rids(ListFilter(), Order())
    return {row.values["display_name"]: row.id for row in app.queries.rows(rids) if row}


def test_created_customers_go_to_the_bin_unless_somebody_worked_with_them(app, tmp_path):
    result = _import(app, tmp_path)
    ids = _ids(app)
    app.customers.update(ids["王二"], {"remarks": "回头客"})
    app.rows.add(
        "activity", ids["王三"], {"method": "phone", "summary": "问价", "contacted_at": "2026-11-22T01:00:00.000Z"}
    )
    done = app.batches.undo(result.batch)
    assert (done.cards, done.skipped) == (2, 2)
    assert sorted(_ids(app)) == ["王三", "王二"]
    assert {one.name: one.skipped.why for one in app.batch_queries.named(done.report)} == {
        "王二": "changed",
        "王三": "changed",
    }
    item = app.batch_queries.one(result.batch)
    assert (item.batch.kind, item.batch.what, item.batch.created) == (Kind.IMPORT, {"file": "客户.csv"}, 4)
    app.batches.redo(result.batch)
    assert sorted(_ids(app)) == ["王一", "王三", "王二", "王四"]
    assert [row.values["name"] for row in app.queries.card(ids["王一"]).grid] == ["王小一"]
    again = app.batches.undo(result.batch)
    assert (again.cards, again.skipped) == (2, 0)


def test_filled_fields_are_empty_again_and_appended_relatives_go(app, tmp_path):
    saved = app.customers.create({"full_name": "王一", "mobile_phone": "13811110001"})
    text = "姓名,手机,备注,性别,家庭成员1姓名,家庭成员1关系\n王一,13811110001,老客户,男,王小一,儿子\n"
    result = _import(app, tmp_path, text, policy=DuplicatePolicy.FILL)
    card = app.queries.card(saved.id)
    assert (result.updated, card.values["remarks"], card.grid[0].values["name"]) == (1, "老客户", "王小一")
    app.customers.update(saved.id, {"remarks": "老朋友"})
    done = app.batches.undo(result.batch)
    card = app.queries.card(saved.id)
    assert ("sex" in card.values, card.values["remarks"], card.grid) == (False, "老朋友", ())
    assert [(one.field, one.why) for one in done.report] == [("remarks", "changed")]


def test_a_cancelled_import_can_be_taken_back(app, tmp_path, monkeypatch):
    monkeypatch.setattr(plans, "SLICE", 2)
    stop = threading.Event()
    result = _import(app, tmp_path, progress=lambda *_: stop.set(), cancel=stop)
    assert (result.cancelled, result.created) == (True, 2)
    assert app.batch_queries.one(result.batch).state is State.PART
    assert app.batches.undo(result.batch).cards == 2
    assert _ids(app) == {}


def test_an_import_that_wrote_nothing_is_no_batch(app, tmp_path):
    app.customers.create({"full_name": "王一", "mobile_phone": "13811110001"})
    result = _import(app, tmp_path, "姓名,手机\n王一,13811110001\n")
    assert (result.duplicates, result.batch, app.batch_queries.newest()) == (1, None, [])


def test_imported_orders_go_and_corrected_ones_say_again_what_they_said(app, tmp_path):
    customer = app.customers.create(INDIVIDUAL)
    path = tmp_path / "orders.csv"

    def load(text):
        path.write_text(f"订单编号,客户编号,订单日期,金额\n{text}", "utf-8")
        return import_orders(open_orders(path, today=TODAY), OrderLookups(app.store), app.rows, app.batches)

    first = load(f"S-1,{customer.customer_no},2026-01-02,100\n")
    second = load(f"S-1,{customer.customer_no},2026-01-02,250\nS-2,{customer.customer_no},2026-01-03,70\n")
    assert (first.created, second.created, second.updated) == (1, 1, 1)
    assert app.batches.undo(second.batch).skipped == 0
    with app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT order_no, amount, deleted FROM sales_order ORDER BY order_no")
        assert [tuple(row) for row in rows] == [("S-1", 10000, 0), ("S-2", 7000, 1)]
    assert count(app, "customer", "NOT deleted") == 1
