"""A customer service that keeps cards in memory, and small files made on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from desktop_crm.domain.fields import FormKind, Value, Values
from desktop_crm.errors import RecordRefused
from desktop_crm.exchange.importer import ImportResult, run_import
from desktop_crm.exchange.plan import ImportPlan, open_plan
from desktop_crm.exchange.rows import PlannedRow
from desktop_crm.exchange.target import Duplicate, NewCustomer, Written

TODAY = date(2026, 11, 22)


@dataclass
class StoredCard:
    kind: FormKind
    values: dict[str, Value]
    grid: tuple[Values, ...]


class FakeTarget:
    """Creates, finds and fills cards like the customer service, without a store."""

    def __init__(self, *cards: StoredCard, refuse: str = "") -> None:
        self.cards: dict[str, StoredCard] = {str(card.values["customer_no"]): card for card in cards}
        self.refuse = refuse
        self.slices: list[int] = []
        self._next = 0

    def find_duplicates(self, rows: Sequence[Values]) -> Sequence[Duplicate | None]:
        by_mobile = {card.values.get("mobile_phone"): no for no, card in self.cards.items()}
        return [self._duplicate(row, by_mobile) for row in rows]

    def _duplicate(self, row: Values, by_mobile: Mapping[Value, str]) -> Duplicate | None:
        if row.get("customer_no") in self.cards:
            return Duplicate(str(row["customer_no"]), hard=True)
        number = by_mobile.get(row.get("mobile_phone")) if row.get("mobile_phone") else None
        return Duplicate(number, hard=False) if number else None

    def create_many(self, customers: Sequence[NewCustomer]) -> Sequence[Written]:
        self.slices.append(len(customers))
        return [self._create(customer) for customer in customers]

    def _create(self, customer: NewCustomer) -> Written:
        if self.refuse and customer.values.get("full_name") == self.refuse:
            return Written(refused=RecordRefused("limit"))
        self._next += 1
        number = str(customer.values.get("customer_no") or f"T-{self._next:06}")
        values = {**customer.values, "customer_no": number, "record_status": "filed" if customer.file else "draft"}
        self.cards[number] = StoredCard(customer.kind, values, customer.grid)
        return Written(number)

    def fill_empty(self, changes: Sequence[tuple[str, NewCustomer]]) -> Sequence[Written]:
        return [self._fill(number, customer) for number, customer in changes]

    def _fill(self, number: str, customer: NewCustomer) -> Written:
        held = self.cards[number].values
        new = {name: value for name, value in customer.values.items() if name not in held}
        held.update(new)
        return Written(number, changed=bool(new))


def write_xlsx(
    path: Path, rows: Sequence[Sequence[object]], *, merge: Sequence[str] = (), epoch_1904: bool = False
) -> Path:
    """Write cells as they are: text as text, numbers as numbers, dates as dates."""
    book = xlsxwriter.Workbook(
        str(path), {"date_1904": epoch_1904, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write(number, column, cell)
    for span in merge:
        sheet.merge_range(span, rows[int("".join(filter(str.isdigit, span.split(":")[0]))) - 1][ord(span[0]) - 65])
    book.close()
    return path


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def planned(path: Path, target: FakeTarget | None = None, **overrides: str) -> ImportPlan:
    plan = open_plan(path, overrides or None, today=TODAY)
    plan.prepare(target or FakeTarget())
    return plan


def row_of(path: Path, **overrides: str) -> PlannedRow:
    """Plan a file with one row of data."""
    (row,) = planned(path, **overrides).rows
    return row


def imported(path: Path, target: FakeTarget, **options: object) -> ImportResult:
    return run_import(open_plan(path, today=TODAY), target, **options)  # type: ignore[arg-type]


def codes(row: PlannedRow) -> set[str]:
    return {repair.code for repair in row.repairs}


def faults(row: PlannedRow) -> set[str]:
    return {finding.code for finding in row.errors}
