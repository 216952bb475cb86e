from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_crm import errors
from ui.crash import CrashDialog, CrashGuard, kind_of, report
from ui.errors import describe


def every_kind(base=errors.CrmError):
    for kind in base.__subclasses__():
        yield kind
        yield from every_kind(kind)


@pytest.mark.parametrize("kind", list(every_kind()), ids=lambda kind: kind.__name__)
def test_every_error_has_three_sentences_of_its_own(dressed, kind):
    text = describe(kind())
    assert text.code == kind.code
    assert text.what and text.safe and text.todo
    assert text.what != describe(ValueError()).what


def test_unknown_code_falls_back_to_its_kind(dressed):
    assert describe(errors.SyncError("never_heard_of")).what == describe(errors.SyncError()).what
    assert describe(errors.SyncError("never_heard_of")).code == "never_heard_of"


def test_parameters_are_filled_in(dressed):
    assert describe(errors.UsageError("unknown_field", field="foo")).what.endswith("foo")


def raised(secret):
    try:
        raise ValueError(secret)
    except ValueError as error:
        return error


def test_report_has_frames_and_no_values():
    text = report(raised("13800138000"))
    assert "13800138000" not in text
    assert "test_errors.py" in text
    assert "raised" in text
    assert "ValueError" in text


def test_same_place_is_the_same_kind():
    assert kind_of(raised("a")) == kind_of(raised("b"))


@pytest.fixture
def guard(dressed, tmp_path):
    made = CrashGuard(tmp_path / "logs" / "window.log")
    made.install()
    yield made
    made.uninstall()


@pytest.mark.usefixtures("expects_log")
def test_guard_shows_each_kind_once_and_logs_all(guard, qtbot, tmp_path):
    caught = []
    guard.caught.connect(caught.append)
    with qtbot.waitSignal(guard.caught):
        for number in range(3):
            error = raised(f"secret {number}")
            sys.excepthook(type(error), error, error.__traceback__)
    QApplication.processEvents()
    assert len(caught) == 1
    log = (tmp_path / "logs" / "window.log").read_text("utf-8")
    assert log.count("ValueError") == 3
    assert "secret" not in log


@pytest.mark.usefixtures("expects_log")
def test_guard_hears_threads_and_qt(guard, qtbot, tmp_path, caplog):
    with qtbot.waitSignal(guard.caught) as told:
        error = raised("x")
        threading.excepthook(threading.ExceptHookArgs((type(error), error, None, None)))
    assert told.args[0] is error
    with caplog.at_level(logging.WARNING):
        qWarning("layout trouble")
    assert "layout trouble" in (tmp_path / "logs" / "window.log").read_text("utf-8")


def test_crash_dialog_copies_the_report(qtbot):
    dialog = CrashDialog(raised("secret"))
    dialog.show()
    dialog.copy()
    assert "ValueError" in QGuiApplication.clipboard().text()
    dialog.close()
