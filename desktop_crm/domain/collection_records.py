"""Collecting information by plan: a plan, and the fields it wants (domain contract W1-2, W3, AC25)."""

from __future__ import annotations

from desktop_crm.domain.choices import SOURCE_CHANNEL
from desktop_crm.domain.fields import Choice, Field, FieldType, Merge, RecordType
from desktop_crm.domain.validation import validators as check

PLAN_STATE = (
    Choice("draft", "草稿", "Draft"),
    Choice("published", "已发布", "Published"),
    Choice("closed", "已结束", "Closed"),
)

COLLECTION_PLAN = RecordType(
    "collection_plan",
    "收集计划",
    "Collection plan",
    (
        Field(id="name", zh="名称", en="Name", max_length=100, mandatory=True),
        Field(id="target", zh="对象（筛选条件）", en="Target group (a filter)", max_length=2000),
        Field(
            id="starts_on", zh="开始日期", en="Starts on", type=FieldType.DATE, validator=check.any_date,
            mandatory=True,
        ),
        Field(id="due_on", zh="截止日期", en="Due on", type=FieldType.DATE, validator=check.any_date),
        Field(
            id="monthly_target", zh="每人每月目标", en="Target a person and month", type=FieldType.INTEGER,
            validator=check.count,
        ),
        Field(
            id="state", zh="状态", en="State", type=FieldType.CHOICE, choices=PLAN_STATE, default="draft",
            merge=Merge.STATE, automatic=True,
        ),
        Field(id="author_id", zh="作者", en="Author", automatic=True),
        Field(id="by", zh="制定人", en="Made by", max_length=50, person=True, automatic=True),
    ),
    of_company=True,
    by_authors=True,
    when="starts_on",
    title=("name", "state"),
)  # fmt: skip

#: One field that a plan wants: where it comes from, by what right, and who sees to it.
COLLECTION_ITEM = RecordType(
    "collection_item",
    "收集项目",
    "Field to collect",
    (
        Field(id="plan_id", zh="计划", en="Plan", mandatory=True, refers="collection_plan", automatic=True),
        Field(id="field", zh="项目", en="Field", mandatory=True, refers="field"),
        Field(id="channel", zh="渠道", en="Channel", type=FieldType.CHOICE, choices=SOURCE_CHANNEL),
        Field(id="legal_note", zh="合法依据", en="Legal note", max_length=500),
        Field(id="owner", zh="负责人", en="Owner", max_length=50, person=True),
        Field(id="author_id", zh="作者", en="Author", automatic=True),
    ),
    of_company=True,
    by_authors=True,
    title=("field", "channel", "owner"),
)
