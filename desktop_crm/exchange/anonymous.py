"""Exports without identity: a pseudonym of this one file instead of the number, and nobody who could be recognised.

The check is made over the very rows that would be written, so a list that was merged from outside is checked as it is
now (domain contract W16-1, W16-4).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_crm.domain.anonymity import SmallGroups, anonymous_fields, fingerprint, small_groups
from desktop_crm.domain.fields import Field, Values
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import ExchangeError
from desktop_crm.exchange.columns import export_fields
from desktop_crm.exchange.exporter import export_rows
from desktop_crm.exchange.filing import ExportCard, export_cards
from desktop_crm.queries.customers import CustomerQueries
from desktop_crm.services.privacy import PrivacyService

_NUMBER = "customer_no"
_SLICE = 500


@dataclass(frozen=True, slots=True)
class AnonymousExport:
    """One export as it is wanted. ``k``: the fewest people of a group."""

    queries: CustomerQueries
    privacy: PrivacyService
    rids: Sequence[int]
    k: int

    def fields(self) -> tuple[Field, ...]:
        """Return the columns: a pseudonym, and every field that is no identity."""
        return (CUSTOMER[_NUMBER], *anonymous_fields(export_fields(sensitive=True)))

    def check(self) -> SmallGroups:
        """Find who could be recognised."""
        names = {field.id for field in self.fields()}
        return small_groups((card.values for card in self._cards()), names, self.k)

    def write(self, path: Path, reason: str, *, language: str, today: date) -> int:
        """Write the file and return how many customers are in it; an existing file is replaced only when it is whole.

        Raises ExchangeError("small_groups") when people could be recognised and nobody allowed it: the person
        responsible for privacy has been asked then, and no file is written. And as ``export_rows``; UsageError.
        """
        names = tuple(field.id for field in self.fields())
        found = self.check()
        if found:
            mark = fingerprint(self._ids(), names)
            known = self.privacy.about(mark)
            if known is None or known.state != "allowed":
                if known is None or known.state == "asked":
                    self.privacy.ask(mark, found, len(self.rids), found.fields, reason)
                code = "small_groups" if known is None or known.state == "asked" else "small_groups_refused"
                raise ExchangeError(code, groups=found.groups, people=found.people, k=self.k)
        cards = _pseudonymous(self._cards())
        return export_rows(path, cards, sensitive=True, language=language, fields=names, today=today)

    def _cards(self) -> Iterator[ExportCard]:
        return export_cards(self.queries, self.rids)

    def _ids(self) -> list[str]:
        return self.queries.ids(self.rids)


def _pseudonymous(cards: Iterable[ExportCard]) -> Iterator[ExportCard]:
    """Give each card a number of this file only; the order stays, so the caller's list should not tell who is who."""
    for card in cards:
        values: Values = {**card.values, _NUMBER: f"P-{secrets.token_hex(5).upper()}"}
        yield replace(card, values=values, grid=())
