"""AC32: a police canteen that buys tea drinks is 军警系统 in C6 and 茶饮料 in C7 at once; both lists filter one list.

The office's programs play it: the administrator sets the company's lists, a salesperson files customers and orders and
shares the two views, and a colleague filters the same customers by them on another laptop.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.support.office import Office
from tests.support.processes import Laptop, do_server

INDUSTRIES = "军警系统 | Military and police | 公安, 部队\n金融系统\n邮政储蓄系统"
PRODUCTS = "碳酸饮料\n茶饮料 | Tea drinks | 凉茶\n水饮料\n果汁饮料"
CUSTOMERS = (
    ("市公安局第一食堂", "公安", "凉茶"),
    ("农信社营业部食堂", "金融系统", "茶饮料"),
    ("某部队服务社", "部队", "水饮料"),
)
CARD = ("customer_kind=organisation", "customer_nature=government", "mobile_phone=13800000000")


def _files(laptop: Laptop, folder: Path) -> None:
    """File the three customers, and import what they bought."""
    numbers = [
        laptop.do("add", *CARD, f"org_name={name}", f"industry_code={industry}")["no"]
        for name, industry, _ in CUSTOMERS
    ]
    day = date.today().isoformat()  # noqa: DTZ011 - the day of the laptop, as its program sees it
    lines = ["客户编号,单号,日期,金额,产品线"]
    lines += [f"{no},D-{no},{day},800.00,{line}" for no, (_, _, line) in zip(numbers, CUSTOMERS, strict=True)]
    orders = folder / "orders.csv"
    orders.write_text("\n".join(lines), "utf-8-sig")
    laptop.do("import", str(orders), "--kind", "orders")


def _names(rows: list[dict[str, object]]) -> set[object]:
    return {row["name"] for row in rows}


def test_both_lists_filter_the_same_customers(office: Office, tmp_path: Path) -> None:
    canteen, bank, barracks = (name for name, _, _ in CUSTOMERS)
    for name, value in (("industries", INDUSTRIES), ("product_lines", PRODUCTS)):
        do_server(office.url, "parameter", "set", "classification", name, value)
    chen, lin = office.laptop("chen"), office.laptop("lin")
    chen.do("sync")
    _files(chen, tmp_path)

    (found,) = [one for one in chen.do("find", "公安局") if one["name"] == canteen]
    classes = {one["scheme"]: one["code"] for one in chen.do("classes", "--customer", found["no"])["classes"]}
    assert (classes["C6"], classes["C7"]) == ("军警系统", "茶饮料")

    police = "行业（C6） 是 军警系统"
    tea = json.dumps({"field": "C7", "op": "is", "values": ["茶饮料"]}, ensure_ascii=False)
    assert _names(chen.do("list", "--filter", police)) == {canteen, barracks}
    assert _names(chen.do("list", "--filter", tea)) == {canteen, bank}
    assert _names(chen.do("list", "--filter", f"{police} 且 C7 = 茶饮料")) == {canteen}
    groups = {one["code"]: one["customers"] for one in chen.do("list", "--group-by", "C6")["groups"]}
    assert (groups["军警系统"], groups["金融系统"]) == (2, 1)

    chen.do("view-save", "军警客户", "--filter", police, "--shared")
    chen.do("view-save", "茶饮料客户", "--filter", tea, "--shared")
    chen.do("view-save", "只有我看", "--filter", f"非 ({police})")
    chen.do("sync")
    lin.do("sync")
    assert [one["name"] for one in lin.do("views")] == ["军警客户", "茶饮料客户"]
    assert _names(lin.do("list", "--view", "军警客户")) == {canteen, barracks}
    assert _names(lin.do("list", "--view", "茶饮料客户", "--filter", police)) == {canteen}
    assert _names(chen.do("list", "--view", "只有我看")) == {bank}
