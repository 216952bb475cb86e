"""The pages of the navigation, in its order, and how each is made when somebody first goes there.

To add a page: its action in :mod:`ui.actions` (words, icon, keys) and one line in :data:`PAGES`; the window and the
navigation read them here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Page(Protocol):
    """What the window asks of a page, which is a widget."""

    def stop(self) -> None:
        """Start nothing more; the window is closing."""


def _next_steps(window: MainWindow) -> Page:
    from ui.pages.next_steps import NextStepsPage

    page = NextStepsPage(window.context, window.records)
    page.customer_wanted.connect(window.cards.show)
    page.log_wanted.connect(window.log)
    return page


def _classes(window: MainWindow) -> Page:
    from ui.pages.classes import ClassesPage

    page = ClassesPage(window.context)
    page.class_wanted.connect(window.show_class)
    page.action_wanted.connect(window.trigger)
    page.parameters_wanted.connect(window.operations.parameters)
    for told in (window.class_desk.progressed, window.class_desk.settled):
        told.connect(page.refresh)
    return page


def _campaigns(window: MainWindow) -> Page:
    from ui.pages.campaigns import CampaignsPage

    page = CampaignsPage(window.context, window.operations.take_back)
    page.customer_wanted.connect(window.cards.show)
    page.draw_wanted.connect(window.campaigns.draw)
    return page


def _quality(window: MainWindow) -> Page:
    from ui.pages.quality import QualityPage
    from ui.quality.fixing import fix

    page = QualityPage(window.context)
    page.fix_wanted.connect(partial(fix, window))
    page.customer_wanted.connect(window.cards.show)
    page.action_wanted.connect(window.trigger)
    for told in (window.quality_desk.progressed, window.quality_desk.settled, window.twins.found):
        told.connect(page.refresh)
    return page


def _conflicts(window: MainWindow) -> Page:
    from ui.pages.conflicts import ConflictsPage

    page = ConflictsPage(window.context)
    page.customer_wanted.connect(window.show_customer)
    return page


def _duplicates(window: MainWindow) -> Page:
    from ui.pages.duplicates import DuplicatesPage

    page = DuplicatesPage(window.context, window.twins, can_merge=True)
    page.customer_wanted.connect(window.show_customer)
    page.merge_wanted.connect(window.open_merge)
    return page


def _claims(window: MainWindow) -> Page:
    from ui.pages.claims import ClaimsPage

    page = ClaimsPage(window.context, window.operations.take_back)
    page.customer_wanted.connect(window.show_customer)
    return page


def _sync_centre(window: MainWindow) -> Page:
    from ui.pages.sync_centre import SyncCentrePage

    page = SyncCentrePage(window.context)
    page.action_wanted.connect(window.trigger)
    page.customer_wanted.connect(window.show_customer)
    page.conflict_wanted.connect(window.actions_by_id["conflicts"].trigger)
    page.all_seen.connect(window.customers.news_seen)
    window.desk.hinted.connect(page.refresh)
    return page


def _recycle_bin(window: MainWindow) -> Page:
    from ui.pages.recycle_bin import RecycleBinPage

    return RecycleBinPage(window.context, window.operations)


#: Name of a page, which is also its action's -> how it is made.
PAGES: dict[str, Callable[[MainWindow], Page]] = {
    "customers": lambda window: window.customers,
    "next_steps": _next_steps,
    "classes": _classes,
    "campaigns": _campaigns,
    "quality": _quality,
    "conflicts": _conflicts,
    "duplicates": _duplicates,
    "claims": _claims,
    "sync_centre": _sync_centre,
    "recycle_bin": _recycle_bin,
}


def make(name: str, window: MainWindow) -> tuple[Page, QWidget]:
    """Make a page; return it as what it does and as the widget it is."""
    page = PAGES[name](window)
    return page, cast("QWidget", page)
