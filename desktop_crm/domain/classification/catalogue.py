"""Every scheme, and the one function that classifies a customer in all of them (domain contract §2)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from desktop_crm.domain.classification import rules_card as card
from desktop_crm.domain.classification import rules_loss as loss
from desktop_crm.domain.classification import rules_relation as relation
from desktop_crm.domain.classification import rules_trade as trade
from desktop_crm.domain.classification import rules_value as value
from desktop_crm.domain.classification.facts import FACTS_VERSION, Override
from desktop_crm.domain.classification.figures import QUARTER, YEAR
from desktop_crm.domain.classification.model import Case, Evidence, Kind, Scheme, Verdict
from desktop_crm.domain.classification.texts import TEXTS
from desktop_crm.domain.company_parameters import Parameters

#: Counted up when a rule changes.
RULES_VERSION = 2

#: In the order in which people see them, by identifier.
SCHEMES: dict[str, Scheme] = {
    scheme.id: scheme
    for scheme in (
        card.NATURE,
        trade.PROCESS,
        trade.TIME,
        trade.VOLUME,
        card.REGION,
        card.INDUSTRY,
        trade.PRODUCT,
        card.TREE,
        card.RANGE,
        card.AREA,
        card.TRADE_RELATION,
        trade.BOUGHT,
        value.IMPORTANCE,
        value.VALUE_GROUP,
        trade.SIZE,
        value.VALUE_IN_TIME,
        value.RESOURCE,
        relation.LOYALTY,
        relation.LIFECYCLE,
        relation.SATISFACTION,
        relation.TYPE,
        relation.RECOMMENDED,
        relation.GAP,
        relation.STAGE,
        relation.BENEFIT,
        loss.WHERE,
        loss.REASON,
        loss.DETAIL,
        loss.LIKELY,
        card.CREDIT,
        card.CHANNEL,
        *TEXTS,
    )
}
#: Those that customers have, in an order in which each finds what it needs done.
DECIDED: tuple[Scheme, ...] = tuple(scheme for scheme in SCHEMES.values() if scheme.kind is not Kind.DESCRIBED)
_RULES = tuple((scheme, scheme.decide) for scheme in DECIDED if scheme.decide is not None)


def rules_hash(parameters: Parameters) -> str:
    """Name the rules in force: their version and every parameter."""
    text = repr((RULES_VERSION, sorted(parameters.texts().items())))
    return f"{FACTS_VERSION}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def same_facts(one: str, other: str) -> bool:
    """Say whether two names of rules go by the same facts, so that no row need be read again."""
    return one.partition("-")[0] == other.partition("-")[0]


def classify(case: Case, only: Collection[str] = SCHEMES) -> dict[str, Verdict]:
    """Return the verdicts, of all schemes or of some that need no others.

    What a person decided and still holds stands over the rules.
    """
    overrides = {override.scheme: override for override in case.facts.overrides if holds(override, case.today)}
    for scheme, decide in _RULES:
        if scheme.id not in only:
            continue
        verdict = decide(case)
        override = overrides.get(scheme.id)
        if override is not None:
            why = Evidence("override", {"reason": override.reason, "by": override.by, "until_on": override.expires_on})
            otherwise = Evidence("otherwise", {"rule_class": (scheme.id, verdict.code)})
            verdict = Verdict(override.value, (why, otherwise), True)
        case.done[scheme.id] = verdict
    return case.done


def holds(override: Override, today: int) -> bool:
    """Say whether a person's word is still good."""
    return not override.expires_on or override.expires_on >= today


def due(case: Case) -> int:
    """Return the first day on which a class may change although nobody does anything; 0 for never."""
    facts, p = case.facts, case.parameters
    days = [facts.window_on, *(override.expires_on + 1 for override in facts.overrides if override.expires_on)]
    if facts.first_on:
        months = [round(p.main_tenure_months * YEAR / 12) + spare for spare in (0, 1)]
        days += [facts.first_on + length for length in (p.new_customer_days + 1, p.establish_days, *months)]
        days += [facts.last_on + p.active_days + 1, facts.last_on + facts.lapse_limit(p) + 1]
        days += [facts.sale_on + QUARTER * quarter for quarter in (2, 3, 4)]
        days += [facts.first_on + YEAR * years for years in (1, 2)]
    for day, length in (
        (facts.quoted_on, p.active_days),
        (facts.likely_until, 0),
        (facts.competitor_on, YEAR),
        (facts.told_us_on, YEAR),
    ):
        if day:
            days.append(day + length + 1)
    return min((day for day in days if day > case.today), default=0)
