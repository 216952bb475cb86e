"""What pages that lead away from the list, and back, know of the window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QStackedWidget

from ui.navigation import Navigation
from ui.pages.customers import CustomersPage
from ui.pages.editing import Editing


class Place(Protocol):
    """The window, as far as a page leads away from it and back."""

    pages: QStackedWidget
    navigation: Navigation
    customers: CustomersPage
    editing: Editing

    def go_to(self, page: str) -> None:
        """Show a page."""

    def show_customer(self, customer_id: str) -> None:
        """Show a customer in the list."""
