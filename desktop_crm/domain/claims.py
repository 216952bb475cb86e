"""Whose customer is it? The rules of the domain contract (W6.4, A31), pure: a proposal, no decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from desktop_crm.domain.matching.scoring import Score
from desktop_crm.domain.parameter_types import ParameterType, declared, specs_of, values_of

#: Kind under which the organisation's parameters keep the time limits.
KIND = "claims"


@dataclass(frozen=True)
class ClaimRules:
    """The time limits of domain contract §9.1, each with its value in force."""

    claim_days: int = declared(
        ParameterType.DAYS,
        90,
        ("申报保护期", "Claim protected for"),
        ("归属申报多少天内有效。", "A claim protects for so many days."),
        "W6",
        1,
        3650,
    )
    claim_contact_days: int = declared(
        ParameterType.DAYS,
        30,
        ("保护期联系要求", "Contact within"),
        ("申报要有效，最近这么多天内必须联系过客户。", "A claim protects only with a contact in so many days."),
        "W6",
        1,
        365,
    )
    claim_decide_hours: int = declared(
        ParameterType.COUNT,
        48,
        ("裁定时限（小时）", "Decide within (hours)"),
        ("超过这么多小时没有裁定，就交上一级。", "Undecided for so many hours, a case goes one level up."),
        "W6",
        1,
        8760,
    )

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> ClaimRules:
        """Return the values in force: what is stored and can be read, the defaults for the rest."""
        return cls(**values_of(SPECS, stored))


SPECS = specs_of(ClaimRules)


# -- do two cards point to the same customer? ----------------------------------------------------

_SURE = "document_same"
_NAMES_ALIKE = frozenset(("name_same", "name_short_same", "name_sound", "name_near", "name_shortened"))


def is_one_customer(score: Score) -> bool:
    """Say whether cards of two people point to one customer: X-DUP-HARD, or X-DUP-SOFT with names that are alike.

    A mobile alone is not enough here: people of one family share it, and a case stops two people's work.
    """
    if _SURE in score.reasons:
        return True
    return score.by_rule and not _NAMES_ALIKE.isdisjoint(score.reasons) and "branch_other" not in score.reasons


# -- who has the better claim? --------------------------------------------------------------------


class Ground(StrEnum):
    """What a claim rests on, the strongest first."""

    CONTRACT = "contract"
    PROTECTION = "protection"
    CONTACT = "contact"
    TERRITORY = "territory"
    NOTHING = "nothing"


_ORDER = tuple(Ground)


@dataclass(frozen=True, slots=True)
class Claimant:
    """One person in a case. Instants are UTC text, days ISO text; "" where there is none."""

    key: str
    name: str
    filed_at: str = ""
    claimed_at: str = ""
    claim_until: str = ""
    contact_days: tuple[str, ...] = ()
    first_contact_at: str = ""
    contract_no: str = ""
    contract_on: str = ""
    territory: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claimant with the ground of the claim; ``since``: the instant or day that decides among equals."""

    claimant: Claimant
    ground: Ground
    since: str


def rank(claimants: Iterable[Claimant], opened_at: str, rules: ClaimRules) -> list[Ranked]:
    """Order the claims of a case, the best first; withdrawn ones stand last.

    Signed contract > valid protection (a claim or filed card not older than ``claim_days``, with a contact in the
    last ``claim_contact_days``) > earliest evidenced contact > territory. What counts is how it was when the case
    was opened: nobody improves his place afterwards.
    """
    found = [_ranked(one, opened_at, rules) for one in claimants]
    return sorted(
        found,
        key=lambda one: (
            one.claimant.withdrawn,
            _ORDER.index(one.ground),
            _moment(one.since) or _NEVER,
            one.claimant.key,
        ),
    )


def _ranked(one: Claimant, opened_at: str, rules: ClaimRules) -> Ranked:
    opened = _moment(opened_at) or _NEVER
    told = (one.first_contact_at, *one.contact_days)
    contacts = {moment: day for day in told if (moment := _moment(day)) is not None and moment <= opened}
    if one.contract_no or one.contract_on:
        return Ranked(one, Ground.CONTRACT, one.contract_on)
    since = one.claimed_at or one.filed_at
    if since and _protects(one, since, contacts, opened, rules):
        return Ranked(one, Ground.PROTECTION, since)
    if contacts:
        return Ranked(one, Ground.CONTACT, contacts[min(contacts)])
    return Ranked(one, Ground.TERRITORY if one.territory else Ground.NOTHING, since)


def _protects(one: Claimant, since: str, contacts: Iterable[datetime], opened: datetime, rules: ClaimRules) -> bool:
    begun = _moment(since)
    if begun is None or opened - begun > timedelta(days=rules.claim_days):
        return False
    if one.claim_until and one.claim_until < opened.date().isoformat():
        return False
    least = opened - timedelta(days=rules.claim_contact_days)
    return any(moment >= least for moment in contacts)


_NEVER = datetime.max.replace(tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    """Read an instant, or the beginning of a day; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# -- prices, shares, months -------------------------------------------------------------------------


def spread(amounts: Iterable[int]) -> float | None:
    """Return how far the quotes to one customer lie apart: (max - min) / min (A31); None for fewer than two, or a
    quote of nothing."""
    found = list(amounts)
    if len(found) < 2 or min(found) <= 0:
        return None
    return (max(found) - min(found)) / min(found)


def shares_text(shares: Mapping[str, int]) -> tuple[str, ...]:
    """Write who has which percentage, as a case keeps it."""
    return tuple(sorted(f"{user} {percent}" for user, percent in shares.items()))


def read_shares(texts: Iterable[str]) -> dict[str, int]:
    """Read what :func:`shares_text` wrote; what is none is left out."""
    found: dict[str, int] = {}
    for text in texts:
        user, _, percent = text.rpartition(" ")
        if user and percent.isascii() and percent.isdigit():
            found[user] = int(percent)
    return found


def are_shares(shares: Mapping[str, int], owner: str) -> bool:
    """Say whether percentages can be a decision: whole numbers above 0 that add up to 100, the owner among them."""
    return not shares or (sum(shares.values()) == 100 and all(one > 0 for one in shares.values()) and owner in shares)


def month_of(instant: str) -> str:
    """Return the month of an instant in local time, ``YYYY-MM``."""
    moment = _moment(instant)
    return moment.astimezone().strftime("%Y-%m") if moment else instant[:7]


def overdue(due_at: str, now: str, *, marked: bool) -> bool:
    """Say whether a case waits longer than it may."""
    due, present = _moment(due_at), _moment(now)
    return marked or (due is not None and present is not None and present > due)


# -- who decides? -----------------------------------------------------------------------------------

_SEE_ALL = frozenset(("director", "admin"))


def may_decide(role: str, user: str, parties: Iterable[str]) -> bool:
    """Say whether somebody decides a case that he sees: a manager who has no claim in it, a director, an
    administrator."""
    return role in _SEE_ALL or (role == "manager" and user not in set(parties))
