"""What the sync centre says of operations, changes and receipts. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import Value
from desktop_crm.queries.operations import Operation, field_label, record_label, shown_value
from desktop_crm.queries.sync_digest import CameLine
from desktop_crm.queries.sync_log import ReceiptRow
from ui.i18n import language
from ui.models.columns import customer_record


def changes_words(number: int) -> str:
    """Count changes."""
    return QCoreApplication.translate("SyncCentre", "%n 处修改", "", number)


def sentences(parts: list[str]) -> str:
    """Join sentences as the present language does."""
    return (" " if language() == "en" else "").join(part for part in parts if part)


def in_brackets(text: str) -> str:
    """Add something in the brackets of the present language, to stand right after a word."""
    return f" ({text})" if language() == "en" else f"（{text}）"


# -- operations -----------------------------------------------------------------------------


def kind_words(operation: Operation) -> str:
    """Say what an operation does, without its values: 新建客户, 修改家庭成员, 删除."""
    translate = QCoreApplication.translate
    words = {
        "create": translate("SyncCentre", "新建"),
        "put": translate("SyncCentre", "修改"),
        "add": translate("SyncCentre", "添加"),
        "remove": translate("SyncCentre", "移除"),
        "inc": translate("SyncCentre", "计数"),
        "delete": translate("SyncCentre", "删除"),
        "restore": translate("SyncCentre", "恢复"),
        "assign": translate("SyncCentre", "移交"),
        "resolve": translate("SyncCentre", "处理冲突"),
        "merge": translate("SyncCentre", "合并"),
        "unmerge": translate("SyncCentre", "拆分"),
        "decide": translate("SyncCentre", "裁定"),
        "withdraw": translate("SyncCentre", "撤回或恢复主张"),
    }
    word = words.get(operation.command or operation.kind, operation.command or operation.kind)
    name = record_label(operation.record_type, language())
    return f"{word} · {name}" if operation.command != "resolve" else word


def operation_lines(operation: Operation) -> list[tuple[str, str]]:
    """Say an operation as (what, from what to what); a put has a line a field."""
    if operation.kind in ("put", "add", "remove", "inc") or operation.command in ("assign", "merge"):
        lines = [(kind_words(operation), "")] if operation.command == "merge" else []
        lines += [
            (_label(operation, change.field), _change(operation, change.field, change.old, change.new))
            for change in operation.changes
        ]
        return lines or [(kind_words(operation), "")]
    names = [_label(operation, change.field) for change in operation.changes]
    return [(kind_words(operation), _joined(names) if operation.kind == "create" else "")]


def operation_words(operation: Operation) -> str:
    """Say an operation in one line."""
    comma, colon = ("; ", ": ") if language() == "en" else ("；", "：")
    return comma.join(f"{what}{colon}{how}" if how else what for what, how in operation_lines(operation))


def _change(operation: Operation, name: str, old: Value, new: Value) -> str:
    before, after = (
        shown_value(operation.record_type, name, value, language(), customer_record()) for value in (old, new)
    )
    return f"{before} → {after}" if operation.kind not in ("add", "remove", "inc") else after


def _label(operation: Operation, name: str) -> str:
    return field_label(operation.record_type, name, language(), customer=customer_record())


def _joined(names: list[str]) -> str:
    return (", " if language() == "en" else "、").join(names)


def came_words(line: CameLine) -> tuple[str, str]:
    """Say a change of a colleague as (what, from what to what)."""
    if not line.field:
        words = {
            "pulled_delete": QCoreApplication.translate("SyncCentre", "在别处删除"),
            "pulled_restore": QCoreApplication.translate("SyncCentre", "在别处恢复"),
        }
        return record_label(line.record_type, language()), words.get(line.kind, line.kind)
    before, after = (
        shown_value(line.record_type, line.field, value, language(), customer_record())
        for value in (line.old, line.new)
    )
    how = f"{before} → {after}"
    if line.times > 1:
        times = QCoreApplication.translate("SyncCentre", "共改 %n 次", "", line.times)
        how = f"{how}{in_brackets(times)}"
    return field_label(line.record_type, line.field, language(), customer=customer_record()), how


# -- receipts -------------------------------------------------------------------------------

#: Outcome -> colour token of its pill.
TINTS = {
    "applied": "green", "merged": "green", "same": "green", "partly": "amber", "lost": "amber", "inbox": "amber",
    "quarantined": "red", "erased": "grey",
}  # fmt: skip


def outcome_word(outcome: str) -> str:
    """Say what became of an operation in a word; an outcome of a newer server as it is."""
    translate = QCoreApplication.translate
    words = {
        "applied": translate("SyncCentre", "已写入"),
        "merged": translate("SyncCentre", "已合并"),
        "same": translate("SyncCentre", "已经相同"),
        "partly": translate("SyncCentre", "部分写入"),
        "lost": translate("SyncCentre", "被覆盖"),
        "inbox": translate("SyncCentre", "等待决定"),
        "quarantined": translate("SyncCentre", "已隔离"),
        "erased": translate("SyncCentre", "已清除"),
    }
    return words.get(outcome, outcome)


def outcome_sentence(row: ReceiptRow) -> str:
    """Say in a sentence what became of an operation and where its words are now."""
    translate = QCoreApplication.translate
    words = {
        "applied": translate("SyncCentre", "服务器已写入这处修改，同事同步后就能看到。"),
        "merged": translate("SyncCentre", "您和同事都改了这段文字，两边的内容已合在一起。"),
        "same": translate("SyncCentre", "服务器上已经是这个内容，没有什么要改。"),
        "partly": translate("SyncCentre", "一部分已写入；下面的项目被同事后来的修改覆盖，原文留在冲突里。"),
        "lost": translate("SyncCentre", "同事后来的修改覆盖了这处修改；您写的内容留在冲突里，可以取回。"),
        "inbox": translate("SyncCentre", "没有写入，等待决定；您写的内容留在冲突里。"),
        "quarantined": translate("SyncCentre", "服务器收下了但没有写入；内容保存在服务器的隔离区，由管理员处理。"),
        "erased": translate("SyncCentre", "这位客户的个人信息已按要求清除，修改没有写入。"),
    }
    parts = [_of_merges(row) or words.get(row.outcome, row.outcome)]
    if row.operation.command not in _MERGES:
        parts.append(why_words(row.why))
    if row.lost:
        fields = _joined(
            [field_label(row.operation.record_type, name, language(), customer=customer_record()) for name in row.lost]
        )
        parts.append(translate("SyncCentre", "被覆盖的项目：%1。").replace("%1", fields))
    if not row.settled:
        parts.append(translate("SyncCentre", "结果会在下一次同步时取回本机。"))
    return sentences(parts)


_MERGES = frozenset(("merge", "unmerge"))


def _of_merges(row: ReceiptRow) -> str:
    """Say what became of a merge of two customers; "" where nothing special can be said."""
    translate = QCoreApplication.translate
    words = {
        ("merge", "applied"): translate("SyncCentre", "服务器已把这张档案合并过去，同事同步后就能看到。"),
        ("merge", "same"): translate("SyncCentre", "同事已经合并过这两张档案。"),
        ("merge", "partly"): translate("SyncCentre", "已合并；下面的项目被同事后来的修改覆盖，您选的值留在冲突里。"),
        ("merge", "inbox"): translate(
            "SyncCentre", "没有合并：其中一张已被同事合并到别处或删除。两张都保持原样，冲突里有说明。"
        ),
        ("merge", "quarantined"): translate(
            "SyncCentre", "没有合并：其中一张已不归您负责或服务器没有它。两张都保持原样，管理员可以代为合并。"
        ),
        ("merge", "erased"): translate("SyncCentre", "没有合并：这位客户的个人信息已按要求清除。"),
        ("decide", "applied"): translate("SyncCentre", "裁定已生效，所有相关的人都会收到。"),
        ("decide", "lost"): translate("SyncCentre", "另一位的裁定先到，已经生效；您的裁定留在冲突里。"),
        ("decide", "quarantined"): translate(
            "SyncCentre", "裁定没有生效：您不能裁定这个撞单，或归属人、报价已不可用。"
        ),
        ("unmerge", "applied"): translate("SyncCentre", "服务器已拆开这张档案，它的记录随下一次同步回来。"),
        ("unmerge", "same"): translate("SyncCentre", "它已经是单独的档案，没有什么要拆。"),
        ("unmerge", "inbox"): translate("SyncCentre", "没有拆开：留下的那张后来又被合并。冲突里有说明。"),
        ("unmerge", "quarantined"): translate("SyncCentre", "没有拆开：留下的那张已不归您负责，或合并得太早没有记录。"),
    }
    return words.get((row.operation.command, row.outcome), "")


def why_words(why: str) -> str:
    """Say the reason of an outcome; one of a newer server as it is."""
    if not why:
        return ""
    translate = QCoreApplication.translate
    words = {
        "concurrent": translate("SyncCentre", "原因：两个人同时改了同一处。"),
        "changed_since": translate("SyncCentre", "原因：您看过以后，同事又改过这位客户，所以没有删除。"),
        "deleted": translate("SyncCentre", "原因：同事已把它删除。"),
        "scope": translate("SyncCentre", "原因：这位客户已不归您负责；修改作为建议交给现在的负责人。"),
        "unknown_row": translate("SyncCentre", "原因：服务器没有这条记录。"),
        "bad_operation": translate("SyncCentre", "原因：服务器看不懂这处修改，可能是版本不同。"),
        "clock": translate("SyncCentre", "原因：本机时钟跳动过，无法判断谁先谁后。"),
        "too_old": translate("SyncCentre", "原因：这处修改太久没有发送，服务器已不记得当时的内容。"),
        "duplicate": translate("SyncCentre", "原因：另一条记录有相同的唯一内容。"),
        "last_will": translate("SyncCentre", "原因：这是已停用电脑上没有发出的修改。"),
        "internal": translate("SyncCentre", "原因：服务器处理时出错，管理员会查看。"),
    }
    return words.get(why, translate("SyncCentre", "原因：%1。").replace("%1", why))


def receipt_number(row: ReceiptRow) -> str:
    """Write commit number and short tag: No. 9012 · c1d2e3f4."""
    if not row.tag:
        return f"No. {row.seq:,}"
    proof = row.tag if row.tag_seq in (0, row.seq) else f"{row.tag} @ {row.tag_seq:,}"
    return f"No. {row.seq:,} · {proof}"
