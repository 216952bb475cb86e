"""What the program has to say in place: banner, empty page, progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import set_role, theme
from ui.widgets.buttons import make_button
from ui.widgets.labels import make_label
from ui.widgets.marks import IconMark

#: Kind of a banner or toast -> icon and colour token.
KINDS = {
    "info": ("info", "blue"),
    "success": ("circle-check", "green"),
    "warning": ("triangle-alert", "amber"),
    "error": ("circle-alert", "red"),
}


class Banner(QFrame):
    """A coloured strip: icon, sentence, at most a few actions. ``kind`` is a key of :data:`KINDS`."""

    def __init__(self, text: str = "", kind: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        symbol, token = KINDS[kind]
        self._icon = IconMark(symbol, token, 16)
        self._label = make_label(wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 8, 7)
        self._row.setSpacing(10)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._label, 1)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_message(text, kind)

    def set_message(self, text: str, kind: str = "info") -> None:
        """Say something else."""
        symbol, token = KINDS[kind]
        self._icon.set_icon(symbol, token)
        self._label.setText(text)
        self.setAccessibleName(text)
        set_role(self, kind, "kind")
        set_role(self._label, f"banner-{kind}")

    def add_action(self, text: str, on_click: Callable[[], object]) -> QPushButton:
        """Add a button at the right end."""
        button = make_button(text, size="small", on_click=on_click)
        self._row.addWidget(button)
        return button


class EmptyState(QWidget):
    """What a page shows when it has nothing: icon, title, a sentence, what one can do."""

    def __init__(self, icon_name: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = make_label(role="heading", wrap=True)
        self._text = make_label(role="body", wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setMaximumWidth(420)
        self._text.setMinimumWidth(200)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(IconMark(icon_name, "accent", 64, halo="soft"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._title)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._text, 10)
        line.addStretch(1)
        column.addLayout(line)
        column.addSpacing(6)
        column.addLayout(self._centred(self._actions))
        column.addStretch(2)
        self.set_texts(title, text)

    def set_texts(self, title: str, text: str = "") -> None:
        """Set title and sentence."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def add_action(self, button: QPushButton) -> None:
        """Add a button below the sentence."""
        self._actions.addWidget(button)

    @staticmethod
    def _centred(inner: QHBoxLayout) -> QHBoxLayout:
        outer = QHBoxLayout()
        outer.addStretch(1)
        outer.addLayout(inner)
        outer.addStretch(1)
        return outer


class Spinner(QWidget):
    """Turning arc. It turns only while it is on screen."""

    _STEP = 30
    _INTERVAL_MS = 80

    def __init__(self, name: str, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(self._INTERVAL_MS)
        self._timer.timeout.connect(self._turn)
        self.setFixedSize(size, size)
        self.setAccessibleName(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Start turning."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop turning."""
        self._timer.stop()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring and arc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, self.width() / 9)
        rect = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(theme.color("pressed"), width))
        painter.drawEllipse(rect)
        pen = QPen(theme.color("primary"), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(rect, -self._angle * 16, 100 * 16)
        painter.end()

    def _turn(self) -> None:
        self._angle = (self._angle + self._STEP) % 360
        self.update()


class ProgressLine(QWidget):
    """Thin bar with a sentence over it and, if wanted, a cancel button."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = make_label(role="body")
        self._share = make_label(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._top = QHBoxLayout()
        self._top.setSpacing(10)
        self._top.addWidget(self._label, 1)
        self._top.addWidget(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._top)
        column.addWidget(self._bar)
        self.set_text(text)
        self.set_progress(0, 0)

    def set_text(self, text: str) -> None:
        """Say what is being done."""
        self._label.setText(text)
        self._bar.setAccessibleName(text)

    def set_progress(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``; a total of 0 means nobody knows, the bar then runs."""
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        self._share.setText(f"{done:,} / {total:,}" if total else "")

    def add_action(self, button: QPushButton) -> None:
        """Put a button at the right end, such as cancel."""
        self._top.addWidget(button)

    def sizeHint(self) -> QSize:
        """Wide enough for a sentence."""
        return QSize(max(280, super().sizeHint().width()), super().sizeHint().height())
