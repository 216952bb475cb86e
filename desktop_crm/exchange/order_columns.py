"""Columns of a list of orders: which header feeds which field of the order, or names the customer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from desktop_crm.domain.file_records import SALES_ORDER
from desktop_crm.errors import UsageError
from desktop_crm.exchange.places import field_names, plain

#: What names the customer of an order.
NUMBER, NAME = "customer_no", "customer_name"

#: Headers of people's lists beyond the declared names.
_EXTRA = {
    NUMBER: ("客户编号", "客户号", "客户代码", "编号", "customer number", "customer no"),
    NAME: ("客户名称", "客户", "客户姓名", "单位名称", "公司名称", "购买单位", "customer", "customer name"),
    "order_no": ("订单号", "订单编号", "销售单号", "单据编号", "order no"),
    "ordered_on": ("下单日期", "销售日期", "单据日期", "order date"),
    "amount": ("订单金额", "销售金额", "成交金额", "total amount", "sales"),
    "gross_margin": ("毛利额", "利润", "margin"),
    "returned_amount": ("退货", "退货额", "returns"),
    "product_line": ("商品", "品类", "产品类别", "product"),
    "signed_by": ("业务员", "销售员", "业务人员", "salesperson"),
    "delivered_on": ("交货日期", "发货日期", "delivery date"),
}


def targets_of(headers: Sequence[str]) -> tuple[str, ...]:
    """Return what each header feeds, "" for nothing."""
    return tuple(_names().get(plain(header), "") for header in headers)


def looks_like_orders(headers: Sequence[str]) -> bool:
    """Say whether these are the headers of a list of orders."""
    return is_order_list(targets_of(headers))


@cache
def _names() -> dict[str, str]:
    """Give what each reduced header feeds; what people call things stands over the declared names."""
    found = {plain(name): target for target, names in _EXTRA.items() for name in (target, *names)}
    for item in SALES_ORDER:
        for name in field_names(item):
            found.setdefault(plain(name), item.id)
    return found


@cache
def all_names() -> frozenset[str]:
    """Give every known header as it is written, to find the header row by."""
    extra = {name for names in _EXTRA.values() for name in names}
    return frozenset(extra | {name for item in SALES_ORDER for name in field_names(item)})


def target_of(name: str) -> str:
    """Return what a wish names, "" for a column to leave out. Raises UsageError."""
    if plain(name) in ("ignore", "忽略"):
        return ""
    target = _names().get(plain(name))
    if target is None:
        raise UsageError("unknown_field", field=name)
    return target


def is_order_list(targets: Sequence[str]) -> bool:
    """Say whether these columns are enough for orders."""
    return "order_no" in targets and "ordered_on" in targets and (NUMBER in targets or NAME in targets)
