from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.validation import identity, licences, validators
from desktop_crm.domain.validation.card import facts_from_id
from tests.desktop_crm.domain.samples import CITIZEN, CITIZEN_CHILD, CITIZEN_OLDEST, TODAY, codes, severities

VALID = (
    CITIZEN,
    CITIZEN_OLDEST,
    "34052419800101001X",
    "810000199001010019",
    "820000198512120022",
    "830000197707070034",
    "911840198103070017",
    CITIZEN_CHILD,
)


def check(number, kind="resident_id"):
    return validators.id_document(number, {"id_type": kind}, TODAY)


@pytest.mark.parametrize("number", VALID)
@pytest.mark.parametrize("kind", ["resident_id", "hmt_residence", "foreign_residence", None])
def test_valid_citizen_numbers_pass(number, kind):
    checked = check(number, kind)
    assert checked.ok
    assert checked.value == number


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310021", "id_check"),
        ("32050019810229001X", "id_birth"),
        ("990105194912310021", "id_check"),
        ("160105194912310021", "id_area"),
        ("11010519491231002", "id_form"),
        ("1101051949123100AX", "id_form"),
        ("1.10105E+17", "number_scientific"),
    ],
)
def test_wrong_citizen_numbers_are_errors(number, code):
    checked = check(number)
    assert not checked.ok
    assert code in codes(checked)


def test_the_impossible_day_is_the_only_fault_of_its_vector():
    assert codes(check("32050019810229001X")) == {"id_birth"}


def test_a_birth_in_the_future_and_above_150_years_are_errors():
    first_17 = "11010520270101001"
    assert codes(check(first_17 + identity.citizen_check_character(first_17))) == {"id_future"}
    first_17 = "11010518700101001"
    assert codes(check(first_17 + identity.citizen_check_character(first_17))) == {"id_age"}


def test_above_120_years_is_a_warning():
    checked = check(CITIZEN_OLDEST)
    assert severities(checked) == "W"
    assert codes(checked) == {"id_very_old"}


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002X"],
)
def test_spelling_of_a_number_is_normalised(typed):
    assert check(typed).value == CITIZEN


def test_the_15_digit_number_offers_the_converted_one():
    checked = check("110105491231002")
    assert severities(checked) == "E"
    assert checked.findings[0].offer == {"id_number": CITIZEN}
    assert checked.value == "110105491231002"


def test_a_wrong_15_digit_number_offers_nothing():
    checked = check("110105491331002")
    assert codes(checked) == {"id_old", "id_birth"}
    assert not any(finding.offer for finding in checked.findings)


def test_other_areas_hint_at_the_right_document_type():
    assert check("810000199001010019").findings[0].offer == {"id_type": "hmt_residence"}
    assert check("911840198103070017").findings[0].offer == {"id_type": "foreign_residence"}


@pytest.mark.parametrize(
    ("kind", "number", "marks"),
    [
        ("passport", "E12345678", ""),
        ("passport", "e1234 5678", ""),
        ("passport", "EA1234567", ""),
        ("passport", "E1234567", "W"),
        ("passport", "1234", "E"),
        ("passport", "E1234567*", "E"),
        ("hk_macao_permit", "H12345678", ""),
        ("hk_macao_permit", "M1234567890", ""),
        ("hk_macao_permit", "H123456789", "E"),
        ("hk_macao_permit", "12345678", "E"),
        ("taiwan_permit", "12345678", ""),
        ("taiwan_permit", "1234567890A", ""),
        ("taiwan_permit", "123456789", "E"),
        ("military_id", "军字第1234567号", ""),
        ("other", "abc", "E"),
        ("other", "a" * 31, "E"),
        ("household_register", "1234", ""),
        ("foreign_residence", "USA123456789012", ""),
        ("a_later_type", "12345", ""),
    ],
)
def test_other_documents(kind, number, marks):
    assert severities(check(number, kind)) == marks


def test_credit_code_vector():
    row = {"licence_type": "uscc"}
    assert validators.licence_document("91350100M000100Y43", row, TODAY).findings == ()
    assert not validators.licence_document("91350100M000100Y4Z", row, TODAY).ok
    assert codes(validators.licence_document("91350100M000100Y44", row, TODAY)) == {"uscc_check"}


def test_credit_code_is_recognised_without_a_type_and_in_small_letters():
    assert validators.licence_document("91350100m000100y43", {}, TODAY).value == "91350100M000100Y43"
    assert codes(validators.licence_document("91350100M000100Y44", {}, TODAY)) == {"uscc_check"}


def test_a_wrong_organisation_code_inside_a_credit_code_is_a_warning():
    first_17 = "91350100M000100Y5"
    code = first_17 + licences.credit_check_character(first_17)
    checked = validators.licence_document(code, {"licence_type": "uscc"}, TODAY)
    assert severities(checked) == "W"


def test_organisation_code_vector():
    row = {"licence_type": "org_code"}
    assert validators.licence_document("D2143569X", row, TODAY).findings == ()
    assert validators.licence_document("D2143569-X", row, TODAY).value == "D2143569X"
    assert codes(validators.licence_document("D21435691", row, TODAY)) == {"organisation_code_check"}
    assert codes(validators.licence_document("D214", row, TODAY)) == {"organisation_code_form"}


def test_other_licences_need_4_to_30_characters():
    row = {"licence_type": "foreign"}
    assert validators.licence_document("HRB 12345", row, TODAY).ok
    assert codes(validators.licence_document("1", row, TODAY)) == {"document_length"}


def test_facts_of_a_number():
    facts = facts_from_id(CITIZEN, TODAY)
    assert facts.as_values() == {
        "sex": "female", "birth_date": "1949-12-31", "age_stated": 76, "native_place": "北京",
    }  # fmt: skip
    assert facts_from_id("34052419800101001X", TODAY).place == "安徽马鞍山"
    assert facts_from_id("830000197707070034", TODAY).place == "台湾"
    assert "native_place" not in facts_from_id("911840198103070017", TODAY).as_values()
    assert facts_from_id("110105194912310021", TODAY) is None
    assert facts_from_id("", TODAY) is None


@given(
    st.sampled_from(sorted(identity.PROVINCES)),
    st.dates(date(1907, 1, 1), TODAY),
    st.integers(0, 999),
)
def test_every_number_with_its_check_character_passes_and_one_wrong_digit_does_not(province, birth, sequence):
    first_17 = f"{province}0000{birth:%Y%m%d}{sequence:03}"
    number = first_17 + identity.citizen_check_character(first_17)
    facts = facts_from_id(number, TODAY)
    assert facts.birth_date == birth.isoformat()
    assert facts.sex == ("male" if sequence % 2 else "female")
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert "id_check" in codes(check(wrong))


@given(st.dates(date(1800, 1, 1), TODAY), st.dates(date(1800, 1, 1), TODAY))
def test_age_grows_on_the_birthday(birth, day):
    if birth > day:
        birth, day = day, birth
    age = identity.age_on(birth, day)
    assert age >= 0
    assert identity.age_on(birth, day + timedelta(days=366)) >= age + 1
