"""Words about batches: what was done, how it stands, why something was left alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.bulk import Act, Fate
from desktop_crm.domain.fields import Field
from desktop_crm.queries.batches import State
from desktop_crm.store.batches import Batch, Kind
from ui.i18n import language
from ui.models.columns import customer_record

#: Colour token of each fate and each state.
FATE_TINTS = {Fate.CHANGE: "green", Fate.SAME: "grey", Fate.NOT_ALLOWED: "amber", Fate.INVALID: "red"}
STATE_TINTS = {
    State.RUNNING: "blue",
    State.DONE: "green",
    State.PART: "amber",
    State.UNDONE: "grey",
    State.PART_UNDONE: "amber",
}


def act_word(act: Act) -> str:
    """Say what an action does."""
    translate = QCoreApplication.translate
    words = {
        Act.SET: translate("Bulk", "改为"),
        Act.CLEAR: translate("Bulk", "清空"),
        Act.ADD: translate("Bulk", "加上"),
        Act.REMOVE: translate("Bulk", "去掉"),
        Act.REPLACE: translate("Bulk", "替换文字"),
        Act.SHIFT: translate("Bulk", "日期推移"),
    }
    return words[act]


def fate_word(fate: Fate) -> str:
    """Say what becomes of a customer."""
    translate = QCoreApplication.translate
    words = {
        Fate.CHANGE: translate("Bulk", "将修改"),
        Fate.SAME: translate("Bulk", "已是如此"),
        Fate.NOT_ALLOWED: translate("Bulk", "不适用"),
        Fate.INVALID: translate("Bulk", "不合规则"),
    }
    return words[fate]


def state_word(state: State) -> str:
    """Say how a batch stands."""
    translate = QCoreApplication.translate
    words = {
        State.RUNNING: translate("Bulk", "进行中"),
        State.DONE: translate("Bulk", "已完成"),
        State.PART: translate("Bulk", "中途停止"),
        State.UNDONE: translate("Bulk", "已撤销"),
        State.PART_UNDONE: translate("Bulk", "撤销到一半"),
    }
    return words[state]


def why_word(why: str) -> str:
    """Say why a reversal left something alone."""
    translate = QCoreApplication.translate
    words = {
        "changed": translate("Bulk", "之后又被改过"),
        "deleted": translate("Bulk", "客户在回收站中"),
        "gone": translate("Bulk", "已不在本机"),
    }
    return words.get(why, why)


def kind_word(kind: Kind) -> str:
    """Name a kind of batch."""
    translate = QCoreApplication.translate
    words = {
        Kind.IMPORT: translate("Bulk", "导入客户"),
        Kind.ORDERS: translate("Bulk", "导入订单"),
        Kind.EDIT: translate("Bulk", "批量修改"),
        Kind.PASTE: translate("Bulk", "粘贴"),
        Kind.REVERSE: translate("Bulk", "撤销"),
    }
    return words[kind]


def batch_words(batch: Batch) -> str:
    """Say in a line what a batch did: its file, or its actions."""
    file = batch.what.get("file")
    if file:
        return str(file)
    actions = batch.what.get("actions")
    told = [_action_words(one) for one in actions if isinstance(one, Mapping)] if isinstance(actions, list) else []
    return ("; " if language() == "en" else "；").join(told)


def _action_words(action: Mapping[str, object]) -> str:
    declared = customer_record().get(str(action.get("field")))
    label = declared.label(language()) if declared else str(action.get("field"))
    if "act" not in action or (action["act"] == Act.SET and "raw" not in action):
        return label
    act, raw = Act(str(action["act"])), action.get("raw")
    if act is Act.SHIFT:
        return f"{label} {int(str(action.get('days') or 0)):+d}"
    members = raw if isinstance(raw, list | tuple) else [raw or ""]
    text = ("、" if language() == "zh" else ", ").join(_choice_label(declared, str(one)) for one in members)
    if act is Act.REPLACE:
        text = f"“{action.get('find')}” → “{text}”"
    return f"{label} {act_word(act)} {text}".rstrip()


def _choice_label(declared: Field | None, code: str) -> str:
    choice = declared.choice(code) if declared is not None else None
    if choice is None:
        return code
    return choice.en if language() == "en" else choice.zh
