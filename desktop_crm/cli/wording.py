"""The language of the command line, and the words of its parser in both."""

from __future__ import annotations

import argparse
import locale
import os
from collections.abc import Iterable
from typing import Any, NoReturn

from desktop_crm.errors import UsageError

#: What argparse says in English -> how we say it in Chinese.
_COMPLAINTS = (
    ("the following arguments are required: ", "缺少："),
    ("unrecognized arguments: ", "多余的参数："),
    ("expected one argument", "缺少它的值"),
    ("expected at least one argument", "缺少它的值"),
    ("invalid choice: ", "没有这个选项："),
    ("choose from ", "可选："),
    ("invalid _count value: ", "不是可用的数字："),
    ("argument ", "参数 "),
)


def language() -> str:
    """Return ``zh`` or ``en``: DESKTOP_CRM_LANGUAGE, else the locale."""
    name = os.environ.get("DESKTOP_CRM_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def say(zh: str, en: str) -> str:
    """Choose the words of the language."""
    return en if language() == "en" else zh


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, say("用法：", "usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Speaks the language of the command line, and raises UsageError instead of leaving the program."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what argparse takes
        with_help = options.pop("add_help", True)
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self._positionals.title = say("参数", "arguments")
        self._optionals.title = say("选项", "options")
        if with_help:
            self.add_argument("-h", "--help", action="help", help=say("显示这份说明", "show this help"))

    def error(self, message: str) -> NoReturn:
        """Raise what a person is told about a wrong call."""
        if language() != "en":
            for english, chinese in _COMPLAINTS:
                message = message.replace(english, chinese)
        raise UsageError("usage", detail=message[:300])
