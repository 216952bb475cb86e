"""What speaks for and against two cards being one customer, and how much.

Fellegi and Sunter (1969): each comparison gives at most one piece of evidence, and the weights of all are added. A
weight is in bits: +1 doubles the odds. The numbers are those of a logistic regression over candidate pairs of the
made-up labelled set in ``tests/support/lookalikes.py`` (which lets pieces that come together, as landline and address
of one household, share their weight), rounded to halves: ``python -m bench.lookalikes --fit`` prints them anew,
measured on other seeds than the one on which precision and recall are told. Where they were changed by hand, a comment
says why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One result of a comparison: its words, and its weight between two persons and between two organisations.

    None: it does not occur there.
    """

    code: str
    zh: str
    en: str
    person: float | None = None
    company: float | None = None


TABLE: tuple[Evidence, ...] = (
    # By hand: the number says for certain what the set can only say often.
    Evidence("document_same", "同一证件号码", "same document number", 12.0, 12.0),
    Evidence("document_other", "证件号码不同", "different document numbers", -3.0, -4.5),
    Evidence("name_same", "姓名相同", "same name", 3.5, 3.0),
    Evidence("name_short_same", "姓名相同（两字）", "same name of two characters", 3.0),
    Evidence("name_sound", "姓名同音", "names sound alike", 1.5, 3.0),
    Evidence("name_near", "姓名相近", "names nearly alike", -1.5, -2.5),
    # By hand, 5 was measured: less than the whole name, which branches and sister companies share in the set.
    Evidence("name_shortened", "名称是简称", "shortened name", None, 2.5),
    Evidence("name_other", "姓名不同", "different names", -7.5, -10.5),
    Evidence("branch_other", "分支机构不同", "different branches", None, -7.5),
    Evidence("mobile_same", "同一手机号", "same mobile number", 5.5, 6.5),
    Evidence("mobile_other", "手机号不同", "different mobile numbers", -2.0, -1.5),
    Evidence("phone_same", "同一电话", "same telephone", 2.0, 5.0),
    # By hand, the set has one duplicate with it.
    Evidence("extension_other", "同一总机，分机不同", "same switchboard, other extension", -0.5, 0.0),
    # By hand, 8 was measured: nobody in the set shares a mailbox, as families and offices do.
    Evidence("email_same", "同一邮箱", "same e-mail address", 6.0, 6.0),
    Evidence("email_other", "邮箱不同", "different e-mail addresses", -2.0, -2.5),
    Evidence("address_same", "同一地址", "same address", 3.0, 4.5),
    # By hand, 4.5 and 5.5 were measured: cities have more neighbours than the set.
    Evidence("address_near", "同一门牌", "same house", 2.0, 3.0),
    Evidence("address_other", "地址不同", "different addresses", -2.5, -0.5),
    # By hand for persons, 2 was measured: such a pair came together by a telephone or a birth date only.
    Evidence("city_other", "所在城市不同", "different cities", 0.0, -6.0),
    Evidence("birth_same", "出生日期相同", "same birth date", 6.5),
    # By hand, 5.5 was measured on few pairs.
    Evidence("birth_near", "出生日期相近", "birth dates nearly alike", 2.5),
    Evidence("birth_other", "出生日期不同", "different birth dates", -5.0),
    Evidence("sex_other", "性别不同", "different sex", -4.0),
    Evidence("employer_same", "工作单位相同", "same employer", 3.5),
    Evidence("employer_other", "工作单位不同", "different employers", -2.5),
)

BY_CODE = {item.code: item for item in TABLE}

#: Odds in bits that two candidates of which nothing else is known are one customer. By hand for persons, -1 was
#: measured: a customer file of a company has ten times the cards of the set, and each name as many more namesakes.
BASE = {"person": -4.0, "company": -2.0}
#: A person and an organisation: an owner and the shop. Weighed as persons, from this; by hand, the set has none.
KINDS_OTHER = Evidence("kind_other", "一个是个人，一个是单位", "a person and an organisation", -6.0)
BY_CODE[KINDS_OTHER.code] = KINDS_OTHER


def speaks_against(code: str) -> bool:
    """Say whether a piece of evidence makes it less likely."""
    item = BY_CODE.get(code)
    return item is not None and (item.person if item.person is not None else item.company or 0.0) < 0


def words(code: str, language: str) -> str:
    """Say a reason in Chinese or English; the code of a newer version as it is."""
    item = BY_CODE.get(code)
    if item is None:
        return code
    return item.en if language.startswith("en") else item.zh
