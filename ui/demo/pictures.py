"""Pictures of the window, taken without a screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from sync.client.status import State
from ui.app import build
from ui.main_window import MainWindow
from ui.theme import Mode

_SIZE = (1366, 768)
_PATIENCE_S = 30.0


class NotDrawn(Exception):
    """The window did not come to rest in time."""


def take_pictures(profile: Path, passphrase: str, customer_id: str, target: Path) -> list[Path]:
    """Draw list, card and form of a profile in light and dark; return the files. Raises NotDrawn, CrmError."""
    taken: list[Path] = []
    for mode in (Mode.LIGHT, Mode.DARK):
        window = build(profile, passphrase, mode=mode, with_sync=True)
        try:
            taken += _of_window(window, customer_id, target, mode)
        finally:
            window.close()
            window.context.app.close()
            window.deleteLater()
            QApplication.processEvents()
    return taken


def _of_window(window: MainWindow, customer_id: str, target: Path, mode: Mode) -> list[Path]:
    window.resize(*_SIZE)
    window.show()
    _wait(lambda: window.is_usable and window.customers.model.complete)
    _wait(lambda: window.context.status.state is State.SYNCED)
    taken = [_save(window, target / f"customers-{mode}.png")]
    window.show_customer(customer_id)
    _wait(lambda: window.customers.current_id() == customer_id)
    taken.append(_save(window, target / f"card-{mode}.png"))
    window.open_editor(customer_id)
    taken.append(_save(window, target / f"form-{mode}.png"))
    return taken


def _save(window: QWidget, path: Path) -> Path:
    _draw()
    if not window.grab().save(str(path)):
        raise NotDrawn(path.name)
    return path


def _wait(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not ready():
        if time.monotonic() > until:
            raise NotDrawn
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _draw() -> None:
    """Let timers and layouts that are due run: a picture shows what a person would see a moment later."""
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
