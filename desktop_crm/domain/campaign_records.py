"""Promotional data (domain contract D2, F11): a campaign, and the customers it was made for.

A campaign belongs to the company; its members hang on the cards of customers and travel with them.
"""

from __future__ import annotations

from desktop_crm.domain.fields import Choice, Field, FieldType, Merge, RecordType, Sensitivity
from desktop_crm.domain.file_choices import BENEFIT, OTHER
from desktop_crm.domain.validation import validators as check

B = Sensitivity.B
CHOICE, DATE, INT, LONG, MONEY = (
    FieldType.CHOICE,
    FieldType.DATE,
    FieldType.INTEGER,
    FieldType.LONG_TEXT,
    FieldType.MONEY,
)

#: 促销活动的类型, 促销媒体, 促销意图 (D2, rows 1, 3 and 5).
PROMO_TYPE = (
    Choice("price_off", "折价", "Price off"),
    Choice("stock_allowance", "库存补贴", "Stock allowance"),
    Choice("ad_support", "广告支持", "Advertising support"),
    Choice("dealer_rebate", "经销商返利", "Dealer rebate"),
    Choice("promo_tools", "促销工具的配备", "Promotion tools"),
    Choice("care", "按需求关怀", "Care by need"),
    OTHER,
)
MEDIUM = (
    Choice("radio", "广播", "Radio"),
    Choice("tv", "电视", "Television"),
    Choice("internet", "网络", "Internet"),
    Choice("newspaper", "报纸", "Newspaper"),
    Choice("magazine", "杂志", "Magazine"),
    Choice("post", "信函", "Letter"),
    Choice("phone", "电话", "Phone"),
    Choice("sms", "短信", "Text message"),
    Choice("email", "电子邮件", "E-mail"),
    Choice("exhibition", "展会", "Trade fair"),
    Choice("field_sales", "业务员上门", "Field sales"),
    OTHER,
)
INTENTION = (
    Choice("more_sales", "扩大销售", "More sales"),
    Choice("more_influence", "扩大影响", "More influence"),
    Choice("more_offtake", "扩大提货量", "More offtake"),
    Choice("come_back", "请老客户再来", "Bring customers back"),
    OTHER,
)
TARGET, CONTROL = "target", "control"
GROUP = (Choice(TARGET, "目标组", "Target group"), Choice(CONTROL, "对照组", "Control group"))

#: Days after the end during which coming back still counts; share of the customers who get nothing, in percent.
FOLLOW_DAYS, CONTROL_PERCENT = 90, 20

CAMPAIGN = RecordType(
    "campaign",
    "促销活动",
    "Campaign",
    (
        Field(id="name", zh="名称", en="Name", max_length=60, mandatory=True),
        Field(id="promo_type", zh="类型", en="Type", type=CHOICE, choices=PROMO_TYPE, mandatory=True),
        Field(
            id="benefit_kind", zh="给客户的利益", en="Kind of benefit", type=CHOICE, choices=BENEFIT, sensitivity=B,
            help=("只打折的选财务利益，供别的活动对比", "Financial for discounts alone: others compare with it"),
        ),
        Field(id="intention", zh="意图", en="Intention", type=CHOICE, choices=INTENTION, mandatory=True),
        Field(id="from_on", zh="开始日期", en="From", type=DATE, validator=check.any_date, mandatory=True),
        Field(id="to_on", zh="结束日期", en="To", type=DATE, validator=check.any_date, mandatory=True),
        Field(
            id="follow_days", zh="结束后观察天数", en="Days observed after the end", type=INT, validator=check.count,
            default=str(FOLLOW_DAYS),
        ),
        Field(id="product_line", zh="产品线", en="Product line", max_length=50),
        Field(id="fixed_cost", zh="固定成本", en="Fixed cost", type=MONEY, validator=check.money, sensitivity=B),
        Field(
            id="variable_cost", zh="每位变动成本", en="Variable cost each", type=MONEY,
            validator=check.money, sensitivity=B,
        ),
        Field(id="media", zh="媒体", en="Media", type=FieldType.SET, choices=MEDIUM, merge=Merge.SET),
        Field(
            id="description", zh="计划与执行", en="Plan and execution", type=LONG, merge=Merge.TEXT, max_length=2000,
            mandatory=True,
        ),
        Field(id="text", zh="对客户说的话", en="What customers are told", type=LONG, merge=Merge.TEXT, max_length=2000),
        Field(
            id="time_changes", zh="时间调整说明", en="Changes of the dates", type=LONG, merge=Merge.TEXT,
            max_length=1000,
        ),
        Field(
            id="evaluation", zh="评估结论", en="Evaluation", type=LONG, merge=Merge.TEXT, max_length=2000, sensitivity=B
        ),
        Field(id="target", zh="对象（筛选条件）", en="Whom (a filter)", max_length=2000, automatic=True),
        Field(
            id="control_percent", zh="对照组比例(%)", en="Control group (%)", type=INT, validator=check.percent,
            automatic=True,
        ),
        Field(id="seed", zh="抽签种子", en="Seed of the draw", max_length=40, automatic=True),
        Field(id="closed_on", zh="关闭日期", en="Closed on", type=DATE, automatic=True),
        Field(id="author_id", zh="作者", en="Author", automatic=True),
        Field(id="by", zh="负责人", en="Made by", max_length=50, person=True, automatic=True),
    ),
    of_company=True,
    by_authors=True,
    when="from_on",
    title=("name", "from_on"),
)  # fmt: skip

#: A customer for whom a campaign was made, or who was drawn to get nothing so that the effect can be told.
CAMPAIGN_MEMBER = RecordType(
    "campaign_member",
    "促销参与",
    "Part in a campaign",
    (
        Field(id="campaign_id", zh="促销活动", en="Campaign", mandatory=True, refers="campaign", automatic=True),
        Field(
            id="member_group", zh="组", en="Group", type=CHOICE, choices=GROUP, mandatory=True, merge=Merge.IMPORTANT,
            automatic=True,
        ),
        Field(id="drawn_on", zh="加入日期", en="Joined on", type=DATE, validator=check.past_date, mandatory=True),
        Field(id="responded_on", zh="响应日期", en="Responded on", type=DATE, validator=check.past_date),
        Field(id="note", zh="说明", en="Note", max_length=200, sensitivity=B),
    ),
    parent="customer",
    when="drawn_on",
    title=("campaign_id", "member_group"),
)  # fmt: skip

CAMPAIGN_RECORDS = (CAMPAIGN, CAMPAIGN_MEMBER)
