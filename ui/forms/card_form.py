"""The form while one types: cells, rules, links. Saving and drafts are :mod:`ui.forms.customer_form`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.domain.custom.book import VERSION_FIELD
from desktop_crm.domain.fields import FormKind, Value, Values
from desktop_crm.domain.records import CUSTOMER, display_name
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.domain.validation.identity import age_on
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.services.duplicates import Match
from ui.context import Context
from ui.duplicates.steps import TellingApart
from ui.errors import describe
from ui.forms.card_state import CardReading, CardState
from ui.forms.cell import FieldCell
from ui.forms.duplicates import DuplicateWatch
from ui.forms.findings import MISSING, Sayings, place_of, sayings
from ui.forms.frame import EditorFrame
from ui.forms.sheet import Page, PaperPage, TabPage
from ui.forms.state import header_fields, raw_of, tabs
from ui.forms.verifying import VERIFY_KEY, Verifying
from ui.revealing import reveal
from ui.widgets import Banner

#: Pause after the last key before the rules are asked, in milliseconds.
CHECK_MS = 150


class CardForm(EditorFrame):
    """A card being filled in. ``touched`` follows every change, ``open_requested`` asks for another card."""

    touched = Signal()
    open_requested = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.state = CardState(FormKind.INDIVIDUAL, {})
        self._banner_of: dict[str, Banner] = {}
        self._asked = False  # the person wanted to save: say everything
        self._said = Sayings()
        self._reading = CardReading()
        self._found: tuple[Finding, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(CHECK_MS)
        self._pause.timeout.connect(self.check_now)
        self._twins = DuplicateWatch(context, self)
        self._twins.found.connect(self._show_findings)
        self.twins.compare_wanted.connect(self._compare)
        self.twins.apart_wanted.connect(self.tell_apart)
        self._verifying = Verifying(self)
        self.kind_chosen.connect(self._switch_kind)
        self.summary.jump.connect(self.next_error)
        self.context.theme.changed.connect(self.update)
        for keys, slot in (
            ("F8", self.next_error), ("Ctrl+PgDown", self._next_tab), ("F7", self.twins.compare),
            ("Shift+F7", self.twins.tell_apart), (VERIFY_KEY, self.verify),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def customer_id(self) -> str | None:
        """Card being edited; None for a new one."""
        return self.state.customer_id

    def has_changes(self) -> bool:
        """Whether something would be lost."""
        return self.state.changed()

    def take_focus(self) -> None:
        """Put the cursor into the first cell of the paper."""
        self._first().editor.take_focus()

    def _first(self) -> FieldCell:
        return self.pages[0].cells[len(header_fields(self.state.kind))]

    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules say now, duplicates included."""
        return (*self._reading.findings, *self._twins.findings)

    # -- building -----------------------------------------------------------------------------

    def _new_state(self, kind: FormKind, initial: Values) -> CardState:
        values: dict[str, Value] = {item.id: item.default for item in CUSTOMER if item.default is not None}
        values["signed_by"] = self.context.app.facts().get("user_name", "")
        values["form_date"] = self._today().isoformat()
        book = self.context.app.forms.book()
        if book.version_id:
            values[VERSION_FIELD] = book.version_id
        return CardState(kind, {**values, **initial, "customer_kind": kind.value}, record=book.record)

    def _switch_kind(self, kind: str) -> None:
        if self.state.customer_id is None and kind != self.state.kind:
            self.state.kind = FormKind(kind)
            self._build()
            self.touched.emit()

    def _build(self) -> None:
        state = self.state
        self.kinds.setVisible(state.customer_id is None)
        facts = self.context.app.facts()
        suggestions = {"signed_by": self.context.app.queries.colleagues()}
        issuer = facts.get("issuer_name") or facts.get("company", "")
        pages: list[tuple[str, Page]] = [("", PaperPage(state, issuer, suggestions))]
        pages += [(tab, TabPage(state, tab)) for tab in tabs(state.record, state.kind)]
        for _, page in pages:
            page.edited.connect(self._edited)
            page.left.connect(self._left)
            page.acted.connect(self._acted)
            page.reveal_wanted.connect(self._reveal_wanted)
            page.history_wanted.connect(self._show_history_of)
            page.menu_filling.connect(self._verifying.fill)
            page.mark_clicked.connect(self._verifying.open_menu)
            page.rearranged.connect(self._rearranged)
        self.set_pages(pages)
        self.show_kind(state.kind)
        self._verifying.load()
        self.check_now()
        self.chain()
        self.setFocusProxy(self._first().editor)
        self.take_focus()

    def retranslate(self) -> None:
        """Set every text; also after a switch of language."""
        super().retranslate()
        if self.pages:
            self._name_it()
            self._hint_age()
            self._show_findings()

    def _name_it(self) -> None:
        name = display_name(dict(self._reading.card.values))
        if self.state.customer_id is None:
            name = name or self.tr("新建客户")
        self.title.setText(name or self.tr("编辑客户"))
        self.setAccessibleName(self.title.text())

    # -- typing -------------------------------------------------------------------------------

    def _today(self) -> date:
        return self.context.app.today()

    def _edited(self, _cell: FieldCell) -> None:
        self._pause.start()
        self.touched.emit()

    def _left(self, _cell: FieldCell) -> None:
        self._pause.start()

    def _rearranged(self) -> None:
        self.touched.emit()
        self.check_now()
        self.chain()

    def _reveal_wanted(self, cell: FieldCell) -> None:
        wish = cell.wish()

        def uncover() -> None:
            wish.uncover()
            self.chain()

        reveal(self.context, [self.customer_id or ""], replace(wish, uncover=uncover))

    def check_now(self) -> None:
        """Ask the rules about what stands in the form, and show what they say."""
        self._pause.stop()
        if self._composing():
            return  # the end of the composition is a change of its own
        if self.state.fill_from_document(self._today()):
            self._refresh()
        self._reading = self.state.read(self._today())
        if [page for page in self.pages if page.follow(self._reading.card.values)]:
            self.chain()
        self._twins.look(self.state, self._reading)
        self._name_it()
        self._hint_age()
        self._show_findings()

    def _hint_age(self) -> None:
        """Show in the empty age what the birth date makes it (the age is derived, domain contract §1.2)."""
        cell, born = self._cell("age_stated"), self._reading.card.values.get("birth_date")
        if cell is None:
            return
        hint = ""
        if isinstance(born, str) and born <= self._today().isoformat():
            age = age_on(date.fromisoformat(born), self._today())
            hint = self.tr("%1（按出生日期）").replace("%1", str(age))
        cell.set_hint(hint)

    def _refresh(self) -> None:
        for page in self.pages:
            page.refresh()

    def _composing(self) -> bool:
        return bool(getattr(QApplication.focusWidget(), "composing", False))

    def _show_findings(self) -> None:
        self._found = self.findings()
        self.twins.show_matches(self._twins.matches)
        self._said = sayings(self._found, self.state.row, self.state.kind, self._kept_back)
        relinked = False
        for page in self.pages:
            for cell in page.every_cell():
                relinked = cell.show_notes(self._said.notes.get(self._place(page, cell), [])) or relinked
        errors = self._errors()
        missing = [item for item in errors if item.code in MISSING]
        warnings = [item for item in self._found if item.severity is Severity.WARNING]
        self.summary.set_counts(len(errors), len(missing), len(warnings))
        places = {place_of(item, self.state.kind) for item in errors}
        self.set_marks([sum(self._place(page, cell) in places for cell in page.every_cell()) for page in self.pages])
        self.show_marks()
        if relinked:
            self.chain()

    def show_marks(self) -> None:
        """Show how far the values can be trusted."""
        self._verifying.show(self._reading.card.values)

    def verify(self) -> None:
        """Open the menu that says how the value under the cursor was checked."""
        cells = [(page, cell) for page in self.pages for cell in page.every_cell()]
        here = self._present(cells)
        if here >= 0:
            self._verifying.open_menu(cells[here][1])

    def _errors(self) -> list[Finding]:
        return [item for item in self._found if item.severity is Severity.ERROR]

    def _place(self, page: Page, cell: FieldCell) -> str:
        if cell.row is self.state.row or not isinstance(page, PaperPage):
            return cell.field.id
        number = next((n for n, row in enumerate(self.state.grid, 1) if row is cell.row), 0)
        return f"{cell.row.record.name}[{number}].{cell.field.id}"

    def _kept_back(self, place: str, finding: Finding) -> bool:
        """Say nothing of what is missing where nobody has been yet."""
        if finding.code not in MISSING or self._asked or self.state.customer_id is not None:
            return False
        cell = self._cell(place)
        return cell is not None and not cell.visited

    def _cell(self, place: str) -> FieldCell | None:
        found = (page.cell_at(place) for page in self.pages)
        return next((cell for cell in found if cell is not None), None)

    def next_error(self) -> None:
        """Go to the next mistake after the cursor; without mistakes to the next thing to look at."""
        self._asked = True
        self.check_now()
        cells = [(page, cell) for page in self.pages for cell in page.every_cell()]
        for grave in ((Severity.ERROR,), (Severity.WARNING,)):
            marked = {place_of(item, self.state.kind) for item in self._found if item.severity in grave}
            hits = [number for number, (page, cell) in enumerate(cells) if self._place(page, cell) in marked]
            if hits:
                here = self._present(cells)
                self._go_to(*cells[next((number for number in hits if number > here), hits[0])])
                return

    def show_field_history(self) -> None:
        """Show the history of the field the cursor is in."""
        cells = [(page, cell) for page in self.pages for cell in page.every_cell()]
        here = self._present(cells)
        if here >= 0:
            self._show_history_of(cells[here][1])

    def _show_history_of(self, cell: FieldCell) -> None:
        from ui.history.dialog import FieldHistory

        row_id = self.state.customer_id if cell.row is self.state.row else cell.row.id
        if self.state.customer_id is None or row_id is None:
            self.context.notify(self.tr("新填写的内容还没有历史。"))
            return
        dialog = FieldHistory(self.context, self.state.customer_id, row_id, cell.field.id, self)
        dialog.taken.connect(lambda wanted: self._fill_in(cell, wanted.value))
        dialog.open()

    def _fill_in(self, cell: FieldCell, value: Value) -> None:
        """Type a value of the past into a cell; it is saved with the form."""
        cell.row.type(cell.field.id, raw_of(cell.field, value))
        self._refresh()
        self.touched.emit()
        self.check_now()
        cell.editor.take_focus()

    def _present(self, cells: list[tuple[Page, FieldCell]]) -> int:
        focus = QApplication.focusWidget()
        hits = (n for n, (_, cell) in enumerate(cells) if focus is not None and cell.editor.isAncestorOf(focus))
        return next(hits, -1)

    def go_to(self, place: str) -> None:
        """Put the cursor into the cell that findings name ``place``; nothing happens when the form has none."""
        self._go_to_place(place)

    def _go_to_place(self, place: str) -> None:
        for page in self.pages:
            cell = page.cell_at(place)
            if cell is not None:
                self._go_to(page, cell)
                return

    def _go_to(self, page: Page, cell: FieldCell) -> None:
        self.show_page(page)
        if isinstance(page, PaperPage):
            page.grid.reveal(cell)
        cell.editor.take_focus()
        self.bring_into_view(cell.editor)

    def _next_tab(self) -> None:
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + 1) % max(1, self.tab_bar.count()))

    # -- links --------------------------------------------------------------------------------

    def _acted(self, cell: FieldCell, key: str) -> None:
        if key in self._said.offers:
            for name, raw in self._said.offers[key].items():
                cell.row.type(name, raw)
        elif key.startswith("other|"):
            name = key.partition("|")[2]
            cell.row.others.pop(name, None)
            cell.row.typed.pop(name, None)
        elif key in self._said.cards:
            self._open_other(self._said.cards[key])
            return
        self._refresh()
        self.touched.emit()
        self.check_now()
        cell.editor.take_focus()

    def _open_other(self, number: str) -> None:
        try:
            self.open_requested.emit(self.context.app.queries.id_of(number))
        except NotFound as error:
            self._say("error", describe(error).whole(), "error")

    def _compare(self, match: Match) -> None:
        from ui.duplicates.compare import Side
        from ui.duplicates.dialog import CompareDialog

        grid = tuple(dict(row.values) for row in self._reading.rows)
        typed = Side(self.tr("正在填写"), self.state.kind, dict(self._reading.card.values), grid, self.state.record)
        try:
            dialog = CompareDialog(self.context, typed, match, self)
        except NotFound as error:
            self._say("error", describe(error).whole(), "error")
            return
        dialog.open_wanted.connect(self.open_requested)
        dialog.apart_wanted.connect(self.tell_apart)
        dialog.open()

    def tell_apart(self, match: Match) -> None:
        """Note that a card is somebody else: at once for a stored card, else with the first save."""
        if self.state.customer_id is None:
            self.state.told_apart.append(match.id)
            self.touched.emit()
        else:
            self.write_apart([match.id])
            self._twins.forget()
        self.check_now()

    def write_apart(self, others: Sequence[str]) -> None:
        """Write down who is somebody else than the stored card."""
        for other in others:
            try:
                told = self.context.app.duplicates.tell_apart(str(self.state.customer_id), other)
            except CrmError as error:  # it has left this laptop, or was deleted: nobody to be told apart from
                self.context.notify(describe(error).whole().replace("\n", " "), kind="warning")
                continue
            self.context.undo.push(TellingApart(self.context.app.duplicates, told))

    # -- banners ------------------------------------------------------------------------------

    def _say(self, topic: str, text: str, kind: str) -> Banner:
        """Show the one banner of a topic."""
        self._unsay(topic)
        banner = self.add_banner(text, kind)
        banner.setObjectName(f"banner.{topic}")
        self._banner_of[topic] = banner
        return banner

    def _unsay(self, topic: str) -> None:
        self.drop_banner(self._banner_of.pop(topic, None))
