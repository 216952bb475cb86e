import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.validation import validators
from tests.desktop_crm.domain.samples import TODAY, codes, severities


def mobile(text):
    return validators.mobile(text, {}, TODAY)


def landline(text):
    return validators.landline(text, {}, TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８ ００１３ ８０００", "13800138000"),
        ("\u202d13800138000\u202c", "13800138000"),
        ("(+86)13800138000", "13800138000"),
        ("+852 9123 4567", "+85291234567"),
        ("+44 20 7946 0958", "+442079460958"),
        ("", None),
    ],
)
def test_mobile_numbers_are_normalised(typed, stored):
    checked = mobile(typed)
    assert checked.value == stored
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1380013800", "mobile_length"),
        ("12800138000", "mobile_form"),
        ("+8612345678", "mobile_form"),
        ("+0123456789", "mobile_form"),
        ("电话", "mobile_form"),
        ("1.38E+10", "number_scientific"),
        ("1.38001E10", "number_scientific"),
        ("13800138000/13900139000", "phone_several"),
        ("13800138000、13900139000", "phone_several"),
        ("13800138000 13900139000", "phone_several"),
        ("13800138000,0512-62341234", "phone_several"),
        ("0512-62341234", "mobile_is_landline"),
        ("١٣٨٠٠١٣٨٠٠٠", "mobile_form"),
    ],
)
def test_wrong_mobile_numbers_are_one_error_and_keep_the_text(typed, code):
    checked = mobile(typed)
    assert severities(checked) == "E"
    assert codes(checked) == {code}
    assert checked.value == typed


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0512-62341234", "0512-62341234"),
        ("051262341234", "0512-62341234"),
        ("(0512)62341234转801", "0512-62341234-801"),
        ("（0512）62341234 转 801", "0512-62341234-801"),
        ("0512-62341234#8", "0512-62341234-8"),
        ("0512-62341234-801", "0512-62341234-801"),
        ("0512-6234-1234", "0512-62341234"),
        ("010 6234 1234", "010-62341234"),
        ("021－62341234", "021-62341234"),
        ("0755-2234567", "0755-2234567"),
        ("+86-512-62341234", "0512-62341234"),
        ("+861062341234", "010-62341234"),
        ("4001234567", "400-123-4567"),
        ("800-123-4567", "800-123-4567"),
        ("", None),
    ],
)
def test_landline_numbers_are_normalised(typed, stored):
    checked = landline(typed)
    assert checked.value == stored
    assert checked.findings == ()


def test_a_missing_area_code_is_a_warning():
    checked = landline("6234 1234")
    assert (checked.value, severities(checked), codes(checked)) == ("62341234", "W", {"landline_no_area"})


def test_a_number_in_the_wrong_cell_is_offered_to_the_right_one():
    assert landline("138 0013 8000").findings[0].offer == {"mobile_phone": "13800138000"}
    assert mobile("051262341234").findings[0].offer == {"landline_phone": "0512-62341234"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0512-12341234", "landline_form"),
        ("0212-2", "landline_form"),
        ("021-62341234/62341235", "phone_several"),
        ("6.2E+07", "number_scientific"),
    ],
)
def test_wrong_landlines_are_errors(typed, code):
    assert severities(landline(typed)) == "E"
    assert codes(landline(typed)) == {code}


def test_a_grid_cell_takes_either_kind():
    def phone(text):
        return validators.phone(text, {}, TODAY)

    assert phone("+86 13800138000").value == "13800138000"
    assert phone("051262341234").value == "0512-62341234"
    assert codes(phone("62341234")) == {"landline_no_area"}
    assert codes(phone("123")) == {"phone_form"}
    assert codes(phone("13800138000;13900139000")) == {"phone_several"}


@given(st.text(max_size=40))
def test_a_check_never_raises_and_what_passes_is_stable(text):
    for check in (mobile, landline, lambda typed: validators.phone(typed, {}, TODAY)):
        checked = check(text)
        if checked.value is not None and checked.ok:
            assert check(checked.value) == checked


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_itself(number):
    assert mobile(number).value == number
    assert mobile(f"+86 {number[:3]}-{number[3:7]}-{number[7:]}").value == number
