"""What the system tells about the network, and moments at which synchronising is likely to help: the network is back,
the laptop woke up.

All are hints. The scheduler tries on its own too, so a platform that tells none loses a little time only.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkInformation

#: Away longer than this counts as a sleep, in seconds.
LONG_ABSENCE_S = 600


def under_wine() -> bool:
    """Say whether this Windows is wine, as on a Linux desktop that runs Windows programs."""
    return sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")


@dataclass(frozen=True, slots=True)
class NetworkHints:
    """What the system believes: the network costs by volume, or wants a log-in first."""

    metered: bool = False
    captive: bool = False


class Wakes(QObject):
    """Calls ``wake``; ``hinted(NetworkHints)`` when the hints change. ``clock`` counts seconds and goes on during
    sleep, as the wall clock does."""

    hinted = Signal(object)

    def __init__(self, wake: Callable[[], object], parent: QObject, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._wake = wake
        self._clock = clock
        self._seen = clock()
        self._network: QNetworkInformation | None = None
        self.hints = NetworkHints()

    def begin(self) -> None:
        """Listen to the network and to the program coming to the front."""
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.applicationStateChanged.connect(self.state_changed)
        if under_wine():  # there Qt's reading of the network never comes back, and the window stands still
            return
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            self._network = QNetworkInformation.instance()
            self._network.reachabilityChanged.connect(self.reachability_changed)
            self._network.isMeteredChanged.connect(self.metered_changed)
            self._network.isBehindCaptivePortalChanged.connect(self.captive_changed)
            self.metered_changed(self._network.isMetered())
            self.captive_changed(self._network.isBehindCaptivePortal())

    def end(self) -> None:
        """Listen no more."""
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.disconnect(self)
        if self._network is not None:
            self._network.disconnect(self)
            self._network = None

    @Slot(QNetworkInformation.Reachability)
    def reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        """The network came or went."""
        if reachability not in (
            QNetworkInformation.Reachability.Disconnected,
            QNetworkInformation.Reachability.Unknown,
        ):
            self._wake()

    @Slot(bool)
    def metered_changed(self, metered: object) -> None:
        """The network costs by volume, or no more; what was held back for that may go now."""
        cheaper = self.hints.metered and not metered
        self._hint(NetworkHints(bool(metered), self.hints.captive))
        if cheaper:
            self._wake()

    @Slot(bool)
    def captive_changed(self, captive: object) -> None:
        """The network wants a log-in; after it is the moment to try."""
        freed = self.hints.captive and not captive
        self._hint(NetworkHints(self.hints.metered, bool(captive)))
        if freed:
            self._wake()

    @Slot(Qt.ApplicationState)
    def state_changed(self, state: Qt.ApplicationState) -> None:
        """The program went to the back or came to the front."""
        now = self._clock()
        away, self._seen = now - self._seen, now
        if state == Qt.ApplicationState.ApplicationActive and away > LONG_ABSENCE_S:
            self._wake()

    def _hint(self, hints: NetworkHints) -> None:
        if hints != self.hints:
            self.hints = hints
            self.hinted.emit(hints)
