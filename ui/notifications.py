"""Short messages in the window, with at most one action, such as 撤销."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.buttons import IconButton, make_button
from ui.widgets.feedback import KINDS
from ui.widgets.labels import make_label
from ui.widgets.marks import IconMark

#: How long a message stays, in milliseconds; longer when it offers an action.
STAY_MS = 5000
STAY_WITH_ACTION_MS = 9000
#: More than this many at once would cover the page; the oldest goes first.
LIMIT = 3

_GAP = 8
_BOTTOM = 48
_MAX_WIDTH = 520


class Toast(QFrame):
    """One message. It waits while the pointer or the keyboard is on it; Esc closes it."""

    gone = Signal(object)

    def __init__(self, text: str, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.has_action = False
        self.setProperty("role", "toast")
        self.setAccessibleName(text)
        self._label = make_label(text, wrap=len(text) > 40)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(10)
        self._row.addWidget(IconMark(KINDS[kind][0], "toast_accent", 16))
        self._row.addWidget(self._label, 1)
        close = IconButton("x", self.tr("关闭"), small=True)
        close.set_icon("x", "on_toast")
        close.clicked.connect(self.dismiss)
        self._row.addWidget(close)
        self.setMaximumWidth(_MAX_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)

    def offer(self, action: str, on_action: Callable[[], object]) -> None:
        """Offer one action; taking it closes the message."""
        self.has_action = True
        button = make_button(action, parent=self)
        self._row.insertWidget(2, button)
        button.clicked.connect(lambda _checked=False: self._take(on_action))

    def start(self, stay_ms: int) -> None:
        """Count down; 0 stays until closed."""
        self._timer.setInterval(stay_ms)
        if stay_ms:
            self._timer.start()

    def fit(self) -> None:
        """Take the room that the text needs; a wrapped one needs more height than Qt guesses."""
        self.adjustSize()
        needed = self._row.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))

    def dismiss(self) -> None:
        """Close."""
        self._timer.stop()
        self.hide()
        self.gone.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count down again."""
        if self.isVisible() and self._timer.interval():
            self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _take(self, on_action: Callable[[], object]) -> None:
        self.dismiss()
        on_action()


class Notifications(QObject):
    """Stacks messages at the lower edge of ``host``, the newest lowest."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._toasts: list[Toast] = []
        host.installEventFilter(self)

    def post(
        self,
        text: str,
        *,
        kind: str = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        stay_ms: int | None = None,
    ) -> Toast:
        """Show a message of a kind of :data:`ui.widgets.feedback.KINDS`."""
        toast = Toast(text, kind, self._host)
        if action and on_action is not None:
            toast.offer(action, on_action)
        toast.gone.connect(self._forget)
        self._toasts.append(toast)
        while len(self._toasts) > LIMIT:
            self._toasts[0].dismiss()
        default = STAY_WITH_ACTION_MS if action else STAY_MS
        toast.start(default if stay_ms is None else stay_ms)
        self._place()
        toast.show()
        # Screen readers speak an alert without moving the focus.
        QAccessible.updateAccessibility(QAccessibleEvent(toast, QAccessible.Event.Alert))
        return toast

    def offer(self, action: str, on_action: Callable[[], object]) -> None:
        """Offer an action in the newest message, unless that has one."""
        if self._toasts and not self._toasts[-1].has_action:
            self._toasts[-1].offer(action, on_action)
            self._toasts[-1].start(STAY_WITH_ACTION_MS)
            self._place()

    def toasts(self) -> tuple[Toast, ...]:
        """Messages on screen, oldest first."""
        return tuple(self._toasts)

    def clear(self) -> None:
        """Close all."""
        for toast in tuple(self._toasts):
            toast.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _forget(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.deleteLater()
        self._place()

    def _place(self) -> None:
        bottom = self._host.height() - _BOTTOM
        for toast in reversed(self._toasts):
            toast.fit()
            toast.move((self._host.width() - toast.width()) // 2, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + _GAP
