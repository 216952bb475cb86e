"""One spelling for texts that people write in several ways: width, case, traditional characters, signs between."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from desktop_crm.domain.pinyin import spelling


@cache
def _table() -> dict[int, str]:
    """Traditional -> simplified character (``resources/data/simplified.txt``)."""
    text = files("resources").joinpath("data", "simplified.txt").read_text(encoding="utf-8").partition("\n\n")[2]
    return {ord(char): line[0] for line in text.splitlines() for char in line[1:]}


def simplified(text: str) -> str:
    """Return a text in half-width, small letters and simplified characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_table())
    return text.casefold()


def bare(text: str) -> str:
    """Return only the letters, digits and characters of a text, in one spelling."""
    text = simplified(text)
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


#: Initials and endings that many speakers and input methods do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def sound(text: str) -> str:
    """Return how a bare text sounds, syllable by syllable: homophones are equal, as 张 and 章, or 林 and 凌."""
    options = spelling(text)
    return "'".join(_worn(syllables[0]) for syllables in options) if options else text


@cache
def _worn(syllable: str) -> str:
    for wide, narrow in _ALIKE:
        if syllable.startswith(wide):
            syllable = narrow + syllable[2:]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable
