"""What is wrong with the office server of this computer, in words: what, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def office_texts() -> dict[str, tuple[str, str, str]]:
    """Return the sentences by code."""
    translate = QCoreApplication.translate
    safe = translate("Errors", "客户资料没有改动。")
    again = translate("Errors", "请再试一次；仍不行就重新启动电脑。")
    return {
        "office_failed": (translate("Errors", "办公室服务器没有完成这一步。"), safe, again),
        "office_answer": (translate("Errors", "服务器程序的回答看不懂。"), safe, again),
        "office_no_program": (
            translate("Errors", "找不到或启动不了服务器程序。"),
            safe,
            translate("Errors", "请重新安装程序；杀毒软件可能拦住了它。"),
        ),
        "office_address": (
            translate("Errors", "端口 %port 已被别的程序占用。"),
            safe,
            translate("Errors", "请关闭占用它的程序或重新启动电脑；还没建立服务器时，换一个端口就行。"),
        ),
        "office_there": (
            translate("Errors", "这台电脑上已经有办公室服务器。"),
            safe,
            translate("Errors", "请关闭这个窗口再打开，就能看到它。"),
        ),
        "office_folder": (
            translate("Errors", "服务器的文件夹 %folder 里有别的文件，没有建立。"),
            safe,
            translate("Errors", "请把里面的文件移到别处，再试一次。"),
        ),
        "office_no_office": (
            translate("Errors", "这台电脑上没有办公室服务器，或它的文件被移走了。"),
            safe,
            translate("Errors", "请把文件夹放回原处，或重新建立。"),
        ),
        "office_runs": (translate("Errors", "办公室服务器已经在运行。"), safe, translate("Errors", "不需要做什么。")),
        "office_start": (
            translate("Errors", "办公室服务器没有启动。"),
            safe,
            translate("Errors", "请点「检查」看看哪里不对；杀毒软件可能拦住了它。"),
        ),
        "office_stop": (
            translate("Errors", "办公室服务器没有及时停下，可能正在备份。"),
            safe,
            translate("Errors", "请等一会儿再试；重新启动电脑也会停止它。"),
        ),
        **_of_files(safe),
        **_of_accounts(safe),
    }


def _of_files(safe: str) -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    return {
        "office_no_rights": (
            translate("Errors", "这个电脑账户没有权限读写 %file。"),
            safe,
            translate("Errors", "请用安装程序时的电脑账户登录，或请管理这台电脑的人放开权限。"),
        ),
        "office_file": (
            translate("Errors", "服务器的文件读写失败（%error）。"),
            safe,
            translate("Errors", "请看看磁盘是否已满、文件夹是否还在，再试一次。"),
        ),
        "office_database": (
            translate("Errors", "服务器的数据库读不出来。"),
            translate("Errors", "每台电脑上的资料都在，备份也在。"),
            translate("Errors", "请点「检查」看看哪里不对，再按手册从备份恢复。"),
        ),
        "office_store_too_new": (
            translate("Errors", "服务器的数据库由更新的版本写成。"),
            safe,
            translate("Errors", "请在这台电脑上安装最新版本。"),
        ),
    }


def _of_accounts(safe: str) -> dict[str, tuple[str, str, str]]:
    translate = QCoreApplication.translate
    return {
        "office_user_exists": (
            translate("Errors", "用户名 %user 已经有人用了。"),
            safe,
            translate("Errors", "请换一个用户名。"),
        ),
        "office_user_name": (
            translate("Errors", "用户名不能用。"),
            safe,
            translate("Errors", "请用 1 到 40 个字母、数字、汉字、点、横线或下划线。"),
        ),
    }
