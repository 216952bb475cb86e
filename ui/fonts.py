"""The shipped typeface: Noto Sans SC under its own family name (see packaging/prepare_font.py)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from desktop_crm.errors import CrmError

#: Family to name everywhere: without it the system may fall back to Japanese shapes (骨 直 角 门 令).
FAMILY = "CRM Sans SC"

_FILES = ("CRMSansSC-Regular.ttf", "CRMSansSC-Bold.ttf")


@cache
def load_fonts() -> str:
    """Register the shipped fonts once and return :data:`FAMILY`.

    A QGuiApplication must exist. Raises CrmError ``font_missing`` when the installation lacks a file.
    """
    for name in _FILES:
        source = files("resources").joinpath("fonts", name)
        if isinstance(source, Path):
            number = QFontDatabase.addApplicationFont(str(source))
        else:
            number = QFontDatabase.addApplicationFontFromData(source.read_bytes())
        if number < 0:
            raise CrmError("font_missing", file=name)
    return FAMILY


def text_font(pixel_size: int, *, bold: bool = False) -> QFont:
    """Return the shipped face in ``pixel_size`` pixels, the same shapes on every device."""
    font = QFont(load_fonts())
    font.setPixelSize(max(1, pixel_size))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return without_local_forms(font)


def without_local_forms(font: QFont) -> QFont:
    """Switch ``locl`` off: it swaps digits beside Latin letters for glyphs that copied PDF text loses.

    The shipped face has no such feature; a system face that stands in for a missing character may.
    """
    font.setFeature(QFont.Tag("locl"), 0)
    return font
