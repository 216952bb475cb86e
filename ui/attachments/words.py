"""How attachments are spoken of: size, kind, where a content is. No widgets."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.attachments import is_picture
from desktop_crm.queries.attachments import Attachment, Place
from desktop_crm.store.contents import NOT_THERE
from ui.models.texts import short_day, size_words

PDF = "application/pdf"
#: What a media type begins with -> icon; the first that fits.
_SYMBOLS = (
    ("image/", "image"),
    (PDF, "file-text"),
    ("text/csv", "file-spreadsheet"),
    ("text/", "file-text"),
    ("application/msword", "file-text"),
    ("application/vnd.ms-excel", "file-spreadsheet"),
)


def symbol(one: Attachment) -> str:
    """Name the icon of an attachment."""
    if "spreadsheet" in one.media_type:
        return "file-spreadsheet"
    if "wordprocessing" in one.media_type or one.media_type.endswith("opendocument.text"):
        return "file-text"
    return next((name for start, name in _SYMBOLS if one.media_type.startswith(start)), "file")


def is_shown_inside(one: Attachment) -> bool:
    """Say whether the program can show it by itself: pictures and PDF."""
    return is_picture(one.media_type) or one.media_type == PDF


def mark(one: Attachment) -> tuple[str, str]:
    """Say where the content is, in a word and a colour token; "" when it is where it should be."""
    translate = QCoreApplication.translate
    if one.error and one.error != NOT_THERE and one.place is not Place.HERE:
        return translate("Attachments", "未能传送"), "amber"
    percent = f" {one.percent}%" if one.percent else ""
    words = {
        Place.HERE: ("", ""),
        Place.WAITING: (translate("Attachments", "待发送"), "grey"),
        Place.SENDING: (translate("Attachments", "发送中") + percent, "blue"),
        Place.SERVER: (translate("Attachments", "在服务器"), "grey"),
        Place.ARRIVING: (translate("Attachments", "取回中") + percent, "blue"),
        Place.COLLEAGUE: (translate("Attachments", "同事未上传"), "amber"),
        Place.MISSING: (translate("Attachments", "文件缺失"), "red"),
    }
    return words[one.place]


def explanation(one: Attachment) -> str:
    """Say in a sentence where the content is, for who cannot open it now."""
    translate = QCoreApplication.translate
    words = {
        Place.SERVER: translate("Attachments", "内容还在服务器上，正在取回；取回后自动打开。"),
        Place.ARRIVING: translate("Attachments", "内容还在服务器上，正在取回；取回后自动打开。"),
        Place.COLLEAGUE: translate("Attachments", "添加它的同事还没有上传内容，上传后会自动取回。"),
        Place.MISSING: translate("Attachments", "内容不在本机，服务器上也没有。有原文件的话请再添加一次。"),
    }
    return words.get(one.place, "")


def second_line(one: Attachment) -> str:
    """Write size and note."""
    return f"{size_words(one.size)} · {one.note}" if one.note else size_words(one.size)


def third_line(one: Attachment, today: date) -> str:
    """Write who added it and when."""
    return " · ".join(part for part in (one.created_by, short_day(one.created_at, today)) if part)


def spoken(one: Attachment, today: date) -> str:
    """Everything about an attachment for a screen reader."""
    parts = (one.file_name, second_line(one), third_line(one, today), mark(one)[0])
    return "，".join(part for part in parts if part)
