"""Family members or contacts, edited in place as on the form; saved by itself as one step that can be undone."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.validation.findings import Severity
from desktop_crm.errors import CrmError
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.services.customers import Saved
from ui.card.tabs import Scroll
from ui.context import Context
from ui.errors import describe
from ui.forms.card_state import CardState
from ui.forms.cell import FieldCell
from ui.forms.drafting import DraftKeeper
from ui.forms.findings import sayings
from ui.forms.grid import GridTable
from ui.forms.paper import Framed
from ui.i18n import Translated
from ui.jobs import Task
from ui.timers import single_shot
from ui.undo import CardEdit
from ui.widgets import make_button, make_label

_CHECK_MS = 150


class PeopleTab(Translated, QWidget):
    """``saved(step)`` carries what undoes a save; ``reveal_wanted(Wish)`` asks for masked values."""

    saved = Signal(object)
    reveal_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._card: CustomerCard | None = None
        self._state: CardState | None = None
        self._keeper: DraftKeeper | None = None
        self._saving = False
        self.grid: GridTable | None = None
        self._area = Scroll(self)
        self._hint = make_label(role="muted", wrap=True)
        self._drop = make_button("", role="ghost", on_click=self.drop)
        self._drop.setObjectName("people_drop")
        self._save = make_button("", role="primary", on_click=self.save)
        self._save.setObjectName("people_save")
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 10)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._drop)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self._area.column.setContentsMargins(14, 4, 14, 8)
        self._pause = single_shot(self, _CHECK_MS, self.check_now)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.activated.connect(self.save)
        self.retranslate()

    @property
    def changed(self) -> bool:
        """Whether something would be lost."""
        return self._state is not None and self._state.changed()

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer; what is being typed here stays and takes in what changed elsewhere."""
        if self._card is not None and card.id == self._card.id and self._state is not None and self.grid is not None:
            before, self._card = self._card, card
            if before.grid != card.grid:
                self._state.rebase(card)
                self.grid.refresh()
                self.check_now()
            return
        self.put_away()
        self._card = card
        self._begin(CardState.of_card(card))

    def put_away(self) -> None:
        """Keep what was typed as a draft of the customer's form, and let go of it."""
        if self._keeper is not None:
            if self.changed:
                self._keeper.touch()
                self._keeper.flush()
            self._keeper.release()
            self._keeper.deleteLater()
            self._keeper = None
        self._card, self._state = None, None
        self._pause.stop()

    def save(self) -> None:
        """Save what was changed, in one transaction."""
        if self._saving or self._card is None or self._state is None or not self.changed:
            return
        reading = self._state.read(self._context.app.today())
        if reading.unreadable:
            self.check_now()
            return
        _values, rows = self._state.changes(reading)
        self._saving = True
        customers, customer_id = self._context.app.customers, self._card.id

        def work(_task: Task) -> Saved:
            return customers.update(customer_id, {}, rows)

        self._context.jobs.run(work).on_success(self._done).on_failure(self._failed)

    def drop(self) -> None:
        """Forget what was typed."""
        card = self._card
        if card is not None:
            if self._keeper is not None:
                self._keeper.end()
            self._card = None
            self._begin(CardState.of_card(card))
            self._card = card

    def check_now(self) -> None:
        """Ask the rules, and show what they say beside the cells."""
        if self._state is None or self.grid is None or self._card is None:
            return
        found = self._state.read(self._context.app.today()).findings
        record = self.grid.record.name
        mine = [item for item in found if item.field.startswith(f"{record}[")]
        said = sayings(mine, self._state.row, self._card.kind, lambda _place, _finding: False)
        for number, row in enumerate(self.grid.rows, 1):
            for cell in row.all_cells():
                cell.show_notes(said.notes.get(f"{record}[{number}].{cell.field.id}", []))
        self.grid.paper.updateGeometry()
        errors = sum(item.severity is Severity.ERROR for item in mine)
        self._hint.setText(self.tr("%n 处需要改正", "", errors) if errors else "")
        for button in (self._save, self._drop):
            button.setVisible(self.changed)
        for before, after in pairwise([*self.grid.stops(), self._drop, self._save]):
            QWidget.setTabOrder(before, after)

    def retranslate(self) -> None:
        """Set every text."""
        self._save.setText(self.tr("保存"))
        self._save.setToolTip("Ctrl+S")
        self._drop.setText(self.tr("放弃"))
        self.check_now()

    # -- parts ------------------------------------------------------------------------------

    def _begin(self, state: CardState) -> None:
        self._state = state
        self._area.clear()
        frame = Framed()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.grid = GridTable(state, frame)
        inside.addWidget(self.grid)
        self._area.column.addWidget(frame)
        self._area.column.addStretch(1)
        self.grid.edited.connect(self._edited)
        self.grid.left.connect(self._left)
        self.grid.rearranged.connect(self._rearranged)
        self.grid.reveal_wanted.connect(self._reveal_wanted)
        key = state.customer_id or ""
        self._keeper = DraftKeeper(self._context, key, state.document, self)
        self._saving = False
        self.check_now()

    def _edited(self, _cell: FieldCell) -> None:
        self._pause.start()
        if self._keeper is not None:
            self._keeper.touch()

    def _left(self, _cell: FieldCell) -> None:
        self._pause.start()

    def _rearranged(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()
        self.check_now()

    def _reveal_wanted(self, cell: FieldCell) -> None:
        self.reveal_wanted.emit(cell.wish())

    def _done(self, saved: Saved) -> None:
        if self._keeper is not None:
            self._keeper.end()
            self._keeper.deleteLater()
            self._keeper = None
        before, app = self._card, self._context.app
        if before is None:
            return
        after = app.queries.card(saved.id)
        self._card = after
        self._begin(CardState.of_card(after))
        self.saved.emit(CardEdit(app.customers, app.queries, before, after))

    def _failed(self, error: Exception) -> None:
        self._saving = False
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", " "), kind="error")
