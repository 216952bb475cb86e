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
    "one_customer": ("两个编号是同一位客户。", "Both numbers are the same customer."),
    "number_taken": ("编号 {no} 已被使用。没有保存任何内容。", "Number {no} is taken. Nothing was saved."),
    "not_administrator": ("只有管理员可以更改公司参数。", "Only an administrator can change the company's parameters."),
    "no_team": (
        "您不属于任何团队，不能共享给团队。没有保存。",
        "You are in no team to share with. Nothing was saved.",
    ),
    "plan_closed": ("这个收集计划已经结束。", "This plan to collect information has ended."),
    "plan_twice": ("计划里已经有“{field}”。", "The plan has “{field}” already."),
    "no_such_item": ("计划里没有“{field}”。", "The plan has no “{field}”."),
    "may_not_reveal": (
        "敏感信息由客户的负责人查看；经理、总监和管理员写明用途也可以。其中 {customers} 位由同事负责（{owner}）。",
        "Sensitive values are for whoever is responsible for the customer; managers, directors and administrators see"
        " them for a stated purpose. {customers} of these customers are a colleague's ({owner}).",
    ),
    "purpose_missing": (
        "其中 {customers} 位客户由同事负责：请写明查看敏感信息的用途。",
        "{customers} of these customers are a colleague's: say why their sensitive values are wanted.",
    ),
    "form_overtaken": (
        "另一位管理员已经发布了新版本。草稿还在；用 forms draft --rebase 并入后再发布。",
        "Another administrator published a version. The draft is safe; take it in with forms draft --rebase.",
    ),
    "no_such_form": ("没有“{name}”这一版表单。", "There is no version “{name}” of the form."),
    "no_such_template": ("没有行业模板“{name}”。", "There is no template “{name}”."),
    "manager_only": ("这一类只能由经理指定。", "Only a manager can give this class."),
    "unknown_scheme": ("没有分类方式“{scheme}”。", "There is no scheme “{scheme}” that customers have."),
    "unknown_class": ("分类方式 {scheme} 没有“{value}”这一类。", "Scheme {scheme} has no class “{value}”."),
    "day_over": ("有效期 {day} 已经过了。", "The day {day} is over already."),
    "parameter_value": (
        "参数 {parameter} 不能是“{value}”（{low}–{high}）。",
        "Parameter {parameter} cannot be “{value}” ({low}–{high}).",
    ),
    "case_decided": ("这个撞单已经裁定。", "This case has been decided already."),
    "not_judge": (
        "只有经理、总监或管理员可以裁定，且不能裁定自己的撞单。",
        "Only managers, directors and administrators decide, and managers not in a case of their own.",
    ),
    "reason_missing": ("请写明裁定理由。", "Give the reason of the decision."),
    "bad_shares": (
        "分成应为大于 0 的整数，合计 100%，并包括归属人。",
        "Shares are whole numbers above 0 that add up to 100 %, the owner among them.",
    ),
    "no_such_colleague": ("没有名为“{name}”的在职同事。", "There is no active colleague “{name}”."),
    "no_such_quote": ("这个撞单里没有报价“{no}”。", "There is no quote “{no}” in this case."),
    "no_claim": ("您在这个撞单里没有主张。", "You have no claim in this case."),
    "filter_words": ("看不懂这里的条件：“{text}”", "The filter is not understood here: “{text}”"),
    "filter_value": ("“{field}”没有这样的值。", "“{field}” has no such value."),
    "filter_unknown": ("不能按“{field}”筛选。", "Lists cannot be filtered by “{field}”."),
    "filter_op": ("“{field}”不能这样比较。", "“{field}” cannot be compared like that."),
    "filter_shape": ("筛选条件的 JSON 不对。", "The JSON is no filter."),
    "filter_too_large": ("筛选条件太多（最多 {limit}）。", "The filter is too large (at most {limit})."),
    "unknown_grouping": ("不能按“{name}”分组。", "Lists cannot be grouped by “{name}”."),
    "no_such_view": ("没有视图“{name}”。", "There is no view “{name}”."),
    "view_shape": ("这个视图由更新的版本写成，这里打不开。", "The view was written by a newer version."),
    "view_name": ("视图的名称不能为空，最多 60 个字。", "A view needs a name of at most 60 characters."),
    "view_too_large": ("视图的内容太多，没有保存。", "The view is too large; it was not saved."),
    "view_of_another": ("这个视图属于{by}，可以另存为自己的。", "The view belongs to {by}; save it as your own."),
    "small_groups": (
        "没有导出：{people} 人会被认出（特征相同的不到 {k} 人）。已请隐私负责人决定；同意后再导出一次。",
        "Not exported: {people} people could be recognised (fewer than {k} are alike). The person responsible for "
        "privacy was asked; export again once it is allowed.",
    ),
    "small_groups_refused": (
        "没有导出：{people} 人会被认出，隐私负责人没有同意。",
        "Not exported: {people} people could be recognised, and the person responsible for privacy refused.",
    ),
    "no_such_plan": ("没有收集计划“{name}”。", "There is no collection plan “{name}”."),
    "plan_empty": ("计划里还没有要收集的项目。", "The plan wants no field yet."),
    "plan_incomplete": (
        "计划不能发布：“{field}”还缺“{missing}”。",
        "The plan cannot be published: “{field}” lacks “{missing}”.",
    ),
    "of_another": ("这是{by}建的，只有本人或管理员可以改。", "It is {by}'s; only they or an administrator change it."),
    "no_such_campaign": ("没有促销活动“{name}”。", "There is no campaign “{name}”."),
    "campaign_open": ("还不能关闭：“{field}”没有填。", "It cannot be closed: “{field}” is empty."),
    "control_share": ("对照组占 0–90%。", "The control group is 0–90 %."),
    "no_member": ("{no} 不在这个活动的目标组里。", "{no} is not in the target group of this campaign."),
    "export_reason": ("请写明用途或理由。", "Say what it is for, or why."),
    "not_verifiable": ("“{field}”不是要核实的项目。", "The truth of “{field}” is not checked."),
    "nothing_to_check": ("“{field}”还没有填写，没有可核实的内容。", "“{field}” is empty; there is nothing to check."),
    "already_decided": ("这处冲突已经处理过。", "This conflict has been decided already."),
    "decision_impossible": ("这处冲突不能这样处理。", "This conflict cannot be decided that way."),
    "merge_count": ("请给出 2 到 {most} 位不同的客户。", "Give 2 to {most} different customers."),
    "merge_survivor": ("留下的客户不在其中。", "The customer to keep is not among them."),
    "merge_kinds": (
        "个人和单位不能合并；请先改客户类型。",
        "A person and an organisation cannot be merged; change the kind of one first.",
    ),
    "merge_sample": ("示例客户不能合并。", "Sample customers cannot be merged."),
    "merge_changed": ("其中一位刚被修改过，请再看一次。", "One of them was changed just now; look again."),
    "merged_inside": (
        "它所在的 {no} 也被合并过，请先拆出 {no}。",
        "It is inside {no}, which was merged too; part {no} first.",
    ),
    "nothing_merged": ("“{no}”没有合并过其他客户。", "Nothing was merged into “{no}”."),
    "card_deleted": ("该客户在回收站中，请先恢复。", "The customer is in the recycle bin; restore it first."),
    "not_for_many": ("“{field}”不能这样成批修改。", "“{field}” cannot be changed for many in this way."),
    "batch_undone": ("第 {n} 批已经撤销过。", "Batch {n} has been undone already."),
    "batch_not_undone": ("第 {n} 批没有撤销过。", "Batch {n} has not been undone."),
    "batch_running": ("第 {n} 批正在进行。", "Batch {n} is under way."),
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
    "row_refused": (
        "“{field}”：{why}没有保存任何内容。",
        "“{field}”: {why} Nothing was saved.",
    ),
    "form_refused": (
        "这一版表单还有问题，没有发布；草稿还在。",
        "This version of the form still has problems and was not published; the draft is kept.",
    ),
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
    "unknown_document": (
        "没有“{document}”这种文档（可选：{known}）。",
        "There is no document “{document}” (there are: {known}).",
    ),
    "unknown_stationery": ("没有“{name}”这种标签纸或信封。", "There is no sheet of labels or envelope “{name}”."),
    "font_missing": ("程序缺少字体文件，请重新安装。", "A font file of the program is missing; install it again."),
    "nothing_waits": ("没有待发送的修改。", "Nothing waits to be sent."),
    "courier_no_answer": (
        "这份信使文件还没有回执；请先同步。",
        "There is no answer to this letter yet; synchronise first.",
    ),
    "no_such_attachment": ("没有附件 {id}。", "There is no attachment {id}."),
    "attachment_unreadable": (
        "文件“{file}”无法读取。没有添加任何附件。",
        "“{file}” cannot be read. Nothing was attached.",
    ),
    "attachment_empty": ("文件“{file}”是空的。没有添加任何附件。", "“{file}” is empty. Nothing was attached."),
    "attachment_too_big": (
        "文件“{file}”超过 {limit} MB。没有添加任何附件。",
        "“{file}” is larger than {limit} MB. Nothing was attached.",
    ),
    "attachment_not_here": (
        "附件的内容还不在本机；联网后可以取回。",
        "The content of the attachment is not on this laptop; with a network it can be fetched.",
    ),
    "attachment_not_sent": (
        "添加附件的人还没有把内容上传；过一会儿再试。",
        "Whoever added the attachment has not sent its content yet; try again later.",
    ),
    "attachment_damaged": (
        "附件的文件已损坏；服务器上有的话，联网后会重新取回。",
        "The file of the attachment is damaged; where the server has it, it is fetched anew.",
    ),
    "attachment_not_opened": (
        "“{file}”可能是程序，不会直接打开；可以另存为文件。",
        "“{file}” may be a program and is not opened; it can be saved to a file.",
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
    "changing": (
        "客户资料正在变动，页码会不准，没有打印。请稍后再试。",
        "What is printed is being changed meanwhile, so page numbers would be wrong. Try again in a moment.",
    ),
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
    "certificate_pin": (
        "服务器 {host} 的证书不是地址里写的那一个，没有连接。请和管理员核对地址。",
        "The certificate of {host} is not the one the address names; not connected. Check the address with your "
        "administrator.",
    ),
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
    "release_none": ("没有可以安装的新版本。", "No newer version is ready to be installed."),
    "release_forged": (
        "新版本的签名不是公司服务器的，没有采用。请告诉管理员。",
        "The new version does not bear our server's signature and was not taken. Tell the administrator.",
    ),
    "release_platform": (
        "新版本不是给这种系统的，没有采用。",
        "The new version is for another system; it was not taken.",
    ),
    "release_older": (
        "服务器给的版本 {version} 不比现在的 {running} 新，没有采用。",
        "The version offered ({version}) is not newer than the one that runs ({running}); it was not taken.",
    ),
    "release_gap": (
        "版本 {version} 只能从 {over} 起升级，没有采用。",
        "Version {version} can only be installed over {over} or newer; it was not taken.",
    ),
    "release_damaged": (
        "新版本 {version} 的文件不是公司签名的那一个，已删除，没有安装。",
        "The file of version {version} is not the one that was signed; it was removed and not installed.",
    ),
    "release_withdrawn": (
        "新版本 {version} 已被公司撤回，没有安装。",
        "Version {version} was withdrawn by the company; it was not installed.",
    ),
    "release_not_started": (
        "安装程序没有启动，现在的版本照常可用。",
        "The installer did not start; the present version goes on working.",
    ),
    "back_none": ("没有可以回到的版本。", "There is no version to go back to."),
    "back_waiting": (
        "还有 {number} 项只在本机（未发送的修改、附件或草稿）。请先同步、写完草稿，再回到以前的版本。",
        "{number} things are on this laptop only (unsent changes, attachments, drafts). Synchronise and finish the "
        "drafts first, then go back.",
    ),
    "update_refused": ("没有安装（{code}）。", "Not installed ({code})."),
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
    if error.code in ("bad_value", "row_refused"):
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
