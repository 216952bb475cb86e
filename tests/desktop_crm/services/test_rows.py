"""Contacts, orders and the other records of a file: saved in groups, checked, found, removed and brought back."""

from __future__ import annotations

import pytest

from desktop_crm.domain.fields import FieldType
from desktop_crm.domain.file_records import FILE_RECORDS
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.services.rows import MOST, RowChange, RowRefused
from tests.support.profiles import INDIVIDUAL, count, operations, profile

CALL = {"contacted_at": "2026-11-22T01:30:00Z", "method": "打电话", "summary": "确认样品颜色"}


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path)
    yield app
    app.close()


@pytest.fixture
def customer(app):
    return app.customers.create(INDIVIDUAL).id


def test_contact_is_saved_with_defaults_history_and_operation(app, customer):
    before = len(operations(app))
    (row_id,) = app.rows.add("activity", customer, CALL).ids
    (row,) = app.row_queries.of_customer("activity", customer)
    assert (row.id, row.when, row.values["method"], row.values["direction"]) == (
        row_id,
        CALL["contacted_at"],
        "phone",
        "ours",
    )
    (operation,) = operations(app)[before:]
    assert (operation["k"], operation["t"], operation["agg"]) == ("create", "activity", customer)
    assert any(item["row_id"] == row_id for item in app.queries.history(customer, 50))


def test_missing_or_wrong_part_saves_nothing_and_says_which(app, customer):
    with pytest.raises(RowRefused) as caught:
        app.rows.add("activity", customer, {**CALL, "summary": "", "behaviour_score": 7})
    assert {finding.field for finding in caught.value.findings} == {"summary", "behaviour_score"}
    with pytest.raises(UsageError, match="bad_value"):
        app.rows.add("activity", customer, {**CALL, "method": "飞鸽"})
    with pytest.raises(UsageError, match="unknown_field"):
        app.rows.add("activity", customer, {**CALL, "colour": "红"})
    with pytest.raises(UsageError, match="unknown_record"):
        app.rows.add("customer", customer, CALL)
    with pytest.raises(NotFound):
        app.rows.add("activity", "00000000-0000-7000-8000-000000000000", CALL)
    assert count(app, "activity") == 0


def test_order_and_its_lines_are_one_save(app, customer):
    order = app.new_id()
    saved = app.rows.save(
        customer,
        [
            RowChange(
                "sales_order", {"order_no": "A-1", "ordered_on": "2026-11-20", "amount": "1,250.5"}, new_id=order
            ),
            RowChange("order_line", {"order_id": order, "product": "面料", "quantity": 5, "unit_price": "250.10"}),
        ],
    )
    assert saved.ids[0] == order
    assert len({operation["g"] for operation in operations(app)[-2:]}) == 1
    (row,) = app.row_queries.of_customer("sales_order", customer)
    assert (row.values["amount"], row.values["state"]) == (125050, "open")


def test_changed_removed_and_brought_back(app, customer):
    (row_id,) = app.rows.add("activity", customer, CALL).ids
    assert app.rows.change("activity", row_id, {"outcome": "成交"}).changed
    assert not app.rows.change("activity", row_id, {"outcome": "won"}).changed
    app.rows.remove("activity", row_id)
    assert app.row_queries.of_customer("activity", customer) == [] and app.row_queries.row("activity", row_id).deleted
    app.rows.restore("activity", row_id)
    assert app.row_queries.counts(customer, ["activity", "sales_order"]) == {"activity": 1, "sales_order": 0}
    with pytest.raises(RowRefused):
        app.rows.change("activity", row_id, {"summary": ""})


def test_customer_in_the_bin_takes_no_rows(app, customer):
    app.customers.delete(customer)
    with pytest.raises(RecordRefused, match="card_deleted"):
        app.rows.add("activity", customer, CALL)


def test_many_customers_in_one_transaction_or_none(app, customer):
    other = app.customers.create({**INDIVIDUAL, "full_name": "李鸿章", "mobile_phone": "13800000002"}).id
    order = {"order_no": "A-1", "ordered_on": "2026-11-20", "amount": "10"}
    good, bad = RowChange("sales_order", order), RowChange("sales_order", {**order, "amount": "-1"})
    with pytest.raises(RowRefused):
        app.rows.save_many([(customer, [good]), (other, [bad])])
    assert count(app, "sales_order") == 0
    app.rows.save_many([(customer, [good]), (other, [good])])
    assert count(app, "sales_order") == 2
    with pytest.raises(UsageError, match="too_many"):
        app.rows.save_many([(customer, [good] * (MOST + 1))])


def test_timeline_mixes_kinds_newest_first(app, customer):
    app.rows.add("activity", customer, CALL)
    app.rows.add("sales_order", customer, {"order_no": "A-1", "ordered_on": "2026-11-23", "amount": "10"})
    app.rows.add("activity", customer, {**CALL, "contacted_at": "2026-11-21T01:30:00Z"})
    found = app.row_queries.timeline(customer, ["activity", "sales_order"])
    assert [(row.record, row.when[:10]) for row in found] == [
        ("sales_order", "2026-11-23"), ("activity", "2026-11-22"), ("activity", "2026-11-21"),
    ]  # fmt: skip


@pytest.mark.parametrize("record", FILE_RECORDS, ids=lambda record: record.name)
def test_declarations_hold_together(record):
    assert record.parent == "customer" and record.title
    assert {record.when, *record.title} - {None} <= record.by_id.keys()
    if record.when:
        assert record[record.when].type in (FieldType.DATE, FieldType.INSTANT)
