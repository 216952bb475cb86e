"""Names of persons and companies, reduced to what tells one from another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from desktop_crm.domain.matching.characters import bare, simplified, sound
from desktop_crm.domain.regions import split_place

_ADDRESSED = re.compile(r"(?<=..)(?:先生|女士|小姐|太太|老师|师傅|总经理|经理|主任|mr|mrs|ms)$")


class PersonName(NamedTuple):
    """``text``: bare characters; ``sound``: their syllables."""

    text: str = ""
    sound: str = ""


class CompanyName(NamedTuple):
    """``core``: the name without place, legal form and branch; ``city`` and ``branch``: "" when not named."""

    core: str = ""
    sound: str = ""
    city: str = ""
    branch: str = ""


NOBODY, NO_COMPANY = PersonName(), CompanyName()


def person(text: str) -> PersonName:
    """Return the name of a person; a form of address behind it does not count."""
    name = _ADDRESSED.sub("", bare(text))
    return PersonName(name, sound(name)) if name else NOBODY


_FORMS = (
    "(?:有限责任公司|股份有限公司|集团有限公司|有限公司|有限责任|股份公司|集团公司|总公司|公司|集团|企业|厂|商行|商店|"
    "经营部|个体工商户|合伙企业|普通合伙|有限合伙|co|ltd|coltd|inc|llc|corp|corporation|company|limited)"
)
_LEGAL, _LEGAL_END = re.compile(_FORMS), re.compile(_FORMS + "$")
_BRANCH = re.compile(r"(?:分公司|分店|分行|支行|分厂|办事处|营业部|门店|专卖店|分部)$")
_BRACKETED = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_LEAST = 2  # characters of a name
_PLACE = 2  # characters of most places


@lru_cache(maxsize=4096)
def company(text: str) -> CompanyName:
    """Return the name of a company: 深圳市华强电子(集团)有限公司北京分公司 has the core 华强电子."""
    name, in_brackets = _without_brackets(simplified(text).strip())
    city, rest = split_place(name)
    name = bare(rest)
    if len(name) < _LEAST:  # nothing but a place: the place is the name
        city, name = "", bare(simplified(text))
    name, branch = _without_branch(name)
    core = _without_legal_form(name)
    if not city and in_brackets:
        city = split_place(in_brackets)[0]
    return CompanyName(core, sound(core), city, branch) if core else NO_COMPANY


def _without_brackets(text: str) -> tuple[str, str]:
    """Take a bracketed part out of the middle of a name, and return it too: 华强(深圳)电子."""
    found = _BRACKETED.search(text)
    return (_BRACKETED.sub("", text), found[1]) if found and found[0] != text else (text, "")


def _without_branch(name: str) -> tuple[str, str]:
    """Cut a branch off: what stands behind the legal form; without one, the branch and two characters of its place."""
    found = _BRANCH.search(name)
    if found is None:
        return name, ""
    legal = list(_LEGAL.finditer(name, 0, found.start()))
    start = legal[-1].end() if legal else found.start() - _PLACE
    if start < _LEAST:
        return name, ""
    head, inner = _without_branch(name[:start])
    return head, inner + name[start:]


def _without_legal_form(name: str) -> str:
    while (found := _LEGAL_END.search(name)) and found.start() >= _LEAST:
        name = name[: found.start()]
    return name
