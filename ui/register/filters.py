"""The filters of the list: chips for the usual questions, counted in the background, and choices by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop_crm.domain.choices import REGION
from desktop_crm.domain.fields import Choice
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.queries.customers import CustomerQueries, ListFilter, stale_before

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

#: Fields one can choose by in the popover, and their choices.
CHOICES: dict[str, tuple[Choice, ...]] = {
    "region": REGION,
    **{
        name: CUSTOMER[name].choices
        for name in ("customer_kind", "importance_tier", "credit_standing", "card_kind", "record_status")
    },
}


def chip_filter(chip: str, today: date) -> ListFilter:
    """Return what a chip shows."""
    filters = {
        "vip": ListFilter(importance_tier="vip"),
        "major": ListFilter(importance_tier="major"),
        "draft": ListFilter(record_status="draft"),
        "waiting": ListFilter(waiting=True),
        "conflict": ListFilter(conflict=True),
        "unseen": ListFilter(unseen=True),
        "new": ListFilter(created_from=today.replace(day=1).isoformat()),
        "stale": ListFilter(stale_before=stale_before(today)),
    }
    return filters.get(chip, ListFilter())


def combined(chip: str, chosen: Mapping[str, str], text: str, today: date) -> ListFilter:
    """Return the filter of a chip, the choices of the popover and a search text together."""
    wanted = chip_filter(chip, today)
    taken = {name: code for name, code in chosen.items() if code and name in CHOICES}
    return replace(wanted, text=text.strip(), **taken)  # type: ignore[arg-type]


def count_chips(queries: CustomerQueries, today: date) -> dict[str, int]:
    """Count every chip; some take a second with a million customers, so never in the GUI thread."""
    return {chip: queries.count(chip_filter(chip, today)) for chip in CHIPS}
