"""The documents of the customer file that can be printed, one declaration each (domain contract §1.2-1.8).

A document is blocks; a block names records and fields. Labels, order, types and sensitivity come from the declared
fields, so that a document shows a new field by itself. How blocks are drawn is a matter of the printer's side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop_crm.domain.fields import Field, FormKind
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES


class About(StrEnum):
    """What one document tells of."""

    EACH = "each"  # one customer; several customers make several, one behind the other
    ALL = "all"  # all chosen customers in one list or book
    POST = "post"  # goes out with the mail: no page number, no mark


@dataclass(frozen=True, slots=True)
class Basics:
    """Cells of the customer's own fields; those that the form of its kind does not have are passed over.

    ``contacts``: of an organisation the key contacts as well.
    """

    zh: str
    en: str
    fields: tuple[str, ...]
    contacts: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of rows of a record, newest first: every typed field. ``newest``: of the newest row only.

    Without a row the cells stay empty, to be filled in by hand. ``header`` fields stand in the header line instead.
    """

    record: str
    newest: bool = False
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the field and its width relative to the others."""

    field: str
    width: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a record as a table. What no column shows stands in a line below the row: nothing is left out.

    ``only``: rows whose field has one of these codes. ``spent``: rows that cost something. ``sums``: money columns
    added up. ``parts``: a record whose rows belong to a row, and the field that names it. ``period``: rows of the asked
    period.
    """

    record: str
    columns: tuple[Column, ...]
    zh: str = ""
    en: str = ""
    only: tuple[str, tuple[str, ...]] | None = None
    spent: bool = False
    sums: tuple[str, ...] = ()
    parts: tuple[str, str] | None = None
    period: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Computed values by name (``ui.printing.figures``)."""

    zh: str
    en: str
    names: tuple[str, ...]


Block = Basics | Cells | Table | Figures


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document. ``form``: its name in the domain contract. ``landscape``: how its paper lies at first.

    ``header`` names what stands in the line below the title: customer fields, ``record.field``, ``name``, ``period``.
    ``fields`` are customer fields that a list or the mail shows. ``period``: asks for one. ``numbered``: copies have
    numbers on a cover. ``trading``: only customers with an order belong in it.
    """

    id: str
    zh: str
    en: str
    form: str
    about: About
    blocks: tuple[Block, ...] = ()
    header: tuple[str, ...] = ("customer_no", "signed_by", "form_date")
    fields: tuple[str, ...] = ()
    landscape: bool = False
    period: bool = False
    trading: bool = False

    def title(self, language: str) -> str:
        """Return the title in ``zh`` or ``en``."""
        return self.en if language.startswith("en") else self.zh

    def shown(self) -> Iterator[Field]:
        """Give every field the document can show, for its grade."""
        yield from (CUSTOMER[name] for name in self.fields)
        for block in self.blocks:
            if isinstance(block, Basics):
                yield from (CUSTOMER[name] for name in block.fields)
                yield from GRID[FormKind.ORGANISATION].on_paper(FormKind.ORGANISATION) if block.contacts else ()
            elif isinstance(block, Figures):
                yield RECORD_TYPES["sales_order"]["amount"]
            else:
                yield from RECORD_TYPES[block.record].typed
        if self.id in ("form", "register"):
            for kind in FormKind:
                yield from CUSTOMER.on_paper(kind)
                yield from GRID[kind].on_paper(kind)


_WHO = Basics(
    "客户基本资料",
    "Basic data",
    (
        "full_name", "org_name", "sex", "customer_nature", "mailing_address", "postal_code", "landline_phone",
        "mobile_phone", "email", "employer", "industry_code", "preferences",
    ),
    contacts=True,
)  # fmt: skip
_WHO_SHORT = Basics(
    "客户基本资料",
    "Basic data",
    ("full_name", "org_name", "mailing_address", "postal_code", "landline_phone", "mobile_phone"),
)

_CONTACTED = (
    Column("contacted_at", 15), Column("method", 10), Column("direction", 10), Column("contact_id", 10),
    Column("purpose", 10), Column("summary", 42), Column("outcome", 9), Column("next_action", 18),
    Column("next_action_at", 15), Column("behaviour_score", 8), Column("feeling_score", 8), Column("by", 10),
)  # fmt: skip
_TRACKED = (
    Column("contacted_at", 18), Column("method", 11), Column("direction", 12), Column("purpose", 12),
    Column("summary", 36), Column("outcome", 10), Column("by", 11),
)  # fmt: skip
_ORDERED = (
    Column("ordered_on", 15), Column("order_no", 20), Column("product_line", 24), Column("amount", 19),
    Column("gross_margin", 17), Column("state", 12), Column("signed_by", 12),
)  # fmt: skip
_PAID = (
    Column("order_id", 20),
    Column("due_on", 16),
    Column("paid_on", 16),
    Column("method", 14),
    Column("amount", 19),
)
_INVESTED = (
    Column("invested_at", 14), Column("place", 16), Column("method", 10), Column("cost", 14),
    Column("cost_category", 10), Column("concession_type", 10), Column("concession_value", 14),
    Column("benefit_kind", 12), Column("cooperation_type", 16), Column("cooperation_cost", 14),
    Column("other_cost", 14),
)  # fmt: skip
_COST_OF_CONTACTS = (
    Column("contacted_at", 14), Column("method", 10), Column("purpose", 10), Column("summary", 40), Column("cost", 14),
    Column("cost_category", 10), Column("concession_type", 10), Column("concession_value", 14),
)  # fmt: skip
_INVESTMENT_SUMS = ("cost", "concession_value", "cooperation_cost", "other_cost")

DOCUMENTS: tuple[Document, ...] = (
    Document("form", "客户信息表", "Customer information table", "F1", About.EACH),
    Document(
        "prospect", "潜在顾客调查卡", "Prospect survey card", "F5", About.EACH,
        (_WHO, Cells("prospect_survey", newest=True, header=("surveyed_by", "surveyed_on"))),
        header=("customer_no", "prospect_survey.surveyed_by", "prospect_survey.surveyed_on"),
    ),
    Document(
        "customer", "现有顾客卡", "Existing customer card", "F6", About.EACH,
        (
            _WHO,
            Figures("交易概况", "Dealings", (
                "first_on", "last_on", "orders", "interval", "total", "this_year", "last_year", "margin", "open",
                "next_on", "owed", "overdue", "in_time", "invested", "score", "next_step",
            )),
            Figures("分类", "Classes", ("classes",)),
            Table("sales_order", _ORDERED, sums=("amount", "gross_margin"), parts=("order_line", "order_id")),
            Table("payment", _PAID, sums=("amount",)),
            Table("activity", _TRACKED, "服务与投诉", "Service and complaints",
                  only=("purpose", ("after_sales", "complaint"))),
        ),
    ),
    Document(
        "former", "旧客户卡", "Former customer card", "F7", About.EACH,
        (
            _WHO_SHORT,
            Cells("stop_record"),
            Figures("历史交易", "History", (
                "first_on", "last_on", "orders", "years", "total", "margin", "owed", "overdue",
            )),
            Table("activity", _TRACKED, "挽回跟踪", "Winning back", only=("purpose", ("win_back",))),
        ),
    ),
    Document(
        "tracking", "客户跟踪记录表", "Customer tracking record", "F8", About.EACH,
        (Table("activity", _CONTACTED, period=True),),
        header=("customer_no", "name", "period"), landscape=True, period=True,
    ),
    Document(
        "investment", "企业投入记录", "Company investment record", "F9", About.EACH,
        (
            Table("investment", _INVESTED, period=True, sums=_INVESTMENT_SUMS),
            Table("activity", _COST_OF_CONTACTS, "跟踪中的投入", "Spent on contacts", spent=True, period=True,
                  sums=("cost", "concession_value")),
            Figures("合计", "In all", ("spent_cost", "spent_conceded", "spent")),
        ),
        header=("customer_no", "name", "period"), landscape=True, period=True,
    ),
    Document(
        "assessment", "统计分析资料", "Customer assessment sheet", "F10", About.EACH,
        (_WHO_SHORT, Cells("assessment")),
    ),
    Document("register", "客户名册", "Customer register", "F3", About.ALL, period=True, trading=True,
             fields=("full_name", "mailing_address", "importance_tier")),
    Document("list", "客户一览表", "Customer list", "F4", About.ALL, landscape=True,
             fields=("full_name", "mailing_address")),
    Document("phones", "电话簿", "Telephone list", "", About.ALL,
             fields=("full_name", "landline_phone", "mobile_phone")),
    Document("labels", "地址标签", "Address labels", "", About.POST, fields=("full_name", "mailing_address")),
    Document("envelopes", "信封", "Envelopes", "", About.POST, fields=("full_name", "mailing_address"), landscape=True),
)  # fmt: skip
BY_ID = {document.id: document for document in DOCUMENTS}
