"""AC32, bullet-proof vests and beverages: one customer in two of the company's lists, and both filter one list."""

from __future__ import annotations

import pytest

from desktop_crm.domain.company_parameters import KIND
from desktop_crm.domain.filters.tree import all_of, is_one_of
from desktop_crm.queries.customers import ListFilter, Order
from tests.support.orders import buy, order
from tests.support.profiles import profile

INDUSTRIES = "军警系统 | Military and police | 公安, 部队\n金融系统\n邮政储蓄系统"
PRODUCTS = "碳酸饮料\n茶饮料 | Tea drinks | 凉茶\n水饮料\n果汁饮料"


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path)
    yield app
    app.close()


def _customer(app, name: str, industry: str, line: str) -> str:
    values = {
        "customer_kind": "organisation",
        "org_name": name,
        "industry_code": industry,
        "mobile_phone": "13800000000",
    }
    made = app.customers.create(values, as_draft=True).id
    buy(app, made, order(20, 800, product_line=line))
    return made


def _listed(app, **codes: str) -> set[str]:
    wanted = ListFilter(where=all_of(*(is_one_of(scheme, code) for scheme, code in codes.items())))
    return set(app.queries.ids(app.queries.all_rids(wanted, Order())))


def test_police_canteen_that_buys_tea_drinks(app):
    app.parameters.save(KIND, {"industries": INDUSTRIES, "product_lines": PRODUCTS})
    canteen = _customer(app, "市公安局第一食堂", "公安", "凉茶")
    bank = _customer(app, "农信社营业部食堂", "金融系统", "茶饮料")
    barracks = _customer(app, "某部队服务社", "部队", "水饮料")
    app.classes.run()

    found = {one.scheme.id: one.verdict.code for one in app.class_queries.of_customer(canteen)}
    assert (found["C6"], found["C7"]) == ("军警系统", "茶饮料")
    assert _listed(app, C6="军警系统") == {canteen, barracks}
    assert _listed(app, C7="茶饮料") == {canteen, bank}
    assert _listed(app, C6="军警系统", C7="茶饮料") == {canteen}
    assert [one.customers for one in app.class_queries.counts("C6")][:3] == [2, 1, 0]

    app.parameters.save(KIND, {"product_lines": PRODUCTS.replace(" | Tea drinks | 凉茶", "")})
    app.classes.run()
    assert _listed(app, C7="茶饮料") == {bank}
    spells = app.class_queries.history(canteen, "C7")
    assert spells[0].code == "other"
