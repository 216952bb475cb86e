"""Code lists of the records that hang on a customer file: contacts, orders, cards, assessments.

Codes never change; labels may. Source: domain contract §1.6-1.8, §2.3 and §3.1 (D3).
"""

from __future__ import annotations

from desktop_crm.domain.fields import Choice

OTHER = Choice("other", "其他", "Other")

METHOD = (
    Choice("visit", "访问", "Visit", ("上门", "拜访")),
    Choice("phone", "打电话", "Phone call", ("电话",)),
    Choice("email", "电子邮件", "E-mail", ("邮件",)),
    Choice("sms", "短信", "Text message"),
    Choice("chat", "即时通讯", "Instant message", ("微信", "QQ")),
    Choice("exhibition", "展会", "Trade fair"),
    Choice("reception", "来访", "Customer came to us"),
    Choice("letter", "信函", "Letter", ("邮寄",)),
)
DIRECTION = (
    Choice("ours", "我方发起", "From us"),
    Choice("theirs", "客户发起", "From the customer"),
)
PURPOSE = (
    Choice("develop", "开发", "Development"),
    Choice("survey", "需求调查", "Needs survey"),
    Choice("quote", "报价", "Quotation"),
    Choice("collect", "催款", "Collecting payment"),
    Choice("after_sales", "售后回访", "After-sales call"),
    Choice("care", "关怀", "Care"),
    Choice("complaint", "投诉", "Complaint"),
    Choice("satisfaction", "满意度", "Satisfaction"),
    Choice("win_back", "挽回", "Win back"),
    OTHER,
)
OUTCOME = (
    Choice("progress", "有进展", "Progress"),
    Choice("unchanged", "无变化", "No change"),
    Choice("setback", "退步", "Setback"),
    Choice("won", "成交", "Won"),
    Choice("lost", "丢单", "Lost"),
    Choice("not_reached", "无法联系", "Not reached"),
)
CONCESSION = (
    Choice("price", "价格", "Price"),
    Choice("voucher", "购物券", "Voucher"),
    Choice("gift", "赠品", "Gift"),
    Choice("credit_term", "账期", "Credit term"),
    OTHER,
)
COST_CATEGORY = (
    Choice("travel", "差旅", "Travel"),
    Choice("hospitality", "招待", "Hospitality"),
    Choice("sample", "样品", "Samples"),
    Choice("communication", "通讯", "Communication"),
    OTHER,
)
BENEFIT = (
    Choice("financial", "财务利益", "Financial"),
    Choice("social", "社交利益", "Social"),
    Choice("structural", "结构性利益", "Structural"),
)
COOPERATION = (
    Choice("joint_parts", "共同开发配套零配件", "Joint development of parts"),
    Choice("joint_advertising", "联合广告", "Joint advertising"),
    OTHER,
)
SOURCE_KIND = (
    Choice("survey", "顾客调查分析", "Customer survey"),
    Choice("purchased", "信息咨询业购买的第二手资料", "Purchased second-hand data"),
    Choice("own", "本企业资料", "Own records"),
    OTHER,
)
BUY_PLACE = (
    Choice("shop", "门店", "Shop"),
    Choice("on_site", "上门", "At the door"),
    Choice("online", "网上", "Online"),
    Choice("exhibition", "展会", "Trade fair"),
    Choice("customer", "客户处", "Customer's premises"),
    OTHER,
)
BUY_MODE = (
    Choice("cash", "现购", "Cash"),
    Choice("instalments", "分期", "Instalments"),
    Choice("contract", "合同/协议", "Contract"),
    Choice("tender", "招标", "Tender"),
    Choice("online", "网购", "Online"),
    Choice("agent", "经代理", "Through an agent"),
    OTHER,
)
CHANCE = (
    Choice("high", "高", "High"),
    Choice("medium", "中", "Medium"),
    Choice("low", "低", "Low"),
)
#: Ways out of the customer base, C21a (figure) and C21b (statistics).
STOP_REASON = (
    Choice("competitor", "竞争对手", "Competitor"),
    Choice("product_behind", "产品研发跟不上", "Products fell behind"),
    Choice("marketing", "营销策略不对", "Wrong marketing"),
    Choice("service", "对服务不满", "Dissatisfied with service"),
    Choice("employee_left", "员工带走、营销控制", "Taken along by an employee"),
    Choice("interest_moved", "客户兴趣转移", "Interest moved on"),
    OTHER,
)
STOP_DETAIL = (
    Choice("service_poor", "服务太差", "Poor service"),
    Choice("price_high", "价格太高", "Price too high"),
    Choice("quality_poor", "产品质量太差", "Poor quality"),
    OTHER,
)
ORDER_CHANNEL = (
    Choice("shop", "门店", "Shop"),
    Choice("on_site", "上门", "At the door"),
    Choice("phone", "电话", "Phone"),
    Choice("online", "网上", "Online"),
    Choice("dealer", "经销", "Dealer"),
    Choice("exhibition", "展会", "Trade fair"),
)
ORDER_STATE = (
    Choice("open", "未完成", "Open"),
    Choice("delivered", "已交货", "Delivered"),
    Choice("closed", "已完成", "Closed"),
    Choice("cancelled", "已取消", "Cancelled"),
)
PAYMENT_METHOD = (
    Choice("transfer", "转账", "Bank transfer"),
    Choice("cash", "现金", "Cash"),
    Choice("bill", "承兑汇票", "Bill"),
    Choice("mobile", "移动支付", "Mobile payment"),
    OTHER,
)
VERIFIED_BY = (
    Choice("document", "证件原件", "Document seen", ("查看证照", "id_original")),
    Choice("call", "回访电话", "Called back", ("电话核实",)),
    Choice("business_card", "名片", "Business card"),
    Choice("visit", "现场核实", "On-site visit"),
    Choice("registry", "工商查询", "Public register", ("登记系统查询",)),
    Choice("customer", "客户确认", "Confirmed by the customer"),
    OTHER,
)
#: Without a mark a field is not verified; a mark says one of these (domain contract §1.0-3).
VERIFIED_STATE = (
    Choice("verified", "已核实", "Verified"),
    Choice("doubtful", "存疑", "Doubtful"),
)
LINK_KIND = (
    Choice("referred_by", "由其介绍", "Referred by"),
    Choice("belongs_to", "隶属于", "Belongs to"),
    Choice("supplies", "供货给", "Supplies"),
    Choice("family", "亲属", "Family"),
    Choice("employer", "任职于", "Employed by"),
    OTHER,
)
#: The same relations as they read on the other customer's card.
LINK_REVERSED = {
    "referred_by": Choice("referred_by", "介绍了", "Referred"),
    "belongs_to": Choice("belongs_to", "下属", "Has below it"),
    "supplies": Choice("supplies", "由其供货", "Supplied by"),
    "family": Choice("family", "亲属", "Family"),
    "employer": Choice("employer", "员工", "Employs"),
    "other": OTHER,
}
#: F16. Frozen (待裁定) is a quote to a customer of whom several people say that he is theirs; nobody sends it.
FREE, APPROVED, REFUSED, FROZEN, TAKEN_BACK = "free", "approved", "refused", "frozen", "withdrawn"
#: States in which a quote asks for nothing more.
DEAD_QUOTES = frozenset((TAKEN_BACK, REFUSED))
QUOTE_STATE = (
    Choice(FREE, "自由", "Free"),
    Choice("pending", "待批准", "For approval"),
    Choice(APPROVED, "已批准", "Approved"),
    Choice(REFUSED, "驳回", "Refused"),
    Choice(FROZEN, "待裁定", "Frozen"),
    Choice(TAKEN_BACK, "撤回", "Withdrawn"),
)
CLAIM_STATE = (
    Choice("valid", "有效", "Valid"),
    Choice("expired", "过期", "Expired"),
    Choice("disputed", "争议", "Disputed"),
    Choice("decided", "裁定", "Decided"),
    Choice("withdrawn", "撤回", "Withdrawn"),
)
