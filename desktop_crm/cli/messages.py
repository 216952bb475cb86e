"""Sentences of the command line for error codes: what happened, what is safe, what to do."""

from __future__ import annotations

from desktop_crm.domain.validation import catalogue
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.errors import CrmError, ExchangeError, SyncError

_SENTENCES: dict[str, tuple[str, str]] = {
    "usage": ("用法不对：{detail}", "Wrong use: {detail}"),
    "unknown_field": ("没有名为“{field}”的字段。", "There is no field called “{field}”."),
    "bad_value": (
        "“{field}”不能是“{value}”：{why}没有保存任何内容。",
        "“{field}” cannot be “{value}”: {why} Nothing was saved.",
    ),
    "bad_json": ("JSON 无法读取：{detail}", "The JSON cannot be read: {detail}"),
    "bad_assignment": ("应写成 字段=值：“{text}”", "Write field=value, not “{text}”"),
    "no_grid_row": ("第 {row} 行不存在。", "There is no row {row}."),
    "not_found": ("找不到客户 {no}{id}。", "There is no customer {no}{id}."),
    "number_taken": ("编号 {no} 已被使用。没有保存任何内容。", "Number {no} is taken. Nothing was saved."),
    "not_administrator": ("只有管理员可以更改公司参数。", "Only an administrator can change the company's parameters."),
    "already_decided": ("这处冲突已经处理过。", "This conflict has been decided already."),
    "decision_impossible": ("这处冲突不能这样处理。", "This conflict cannot be decided that way."),
    "card_deleted": ("该客户在回收站中，请先恢复。", "The customer is in the recycle bin; restore it first."),
    "no_profile": (
        "此文件夹中没有档案，请先运行 init。",
        "This folder holds no profile. Run init first.",
    ),
    "profile_exists": ("此文件夹中已有档案。", "This folder already holds a profile."),
    "passphrase_needed": (
        "需要口令：设置 DESKTOP_CRM_PASSPHRASE，或使用 --passphrase-stdin。",
        "A passphrase is needed: set DESKTOP_CRM_PASSPHRASE or use --passphrase-stdin.",
    ),
    "no_key_store": (
        "本机没有密钥库。请用 DESKTOP_CRM_PASSPHRASE 或 --passphrase-stdin 给出口令；不会创建未加密的文件。",
        "This machine has no key store. Give a passphrase by DESKTOP_CRM_PASSPHRASE or --passphrase-stdin; "
        "an unencrypted file is never made.",
    ),
    "key_store_unavailable": ("系统密钥库无法打开。", "The system's key store cannot be opened."),
    "key_lost": (
        "系统密钥库中没有此档案的密钥。可用 restore-backup 恢复，或联系管理员。",
        "The system's key store has no key for this profile.",
    ),
    "wrong_key": (
        "口令不对，或文件不是本程序的档案。文件未被改动。",
        "The passphrase is wrong, or the file is not ours. The file was not touched.",
    ),
    "store_damaged": (
        "档案文件已损坏（{detail}）。请用 restore-backup 恢复备份；文件未被改动。",
        "The store is damaged ({detail}). Restore a backup with restore-backup; the file was not touched.",
    ),
    "store_too_new": (
        "档案由更新的版本写成，请升级程序。",
        "The store was written by a newer version; please upgrade.",
    ),
    "disk_full": (
        "磁盘已满，最后的内容没有保存；此前保存的都在。",
        "The disk is full: the last piece was not saved. All that was saved before is safe.",
    ),
    "store_busy": ("档案正被另一程序使用，请稍后再试。", "Another program holds the store; try again shortly."),
    "backup_missing": ("找不到备份文件 {file}。", "There is no backup file {file}."),
    "store_missing": (
        "档案文件不见了，备份还在。请用 restore-backup 恢复；没有创建空档案。",
        "The store file is gone, its backups are there. Use restore-backup; no empty store was made.",
    ),
    "store": (
        "档案文件读写出错（{detail}），这次没有保存。",
        "The store cannot be read or written ({detail}). Nothing was saved.",
    ),
    "key_missing": ("没有打开档案的密钥。", "There is no key to open the store."),
    "refused": ("规则不允许这样改。没有保存任何内容。", "A rule forbids this. Nothing was saved."),
    "wrong_grid": ("这个客户没有“{grid}”表格。", "This customer has no “{grid}” grid."),
    "grid_twice": (
        "JSON 已给出整个表格，不能同时按行修改。",
        "The JSON holds the whole grid; rows cannot be changed by number at the same time.",
    ),
    "bad_text": ("输入不是有效的 UTF-8 文字。", "The input is not valid UTF-8 text."),
    "not_json": ("这个值无法保存为 JSON。", "The value cannot be kept as JSON."),
    "too_many": ("一次最多 {limit} 个。", "At most {limit} at a time."),
    "unknown_header": ("文件中没有“{header}”这一列。", "The file has no column “{header}”."),
    "nothing_to_print": ("没有可打印的客户。", "There is nothing to print."),
    "font_missing": ("程序缺少字体文件，请重新安装。", "A font file of the program is missing; install it again."),
    "nothing_waits": ("没有待发送的修改。", "Nothing waits to be sent."),
    "courier_no_answer": (
        "这份信使文件还没有回执；请先同步。",
        "There is no answer to this letter yet; synchronise first.",
    ),
    "internal": ("程序内部出错，已保存的内容都在。", "A fault of the program. What was saved is safe."),
    "interrupted": ("已中断。已保存的内容都在。", "Interrupted. What was saved is safe."),
    "error": ("出错了（{code}）。", "It did not work ({code})."),
}

#: Files that cannot be read or written, beyond those of :mod:`desktop_crm.exchange.wording`.
_FILES: dict[str, tuple[str, str]] = {
    "file": ("文件无法读写：{detail}", "A file cannot be read or written: {detail}"),
    "cannot_write": ("无法写入“{path}”。", "“{path}” cannot be written."),
    "cannot_print": ("打印机“{printer}”没有打印。", "The printer “{printer}” did not print."),
    "needs_no_mapping": ("“{path}”不需要列对应关系，请去掉 --map。", "“{path}” needs no mapping; leave --map out."),
    "courier_foreign": ("这不是信使文件。", "This is no courier's file."),
    "courier_damaged": (
        "信使文件已损坏或不完整，什么都没有改。请重新拷贝一份，或让对方再写一次。",
        "The courier's file is damaged or incomplete; nothing was changed. Copy it again, or have it written anew.",
    ),
    "courier_newer": (
        "信使文件由更新的版本写成，请升级程序。",
        "The courier's file was written by a newer version; please upgrade.",
    ),
    "courier_other_server": (
        "这是给另一家公司服务器的文件，什么都没有改。",
        "This file belongs to another company's server; nothing was changed.",
    ),
    "courier_other_laptop": (
        "这是给另一台电脑的回执；请把文件交给写信的人。",
        "This answer is for another laptop; give the file to whoever wrote the letter.",
    ),
    "courier_answer": (
        "这是回执，不是信使文件；请用 courier take。",
        "This is an answer, no letter; use courier take.",
    ),
    "courier_own": (
        "这是本机自己写的信使文件，要交给同事或管理员带给服务器。",
        "This letter was written here; a colleague or the administrator has to carry it to the server.",
    ),
    "courier_letter": (
        "这是信使文件，不是回执；要替同事带它请用 courier carry。",
        "This is a letter, no answer; to carry it for a colleague use courier carry.",
    ),
    "exchange": ("文件无法读写（{code}）。", "The file cannot be read or written ({code})."),
}

#: The server or the way to it.
_SYNC: dict[str, tuple[str, str]] = {
    "offline": (
        "连不上服务器。数据已保存在本机，联网后会自动上传。",
        "The server cannot be reached. Everything is saved on this laptop and goes up by itself later.",
    ),
    "not_our_server": (
        "回答的不是客户管家服务器（可能是登录页或代理）。数据已保存在本机。",
        "What answered is not our server (a log-in page or a proxy?). Everything is saved on this laptop.",
    ),
    "captive_portal": (
        "网络可能需要登录（回答的是一个网页）。请用浏览器登录网络，或检查服务器地址。数据已保存在本机。",
        "The network may want a log-in (a web page answered). Log in with a browser, or check the server's address. "
        "Everything is saved on this laptop.",
    ),
    "not_enrolled": (
        "此档案尚未连接公司服务器，请先运行 enroll。",
        "This profile has no server yet; run enroll first.",
    ),
    "password": ("用户名或密码不对。", "User name or password is wrong."),
    "token": ("服务器不再认识这台设备，请重新 enroll。", "The server no longer knows this device; enroll again."),
    "revoked": (
        "这台设备已被管理员停用；资料仍在本机。",
        "This device was revoked by an administrator. What is on it stays on it.",
    ),
    "locked": (
        "这台设备已被锁定：它的旧登录又被用了一次，可能有人复制了它。请联系管理员；资料都在。",
        "This device is locked: an old sign-in of it was used again, so somebody may have a copy. Ask your "
        "administrator; nothing is lost.",
    ),
    "forbidden": ("只有管理员可以这样做。", "Only administrators may do this."),
    "removed": (
        "本机资料已于 {at} 按 {company} 的要求清除。要重新开始，请运行 init。",
        "The data of this profile was destroyed on {at} as {company} ordered. Run init to begin anew.",
    ),
    "laptop_order": (
        "公司要求清除本机资料；联网后先交出未上传的工作，再清除。请运行 sync。",
        "The company ordered the data of this laptop away: once there is a network, unsent work is handed over and all "
        "is destroyed. Run sync.",
    ),
    "laptop_lease": (
        "太久没有联系公司，本机已锁定；什么都没有丢。请联网运行 sync，或用 unlock 输入管理员给的代码。",
        "This laptop was too long without contact and is locked; nothing is lost. Run sync with a network, or unlock "
        "with the administrator's code.",
    ),
    "laptop_clock": (
        "电脑的时钟被调回过，本机已锁定；什么都没有丢。请校准时钟，联网运行 sync。",
        "The clock of this laptop was put back, so it is locked; nothing is lost. Set the clock and run sync with a "
        "network.",
    ),
    "no_unlocking": (
        "不能用代码解锁：本机未连接公司，或公司要求清除资料。",
        "No code can unlock this: the laptop has no server, or its data is ordered away.",
    ),
    "wrong_unlock_code": (
        "代码不对。请向管理员再报一次 unlock 显示的问题。",
        "The code is wrong. Read the question that unlock shows to your administrator again.",
    ),
    "ca_file": ("{file} 不是证书文件（PEM）。", "{file} is no certificate file (PEM)."),
    "disabled": ("这个用户已被停用。", "This user was disabled."),
    "other_server": (
        "这是另一台服务器。为安全起见没有同步。",
        "This is a different server. To be safe, nothing was synchronised.",
    ),
    "insecure_address": (
        "只有本机地址可以用 http，请用 https。",
        "Only this machine may be addressed by http; use https.",
    ),
    "bad_address": ("服务器地址不对：{url}", "Not a server address: {url}"),
    "certificate": ("服务器 {host} 的证书无法信任。", "The certificate of {host} cannot be trusted."),
    "diverged": (
        "服务器的历史与本机不同（可能从备份恢复）。本机数据没有改动，请联系管理员。",
        "The server's history differs from this laptop's (restored from a backup?). Nothing here was changed; "
        "tell the administrator.",
    ),
    "bad_answer": (
        "服务器的回答不完整或看不懂。数据已保存在本机，稍后会自动再试。",
        "The server's answer was cut off or makes no sense. Everything is saved here and tried again later.",
    ),
    "courier_no_keys": (
        "这台设备还没有和服务器交换密钥；请先联网同步一次。",
        "This device has not exchanged keys with the server yet; synchronise once over a network first.",
    ),
    "courier_diverged": (
        "服务器从备份恢复过，没有收下这封信。修改都在本机；请重新写一份信使文件。",
        "The server was restored from a backup and did not take this letter. Everything is still here; write anew.",
    ),
    "server_busy": ("服务器正忙，稍后会自动再试。", "The server is busy; it is tried again later."),
    "server_too_many": ("尝试次数太多，请过一会儿再试。", "Too many attempts; wait a while."),
    "server_full": (
        "服务器磁盘已满。数据已保存在本机，请告诉管理员。",
        "The server's disk is full. Everything is saved here; tell the administrator.",
    ),
    "server_refused": ("服务器拒绝了请求。", "The server refused."),
    "sync": (
        "服务器没有接受请求（{code}）。数据已保存在本机，请告诉管理员。",
        "The server did not accept the request ({code}). Everything is saved here; tell the administrator.",
    ),
}


def sentence(error: CrmError, language: str) -> str:
    """Return what to tell a person about an error, in ``zh`` or ``en``."""
    if isinstance(error, ExchangeError):
        from desktop_crm.exchange import wording  # file formats are loaded only when asked for

        if error.code in wording.FILE_ERRORS:
            return wording.file_error(error, language)
    params = dict(error.params)
    if error.code == "bad_value":
        finding = Finding(params.get("reason", ""), Severity.ERROR, params=params)
        why = catalogue.sentence(finding, language)
        params["why"] = why if why.endswith(("。", ".")) else why + ("." if language == "en" else "。")
    text = _pair(error)[language == "en"]
    return text.format_map(_Blank(params, code=error.code))


def _pair(error: CrmError) -> tuple[str, str]:
    table = _SYNC if isinstance(error, SyncError) else _FILES if isinstance(error, ExchangeError) else _SENTENCES
    codes = (error.code, *(getattr(kind, "code", "") for kind in type(error).__mro__))
    return next(table[code] for code in codes if code in table)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
