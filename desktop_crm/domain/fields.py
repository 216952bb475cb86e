"""What a field and a record type are. The one declaration that form, list, import, export,
search, sync, masking and print read.

Nothing here knows a concrete field: those are in :mod:`desktop_crm.domain.records`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from desktop_crm.domain.validation.findings import Checked

#: A stored value. Dates are ISO ``YYYY-MM-DD`` text, instants UTC text, sets sorted tuples of codes.
Value = str | int | bool | tuple[str, ...] | None
Values = Mapping[str, Value]

#: Normalises and checks one typed text: ``(text, other values of the row, today)``.
Validator = Callable[[str, Values, date], Checked]

#: Says something of the other values of a row.
Rule = Callable[[Values], bool]

#: Identifiers of fields that a company added by itself begin so; the store keeps them without knowing them.
CUSTOM_PREFIX = "x_"
#: Tab of the form on which they stand.
CUSTOM_TAB = "custom"


def is_custom(name: str) -> bool:
    """Say whether an identifier is that of a field a company added."""
    return name.startswith(CUSTOM_PREFIX)


class FieldType(StrEnum):
    """How a value is stored and edited."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"  # whole minor units (分) of the company's currency
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    CHOICE = "choice"
    SET = "set"


class Sensitivity(StrEnum):
    """Sensitivity class of a field (domain contract §0.3)."""

    N = "N"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    B = "B"


class Merge(StrEnum):
    """How the server merges concurrent edits of a field."""

    SCALAR = "scalar"
    IMPORTANT = "important"
    TEXT = "text"  # what two people wrote at different places is joined
    SET = "set"
    STATE = "state"
    COUNTER = "counter"  # a whole number; differences are added


class SearchIn(StrEnum):
    """Which part of the search document a field feeds."""

    NAME = "name"
    COMPANY = "company"
    DIGITS = "digits"
    TEXT = "text"


class Mask(StrEnum):
    """How a value looks until it is revealed (domain contract §0.3)."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    HIDDEN = "hidden"


class FormKind(StrEnum):
    """Kind of customer, and with it the form that shows the card."""

    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice or set field."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a field on the paper form: 12 columns wide; ``row`` counts printed rows from 0.

    ``column`` and ``span`` cover label and value together; the label takes two columns.
    """

    row: int
    column: int
    span: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One field of a record type, declared once.

    ``cells`` gives the print cell per form; a field without a cell of a form but with that form in
    ``tab`` stands on an extra tab of the screen form. ``labels`` overrides the label for one form.
    ``aliases`` are further headers and identifiers accepted on input.
    A ``unique`` value belongs to one customer: the server marks a second card with it as a possible duplicate.
    ``weight`` is the share in the completeness of a file; 0 leaves the field out. ``required`` names the forms
    that cannot be filed without the field, ``mandatory`` rows of other records that cannot be saved without it.
    A text ``refers`` to a row of a record type by its id (``field``: to a field of the customer); ``person`` marks the
    name of a colleague; an ``automatic`` field is set by the program and stands on no form. The truth of a
    ``verifiable`` field is checked by people (domain contract §1.0-3, :mod:`desktop_crm.domain.verification`).
    Of fields that a company added: ``visible`` says of which cards' values they are a part, ``needed`` where they are
    asked for, ``printed_below`` that they stand below the table of the printed form, ``offered`` that the card was
    filled with a version without them, ``help`` (zh, en) what to write.
    """

    id: str
    zh: str
    en: str
    type: FieldType = FieldType.TEXT
    choices: tuple[Choice, ...] = ()
    validator: Validator | None = None
    sensitivity: Sensitivity = Sensitivity.N
    merge: Merge = Merge.SCALAR
    group: str | None = None
    search: SearchIn | None = None
    mask: Mask | None = None
    max_length: int = 200
    default: str | None = None
    unique: bool = False
    required: frozenset[FormKind] = frozenset()
    mandatory: bool = False
    refers: str = ""
    person: bool = False
    automatic: bool = False
    verifiable: bool = False
    cells: Mapping[FormKind, Cell] | None = None
    tab: Mapping[FormKind, str] | None = None
    labels: Mapping[FormKind, tuple[str, str]] | None = None
    aliases: tuple[str, ...] = ()
    weight: int = 0
    visible: Rule | None = None
    needed: Rule | None = None
    printed_below: bool = False
    offered: bool = False
    help: tuple[str, str] = ("", "")

    def on_form(self, kind: FormKind) -> bool:
        """Say whether the form of ``kind`` shows this field at all."""
        return kind in (self.cells or {}) or kind in (self.tab or {})

    def label(self, language: str, kind: FormKind | None = None) -> str:
        """Return the label in ``zh`` or ``en``, as the form of ``kind`` prints it."""
        zh, en = (self.labels or {}).get(kind, (self.zh, self.en)) if kind else (self.zh, self.en)
        return en if language.startswith("en") else zh

    def choice(self, code: str) -> Choice | None:
        """Find a choice by its code; None when the code comes from a newer version."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Choice]:
        return {choice.code: choice for choice in self.choices}


@dataclass(frozen=True, eq=False)
class RecordType:
    """A declared kind of record: its name on the wire and in the schema, and its fields.

    Rows with a ``parent`` hang on a row of that type: nearly all on a customer. Those ``of_company`` belong to the
    organisation: everybody sees them, administrators write them, of those ``by_authors`` everybody his own. Those
    ``by_server`` only the server makes, and laptops read. An ``own_card`` is a card of its own, as a customer is, with
    rows that hang on it.
    ``when`` names the field that says when it happened: rows are listed by it, newest first.
    The fields in ``title`` say in one line what a row is.
    """

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    parent: str | None = None
    of_company: bool = False
    by_server: bool = False
    own_card: bool = False
    by_authors: bool = False
    when: str | None = None
    title: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __getitem__(self, field_id: str) -> Field:
        return self.by_id[field_id]

    def get(self, field_id: str) -> Field | None:
        """Return the field with this identifier, or None."""
        return self.by_id.get(field_id)

    @cached_property
    def by_id(self) -> dict[str, Field]:
        """Fields by identifier, in declared order."""
        return {field.id: field for field in self.fields}

    @cached_property
    def typed(self) -> tuple[Field, ...]:
        """Fields that a person fills in, in declared order."""
        return tuple(field for field in self.fields if not field.automatic)

    def on_paper(self, kind: FormKind) -> tuple[Field, ...]:
        """Fields with a print cell on the form of ``kind``, in tab order: row by row, left to right."""
        placed = [(field.cells[kind], field) for field in self.fields if field.cells and kind in field.cells]
        return tuple(field for cell, field in sorted(placed, key=lambda pair: (pair[0].row, pair[0].column)))

    def on_tab(self, kind: FormKind, tab: str) -> tuple[Field, ...]:
        """Fields of an extra tab of the form of ``kind``, in declared order."""
        return tuple(field for field in self.fields if (field.tab or {}).get(kind) == tab)
