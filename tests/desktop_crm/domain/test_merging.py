"""What is proposed when several cards of one customer become one."""

from __future__ import annotations

import pytest

from desktop_crm.domain.merging import TOGETHER, Plan, Reason, Source, propose

PLACES = {"mailing_address": "绍兴市越城区人民路1号", "postal_code": "312000"}


def card(number: int, *, verified: dict[str, str] | None = None, rows: int = 0, **values: object) -> Source:
    return Source(
        f"card-{number}", f"K{number}", "", {"customer_no": f"K{number}", "record_status": "filed", **values},  # type: ignore[arg-type,dict-item]
        created_at=f"2026-01-{number:02}", updated_at=f"2026-02-{number:02}", verified=verified or {},
        counts={"activity": rows} if rows else {},
    )  # fmt: skip


def reason(plan: Plan, field: str) -> tuple[Reason, object]:
    choice = next(one for one in plan.choices if any(part.id == field for part in one.fields))
    return choice.reason, plan.result.get(field)


@pytest.mark.parametrize(
    ("cards", "stays"),
    [
        ((card(2), card(1)), 1),  # the older
        ((card(1), card(2, rows=3)), 1),  # more hangs on it
        ((card(1, record_status="draft", rows=9), card(2)), 1),  # filed before draft
    ],
)
def test_which_card_stays(cards: tuple[Source, ...], stays: int) -> None:
    assert propose(cards).stays == stays


def test_checked_before_newest_and_the_longest_address() -> None:
    one = card(1, email="a@example.com", fax="1", verified={"email": "2026-01-05"}, **PLACES)
    two = card(2, email="b@example.com", fax="2", mailing_address="绍兴市")
    plan = propose([one, two])
    assert reason(plan, "email") == (Reason.VERIFIED, "a@example.com")
    assert reason(plan, "fax") == (Reason.NEWEST, "2")
    assert reason(plan, "mailing_address") == (Reason.LONGEST, PLACES["mailing_address"])
    assert plan.result["postal_code"] == "312000"


def test_what_belongs_together_is_chosen_together() -> None:
    plan = propose([card(1, **PLACES), card(2, mailing_address="杭州市西湖区")], 0).choose("postal_code", 1)
    assert plan.result["mailing_address"] == "杭州市西湖区" and "postal_code" not in plan.result
    assert plan.left_out[0] == ["mailing_address", "postal_code"]


def test_a_default_is_no_word_against_a_value() -> None:
    plan = propose([card(1, credit_standing="A"), card(2, credit_standing="N")], 1)
    assert reason(plan, "credit_standing") == (Reason.ONLY, "A")


def test_texts_are_joined_unless_too_long_and_permissions_are_not_united() -> None:
    plan = propose([card(1, remarks="甲", contact_permission=("sms",)), card(2, remarks="甲乙", contact_permission=())])
    assert reason(plan, "remarks") == (Reason.JOINED, "甲乙")  # it holds the other
    long = propose([card(1, remarks="甲" * 1500), card(2, remarks="乙" * 1500)])
    assert reason(long, "remarks")[0] is Reason.NEWEST
    two = propose([card(1, contact_permission=("sms",)), card(2, contact_permission=("phone",))])
    assert reason(two, "contact_permission") == (Reason.NEWEST, ("phone",))


def test_each_merge_builds_on_the_one_before() -> None:
    cards = [card(1, remarks="甲", fax="1"), card(2, remarks="乙", fax="2"), card(3, remarks="丙", fax="3")]
    changes = propose(cards, 1).choose("fax", 0).changes()
    assert changes[0]["remarks"] == ("乙", "乙\n甲") and changes[2]["remarks"] == ("乙\n甲", "乙\n甲\n丙")
    assert changes[0]["fax"] == ("2", "1") and changes[2]["fax"] == ("1", "1")  # decided against the third
    assert propose(cards, 1).choose("remarks", TOGETHER).result["remarks"] == "乙\n甲\n丙"
