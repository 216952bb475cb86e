"""Claim cases on real stores: shown, decided without a network, counted in the proof of equality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from desktop_crm.domain.claims import Ground
from desktop_crm.errors import NotFound, RecordRefused
from desktop_crm.queries.claims import Case
from desktop_crm.services.claims import Decision
from sync.server import accounts
from sync.server.context import Role
from tests.support.profiles import ORGANISATION, count, operations
from tests.sync.client.office import Laptop, Office
from tests.sync.client.servers import put_back, snapshot


@dataclass
class Rivals:
    """Wang and Li filed the same company; the boss has seen it."""

    office: Office
    wang: Laptop
    li: Laptop
    boss: Laptop
    cards: dict[str, str]

    def case(self, laptop: Laptop) -> Case:
        (found,) = laptop.app.claim_queries.cases()
        return found

    def sync(self, *laptops: Laptop) -> None:
        for laptop in laptops or (self.wang, self.li, self.boss):
            laptop.sync()


@pytest.fixture
def rivals(office: Office) -> Iterator[Rivals]:
    office.user("boss", "east", Role.MANAGER)
    wang, li, boss = (office.laptop(name) for name in ("wang", "li", "boss"))
    made = Rivals(office, wang, li, boss, {})
    made.sync()
    for laptop, amount in ((wang, 100_00), (li, 110_00)):
        office.forward(wang, li, boss, minutes=5)
        made.cards[laptop.user] = card = laptop.app.customers.create(ORGANISATION).id
        laptop.app.rows.add("quote", card, {"quote_no": laptop.user, "quoted_on": "2026-11-20", "amount": amount})
        laptop.app.rows.add("activity", card, {"contacted_at": laptop.clock(), "method": "visit", "summary": "first"})
    office.forward(wang, li, boss, minutes=5)
    made.sync(wang, li, wang, boss)
    yield made
    for laptop in (wang, li, boss):
        laptop.app.close()


def quotes(laptop: Laptop, card: str) -> dict[object, object]:
    rows = laptop.app.row_queries.of_customer("quote", card)
    return {row.values["quote_no"]: row.values["approval_state"] for row in rows}


def test_a_case_is_shown_and_is_no_customer(rivals):
    for laptop in (rivals.wang, rivals.li, rivals.boss):
        case = rivals.case(laptop)
        assert (case.name, case.is_open, case.spread) == (ORGANISATION["org_name"], True, pytest.approx(0.1))
        assert [(one.user, one.ranked.ground) for one in case.parties] == [
            ("wang", Ground.PROTECTION),
            ("li", Ground.PROTECTION),
        ]
        assert (case.mine, case.judge) == ((False, True) if laptop is rivals.boss else (True, False))
        assert laptop.app.claim_queries.open_count() == 1
        assert count(laptop.app, "arrival", f"agg_id = '{case.id}'") == 0
        assert count(laptop.app, "unseen", f"agg_id = '{case.id}'") == 0
        laptop.app.set_facts(digest_due="1")
        assert laptop.sync().equal
    for user, laptop in (("wang", rivals.wang), ("li", rivals.li)):
        assert laptop.app.claim_queries.open_case_of(rivals.cards[user]) == rivals.case(laptop).id


def test_a_first_synchronisation_brings_it_too(rivals):
    fresh = rivals.office.laptop("boss", "second")
    fresh.app.set_facts(digest_due="1")
    assert fresh.sync().equal
    assert rivals.case(fresh).parties == rivals.case(rivals.boss).parties
    rivals.boss.app.claims.dismiss(rivals.case(rivals.boss).id, "other people")
    rivals.boss.sync()
    fresh.app.set_facts(digest_due="1")
    assert fresh.sync().equal
    assert rivals.case(fresh).state == "dismissed"
    fresh.app.close()


def test_a_quote_is_kept_and_waits(rivals):
    app, card = rivals.wang.app, rivals.cards["wang"]
    saved = app.rows.add("quote", card, {"quote_no": "new", "quoted_on": "2026-11-21", "amount": 1})
    assert [one.code for one in saved.findings] == ["quote_frozen"]
    assert quotes(rivals.wang, card) == {"wang": "frozen", "new": "frozen"}
    app.rows.change("quote", saved.ids[0], {"approval_state": "free", "amount": 2})
    row = app.row_queries.row("quote", saved.ids[0])
    assert (row.values["approval_state"], row.values["amount"]) == ("frozen", 2)
    app.rows.change("quote", saved.ids[0], {"approval_state": "withdrawn"})  # who takes it back may
    assert quotes(rivals.wang, card)["new"] == "withdrawn"


def test_decided_offline_and_final_when_the_server_says_so(rivals):
    case = rivals.case(rivals.boss)
    quote = next(one.quote_id for one in case.quotes if one.user == "li")
    rivals.boss.app.claims.decide(case.id, Decision("li", " Li was first ", quote, {"li": 60, "wang": 40}))
    here = rivals.case(rivals.boss)
    assert (here.state, here.waiting, here.owner_name, here.shares) == ("decided", True, "Li", {"li": 60, "wang": 40})
    assert rivals.boss.app.queries.card(rivals.cards["wang"]).owner_id == "wang"  # nothing else is done before
    (op,) = operations(rivals.boss.app)
    assert (op["k"], op["cmd"], op["row"], op.get("agg")) == ("cmd", "decide", case.id, None)
    rivals.sync(rivals.boss, rivals.wang, rivals.li)
    for laptop in (rivals.boss, rivals.wang, rivals.li):
        found = rivals.case(laptop)
        assert (found.state, found.waiting, found.owner, found.reason) == ("decided", False, "li", "Li was first")
        assert quotes(laptop, rivals.cards["li"]) == {"wang": "withdrawn", "li": "approved"}
        with pytest.raises(NotFound):
            laptop.app.queries.card(rivals.cards["wang"])
        laptop.app.set_facts(digest_due="1")
        assert laptop.sync().equal
    counted = {one.user: (one.cases, one.open, one.won) for one in rivals.boss.app.claim_queries.report()}
    assert counted == {"wang": (1, 0, 1), "li": (1, 0, 1)}


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision("li", " "), "reason_missing"),
        (Decision("nobody", "x"), "no_such_colleague"),
        (Decision("li", "x", "none"), "no_such_quote"),
        (Decision("li", "x", "", {"li": 60, "wang": 30}), "bad_shares"),
    ],
)
def test_what_is_no_decision_is_refused_at_once(rivals, decision, code):
    with pytest.raises(RecordRefused) as refused:
        rivals.boss.app.claims.decide(rivals.case(rivals.boss).id, decision)
    assert refused.value.code == code
    assert operations(rivals.boss.app) == []


def test_who_sells_does_not_decide_and_nobody_twice(rivals):
    with pytest.raises(RecordRefused, match="not_judge"):
        rivals.li.app.claims.decide(rivals.case(rivals.li).id, Decision("li", "x"))
    rivals.boss.app.claims.dismiss(rivals.case(rivals.boss).id, "x")
    with pytest.raises(RecordRefused, match="case_decided"):
        rivals.boss.app.claims.decide(rivals.case(rivals.boss).id, Decision("li", "x"))
    with pytest.raises(NotFound):
        rivals.boss.app.claims.dismiss("none", "x")


def test_the_later_decision_gives_way_and_is_kept(rivals):
    office = rivals.office
    office.user("chief", None, Role.DIRECTOR)
    chief = office.laptop("chief")
    chief.sync()
    chief.app.claims.decide(rivals.case(chief).id, Decision("wang", "Wang is nearer"))
    rivals.boss.app.claims.decide(rivals.case(rivals.boss).id, Decision("li", "Li was first"))
    rivals.sync(rivals.boss, chief)
    found = rivals.case(chief)
    assert (found.owner, found.reason, found.waiting) == ("li", "Li was first", False)
    (kept,) = [one for one in chief.app.queries.conflicts(rivals.cards["li"]) if one.record_type == "claim_case"]
    assert (kept.loser, kept.important, kept.state) == ("wang · Wang is nearer", True, "open")
    chief.app.close()


def test_a_claim_is_taken_back_and_up_again(rivals):
    case = rivals.case(rivals.wang)
    assert rivals.wang.app.claims.withdraw(case.id)
    assert not rivals.wang.app.claims.withdraw(case.id)
    assert [(one.user, one.withdrawn) for one in rivals.case(rivals.wang).parties] == [("li", False), ("wang", True)]
    rivals.sync(rivals.wang, rivals.boss)
    best = rivals.case(rivals.boss).proposed
    assert best is not None
    assert best.user == "li"
    assert rivals.wang.app.claims.withdraw(case.id, again=True)
    rivals.sync(rivals.wang, rivals.boss)
    assert not any(one.withdrawn for one in rivals.case(rivals.boss).parties)
    with pytest.raises(RecordRefused, match="no_claim"):
        rivals.boss.app.claims.withdraw(case.id)


def test_a_server_that_forgot_the_decision_is_told_again(rivals):
    old = rivals.case(rivals.boss).id
    office = rivals.office
    rivals.boss.app.claims.dismiss(old, "x")
    backup = snapshot(office)
    rivals.sync(rivals.boss)
    put_back(office, backup)
    rivals.sync(rivals.boss, rivals.wang, rivals.li, rivals.boss)
    assert [case.id for case in rivals.boss.app.claim_queries.cases()] == [old]
    assert rivals.case(rivals.boss).state == "dismissed"  # the decision was offered again


def test_it_leaves_with_the_person(rivals):
    office = rivals.office
    with office.database.write() as conn:
        accounts.change_user(conn, office.context(), "boss", role=Role.REP)
    rivals.sync(rivals.boss)
    assert rivals.boss.app.claim_queries.cases() == []
    assert count(rivals.boss.app, "claim_party") == count(rivals.boss.app, "claim_quote") == 0
    rivals.boss.app.set_facts(digest_due="1")
    assert rivals.boss.sync().equal
