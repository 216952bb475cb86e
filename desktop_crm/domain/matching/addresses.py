"""Addresses as they are compared: city, road, and the numbers of house, building and room."""

from __future__ import annotations

import re
from typing import NamedTuple

from desktop_crm.domain.matching.characters import simplified
from desktop_crm.domain.regions import split_place

_ROAD = re.compile(r"(?:[镇乡区县村])?([一-龥]{1,10}?(?:大道|大街|路|街|巷|弄|胡同|里|村|道))")
_COUNTED = re.compile(r"([零〇一二三四五六七八九十]+)(?=号|栋|幢|座|楼|单元|层|室)")
_NUMBER = re.compile(r"\d+|(?<![a-z])[a-z](?=座|栋|幢|区|\d)")
_SIGNS = re.compile(r"[\s,，.。、;；:：#()\[\]【】_-]+")
_DIGIT_OF = {char: digit for digit, char in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Address(NamedTuple):
    """``rest``: all behind the district. ``numbers``: house, building, room, in the order they are written."""

    city: str = ""
    road: str = ""
    numbers: tuple[str, ...] = ()
    rest: str = ""


NOWHERE = Address()


def address(text: str) -> Address:
    """Read an address; provinces and districts may be missing."""
    city, rest = split_place(simplified(text).strip())
    rest = _COUNTED.sub(lambda found: str(_counted(found[1])), _SIGNS.sub(" ", rest).strip())
    found = _ROAD.search(rest)
    numbers = tuple(number.lstrip("0") for number in _NUMBER.findall(rest[found.end() :] if found else rest))
    rest = rest.replace(" ", "")
    return Address(city, found[1] if found else "", numbers, rest) if city or rest else NOWHERE


def _counted(chars: str) -> int:
    """Read a number below a hundred: 三, 十二, 二十, 三十五."""
    tens, ten, ones = chars.partition("十")
    if not ten:
        return int("".join(str(_DIGIT_OF[char]) for char in chars))
    return 10 * _DIGIT_OF.get(tens[-1:], 1) + _DIGIT_OF.get(ones[:1], 0)
