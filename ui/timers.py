"""Timers that end with their owner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot(owner: QObject, interval_ms: int, slot: Callable[[], object]) -> QTimer:
    """Make a stopped timer that fires once per start. Unlike ``QTimer.singleShot`` it goes with its owner."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer
