"""Where scenes are played: windows on the profiles, waiting until all is quiet, the picture, the clearing away."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.services.drafts import DraftService
from sync.client.status import State, SyncStatus
from ui.app import application, assemble
from ui.i18n import languages
from ui.main_window import MainWindow
from ui.screenshots.data import EMPTY, FILLED, open_profile
from ui.screenshots.sync_data import NOW
from ui.settings import Settings
from ui.theme import Mode, theme

_PATIENCE_S = 30.0
_QUIET_S = 0.04
_PAUSE_S = 0.002
#: Timers that fire once and so soon are waited for, in milliseconds.
_SOON_MS = 100
#: The chips are counted this long after the list has come, in seconds.
_COUNTED_S = 1.0
#: Layouts inside each other, from a label of the card to the window.
_NESTED = 12
SCRATCH = "scratch"  # an empty profile that a scene may fill

SYNCED = SyncStatus(State.SYNCED, 3, 3, 3, NOW, "https://crm.example.cn")
ALONE = SyncStatus(State.NOT_ENROLLED)


class NotDrawn(Exception):
    """A scene did not come to rest in time."""


class StillSync:
    """A synchronisation that stands as told and does nothing."""

    def __init__(self, status: SyncStatus) -> None:
        self.status = status

    def start(self) -> None:
        """Start nothing."""

    def stop(self) -> None:
        """Stop nothing."""

    def wake(self) -> None:
        """Wake nothing."""

    def request_check(self) -> None:
        """Check nothing."""

    def cancel_check(self) -> None:
        """Cancel nothing."""


def _depth(widget: QWidget) -> int:
    """Count the windows below a window."""
    above = widget.parentWidget()
    return 1 + _depth(above.window()) if above is not None else 0


class Stage:
    """One theme and one language. ``profiles`` is what :func:`ui.screenshots.data.make_profiles` made."""

    def __init__(
        self,
        profiles: Path,
        size: QSize,
        mode: Mode = Mode.LIGHT,
        language: str = "zh_CN",
        translations: Path | None = None,
    ) -> None:
        self.size = size
        self.folder = profiles
        self._windows: dict[str, MainWindow] = {}
        self._shown: QWidget | None = None
        theme.apply(application(), mode)
        languages.install(language, translations)

    # -- for scenes -------------------------------------------------------------------------

    def window(self, profile: str = FILLED) -> MainWindow:
        """Show the window of a profile with the list of customers."""
        for name, other in self._windows.items():
            other.setVisible(name == profile)
        if profile not in self._windows:
            self._windows[profile] = self._open(profile)
        window = self._windows[profile]
        window.resize(self.size)
        window.go_to("customers")
        self._shown = window
        return window

    def tell(self, window: MainWindow, status: SyncStatus) -> None:
        """Let the synchronisation of a window stand as told."""
        window.context.sync = StillSync(status)
        window.context.sync_signals.tell(status)

    def customer(self, name: str) -> str:
        """Return the id of a customer of the filled profile by name."""
        app = self.window().context.app
        return next(row.id for row in app.queries.find(name) if row.values["display_name"] == name)

    def wait(self, ready: Callable[[], bool]) -> None:
        """Go on when something is so. Raises NotDrawn after half a minute."""
        until = time.monotonic() + _PATIENCE_S
        while not ready():
            if time.monotonic() > until:
                raise NotDrawn
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(_PAUSE_S)  # processEvents does not wait for any: the work in the background needs the processor

    def settle(self, seconds: float = _QUIET_S) -> None:
        """Let the work in the background end, and timers and layouts that are due run."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until and not self._busy())
        for _ in range(_NESTED):  # a layout that changed asks the one around it for another round
            QApplication.processEvents()

    # -- for pictures and checks ------------------------------------------------------------

    def play(self, scene: Callable[[Stage], object]) -> None:
        """Set a scene."""
        scene(self)
        self.settle()

    def tops(self) -> list[QWidget]:
        """Return the visible windows, the main window first, each before what was opened from it."""
        others = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        main = [widget for widget in others if isinstance(widget, MainWindow)]
        return main + sorted((widget for widget in others if widget not in main), key=_depth)

    def picture(self) -> QPixmap:
        """Draw what a person would see: the window, and over it dialogs, menus and popovers."""
        ratio = application().devicePixelRatio()
        pixmap = QPixmap(self.size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.color("border"))
        painter = QPainter(pixmap)
        for widget in self.tops():
            place = QPoint(0, 0) if isinstance(widget, MainWindow) else self._place(widget)
            painter.drawPixmap(place, widget.grab())
            if not isinstance(widget, MainWindow):
                painter.setPen(theme.color("field_border"))
                painter.drawRect(widget.rect().translated(place).adjusted(-1, -1, 0, 0))
        painter.end()
        return pixmap

    def clear(self) -> None:
        """Take away everything a scene put over or into the windows."""
        for widget in self.tops():
            if not isinstance(widget, MainWindow):
                widget.close()
                widget.deleteLater()
        for window in self._windows.values():
            window.locking.follow(window.context.status)
            window.status_bar.set_status(window.context.status)
            window.editing.leave(offer=False)
            window.notifications.clear()
            drafts = DraftService(window.context.app.store, window.context.app.clock)
            for draft in drafts.all():
                drafts.drop(draft.key)
            if window.isVisible():
                window.go_to("customers")
                window.customers.tools.close_filters()
                window.customers.view_desk.show_view(window.customers.view_desk.all_views()[0])
                window.customers.view.reset_columns()
                window.customers.card.show_tab("fields")
        self.settle(0.0)
        self._forget()

    def close(self) -> None:
        """Close windows and profiles."""
        self.clear()
        for window in self._windows.values():
            window.close()
            window.context.app.close()
            window.deleteLater()
        self._windows.clear()
        self._forget()

    # -- parts ------------------------------------------------------------------------------

    def _open(self, profile: str) -> MainWindow:
        if profile == SCRATCH and not (self.folder / SCRATCH).exists():
            shutil.copytree(self.folder / EMPTY, self.folder / SCRATCH)
        app = open_profile(self.folder / profile)
        window = assemble(app, Settings(app.paths.settings), with_sync=False)
        self.tell(window, ALONE if profile in (EMPTY, SCRATCH) else SYNCED)
        window.resize(self.size)
        window.show()
        self.wait(lambda: window.is_usable and window.customers.model.complete)
        self.settle(_COUNTED_S)
        return window

    def _place(self, widget: QWidget) -> QPoint:
        """Where a window stands: popups where they opened, dialogs in the middle."""
        base = self._shown if self._shown is not None and self._shown.isVisible() else None
        if base is not None and widget.isWindow() and widget.windowType() == widget.windowType().Popup:
            return widget.mapToGlobal(QPoint(0, 0)) - base.mapToGlobal(QPoint(0, 0))
        room = self.size - widget.size()
        return QPoint(max(0, room.width() // 2), max(0, room.height() // 2))

    def _busy(self) -> bool:
        return any(window.context.jobs.busy or _is_due(window) for window in self._windows.values())

    @staticmethod
    def _forget() -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def _is_due(window: QWidget) -> bool:
    """Whether something of the window happens in a moment."""
    timers = window.findChildren(QTimer)
    return any(timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS for timer in timers)
