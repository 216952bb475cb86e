"""What is said about two cards that may be one: reasons, certainty, names. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.matching.evidence import speaks_against, words
from desktop_crm.domain.matching.scoring import Band
from desktop_crm.queries.duplicates import Card, Group
from ui.i18n import language

#: Reasons that a short line names.
_NAMED = 2
#: Band -> colour token.
TINTS = {Band.HARD: "red", Band.LIKELY: "amber", Band.POSSIBLE: "blue", Band.NONE: "grey"}


def why(reasons: Sequence[str], most: int = _NAMED) -> str:
    """Name the weightiest reasons for it."""
    return " · ".join(words(code, language()) for code in [one for one in reasons if not speaks_against(one)][:most])


def against(reasons: Sequence[str]) -> str:
    """Name what speaks against it, the weightiest first."""
    return " · ".join(words(code, language()) for code in reversed(reasons) if speaks_against(code))


def certainty(band: Band, percent: int) -> str:
    """Say how sure it is: the same document is certain."""
    translate = QCoreApplication.translate
    if band is Band.HARD:
        return translate("Duplicates", "证件相同")
    return f"{percent} %"


def names(cards: Sequence[Card]) -> str:
    """Name some cards, each name once."""
    return " · ".join(dict.fromkeys(card.name or card.customer_no for card in cards))


def group_name(group: Group) -> str:
    """Name a group by its cards."""
    if len(group.cards) > 2:
        text = QCoreApplication.translate("Duplicates", "%1 等 %2 位")
        return text.replace("%1", names(group.cards[:1])).replace("%2", str(len(group.cards)))
    return names(group.cards)
