"""Schemes that describe firms, times or promotions. No customer has such a class; people read them (§2.3, §2.5)."""

from __future__ import annotations

from desktop_crm.domain.classification.model import ClassValue, Group, Kind, Scheme


def _text(scheme_id: str, zh: str, en: str, basis: tuple[str, str], rule: tuple[str, str], *pairs: str) -> Scheme:
    """Declare a scheme for reading; ``pairs`` are Chinese and English names in turn."""
    values = tuple(
        ClassValue(str(number), zh_name, en_name)
        for number, (zh_name, en_name) in enumerate(zip(pairs[::2], pairs[1::2], strict=True), 1)
    )
    return Scheme(
        id=scheme_id, zh=zh, en=en, group=Group.TEXT, basis=basis, rule=rule, values=values, kind=Kind.DESCRIBED
    )


FURTHER = _text(
    "C13",
    "其他分类依据",
    "Further bases",
    ("习题中的三种依据", "Three bases of the exercises"),
    (
        "按产品线见“产品”，按贸易关系见“贸易关系”，按客户购买规模见“客户购买规模”。",
        "Product line: see Product. Trade relation and purchase size: see there.",
    ),
    "按产品线",
    "Product line",
    "按贸易关系",
    "Trade relation",
    "按客户购买规模",
    "Purchase size",
)
STAGES = _text(
    "C24a",
    "CRM 四阶段",
    "Four stages of CRM",
    ("工作的先后", "Order of work"),
    ("客户关系管理的四个阶段。", "The four stages of customer relationship management."),
    "识别客户",
    "Identify customers",
    "分析客户行为规律",
    "Analyse their behaviour",
    "保持良性接触",
    "Keep in good contact",
    "调整产品或服务",
    "Adjust products or services",
)
PROCESS = _text(
    "C24b",
    "客户关系管理流程",
    "Process",
    ("工作的先后", "Order of work"),
    ("客户关系管理的流程。", "The process of customer relationship management."),
    "客户识别",
    "Identify",
    "客户选择",
    "Choose",
    "客户接触",
    "Contact",
    "客户维护",
    "Keep",
    "客户发展",
    "Develop",
)
CONTENT = _text(
    "C24c",
    "客户关系管理内容",
    "Content",
    ("工作的内容", "What is done"),
    ("客户关系管理的内容。", "The content of customer relationship management."),
    "分析客户",
    "Analyse",
    "选择客户",
    "Choose",
    "获得客户",
    "Win",
    "维系客户",
    "Keep",
    "提升客户",
    "Raise",
)
PROMOTIONS = _text(
    "C27",
    "促销分类",
    "Promotions",
    ("类型、媒体、意图", "Type, medium, intention"),
    ("促销活动按类型、媒体和意图分类。", "Promotions by type, medium and intention."),
    "类型：折价、库存补贴、广告支持、经销商返利、促销工具的配备",
    "Types: price cut, stock allowance, advertising support, dealer rebate, promotional tools",
    "媒体：广播、电视、网络、报纸",
    "Media: radio, television, internet, newspapers",
    "意图：扩大销售、扩大影响、扩大提货量",
    "Intentions: more sales, more influence, more offtake",
)
THINKING = _text(
    "C29",
    "管理理念的演变",
    "Stages of management thinking",
    ("企业以什么为中心", "What the firm is centred on"),
    (
        "企业管理理念的演变，括号里是焦点和核心活动。",
        "How the thinking of firms developed; focus and core activity in brackets.",
    ),
    "产品中心论（产值；扩大生产规模）",
    "Product-centred (output; larger production)",
    "销售中心论（销售额；促销、质量控制）",
    "Sales-centred (sales; promotion, quality control)",
    "利润中心论（利润；成本管理）",
    "Profit-centred (profit; cost management)",
    "客户中心论（客户满意、客户忠诚；客户关系管理）",
    "Customer-centred (satisfaction, loyalty; CRM)",
)
CYCLE = _text(
    "C29b",
    "CRM 运用循环",
    "Cycle of CRM in use",
    ("行业所处的时期", "Period of the trade"),
    ("各行业运用 CRM 的时期。", "The periods in which trades take up CRM."),
    "导入期",
    "Introduction",
    "起飞期",
    "Take-off",
    "高峰期",
    "Peak",
    "成熟期",
    "Maturity",
)

TEXTS = (FURTHER, STAGES, PROCESS, CONTENT, PROMOTIONS, THINKING, CYCLE)
