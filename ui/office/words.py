"""The office server in words: since when, how many, what an examination means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from sync.client.office import Finding, OfficeStatus
from ui.models.texts import long_moment

OK, WARNING, PROBLEM = "ok", "warning", "problem"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as a person reads it."""

    state: str
    title: str
    text: str
    todo: str = ""


def since(status: OfficeStatus, today: date) -> str:
    """Say since when it runs, and where it listens."""
    translate = QCoreApplication.translate
    if not status.running:
        return translate("Office", "同事的电脑照常工作，改动等它启动后再同步。")
    start = long_moment(status.since, today) if status.since else translate("Office", "刚刚")
    return translate("Office", "从 %1 开始 · 端口 %2").replace("%1", start).replace("%2", str(status.port))


def laptops(status: OfficeStatus) -> str:
    """Say how many laptops know it, and how many were there lately."""
    translate = QCoreApplication.translate
    if not status.devices:
        return translate("Office", "还没有电脑连接")
    known = translate("Office", "%n 台已登记", "", status.devices)
    lately = translate("Office", "%n 台最近 10 分钟在线", "", status.connected)
    return f"{known} · {lately}"


def backups(status: OfficeStatus, today: date) -> str:
    """Say when the last backup was made and how many are kept."""
    translate = QCoreApplication.translate
    if not status.last_backup_at:
        return translate("Office", "还没有，启动后自动备份")
    last = long_moment(status.last_backup_at, today)
    return f"{last} · {translate('Office', '保留 %n 份', '', status.backups)}"


def place(status: OfficeStatus) -> str:
    """Say where the database lies and how large it is."""
    return f"{status.bytes / _MEGABYTE:,.1f} MB · {status.database}"


def address(status: OfficeStatus) -> str:
    """Return what colleagues type now."""
    return status.moved or status.connect


def invitation(status: OfficeStatus, user: str = "") -> str:
    """Write what a colleague needs, to be sent as it is. The password goes another way."""
    translate = QCoreApplication.translate
    lines = [
        translate("Office", "请在客户管家里选「连接到公司」，填写："),
        translate("Office", "服务器地址：%1").replace("%1", address(status)),
    ]
    if user:
        lines.append(translate("Office", "用户名：%1").replace("%1", user))
    return "\n".join(lines)


def summary(found: Iterable[Said]) -> tuple[str, str]:
    """Say in one sentence how it is, and as which kind of message."""
    translate = QCoreApplication.translate
    states = [one.state for one in found]
    if PROBLEM in states:
        return translate("Office", "有 %n 处必须处理", "", states.count(PROBLEM)), "error"
    if WARNING in states:
        return translate("Office", "可以用，有 %n 处请看一看", "", states.count(WARNING)), "warning"
    return translate("Office", "都正常。"), "success"


def in_words(finding: Finding) -> Said:
    """Put a finding into words of the present language; an unknown check keeps the server's own sentences."""
    title, fine, wrong, todo = _checks().get(finding.check, (finding.check, finding.says, finding.says, finding.todo))
    if finding.state == OK:
        return Said(OK, title, fine)
    return Said(finding.state, title, wrong, todo)


def _checks() -> dict[str, tuple[str, str, str, str]]:
    return {**_of_machine(), **_of_data(), **_of_work()}


def _of_machine() -> dict[str, tuple[str, str, str, str]]:
    translate = QCoreApplication.translate
    room = translate("Office", "请腾出空间。没有空间时同事的改动留在他们的电脑上，以后再传。")
    return {
        "versions": (translate("Office", "程序"), translate("Office", "版本齐全。"), "", ""),
        "files": (
            translate("Office", "连接数"),
            translate("Office", "够用。"),
            translate("Office", "这个电脑账户能同时打开的文件太少，同事多时会连不上。"),
            translate("Office", "请管理这台电脑的人调高限制。"),
        ),
        "rights": (
            translate("Office", "文件权限"),
            translate("Office", "只有这个电脑账户能读服务器的文件。"),
            translate("Office", "这台电脑上的其他账户也能读服务器的文件。"),
            translate("Office", "请收回其他账户对服务器文件夹的权限。"),
        ),
        "disk": (
            translate("Office", "磁盘"),
            translate("Office", "空间够用。"),
            translate("Office", "数据库所在的磁盘快满了。"),
            room,
        ),
        "backup disk": (
            translate("Office", "备份的磁盘"),
            translate("Office", "空间够用。"),
            translate("Office", "备份所在的磁盘快满了。"),
            room,
        ),
        "clock": (
            translate("Office", "时钟"),
            translate("Office", "准确。"),
            translate("Office", "这台电脑的时间倒退过，或者不准。"),
            translate("Office", "请打开「自动设置时间」。"),
        ),
    }


def _of_data() -> dict[str, tuple[str, str, str, str]]:
    translate = QCoreApplication.translate
    restore = translate("Office", "请先停止服务器，按手册从最近的备份恢复。同事电脑上的资料会自动补回来。")
    return {
        "schema": (
            translate("Office", "数据库"),
            translate("Office", "是这个版本的格式。"),
            translate("Office", "是旧版本的格式，启动时自动升级。"),
            translate("Office", "不需要做什么。"),
        ),
        "database": (
            translate("Office", "数据库"),
            translate("Office", "读得出来。"),
            translate("Office", "读不出来。"),
            restore,
        ),
        "integrity": (
            translate("Office", "数据库文件"),
            translate("Office", "完好。"),
            translate("Office", "文件已损坏。"),
            restore,
        ),
        "keys": (
            translate("Office", "服务器的密钥"),
            translate("Office", "都在。"),
            translate("Office", "不见了，同事的电脑会不认这台服务器。"),
            restore,
        ),
        "chain": (
            translate("Office", "修改的次序"),
            translate("Office", "连续，没有缺少。"),
            translate("Office", "断开了：数据库被服务器以外的程序改过。"),
            restore,
        ),
        "backup": (
            translate("Office", "备份"),
            translate("Office", "最近一份是新的，并且读回检查过。"),
            translate("Office", "没有备份，或最近一份太旧。"),
            translate("Office", "请点「立即备份」，并让服务器每天开着。"),
        ),
    }


def _of_work() -> dict[str, tuple[str, str, str, str]]:
    translate = QCoreApplication.translate
    decide = translate("Office", "请管理员按手册用命令行处理。")
    return {
        "certificate": (
            translate("Office", "证书"),
            translate("Office", "有效。"),
            translate("Office", "快到期了，或和密钥、地址不符。"),
            translate("Office", "请按手册换新的证书，再把新的地址发给同事。"),
        ),
        "its TLS": (
            translate("Office", "加密连接"),
            translate("Office", "有效。"),
            translate("Office", "证书快到期了，或已经到期。"),
            translate("Office", "请按手册换新的证书，再把新的地址发给同事。"),
        ),
        "address": (
            translate("Office", "应答"),
            translate("Office", "服务器像对同事那样回答了这台电脑。"),
            translate("Office", "服务器没有回答，或回答的是别的程序。"),
            translate("Office", "请停止再启动；防火墙询问时请选「允许访问」。"),
        ),
        "quarantine": (
            translate("Office", "搁置的修改"),
            translate("Office", "没有。"),
            translate("Office", "有修改被搁置，等管理员决定。"),
            decide,
        ),
        "salvage": (
            translate("Office", "找回的客户"),
            translate("Office", "没有等待决定的。"),
            translate("Office", "有客户只在同事的电脑上，等管理员决定。"),
            decide,
        ),
        "laptops": (
            translate("Office", "同事的电脑"),
            translate("Office", "没有长期不来的。"),
            translate("Office", "有电脑很久没有同步，可能还有没上传的改动。"),
            translate("Office", "请问问同事；丢失或不用的电脑请停用。"),
        ),
        "alarms": (
            translate("Office", "复制的电脑"),
            translate("Office", "没有。"),
            translate("Office", "有电脑可能被人复制，已经锁定。"),
            translate("Office", "请给同事打电话，再按手册解锁或停用。"),
        ),
    }
