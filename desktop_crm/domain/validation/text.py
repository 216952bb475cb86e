"""Cleaning of typed text before any rule looks at it."""

from __future__ import annotations

import re
import unicodedata

# Marks that change the writing direction and zero-width spaces: contact lists of phones and web
# pages put them around numbers, nobody sees or means them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Control characters, half surrogate pairs and code points that no file format can carry.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_GAPS = re.compile(r"[\t\n]+")
_SPACES = re.compile(r"\s+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}|\d\.\d+[eE]\d{1,3}", re.ASCII)


def clean(text: str, *, multiline: bool = False) -> tuple[str, bool]:
    """Trim and compose (NFC) a text as names and addresses are kept; say whether characters that
    cannot be stored were dropped. Line ends become ``\\n``, or one space in a single line."""
    if text.isascii() and text.isprintable():
        return text.strip(), False
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    if not multiline:
        text = _GAPS.sub(" ", text)
    kept = _FORBIDDEN.sub("", text)
    # Composing first: a trimmed text can otherwise start with a mark that composes to nothing.
    return unicodedata.normalize("NFC", kept).strip(), len(kept) != len(text)


def code_text(text: str) -> str:
    """Normalise a code field (number, phone, e-mail, postcode): half-width (NFKC), trimmed."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()


def compact(text: str, drop: str = " ") -> str:
    """Normalise a code field and remove inner spaces and the characters of ``drop``."""
    text = _SPACES.sub("", code_text(text))
    for character in drop:
        text = text.replace(character, "")
    # What stood on either side of a removed character may compose now.
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def code_number(text: str, drop: str = " ") -> str:
    """Normalise the number of a document: :func:`compact`, in capital letters."""
    text = compact(text, drop)
    return text.upper() if text.isascii() else unicodedata.normalize("NFKC", text.upper())


def is_scientific(text: str) -> bool:
    """Say whether a spreadsheet turned the number into ``1.38E+10``: its last digits are lost."""
    return _SCIENTIFIC.fullmatch(text) is not None
