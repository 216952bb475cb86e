"""What an administrator decided before the program was installed: ``answers.ini`` beside the program.

    [company]
    server = https://crm.example.cn
    name = 绍兴某某贸易有限公司

All of it is optional and only fills in what a person would otherwise type at the first start.
"""

from __future__ import annotations

import configparser
import os
import sys
from dataclasses import dataclass
from pathlib import Path

FILE = "answers.ini"
#: Names another file, for scripts and tests.
VARIABLE = "DESKTOP_CRM_ANSWERS"


@dataclass(frozen=True, slots=True)
class Answers:
    """Empty where the administrator said nothing."""

    server: str = ""
    company: str = ""


def place() -> Path:
    """Return where the file is looked for."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(sys.executable).with_name(FILE)


def read(path: Path | None = None) -> Answers:
    """Read the answers; a file that is missing or cannot be understood says nothing."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        # Notepad writes a byte order mark.
        parser.read_string((path or place()).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return Answers()
    return Answers(
        parser.get("company", "server", fallback="").strip(), parser.get("company", "name", fallback="").strip()
    )
