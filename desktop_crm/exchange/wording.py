"""Sentences of this package, in Chinese and English: repairs, reasons and file errors."""

from __future__ import annotations

from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation import catalogue
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.errors import CrmError
from desktop_crm.exchange.places import place_of

#: What was mended: code -> (Chinese, English).
REPAIRS: dict[str, tuple[str, str]] = {
    "number_to_text": ("数字单元格已转为文本", "number cell read as text"),
    "full_width": ("全角数字已转为半角", "full-width digits made half-width"),
    "exponent_expanded": ("科学计数法已还原为完整号码", "scientific notation written in full"),
    "serial_date": ("Excel 日期序号已转为日期", "Excel day number read as a date"),
    "leading_zero": ("已补上丢失的开头 0", "lost leading zero restored"),
    "apostrophe": ("已去掉开头的撇号", "leading apostrophe removed"),
    "excel_error": ("Excel 错误值按空白处理", "Excel error value read as empty"),
    "empty_word": ("按空白处理", "read as empty"),
    "name_spaces": ("已去掉姓名中的空格", "spaces inside the name removed"),
    "title_removed": ("已去掉姓名后的称谓", "title after the name removed"),
    "normalised": ("已统一写法", "brought to the usual form"),
    "moved": ("已移到合适的栏目", "moved to the field it belongs to"),
    "second_number": ("同格的另一个号码已移出", "second number in the cell moved"),
    "second_mail": ("同格的另一个邮箱已移到备注", "second e-mail address moved to the remarks"),
    "id_type_inferred": ("按号码补上证件类型", "document type read from the number"),
    "kind_inferred": ("按名称判断为组织", "taken for an organisation by its name"),
    "sex_from_title": ("按称谓补上性别", "sex read from the form of address"),
    "to_remarks": ("已移到备注", "moved to the remarks"),
}

#: Why a row cannot be imported, beyond the findings of single fields.
REASONS: dict[str, tuple[str, str]] = {
    "digits_lost": (
        "“{value}”的后几位已被表格软件丢失，无法还原，请补填完整号码。",
        "A spreadsheet program has lost the last digits of “{value}”. Type the full number.",
    ),
    "year_only": ("“{value}”只有年份，请写成完整日期。", "“{value}” is only a year. Write the full date."),
    "control_characters": (
        "单元格中有无法读取的控制字符，文件可能已损坏。",
        "A cell holds unreadable control characters; the file may be damaged.",
    ),
    "card_unreadable": ("这张名片不完整或已损坏，无法读取。", "This card is incomplete or damaged and cannot be read."),
    "line_unreadable": ("这一行不是有效的客户数据。", "This line is not a valid customer document."),
    "unknown_field": ("没有“{value}”这个栏目。", "There is no field “{value}”."),
    "customer_missing": ("没有客户编号或名称。", "The row names no customer."),
    "customer_unknown": (
        "没有客户“{value}”，请先建立或导入这位客户。",
        "There is no customer “{value}”. File or import the customer first.",
    ),
    "customer_ambiguous": (
        "有几位客户叫“{value}”，请写客户编号。",
        "Several customers are called “{value}”. Write the customer number.",
    ),
    "order_elsewhere": ("单号 {value} 已属于另一位客户。", "Order {value} belongs to another customer already."),
    "order_repeated": ("单号 {value} 与第 {row} 行相同。", "Order {value} stands in row {row} already."),
    "write_refused": ("保存时被拒绝：{value}", "Refused while saving: {value}"),
}

#: Files that cannot be read or written.
FILE_ERRORS: dict[str, tuple[str, str]] = {
    "not_found": ("找不到文件“{path}”。", "There is no file “{path}”."),
    "is_folder": ("“{path}”是文件夹，请选择文件。", "“{path}” is a folder. Choose a file."),
    "unreadable": ("无法打开“{path}”，请检查权限。", "“{path}” cannot be opened. Check its permissions."),
    "empty": ("“{path}”是空的。", "“{path}” is empty."),
    "no_orders": (
        "“{path}”不是订单清单：要有单号、日期和客户（编号或名称）三列。",
        "“{path}” is no list of orders: it needs columns for order number, date and buyer (number or name).",
    ),
    "too_big": ("“{path}”过大，请拆分后再导入。", "“{path}” is too large. Split it and import the parts."),
    "unknown_format": (
        "“{path}”不是可以识别的格式，请用 xlsx、xls、ods、csv、vcf 或 jsonl 文件。",
        "The format of “{path}” is not known. Use xlsx, xls, ods, csv, vcf or jsonl.",
    ),
    "unknown_encoding": (
        "认不出“{path}”的文字编码，请另存为 UTF-8 后再导入。",
        "The text encoding of “{path}” is not known. Save it as UTF-8 and import again.",
    ),
    "encrypted": (
        "“{path}”有密码保护，请先在表格软件中去掉密码。",
        "“{path}” is protected by a password. Remove it in the spreadsheet program first.",
    ),
    "damaged": ("“{path}”已损坏或不完整。", "“{path}” is damaged or incomplete."),
    "unwritable": ("无法写入“{path}”:文件可能正被别的程序打开，或没有权限。",
                   "“{path}” cannot be written: another program may have it open, or permission is missing."),
    "folder_missing": ("文件夹“{path}”不存在。", "There is no folder “{path}”."),
    "disk_full": ("磁盘空间不足，“{path}”没有写出。", "The disk is full; “{path}” was not written."),
}  # fmt: skip


def _say(table: dict[str, tuple[str, str]], code: str, language: str) -> str | None:
    texts = table.get(code)
    return texts[language.startswith("en")] if texts else None


def repair_sentence(code: str, language: str) -> str:
    """Say what was mended."""
    return _say(REPAIRS, code, language) or code


def reason(finding: Finding, language: str) -> str:
    """Say why a value was refused, with the label of its field before it."""
    own = _say(REASONS, finding.code, language)
    text = own.format_map(finding.params) if own else catalogue.sentence(finding, language)
    label = field_label(finding.field, language)
    mark = ": " if language.startswith("en") else "："
    return f"{label}{mark}{text}" if label else text


def field_label(name: str, language: str) -> str:
    """Give the label of a field or grid cell named in a finding or a repair."""
    field = CUSTOMER.get(name)
    if field:
        return field.label(language)
    place = place_of(name)
    if place is None:
        return name
    record = place.record.en if language.startswith("en") else place.record.zh
    return f"{record} {place.row} {place.field.label(language)}"


def file_error(error: CrmError, language: str) -> str:
    """Say what is wrong with a file; the code when it is none of this package's."""
    text = _say(FILE_ERRORS, error.code, language)
    return text.format_map(error.params) if text else str(error)
