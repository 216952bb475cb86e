"""The chips above the list: their words, and how many each lets through. What they mean is
:data:`desktop_crm.domain.filters.quick.QUICK`."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.domain.filters.words import describe, quoted
from desktop_crm.queries.customers import CustomerQueries, ListFilter
from ui.models.columns import added_to_ask

#: Chips in order of importance: where the room ends, the last ones go first.
CHIPS: dict[str, str] = {
    "all": str(QT_TRANSLATE_NOOP("Chips", "全部")),
    "vip": str(QT_TRANSLATE_NOOP("Chips", "VIP 客户")),
    "major": str(QT_TRANSLATE_NOOP("Chips", "主要客户")),
    "draft": str(QT_TRANSLATE_NOOP("Chips", "草稿")),
    "waiting": str(QT_TRANSLATE_NOOP("Chips", "待发送")),
    "conflict": str(QT_TRANSLATE_NOOP("Chips", "有冲突")),
    "unseen": str(QT_TRANSLATE_NOOP("Chips", "有更新")),
    "new": str(QT_TRANSLATE_NOOP("Chips", "本月新建")),
    "stale": str(QT_TRANSLATE_NOOP("Chips", "久未更新")),
}
#: Chips that stand even when they count nothing.
ALWAYS = frozenset({"all", "draft"})


def count_chips(queries: CustomerQueries) -> dict[str, int]:
    """Count every chip; some take a second with a million customers, so never in the GUI thread."""
    return {chip: queries.count(ListFilter(where=QUICK[chip])) for chip in CHIPS}


def filter_words(wanted: ListFilter, language: str) -> str:
    """Say which customers a filter shows, for cover and list of a print; "" for all."""
    parts = [describe(wanted.where, language, added=added_to_ask()), quoted(wanted.text) if wanted.text else ""]
    return " · ".join(part for part in parts if part)
