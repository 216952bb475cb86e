"""The list of campaigns: which are shown, and how one is painted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.domain.analysis.campaign_effect import Phase
from desktop_crm.queries.campaigns import Campaign
from ui.campaigns.words import days_words, groups_words, phase_pill
from ui.models.items import ItemModel, ItemRole
from ui.widgets.review_list import ReviewList, paint_item

_HEIGHT = 62


class Show(StrEnum):
    """Which campaigns are listed."""

    ALL = "all"
    OPEN = "open"
    EVALUATE = "evaluate"
    CLOSED = "closed"


_PHASES = {
    Show.ALL: frozenset(Phase),
    Show.OPEN: frozenset((Phase.PLAN, Phase.ORGANISE, Phase.RUN)),
    Show.EVALUATE: frozenset((Phase.EVALUATE,)),
    Show.CLOSED: frozenset((Phase.CLOSED,)),
}


def selected(campaigns: Sequence[Campaign], show: Show) -> list[Campaign]:
    """Return the campaigns of a choice, in the order of all."""
    return [one for one in campaigns if one.phase in _PHASES[show]]


class CampaignModel(ItemModel):
    """Rows of :func:`selected`."""

    def words(self, item: Campaign) -> str:
        """Say a campaign in one line."""
        return f"{item.name} · {phase_pill(item)[0]} · {days_words(item)} · {groups_words(item)}"


class CampaignDelegate(QStyledItemDelegate):
    """Paints a campaign in two lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint name and stage, below them days and groups."""
        campaign = index.data(ItemRole)
        if isinstance(campaign, Campaign):
            first = str(campaign.values.get("from_on") or "")
            paint_item(painter, option, (campaign.name, f"{first} · {groups_words(campaign)}"), phase_pill(campaign))


class CampaignView(ReviewList):
    """Shows a :class:`CampaignModel`."""

    def __init__(self, model: CampaignModel, parent: QWidget | None = None) -> None:
        super().__init__(model, CampaignDelegate(), parent)
        self.setObjectName("campaigns")
