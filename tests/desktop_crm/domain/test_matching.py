import pytest

from bench.lookalikes import quality
from desktop_crm.domain.matching import scoring
from desktop_crm.domain.matching.addresses import address
from desktop_crm.domain.matching.characters import bare
from desktop_crm.domain.matching.evidence import BY_CODE, TABLE, words
from desktop_crm.domain.matching.keys import keys, rule_keys
from desktop_crm.domain.matching.names import company, person
from desktop_crm.domain.matching.numbers import line, same_line
from desktop_crm.domain.matching.profile import Profile, profile
from desktop_crm.domain.matching.scoring import Band, evidence, score

ZENG = {
    "full_name": "曾国藩", "mobile_phone": "13812345678", "landline_phone": "0731-88881234", "email": "z@example.cn",
    "mailing_address": "湖南省长沙市岳麓区湘江路5号2栋301室", "birth_date": "1980-01-02", "sex": "male",
}  # fmt: skip
HUAQIANG = {
    "customer_kind": "organisation", "org_name": "深圳市华强电子有限公司", "landline_phone": "0755-26612345",
    "mailing_address": "深圳市南山区科技园路5号3栋1201室",
}  # fmt: skip


def compared(base, **other):
    return score(profile(base), profile({**base, **other}))


@pytest.mark.parametrize(
    ("text", "core", "city", "branch"),
    [
        ("深圳市华强电子有限公司", "华强电子", "4403", ""),
        ("深圳華強電子有限責任公司", "华强电子", "4403", ""),
        ("华强（深圳）电子股份有限公司", "华强电子", "4403", ""),
        ("华强电子", "华强电子", "", ""),
        ("深圳市华强电子(集团)有限公司北京分公司", "华强电子", "4403", "北京分公司"),
        ("中国工商银行深圳分行福田支行", "工商银行", "", "深圳分行福田支行"),
        ("北京市朝阳区宏达五金商行", "宏达五金", "11", ""),
        ("ＡＢＣ Co., Ltd.", "abc", "", ""),
        ("杭州市", "杭州市", "", ""),
        ("公司", "公司", "", ""),
    ],
)
def test_a_company_is_known_by_the_core_of_its_name(text, core, city, branch):
    name = company(text)
    assert (name.core, name.city, name.branch) == (core, city, branch)


@pytest.mark.parametrize(
    ("one", "other"), [("曾國藩", " 曾 国藩"), ("张伟先生", "張偉"), ("阿卜杜拉·买买提", "阿卜杜拉买买提")]
)
def test_one_person_written_in_two_ways(one, other):
    assert person(one) == person(other)


@pytest.mark.parametrize(("one", "other"), [("林芳", "凌方"), ("张诗", "臧思"), ("章伟", "张玮")])
def test_homophones_sound_alike(one, other):
    assert person(one).text != person(other).text
    assert person(one).sound == person(other).sound


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+86 138-1234-5678", "13812345678", True),
        ("0731-88881234-801", "(0731)88881234", True),
        ("88881234", "0731-88881234", True),
        ("0755-88881234", "0731-88881234", False),
        ("400-800-1234", "4008001234", True),
        ("+1 415 555 2671", "+14155552671", True),
        ("13812345678", "13812345679", False),
    ],
)
def test_numbers_that_ring_at_one_telephone(one, other, same):
    first, second = line(one), line(other)
    assert first and second
    assert same_line(first, second) is same


def test_too_few_digits_are_no_number():
    assert line("123") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("广东省深圳市南山区科技园路5号3栋二单元1201室", "深圳南山科技园路5号3-2-1201"),
        ("北京市朝阳区建国路八十八号Ａ座2005", "北京朝阳建国路88号A座2005室"),
        ("长沙市岳麓区湘江路十二号", "湖南长沙岳麓湘江路012号"),
    ],
)
def test_one_address_written_in_two_ways(one, other):
    first, second = address(one), address(other)
    assert first[:3] == second[:3]
    assert first.numbers


def test_signs_and_width_do_not_count():
    assert bare("（Ａｂ）-c，曾") == "abc曾"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"full_name": "曾國藩"}, "name_same"), ({"full_name": "曾国凡"}, "name_sound"),
        ({"full_name": "zeng guofan"}, "name_near"), ({"full_name": "曾国"}, "name_near"),
        ({"full_name": "李四光"}, "name_other"), ({"mobile_phone": "13900001111"}, "mobile_other"),
        ({"mobile_phone": None, "landline_phone": "13812345678"}, "phone_same"),
        ({"landline_phone": "88881234"}, "phone_same"), ({"email": "Z@example.CN"}, "email_same"),
        ({"email": "y@example.cn"}, "email_other"), ({"mailing_address": "长沙岳麓湘江路5号2栋301"}, "address_same"),
        ({"mailing_address": "长沙岳麓湘江路5号"}, "address_near"),
        ({"mailing_address": "长沙市文艺路1号"}, "address_other"),
        ({"mailing_address": "上海市文艺路1号"}, "city_other"), ({"birth_date": "1980-02-01"}, "birth_near"),
        ({"birth_date": "1980-01-03"}, "birth_near"), ({"birth_date": "1977-11-30"}, "birth_other"),
        ({"sex": "female"}, "sex_other"), ({"sex": "unknown"}, "name_same"),
        ({"customer_kind": "organisation"}, "kind_other"),
    ],
)  # fmt: skip
def test_evidence_of_a_person(change, code):
    assert code in set(evidence(profile(ZENG), profile({**ZENG, **change})))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"org_name": "华强电子"}, "name_same"), ({"org_name": "华强电子科技"}, "name_shortened"),
        ({"org_name": "华墙电子公司"}, "name_sound"), ({"org_name": "华强贸易有限公司"}, "name_other"),
        ({"org_name": "深圳市华强电子有限公司南山分公司"}, "branch_other"),
        ({"org_name": "北京华强电子"}, "city_other"),
    ],
)  # fmt: skip
def test_evidence_of_a_company(change, code):
    assert code in set(evidence(profile(HUAQIANG), profile({**HUAQIANG, **change})))


def test_same_switchboard_is_no_same_telephone():
    one, other = ({**HUAQIANG, "landline_phone": f"0755-26612345-{extension}"} for extension in (801, 802))
    assert "extension_other" in set(evidence(profile(one), profile(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"full_name": "甲乙", "mobile_phone": "13812345678"}, {"full_name": "丙丁", "mobile_phone": "13812345678"}),
        ({"full_name": "甲乙", "mailing_address": "某村"},
         {"full_name": "甲乙", "mailing_address": "某村", "email": "x@y.cn"}),
        ({"full_name": "甲乙", "birth_date": "1980-01-02", "sex": "male"},
         {"full_name": "甲乙", "birth_date": "1980-01-02", "sex": "female"}),
        ({**HUAQIANG}, {"customer_kind": "organisation", "org_name": "华强电子", "landline_phone": "26612345"}),
    ],
)  # fmt: skip
def test_a_rule_of_the_contract_is_always_told(one, other):
    found = score(profile(one), profile(other))
    assert found.by_rule and found.percent >= scoring.POSSIBLE_FROM
    shared = {key for _, key in rule_keys(profile(one))} & {key for _, key in rule_keys(profile(other))}
    assert shared
    assert set(keys(profile(one))) & set(keys(profile(other)))


def test_same_document_is_certain_and_another_speaks_against_it():
    one = profile(ZENG, "abc")
    assert score(one, profile({"full_name": "别人"}, "abc")).band is Band.HARD
    first, second = (profile({**ZENG, "id_type": "resident_id"}, text) for text in ("abc", "def"))
    assert "document_other" in score(first, second).reasons
    assert score(first, second).percent <= score(one, profile(ZENG)).percent


def test_reasons_come_the_weightiest_first_and_what_speaks_against_last():
    found = compared(ZENG, mobile_phone="13900001111", full_name="曾國凡")
    assert found.reasons[0] == "birth_same"
    assert found.reasons[-1] == "mobile_other"
    assert found.band is Band.LIKELY
    assert compared(ZENG, full_name="李四光", mobile_phone="13900001111", birth_date="1950-05-05").band is Band.NONE


def test_comparing_is_symmetric():
    one, other = (
        profile(ZENG),
        profile({**ZENG, "mailing_address": "长沙岳麓湘江路5号", "landline_phone": "88881234-1"}),
    )
    assert score(one, other) == score(other, one)


def test_nothing_is_known_of_an_empty_card():
    assert keys(profile({})) == ()
    assert score(Profile(), Profile()).band is Band.NONE


def test_every_piece_of_evidence_is_told_in_both_languages():
    assert len(BY_CODE) == len(TABLE) + 1
    for item in BY_CODE.values():
        assert words(item.code, "zh_CN") == item.zh != item.en == words(item.code, "en")
    assert words("of_a_newer_version", "en") == "of_a_newer_version"


def test_precision_and_recall_on_a_small_labelled_set():
    """The whole set is measured by ``python -m bench.lookalikes``: 0.99 and 0.75, 0.8 and 0.86."""
    found = quality(2_000)
    likely, possible = found[scoring.LIKELY_FROM], found[scoring.POSSIBLE_FROM]
    assert likely.precision >= 0.97 and likely.recall >= 0.7
    assert possible.precision >= 0.75 and possible.recall >= 0.82
