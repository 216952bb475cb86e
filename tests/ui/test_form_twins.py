"""The form says who the customer may be already, and remembers who it is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_crm.domain.fields import FormKind
from tests.ui.test_customer_form_kit import Bench, open_bench, severities, type_text
from ui.duplicates.dialog import CompareDialog
from ui.forms.card_state import CardState


@pytest.fixture
def bench(tmp_path, qtbot, dressed):
    bench = open_bench(tmp_path / "profile", qtbot)
    yield bench
    bench.close()


def test_a_duplicate_is_found_in_the_background_and_opened(bench: Bench) -> None:
    twin = bench.person()
    editor = bench.editor()
    asked = []
    editor.open_requested.connect(asked.append)
    type_text(editor, "full_name", "张三")
    type_text(editor, "mobile_phone", "13800138000")
    bench.wait(lambda: editor.twins.isVisible())
    assert (
        editor.twins.label.text()
        == "可能已有：欧阳雨 (KH-" + editor.twins.match.customer_no[3:] + ") · 同一手机号 · 50 %"
    )
    QTest.keyClick(editor, Qt.Key.Key_F7)
    dialog = editor.findChild(CompareDialog)
    dialog._open.click()
    assert asked == [twin]


def test_told_apart_while_typing_is_written_with_the_first_save(bench: Bench) -> None:
    twin = bench.person()
    editor = bench.editor()
    type_text(editor, "full_name", "张三")
    type_text(editor, "mobile_phone", "13800138000")
    bench.wait(lambda: editor.twins.isVisible())
    QTest.keyClick(editor, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert not editor.twins.isVisible()
    assert editor.state.document()["apart"] == [twin]
    restored = CardState(FormKind.INDIVIDUAL, {})
    restored.restore(editor.state.document())
    assert restored.told_apart == [twin]
    editor.save()
    row = bench.sent()[-1]
    assert row["t"] == "not_duplicate" and {row["agg"], row["f"]["other_id"]["n"]} == {twin, editor.customer_id}
    again = bench.editor(editor.customer_id)
    bench.wait(lambda: not bench.context.jobs.busy and not again._twins._pause.isActive())
    assert not again.twins.isVisible()


def test_one_that_is_stored_is_told_apart_at_once(bench: Bench) -> None:
    bench.person()
    other = bench.app.customers.create({"full_name": "张三", "mobile_phone": "13800138000"}).id
    editor = bench.editor(other)
    bench.wait(lambda: editor.twins.isVisible())
    editor.twins.tell_apart()
    bench.wait(lambda: not editor.twins.isVisible() and not bench.context.jobs.busy)
    assert bench.sent()[-1]["t"] == "not_duplicate"
    assert bench.context.undo.undo()
    assert bench.sent()[-1]["k"] == "delete"


def test_several_are_shown_one_after_the_other(bench: Bench) -> None:
    bench.person()
    bench.app.customers.create({"full_name": "欧阳宇", "mobile_phone": "13800138000", "birth_date": "1880-01-01"})
    editor = bench.editor()
    type_text(editor, "full_name", "欧阳雨")
    type_text(editor, "mobile_phone", "13800138000")
    bench.wait(lambda: editor.twins.isVisible())
    first = editor.twins.match
    editor.twins.show_next()
    assert editor.twins.match.id != first.id and first.score.percent >= editor.twins.match.score.percent
    editor.twins.show_next()
    assert editor.twins.match == first


def test_the_same_document_is_an_error_at_its_field_and_in_the_strip(bench: Bench) -> None:
    bench.person()
    editor = bench.editor()
    type_text(editor, "id_type", "居民身份证")
    type_text(editor, "id_number", "440524188001010014")
    bench.wait(lambda: "E" in severities(editor, "id_number") and editor.twins.isVisible())
    assert "同一证件号码" in editor.twins.label.text() and editor.twins.label.text().startswith("已有客户")
