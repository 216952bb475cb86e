from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_crm.domain.fields import FieldType
from desktop_crm.domain.records import CONTACT, CUSTOMER, FAMILY_MEMBER
from desktop_crm.domain.validation.card import check_card, check_field, check_file
from desktop_crm.errors import UsageError
from tests.desktop_crm.domain.samples import CITIZEN, CITIZEN_CHILD, TODAY, codes

PERSON = {
    "customer_no": "SM-A07-000123",
    "customer_kind": "individual",
    "signed_by": "李四",
    "form_date": "2026-11-20",
    "full_name": "张三",
    "mobile_phone": "13800138000",
}
COMPANY = {
    "customer_no": "SM-A07-000124",
    "customer_kind": "organisation",
    "signed_by": "李四",
    "form_date": "2026-11-20",
    "org_name": "苏州某某贸易有限公司",
    "customer_nature": "ordinary",
    "landline_phone": "0512-62341234",
}


def card(base=PERSON, rows=(), /, **changes):
    return check_card({**base, **changes}, rows, TODAY)


def at(findings, field):
    return {finding.code for finding in findings if finding.field == field}


def offer(findings, code):
    return next(finding.offer for finding in findings if finding.code == code)


def test_a_small_complete_card_has_no_findings():
    assert card() == ()
    assert card(COMPANY) == ()
    assert check_file(PERSON, [], TODAY) == ()
    assert check_file(COMPANY, [], TODAY) == ()


@pytest.mark.parametrize("field", ["customer_no", "signed_by", "form_date", "full_name"])
def test_required_fields_of_a_person(field):
    assert at(card(**{field: None}), field) == {"required"}


@pytest.mark.parametrize("field", ["customer_no", "signed_by", "form_date", "org_name", "customer_nature"])
def test_required_fields_of_an_organisation(field):
    assert at(card(COMPANY, **{field: ""}), field) == {"required"}


def test_an_empty_card_counts_as_a_person():
    assert at(check_card({}, (), TODAY), "full_name") == {"required"}


def test_one_way_to_reach_the_customer_is_needed():
    assert codes(card(mobile_phone=None)) == {"contact_missing"}
    for field, value in (("mailing_address", "苏州"), ("landline_phone", "0512-62341234"), ("email", "a@b.cn")):
        assert card(**{"mobile_phone": None, field: value}) == ()
    assert codes(card(mobile_phone=None, fax="0512-62341234")) == {"contact_missing"}


def test_document_type_and_number_come_together():
    assert at(card(id_type="passport"), "id_number") == {"document_number_missing"}
    assert at(card(id_number="E12345678"), "id_type") == {"document_type_missing"}
    assert offer(card(id_number=CITIZEN), "document_type_missing") == {"id_type": "resident_id"}
    assert at(card(COMPANY, licence_type="uscc"), "licence_no") == {"document_number_missing"}
    assert at(card(COMPANY, licence_no="91350100M000100Y43"), "licence_type") == {"document_type_missing"}
    assert card(id_type="passport", id_number="E12345678") == ()


def citizen(**changes):
    return card(
        **{
            "id_type": "resident_id", "id_number": CITIZEN, "sex": "female", "birth_date": "1949-12-31",
            "native_place": "北京", **changes,
        }
    )  # fmt: skip


def test_a_card_that_agrees_with_its_number_has_no_findings():
    assert citizen(age_stated=76) == ()


def test_sex_against_the_number():
    assert at(citizen(sex="male"), "sex") == {"sex_differs"}
    assert offer(citizen(sex="male"), "sex_differs") == {"sex": "female"}
    assert offer(citizen(sex="not_stated"), "sex_from_id") == {"sex": "female"}
    assert offer(citizen(sex=None), "sex_from_id") == {"sex": "female"}


def test_birth_date_against_the_number_is_an_error():
    findings = citizen(birth_date="1950-01-01")
    assert [(finding.code, finding.severity) for finding in findings] == [("birth_differs", "E")]
    assert offer(findings, "birth_differs") == {"birth_date": "1949-12-31"}
    assert offer(citizen(birth_date=None), "birth_from_id") == {"birth_date": "1949-12-31"}


def test_age_may_differ_by_one_year_on_the_day_of_the_form():
    assert citizen(age_stated=77) == ()
    assert citizen(age_stated=75) == ()
    findings = citizen(age_stated=78)
    assert [(finding.code, finding.severity) for finding in findings] == [("age_differs", "W")]
    assert offer(findings, "age_differs") == {"age_stated": "76"}
    assert citizen(age_stated=70, form_date="2020-06-01") == ()
    assert at(card(birth_date="1980-01-01", age_stated=40), "age_stated") == {"age_differs"}


def test_native_place_is_a_hint_only():
    findings = citizen(native_place="浙江绍兴")
    assert [(finding.code, finding.severity) for finding in findings] == [("native_differs", "I")]
    assert offer(citizen(native_place=None), "native_from_id") == {"native_place": "北京"}
    assert citizen(native_place="祖籍不详") == ()


def test_a_wrong_number_says_nothing_about_the_person():
    assert citizen(id_number="110105194912310021", sex="male", birth_date="1950-01-01") == ()


def test_a_passport_number_that_looks_like_a_citizen_number_is_not_read():
    assert citizen(id_type="passport", sex="male") == ()


def test_under_14_the_card_is_sensitive():
    findings = card(id_type="resident_id", id_number=CITIZEN_CHILD)
    assert {"minor_card", "minor_consent"} <= codes(findings)
    assert codes(card(birth_date="2015-06-01", consent_sensitive_on="2026-01-01")) == {"minor_card"}
    assert codes(card(age_stated=13)) == {"minor_card", "minor_consent"}
    assert card(age_stated=14) == ()


def test_the_child_of_the_vector_is_14_on_its_birthday():
    values = {**PERSON, "birth_date": "2015-06-01"}
    assert "minor_card" in codes(check_card(values, (), date(2029, 5, 31)))
    assert check_card(values, (), date(2029, 6, 1)) == ()


def test_health_needs_consent():
    assert at(card(health_status="chronic"), "health_status") == {"consent_missing"}
    assert card(health_status="not_stated") == ()
    assert card(health_status="chronic", consent_sensitive_on="2026-01-01") == ()


def test_postcode_of_another_province_is_a_hint():
    findings = card(mailing_address="江苏省苏州市姑苏区", postal_code="100000")
    assert [(finding.code, finding.severity) for finding in findings] == [("postcode_province", "I")]
    assert card(mailing_address="江苏省苏州市姑苏区", postal_code="215000") == ()
    assert card(mailing_address="某地", postal_code="100000") == ()


def test_a_family_row_with_something_typed_needs_name_and_relation():
    rows = [{"name": "王五", "relation": "son"}, {"phone": "13800138000"}, {"sort_order": 3}, {}]
    findings = card(PERSON, rows)
    assert at(findings, "family_member[2].name") == {"required"}
    assert at(findings, "family_member[2].relation") == {"required"}
    assert len(findings) == 2


def test_a_child_in_the_family_has_no_work_unit_and_phone():
    row = {"name": "王五", "relation": "son", "is_under_14": True, "work_unit": "小学", "phone": "13800138000"}
    findings = card(PERSON, [row])
    assert {finding.field for finding in findings} == {"family_member[1].work_unit", "family_member[1].phone"}
    assert {finding.severity for finding in findings} == {"W"}


def test_contacts_need_a_name_and_one_is_primary():
    rows = [{"name": "王五", "is_primary": True}, {"position": "采购"}, {"name": "赵六", "is_primary": True}]
    findings = card(COMPANY, rows)
    assert at(findings, "contact[2].name") == {"required"}
    assert at(findings, "contact[3].is_primary") == {"contact_primary_many"}


def test_the_whole_file_checks_stored_values_and_grid_cells():
    values = {**PERSON, "mobile_phone": "1380013800", "full_name": "张3"}
    findings = check_file(values, [{"name": "王5", "relation": "son", "phone": "12"}], TODAY)
    assert at(findings, "mobile_phone") == {"mobile_length"}
    assert at(findings, "full_name") == {"name_digits"}
    assert at(findings, "family_member[1].name") == {"name_digits"}
    assert at(findings, "family_member[1].phone") == {"phone_form"}


def test_codes_and_fields_of_a_newer_version_are_no_findings():
    assert check_file({**PERSON, "sex": "a_later_code", "later_field": "x"}, [{"later": 1}], TODAY) == ()


def test_check_field_reads_checks_and_places():
    checked = check_field(CUSTOMER, "mobile_phone", 13800138000.0, {}, TODAY)
    assert (checked.value, checked.findings) == ("13800138000", ())
    checked = check_field(CUSTOMER, "id_number", "110105491231002", {"id_type": "resident_id"}, TODAY)
    assert checked.findings[0].field == "id_number"
    assert checked.findings[0].offer == {"id_number": CITIZEN}
    checked = check_field(CUSTOMER, "age_stated", "151", {}, TODAY)
    assert (checked.value, codes(checked)) == (151, {"age_range"})
    checked = check_field(CONTACT, "relationship_strength", 6, {}, TODAY)
    assert codes(checked) == {"strength_range"}
    checked = check_field(CUSTOMER, "birth_date", "2030-01-01", {}, TODAY)
    assert (checked.value, codes(checked)) == ("2030-01-01", {"date_future"})


def test_length_counts_characters():
    assert check_field(CUSTOMER, "native_place", "𠮷" * 50, {}, TODAY).ok
    checked = check_field(CUSTOMER, "native_place", "𠮷" * 51, {}, TODAY)
    assert codes(checked) == {"too_long"}
    assert checked.value == "𠮷" * 51
    assert codes(check_field(CUSTOMER, "preferences", ["好" * 300, "茶" * 300], {}, TODAY)) == {"too_long"}
    assert check_field(CUSTOMER, "remarks", "好" * 2000, {}, TODAY).ok
    assert codes(check_field(CUSTOMER, "remarks", "好" * 2001, {}, TODAY)) == {"too_long"}


def test_an_unknown_field_is_wrong_use():
    with pytest.raises(UsageError, match="unknown_field"):
        check_field(CUSTOMER, "shoe_size", "42", {}, TODAY)


FIELDS = [(record, field) for record in (CUSTOMER, FAMILY_MEMBER, CONTACT) for field in record]


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=lambda part: getattr(part, "id", None))
@settings(max_examples=30)
@given(raw=st.none() | st.text(max_size=40) | st.integers() | st.floats() | st.lists(st.text(max_size=5), max_size=3))
def test_no_raw_value_makes_a_check_raise_and_a_stored_value_stays(record, field, raw):
    checked = check_field(record, field.id, raw, {}, TODAY)
    if checked.value is not None:
        assert isinstance(checked.value, tuple) == (field.type is FieldType.SET)
        again = check_field(record, field.id, checked.value, {}, TODAY)
        assert (again.value, again.ok) == (checked.value, checked.ok)


@given(
    st.dictionaries(
        st.sampled_from(list(CUSTOMER.by_id)), st.none() | st.text(max_size=20) | st.integers() | st.booleans()
    )
)
def test_no_stored_card_makes_the_rules_raise(values):
    rows = [{"name": "x", "phone": 5, "is_under_14": "yes"}]
    for finding in check_file(values, rows, TODAY):
        assert finding.field
