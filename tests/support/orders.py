"""Customers with orders, for what is computed of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from desktop_crm.bootstrap import Application
from desktop_crm.domain.fields import Value
from desktop_crm.services.customers import NewCustomer
from desktop_crm.services.rows import RowChange
from tests.support.profiles import TODAY

Values = Mapping[str, Value]


def customers(app: Application, number: int, **values: Value) -> list[str]:
    """Create organisations in one go; return their ids."""
    made = [
        NewCustomer(
            {
                "customer_kind": "organisation", "org_name": f"示例{n}公司", "signed_by": "王五",
                "mobile_phone": f"138{n:08d}", **values,
            }
        )
        for n in range(number)
    ]  # fmt: skip
    return [saved.id for saved in app.customers.create_many(made)]


def order(days_ago: int, amount: int, *, today: date = TODAY, **more: Value) -> RowChange:
    """An order of yuan so many days ago, closed unless said otherwise."""
    day = today - timedelta(days=days_ago)
    values: dict[str, Value] = {
        "order_no": f"D{day:%Y%m%d}-{amount}", "ordered_on": day.isoformat(), "amount": amount * 100, "state": "closed",
    }  # fmt: skip
    return RowChange("sales_order", {**values, **more})


def buy(app: Application, customer_id: str, *changes: RowChange) -> None:
    """Save rows of a customer."""
    app.rows.save(customer_id, list(changes))
