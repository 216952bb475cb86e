"""What opens over the customer list: the filter builder, the choice of groups, the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from desktop_crm.domain.filters.tree import Node
from ui.context import Context
from ui.register.group_menu import GroupMenu
from ui.register.popovers import ColumnPopover

if TYPE_CHECKING:
    from ui.pages.customers import CustomersPage
    from ui.register.builder import FilterBuilder


class ListTools(QObject):
    """``builder``: the filter builder while it is open."""

    def __init__(self, context: Context, page: CustomersPage) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self.builder: FilterBuilder | None = None

    @Slot()
    def open_filters(self) -> FilterBuilder:
        """Open the filter builder above the list, which follows each change."""
        if self.builder is None:
            from ui.register.builder import FilterBuilder

            parameters = self._context.app.class_queries.freshness().parameters
            self.builder = FilterBuilder(self._page.desk.look.where, parameters, self._page)
            self.builder.changed.connect(self._page.show_filter)
            self.builder.closed.connect(self.close_filters)
            self._page.left.insertWidget(self._page.left.indexOf(self._page.narrowed), self.builder)
            self._page.narrowed.set_covered(covered=True)
            self.show_count()
        next(self.builder.root.conditions()).subject.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.builder

    @Slot()
    def close_filters(self) -> None:
        """Close the filter builder; its filter stays."""
        builder, self.builder = self.builder, None
        if builder is not None:
            self._page.narrowed.set_covered(covered=False)
            self._page.left.removeWidget(builder)
            builder.hide()
            builder.deleteLater()
            self._page.view.setFocus()

    @Slot()
    def toggle_filters(self) -> None:
        """Open the filter builder, or finish with it."""
        self.open_filters() if self.builder is None else self.builder.finish()

    def show_filter(self, where: Node) -> None:
        """Show this filter in the builder, if it is open."""
        if self.builder is not None:
            self.builder.show_filter(where)

    def show_count(self) -> None:
        """Tell the builder how many customers its filter lets through."""
        if self.builder is not None:
            self.builder.show_count(self._page.model.customers, exact=self._page.model.complete)

    @Slot()
    def open_groups(self) -> GroupMenu:
        """Open the choice of what the list is grouped by."""
        menu = GroupMenu(self._page.desk.group_by, self._page)
        menu.chosen.connect(self._page.group_by)
        menu.open_below(self._page.chips.group_button)
        return menu

    @Slot()
    def open_columns(self) -> None:
        """Open the choice of columns."""
        popover = ColumnPopover(self._page)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.toggled.connect(self._toggle_column)
        popover.moved.connect(self._page.view.move_column)
        popover.reset.connect(self._page.view.reset_columns)
        popover.reset.connect(popover.close)
        room, columns = self._page.view.room(), self._page.view.columns
        popover.show_columns(columns.order, columns.visible(room), columns.folded(room))
        popover.open_below(self._page.chips.column_button)

    @Slot(str, bool)
    def _toggle_column(self, column_id: str, on: bool) -> None:
        self._page.view.set_column_shown(column_id, on=on)
