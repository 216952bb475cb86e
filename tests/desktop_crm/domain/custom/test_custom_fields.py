"""Versions of a company's form: what they make of the customer, what may be published, and how two become one."""

from __future__ import annotations

import pytest

from desktop_crm.domain.custom.book import EMPTY_BOOK, FormBook, book_of
from desktop_crm.domain.custom.conditions import holds, is_filled, is_one_of, is_sound
from desktop_crm.domain.custom.definition import CustomChoice, CustomField, FormVersion, to_text
from desktop_crm.domain.custom.drafting import Change, differences, new_identifier, problems, rebased, with_template
from desktop_crm.domain.custom.kinds import FORMS, Kind
from desktop_crm.domain.custom.templates import templates
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.card import check_card, check_field
from tests.desktop_crm.domain.samples import TODAY

YES_NO = (CustomChoice("a", "甲"), CustomChoice("b", "乙"))


def field(name: str = "x_plate", zh: str = "车牌号", **more: object) -> CustomField:
    return CustomField(**{"id": name, "zh": zh, "purpose": "认出客户", **more})  # type: ignore[arg-type]


def book(*versions: tuple[CustomField, ...]) -> FormBook:
    made = [
        FormVersion(
            f"{n}-aaaa", n, f"2026-11-{n:02}T00:00:00Z", "admin", "因为", fields, f"{n - 1}-aaaa" if n > 1 else ""
        )
        for n, fields in enumerate(versions, 1)
    ]
    return book_of(tuple(map(to_text, made)))


def asked(forms: FormBook, **values: object) -> set[str]:
    """Custom fields that a card misses."""
    record = forms.record_for(values)  # type: ignore[arg-type]
    return {one.field for one in check_card(values, (), TODAY, record) if one.field.startswith("x_")}  # type: ignore[arg-type]


def codes(forms: FormBook, *fields: CustomField) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in problems(forms, fields)}


def test_without_a_version_the_customer_is_the_declared_one():
    assert EMPTY_BOOK.record is CUSTOMER and EMPTY_BOOK.record_for({"full_name": "张三"}) is CUSTOMER


def test_two_companies_in_one_process_do_not_mix():
    one, other = book((field(),)), book((field("x_vip", "VIP"),))
    assert one.record.get("x_vip") is None and other.record.get("x_plate") is None
    assert CUSTOMER.get("x_plate") is None


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_a_field_that_reads_back_what_it_keeps(kind):
    texts = {
        Kind.INTEGER: "12", Kind.DECIMAL: "1,200.50", Kind.MONEY: "3万元", Kind.PERCENT: "12.50 %",
        Kind.DATE: "2026年1月2日",
        Kind.INSTANT: "2026-01-02T08:00:00+08:00", Kind.BOOLEAN: "是", Kind.CHOICE: "甲", Kind.SET: "甲、乙",
        Kind.PHONE: "13812345678", Kind.EMAIL: "a@b.cn", Kind.URL: "www.example.com", Kind.CODE: "浙d·a 12",
    }  # fmt: skip
    declared = field(kind=kind.value, choices=YES_NO if kind.has_choices else ())
    record = book((declared,)).record
    checked = check_field(record, "x_plate", texts.get(kind, "文字"), {}, TODAY)
    assert checked.ok and checked.value is not None
    assert check_field(record, "x_plate", checked.value, {}, TODAY).value == checked.value
    assert kind in FORMS and record["x_plate"].on_form(FormKind.INDIVIDUAL)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("decimal", "1,200.50", "1200.5"),
        ("percent", "12.50", "12.5%"),
        ("percent", "8%", "8%"),
        ("code", "浙d a12", "浙DA12"),
    ],
)
def test_numbers_and_codes_are_kept_in_one_spelling(kind, text, kept):
    record = book((field(kind=kind),)).record
    assert check_field(record, "x_plate", text, {}, TODAY).value == kept


def test_a_number_that_is_none_is_an_error():
    record = book((field(kind="decimal"),)).record
    assert not check_field(record, "x_plate", "很多", {}, TODAY).ok


def test_only_cards_of_a_version_are_asked_for_what_it_requires():
    forms = book((field(),), (field(required=True), field("x_frame", "车架号", required=True)))
    assert asked(forms, form_version="1-aaaa") == set()
    assert forms.record_for({"form_version": "1-aaaa"}).get("x_frame") is not None  # offered all the same
    assert asked(forms, form_version="2-aaaa") == {"x_plate", "x_frame"}
    assert asked(forms) == set()  # filled before there were versions


def test_a_condition_says_when_a_field_is_asked_for_and_when_it_is_there_at_all():
    forms = book(
        (
            field(required_when=is_one_of("sex", "male")),
            field("x_b", "乙", required=True, visible_when=is_filled("x_plate")),
        )
    )
    version = "1-aaaa"
    assert asked(forms, form_version=version, sex="female") == set()
    assert asked(forms, form_version=version, sex="male") == {"x_plate"}
    assert asked(forms, form_version=version, sex="female", x_plate="浙A") == {"x_b"}


def test_a_withdrawn_field_is_on_old_cards_and_wherever_it_is_filled():
    forms = book((field(),), (field(withdrawn=True),))
    assert forms.record.get("x_plate") is None
    assert forms.record_for({"form_version": "1-aaaa"}).get("x_plate") is not None
    assert forms.record_for({"form_version": "2-aaaa", "x_plate": "浙A"}).get("x_plate") is not None


def test_a_value_whose_declaration_is_not_here_is_shown_masked():
    unknown = EMPTY_BOOK.record_for({"x_later": "值"})["x_later"]
    assert unknown.zh == "x_later" and unknown.sensitivity == "P2"


def test_the_newest_version_is_in_force_on_every_laptop_whatever_came_first():
    one = FormVersion("2-aaaa", 2, "2026-11-02T00:00:00Z", "a", "x", (field(),), "1-aaaa")
    two = FormVersion("2-bbbb", 2, "2026-11-02T00:00:01Z", "b", "y", (field("x_b", "乙"),), "1-aaaa")
    texts = [to_text(one), to_text(two)]
    assert book_of(tuple(texts)).version_id == book_of(tuple(reversed(texts))).version_id == "2-bbbb"
    forms = book_of(tuple(texts))
    assert [version.id for version in forms.overlooked] == ["2-aaaa"]  # published without knowing of the other
    assert forms.record_for({"form_version": "2-aaaa"}).get("x_plate") is not None


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"purpose": " "}, "purpose_missing"),
        ({"zh": ""}, "label_missing"),
        ({"zh": "姓名"}, "label_taken"),
        ({"name": "plate"}, "field_id"),
        ({"kind": "sound"}, "field_kind_unknown"),
        ({"kind": "choice"}, "choices_missing"),
        ({"kind": "set", "choices": (CustomChoice("a", "甲"), CustomChoice("b", "甲"))}, "choice_twice"),
        ({"visible_when": {"field": "x_none", "op": "is", "values": ["1"]}}, "condition_field"),
        ({"visible_when": {"field": "x_plate", "op": "empty"}}, "condition_itself"),
        ({"required_when": {"op": "is"}}, "condition_shape"),
        ({"sensitivity": "P9"}, "field_grade"),
        ({"forms": ()}, "field_nowhere"),
    ],
)
def test_what_cannot_be_published(broken, code):
    one = field(**{"name": broken.pop("name", "x_plate"), **broken})
    assert codes(EMPTY_BOOK, one) == {(one.id, code)}


def test_published_fields_and_choices_are_withdrawn_never_dropped_or_remade():
    forms = book((field(kind="choice", choices=YES_NO), field("x_b", "乙")))
    fewer = (CustomChoice("a", "甲"), CustomChoice("c", "丙"))
    assert codes(forms, field(kind="choice", choices=fewer), field("x_b", "乙")) == {("x_plate", "choice_dropped")}
    assert codes(forms, field(kind="choice", choices=YES_NO)) == {("x_b", "field_dropped")}
    assert codes(forms, field(), field("x_b", "乙")) == {("x_plate", "field_kind_changed")}
    assert codes(forms, field(kind="choice", choices=YES_NO), field("x_b", "乙")) == {("", "form_unchanged")}


def test_differences_name_what_a_new_version_does():
    a, b, c = field("x_a", "甲"), field("x_b", "乙"), field("x_c", "丙", withdrawn=True)
    after = (field("x_c", "丙"), field("x_a", "甲甲"), field("x_b", "乙", withdrawn=True), field("x_d", "丁"))
    found = {one.field.id: one.change for one in differences((a, b, c), after)}
    assert found == {"x_c": Change.USED_AGAIN, "x_a": Change.CHANGED, "x_b": Change.WITHDRAWN, "x_d": Change.ADDED}
    assert [one.change for one in differences((a, b), (b, a))] == [Change.MOVED, Change.MOVED]


def test_a_draft_is_brought_onto_what_another_administrator_published():
    a, b = field("x_a", "甲"), field("x_b", "乙")
    mine, theirs = (field("x_a", "甲甲"), b, field("x_m", "我")), (a, field("x_b", "乙乙"), field("x_t", "他"))
    assert {one.id: one.zh for one in rebased(mine, (a, b), theirs)} == {
        "x_a": "甲甲",
        "x_b": "乙乙",
        "x_t": "他",
        "x_m": "我",
    }


def test_identifiers_are_readable_and_never_meet():
    assert new_identifier("Frame number", "k3f9", ()) == "x_frame_number_k3f9"
    assert new_identifier("车架号", "k3f9", ["x_field_k3f9"]) == "x_field_k3f9_2"


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)
def test_templates_can_be_published_as_they_are(one):
    assert problems(EMPTY_BOOK, one.fields) == []
    assert all(CUSTOMER.get(name) is not None for name in one.uses)


def test_templates_together_can_be_published_too():
    fields: tuple[CustomField, ...] = ()
    for one in templates():
        fields = with_template(fields, one.fields)
    assert problems(EMPTY_BOOK, fields) == []


def test_conditions_join_and_negate():
    both = {"all": [is_one_of("sex", "male"), {"any": [is_filled("x_a"), is_one_of("x_set", "b")]}], "not": True}
    assert is_sound(both)
    assert not holds(both, {"sex": "male", "x_set": ("a", "b")})
    assert holds(both, {"sex": "male"})
    assert not any(map(is_sound, ({"all": [], "any": []}, {"field": 1}, {"field": "a", "op": "is"}, [], {"all": [[]]})))


def test_nothing_is_not_filled():
    assert holds({"field": "x_a", "op": "empty"}, {"x_a": ""}) and not holds(is_filled("x_a"), {"x_a": ()})
