"""Buttons: one maker for push buttons, the icon-only button, the row of chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.icons import icon
from ui.theme import set_role, theme

#: Colour of the icon by role of the button.
_ICON_TOKENS = {"primary": "on_primary", "danger": "on_danger"}
#: Room between icon and text by role, on top of the 4 px of the style. Icons of the navigation bring their own.
_GAPS = {"nav": 0}


def make_button(
    text: str,
    *,
    role: str = "",
    icon_name: str = "",
    on_click: Callable[[], object] | None = None,
    checkable: bool = False,
    size: str = "",
    tip: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """Push button in one of the roles of :mod:`ui.theme`. ``on_click`` should be a bound method."""
    side = 18 if role == "nav" else 14 if size == "small" else 16
    button = (_ChipButton if role == "chip" else _Button)(side, _GAPS.get(role, 3), parent)
    button.setText(text)
    if role:
        set_role(button, role)
    if size:
        set_role(button, size, "density")
    if icon_name:
        button.setIcon(icon(icon_name, _ICON_TOKENS.get(role, "text2"), on="accent"))
    if tip:
        button.setToolTip(tip)
    button.setCheckable(checkable)
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click is not None:
        # clicked carries a bool that our slots do not take.
        button.clicked.connect(lambda _checked=False: on_click())
    return button


class _Button(QPushButton):
    """Keeps icon and text apart whenever it has a text, also one that comes later."""

    def __init__(self, side: int, gap: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._side, self._gap = side, gap

    def setText(self, text: str) -> None:
        """Set the text. The icon's engine paints at the left of a wider place: that is the gap."""
        super().setText(text)
        self.setIconSize(QSize(self._side + (self._gap if text else 0), self._side))


class _ChipButton(_Button):
    """Wide enough for its text in bold, which the style sheet gives the chosen chip and Qt's hint forgets."""

    def sizeHint(self) -> QSize:
        """Room for the bold text."""
        hint = super().sizeHint()
        bold = QFontMetrics(theme.font(13, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, bold - self.fontMetrics().horizontalAdvance(self.text())), hint.height())

    def minimumSizeHint(self) -> QSize:
        """As the size hint: a chip is left out rather than cut."""
        return self.sizeHint()


class ElidedLink(_Button):
    """A link that ends in … where its room ends; the tool tip then shows all of it."""

    def __init__(self, text: str, on_click: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(14, 3, parent)
        self._full = text
        set_role(self, "link")
        self.setText(text)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: on_click())

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        hint = super().sizeHint()
        more = self.fontMetrics().horizontalAdvance(self._full) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, more), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Room for three characters and the dots."""
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the part that fits."""
        super().resizeEvent(event)
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - around
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self._full if shown != self._full else "")
        if shown != self.text():
            self.setText(shown)


class IconButton(QToolButton):
    """Button with an icon only; its name is tool tip and accessible name."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        if small:
            set_role(self, "small", "density")
        side = 14 if small else 17
        self.setIconSize(QSize(side, side))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_icon(icon_name)
        self.set_name(name)

    def set_icon(self, icon_name: str, tint: str = "text2") -> None:
        """Show another icon."""
        self.setIcon(icon(icon_name, tint, on="accent"))

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setToolTip(name)
        self.setAccessibleName(name)


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a row: its key, its text and, if known, how many it stands for."""

    key: str
    text: str
    count: int | None = None

    def caption(self) -> str:
        """Text with the count behind it."""
        return self.text if self.count is None else f"{self.text}  {self.count:,}"


class ChipRow(QWidget):
    """Filter chips, of which one is chosen. Arrow keys move the choice; ``chosen`` tells its key."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonToggled.connect(self._toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; the choice stays if its key is still there, else the first one is chosen."""
        if [chip.key for chip in chips] != list(self._buttons):
            self._rebuild(chips)
        for chip in chips:
            button = self._buttons[chip.key]
            button.setText(chip.caption())
            button.setAccessibleName(chip.caption())

    def current(self) -> str:
        """Key of the chosen chip, empty when there are none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a chip. KeyError for an unknown key."""
        self._buttons[key].setChecked(True)

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        before = self.current()
        blocker = QSignalBlocker(self._group)
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for place, chip in enumerate(chips):
            button = make_button(chip.caption(), role="chip", checkable=True, parent=self)
            self._group.addButton(button)
            self._row.insertWidget(place, button)
            self._buttons[chip.key] = button
        if chips:
            self.choose(before if before in self._buttons else chips[0].key)
        blocker.unblock()

    def _toggled(self, _button: object, checked: bool) -> None:
        if checked:
            self.chosen.emit(self.current())
