"""What cases say in words. No widgets."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.claim_records import CLAIM_CASE, CLAIM_QUOTE, DECIDED
from desktop_crm.domain.claims import Ground
from desktop_crm.domain.fields import Field
from desktop_crm.domain.matching import evidence
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.values import format_value
from desktop_crm.queries.claims import Case, Party, QuoteOf
from ui.i18n import language

#: Colour of the state of a quote.
QUOTE_TINTS = {"free": "blue", "pending": "amber", "approved": "green", "refused": "grey", "frozen": "amber",
               "withdrawn": "grey"}  # fmt: skip
#: Colour of a ground, the strongest first.
GROUND_TINTS = {
    Ground.CONTRACT: "green",
    Ground.PROTECTION: "blue",
    Ground.CONTACT: "purple",
    Ground.TERRITORY: "amber",
    Ground.NOTHING: "grey",
}
_METHOD = RECORD_TYPES["activity"]["method"]


def choice_word(field: Field, code: str) -> str:
    """Name a code of a field; one of a newer version as it is."""
    found = field.choice(code)
    return code if found is None else found.en if language() == "en" else found.zh


def case_state(case: Case) -> tuple[str, str]:
    """Say how a case stands, and in which colour."""
    translate = QCoreApplication.translate
    if case.waiting and not case.is_open:
        return translate("Claims", "已裁定，待同步"), "blue"
    if case.overdue:
        return translate("Claims", "已逾期"), "red"
    return choice_word(CLAIM_CASE["state"], case.state), {"open": "amber", DECIDED: "green"}.get(case.state, "grey")


def ground_word(ground: Ground) -> str:
    """Name what a claim rests on."""
    translate = QCoreApplication.translate
    return {
        Ground.CONTRACT: translate("Claims", "已签合同"),
        Ground.PROTECTION: translate("Claims", "保护期内"),
        Ground.CONTACT: translate("Claims", "最早联系"),
        Ground.TERRITORY: translate("Claims", "所在区域"),
        Ground.NOTHING: translate("Claims", "没有依据"),
    }[ground]


def ground_reason(party: Party, day: str) -> str:
    """Say in a sentence why a claim stands where it stands; ``day`` is the day that decides."""
    translate = QCoreApplication.translate
    claimant = party.ranked.claimant
    if party.withdrawn:
        return translate("Claims", "已撤回主张")
    text = {
        Ground.CONTRACT: translate("Claims", "%1 签订 %2"),
        Ground.PROTECTION: translate("Claims", "%1 起登记，近期有联系"),
        Ground.CONTACT: translate("Claims", "%1 首次联系，已过保护期"),
        Ground.TERRITORY: translate("Claims", "客户在其区域，没有联系记录"),
        Ground.NOTHING: translate("Claims", "没有合同、申报或联系记录"),
    }[party.ranked.ground]
    return text.replace("%1", day or "—").replace("%2", claimant.contract_no or "—")


def proposal(case: Case, day: str) -> str:
    """Say what the rule proposes, with its reason."""
    translate = QCoreApplication.translate
    best = case.proposed
    if best is None:
        return translate("Claims", "所有人都撤回了主张。")
    text = translate("Claims", "按规则建议归 %1：%2（%3）。")
    reason = ground_reason(best, day)
    return text.replace("%1", best.name).replace("%2", ground_word(best.ranked.ground)).replace("%3", reason)


def sames(codes: Iterable[str]) -> str:
    """Say what is the same on the cards."""
    translate = QCoreApplication.translate
    own = {"one_card": translate("Claims", "同一张档案")}
    words = [own.get(code) or evidence.words(code, language()) for code in codes]
    return (", " if language() == "en" else "、").join(words)


def who(case: Case) -> str:
    """Name the people of a case."""
    return (", " if language() == "en" else "、").join(one.name for one in case.parties)


def money(amount: int) -> str:
    """Write an amount of minor units."""
    return format_value(CLAIM_QUOTE["amount"], amount, language())


def spread_words(case: Case) -> str:
    """Say how far the quotes lie apart; "" for fewer than two."""
    if case.spread is None:
        return ""
    percent = f"{case.spread * 100:.1f}".removesuffix(".0")
    return QCoreApplication.translate("Claims", "最高比最低高 %1%").replace("%1", percent)


def quote_state(quote: QuoteOf) -> str:
    """Name the state of a quote."""
    return choice_word(CLAIM_QUOTE["approval_state"], quote.state)


def method_word(code: str) -> str:
    """Name a way of contact."""
    return choice_word(_METHOD, code)


def decision_words(case: Case) -> str:
    """Say what was decided, in one line."""
    translate = QCoreApplication.translate
    if case.state != DECIDED:
        return choice_word(CLAIM_CASE["state"], case.state)
    text = translate("Claims", "归 %1").replace("%1", case.owner_name)
    if case.shares:
        names = {one.user: one.name for one in case.parties}
        parts = [f"{names.get(user, user)} {share}%" for user, share in sorted(case.shares.items())]
        text += translate("Claims", "，分成 %1").replace("%1", " / ".join(parts))
    quote = next((one for one in case.quotes if one.quote_id == case.quote), None)
    if quote is not None:
        text += (
            translate("Claims", "，有效报价 %1（%2）").replace("%1", money(quote.amount)).replace("%2", quote.quote_no)
        )
    return text
