"""How the synchronisation stands, in words: one true sentence and what helps, how fresh, how complete. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from desktop_crm.errors import Offline
from desktop_crm.queries.sync_log import SyncFacts
from sync.client.status import CheckState, CheckStatus, State, SyncStatus, TransferStatus
from ui.models.texts import local_moment, long_moment, size_words
from ui.sync_centre.words import changes_words, in_brackets, sentences
from ui.sync_trouble import CONNECT_ANEW, short_words
from ui.updates.words import short_words as update_words

#: More old data than this is said with day and time instead of minutes.
_FRESH_MINUTES = 60
_ASK_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence on top, its kind (info, success, warning, error) and what helps: the id of an action of the
    window ("" for nothing) with the words of its button."""

    text: str
    kind: str
    action: str = ""
    button: str = ""


def headline(status: SyncStatus, facts: SyncFacts, now: str, today: date) -> Headline:
    """Say how it stands, what matters most first."""
    translate = QCoreApplication.translate
    again, connect = translate("SyncCentre", "立即同步"), translate("SyncCentre", "连接公司")
    if status.state is State.NOT_ENROLLED:
        return Headline(translate("SyncCentre", "尚未连接公司 · 资料只在本机"), "info", "connect", connect)
    if asks(facts, now):
        return Headline(question_words(facts), "warning", "decide", translate("SyncCentre", "查看并决定"))
    if status.state is State.ERROR:
        action = ("connect", connect) if status.error in CONNECT_ANEW else ("sync", again)
        return Headline(short_words(status.error), "error", *action)
    if facts.question and facts.answer == "keep":
        return Headline(_kept_words(facts), "info", "decide", translate("SyncCentre", "重新决定"))
    if facts.diverged_at:
        return Headline(_recovering(facts), "warning", "sync", again)
    if status.state is State.FIRST_SYNC or (facts.enrolled and not facts.first_sync_done):
        return Headline(_first_sync(status, facts), "info")
    if status.state is State.OFFLINE:
        return Headline(_offline(status, today), "warning", "sync", again)
    if facts.conflicts:
        text = translate("SyncCentre", "%n 个冲突待处理", "", facts.conflicts)
        return Headline(text, "warning", "conflicts", translate("SyncCentre", "去处理"))
    if facts.waiting:
        return Headline(waiting_words(facts), "info", "sync", again)
    if status.state is State.SYNCING:
        return Headline(translate("SyncCentre", "正在同步…"), "info")
    text = translate("SyncCentre", "已同步 · %1").replace("%1", age_words(status.last_synced_at, now, today))
    if status.update.ready:
        words = translate("SyncCentre", "安装新版本 %1").replace("%1", status.update.version)
        return Headline(text, "success", "update", words)
    return Headline(text, "success", "sync", again)


def asks(facts: SyncFacts, now: str) -> bool:
    """Whether a question waits for an answer; one that was put off is asked again after a day."""
    if not facts.question or facts.answer == "drop":
        return False
    put_off, present = local_moment(facts.answered_at), local_moment(now)
    recent = put_off is not None and present is not None and present - put_off < _ASK_AGAIN
    return not (facts.answer == "keep" and recent)


def question_words(facts: SyncFacts) -> str:
    """Say what the restored server does not know."""
    text = QCoreApplication.translate("SyncCentre", "服务器恢复了旧备份，不认识本机 %1 位客户中的 %2 位")
    return text.replace("%1", f"{facts.question_of:,}").replace("%2", f"{facts.question_cards:,}")


def _kept_words(facts: SyncFacts) -> str:
    text = QCoreApplication.translate("SyncCentre", "服务器不认识的 %n 位客户暂时留在本机", "", facts.question_cards)
    return f"{text} · {QCoreApplication.translate('SyncCentre', '明天再问')}"


def salvage_words(facts: SyncFacts) -> str:
    """Say what was offered to the administrator and that a copy from before is kept; "" when nothing happened."""
    translate = QCoreApplication.translate
    if not facts.salvage_file:
        return ""
    parts = [translate("SyncCentre", "服务器恢复过旧备份。")]
    if facts.salvage_offered:
        text = translate("SyncCentre", "它忘记的 %n 条记录已交给管理员决定。", "", facts.salvage_offered)
        parts.append(text)
    parts.append(translate("SyncCentre", "恢复以前的副本保存在本机，90 天内可以取用。"))
    return sentences(parts)


def waiting_words(facts: SyncFacts) -> str:
    """Say what waits: 3 位客户的 7 处修改待发送."""
    text = QCoreApplication.translate("SyncCentre", "%1的 %2待发送")
    customers = QCoreApplication.translate("SyncCentre", "%n 位客户", "", facts.waiting_customers)
    return text.replace("%1", customers).replace("%2", changes_words(facts.waiting))


def contents_words(transfer: TransferStatus) -> list[str]:
    """Say which attachments wait, and what moves: 3 个附件待发送（4.2 MB）."""
    translate = QCoreApplication.translate
    parts = []
    if transfer.size:
        text = (
            translate("SyncCentre", "正在发送附件 %1%") if transfer.up else translate("SyncCentre", "正在取回附件 %1%")
        )
        parts.append(text.replace("%1", str(100 * transfer.done // transfer.size)))
    if transfer.waiting:
        text = translate("SyncCentre", "%n 个附件待发送", "", transfer.waiting)
        parts.append(f"{text}{in_brackets(size_words(transfer.waiting_bytes))}")
    if transfer.dear:
        parts.append(translate("SyncCentre", "附件等不计流量的网络"))
    return parts


def second_line(
    said: str, status: SyncStatus, facts: SyncFacts, now: str, today: date, *, metered: bool = False
) -> str:
    """Say the rest, without what the headline ``said`` already: what waits, how fresh, whether one can go on."""
    translate = QCoreApplication.translate
    parts = []
    if facts.waiting and status.state is State.NOT_ENROLLED:
        parts.append(translate("SyncCentre", "%n 处修改将在连接后发送", "", facts.waiting))
    elif facts.waiting:
        parts.append(waiting_words(facts))
    elif facts.enrolled:
        parts.append(translate("SyncCentre", "没有待发送的修改"))
    parts += contents_words(status.transfer)
    parts += [words] if (words := update_words(status.update)) else []
    if facts.last_synced_at or status.last_synced_at:
        parts.append(_fresh_words(status.last_synced_at or facts.last_synced_at, now, today))
    if metered:
        parts.append(translate("SyncCentre", "当前网络按流量计费"))
    if status.state in (State.OFFLINE, State.ERROR):
        parts.append(translate("SyncCentre", "可以继续工作，修改都在本机"))
    known = said.casefold()
    return " · ".join(part for part in parts if part.casefold() not in known)


def _fresh_words(instant: str, now: str, today: date) -> str:
    when, age = long_moment(instant, today), age_words(instant, now, today)
    text = QCoreApplication.translate("SyncCentre", "数据截至 %1")
    return text.replace("%1", when if age == when else f"{when}{in_brackets(age)}")


def age_words(instant: str, now: str, today: date) -> str:
    """Say how long ago an instant was: 刚刚, 2 分钟前, else day and time."""
    moment, present = local_moment(instant), local_moment(now)
    if moment is None or present is None:
        return QCoreApplication.translate("SyncCentre", "从未")
    minutes = int((present - moment).total_seconds() // 60)
    if minutes < 1:
        return QCoreApplication.translate("SyncCentre", "刚刚")
    if minutes < _FRESH_MINUTES:
        return QCoreApplication.translate("SyncCentre", "%n 分钟前", "", minutes)
    return long_moment(instant, today)


def check_words(check: CheckStatus) -> tuple[str, str]:
    """Say how a check that was asked for ended, and its kind; "" when there is nothing to add."""
    translate = QCoreApplication.translate
    if check.state is CheckState.CANCELLED:
        return translate("SyncCentre", "核对已取消，没有改动任何资料。"), "info"
    if check.state is CheckState.FAILED:
        return translate("SyncCentre", "核对没有完成，请联网后再试。资料没有改动。"), "warning"
    if check.state is not CheckState.DONE:
        return "", ""
    if not check.equal:
        return translate("SyncCentre", "核对完成，仍有不一致；服务器已记下，请联系管理员。"), "warning"
    if check.repaired:
        return translate("SyncCentre", "核对完成：%n 位客户不一致，已重新取回。", "", check.repaired), "success"
    return translate("SyncCentre", "核对完成：完全一致。"), "success"


def verified_words(facts: SyncFacts, today: date) -> str:
    """Say when this laptop was last proved equal to the server."""
    translate = QCoreApplication.translate
    moment = local_moment(facts.verified_at)
    if not facts.first_sync_done:
        return ""
    if facts.diverged_at:
        return translate("SyncCentre", "服务器恢复过旧备份，补交完成后会重新核对")
    if moment is None and facts.compared_at:
        return translate("SyncCentre", "上次核对还有不一致，服务器已记下；明天会再核对")
    if moment is None:
        return translate("SyncCentre", "还没有与服务器全面核对过")
    text = translate("SyncCentre", "本机与服务器一致：%1，核对于 %2")
    customers = translate("SyncCentre", "%n 位客户", "", facts.verified_cards)
    customers = customers.replace(str(facts.verified_cards), f"{facts.verified_cards:,}")
    when = f"{moment:%H:%M}" if moment.date() == today else long_moment(facts.verified_at, today)
    return text.replace("%1", customers).replace("%2", when)


def _recovering(facts: SyncFacts) -> str:
    if facts.waiting:
        return QCoreApplication.translate("SyncCentre", "服务器已恢复旧备份，正在补交 %n 处修改", "", facts.waiting)
    return QCoreApplication.translate("SyncCentre", "服务器已恢复旧备份，正在补交它忘记的记录")


def _first_sync(status: SyncStatus, facts: SyncFacts) -> str:
    loaded = max(status.loaded, facts.customers)
    if facts.expected:
        text = QCoreApplication.translate("SyncCentre", "首次同步 · 已载入 %1 / %2 位客户，搜索还不完整")
        return text.replace("%1", f"{loaded:,}").replace("%2", f"{facts.expected:,}")
    return QCoreApplication.translate("SyncCentre", "首次同步 · 已载入 %n 位客户，搜索还不完整", "", loaded)


def _offline(status: SyncStatus, today: date) -> str:
    if status.error not in ("", Offline.code):
        return short_words(status.error)
    if not status.last_synced_at:
        return QCoreApplication.translate("SyncCentre", "离线 · 还没有同步过")
    text = QCoreApplication.translate("SyncCentre", "离线 · 数据截至 %1")
    return text.replace("%1", long_moment(status.last_synced_at, today))
