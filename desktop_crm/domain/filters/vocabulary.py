"""The words of filters in both languages: what :mod:`.words` writes, and what :mod:`.reading` takes beside it."""

from __future__ import annotations

from desktop_crm.domain.filters.subjects import Kind, Subject
from desktop_crm.domain.filters.tree import Join, Op

#: How groups are joined, as written; the spaces belong to it.
JOINS: dict[Join, tuple[str, str]] = {Join.ALL: (" 且 ", " and "), Join.ANY: (" 或 ", " or ")}
NOT = ("非 ", "not ")
#: Between the values of one condition.
COMMA = ("、", ", ")
#: Marks around a value that is no declared label.
QUOTES = "“”"

_PLAIN: dict[Op, tuple[str, str]] = {
    Op.IS: ("是", "is"),
    Op.CONTAINS: ("包含", "contains"),
    Op.BEGINS: ("开头是", "begins with"),
    Op.EMPTY: ("为空", "is empty"),
    Op.LESS: ("小于", "is less than"),
    Op.MORE: ("大于", "is more than"),
    Op.AT_LEAST: ("至少", "is at least"),
    Op.AT_MOST: ("至多", "is at most"),
    Op.BETWEEN: ("介于", "is between"),
    Op.DURING: ("在", "is in"),
}
_NEGATED: dict[Op, tuple[str, str]] = {
    Op.IS: ("不是", "is not"),
    Op.CONTAINS: ("不包含", "does not contain"),
    Op.BEGINS: ("开头不是", "does not begin with"),
    Op.EMPTY: ("已填", "is filled"),
    Op.DURING: ("不在", "is not in"),
}
_DAYS: dict[Op, tuple[str, str]] = {
    Op.LESS: ("早于", "is before"),
    Op.MORE: ("晚于", "is after"),
    Op.AT_LEAST: ("不早于", "is not before"),
    Op.AT_MOST: ("不晚于", "is not after"),
}
#: Between the two ends of a range.
UNTIL = (" 至 ", " and ")

#: Further spellings a person may type, by question and whether it is negated.
FURTHER: dict[tuple[Op, bool], tuple[str, ...]] = {
    (Op.IS, False): ("等于", "==", "=", "：", ":", "属于", "in"),
    (Op.IS, True): ("不等于", "!=", "<>", "≠", "不属于"),
    (Op.CONTAINS, False): ("含", "~", "has"),
    (Op.CONTAINS, True): ("不含", "!~"),
    (Op.BEGINS, False): ("以", "^=", "starts with"),
    (Op.EMPTY, False): ("是空", "空", "没填", "未填"),
    (Op.EMPTY, True): ("不为空", "非空", "is not empty"),
    (Op.LESS, False): ("<", "少于", "低于", "before"),
    (Op.MORE, False): (">", "多于", "高于", "after"),
    (Op.AT_LEAST, False): (">=", "≥", "不小于", "不低于", "from", "自"),
    (Op.AT_MOST, False): ("<=", "≤", "不大于", "不超过", "until"),
    (Op.BETWEEN, False): ("between",),
    (Op.DURING, False): ("within", "during"),
}
JOIN_WORDS: dict[Join, tuple[str, ...]] = {
    Join.ALL: ("且", "并且", "而且", "和", "and", "&&", "&", "，", ",", "；", ";"),
    Join.ANY: ("或者", "或", "or", "||", "|"),
}
NOT_WORDS = ("非", "并非", "not", "!", "！")
UNTIL_WORDS = ("至", "到", "and", "..", "~", "～", "–")
COMMA_WORDS = ("、", ",", "，", "/")


def operator(subject: Subject, op: Op, *, negated: bool = False) -> tuple[str, str]:
    """Return the words of a question in Chinese and English. KeyError where it has no negated form of its own."""
    if negated:
        return _NEGATED[op]
    return _DAYS.get(op, _PLAIN[op]) if subject.kind.dated else _PLAIN[op]


def has_negated_form(subject: Subject, op: Op) -> bool:
    """Say whether a question can be negated in its own words."""
    return op in _NEGATED and subject.kind is not Kind.BOOLEAN
