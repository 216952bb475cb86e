"""The parts of the customer's page, by column. To add one: one line here.

A part is made of the :class:`~ui.customer.section.Host`; it is a widget with ``show_customer(id)`` and ``stop()``,
or a :class:`~ui.customer.section.ViewSection`, which is handed what the page has read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from ui.customer.advice import AdviceSection
from ui.customer.business import AddressesSection, AssessmentSection, DealsSection, LinksSection, SpentSection
from ui.customer.section import Host
from ui.customer.who import IdentitySection, RememberSection


class Column(StrEnum):
    """Left: who it is. Right: what happened with our company."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, its column, and how it is made."""

    name: str
    column: Column
    make: Callable[[Host], QWidget]


PARTS: tuple[Part, ...] = (
    Part("advice", Column.LEFT, AdviceSection),
    Part("remember", Column.LEFT, RememberSection),
    Part("identity", Column.LEFT, IdentitySection),
    Part("deals", Column.RIGHT, DealsSection),
    Part("links", Column.RIGHT, LinksSection),
    Part("spent", Column.RIGHT, SpentSection),
    Part("assessment", Column.RIGHT, AssessmentSection),
    Part("addresses", Column.RIGHT, AddressesSection),
)
