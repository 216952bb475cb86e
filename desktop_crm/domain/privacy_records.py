"""Records about keeping data private that belong to the company: exports that the person responsible must allow."""

from __future__ import annotations

from desktop_crm.domain.fields import Choice, Field, FieldType, Merge, RecordType

REQUEST_STATE = (
    Choice("asked", "待决定", "Asked"),
    Choice("allowed", "已同意", "Allowed"),
    Choice("refused", "已拒绝", "Refused"),
)

#: W16-4: an export in which people could be recognised, stopped until the person responsible for privacy decides.
EXPORT_REQUEST = RecordType(
    "export_request",
    "导出申请",
    "Request to export",
    (
        Field(id="fingerprint", zh="导出内容", en="Export", mandatory=True, automatic=True),
        Field(id="customers", zh="客户数", en="Customers", type=FieldType.INTEGER),
        Field(id="small_groups", zh="过小的组", en="Groups too small", type=FieldType.INTEGER),
        Field(id="people", zh="会被认出的人", en="People who could be recognised", type=FieldType.INTEGER),
        Field(id="fields", zh="项目", en="Fields", type=FieldType.SET, merge=Merge.SET, max_length=2000),
        Field(id="reason", zh="用途", en="Purpose", max_length=500, mandatory=True),
        Field(id="asked_at", zh="申请时间", en="Asked at", type=FieldType.INSTANT),
        Field(
            id="state", zh="状态", en="State", type=FieldType.CHOICE, choices=REQUEST_STATE, default="asked",
            mandatory=True, merge=Merge.STATE,
        ),
        Field(id="decided_by", zh="决定人", en="Decided by", max_length=50, person=True),
        Field(id="decided_reason", zh="决定理由", en="Reason of the decision", max_length=500),
        Field(id="author_id", zh="申请人编号", en="Author", automatic=True),
        Field(id="by", zh="申请人", en="By", max_length=50, person=True, automatic=True),
    ),
    of_company=True,
    by_authors=True,
    when="asked_at",
    title=("by", "reason", "state"),
)  # fmt: skip
