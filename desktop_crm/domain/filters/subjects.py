"""What a list of customers can be asked for, read from the declarations: fields, schemes, and what is derived.

Privacy as in the search: sensitive fields (P2) are no subject at all, so that nobody learns a health status by
narrowing a list; of a field that is shown masked only whether it is filled may be asked; of a telephone number, which
lists mask, no fewer digits than the search takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop_crm.domain.choices import REGION
from desktop_crm.domain.classification.catalogue import DECIDED
from desktop_crm.domain.classification.model import Scheme
from desktop_crm.domain.fields import Choice, Field, FieldType, Mask, RecordType, Sensitivity, is_custom
from desktop_crm.domain.file_records import ACTIVITY
from desktop_crm.domain.filters.tree import Op
from desktop_crm.domain.masking import is_masked_by_default
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.search_text import SHORTEST_DIGITS


class Kind(StrEnum):
    """What a subject's values are; this decides the questions."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"  # asked by the days of this computer's clock
    CHOICE = "choice"
    CLASS = "class"
    SET = "set"
    BOOLEAN = "boolean"
    BIRTHDAY = "birthday"

    @property
    def dated(self) -> bool:
        """Whether it is asked by days."""
        return self in (Kind.DATE, Kind.INSTANT)

    @property
    def coded(self) -> bool:
        """Whether values are codes of a list."""
        return self in (Kind.CHOICE, Kind.CLASS)


class Section(StrEnum):
    """Where a subject stands in a list of all."""

    USUAL = "usual"
    DEALINGS = "dealings"
    CARD = "card"
    CLASSES = "classes"
    STATE = "state"


SECTIONS: dict[Section, tuple[str, str]] = {
    Section.USUAL: ("常用", "Common"),
    Section.DEALINGS: ("往来", "Dealings"),
    Section.CARD: ("客户信息表", "Information table"),
    Section.CLASSES: ("客户分类", "Classes"),
    Section.STATE: ("档案与同步", "File and synchronisation"),
}

_RANGES = (Op.LESS, Op.MORE, Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN)
_OPS: dict[Kind, tuple[Op, ...]] = {
    Kind.TEXT: (Op.CONTAINS, Op.BEGINS, Op.IS, Op.EMPTY),
    Kind.NUMBER: (Op.IS, *_RANGES, Op.EMPTY),
    Kind.MONEY: (Op.IS, *_RANGES, Op.EMPTY),
    Kind.DATE: (Op.DURING, Op.IS, *_RANGES, Op.EMPTY),
    Kind.INSTANT: (Op.DURING, Op.IS, *_RANGES, Op.EMPTY),
    Kind.CHOICE: (Op.IS, Op.EMPTY),
    Kind.CLASS: (Op.IS, Op.EMPTY),
    Kind.SET: (Op.IS, Op.EMPTY),
    Kind.BOOLEAN: (Op.IS,),
    Kind.BIRTHDAY: (Op.DURING, Op.EMPTY),
}
#: A set of words people typed, such as preferences: a need is found by a part of its word.
_OF_WORDS = (Op.CONTAINS, Op.IS, Op.EMPTY)
_KINDS: dict[FieldType, Kind] = {
    FieldType.TEXT: Kind.TEXT, FieldType.LONG_TEXT: Kind.TEXT, FieldType.INTEGER: Kind.NUMBER,
    FieldType.MONEY: Kind.MONEY, FieldType.BOOLEAN: Kind.BOOLEAN, FieldType.DATE: Kind.DATE,
    FieldType.INSTANT: Kind.INSTANT, FieldType.CHOICE: Kind.CHOICE, FieldType.SET: Kind.SET,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """One thing to ask for. ``hidden``: only whether it is filled; ``shortest``: characters a text must have.

    ``grouped``: few enough values that a list can be grouped by it; ``person``: the name of a colleague.
    """

    id: str
    zh: str
    en: str
    kind: Kind
    section: Section
    choices: tuple[Choice, ...] = ()
    field: Field | None = None
    scheme: Scheme | None = None
    hidden: bool = False
    shortest: int = 1
    grouped: bool = False
    person: bool = False

    def label(self, language: str) -> str:
        """Name for people, in ``zh`` or ``en``."""
        return self.en if language.startswith("en") else self.zh

    @property
    def ops(self) -> tuple[Op, ...]:
        """Questions that may be asked, the usual one first."""
        if self.hidden:
            return (Op.EMPTY,)
        return _OF_WORDS if self.kind is Kind.SET and not self.choices else _OPS[self.kind]

    def value_label(self, code: str, language: str) -> str:
        """Name of a code; one that is not declared is shown as it is."""
        if self.scheme is not None:
            return self.scheme.value(code).label(language)
        found = next((choice for choice in self.choices if choice.code == code), None)
        if found is None:
            return code
        return found.en if language.startswith("en") else found.zh


_USUAL = ("importance_tier", "card_kind", "customer_kind", "record_status", "credit_standing", "signed_by")
_GROUPED_TEXTS = frozenset(("signed_by", "industry_code", "trade_relation", "native_place"))


def _of_field(field: Field) -> Subject:
    kind = _KINDS[field.type]
    return Subject(
        id=field.id, zh=field.zh, en=field.en, kind=kind, choices=field.choices, field=field,
        section=Section.USUAL if field.id in _USUAL else Section.CARD,
        hidden=is_masked_by_default(field),
        shortest=SHORTEST_DIGITS if field.mask is Mask.PHONE else 1,
        grouped=kind is Kind.CHOICE or field.id in _GROUPED_TEXTS,
        person=field.id == "signed_by",
    )  # fmt: skip


def _of_scheme(scheme: Scheme) -> Subject:
    choices = tuple(Choice(value.code, value.zh, value.en or value.zh) for value in scheme.values)
    return Subject(
        id=scheme.id, zh=f"{scheme.zh}（{scheme.id}）", en=f"{scheme.en} ({scheme.id})", kind=Kind.CLASS,
        choices=choices, scheme=scheme, section=Section.CLASSES, grouped=True,
    )  # fmt: skip


def _derived(
    id: str, zh: str, en: str, kind: Kind, section: Section, choices: tuple[Choice, ...] = (), **more: object
) -> Subject:
    return Subject(id=id, zh=zh, en=en, kind=kind, section=section, choices=choices, **more)  # type: ignore[arg-type]


_BEFORE = (
    _derived("display_name", "客户名称", "Customer name", Kind.TEXT, Section.USUAL),
    _derived("region", "地区", "Region", Kind.CHOICE, Section.USUAL, REGION, grouped=True),
    _derived("mine", "我负责", "Mine", Kind.BOOLEAN, Section.USUAL),
)
_AFTER = (
    _derived("birthday", "生日", "Birthday", Kind.BIRTHDAY, Section.USUAL),
    _derived("last_contact_at", "最近联系", "Last contact", Kind.INSTANT, Section.DEALINGS),
    _derived("next_step_at", "下一步时间", "Next step due", Kind.INSTANT, Section.DEALINGS),
    _derived("last_order_on", "最近交易", "Last order", Kind.DATE, Section.DEALINGS),
    _derived("sales_12", "12 个月交易额", "Sales in 12 months", Kind.MONEY, Section.DEALINGS),
    _derived("interest_tags", ACTIVITY["interest_tags"].zh, ACTIVITY["interest_tags"].en, Kind.SET, Section.DEALINGS),
    _derived("district", "省市区", "District", Kind.TEXT, Section.CARD, grouped=True),
    _derived("primary_contact", "联系人", "Contact person", Kind.TEXT, Section.CARD),
    _derived("primary_phone", "首选电话", "Main phone", Kind.TEXT, Section.CARD, shortest=SHORTEST_DIGITS),
    _derived("completeness", "完整度", "Completeness", Kind.NUMBER, Section.STATE),
    _derived("created_at", "新建时间", "Created", Kind.INSTANT, Section.STATE),
    _derived("created_by", "新建人", "Created by", Kind.TEXT, Section.STATE, person=True, grouped=True),
    _derived("updated_at", "更新时间", "Updated", Kind.INSTANT, Section.STATE),
    _derived("updated_by", "更新人", "Updated by", Kind.TEXT, Section.STATE, person=True, grouped=True),
    _derived("waiting", "待发送", "Waiting to be sent", Kind.BOOLEAN, Section.STATE),
    _derived("conflict", "有冲突", "In conflict", Kind.BOOLEAN, Section.STATE),
    _derived("unseen", "有更新", "Changed by others", Kind.BOOLEAN, Section.STATE),
    _derived("is_sample", "示例客户", "Sample customer", Kind.BOOLEAN, Section.STATE),
)


def _all() -> Iterable[Subject]:
    fields = [_of_field(field) for field in CUSTOMER if field.sensitivity is not Sensitivity.P2]
    return (*_BEFORE, *fields, *_AFTER, *map(_of_scheme, DECIDED))


@lru_cache(maxsize=16)
def added_subjects(record: RecordType) -> dict[str, Subject]:
    """Return what can be asked of the fields that a company added to the customer."""
    fields = (field for field in record if is_custom(field.id) and field.sensitivity is not Sensitivity.P2)
    return {field.id: _of_field(field) for field in fields}


#: By identifier: that of the field, of the scheme, or of the derived column.
SUBJECTS: dict[str, Subject] = {subject.id: subject for subject in _all()}
