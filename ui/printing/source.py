"""What documents say of one customer: card, records and computed views, read in one go. Any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_crm.bootstrap import Application
from desktop_crm.domain.documents import Block, Cells, Document, Figures, Table
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.masking import mask_value
from desktop_crm.domain.quick_dates import local
from desktop_crm.domain.records import FAMILY_MEMBER, RECORD_TYPES
from desktop_crm.queries.classes import ClassOf
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.queries.one_view import OneView
from desktop_crm.queries.rows import RecordRow
from ui.printing.content import word

#: SQLite's word for no limit: a document leaves no row out.
_ALL = -1


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, when: object) -> bool:
        """Say whether a date or instant, as stored text, lies in the period; what has no day does."""
        text = str(when or "")
        moment = local(text) if len(text) > len("2026-11-22") else None
        day = moment.date().isoformat() if moment else text
        if not day:
            return self == Period()
        return (self.start is None or self.start.isoformat() <= day) and (
            self.end is None or day <= self.end.isoformat()
        )

    def words(self, language: str) -> str:
        """Say it in ``zh`` or ``en``."""
        start, end = (day.isoformat() if day else "" for day in (self.start, self.end))
        kind = "from_to" if start and end else "since" if start else "until" if end else "always"
        return word(kind, language, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a document may say of a customer. ``rows`` by record, oldest first; ``names`` of references."""

    card: CustomerCard
    issuer: str
    today: date
    masked: bool
    period: Period = field(default_factory=Period)
    view: OneView | None = None
    rows: Mapping[str, Sequence[RecordRow]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    classes: Sequence[ClassOf] = ()

    def of_table(self, table: Table) -> list[RecordRow]:
        """Return the rows of a table, oldest first."""
        return [row for row in self.rows.get(table.record, ()) if self._belongs(table, row)]

    def _belongs(self, table: Table, row: RecordRow) -> bool:
        if table.only and row.values.get(table.only[0]) not in table.only[1]:
            return False
        if table.spent and not any(row.values.get(name) for name in table.sums):
            return False
        return not table.period or row.when in self.period


def read(app: Application, document: Document, card: CustomerCard, *, masked: bool, period: Period) -> Told:
    """Read what a document tells of a customer: only what its blocks name."""
    today, issuer = app.today(), app.facts().get("issuer_name", "")
    if not document.blocks:
        return Told(card, issuer, today, masked, period)
    wanted = dict.fromkeys(name for block in document.blocks for name in _records(block))
    rows = {name: app.row_queries.of_customer(name, card.id, limit=_ALL)[::-1] for name in wanted}
    names = app.row_queries.names([row for found in rows.values() for row in found])
    if masked and card.kind is FormKind.INDIVIDUAL:  # who was met may be one of the family
        names = {key: _met(app, card, key, name) for key, name in names.items()}
    figures = [block for block in document.blocks if isinstance(block, Figures)]
    classes = app.class_queries.of_customer(card.id) if any("classes" in one.names for one in figures) else []
    view = app.one_view.of(card.id, today) if figures else None
    return Told(card, issuer, today, masked, period, view, rows, names, classes)


def _met(app: Application, card: CustomerCard, key: str, name: str) -> str:
    in_family = any(row.id == key for row in card.grid)
    return mask_value(FAMILY_MEMBER["name"], name) if in_family else name


def _records(block: Block) -> tuple[str, ...]:
    if isinstance(block, Cells):
        return (block.record,)
    if isinstance(block, Table):
        return (block.record, block.parts[0]) if block.parts else (block.record,)
    return ()


def money_sum(rows: Sequence[RecordRow], name: str) -> int:
    """Add up a money field, in minor units."""
    return sum(value for row in rows if isinstance(value := row.values.get(name), int))


def record_label(record: str, language: str) -> str:
    """Return what a record is called."""
    declared = RECORD_TYPES[record]
    return declared.en if language.startswith("en") else declared.zh
