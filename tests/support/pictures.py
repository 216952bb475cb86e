"""What the person at a laptop of a story would see: the window on its profile, read as text and kept as a picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from sync.client.status import State
from tests.support.processes import Laptop
from ui.app import build
from ui.main_window import MainWindow

#: Where the pictures of the stories are kept, one folder a story.
FOLDER = Path(__file__).resolve().parents[2] / "build" / "stories"
_SIZE = (1366, 768)
_PATIENCE_S = 15


@contextmanager
def window_of(laptop: Laptop) -> Iterator[MainWindow]:
    """Open the window on a laptop's profile, as a person does: it synchronises by itself, when it can."""
    window = build(laptop.folder, laptop.passphrase, with_sync=True)
    window.resize(*_SIZE)
    window.show()
    try:
        settled = {State.SYNCED, State.OFFLINE, State.ERROR}
        rest(window, lambda: window.is_usable and window.customers.model.complete)
        rest(window, lambda: window.context.status.state in settled)
        yield window
    finally:
        window.close()
        window.context.app.close()
        window.deleteLater()
        QApplication.processEvents()


def rest(window: MainWindow, ready: Callable[[], bool] = lambda: True) -> None:
    """Let the window come to rest: ``ready()`` holds and no job runs. AssertionError when it takes too long."""
    until = time.monotonic() + _PATIENCE_S
    while not ready() or window.context.jobs.busy:
        assert time.monotonic() < until
        _turn()
    for _ in range(5):  # timers of a moment, and layouts
        _turn()


def _turn() -> None:
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)
    time.sleep(0.01)


def on_screen(widget: QWidget) -> str:
    """Return what one reads on it without scrolling: labels, names of the parts, and the rows of its lists."""
    texts = [label.text() for label in widget.findChildren(QLabel) if not label.visibleRegion().isEmpty()]
    texts += [part.accessibleName() for part in widget.findChildren(QWidget) if not part.visibleRegion().isEmpty()]
    for view in widget.findChildren(QAbstractItemView):
        if not view.visibleRegion().isEmpty():
            texts += _rows(view)
    return "\n".join(texts)


def _rows(view: QAbstractItemView) -> Iterator[str]:
    """Yield the words of the first hundred rows; column by column until there is none."""
    model = view.model()
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    for row in range(min(model.rowCount(), 100) if model is not None else 0):
        for column in range(20):
            index = model.index(row, column)
            if not index.isValid():
                break
            yield from (str(text) for role in roles if (text := index.data(role)))


def keep(widget: QWidget, story: str, name: str) -> None:
    """Write the picture ``build/stories/STORY/NAME.png``. AssertionError when it cannot be drawn."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    target = FOLDER / story / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    assert widget.grab().save(str(target))


def seen(laptop: Laptop, page: str, story: str, name: str) -> str:
    """Open the window, go to a page, keep its picture; return what one reads there."""
    with window_of(laptop) as window:
        window.go_to(page)
        rest(window)
        keep(window, story, name)
        return on_screen(window)
