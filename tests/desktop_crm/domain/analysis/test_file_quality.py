"""A36: the six figures, what contradicts itself, what would improve a file most; marks of verification."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_crm.domain.analysis.file_quality import Figure, FileRows, Part, Sums, contradictions, judge, look_at, total
from desktop_crm.domain.analysis.quality_words import figure_meaning, figure_name, reason
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.validation.catalogue import SENTENCES
from desktop_crm.domain.verification import State, mark_id, newest_marks, state_of, states, value_hash

TODAY = date(2026, 11, 22)
PERSON = {
    "customer_kind": "individual", "full_name": "曾国藩", "signed_by": "王五", "form_date": "2026-11-01",
    "customer_no": "KH-1", "mobile_phone": "13812345678", "record_status": "filed", "card_kind": "existing",
}  # fmt: skip


def mark(field, value, customer="c", **more):
    row_id = mark_id(customer, field)
    at = "2026-11-20T08:00:00.000Z"
    return row_id, {"field": field, "state": "verified", "how": "call", "verified_at": at,
                    "value_hash": value_hash(row_id, value), **more}  # fmt: skip


def test_the_numbers_of_the_declaration():
    whole = total([Sums(1, 80, 1, 0, 0, 1, 2, 3, 1), Sums(1, 40, 0, 0, 0, 0, 2, 1)])
    shares = whole.figures()
    assert shares[Figure.COMPLETE] == 0.6
    assert (shares[Figure.TIMELY], shares[Figure.CONSISTENT], shares[Figure.UNIQUE]) == (0.5, 1, 1)
    assert (shares[Figure.VERIFIED], shares[Figure.PARTS], whole.whole) == (0.25, 4 / 6, 1)
    assert whole.score() == 67


def test_nothing_is_divided_by_nothing():
    assert Sums().score() is None
    assert set(Sums().figures().values()) == {None}
    assert Sums(1, 50, 1).figures()[Figure.VERIFIED] is None


def test_a_mark_holds_for_the_value_it_was_given_to():
    row_id, values = mark("mobile_phone", "13812345678")
    assert state_of(row_id, values, "13812345678") is State.VERIFIED
    assert state_of(row_id, values, "13812345679") is State.UNVERIFIED
    assert state_of(row_id, values, None) is State.UNVERIFIED
    assert state_of(row_id, {**values, "state": "doubtful"}, "13812345678") is State.DOUBTFUL
    assert state_of(row_id, {**values, "value_hash": None}, "13812345679") is State.VERIFIED  # of an earlier version
    assert "13812345678" not in str(values)


def test_two_people_write_one_mark_and_a_merged_card_brings_its_own():
    assert mark_id("c", "email") == mark_id("c", "email") != mark_id("d", "email")
    old = mark("mobile_phone", "1", verified_at="2026-01-01T00:00:00.000Z")
    new = mark("mobile_phone", "2", customer="d")
    assert newest_marks([old, new]) == newest_marks([new, old]) == {"mobile_phone": new}


def test_only_filled_fields_are_to_be_checked():
    found = states(FormKind.INDIVIDUAL, PERSON, [mark("full_name", "曾国藩"), mark("mobile_phone", "13900000000")])
    assert found == {"full_name": State.VERIFIED, "mobile_phone": State.UNVERIFIED}


CONTRADICTIONS = [
    ({"id_type": "resident_id", "id_number": "11010519491231002X", "birth_date": "1950-01-01"}, {}, "birth_differs"),
    ({"id_type": "resident_id", "id_number": "11010519491231002X", "sex": "male"}, {}, "sex_differs"),
    ({"mailing_address": "湖南省长沙市芙蓉区", "postal_code": "100000"}, {}, "postcode_province"),
    ({"birth_date": "2026-11-10"}, {}, "filed_before_birth"),
    ({"birth_date": "1990-01-01"}, {"orders": [{"ordered_on": "1989-12-31"}]}, "order_before_birth"),
    (
        {"customer_kind": "organisation", "org_name": "示例公司", "founded_on": "2020-05-01"},
        {"orders": [{"ordered_on": "2019-05-01"}, {"ordered_on": "2024-01-01"}]},
        "order_before_founding",
    ),
    ({}, {"orders": [{"ordered_on": "2026-02-01", "delivered_on": "2026-01-01"}]}, "delivered_before_order"),
    ({}, {"others": [("stop_record", {"stopped_on": "2026-02-01", "won_back_on": "2026-01-01",
                                      "stop_reason_main": "service"})]}, "dates_reversed"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "rows", "code"), CONTRADICTIONS, ids=[one[2] for one in CONTRADICTIONS])
def test_what_cannot_be_true_together_is_found(values, rows, code):
    found = list(contradictions(FileRows({**PERSON, **values}, **rows), TODAY))
    assert code in [one.code for one in found]
    assert all(one.code in SENTENCES and one.field for one in found)


def test_what_is_only_missing_is_no_contradiction():
    assert not list(contradictions(FileRows({"customer_kind": "individual"}), TODAY))
    assert not list(contradictions(FileRows(PERSON, orders=[{"ordered_on": "2026-01-01"}]), TODAY))


def test_a_file_has_three_parts():
    assert look_at(FileRows(PERSON), TODAY).parts == 0  # an existing customer without an order
    assert look_at(FileRows({**PERSON, "card_kind": "prospect"}), TODAY).parts == Part.BASIC
    rows = FileRows(PERSON, orders=[{"ordered_on": "2026-01-01"}], others=[("assessment", {})], invested=True)
    assert look_at(rows, TODAY).parts == Part.BASIC | Part.ANALYSIS | Part.INVESTMENT
    assert not look_at(FileRows({**PERSON, "record_status": "draft", "card_kind": "prospect"}), TODAY).parts


def test_the_greatest_loss_comes_first_and_says_where_to_begin():
    bad = {"id_type": "resident_id", "id_number": "11010519491231002X", "birth_date": "1950-01-01"}
    state = look_at(FileRows({**PERSON, **bad}, marks=[mark("full_name", "曾国藩", state="doubtful")]), TODAY)
    judged = judge(state, timely=True, doubled=False)
    assert [loss.figure for loss in judged.losses][:3] == [Figure.CONSISTENT, Figure.VERIFIED, Figure.PARTS]
    assert (judged.losses[0].field, judged.losses[1].field) == ("birth_date", "full_name")
    assert judged.score + round(sum(loss.points for loss in judged.losses)) in (99, 100, 101)
    words = [reason(loss, state, FormKind.INDIVIDUAL, "en", 180) for loss in judged.losses]
    assert words[1:3] == ["Name is in doubt", "No order yet"]
    assert "is missing" in words[-1]
    assert "未核实" in reason(judge(look_at(FileRows(PERSON), TODAY), timely=True, doubled=False).losses[0],
                              look_at(FileRows(PERSON), TODAY), FormKind.INDIVIDUAL, "zh", 180)  # fmt: skip


def test_a_stale_twin_without_anything_loses_by_every_figure_but_one():
    state = look_at(FileRows({"customer_kind": "individual"}), TODAY)
    judged = judge(state, timely=False, doubled=True)
    assert {loss.figure for loss in judged.losses} == set(Figure) - {Figure.CONSISTENT}
    assert judged.score == 17
    for language in ("zh", "en"):
        words = [reason(loss, state, FormKind.INDIVIDUAL, language, 90) for loss in judged.losses]
        assert len(set(words)) == len(words)
        assert all(words)
        assert any("90" in one for one in words)


def test_every_figure_has_a_name_and_a_meaning():
    for language in ("zh", "en"):
        assert len({figure_name(one, language) for one in Figure}) == len(Figure)
        assert all(figure_meaning(one, language, 180) for one in Figure)
