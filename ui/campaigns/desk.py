"""From the list of customers to a campaign: who is selected, what the list shows, and the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.bulk.desk import BulkDesk
from ui.context import Context
from ui.i18n import language
from ui.pages.customers import CustomersPage
from ui.register.filters import filter_words

if TYPE_CHECKING:
    from ui.campaigns.draw import DrawDialog
    from ui.pages.campaigns import CampaignsPage


class Place(Protocol):
    """The window, as far as campaigns look at it."""

    customers: CustomersPage
    bulk: BulkDesk

    def go_to(self, page: str) -> None:
        """Show a page."""

    def page(self, name: str) -> QWidget:
        """Return a page."""


class CampaignDesk(QObject):
    """Opens the dialog, which is loaded when it is first wanted. ``window`` is its parent."""

    def __init__(self, context: Context, place: Place, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._place, self._window = context, place, window

    @Slot()
    def open(self) -> None:
        """Add the selected customers, or those of the list, to a campaign chosen in the dialog."""
        self.draw("")

    @Slot(str)
    def draw(self, campaign_id: str) -> DrawDialog:
        """Add customers to a campaign, "" for one chosen in the dialog."""
        from ui.bulk.dialog import Scope
        from ui.campaigns.draw import DrawDialog, Whom

        self._place.bulk.inline.leave()
        page = self._place.customers
        chosen = page.view.selected_rids()
        words = filter_words(page.wanted_filter(), language())
        listed = Scope(page.model.customers, page.model.whole())
        whom = Whom(Scope.of(chosen if len(chosen) > 1 else ()), listed, words)
        dialog = DrawDialog(self._context, whom, campaign_id, self._window)
        shown = cast("CampaignsPage", self._place.page("campaigns"))
        dialog.made.connect(shown.tell_made)
        dialog.drawn.connect(shown.tell_drawn)
        dialog.drawn.connect(lambda drawn: shown.stand_on(drawn.campaign_id))
        dialog.accepted.connect(lambda: self._place.go_to("campaigns"))
        dialog.open()
        return dialog
