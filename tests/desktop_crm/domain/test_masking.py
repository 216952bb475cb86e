import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.masking import HIDDEN, is_masked_by_default, mask_value
from desktop_crm.domain.records import CONTACT, CUSTOMER, FAMILY_MEMBER


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (CUSTOMER["id_number"], "11010519491231002X", "110***********002X"),
        (CUSTOMER["id_number"], "E12345678", "E12**5678"),
        (CUSTOMER["id_number"], "1234", "****"),
        (CUSTOMER["bank_account"], "6222021234567890123", "622************0123"),
        (CUSTOMER["mobile_phone"], "13800138000", "138****8000"),
        (CUSTOMER["mobile_phone"], "+85291234567", "+852****4567"),
        (CUSTOMER["mobile_phone"], "13800138000/13900139000", "138****8000/139****9000"),
        (CUSTOMER["mobile_phone"], "13800138000/62341234", "138****8000/****1234"),
        (CUSTOMER["mobile_phone"], "没有", HIDDEN),
        (CUSTOMER["landline_phone"], "0512-62341234", "0512-****1234"),
        (CUSTOMER["landline_phone"], "0512-62341234-801", "0512-****1234"),
        (CUSTOMER["landline_phone"], "0755-2234567", "0755-****4567"),
        (CUSTOMER["landline_phone"], "62341234", "****1234"),
        (CUSTOMER["landline_phone"], "400-123-4567", "400****4567"),
        (FAMILY_MEMBER["name"], "张三丰", "张**"),
        (FAMILY_MEMBER["name"], "张三", "张**"),
        (FAMILY_MEMBER["phone"], "13800138000", "138****8000"),
        (CUSTOMER["email"], "zhang@example.cn", "z***@example.cn"),
        (CUSTOMER["email"], "zhang", "z***"),
        (CUSTOMER["mailing_address"], "江苏省苏州市姑苏区平江路1号", "江苏省苏州市姑苏区****"),
        (CUSTOMER["mailing_address"], "平江路1号", "****"),
        (CUSTOMER["health_status"], "chronic", HIDDEN),
        (CUSTOMER["annual_income_band"], "under_50k", HIDDEN),
        (CUSTOMER["health_status"], None, ""),
        (CUSTOMER["sex"], "male", "男"),
    ],
)
def test_masks(field, value, shown):
    assert mask_value(field, value) == shown


def test_what_is_masked_by_default():
    masked = {field.id for field in CUSTOMER if is_masked_by_default(field)}
    assert masked == {"id_number", "health_status", "annual_income_band", "bank_account"}
    in_list = {field.id for field in CUSTOMER if is_masked_by_default(field, in_list=True)}
    assert in_list - masked == {"mobile_phone", "landline_phone"}
    assert {field.id for field in FAMILY_MEMBER if is_masked_by_default(field)} == {"name", "phone"}
    assert {field.id for field in CONTACT if is_masked_by_default(field)} == {"phone"}


@given(st.text(min_size=1, max_size=40))
def test_masking_takes_any_text(text):
    for field in CUSTOMER:
        if field.mask:
            assert mask_value(field, text) != ""


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "/", " ", "转", "、"]))
def test_no_phone_cell_shows_a_whole_number(number, separator):
    assert number not in mask_value(CUSTOMER["mobile_phone"], f"{number}{separator}{number}")


@given(st.from_regex(r"[0-9]{5,20}", fullmatch=True))
def test_no_run_of_digits_is_shown_whole(digits):
    assert digits not in mask_value(CUSTOMER["landline_phone"], digits)
    assert digits not in mask_value(CUSTOMER["id_number"], digits)
