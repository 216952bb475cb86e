"""Choosing by typing: a line with a list below it that never takes the focus.

A completer's popup would disturb an input method; this list is a child of the window and only follows
what stands in the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_crm.domain import pinyin
from ui.forms.lines import LineEdit

_ROW, _MOST_ROWS, _LEAST_WIDTH = 32, 9, 180


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is stored, what is shown, and further words that find it."""

    key: str
    text: str
    words: tuple[str, ...] = ()

    def matches(self, typed: str) -> bool:
        """Whether typed text (any part, pinyin or its initials) means this."""
        wanted = typed.casefold().replace(" ", "")
        return any(wanted in word for word in _spellings(self.text, self.words))


@lru_cache(maxsize=1024)
def _spellings(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    found = [word.casefold().replace(" ", "") for word in (text, *words)]
    for word in (text, *words):
        for syllables in pinyin.readings(word, 4):
            found += ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
    return tuple(dict.fromkeys(found))


class OptionList(QFrame):
    """The list below the line. It is a child of the window, so it needs no window of its own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("optionList")
        self.setProperty("role", "panel")
        self.items = QListWidget(self)
        self.items.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.items.setFrameShape(QFrame.Shape.NoFrame)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.addWidget(self.items)
        self._line: QWidget | None = None
        self.setVisible(False)

    def open_at(self, line: QWidget) -> None:
        """Show below a line, and stay there when the form moves it."""
        self._watch(line)
        self.place_at(line)
        self.show()
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no more."""
        self._watch(None)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the line when something it stands on moves."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self._line is not None:
            self.place_at(self._line)
        return super().eventFilter(watched, event)

    def _watch(self, line: QWidget | None) -> None:
        for widget in _ground(self._line):
            widget.removeEventFilter(self)
        self._line = line
        for widget in _ground(line):
            widget.installEventFilter(self)

    def place_at(self, line: QWidget) -> None:
        """Stand below a line, or above it where there is no room."""
        window = self._window
        height = min(_MOST_ROWS, self.items.count()) * _ROW + 18
        corner = line.mapTo(window, QPoint(0, line.height() + 2))
        if corner.y() + height > window.height():
            corner.setY(max(0, line.mapTo(window, QPoint(0, -2)).y() - height))
        width = max(line.width(), _LEAST_WIDTH, self.items.sizeHintForColumn(0) + 40)
        left = max(0, min(corner.x(), window.width() - width - 4))
        self.setGeometry(QRect(left, corner.y(), width, height))


def _ground(line: QWidget | None) -> Iterator[QWidget]:
    """Yield a line and what it stands on, up to its window."""
    while line is not None and not line.isWindow():
        yield line
        line = line.parentWidget()


class PickEdit(LineEdit):
    """A line with options. ``picked`` tells the key of a choice; text of its own stays as typed."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()
        self._list: OptionList | None = None
        self._none = ""
        self._arrow = self.add_button("chevron-down")
        self._arrow.triggered.connect(self.toggle)
        self.typed.connect(self._filter)

    def set_options(self, options: Sequence[Option], none: str = "") -> None:
        """Offer these; ``none`` is the text of the entry that clears the field, empty for no such entry."""
        self._options, self._none = tuple(options), none
        self._arrow.setVisible(bool(options))

    @property
    def options(self) -> tuple[Option, ...]:
        """What is offered."""
        return self._options

    def option(self, typed: str) -> Option | None:
        """Return the one option that a text means: exactly (a label, alias or its pinyin), or as the only match."""
        wanted = typed.casefold().replace(" ", "")
        exact = [option for option in self._options if option.text == typed]
        exact = exact or [option for option in self._options if wanted in _spellings(option.text, option.words)]
        found = exact or [option for option in self._options if typed and option.matches(typed)]
        return found[0] if len(found) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._list is not None and not self._list.isHidden()

    def toggle(self) -> None:
        """Open the list with everything, or close it."""
        if self.is_open:
            self.close_list()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show(self._options, with_none=bool(self.text()))

    def close_list(self) -> None:
        """Close the list."""
        if self._list is not None:
            self._list.hide()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the open list, before a shortcut of the form takes it."""
        overriding = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overriding and self.is_open and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list and choose; while composing every key belongs to the input method."""
        if self.composing or not self._options or not self._handled(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list as a click on a combo box does."""
        super().mousePressEvent(event)
        if self._options and not self.is_open and not self.isReadOnly():
            self._show(self._options, with_none=bool(self.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        self.close_list()
        super().focusOutEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.is_open:
                self._step(1 if key == Qt.Key.Key_Down else -1)
            elif key == Qt.Key.Key_Down:
                self.toggle()
            return True
        if key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and event.modifiers()):
            self.toggle()
            return True
        if not self.is_open:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_current()
            return True
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def _filter(self) -> None:
        typed = self.text().strip()
        if not typed:
            self.close_list()
            return
        self._show([option for option in self._options if option.matches(typed)])

    def _show(self, options: Sequence[Option], *, with_none: bool = False) -> None:
        if not options or not self.isVisible():
            self.close_list()
            return
        panel = self._open_list()
        shown = panel.items
        shown.clear()
        if with_none and self._none:
            shown.addItem(_item("", self._none))
        for option in options:
            shown.addItem(_item(option.key, option.text))
        now = next((row for row in range(shown.count()) if shown.item(row).text() == self.text()), -1)
        shown.setCurrentRow(now if now >= 0 else 0 if self.text() and not with_none else -1)
        panel.open_at(self)

    def _open_list(self) -> OptionList:
        if self._list is None:
            self._list = OptionList(self.window())
            self._list.items.setAccessibleName(self.accessibleName())
            self._list.items.itemClicked.connect(self._clicked)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _step(self, step: int) -> None:
        if self._list is not None:
            items = self._list.items
            items.setCurrentRow(max(0, min(items.count() - 1, items.currentRow() + step)))

    def _take_current(self) -> None:
        item = self._list.items.currentItem() if self._list is not None else None
        if item is not None:
            self._clicked(item)
        else:
            self.close_list()

    def _clicked(self, item: QListWidgetItem) -> None:
        self.close_list()
        self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole)))


def _item(key: str, text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setData(Qt.ItemDataRole.UserRole, key)
    return item
