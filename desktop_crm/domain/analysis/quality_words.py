"""What the figures of file quality are called, what they mean, and why a file loses by one, in Chinese and English."""

from __future__ import annotations

from desktop_crm.domain.analysis.file_quality import Figure, FileState, Loss
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.domain.validation.catalogue import sentence

#: Figure -> name and meaning, each (Chinese, English). ``{days}`` is the parameter ``stale_days``.
_FIGURES: dict[Figure, tuple[tuple[str, str], tuple[str, str]]] = {
    Figure.CONSISTENT: (
        ("一致", "Consistent"),
        ("没有互相矛盾内容的档案", "Files in which nothing contradicts itself"),
    ),
    Figure.UNIQUE: (("不重复", "Unique"), ("没有疑似重复的档案", "Files without a likely duplicate")),
    Figure.COMPLETE: (("完整", "Complete"), ("按权重，已填写的项目", "Fields that are filled, by weight")),
    Figure.VERIFIED: (
        ("已核实", "Verified"),
        ("重要项目中核实过的", "Important values that somebody checked"),
    ),
    Figure.TIMELY: (("及时", "Current"), ("{days} 天内更新或核实过的档案", "Files changed or checked in {days} days")),
    Figure.PARTS: (
        ("三部分", "Three parts"),
        ("基本信息、统计分析、企业投入都有", "Basic data, assessment and investment are all there"),
    ),
}
#: What a file lacks, where no single finding says it.
_REASONS: dict[Figure, tuple[str, str]] = {
    Figure.UNIQUE: ("疑似与另一份档案重复", "Another file seems to be the same customer"),
    Figure.COMPLETE: ("缺{field}", "{field} is missing"),
    Figure.VERIFIED: ("{field}未核实", "{field} is not verified"),
    Figure.TIMELY: ("超过 {days} 天没有更新或核实", "Not changed or checked for {days} days"),
    Figure.PARTS: ("还没有{field}", "No {field} yet"),
}
_DOUBTFUL = ("{field}存疑", "{field} is in doubt")
_NOTHING_VERIFIED = ("没有可核实的内容", "Nothing that could be verified")


def figure_name(figure: Figure, language: str) -> str:
    """Return the name of a figure in ``zh`` or ``en``."""
    return _FIGURES[figure][0][language.startswith("en")]


def figure_meaning(figure: Figure, language: str, stale_days: int) -> str:
    """Say what a figure measures."""
    return _FIGURES[figure][1][language.startswith("en")].format(days=stale_days)


def field_name(place: str, language: str, kind: FormKind) -> str:
    """Name where something is to be put right: a field of the form, a record, or a field of a record."""
    record, _, field = place.partition(".")
    if record in CUSTOMER.by_id:
        return CUSTOMER[record].label(language, kind)
    declared = RECORD_TYPES.get(record.partition("[")[0])
    if declared is None:
        return place
    if field in declared.by_id:
        return declared[field].label(language)
    return declared.en if language.startswith("en") else declared.zh


def reason(loss: Loss, state: FileState, kind: FormKind, language: str, stale_days: int) -> str:
    """Say in words why a file loses, without a full stop. Values of the file are never named."""
    english = language.startswith("en")
    if loss.finding is not None:
        return sentence(loss.finding, language).rstrip("。.")
    words = _REASONS[loss.figure]
    if loss.figure is Figure.VERIFIED and not loss.field:
        words = _NOTHING_VERIFIED
    elif loss.figure is Figure.VERIFIED and state.doubtful:
        words = _DOUBTFUL
    name = field_name(loss.field, language, kind) if loss.field else ""
    if english and loss.figure is Figure.PARTS:
        name = name.lower()
    return words[english].format(field=name, days=stale_days)
