"""PySide 6.12.0 on Python 3.11 loses references to None, True and False and then aborts the process.

This guard must pass before the upper bound of PySide6-Essentials in pyproject.toml is lifted.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

ROUNDS = 10_000
#: Other code may drop a few references meanwhile; the fault drops one each round.
SLACK = 100


class Model(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else 1

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return "x" if role == Qt.ItemDataRole.DisplayRole else None


class Sender(QObject):
    told = Signal(int, object, bool)


def _ask_model(qapp):
    index = Model(qapp).index(0, 0)
    return lambda: index.data(Qt.ItemDataRole.FontRole)


def _emit(qapp):
    sender = Sender(qapp)
    return lambda: sender.told.emit(1, None, True)


def _process(qapp):
    return qapp.processEvents


@pytest.mark.parametrize("make", [_ask_model, _emit, _process])
def test_calls_lose_no_reference(qapp, make):
    call = make(qapp)
    watched = (None, True, False)
    before = [sys.getrefcount(value) for value in watched]
    for _ in range(ROUNDS):
        call()
    after = [sys.getrefcount(value) for value in watched]
    lost = [old - new for old, new in zip(before, after, strict=True)]
    assert max(lost) < SLACK, dict(zip(map(str, watched), lost, strict=True))
