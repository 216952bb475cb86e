"""Labels: elided text, value with long words, section header, list of keys and values, masked value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QSizePolicy, QStyle, QStyleOption, QWidget

from ui.i18n import Translated
from ui.theme import theme
from ui.widgets.buttons import IconButton

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def make_label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Plain-text label in one of the roles of :mod:`ui.theme`; markup in ``text`` is shown as typed."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


class ElidedLabel(QLabel):
    """One line that ends in … where the room ends; the tool tip then shows all of it."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for three characters and the dots."""
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance("汉字…"), super().sizeHint().width()), super().sizeHint().height())

    def shown_text(self) -> str:
        """Text as it fits now."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the part that fits."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        shown = self.shown_text()
        self.setToolTip(self.text() if shown != self.text() else "")
        align = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, self.contentsRect(), int(align), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()


#: Stands where a long word may be broken; it is seen by nobody and copied by nobody.
_BREAK = "\u200b"
#: A word of Latin letters that a narrow place cannot hold: an address of a mailbox or of a page, a serial number.
_LONG_WORD = re.compile(r"[!-~]{19,}")
_PIECE = re.compile(r"[^@._/\-]{1,12}[@._/\-]?|[@._/\-]")


def breakable(text: str) -> str:
    """Return a text whose long words may be broken behind their signs, or behind twelve letters."""
    return _LONG_WORD.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), text)


class ValueLabel(QLabel):
    """A value in as many lines as it takes, long words broken; it can be selected and copied as it was typed."""

    def __init__(self, text: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(breakable(text))
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setTextInteractionFlags(_SELECTABLE)

    def selected(self) -> str:
        """Return what is selected, as it was typed."""
        return self.selectedText().replace(_BREAK, "")

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to select all."""
        menu = QMenu(self)
        copy = menu.addAction(self.tr("复制"), self.copy)
        copy.setEnabled(self.hasSelectedText())
        menu.addAction(self.tr("全选"), lambda: self.setSelection(0, len(self.text())))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class SectionHeader(QWidget):
    """Bold line over a group, with room for actions at its right end."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(text, "section")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._label)
        self._row.addStretch(1)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Set the text."""
        self._label.setText(text)
        self.setAccessibleName(text)

    def add_action(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)


class KeyValueList(QWidget):
    """Rows of a key and its value; a value is text that can be selected, or any widget."""

    def __init__(self, parent: QWidget | None = None, *, key_width: int = 72) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnMinimumWidth(0, key_width)
        self._grid.setColumnStretch(1, 1)

    def set_rows(self, rows: Sequence[tuple[str, str | QWidget]], marks: Mapping[int, QWidget] | None = None) -> None:
        """Show these rows instead of the present ones; ``marks`` stand at the right edge, by number of the row."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, (key, value) in enumerate(rows):
            label = make_label(key, "key")
            label.setMinimumHeight(19)
            # A text may take several lines, a widget is one line: its key stands beside the middle.
            upright = Qt.AlignmentFlag.AlignTop if isinstance(value, str) else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(label, number, 0, upright | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(self._value(key, value), number, 1, upright)
            if marks and number in marks:
                self._grid.addWidget(marks[number], number, 2, upright | Qt.AlignmentFlag.AlignRight)

    def _value(self, key: str, value: str | QWidget) -> QWidget:
        if isinstance(value, QWidget):
            return value
        label = ValueLabel(value or "—", "value" if value else "muted")
        label.setAccessibleName(f"{key}：{value or '—'}")
        # A long text may not push the list wider than its place.
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setToolTip(value if len(value) > 28 else "")
        return label


class MaskedLabel(Translated, QWidget):
    """A value that stays masked until it is uncovered; the eye button asks for that by ``reveal_wanted``."""

    reveal_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._clear = self._masked = ""
        self._open = False
        self._label = make_label(role="value")
        self._eye = IconButton("eye", "", small=True)
        self._eye.clicked.connect(self.toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._label)
        row.addWidget(self._eye)
        row.addStretch(1)
        self.retranslate()

    def set_value(self, clear: str, masked: str) -> None:
        """Show another value, masked; without a mask (equal texts) there is no eye button."""
        self._clear, self._masked = clear, masked
        self._open = False
        self.retranslate()

    def is_revealed(self) -> bool:
        """Whether the clear value shows."""
        return self._open

    def text(self) -> str:
        """Text that shows."""
        return self._label.text()

    def toggle(self) -> None:
        """Ask for the clear value, or mask it again."""
        if not self._open:
            self.reveal_wanted.emit()
            return
        self._open = False
        self.retranslate()

    def uncover(self) -> None:
        """Show the clear value."""
        self._open = True
        self.retranslate()

    def retranslate(self) -> None:
        """Set texts and names."""
        shown = self._clear if self._open else self._masked
        self._label.setText(shown or "—")
        self._label.setAccessibleName(f"{self._name}：{shown or '—'}")
        # A masked value cannot be selected: a copy of stars helps nobody.
        self._label.setTextInteractionFlags(_SELECTABLE if self._open else Qt.TextInteractionFlag.NoTextInteraction)
        self._label.setFont(theme.font(13))
        self._eye.setVisible(self._clear != self._masked)
        self._eye.set_icon("eye-off" if self._open else "eye", "text3")
        action = self.tr("遮住%1") if self._open else self.tr("显示%1")
        self._eye.set_name(action.replace("%1", self._name))
