from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.records import CONTACT, CUSTOMER, RECORD_TYPES
from desktop_crm.domain.values import LONGEST_RAW, TYPE_ERRORS, decode, encode, format_value, parse_value
from desktop_crm.errors import UsageError
from tests.desktop_crm.domain.samples import TODAY, codes

FIELDS = [field for record in RECORD_TYPES.values() for field in record]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def parse(field_id, raw, record=CUSTOMER):
    return parse_value(record[field_id], raw, TODAY)


@pytest.mark.parametrize(
    "spelling",
    [
        "2026-11-22",
        "2026/11/22",
        "2026.11.22",
        "20261122",
        "2026年11月22日",
        "2026 年 11 月 22 日",
        "2026-11-22 00:00:00",
        "2026-11-22T08:30:00+08:00",
        "11/22/2026",
        "22/11/2026",
        "２０２６－１１－２２",
        20261122,
        20261122.0,
        date(2026, 11, 22),
        datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "今天",
        "Today",
    ],
)
def test_dates_in_many_spellings(spelling):
    checked = parse("birth_date", spelling)
    assert (checked.value, checked.findings) == ("2026-11-22", ())


def test_short_months_and_equal_day_and_month():
    assert parse("birth_date", "2026-1-2").value == "2026-01-02"
    assert parse("birth_date", "5/5/2026").value == "2026-05-05"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("11/12/2026", "date_ambiguous"),
        ("2026-02-29", "date_unreal"),
        ("2026-13-01", "date_unreal"),
        ("0001-01-01", "date_unreal"),
        ("26-11-22", "not_date"),
        ("2026-11", "not_date"),
        (45000, "not_date"),
        (True, "not_date"),
        ([2026, 11, 22], "not_date"),
        ("x" * (LONGEST_RAW + 1), "text_huge"),
    ],
)
def test_what_is_no_date(raw, code):
    checked = parse("birth_date", raw)
    assert checked.value is None
    assert codes(checked) == {code}
    assert checked.findings[0].field == "birth_date"


@pytest.mark.parametrize("raw", ["male", "MALE", "男", "Male", "1", 1, 1.0, " 先生 ", "Ｍ", "ｍ"])
def test_choices_by_code_label_and_alias(raw):
    assert parse("sex", raw).value == "male"


@pytest.mark.parametrize("raw", ["x", True, ["male"], {"code": "male"}, 7, float("nan")])
def test_unknown_choices(raw):
    checked = parse("sex", raw)
    assert checked.value is None
    assert codes(checked) == {"unknown_choice"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("是", True),
        ("YES", True),
        ("1", True),
        (1, True),
        (True, True),
        ("否", False),
        ("no", False),
        (0, False),
        (None, None),
    ],
)
def test_booleans(raw, value):
    assert parse("is_primary", raw, CONTACT).value is value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("35", 35),
        (35, 35),
        (35.0, 35),
        ("35.0", 35),
        ("３５", 35),
        ("35岁", 35),
        ("1,200", 1200),
        ("-3", -3),
        ("", None),
    ],
)
def test_integers(raw, value):
    assert parse("employees", raw).value == value


@pytest.mark.parametrize("raw", ["abc", "3.5", 3.5, True, [3], "9" * 17, 10**400, float("inf"), "1,20", "0x10"])
def test_what_is_no_integer(raw):
    checked = parse("employees", raw)
    assert checked.value is None
    assert codes(checked) == {"not_integer"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("茶、钓鱼,茶; 书法", ("书法", "茶", "钓鱼")),
        (["茶", "钓鱼"], ("茶", "钓鱼")),
        (("b;a",), ("a", "b")),
        ("、,", None),
        ([], None),
        (None, None),
        (5, ("5",)),
    ],
)
def test_sets_are_sorted_and_without_repeats(raw, value):
    assert parse("preferences", raw).value == value


def test_sets_of_choices():
    assert parse("contact_permission", "电话、E-mail".replace("E-mail", "邮件")).value == ("email", "phone")
    assert codes(parse("contact_permission", ["phone", "pigeon"])) == {"unknown_choice"}
    assert codes(parse("contact_permission", [["phone"]])) == {"not_set"}
    assert codes(parse("preferences", [None])) == {"not_set"}


def test_text_is_trimmed_composed_and_on_one_line():
    assert parse("occupation", "  e\u0301cole\u3000").value == "\u00e9cole"
    assert parse("mailing_address", "苏州\r\n星湖街").value == "苏州 星湖街"
    assert parse("remarks", "一\r\n二\u2028三").value == "一\n二\n三"
    assert parse("occupation", 13800138000.0).value == "13800138000"
    assert parse("occupation", "\u200b\ufeff").value is None


@pytest.mark.parametrize("raw", ["a\x00b", "a\x07b", "a\ud800b", "a\uffffb", "a\x9bb"])
def test_characters_that_cannot_be_stored_are_dropped_with_a_finding(raw):
    checked = parse("occupation", raw)
    assert checked.value == "ab"
    assert codes(checked) == {"characters_dropped"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (True, "not_text"),
        (["a"], "not_text"),
        ({"a": 1}, "not_text"),
        (b"a", "not_text"),
        (1.1010519491231002e17, "number_imprecise"),
        (float("nan"), "number_imprecise"),
        (10**400, "number_imprecise"),
        ("x" * (LONGEST_RAW + 1), "text_huge"),
    ],
)
def test_what_is_no_text(raw, code):
    checked = parse("occupation", raw)
    assert checked.value is None
    assert codes(checked) == {code}


def test_instants_are_utc():
    field = Field(id="at", zh="时间", en="At", type=FieldType.INSTANT)
    moment = datetime(2026, 11, 22, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    assert parse_value(field, moment, TODAY).value == "2026-11-22T00:30:00Z"
    assert parse_value(field, moment.astimezone(UTC).isoformat(), TODAY).value == "2026-11-22T00:30:00Z"
    assert codes(parse_value(field, "2026-11-22T08:30:00", TODAY)) == {"not_instant"}
    assert codes(parse_value(field, "0001-01-01T00:00:00+08:00", TODAY)) == {"not_instant"}


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
@settings(max_examples=30)
@given(raw=JUNK)
def test_no_raw_value_raises_and_refusals_are_type_errors(field, raw):
    checked = parse_value(field, raw, TODAY)
    errors = [finding for finding in checked.findings if finding.severity == "E"]
    if errors:
        assert checked.value is None
        assert [finding.code for finding in errors if finding.code not in TYPE_ERRORS] == []
        assert len(errors) == 1
    assert all(finding.field == field.id for finding in checked.findings)
    assert parse_value(field, checked.value, TODAY).value == checked.value


def values_of(field):
    if field.choices:
        code = st.sampled_from([choice.code for choice in field.choices])
        return code if field.type is FieldType.CHOICE else st.lists(code)
    return {
        FieldType.INTEGER: st.integers(-(10**12), 10**12),
        FieldType.BOOLEAN: st.booleans(),
        FieldType.DATE: st.dates(date(1800, 1, 1), date(2199, 12, 31)),
        FieldType.INSTANT: st.datetimes(timezones=st.just(UTC)),
        FieldType.SET: st.lists(st.text(max_size=8), max_size=4),
    }.get(field.type, st.text(max_size=30))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_written_is_read_back(field, data):
    value = parse_value(field, data.draw(values_of(field)), TODAY).value
    for language in ("zh", "en"):
        assert parse_value(field, format_value(field, value, language), TODAY).value == value
    assert decode(encode(value)) == value


def test_formatting():
    assert format_value(CUSTOMER["sex"], "male") == "男"
    assert format_value(CUSTOMER["sex"], "male", "en") == "Male"
    assert format_value(CUSTOMER["sex"], "of_a_newer_version") == "of_a_newer_version"
    assert format_value(CUSTOMER["contact_permission"], ("email", "phone"), "en") == "E-mail, Phone"
    assert format_value(CUSTOMER["birthday_lunar"], False) == "否"
    assert format_value(CUSTOMER["birthday_lunar"], None) == ""


def test_canonical_json():
    assert encode(("乙", "a")) == '["a","乙"]'
    assert encode({"b": 1, "a": "中", "c": ("y", "x"), "d": frozenset(("q", "p"))}) == (
        '{"a":"中","b":1,"c":["y","x"],"d":["p","q"]}'
    )
    assert encode(None) == "null"
    assert decode('{"a":["x",{"b":[]}]}') == {"a": ("x", {"b": ()})}


@pytest.mark.parametrize("value", [1.5, {"a": 1.0}, ["x", (2.0,)], object(), "\ud800"])
def test_what_canonical_json_refuses(value):
    with pytest.raises(UsageError, match="not_json"):
        encode(value)


@pytest.mark.parametrize("text", ["", "{", "1.5", '{"a":[1e3]}', "nan", "[" * 5000])
def test_json_that_is_refused(text):
    with pytest.raises(UsageError, match="not_json"):
        decode(text)


def test_labels_and_codes_of_a_field_never_mean_two_things():
    for field in FIELDS:
        for choice in field.choices:
            for spelling in (choice.code, choice.zh, choice.en, *choice.aliases):
                assert parse_value(field, spelling, TODAY).value == (
                    (choice.code,) if field.type is FieldType.SET else choice.code
                ), (field.id, spelling)


_MONEY = Field(id="amount", zh="金额", en="Amount", type=FieldType.MONEY)


@pytest.mark.parametrize(
    ("raw", "minor"),
    [
        ("1234.5", 123450), ("1,234.50", 123450), ("¥1 234.5元", 123450), ("3万", 3000000), ("1.2亿元", 12000000000),
        ("-5", -500), (123, 123), (12.5, 1250), ("0.29", 29), (0.29, 29), ("", None), (None, None),
    ],
)  # fmt: skip
def test_money_is_read_as_minor_units(raw, minor):
    checked = parse_value(_MONEY, raw, TODAY)
    assert (checked.value, checked.findings) == (minor, ())


@pytest.mark.parametrize("raw", ["一千", "1.234", "1.2.3", "12,34", "9" * 17, True, float("inf"), ["1"]])
def test_what_is_no_amount_is_refused_not_rounded(raw):
    checked = parse_value(_MONEY, raw, TODAY)
    assert checked.value is None and checked.findings[0].code in {"not_money", "number_imprecise"}


def test_money_written_is_read_back():
    for minor in (0, 5, -5, 123450, 100, 99999999999):
        assert parse_value(_MONEY, format_value(_MONEY, minor), TODAY).value == minor
    assert format_value(_MONEY, -123450) == "-1,234.50"
