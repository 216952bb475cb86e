"""A price told to a customer, and the word that he is somebody's: records of the customer file that must agree between
people (domain contract F16, F17)."""

from __future__ import annotations

from desktop_crm.domain import file_choices as codes
from desktop_crm.domain.fields import Field, FieldType, Merge, RecordType, Sensitivity
from desktop_crm.domain.validation import validators as check

B = Sensitivity.B

#: F16, the quote alone: a total, without the price list it may be checked against.
QUOTE = RecordType(
    "quote",
    "报价单",
    "Quote",
    (
        Field(id="quote_no", zh="报价单号", en="Quote number", max_length=40, mandatory=True, merge=Merge.IMPORTANT),
        Field(
            id="quoted_on",
            zh="报价日期",
            en="Quoted on",
            type=FieldType.DATE,
            validator=check.past_date,
            mandatory=True,
        ),
        Field(id="product", zh="产品", en="Product", max_length=100),
        Field(
            id="amount",
            zh="金额",
            en="Amount",
            type=FieldType.MONEY,
            validator=check.money,
            sensitivity=B,
            mandatory=True,
            merge=Merge.IMPORTANT,
        ),
        Field(id="valid_until", zh="有效期至", en="Valid until", type=FieldType.DATE, validator=check.any_date),
        Field(id="quoted_by", zh="报价人", en="Quoted by", max_length=50, person=True),
        Field(
            id="approval_state",
            zh="审批状态",
            en="Approval",
            type=FieldType.CHOICE,
            choices=codes.QUOTE_STATE,
            default=codes.FREE,
            mandatory=True,
            merge=Merge.STATE,
        ),
        Field(id="reason", zh="说明", en="Reason", max_length=500, sensitivity=B),
        # What the state was before it was frozen.
        Field(id="state_before", zh="冻结前状态", en="State before", automatic=True),
    ),
    parent="customer",
    when="quoted_on",
    title=("quote_no", "product", "amount", "approval_state"),
)

#: F17: somebody says that this customer is theirs.
CLAIM = RecordType(
    "claim",
    "客户归属申报",
    "Claim",
    (
        Field(id="claimant", zh="申报人", en="Claimant", mandatory=True, person=True),
        Field(id="claimed_at", zh="申报时间", en="Claimed at", type=FieldType.INSTANT, mandatory=True),
        Field(
            id="evidence",
            zh="依据",
            en="Evidence",
            type=FieldType.LONG_TEXT,
            merge=Merge.TEXT,
            max_length=1000,
            sensitivity=B,
        ),
        Field(id="valid_until", zh="有效期至", en="Valid until", type=FieldType.DATE, validator=check.any_date),
        Field(
            id="state",
            zh="状态",
            en="State",
            type=FieldType.CHOICE,
            choices=codes.CLAIM_STATE,
            default="valid",
            mandatory=True,
            merge=Merge.STATE,
        ),
        Field(id="decided_owner", zh="裁定归属", en="Decided owner", automatic=True),
        Field(id="decided_by", zh="裁定人", en="Decided by", max_length=50, automatic=True),
        Field(id="decided_reason", zh="裁定理由", en="Reason of the decision", max_length=500, automatic=True),
    ),
    parent="customer",
    when="claimed_at",
    title=("claimant", "state"),
)
