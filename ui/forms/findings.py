"""Findings as notes of the form: where each stands, its sentence, its links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import Field, FormKind, Value
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.domain.values import format_value
from ui.forms.notes import Note
from ui.forms.state import RowState, is_empty
from ui.i18n import language

#: "Something is missing": not said before the person has been there.
MISSING = frozenset(("required", "contact_missing", "document_type_missing", "document_number_missing"))
_DUPLICATES = frozenset(("dup_hard", "dup_soft"))
_CONVERT = "id_old_convert"
#: Shorter parameters (a length, an age) give nothing away.
_TELLING = 5


@dataclass(slots=True)
class Sayings:
    """Notes by place, and what their links do: values to take over, a card to open."""

    notes: dict[str, list[Note]] = field(default_factory=dict)
    offers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)


def place_of(finding: Finding, kind: FormKind) -> str:
    """Return the field of this form a finding stands at: the one in the same cell of the paper when the
    form of the other kind is meant (each cell of one mirrors one of the other)."""
    declared = CUSTOMER.get(finding.field)
    if declared is None or declared.on_form(kind) or kind in declared.required:
        return finding.field
    for cell in (declared.cells or {}).values():
        for other in CUSTOMER.on_paper(kind):
            if (other.cells or {}).get(kind) == cell:
                return other.id
    return finding.field


def sayings(
    findings: Iterable[Finding], row: RowState, kind: FormKind, hidden: Callable[[str, Finding], bool]
) -> Sayings:
    """Put findings into words; ``hidden(place, finding)`` keeps some back."""
    said = Sayings()
    for finding in findings:
        place = place_of(finding, kind)
        if hidden(place, finding):
            continue
        actions: tuple[tuple[str, str], ...] = ()
        key = f"{place}|{finding.code}"
        if finding.offer:
            said.offers[key] = finding.offer
            actions = ((_offer_text(finding, row, kind), key),)
        elif finding.code in _DUPLICATES:
            said.cards[key] = finding.params.get("no", "")
            actions = ((QCoreApplication.translate("CardFindings", "打开该客户"), key),)
        note = Note(finding.severity, sentence(_veiled(finding, row), language()), actions)
        said.notes.setdefault(place, []).append(note)
    _add_others(said, row, kind)
    return said


def shown_value(declared: Field, value: Value) -> str:
    """Write a value for a message: sensitive ones masked."""
    text = mask_value(declared, value, language()) if is_masked_by_default(declared) else ""
    return text or format_value(declared, value, language()) or QCoreApplication.translate("CardFindings", "（空）")


def _veiled(finding: Finding, row: RowState) -> Finding:
    """Mask what a sentence would give away of a stored value that nobody revealed."""
    declared = row.record.get(finding.field)
    if declared is None or not is_masked_by_default(declared) or finding.field in row.revealed | row.typed.keys():
        return finding
    return replace(finding, params={name: _stars(declared, text) for name, text in finding.params.items()})


def _stars(declared: Field, text: str) -> str:
    return mask_value(declared, text) if len(text) > _TELLING else text


def _add_others(said: Sayings, row: RowState, kind: FormKind) -> None:
    """Say beside a field being edited what somebody else put there meanwhile."""
    for name, value in row.others.items():
        declared = row.record[name]
        text = QCoreApplication.translate("CardFindings", "别处已改为：%1").replace("%1", shown_value(declared, value))
        take = QCoreApplication.translate("CardFindings", "改用该值")
        said.notes.setdefault(name, []).append(Note(Severity.INFO, text, ((take, f"other|{name}"),)))


def _offer_text(finding: Finding, row: RowState, kind: FormKind) -> str:
    name, value = next(iter(finding.offer.items()))
    declared = row.record.get(name)
    if finding.code == _CONVERT:
        return QCoreApplication.translate("CardFindings", "转换为18位")
    label = declared.label(language(), kind) if declared else name
    if declared is not None and is_empty(row.raw(name)):
        return QCoreApplication.translate("CardFindings", "填入%1").replace("%1", label)
    shown = shown_value(declared, value) if declared else value
    return QCoreApplication.translate("CardFindings", "改为%1").replace("%1", shown)
