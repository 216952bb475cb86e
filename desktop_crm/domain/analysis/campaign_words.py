"""What the analysis of a campaign says, in plain sentences of both languages."""

from __future__ import annotations

from desktop_crm.domain.analysis.campaign_effect import Comparison, Finding, Phase
from desktop_crm.domain.analysis.shares import Share

PHASES: dict[Phase, tuple[str, str]] = {
    Phase.PLAN: ("计划", "Planned"),
    Phase.ORGANISE: ("组织", "Organised"),
    Phase.RUN: ("执行", "Running"),
    Phase.EVALUATE: ("评估", "Evaluation"),
    Phase.CLOSED: ("已关闭", "Closed"),
}
#: Placeholders: the two names, the difference and its bounds in points, the least number of a group.
_SENTENCES: dict[Finding, tuple[str, str]] = {
    Finding.NOBODY: (
        "{one}或{other}里没有人，无法比较。",
        "Nobody is in {one} or {other}: there is nothing to compare.",
    ),
    Finding.EARLY: ("活动还没有开始，没有可以数的日子。", "It has not begun: there are no days to count yet."),
    Finding.TOO_FEW: (
        "人数太少，看不出来：每组至少要 {least} 人，现在是 {ones} 和 {others} 人。差 {gap} 个百分点可能只是偶然。",
        "Too few to tell: each group needs {least}, there are {ones} and {others}. {gap} points may be chance.",
    ),
    Finding.SAME: (
        "看不出差别：差 {gap} 个百分点，但真实差别可能在 {low} 到 {high} 之间（95%）。",
        "No difference shows: {gap} points, but the true difference may lie between {low} and {high} (95 %).",
    ),
    Finding.MORE: (
        "{one}比{other}多 {gap} 个百分点再来，真实差别多半在 {low} 到 {high} 之间（95%）；约多来 {extra} 人。",
        "{one} came again by {gap} points more than {other}, most likely by {low} to {high} (95 %): some {extra} more "
        "customers.",
    ),
    Finding.FEWER: (
        "{one}比{other}少 {gap} 个百分点再来，真实差别多半在 {low} 到 {high} 之间（95%）：活动没有起作用，甚至有害。",
        "{one} came again by {gap} points less than {other}, most likely by {low} to {high} (95 %): it did not help, "
        "or did harm.",
    ),
}


def phase_name(phase: Phase, language: str) -> str:
    """Name the stage of a campaign."""
    return PHASES[phase][language.startswith("en")]


def statement(found: Comparison, one: str, other: str, least: int, language: str) -> str:
    """Say what may be said of two groups with these names, and how sure that is."""
    away = found.finding in (Finding.FEWER, Finding.MORE)
    words = {
        "one": one, "other": other, "least": least, "ones": found.one.whole, "others": found.other.whole,
        "gap": points(abs(found.gap.value) if away else found.gap.value, signed=not away),
        "low": points(found.gap.low), "high": points(found.gap.high), "extra": round(abs(found.extra)),
    }  # fmt: skip
    text = _SENTENCES[found.finding][language.startswith("en")].format_map(words)
    return text[:1].upper() + text[1:]


def points(value: float, *, signed: bool = True) -> str:
    """Write a difference of shares in percentage points."""
    number = f"{abs(value) * 100:.1f}".removesuffix(".0")
    sign = "−" if value < 0 else "+"
    return f"{sign}{number}" if signed and number != "0" else number


def percent(value: float) -> str:
    """Write a share."""
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def share_words(share: Share, language: str) -> str:
    """Say a share with its bounds: 60% (49%–70%)."""
    if not share.whole:
        return "–"
    text = f"{percent(share.value)} ({percent(share.low)}–{percent(share.high)})"
    return text if language.startswith("en") else text.replace(" (", "（").replace(")", "）")
