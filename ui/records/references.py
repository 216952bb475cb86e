"""Editors of fields that name something else: a person met, an order, a field, another customer, a colleague."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import Field
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.domain.values import format_value
from desktop_crm.errors import NotFound
from desktop_crm.queries.customers import CustomerCard
from ui.context import Context
from ui.forms.editors import FieldEditor, SuggestEditor
from ui.forms.picking import Option, PickEdit
from ui.forms.state import Raw
from ui.i18n import language
from ui.jobs import Lane, Task
from ui.models.texts import masked_phone
from ui.timers import single_shot

_HITS = 8
_PAUSE_MS = 120


class ReferenceEditor(FieldEditor):
    """One of some options; stored is its key. A text that means none of them is returned as nothing."""

    def __init__(self, declared: Field, line: PickEdit, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.line = line
        self._key = ""
        self.box.addWidget(line)
        self._hold(line)
        line.picked.connect(self._picked)
        line.typed.connect(self._typed)
        line.left.connect(self._settle)

    def raw(self) -> Raw:
        """Return the key."""
        return self._key

    def show_raw(self, raw: Raw) -> None:
        """Show what a key names."""
        self._key = str(raw or "")
        self.line.show_text(self.name_of(self._key))

    def name_of(self, key: str) -> str:
        """Name what a key stands for; one that is gone by its key."""
        return next((option.text for option in self.line.options if option.key == key), key)

    def _typed(self) -> None:
        self._key = ""
        self.edited.emit()

    def _picked(self, key: str) -> None:
        self.show_raw(key)
        self.edited.emit()

    def _settle(self) -> None:
        option = self.line.option(self.line.text().strip()) if not self._key else None
        if option is not None:
            self._picked(option.key)
        elif not self._key:
            self.line.show_text("")
        self.left.emit()


class CustomerPick(PickEdit):
    """A line that finds customers as the search box does. ``picked`` tells a customer's id."""

    found = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pause = single_shot(self, _PAUSE_MS, self._search)

    def _filter(self) -> None:
        if self.text().strip():
            self._pause.start()
        else:
            self.close_list()

    def _search(self) -> None:
        queries, text = self._context.app.queries, self.text().strip()

        def work(_task: Task) -> tuple[str, list[Option]]:
            return text, [_customer_option(row.id, row.values) for row in queries.find(text, _HITS)]

        self._context.jobs.run(work, Lane.POOL).on_success(self._offer).on_failure(lambda _error: None)

    def _offer(self, answer: tuple[str, list[Option]]) -> None:
        text, options = answer
        if text == self.text().strip():
            self.set_options(options)
            if self.hasFocus():
                self._show(options)
            self.found.emit()


class CustomerEditor(ReferenceEditor):
    """Another customer, found by name, pinyin, number or telephone."""

    def __init__(self, context: Context, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, CustomerPick(context), parent)
        self._queries = context.app.queries

    def name_of(self, key: str) -> str:
        """Return the customer's name."""
        try:
            return self._queries.card(key).display_name if key else ""
        except NotFound:
            return key


def reference_editor(
    context: Context, declared: Field, card: CustomerCard | None, parent: QWidget
) -> FieldEditor | None:
    """Make the editor of a field that names something; None for other fields."""
    if declared.person:
        return SuggestEditor(declared, context.app.queries.colleagues(), parent)
    if declared.refers == CUSTOMER.name:
        return CustomerEditor(context, declared, parent)
    options = _options(context, declared.refers, card)
    if options is None:
        return None
    line = PickEdit()
    line.set_options(options, " ")
    return ReferenceEditor(declared, line, parent)


def _options(context: Context, refers: str, card: CustomerCard | None) -> Sequence[Option] | None:
    if refers == "field":
        kind = card.kind if card is not None else None
        record = card.record if card is not None else CUSTOMER
        fields = [field for field in record if kind is None or field.on_form(kind)]
        return [Option(field.id, field.label(language(), kind), field.aliases) for field in fields]
    if card is None:
        return None  # a row of the company names nothing of a customer
    if refers == "contact":
        return [Option(row.id, str(row.values.get("name") or "")) for row in card.grid if row.values.get("name")]
    if refers in RECORD_TYPES:
        record = RECORD_TYPES[refers]
        rows = context.app.row_queries.of_customer(refers, card.id)
        texts = [
            " · ".join(format_value(record[name], row.values.get(name), language()) for name in record.title[:3])
            for row in rows
        ]
        return [Option(row.id, text) for row, text in zip(rows, texts, strict=True)]
    return None


def _customer_option(customer_id: str, values: object) -> Option:
    facts = values if isinstance(values, dict) else {}
    name = str(facts.get("display_name") or facts.get("customer_no") or "")
    more = masked_phone(str(facts.get("primary_phone") or "")) or str(facts.get("customer_no") or "")
    return Option(customer_id, f"{name} · {more}" if more else name)
