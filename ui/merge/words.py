"""What the page of a merge says: values, why one is proposed, what hangs on a card. No widgets."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import Field
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.merging import Choice, Reason, Source, Unit
from desktop_crm.domain.values import format_value
from desktop_crm.queries.operations import record_label
from ui.i18n import language
from ui.models.texts import short_day

NOTHING = "—"


def label(choice: Choice) -> str:
    """Name the fields that are chosen together, those of which some card says something."""
    said = [
        field
        for at, field in enumerate(choice.fields)
        if any(option[at] not in (None, "", ()) for option in choice.options)
    ]
    return " / ".join(field.label(language()) for field in said or choice.fields)


def unit_words(fields: tuple[Field, ...], unit: Unit, *, masked: bool) -> str:
    """Write the values of a unit; what lists hide is hidden."""
    words = (_value(field, value, masked=masked) for field, value in zip(fields, unit, strict=True))
    return " · ".join(word for word in words if word) or NOTHING


def _value(field: Field, value: object, *, masked: bool) -> str:
    if value in (None, "", ()):
        return ""
    write = mask_value if masked and is_masked_by_default(field) else format_value
    return write(field, value, language())  # type: ignore[arg-type]


def has_secrets(choice: Choice) -> bool:
    """Say whether values of it are hidden until somebody asks for them."""
    return any(is_masked_by_default(field) for field in choice.fields) and not choice.is_empty


def reason_words(reason: Reason) -> str:
    """Say why a value is proposed."""
    translate = QCoreApplication.translate
    return {
        Reason.SAME: translate("Merge", "写得一样"),
        Reason.ONLY: translate("Merge", "只有一张写了"),
        Reason.STAYS: translate("Merge", "随留下的档案"),
        Reason.VERIFIED: translate("Merge", "最近核实过"),
        Reason.LONGEST: translate("Merge", "地址最完整"),
        Reason.UNITED: translate("Merge", "各张的都保留"),
        Reason.JOINED: translate("Merge", "各张的文字接在一起"),
        Reason.NEWEST: translate("Merge", "最近修改的一张"),
        Reason.CHOSEN: translate("Merge", "您选的"),
    }[reason]


def counts_words(counts: dict[str, int]) -> str:
    """Say what hangs on a card: 跟踪记录 3 · 交易记录 2."""
    parts = [f"{record_label(name, language())} {number}" for name, number in counts.items() if number]
    return " · ".join(parts) or NOTHING


def total(cards: tuple[Source, ...]) -> dict[str, int]:
    """Add up what hangs on several cards."""
    found: dict[str, int] = {}
    for card in cards:
        for name, number in card.counts.items():
            found[name] = found.get(name, 0) + number
    return found


def card_words(card: Source, today: date) -> str:
    """Say of a card how complete it is and when it was changed: 完整 82% · 11-20 更新."""
    text = QCoreApplication.translate("Merge", "完整 %1% · %2更新").replace("%1", str(card.completeness))
    return text.replace("%2", short_day(card.updated_at, today))
