"""Rules across the fields of one record of a customer file (domain contract §1.6-1.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from desktop_crm.domain.fields import RecordType, Values
from desktop_crm.domain.file_choices import FROZEN
from desktop_crm.domain.validation.findings import Finding, error, warning

CUSTOMER = "customer"
Rule = Callable[[Values, date], Iterator[Finding]]


def check_row(record: RecordType, values: Values, today: date, customer_id: str = "") -> list[Finding]:
    """Return what is missing or contradicts itself in a whole row; single fields are checked elsewhere."""
    itself = [
        error("link_to_itself").at(field.id)
        for field in record
        if field.refers == CUSTOMER and customer_id and values.get(field.id) == customer_id
    ]
    missing = [
        error("required", field.id) for field in record if field.mandatory and values.get(field.id) in (None, "", ())
    ]
    rule = _RULES.get(record.name)
    return [*missing, *itself, *(rule(values, today) if rule else ())]


def _activity(values: Values, today: date) -> Iterator[Finding]:
    if values.get("next_action_at") and not values.get("next_action"):
        yield error("step_without_words").at("next_action")
    if values.get("next_action") and not values.get("next_action_at"):
        yield warning("step_without_day").at("next_action_at")


def _survey(values: Values, today: date) -> Iterator[Finding]:
    if not values.get("demand_features") and not values.get("demand_tags"):
        yield error("demand_missing").at("demand_features")
    yield from _period(values, "expected_buy_from", "expected_buy_to")
    until = values.get("expected_buy_to")
    if until and str(until) < today.isoformat():
        yield warning("purchase_past").at("expected_buy_to")


def _stop(values: Values, today: date) -> Iterator[Finding]:
    if values.get("stop_reason_main") == "other" and not values.get("stop_reason_text"):
        yield error("reason_missing").at("stop_reason_text")
    yield from _period(values, "stopped_on", "won_back_on")


def _assessment(values: Values, today: date) -> Iterator[Finding]:
    yield from _period(values, "assessed_on", "valid_until")


def _period(values: Values, begin: str, end: str) -> Iterator[Finding]:
    first, last = values.get(begin), values.get(end)
    if first and last and str(last) < str(first):
        yield error("dates_reversed").at(end)


def _quote(values: Values, today: date) -> Iterator[Finding]:
    if values.get("approval_state") == FROZEN:
        yield warning("quote_frozen").at("approval_state")
    yield from _period(values, "quoted_on", "valid_until")


def _campaign(values: Values, today: date) -> Iterator[Finding]:
    yield from _period(values, "from_on", "to_on")


_RULES: dict[str, Rule] = {
    "activity": _activity,
    "prospect_survey": _survey,
    "stop_record": _stop,
    "assessment": _assessment,
    "quote": _quote,
    "campaign": _campaign,
}
