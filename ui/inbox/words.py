"""What the inbox says: values in words, why there is a conflict, what each decision does. No widgets."""

from __future__ import annotations

import difflib
from html import escape

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.claim_records import CLAIM_CASE
from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.values import decode, format_value
from desktop_crm.errors import UsageError
from desktop_crm.queries.conflict_items import ConflictItem
from desktop_crm.queries.operations import record_of
from desktop_crm.services.conflicts import CHANGED_SINCE, DELETED, MERGED_INTO, Decision
from ui.i18n import language
from ui.theme import theme

#: Texts longer than this are compared by words, with the differences marked.
LONG = 24


def field_of(item: ConflictItem) -> Field | None:
    """Return the declared field; None for a whole row, or a field of a newer version."""
    return (record_of(item.record_type, item.customer) or item.customer).get(item.field)


def subject(item: ConflictItem) -> str:
    """Name what the conflict is about: a field, or a whole record."""
    record = record_of(item.record_type, item.customer)
    name = "" if record is None else record.en if language().startswith("en") else record.zh
    field = field_of(item)
    if item.field == MERGED_INTO:
        return QCoreApplication.translate("Inbox", "合并客户")
    if field is None:
        return item.field or name or item.record_type
    label = field.label(language())
    return label if record is item.customer or not name else f"{name} · {label}"


def shown(item: ConflictItem, raw: str | None, *, masked: bool) -> str:
    """Write a value as its field does; a whole record as its filled fields."""
    if raw in (None, ""):
        return ""
    try:
        value = decode(str(raw))
    except UsageError:
        value = raw
    field = field_of(item)
    if field is not None:
        write = mask_value if masked and is_masked_by_default(field) else format_value
        return write(field, value, language())
    record = record_of(item.record_type, item.customer)
    if isinstance(value, dict) and record is not None:
        parts = [
            f"{record[name].label(language())}: {format_value(record[name], one, language())}"
            for name, one in value.items()
            if name in record.by_id and name != "sort_order"
        ]
        return "\n".join(parts)
    return str(value)


def is_masked(item: ConflictItem) -> bool:
    """Say whether the values are hidden until somebody asks for them."""
    field = field_of(item)
    return field is not None and is_masked_by_default(field)


def is_long(item: ConflictItem) -> bool:
    """Say whether differences are worth marking."""
    field = field_of(item)
    return field is not None and field.type in (FieldType.TEXT, FieldType.LONG_TEXT)


def marked(text: str, other: str) -> str:
    """Write a text as HTML with what the other one lacks marked."""
    if len(text) < LONG and len(other) < LONG:
        return escape(text).replace("\n", "<br>")
    ground = theme.color("amber_s").name()
    parts: list[str] = []
    matcher = difflib.SequenceMatcher(None, other, text, autojunk=False)
    for kind, _a, _b, start, end in matcher.get_opcodes():
        piece = escape(text[start:end]).replace("\n", "<br>")
        plain = kind == "equal" or not piece
        parts.append(piece if plain else f'<span style="background-color:{ground}">{piece}</span>')
    return "".join(parts)


def why_words(item: ConflictItem) -> str:
    """Say in a sentence how the conflict came about."""
    translate = QCoreApplication.translate
    whole = not item.field
    if item.field == MERGED_INTO:
        return _merge_words(item)
    if item.record_type == CLAIM_CASE.name:
        return (
            translate("Inbox", "%1 也裁定了这个撞单；%2 的裁定先到，已生效。")
            .replace("%1", item.loser_by)
            .replace("%2", item.winner_by)
        )
    if item.why == CHANGED_SINCE:
        return (
            translate("Inbox", "%1 要删除时，%2 已经又改过，所以没有删除。")
            .replace("%1", item.loser_by)
            .replace("%2", item.winner_by)
        )
    if item.why == DELETED:
        return (
            translate("Inbox", "%1 修改时，%2 已把它删除；修改留在这里。")
            .replace("%1", item.loser_by)
            .replace("%2", item.winner_by)
        )
    if item.why == "scope":
        return translate("Inbox", "%1 的修改到达时，客户已不归他负责；这是给您的建议。").replace("%1", item.loser_by)
    if item.why == "clock":
        return translate("Inbox", "%1 的电脑时钟跳动过，无法判断谁先谁后。").replace("%1", item.loser_by)
    if item.why == "too_old":
        return translate("Inbox", "%1 的修改太久没有发送，先后已无法判断。").replace("%1", item.loser_by)
    if item.why == "duplicate":
        return translate("Inbox", "另一条记录有相同的内容，可能重复。")
    if whole:
        return translate("Inbox", "两个人同时改了同一条记录。")
    return translate("Inbox", "两个人同时改了同一处，后改的留下了。")


def _merge_words(item: ConflictItem) -> str:
    """Say why two customers were not made one, or not two again."""
    translate = QCoreApplication.translate
    if item.loser_json is None:
        return translate("Inbox", "%1 要拆出一张合并来的档案，但留下的那张后来又被合并，所以没有拆。").replace(
            "%1", item.loser_by
        )
    if item.why == DELETED:
        return translate("Inbox", "%1 要合并时，其中一张已被删除，所以没有合并。").replace("%1", item.loser_by)
    if item.why == CHANGED_SINCE:
        return translate(
            "Inbox", "%1 合并时，同事已把它合并到这里，所以没有再合并到另一张；如仍是同一客户，可再合并一次。"
        ).replace("%1", item.loser_by)
    return translate("Inbox", "%1 的合并太久没有发送，没有执行；如仍是同一客户，可再合并一次。").replace(
        "%1", item.loser_by
    )


def decision_words(item: ConflictItem, decision: Decision) -> str:
    """Name the button of a decision."""
    translate = QCoreApplication.translate
    if decision is Decision.KEEP and item.why == DELETED:
        return translate("Inbox", "保持删除")
    if decision is Decision.KEEP:
        kept = item.field and item.field != MERGED_INTO
        return translate("Inbox", "保留现值") if kept else translate("Inbox", "保持现状")
    return {
        Decision.TAKE: translate("Inbox", "采用另一个"),
        Decision.EDIT: translate("Inbox", "编辑后采用"),
        Decision.RESTORE: translate("Inbox", "恢复并采用修改"),
        Decision.DELETE: translate("Inbox", "仍然删除"),
    }[decision]


def state_words(state: str) -> str:
    """Say what was decided."""
    translate = QCoreApplication.translate
    return {
        "open": translate("Inbox", "待处理"),
        "kept": translate("Inbox", "已保留现值"),
        "taken": translate("Inbox", "已采用另一个"),
        "edited": translate("Inbox", "已编辑后采用"),
        "restored": translate("Inbox", "已恢复"),
        "deleted": translate("Inbox", "已删除"),
    }.get(state, state)
