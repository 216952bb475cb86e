"""Reading a filter from typed words: ``等级=VIP 且 (地区 是 华东 或 最近联系 不在 最近90天)``, in either language.

Everything that :func:`desktop_crm.domain.filters.words.describe` writes is read back as the same filter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from desktop_crm.domain.filters.checking import NONE_ADDED, check
from desktop_crm.domain.filters.evaluation import folded
from desktop_crm.domain.filters.periods import WORDS, Period
from desktop_crm.domain.filters.subjects import SUBJECTS, Kind, Subject
from desktop_crm.domain.filters.tree import (
    MOST_CONDITIONS,
    Condition,
    Group,
    Join,
    Node,
    Op,
    Operand,
    conditions,
    from_json,
    negation,
    simplified,
)  # fmt: skip
from desktop_crm.domain.filters.vocabulary import (
    COMMA_WORDS,
    FURTHER,
    JOIN_WORDS,
    NOT_WORDS,
    QUOTES,
    UNTIL_WORDS,
    has_negated_form,
    operator,
)  # fmt: skip
from desktop_crm.domain.validation.parsing import read_date, read_integer, read_money
from desktop_crm.domain.validation.text import clean
from desktop_crm.errors import UsageError

_LONGEST = 4_000
_OPENING = {"(": ")", "（": "）"}
_MARKS = {'"': '"', "'": "'", QUOTES[0]: QUOTES[1], "「": "」"}
_DAYS_PERIOD = (
    (re.compile(r"(?:最近|过去|近)\s*(\d{1,4})\s*天"), Period.LAST_DAYS),
    (re.compile(r"(?:the\s+)?last\s+(\d{1,4})\s+days?", re.I), Period.LAST_DAYS),
    (re.compile(r"(?:未来|今后)\s*(\d{1,4})\s*天"), Period.NEXT_DAYS),
    (re.compile(r"(?:the\s+)?next\s+(\d{1,4})\s+days?", re.I), Period.NEXT_DAYS),
)
_BARE = re.compile(r"[^\s()（）、,，;；|&\"“”]+")
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|[^\s()（）、,，;；|&]+")
_AMOUNT = re.compile(r"[-¥￥$€+]*\d[\d,.]*(?:千|万|亿)?元?%?|[^\s()（）]+")

T = TypeVar("T")
Words = tuple[tuple[str, T], ...]
Asked = tuple[Op, bool]


def read_filter(text: str, added: Mapping[str, Subject] = NONE_ADDED) -> Node:
    """Read words, or JSON, which may ask for the company's own fields (``added``) too.

    Raises UsageError: ``filter_words`` with the place that was not understood, or as check.
    """
    if text.lstrip().startswith("{"):
        return check(simplified(from_json(text)), added)
    reader = _Reader(text[:_LONGEST])
    if not reader.rest().strip():
        return Group()
    node = reader.any_of(0)
    reader.skip()
    if reader.rest():
        raise reader.lost()
    if sum(1 for _ in conditions(node)) > MOST_CONDITIONS:
        raise UsageError("filter_too_large", limit=MOST_CONDITIONS)
    return check(simplified(node))


class _Reader:
    """Goes through a text from left to right."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        low = text.casefold()
        self._low = low if len(low) == len(text) else folded(text)  # a letter may grow

    def rest(self) -> str:
        """What was not read yet."""
        return self._text[self._at :]

    def skip(self) -> None:
        """Pass over spaces."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def lost(self) -> UsageError:
        """Say where the words end that are understood."""
        return UsageError("filter_words", text=self.rest().strip()[:40] or "…")

    def any_of(self, depth: int) -> Node:
        """Read parts joined by or."""
        parts = [self._all_of(depth)]
        while self._take_word(JOIN_WORDS[Join.ANY]):
            parts.append(self._all_of(depth))
        return parts[0] if len(parts) == 1 else Group(Join.ANY, tuple(parts))

    def _all_of(self, depth: int) -> Node:
        parts = [self._part(depth)]
        while self._take_word(JOIN_WORDS[Join.ALL]):
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else Group(Join.ALL, tuple(parts))

    def _part(self, depth: int) -> Node:
        self.skip()
        if depth > 6:
            raise self.lost()
        start = self._at
        if self._subject() is None and self._take_word(NOT_WORDS):
            return negation(self._part(depth + 1))
        self._at = start
        closing = _OPENING.get(self._text[self._at : self._at + 1])
        if closing is None:
            return self._condition()
        self._at += 1
        node = self.any_of(depth + 1)
        self.skip()
        if self._text[self._at : self._at + 1] not in _OPENING.values():
            raise self.lost()
        self._at += 1
        return node

    # -- one condition ----------------------------------------------------------------------

    def _condition(self) -> Condition:
        start = self._at
        subject = self._subject()
        if subject is None:
            raise self.lost()
        if subject.kind is Kind.BOOLEAN:
            return self._yes_or_no(subject)
        asked = self._take(_operators(subject))
        if asked is None:
            raise self.lost()
        op, negated = asked
        if op is Op.EMPTY:
            return Condition(subject.id, op, (), negated)
        if op in (Op.IS, Op.DURING) and Op.DURING in subject.ops and (period := self._period()):
            return Condition(subject.id, Op.DURING, period, negated)
        if op is Op.BETWEEN:
            low = self._operand(subject)
            if not self._take_word(UNTIL_WORDS):
                raise self.lost()
            return Condition(subject.id, op, (low, self._operand(subject)), negated)
        values = [self._operand(subject)]
        while op is Op.IS and self._goes_on(subject):
            values.append(self._operand(subject))
        if op is Op.IS and subject.kind is Kind.BIRTHDAY:
            self._at = start
            raise self.lost()
        return Condition(subject.id, op, tuple(dict.fromkeys(values)), negated)

    def _yes_or_no(self, subject: Subject) -> Condition:
        before = self._at
        asked = self._take(_operators(subject))
        negated = asked is not None and asked[1]
        if asked is not None:
            answer = self._take(_YES_NO)
            if answer is None:
                self._at, negated = before, False
            else:
                negated = negated is answer
        return Condition(subject.id, Op.IS, (True,), negated)

    def _subject(self) -> Subject | None:
        return self._take(_names())

    def _period(self) -> tuple[Operand, ...] | None:
        self.skip()
        for pattern, period in _DAYS_PERIOD:
            if match := pattern.match(self._text, self._at):
                self._at = match.end()
                return (period.value, int(match[1]))
        found = self._take(_PERIODS)
        return (found,) if found is not None else None

    def _goes_on(self, subject: Subject) -> bool:
        """Whether another value of the same condition follows: after a comma stands no subject."""
        start = self._at
        if self._take_word(COMMA_WORDS):
            after = self._at
            name = self._subject()
            follows = name is not None and (name.kind is Kind.BOOLEAN or self._take(_operators(name)) is not None)
            self._at = after
            if not follows:
                return True
        self._at = start
        return False

    def _operand(self, subject: Subject) -> Operand:
        self.skip()
        if subject.kind.coded or subject.choices:
            code = self._take(_labels(subject.id))
            if code is not None:
                return code
        mark = _MARKS.get(self._text[self._at : self._at + 1])
        start = self._at
        text = self._marked(mark) if mark else self._bare(subject)
        value: Operand | None = dict(_labels(subject.id)).get(text.casefold()) if mark else None
        value = read_operand(subject, text) if value is None else value
        if value is None:
            self._at = start
            raise UsageError("filter_value", field=subject.id, value=text[:40])
        return value

    def _marked(self, mark: str) -> str:
        self._at += 1
        found = ""
        while True:
            end = self._text.find(mark, self._at)
            if end < 0:
                raise self.lost()
            found += self._text[self._at : end]
            self._at = end + 1
            if mark != QUOTES[1] or self._text[self._at : self._at + 1] != mark:
                return found
            found += mark
            self._at += 1

    def _bare(self, subject: Subject) -> str:
        pattern = _DAY if subject.kind.dated else _AMOUNT if subject.kind in (Kind.NUMBER, Kind.MONEY) else _BARE
        match = pattern.match(self._text, self._at)
        if match is None:
            raise self.lost()
        self._at = match.end()
        return match[0]

    # -- words ------------------------------------------------------------------------------

    def _take(self, words: Iterable[tuple[str, T]]) -> T | None:
        """Read the first of some words that stands here, longest first; return what it means, else None."""
        self.skip()
        for word, meaning in words:
            if self._low.startswith(word, self._at) and self._ends(word):
                self._at += len(word)
                return meaning
        return None

    def _take_word(self, words: Iterable[str]) -> bool:
        return self._take((word, True) for word in sorted(words, key=len, reverse=True)) is not None

    def _ends(self, word: str) -> bool:
        """A word of letters does not end inside another one."""
        following = self._text[self._at + len(word) : self._at + len(word) + 1]
        return not (_is_letter(word[-1]) and _is_letter(following))


def _is_letter(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def _sorted(words: dict[str, T]) -> Words[T]:
    return tuple(sorted(words.items(), key=lambda one: -len(one[0])))


@cache
def _names() -> Words[Subject]:
    """Identifiers win over labels, labels over aliases."""
    names: dict[str, Subject] = {}
    subjects = SUBJECTS.values()
    for subject in subjects:
        names.setdefault(subject.id.casefold(), subject)
    for subject in subjects:
        for label in (subject.zh, subject.en):
            names.setdefault(label.casefold(), subject)
    for subject in subjects:
        if subject.scheme is not None:
            names.setdefault(subject.scheme.zh, subject)
            names.setdefault(subject.scheme.en.casefold(), subject)
        for alias in subject.field.aliases if subject.field else ():
            names.setdefault(alias.casefold(), subject)
    return _sorted(names)


@cache
def _operators_of(subject_id: str) -> Words[Asked]:
    subject = SUBJECTS[subject_id]
    words: dict[str, Asked] = {}
    for op in subject.ops:
        for negated in (False, True):
            if negated and not has_negated_form(subject, op) and (op, negated) not in FURTHER:
                continue
            own = operator(subject, op, negated=negated) if not negated or has_negated_form(subject, op) else ()
            for word in (*own, *FURTHER.get((op, negated), ())):
                words.setdefault(word.casefold(), (op, negated))
    if Op.DURING in subject.ops and Op.IS not in subject.ops:
        for word in ("是", "is", "=", "：", ":"):
            words.setdefault(word, (Op.DURING, False))
    return _sorted(words)


def _operators(subject: Subject) -> Words[Asked]:
    return _operators_of(subject.id)


@cache
def _labels(subject_id: str) -> Words[str]:
    subject = SUBJECTS[subject_id]
    words: dict[str, str] = {}
    for choice in subject.choices:
        words.setdefault(choice.code.casefold(), choice.code)
    for choice in subject.choices:
        for label in (choice.zh, choice.en):
            words.setdefault(label.casefold(), choice.code)
    for choice in subject.choices:
        for alias in choice.aliases:
            words.setdefault(alias.casefold(), choice.code)
    return _sorted(words)


_PERIODS = _sorted(
    {
        word.casefold(): period.value
        for period, words in WORDS.items()
        if not period.counted
        for word in (words.zh, words.en, period.value)
    }
)
_YES_NO: Words[bool] = (
    ("false", False), ("true", True), ("yes", True), ("是", True), ("否", False), ("no", False), ("1", True),
    ("0", False),
)  # fmt: skip


def read_operand(subject: Subject, text: str) -> Operand | None:
    """Read a value of a subject from its text; None when it is none. Codes of a list are no text."""
    match subject.kind:
        case Kind.NUMBER:
            number = read_integer(text.removesuffix("%")).value
            return number if isinstance(number, int) else None
        case Kind.MONEY:
            amount = read_money(text).value
            return amount if isinstance(amount, int) else None
        case Kind.DATE | Kind.INSTANT:
            day = read_date(text).value
            return day if isinstance(day, str) else None
        case Kind.CHOICE | Kind.BIRTHDAY:
            return None
    return clean(text)[0] or None
