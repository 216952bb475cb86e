"""Why a new version is not installed, in words: what, that nothing changed, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def update_texts() -> dict[str, tuple[str, str, str]]:
    """Return the sentences by code."""
    translate = QCoreApplication.translate
    stays = translate("Errors", "现在的版本照常可用，资料没有改动。")
    tell = translate("Errors", "请告诉管理员。")
    forged = translate("Errors", "新版本的签名不是公司服务器的，没有采用。")
    return {
        "update_refused": (translate("Errors", "新版本没有安装。"), stays, tell),
        "release_none": (
            translate("Errors", "没有可以安装的新版本。"),
            stays,
            translate("Errors", "公司发布新版本时会自动下载。"),
        ),
        "release_forged": (forged, stays, tell),
        "release_platform": (translate("Errors", "新版本不是给这种系统的，没有采用。"), stays, tell),
        "release_older": (translate("Errors", "服务器给的版本 %version 不比现在的新，没有采用。"), stays, tell),
        "release_gap": (translate("Errors", "版本 %version 只能从 %over 起升级，没有采用。"), stays, tell),
        "release_damaged": (
            translate("Errors", "新版本 %version 的文件不是公司签名的那一个，已删除，没有安装。"),
            stays,
            translate("Errors", "明天会再下载一次；仍不行请告诉管理员。"),
        ),
        "release_withdrawn": (
            translate("Errors", "公司撤回了新版本 %version，没有安装。"),
            stays,
            translate("Errors", "不需要做什么。"),
        ),
        "release_not_started": (
            translate("Errors", "安装程序没有启动。"),
            stays,
            translate("Errors", "请重新启动电脑后再试；杀毒软件可能拦住了它。"),
        ),
        "back_none": (translate("Errors", "没有可以回到的版本。"), stays, tell),
        "back_waiting": (
            translate("Errors", "还有 %number 项只在本机，没有回到以前的版本。"),
            stays,
            translate("Errors", "请先同步、写完草稿，再试一次。"),
        ),
    }
