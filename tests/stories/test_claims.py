"""Three salespeople fight for one customer and give three prices; the manager hears of it and decides (AC4)."""

from __future__ import annotations

from typing import Any

from tests.support.office import Office
from tests.support.processes import PASSWORD, do_server

MOBILE = "13905750001"
RIVALS = (("chen", "华源商贸有限公司", 10000), ("lin", "华源商贸", 11000), ("ding", "华源商贸公司", 12000))


def amounts(case: dict[str, Any]) -> dict[float, str]:
    """Return the state of each quote of a case by its amount."""
    return {one["amount"]: one["state"] for one in case["quotes"]}


def test_three_salespeople_one_customer_three_prices(office: Office) -> None:
    for user, role, name in (("ding", "rep", "丁一"), ("boss", "manager", "赵经理")):
        words = ("user", "add", user, "--role", role, "--team", "east", "--display-name", name, "--password-stdin")
        do_server(office.url, *words, stdin=f"{PASSWORD}\n")
    laptops = {user: office.laptop(user) for user, *_ in RIVALS}
    boss = office.laptop("boss")
    for laptop in (*laptops.values(), boss):
        laptop.do("sync")

    # All three are offline.
    numbers = {}
    for user, company, price in RIVALS:
        laptop = laptops[user]
        words = ("customer_kind=organisation", "客户性质=公司", f"org_name={company}", f"mobile={MOBILE}")
        card = laptop.do("add", *words)
        numbers[user] = str(card["no"])
        laptop.do("log", numbers[user], f"{user} 第一次拜访", "--method", "visit")
        quotes = laptop.do("quote", numbers[user], f"quote_no=Q-{user}", f"amount={price}", "product=棉布")
        assert quotes[0]["approval_state"] == "free"

    # The second laptop reveals it, the third joins: one case, for the manager and all three, in the same sync.
    laptops["chen"].do("sync")
    assert laptops["chen"].do("cases") == []
    laptops["lin"].do("sync")
    assert len(laptops["lin"].do("cases")) == 1
    laptops["ding"].do("sync")
    for laptop in (*laptops.values(), boss):
        laptop.do("sync")
        (case,) = laptop.do("cases")
        assert (case["state"], case["spread"], case["level"]) == ("open", 0.2, "manager")
        assert amounts(case) == {10000: "frozen", 11000: "frozen", 12000: "frozen"}
        assert {one["user"] for one in case["parties"]} == set(laptops)
        assert laptop.do("verify", "--server")["equal"]

    # New quotes are kept, and wait too.
    quotes = laptops["lin"].do("quote", numbers["lin"], "quote_no=Q-neu", "amount=9000")
    assert {one["quote_no"]: one["approval_state"] for one in quotes} == {"Q-lin": "frozen", "Q-neu": "frozen"}
    laptops["lin"].do("sync")

    # Who sells does not decide. The manager does, without a network; it counts once the server has it.
    refused = laptops["lin"].ask("decide", case["id"], "--owner", "lin", "--reason", "我先到")
    assert refused.error == "not_judge"
    decided = boss.do("decide", case["id"], "--owner", "lin", "--quote", "Q-lin", "--reason", "林晓先报价且跟进最勤")
    assert (decided["state"], decided["owner"], decided["waiting"]) == ("decided", "lin", True)
    assert boss.ask("decide", case["id"], "--owner", "chen", "--reason", "x").error == "case_decided"
    for laptop in (boss, *laptops.values(), boss):
        laptop.do("sync")

    # One card, one owner, one price; nothing that anybody wrote down is lost.
    for laptop in (*laptops.values(), boss):
        (row,) = laptop.do("find", "华源")
        assert row["no"] == numbers["lin"]
        said = {one["values"]["summary"] for one in laptop.do("timeline", row["no"]) if one["record"] == "activity"}
        assert said == {f"{user} 第一次拜访" for user in laptops}
        states = {one["quote_no"]: one["approval_state"] for one in laptop.do("quote", row["no"])}
        assert states == {"Q-chen": "withdrawn", "Q-lin": "approved", "Q-ding": "withdrawn", "Q-neu": "withdrawn"}
        (case,) = laptop.do("cases")
        assert (case["state"], case["owner"], case["decided_by"]) == ("decided", "lin", "赵经理")
        assert laptop.do("outbox") == []
        assert laptop.do("verify", "--server")["equal"]
    assert office.customer(numbers["lin"])["owner"] == "lin"

    # The report of the month, by person.
    report = {one["user"]: one for one in boss.do("cases", "--report")}
    assert {user: (one["cases"], one["won"], one["open"]) for user, one in report.items()} == {
        "chen": (1, 0, 0), "lin": (1, 1, 0), "ding": (1, 0, 0),
    }  # fmt: skip
