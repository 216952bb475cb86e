"""Unexpected errors: written to the log, shown once a kind, with a report that can be copied.

The report names program, versions and frames (file, line, function) and never a value: neither
messages of exceptions nor variables, which may hold a customer's data.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_crm.errors import CrmError
from ui.errors import describe
from ui.i18n import Translated
from ui.widgets.buttons import make_button
from ui.widgets.labels import make_label

_LOG = logging.getLogger("ui.crash")
_LOG_BYTES = 1_000_000
_LOG_FILES = 3

# Said by platforms that cannot do something we do not need.
HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)


def report(error: BaseException) -> str:
    """Copyable text about an error, free of personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    head = (
        f"Desktop CRM, Python {platform.python_version()}, PySide {PySide6.__version__}, "
        f"{platform.system()} {platform.release()} {platform.machine()}"
    )
    return "\n".join((head, f"{kind_of(error)}", *lines))


def kind_of(error: BaseException) -> str:
    """What makes two errors the same: class, code, innermost frame."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{_short(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    code = f"({error.code})" if isinstance(error, CrmError) else ""
    return f"{type(error).__name__}{code} {place}".rstrip()


def _short(path: str) -> str:
    # The folder of a person's home is personal too: the last three parts are enough.
    return "/".join(Path(path).parts[-3:])


class CrashGuard(QObject):
    """Catches what nobody caught, in every thread. ``caught`` comes in the GUI thread, once a kind."""

    caught = Signal(object)
    _arrived = Signal(object)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        log_file.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            log_file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._native = log_file.with_suffix(".native.log").open("a", encoding="utf-8")
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Put all hooks in place."""
        logging.getLogger().addHandler(self._handler)
        sys.excepthook = self._of_main
        threading.excepthook = self._of_thread
        sys.unraisablehook = self._of_unraisable
        qInstallMessageHandler(_of_qt)
        faulthandler.enable(self._native)

    def uninstall(self) -> None:
        """Take all hooks away and close the log."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)
        faulthandler.disable()
        self._native.close()
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()

    def handle(self, error: BaseException) -> None:
        """Log an error and show it if its kind is new. Any thread."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return
        kind = kind_of(error)
        _LOG.error("%s", report(error))
        if kind not in self._seen:
            self._seen.add(kind)
            self._arrived.emit(error)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        self.caught.emit(error)

    def _of_main(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.handle(error)

    def _of_thread(self, details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            self.handle(details.exc_value)

    def _of_unraisable(self, details: sys.UnraisableHookArgs) -> None:
        if details.exc_value is not None:
            self.handle(details.exc_value)


def _of_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message in HARMLESS:
        return
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    logging.getLogger("qt").log(level, "%s: %s", context.category or "default", message)


class CrashDialog(Translated, QDialog):
    """Says that something went wrong, what is safe, and offers the report."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = error
        self._what = make_label(role="heading", wrap=True)
        self._rest = make_label(role="body", wrap=True)
        self._report = QPlainTextEdit(report(error))
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._copy = make_button("", icon_name="copy", on_click=self.copy)
        self._close = make_button("", role="primary", on_click=self.accept)
        self._close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (self._what, self._rest, self._report):
            column.addWidget(widget)
        column.addLayout(row)
        self.resize(560, 360)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.retranslate()

    def copy(self) -> None:
        """Copy the report."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.setText(self.tr("已复制"))

    def retranslate(self) -> None:
        """Set all texts."""
        text = describe(self._error)
        self.setWindowTitle(self.tr("出错了"))
        self._what.setText(text.what)
        self._rest.setText("\n".join((text.safe, text.todo)))
        self._report.setAccessibleName(self.tr("错误报告"))
        self._copy.setText(self.tr("复制报告"))
        self._close.setText(self.tr("继续工作"))
