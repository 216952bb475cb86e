"""What a scheme of classification is, and what a rule says of a customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from desktop_crm.domain.classification.facts import Facts
from desktop_crm.domain.classification.population import Population
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters

#: The value of who belongs to no class; it is a value, not a gap.
NONE = "none"
OTHER = "other"


class Kind(StrEnum):
    """Where a class comes from."""

    CARD = "card"  # a field that a person fills in
    COMPUTED = "computed"
    DESCRIBED = "described"  # of firms, times or promotions; no customer has it


class Group(StrEnum):
    """Families of schemes, in the order in which people see them."""

    TABLE = "table"
    NATURE = "nature"
    VALUE = "value"
    RELATION = "relation"
    LOSS = "loss"
    CARD = "card"
    TEXT = "text"


GROUPS: dict[Group, tuple[str, str]] = {
    Group.TABLE: ("表6-6 客户分类方式", "Table 6-6"),
    Group.NATURE: ("性质与范畴", "Nature and scope"),
    Group.VALUE: ("购买与价值", "Purchases and value"),
    Group.RELATION: ("关系", "Relationship"),
    Group.LOSS: ("去向与流失", "Staying and leaving"),
    Group.CARD: ("信用与来源", "Credit and source"),
    Group.TEXT: ("只作说明", "For reading"),
}


@dataclass(frozen=True, slots=True)
class ClassValue:
    """One class of a scheme. ``parent`` is the code above it in a tree."""

    code: str
    zh: str
    en: str
    parent: str = ""

    def label(self, language: str) -> str:
        """Name for people."""
        return (self.en or self.zh) if language.startswith("en") else self.zh


Values = tuple[ClassValue, ...]


class Evidence(NamedTuple):
    """One reason: a code of :mod:`.evidence` and its numbers."""

    code: str
    params: Mapping[str, object] = {}


class Verdict(NamedTuple):
    """The class of a customer in a scheme, and why."""

    code: str
    why: tuple[Evidence, ...] = ()
    manual: bool = False


@dataclass(slots=True)
class Case:
    """One customer before the rules. ``done`` holds the verdicts of the schemes before."""

    facts: Facts
    parameters: Parameters
    population: Population
    today: int
    done: dict[str, Verdict] = field(default_factory=dict)

    def within(self, day: int, days: int) -> bool:
        """Whether a day lies no more than so many days back."""
        return bool(day) and self.today - day <= days

    @property
    def lapsed(self) -> bool:
        """Whether the customer has not ordered for too long (domain contract §4.0)."""
        facts = self.facts
        return bool(facts.last_on) and self.today - facts.last_on > facts.lapse_limit(self.parameters)


Rule = Callable[[Case], Verdict]


@dataclass(frozen=True, kw_only=True, eq=False)
class Scheme:
    """One way of classifying, declared once.

    ``rule`` is the rule in words; names of parameters stand in braces. ``own_values`` gives the values where
    the company's parameters decide them. An ``open`` scheme takes what cards say as values where the company keeps no
    list (``list_parameter``). ``field`` is the card's field that decides, ``manager_only`` the codes that only a
    manager may give by hand.
    """

    id: str
    zh: str
    en: str
    group: Group
    basis: tuple[str, str]
    rule: tuple[str, str]
    values: Values = ()
    kind: Kind = Kind.COMPUTED
    decide: Rule | None = None
    own_values: Callable[[Parameters], Values] | None = None
    list_parameter: str = ""
    open: bool = False
    field: str = ""
    manager_only: frozenset[str] = frozenset()

    def label(self, language: str) -> str:
        """Name for people."""
        return self.en if language.startswith("en") else self.zh

    def values_under(self, parameters: Parameters = DEFAULTS) -> Values:
        """Return the declared values, those of the company's lists included."""
        return self.own_values(parameters) if self.own_values is not None else self.values

    def takes_any(self, parameters: Parameters) -> bool:
        """Say whether values beyond the declared ones occur."""
        return self.open and not getattr(parameters, self.list_parameter)

    def value(self, code: str, parameters: Parameters = DEFAULTS) -> ClassValue:
        """Return a value by its code; one that is not declared is shown as it is."""
        found = next((value for value in self.values_under(parameters) if value.code == code), None)
        return found or ClassValue(code, code, code)

    def below(self, code: str, parameters: Parameters = DEFAULTS) -> frozenset[str]:
        """Return a code and all codes under it in the tree."""
        found = {code}
        for value in self.values_under(parameters):  # parents stand before their children
            if value.parent in found:
                found.add(value.code)
        return frozenset(found)
