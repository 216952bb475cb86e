"""What the page of file quality says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.analysis.file_quality import Figure
from desktop_crm.domain.analysis.quality_words import reason
from desktop_crm.queries.quality import FileLine
from ui.i18n import language

_GOOD, _FAIR = 75, 50


def percent(share: float | None) -> str:
    """Write a share; "–" where there is none. Only the whole is 100 %."""
    if share is None:
        return "–"
    return f"{100 * share:.0f}%" if share == 1 or share < 0.995 else "99%"


def score_text(score: int | None) -> str:
    """Write a score."""
    return "–" if score is None else f"{score}"


def tint(score: int | None) -> str:
    """Return the colour token of a score."""
    if score is None:
        return "grey"
    return "green" if score >= _GOOD else "amber" if score >= _FAIR else "red"


def chip_name(figure: Figure) -> str:
    """Name the files that lose by a figure."""
    translate = QCoreApplication.translate
    return {
        Figure.CONSISTENT: translate("Quality", "互相矛盾"),
        Figure.UNIQUE: translate("Quality", "疑似重复"),
        Figure.COMPLETE: translate("Quality", "不完整"),
        Figure.VERIFIED: translate("Quality", "未核实"),
        Figure.TIMELY: translate("Quality", "过时"),
        Figure.PARTS: translate("Quality", "缺部分"),
    }[figure]


def reasons(line: FileLine, stale_days: int, figure: Figure | None = None) -> list[str]:
    """Say why a file loses, the greatest loss first; the one that was asked for before all."""
    losses = sorted(line.quality.losses, key=lambda loss: loss.figure is not figure)
    return [reason(loss, line.state, line.kind, language(), stale_days) for loss in losses]


def nobody() -> str:
    """Name the files that no salesperson signed."""
    return QCoreApplication.translate("Quality", "没有签单人")
