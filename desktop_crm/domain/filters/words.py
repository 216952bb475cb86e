"""A filter in words: 客户等级 是 VIP客户 且 更新时间 在 最近 30 天. :mod:`.reading` reads every such sentence back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop_crm.domain.filters.checking import NONE_ADDED
from desktop_crm.domain.filters.periods import WORDS, Period
from desktop_crm.domain.filters.subjects import SUBJECTS, Kind, Subject
from desktop_crm.domain.filters.tree import Condition, Node, Op, Operand, simplified
from desktop_crm.domain.filters.vocabulary import COMMA, JOINS, NOT, QUOTES, UNTIL, has_negated_form, operator
from desktop_crm.domain.values import format_money

#: Names a value for people where the declaration alone does not know it (classes of the company's own lists).
ValueName = Callable[[Subject, str], str | None]


def describe(
    node: Node, language: str, name: ValueName | None = None, added: Mapping[str, Subject] = NONE_ADDED
) -> str:
    """Say what a filter lets through, in ``zh`` or ``en``; "" for everybody. ``added``: of the company's own fields."""
    return _part(simplified(node), int(language.startswith("en")), name, added, top=True)


def operand_text(subject: Subject, value: Operand) -> str:
    """Write one value as a person types it; what :func:`.reading.read_operand` reads."""
    return _amount(int(value)) if subject.kind is Kind.MONEY else str(value)


def operand_words(subject: Subject, value: Operand, language: str, name: ValueName | None = None) -> str:
    """Say one value of a condition."""
    if subject.kind in (Kind.NUMBER, Kind.MONEY):
        return operand_text(subject, value)
    text = str(value)
    if subject.kind.coded or subject.choices:
        given = name(subject, text) if name is not None else None
        label = given or subject.value_label(text, language)
        if given is not None or label != text or any(choice.code == text for choice in subject.choices):
            return quoted(label) if label.startswith("Not ") else label  # "is Not stated" is no "is not"
    return text if subject.kind.dated else quoted(text)


def period_words(values: tuple[Operand, ...], language: str) -> str:
    """Say a period."""
    words = WORDS[Period(str(values[0]))]
    text = words.en if language.startswith("en") else words.zh
    return text.replace("{n}", str(values[1])) if len(values) > 1 else text


def quoted(text: str) -> str:
    """Write a value between marks; a closing mark inside is doubled."""
    return f"{QUOTES[0]}{text.replace(QUOTES[1], QUOTES[1] * 2)}{QUOTES[1]}"


def _part(node: Node, place: int, name: ValueName | None, added: Mapping[str, Subject], *, top: bool = False) -> str:
    if isinstance(node, Condition):
        return _condition(node, place, name, added)
    if not node.parts:
        return ""
    inside = JOINS[node.join][place].join(_part(part, place, name, added) for part in node.parts)
    if top and not node.negated:
        return inside
    before = NOT[place] if node.negated else ""
    return f"{before}({inside})" if place else f"{before}（{inside}）"


def _condition(condition: Condition, place: int, name: ValueName | None, added: Mapping[str, Subject]) -> str:
    subject = SUBJECTS.get(condition.subject) or added.get(condition.subject)
    language = ("zh", "en")[place]
    if subject is None:  # of a newer version
        return condition.subject
    label = subject.label(language)
    if subject.kind is Kind.BOOLEAN:
        return f"{NOT[place]}{label}" if condition.negated else label
    own = condition.negated and has_negated_form(subject, condition.op)
    before = NOT[place] if condition.negated and not own else ""
    asked = operator(subject, condition.op, negated=own)[place]
    if condition.op is Op.EMPTY:
        return f"{before}{label} {asked}"
    if condition.op is Op.DURING:
        return f"{before}{label} {asked} {period_words(condition.values, language)}"
    values = [operand_words(subject, value, language, name) for value in condition.values]
    separator = UNTIL[place] if condition.op is Op.BETWEEN else COMMA[place]
    return f"{before}{label} {asked} {separator.join(values)}"


def _amount(minor: int) -> str:
    return format_money(minor).removesuffix(".00").replace(",", "")
