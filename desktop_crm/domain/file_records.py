"""Records that hang on a customer file besides its form: contacts, orders and payments, the three cards,
investments, assessments, marks of people (domain contract §1.6-1.8, §2.0, §3.1).

To add a record type: one declaration here, one Alembic revision with ``evolution.add_record``, nothing else.
"""

from __future__ import annotations

from desktop_crm.domain import file_choices as codes
from desktop_crm.domain.choices import SOURCE_CHANNEL
from desktop_crm.domain.fields import Choice, Field, FieldType, Merge, RecordType, Sensitivity, Validator
from desktop_crm.domain.quote_records import CLAIM, QUOTE
from desktop_crm.domain.validation import validators as check

P1, P3, B = Sensitivity.P1, Sensitivity.P3, Sensitivity.B
INT, DATE, AT, MONEY, LONG = (
    FieldType.INTEGER,
    FieldType.DATE,
    FieldType.INSTANT,
    FieldType.MONEY,
    FieldType.LONG_TEXT,
)
CUSTOMER = "customer"


def _choice(name: str, zh: str, en: str, choices: tuple[Choice, ...], **more: object) -> Field:
    return Field(id=name, zh=zh, en=en, type=FieldType.CHOICE, choices=choices, **more)  # type: ignore[arg-type]


def _money(name: str, zh: str, en: str) -> Field:
    """Minor units, never negative (V-MONEY)."""
    return Field(id=name, zh=zh, en=en, type=MONEY, validator=check.money, sensitivity=B)


def _long(name: str, zh: str, en: str, limit: int = 1000) -> Field:
    return Field(id=name, zh=zh, en=en, type=LONG, merge=Merge.TEXT, max_length=limit, sensitivity=B)


def _score(name: str, zh: str, en: str) -> Field:
    return Field(id=name, zh=zh, en=en, type=INT, validator=check.score, sensitivity=B)


def _tags(name: str, zh: str, en: str) -> Field:
    return Field(id=name, zh=zh, en=en, type=FieldType.SET, merge=Merge.SET, max_length=500, sensitivity=B)


def _date(name: str, zh: str, en: str, validator: Validator = check.any_date) -> Field:
    return Field(id=name, zh=zh, en=en, type=DATE, validator=validator)


#: F8, one row a contact; works offline, feeds F9 and the classes C16 and C19.
ACTIVITY = RecordType(
    "activity",
    "跟踪记录",
    "Contact",
    (
        Field(id="contacted_at", zh="联系时间", en="Time", type=AT, validator=check.past_moment, mandatory=True),
        _choice("method", "联系方式", "Way", codes.METHOD, mandatory=True),
        _choice("direction", "方向", "Direction", codes.DIRECTION, default="ours", mandatory=True),
        _choice("purpose", "目的", "Purpose", codes.PURPOSE, default="other", mandatory=True),
        Field(
            id="summary",
            zh="内容摘要",
            en="Summary",
            type=LONG,
            merge=Merge.TEXT,
            max_length=2000,
            sensitivity=B,
            mandatory=True,
        ),
        _choice("outcome", "结果", "Result", codes.OUTCOME, default="unchanged", mandatory=True),
        Field(id="next_action", zh="下一步", en="Next step", max_length=200),
        Field(id="next_action_at", zh="下一步时间", en="Next step due", type=AT),
        Field(id="next_done_at", zh="下一步完成", en="Next step done", type=AT, automatic=True),
        Field(id="contact_id", zh="对方人员", en="Person met", sensitivity=P3, refers="contact"),
        Field(id="place", zh="联系地点", en="Place", sensitivity=P1),
        Field(id="by", zh="跟踪人员", en="By", max_length=50, person=True),
        _score("behaviour_score", "客户行为评价", "Behaviour"),
        _score("feeling_score", "客户感觉评价", "Feeling"),
        _tags("interest_tags", "客户需求/兴趣", "Needs and interest"),
        Field(
            id="competitors",
            zh="提到的竞争对手",
            en="Competitors mentioned",
            type=FieldType.SET,
            merge=Merge.SET,
            max_length=500,
            sensitivity=B,
        ),
        Field(id="supplied", zh="提供的产品和服务", en="Supplied", max_length=500, sensitivity=B),
        _choice("concession_type", "给予的优惠", "Concession", codes.CONCESSION, sensitivity=B),
        _money("concession_value", "优惠金额", "Value of the concession"),
        _money("cost", "费用开支", "Cost"),
        _choice("cost_category", "费用类别", "Cost category", codes.COST_CATEGORY, sensitivity=B),
        Field(id="review_note", zh="主管点评", en="Manager's comment", max_length=500, sensitivity=B),
        Field(id="reviewed_by", zh="点评人", en="Comment by", max_length=50, person=True),
        Field(id="reviewed_at", zh="点评时间", en="Comment at", type=AT),
    ),
    parent=CUSTOMER,
    when="contacted_at",
    title=("method", "purpose", "summary"),
)

#: F9: what our company put into the customer beside the contacts, which count by themselves.
INVESTMENT = RecordType(
    "investment",
    "企业投入记录",
    "Investment",
    (
        Field(id="invested_at", zh="时间", en="Time", type=AT, validator=check.past_moment, mandatory=True),
        Field(id="place", zh="地点", en="Place", sensitivity=P1),
        _choice("method", "方式", "Way", codes.METHOD, mandatory=True),
        _money("cost", "费用开支", "Cost"),
        _choice("cost_category", "费用类别", "Cost category", codes.COST_CATEGORY, sensitivity=B),
        _choice("concession_type", "给予的优惠", "Concession", codes.CONCESSION, sensitivity=B),
        _money("concession_value", "优惠金额", "Value of the concession"),
        _choice("benefit_kind", "利益类别", "Kind of benefit", codes.BENEFIT, sensitivity=B),
        Field(
            id="supplied", zh="提供产品和服务的记录", en="Products and services supplied", max_length=500, sensitivity=B
        ),
        _choice("cooperation_type", "合作与支持行动", "Cooperation", codes.COOPERATION, sensitivity=B),
        _money("cooperation_cost", "合作费用", "Cost of the cooperation"),
        Field(id="other_effort", zh="其他努力", en="Other effort", max_length=500, sensitivity=B),
        _money("other_cost", "其他费用", "Other cost"),
    ),
    parent=CUSTOMER,
    when="invested_at",
    title=("method", "cost", "supplied", "other_effort"),
)

#: F10, all twelve items; the newest that is still valid counts.
ASSESSMENT = RecordType(
    "assessment",
    "统计分析资料",
    "Assessment",
    (
        _choice("source_kind", "资料来源", "Source", codes.SOURCE_KIND, mandatory=True),
        Field(id="source_name", zh="来源名称", en="Name of the source", max_length=100),
        Field(id="assessed_on", zh="评定日期", en="Assessed on", type=DATE, validator=check.past_date, mandatory=True),
        _date("valid_until", "有效期至", "Valid until"),
        _score("attitude_to_us", "对企业的态度和评价", "Attitude to us"),
        _long("attitude_text", "态度说明", "Attitude in words"),
        _score("management_ability", "经营管理者经营能力", "Ability of the management"),
        _score("staff_quality", "员工素质", "Quality of the staff"),
        _score("industry_competition", "行业竞争状况", "Competition in the industry"),
        _score("image", "企业形象", "Image"),
        _score("reputation", "声誉", "Reputation"),
        _score("financial_position", "财务状况", "Financial position"),
        _long("financial_text", "财务说明", "Finances in words"),
        _score("contract_performance", "履行合同情况", "Contract performance"),
        _long("problems", "存在问题", "Problems"),
        Field(id="credit_situation", zh="信用情况", en="Credit", max_length=200, sensitivity=B),
        _long("dealings_with_competitors", "与其他竞争者交易情况", "Dealings with competitors"),
        _long("demand_features", "需求特征", "Demand features"),
        _tags("demand_tags", "需求标签", "Demand tags"),
        _money("demand_potential", "需求潜力(年)", "Potential a year"),
    ),
    parent=CUSTOMER,
    when="assessed_on",
    title=("source_kind", "source_name"),
)

#: F5: the basic data are the customer's own; here is what only the prospect card asks.
PROSPECT_SURVEY = RecordType(
    "prospect_survey",
    "潜在顾客调查卡",
    "Prospect survey card",
    (
        Field(id="surveyed_by", zh="调查人员", en="Surveyed by", max_length=50, mandatory=True, person=True),
        Field(id="surveyed_on", zh="调查日期", en="Surveyed on", type=DATE, validator=check.past_date, mandatory=True),
        _long("demand_features", "需求特征", "Demand features"),
        _tags("demand_tags", "需求标签", "Demand tags"),
        _score("quality_sensitivity", "质量敏感度", "Sensitivity to quality"),
        _score("price_sensitivity", "价格敏感度", "Sensitivity to price"),
        _date("expected_buy_from", "可能的购买时间 从", "Likely purchase from"),
        _date("expected_buy_to", "可能的购买时间 至", "Likely purchase to"),
        _choice("expected_buy_place", "可能的购买地点", "Likely place", codes.BUY_PLACE),
        Field(id="expected_buy_place_text", zh="地点说明", en="Place in words", max_length=200),
        _choice("expected_buy_mode", "可能的购买方式", "Likely way", codes.BUY_MODE),
        _money("demand_potential", "需求潜力(年)", "Potential a year"),
        _choice("source_channel", "信息来源", "Source", SOURCE_CHANNEL, mandatory=True),
        Field(id="current_supplier", zh="现用品牌/竞争者", en="Current supplier", max_length=200, sensitivity=B),
        _choice("likelihood", "购买可能性", "Likelihood", codes.CHANCE, sensitivity=B),
        Field(
            id="likelihood_percent",
            zh="可能性(%)",
            en="Likelihood (%)",
            type=INT,
            validator=check.percent,
            sensitivity=B,
        ),
        Field(id="next_action_at", zh="下次跟进", en="Next follow-up", type=AT),
    ),
    parent=CUSTOMER,
    when="surveyed_on",
    title=("demand_features", "demand_tags"),
)

#: F7: one row each time dealings stop; the card is a former customer's while the newest is open.
STOP_RECORD = RecordType(
    "stop_record",
    "旧客户卡",
    "Former customer card",
    (
        Field(
            id="stopped_on", zh="停止交易日期", en="Stopped on", type=DATE, validator=check.past_date, mandatory=True
        ),
        _choice("stop_reason_main", "停止交易原因", "Reason", codes.STOP_REASON, mandatory=True, sensitivity=B),
        Field(
            id="stop_reason_more",
            zh="更多原因",
            en="More reasons",
            type=FieldType.SET,
            choices=codes.STOP_DETAIL,
            merge=Merge.SET,
            sensitivity=B,
        ),
        _long("stop_reason_text", "原因说明", "Explanation"),
        Field(id="lost_to", zh="转向的竞争对手", en="Lost to", max_length=100, sensitivity=B),
        _long("open_items", "未结清事项", "Open items"),
        _choice("win_back_chance", "可挽回性", "Recoverable", codes.CHANCE, sensitivity=B),
        _long("win_back_actions", "挽回措施与结果", "Win-back actions and results", 2000),
        _money("win_back_cost", "挽回费用", "Cost of winning back"),
        _date("won_back_on", "赢回日期", "Won back on"),
    ),
    parent=CUSTOMER,
    when="stopped_on",
    title=("stop_reason_main", "stop_reason_text"),
)

#: F25 / D3: order header. Amounts are kept here so that lists and classes read one row an order.
SALES_ORDER = RecordType(
    "sales_order",
    "交易记录",
    "Order",
    (
        Field(id="order_no", zh="单号", en="Order number", max_length=40, mandatory=True, merge=Merge.IMPORTANT),
        Field(id="contract_no", zh="合同号", en="Contract number", max_length=40),
        Field(
            id="ordered_on",
            zh="日期",
            en="Date",
            type=DATE,
            validator=check.any_date,
            mandatory=True,
            aliases=("订单日期", "交易日期"),
        ),
        _choice("state", "状态", "State", codes.ORDER_STATE, default="open", mandatory=True, merge=Merge.STATE),
        _choice("channel", "渠道", "Channel", codes.ORDER_CHANNEL),
        Field(id="signed_by", zh="签单人员", en="Signed by", max_length=50, person=True),
        Field(id="product_line", zh="产品线", en="Product line", max_length=50, aliases=("产品", "商品类别")),
        Field(
            id="amount",
            zh="金额",
            en="Amount",
            type=MONEY,
            validator=check.money,
            sensitivity=B,
            mandatory=True,
            aliases=("交易额", "销售额"),
        ),
        Field(id="gross_margin", zh="毛利", en="Gross margin", type=MONEY, sensitivity=B),
        _money("tax", "税额", "Tax"),
        _date("promised_on", "约定交货", "Promised on"),
        _date("delivered_on", "实际交货", "Delivered on"),
        Field(id="delivered_complete", zh="交货齐全", en="Delivered complete", type=FieldType.BOOLEAN),
        _money("returned_amount", "退货金额", "Returned"),
        Field(id="remarks", zh="备注", en="Remarks", max_length=500),
    ),
    parent=CUSTOMER,
    when="ordered_on",
    title=("order_no", "product_line", "amount", "state"),
)

ORDER_LINE = RecordType(
    "order_line",
    "订单明细",
    "Order line",
    (
        Field(id="order_id", zh="订单", en="Order", mandatory=True, refers="sales_order"),
        Field(id="sort_order", zh="次序", en="Order of the row", type=INT, automatic=True),
        Field(id="product", zh="商品", en="Product", max_length=100, mandatory=True),
        Field(id="quantity", zh="数量", en="Quantity", type=INT, validator=check.count),
        Field(id="unit", zh="单位", en="Unit", max_length=20),
        _money("list_price", "标价", "List price"),
        _money("unit_price", "单价", "Unit price"),
        _money("unit_cost", "单位成本", "Unit cost"),
        _money("amount", "金额", "Amount"),
    ),
    parent=CUSTOMER,
    title=("product", "quantity", "amount"),
)

PAYMENT = RecordType(
    "payment",
    "付款",
    "Payment",
    (
        Field(id="order_id", zh="订单", en="Order", refers="sales_order"),
        _date("due_on", "到期日", "Due on"),
        _date("paid_on", "付款日", "Paid on"),
        _money("amount", "金额", "Amount"),
        _choice("method", "方式", "Method", codes.PAYMENT_METHOD),
    ),
    parent=CUSTOMER,
    when="paid_on",
    title=("amount", "method"),
)

#: A36: somebody checked the value of a field; a change of the field takes the mark away by itself. One row a field:
#: :mod:`desktop_crm.domain.verification` gives its id and tells whether it still holds.
VERIFICATION = RecordType(
    "verification",
    "核实",
    "Verification",
    (
        Field(id="field", zh="项目", en="Field", mandatory=True, refers="field", group="mark"),
        _choice("state", "核实状态", "State", codes.VERIFIED_STATE, default="verified", group="mark"),
        _choice("how", "方式", "How", codes.VERIFIED_BY, mandatory=True, group="mark"),
        Field(id="by", zh="核实人", en="By", max_length=50, person=True, group="mark"),
        Field(id="verified_at", zh="时间", en="At", type=AT, validator=check.past_moment, mandatory=True, group="mark"),
        Field(id="value_hash", zh="当时的值", en="Value then", automatic=True, group="mark"),
    ),
    parent=CUSTOMER,
    when="verified_at",
    title=("field", "state", "how"),
)

#: Relation to another customer, seen from this one.
CUSTOMER_LINK = RecordType(
    "customer_link",
    "客户关系",
    "Relation",
    (
        _choice("kind", "关系", "Relation", codes.LINK_KIND, mandatory=True),
        Field(id="other_id", zh="对方客户", en="Other customer", mandatory=True, refers="customer"),
        Field(id="note", zh="说明", en="Note", max_length=200),
    ),
    parent=CUSTOMER,
    title=("kind", "other_id", "note"),
)

#: A person's word against the computed class (domain contract §2.0: reason needed, expires).
CLASS_OVERRIDE = RecordType(
    "class_override",
    "分类调整",
    "Manual class",
    (
        Field(id="scheme", zh="分类方式", en="Scheme", mandatory=True),
        Field(id="value", zh="类别", en="Class", mandatory=True, merge=Merge.IMPORTANT),
        Field(id="reason", zh="理由", en="Reason", max_length=500, mandatory=True),
        Field(id="expires_on", zh="有效期至", en="Valid until", type=DATE),
        Field(id="by", zh="调整人", en="By", max_length=50),
    ),
    parent=CUSTOMER,
    title=("scheme", "value", "reason"),
)

#: Somebody looked and said: these two are not the same customer. Kept on the card with the smaller id.
NOT_DUPLICATE = RecordType(
    "not_duplicate",
    "非重复",
    "Not a duplicate",
    (
        Field(id="other_id", zh="另一客户", en="Other customer", mandatory=True),
        Field(id="by", zh="判断人", en="By", max_length=50),
    ),
    parent=CUSTOMER,
    title=("by",),
)

#: Another place to which letters and goods go.
DELIVERY_ADDRESS = RecordType(
    "delivery_address",
    "其他地址",
    "Further address",
    (
        Field(id="label", zh="名称", en="Name", max_length=50, mandatory=True),
        Field(id="address", zh="地址", en="Address", max_length=200, sensitivity=P1, mandatory=True),
        Field(id="postal_code", zh="邮编", en="Postcode", validator=check.postcode, max_length=10, sensitivity=P1),
        Field(id="recipient", zh="收件人", en="Recipient", max_length=50, sensitivity=P3),
        Field(id="phone", zh="电话", en="Phone", validator=check.phone, max_length=30, sensitivity=P3),
    ),
    parent=CUSTOMER,
    title=("label", "address"),
)

FILE_RECORDS: tuple[RecordType, ...] = (
    ACTIVITY,
    INVESTMENT,
    ASSESSMENT,
    PROSPECT_SURVEY,
    STOP_RECORD,
    SALES_ORDER,
    ORDER_LINE,
    PAYMENT,
    VERIFICATION,
    CUSTOMER_LINK,
    CLASS_OVERRIDE,
    NOT_DUPLICATE,
    CLAIM,
    DELIVERY_ADDRESS,
    QUOTE,
)
