"""Every record type of the customer file, declared once (domain contract §1.2, §1.3, §1.5).

To add a field: one declaration here, one Alembic revision, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_crm.domain import choices as codes
from desktop_crm.domain.campaign_records import CAMPAIGN_RECORDS
from desktop_crm.domain.claim_records import CLAIM_RECORDS
from desktop_crm.domain.fields import (
    Cell,
    Field,
    FieldType,
    FormKind,
    Mask,
    Merge,
    RecordType,
    SearchIn,
    Sensitivity,
)
from desktop_crm.domain.file_records import FILE_RECORDS
from desktop_crm.domain.merged_card import MERGED_CARD
from desktop_crm.domain.quality_records import QUALITY_RECORDS
from desktop_crm.domain.saved_view import SAVED_VIEW, TEAM_VIEW
from desktop_crm.domain.validation import validators as check

IND, ORG = FormKind.INDIVIDUAL, FormKind.ORGANISATION
BOTH = frozenset((IND, ORG))
P1, P2, P3, B = Sensitivity.P1, Sensitivity.P2, Sensitivity.P3, Sensitivity.B
MORE, BUSINESS = "more", "business"


def _both(row: int, column: int, span: int) -> dict[FormKind, Cell]:
    cell = Cell(row, column, span)
    return {IND: cell, ORG: cell}


def _at(kind: FormKind, row: int, column: int, span: int) -> dict[FormKind, Cell]:
    return {kind: Cell(row, column, span)}


_HEADER = (
    Field(
        id="customer_no", zh="编号", en="Number", max_length=40, merge=Merge.IMPORTANT, search=SearchIn.DIGITS,
        required=BOTH, aliases=("no", "客户编号", "客户号", "编码"),
    ),
    Field(
        id="signed_by", zh="签单人员", en="Signed by", max_length=50, required=BOTH,
        aliases=("业务员", "销售员", "业务人员", "负责人", "salesperson"),
    ),
    Field(
        id="form_date", zh="填表日期", en="Date filled in", type=FieldType.DATE, validator=check.form_date,
        required=BOTH, aliases=("建档日期", "登记日期", "date"),
    ),
)

_BASIC = (
    Field(
        id="customer_kind", zh="客户类型", en="Kind", type=FieldType.CHOICE, choices=codes.CUSTOMER_KIND,
        default="individual", merge=Merge.IMPORTANT, aliases=("kind", "类型"),
    ),
    Field(
        id="record_status", zh="档案状态", en="File status", type=FieldType.CHOICE, choices=codes.RECORD_STATUS,
        default="draft", merge=Merge.STATE, aliases=("status", "状态"),
    ),
    # Rows 0-1 of Table 6-1: three pairs each.
    Field(
        id="full_name", zh="姓名", en="Name", validator=check.person_name, sensitivity=P1, merge=Merge.IMPORTANT,
        search=SearchIn.NAME, max_length=50, required=frozenset((IND,)), cells=_at(IND, 0, 0, 4), weight=10,
        aliases=("客户姓名", "客户名称", "名字", "name"), verifiable=True,
    ),
    Field(
        id="org_name", zh="单位名称", en="Organisation", validator=check.organisation_name, merge=Merge.IMPORTANT,
        search=SearchIn.NAME, max_length=100, required=frozenset((ORG,)), cells=_at(ORG, 0, 0, 4), weight=10,
        aliases=("公司名称", "企业名称", "单位", "organization", "company"), verifiable=True,
    ),
    Field(
        id="sex", zh="性别", en="Sex", type=FieldType.CHOICE, choices=codes.SEX, sensitivity=P1,
        cells=_at(IND, 0, 4, 4), weight=2, aliases=("gender",),
    ),
    Field(
        id="customer_nature", zh="客户性质", en="Nature", type=FieldType.CHOICE, choices=codes.NATURE,
        required=frozenset((ORG,)), cells=_at(ORG, 0, 4, 4), weight=4, aliases=("性质", "nature"),
    ),
    Field(
        id="age_stated", zh="年龄", en="Age", type=FieldType.INTEGER, validator=check.age, sensitivity=P1,
        cells=_at(IND, 0, 8, 4), weight=2, aliases=("age",),
    ),
    Field(
        id="founded_on", zh="成立日期", en="Founded", type=FieldType.DATE, validator=check.past_date,
        cells=_at(ORG, 0, 8, 4), weight=2, aliases=("成立时间",),
    ),
    Field(
        id="native_place", zh="籍贯", en="Native place", sensitivity=P1, max_length=50, cells=_at(IND, 1, 0, 4),
        weight=2,
    ),
    Field(
        id="registered_place", zh="注册地", en="Registered place", max_length=100, cells=_at(ORG, 1, 0, 4), weight=2,
    ),
    Field(
        id="health_status", zh="健康状况", en="Health", type=FieldType.CHOICE, choices=codes.HEALTH, sensitivity=P2,
        mask=Mask.HIDDEN, cells=_at(IND, 1, 4, 4), weight=1, aliases=("健康",),
    ),
    Field(
        id="operating_status", zh="经营状况", en="State of business", type=FieldType.CHOICE, choices=codes.OPERATING,
        sensitivity=B, cells=_at(ORG, 1, 4, 4), weight=2,
    ),
    Field(
        id="annual_income_band", zh="年收入状况", en="Annual income", type=FieldType.CHOICE, choices=codes.INCOME,
        sensitivity=P2, mask=Mask.HIDDEN, cells=_at(IND, 1, 8, 4), weight=2, aliases=("年收入", "收入"),
    ),
    Field(
        id="annual_revenue_band", zh="年营业额", en="Annual turnover", type=FieldType.CHOICE, choices=codes.REVENUE,
        sensitivity=B, cells=_at(ORG, 1, 8, 4), weight=2, aliases=("营业额",),
    ),
    # Rows 2-6: two pairs each.
    Field(
        id="highest_education", zh="最高学历", en="Education", type=FieldType.CHOICE, choices=codes.EDUCATION,
        sensitivity=P1, cells=_at(IND, 2, 0, 6), weight=2, aliases=("学历", "文化程度"),
    ),
    Field(
        id="qualification", zh="资质等级", en="Qualification", max_length=100, cells=_at(ORG, 2, 0, 6), weight=2,
        aliases=("资质",),
    ),
    Field(
        id="credit_standing", zh="信誉度", en="Credit standing", type=FieldType.CHOICE, choices=codes.CREDIT,
        default="N", sensitivity=B, cells=_both(2, 6, 6), weight=2, aliases=("信誉", "信用等级", "等级"),
    ),
    Field(
        id="id_type", zh="证件类型", en="Document type", type=FieldType.CHOICE, choices=codes.ID_TYPE, sensitivity=P1,
        group="document", cells=_at(IND, 3, 0, 6), weight=2, aliases=("证件",),
    ),
    Field(
        id="licence_type", zh="证照类型", en="Licence type", type=FieldType.CHOICE, choices=codes.LICENCE_TYPE,
        group="licence", cells=_at(ORG, 3, 0, 6), weight=2,
    ),
    Field(
        id="id_number", zh="证件号码", en="Document number", validator=check.id_document, sensitivity=P2,
        merge=Merge.IMPORTANT, unique=True, group="document", mask=Mask.ID_NUMBER, max_length=30,
        cells=_at(IND, 3, 6, 6), weight=4, aliases=("身份证号", "身份证号码", "证件号", "身份证"), verifiable=True,
    ),
    Field(
        id="licence_no", zh="证照号码", en="Licence number", validator=check.licence_document, merge=Merge.IMPORTANT,
        unique=True, group="licence", max_length=30, cells=_at(ORG, 3, 6, 6), weight=4,
        aliases=("统一社会信用代码", "税号", "信用代码"), verifiable=True,
    ),
    Field(
        id="mailing_address", zh="通讯地址", en="Mailing address", sensitivity=P1, group="address",
        search=SearchIn.TEXT, mask=Mask.ADDRESS, cells=_both(4, 0, 6), weight=6,
        aliases=("地址", "联系地址", "address"), verifiable=True,
    ),
    Field(
        id="postal_code", zh="邮政编码", en="Postcode", validator=check.postcode, sensitivity=P1, group="address",
        max_length=10, cells=_both(4, 6, 6), weight=2, aliases=("邮编", "zip", "postcode"),
    ),
    Field(
        id="landline_phone", zh="固定电话", en="Landline", validator=check.landline, sensitivity=P1,
        search=SearchIn.DIGITS, mask=Mask.PHONE, max_length=30, cells=_both(5, 0, 6), weight=3,
        aliases=("座机", "电话", "办公电话", "landline"), verifiable=True,
    ),
    Field(
        id="mobile_phone", zh="移动电话", en="Mobile", validator=check.mobile, sensitivity=P1, search=SearchIn.DIGITS,
        mask=Mask.PHONE, max_length=30, cells=_both(5, 6, 6), labels={ORG: ("联系人移动电话", "Contact's mobile")},
        weight=8, aliases=("手机", "手机号", "手机号码", "联系电话", "联系方式", "mobile", "phone"), verifiable=True,
    ),
    Field(
        id="fax", zh="传真", en="Fax", validator=check.landline, sensitivity=P1, max_length=30, cells=_both(6, 0, 6),
        weight=1, aliases=("传真号码",),
    ),
    Field(
        id="email", zh="E-mail", en="E-mail", validator=check.email, sensitivity=P1, mask=Mask.EMAIL, max_length=254,
        search=SearchIn.TEXT, cells=_both(6, 6, 6), weight=3,
        aliases=("邮箱", "电子邮箱", "电子邮件", "e—mail", "mail"), verifiable=True,
    ),
    # The remarks stand below the grid.
    Field(
        id="remarks", zh="备注", en="Remarks", type=FieldType.LONG_TEXT, validator=check.remarks, sensitivity=P1,
        merge=Merge.TEXT, search=SearchIn.TEXT, max_length=2000, cells=_both(7, 0, 12), weight=1,
        aliases=("说明", "备考", "note", "notes", "remark"),
    ),
)

_ANY = {IND: MORE, ORG: MORE}
_MORE = (
    Field(
        id="card_kind", zh="卡片类型", en="Card", type=FieldType.CHOICE, choices=codes.CARD_KIND, default="prospect",
        tab=_ANY,
    ),
    Field(
        id="importance_tier", zh="客户等级", en="Tier", type=FieldType.CHOICE, choices=codes.TIER, sensitivity=B,
        tab=_ANY, aliases=("级别",),
    ),
    Field(
        id="source_channel", zh="信息来源", en="Source", type=FieldType.CHOICE, choices=codes.SOURCE_CHANNEL, tab=_ANY,
        weight=2, aliases=("来源", "来源渠道"),
    ),
    Field(
        id="relation_scope", zh="关系范围", en="Scope of the relation", type=FieldType.CHOICE,
        choices=codes.RELATION_SCOPE, tab=_ANY,
    ),
    Field(
        id="birth_date", zh="出生日期", en="Birth date", type=FieldType.DATE, validator=check.past_date,
        sensitivity=P1, tab={IND: MORE}, weight=3, aliases=("生日", "出生年月日", "birthday"), verifiable=True,
    ),
    Field(
        id="birthday_lunar", zh="过农历生日", en="Lunar birthday", type=FieldType.BOOLEAN, sensitivity=P1,
        tab={IND: MORE},
    ),
    Field(id="preferred_name", zh="称呼", en="Form of address", sensitivity=P1, max_length=50, tab={IND: MORE}),
    Field(id="occupation", zh="职业", en="Occupation", sensitivity=P1, max_length=50, tab={IND: MORE}, weight=1),
    Field(
        id="employer", zh="工作单位", en="Employer", sensitivity=P1, search=SearchIn.COMPANY, max_length=100,
        tab={IND: MORE}, weight=1, aliases=("任职单位",),
    ),
    Field(
        id="household_size", zh="家庭人口", en="Household size", type=FieldType.INTEGER, validator=check.count,
        sensitivity=P1, tab={IND: MORE},
    ),
    Field(
        id="pay_day", zh="发薪日", en="Pay day", type=FieldType.INTEGER, validator=check.pay_day, sensitivity=P1,
        tab={IND: MORE},
    ),
    Field(
        id="preferences", zh="偏好", en="Preferences", type=FieldType.SET, sensitivity=P1, merge=Merge.SET, tab=_ANY,
        max_length=500, aliases=("爱好", "喜好"),
    ),
    Field(
        id="contact_permission", zh="允许的联系方式", en="May be contacted by", type=FieldType.SET,
        choices=codes.CONTACT_CHANNEL, merge=Merge.SET, tab=_ANY,
    ),
    Field(
        id="consent_general_on", zh="一般同意日期", en="General consent on", type=FieldType.DATE,
        validator=check.past_date, merge=Merge.IMPORTANT, tab={IND: MORE}, aliases=("consent_general_at",),
    ),
    Field(
        id="consent_sensitive_on", zh="敏感信息同意日期", en="Sensitive consent on", type=FieldType.DATE,
        validator=check.past_date, merge=Merge.IMPORTANT, tab={IND: MORE}, aliases=("consent_sensitive_at",),
    ),
    Field(
        id="remark_private", zh="内部备注", en="Internal note", type=FieldType.LONG_TEXT, sensitivity=B,
        merge=Merge.TEXT, max_length=2000, tab=_ANY,
    ),
    Field(
        id="website", zh="网址", en="Website", validator=check.url, tab={ORG: BUSINESS}, aliases=("网站地址", "url"),
    ),
    Field(
        id="legal_representative", zh="法定代表人", en="Legal representative", sensitivity=P3, max_length=50,
        tab={ORG: BUSINESS}, aliases=("法人", "法人代表"), verifiable=True,
    ),
    Field(id="registered_capital", zh="注册资本", en="Registered capital", max_length=50, tab={ORG: BUSINESS}),
    Field(
        id="employees", zh="员工人数", en="Employees", type=FieldType.INTEGER, validator=check.count,
        tab={ORG: BUSINESS},
    ),
    Field(id="industry_code", zh="行业", en="Industry", max_length=50, tab={ORG: BUSINESS}, aliases=("industry",)),
    Field(id="trade_relation", zh="贸易关系", en="Trade relation", max_length=50, tab={ORG: BUSINESS}),
    Field(id="main_products", zh="主营产品", en="Main products", search=SearchIn.TEXT, tab={ORG: BUSINESS}),
    Field(id="bank_name", zh="开户银行", en="Bank", sensitivity=B, group="bank", tab={ORG: BUSINESS}),
    Field(
        id="bank_account", zh="银行账号", en="Bank account", sensitivity=B, group="bank", mask=Mask.ID_NUMBER,
        validator=check.bank_account, max_length=40, tab={ORG: BUSINESS}, aliases=("账号",), verifiable=True,
    ),
    Field(
        id="decision_process", zh="决策流程", en="Decision process", type=FieldType.LONG_TEXT, sensitivity=B,
        merge=Merge.TEXT, max_length=1000, tab={ORG: BUSINESS},
    ),
    Field(
        id="goals", zh="目标", en="Goals", type=FieldType.LONG_TEXT, sensitivity=B, merge=Merge.TEXT, max_length=1000,
        tab={ORG: BUSINESS},
    ),
    Field(
        id="needs", zh="需求", en="Needs", type=FieldType.LONG_TEXT, sensitivity=B, merge=Merge.TEXT, max_length=1000,
        tab={ORG: BUSINESS},
    ),
    Field(
        id="problems", zh="问题", en="Problems", type=FieldType.LONG_TEXT, sensitivity=B, merge=Merge.TEXT,
        max_length=1000, tab={ORG: BUSINESS},
    ),
    Field(id="form_version", zh="表单版本", en="Form version", automatic=True, max_length=40),
)

CUSTOMER = RecordType("customer", "客户", "Customer", _HEADER + _BASIC + _MORE)

_ORDER = Field(id="sort_order", zh="次序", en="Order", type=FieldType.INTEGER)

FAMILY_MEMBER = RecordType(
    "family_member",
    "家庭成员",
    "Family member",
    (
        _ORDER,
        Field(
            id="name", zh="姓名", en="Name", validator=check.person_name, sensitivity=P3, mask=Mask.NAME,
            max_length=50, cells=_at(IND, 0, 0, 3),
        ),
        Field(
            id="relation", zh="关系", en="Relation", type=FieldType.CHOICE, choices=codes.RELATION, sensitivity=P3,
            cells=_at(IND, 0, 3, 2), aliases=("与客户关系",),
        ),
        Field(
            id="work_unit", zh="工作单位", en="Work unit", sensitivity=P3, max_length=100, cells=_at(IND, 0, 5, 4),
            aliases=("单位",),
        ),
        Field(
            id="phone", zh="联系电话", en="Phone", validator=check.phone, sensitivity=P3, mask=Mask.PHONE,
            max_length=30, cells=_at(IND, 0, 9, 3), aliases=("电话", "手机"),
        ),
        Field(
            id="is_under_14", zh="未满14周岁", en="Under 14", type=FieldType.BOOLEAN, sensitivity=P3, tab={IND: MORE},
        ),
    ),
    parent="customer",
)

CONTACT = RecordType(
    "contact",
    "主要联系人",
    "Key contact",
    (
        _ORDER,
        Field(
            id="name", zh="姓名", en="Name", validator=check.person_name, sensitivity=P3, search=SearchIn.NAME,
            max_length=50, cells=_at(ORG, 0, 0, 3), aliases=("联系人",),
        ),
        Field(
            id="position", zh="职务/部门", en="Position", sensitivity=P3, max_length=100, cells=_at(ORG, 0, 3, 3),
            aliases=("职务", "部门"),
        ),
        Field(
            id="decision_role", zh="决策角色", en="Decision role", type=FieldType.CHOICE, choices=codes.DECISION_ROLE,
            sensitivity=P3, cells=_at(ORG, 0, 6, 3), aliases=("角色",),
        ),
        Field(
            id="phone", zh="联系电话", en="Phone", validator=check.phone, sensitivity=P3, search=SearchIn.DIGITS,
            mask=Mask.PHONE, max_length=30, cells=_at(ORG, 0, 9, 3), aliases=("电话", "手机"),
        ),
        Field(id="is_primary", zh="首要联系人", en="Primary contact", type=FieldType.BOOLEAN, tab={ORG: MORE}),
        Field(
            id="preferences", zh="偏好", en="Preferences", type=FieldType.SET, merge=Merge.SET, sensitivity=P3,
            max_length=500, tab={ORG: MORE},
        ),
        Field(
            id="relationship_strength", zh="关系强度(1–5)", en="Relationship (1–5)", type=FieldType.INTEGER,
            validator=check.relationship_strength, sensitivity=B, tab={ORG: MORE},
        ),
        Field(id="is_senior", zh="高层", en="Senior", type=FieldType.BOOLEAN, sensitivity=B, tab={ORG: MORE}),
        Field(id="met_by", zh="我方对应人", en="Our counterpart", sensitivity=B, max_length=50, tab={ORG: MORE}),
    ),
    parent="customer",
)

#: An overwritten or withheld edit, kept for a person to look at (made by the server only).
CONFLICT = RecordType(
    "conflict",
    "冲突",
    "Conflict",
    (
        Field(id="record_id", zh="记录", en="Record"),
        Field(id="record_type", zh="记录类型", en="Record type"),
        Field(id="field", zh="字段", en="Field"),
        Field(id="why", zh="原因", en="Reason"),
        Field(id="base", zh="原值", en="Before"),
        Field(id="winner", zh="保留的值", en="Kept value"),
        Field(id="loser", zh="被覆盖的值", en="Overwritten value"),
        Field(id="winner_by", zh="保留者", en="Kept from"),
        Field(id="loser_by", zh="被覆盖者", en="Overwritten from"),
        Field(id="winner_device", zh="保留设备", en="Kept from device"),
        Field(id="loser_device", zh="被覆盖设备", en="Overwritten from device"),
        Field(id="at", zh="时间", en="At", type=FieldType.INSTANT),
        Field(id="loser_op", zh="操作", en="Operation"),
        Field(id="important", zh="需要决定", en="Needs a decision", type=FieldType.BOOLEAN),
        Field(id="state", zh="状态", en="State", merge=Merge.STATE),
    ),
    parent="customer",
    by_server=True,
)

#: Somebody else who sees a card, by the wish of whoever may edit it.
SHARE = RecordType(
    "share",
    "共享",
    "Share",
    (Field(id="user_id", zh="同事", en="Colleague"), Field(id="note", zh="说明", en="Note", max_length=500)),
    parent="customer",
)

#: A photo or document of a card. The content travels after the fields, under the name of its SHA-256.
ATTACHMENT = RecordType(
    "attachment",
    "附件",
    "Attachment",
    (
        Field(id="file_name", zh="文件名", en="File name", max_length=255),
        Field(id="media_type", zh="类型", en="Type"),
        Field(id="size", zh="大小", en="Size", type=FieldType.INTEGER),
        Field(id="sha256", zh="校验值", en="Checksum", merge=Merge.IMPORTANT),
        Field(id="note", zh="说明", en="Note", max_length=500),
    ),
    parent="customer",
)

#: A colleague, sent by the server to everybody in the organisation.
EMPLOYEE = RecordType(
    "employee",
    "员工",
    "Employee",
    (
        Field(id="user_name", zh="用户名", en="User name"),
        Field(id="display_name", zh="姓名", en="Name"),
        Field(id="team", zh="团队", en="Team"),
        Field(id="role", zh="角色", en="Role"),
        Field(id="active", zh="在职", en="Active", type=FieldType.BOOLEAN),
    ),
    of_company=True,
    by_server=True,
)

#: A setting of the whole organisation, such as a parameter of the classification.
PARAMETER = RecordType(
    "parameter",
    "公司参数",
    "Company parameter",
    (
        Field(id="kind", zh="种类", en="Kind", max_length=100),
        Field(id="name", zh="名称", en="Name", max_length=200),
        Field(id="value", zh="内容", en="Value", type=FieldType.LONG_TEXT, max_length=16_000, merge=Merge.IMPORTANT),
        Field(id="note", zh="说明", en="Note", max_length=500),
    ),
    of_company=True,
)

_RECORDS = (CUSTOMER, FAMILY_MEMBER, CONTACT, SHARE, ATTACHMENT, CONFLICT, MERGED_CARD, EMPLOYEE, PARAMETER,
            SAVED_VIEW, TEAM_VIEW, *FILE_RECORDS, *CLAIM_RECORDS, *QUALITY_RECORDS, *CAMPAIGN_RECORDS)  # fmt: skip
RECORD_TYPES: dict[str, RecordType] = {record.name: record for record in _RECORDS}

#: The grid of each form: individuals list their family, organisations their contacts.
GRID: dict[FormKind, RecordType] = {IND: FAMILY_MEMBER, ORG: CONTACT}


def display_name(values: Mapping[str, object]) -> str:
    """Name of a customer as lists and titles show it: the person's or the organisation's."""
    names = [values.get("full_name"), values.get("org_name")]
    return str(next(filter(None, reversed(names) if values.get("customer_kind") == ORG else names), ""))
