"""The sentence of every finding code, in Chinese and English. Parameters stand in braces."""

from __future__ import annotations

from desktop_crm.domain.validation.findings import Finding

#: code -> (Chinese, English)
SENTENCES: dict[str, tuple[str, str]] = {
    # A raw value that is not of the field's type.
    "not_text": ("这里需要文字，不能是“{value}”。", "Text is needed here, not “{value}”."),
    "text_huge": (
        "文字过长(超过 {limit} 个字符),没有采用。",
        "The text is longer than {limit} characters and was not taken.",
    ),
    "number_imprecise": (
        "数字“{value}”太大，末几位已经丢失。请以文本形式重新输入。",
        "The number “{value}” is too large: its last digits are lost. Type it again as text.",
    ),
    "not_integer": ("“{value}”不是整数。", "“{value}” is not a whole number."),
    "not_money": ("“{value}”不是金额，请写成 1234.50。", "“{value}” is not an amount. Write it as 1234.50."),
    "not_decimal": ("“{value}”不是数字，请写成 12.5。", "“{value}” is not a number. Write it as 12.5."),
    "not_percent": ("“{value}”不是百分比，请写成 12.5%。", "“{value}” is no percentage. Write it as 12.5%."),
    "not_boolean": ("“{value}”应为“是”或“否”。", "“{value}” should be yes or no."),
    "not_date": ("“{value}”不是日期，请写成 2026-11-22。", "“{value}” is not a date. Write it as 2026-11-22."),
    "date_ambiguous": (
        "“{value}”的日和月分不清，请写成 2026-11-22。",
        "Day and month of “{value}” cannot be told apart. Write it as 2026-11-22.",
    ),
    "date_unreal": ("日期 {value} 不存在。", "There is no day {value}."),
    "not_instant": ("“{value}”不是带时区的时间。", "“{value}” is not a time with its offset."),
    "not_set": ("列表中有一项不是文字：“{value}”。", "One item of the list is not text: “{value}”."),
    "unknown_choice": ("没有“{value}”这个选项。可选：{allowed}", "“{value}” is not one of the choices: {allowed_en}"),
    # Any text.
    "characters_dropped": ("已去掉无法保存的控制字符。", "Control characters that cannot be stored were removed."),
    "too_long": ("共 {length} 个字符，最多 {limit} 个。", "{length} characters; at most {limit} are allowed."),
    "number_scientific": (
        "号码被表格软件改成了科学计数法，末几位已经丢失，请重新输入完整号码。",
        "A spreadsheet turned this number into scientific notation and lost its last digits. Type the full number.",
    ),
    # Quotes.
    "quote_frozen": (
        "这位客户有撞单，报价已保存，等待裁定；裁定前不得发出。",
        "Several people claim this customer: the quote is kept and waits for the decision. Do not send it before.",
    ),
    # Names.
    "name_long": ("姓名最多 {limit} 个字。", "A name has at most {limit} characters."),
    "name_digits": ("姓名中不能有数字。", "A name has no digits."),
    "name_dot": ("间隔号“·”只能在姓名中间。", "The dot “·” stands only inside a name."),
    "name_single": ("姓名只有一个字，请核对。", "The name is a single character. Please check."),
    "org_name_unusual": ("单位名称不常见，请核对。", "This is an unusual name for an organisation. Please check."),
    # Identity documents.
    "id_form": (
        "应为 18 位(17 位数字加 1 位数字或 X),现为 {length} 位。",
        "18 characters are needed (17 digits and a digit or X); these are {length}.",
    ),
    "id_area": ("前两位 {code} 不是省级代码。", "The first two digits, {code}, are no province."),
    "id_birth": ("第 7–14 位 {value} 不是真实日期。", "Digits 7–14, {value}, are not a real date."),
    "id_future": ("号码中的出生日期 {value} 在将来。", "The birth date in the number, {value}, is in the future."),
    "id_age": ("按号码推算为 {age} 岁，超过 150 岁。", "By the number the person is {age} years old, above 150."),
    "id_check": ("校验码不符，请核对是否输错一位。", "The check character does not fit. Look for a mistyped digit."),
    "id_very_old": ("按号码推算为 {age} 岁，请核对。", "By the number the person is {age} years old. Please check."),
    "id_old": ("这是旧的 15 位号码，而且有误。", "This is an old 15-digit number, and it has a mistake."),
    "id_old_convert": (
        "15 位旧号码已停用，可换成 18 位：{value}。",
        "15-digit numbers are no longer valid. It converts to {value}.",
    ),
    "id_is_foreign_card": (
        "9 开头的是外国人永久居留身份证，请核对证件类型。",
        "Numbers with 9 first are foreign permanent resident cards. Check the document type.",
    ),
    "id_is_residence_permit": (
        "81、82、83 开头的多为港澳台居民居住证，请核对证件类型。",
        "Numbers with 81, 82 or 83 first are usually Hong Kong, Macao or Taiwan residence permits. "
        "Check the document type.",
    ),
    "passport_form": ("护照号应为 5–20 位字母或数字。", "A passport number has 5–20 letters and digits."),
    "passport_length": (
        "中国护照号应为 9 位，现为 {length} 位，请核对。",
        "Numbers of Chinese passports have 9 characters, this one {length}. Please check.",
    ),
    "hk_macao_form": (
        "应为 H 或 M 加 8 位或 10 位数字。",
        "The number is H or M and 8 or 10 digits.",
    ),
    "taiwan_form": (
        "应为 8 位数字(旧证 10 位数字加字母)。",
        "The number has 8 digits (old permits: 10 digits and a letter).",
    ),
    "document_length": ("证件号码应为 4–30 个字符。", "A document number has 4–30 characters."),
    # Organisations.
    "uscc_form": (
        "统一社会信用代码应为 18 位数字或大写字母(不含 I、O、S、V、Z),现为 {length} 位。",
        "A unified social credit code has 18 digits and capital letters without I, O, S, V, Z; this one has {length}.",
    ),
    "uscc_check": (
        "统一社会信用代码的校验码不符。",
        "The check character of the unified social credit code does not fit.",
    ),
    "uscc_organisation": (
        "第 9–17 位（组织机构代码）的校验码不符，请核对。",
        "Characters 9–17, the organisation code, have a wrong check character. Please check.",
    ),
    "organisation_code_form": (
        "组织机构代码应为 8 位加 1 位校验码。",
        "An organisation code has 8 characters and a check character.",
    ),
    "organisation_code_check": (
        "组织机构代码的校验码不符。",
        "The check character of the organisation code does not fit.",
    ),
    "account_form": ("账号应为 5–34 位数字或字母。", "An account number has 5–34 digits and letters."),
    "account_unusual": ("账号通常为 9–30 位数字，请核对。", "Account numbers usually have 9–30 digits. Please check."),
    # Telephone, post, Internet.
    "phone_several": (
        "一格里有 {count} 个号码，请分开填写。",
        "There are {count} numbers in one cell. Put each in its own.",
    ),
    "mobile_length": ("手机号应为 11 位，现为 {length} 位。", "A mobile number has 11 digits, this one {length}."),
    "mobile_form": (
        "不是手机号：应为 1 开头的 11 位数字，境外号码以 + 开头。",
        "Not a mobile number: 11 digits beginning with 1, or + and the number of another country.",
    ),
    "mobile_is_landline": ("这是固定电话，请填到“固定电话”。", "This is a landline number. It belongs in “Landline”."),
    "landline_is_mobile": ("这是手机号，请填到“移动电话”。", "This is a mobile number. It belongs in “Mobile”."),
    "landline_form": (
        "不是固定电话：应为区号-号码-分机，如 0512-62341234-801。",
        "Not a landline number: write area code, number and extension, such as 0512-62341234-801.",
    ),
    "landline_no_area": ("缺少区号。", "The area code is missing."),
    "phone_form": ("不是电话号码。", "This is not a telephone number."),
    "postcode_form": ("邮政编码应为 6 位数字。", "A postcode has 6 digits."),
    "postcode_zero": ("邮政编码 000000 不存在，请核对。", "There is no postcode 000000. Please check."),
    "postcode_province": (
        "邮政编码与地址中的省份({province})不符。",
        "The postcode does not belong to the province of the address ({province}).",
    ),
    "email_several": ("一格里有多个邮箱地址，请只填一个。", "There are several addresses. Give one only."),
    "email_at": ("邮箱地址应有一个 @。", "An e-mail address has exactly one @."),
    "email_long": (
        "邮箱地址过长:@ 前最多 64 个字符，总共最多 254 个。",
        "The address is too long: 64 characters before the @, 254 in all.",
    ),
    "email_local": ("邮箱地址 @ 前的部分有误。", "The part before the @ is not right."),
    "email_domain": ("邮箱地址 @ 后应为域名，如 example.cn。", "After the @ a domain is needed, such as example.cn."),
    "url_form": ("不是网址：应以 http:// 或 https:// 开头。", "Not a web address: it begins with http:// or https://."),
    "url_scheme_added": ("已补上 https://。", "https:// was added."),
    # Dates and numbers.
    "date_future": ("日期不能晚于今天。", "The date cannot be later than today."),
    "form_date_old": ("填表日期早于 {days} 天前，请核对。", "The date is more than {days} days back. Please check."),
    "age_range": ("年龄应为 {low}–{high}。", "An age is between {low} and {high}."),
    "pay_day_range": ("发薪日应为 {low}–{high}。", "A pay day is between {low} and {high}."),
    "count_range": ("人数不能为负，也不能超过 {high}。", "A number of people is between {low} and {high}."),
    "money_negative": ("金额不能是负数。", "An amount cannot be negative."),
    "demand_missing": ("请填写需求特征或需求标签。", "Fill in demand features or demand tags."),
    "dates_reversed": ("结束日期早于开始日期。", "The end is before the beginning."),
    "purchase_past": ("可能的购买时间已经过去。", "The likely time of purchase has passed."),
    "reason_missing": ("选“其他”时请说明原因。", "Say in words what the other reason is."),
    "step_without_day": ("下一步还没有时间。", "The next step has no day yet."),
    "step_without_words": ("请写明下一步做什么。", "Say what the next step is."),
    "link_to_itself": ("不能和自己建立关系。", "A customer has no relation to itself."),
    "score_range": ("评分应为 {low}–{high}。", "A score is between {low} and {high}."),
    "percent_range": ("百分比应为 {low}–{high}。", "A percentage is between {low} and {high}."),
    "strength_range": ("关系强度应为 {low}–{high}。", "The strength of a relationship is between {low} and {high}."),
    "remarks_id_number": (
        "备注里有身份证号，请填到“证件号码”。",
        "The remarks hold an identity number. It belongs in “Document number”.",
    ),
    "remarks_bank_card": (
        "备注里有银行卡号，请勿写在备注里。",
        "The remarks hold a bank card number. Do not keep it in the remarks.",
    ),
    # Rules across fields.
    "required": ("此项必填。", "This is required."),
    "contact_missing": (
        "通讯地址、固定电话、移动电话、E-mail 至少填一项。",
        "Give at least one of address, landline, mobile and e-mail.",
    ),
    "document_type_missing": ("填了号码，还要选类型。", "A number is given: choose its type, too."),
    "document_number_missing": ("选了类型，还要填号码。", "A type is chosen: give the number, too."),
    "sex_differs": ("性别与身份证号不符。", "The sex does not agree with the identity number."),
    "sex_from_id": ("可按身份证号填写性别。", "The sex can be taken from the identity number."),
    "birth_differs": ("出生日期与身份证号不符。", "The birth date does not agree with the identity number."),
    "birth_from_id": ("可按身份证号填写出生日期。", "The birth date can be taken from the identity number."),
    "age_differs": (
        "填表时应为 {age} 周岁。是否填了虚岁?",
        "On the date filled in the age is {age} full years. Was it counted the traditional way (虚岁)?",
    ),
    "native_from_id": ("按身份证号，发证地为{place}，可作籍贯参考。", "By the identity number: {place}."),
    "native_differs": (
        "身份证号的地区为{place}；籍贯可以不同。",
        "The area of the identity number is {place}; the native place may differ.",
    ),
    "consent_missing": (
        "记录健康状况需要客户单独同意：请填“敏感信息同意日期”，否则选“未说明”。",
        "A state of health needs the customer's separate consent: give “Sensitive consent on”, or choose “Not stated”.",
    ),
    "minor_card": (
        "未满 14 周岁：整张卡片按敏感个人信息处理。",
        "Under 14: the whole card is handled as sensitive personal information.",
    ),
    "minor_consent": (
        "未满 14 周岁：需要监护人同意，请填同意日期。",
        "Under 14: a guardian's consent is needed. Give its date.",
    ),
    "minor_cell": ("未满 14 周岁的家庭成员不应填此项。", "This stays empty for a family member under 14."),
    "contact_primary_many": ("首要联系人只能有一位。", "There can be one primary contact only."),
    # A file as a whole (analysis A36).
    "order_before_founding": (
        "第一笔订单（{day}）早于成立日期。",
        "The first order ({day}) is older than the organisation.",
    ),
    "order_before_birth": ("第一笔订单（{day}）早于出生日期。", "The first order ({day}) is older than the person."),
    "delivered_before_order": (
        "订单 {no} 的交货日期早于下单日期。",
        "Order {no} was delivered before it was placed.",
    ),
    "filed_before_birth": ("填表日期早于出生日期。", "The form was filled in before the person was born."),
    "filed_before_founding": (
        "填表日期早于成立日期。",
        "The form was filled in before the organisation was founded.",
    ),
    # One change for many customers.
    "in_recycle_bin": ("客户在回收站中。", "The customer is in the recycle bin."),
    "not_on_form": ("这一类客户的表上没有此项。", "The form of this kind of customer does not have this."),
    # A version of the form that is to be published.
    "purpose_missing": (
        "没有填用途：说不出为什么需要的信息不能收集。",
        "The purpose is missing: what nobody can say the use of may not be collected.",
    ),
    "label_missing": ("没有填名称。", "The label is missing."),
    "label_taken": ("表上已有“{label}”。", "The form has “{label}” already."),
    "field_id": (
        "标识“{id}”不可用：应以 x_ 开头，只用小写字母、数字和下划线，且不曾使用。",
        "The identifier “{id}” cannot be: it begins with x_, has small letters, digits and underscores, and is new.",
    ),
    "field_kind_changed": (
        "类型不能改：已填的内容会读不懂。请停用此项，另加一项。",
        "The type cannot change: what is filled in could not be read. Withdraw the field and add another.",
    ),
    "field_kind_unknown": ("没有“{kind}”这种类型。", "There is no type “{kind}”."),
    "field_dropped": (
        "已发布的项目不能删除，只能停用。",
        "A published field cannot be removed, only withdrawn.",
    ),
    "choices_missing": ("至少要有两个选项。", "There must be at least two choices."),
    "choice_twice": ("选项“{label}”出现了两次。", "The choice “{label}” stands there twice."),
    "choice_dropped": (
        "已发布的选项“{label}”不能删除，只能停用。",
        "The published choice “{label}” cannot be removed, only withdrawn.",
    ),
    "condition_shape": ("条件写得不对。", "The condition has no proper shape."),
    "condition_field": ("条件所用的“{name}”不在表上。", "The condition reads “{name}”, which is not on the form."),
    "condition_itself": ("条件不能用它自己。", "The condition cannot read the field itself."),
    "field_grade": ("没有“{grade}”这个敏感级别。", "There is no grade of sensitivity “{grade}”."),
    "field_nowhere": ("至少要用于一类客户。", "It must be for at least one kind of customer."),
    "form_unchanged": ("与已发布的版本没有差别。", "Nothing differs from the published version."),
    "form_too_large": (
        "一个版本最多 {limit} 项，且不能太长。",
        "A version has at most {limit} fields, and not too much text.",
    ),
    "form_reason": ("没有填修订原因。", "The reason of the new version is missing."),
    # Duplicates, found by the store.
    "dup_hard": (
        "证件类型和号码与客户 {no} 相同：同一客户不能建两次档。",
        "Customer {no} has the same document: one customer cannot be filed twice.",
    ),
    "dup_soft": ("可能与客户 {no} 重复，请核对。", "This may be the same as customer {no}. Please check."),
}


class _Params(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def sentence(finding: Finding, language: str) -> str:
    """Return the sentence of a finding in ``zh`` or ``en``; the bare code when it is unknown here."""
    texts = SENTENCES.get(finding.code)
    if texts is None:
        return finding.code
    return texts[language.startswith("en")].format_map(_Params(finding.params))
