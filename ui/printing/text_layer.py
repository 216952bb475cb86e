"""Completes the text layer of a PDF that Qt wrote, so that every character can be copied and searched.

Qt's PDF writer looks for the code points of its glyphs in the basic plane only. A glyph of a rare name character
(𬱖 U+2CC56) gets none and vanishes from copied text, and the space is named as a tab. Here the ToUnicode maps of the
shipped face are written anew and appended as an incremental update (ISO 32000-1, 7.5.6): the pages stay untouched.

What makes this exact: in the shipped face each code point has a glyph of its own, and Qt numbers the glyphs of a
PDF in the order of first use. So the numbers without a code point are, in order, the rare characters as painted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QRawFont

from ui.fonts import FAMILY, text_font
from ui.printing.sheet import Line

_NAME = FAMILY.replace(" ", "").encode()
_FONT = re.compile(rb"/BaseFont /(?:[A-Z]{6}\+)?" + _NAME + rb"-(Regular|Bold)\b[^>]*?/ToUnicode (\d+) 0 R", re.S)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> (?:\[([^\]]*)\]|<([0-9A-Fa-f]+)>)")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.S)
_TAB, _SPACE = 0x09, 0x20
_FIRST_RARE = 0x10000
_PER_BLOCK = 100  # entries of one bfchar block, a limit of the CMap format


class RareCharacters:
    """Characters beyond the basic plane that the shipped face draws, in the order of painting, by weight."""

    def __init__(self) -> None:
        self._faces = {bold: QRawFont.fromFont(text_font(100, bold=bold)) for bold in (False, True)}
        self.seen: dict[bool, dict[int, None]] = {False: {}, True: {}}

    def note(self, lines: Iterable[Line]) -> None:
        """Note the rare characters of painted lines."""
        for line in lines:
            for one in line.text:
                if ord(one) >= _FIRST_RARE and self._faces[line.bold].supportsCharacter(ord(one)):
                    self.seen[line.bold].setdefault(ord(one))


def complete_text_layer(pdf: bytes, rare: RareCharacters) -> bytes:
    """Return ``pdf`` with complete ToUnicode maps; a PDF of another make comes back as it was."""
    trailer = _TRAILER.search(pdf)
    if trailer is None:
        return pdf
    result = bytearray(pdf)
    entries: list[tuple[int, int]] = []
    for weight, number in _FONT.findall(pdf):
        found = re.search(rb"\n%b 0 obj\s*<<[^>]*>>\s*stream\r?\n(.*?)endstream" % number, pdf, re.S)
        if found is None or b"begincmap" not in found[1]:
            continue
        stream = _cmap(_completed(_read(found[1]), list(rare.seen[weight == b"Bold"])))
        entries.append((int(number), len(result)))
        result += b"%b 0 obj\n<< /Length %d >>\nstream\n%bendstream\nendobj\n" % (number, len(stream), stream)
    start = len(result)
    result += b"xref\n"
    for object_number, offset in sorted(entries):
        result += b"%d 1\n%010d 00000 n \n" % (object_number, offset)
    result += b"trailer\n<<%b/Prev %b\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], start)
    return bytes(result)


def _read(cmap: bytes) -> dict[int, int]:
    """Read glyph numbers and code points of a map as Qt writes it."""
    codes: dict[int, int] = {}
    for first, last, listed, single in _RANGE.findall(cmap.split(b"endcodespacerange", 1)[-1]):
        texts = re.findall(rb"[0-9A-Fa-f]+", listed)
        for place, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
            codes[glyph] = int(texts[place], 16) if listed else int(single, 16) + place
    return codes


def _completed(codes: dict[int, int], rare: list[int]) -> dict[int, int]:
    """Name the nameless glyphs; glyph 0 is the empty box."""
    named = {glyph: _SPACE if code == _TAB else code for glyph, code in codes.items() if glyph}
    last = max(named, default=0)
    nameless = [glyph for glyph in range(1, last) if glyph not in named]
    if len(nameless) > len(rare):  # not the order this relies on: better no name than a wrong one
        return named
    nameless += range(last + 1, last + 1 + len(rare) - len(nameless))
    return dict(sorted({**named, **dict(zip(nameless, rare, strict=True))}.items()))


def _cmap(codes: dict[int, int]) -> bytes:
    """Write a ToUnicode map."""
    entries = [f"<{glyph:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for glyph, code in codes.items()]
    parts = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    ]
    for start in range(0, len(entries), _PER_BLOCK):
        block = entries[start : start + _PER_BLOCK]
        parts.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    parts.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
    return "".join(parts).encode("ascii")
