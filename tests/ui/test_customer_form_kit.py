"""Bench for the tests of the customer form: a real profile, its context, and hands to type with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.fields import FormKind, Value
from desktop_crm.domain.validation.findings import Severity
from desktop_crm.services.customers import GridInput
from tests.support.profiles import lay_out
from ui.bridge import Bridge
from ui.context import Context, SyncSignals
from ui.forms.cell import FieldCell
from ui.forms.customer_form import CustomerEditor
from ui.forms.lines import LineEdit, TextEdit
from ui.forms.masked import MaskedEditor
from ui.i18n import languages
from ui.jobs import Jobs
from ui.settings import Settings
from ui.theme import theme
from ui.undo import UndoStack

ID = "11010519491231002X"
PERSON: dict[str, Value] = {
    "full_name": "欧阳雨", "sex": "female", "id_type": "resident_id", "id_number": "440524188001010014",
    "mobile_phone": "13800138000", "birth_date": "1880-01-01", "remarks": "展会结识",
}  # fmt: skip


@dataclass
class Bench:
    """One open profile with everything a page is given."""

    folder: Path
    qtbot: object
    app: Application = field(init=False)
    context: Context = field(init=False)
    told: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        lay_out(self.folder, "secret")
        self.app = open_application(self.folder, "secret")
        self.app.set_facts(user_name="陈国栋", issuer_name="某商贸有限公司")
        self.context = Context(
            self.app, theme, languages, Jobs(), Bridge(self.app.events), Settings(self.app.paths.settings),
            UndoStack(), SyncSignals(), notify=self._notify,
        )  # fmt: skip

    def _notify(self, text: str, action: object = None, *, kind: str = "info") -> None:
        self.told.append((kind, text))

    def close(self) -> None:
        """End as the window does."""
        self.context.bridge.close()
        assert self.context.jobs.close()
        self.app.close()

    def editor(self, customer_id: str | None = None, kind: FormKind = FormKind.INDIVIDUAL, **more: object):
        """Open the form in a window."""
        editor = CustomerEditor(self.context, customer_id, kind, **more)
        self.qtbot.addWidget(editor)
        editor.resize(1178, 736)
        with self.qtbot.waitActive(editor):
            editor.show()
            editor.activateWindow()
        return editor

    def person(self, **changes: Value) -> str:
        """File a customer with two family members; return the id."""
        rows = [
            GridInput({"name": "周志远", "relation": "spouse"}),
            GridInput({"name": "周一诺", "relation": "daughter"}),
        ]
        return self.app.customers.create(PERSON | changes, rows).id

    def forget_outbox(self) -> None:
        """Behave as if everything were synchronised."""
        with self.app.store.write() as connection:
            connection.exec_driver_sql("DELETE FROM outbox")

    def sent(self) -> list[dict[str, object]]:
        """Return the operations waiting to be sent."""
        with self.app.store.read() as connection:
            rows = connection.exec_driver_sql("SELECT payload FROM outbox ORDER BY n").fetchall()
        return [json.loads(row[0]) for row in rows]

    def wait(self, condition) -> None:
        """Let the event loop turn until something is so."""
        self.qtbot.waitUntil(condition, timeout=10_000)


def open_bench(folder: Path, qtbot: object) -> Bench:
    """Make a bench; close it at the end."""
    return Bench(folder, qtbot)


def cell(editor: CustomerEditor, place: str) -> FieldCell:
    """Return a cell as findings name it."""
    return next(found for page in editor.pages if (found := page.cell_at(place)) is not None)


def box(found: FieldCell) -> QWidget:
    """Return the widget one types in."""
    masked = isinstance(found.editor, MaskedEditor)
    return found.editor.inner.main if masked else found.editor.main


def type_text(editor: CustomerEditor, place: str, text: str) -> None:
    """Replace the content of a field with what the keys of ``text`` give, and check."""
    widget = box(cell(editor, place))
    assert isinstance(widget, LineEdit | TextEdit)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    widget.selectAll()
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    for char in text:  # QTest types ASCII only
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char))
    editor.check_now()


def say(editor: CustomerEditor, place: str) -> list[tuple[Severity, str]]:
    """Return what stands beside a field."""
    return [(note.severity, note.text) for note in cell(editor, place).notes.notes]


def severities(editor: CustomerEditor, place: str) -> set[str]:
    """Return the severities beside a field."""
    return {severity.value for severity, _ in say(editor, place)}


def changed_fields(operation: Mapping[str, object]) -> set[str]:
    """Return the fields an operation carries."""
    fields = operation.get("f", {})
    assert isinstance(fields, dict)
    return set(fields)
