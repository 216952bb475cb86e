"""Taking values back from the history: ordinary edits, which work offline and have a history themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_crm.domain.fields import FormKind, Value
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.errors import CrmError, NotFound, RecordRefused, UsageError
from desktop_crm.services.customers import DRAFT, CustomerService, GridInput
from desktop_crm.services.rows import RowChange, RowService
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import RowImage
from desktop_crm.store.recorder import load_row


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field and the value it shall have again."""

    record: str
    row_id: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken, with what is needed to give it back."""

    customer_id: str
    wanted: tuple[Wanted, ...]
    before: tuple[Wanted, ...]
    restored: tuple[tuple[str, str], ...]  # (record, row id) that had been removed
    was_draft: bool


class HistoryService:
    """Writes through the services of the records, so that every rule holds for an old value too."""

    def __init__(self, store: Store, customers: CustomerService, rows: RowService) -> None:
        self._store, self._customers, self._rows = store, customers, rows

    def take(self, customer_id: str, wanted: Sequence[Wanted]) -> Taken:
        """Write values of the past; a row that was removed comes back with them.

        A card whose old value breaks a rule becomes a draft, as on the form. Raises NotFound,
        RecordRefused (``card_deleted``), UsageError; nothing is changed then.
        """
        card = self._image(CUSTOMER.name, customer_id)
        images = {one.row_id: self._image(one.record, one.row_id) for one in wanted}
        for one in wanted:
            if one.field not in RECORD_TYPES[one.record].by_id and one.field not in self._customers.form(card.values):
                raise UsageError("unknown_field", field=one.field[:60])
        removed = {row_id: image for row_id, image in images.items() if image.deleted and row_id != customer_id}
        if card.deleted:
            raise RecordRefused("card_deleted")
        taken = Taken(
            customer_id,
            tuple(wanted),
            tuple(
                Wanted(one.record, one.row_id, one.field, images[one.row_id].values.get(one.field)) for one in wanted
            ),
            tuple((image.record.name, row_id) for row_id, image in removed.items()),
            card.values.get("record_status") == DRAFT,
        )
        for record, row_id in taken.restored:
            self._rows.restore(record, row_id)
        try:
            self._write(customer_id, wanted, as_draft=taken.was_draft)
        except CrmError:
            self._remove(taken)
            raise
        return taken

    def take_back(self, taken: Taken) -> None:
        """Put back what was there; a field that somebody else changed since is left alone. Raises as :meth:`take`."""
        back = [
            before
            for one, before in zip(taken.wanted, taken.before, strict=True)
            if self._image(one.record, one.row_id).values.get(one.field) == one.value
        ]
        if back:
            self._write(taken.customer_id, back, as_draft=taken.was_draft)
        self._remove(taken)

    # -- parts ------------------------------------------------------------------------------

    def _image(self, record: str, row_id: str) -> RowImage:
        declared = RECORD_TYPES.get(record)
        with self._store.read() as connection:
            image = load_row(connection, declared, row_id) if declared else None
        if image is None:
            raise NotFound(record=record, id=row_id)
        return image

    def _write(self, customer_id: str, wanted: Sequence[Wanted], *, as_draft: bool) -> None:
        card: dict[str, Value] = {}
        rows: dict[tuple[str, str], dict[str, Value]] = {}
        for one in wanted:
            target = card if one.row_id == customer_id else rows.setdefault((one.record, one.row_id), {})
            target[one.field] = one.value
        kind = self._image(CUSTOMER.name, customer_id).values.get("customer_kind")
        grid = GRID[FormKind.ORGANISATION if kind == FormKind.ORGANISATION else FormKind.INDIVIDUAL].name
        edits = [GridInput(values, row_id) for (record, row_id), values in rows.items() if record == grid]
        others = [RowChange(record, values, row_id) for (record, row_id), values in rows.items() if record != grid]
        if card or edits:
            self._customers.update(customer_id, card, edits, as_draft=as_draft and "record_status" not in card)
        if others:
            self._rows.save(customer_id, others)

    def _remove(self, taken: Taken) -> None:
        for record, row_id in taken.restored:
            self._rows.remove(record, row_id)
