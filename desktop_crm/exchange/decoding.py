"""Encodings of text files, found by trial decoding. A guess that reads as nonsense is refused:
a list in the wrong characters must never be imported in silence."""

from __future__ import annotations

import codecs
from pathlib import Path

from desktop_crm.errors import ExchangeError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
#: Share of everyday characters (GB 2312) below which text read as GB18030 is taken for another encoding.
_PLAUSIBLE = 0.7
#: Share of control characters above which a file is no text at all.
_BINARY = 0.05
_CONTROLS = frozenset(chr(code) for code in range(32)) - set("\t\r\n\f")


def detect_encoding(path: Path) -> str:
    """Return the Python name of the encoding of a text file.

    Raises ``ExchangeError`` ``unknown_format`` for binary data, ``unknown_encoding`` for text that
    is neither UTF-8, UTF-16 nor GB18030.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return _proved(path, name)
    guess = _utf16_without_bom(head)
    if guess:
        return _proved(path, guess)
    if decodes(path, "utf-8"):
        return _proved(path, "utf-8")
    if decodes(path, "gb18030") and _plausible(head):
        return _proved(path, "gb18030")
    raise ExchangeError(_failure(head), path=path.name)


def decodes(path: Path, encoding: str) -> bool:
    """Say whether the whole file decodes without an error."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except (UnicodeError, LookupError):
        return False
    return True


def _proved(path: Path, encoding: str) -> str:
    if not decodes(path, encoding):
        raise ExchangeError("unknown_encoding", path=path.name)
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(_CHUNK)
    if _is_binary(head):
        raise ExchangeError("unknown_format", path=path.name)
    return encoding


def _is_binary(text: str) -> bool:
    return sum(character in _CONTROLS for character in text) > _BINARY * len(text)


def _failure(head: bytes) -> str:
    return "unknown_format" if _is_binary(head.decode("latin-1")) else "unknown_encoding"


def _utf16_without_bom(head: bytes) -> str | None:
    """Latin letters, commas and line ends leave zeros in every second byte."""
    sample = head[: len(head) // 2 * 2]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and high > 0.2 * half and low < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if half and low > 0.2 * half and high < 0.02 * half else None


def _plausible(head: bytes) -> bool:
    foreign = [character for character in head.decode("gb18030", "ignore") if character > "\x7f"]
    everyday = sum(_in_gb2312(character) for character in foreign)
    return everyday >= _PLAUSIBLE * len(foreign)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
