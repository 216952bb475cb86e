"""One customer, several people: one case, whoever comes later, and no more shown than it needs."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from sync.protocol import encode
from sync.server import erasing, moving, parameters
from sync.server.claims import duty
from sync.server.schema import change, claim_case, claim_todo, obj
from tests.sync.server.claims.conftest import MOBILE, Rivals, both, case_of, cases, rows


@both
def test_the_second_laptop_opens_the_case_and_the_third_joins_it(rivals):
    for user, amount in (("jia", 10_000_00), ("yi", 11_000_00), ("bing", 12_000_00)):
        rivals.file(user, amount)
        rivals.world.forward(minutes=1)
    rivals.sync("jia")
    assert cases(rivals["jia"]) == []
    rivals.sync("yi")
    (case,) = cases(rivals["yi"])  # in the very synchronisation that revealed it
    assert {one["name"] for one in rows(rivals["yi"], case, "claim_party")} == {"Jia", "Yi"}
    rivals.sync("bing", "jia", "yi", "boss", "other", "chief", "ding")
    for user in ("jia", "yi", "bing", "boss", "other", "chief"):
        assert cases(rivals[user]) == [case]
        assert {one["user_name"] for one in rows(rivals[user], case, "claim_party")} == {"jia", "yi", "bing"}
        assert {one["amount"] for one in rows(rivals[user], case, "claim_quote")} == {10_000_00, 11_000_00, 12_000_00}
        assert rivals[user].snapshot() == rivals[user].first_pull()
    assert cases(rivals["ding"]) == []  # a colleague of the team has no part in it
    root = rivals["boss"].fields(case)
    assert (root["state"], root["level"], root["name"]) == ("open", "manager", "华源商贸有限公司")
    assert {"mobile_same", "name_same"} <= set(root["reasons"])


def test_a_case_shows_what_it_needs_and_not_the_card(rivals):
    rivals.file("jia", 10_000_00, remarks="likes tea", mailing_address="绍兴市越城区1号")
    rivals.file("bing", 12_000_00)
    rivals.sync("jia", "bing")
    (case,) = cases(rivals["bing"])
    assert rivals.cards["jia"] not in rivals["bing"].cards  # another team's
    told = b"".join(encode(row) for row in rivals["bing"].cards[case].values()).decode()
    for secret in ("secret of jia", "tea", "越城", MOBILE):
        assert secret not in told
    (party,) = [one for one in rows(rivals["bing"], case, "claim_party") if one["user_name"] == "jia"]
    assert (party["customer_no"], party["contacts"]) == ("K-jia", 1)
    assert party["first_contact_at"] == party["last_contact_at"]


def test_quotes_are_frozen_also_those_that_come_later(rivals):
    with case_of(rivals) as case:
        for user in ("jia", "yi", "bing"):
            quote = rivals[user].fields(rivals.quotes[user])
            assert (quote["approval_state"], quote["state_before"]) == ("frozen", "free")
        late = rivals["yi"].child(rivals.cards["yi"], "quote", quote_no="Q2", amount=1, approval_state="free")
        rivals["jia"].put(rivals.quotes["jia"], rivals.cards["jia"], "quote", approval_state="free")
        rivals.sync("yi", "jia", "boss")
        assert rivals["yi"].fields(late)["approval_state"] == "frozen"  # kept, and not valid
        assert rivals["jia"].fields(rivals.quotes["jia"])["approval_state"] == "frozen"
        assert len(rows(rivals["boss"], case, "claim_quote")) == 4


@pytest.mark.parametrize(
    "fields",
    [
        {"org_name": "绍兴大通物流有限公司"},  # one mobile, another company
        {"customer_kind": "individual", "org_name": None, "full_name": "王芳"},
        {"mobile_phone": "13900139000"},  # the name alone
        {"org_name": "华源商贸有限公司北京分公司"},
    ],
)
def test_what_is_merely_alike_is_no_case(rivals, fields):
    rivals.file("jia")
    rivals.file("yi", **fields)
    rivals.sync("jia", "yi")
    assert cases(rivals["yi"]) == []


def test_a_document_or_a_telephone_of_the_same_company_is(rivals):
    rivals.file("jia", mobile_phone=None, licence_no="91330600MA2BWXYZ1K", org_name="甲某")
    rivals.file("yi", mobile_phone=None, licence_no="91330600ma2bwxyz1k", org_name="乙某")
    rivals.file("bing", mobile_phone=None, landline_phone="0575-85550001")
    rivals.file("ding", mobile_phone=None, landline_phone="0575-85550001")
    rivals.sync("jia", "yi", "bing", "ding")
    (by_document,), (by_phone,) = cases(rivals["yi"]), cases(rivals["ding"])
    assert by_document != by_phone
    assert rivals["yi"].fields(by_document)["reasons"] == ["document_same"]


def test_one_persons_doubles_are_no_case(rivals):
    rivals.file("jia")
    rivals.file("jia", customer_no="K-again")
    rivals.sync("jia")
    assert cases(rivals["jia"]) == []


def test_a_claim_or_a_quote_on_a_colleagues_card_opens_a_case(rivals):
    card = rivals.file("jia")
    rivals.sync("jia", "yi", "boss")
    rivals["boss"].child(card, "quote", quote_no="B", amount=1, approval_state="free")  # a manager helps
    rivals.sync("boss")
    assert cases(rivals["boss"]) == []
    rivals.world.forward(days=10)
    rivals["yi"].child(card, "claim", claimant="Yi", claimed_at=rivals["yi"].wall(), evidence="合同", state="valid")
    rivals.sync("yi", "jia")
    (case,) = cases(rivals["jia"])
    found = {one["user_name"]: one for one in rows(rivals["jia"], case, "claim_party")}
    assert set(found) == {"jia", "yi"}
    assert found["yi"]["evidence"] == "合同"
    quote = rivals["yi"].child(card, "quote", quote_no="Y", amount=1, approval_state="free")
    rivals.sync("yi")
    assert rivals["yi"].fields(quote)["approval_state"] == "frozen"


def test_who_shares_the_card_may_quote(rivals):
    card = rivals.file("jia")
    rivals["jia"].child(card, "share", user_id="bing")
    rivals.sync("jia", "bing")
    rivals["bing"].child(card, "quote", quote_no="B", amount=1, approval_state="free")
    rivals.sync("bing")
    assert cases(rivals["bing"]) == []


def test_further_work_on_the_cards_is_shown(rivals):
    with case_of(rivals) as case:
        rivals.world.forward(hours=1)
        for number in range(3):
            rivals["yi"].child(
                rivals.cards["yi"],
                "activity",
                contacted_at=f"2026-03-0{number + 1}T09:00:00Z",
                method="phone",
                summary="x",
            )
        rivals["bing"].child(
            rivals.cards["bing"], "sales_order", order_no="O1", contract_no="HT-1", ordered_on="2026-02-01", amount=1,
            signed_by="Yi",
        )  # fmt: skip
        rivals.sync("yi", "bing", "boss")
        found = {one["user_name"]: one for one in rows(rivals["boss"], case, "claim_party")}
        assert found["yi"]["contacts"] == 4
        assert found["yi"]["first_contact_at"] == "2026-03-01T09:00:00Z"
        assert (found["yi"]["contract_no"], found["yi"]["contract_on"]) == ("HT-1", "2026-02-01")  # who signed has it
        assert "contract_no" not in found["bing"]


def test_nobody_decides_in_time_and_it_goes_up_as_far_as_there_is_somebody(rivals):
    rivals.world.admin(parameters.set_parameter, "claims", "claim_decide_hours", "5")
    with case_of(rivals) as case:
        told = []
        for _ in range(4):
            root = rivals["chief"].fields(case)
            told.append((root["level"], root.get("overdue", False), "due_at" in root))
            rivals.world.forward(hours=6)
            rivals.sync("chief")
        end = ("director", True, False)
        assert told == [("manager", False, True), ("director", True, True), end, end]


@both
def test_two_processes_at_once_open_one_case(rivals):
    for user in ("jia", "yi", "bing"):
        rivals.file(user, 1)
        rivals[user].push()
    threads = [
        threading.Thread(target=duty.work, args=(rivals.world.database, rivals.world.context())) for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with rivals.world.database.read() as conn:
        assert len(conn.execute(select(claim_case)).all()) == 1
        assert conn.execute(select(claim_todo)).all() == []
    rivals.sync("boss", "other")
    assert cases(rivals["boss"]) == cases(rivals["other"]) != []


@both
def test_what_a_case_shows_of_an_erased_person_goes_too(rivals):
    with case_of(rivals) as case:
        rivals.world.admin(erasing.erase, "K-jia")
        rivals.sync("boss", "bing")
        assert {one["user_name"] for one in rows(rivals["boss"], case, "claim_party")} == {"yi", "bing"}
        with rivals.world.database.read() as conn:
            kept = b" ".join(conn.execute(select(obj.c.body).where(obj.c.agg_id == case)).scalars())
            lines = conn.execute(select(change.c.new).where(change.c.agg_id == case, change.c.new.is_not(None))).all()
        assert "K-jia" not in kept.decode()
        assert lines == []
        assert rivals["bing"].snapshot() == rivals["bing"].first_pull()


def test_cards_merged_meanwhile_stay_in_the_case(rivals):
    with case_of(rivals) as case:
        rivals.world.admin(moving.merge, "K-jia", "K-yi")
        rivals.compare()
        rivals.sync("boss")
        assert {one["user_name"] for one in rows(rivals["boss"], case, "claim_party")} == {"jia", "yi", "bing"}
        assert len(rows(rivals["boss"], case, "claim_quote")) == 3


@both
def test_keys_of_cards_from_before_are_learned_without_opening_cases(rivals):
    rivals.file("jia")
    rivals.file("yi")
    rivals["jia"].push()
    rivals["yi"].push()
    with rivals.world.database.write() as conn:
        conn.execute(claim_todo.update().values(quiet=True))
    rivals.sync("jia", "yi")
    assert cases(rivals["yi"]) == []
    rivals.file("bing")
    rivals.sync("bing")
    (case,) = cases(rivals["bing"])
    assert {one["user_name"] for one in rows(rivals["bing"], case, "claim_party")} == {"jia", "yi", "bing"}


def test_a_laptop_writes_nothing_into_a_case(rivals: Rivals) -> None:
    """A laptop cannot write what only the server makes."""
    with case_of(rivals) as case:
        rivals["jia"].put(case, case, "claim_case", state="decided")
        receipts = rivals.sync("jia")
        assert receipts[0].why == "scope"
