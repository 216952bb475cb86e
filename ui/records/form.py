"""The form of any record of a customer, drawn from its declaration: two fields a line, long ones alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Value, Values
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.domain.validation.rows import check_row
from desktop_crm.domain.values import TYPE_ERRORS
from desktop_crm.queries.customers import CustomerCard
from ui.context import Context
from ui.forms.cell import FieldCell
from ui.forms.findings import MISSING, sayings
from ui.forms.paper import Band, Framed, Paper, spread
from ui.forms.state import Raw, Reading, RowState
from ui.i18n import Translated
from ui.records.references import reference_editor
from ui.timers import single_shot

#: Pause after the last key before the rules are asked, in milliseconds.
CHECK_MS = 150
_WIDE = (FieldType.LONG_TEXT, FieldType.SET)


class RecordForm(Translated, QWidget):
    """A row being filled in; knows neither store nor draft. ``touched`` follows every change by the person."""

    touched = Signal()

    def __init__(
        self,
        context: Context,
        record: RecordType,
        card: CustomerCard | None,
        row: RowState,
        parent: QWidget | None = None,
    ) -> None:
        """Draw the form of a row of a customer; ``card`` None: of a row of the company."""
        super().__init__(parent)
        self.setObjectName(f"form.{record.name}")
        self.record, self.row = record, row
        self._context, self._card = context, card
        self._kind = card.kind if card is not None else FormKind.INDIVIDUAL
        self._asked = False  # the person wanted to save: say what is missing too
        self._reading = Reading()
        self.findings: tuple[Finding, ...] = ()
        self._offers: Mapping[str, Mapping[str, str]] = {}
        self._pause = single_shot(self, CHECK_MS, self.check_now)
        frame = Framed(self)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self._paper = Paper(frame)
        inside.addWidget(self._paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        column.addStretch(1)
        self.cells = [self._cell(field) for field in record.typed]
        lines = spread(record.typed, _takes_a_line)
        self._paper.set_bands([Band([self.cells[at].place(x, span) for at, x, span in line]) for line in lines])
        self.check_now()

    # -- what the dialog asks ---------------------------------------------------------------

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the row from being saved."""
        return tuple(item for item in self.findings if item.severity is Severity.ERROR)

    def values(self) -> dict[str, Value]:
        """Return what a save sends: everything of a new row, the changes of a stored one."""
        if self.row.id is None:
            return {name: value for name, value in self._reading.values.items() if value not in (None, "", ())}
        return self.row.changes(self._reading)

    def insist(self) -> bool:
        """Say everything that is wrong, go to the first of it; True when nothing is."""
        self._asked = True
        self.check_now()
        if self.errors:
            self.cell(self.errors[0].field).editor.take_focus()
        return not self.errors

    def say(self, findings: tuple[Finding, ...]) -> None:
        """Show what the save found."""
        self.findings = findings
        self._show()

    def cell(self, name: str) -> FieldCell:
        """Return the cell of a field; the first one for a field that is on no form."""
        return next((cell for cell in self.cells if cell.field.id == name), self.cells[0])

    def take_focus(self) -> None:
        """Put the cursor into the first empty cell that must be filled, or the first one."""
        empty = (cell for cell in self.cells if cell.required and not self.row.raw(cell.field.id))
        next(empty, self.cells[0]).editor.take_focus()

    def wanted_height(self, width: int) -> int:
        """Return the height at which nothing needs to be scrolled."""
        return self._paper.heightForWidth(width - 50)

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab visits, in reading order."""
        for cell in self.cells:
            yield from cell.editor.stops()
            yield from cell.notes.links()

    def refresh(self) -> None:
        """Show the state anew, as after a draft was typed in again."""
        for cell in self.cells:
            cell.show_row(self.row)
        self.check_now()

    def retranslate(self) -> None:
        """Set every text."""
        for cell in self.cells:
            cell.retranslate()
        self._show()

    # -- typing -----------------------------------------------------------------------------

    def check_now(self) -> None:
        """Ask the rules about what stands in the form."""
        self._pause.stop()
        if any(cell.editor.composing for cell in self.cells):
            return  # the end of the composition is a change of its own
        today = self._today()
        reading = self.row.read([field.id for field in self.record.typed], today)
        unread = {item.field for item in reading.findings if item.code in TYPE_ERRORS}
        whole = [
            item
            for item in check_row(self.record, reading.values, today, self._card.id if self._card else "")
            if item.field not in unread
        ]
        self._reading = reading
        self.findings = (*reading.findings, *whole)
        self._show()

    def _show(self) -> None:
        said = sayings(self.findings, self.row, self._kind, self._kept_back)
        self._offers = said.offers
        for cell in self.cells:
            cell.show_notes(said.notes.get(cell.field.id, []))

    def _kept_back(self, place: str, finding: Finding) -> bool:
        """Say nothing of what is missing where nobody has been yet."""
        missing = finding.code in MISSING or finding.code.endswith("_missing")
        return missing and not self._asked and not self.cell(place).visited

    def _edited(self, _cell: FieldCell) -> None:
        self._pause.start()
        self.touched.emit()

    def _left(self, _cell: FieldCell) -> None:
        self._pause.start()

    def _acted(self, _cell: FieldCell, key: str) -> None:
        for name, raw in self._offers.get(key, {}).items():
            self.row.type(name, raw)
        self.refresh()
        self.touched.emit()

    def _today(self) -> date:
        return self._context.app.today()

    def _cell(self, field: Field) -> FieldCell:
        editor = reference_editor(self._context, field, self._card, self._paper)
        cell = FieldCell(field, self.row, self._kind, self._paper, editor=editor)
        cell.edited.connect(self._edited)
        cell.left.connect(self._left)
        cell.acted.connect(self._acted)
        return cell


def starting_values(context: Context, record: RecordType, given: Values) -> dict[str, Raw]:
    """Return what a new row begins with: defaults, now, today, the person who works here, then what is given."""
    app = context.app
    me = app.facts().get("user_name", "")
    found: dict[str, Raw] = {}
    for field in record.typed:
        if field.default is not None:
            found[field.id] = field.default
        elif field.person and field.id in ("by", "surveyed_by", "signed_by"):
            found[field.id] = me
        elif field.mandatory and field.type is FieldType.INSTANT:
            found[field.id] = app.clock()
        elif field.mandatory and field.type is FieldType.DATE:
            found[field.id] = app.today().isoformat()
    return {**found, **{name: value for name, value in given.items() if isinstance(value, str | bool | tuple)}}


def _takes_a_line(item: object) -> bool:
    return isinstance(item, Field) and item.type in _WIDE
