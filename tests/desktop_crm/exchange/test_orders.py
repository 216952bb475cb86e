"""Lists of orders: recognised, checked row by row, imported once however often."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.errors import ExchangeError, UsageError
from desktop_crm.exchange.order_columns import looks_like_orders
from desktop_crm.exchange.orders import OrderState, import_orders, open_orders
from desktop_crm.queries.orders import OrderLookups
from tests.desktop_crm.exchange.support import write_csv, write_xlsx
from tests.support.orders import customers
from tests.support.profiles import TODAY, operations, profile

HEADER = ["单据编号", "下单日期", "客户名称", "客户编号", "品类", "金额", "毛利", "状态"]


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path / "profile")
    customers(app, 3)
    customers(app, 1, org_name="示例2公司", mobile_phone="13900000000")
    yield app
    app.close()


def number(app, place):
    return app.queries.find(f"示例{place}公司")[0].values["customer_no"]


def run(app, path: Path, **wishes: str):
    return import_orders(open_orders(path, wishes, today=TODAY), OrderLookups(app.store), app.rows, app.batches)


def orders(app, place):
    (row,) = app.queries.find(f"示例{place}公司")[:1]
    return app.row_queries.of_customer("sales_order", row.id)


def test_headers_of_orders_are_told_from_those_of_customers():
    assert looks_like_orders(HEADER)
    assert looks_like_orders(["Order number", "Date", "Customer"])
    assert not looks_like_orders(["姓名", "手机", "编号", "填表日期"])
    assert not looks_like_orders(["单号", "日期", "金额"])


def test_a_list_is_imported_once_and_a_corrected_one_changes_what_differs(app, tmp_path):
    rows = [
        ["一月销售", *[None] * 7],
        HEADER,
        ["D-1", 46027, "示例0公司", None, "茶饮料", "1,200.50", 300, None],
        ["D-2", "2026-02-03", "", number(app, 1), None, 80.5, None, "未完成"],
        ["合计", None, None, None, None, 1281, None, None],
    ]
    path = write_xlsx(tmp_path / "销售.xlsx", rows)
    result = run(app, path)
    assert (result.created, result.updated, result.duplicates, result.failed) == (2, 0, 0, 0)
    (first,), (second,) = orders(app, 0), orders(app, 1)
    assert first.values["ordered_on"] == "2026-01-05"
    assert (first.values["amount"], first.values["gross_margin"], first.values["state"]) == (120_050, 30_000, "closed")
    assert (second.values["amount"], second.values["state"]) == (8_050, "open")

    sent = len(operations(app))
    assert run(app, path).duplicates == 2
    assert len(operations(app)) == sent
    rows[2][5] = 1300
    result = run(app, write_xlsx(tmp_path / "again.xlsx", rows))
    assert (result.created, result.updated, result.duplicates) == (0, 1, 1)
    assert orders(app, 0)[0].values["amount"] == 130_000
    assert orders(app, 0)[0].values["product_line"] == "茶饮料"


def test_a_list_without_states_leaves_the_state_of_a_known_order(app, tmp_path):
    path = write_csv(tmp_path / "a.csv", "单号,日期,客户,金额,状态\nD-1,2026-01-02,示例0公司,5,未完成\n")
    run(app, path)
    path = write_csv(tmp_path / "b.csv", "单号,日期,客户,金额\nD-1,2026-01-02,示例0公司,6\n")
    assert run(app, path).updated == 1
    assert orders(app, 0)[0].values["state"] == "open"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("D-9,2026-01-02,无此公司,5", "没有客户“无此公司”"),
        ("D-9,2026-01-02,示例2公司,5", "有几位客户叫"),
        ("D-9,2026-01-02,,5", "没有客户编号或名称"),
        ("D-9,2026-13-02,示例0公司,5", "日期："),
        ("D-9,,示例0公司,5", "日期："),
        ("D-9,2026-01-02,示例0公司,很多", "金额："),
        ("D-9,2026-01-02,示例0公司,-5", "金额："),
        ("D-1,2026-01-02,示例1公司,5", "已属于另一位客户"),
        ("D-8,2026-01-03,示例0公司,7", "与第 2 行相同"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_rest_goes_on(app, tmp_path, row, why):
    run(app, write_csv(tmp_path / "known.csv", "单号,日期,客户,金额\nD-1,2026-01-02,示例0公司,5\n"))
    path = write_csv(tmp_path / "list.csv", f"单号,日期,客户,金额\nD-8,2026-01-02,示例0公司,6\n{row}\n")
    plan = open_orders(path, today=TODAY)
    counts = plan.prepare(OrderLookups(app.store))
    assert counts[OrderState.ERROR] == 1
    assert why in plan.rows[1].reasons("zh")[0]
    assert "{" not in plan.rows[1].reasons("en")[0]
    result = run(app, path)
    assert (result.created, result.failed) == (1, 1)
    assert result.failed_file is not None


def test_columns_can_be_named_by_hand(app, tmp_path):
    path = write_csv(tmp_path / "a.csv", "凭证,日期,客户,数\nV-1,2026-01-02,示例0公司,5\n")
    with pytest.raises(ExchangeError, match="no_orders"):
        open_orders(path, today=TODAY)
    assert run(app, path, 凭证="order_no", 数="amount").created == 1
    with pytest.raises(UsageError, match="unknown_header"):
        run(app, path, 没有="amount")
    with pytest.raises(UsageError, match="unknown_field"):
        run(app, path, 数="颜色")


def test_imported_orders_are_classified(app, tmp_path):
    path = write_csv(tmp_path / "a.csv", f"单号,日期,客户,金额,商品\nD-1,{TODAY},示例0公司,5,茶\n")
    run(app, path)
    app.classes.run()
    assert {one.value.code: one.customers for one in app.class_queries.counts("C9")} == {"current": 1, "potential": 3}
