"""The manager decides: one card, one owner, one price; the first decision stands, whoever else decides."""

from __future__ import annotations

import pytest

from sync.protocol import Change, Command, OpKind, Outcome, Why
from tests.sync.server.claims.conftest import both, case_of, cases, rows


def live(laptop, card, kind):
    return [row.f for row in laptop.cards[card].values() if row.t == kind and not row.deleted]


@both
def test_one_card_one_owner_one_price(rivals):
    with case_of(rivals) as case:
        stays = rivals.cards["yi"]
        rivals["boss"].decide(case, decided_owner="yi", decided_quote=rivals.quotes["yi"], decided_reason="先签约")
        assert rivals.sync("boss")[0].r is Outcome.APPLIED
        rivals.sync("jia", "yi", "bing", "other")
        for user in ("yi", "boss", "jia"):
            laptop = rivals[user]
            assert stays in laptop.cards
            assert rivals.cards["jia"] not in laptop.cards
            assert laptop.fields(stays)["owner_id"] == "yi"
            states = {one["quote_no"]: one["approval_state"] for one in live(laptop, stays, "quote")}
            assert states == {"Q-jia": "withdrawn", "Q-yi": "approved", "Q-bing": "withdrawn"}
            assert len(live(laptop, stays, "activity")) == 3
            assert {one["customer_no"] for one in live(laptop, stays, "merged_card")} == {"K-jia", "K-bing"}
            assert laptop.snapshot() == laptop.first_pull()
        assert stays not in rivals["bing"].cards  # of another team: it is a colleague's customer now
        assert rivals.cards["bing"] not in rivals["bing"].cards
        for user in ("jia", "yi", "bing", "other", "boss"):
            root = rivals[user].fields(case)
            assert (root["state"], root["decided_owner"], root["decided_by"]) == ("decided", "yi", "Boss")
            shown = {one["quote_no"]: one["approval_state"] for one in rows(rivals[user], case, "claim_quote")}
            assert shown["Q-yi"] == "approved"
        assert cases(rivals["jia"]) == [case]  # decided once, and not opened again by what was written


def test_shared_with_percentages(rivals):
    with case_of(rivals) as case:
        said = {"decided_owner": "yi", "decided_shares": ["bing 30", "yi 70"], "decided_quote": rivals.quotes["bing"]}
        rivals["chief"].decide(case, **said)
        assert rivals.sync("chief")[0].r is Outcome.APPLIED
        rivals.sync("bing")
        assert rivals.cards["yi"] in rivals["bing"].cards  # who has a part sees the card
        quotes = {one["quote_no"]: one["approval_state"] for one in live(rivals["bing"], rivals.cards["yi"], "quote")}
        assert quotes["Q-bing"] == "approved"
        rivals["bing"].child(rivals.cards["yi"], "quote", quote_no="new", amount=1, approval_state="free")
        rivals.sync("bing")
        assert cases(rivals["bing"]) == [case]


def test_a_person_outside_may_be_given_the_customer(rivals):
    with case_of(rivals) as case:
        rivals["chief"].decide(case, decided_owner="ding")
        rivals.sync("chief", "ding")
        assert rivals["ding"].fields(rivals.cards["jia"])["owner_id"] == "ding"  # the card filed first stays
        quotes = {one["approval_state"] for one in live(rivals["ding"], rivals.cards["jia"], "quote")}
        assert quotes == {"withdrawn"}


def test_not_the_same_customer_thaws_the_quotes_and_is_remembered(rivals):
    with case_of(rivals) as case:
        rivals["boss"].decide(case, state="dismissed", decided_reason="两家公司")
        rivals.sync("boss", "jia", "bing")
        for user in ("jia", "bing"):
            quote = rivals[user].fields(rivals.quotes[user])
            assert (quote["approval_state"], quote.get("state_before")) == ("free", None)
            assert rivals.cards[user] in rivals[user].cards
        rivals["jia"].put(rivals.cards["jia"], landline_phone="0575-85550001")
        rivals.sync("jia")
        assert cases(rivals["jia"]) == [case]
        rivals.file("ding")
        rivals.sync("ding")
        assert len(cases(rivals["ding"])) == 1  # a further person is another question
        assert cases(rivals["ding"]) != [case]


@pytest.mark.parametrize("user", ["jia", "bing"])
def test_who_sells_does_not_decide(rivals, user):
    with case_of(rivals) as case:
        rivals[user].decide(case, decided_owner=user)
        (receipt,) = rivals.sync(user)
        assert (receipt.r, receipt.why) == (Outcome.QUARANTINED, Why.SCOPE)
        assert rivals[user].fields(case)["state"] == "open"


def test_a_manager_does_not_decide_in_a_case_of_his_own(rivals):
    rivals.file("boss", org_name="华源商贸")
    rivals.file("yi")
    rivals.sync("boss", "yi", "chief", "boss")
    (case,) = cases(rivals["boss"])
    rivals["boss"].decide(case, decided_owner="boss")
    assert rivals.sync("boss")[0].r is Outcome.QUARANTINED
    rivals["chief"].decide(case, decided_owner="boss")
    assert rivals.sync("chief")[0].r is Outcome.APPLIED


@pytest.mark.parametrize(
    "said",
    [
        {"decided_owner": "nobody"},
        {"decided_owner": "yi", "decided_reason": " "},
        {"decided_owner": "yi", "state": "open"},
        {"decided_owner": "yi", "decided_shares": ["jia 50", "yi 40"]},
        {"decided_owner": "yi", "decided_shares": ["jia 50", "bing 50"]},
        {"decided_owner": "yi", "decided_quote": "another"},
        {"decided_owner": 7},
    ],
)
def test_a_decision_that_says_no_sense_is_set_aside(rivals, said):
    with case_of(rivals) as case:
        rivals["boss"].decide(case, **said)
        assert rivals.sync("boss")[0].r is Outcome.QUARANTINED
        assert rivals["boss"].fields(case)["state"] == "open"
        assert rivals["boss"].fields(rivals.cards["jia"])["owner_id"] == "jia"


@both
def test_of_two_managers_the_first_to_arrive_decides_and_the_other_is_told(rivals):
    with case_of(rivals) as case:
        rivals["other"].decide(case, decided_owner="bing", decided_reason="bing 先到")
        rivals["boss"].decide(case, decided_owner="yi", decided_reason="yi 先到")
        rivals.sync("boss")
        (late,) = rivals.sync("other")
        assert (late.r, late.why) == (Outcome.LOST, Why.CONCURRENT)
        assert rivals["other"].fields(case)["decided_owner"] == "yi"
        rivals.sync("boss")
        mine = [one for one in rivals["boss"].conflicts(rivals.cards["yi"]) if one["record_type"] == "claim_case"]
        assert [(one["loser_by"], one["important"]) for one in mine] == [("Other", True)]
        assert "bing 先到" in mine[0]["loser"]
        assert late.inbox is not None
        again = rivals["boss"].decide(case, decided_owner="yi", decided_reason="yi 先到")
        assert again is not None
        assert rivals.sync("boss")[0].r is Outcome.SAME


def test_a_claim_is_withdrawn_by_whoever_made_it_and_taken_up_again(rivals):
    with case_of(rivals) as case:
        party = {row.f["user_name"]: row.id for row in rivals["jia"].cards[case].values() if row.t == "claim_party"}
        rivals["jia"].withdraw(party["yi"], case)
        assert rivals.sync("jia")[0].r is Outcome.QUARANTINED
        rivals["jia"].withdraw(party["jia"], case)
        assert rivals.sync("jia")[0].r is Outcome.APPLIED
        rivals["jia"].child(
            rivals.cards["jia"], "activity", contacted_at="2026-03-02T10:00:00Z", method="phone", summary="x"
        )
        rivals.sync("jia", "boss")  # what comes later does not bring the claim back
        states = {one["user_name"]: one["state"] for one in rows(rivals["boss"], case, "claim_party")}
        assert states == {"jia": "withdrawn", "yi": "valid", "bing": "valid"}
        rivals["jia"].withdraw(party["jia"], case, "valid")
        assert rivals.sync("jia")[0].r is Outcome.APPLIED
        rivals["boss"].decide(case, decided_owner="yi")
        rivals.sync("boss")
        rivals["bing"].withdraw(party["bing"], case)
        assert rivals.sync("bing")[0].r is Outcome.LOST


def test_late_edits_of_the_cards_that_went_reach_the_one_that_stays(rivals):
    with case_of(rivals) as case:
        late = rivals["jia"].child(rivals.cards["jia"], "activity", contacted_at="2026-03-02T10:00:00Z", summary="late")
        rivals["boss"].decide(case, decided_owner="yi", decided_quote=rivals.quotes["yi"])
        rivals.sync("boss", "jia", "yi")
        assert late in rivals["yi"].cards[rivals.cards["yi"]]
        assert cases(rivals["yi"]) == [case]


def test_taken_apart_again_the_cards_are_no_case_a_second_time(rivals):
    with case_of(rivals) as case:
        rivals["boss"].decide(case, decided_owner="yi")
        rivals.sync("boss")
        change = {"merged_into": Change(o=rivals.cards["yi"])}
        gone = rivals.cards["jia"]
        rivals["boss"].edit(OpKind.COMMAND, "customer", gone, gone, cmd=Command.UNMERGE, f=change)
        assert rivals.sync("boss")[0].r is Outcome.APPLIED
        rivals.sync("jia")
        assert gone in rivals["jia"].cards
        assert cases(rivals["jia"]) == [case]
