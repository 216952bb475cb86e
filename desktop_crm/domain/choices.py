"""Code lists of the declared fields. Codes never change; labels may.

Sources: domain contract §1.2-1.3 and §2; GB/T 2261.1, 2261.3, 4658, 4761 where named there.
"""

from __future__ import annotations

from desktop_crm.domain.fields import Choice

CUSTOMER_KIND = (
    Choice("individual", "个人", "Individual", ("个人客户",)),
    Choice("organisation", "组织", "Organisation", ("单位", "企业", "公司", "organization")),
)
RECORD_STATUS = (
    Choice("draft", "草稿", "Draft"),
    Choice("filed", "已建档", "Filed"),
)
SEX = (
    Choice("male", "男", "Male", ("1", "M", "先生")),
    Choice("female", "女", "Female", ("2", "F", "女士")),
    Choice("not_stated", "未说明", "Not stated", ("9",)),
    Choice("unknown", "未知", "Unknown", ("0",)),
)
HEALTH = (
    Choice("good", "健康或良好", "Good", ("健康", "良好")),
    Choice("fair", "一般或较弱", "Fair", ("一般", "较弱")),
    Choice("chronic", "有慢性病", "Chronic condition", ("慢性病",)),
    Choice("impaired", "有生理缺陷或残疾", "Impairment or disability", ("残疾",)),
    Choice("not_stated", "未说明", "Not stated"),
)
INCOME = (
    Choice("not_stated", "未说明", "Not stated"),
    Choice("under_50k", "5万元以下", "Under ¥50,000", ("<5万", "<5万元")),
    Choice("50k_100k", "5–10万元", "¥50,000–100,000", ("5-10万", "5–10万")),
    Choice("100k_200k", "10–20万元", "¥100,000–200,000", ("10-20万", "10–20万")),
    Choice("200k_500k", "20–50万元", "¥200,000–500,000", ("20-50万", "20–50万")),
    Choice("500k_1m", "50–100万元", "¥500,000–1,000,000", ("50-100万", "50–100万")),
    Choice("over_1m", "100万元以上", "¥1,000,000 or more", ("≥100万", "≥100万元", ">=100万")),
)
EDUCATION = (
    Choice("doctor", "研究生(博士)", "Doctorate", ("博士", "博士研究生")),
    Choice("master", "研究生(硕士)", "Master's degree", ("硕士", "硕士研究生", "研究生")),
    Choice("bachelor", "大学本科", "Bachelor's degree", ("本科",)),
    Choice("college", "大学专科", "Junior college", ("大专", "专科")),
    Choice("vocational", "中等职业", "Vocational secondary", ("中专", "中职")),
    Choice("high_school", "普通高中", "High school", ("高中",)),
    Choice("middle_school", "初中", "Middle school"),
    Choice("primary_school", "小学", "Primary school"),
    Choice("other", "其他", "Other"),
    Choice("not_stated", "未说明", "Not stated"),
)
CREDIT = (
    Choice("A", "A 优", "A excellent", ("优", "A级", "A（优）")),
    Choice("B", "B 良", "B good", ("良", "B级")),
    Choice("C", "C 一般", "C fair", ("一般", "C级")),
    Choice("D", "D 差", "D poor", ("差", "D级")),
    Choice("N", "N 未评", "N not rated", ("未评",)),
)
ID_TYPE = (
    Choice("resident_id", "居民身份证", "Resident identity card", ("身份证", "二代身份证")),
    Choice("household_register", "户口簿", "Household register", ("户口本",)),
    Choice("passport", "护照", "Passport"),
    Choice("military_id", "军人证件", "Military identity document", ("军官证", "士兵证")),
    Choice("hk_macao_permit", "港澳居民来往内地通行证", "Hong Kong/Macao travel permit", ("回乡证",)),
    Choice("taiwan_permit", "台湾居民来往大陆通行证", "Taiwan travel permit", ("台胞证",)),
    Choice("hmt_residence", "港澳台居民居住证", "Hong Kong/Macao/Taiwan residence permit"),
    Choice("foreign_residence", "外国人永久居留身份证", "Foreign permanent resident card"),
    Choice("other", "其他", "Other"),
)
LICENCE_TYPE = (
    Choice("uscc", "统一社会信用代码证照", "Unified social credit code", ("营业执照", "统一社会信用代码")),
    Choice("org_code", "组织机构代码证(旧)", "Organisation code (old)", ("组织机构代码证",)),
    Choice("foreign", "境外注册文件", "Foreign registration"),
    Choice("other", "其他", "Other"),
)
RELATION = (
    Choice("spouse", "配偶", "Spouse", ("妻子", "丈夫", "爱人", "夫", "妻", "1")),
    Choice("son", "子", "Son", ("儿子", "2")),
    Choice("daughter", "女", "Daughter", ("女儿", "3")),
    Choice("grandchild", "孙辈", "Grandchild", ("孙子", "孙女", "外孙", "外孙女", "4")),
    Choice("parent", "父母", "Parent", ("父亲", "母亲", "父", "母", "爸爸", "妈妈", "5")),
    Choice("grandparent", "祖父母", "Grandparent", ("祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "6")),
    Choice("sibling", "兄弟姐妹", "Sibling", ("哥哥", "弟弟", "姐姐", "妹妹", "兄", "弟", "姐", "妹", "7")),
    Choice("other", "其他", "Other", ("8",)),
)
NATURE = (
    Choice("individual", "顾客个人", "Individual consumer", ("个人", "IND")),
    Choice("manufacturer", "制造商客户", "Manufacturer", ("制造商", "MFR")),
    Choice("wholesaler", "中间商·批发商", "Wholesaler", ("批发商", "MID.WHL")),
    Choice("retailer", "中间商·零售商", "Retailer", ("零售商", "MID.RTL")),
    Choice("exclusive_shop", "零售商·专营店", "Exclusive shop", ("专营店", "MID.RTL.EXC")),
    Choice("supermarket", "零售商·超级市场", "Supermarket", ("超级市场", "超市", "MID.RTL.SUP")),
    Choice("department_store", "零售商·百货商店", "Department store", ("百货商店", "MID.RTL.DEP")),
    Choice("chain_store", "零售商·连锁店", "Chain store", ("连锁店", "MID.RTL.CHN")),
    Choice("convenience_store", "零售商·便利店", "Convenience store", ("便利店", "MID.RTL.CVS")),
    Choice("wholesale_club", "零售商·批发俱乐部", "Warehouse club", ("批发俱乐部", "MID.RTL.CLB")),
    Choice("agent", "中间商·代理商", "Agent", ("代理商", "MID.AGT")),
    Choice("government", "政府机构", "Government body", ("政府和社会团体客户", "政府", "GOV")),
    Choice("special", "特殊公司", "Special company"),
    Choice("ordinary", "普通公司", "Ordinary company", ("企业", "公司")),
    Choice("partner", "交易伙伴", "Trading partner"),
)
#: Natures that are a form of shop -> their place in the tree C8.
SHOP_FORMS = {
    "exclusive_shop": "MID.RTL.EXC",
    "supermarket": "MID.RTL.SUP",
    "department_store": "MID.RTL.DEP",
    "chain_store": "MID.RTL.CHN",
    "convenience_store": "MID.RTL.CVS",
    "wholesale_club": "MID.RTL.CLB",
}
#: C12 and C23: a customer in the narrow sense, or one of the wide.
RELATION_SCOPE = (
    Choice("customer", "消费者/客户", "Customer", ("客户", "消费者")),
    Choice("supplier", "供应商", "Supplier"),
    Choice("distributor", "分销商", "Distributor"),
    Choice("department", "内部部门", "Own department"),
    Choice("branch", "分公司", "Own branch"),
)
OPERATING = (
    Choice("good", "良好", "Good"),
    Choice("fair", "一般", "Fair"),
    Choice("difficult", "困难", "Difficult"),
    Choice("suspended", "停业", "Suspended"),
    Choice("deregistered", "注销", "Deregistered"),
    Choice("unknown", "未知", "Unknown"),
)
REVENUE = (
    Choice("under_1m", "100万元以下", "Under ¥1m", ("<100万",)),
    Choice("1m_5m", "100–500万元", "¥1m–5m", ("100-500万", "100–500万")),
    Choice("5m_30m", "500–3000万元", "¥5m–30m", ("500-3000万", "500–3000万")),
    Choice("30m_100m", "3000万–1亿元", "¥30m–100m", ("3000万-1亿", "3000万–1亿")),
    Choice("100m_400m", "1–4亿元", "¥100m–400m", ("1-4亿", "1–4亿")),
    Choice("over_400m", "4亿元以上", "¥400m or more", ("≥4亿元", "≥4亿")),
    Choice("unknown", "未知", "Unknown"),
)
CARD_KIND = (
    Choice("prospect", "潜在", "Prospect", ("潜在客户",)),
    Choice("active", "现有", "Current", ("现有客户",)),
    Choice("former", "旧", "Former", ("旧客户",)),
)
TIER = (
    Choice("vip", "VIP客户", "VIP", ("VIP",)),
    Choice("major", "主要客户", "Major", ("主要",)),
    Choice("ordinary", "普通客户", "Ordinary", ("普通",)),
    Choice("small", "小客户", "Small", ("小",)),
)
CONTACT_CHANNEL = (
    Choice("phone", "电话", "Phone"),
    Choice("sms", "短信", "Text message"),
    Choice("email", "邮件", "E-mail"),
    Choice("post", "邮寄", "Post"),
)
SOURCE_CHANNEL = (
    Choice("referral", "他人介绍", "Referral", ("转介绍", "朋友介绍")),
    Choice("finance", "财务部门", "Finance department"),
    Choice("sales", "销售部门", "Sales department", ("销售",)),
    Choice("service", "客户服务部门", "Customer service"),
    Choice("web", "网络", "Internet", ("网站", "官网")),
    Choice("media", "电视、报刊、杂志", "Television, press"),
    Choice("association", "行业协会", "Industry association", ("协会",)),
    Choice("exhibition", "展会", "Trade fair", ("展览会",)),
    Choice("customer", "顾客", "Customers"),
    Choice("government", "政府", "Government"),
    Choice("commercial", "商业机构", "Commercial bodies"),
    Choice("other", "其他", "Other"),
)
DECISION_ROLE = (
    Choice("initiator", "发起者", "Initiator"),
    Choice("influencer", "影响者", "Influencer"),
    Choice("decider", "决策者", "Decider"),
    Choice("approver", "批准者", "Approver"),
    Choice("buyer", "购买者", "Buyer"),
    Choice("user", "使用者", "User"),
    Choice("gatekeeper", "信息控制者", "Gatekeeper"),
)
REGION = (
    Choice("north", "华北区", "North"),
    Choice("northeast", "东北区", "Northeast"),
    Choice("east", "华东区", "East"),
    Choice("central", "华中区", "Central"),
    Choice("south", "华南区", "South"),
    Choice("southwest", "西南区", "Southwest"),
    Choice("northwest", "西北区", "Northwest"),
)
