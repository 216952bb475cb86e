"""What a part of the customer's page is, and what it may ask of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.queries.one_view import OneView
from ui.context import Context
from ui.i18n import Translated
from ui.models.texts import short_day
from ui.records.desk import RecordDesk
from ui.revealing import Wish, reveal
from ui.timeline.words import source_word
from ui.widgets import ElidedLabel, IconButton, make_button, make_label


class CardSection(Protocol):
    """What the page asks of a part, which is a widget. Parts that read by themselves need no more than this."""

    def show_customer(self, customer_id: str) -> None:
        """Show another customer, or the same one anew."""

    def stop(self) -> None:
        """Read nothing more; the window is closing."""


class Host(QObject):
    """What parts are given. ``wanted(action)`` asks for an action of the page or the window,
    ``customer_wanted(id)`` for another customer."""

    wanted = Signal(str)
    customer_wanted = Signal(str)

    def __init__(self, context: Context, desk: RecordDesk, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.desk = context, desk

    def reveal(self, customer_id: str, wish: Wish) -> None:
        """Uncover masked values, by right."""
        reveal(self.context, [customer_id], wish)


class ViewSection(Translated, QWidget):
    """A part drawn from the :class:`OneView` that the page reads: title, from which source and when, content."""

    def __init__(self, host: Host, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"section_{name}")
        self.host = host
        self.view: OneView | None = None
        self._title = ElidedLabel("", "section")
        self._origin = ElidedLabel("", "muted")
        self._origin.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._title, 1)
        top.addLayout(self._actions)
        self._content = QVBoxLayout()
        self._content.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._origin)
        column.addLayout(self._content)

    def show_view(self, view: OneView) -> None:
        """Show another customer, or the same one anew."""
        self.view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Draw anew."""
        self.clear()
        self.setAccessibleName(self.name())
        self._title.setText(self.name())
        if self.view is not None:
            self.fill(self.view)

    def name(self) -> str:
        """Return the title."""
        return ""

    def fill(self, view: OneView) -> None:
        """Draw the content."""

    # -- for subclasses ---------------------------------------------------------------------

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._content.addWidget(widget)

    def add_nothing(self, text: str) -> None:
        """Say that there is nothing."""
        self.add(make_label(text, "muted", wrap=True))

    def add_button(self, icon_name: str, name: str, slot: Callable[[], object]) -> None:
        """Put a button beside the title."""
        button = IconButton(icon_name, name, small=True)
        button.clicked.connect(lambda _checked=False: slot())
        button.setObjectName(f"{self.objectName()}_{icon_name}")
        self._actions.addWidget(button)

    def add_link(self, text: str, slot: Callable[[], object]) -> QPushButton:
        """Put a link below the content."""
        button = make_button(text, role="link", on_click=slot)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button)
        line.addStretch(1)
        holder = QWidget()
        holder.setLayout(line)
        self.add(holder)
        return button

    def tell_origin(self, source: str, when: str) -> None:
        """Say from which of the six sources this is, and of which day."""
        day = short_day(when, self.host.context.app.today()) if when else ""
        self._origin.setText(" · ".join(part for part in (source_word(source), day) if part))
        self._origin.show()

    def clear(self) -> None:
        """Take everything out."""
        self._origin.hide()
        for layout in (self._content, self._actions):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()

    def desk_list(self, record: str) -> Callable[[], object]:
        """Make a slot that opens the list of the customer's rows of a kind."""
        return lambda: self.host.desk.show_list(record, self.view.card.id) if self.view is not None else None

    def desk_open(self, record: str, row_id: str | None = None) -> Callable[[], object]:
        """Make a slot that opens the form of a row, or of a new one."""
        return lambda: self.host.desk.open(record, self.view.card.id, row_id) if self.view is not None else None
