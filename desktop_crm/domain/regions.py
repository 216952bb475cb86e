"""Provinces, cities and districts (GB/T 2260): of an area code, and of an address as people write it.

The table is ``resources/data/areas.json``, read once, on first use. An address is read from its
start: province, city, district, each with or without its suffix (浙江省 or 浙江); an address that
starts with a city or an unmistakable district needs no province.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

_REGION_PROVINCES = {
    "north": "11 12 13 14 15",
    "northeast": "21 22 23",
    "east": "31 32 33 34 35 36 37 71",
    "central": "41 42 43",
    "south": "44 45 46 81 82",
    "southwest": "50 51 52 53 54",
    "northwest": "61 62 63 64 65",
}
#: Region (classification C5) by the first two digits of the area code (domain contract §2.1).
REGION_OF_PROVINCE = {code: region for region, codes in _REGION_PROVINCES.items() for code in codes.split()}

_MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
_TAIWAN_PERMIT = "83"  # the residence permit of Taiwan residents; the area is 71
_NAMELESS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
_SUFFIXES = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区",
    "林区", "省", "市", "盟", "新区", "区", "县", "旗",
)  # fmt: skip
_PEOPLES = re.compile(
    r"(?:各族|蒙古族?|哈萨克族?|柯尔克孜族?|塔吉克族?|锡伯族?|土家族|布依族|哈尼族|拉祜族|仡佬族|仫佬族|毛南族|撒拉族|保安族|东乡族|"
    r"达斡尔族|鄂温克族|鄂伦春族|裕固族|朝鲜族|独龙族|普米族|傈僳族|布朗族|黎族|苗族|侗族|瑶族|壮族|彝族|回族|满族|藏族|羌族|土族|白族|傣族|佤族|"
    r"景颇族|怒族|畲族|水族|纳西族)+$"
)
_GAP = " \u3000,，、-·"
_LEAD = re.compile(r"(?:中国|中华人民共和国|[0-9]{6}(?![0-9])|[\s　,，:：])+")
# 南京西路 is a road in Shanghai: a short name that goes on as a road is no city.
_ROAD = re.compile(r"[东西南北中]?[一二三四五六七八九十]?(?:大?[路街道]|大道|大街|巷|里|弄|胡同|广场|大厦|花园|小区)")
_UNLISTED = re.compile(r"[一-龥]{1,12}?(?:开发区|园区|新区|高新区|示范区|管理区|(?<![小社校厂院街])区|县|旗)")
_ROAD_INSIDE = re.compile(r"[路街巷弄号村镇乡]")


class _Name(NamedTuple):
    text: str
    code: str
    short: bool


#: How far an address was understood: code of the city or province ("" when unknown), start and end of the part
#: up to its district. A bare tuple: one is made for every address of an import.
_Place = tuple[str, int, int]

_Index = dict[str, tuple[_Name, ...]]


class _Table(msgspec.Struct, frozen=True):
    areas: dict[str, str]
    named: dict[str, dict[str, list[str]]]


@cache
def _table() -> _Table:
    data = resources.files("resources").joinpath("data", "areas.json").read_bytes()
    return msgspec.json.decode(data, type=_Table)


def _short(name: str) -> str:
    """Name without its suffix and the peoples of an autonomous area: 延边朝鲜族自治州 -> 延边."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            bare = name[: -len(suffix)]
            if suffix.startswith("自治"):
                bare = _PEOPLES.sub("", bare)
                return bare if len(bare) >= 2 else name[: -len(suffix)].removesuffix("族")
            return bare
    return name


def _spoken(name: str) -> tuple[str, ...]:
    """Everyday names: 延边 and 延边州 for 延边朝鲜族自治州."""
    short = _short(name)
    return (short + name[-1], short) if name.endswith(("自治州", "自治县", "自治旗")) else (short,)


def _index(names: list[tuple[str, str]]) -> _Index:
    """Index names by their first two characters, the longest first; short names beside the full ones."""
    found: dict[str, dict[str, _Name]] = {}
    for shorten in (False, True):  # a full name wins over another place's short one
        for name, code in names:
            for text in _spoken(name) if shorten else (name,):
                found.setdefault(text[:2], {}).setdefault(text, _Name(text, code, text == _short(name) != name))
    return {
        start: tuple(sorted(entries.values(), key=lambda entry: -len(entry.text))) for start, entries in found.items()
    }


def _codes(length: int, under: str = "") -> list[tuple[str, str]]:
    return [
        (name, code)
        for code, name in _table().areas.items()
        if len(code) == length and code.startswith(under) and name not in _NAMELESS
    ]


@cache
def _first_index() -> _Index:
    """Names an address can start with: provinces, cities, and districts whose name is the only one."""
    districts = [(name, code) for name, code in _codes(6) if not name.endswith("开发区")]
    seen: dict[str, int] = {}
    for name, _ in districts:
        seen[name] = seen.get(name, 0) + 1
    named = [(city, code) for code, cities in _table().named.items() for city in cities]
    # "" marks a district of several cities: known as a district, its province is not.
    lone = {name: code if seen[name] == 1 else "" for name, code in districts if len(name) > 2}
    full = {name: _Name(name, code, short=False) for name, code in lone.items()}
    index = _index([*_codes(2), *_codes(4), *named])
    for name, entry in full.items():
        entries = index.get(name[:2], ())
        if all(known.text != name for known in entries):
            index[name[:2]] = tuple(sorted((*entries, entry), key=lambda known: -len(known.text)))
    return index


@cache
def _cities(province: str) -> _Index:
    named = [(city, province) for city in _table().named.get(province, {})]
    return _index([*_codes(4, province), *named])


@cache
def _districts(area: str) -> _Index:
    """Districts of a province (two digits) or a city (four)."""
    named = [(name, area) for names in _table().named.get(area, {}).values() for name in names]
    return _index([*_codes(6, area), *named])


def _match(index: _Index, text: str, start: int) -> _Name | None:
    for entry in index.get(text[start : start + 2], ()):
        name, _, short = entry
        if text.startswith(name, start) and not (short and _ROAD.match(text, start + len(name))):
            return entry
    return None


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in _GAP:
        position += 1
    return position


def _read(text: str) -> _Place:
    """Read province, city and district from the start of an address."""
    start = 0
    first = _match(_first_index(), text, 0)
    if first is None and (lead := _LEAD.match(text)):
        start = lead.end()
        first = _match(_first_index(), text, start)
    if first is None:
        return "", start, start
    code, position = first.code, start + len(first.text)
    if not code or len(code) == 6:
        return code[:4], start, position
    if len(code) == 2:
        code, position = _read_city(text, code, position)
    return code, start, _read_district(text, code, position)


def _read_city(text: str, province: str, position: int) -> tuple[str, int]:
    """Read the city after its province; a municipality may stand twice (上海市上海市)."""
    after = _skip(text, position)
    if province in _MUNICIPALITIES:
        name = _table().areas[province]
        for repeated in (name, "市辖区"):
            if text.startswith(repeated, after):
                position = after + len(repeated)
                after = _skip(text, position)
        return province, position
    if city := _match(_cities(province), text, after):
        return city.code, after + len(city.text)
    return province, position


def _read_district(text: str, area: str, position: int) -> int:
    """Return where the district ends; the given position when none is recognised."""
    after = _skip(text, position)
    district = _match(_districts(area), text, after)
    if district is None and len(area) == 4:
        district = _match(_districts(area[:2]), text, after)  # a district that moved to another city
    if district is not None:
        return after + len(district.text)
    unlisted = _UNLISTED.match(text, after)
    if unlisted and not _ROAD_INSIDE.search(unlisted[0]):
        return unlisted.end()
    return position


def province_of_address(text: str) -> str | None:
    """Two-digit code of the province of an address; None when it cannot be told."""
    return _read(text)[0][:2] or None


def district_of_address(text: str) -> str:
    """Part of an address up to its district, as it was written; "" when nothing is recognised."""
    _, start, end = _read(text)
    return text[start:end]


def region_of_address(text: str) -> str | None:
    """Region code (C5) of an address; None when the province cannot be told."""
    return REGION_OF_PROVINCE.get(_read(text)[0][:2])


def place_of_address(text: str) -> tuple[str | None, str]:
    """Region code and district of an address in one reading; see the two functions above."""
    area, start, end = _read(text)
    return REGION_OF_PROVINCE.get(area[:2]), text[start:end]


def split_place(text: str) -> tuple[str, str]:
    """Return the code of the city an address or a company's name begins with, and what follows its district.

    The code has two digits where no city is named or the province is one; it is "" when nothing is recognised.
    """
    area, _start, end = _read(text)
    return (area[:2] if area[:2] in _MUNICIPALITIES else area), text[end:]


def province_name(code: str) -> str:
    """Short name of the province of an area code: 浙江; "" for an unknown code."""
    code = "71" if code[:2] == _TAIWAN_PERMIT else code[:2]
    return _short(_table().areas.get(code, ""))


@lru_cache(maxsize=4096)
def place_of_code(area: str) -> str:
    """Province and city of a six-digit area code, as a native place is written: 浙江绍兴.

    Falls back to the province when the city's code was withdrawn; "" for an unknown province.
    """
    areas = _table().areas
    province = province_name(area)
    city = areas.get(area[:4], "")
    if area[:2] in _MUNICIPALITIES or not city:
        return province
    if city in _NAMELESS:  # a county directly under the province
        city = areas.get(area, "")
    return province + _short(city) if city else province
