"""What campaigns say in words. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.analysis.campaign_effect import Finding, Phase
from desktop_crm.domain.analysis.campaign_words import phase_name
from desktop_crm.domain.campaign_records import CAMPAIGN, CAMPAIGN_MEMBER
from desktop_crm.domain.values import format_value
from desktop_crm.queries.campaigns import Campaign
from ui.i18n import language

#: Colour of a stage, and kind of the banner of a finding.
PHASE_TINTS = {
    Phase.PLAN: "grey", Phase.ORGANISE: "purple", Phase.RUN: "blue", Phase.EVALUATE: "amber", Phase.CLOSED: "green",
}  # fmt: skip
BANNERS = {Finding.MORE: "success", Finding.FEWER: "warning", Finding.TOO_FEW: "warning"}


def phase_pill(campaign: Campaign) -> tuple[str, str]:
    """Say at which stage a campaign is, and in which colour."""
    return phase_name(campaign.phase, language()), PHASE_TINTS[campaign.phase]


def days_words(campaign: Campaign) -> str:
    """Say from when to when it runs."""
    return f"{campaign.values.get('from_on') or ''} – {campaign.values.get('to_on') or ''}"


def groups_words(campaign: Campaign) -> str:
    """Say how many are in its groups."""
    translate = QCoreApplication.translate
    if not campaign.members:
        return translate("Campaigns", "还没有客户")
    text = translate("Campaigns", "目标组 %1 · 对照组 %2")
    return text.replace("%1", f"{campaign.targets:,}").replace("%2", f"{campaign.controls:,}")


def group_word(code: str) -> str:
    """Name a group."""
    return format_value(CAMPAIGN_MEMBER["member_group"], code, language())


def value_word(campaign: Campaign, name: str) -> str:
    """Say a field of a campaign; "" for an empty one."""
    return format_value(CAMPAIGN[name], campaign.values.get(name), language())


def about_words(campaign: Campaign) -> str:
    """Say what kind of campaign it is, in one line."""
    names = ("promo_type", "intention", "media", "product_line")
    return " · ".join(word for word in (value_word(campaign, name) for name in names) if word)
