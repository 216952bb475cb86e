import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.validation import validators
from tests.desktop_crm.domain.samples import CITIZEN, TODAY, codes, severities

ALL_VALIDATORS = sorted(
    {field.validator for record in RECORD_TYPES.values() for field in record if field.validator},
    key=lambda validator: validator.__name__,
)


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("张三", ""),
        ("阿依古丽·买买提", ""),
        ("Anna Maria O'Neill", ""),
        ("张", "W"),
        ("张3", "E"),
        ("张３", "E"),
        ("·张三", "E"),
        ("张三·", "E"),
        ("张" * 50, ""),
        ("张" * 51, "E"),
        ("𠮷田", ""),
    ],
)
def test_person_names(name, marks):
    assert severities(validators.person_name(name, {}, TODAY)) == marks


def test_names_are_kept_as_typed_but_for_trim_and_composition():
    assert validators.person_name("\u3000ＡＢ ", {}, TODAY).value == "ＡＢ"
    assert validators.person_name("Rene\u0301", {}, TODAY).value == "Ren\u00e9"


@pytest.mark.parametrize(
    ("code", "marks"),
    [
        ("215000", ""),
        ("010000", ""),
        ("２１５０００", ""),
        ("000000", "W"),
        ("21500", "E"),
        ("2150000", "E"),
        ("21500a", "E"),
    ],
)
def test_postcodes(code, marks):
    checked = validators.postcode(code, {}, TODAY)
    assert severities(checked) == marks
    assert isinstance(checked.value, str)


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("zhang@Example.CN", "zhang@example.cn"),
        ("Zhang.San+crm@mail.example.com", "Zhang.San+crm@mail.example.com"),
        ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｎ", "zhang@example.cn"),
        ("mailto:a@example.cn", "a@example.cn"),
        ("a@例子.中国", "a@例子.中国"),
    ],
)
def test_mail_addresses(address, stored):
    checked = validators.email(address, {}, TODAY)
    assert (checked.value, checked.findings) == (stored, ())


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("zhang", "email_at"),
        ("a@b@example.cn", "email_at"),
        ("a@example", "email_domain"),
        ("a@-x.cn", "email_domain"),
        ("a@example..cn", "email_domain"),
        ("a b@example.cn", "email_local"),
        (".a@example.cn", "email_local"),
        ("a..b@example.cn", "email_local"),
        ("@example.cn", "email_local"),
        ("a" * 65 + "@example.cn", "email_long"),
        ("a@" + "b" * 60 + ("." + "b" * 60) * 4 + ".cn", "email_long"),
        ("a@example.cn;b@example.cn", "email_several"),
    ],
)
def test_wrong_mail_addresses(address, code):
    assert codes(validators.email(address, {}, TODAY)) == {code}


@pytest.mark.parametrize(
    ("address", "stored", "found"),
    [
        ("https://www.example.cn/a?b=1", "https://www.example.cn/a?b=1", set()),
        ("http://192.168.1.1:8080/", "http://192.168.1.1:8080/", set()),
        ("www.example.cn", "https://www.example.cn", {"url_scheme_added"}),
        ("ftp://example.cn", "ftp://example.cn", {"url_form"}),
        ("javascript:alert(1)", "javascript:alert(1)", {"url_form"}),
        ("http://", "http://", {"url_form"}),
        ("http://[::1", "http://[::1", {"url_form"}),
        ("没有", "没有", {"url_form"}),
        ("http://a b.cn", "http://a b.cn", {"url_form"}),
    ],
)
def test_web_addresses(address, stored, found):
    checked = validators.url(address, {}, TODAY)
    assert (checked.value, codes(checked)) == (stored, found)


@pytest.mark.parametrize(
    ("typed", "stored", "marks"),
    [
        ("2026-11-22", "2026-11-22", ""),
        ("2026-10-23", "2026-10-23", ""),
        ("2026-10-22", "2026-10-22", "W"),
        ("2026-11-23", "2026-11-23", "E"),
        ("2026-02-30", None, "E"),
        ("昨天", None, "E"),
    ],
)
def test_the_form_date_is_recent(typed, stored, marks):
    checked = validators.form_date(typed, {}, TODAY)
    assert (checked.value, severities(checked)) == (stored, marks)


def test_past_and_any_dates():
    assert codes(validators.past_date("2027-01-01", {}, TODAY)) == {"date_future"}
    assert validators.past_date("1926-01-01", {}, TODAY).findings == ()
    assert validators.any_date("2030-01-01", {}, TODAY).findings == ()


@pytest.mark.parametrize(
    ("check", "low", "high"),
    [
        (validators.age, 0, 150),
        (validators.pay_day, 1, 31),
        (validators.relationship_strength, 1, 5),
        (validators.count, 0, 100_000_000),
    ],
)
def test_ranges(check, low, high):
    assert check(str(low), {}, TODAY).findings == ()
    assert check(str(high), {}, TODAY).findings == ()
    assert severities(check(str(low - 1), {}, TODAY)) == "E"
    assert severities(check(str(high + 1), {}, TODAY)) == "E"
    assert codes(check("many", {}, TODAY)) == {"not_integer"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"证件 {CITIZEN} 已核", {"remarks_id_number"}),
        (f"号码{CITIZEN.lower()}", {"remarks_id_number"}),
        ("卡号 4111 1111 1111 1111", {"remarks_bank_card"}),
        ("卡号4111-1111-1111-1111。", {"remarks_bank_card"}),
        ("订单 4111111111111112", set()),
        ("电话 13800138000,下周回访", set()),
        ("第一行\n第二行", set()),
    ],
)
def test_remarks_warn_of_numbers_that_have_their_own_field(text, found):
    checked = validators.remarks(text, {}, TODAY)
    assert codes(checked) == found
    assert checked.ok
    assert checked.value == text


@pytest.mark.parametrize(
    ("number", "marks"),
    [("6222 0212 3456 7890 123", ""), ("DE89370400440532013000", "W"), ("123", "E"), ("6.2E+18", "E"), ("账号", "E")],
)
def test_bank_accounts(number, marks):
    assert severities(validators.bank_account(number, {}, TODAY)) == marks


def test_organisation_names():
    assert validators.organisation_name(" 苏州某某贸易有限公司 ", {}, TODAY).value == "苏州某某贸易有限公司"
    assert codes(validators.organisation_name("12345", {}, TODAY)) == {"org_name_unusual"}


@pytest.mark.parametrize("validator", ALL_VALIDATORS, ids=lambda validator: validator.__name__)
def test_nothing_typed_is_nothing(validator):
    for empty in ("", "  ", "\u3000"):
        assert validator(empty, {}, TODAY) == validator("", {}, TODAY)
        assert validator(empty, {}, TODAY).value is None
        assert validator(empty, {}, TODAY).findings == ()


@pytest.mark.parametrize("validator", ALL_VALIDATORS, ids=lambda validator: validator.__name__)
@given(text=st.text(max_size=60), row=st.sampled_from(({}, {"id_type": "passport"}, {"licence_type": "uscc"})))
def test_no_text_makes_a_validator_raise_and_checking_again_changes_nothing(validator, text, row):
    checked = validator(text, row, TODAY)
    if checked.value is not None:
        again = validator(str(checked.value), row, TODAY)
        assert again.value == checked.value
        assert again.ok == checked.ok
