"""The tabs of the card: its fields, the family or the contacts, the changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_crm.domain.history import Entry
from desktop_crm.domain.records import GRID
from desktop_crm.queries.customers import CustomerCard, GridRow
from desktop_crm.queries.history import CardHistory
from ui.card.marks import Marks, mark_widgets
from ui.card.words import FieldLine, card_entries, entry, sync_line
from ui.history.model import HistoryModel
from ui.history.view import HistoryView
from ui.history.words import Line
from ui.i18n import Translated, language
from ui.revealing import Wish
from ui.theme import theme
from ui.widgets import (
    Avatar,
    KeyValueList,
    MaskedLabel,
    Pill,
    SectionHeader,
    Separator,
    make_button,
    make_label,
)


class Scroll(QScrollArea):
    """Scroll area with one transparent column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("role", "scroll")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 4, 6, 8)
        self.column.setSpacing(12)
        self.setWidget(body)

    def clear(self) -> None:
        """Take everything out."""
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class Revealing(QWidget):
    """Something with masked values. ``reveal_wanted(Wish)`` asks for some of them."""

    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked: list[MaskedLabel] = []
        self._key_width = 0

    def masked(self) -> tuple[MaskedLabel, ...]:
        """Masked values on this tab."""
        return tuple(self._masked)

    def reveal_all(self) -> None:
        """Ask for every masked value, or mask all again when all are open."""
        closed = [label for label in self._masked if not label.is_revealed()]
        if closed:
            self._want(closed)
            return
        for label in self._masked:
            label.toggle()

    def start(self) -> None:
        """Begin anew."""
        self._masked.clear()

    def align(self, *groups: Sequence[FieldLine]) -> None:
        """Make the values of all following groups begin at the same place."""
        metrics = QFontMetrics(theme.font(12))
        widths = [metrics.horizontalAdvance(item.label) for group in groups for item in group]
        self._key_width = max(widths, default=0)

    def lines(
        self, entries: Sequence[FieldLine], record: str, row_id: str, marks: Mapping[str, QWidget] | None = None
    ) -> KeyValueList:
        """Make a list of keys and values, masked where the field is; ``marks`` stand beside the values, by field."""
        rows: list[tuple[str, str | QWidget]] = []
        for item in entries:
            rows.append((item.label, self._label(item, record, row_id) if item.masked else item.text))
        made = KeyValueList(key_width=self._key_width)
        known = {
            number: marks[item.field.id] for number, item in enumerate(entries) if marks and item.field.id in marks
        }
        made.set_rows(rows, known)
        return made

    def _label(self, item: FieldLine, record: str, row_id: str) -> MaskedLabel:
        label = MaskedLabel(item.label)
        label.setObjectName(f"masked_{item.field.id}")
        label.set_value(item.text, item.masked)
        label.setProperty("where", {"record": record, "row": row_id, "field": item.field.id})
        label.reveal_wanted.connect(self._one_wanted)
        self._masked.append(label)
        return label

    def _one_wanted(self) -> None:
        sender = self.sender()
        self._want([label for label in self._masked if label is sender])

    def _want(self, labels: Sequence[MaskedLabel]) -> None:
        def uncover() -> None:
            for label in labels:
                if isValid(label):  # the tab may have been drawn anew meanwhile
                    label.uncover()

        self.reveal_wanted.emit(Wish(self, uncover, [label.property("where") for label in labels]))


class Reveals(Revealing):
    """A tab that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = Scroll(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def start(self) -> None:
        """Begin anew."""
        super().start()
        self.area.clear()


class FieldsTab(Translated, Reveals):
    """资料: filled fields in the order of the paper form."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: CustomerCard | None = None
        self._today = date.min
        self._marks: Marks = {}

    def show_card(self, card: CustomerCard, today: date, marks: Marks | None = None) -> None:
        """Show another card, with the marks of verification of its fields."""
        self._card, self._today, self._marks = card, today, marks or {}
        self.retranslate()

    def retranslate(self) -> None:
        """Build the list anew."""
        if self._card is None:
            return
        self.start()
        column = self.area.column
        paper, more, added, empty = card_entries(self._card, language())
        self.align(paper, more, added)
        marks = mark_widgets(self._marks, self._card.values, self._today)
        column.addWidget(self.lines(paper, "customer", self._card.id, marks))
        for title, entries in ((self.tr("更多"), more), (self.tr("补充资料"), added)):
            if entries:
                column.addWidget(Separator())
                column.addWidget(SectionHeader(title))
                column.addWidget(self.lines(entries, "customer", self._card.id, marks))
        if empty and not self._card.deleted:
            text = self.tr("还有 %n 项未填写，去补充", "", empty)
            button = make_button(text, role="link", on_click=self.edit_wanted.emit)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Separator())
        number = self.tr("编号 %1").replace("%1", self._card.customer_no)
        column.addWidget(make_label(number, "muted"))
        column.addWidget(make_label(sync_line(self._card, self._today), "muted", wrap=True))
        column.addStretch(1)


class GridTab(Translated, Reveals):
    """家庭成员 or 联系人: one block a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: CustomerCard | None = None

    def show_card(self, card: CustomerCard) -> None:
        """Show another card."""
        self._card = card
        self.retranslate()

    def retranslate(self) -> None:
        """Build the blocks anew."""
        if self._card is None:
            return
        self.start()
        if not self._card.grid:
            self.area.column.addWidget(make_label(self.tr("还没有填写。"), "muted"))
        for row in self._card.grid:
            self.area.column.addWidget(self._block(self._card, row))
        self.area.column.addStretch(1)

    def _block(self, card: CustomerCard, row: GridRow) -> QWidget:
        record = GRID[card.kind]
        block = QFrame()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        filled = [field for field in record if field.id != "sort_order" and row.values.get(field.id)]
        role = row.values.get("relation") or row.values.get("decision_role")
        role_field = record.get("relation") or record["decision_role"]
        column.addLayout(
            self._heading(str(row.values.get("name") or ""), entry(role_field, role, card.kind, language()))
        )
        entries = [entry(field, row.values[field.id], card.kind, language()) for field in filled if field != role_field]
        self.align(entries)
        column.addWidget(self.lines(entries, record.name, row.id))
        column.addWidget(Separator())
        return block

    def _heading(self, name: str, role: FieldLine) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Avatar(name[:1], 28))
        if role.text:
            line.addWidget(Pill(role.text, "blue"))
        line.addStretch(1)
        return line


class HistoryTab(Translated, QWidget):
    """变更历史: who changed what, when; sensitive values masked. ``opened(place)``: show an entry on its page."""

    opened = Signal(int)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HistoryModel(today, self)
        self.view = HistoryView(self.model, margin=6)
        self.view.setProperty("role", "scroll")
        self.view.opened.connect(self._opened)
        self._nothing = make_label("", "muted")
        self._more = make_button("", role="link", on_click=self._open_page)
        self._more.setObjectName("card_history_page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_history(self, card: CustomerCard, known: CardHistory) -> None:
        """Show the changes of a card, newest first."""
        self.model.show_history(known, card.kind)
        empty = not self.model.rowCount()
        self._nothing.setVisible(empty)
        self.view.setVisible(not empty)

    def lines(self) -> list[Line]:
        """The lines as text."""
        return [self.model.line(entry) for entry in self.model.entries()]

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("变更历史"))
        self._nothing.setText(self.tr("本机还没有变更记录。"))
        self._more.setText(self.tr("查看完整历史"))
        self._more.setAccessibleName(self._more.text())
        self.view.viewport().update()

    def _opened(self, entry: Entry) -> None:
        self.opened.emit(entry.place)

    def _open_page(self) -> None:
        self.opened.emit(-1)
