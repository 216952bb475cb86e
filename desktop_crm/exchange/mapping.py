"""Which column of a file feeds which field: proposed, and editable by a person."""

from __future__ import annotations

from collections.abc import Mapping as Overrides
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz, process

from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import UsageError
from desktop_crm.exchange.places import Place, customer_names, place_of, plain
from desktop_crm.exchange.source import Part, SourceRow

#: Likeness (0-100) from which a header is taken for a misspelt label.
LIKENESS = 86
_SHORTEST = 3
_IGNORE = frozenset(("", "-", "ignore", "忽略"))
#: Several columns may feed these: the numbers are routed by their pattern.
_SHARED = frozenset(("mobile_phone", "landline_phone", "remarks"))


class Match(StrEnum):
    """How a column found its field."""

    EXACT = "exact"
    SIMILAR = "similar"
    MANUAL = "manual"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file; ``place`` None: ignored."""

    index: int
    header: str
    place: Place | None = None
    match: Match = Match.NONE


@dataclass(frozen=True)
class Mapping:
    """All columns of a file."""

    columns: tuple[Column, ...]
    record: RecordType = CUSTOMER  # with what the company added

    def assign(self, header: str, target: str) -> Mapping:
        """Return a mapping in which the columns titled ``header`` feed ``target``: a field by its
        identifier or label, ``family[1].name``, or ``ignore``.

        Raises ``UsageError``: ``unknown_header``, ``unknown_field``.
        """
        wanted = [column.index for column in self.columns if plain(column.header) == plain(header)]
        if not wanted:
            raise UsageError("unknown_header", header=header)
        return self.assign_columns(wanted, target)

    def assign_columns(self, indexes: Sequence[int], target: str) -> Mapping:
        """Return a mapping in which the columns with these indexes feed ``target``."""
        place = None if target.strip().casefold() in _IGNORE else place_of(target, self.record)
        if place is None and target.strip().casefold() not in _IGNORE:
            raise UsageError("unknown_field", field=target)
        columns = list(self.columns)
        for index in indexes:
            columns[index] = replace(columns[index], place=place, match=Match.MANUAL)
        return Mapping(tuple(columns), self.record)

    def parts(self, row: SourceRow) -> list[Part]:
        """Give the cells of a row that feed a place."""
        width = len(row.cells)
        return [
            Part(column.place, row.cells[column.index])
            for column in self.columns
            if column.place is not None and column.index < width
        ]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers whose columns are not imported."""
        return tuple(column.header for column in self.columns if column.place is None)


def propose(
    headers: Sequence[str], overrides: Overrides[str, str] | None = None, record: RecordType = CUSTOMER
) -> Mapping:
    """Propose a mapping: exact names first, then similar ones for fields still free.

    ``overrides`` are a person's wishes, header -> field; ``record`` is the customer with what the company added.
    """
    columns: list[Column] = []
    taken: set[str] = set()
    for index, header in enumerate(headers):
        place = place_of(header, record)
        if place and (str(place) not in taken or place.field.id in _SHARED):
            taken.add(str(place))
            columns.append(Column(index, header, place, Match.EXACT))
        else:
            columns.append(Column(index, header))
    for column in columns:
        place = None if column.place else _similar(column.header, record)
        if place and str(place) not in taken:
            taken.add(str(place))
            columns[column.index] = replace(column, place=place, match=Match.SIMILAR)
    mapping = Mapping(tuple(columns), record)
    for header, target in (overrides or {}).items():
        mapping = mapping.assign(header, target)
    return mapping


def _similar(header: str, record: RecordType) -> Place | None:
    key = plain(header)
    if len(key) < _SHORTEST:
        return None
    names = customer_names(record)
    found = process.extractOne(key, [name for name in names if len(name) >= _SHORTEST], scorer=fuzz.ratio)
    return Place(CUSTOMER, names[found[0]]) if found and found[1] >= LIKENESS else None
