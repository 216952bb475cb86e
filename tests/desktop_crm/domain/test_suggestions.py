"""Suggestions from what is on file of a customer: each with its evidence, none without, three at most."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_crm.domain.suggestions import MOST, RULES, Known, Need, needs_of, suggestions

TODAY = date(2026, 11, 22)
NEEDS = ("房型：大床", "楼层：十楼以上", "忌口：香菜", "场合：结婚纪念日")


def said(known, language="zh"):
    return [one.what.text(language) for one in suggestions(known)]


def why(known, place=0, language="zh"):
    return [one.text(language) for one in suggestions(known)[place].evidence]


@pytest.mark.parametrize(
    ("word", "kind", "text", "day"),
    [
        ("房型：大床", "room", "大床", None),
        ("Room: twin", "room", "twin", None),
        ("楼层: 十楼以上", "floor", "十楼以上", None),
        ("座位：靠窗", "seat", "靠窗", None),
        ("忌口：香菜", "diet", "香菜", None),
        ("场合：结婚纪念日 5月20日", "occasion", "结婚纪念日", (5, 20)),
        ("结婚纪念日：12-01", "occasion", "结婚纪念日", (12, 1)),
        ("女儿生日 6月1日", "occasion", "女儿生日", (6, 1)),
        ("普洱茶", "wish", "普洱茶", None),
        ("房型：", "room", "房型：", None),
        ("忌口：5月5日的粽子", "diet", "5月5日的粽子", None),  # a day of no occasion
    ],
)
def test_a_word_of_the_preferences_is_read_as_a_need(word, kind, text, day):
    assert needs_of((word,)) == (Need(kind, text, word, day),)


def test_three_suggestions_are_made_from_room_floor_diet_and_occasion():
    known = Known(TODAY, needs_of(NEEDS))
    assert said(known) == [
        "预留：大床、十楼以上",
        "请厨房注意忌口：香菜",
        "问清“结婚纪念日”是哪一天，到时备一份心意",
    ]
    assert said(known, "en")[0] == "Reserve: 大床, 十楼以上"
    assert why(known) == ["偏好“房型：大床”", "偏好“楼层：十楼以上”"]
    assert why(known, 1) == ["偏好“忌口：香菜”"]


def test_nothing_is_suggested_without_evidence():
    assert suggestions(Known(TODAY)) == ()
    assert suggestions(Known(TODAY, channels=("phone",), interval=30)) == ()
    assert suggestions(Known(TODAY, important=True)) == ()  # nobody knows whether he ever came
    full = Known(
        TODAY, needs_of((*NEEDS, "茶", "儿子生日 12月1日")), {"birth_date": "1980-12-05"}, ("phone",), date(2026, 6, 1),
        "标准间", 30, True, True, True,
    )  # fmt: skip
    found = [rule(full) for rule in RULES]
    assert all(one is not None and one.evidence for one in found)
    assert len({one.code for one in found}) == len(RULES) and len(suggestions(full)) == MOST
    for one in found:  # every sentence can be said in both languages
        for language in ("zh", "en"):
            assert one.what.text(language) and all(reason.text(language) for reason in one.evidence)


def test_what_has_a_day_comes_first_and_only_when_it_is_near():
    words = ("房型：大床", "场合：结婚纪念日 12月20日")
    known = Known(TODAY, needs_of(words), channels=("phone", "sms"))
    assert said(known) == ["为“结婚纪念日”（2026-12-20）备一份心意，提前问候", "预留：大床"]
    assert why(known) == ["偏好“场合：结婚纪念日 12月20日”", "允许：电话、短信"]
    assert why(known, language="en")[1] == "May be contacted by: Phone, Text message"
    early = Known(date(2026, 8, 1), needs_of(words))
    assert said(early) == ["预留：大床"]
    leap = Known(date(2026, 2, 20), needs_of(("场合：相识纪念日 2月29日",)))
    assert said(leap) == ["为“相识纪念日”（2026-02-28）备一份心意，提前问候"]
    assert said(Known(TODAY, needs_of(("场合：纪念日 6月31日",)))) == []  # no such day


def test_a_birthday_that_is_near():
    known = Known(TODAY, birth={"birth_date": "1980-12-05"})
    assert (said(known), why(known)) == (["2026-12-05 生日，备好祝福"], ["出生日期 1980-12-05"])
    assert said(Known(TODAY, birth={"birth_date": "1980-05-05"})) == []


def test_who_stays_away_is_asked_back_in_a_way_he_allowed():
    known = Known(TODAY, needs_of(("房型：双床",)), None, ("phone",), date(2026, 10, 1), "标准间", 7, away=True)
    assert said(known) == ["邀请再来（电话）", "预留：双床", "照上次安排：标准间"]
    assert why(known) == ["上次 2026-10-01，52 天前", "平时约 7 天一次", "允许：电话"]
    assert said(Known(TODAY, last_on=date(2026, 10, 1), away=True)) == ["邀请再来"]


def test_care_instead_of_one_more_discount_and_the_manager_for_important_guests():
    known = Known(TODAY, last_on=date(2026, 11, 1), last_line="套房", important=True, only_financial=True)
    assert said(known) == ["这次不打折，给一份别人学不走的关怀", "照上次安排：套房", "请经理亲自接待"]
    assert why(known) == ["只给过打折、VIP 卡等财务利益"]
