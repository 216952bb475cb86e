"""Ctrl+K: type a few letters, get actions and customers, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.pinyin import readings
from desktop_crm.queries.callers import Caller
from desktop_crm.queries.customers import ListRow
from ui import icons
from ui.actions import Actions
from ui.context import Context
from ui.i18n import Translated
from ui.models.texts import masked_phone, short_day
from ui.theme import theme
from ui.timeline.words import money
from ui.timers import single_shot
from ui.widgets import make_label, paint_avatar

_CUSTOMERS = 8
_PAUSE_MS = 60
_ROW = 40
_KeyRole = Qt.ItemDataRole.UserRole  # "action:<id>" or "customer:<id>"
_HintRole = Qt.ItemDataRole.UserRole + 1
_IconRole = Qt.ItemDataRole.UserRole + 2
#: A second line; only callers have one.
_DetailRole = Qt.ItemDataRole.UserRole + 3
_TALL_ROW = 58


class _Painter(QStyledItemDelegate):
    """Icon or avatar, words, and a hint at the right end."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: object) -> QSize:
        tall = isinstance(index, QModelIndex) and bool(index.data(_DetailRole))
        return QSize(200, _TALL_ROW if tall else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        if not isinstance(index, QModelIndex):
            return
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        text, hint, symbol = (
            str(index.data(role) or "") for role in (Qt.ItemDataRole.DisplayRole, _HintRole, _IconRole)
        )
        mark = QRectF(rect.left() + 16, rect.center().y() - 12, 24, 24)
        if symbol:
            icons.paint(painter, symbol, "text2", mark.adjusted(3, 3, -3, -3))
        else:
            paint_avatar(painter, mark, text)
        painter.setFont(theme.font(13, QFont.Weight.Medium))
        painter.setPen(theme.color("text"))
        detail = str(index.data(_DetailRole) or "")
        if detail:
            below = rect.adjusted(54, rect.height() / 2, -16, -6)
            rect = rect.adjusted(0, 4, 0, -rect.height() / 2)
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text3"))
            painter.drawText(below, int(_LEFT), painter.fontMetrics().elidedText(detail, _ELIDE, int(below.width())))
            painter.setFont(theme.font(13, QFont.Weight.Medium))
            painter.setPen(theme.color("text"))
        words = rect.adjusted(54, 0, -190, 0)
        painter.drawText(words, int(_LEFT), painter.fontMetrics().elidedText(text, _ELIDE, int(words.width())))
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text3"))
        place = rect.adjusted(rect.width() - 184, 0, -16, 0)
        painter.drawText(place, int(_RIGHT), painter.fontMetrics().elidedText(hint, _ELIDE, int(place.width())))


_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Palette(Translated, QDialog):
    """``customer_chosen(id)``; a chosen action is triggered after the palette has closed."""

    customer_chosen = Signal(str)

    def __init__(self, actions: Actions, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = actions
        self._queries, self._callers = context.app.queries, context.app.callers
        self._today = context.app.today
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = QLineEdit()
        self.box.setObjectName("palette_box")
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setItemDelegate(_Painter(self.list))
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.clicked.connect(self._run)
        self._none = make_label(role="muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        for part in (self.box, self.list, self._none):
            column.addWidget(part)
        self.setFixedSize(560, 420)
        self._pause = single_shot(self, _PAUSE_MS, self.search)
        self.box.textChanged.connect(self._typed)
        self.retranslate()

    def open_over(self, window: QWidget) -> None:
        """Open in the upper middle of the window."""
        corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 90))
        self.move(corner)
        self.show()
        self.box.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("命令面板"))
        self.box.setAccessibleName(self.tr("命令或客户"))
        self.box.setPlaceholderText(self.tr("输入命令或客户：姓名、拼音首字母、电话"))
        self.list.setAccessibleName(self.tr("结果"))
        self._none.setText(self.tr("没有结果"))
        self.search()

    def offered(self) -> list[str]:
        """What is offered, as ``action:<id>`` and ``customer:<id>``."""
        return [str(self._model.item(row).data(_KeyRole)) for row in range(self._model.rowCount())]

    def search(self) -> None:
        """Offer what fits the text."""
        self._pause.stop()
        text = self.box.text().strip()
        self._model.clear()
        for action in self._actions.offered():
            if _fits(action.text(), text):
                self._add_action(action)
        callers = self._callers.find(text, _CUSTOMERS)
        for caller in callers:
            self._add_caller(caller)
        for row in self._queries.find(text, _CUSTOMERS) if text and not callers else ():
            self._add_customer(row)
        found = self._model.rowCount() > 0
        self._none.setVisible(not found)
        self.list.setVisible(found)
        if found:
            self.list.setCurrentIndex(self._model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter runs, Esc closes."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._model.rowCount():
            row = (self.list.currentIndex().row() + step) % self._model.rowCount()
            self.list.setCurrentIndex(self._model.index(row, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.search()
            self._run(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._pause.start()

    def _run(self, index: QModelIndex) -> None:
        kind, _, name = str(index.data(_KeyRole) or "").partition(":")
        self.close()
        if kind == "action":
            self._actions.trigger_later(name)
        elif kind == "customer":
            self.customer_chosen.emit(name)

    def _add_action(self, action: QAction) -> None:
        name = action.objectName().removeprefix("action_")
        keys = action.shortcut().toString()
        self._add(action.text(), f"action:{name}", keys, self._actions.icon_name(name))

    def _add_customer(self, row: ListRow) -> None:
        phone = masked_phone(str(row.values.get("primary_phone") or ""))
        number = str(row.values.get("customer_no") or "")
        self._add(str(row.values.get("display_name") or number), f"customer:{row.id}", phone or number, "")

    def _add_caller(self, caller: Caller) -> None:
        """Offer who has the number typed: name, last orders, address."""
        orders = [
            " ".join(part for part in (short_day(row.when, self._today()), str(row.values.get("product_line") or ""),
                                       money(row.values.get("amount"))) if part)
            for row in caller.orders[:2]
        ]  # fmt: skip
        detail = " · ".join([caller.address, *orders] if caller.address else orders)
        self._add(caller.name or caller.customer_no, f"customer:{caller.customer_id}", caller.customer_no, "", detail)

    def _add(self, text: str, key: str, hint: str, symbol: str, detail: str = "") -> None:
        item = QStandardItem(text)
        item.setData(key, _KeyRole)
        item.setData(hint, _HintRole)
        item.setData(symbol, _IconRole)
        item.setData(detail, _DetailRole)
        item.setAccessibleText(" ".join(part for part in (text, hint, detail) if part))
        self._model.appendRow(item)


def _fits(words: str, text: str) -> bool:
    """Whether the words contain the text, or their pinyin or its initials begin with it."""
    wanted = text.casefold().replace(" ", "")
    if not wanted or wanted in words.casefold():
        return True
    for reading in readings(words, limit=4):
        if "".join(reading).startswith(wanted) or "".join(part[:1] for part in reading).startswith(wanted):
            return True
    return False
