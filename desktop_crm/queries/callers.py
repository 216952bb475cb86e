"""Who is calling: what the person at the telephone needs, and no more (domain contract AC21, W16).

Health, income and family are not read here at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_crm.queries.customers import CustomerQueries
from desktop_crm.queries.rows import RecordRow, RowQueries

#: A number with so many digits is one that somebody dialled or read off a display.
_LEAST_DIGITS = 7
_NUMBER = re.compile(r"\+?[\d\s()（）-]+")
_ORDERS = 3
_PHONES = ("primary_phone", "mobile_phone", "landline_phone")


@dataclass(frozen=True, slots=True)
class Caller:
    """A customer by a telephone number: name, last orders, address."""

    customer_id: str
    customer_no: str
    name: str
    address: str
    orders: Sequence[RecordRow]


def is_number(text: str) -> bool:
    """Say whether a search text is a telephone number, or the greater part of one."""
    return bool(_NUMBER.fullmatch(text.strip())) and len(_digits(text)) >= _LEAST_DIGITS


class CallerQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, customers: CustomerQueries, rows: RowQueries) -> None:
        self._customers, self._rows = customers, rows

    def find(self, number: str, limit: int = 5) -> list[Caller]:
        """Return who has a number; nobody for a text that is none (:func:`is_number`)."""
        if not is_number(number):
            return []
        wanted = _digits(number)
        found = []
        for row in self._customers.find(wanted, limit):
            numbers = [_digits(str(row.values.get(name) or "")) for name in _PHONES]
            if not any(wanted in one or (one and one in wanted) for one in numbers):
                continue  # a number in the remarks is not the caller's
            orders = self._rows.of_customer("sales_order", row.id, limit=_ORDERS)
            values = row.values
            name, address = str(values.get("display_name") or ""), str(values.get("mailing_address") or "")
            found.append(Caller(row.id, str(values.get("customer_no") or ""), name, address, orders))
        return found


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
