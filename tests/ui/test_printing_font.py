"""The shipped fonts: what the PDF's text layer and the licence rely on."""

from __future__ import annotations

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont

from ui.fonts import FAMILY, load_fonts, text_font

FOLDER = files("resources") / "fonts"


@pytest.fixture(autouse=True)
def _gui(qapp: object) -> None:
    return None


def test_loading_twice_registers_once() -> None:
    load_fonts()
    families = QFontDatabase.families()
    assert load_fonts() == FAMILY
    assert QFontDatabase.families() == families
    assert families.count(FAMILY) == 1


@pytest.mark.parametrize("bold", [False, True])
def test_the_face_is_ours_and_has_rare_name_characters(bold: bool) -> None:
    font = text_font(40, bold=bold)
    assert QFontInfo(font).family() == FAMILY
    assert QFontInfo(font).bold() is bold
    raw = QRawFont.fromFont(font)
    assert all(raw.supportsCharacter(ord(one)) for one in "䶮㛃𬱖𫖮𬍛·¥–A1")


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_every_code_point_has_a_glyph_of_its_own(style: str) -> None:
    with (FOLDER / f"CRMSansSC-{style}.ttf").open("rb") as file, TTFont(file, lazy=True) as font:
        codes = font.getBestCmap()
        assert len(codes) > 30_000
        assert len(set(codes.values())) == len(codes)
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert not features  # nothing swaps a glyph for one without a code point
        names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == FAMILY
    assert "Source" not in FAMILY  # the reserved font name
    assert "Open Font License" in names[13]


def test_the_licence_lies_beside_and_the_size_is_bounded() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
    assert sum(len(entry.read_bytes()) for entry in FOLDER.iterdir()) <= 21_000_000
