"""The frame of the form: head line, banners, tabs, the scrolling paper, and the buttons below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.records import CUSTOMER
from ui.duplicates.strip import TwinStrip
from ui.forms.picking import PickEdit
from ui.forms.sheet import Page
from ui.forms.summary import SummaryStrip
from ui.i18n import Translated, language
from ui.widgets import Banner, Chip, ChipRow, ElidedLabel, make_button


class EditorFrame(Translated, QWidget):
    """Everything around the cells; knows no field."""

    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel("", "heading")
        self.kinds = ChipRow("", self)
        self.kinds.chosen.connect(self.kind_chosen)
        self.summary = SummaryStrip(self)
        self._banners = QVBoxLayout()
        self._banners.setContentsMargins(20, 0, 20, 0)
        self._banners.setSpacing(6)
        self.tab_bar = QTabBar(self)
        self.tab_bar.setObjectName("tabs")
        self.tab_bar.setExpanding(False)
        self.tab_bar.setDrawBase(False)
        self.stack = QStackedWidget(self)
        self.tab_bar.currentChanged.connect(self.stack.setCurrentIndex)
        self.twins = TwinStrip(self)
        self._names: list[str] = []
        self._marks: list[int] = []
        self.pages: list[Page] = []
        self.bar = QFrame(self)
        self.bar.setProperty("role", "bar")
        self._buttons = QHBoxLayout(self.bar)
        self._buttons.setContentsMargins(20, 9, 20, 9)
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 0)
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.kinds)
        head.addStretch(1)
        head.addWidget(self.summary)
        tab_line = QHBoxLayout()
        tab_line.setContentsMargins(20, 0, 20, 0)
        tab_line.setSpacing(14)
        tab_line.addWidget(self.tab_bar)
        tab_line.addStretch(1)
        tab_line.addWidget(self.twins)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._banners)
        column.addLayout(tab_line)
        column.addWidget(self.stack, 1)
        column.addWidget(self.bar)

    # -- parts --------------------------------------------------------------------------------

    def add_button(self, name: str, role: str, on_click: Callable[[], object]) -> QPushButton:
        """Add a button to the bar below."""
        button = make_button("", role=role, on_click=on_click, parent=self.bar)
        button.setObjectName(name)
        self._buttons.addWidget(button)
        return button

    def add_banner(self, text: str, kind: str) -> Banner:
        """Show a banner; it stays until it is dropped."""
        banner = Banner(text, kind, self)
        self._banners.addWidget(banner)
        return banner

    def drop_banner(self, banner: Banner | None) -> None:
        """Take a banner away."""
        if banner is not None:
            self._banners.removeWidget(banner)
            banner.hide()
            banner.deleteLater()

    def set_pages(self, pages: Sequence[tuple[str, Page]]) -> None:
        """Show these pages instead of the present ones, the first in front."""
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        while self.tab_bar.count():
            self.tab_bar.removeTab(0)
        self._names = [name for name, _ in pages]
        self._marks = [0] * len(pages)
        self.pages = [page for _, page in pages]
        for page in self.pages:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            page.setProperty("role", "scroll")
            area.setWidget(page)
            area.verticalScrollBar().valueChanged.connect(self._scrolled)
            self.stack.addWidget(area)
            self.tab_bar.addTab("")
        self.tab_bar.setVisible(len(self.pages) > 1)
        self.retranslate()

    def show_kind(self, kind: FormKind) -> None:
        """Mark the chip of a kind; nothing is told."""
        self.kinds.blockSignals(True)
        self.kinds.choose(kind.value)
        self.kinds.blockSignals(False)

    def set_marks(self, marks: Sequence[int]) -> None:
        """Say on each tab how many mistakes stand there."""
        if list(marks) != self._marks:
            self._marks = list(marks)
            self._name_tabs()

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        if page in self.pages:
            self.tab_bar.setCurrentIndex(self.pages.index(page))

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll until a widget shows."""
        area = self.stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 40, 80)

    def chain(self) -> None:
        """Make Tab go in reading order."""
        for before, after in pairwise(self._stops()):
            QWidget.setTabOrder(before, after)

    def _stops(self) -> Iterator[QWidget]:
        yield from self.kinds.findChildren(QPushButton)
        yield self.summary.button
        yield self.tab_bar
        yield from self.twins.buttons()
        for page in self.pages:
            yield from page.stops()
        yield from self.bar.findChildren(QPushButton)

    def retranslate(self) -> None:
        """Set the texts of kinds and tabs."""
        labels = {
            choice.code: choice.en if language() == "en" else choice.zh for choice in CUSTOMER["customer_kind"].choices
        }
        self.kinds.setAccessibleName(CUSTOMER["customer_kind"].label(language()))
        self.kinds.blockSignals(True)
        self.kinds.set_chips([Chip(kind.value, labels.get(kind.value, kind.value)) for kind in FormKind])
        self.kinds.blockSignals(False)
        self.tab_bar.setAccessibleName(self.tr("表格分页"))
        self._name_tabs()

    def _name_tabs(self) -> None:
        known = {
            "": self.tr("信息表"),
            "more": self.tr("更多"),
            "business": self.tr("经营资料"),
            "custom": self.tr("补充资料"),
        }
        for number, name in enumerate(self._names):
            text = known.get(name, name)
            mark = self._marks[number]
            self.tab_bar.setTabText(number, f"{text} ({mark})" if mark else text)

    def _scrolled(self) -> None:
        line = self.focusWidget()
        if isinstance(line, PickEdit):
            line.close_list()
