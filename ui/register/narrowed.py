"""What the list is narrowed to, in words: one chip a condition, which a click takes away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.domain.filters.subjects import Subject
from desktop_crm.domain.filters.tree import EVERYBODY, Node, top_parts, without
from desktop_crm.domain.filters.words import describe
from ui.i18n import Translated, language
from ui.models.columns import added_to_ask
from ui.widgets import FlowLayout, make_button

#: Longer sentences end in …; the tool tip tells all.
_WIDEST = 420


class NarrowedBar(Translated, QWidget):
    """Hidden while nothing is chosen. ``changed(Node)`` after a person took something away."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrowed")
        self.parameters: Parameters = DEFAULTS
        self._where: Node = EVERYBODY
        self._covered = False
        self._buttons: list[QPushButton] = []
        self._flow = FlowLayout(self)
        self.hide()

    def show_filter(self, where: Node) -> None:
        """Tell a filter; nothing is told back."""
        self._where = where
        self.retranslate()

    def class_name(self, subject: Subject, code: str) -> str | None:
        """Name a class as the company's lists do."""
        if subject.scheme is None:
            return None
        known = [value for value in subject.scheme.values_under(self.parameters) if value.code == code]
        return known[0].label(language()) if known else code

    def retranslate(self) -> None:
        """Make the chips anew."""
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        parts = top_parts(self._where)
        self._buttons = [self._chip(part) for part in parts]
        if len(parts) > 1:
            clear = make_button(self.tr("全部清除"), role="link", parent=self)
            clear.setObjectName("narrowed_clear")
            clear.clicked.connect(partial(self.changed.emit, EVERYBODY))
            self._add(clear)
        self._show()

    def set_covered(self, *, covered: bool) -> None:
        """Hide while the filter builder shows the same."""
        self._covered = covered
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._buttons) and not self._covered)

    def _chip(self, part: Node) -> QPushButton:
        text = describe(part, language(), self.class_name, added_to_ask())
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST)
        button = make_button(shown, role="chip", icon_name="x", parent=self)
        button.setObjectName("narrowed_part")
        tip = self.tr("取消筛选：%1").replace("%1", text)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.clicked.connect(partial(self._take_away, part))
        self._flow.addWidget(button)
        button.show()
        return button

    def _add(self, button: QPushButton) -> None:
        self._flow.addWidget(button)
        self._buttons.append(button)
        button.show()

    def _take_away(self, part: Node, _checked: bool = False) -> None:
        self.changed.emit(without(self._where, part))
