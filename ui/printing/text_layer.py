"""Completes the text layer of a PDF that Qt wrote, so that every character can be copied and searched.

Qt's PDF writer looks for the code points of its glyphs in the basic plane only. A glyph of a rare name character
(𬱖 U+2CC56) gets none and vanishes from copied text, and the space is named as a tab. Here the ToUnicode maps of the
shipped face are written anew and appended as an incremental update (ISO 32000-1, 7.5.6): the pages stay untouched.

What makes this exact: in the shipped face each code point has a glyph of its own, and Qt numbers the glyphs of a
PDF in the order of first use. So the numbers without a code point are, in order, the rare characters as painted.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtGui import QRawFont

from ui.fonts import FAMILY, text_font
from ui.printing.sheet import Line

_NAME = FAMILY.replace(" ", "").encode()
_FONT = re.compile(rb"/BaseFont /(?:[A-Z]{6}\+)?" + _NAME + rb"-(Regular|Bold)\b[^>]*?/ToUnicode (\d+) 0 R", re.S)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> (?:\[([^\]]*)\]|<([0-9A-Fa-f]+)>)")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.S)
_TRAILER_ROOM = 4096  # bytes at the end in which the trailer stands
_ROOT, _SIZE, _PAGES = (re.compile(rb"/%b (\d+)" % name) for name in (b"Root", b"Size", b"Pages"))
_KIDS = re.compile(rb"/Kids\s*\[(.*?)\]", re.S)
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


def complete(path: Path, rare: RareCharacters, bookmarks: Sequence[tuple[str, int]] = ()) -> None:
    """Append complete ToUnicode maps to a PDF file, and bookmarks of (title, page from 0).

    A PDF of another make stays as it was. The file is mapped, not read: it may be larger than memory. Raises OSError.
    """
    with path.open("r+b") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as pdf:
            update = _Update(pdf)
            _add_maps(update, pdf, rare)
            if bookmarks:
                _add_outline(update, pdf, bookmarks)
            tail = update.tail()
        file.seek(0, 2)
        file.write(tail)


class _Update:
    """An incremental update: objects made anew or added, behind the end of the file."""

    def __init__(self, pdf: mmap.mmap) -> None:
        end = len(pdf)
        self.trailer = _TRAILER.search(pdf[max(0, end - _TRAILER_ROOM) :])
        size = _SIZE.search(self.trailer[1]) if self.trailer else None
        self._next = int(size[1]) if size else 0
        self._end = end
        self._bytes = bytearray()
        self._offsets: dict[int, int] = {}

    def number(self) -> int:
        """Return the number of a new object."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, content: bytes) -> None:
        """Write an object."""
        self._offsets[number] = self._end + len(self._bytes)
        self._bytes += b"%d 0 obj\n%b\nendobj\n" % (number, content)

    def tail(self) -> bytes:
        """Return what has to be appended."""
        if self.trailer is None:
            return b""
        start = self._end + len(self._bytes)
        self._bytes += b"xref\n"
        for number, offset in sorted(self._offsets.items()):
            self._bytes += b"%d 1\n%010d 00000 n \n" % (number, offset)
        entries = _SIZE.sub(b"/Size %d" % self._next, self.trailer[1])
        self._bytes += b"trailer\n<<%b/Prev %b\n>>\nstartxref\n%d\n%%%%EOF\n" % (entries, self.trailer[2], start)
        return bytes(self._bytes)


def _add_maps(update: _Update, pdf: mmap.mmap, rare: RareCharacters) -> None:
    for weight, number in _FONT.findall(pdf):
        found = re.search(rb"\n%b 0 obj\s*<<[^>]*>>\s*stream\r?\n(.*?)endstream" % number, pdf, re.S)
        if found is None or b"begincmap" not in found[1]:
            continue
        stream = _cmap(_completed(_read(found[1]), list(rare.seen[weight == b"Bold"])))
        update.put(int(number), b"<< /Length %d >>\nstream\n%bendstream" % (len(stream), stream))


def _add_outline(update: _Update, pdf: mmap.mmap, bookmarks: Sequence[tuple[str, int]]) -> None:
    """Write the outline (ISO 32000-1, 12.3.3) and name it in the catalogue; pages stay as they are."""
    root = _ROOT.search(update.trailer[1]) if update.trailer else None
    catalogue = _dictionary(pdf, int(root[1])) if root else None
    tree = _PAGES.search(catalogue) if catalogue else None
    kids = _KIDS.search(_dictionary(pdf, int(tree[1])) or b"") if tree else None
    if root is None or catalogue is None or kids is None:
        return
    pages = [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]
    outline, numbers = update.number(), [update.number() for _ in bookmarks]
    for place, ((title, page), number) in enumerate(zip(bookmarks, numbers, strict=True)):
        links = [b"/Parent %d 0 R" % outline, b"/Dest [%d 0 R /Fit]" % pages[page]]
        if place:
            links.append(b"/Prev %d 0 R" % numbers[place - 1])
        if place + 1 < len(numbers):
            links.append(b"/Next %d 0 R" % numbers[place + 1])
        words = ("\ufeff" + title).encode("utf-16-be").hex().upper().encode()
        update.put(number, b"<< /Title <%b> %b >>" % (words, b" ".join(links)))
    ends = (numbers[0], numbers[-1], len(numbers))
    update.put(outline, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % ends)
    update.put(int(root[1]), b"<<%b/Outlines %d 0 R\n/PageMode /UseOutlines\n>>" % (catalogue, outline))


def _dictionary(pdf: mmap.mmap, number: int) -> bytes | None:
    """Return what stands between the outer brackets of an object that is a dictionary without inner ones."""
    found = re.search(rb"\n%d 0 obj\s*<<(.*?)>>\s*endobj" % number, pdf, re.S)
    return found[1] if found else None


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
