"""The customer form while one types: layout, input methods, rules, masks."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.fields import Field, FieldType, FormKind
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.services.forms import FormService
from tests.ui.test_customer_form_kit import ID, Bench, box, cell, open_bench, say, severities, type_text
from ui.dialogs.purpose import PurposeDialog
from ui.forms.masked import MaskedEditor
from ui.forms.picking import PickEdit
from ui.forms.state import basic_fields, header_fields, note_fields
from ui.i18n import languages


@pytest.fixture
def bench(tmp_path, qtbot, dressed):
    bench = open_bench(tmp_path / "profile", qtbot)
    yield bench
    bench.close()


# -- layout -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(FormKind))
def test_the_form_has_the_cells_of_the_paper(bench: Bench, kind: FormKind) -> None:
    editor = bench.editor(kind=kind)
    paper = editor.pages[0]
    assert len(header_fields(kind)) == 3
    assert len(basic_fields(kind)) == 16
    assert len(note_fields(kind)) == 1
    assert [found.field.id for found in paper.cells] == [
        item.id for item in (*header_fields(kind), *basic_fields(kind), *note_fields(kind))
    ]
    assert len(paper.grid.rows) >= 3
    assert all(len(row.cells) == 4 for row in paper.grid.rows)


def test_cells_stand_where_the_declaration_puts_them(bench: Bench) -> None:
    editor = bench.editor()
    name, sex, age, place, email = (
        cell(editor, item).editor.mapTo(editor, cell(editor, item).editor.rect().topLeft())
        for item in ("full_name", "sex", "age_stated", "native_place", "email")
    )
    assert name.y() == sex.y() == age.y() < place.y() < email.y()
    assert name.x() == place.x() < sex.x() < age.x()


def test_tab_goes_row_by_row(bench: Bench) -> None:
    bench.editor()
    visited = [QApplication.focusWidget()]
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    names = [widget.objectName() for widget in visited if widget is not None]
    wanted = [f"input.{item.id}" for item in basic_fields(FormKind.INDIVIDUAL)]
    grid = [f"input.{name}" for name in ("name", "relation", "work_unit", "phone")]
    assert names[:16] == wanted
    assert names[16:22] == [*grid, "rowDetails.1", "rowMenu.1"]
    assert names.index("input.remarks") > names.index("rowMenu.3")
    assert names.index("save") > names.index("input.remarks")


def test_every_control_has_a_name_and_required_ones_say_so(bench: Bench) -> None:
    for kind in FormKind:
        editor = bench.editor(kind=kind)
        nameless = [
            widget.objectName() or repr(widget)
            for widget in editor.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.isHidden()
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert nameless == []
    assert box(cell(bench.editor(), "full_name")).accessibleName() == "姓名（必填）"


def test_it_fits_a_small_screen(bench: Bench) -> None:
    for code in ("zh_CN", "en_US"):
        languages.install(code)
        try:
            editor = bench.editor()
            QApplication.processEvents()
            area = editor.stack.currentWidget()
            assert editor.minimumSizeHint().width() <= 1178
            assert area.widget().width() <= area.viewport().width()
        finally:
            languages.install("zh_CN")


def test_the_kind_can_be_switched_before_the_card_exists(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "mobile_phone", "13800138000")
    editor.kinds.choose(FormKind.ORGANISATION.value)
    assert editor.state.kind is FormKind.ORGANISATION
    assert box(cell(editor, "mobile_phone")).text() == "13800138000"
    assert editor.tab_bar.tabText(2) == "经营资料"
    assert bench.editor(bench.person()).kinds.isHidden()


def test_a_new_declared_field_appears_by_itself(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    extra = Field(id="shoe_size", zh="鞋码", en="Shoe size", type=FieldType.TEXT, tab={FormKind.INDIVIDUAL: "more"})
    wider = dataclasses.replace(CUSTOMER, fields=(*CUSTOMER.fields, extra))
    book = FormBook()
    book.__dict__["record"] = wider
    monkeypatch.setattr(FormService, "book", lambda _service: book)
    editor = bench.editor()
    shoe = cell(editor, "shoe_size")
    assert shoe.text() == "鞋码"
    assert shoe.label.plain() == "鞋码"
    assert box(shoe).accessibleName() == "鞋码"


# -- typing -------------------------------------------------------------------------------------


def test_an_input_method_composes_undisturbed(bench: Bench, ime) -> None:
    editor = bench.editor()
    line = box(cell(editor, "full_name"))
    ime(line, "zhangsan")
    editor.check_now()
    assert editor.state.row.raw("full_name") == ""
    assert not editor.has_changes()
    ime(line, "", "张三")
    assert editor.state.row.raw("full_name") == "张三"
    editor.check_now()
    assert editor.title.text() == "张三"


def test_keys_belong_to_the_input_method_while_it_composes(bench: Bench, ime) -> None:
    editor = bench.editor()
    line = box(cell(editor, "sex"))
    line.setFocus()
    ime(line, "nv")
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not line.is_open
    assert editor.state.row.raw("sex") == ""
    ime(line, "", "女")
    assert editor.state.row.raw("sex") == "female"


def test_nothing_is_saved_while_an_input_method_composes(bench: Bench, ime) -> None:
    editor = bench.editor()
    line = box(cell(editor, "full_name"))
    line.setFocus()
    ime(line, "zhang")
    editor.save()
    assert bench.sent() == []


@pytest.mark.parametrize(
    ("place", "typed", "wanted"),
    [
        ("id_number", ID, set()),
        ("id_number", "34052419800101001X", set()),
        ("id_number", "110105194912310021", {"E"}),
        ("id_number", "32050019810229001X", {"E"}),
        ("id_number", "440524188001010014", {"W"}),
        ("id_number", "110105491231002", {"E"}),
        ("id_number", "810000199001010019", {"I"}),
        ("mobile_phone", "13800138000", set()),
        ("mobile_phone", "+86 138 0013 8000", set()),
        ("mobile_phone", "1380013800", {"E"}),
        ("landline_phone", "62341234", {"W"}),
        ("landline_phone", "0512-62341234转801", set()),
        ("postal_code", "000000", {"W"}),
        ("postal_code", "12345", {"E"}),
        ("email", "a b@example.cn", {"E"}),
        ("full_name", "张3", {"E"}),
        ("full_name", "张", {"W"}),
        ("age_stated", "151", {"E"}),
        ("age_stated", "四十", {"E"}),
        ("form_date", "2099-01-01", {"E"}),
        ("birth_date", "1981-02-29", {"E"}),
        ("birth_date", "1980年1月1日", set()),
        ("remarks", "证件 11010519491231002X", {"W"}),
        ("family_member[1].phone", "123", {"E"}),
    ],
)
def test_findings_stand_beside_the_field_as_one_types(bench: Bench, place: str, typed: str, wanted: set[str]) -> None:
    editor = bench.editor()
    if place == "id_number":
        type_text(editor, "id_type", "居民身份证")
    type_text(editor, place, typed)
    assert severities(editor, place) == wanted
    state = {"E": "error", "W": "warning", "I": "info"}.get("".join(wanted), "")
    assert (box(cell(editor, place)).property("state") or "") == state
    assert bool(box(cell(editor, place)).accessibleDescription()) is bool(wanted)


def test_organisation_codes_are_checked(bench: Bench) -> None:
    editor = bench.editor(kind=FormKind.ORGANISATION)
    type_text(editor, "licence_type", "统一社会信用代码证照")
    type_text(editor, "licence_no", "91350100M000100Y43")
    assert severities(editor, "licence_no") == set()
    type_text(editor, "licence_no", "91350100M000100Y4Z")
    assert severities(editor, "licence_no") == {"E"}


def test_an_identity_number_fills_the_form(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "id_type", "sfz")
    box(cell(editor, "id_number")).setFocus()
    assert editor.state.row.raw("id_type") == "resident_id"
    type_text(editor, "id_number", ID)
    state = editor.state.row
    assert (state.raw("sex"), state.raw("birth_date")) == ("female", "1949-12-31")
    assert int(str(state.raw("age_stated"))) >= 76
    assert box(cell(editor, "sex")).text() == "女"
    offer = next(note for note in cell(editor, "native_place").notes.notes if note.actions)
    assert (offer.severity.value, offer.actions[0][0]) == ("I", "填入籍贯")
    QTest.mouseClick(cell(editor, "native_place").notes.links()[0], Qt.MouseButton.LeftButton)
    assert "北京" in str(state.raw("native_place"))


def test_what_a_person_wrote_is_not_overwritten_by_the_number(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "sex", "男")
    type_text(editor, "id_type", "居民身份证")
    type_text(editor, "id_number", ID)
    assert editor.state.row.raw("sex") == "male"
    assert severities(editor, "sex") == {"W"}
    QTest.mouseClick(cell(editor, "sex").notes.links()[0], Qt.MouseButton.LeftButton)
    assert editor.state.row.raw("sex") == "female"


def test_another_number_corrects_what_the_first_filled(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "id_type", "居民身份证")
    type_text(editor, "id_number", ID)
    type_text(editor, "id_number", "34052419800101001X")
    assert (editor.state.row.raw("sex"), editor.state.row.raw("birth_date")) == ("male", "1980-01-01")


def test_an_old_number_is_converted_by_a_click(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "id_type", "居民身份证")
    type_text(editor, "id_number", "110105491231002")
    link = cell(editor, "id_number").notes.links()[0]
    assert link.text() == "转换为18位"
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert editor.state.row.raw("id_number") == ID
    assert severities(editor, "id_number") == set()
    assert editor.state.row.raw("birth_date") == "1949-12-31"


def test_a_choice_is_found_by_pinyin_and_can_be_cleared(bench: Bench) -> None:
    editor = bench.editor()
    line = box(cell(editor, "highest_education"))
    assert isinstance(line, PickEdit)
    line.setFocus()
    QTest.keyClicks(line, "dxbk")
    assert line.is_open
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (editor.state.row.raw("highest_education"), line.text()) == ("bachelor", "大学本科")
    assert not line.is_open
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert editor.state.row.raw("highest_education") == ""
    assert not editor.has_changes()


def test_escape_closes_the_list_before_the_form(bench: Bench) -> None:
    editor = bench.editor()
    left = []
    editor.cancelled.connect(lambda: left.append(1))
    line = box(cell(editor, "sex"))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert line.is_open
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.is_open
    assert left == []


def test_dates_are_rewritten_when_one_goes_on(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "birth_date", "1980年1月2日")
    assert editor.state.row.raw("birth_date") == "1980-01-02"
    box(cell(editor, "occupation")).setFocus()
    assert box(cell(editor, "birth_date")).text() == "1980-01-02"


def test_members_of_a_set_become_chips(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "preferences", "喝茶、面料，")
    assert editor.state.row.raw("preferences") == ("喝茶", "面料")
    chips = cell(editor, "preferences").editor.stops()[:-1]
    QTest.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    assert editor.state.row.raw("preferences") == ("面料",)


def test_lengths_count_characters_not_utf16_units(bench: Bench) -> None:
    editor = bench.editor()
    box(cell(editor, "full_name")).setText("𬱖" * 50)
    editor.check_now()
    assert severities(editor, "full_name") == set()
    box(cell(editor, "full_name")).setText("𬱖" * 51)
    editor.check_now()
    assert severities(editor, "full_name") == {"E"}


def test_text_fields_undo_by_themselves(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "full_name", "Li")
    QTest.keyClick(box(cell(editor, "full_name")), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.state.row.raw("full_name") == ""


# -- what is said and when ------------------------------------------------------------------------


def test_nobody_is_told_off_before_having_been_there(bench: Bench) -> None:
    editor = bench.editor()
    assert say(editor, "full_name") == []
    assert editor.summary.label.text() == "还差 2 项，将存为草稿"
    box(cell(editor, "full_name")).setFocus()
    box(cell(editor, "sex")).setFocus()
    editor.check_now()
    assert severities(editor, "full_name") == {"E"}


def test_f8_goes_from_mistake_to_mistake(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "birth_date", "1981-02-29")
    type_text(editor, "mobile_phone", "13800138000")
    box(cell(editor, "fax")).setFocus()
    editor.next_error()
    assert editor.tab_bar.currentIndex() == 1
    assert QApplication.focusWidget() is box(cell(editor, "birth_date"))
    assert editor.tab_bar.tabText(1) == "更多 (1)"
    editor.next_error()
    assert QApplication.focusWidget() is box(cell(editor, "full_name"))
    type_text(editor, "full_name", "张三")
    type_text(editor, "birth_date", "")
    assert editor.summary.label.text() == "可建档"


# -- masks ----------------------------------------------------------------------------------------


def test_sensitive_values_are_masked_until_revealed_and_the_reveal_is_audited(bench: Bench) -> None:
    editor = bench.editor(bench.person(health_status="good"))
    number = cell(editor, "id_number").editor
    assert isinstance(number, MaskedEditor)
    assert number.covered
    assert number.stars.text() == "440***********0014"
    assert cell(editor, "health_status").editor.covered
    QTest.mouseClick(number.eye, Qt.MouseButton.LeftButton)
    assert not number.covered
    assert box(cell(editor, "id_number")).text() == "440524188001010014"
    with bench.app.store.read() as connection:
        audit = connection.exec_driver_sql("SELECT event, detail FROM audit").fetchall()
    assert [row[0] for row in audit] == ["reveal"]
    assert "id_number" in audit[0][1]
    assert "4405" not in audit[0][1]


def test_an_empty_sensitive_field_is_simply_typed(bench: Bench) -> None:
    editor = bench.editor(bench.person(id_number=None, id_type=None))
    assert not cell(editor, "id_number").editor.covered
    type_text(editor, "id_number", ID)
    assert editor.state.row.raw("id_number") == ID


def test_a_masked_value_is_not_given_away_by_a_sentence(bench: Bench) -> None:
    editor = bench.editor(bench.person(id_number="110105491231002"))
    sentences = " ".join(text for _, text in say(editor, "id_number"))
    assert sentences
    assert ID not in sentences


def test_health_needs_consent(bench: Bench) -> None:
    editor = bench.editor()
    type_text(editor, "health_status", "健康或良好")
    assert severities(editor, "health_status") == {"W"}
    type_text(editor, "consent_sensitive_on", "2026-01-05")
    assert severities(editor, "health_status") == set()


def test_a_colleagues_sensitive_values_stay_covered_in_the_form_too(bench: Bench) -> None:
    editor = bench.editor(bench.person(health_status="good"))
    bench.app.set_facts(user_id="u-me", role="rep")
    with bench.app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'u-li'")
    number = cell(editor, "id_number").editor
    assert isinstance(number, MaskedEditor)
    QTest.mouseClick(number.eye, Qt.MouseButton.LeftButton)
    assert number.covered
    bench.app.set_facts(role="manager")
    QTest.mouseClick(number.eye, Qt.MouseButton.LeftButton)
    dialog = editor.window().findChild(PurposeDialog)
    dialog.purpose.edit.setText("签订合同")
    dialog.show_button.click()
    assert not number.covered
