"""What the card says in words: pills, headline, banner. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import CUSTOM_TAB, Field, FormKind, Value
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_value
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.queries.sync_state import SyncState
from ui.models.columns import BY_ID
from ui.models.texts import long_moment

#: Fields that the head of the card shows.
_IN_HEAD = frozenset(
    {"full_name", "org_name", "sex", "age_stated", "customer_nature", "importance_tier", "record_status"}
)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One line of the card: the field's label, its text, and the masked text where it is masked."""

    field: Field
    label: str
    text: str
    masked: str = ""


def field_text(field: Field, value: Value, language: str) -> str:
    """Write a value in full."""
    return format_value(field, value, language)


def entry(field: Field, value: Value, kind: FormKind, language: str) -> FieldLine:
    """Make the line of a field."""
    text = field_text(field, value, language)
    masked = mask_value(field, value, language) if is_masked_by_default(field) else ""
    return FieldLine(field, field.label(language, kind), text, masked)


def card_entries(card: CustomerCard, language: str) -> tuple[list[FieldLine], list[FieldLine], list[FieldLine], int]:
    """Return the lines of the paper form, those of the extra tabs, those that the company added, and how many fields
    are empty."""
    paper = [field for field in CUSTOMER.on_paper(card.kind) if field.id not in _IN_HEAD]
    more = [field for field in CUSTOMER if card.kind in (field.tab or {}) and field.id not in _IN_HEAD]
    added = [field for field in card.record.on_tab(card.kind, CUSTOM_TAB) if _belongs(field, card)]
    filled = [_filled(card, fields, language) for fields in (paper, more, added)]
    empty = len(paper) + len(more) + len(added) - sum(map(len, filled))
    return filled[0], filled[1], filled[2], empty


def _belongs(field: Field, card: CustomerCard) -> bool:
    return field.visible is None or field.visible(card.values) or card.values.get(field.id) not in (None, "", ())


def _filled(card: CustomerCard, fields: list[Field], language: str) -> list[FieldLine]:
    present = [(field, card.values.get(field.id)) for field in fields]
    return [entry(field, value, card.kind, language) for field, value in present if value not in (None, "", ())]


def head_pills(card: CustomerCard, language: str) -> list[tuple[str, str]]:
    """Tier, credit standing and draft status as (text, colour token)."""
    pills: list[tuple[str, str]] = []
    nature = field_text(CUSTOMER["customer_nature"], card.values.get("customer_nature"), language)
    if nature and card.kind is FormKind.ORGANISATION:
        pills.append((nature, "grey"))
    for name in ("tier", "credit", "status"):
        column = BY_ID[name]
        code = str(card.values.get(column.source) or "")
        choice = column.choice(code)
        if choice is None or code in ("N", "filed"):  # not rated, and nothing to say: most cards are filed
            continue
        pills.append((choice.en if language == "en" else choice.zh, column.tint(code)))
    if card.is_sample:
        pills.append((QCoreApplication.translate("Card", "示例"), "purple"))
    return pills


def age_of(card: CustomerCard, today: date) -> int | None:
    """Age in years: from the birth date, else as stated."""
    birth = str(card.values.get("birth_date") or "")
    try:
        born = date.fromisoformat(birth)
    except ValueError:
        stated = card.values.get("age_stated")
        return stated if isinstance(stated, int) else None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def under_name(card: CustomerCard, language: str, today: date) -> str:
    """What stands beside the name of a person: sex and age. An organisation's nature is a pill below it."""
    if card.kind is FormKind.ORGANISATION:
        return ""
    sex = card.values.get("sex")
    parts = [field_text(CUSTOMER["sex"], sex, language) if sex in ("male", "female") else ""]
    age = age_of(card, today)
    if age is not None:
        parts.append(QCoreApplication.translate("Card", "%n 岁", "", age))
    return " · ".join(part for part in parts if part)


def sync_line(card: CustomerCard, today: date) -> str:
    """Who changed the card last, and when."""
    when = long_moment(card.updated_at, today)
    text = QCoreApplication.translate("Card", "更新于 %1").replace("%1", when)
    if card.sync_state is SyncState.WAITING:
        text = f"{text} · {QCoreApplication.translate('Card', '待发送')}"
    return f"{text} · {card.updated_by}" if card.updated_by else text
