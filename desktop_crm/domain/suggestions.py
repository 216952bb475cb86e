"""What to do for a customer next time, suggested from what is on file of him (story AC2 of the domain contract).

Each rule is one function from :class:`Known` to a suggestion or nothing, with the evidence it was made from: a rule
without evidence suggests nothing. The first three of :data:`RULES` that have something to say are shown. What people
are told in confidence is no input: neither sensitive fields (health, income) nor the family, whoever is asked (W16).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from desktop_crm.domain.birthdays import next_birthday
from desktop_crm.domain.fields import Choice, Value, Values
from desktop_crm.domain.records import CUSTOMER

#: Suggestions shown of one customer.
MOST = 3
#: A day to celebrate is prepared so many days before it.
AHEAD_DAYS = 45

#: Kinds of needs, told by the word before the colon: 房型：大床.
ROOM, FLOOR, SEAT, DIET, OCCASION, WISH = "room", "floor", "seat", "diet", "occasion", "wish"
NEEDS = (
    Choice(ROOM, "房型", "Room", ("房间", "房型偏好", "床型", "bed")),
    Choice(FLOOR, "楼层", "Floor", ("楼层偏好",)),
    Choice(SEAT, "座位", "Seat", ("座位偏好", "餐位", "桌位")),
    Choice(DIET, "忌口", "Diet", ("饮食", "餐饮", "口味", "菜", "food")),
    Choice(OCCASION, "场合", "Occasion", ("纪念日", "家庭日", "节日", "anniversary")),
)
_KIND_OF = {name.casefold(): one.code for one in NEEDS for name in (one.zh, one.en, *one.aliases)}
#: What a place is prepared from.
_PLACE = (ROOM, FLOOR, SEAT)
_COLON = re.compile(r"\s*[:：]\s*")
_DAY = re.compile(r"(?P<month>1[0-2]|0?[1-9])\s*(?:月|[-/.])\s*(?P<day>3[01]|[12][0-9]|0?[1-9])\s*[日号]?")
_CELEBRATED = re.compile("纪念日|生日|节|周年|anniversary|birthday", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Need:
    """One word of the preferences: its kind, what is wished, the word as it was written, its day of the year."""

    kind: str
    text: str
    word: str
    day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules know of one customer; everything may be missing. Days are counted to ``today``."""

    today: date
    needs: Sequence[Need] = ()
    birth: Values | None = None  # the fields of the birthday
    channels: Sequence[str] = ()  # labels of the ways in which he may be contacted
    last_on: date | None = None  # the last order or stay
    last_line: str = ""
    interval: int = 0  # his own, in days; 0 for none
    away: bool = False  # he has not come for longer than the rule of the classes allows
    important: bool = False  # VIP or major
    only_financial: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in both languages. Placeholders are filled from ``params``: ready texts, alike in both."""

    code: str
    params: Mapping[str, object]

    def text(self, language: str) -> str:
        """Say it in ``zh`` or ``en``."""
        english = language.startswith("en")
        shown = {name: _shown(value, english=english) for name, value in self.params.items()}
        return SENTENCES[self.code][english].format_map(shown)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do, and what it was made from."""

    what: Saying
    evidence: tuple[Saying, ...]

    @property
    def code(self) -> str:
        """Name of the rule."""
        return self.what.code


#: code -> (Chinese, English): first what is suggested, then the evidence.
SENTENCES: dict[str, tuple[str, str]] = {
    "celebrate": (
        "为“{occasion}”（{day}）备一份心意，提前问候",
        "Prepare something for “{occasion}” ({day}); greet ahead",
    ),
    "birthday": ("{day} 生日，备好祝福", "Birthday on {day}: have the wishes ready"),
    "win_back": ("邀请再来{by}", "Invite him to come again{by}"),
    "place": ("预留：{wishes}", "Reserve: {wishes}"),
    "kitchen": ("请厨房注意{wishes}", "Tell the kitchen – {wishes}"),
    "occasion": (
        "问清“{occasion}”是哪一天，到时备一份心意",
        "Ask the day of “{occasion}”, and prepare something for it",
    ),
    "wish": ("准备：{wishes}", "Prepare: {wishes}"),
    "social_tie": (
        "这次不打折，给一份别人学不走的关怀",
        "No discount this time: give care that others cannot copy",
    ),
    "as_last_time": ("照上次安排：{line}", "As last time: {line}"),
    "host": ("请经理亲自接待", "Let the manager receive him in person"),
    "noted": ("偏好“{word}”", "Preference “{word}”"),
    "born": ("出生日期 {born}", "Born on {born}"),
    "last_stay": ("上次 {day}，{days} 天前", "Last came on {day}, {days} days ago"),
    "last_line": ("上次是“{line}”（{day}）", "Last time: “{line}” ({day})"),
    "own_interval": ("平时约 {days} 天一次", "Usually every {days} days"),
    "may_contact": ("允许：{channels}", "May be contacted by: {channels}"),
    "only_financial": ("只给过打折、VIP 卡等财务利益", "Only discounts, VIP cards and the like were ever given"),
    "important": ("重要性属 VIP 或主要客户", "Importance is VIP or main"),
}
#: The warning of C22, in the words of the card.
WARNINGS: dict[str, tuple[str, str]] = {
    "only_financial": (
        "只给过财务利益（打折、VIP 卡）：别人容易模仿，留不住人。先用下面的建议满足他的需求。",
        "Only financial benefits (discounts, VIP cards) were ever given. Others copy these easily; begin with what he "
        "needs, as suggested below.",
    ),
}


def needs_of(words: Sequence[str]) -> tuple[Need, ...]:
    """Read preferences as needs: ``房型：大床`` is a room, ``结婚纪念日 5月20日`` an occasion with its day."""
    return tuple(_need(word.strip()) for word in words if word.strip())


def _need(word: str) -> Need:
    head, *rest = _COLON.split(word, maxsplit=1)
    kind = _KIND_OF.get(head.strip().casefold(), WISH)
    text = rest[0].strip() if rest and kind != WISH and rest[0].strip() else word
    found = _DAY.search(text)
    day = (int(found["month"]), int(found["day"])) if found else None
    if kind == WISH and _CELEBRATED.search(word):
        kind = OCCASION
    if kind == OCCASION and found:
        text = " ".join(_COLON.sub(" ", text.replace(found[0], " ")).strip("，,（）() ").split()) or head
    return Need(kind, text, word, day if kind == OCCASION else None)


def suggestions(known: Known) -> tuple[Suggestion, ...]:
    """Return at most three suggestions, the most pressing first."""
    found: Iterator[Suggestion] = (made for rule in RULES if (made := rule(known)) is not None and made.evidence)
    return tuple(islice(found, MOST))


def channels_of(values: Values) -> tuple[str, ...]:
    """Return the ways in which a customer may be contacted, by their codes."""
    allowed = values.get("contact_permission")
    return allowed if isinstance(allowed, tuple) else ()


# -- rules -----------------------------------------------------------------------------------


def _celebrate(known: Known) -> Suggestion | None:
    """A family day he told of comes near."""
    coming = [
        (day, need)
        for need in known.needs
        if need.day is not None and (day := _next(need.day, known.today)) is not None
        and (day - known.today).days <= AHEAD_DAYS
    ]  # fmt: skip
    if not coming:
        return None
    day, need = min(coming, key=lambda one: one[0])
    return Suggestion(Saying("celebrate", {"occasion": need.text, "day": day}), (_noted(need), *_contact(known)))


def _birthday(known: Known) -> Suggestion | None:
    birthday = next_birthday(known.birth, known.today) if known.birth else None
    if birthday is None or birthday.days_until > AHEAD_DAYS:
        return None
    born = Saying("born", {"born": (known.birth or {}).get("birth_date")})
    return Suggestion(Saying("birthday", {"day": birthday.day}), (born, *_contact(known)))


def _win_back(known: Known) -> Suggestion | None:
    if not known.away or known.last_on is None:
        return None
    by = _Joined(known.channels, ("（{}）", " ({})")) if known.channels else ""
    return Suggestion(Saying("win_back", {"by": by}), (*_last_stay(known), *_contact(known)))


def _place(known: Known) -> Suggestion | None:
    return _from_needs("place", [need for kind in _PLACE for need in known.needs if need.kind == kind])


def _kitchen(known: Known) -> Suggestion | None:
    return _from_needs("kitchen", [need for need in known.needs if need.kind == DIET], whole=True)


def _occasion(known: Known) -> Suggestion | None:
    """An occasion whose day nobody wrote down yet."""
    open_ones = [need for need in known.needs if need.kind == OCCASION and need.day is None]
    if not open_ones:
        return None
    return Suggestion(Saying("occasion", {"occasion": open_ones[0].text}), (_noted(open_ones[0]),))


def _wish(known: Known) -> Suggestion | None:
    return _from_needs("wish", [need for need in known.needs if need.kind == WISH])


def _social_tie(known: Known) -> Suggestion | None:
    if not known.only_financial:
        return None
    return Suggestion(Saying("social_tie", {}), (Saying("only_financial", {}),))


def _as_last_time(known: Known) -> Suggestion | None:
    if not known.last_line or known.last_on is None:
        return None
    evidence = Saying("last_line", {"line": known.last_line, "day": known.last_on})
    return Suggestion(Saying("as_last_time", {"line": known.last_line}), (evidence,))


def _host(known: Known) -> Suggestion | None:
    if not known.important or known.last_on is None:
        return None
    return Suggestion(Saying("host", {}), (Saying("important", {}), *_last_stay(known)))


#: In the order of their pressingness: what has a day, who stays away, what is needed each time, then the rest.
RULES: tuple[Callable[[Known], Suggestion | None], ...] = (
    _celebrate,
    _birthday,
    _win_back,
    _place,
    _kitchen,
    _occasion,
    _wish,
    _social_tie,
    _as_last_time,
    _host,
)


# -- parts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Joined:
    """Some words one after the other, as a language joins them, inside its frame."""

    words: Sequence[str]
    frame: tuple[str, str] = ("{}", "{}")


def _from_needs(code: str, needs: Sequence[Need], *, whole: bool = False) -> Suggestion | None:
    if not needs:
        return None
    wishes = _Joined([need.word if whole else need.text for need in needs])
    return Suggestion(Saying(code, {"wishes": wishes}), tuple(map(_noted, needs)))


def _noted(need: Need) -> Saying:
    return Saying("noted", {"word": need.word})


def _contact(known: Known) -> tuple[Saying, ...]:
    return (Saying("may_contact", {"channels": _Joined(known.channels)}),) if known.channels else ()


def _last_stay(known: Known) -> tuple[Saying, ...]:
    if known.last_on is None:
        return ()
    stay = Saying("last_stay", {"day": known.last_on, "days": (known.today - known.last_on).days})
    return (stay, Saying("own_interval", {"days": known.interval})) if known.interval else (stay,)


def _next(day: tuple[int, int], today: date) -> date | None:
    """Return when a day of the year comes next; 29 February is kept on the 28th; None for 31 June."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, *day)
        except ValueError:
            if day != (2, 29):
                return None
            found = date(year, 2, 28)
        if found >= today:
            return found
    return None


def _shown(value: object, *, english: bool) -> str:
    if isinstance(value, _Joined):
        labels = [_channel(word, english=english) for word in value.words]
        return value.frame[english].format((", " if english else "、").join(labels))
    return value.isoformat() if isinstance(value, date) else str(value)


def _channel(word: Value, *, english: bool) -> str:
    choice = CUSTOMER["contact_permission"].choice(str(word))
    return str(word) if choice is None else choice.en if english else choice.zh
