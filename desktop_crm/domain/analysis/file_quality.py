"""A36 客户档案质量: how good the customer file is, and what would improve it most (domain contract §4.7, §3.3).

Inputs: the form (F1, F2), the marks of verification, orders, assessments (F10), what we put in (F9), open duplicates.

Six figures, each a share from 0 to 1 (source: the formula of A36 in the domain contract):

- completeness = Σ weight of filled fields / Σ weight, the mean over the files;
- timeliness = files changed or checked within ``stale_days`` / files;
- consistency = 1 - files with open contradictions / files;
- uniqueness = 1 - files with a likely duplicate / files (duplicates rate);
- verified share = checked values / filled values of the fields whose truth is checked;
- three parts = parts that exist / (3 x files): D4 basic data, D5 assessment, D6 what we put in.

The score of files is the mean of the figures that exist, in percent; where nothing is to be divided by, a figure is
None and shown as "–". The score of one file is the same with one file, and what each figure lacks is its loss.

Check: files of completeness 80 and 40, one of them stale, none contradictory, no twins, 1 of 4 values checked, 4 of 6
parts: 60 %, 50 %, 100 %, 100 %, 25 %, 67 %; score 67.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag, StrEnum

from desktop_crm.domain.completeness import completeness, missing_fields
from desktop_crm.domain.fields import Value, Values
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.validation.card import check_card, form_kind
from desktop_crm.domain.validation.findings import Finding, Severity, warning
from desktop_crm.domain.validation.rows import check_row
from desktop_crm.domain.verification import State, states

#: Counted up when a figure is made differently: then all files are looked at anew.
VERSION = 1

#: What a file lacks is told by its completeness; what is not known of a child or a consent is no contradiction.
_NOT_CONTRADICTIONS = frozenset(
    {"required", "contact_missing", "document_type_missing", "document_number_missing", "consent_missing",
     "minor_consent"}
)  # fmt: skip
#: A hint that is a contradiction all the same: the postcode belongs to another province than the address.
_HINTS = frozenset({"postcode_province"})


class Figure(StrEnum):
    """The six figures, in the order in which they are shown; of equal losses the first is named."""

    CONSISTENT = "consistent"
    UNIQUE = "unique"
    COMPLETE = "complete"
    VERIFIED = "verified"
    TIMELY = "timely"
    PARTS = "parts"


class Part(IntFlag):
    """The three parts of a file (domain contract §3.2)."""

    BASIC = 1  # D4: a filed form, and orders unless the customer is a prospect
    ANALYSIS = 2  # D5: an assessment
    INVESTMENT = 4  # D6: what we put in; contacts count by themselves (F8 feeds F9)


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of one customer that the figures are made of."""

    card: Mapping[str, Value]
    grid: Sequence[Values] = ()
    marks: Sequence[tuple[str, Values]] = ()  # id and values of each mark of verification
    orders: Sequence[Values] = ()  # ordered_on, delivered_on, order_no of those that were not cancelled
    others: Sequence[tuple[str, Values]] = ()  # record type and values of assessments, surveys and stops
    invested: bool = False  # there is a contact or an investment


@dataclass(frozen=True, slots=True)
class FileState:
    """What does not depend on the day: the figures of one file and where to begin."""

    completeness: int
    verified: int
    doubtful: int
    verifiable: int
    parts: Part
    contradictions: Sequence[Finding] = ()
    missing: Sequence[str] = ()  # fields, the weightiest first
    unverified: Sequence[str] = ()  # fields; those in doubt first
    checked_at: str = ""  # newest instant at which a value was checked


def look_at(rows: FileRows, today: date) -> FileState:
    """Judge one file."""
    kind = form_kind(rows.card)
    found = states(kind, rows.card, rows.marks)
    doubtful = [name for name, state in found.items() if state is State.DOUBTFUL]
    unverified = [name for name, state in found.items() if state is State.UNVERIFIED]
    held = [mark for _, mark in rows.marks if str(mark.get("field") or "") in found]
    return FileState(
        completeness(rows.card, len(rows.grid)),
        len(found) - len(doubtful) - len(unverified),
        len(doubtful),
        len(found),
        _parts(rows),
        tuple(contradictions(rows, today)),
        tuple(missing_fields(rows.card)),
        (*doubtful, *unverified),
        max((str(mark.get("verified_at") or "") for mark in held), default=""),
    )


def contradictions(rows: FileRows, today: date) -> Iterator[Finding]:
    """Find what cannot be true together: in the form, in a row, and between the form and its rows."""
    for finding in check_card(rows.card, rows.grid, today):
        grave = finding.severity is not Severity.INFO and finding.code not in _NOT_CONTRADICTIONS
        if (grave or finding.code in _HINTS) and not finding.field.endswith((".name", ".relation")):
            yield finding
    for name, values in rows.others:
        for finding in check_row(RECORD_TYPES[name], values, today):
            if finding.code == "dates_reversed":
                yield finding.at(f"{name}.{finding.field}")
    yield from _days(rows)


def _days(rows: FileRows) -> Iterator[Finding]:
    first = min((str(order.get("ordered_on") or "9") for order in rows.orders), default="9")
    filed = str(rows.card.get("form_date") or "9")
    born, founded = (str(rows.card.get(name) or "") for name in ("birth_date", "founded_on"))
    if first < born:
        yield warning("order_before_birth", "birth_date", day=first)
    elif filed < born:
        yield warning("filed_before_birth", "birth_date")
    if first < founded:
        yield warning("order_before_founding", "founded_on", day=first)
    elif filed < founded:
        yield warning("filed_before_founding", "founded_on")
    for order in rows.orders:
        ordered_on, delivered_on = str(order.get("ordered_on") or ""), str(order.get("delivered_on") or "9")
        if delivered_on < ordered_on:
            late = warning("delivered_before_order", no=order.get("order_no") or "")
            yield late.at("sales_order.delivered_on")


def _parts(rows: FileRows) -> Part:
    parts = Part(0)
    filed = rows.card.get("record_status") not in (None, "", "draft")
    if filed and (rows.orders or rows.card.get("card_kind") in (None, "", "prospect")):
        parts |= Part.BASIC
    if any(name == "assessment" for name, _ in rows.others):
        parts |= Part.ANALYSIS
    return parts | Part.INVESTMENT if rows.invested else parts


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over some files, from which the figures follow. ``completeness`` adds percents, ``parts`` counts them."""

    files: int = 0
    completeness: int = 0
    timely: int = 0
    contradictory: int = 0
    doubled: int = 0
    verified: int = 0
    verifiable: int = 0
    parts: int = 0
    whole: int = 0  # files with all three parts

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(other, name) for name in Sums.__slots__))

    def figures(self) -> dict[Figure, float | None]:
        """Return the six figures as shares, None where nothing is to be divided by."""
        return {
            Figure.CONSISTENT: _share(self.files - self.contradictory, self.files),
            Figure.UNIQUE: _share(self.files - self.doubled, self.files),
            Figure.COMPLETE: _share(self.completeness, 100 * self.files),
            Figure.VERIFIED: _share(self.verified, self.verifiable),
            Figure.TIMELY: _share(self.timely, self.files),
            Figure.PARTS: _share(self.parts, 3 * self.files),
        }

    def score(self) -> int | None:
        """Return the mean of the figures in percent; None without files."""
        known = [share for share in self.figures().values() if share is not None]
        return round(100 * sum(known) / len(known)) if self.files else None


def total(some: Iterable[Sums]) -> Sums:
    """Add up."""
    whole = Sums()
    for one in some:
        whole += one
    return whole


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Loss:
    """What one figure costs a file, in points of its score, and where to put it right: a field of the form, or of a
    record (``sales_order.delivered_on``), or "" where no field is meant."""

    figure: Figure
    points: float
    field: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class FileQuality:
    """One file as it stands today: its score in percent and its losses, the greatest first."""

    score: int
    losses: Sequence[Loss] = field(default_factory=tuple)


def judge(state: FileState, *, timely: bool, doubled: bool) -> FileQuality:
    """Score one file and say what would improve it most. A file without a value to check has nothing checked."""
    verified = state.verified / state.verifiable if state.verifiable else 0.0
    kept = {
        Figure.CONSISTENT: float(not state.contradictions),
        Figure.UNIQUE: float(not doubled),
        Figure.COMPLETE: state.completeness / 100,
        Figure.VERIFIED: verified,
        Figure.TIMELY: float(timely),
        Figure.PARTS: int(state.parts).bit_count() / 3,
    }
    first = state.contradictions[0] if state.contradictions else None
    fields = {
        Figure.CONSISTENT: first.field if first else "",
        Figure.COMPLETE: state.missing[0] if state.missing else "",
        Figure.VERIFIED: state.unverified[0] if state.unverified else "",
        Figure.PARTS: _PART_RECORDS[next((part for part in Part if part not in state.parts), Part.BASIC)],
    }
    findings = {Figure.CONSISTENT: first}
    losses = [
        Loss(figure, (1 - share) * 100 / len(Figure), fields.get(figure, ""), findings.get(figure))
        for figure, share in kept.items()
        if share < 1
    ]
    return FileQuality(round(100 * sum(kept.values()) / len(kept)), tuple(sorted(losses, key=lambda one: -one.points)))


#: Where a missing part is written down.
_PART_RECORDS = {Part.BASIC: "sales_order", Part.ANALYSIS: "assessment", Part.INVESTMENT: "activity"}
