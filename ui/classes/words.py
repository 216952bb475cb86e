"""What the pages of the classification say of classes. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.evidence import sentence
from desktop_crm.domain.classification.model import GROUPS, Evidence, Group
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.queries.classes import Freshness, Spell
from ui.i18n import language
from ui.models.texts import long_moment


def group_words(group: Group) -> str:
    """Name a family of schemes."""
    return GROUPS[group][language() == "en"]


def class_words(scheme_id: str, code: str, parameters: Parameters) -> str:
    """Name a class."""
    return SCHEMES[scheme_id].value(code, parameters).label(language())


def reasons(why: Sequence[Evidence], parameters: Parameters) -> list[str]:
    """Say every reason."""
    return [sentence(one, language(), parameters) for one in why]


def joined(parts: Sequence[str]) -> str:
    """Join short sentences as the present language does."""
    return ("; " if language() == "en" else "；").join(parts)


def fresh_words(fresh: Freshness, today: date) -> str:
    """Say how many are classified and since when it holds."""
    translate = QCoreApplication.translate
    parts = [
        translate("Classes", "共 %1 位客户").replace("%1", f"{fresh.classified:,}"),
        translate("Classes", "%1 位有订单").replace("%1", f"{fresh.with_orders:,}"),
    ]
    if fresh.waiting:
        parts.append(translate("Classes", "正在分类，还有 %1 位").replace("%1", f"{fresh.waiting:,}"))
    elif fresh.done_at:
        parts.append(translate("Classes", "%1 更新").replace("%1", long_moment(fresh.done_at, today)))
    return " · ".join(parts)


def spell_words(spell: Spell) -> tuple[str, str, str]:
    """Say from when to when, and how a class came."""
    translate = QCoreApplication.translate
    until = spell.until_on.isoformat() if spell.until_on else translate("Classes", "现在")
    how = (
        translate("Classes", "人工")
        if spell.manual
        else translate("Classes", "规则第 %1 版").replace("%1", str(spell.run))
    )
    return spell.from_on.isoformat(), until, how
