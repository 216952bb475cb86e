"""What several people see of a customer whom each of them holds to be theirs (domain contract W6, 撞单).

A case is a card of its own. The server makes it and keeps it up to date; of the customers' cards it shows only what the
case needs, so that nobody is shown the whole card of a colleague.
"""

from __future__ import annotations

from desktop_crm.domain.fields import Choice, Field, FieldType, Merge, RecordType, Sensitivity
from desktop_crm.domain.file_choices import QUOTE_STATE

AT, DATE, INT, MONEY, SET = (
    FieldType.INSTANT,
    FieldType.DATE,
    FieldType.INTEGER,
    FieldType.MONEY,
    FieldType.SET,
)
P1, B = Sensitivity.P1, Sensitivity.B

OPEN, DECIDED, DISMISSED = "open", "decided", "dismissed"
CASE_STATE = (
    Choice(OPEN, "待裁定", "Open"),
    Choice(DECIDED, "已裁定", "Decided"),
    Choice(DISMISSED, "不是同一客户", "Not the same customer"),
)
#: Whose turn it is to decide. It goes up where nobody decided in time.
LEVELS = (
    Choice("manager", "经理", "Manager"),
    Choice("director", "总监", "Director"),
    Choice("admin", "管理员", "Administrator"),
)
VALID, WITHDRAWN = "valid", "withdrawn"
PARTY_STATE = (Choice(VALID, "主张中", "Claims"), Choice(WITHDRAWN, "已撤回", "Withdrawn"))

CLAIM_CASE = RecordType(
    "claim_case",
    "撞单",
    "Claim case",
    (
        Field(id="name", zh="客户", en="Customer", sensitivity=P1, max_length=100),
        Field(id="reasons", zh="相同之处", en="What is the same", type=SET, merge=Merge.SET),
        Field(id="opened_at", zh="发现时间", en="Found at", type=AT),
        Field(id="due_at", zh="裁定期限", en="Decide until", type=AT),
        Field(id="level", zh="裁定人级别", en="To be decided by", type=FieldType.CHOICE, choices=LEVELS),
        Field(id="overdue", zh="已逾期", en="Overdue", type=FieldType.BOOLEAN),
        Field(
            id="state", zh="状态", en="State", type=FieldType.CHOICE, choices=CASE_STATE, default=OPEN,
            merge=Merge.STATE,
        ),
        Field(id="decided_owner", zh="裁定归属", en="Decided owner", max_length=40),
        Field(id="decided_quote", zh="有效报价", en="Valid quote"),
        # "user percent" of everybody who has a part; none where one person has all of it.
        Field(id="decided_shares", zh="业绩分成", en="Shares", type=SET, merge=Merge.SET, sensitivity=B),
        Field(id="decided_reason", zh="裁定理由", en="Reason of the decision", max_length=500, sensitivity=B),
        Field(id="decided_by", zh="裁定人", en="Decided by", max_length=50),
        Field(id="decided_at", zh="裁定时间", en="Decided at", type=AT),
        Field(id="card_id", zh="合并后的档案", en="Card that stays"),
    ),
    by_server=True,
    own_card=True,
    when="opened_at",
    title=("name", "state"),
)  # fmt: skip

#: One person who says that the customer is his, with what speaks for it.
CLAIM_PARTY = RecordType(
    "claim_party",
    "主张",
    "Claim in a case",
    (
        Field(id="user_name", zh="用户名", en="User name", max_length=40),
        Field(id="name", zh="业务人员", en="Salesperson", max_length=50),
        Field(id="state", zh="状态", en="State", type=FieldType.CHOICE, choices=PARTY_STATE, merge=Merge.STATE),
        Field(id="card_id", zh="档案", en="Card"),
        Field(id="customer_no", zh="编号", en="Number", max_length=40),
        Field(id="customer_name", zh="客户", en="Customer", sensitivity=P1, max_length=100),
        Field(id="filed_at", zh="建档时间", en="Filed at", type=AT),
        Field(id="claimed_at", zh="申报时间", en="Claimed at", type=AT),
        Field(id="claim_until", zh="申报有效期至", en="Claim valid until", type=DATE),
        Field(id="evidence", zh="依据", en="Evidence", max_length=1000, sensitivity=B),
        Field(id="contacts", zh="联系次数", en="Contacts", type=INT),
        # "instant way" of the newest ones; what was said stays on the card.
        Field(id="contact_days", zh="跟踪记录", en="Contact dates", type=SET, merge=Merge.SET),
        Field(id="first_contact_at", zh="首次联系", en="First contact", type=AT),
        Field(id="last_contact_at", zh="最近联系", en="Last contact", type=AT),
        Field(id="contract_no", zh="合同/订单", en="Contract", max_length=40),
        Field(id="contract_on", zh="签订日期", en="Signed on", type=DATE),
        Field(id="territory", zh="在其区域", en="In the territory", type=FieldType.BOOLEAN),
    ),
    parent=CLAIM_CASE.name,
    by_server=True,
    when="claimed_at",
    title=("name", "customer_no"),
)  # fmt: skip

#: A quote that somebody made to the customer.
CLAIM_QUOTE = RecordType(
    "claim_quote",
    "撞单报价",
    "Quote in a case",
    (
        Field(id="quote_id", zh="报价单", en="Quote"),
        Field(id="card_id", zh="档案", en="Card"),
        Field(id="user_name", zh="用户名", en="User name", max_length=40),
        Field(id="quoted_by", zh="报价人", en="Quoted by", max_length=50),
        Field(id="quote_no", zh="报价单号", en="Quote number", max_length=40),
        Field(id="product", zh="产品", en="Product", max_length=100),
        Field(id="amount", zh="金额", en="Amount", type=MONEY, sensitivity=B),
        Field(id="quoted_on", zh="报价日期", en="Quoted on", type=DATE),
        Field(id="valid_until", zh="有效期至", en="Valid until", type=DATE),
        Field(
            id="approval_state", zh="审批状态", en="Approval", type=FieldType.CHOICE, choices=QUOTE_STATE,
            merge=Merge.STATE,
        ),
    ),
    parent=CLAIM_CASE.name,
    by_server=True,
    when="quoted_on",
    title=("quote_no", "amount"),
)  # fmt: skip

CLAIM_RECORDS: tuple[RecordType, ...] = (CLAIM_CASE, CLAIM_PARTY, CLAIM_QUOTE)
