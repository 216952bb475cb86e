"""Every scene of ``make screenshots`` in Chinese and in stretched English: names for screen readers, the order of Tab,
no text left untranslated and none cut off. A new scene is checked by itself.

Stretched English is English with a third more room taken: what fits and is translated there is so in English."""

from __future__ import annotations

import importlib.util
import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QWidget,
)

from desktop_crm.domain.campaign_records import CAMPAIGN_RECORDS
from desktop_crm.domain.claim_records import CLAIM_RECORDS
from desktop_crm.domain.file_records import FILE_RECORDS
from ui.dialogs._frame import Dialog, order_tabs
from ui.i18n import CHOICES, SOURCE, languages
from ui.main_window import MainWindow
from ui.notifications import Toast
from ui.screenshots.data import make_profiles
from ui.screenshots.scenes import SCENES
from ui.screenshots.stage import Stage
from ui.widgets import ElidedLabel

pytestmark = pytest.mark.lengthy
ROOT = Path(__file__).resolve().parents[2]
_SIZE = QSize(1366, 768)
_CUSTOMERS = 24
_CJK = re.compile(r"[\u3400-\u9fff]")
_STRETCHED = "en_XA"
#: What may stand in Chinese in an English window: names of languages, what a scene types, and the end of the
#: names that files of failed rows and of backups have in every language.
_OWN_NAMES = {*CHOICES.values(), "没有这个人", "失败", "客户备份"}


@pytest.fixture(scope="module")
def translations(tmp_path_factory):
    """A folder with the English and the stretched language."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("translations")
    module.build_stretched(folder)
    return folder


@pytest.fixture(scope="module")
def profiles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("profiles")
    make_profiles(folder, _CUSTOMERS)
    return folder


def _visible(root, kind):
    return [widget for widget in root.findChildren(kind) if widget.isVisible() and not widget.visibleRegion().isEmpty()]


def _called(widget):
    return f"{type(widget).__name__} {widget.objectName() or _text(widget)!r} in {widget.window().objectName()}"


def _text(widget):
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


# -- names ----------------------------------------------------------------------------------


def nameless(root):
    """Give the controls that a screen reader cannot name."""
    for widget in _visible(root, QWidget):
        inner = isinstance(widget.parent(), QComboBox | QAbstractItemView) or isinstance(widget, QScrollBar)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner and not widget.accessibleName():
            told = isinstance(widget, QAbstractButton | QTabBar) and bool(_text(widget) or isinstance(widget, QTabBar))
            if not told and widget.focusProxy() is None:
                yield _called(widget)


# -- the order of Tab -----------------------------------------------------------------------


def out_of_order(root):
    """Give the steps of Tab that go back up by more than a row, though not to a new column."""
    _arrange(root)
    stops = _tab_stops(root)
    for one, other in pairwise(stops):
        first, second = _place(one, root), _place(other, root)
        above = second.bottom() <= first.top()
        # A column to the right of everything so far begins at the top again.
        if above and second.left() < first.right():
            yield f"{_called(one)} -> {_called(other)}"


def _arrange(root):
    """Do what a press of Tab does first."""
    if isinstance(root, MainWindow):
        root.order_tabs()
    elif isinstance(root, Dialog):
        order_tabs(root)


def _tab_stops(root):
    stops, at = [], root.nextInFocusChain()
    while at is not root and at is not None:
        shown = (
            not isinstance(at.parent(), Toast)
            and at.isVisible()
            and at.isEnabled()
            and not at.visibleRegion().isEmpty()
        )
        if shown and at.window() is root and at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None:
            stops.append(at)
        at = at.nextInFocusChain()
    return stops


def _place(widget, root):
    return widget.rect().translated(widget.mapTo(root, QPoint(0, 0)))


# -- words ----------------------------------------------------------------------------------


def shown_texts(root):
    """Give every text that is the program's own: (owner, text)."""
    yield root, root.windowTitle()
    for widget in _visible(root, QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, _text(widget)
        if isinstance(widget, QLineEdit):
            yield widget, widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from ((widget, widget.tabText(place)) for place in range(widget.count()))
        if isinstance(widget, QHeaderView) and widget.model() is not None:
            yield from ((widget, text) for text in _headers(widget))
        yield widget, widget.toolTip()
        yield widget, widget.accessibleName()


def _headers(header):
    for place in range(header.count()):
        if not header.isSectionHidden(place):
            yield str(header.model().headerData(place, header.orientation()) or "")


# -- room -----------------------------------------------------------------------------------


def cut_off(root):
    """Give the texts that have less room than they need and no tool tip to tell the rest."""
    for widget in _visible(root, QLabel):
        if not isinstance(widget, ElidedLabel) and widget.text() and widget.pixmap().isNull() and not widget.toolTip():
            needed = _needed(widget)
            if needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1:
                yield f"{_called(widget)} {widget.text()!r}: {needed} in {widget.size()}"
    for kind in (QPushButton, QCheckBox, QRadioButton):
        for widget in _visible(root, kind):
            if widget.text() and not widget.toolTip() and widget.sizeHint().width() > widget.width() + 1:
                yield f"{_called(widget)} {widget.text()!r}: {widget.sizeHint().width()} in {widget.width()}"
    for bar in _visible(root, QTabBar):
        for place in range(bar.count()):
            if bar.fontMetrics().horizontalAdvance(bar.tabText(place)) > bar.tabRect(place).width():
                yield f"{_called(bar)} {bar.tabText(place)!r}"
    yield from _cut_headers(root)


def _needed(label):
    if not label.wordWrap():
        margins = label.contentsMargins()
        text = label.fontMetrics().size(0, label.text()) if label.textFormat() != Qt.TextFormat.RichText else QSize()
        return text.grownBy(margins)
    return QSize(0, label.heightForWidth(label.width()))


def _cut_headers(root):
    for header in _visible(root, QHeaderView):
        if header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
            continue
        for place in range(header.count()):
            text = str(header.model().headerData(place, header.orientation()) or "")
            tip = header.model().headerData(place, header.orientation(), Qt.ItemDataRole.ToolTipRole)
            wide = header.fontMetrics().horizontalAdvance(text) > header.sectionSize(place)
            if wide and not header.isSectionHidden(place) and not tip:
                yield f"{_called(header)} {text!r}"


# -- the tests ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data_texts(profiles):
    """All text of the filled profiles and of the messy list: data may be Chinese."""
    from importlib.resources import files

    from ui.screenshots.data import CLAIMS, DEALER, FILLED, HOTEL, MERGING, OFFICE, open_profile

    rows = []
    for name in (FILLED, OFFICE, MERGING, DEALER, CLAIMS, HOTEL):
        app = open_profile(profiles / name)
        with app.store.read() as connection:
            tables = (
                "customer",
                "contact",
                "family_member",
                "attachment",
                "history",
                "remote_history",
                "outbox",
                "meta",
                "parameter",
            )
            for table in (*tables, *(record.name for record in (*FILE_RECORDS, *CLAIM_RECORDS, *CAMPAIGN_RECORDS))):
                rows.append(connection.exec_driver_sql(f'SELECT * FROM "{table}"').fetchall())
        app.close()
    words = {str(value) for table in rows for row in table for value in row if value and _CJK.search(str(value))}
    messy = (files("resources") / "sample_data" / "messy_customers.csv").read_bytes().decode("gb18030", "replace")
    return "\n".join(words) + messy


@pytest.mark.parametrize("code", [SOURCE, _STRETCHED])
def test_every_scene(dressed, profiles, translations, data_texts, code):
    stage = Stage(profiles, _SIZE, language=code, translations=translations if code == _STRETCHED else None)
    faults = []
    try:
        for scene in SCENES:
            stage.play(scene.build)
            for root in stage.tops():
                found = [*nameless(root), *cut_off(root)]
                if isinstance(root, QDialog) or root.objectName() == "main_window":
                    found += out_of_order(root)
                if code == _STRETCHED:
                    found += _untranslated(root, data_texts)
                faults += [f"{scene.name}: {fault}" for fault in found]
            stage.clear()
    finally:
        stage.close()
        languages.install(SOURCE)
    seen = {}
    for fault in faults:
        seen.setdefault(fault.partition(": ")[2], fault)
    assert not seen, f"{len(seen)} faults:\n" + "\n".join(seen.values())


def _untranslated(root, data_texts):
    for widget, text in shown_texts(root):
        if any(part not in data_texts and part not in _OWN_NAMES for part in _chinese(text)):
            yield f"{_called(widget)} says {text!r}"


def _chinese(text):
    return re.findall(r"[\u3400-\u9fff]+", text) if text not in _OWN_NAMES else []


def test_the_checks_find_what_they_look_for(qtbot):
    """A check that finds nothing anywhere proves nothing."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.resize(300, 200)
    label, low, high = QLabel("a text that is far too long", dialog), QLineEdit(dialog), QLineEdit(dialog)
    label.setGeometry(0, 0, 30, 20)
    low.setGeometry(0, 150, 80, 24)
    high.setGeometry(0, 40, 80, 24)
    high.setPlaceholderText("未翻译")
    dialog.show()
    QApplication.processEvents()
    assert len(list(nameless(dialog))) == 2
    assert len(list(out_of_order(dialog))) == 1
    assert len(list(cut_off(dialog))) == 1
    assert len(list(_untranslated(dialog, ""))) == 1
