"""Errors in words: what happened, what is safe, what to do. Codes come from :mod:`desktop_crm.errors`."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_crm.errors import CrmError
from ui.office_errors import office_texts
from ui.record_errors import record_texts
from ui.update_errors import update_texts


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Three sentences; ``code`` identifies the error for support."""

    what: str
    safe: str
    todo: str
    code: str

    def whole(self) -> str:
        """All sentences, one a line."""
        return "\n".join(part for part in (self.what, self.safe, self.todo) if part)


def describe(error: BaseException) -> ErrorText:
    """Put an error into words of the present language; an unknown code falls back to its kind."""
    texts = _texts()
    if isinstance(error, MemoryError):
        return _text("memory", texts["memory"], {})
    if not isinstance(error, CrmError):
        return _text("internal", texts["internal"], {})
    for code in (error.code, *(getattr(kind, "code", "") for kind in type(error).__mro__)):
        if code in texts:
            return _text(error.code, texts[code], error.params)
    return _text(error.code, texts["internal"], error.params)


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """Tell an expected error in a box; returns at once, the box goes when it is closed."""
    text = describe(error)
    box = QMessageBox(QMessageBox.Icon.Warning, QCoreApplication.applicationName(), text.what, parent=parent)
    box.setInformativeText("\n".join(part for part in (text.safe, text.todo) if part))
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setText(QCoreApplication.translate("Errors", "知道了"))
    box.open()


def _text(code: str, parts: tuple[str, str, str], params: dict[str, str]) -> ErrorText:
    what, safe, todo = parts
    for name, value in params.items():
        what, todo = what.replace(f"%{name}", value), todo.replace(f"%{name}", value)
    return ErrorText(what, safe, todo, code)


def _texts() -> dict[str, tuple[str, str, str]]:
    return {
        **_of_keys(),
        **_of_store(),
        **record_texts(),
        **_of_files(),
        **_of_output(),
        **_of_sync(),
        **_of_server(),
        **_of_courier(),
        **update_texts(),
        **office_texts(),
    }


def _of_keys() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    untouched = translate("Errors", "资料没有改动。")
    return {
        "store": (
            translate("Errors", "本机资料库出错。"),
            untouched,
            translate("Errors", "请再试一次；仍不行就重新启动程序。"),
        ),
        "wrong_key": (
            translate("Errors", "口令不对，打不开资料库。"),
            untouched,
            translate("Errors", "请检查大小写和输入法后再试。"),
        ),
        "key_missing": (
            translate("Errors", "系统里没有找到资料库的密钥。"),
            untouched,
            translate("Errors", "请输入建立资料库时设定的口令。"),
        ),
    }


def _of_store() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    untouched = translate("Errors", "资料没有改动。")
    return {
        "store_damaged": (
            translate("Errors", "资料库文件已损坏，读不出来。"),
            translate("Errors", "自动备份和已同步到服务器的资料不受影响。"),
            translate("Errors", "请从「设置 › 备份」恢复最近一份备份。"),
        ),
        "no_profile": (
            translate("Errors", "这个文件夹里没有资料库。"),
            untouched,
            translate("Errors", "请检查文件夹，或建立新的资料库。"),
        ),
        "store_too_new": (
            translate("Errors", "资料库由更新的版本写成。"),
            untouched,
            translate("Errors", "请安装最新版本后再打开。"),
        ),
        "disk_full": (
            translate("Errors", "磁盘已满，没有保存。"),
            translate("Errors", "以前保存的内容都在，屏幕上的内容还在。"),
            translate("Errors", "请腾出空间后再保存。"),
        ),
        "store_busy": (
            translate("Errors", "另一个程序正在使用资料库。"),
            untouched,
            translate("Errors", "请关闭另一个窗口或杀毒软件的扫描后再试。"),
        ),
        "backup_missing": (translate("Errors", "找不到这份备份。"), untouched, translate("Errors", "请另选一份备份。")),
        "memory": (
            translate("Errors", "内存不足，操作没有完成。"),
            translate("Errors", "已保存的内容都在。"),
            translate("Errors", "请关闭其他程序后再试。"),
        ),
        "internal": (
            translate("Errors", "程序内部出错，这一步没有完成。"),
            translate("Errors", "已保存的内容都在。"),
            translate("Errors", "请再试一次；仍出错时把报告发给管理员。"),
        ),
    }


def _of_files() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    untouched = translate("Errors", "资料库没有改动。")
    return {
        "cancelled": (
            translate("Errors", "已停止。"),
            translate("Errors", "停止以前完成的部分都在。"),
            translate("Errors", "需要时可以重新开始。"),
        ),
        "exchange": (translate("Errors", "文件读写失败。"), untouched, translate("Errors", "请检查文件后再试。")),
        "unreadable": (
            translate("Errors", "文件读不出来。"),
            untouched,
            translate("Errors", "请先在别的程序里关闭它，或另存一份再试。"),
        ),
        "damaged": (
            translate("Errors", "文件已损坏。"),
            untouched,
            translate("Errors", "请用原来的程序打开并另存一份再试。"),
        ),
        "encrypted": (
            translate("Errors", "文件有密码保护。"),
            untouched,
            translate("Errors", "请先去掉密码，另存后再导入。"),
        ),
        "empty": (translate("Errors", "文件是空的。"), untouched, translate("Errors", "请换一个文件。")),
        "too_big": (translate("Errors", "文件太大。"), untouched, translate("Errors", "请拆成几个文件再导入。")),
        "unknown_format": (
            translate("Errors", "不认识这种文件。"),
            untouched,
            translate("Errors", "可以用 xlsx、xls、csv、vcf 或 jsonl。"),
        ),
        "unknown_encoding": (
            translate("Errors", "文字编码不认识。"),
            untouched,
            translate("Errors", "请另存为 UTF-8 或 GB18030 的 csv。"),
        ),
    }


def _of_output() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    untouched = translate("Errors", "资料库没有改动。")
    return {
        "is_folder": (
            translate("Errors", "这是文件夹，不是文件。"),
            untouched,
            translate("Errors", "请选文件夹里的一个文件。"),
        ),
        "cannot_write": (
            translate("Errors", "文件写不进去。"),
            untouched,
            translate("Errors", "请换一个文件夹，或先关闭打开着它的程序。"),
        ),
        "changing": (
            translate("Errors", "客户资料正在变动，页码会不准，没有打印。"),
            untouched,
            translate("Errors", "请稍后再试。"),
        ),
        "cannot_print": (
            translate("Errors", "打印没有成功。"),
            untouched,
            translate("Errors", "请检查打印机，或改为输出 PDF。"),
        ),
        "font_missing": (
            translate("Errors", "程序缺少字体文件。"),
            untouched,
            translate("Errors", "请重新安装程序。"),
        ),
    }


def _of_sync() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    kept = translate("Errors", "改动都保存在本机，稍后会自动上传。")
    return {
        "sync": (translate("Errors", "同步没有完成。"), kept, translate("Errors", "程序会自动再试。")),
        "offline": (
            translate("Errors", "连不上公司服务器。"),
            kept,
            translate("Errors", "有网络时会自动再试，可以继续工作。"),
        ),
        "captive_portal": (
            translate("Errors", "网络可能需要登录：回答的是一个网页，不是公司服务器。"),
            kept,
            translate("Errors", "请打开浏览器登录网络；如果网络不用登录，请检查服务器地址。"),
        ),
        "not_our_server": (
            translate("Errors", "回答的不是公司服务器，可能是代理，或地址不对。"),
            kept,
            translate("Errors", "请换一个网络；仍不行请和管理员核对服务器地址。"),
        ),
        "not_enrolled": (
            translate("Errors", "还没有连接公司服务器。"),
            translate("Errors", "资料保存在本机。"),
            translate("Errors", "请在「设置 › 同步」里连接。"),
        ),
    }


def _of_server() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    kept = translate("Errors", "改动都保存在本机，稍后会自动上传。")
    return {
        "server_refused": (
            translate("Errors", "服务器拒绝了请求。"),
            kept,
            translate("Errors", "请检查用户名和口令，或联系管理员。"),
        ),
        "bad_address": (
            translate("Errors", "服务器地址不对。"),
            kept,
            translate("Errors", "请照管理员给的地址重新输入。"),
        ),
        "insecure_address": (
            translate("Errors", "这个地址没有加密，不能使用。"),
            kept,
            translate("Errors", "请用 https 开头的地址。"),
        ),
        "other_server": (
            translate("Errors", "这不是原来的服务器。"),
            kept,
            translate("Errors", "请联系管理员，不要重新输入口令。"),
        ),
        "revoked": (
            translate("Errors", "这台电脑已被管理员停用。"),
            translate("Errors", "资料仍在本机，没有上传的改动也在。"),
            translate("Errors", "请联系管理员。"),
        ),
        "locked": (
            translate("Errors", "这台电脑已被锁定：它的旧登录又被用了一次，可能有人复制了它。"),
            kept,
            translate("Errors", "请给管理员打电话；如果刚恢复过系统，请告诉他。"),
        ),
        "forbidden": (
            translate("Errors", "只有管理员可以这样做。"),
            translate("Errors", "没有任何改变。"),
            translate("Errors", "请联系管理员。"),
        ),
        "wrong_unlock_code": (
            translate("Errors", "代码不对。"),
            translate("Errors", "资料都在。"),
            translate("Errors", "请把屏幕上的问题再报一次给管理员。"),
        ),
        "no_unlocking": (
            translate("Errors", "不能用代码解锁。"),
            translate("Errors", "资料都在。"),
            translate("Errors", "请联网后再试，或联系管理员。"),
        ),
        "removed": (
            translate("Errors", "本机资料已按公司的要求清除。"),
            translate("Errors", "已交接的内容在公司服务器上。"),
            translate("Errors", "请联系管理员。"),
        ),
        "certificate_pin": (
            translate("Errors", "服务器的证书不是地址里写的那一个，没有连接。"),
            kept,
            translate("Errors", "请和管理员核对地址；不要在陌生的网络里连接。"),
        ),
        "certificate": (
            translate("Errors", "服务器证书有问题，没有连接。"),
            kept,
            translate("Errors", "请检查电脑的日期；仍不行请联系管理员。"),
        ),
    }


def _of_courier() -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    untouched = translate("Errors", "没有任何改变。")
    kept = translate("Errors", "改动都保存在本机。")
    return {
        "nothing_waits": (
            translate("Errors", "没有待发送的修改。"),
            untouched,
            translate("Errors", "有修改时再写信使文件。"),
        ),
        "courier_foreign": (
            translate("Errors", "这不是信使文件。"),
            untouched,
            translate("Errors", "请选 crmpost 或 crmanswer 文件。"),
        ),
        "courier_damaged": (
            translate("Errors", "信使文件已损坏或不完整，没有收下。"),
            untouched,
            translate("Errors", "请重新拷贝一份，或让对方再写一次。"),
        ),
        "courier_newer": (
            translate("Errors", "信使文件由更新的版本写成。"),
            untouched,
            translate("Errors", "请安装最新版本后再打开。"),
        ),
        "courier_other_server": (
            translate("Errors", "这是另一家公司的信使文件。"),
            untouched,
            translate("Errors", "请和把文件交给您的人核对。"),
        ),
        "courier_other_laptop": (
            translate("Errors", "这份回执是给另一台电脑的。"),
            untouched,
            translate("Errors", "请把文件交给写信的同事。"),
        ),
        "courier_own": (
            translate("Errors", "这是本机自己写的信使文件。"),
            kept,
            translate("Errors", "请交给同事或管理员，由他们带给服务器。"),
        ),
        "courier_no_keys": (
            translate("Errors", "这台电脑还没有和服务器交换密钥。"),
            kept,
            translate("Errors", "请先联网同步一次，以后就可以写信使文件。"),
        ),
        "courier_no_answer": (
            translate("Errors", "这份信使文件还没有回执。"),
            untouched,
            translate("Errors", "请先联网同步。"),
        ),
        "courier_diverged": (
            translate("Errors", "服务器从备份恢复过，没有收下这份信使文件。"),
            kept,
            translate("Errors", "请再写一份信使文件。"),
        ),
        "disabled": (
            translate("Errors", "您的账号已被停用。"),
            kept,
            translate("Errors", "请联系管理员。"),
        ),
    }
