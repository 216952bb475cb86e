from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel

from ui.errors import describe
from ui.i18n import SOURCE, Translated, language, languages
from ui.widgets import MaskedLabel

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def translate():
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _chinese_again(dressed):
    yield
    languages.install(SOURCE)


class Caption(Translated, QLabel):
    def __init__(self):
        super().__init__()
        self.retranslate()

    def retranslate(self):
        self.setText(QCoreApplication.translate("Errors", "文件是空的。"))


def test_switch_reaches_widgets_at_once(qtbot):
    caption, masked = Caption(), MaskedLabel("Phone")
    for widget in (caption, masked):
        qtbot.addWidget(widget)
    masked.set_value("13800138000", "138 **** 8000")
    with qtbot.waitSignal(languages.changed):
        languages.install("en_US")
    QApplication.processEvents()
    assert caption.text() == "The file is empty."
    assert masked._eye.accessibleName() == "Show Phone"
    assert (language(), QLocale().language()) == ("en", QLocale.Language.English)
    languages.install(SOURCE)
    QApplication.processEvents()
    assert caption.text() == "文件是空的。"
    assert (language(), QLocale().language()) == ("zh", QLocale.Language.Chinese)


def test_standard_buttons_are_chinese(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_unknown_language_changes_nothing(dressed):
    with pytest.raises(ValueError, match="xx"):
        languages.install("xx")
    assert languages.code == SOURCE


def test_stretched_language_is_longer_and_marked(dressed, tmp_path, translate):
    languages.install("en_US")
    english = describe(MemoryError()).what
    translate.build_stretched(tmp_path)
    languages.install("en_XA", tmp_path)
    assert language() == "en"
    stretched = describe(MemoryError()).what
    assert stretched.startswith(f"⟦{english}")
    assert len(stretched) >= 1.35 * len(english)


def test_check_finds_gaps_and_lost_placeholders(tmp_path, translate):
    ts = tmp_path / "x.ts"
    ts.write_text(
        '<TS version="2.1"><context><name>Page</name>'
        '<message><source>好</source><translation type="unfinished"></translation></message>'
        "<message><source>共 %1 位</source><translation>all</translation></message>"
        "<message><source>删除 {name}？</source><translation>Delete {name}?</translation></message>"
        '<message numerus="yes"><source>%n 位</source><translation><numerusform>one</numerusform>'
        "<numerusform>%n people</numerusform></translation></message></context></TS>",
        "utf-8",
    )
    assert translate.gaps(ts) == ["Page: 好", "Page: 共 %1 位"]
