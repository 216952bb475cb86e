"""What a printed form says: the card's values as text, in the language of the print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from desktop_crm import clock
from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Sensitivity, Value, Values
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.values import format_value

#: Words of the print that no field declares: (zh, en).
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("{issuer}客户信息表", "{issuer} Customer Information Table"),
    "basic": ("客户基本资料", "Basic data"),
    "added": ("补充资料", "Further data"),
    "family_member": ("家庭成员", "Family members"),
    "contact": ("主要联系人", "Key contacts"),
    "colon": ("：", ": "),
    "page": ("第 {page} 页　共 {pages} 页", "Page {page} of {pages}"),
    "signature": ("客户签字", "Customer's signature"),
    "signature_date": ("日期", "Date"),
    "blank_date": ("　　　　年　　月　　日", ""),
    "about": ("约 {age}", "about {age}"),
    "name": ("客户名称", "Customer"),
    "period": ("期间", "Period"),
    "from_to": ("{start} 至 {end}", "{start} to {end}"),
    "since": ("{start} 起", "since {start}"),
    "until": ("至 {end}", "until {end}"),
    "always": ("全部", "all"),
    "sum": ("合计", "In all"),
    "rest": ("{label}：{value}", "{label}: {value}"),
    "grade": ("密级", "Grade"),
    "copy": ("第 {copy} 份 / 共 {copies} 份", "Copy {copy} of {copies}"),
    "printed": ("{person} {time} 打印", "Printed by {person}, {time}"),
    "also": ("又称交易伙伴名册", "The register of trading partners"),
    "company": ("公司", "Company"),
    "range": ("范围", "Range"),
    "customers": ("{count} 位客户", "{count} customers"),
    "count": ("客户数", "Customers"),
    "made_by": ("编制人", "Made by"),
    "made_on": ("编制日期", "Made on"),
    "laptop": ("电脑", "Laptop"),
    "keep": (
        "本册属公司财产，请妥善保管；未经批准不得复制、外传，用毕交还或销毁。",
        "This book is company property. Keep it safe; no copies, nothing handed on; return or destroy it after use.",
    ),
    "contents": ("目　录", "Contents"),
    "row": ("序号", "No."),
    "page_no": ("页码", "Page"),
    "group": ("{label}：{value}（{count} 位）", "{label}: {value} ({count})"),
    "nothing": ("（未填）", "(none)"),
    "to": ("{name}　收", "{name}"),
    "from": ("寄件人", "From"),
}


class HasValues(Protocol):
    """A grid row: anything with values."""

    @property
    def values(self) -> Values:
        """Stored values by field identifier."""
        ...


class PrintableCard(Protocol):
    """What can be printed as a form."""

    @property
    def kind(self) -> FormKind:
        """Which form shows it."""
        ...

    @property
    def values(self) -> Values:
        """Stored values by field identifier."""
        ...

    @property
    def record(self) -> RecordType:
        """The customer as this card has it."""
        ...

    @property
    def grid(self) -> Sequence[HasValues]:
        """Family members or contacts, in order."""
        ...


@dataclass(frozen=True, slots=True)
class FormData:
    """One form to print. ``footer`` stands left of the page number; ``blank`` leaves room for handwriting."""

    issuer: str
    kind: FormKind
    values: Values
    grid: Sequence[Values] = ()
    footer: str = ""
    today: date = field(default_factory=clock.today)
    blank: bool = False
    record: RecordType = CUSTOMER  # with what the company added


def form_data(
    card: PrintableCard,
    issuer: str,
    *,
    masked: bool = False,
    internal: bool = True,
    footer: str = "",
    today: date | None = None,
) -> FormData:
    """Collect what the form of ``card`` prints.

    ``masked`` prints sensitive values as the screen shows them before they are revealed. A print for the
    customer (``internal=False``) leaves business confidential values out (domain contract §0.3, class B).
    """

    def shown(record: RecordType, values: Values) -> Values:
        kept: dict[str, Value] = {}
        for key, value in values.items():
            declared = record.get(key)
            if declared is None or (declared.sensitivity is Sensitivity.B and not internal):
                continue
            kept[key] = mask_value(declared, value) if masked and is_masked_by_default(declared) else value
        return kept

    rows = [shown(GRID[card.kind], row.values) for row in card.grid]
    values = shown(card.record, card.values)
    return FormData(issuer, card.kind, values, rows, footer, today or clock.today(), record=card.record)


def blank_form(kind: FormKind, issuer: str = "", record: RecordType = CUSTOMER) -> FormData:
    """Return an empty form of ``kind``, to be filled in by hand."""
    return FormData(issuer, kind, {}, blank=True, record=record)


def word(key: str, language: str, **values: object) -> str:
    """Return a fixed word of the print in ``zh`` or ``en``."""
    zh, en = WORDS[key]
    return (en if language.startswith("en") else zh).format(**values)


def cell_text(form: FormData, declared: Field, language: str) -> str:
    """Return what the cell of a customer field says."""
    if declared.id == "age_stated":
        return age_text(form, language)
    return value_text(declared, form.values.get(declared.id), language)


def age_text(form: FormData, language: str) -> str:
    """Return the age today when the birth date is known, else the stated one as an estimate."""
    born, stated = form.values.get("birth_date"), form.values.get("age_stated")
    if isinstance(born, str) and born:
        day = date.fromisoformat(born)
        return str(form.today.year - day.year - ((form.today.month, form.today.day) < (day.month, day.day)))
    return "" if stated in (None, "") else word("about", language, age=stated)


def value_text(declared: Field, value: Value, language: str) -> str:
    """Return a stored value as the paper says it: Chinese dates are written out."""
    text = format_value(declared, value, language)
    if text and declared.type is FieldType.DATE and not language.startswith("en"):
        return _chinese_date(text)
    return text


def _chinese_date(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:  # a masked date, or one a newer version wrote
        return text
    return f"{day.year}年{day.month}月{day.day}日"
