"""What the program advises about a customer: suggestions for next time and warnings, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.suggestions import Known, Suggestion, channels_of, needs_of, suggestions
from desktop_crm.errors import NotFound
from desktop_crm.queries.classes import ClassQueries
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

_IMPORTANT = frozenset({"vip", "major"})


@dataclass(frozen=True, slots=True)
class Advice:
    """``warnings`` are codes of :data:`desktop_crm.domain.suggestions.WARNINGS`."""

    suggestions: tuple[Suggestion, ...] = ()
    warnings: tuple[str, ...] = ()


class AdviceQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, classes: ClassQueries, *, today: Callable[[], date]) -> None:
        self._store, self._classes, self._today = store, classes, today

    def of(self, card: CustomerCard) -> Advice:
        """Advise about a customer; nothing about one in the recycle bin."""
        try:
            found = self._classes.of_customer(card.id)
            facts = self._classes.facts(card.id)
        except NotFound:
            return Advice()
        codes: Mapping[str, str] = {one.scheme.id: one.verdict.code for one in found}
        warned = any(why.code == "only_financial" for one in found if one.scheme.id == "C22" for why in one.verdict.why)
        values, last_on = card.values, facts.last_on if facts is not None else 0
        words = values.get("preferences")
        known = Known(
            self._today(),
            needs_of(words if isinstance(words, tuple) else ()),
            values if values.get("birth_date") else None,
            channels_of(values),
            date.fromordinal(last_on) if last_on else None,
            self._last_line(card.id),
            facts.interval if facts is not None else 0,
            codes.get("C20") == "OUT.unknown",
            codes.get("C10") in _IMPORTANT,
            warned,
        )
        return Advice(suggestions(known), ("only_financial",) if warned else ())

    def _last_line(self, customer_id: str) -> str:
        sql = (
            "SELECT product_line FROM sales_order WHERE agg_id = ? AND NOT deleted AND state IS NOT 'cancelled'"
            " AND ordered_on <= ? ORDER BY ordered_on DESC, rid DESC LIMIT 1"
        )
        with self._store.read() as connection:
            rows = fetch_all(connection, sql, (customer_id, self._today().isoformat()))
        return str(rows[0][0] or "").strip() if rows else ""
