"""What next steps say in words, and by how much they are put off. No widgets."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_crm.domain.quick_dates import MORNING, local, read_due
from desktop_crm.domain.steps import Due

#: Key -> words that are read as any typed day. The first nine digits are free for such keys.
PUT_OFF: tuple[tuple[str, str], ...] = (
    ("1", str(QT_TRANSLATE_NOOP("Steps", "明天"))),
    ("2", str(QT_TRANSLATE_NOOP("Steps", "后天"))),
    ("3", str(QT_TRANSLATE_NOOP("Steps", "下周一"))),
    ("4", str(QT_TRANSLATE_NOOP("Steps", "1周后"))),
    ("5", str(QT_TRANSLATE_NOOP("Steps", "1个月后"))),
)
#: Colour of a time.
TINTS = {Due.OVERDUE: "red", Due.TODAY: "amber", Due.WEEK: "blue", Due.LATER: "grey", Due.UNDATED: "grey"}


def due_word(due: Due) -> str:
    """Name a time."""
    translate = QCoreApplication.translate
    return {
        Due.OVERDUE: translate("Steps", "已逾期"),
        Due.TODAY: translate("Steps", "今天"),
        Due.WEEK: translate("Steps", "本周"),
        Due.LATER: translate("Steps", "以后"),
        Due.UNDATED: translate("Steps", "没有日期"),
    }[due]


def put_off_words(words: str) -> str:
    """Name a way to put off in the present language."""
    return QCoreApplication.translate("Steps", words)


def put_off_to(words: str, due: str, today: date) -> datetime | None:
    """Return the moment that words mean, at the hour the step had; None for words that are no day."""
    before = local(due)
    moment = read_due(words, datetime.combine(today, before.time() if before else MORNING))
    if moment is None or before is None or moment.time() != MORNING:
        return moment
    return datetime.combine(moment.date(), before.time())
