"""Words for refusals of what a person wrote or chose: customers, rows, attachments, classes, merges."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def record_texts() -> dict[str, tuple[str, str, str]]:
    """Return by code what happened, what is safe, and what to do; made anew for the present language."""
    translate = QCoreApplication.translate
    untouched = translate("Errors", "没有任何改动。")
    return {
        "usage": (translate("Errors", "这一步的内容不对。"), untouched, translate("Errors", "请检查输入后再试。")),
        "bad_value": (translate("Errors", "有一项内容不对。"), untouched, translate("Errors", "请检查输入后再试。")),
        "unknown_field": (translate("Errors", "没有这个项目：%field"), untouched, translate("Errors", "请检查名称。")),
        "too_many": (translate("Errors", "一次选得太多。"), untouched, translate("Errors", "请分几次进行。")),
        "unknown_document": (
            translate("Errors", "没有这种文档：%document"),
            untouched,
            translate("Errors", "请另选一种文档。"),
        ),
        "unknown_stationery": (
            translate("Errors", "没有这种标签纸或信封：%name"),
            untouched,
            translate("Errors", "请另选一种。"),
        ),
        "nothing_to_print": (
            translate("Errors", "没有可打印的内容。"),
            untouched,
            translate("Errors", "请先选一位客户。"),
        ),
        "not_found": (
            translate("Errors", "找不到这条资料。"),
            untouched,
            translate("Errors", "它可能已被删除，请刷新列表。"),
        ),
        "refused": (
            translate("Errors", "规则不允许这样改。"),
            untouched,
            translate("Errors", "请按提示修改后再保存。"),
        ),
        "no_such_view": (
            translate("Errors", "找不到这个视图。"),
            untouched,
            translate("Errors", "它可能已被删除，请重新选择。"),
        ),
        "view_shape": (
            translate("Errors", "这个视图由更新的版本写成。"),
            untouched,
            translate("Errors", "请安装最新版本后再打开。"),
        ),
        "view_name": (
            translate("Errors", "视图的名称不能为空，最多 60 个字。"),
            untouched,
            translate("Errors", "请换一个名称。"),
        ),
        "view_too_large": (
            translate("Errors", "视图的内容太多。"),
            untouched,
            translate("Errors", "请减少条件后再保存。"),
        ),
        "view_of_another": (
            translate("Errors", "这个视图属于%by。"),
            untouched,
            translate("Errors", "可以另存为自己的视图。"),
        ),
        "card_deleted": (
            translate("Errors", "这位客户已删除。"),
            untouched,
            translate("Errors", "请先从回收站恢复，再修改。"),
        ),
        "small_groups": (
            translate("Errors", "没有导出：%people 人会被认出，特征相同的不到 %k 人。"),
            translate("Errors", "没有写出文件。"),
            translate("Errors", "已请隐私负责人决定；同意后再导出一次。"),
        ),
        "small_groups_refused": (
            translate("Errors", "没有导出：%people 人会被认出，隐私负责人没有同意。"),
            translate("Errors", "没有写出文件。"),
            translate("Errors", "请换一批客户，或向隐私负责人说明用途。"),
        ),
        "no_such_plan": (
            translate("Errors", "没有这个收集计划。"),
            untouched,
            translate("Errors", "它可能已被删除，请刷新列表。"),
        ),
        "plan_empty": (
            translate("Errors", "计划里还没有要收集的项目。"),
            untouched,
            translate("Errors", "请先加一项。"),
        ),
        "plan_incomplete": (
            translate("Errors", "计划还不能发布。"),
            untouched,
            translate("Errors", "请为每一项写明渠道、负责人；个人信息和外部来源还要写合法依据。"),
        ),
        "no_such_campaign": (
            translate("Errors", "没有这个促销活动。"),
            untouched,
            translate("Errors", "它可能已被删除，请刷新列表。"),
        ),
        "campaign_open": (
            translate("Errors", "活动还不能关闭。"),
            untouched,
            translate("Errors", "请先填写固定成本、变动成本和评估结论。"),
        ),
        "control_share": (
            translate("Errors", "对照组占 0–90%。"),
            untouched,
            translate("Errors", "请改一个比例。"),
        ),
        "of_another": (
            translate("Errors", "这是%by建的。"),
            untouched,
            translate("Errors", "只有本人或管理员可以改。"),
        ),
        "export_reason": (
            translate("Errors", "还没有写用途或理由。"),
            untouched,
            translate("Errors", "请写明后再试。"),
        ),
        "not_verifiable": (
            translate("Errors", "这一项不需要核实。"),
            untouched,
            translate("Errors", "请选姓名、证件、电话、地址等重要项目。"),
        ),
        "nothing_to_check": (
            translate("Errors", "这一项还没有填写，没有可核实的内容。"),
            untouched,
            translate("Errors", "请先填写并保存，再核实。"),
        ),
        "batch_undone": (
            translate("Errors", "这一批已经撤销过。"),
            untouched,
            translate("Errors", "可以在「批量记录」里重做。"),
        ),
        "batch_not_undone": (
            translate("Errors", "这一批没有撤销过。"),
            untouched,
            translate("Errors", "可以在「批量记录」里撤销。"),
        ),
        "batch_running": (
            translate("Errors", "这一批还在进行。"),
            untouched,
            translate("Errors", "请等它结束，或先取消。"),
        ),
        "merge_count": (
            translate("Errors", "这样不能合并。"),
            untouched,
            translate("Errors", "请选 2 到 50 位不同的客户。"),
        ),
        "merge_kinds": (
            translate("Errors", "个人和单位不能合并。"),
            untouched,
            translate("Errors", "请先把客户类型改成一样。"),
        ),
        "merge_sample": (
            translate("Errors", "示例客户不能合并。"),
            untouched,
            translate("Errors", "请选自己的客户。"),
        ),
        "merge_changed": (
            translate("Errors", "其中一位刚被修改过。"),
            untouched,
            translate("Errors", "请再看一次，然后合并。"),
        ),
        "merged_inside": (
            translate("Errors", "它所在的档案后来也被合并过。"),
            untouched,
            translate("Errors", "请先拆出 %no。"),
        ),
        "no_such_attachment": (
            translate("Errors", "找不到这个附件。"),
            untouched,
            translate("Errors", "它可能已被删除，请刷新列表。"),
        ),
        "attachment_unreadable": (
            translate("Errors", "文件“%file”无法读取。"),
            translate("Errors", "没有添加它。"),
            translate("Errors", "请检查文件是否还在、是否被其他程序占用。"),
        ),
        "attachment_empty": (
            translate("Errors", "文件“%file”是空的。"),
            translate("Errors", "没有添加它。"),
            translate("Errors", "请检查文件后再试。"),
        ),
        "attachment_too_big": (
            translate("Errors", "文件“%file”超过 %limit MB。"),
            translate("Errors", "没有添加它。"),
            translate("Errors", "请压缩后再添加；上限由公司管理员设定。"),
        ),
        "attachment_not_here": (
            translate("Errors", "附件的内容不在本机。"),
            untouched,
            translate("Errors", "联网后打开它，会自动取回。"),
        ),
        "attachment_damaged": (
            translate("Errors", "附件的文件已损坏。"),
            translate("Errors", "其他资料不受影响。"),
            translate("Errors", "联网后打开它，会从服务器重新取回；没有上传过的请再添加一次。"),
        ),
        "attachment_not_opened": (
            translate("Errors", "“%file”可能是程序，不会直接打开。"),
            untouched,
            translate("Errors", "确认来源可靠后，可以另存为文件。"),
        ),
        "row_refused": (
            translate("Errors", "这条记录有一项不符合规则。"),
            untouched,
            translate("Errors", "请按提示修改后再保存。"),
        ),
        "form_refused": (
            translate("Errors", "这一版表单还有问题，没有发布。"),
            translate("Errors", "草稿还在。"),
            translate("Errors", "请改好列出的各项再发布。"),
        ),
        "manager_only": (
            translate("Errors", "这一类只能由经理指定。"),
            untouched,
            translate("Errors", "请联系您的经理。"),
        ),
        "unknown_class": (
            translate("Errors", "没有这一类；公司的表可能刚刚改过。"),
            untouched,
            translate("Errors", "请重新打开再选。"),
        ),
        "day_over": (translate("Errors", "有效期已经过了。"), untouched, translate("Errors", "请选今天或以后的日期。")),
        "not_administrator": (
            translate("Errors", "只有管理员可以更改公司参数。"),
            untouched,
            translate("Errors", "请联系管理员。"),
        ),
        "no_team": (
            translate("Errors", "您不属于任何团队，不能共享给团队。"),
            untouched,
            translate("Errors", "可以共享给全公司，或者请管理员把您加入团队。"),
        ),
        "plan_closed": (
            translate("Errors", "这个收集计划已经结束。"),
            untouched,
            translate("Errors", "请新建一个计划。"),
        ),
        "plan_twice": (
            translate("Errors", "计划里已经有这一项。"),
            untouched,
            translate("Errors", "请编辑已有的那一项。"),
        ),
        "no_such_item": (
            translate("Errors", "计划里已经没有这一项。"),
            untouched,
            translate("Errors", "列表会自动刷新。"),
        ),
        "may_not_reveal": (
            translate("Errors", "敏感信息不能显示：%customers 位客户由同事负责（%owner）。"),
            untouched,
            translate("Errors", "敏感信息由客户的负责人查看；经理、总监和管理员写明用途后也可以。"),
        ),
        "purpose_missing": (
            translate("Errors", "查看同事客户的敏感信息要写明用途。"),
            untouched,
            translate("Errors", "请写明用途，会记录您的姓名和时间。"),
        ),
        "case_decided": (
            translate("Errors", "这个撞单已经裁定。"),
            untouched,
            translate("Errors", "列表会自动刷新，可以查看裁定结果。"),
        ),
        "not_judge": (
            translate("Errors", "只有经理、总监或管理员可以裁定，且不能裁定自己的撞单。"),
            untouched,
            translate("Errors", "请联系上一级。"),
        ),
        "reason_missing": (
            translate("Errors", "没有写明裁定理由。"),
            untouched,
            translate("Errors", "请写一句理由，所有相关的人都会看到。"),
        ),
        "bad_shares": (
            translate("Errors", "分成不对。"),
            untouched,
            translate("Errors", "应为大于 0 的整数，合计 100%，并包括归属人。"),
        ),
        "no_such_colleague": (
            translate("Errors", "没有名为“%name”的在职同事。"),
            untouched,
            translate("Errors", "请从列表中选择。"),
        ),
        "no_such_quote": (
            translate("Errors", "这个撞单里没有报价“%no”。"),
            untouched,
            translate("Errors", "请从列表中选择。"),
        ),
        "no_claim": (
            translate("Errors", "您在这个撞单里没有主张。"),
            untouched,
            translate("Errors", "列表会自动刷新。"),
        ),
        "form_overtaken": (
            translate("Errors", "别的管理员刚发布了新版本。"),
            translate("Errors", "您的草稿还在。"),
            translate("Errors", "请先并入那一版，再发布。"),
        ),
        "already_decided": (
            translate("Errors", "这处冲突已经处理过。"),
            untouched,
            translate("Errors", "列表会自动刷新；需要时可以在历史里取用另一个值。"),
        ),
        "decision_impossible": (
            translate("Errors", "这处冲突不能这样处理。"),
            untouched,
            translate("Errors", "请改用别的处理方式，或升级程序。"),
        ),
        "number_taken": (
            translate("Errors", "这个客户编号已被使用。"),
            untouched,
            translate("Errors", "请换一个编号。"),
        ),
    }
