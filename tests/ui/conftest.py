"""Set-up of window tests: offscreen platform, theme and fonts, and guards that hold after every test."""

from __future__ import annotations

import gc
import logging
import os
import threading

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QThread, QTimer, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.crash import HARMLESS
from ui.i18n import SOURCE, languages
from ui.theme import Mode, theme


@pytest.fixture(scope="session")
def qapp_cls():
    return QApplication


@pytest.fixture(scope="session")
def dressed(qapp):
    """The application in the light theme and in Chinese."""
    qapp.setApplicationName("客户管家")
    theme.apply(qapp, Mode.LIGHT)
    languages.install(SOURCE)
    return qapp


def ime(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Type through an input method: compose ``preedit``; then, if given, commit ``commit``."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    if commit:
        event = QInputMethodEvent("", [])
        event.setCommitString(commit)
        QApplication.sendEvent(widget, event)


@pytest.fixture(name="ime")
def _ime():
    return ime


@pytest.fixture(autouse=True)
def _guards(request, caplog):
    """Nothing may stay behind: no thread, timer, window; no Qt message and no warning in the log.

    ``@pytest.mark.usefixtures("expects_log")`` lets a test say things into the log.
    """
    if not {"qapp", "qtbot", "dressed"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("dressed")
    threads = set(threading.enumerate())
    widgets = {id(widget) for widget in QApplication.topLevelWidgets()}
    said: list[str] = []
    previous = qInstallMessageHandler(lambda _kind, _context, text: said.append(text))
    yield
    qInstallMessageHandler(previous)
    _finish_deletions()
    left = [thread.name for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    assert not left, f"threads left: {left}"
    windows = [repr(w) for w in QApplication.topLevelWidgets() if id(w) not in widgets and w.isVisible()]
    assert not windows, f"windows left: {windows}"
    assert not (leftovers := _live_qt()), f"left running: {leftovers}"
    if "expects_log" not in request.fixturenames:
        warnings = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
        messages = [text for text in said if text not in HARMLESS]
        assert not warnings + messages, f"unexpected messages: {warnings + messages}"


@pytest.fixture
def expects_log():
    """Marks a test that provokes log messages."""


def _finish_deletions() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def _live_qt() -> list[str]:
    found = []
    main = QApplication.instance().thread()
    for thing in gc.get_objects():
        if isinstance(thing, QTimer) and shiboken6.isValid(thing) and thing.isActive():
            found.append(f"QTimer of {thing.parent()!r}")
        elif isinstance(thing, QThread) and thing is not main and shiboken6.isValid(thing) and thing.isRunning():
            found.append(f"QThread {thing!r}")
    return found
