"""Reading how good the customer file is: the six figures, by salesperson, the worst files first (analysis A36)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.analysis.file_quality import (
    Figure,
    FileQuality,
    FileState,
    Sums,
    judge,
    look_at,
    total,
)
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.domain.fields import FormKind
from desktop_crm.errors import NotFound
from desktop_crm.queries.duplicates import DuplicateQueries
from desktop_crm.store import quality, quality_rows
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import Row, fetch_all


@dataclass(frozen=True, slots=True)
class Overview:
    """How the files stand today; ``waiting`` files are not counted yet as they are now."""

    by_person: Mapping[str, Sums]
    reasons: Mapping[Figure, int]  # files that lose by each figure
    waiting: int
    day: date
    stale_days: int

    @property
    def whole(self) -> Sums:
        """Return the sums over everybody."""
        return total(self.by_person.values())


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of the work list."""

    rid: int
    id: str
    customer_no: str
    name: str
    kind: FormKind
    salesperson: str
    state: FileState
    quality: FileQuality


#: SQL that is true where a file loses by a figure; the first ``?`` is a day, the second the list of doubled files.
_LOSES = {
    Figure.CONSISTENT: "contradictions > 0",
    Figure.UNIQUE: "doubled",
    Figure.COMPLETE: "completeness < 100",
    Figure.VERIFIED: "verified < verifiable OR verifiable = 0",
    Figure.TIMELY: "NOT timely",
    Figure.PARTS: "part_count < 3",
}
#: What those conditions are over.
_FILES = "(SELECT *, changed_on >= ? AS timely, rid IN (SELECT value FROM json_each(?)) AS doubled FROM file_quality)"
#: Six times the score of a file, in percent.
_SCORE = "fixed + 100 * timely + 100 * NOT doubled"
_NAMED = (
    "SELECT q.rid, c.id, c.customer_no, c.display_name, c.customer_kind, q.salesperson, q.timely, q.doubled,"
    " q.completeness, q.verified, q.doubtful, q.verifiable, q.parts, q.detail"
)


class QualityQueries:
    """Reads of one profile. Thread-safe. ``parameters`` gives the company's parameters in force."""

    def __init__(
        self,
        store: Store,
        duplicates: DuplicateQueries,
        parameters: Callable[[], Parameters],
        *,
        today: Callable[[], date],
    ) -> None:
        self._store, self._duplicates = store, duplicates
        self._parameters, self._today = parameters, today

    def stale_days(self) -> int:
        """Return after how many days without change or check a file is out of date."""
        return self._parameters().stale_days

    def by_person(self) -> dict[str, Sums]:
        """Return the sums of each salesperson, "" for files that name none."""
        day, doubled = self._since(), self._duplicates.doubled()
        with self._store.read() as connection:
            return quality.sums(connection, day, doubled)

    def overview(self) -> Overview:
        """Say how the files stand."""
        by_person = self.by_person()
        wanted = ", ".join(f"sum({condition})" for condition in _LOSES.values())
        arguments = self._arguments()
        with self._store.read() as connection:
            counts = fetch_all(connection, f"SELECT {wanted} FROM {_FILES}", arguments)[0]
            waiting = quality.count_waiting(connection)
        reasons = {figure: int(str(number or 0)) for figure, number in zip(_LOSES, counts, strict=True)}
        return Overview(by_person, reasons, waiting, self._today(), self.stale_days())

    def worst(
        self, figure: Figure | None = None, salesperson: str | None = None, *, limit: int = 200, skip: int = 0
    ) -> list[FileLine]:
        """Return the files that have most to gain, the worst first; with ``figure`` those that lose by it."""
        condition = _LOSES[figure] if figure else "fixed < 400 OR NOT timely OR doubled"
        whose, who = ("", ()) if salesperson is None else (" AND salesperson = ?", (salesperson,))
        files = f"SELECT * FROM {_FILES} WHERE ({condition}){whose} ORDER BY {_SCORE}, rid LIMIT ? OFFSET ?"
        sql = f"{_NAMED} FROM ({files}) q JOIN customer c ON c.rid = q.rid ORDER BY {_SCORE}, q.rid"
        with self._store.read() as connection:
            rows = fetch_all(connection, sql, (*self._arguments(), *who, limit, skip))
        return [_line(row) for row in rows]

    def of_customer(self, customer_id: str) -> FileLine:
        """Return the quality of one file as its rows are now. Raises NotFound."""
        doubled = self._duplicates.doubled()
        with self._store.read() as connection:
            sql = "SELECT rid, customer_no, display_name, customer_kind FROM customer WHERE id = ? AND NOT deleted"
            found = fetch_all(connection, sql, (customer_id,))
            if not found:
                raise NotFound(id=customer_id)
            file = next(quality_rows.read(connection, [int(str(found[0][0]))]))
        state = look_at(file.rows, self._today())
        timely = quality.day_of(max(file.updated_at, state.checked_at)) >= self._since()
        judged = judge(state, timely=timely, doubled=file.rid in doubled)
        _, number, name, kind = found[0]
        return FileLine(
            file.rid, customer_id, str(number or ""), str(name or ""), _kind(kind), file.salesperson, state, judged
        )

    def months(self, salesperson: str | None = None) -> list[tuple[str, Sums]]:
        """Return how the files stood month by month, the oldest first: ``YYYY-MM`` and sums."""
        with self._store.read() as connection:
            found = quality.months(connection)
        by_month: dict[str, Sums] = {}
        for month, name, sums in found:
            if salesperson in (None, name):
                by_month[month] = by_month.get(month, Sums()) + sums
        return list(by_month.items())

    def _since(self) -> int:
        """Return the ordinal of the first day on which a change still makes a file current."""
        return self._today().toordinal() - self.stale_days()

    def _arguments(self) -> Sequence[object]:
        return self._since(), quality.as_list(self._duplicates.doubled())


def _line(row: Row) -> FileLine:
    rid, agg_id, number, name, kind, salesperson, timely, doubled, *kept = row
    state = quality.state(kept)
    judged = judge(state, timely=bool(timely), doubled=bool(doubled))
    return FileLine(
        int(str(rid)),
        str(agg_id),
        str(number or ""),
        str(name or ""),
        _kind(kind),
        str(salesperson or ""),
        state,
        judged,
    )


def _kind(value: object) -> FormKind:
    return FormKind.ORGANISATION if value == FormKind.ORGANISATION else FormKind.INDIVIDUAL
