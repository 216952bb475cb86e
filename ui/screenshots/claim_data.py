"""Cases of customers whom several people claim, as a server would have sent them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop_crm.bootstrap import Application
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica

#: user, name, role
PEOPLE = (
    ("chen", "陈国栋", "manager"), ("lin", "林晓", "rep"), ("wang", "王芳", "rep"), ("ding", "丁一", "rep"),
    ("abdu", "阿卜杜热合曼·买买提吐尔逊", "rep"),
)  # fmt: skip
_NAMES = {user: name for user, name, _ in PEOPLE}
_LONG = "西部陆海新通道国际多式联运供应链管理服务股份有限公司呼和浩特市新城区第一分公司（筹备处）"


def fill_cases(app: Application) -> None:
    """Give a profile colleagues and cases in every state."""
    colleagues = [
        RemoteRow("employee", f"{number:08d}-0000-7000-8000-0000000000e0", 3,
                  {"user_name": user, "display_name": name, "role": role, "team": "east", "active": True})
        for number, (user, name, role) in enumerate(PEOPLE)
    ]  # fmt: skip
    three = _case(
        1, "华源商贸有限公司", ["mobile_same", "name_same"], "2026-11-22T01:20:00.000Z",
        [
            _party("lin", "华源商贸", "2026-11-02T02:00:00.000Z", 5, "visit"),
            _party("wang", "华源商贸有限公司", "2026-07-02T02:00:00.000Z", 1, "phone", claimed_at=None),
            _party("ding", "华源商贸公司", "2026-11-12T02:00:00.000Z", 2, "online", contract_no="HT-2026-118",
                   contract_on="2026-11-21"),
        ],
        [("lin", "BJ-0112", 11_000_00), ("wang", "BJ-0098", 10_000_00), ("ding", "BJ-0107", 12_000_00)],
    )  # fmt: skip
    long = _case(
        2, _LONG, ["document_same", "address_same", "name_near"], "2026-11-19T01:20:00.000Z",
        [
            _party("abdu", _LONG, "2026-01-12T02:00:00.000Z", 0, "visit"),
            _party("chen", _LONG, "2026-10-10T02:00:00.000Z", 9, "visit",
                   evidence="已送样品两次，客户书面确认由我方跟进"),
        ],
        [("abdu", "BJ-2026-11-000000000098", 987_654_321_00)], overdue=True, level="director",
    )  # fmt: skip
    decided = _case(
        3, "绍兴恒昌纺织有限公司", ["name_same", "phone_same"], "2026-10-08T01:20:00.000Z",
        [
            _party("lin", "恒昌纺织", "2026-09-12T02:00:00.000Z", 4, "visit"),
            _party("wang", "绍兴恒昌纺织有限公司", "2026-09-29T02:00:00.000Z", 2, "phone"),
        ],
        [("lin", "BJ-0061", 56_000_00), ("wang", "BJ-0064", 52_500_00)],
        state="decided", owner="lin", shares=["lin 70", "wang 30"], by="陈国栋", at="2026-10-09T03:00:00.000Z",
        reason="林晓先到，且已送样；王芳介绍了采购负责人，按三成计。",
    )  # fmt: skip
    apart = _case(
        4, "王建国", ["mobile_same", "name_same"], "2026-10-20T01:20:00.000Z",
        [
            _party("ding", "王建国", "2026-10-02T02:00:00.000Z", 1, "phone"),
            _party("wang", "王建国", "2026-10-18T02:00:00.000Z", 1, "phone"),
        ],
        [], state="dismissed", by="陈国栋", at="2026-10-21T03:00:00.000Z", reason="父子同名不同号，手机由家里合用。",
    )  # fmt: skip
    with app.store.write() as connection:
        replica = Replica(connection, app.customers.deriver, now="2026-11-22T05:00:00.000Z")
        replica.apply([RemoteCard("org", rows=colleagues), three, long, decided, apart], 10_000)


def _id(case: int, kind: int, number: int) -> str:
    return f"{case:08x}-0000-7000-8{kind:03x}-{number:012x}"


def _party(user: str, customer: str, first: str, contacts: int, method: str, **more: str | None) -> dict[str, Any]:
    begun = datetime.fromisoformat(first)
    moments = [begun + timedelta(days=4 * number, minutes=90 * number) for number in range(contacts)]
    days = [f"{one:%Y-%m-%dT%H:%M:%S}.000Z {method}" for one in moments]
    fields = {
        "user_name": user, "name": _NAMES[user], "state": "valid", "customer_no": f"KH-7KQ2-{len(customer):06d}",
        "customer_name": customer, "filed_at": first, "claimed_at": first, "contacts": contacts,
        "contact_days": days, "first_contact_at": days[0].split(" ")[0] if days else None,
        "last_contact_at": days[-1].split(" ")[0] if days else None,
    }  # fmt: skip
    return {name: value for name, value in {**fields, **more}.items() if value is not None}


def _case(
    number: int, name: str, reasons: Sequence[str], opened_at: str, parties: Sequence[dict[str, Any]],
    quotes: Sequence[tuple[str, str, int]], *, state: str = "open", owner: str = "", shares: Sequence[str] = (),
    by: str = "", at: str = "", reason: str = "", overdue: bool = False, level: str = "manager",
) -> RemoteCard:  # fmt: skip
    case_id = _id(number, 0, 0)
    valid = next((at for at, quote in enumerate(quotes) if quote[0] == owner), -1)
    due = f"2026-11-{23 if overdue else 24}T01:20:00.000Z"
    fields: dict[str, Any] = {
        "name": name, "reasons": sorted(reasons), "opened_at": opened_at, "state": state, "level": level,
        "overdue": overdue or None, "due_at": due if state == "open" else None,
        "decided_owner": owner or None, "decided_shares": list(shares) or None, "decided_by": by or None,
        "decided_at": at or None, "decided_reason": reason or None,
        "decided_quote": f"quote-{number}-{valid}" if owner else None,
    }  # fmt: skip
    rows = [_row("claim_case", case_id, fields)]
    rows += [_row("claim_party", _id(number, 1, place), one) for place, one in enumerate(parties)]
    for place, (user, quote_no, amount) in enumerate(quotes):
        word = "frozen" if state == "open" else "approved" if place == valid else "withdrawn"
        rows.append(
            _row(
                "claim_quote", _id(number, 2, place),
                {"quote_id": f"quote-{number}-{place}", "user_name": user, "quoted_by": _NAMES[user],
                 "quote_no": quote_no,
                 "product": "全棉坯布", "amount": amount, "quoted_on": "2026-11-18", "valid_until": "2026-12-31",
                 "approval_state": word},
            )
        )  # fmt: skip
    return RemoteCard(case_id, rows=rows, full=True)


def _row(kind: str, row_id: str, fields: dict[str, Any]) -> RemoteRow:
    return RemoteRow(kind, row_id, 4, {name: value for name, value in fields.items() if value is not None})
