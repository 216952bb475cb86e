"""Schemes that a field of the card decides: nature, region, industry, scope, trade relation, credit, source."""

from __future__ import annotations

from desktop_crm.domain import choices as codes
from desktop_crm.domain.classification.model import (
    NONE,
    OTHER,
    Case,
    ClassValue,
    Evidence,
    Group,
    Kind,
    Scheme,
    Values,
    Verdict,
)
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.domain.parameter_types import Entries, find_entry

UNKNOWN = ClassValue(NONE, "未分类", "Unclassified")
_LISTED_OTHER = ClassValue(OTHER, "其他", "Other")

#: Nature on the card -> class in C1. What is special only a manager says (:data:`NATURE`).
_C1_OF = {
    "government": "government",
    "special": "ordinary",
    "ordinary": "ordinary",
    "individual": "individual",
    "manufacturer": "ordinary",
    "partner": "partner",
    **dict.fromkeys(("wholesaler", "retailer", "agent", *codes.SHOP_FORMS), "partner"),
}
_C8_OF = {
    "individual": "IND",
    "manufacturer": "MFR",
    "wholesaler": "MID.WHL",
    "retailer": "MID.RTL",
    "agent": "MID.AGT",
    "government": "GOV",
    **codes.SHOP_FORMS,
}
_SCOPE_OF = {
    "wholesaler": "distributor",
    "retailer": "distributor",
    "agent": "distributor",
    **dict.fromkeys(codes.SHOP_FORMS, "distributor"),
}
_C12_OF = {
    "customer": "NAR",
    "supplier": "WID.SUP",
    "distributor": "WID.DIS",
    "department": "WID.DEP",
    "branch": "WID.BRA",
}
_C23_OF = {
    "customer": "customer",
    "supplier": "upstream",
    "distributor": "downstream",
    "department": "internal",
    "branch": "internal",
}


def _stated(text: str) -> tuple[Evidence, ...]:
    return (Evidence("stated", {"value": text}),)


def _nature(case: Case) -> Verdict:
    facts = case.facts
    if facts.kind == "individual":
        return Verdict("individual", (Evidence("is_person"),))
    found = _C1_OF.get(facts.nature)
    if found is None and facts.state_body:
        return Verdict("government", (Evidence("state_code"),))
    if found is None:
        return Verdict(NONE, (Evidence("nature_empty"),))
    if facts.nature == "special":
        return Verdict(found, (Evidence("special_unconfirmed"),))
    return Verdict(found, (Evidence("nature_of", {"nature": facts.nature}),))


def _tree(case: Case) -> Verdict:
    facts = case.facts
    if facts.kind == "individual":
        return Verdict("IND", (Evidence("is_person"),))
    found = _C8_OF.get(facts.nature)
    if found is None and facts.state_body:
        return Verdict("GOV", (Evidence("state_code"),))
    if found is None:
        return Verdict(
            NONE, (Evidence("nature_of", {"nature": facts.nature}) if facts.nature else Evidence("nature_empty"),)
        )
    return Verdict(found, (Evidence("nature_of", {"nature": facts.nature}),))


def _region(case: Case) -> Verdict:
    region = case.facts.region
    return Verdict(region, (Evidence("address"),)) if region else Verdict(NONE, (Evidence("address_unknown"),))


def listed(text: str, entries: Entries) -> str:
    """Return the class of what a card or an order says: the company's, other, or without a list the words."""
    if not entries:
        return text
    found = find_entry(entries, text)
    return found.code if found else OTHER


def _by_list(text: str, entries: Entries) -> Verdict:
    if not text:
        return Verdict(NONE, (Evidence("not_filled"),))
    return Verdict(listed(text, entries), _stated(text))


def _industry(case: Case) -> Verdict:
    return _by_list(case.facts.industry, case.parameters.industries)


def _trade_relation(case: Case) -> Verdict:
    return _by_list(case.facts.trade_relation, case.parameters.trade_relations)


def list_values(entries: Entries, none: ClassValue = UNKNOWN) -> Values:
    """Return the values of a company's list, other and none included."""
    declared = tuple(ClassValue(entry.code, entry.zh, entry.en) for entry in entries)
    return (*declared, _LISTED_OTHER, none) if declared else (none,)


def _industries(parameters: Parameters) -> Values:
    return list_values(parameters.industries)


def _trade_relations(parameters: Parameters) -> Values:
    return list_values(parameters.trade_relations)


def _regions(parameters: Parameters) -> Values:
    known = tuple(ClassValue(choice.code, choice.zh, choice.en) for choice in codes.REGION)
    more = tuple(ClassValue(entry.code, entry.zh, entry.en) for entry in parameters.more_regions)
    return (*known, *more, ClassValue(NONE, "地区不明", "Unknown"))


def _scope(case: Case) -> tuple[str, Evidence]:
    facts = case.facts
    if facts.relation_scope:
        return facts.relation_scope, Evidence("scope_stated")
    if facts.supplies:
        return "supplier", Evidence("supplies")
    found = _SCOPE_OF.get(facts.nature, "customer")
    return found, Evidence("scope_by_nature" if found == "distributor" else "scope_default")


def _range(case: Case) -> Verdict:
    scope, why = _scope(case)
    return Verdict(_C12_OF.get(scope, "NAR"), (why,))


def _area(case: Case) -> Verdict:
    scope, why = _scope(case)
    return Verdict(_C23_OF.get(scope, "customer"), (why,))


def _credit(case: Case) -> Verdict:
    grade = case.facts.credit or "N"
    return Verdict(grade, (Evidence("credit_none" if grade == "N" else "credit_stated"),))


_INTERNAL = ("sales", "finance", "service")


def _channel(case: Case) -> Verdict:
    source = case.facts.source
    if not source:
        return Verdict(NONE, (Evidence("not_filled"),))
    known = next((value.code for value in _CHANNELS if value.code.endswith(f".{source}")), OTHER)
    return Verdict(known, (Evidence("source_stated"),))


_CHANNELS: Values = (
    ClassValue("INT", "内部渠道", "Internal channels"),
    *(ClassValue(f"INT.{c.code}", c.zh, c.en, "INT") for c in codes.SOURCE_CHANNEL if c.code in _INTERNAL),
    ClassValue("EXT", "外部渠道", "External channels"),
    *(
        ClassValue(f"EXT.{c.code}", c.zh, c.en, "EXT")
        for c in codes.SOURCE_CHANNEL
        if c.code not in (*_INTERNAL, OTHER)
    ),
    _LISTED_OTHER,
    UNKNOWN,
)

NATURE = Scheme(
    id="C1",
    zh="客户性质",
    en="Nature",
    group=Group.TABLE,
    basis=("客户是谁", "Who the customer is"),
    rule=(
        "个人卡片为顾客个人；单位按卡片上的客户性质；统一社会信用代码以 11 开头而没有填性质的，为政府机构。"
        "特殊公司只能由经理人工指定。",
        "Cards of people are individual consumers; organisations go by the nature on the card, or by a social credit "
        "code that begins with 11 (state bodies). Only a manager makes a customer special.",
    ),
    values=(
        ClassValue("government", "政府机构", "Government body"),
        ClassValue("special", "特殊公司", "Special company"),
        ClassValue("ordinary", "普通公司", "Ordinary company"),
        ClassValue("individual", "顾客个人", "Individual consumer"),
        ClassValue("partner", "交易伙伴", "Trading partner"),
        UNKNOWN,
    ),
    kind=Kind.CARD,
    decide=_nature,
    field="customer_nature",
    manager_only=frozenset({"special"}),
)

REGION = Scheme(
    id="C5",
    zh="地区",
    en="Region",
    group=Group.TABLE,
    basis=("通讯地址的省份", "Province of the address"),
    rule=(
        "按通讯地址的省份归入七大区；公司另加的地区由人工指定。",
        "The province of the address decides; regions the company adds are given by hand.",
    ),
    own_values=_regions,
    decide=_region,
    list_parameter="more_regions",
    field="mailing_address",
)

INDUSTRY = Scheme(
    id="C6",
    zh="行业",
    en="Industry",
    group=Group.TABLE,
    basis=("卡片上的行业", "Industry on the card"),
    rule=(
        "卡片上的行业在公司行业表里的，归入该行业，不在表里的归其他；没有行业表时按卡片所写。",
        "The industry on the card, by the company's list; without a list, as the card says.",
    ),
    own_values=_industries,
    kind=Kind.CARD,
    decide=_industry,
    list_parameter="industries",
    open=True,
    field="industry_code",
)

TREE = Scheme(
    id="C8",
    zh="客户性质树",
    en="Tree of natures",
    group=Group.NATURE,
    basis=("客户在流通中的位置", "Place in the trade"),
    rule=(
        "按卡片上的客户性质归入个人、制造商、中间商（批发商、零售商及六种门店、代理商）、政府和社会团体。",
        "The nature on the card: individual, manufacturer, intermediary with its shop forms, government.",
    ),
    values=(
        ClassValue("IND", "个人客户", "Individuals"),
        ClassValue("MFR", "制造商客户", "Manufacturers"),
        ClassValue("MID", "中间商客户", "Intermediaries"),
        ClassValue("MID.WHL", "批发商", "Wholesalers", "MID"),
        ClassValue("MID.RTL", "零售商", "Retailers", "MID"),
        ClassValue("MID.RTL.EXC", "专营店", "Exclusive shops", "MID.RTL"),
        ClassValue("MID.RTL.SUP", "超级市场", "Supermarkets", "MID.RTL"),
        ClassValue("MID.RTL.DEP", "百货商店", "Department stores", "MID.RTL"),
        ClassValue("MID.RTL.CHN", "连锁店", "Chain stores", "MID.RTL"),
        ClassValue("MID.RTL.CVS", "便利店", "Convenience stores", "MID.RTL"),
        ClassValue("MID.RTL.CLB", "批发俱乐部", "Warehouse clubs", "MID.RTL"),
        ClassValue("MID.AGT", "代理商", "Agents", "MID"),
        ClassValue("GOV", "政府和社会团体客户", "Government and social bodies"),
        UNKNOWN,
    ),
    kind=Kind.CARD,
    decide=_tree,
    field="customer_nature",
)

RANGE = Scheme(
    id="C12",
    zh="客户范畴",
    en="Range of customers",
    group=Group.NATURE,
    basis=("狭义还是广义的客户", "Narrow or wide sense"),
    rule=(
        "按卡片上的关系范围；没有填时，供货给我方的为供应商，中间商为分销商，其余为消费者。",
        "By the scope on the card; else who supplies us is a supplier, an intermediary a distributor.",
    ),
    values=(
        ClassValue("NAR", "狭义：消费者", "Narrow: consumers"),
        ClassValue("WID", "广义", "Wide"),
        ClassValue("WID.SUP", "上游供应商", "Suppliers", "WID"),
        ClassValue("WID.DIS", "下游分销商", "Distributors", "WID"),
        ClassValue("WID.DEP", "内部部门", "Own departments", "WID"),
        ClassValue("WID.BRA", "分公司", "Own branches", "WID"),
    ),
    kind=Kind.CARD,
    decide=_range,
    field="relation_scope",
)

TRADE_RELATION = Scheme(
    id="C13a",
    zh="贸易关系",
    en="Trade relation",
    group=Group.NATURE,
    basis=("怎样做生意", "How business is done"),
    rule=("卡片上的贸易关系，按公司的贸易关系表。", "The trade relation on the card, by the company's list."),
    own_values=_trade_relations,
    kind=Kind.CARD,
    decide=_trade_relation,
    list_parameter="trade_relations",
    open=True,
    field="trade_relation",
)

AREA = Scheme(
    id="C23",
    zh="关系管理的七个方面",
    en="Seven areas of relations",
    group=Group.NATURE,
    basis=("这段关系属于哪个方面", "To which area the relation belongs"),
    rule=(
        "按关系范围：供应商为上游企业，分销商为下游企业和销售商，内部部门和分公司为企业内部劳资，其余为客户；"
        "横向企业、社会和环境、所有者由人工指定。",
        "By the scope: suppliers upstream, distributors downstream, own departments internal, others customers; "
        "the remaining areas are given by hand.",
    ),
    values=(
        ClassValue("upstream", "上游企业", "Upstream firms"),
        ClassValue("lateral", "横向企业", "Firms alongside"),
        ClassValue("downstream", "下游企业和销售商", "Downstream firms and sellers"),
        ClassValue("internal", "企业内部劳资", "Own staff"),
        ClassValue("customer", "客户", "Customers"),
        ClassValue("society", "社会和环境", "Society and environment"),
        ClassValue("owner", "所有者利益", "Owners"),
    ),
    kind=Kind.CARD,
    decide=_area,
    field="relation_scope",
)

CREDIT = Scheme(
    id="C26",
    zh="信誉度",
    en="Credit standing",
    group=Group.CARD,
    basis=("卡片上的信誉度", "Credit standing on the card"),
    rule=("卡片上评定的信誉度；没有评的为未评。", "The credit standing on the card."),
    values=tuple(ClassValue(choice.code, choice.zh, choice.en) for choice in codes.CREDIT),
    kind=Kind.CARD,
    decide=_credit,
    field="credit_standing",
)

CHANNEL = Scheme(
    id="C28",
    zh="信息来源渠道",
    en="Source channel",
    group=Group.CARD,
    basis=("卡片上的信息来源", "Source on the card"),
    rule=("卡片上的信息来源，分内部渠道和外部渠道。", "The source on the card, internal or external."),
    values=_CHANNELS,
    kind=Kind.CARD,
    decide=_channel,
    field="source_channel",
)
