"""Make the fonts in ``resources/fonts`` from the npm package ``@expo-google-fonts/noto-sans-sc``.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    python packaging/prepare_font.py package resources/fonts

Needs fontTools. The result is committed; run this again only for a new version of the font.

What is changed, and why:

* Every code point gets a glyph of its own. Noto Sans SC draws the Kangxi radical U+2F3E and the character 户
  U+6237 with one glyph, as it does with ``·`` and ``•`` or a space and a no-break space. A PDF knows glyphs only,
  so copied text would say radical for character. The second code point gets a composite glyph of a few bytes.
* Alternates (``locl``, ``vert``, half width and so on) go: their glyphs have no code point, and the digits in
  ``KH-2026-000128`` would vanish from copied text. With them go the tables for vertical writing.
* The family is called "CRM Sans SC", so that an installed Noto Sans SC never takes its place. The licence asks for a
  new name only where the reserved name "Source" would be used; the new name does not contain it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

FAMILY = "CRM Sans SC"
WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}
#: Kerning and marks stay; everything that swaps a glyph for one without a code point goes.
FEATURES = ["kern", "mark", "mkmk"]
UNUSED_TABLES = ["BASE", "STAT", "VORG", "vhea", "vmtx"]
USE_MY_METRICS, ROUND_XY = 0x0200, 0x0004


def main(package: Path, target: Path) -> None:
    """Write one TTF a weight and the licence text to ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    for folder, style in WEIGHTS.items():
        font = TTFont(package / folder / f"NotoSansSC_{folder}.ttf", recalcTimestamp=False)
        subset(font)
        shared = separate_glyphs(font)
        rename(font, style)
        path = target / f"CRMSansSC-{style}.ttf"
        font.save(path)
        print(f"{path}: {path.stat().st_size} bytes, {shared} shared glyphs separated")
    shutil.copyfile(package / "LICENSE_FONT", target / "OFL.txt")


def subset(font: TTFont) -> None:
    """Keep every code point; drop features, tables and the glyphs only they reach."""
    options = Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False, hinting=False)
    options.drop_tables += UNUSED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)


def separate_glyphs(font: TTFont) -> int:
    """Give each further code point of a glyph a composite copy; return how many were made."""
    first: dict[str, int] = {}
    copies: dict[int, str] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        if first.setdefault(glyph, code) != code:
            copies[code] = copy_glyph(font, glyph, f"{glyph}.u{code:04X}")
    for table in font["cmap"].tables:
        if table.format != 14:
            table.cmap.update({code: name for code, name in copies.items() if code in table.cmap})
    return len(copies)


def copy_glyph(font: TTFont, source: str, name: str) -> str:
    """Append a glyph that draws ``source``; an empty one (a space) stays empty."""
    glyph = Glyph()
    glyph.numberOfContours = 0
    if font["glyf"][source].numberOfContours:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = source, 0, 0
        component.flags = USE_MY_METRICS | ROUND_XY
        glyph.numberOfContours, glyph.components = -1, [component]
    font["glyf"][name] = glyph
    font["hmtx"][name] = font["hmtx"][source]
    glyph.recalcBounds(font["glyf"])
    return name


def rename(font: TTFont, style: str) -> None:
    """Write the family's own name and a note of the change; keep copyright and licence."""
    names = font["name"]
    kept = {0: names.getDebugName(0), 13: names.getDebugName(13), 14: names.getDebugName(14)}
    names.names = []
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    texts = {
        **kept,
        1: FAMILY,
        2: style,
        3: f"2.004;{postscript}",
        4: f"{FAMILY} {style}",
        5: "Version 2.004; modified from Noto Sans SC",
        6: postscript,
        10: "Noto Sans SC with one glyph a code point and without alternates; made for Desktop CRM.",
    }
    for name_id, text in sorted(texts.items()):
        names.setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
