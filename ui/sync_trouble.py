"""Why the synchronisation stopped: short words for the status bar, and sentences with what to do."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from desktop_crm.errors import CrmError, StoreError, SyncError
from sync.client.status import State, SyncStatus
from ui.errors import ErrorText, describe
from ui.wakes import NetworkHints

#: Codes after which only connecting anew helps.
CONNECT_ANEW = frozenset({"server_refused", "token", "password", "not_enrolled", "bad_address", "insecure_address"})
#: What a network that wants a log-in looks like.
_LIKE_A_PORTAL = frozenset({"", "offline", "certificate", "not_our_server", "captive_portal"})
#: Codes of the laptop's own file; the others are about the server or the way to it.
_OF_STORE = frozenset({"store", "store_damaged", "store_busy", "store_too_new", "disk_full", "wrong_key"})


def short_words(code: str) -> str:
    """Say in the room of the status bar what is wrong and what to do. Codes are those of
    :mod:`desktop_crm.errors` and of ``sync.protocol.Code``."""
    translate = QCoreApplication.translate
    connect = translate("StatusBar", "登录已失效 · 请重新连接公司")
    stopped = translate("StatusBar", "本机已被停用 · 请联系管理员")
    later = translate("StatusBar", "服务器忙 · 稍后自动重试")
    odd_answer = translate("StatusBar", "服务器答复异常 · 稍后自动重试")
    sentences = {
        "server_refused": translate("StatusBar", "服务器拒绝登录 · 请在设置中重新连接"),
        "token": connect,
        "password": connect,
        "not_enrolled": connect,
        "revoked": stopped,
        "locked": translate("StatusBar", "本机已被锁定 · 请联系管理员"),
        "wipe_ordered": translate("StatusBar", "公司要求清除本机资料 · 正在进行"),
        "bad_letter": translate("StatusBar", "信使文件不能用 · 请重新写一份"),
        "disabled": translate("StatusBar", "账号已停用 · 请联系管理员"),
        "forbidden": translate("StatusBar", "您的角色不允许这样做 · 请联系管理员"),
        "other_server": translate("StatusBar", "这不是原来的服务器 · 请联系管理员"),
        "diverged": translate("StatusBar", "服务器资料回退过 · 请联系管理员"),
        "not_primary": translate("StatusBar", "服务器正在切换 · 稍后自动重试"),
        "upgrade": translate("StatusBar", "版本太旧，收不到新资料 · 请升级程序"),
        "certificate": translate("StatusBar", "服务器证书无效 · 请联系管理员"),
        "bad_address": translate("StatusBar", "服务器地址不对 · 请重新连接公司"),
        "insecure_address": translate("StatusBar", "地址没有加密 · 请用 https 重新连接"),
        "captive_portal": translate("StatusBar", "网络可能需要登录 · 请打开浏览器登录"),
        "not_our_server": translate("StatusBar", "网络需要登录，或地址不对 · 点此查看"),
        "bad_answer": odd_answer,
        "no_receipts": odd_answer,
        "server_busy": later,
        "server_too_many": later,
        "server_full": translate("StatusBar", "服务器磁盘已满 · 请联系管理员"),
        "bad_envelope": translate("StatusBar", "版本与服务器不符 · 请升级程序"),
        "too_big": translate("StatusBar", "有一项修改太大 · 请联系管理员"),
        "internal": translate("StatusBar", "同步出了内部错误 · 点此查看"),
        "disk_full": translate("StatusBar", "磁盘已满 · 请腾出空间后点此重试"),
        "store_damaged": translate("StatusBar", "本机文件损坏 · 请从备份恢复"),
        "store_busy": translate("StatusBar", "文件正被占用 · 点此重试"),
        "store_too_new": translate("StatusBar", "资料库由新版本写成 · 请升级程序"),
    }
    fallback = translate("StatusBar", "同步出错（%1）· 点此查看")
    return sentences.get(code, fallback.replace("%1", code))


def whole_words(code: str) -> ErrorText:
    """Say in sentences what is wrong, what is safe and what to do."""
    kind: type[CrmError] = StoreError if code in _OF_STORE else SyncError
    known = describe(kind(code))
    if known.what != describe(kind()).what:
        return known
    what, todo = (part.strip() for part in f"{short_words(code)}·".split("·")[:2])
    points_here = code == "internal" or code in what  # the status bar's "click here" helps nobody who has clicked
    return ErrorText(_stopped(what), known.safe, known.todo if points_here else _stopped(todo), code)


def _stopped(words: str) -> str:
    return QCoreApplication.translate("StatusBar", "%1。").replace("%1", words) if words else ""


def with_hints(status: SyncStatus, hints: NetworkHints) -> SyncStatus:
    """Say that the network wants a log-in where the system knows so; a portal looks like a dead or a false server."""
    if hints.captive and status.state in (State.OFFLINE, State.ERROR) and status.error in _LIKE_A_PORTAL:
        return replace(status, state=State.OFFLINE, error="captive_portal")
    return status
