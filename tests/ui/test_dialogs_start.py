"""The first window: it asks, and it makes the profile only when everything is right."""

from __future__ import annotations

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QCoreApplication, Qt

from desktop_crm.bootstrap import open_application
from desktop_crm.services import sample_data
from tests.ui import test_dialogs
from ui.dialogs._fields import passphrase_strength
from ui.dialogs.first_start import Choice, FirstStart, Start
from ui.i18n import SOURCE, languages
from ui.settings import Settings

said, context, shown = test_dialogs.said, test_dialogs.context, test_dialogs.shown
_WAIT_MS = 60_000


def _first(qtbot, shown, folder, app=None):
    dialog = shown(FirstStart(folder, None, app))
    dialog.show()
    return dialog


def test_first_start_makes_a_profile_with_sample_data(qtbot, shown, tmp_path):
    dialog = _first(qtbot, shown, tmp_path / "new")
    assert not dialog.needs_passphrase, "the key store of the test keeps the key"
    qtbot.keyClicks(dialog.name.edit, "Lin Xiao")
    qtbot.keyClicks(dialog.company.edit, "Jianhu")
    with qtbot.waitSignal(dialog.accepted, timeout=_WAIT_MS):
        qtbot.mouseClick(dialog.cards[Start.SAMPLE], Qt.MouseButton.LeftButton)
    choice = dialog.choice
    assert choice.start is Start.SAMPLE
    facts = choice.app.facts()
    assert (facts["user_name"], facts["issuer_name"]) == ("Lin Xiao", "Jianhu")
    assert sample_data.count(choice.app.store) == 300
    assert choice.app.queries.find("zgf"), "the samples can be found at once"
    assert Settings(choice.app.paths.settings).text("language") == languages.code
    choice.app.close()


def test_first_start_asks_for_a_passphrase_where_there_is_no_key_store(qtbot, shown, tmp_path):
    keyring.set_keyring(NoKeyring())
    dialog = _first(qtbot, shown, tmp_path / "new")
    assert dialog.passphrase.isVisible() and dialog.repeat.isVisible()
    dialog.begin_empty()
    assert dialog.name.note() and dialog.name.edit.hasFocus() is dialog.isActiveWindow()
    dialog.name.edit.setText("林晓")
    for first, second, wrong in (("short", "short", dialog.passphrase), ("long enough", "other", dialog.repeat)):
        dialog.passphrase.edit.setText(first)
        dialog.repeat.edit.setText(second)
        dialog.begin_empty()
        assert wrong.edit.property("state") == "error"
        assert not (tmp_path / "new").exists(), "nothing is made before everything is right"
        dialog._typed()
    dialog.repeat.edit.setText("long enough")
    with qtbot.waitSignal(dialog.accepted, timeout=_WAIT_MS):
        dialog.begin_empty()
    dialog.choice.app.close()
    open_application(tmp_path / "new", "long enough").close()


def test_first_start_closed_makes_nothing(qtbot, shown, tmp_path):
    dialog = _first(qtbot, shown, tmp_path / "new")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.choice == Choice()
    assert not (tmp_path / "new").exists()


def test_first_start_completes_a_profile_that_is_open(qtbot, shown, context):
    dialog = _first(qtbot, shown, context.app.paths.root, context.app)
    dialog.name.edit.setText("吴越")
    with qtbot.waitSignal(dialog.accepted, timeout=_WAIT_MS):
        dialog.begin(Start.CONNECT)
    assert (dialog.choice.app, dialog.choice.start) == (context.app, Start.CONNECT)
    assert context.app.facts()["user_name"] == "吴越"


def test_first_start_switches_language_at_once(qtbot, shown, tmp_path):
    dialog = _first(qtbot, shown, tmp_path / "new")
    dialog.language.choose("en_US")
    assert languages.code == "en_US"
    dialog.language.choose(SOURCE)
    QCoreApplication.processEvents()
    assert dialog.windowTitle() == "欢迎使用客户管家"
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "grade"),
    [("", 0), ("1234567", 0), ("aaaaaaaaaaaaaaaaaa", 1), ("abcd1234", 1), ("绿水青山-2026-客户", 2)],
)
def test_passphrase_strength(text, grade):
    assert passphrase_strength(text) == grade
