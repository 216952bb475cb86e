"""Writing customers: create, update, delete, restore, and many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.custom.book import VERSION_FIELD, FormBook
from desktop_crm.domain.fields import FormKind, RecordType, Value, Values
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.validation.card import check_card, check_file
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services import duplicates
from desktop_crm.services.numbers import NumberSource
from desktop_crm.services.preparing import Prepared, author_of, has_error, prepare
from desktop_crm.store import meta, search
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import Deriver, feeds_search
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows

#: Cards created in one transaction of a bulk import.
SLICE = 1_000
FILED, DRAFT = "filed", "draft"
_DEFAULTS = tuple((item.id, item.default) for item in CUSTOMER if item.default is not None)


@dataclass(frozen=True, slots=True)
class GridInput:
    """One row of the family or contact grid. ``id`` None: a new row; values absent stay as they are."""

    values: Values
    id: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    id: str
    customer_no: str
    status: str  # draft or filed
    findings: tuple[Finding, ...] = ()
    changed: bool = True

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the card a draft."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to create: parsed values, rows of its grid, and whether it may be filed."""

    values: Values
    grid: tuple[Values, ...] = ()
    file: bool = True


class CustomerService:
    """Every change of a customer goes through here; each call is one transaction."""

    def __init__(
        self,
        store: Store,
        events: EventBus,
        *,
        clock: Clock,
        new_id: NewId,
        today: Callable[[], date],
        hash_key: bytes,
    ) -> None:
        self._store = store
        self._events = events
        self._clock = clock
        self._new_id = new_id
        self._today = today
        self.deriver = Deriver(hash_key)

    # -- one card ---------------------------------------------------------------------------

    def create(self, values: Values, grid: Sequence[GridInput] = (), *, as_draft: bool = False) -> Saved:
        """File a new customer, or keep it as a draft when a rule is broken, ``as_draft`` is set or the
        values say so.

        Raises UsageError for a value that cannot be of its field's type, RecordRefused for a number that
        is taken; nothing is saved then.
        """
        values, record = self._of_new(values)
        prepared = self._prepare(record, values, {})
        kind = _kind(prepared.values)
        rows = [self._prepare(GRID[kind], row.values, {}, position) for position, row in enumerate(grid, 1)]
        with self._store.write() as connection:
            as_draft = as_draft or prepared.values.get("record_status") == DRAFT
            numbers = NumberSource(connection, typed=_typed_numbers([prepared.values]))
            self._complete_header(prepared.values, numbers, meta.get(connection, "user_name"))
            numbers.close()
            findings = self._judge(connection, prepared, rows, None, record)
            prepared.values["record_status"] = DRAFT if as_draft or has_error(findings) else FILED
            agg_id = self._new_id()
            recorder = self._recorder(connection)
            recorder.save(_creation(agg_id, prepared.values, [row.values for row in rows], kind, self._new_id))
            self._index(connection, agg_id)
        self._tell(agg_id)
        return Saved(agg_id, str(prepared.values["customer_no"]), str(prepared.values["record_status"]), findings)

    def update(
        self,
        customer_id: str,
        values: Values,
        grid: Sequence[GridInput] = (),
        *,
        as_draft: bool = False,
        batch: int | None = None,
    ) -> Saved:
        """Change fields and grid rows of a customer, as a part of a ``batch`` perhaps; only what differs is written.

        The card is filed unless a rule is broken, ``as_draft`` is set or the values say draft. Raises
        NotFound, RecordRefused for a deleted card or a number that is taken, UsageError for a value that
        cannot be of its field's type.
        """
        with self._store.write() as connection:
            image = load_row(connection, CUSTOMER, customer_id)
            if image is None:
                raise NotFound(id=customer_id)
            if image.deleted:
                raise RecordRefused("card_deleted")
            record = read_book(connection).record_for(image.values, values)
            prepared = self._prepare(record, values, image.values)
            number = str(prepared.values.get("customer_no") or "")
            if number and number != image.values.get("customer_no"):
                NumberSource(connection, typed=[number]).claim(number)
            merged = {**image.values, **prepared.values}
            kind = _kind(merged)
            edits, rows = self._grid_edits(connection, customer_id, GRID[kind], grid)
            whole = Prepared(merged, prepared.findings)
            findings = self._judge(connection, whole, rows, customer_id, record)
            wish = prepared.values.get("record_status", FILED)
            prepared.values["record_status"] = DRAFT if as_draft or has_error(findings) else wish or FILED
            edits.insert(0, Edit(CUSTOMER, customer_id, customer_id, EditKind.PUT, prepared.values))
            changed = self._recorder(connection, batch).save(edits, sample=image.is_sample)
            if changed and _touches_search(edits):
                self._index(connection, customer_id)
        if changed:
            self._tell(customer_id)
        status = str(prepared.values.get("record_status", image.values.get("record_status")))
        return Saved(customer_id, str(merged.get("customer_no", "")), status, findings, bool(changed))

    def delete(self, customer_id: str) -> None:
        """Move a customer to the recycle bin. Raises NotFound."""
        self._switch(customer_id, EditKind.DELETE)

    def restore(self, customer_id: str) -> None:
        """Take a customer out of the recycle bin. Raises NotFound."""
        self._switch(customer_id, EditKind.RESTORE)

    def check(self, values: Values, grid: Sequence[Values], customer_id: str | None = None) -> tuple[Finding, ...]:
        """Say what saving these values would find, without saving; for the form while one types."""
        with self._store.read() as connection:
            record = read_book(connection).record_for(values)
            prepared = self._prepare(record, values, {}, strict=False)
            lines = GRID[_kind(prepared.values)]
            rows = [self._prepare(lines, row, {}, position, strict=False) for position, row in enumerate(grid, 1)]
            return self._judge(connection, prepared, rows, customer_id, record)

    def form(self, values: Values) -> frozenset[str]:
        """Name every field that a card with these values may hold, those of withdrawn and unknown fields too."""
        with self._store.read() as connection:
            book = read_book(connection)
        return frozenset((*book.everything.by_id, *book.record_for(values).by_id))

    # -- many cards -------------------------------------------------------------------------

    def find_duplicates(self, rows: Sequence[Values]) -> list[duplicates.Match | None]:
        """Say for each row which existing customer it most likely is, if any may be (:attr:`Match.counts`)."""
        with self._store.read() as connection:
            found = duplicates.find(connection, rows, self.deriver)
        return [next(iter(matches), None) for matches in found]

    def create_many(
        self, rows: Sequence[NewCustomer], *, sample: bool = False, batch: int | None = None
    ) -> list[Saved]:
        """Create checked customers in one transaction, as a part of a ``batch`` perhaps; at most ``SLICE`` of them.

        The values are taken as parsed; missing required parts make a draft. Search entries follow in
        the background.
        """
        if len(rows) > SLICE:
            raise UsageError("too_many", limit=SLICE)
        saved: list[Saved] = []
        creations: list[list[Edit]] = []
        today = self._today()
        with self._store.write() as connection:
            numbers = NumberSource(connection, len(rows), _typed_numbers([row.values for row in rows]))
            user = meta.get(connection, "user_name")
            book = read_book(connection)
            for row in rows:
                values: dict[str, Value] = {name: value for name, value in row.values.items() if value is not None}
                _note_version(values, book)
                record = book.record_for(_version_only(values), values)
                unknown = next((name for name in values if name not in record.by_id), None)
                if unknown is not None:
                    raise UsageError("unknown_field", field=unknown)
                self._complete_header(values, numbers, user)
                findings = check_card(values, row.grid, today, record)
                values["record_status"] = FILED if row.file and not has_error(findings) else DRAFT
                agg_id = self._new_id()
                creations.append(_creation(agg_id, values, row.grid, _kind(values), self._new_id))
                saved.append(Saved(agg_id, str(values["customer_no"]), str(values["record_status"]), findings))
            numbers.close()
            self._recorder(connection, batch).save_all(creations, sample=sample)
            ids = [item.id for item in saved]
            search.enqueue(connection, search.rids_of(connection, ids))
        self._events.publish(ChangeSet(frozenset(ids), Origin.LOCAL, many=len(ids) > 1))
        return saved

    # -- parts ------------------------------------------------------------------------------

    def _of_new(self, values: Values) -> tuple[Values, RecordType]:
        """Give a new card the version of the form in force; return its values and its declaration."""
        with self._store.read() as connection:
            book = read_book(connection)
        noted = dict(values)
        _note_version(noted, book)
        return noted, book.record_for(_version_only(noted), noted)

    def _prepare(
        self, record: RecordType, values: Values, present: Values, position: int | None = None, *, strict: bool = True
    ) -> Prepared:
        return prepare(record, values, present, self._today(), position=position, strict=strict)

    def _judge(
        self,
        connection: Connection,
        prepared: Prepared,
        rows: Sequence[Prepared],
        customer_id: str | None,
        record: RecordType,
    ) -> tuple[Finding, ...]:
        grid = [row.values for row in rows]
        own = [finding for row in rows for finding in row.findings]
        card = check_file(prepared.values, grid, self._today(), record)
        twins = duplicates.find(connection, [prepared.values], self.deriver, but_not=customer_id, grid=grid)[0]
        likely = [twin.finding(_kind(prepared.values)) for twin in twins[:1] if twin.counts]
        found = [*prepared.findings, *own, *card, *likely]
        return _unique(found)

    def _complete_header(self, values: dict[str, Value], numbers: NumberSource, user: str) -> None:
        for name, default in _DEFAULTS:
            if not values.get(name):
                values[name] = default
        if not values.get("form_date"):
            values["form_date"] = self._today().isoformat()
        if not values.get("signed_by"):
            values["signed_by"] = user
        typed = values.get("customer_no")
        values["customer_no"] = numbers.claim(str(typed)) if typed else numbers.draw()

    def _grid_edits(
        self, connection: Connection, agg_id: str, record: RecordType, grid: Sequence[GridInput]
    ) -> tuple[list[Edit], list[Prepared]]:
        """Return the edits, and the grid as it will be, for the check."""
        present = {row.id: row for row in load_rows(connection, record, (agg_id,)) if not row.deleted}
        after = {row_id: Prepared(dict(row.values)) for row_id, row in present.items()}
        last = max((int(str(row.values.get("sort_order") or 0)) for row in present.values()), default=0)
        edits: list[Edit] = []
        for position, row in enumerate(grid, 1):
            if row.id is not None and row.id not in present:
                raise NotFound(record=record.name, id=row.id)
            if row.removed and row.id is not None:
                after.pop(row.id)
                edits.append(Edit(record, row.id, agg_id, EditKind.DELETE))
                continue
            prepared = self._prepare(record, row.values, present[row.id].values if row.id else {}, position)
            row_id = row.id or self._new_id()
            if row.id is None:
                last += 1
                prepared.values.setdefault("sort_order", last)
            kind = EditKind.PUT if row.id else EditKind.CREATE
            edits.append(Edit(record, row_id, agg_id, kind, prepared.values))
            base = after[row_id].values if row_id in after else {}
            after[row_id] = Prepared({**base, **prepared.values}, prepared.findings)
        return edits, list(after.values())

    def _switch(self, customer_id: str, kind: EditKind) -> None:
        with self._store.write() as connection:
            image = load_row(connection, CUSTOMER, customer_id)
            if image is None:
                raise NotFound(id=customer_id)
            changed = self._recorder(connection).save([Edit(CUSTOMER, customer_id, customer_id, kind)])
            if changed:
                self._index(connection, customer_id)
        if changed:
            self._tell(customer_id)

    def _recorder(self, connection: Connection, batch: int | None = None) -> Recorder:
        return Recorder(connection, author_of(connection), self._clock, self._new_id, self.deriver, batch)

    def _index(self, connection: Connection, agg_id: str) -> None:
        search.index_cards(connection, search.rids_of(connection, [agg_id]))

    def _tell(self, agg_id: str) -> None:
        self._events.publish(ChangeSet(frozenset({agg_id}), Origin.LOCAL))


def _note_version(values: dict[str, Value], book: FormBook) -> None:
    if book.version_id and not values.get(VERSION_FIELD):
        values[VERSION_FIELD] = book.version_id


def _version_only(values: Values) -> Values:
    """Only its version decides what a new card can hold: nothing is stored of it yet."""
    return {VERSION_FIELD: values.get(VERSION_FIELD)}


def _typed_numbers(rows: Sequence[Values]) -> list[str]:
    return [str(row["customer_no"]) for row in rows if row.get("customer_no")]


def _touches_search(edits: Sequence[Edit]) -> bool:
    """Say whether a save can change what a card is found by."""
    return any(edit.kind is not EditKind.PUT or feeds_search(edit.record.name, edit.values) for edit in edits)


def _kind(values: Values) -> FormKind:
    return FormKind.ORGANISATION if values.get("customer_kind") == FormKind.ORGANISATION else FormKind.INDIVIDUAL


def _unique(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple({(finding.code, finding.field): finding for finding in findings}.values())


def _creation(agg_id: str, values: Values, grid: Sequence[Values], kind: FormKind, new_id: NewId) -> list[Edit]:
    edits = [Edit(CUSTOMER, agg_id, agg_id, EditKind.CREATE, values)]
    for position, row in enumerate(grid, 1):
        placed = {"sort_order": position, **row}
        edits.append(Edit(GRID[kind], new_id(), agg_id, EditKind.CREATE, placed))
    return edits
