"""Whose customer is it? The rules as the domain contract states them (W6, A31)."""

from __future__ import annotations

import pytest

from desktop_crm.domain.claims import (
    Claimant,
    ClaimRules,
    Ground,
    are_shares,
    is_one_customer,
    may_decide,
    month_of,
    overdue,
    rank,
    read_shares,
    shares_text,
    spread,
)
from desktop_crm.domain.matching.profile import profile
from desktop_crm.domain.matching.scoring import score

OPENED = "2026-11-22T02:00:00.000Z"
RULES = ClaimRules()
LATELY, LONG_AGO = "2026-11-10T02:00:00.000Z", "2026-06-01T02:00:00.000Z"


def ranked(*claimants: Claimant, rules: ClaimRules = RULES) -> list[tuple[str, Ground]]:
    return [(one.claimant.key, one.ground) for one in rank(claimants, OPENED, rules)]


def test_contract_before_protection_before_contact_before_territory():
    found = ranked(
        Claimant("nothing", ""),
        Claimant("territory", "", territory=True),
        Claimant("contact", "", claimed_at=LONG_AGO, contact_days=(LONG_AGO,), first_contact_at=LONG_AGO),
        Claimant("protected", "", claimed_at=LATELY, contact_days=(LATELY,), first_contact_at=LATELY),
        Claimant("signed", "", contract_no="HT-1", contract_on="2026-11-21"),
    )
    assert found == [
        ("signed", Ground.CONTRACT), ("protected", Ground.PROTECTION), ("contact", Ground.CONTACT),
        ("territory", Ground.TERRITORY), ("nothing", Ground.NOTHING),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["contract", "protection", "contact"])
def test_among_equals_the_earlier_one(kind):
    def claimant(key: str, day: str) -> Claimant:
        moment = f"{day}T02:00:00.000Z"
        if kind == "contract":
            return Claimant(key, "", contract_no=key, contract_on=day)
        since = moment if kind == "protection" else LONG_AGO
        return Claimant(key, "", claimed_at=since, contact_days=(moment, LATELY), first_contact_at=moment)

    earlier, later = claimant("earlier", "2026-10-01"), claimant("later", "2026-10-02")
    assert [one for one, _ in ranked(later, earlier)] == ["earlier", "later"]


@pytest.mark.parametrize(
    ("more", "ground"),
    [
        ({"claimed_at": LATELY, "contact_days": (LATELY,)}, Ground.PROTECTION),
        ({"filed_at": LATELY, "contact_days": (LATELY,)}, Ground.PROTECTION),  # who filed the card claims it
        ({"claimed_at": LATELY}, Ground.NOTHING),  # a claim alone is paper
        ({"claimed_at": LATELY, "contact_days": (LONG_AGO,)}, Ground.CONTACT),
        ({"claimed_at": LONG_AGO, "contact_days": (LATELY,)}, Ground.CONTACT),
        ({"claimed_at": LATELY, "claim_until": "2026-11-21", "contact_days": (LATELY,)}, Ground.CONTACT),
        ({"claimed_at": LATELY, "claim_until": "2026-11-22", "contact_days": (LATELY,)}, Ground.PROTECTION),
        ({"claimed_at": "soon", "contact_days": ("then",)}, Ground.NOTHING),
    ],
)
def test_a_claim_protects_while_it_is_young_and_lived(more, ground):
    assert ranked(Claimant("one", "", **more)) == [("one", ground)]


def test_the_company_sets_the_limits():
    one = Claimant("one", "", claimed_at="2026-11-01T00:00:00Z", contact_days=("2026-11-01T00:00:00Z",))
    assert ranked(one, rules=ClaimRules.of({"claim_days": "10"})) == [("one", Ground.CONTACT)]
    assert ranked(one, rules=ClaimRules.of({"claim_contact_days": "7"})) == [("one", Ground.CONTACT)]
    assert ClaimRules.of({"claim_decide_hours": "x"}) == RULES
    assert (RULES.claim_days, RULES.claim_contact_days, RULES.claim_decide_hours) == (90, 30, 48)


def test_nobody_improves_a_place_after_the_case_was_opened():
    late = "2026-11-22T03:00:00.000Z"
    assert ranked(Claimant("one", "", claimed_at=LATELY, contact_days=(late,), first_contact_at=late)) == [
        ("one", Ground.NOTHING)
    ]


def test_who_withdrew_stands_last():
    signed = Claimant("signed", "", contract_no="HT-1", contract_on="2026-11-21", withdrawn=True)
    assert [one for one, _ in ranked(signed, Claimant("other", ""))] == ["other", "signed"]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [([10000, 11000, 12000], 0.2), ([5, 5], 0.0), ([7], None), ([], None), ([0, 5], None)],
)
def test_spread(amounts, found):
    assert spread(amounts) == (found if found is None else pytest.approx(found))


def test_shares():
    assert read_shares(shares_text({"lin": 70, "wang": 30})) == {"lin": 70, "wang": 30}
    assert read_shares(["lin", "lin x", " 5", "li ming 20"]) == {"li ming": 20}
    assert are_shares({}, "lin")
    assert are_shares({"lin": 70, "wang": 30}, "lin")
    for wrong in ({"lin": 70}, {"lin": 100, "wang": 0}, {"wang": 60, "ding": 40}, {"lin": 130, "wang": -30}):
        assert not are_shares(wrong, "lin")


@pytest.mark.parametrize(
    ("role", "user", "may"),
    [
        ("rep", "boss", False), ("manager", "boss", True), ("manager", "lin", False), ("director", "lin", True),
        ("admin", "lin", True), ("", "x", False),
    ],
)  # fmt: skip
def test_who_decides(role, user, may):
    assert may_decide(role, user, ["lin", "wang"]) is may


def test_time():
    assert overdue("2026-11-22T02:00:00Z", "2026-11-22T02:00:01Z", marked=False)
    assert not overdue("2026-11-22T02:00:00Z", "2026-11-22T02:00:00Z", marked=False)
    assert overdue("", OPENED, marked=True)
    assert not overdue("", OPENED, marked=False)
    assert (month_of(OPENED), month_of("2026-13")) == ("2026-11", "2026-13")


MOBILE = {"mobile_phone": "13800138000"}


def company(name: str, **more: str):
    return profile({"customer_kind": "organisation", "org_name": name, **more})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (company("华源商贸有限公司", **MOBILE), company("华源商贸", **MOBILE), True),
        (company("华源商贸有限公司", **MOBILE), company("大通物流", **MOBILE), False),
        (company("华源商贸", landline_phone="0575-85550001"), company("华源商贸公司", fax="0575-85550001"), True),
        (company("华源商贸"), company("华源商贸有限公司"), False),
        (profile({"full_name": "王芳", **MOBILE}), company("王芳", **MOBILE), False),
        (profile({"full_name": "甲"}, "same"), profile({"full_name": "乙"}, "same"), True),
    ],
)  # fmt: skip
def test_which_cards_point_to_one_customer(one, other, same):
    assert is_one_customer(score(one, other)) is same
