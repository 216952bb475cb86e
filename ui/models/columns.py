"""Columns of the customer list, declared once: the screen, its chooser, the printed list and the clipboard read them.

Labels come from the declared fields; only derived columns have a label of their own here (domain contract §1.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.fields import Choice, Field, FieldType, RecordType, Sensitivity
from desktop_crm.domain.filters.subjects import Subject, added_subjects
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.queries.customers import SORTABLE

_CONTEXT = "Columns"


class Look(StrEnum):
    """How a cell is drawn."""

    NUMBER = "number"  # place in the list
    NAME = "name"  # avatar and name
    TEXT = "text"
    QUIET = "quiet"
    PILL = "pill"
    DAY = "day"
    SHARE = "share"  # bar with percent
    MONEY = "money"  # whole units of the currency
    SYNC = "sync"  # icon


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column: ``source`` is its key in a list row.

    ``rank`` orders the columns by importance (1 stays longest when room gets short); 0 is shown only when asked for.
    """

    id: str
    source: str
    look: Look
    width: int
    rank: int
    title: str = ""
    tints: tuple[tuple[str, str], ...] = ()
    added: Field | None = None  # a field of the company's own

    @property
    def field(self) -> Field | None:
        """Declared field behind the column, None for derived ones."""
        return self.added or CUSTOMER.get(self.source)

    @property
    def sort(self) -> str | None:
        """Name to sort by, None when the column cannot be sorted."""
        return self.source if self.added is not None or self.source in SORTABLE else None

    def label(self, language: str) -> str:
        """Header in ``zh`` or ``en``; own labels are translated by the installed translator."""
        if self.title:
            return QCoreApplication.translate(_CONTEXT, self.title)
        if self.source in SCHEMES:
            return SCHEMES[self.source].label(language)
        field = self.field
        return field.label(language) if field else self.id

    def tint(self, code: str) -> str:
        """Colour token of a pill."""
        return next((tint for known, tint in self.tints if known == code), "grey")

    def choice(self, code: str) -> Choice | None:
        """Declared choice of a stored code."""
        return self.field.choice(code) if self.field else None


#: In the order a new profile shows them; behind them those of the profile that is open (:func:`show_added`).
COLUMNS: list[RegisterColumn] = [
    RegisterColumn("row", "", Look.NUMBER, 52, 12, str(QT_TRANSLATE_NOOP("Columns", "序号"))),
    RegisterColumn("name", "display_name", Look.NAME, 150, 1, str(QT_TRANSLATE_NOOP("Columns", "客户"))),
    RegisterColumn(
        "tier", "importance_tier", Look.PILL, 92, 3,
        tints=(("vip", "amber"), ("major", "blue"), ("ordinary", "grey"), ("small", "grey")),
    ),
    RegisterColumn("phone", "primary_phone", Look.TEXT, 128, 2, str(QT_TRANSLATE_NOOP("Columns", "联系电话"))),
    RegisterColumn("region", "region", Look.QUIET, 78, 7, str(QT_TRANSLATE_NOOP("Columns", "地区"))),
    RegisterColumn("district", "district", Look.QUIET, 140, 8, str(QT_TRANSLATE_NOOP("Columns", "地址"))),
    RegisterColumn("contact", "primary_contact", Look.QUIET, 86, 13, str(QT_TRANSLATE_NOOP("Columns", "联系人"))),
    RegisterColumn(
        "credit", "credit_standing", Look.PILL, 84, 9,
        tints=(("A", "green"), ("B", "blue"), ("C", "amber"), ("D", "red")),
    ),
    RegisterColumn("updated", "updated_at", Look.DAY, 96, 4, str(QT_TRANSLATE_NOOP("Columns", "更新日期"))),
    RegisterColumn("signed_by", "signed_by", Look.QUIET, 84, 6),
    RegisterColumn("status", "record_status", Look.PILL, 82, 5, tints=(("filed", "green"), ("draft", "red"))),
    RegisterColumn("sync", "sync_state", Look.SYNC, 58, 2, str(QT_TRANSLATE_NOOP("Columns", "同步"))),
    RegisterColumn("complete", "completeness", Look.SHARE, 104, 10, str(QT_TRANSLATE_NOOP("Columns", "完整度"))),
    RegisterColumn("verified", "verified_share", Look.SHARE, 104, 0, str(QT_TRANSLATE_NOOP("Columns", "已核实"))),
    RegisterColumn("number", "customer_no", Look.QUIET, 140, 11),
    RegisterColumn("nature", "customer_nature", Look.QUIET, 110, 14),
    RegisterColumn(
        "card_kind", "card_kind", Look.PILL, 84, 15,
        tints=(("prospect", "blue"), ("active", "green"), ("former", "grey")),
    ),
    RegisterColumn("postal_code", "postal_code", Look.QUIET, 84, 0),
    RegisterColumn("industry", "industry_code", Look.QUIET, 110, 0),
    RegisterColumn(
        "last_order", "last_order_on", Look.DAY, 96, 16, str(QT_TRANSLATE_NOOP("Columns", "最近交易"))
    ),
    RegisterColumn("sales", "sales_12", Look.MONEY, 128, 17, str(QT_TRANSLATE_NOOP("Columns", "12 个月交易额"))),
    *(
        RegisterColumn(f"class_{scheme.lower()}", scheme, Look.PILL, width, 0, tints=tints)
        for scheme, width, tints in (
            ("C10", 92, (("vip", "amber"), ("major", "blue"))),
            ("C11", 92, (("loyal", "green"), ("new", "blue"))),
            ("C18", 92, (("growing", "green"), ("building", "blue"), ("broken", "red"))),
            ("C4", 104, (("main", "amber"), ("general", "blue"))),
            ("C2", 150, (("dealing", "green"), ("soon", "blue"))),
            ("C3", 92, (("new", "blue"), ("old", "green"))),
            ("C7", 104, ()),
            ("C6", 104, ()),
            ("C14", 104, (("high", "amber"), ("new", "blue"))),
            ("C16", 92, (("5", "green"), ("4", "green"), ("1", "red"))),
        )
    ),
    RegisterColumn("filed_on", "form_date", Look.DAY, 96, 0, str(QT_TRANSLATE_NOOP("Columns", "建档日期"))),
]  # fmt: skip

BY_ID = {column.id: column for column in COLUMNS}
_DECLARED = tuple(COLUMNS)
_LOOKS = {FieldType.CHOICE: Look.PILL, FieldType.DATE: Look.DAY, FieldType.MONEY: Look.MONEY}
_LONG = (FieldType.LONG_TEXT, FieldType.SET)
_WIDTH, _WIDE = 110, 180


#: What the company of the open profile made of the customer. A window has one profile, as it has one language.
_customer: list[RecordType] = [CUSTOMER]


def customer_record() -> RecordType:
    """Return the customer with every field that the company of the open profile ever added, to name what is told."""
    return _customer[0]


def added_to_ask() -> dict[str, Subject]:
    """Return what a list can be asked of the company's own fields."""
    return added_subjects(_customer[0])


def show_added(book: FormBook) -> bool:
    """Make the columns those of the profile that is open; return whether others are shown now.

    Sensitive fields have no column.
    """
    _customer[0] = book.everything
    fields = [one for one in book.record.fields[len(CUSTOMER.fields) :] if one.sensitivity is not Sensitivity.P2]
    if fields == [column.added for column in COLUMNS[len(_DECLARED) :]]:
        return False
    COLUMNS[len(_DECLARED) :] = [
        RegisterColumn(
            one.id, one.id, _LOOKS.get(one.type, Look.QUIET), _WIDE if one.type in _LONG else _WIDTH, 0, added=one
        )
        for one in fields
    ]
    BY_ID.clear()
    BY_ID.update({column.id: column for column in COLUMNS})
    return True
