"""The six scattered sources of what a company knows of a customer (domain contract §7.4), and whose a record is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_crm.domain.fields import Choice, Values

ORDERS, STOCK, SERVICE, MARKET, MARKETING, SALES = "orders", "stock", "service", "market", "marketing", "sales"

SOURCES: tuple[Choice, ...] = (
    Choice(ORDERS, "销售定单管理", "Order management"),
    Choice(STOCK, "制造/库存", "Production and stock"),
    Choice(SERVICE, "客户服务", "Customer service"),
    Choice(MARKET, "外部市场", "Outside market"),
    Choice(MARKETING, "市场部门的数据库", "Marketing database"),
    Choice(SALES, "销售", "Sales"),
)
SOURCE: Mapping[str, Choice] = {choice.code: choice for choice in SOURCES}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the records of a kind come from: by the code in one of some fields, else ``otherwise``."""

    otherwise: str
    by_code: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def of(self, values: Values) -> str:
        """Return the source of a record with these values."""
        for field, codes in self.by_code:
            found = codes.get(str(values.get(field)))
            if found:
                return found
        return self.otherwise


#: From whom a value of a customer was learnt (C28).
_CHANNELS = {
    "referral": MARKET, "web": MARKET, "media": MARKET, "association": MARKET, "exhibition": MARKETING,
    "finance": ORDERS, "sales": SALES, "service": SERVICE,
}  # fmt: skip
_PURPOSES = {
    "after_sales": SERVICE, "complaint": SERVICE, "satisfaction": SERVICE, "care": SERVICE, "survey": MARKETING,
}  # fmt: skip

ORIGINS: Mapping[str, Origin] = {
    "customer": Origin(SALES, (("source_channel", _CHANNELS),)),
    "activity": Origin(SALES, (("purpose", _PURPOSES), ("method", {"exhibition": MARKETING}))),
    "prospect_survey": Origin(MARKETING, (("source_channel", _CHANNELS),)),
    "assessment": Origin(
        MARKET, (("source_kind", {"survey": MARKETING, "own": SALES, "purchased": MARKET, "other": MARKET}),)
    ),
    "sales_order": Origin(ORDERS),
    "quote": Origin(SALES),
    "claim": Origin(SALES),
    "order_line": Origin(ORDERS),
    "payment": Origin(ORDERS),
    "campaign_member": Origin(MARKETING),
    "verification": Origin(SALES, (("how", {"registry": MARKET}),)),
}


def source_of(record: str, values: Values, what: str = "") -> str:
    """Return the code of the source of a record, or of its part ``what`` (a delivery is known by the stock)."""
    if what == "delivered":
        return STOCK
    return ORIGINS.get(record, Origin(SALES)).of(values)
