"""The customer form around the save: what is sent, drafts, cancel, other people's changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_crm.errors import DiskFull
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services.customers import GridInput
from desktop_crm.services.drafts import DraftService
from tests.ui.test_customer_form_kit import Bench, box, cell, changed_fields, open_bench, say, type_text
from ui.forms.drafting import unfinished


@pytest.fixture
def bench(tmp_path, qtbot, dressed):
    bench = open_bench(tmp_path / "profile", qtbot)
    yield bench
    bench.close()


def elsewhere(bench: Bench, customer_id: str, values: dict[str, object], grid: tuple[GridInput, ...] = ()) -> None:
    """Change a card as a synchronisation would: behind the form's back, told as remote."""
    bench.app.customers.update(customer_id, values, grid)
    bench.app.events.publish(ChangeSet(frozenset({customer_id}), Origin.REMOTE))


# -- saving ---------------------------------------------------------------------------------------


def test_a_card_without_mistakes_is_filed(bench: Bench) -> None:
    editor = bench.editor()
    saved = []
    editor.saved.connect(saved.append)
    type_text(editor, "full_name", "张三")
    type_text(editor, "mobile_phone", "138 0013 8000")
    type_text(editor, "family_member[2].name", "李四")
    type_text(editor, "family_member[2].relation", "配偶")
    QTest.keyClick(box(cell(editor, "full_name")), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    card = bench.app.queries.card(saved[0])
    assert card.values["record_status"] == "filed"
    assert (card.values["mobile_phone"], card.values["signed_by"]) == ("13800138000", "陈国栋")
    assert [row.values["name"] for row in card.grid] == ["李四"]
    assert bench.told == [("success", "已建档：张三")]
    assert not editor.has_changes()


def test_a_card_with_mistakes_is_kept_as_a_draft_and_that_is_said(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "full_name", "张三")
    type_text(editor, "mobile_phone", "1380013800")
    editor.save()
    card = bench.app.queries.card(editor.customer_id)
    assert (card.values["record_status"], card.values["mobile_phone"]) == ("draft", "1380013800")
    assert bench.told == [("warning", "已存为草稿：张三，还有 1 处需要改正")]


def test_a_mistake_in_a_field_nobody_touched_keeps_the_card_a_draft(bench: Bench) -> None:
    customer_id = bench.person(mobile_phone="1380013800")
    editor = bench.editor(customer_id)
    type_text(editor, "occupation", "教师")
    editor.save()
    assert bench.app.queries.card(customer_id).values["record_status"] == "draft"


def test_a_correct_card_can_be_kept_as_a_draft(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    editor.save_draft()
    assert bench.app.queries.card(customer_id).values["record_status"] == "draft"


def test_only_changed_fields_are_sent(bench: Bench) -> None:
    customer_id = bench.person()
    bench.forget_outbox()
    editor = bench.editor(customer_id)
    type_text(editor, "remarks", "改过的备注")
    type_text(editor, "family_member[2].work_unit", "绍兴市鲁迅小学")
    type_text(editor, "occupation", "教师")
    type_text(editor, "occupation", "")
    editor.save()
    sent = bench.sent()
    assert [(item["t"], item["k"], changed_fields(item)) for item in sent] == [
        ("customer", "put", {"remarks"}),
        ("family_member", "put", {"work_unit"}),
    ]


def test_rows_are_moved_added_and_removed_by_keyboard(bench: Bench) -> None:
    customer_id = bench.person()
    bench.forget_outbox()
    editor = bench.editor(customer_id)
    first = cell(editor, "family_member[1].relation")
    box(first).setFocus()
    QTest.keyClick(box(first), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.raw("name") for row in editor.state.grid][:2] == ["周一诺", "周志远"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not editor.has_changes()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, "family_member[3].name", "王五")
    type_text(editor, "family_member[3].relation", "父母")
    editor.save()
    assert [row.values["name"] for row in bench.app.queries.card(customer_id).grid] == ["周一诺", "王五"]
    assert [item["k"] for item in bench.sent() if item["t"] == "family_member"] == ["delete", "create"]


def test_a_new_order_is_saved(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    box(cell(editor, "family_member[1].relation")).setFocus()
    editor.pages[0].grid.move_down()
    editor.save()
    assert [row.values["name"] for row in bench.app.queries.card(customer_id).grid] == ["周一诺", "周志远"]


def test_text_that_is_no_value_blocks_the_save_and_stays(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "full_name", "张三")
    type_text(editor, "birth_date", "去年冬天")
    editor.save()
    assert editor.customer_id is None
    assert bench.sent() == []
    assert box(cell(editor, "birth_date")).text() == "去年冬天"
    assert "无法识别" in banner(editor, "error")


def test_save_and_new_goes_on_with_an_empty_form(bench: Bench) -> None:
    editor = bench.editor()
    added = []
    editor.added.connect(added.append)
    type_text(editor, "full_name", "张三")
    type_text(editor, "mobile_phone", "13800138000")
    editor.save_and_new()
    assert bench.app.queries.card(added[0]).display_name == "张三"
    assert (editor.customer_id, editor.has_changes(), box(cell(editor, "full_name")).text()) == (None, False, "")


def test_a_full_disk_loses_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = bench.editor()
    type_text(editor, "full_name", "张三")

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull

    monkeypatch.setattr(bench.app.customers, "create", full)
    editor.save()
    assert "磁盘已满" in banner(editor, "error")
    assert "屏幕上的内容还在" in banner(editor, "error")
    assert box(cell(editor, "full_name")).text() == "张三"
    monkeypatch.undo()
    editor.save()
    assert editor.customer_id is not None


def test_the_number_is_given_unless_one_insists(bench: Bench) -> None:
    editor = bench.editor()
    lock = editor.pages[0].number
    assert lock.locked
    QTest.mouseClick(lock.button, Qt.MouseButton.LeftButton)
    type_text(editor, "customer_no", "VIP-7")
    type_text(editor, "full_name", "张三")
    editor.save()
    assert bench.app.queries.card(editor.customer_id).customer_no == "VIP-7"
    other = bench.editor()
    other.pages[0].number.open()
    type_text(other, "customer_no", "VIP-7")
    type_text(other, "full_name", "李四")
    other.save()
    assert "编号已被使用" in banner(other, "error")


# -- leaving --------------------------------------------------------------------------------------


def test_cancel_asks_only_when_something_would_be_lost(bench: Bench) -> None:
    editor = bench.editor()
    left = []
    editor.cancelled.connect(lambda: left.append(1))
    QTest.keyClick(box(cell(editor, "full_name")), Qt.Key.Key_Escape)
    assert left == [1]


@pytest.mark.parametrize(("answer", "ends"), [("dropChanges", "cancelled"), ("stay", ""), ("keepDraft", "saved")])
def test_cancel_offers_three_ways(bench: Bench, answer: str, ends: str) -> None:
    editor = bench.editor()
    seen = []
    editor.cancelled.connect(lambda: seen.append("cancelled"))
    editor.saved.connect(lambda _id: seen.append("saved"))
    type_text(editor, "full_name", "张三")
    editor.cancel()
    assert seen == []
    QTest.mouseClick(editor.findChild(QPushButton, answer), Qt.MouseButton.LeftButton)
    assert seen == ([ends] if ends else [])
    if answer == "stay":
        assert box(cell(editor, "full_name")).text() == "张三"
    if answer == "keepDraft":
        assert bench.app.queries.card(editor.customer_id).values["record_status"] == "draft"


# -- drafts ---------------------------------------------------------------------------------------


def write_draft(bench: Bench, editor) -> None:
    """Let the pause after the last key end, and the worker write."""
    editor._keeper._timer.timeout.emit()
    bench.wait(lambda: not bench.context.jobs.busy)


def test_a_draft_survives_a_kill(tmp_path, qtbot, dressed) -> None:
    first = open_bench(tmp_path / "p", qtbot)
    editor = first.editor()
    type_text(editor, "full_name", "张三")
    type_text(editor, "birth_date", "去年冬天")
    type_text(editor, "family_member[1].name", "李四")
    type_text(editor, "preferences", "喝茶，")
    write_draft(first, editor)
    first.context.bridge.close()
    first.context.jobs.close()
    # Nothing of the form runs again: the store of a killed program is simply opened anew.
    second = open_bench(tmp_path / "p", qtbot)
    assert [(item.customer_id, item.name) for item in unfinished(second.context)] == [(None, "张三")]
    again = second.editor()
    assert "上次未保存的输入已找回（今天" in banner(again, "draft")
    assert box(cell(again, "full_name")).text() == ""
    QTest.mouseClick(again.findChild(QPushButton, "useDraft"), Qt.MouseButton.LeftButton)
    assert box(cell(again, "full_name")).text() == "张三"
    assert box(cell(again, "birth_date")).text() == "去年冬天"
    assert box(cell(again, "family_member[1].name")).text() == "李四"
    assert again.state.row.raw("preferences") == ("喝茶",)
    type_text(again, "birth_date", "1980-01-01")
    again.save()
    assert unfinished(second.context) == []
    assert DraftService(second.app.store, second.app.clock).all() == []
    second.close()
    first.app.close()


def test_a_draft_of_a_card_holds_only_what_was_typed(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    type_text(editor, "remarks", "新备注")
    write_draft(bench, editor)
    draft = DraftService(bench.app.store, bench.app.clock).get(customer_id)
    assert draft.document["values"] == {"remarks": "新备注"}
    assert unfinished(bench.context) == []  # it is open now


def test_discarding_forgets_the_draft(bench: Bench) -> None:
    customer_id = bench.person()
    DraftService(bench.app.store, bench.app.clock).put(customer_id, {"values": {"remarks": "旧草稿"}, "grid": []})
    assert [item.name for item in unfinished(bench.context)] == ["欧阳雨"]
    editor = bench.editor(customer_id)
    QTest.mouseClick(editor.findChild(QPushButton, "discardDraft"), Qt.MouseButton.LeftButton)
    assert DraftService(bench.app.store, bench.app.clock).get(customer_id) is None
    assert box(cell(editor, "remarks")).toPlainText() == "展会结识"


def test_a_draft_that_nobody_decided_about_is_not_written_over(bench: Bench) -> None:
    customer_id = bench.person()
    service = DraftService(bench.app.store, bench.app.clock)
    service.put(customer_id, {"values": {"remarks": "旧草稿"}, "grid": []})
    editor = bench.editor(customer_id)
    type_text(editor, "occupation", "教师")
    editor.keep_draft()
    assert service.get(customer_id).document["values"] == {"remarks": "旧草稿"}
    editor.use_draft()
    assert box(cell(editor, "remarks")).toPlainText() == "旧草稿"
    assert editor.state.row.raw("occupation") == "教师"
    write_draft(bench, editor)
    assert service.get(customer_id).document["values"] == {"remarks": "旧草稿", "occupation": "教师"}


def test_a_named_draft_is_taken_up_at_once(bench: Bench) -> None:
    document = {"kind": "organisation", "values": {"org_name": "鉴湖公司"}, "grid": [], "removed": []}
    DraftService(bench.app.store, bench.app.clock).put("new:1", document)
    editor = bench.editor(draft_key="new:1")
    assert box(cell(editor, "org_name")).text() == "鉴湖公司"


def test_two_new_forms_keep_two_drafts(bench: Bench) -> None:
    for name in ("张三", "李四"):
        editor = bench.editor()
        type_text(editor, "full_name", name)
        write_draft(bench, editor)
    drafts = DraftService(bench.app.store, bench.app.clock).all()
    assert {draft.document["values"]["full_name"] for draft in drafts} == {"张三", "李四"}


def test_the_window_can_close_without_losing_anything(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "full_name", "张三")
    assert editor.may_close()
    editor.close()
    assert [item.name for item in unfinished(bench.context)] == ["张三"]


# -- other people's changes -----------------------------------------------------------------------


def test_a_remote_change_refreshes_what_was_not_touched(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    type_text(editor, "remarks", "我的备注")
    elsewhere(bench, customer_id, {"remarks": "同事的备注", "postal_code": "312000", "annual_income_band": "over_1m"})
    bench.wait(lambda: "remote" in editor._banner_of)
    text = banner(editor, "remote")
    assert "邮政编码 → 312000" in text
    assert "备注 → 同事的备注（您正在修改，保留您的输入）" in text
    assert "100万" not in text
    assert box(cell(editor, "postal_code")).text() == "312000"
    assert box(cell(editor, "remarks")).toPlainText() == "我的备注"
    assert ("I", "别处已改为：同事的备注") in [(severity.value, said) for severity, said in say(editor, "remarks")]
    bench.forget_outbox()
    editor.save()
    assert [changed_fields(item) for item in bench.sent()] == [{"remarks"}]


def test_the_other_value_can_be_taken(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    type_text(editor, "remarks", "我的备注")
    elsewhere(bench, customer_id, {"remarks": "同事的备注"})
    bench.wait(lambda: "remote" in editor._banner_of)
    QTest.mouseClick(cell(editor, "remarks").notes.links()[0], Qt.MouseButton.LeftButton)
    assert box(cell(editor, "remarks")).toPlainText() == "同事的备注"
    assert not editor.has_changes()


def test_rows_changed_elsewhere_are_taken_in(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    rows = bench.app.queries.card(customer_id).grid
    type_text(editor, "family_member[1].work_unit", "轻纺城")
    new = GridInput({"name": "王五", "relation": "parent"})
    elsewhere(bench, customer_id, {}, (GridInput({}, rows[0].id, removed=True), new))
    bench.wait(lambda: "remote" in editor._banner_of)
    assert {row.raw("name") for row in editor.state.grid} >= {"周志远", "周一诺", "王五"}
    editor.save()
    names = {row.values["name"] for row in bench.app.queries.card(customer_id).grid}
    assert names == {"周志远", "周一诺", "王五"}


def test_a_card_deleted_elsewhere_is_told(bench: Bench) -> None:
    customer_id = bench.person()
    editor = bench.editor(customer_id)
    bench.app.customers.delete(customer_id)
    bench.wait(lambda: "remote" in editor._banner_of)
    assert "删除" in banner(editor, "remote")
    type_text(editor, "occupation", "教师")
    editor.save()
    assert "已删除" in banner(editor, "error")


def banner(editor, topic: str) -> str:
    """Return the text of a banner."""
    return editor._banner_of[topic].accessibleName() if topic in editor._banner_of else ""
