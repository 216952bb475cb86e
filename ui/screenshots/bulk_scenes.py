"""Scenes of many customers at once: wishes, preview, progress, result, batches, a cell edited in the list."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication

from desktop_crm.bootstrap import Application
from desktop_crm.domain.bulk import Act, Fate
from desktop_crm.services.batches import Reversed
from desktop_crm.services.bulk_edit import Edited
from desktop_crm.store import batches
from desktop_crm.store.batches import Kind, Outcome, Skipped
from ui.bulk.batches import open_batches
from ui.bulk.dialog import PREVIEW, RUNNING, BulkDialog, Scope
from ui.bulk.undoing import RESULT, UndoDialog
from ui.models.columns import COLUMNS
from ui.screenshots.data import EMPTY, FULL, LONG
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _dialog(stage: Stage, selected: int = 12) -> BulkDialog:
    window = stage.window()
    model = window.customers.model
    rids = model.rids_between(0, min(selected, model.rowCount()) - 1)
    scopes = (Scope.of(rids), Scope(model.customers, model.whole()))
    dialog = BulkDialog(window.context, scopes, window)
    dialog.open()
    return dialog


def _empty(stage: Stage) -> None:
    _dialog(stage)


def _wishes(stage: Stage) -> BulkDialog:
    dialog = _dialog(stage)
    line = dialog.wishes.rows[0]
    line.choose_field("importance_tier")
    editor = line.editor()
    if editor is not None:
        editor.show_raw("vip")
    line = dialog.wishes.add()
    line.choose_field("remarks")
    line.choose_act(Act.REPLACE)
    line.needle.setText("质量")
    line = dialog.wishes.add()
    line.choose_field("form_date")
    line.choose_act(Act.SHIFT)
    line.days.setText("-7")
    line = dialog.wishes.add()
    line.choose_field("preferences")
    editor = line.editor()
    if editor is not None:
        editor.show_raw(("龙井茶", "越剧"))
    dialog._show_buttons()
    return dialog


def _one_wish(stage: Stage, field: str, raw: str) -> BulkDialog:
    dialog = _dialog(stage, 200)
    dialog.listed.setChecked(True)
    dialog.wishes.rows[0].choose_field(field)
    editor = dialog.wishes.rows[0].editor()
    if editor is not None:
        editor.show_raw(raw)
    dialog._show_buttons()
    dialog.go_on()
    stage.wait(lambda: dialog.pages.currentIndex() == PREVIEW)
    return dialog


def _preview(stage: Stage) -> None:
    _one_wish(stage, "sex", "female")


def _preview_invalid(stage: Stage) -> None:
    dialog = _one_wish(stage, "postal_code", "1234")
    dialog.preview.chips.choose(Fate.INVALID.value)


def _running(stage: Stage) -> None:
    dialog = _dialog(stage)
    dialog.running.start(importing=True)
    dialog._show(RUNNING)
    dialog.running.line.set_progress(412_000, 1_000_000)


def _result(stage: Stage) -> None:
    dialog = _dialog(stage)
    edited = Edited(batch=1)
    edited.tally.counts = {Fate.CHANGE: 812_345, Fate.SAME: 150_001, Fate.NOT_ALLOWED: 37_650, Fate.INVALID: 4}
    dialog.outcome.show_result(edited)
    dialog._show(3)


#: Kind, what, when, by, new, changed, left alone by its undoing (None: not undone), outcome.
_BATCHES: tuple[tuple[Kind, dict[str, object], str, str, int, int, int | None, Outcome], ...] = (
    (Kind.IMPORT, {"file": "展会名单 2025 秋（最终版）.xlsx"}, "2025-10-12T06:20", "陈国栋",
     1_204, 38, None, Outcome.DONE),
    (Kind.EDIT, {"actions": [{"field": "signed_by", "act": "set", "raw": "林晓"}]}, "2026-11-03T01:12", "陈国栋",
     0, 8_120, 3, Outcome.DONE),
    (Kind.ORDERS, {"file": "订单-十月.csv"}, "2026-11-18T08:00", "林晓", 0, 560, None, Outcome.CANCELLED),
    (Kind.PASTE, {"actions": [{"field": "mobile_phone", "act": "set"}, {"field": "email", "act": "set"}]},
     "2026-11-21T02:02", "陈国栋", 0, 14, None, Outcome.DONE),
    (Kind.EDIT, {"actions": [
        {"field": "importance_tier", "act": "set", "raw": "vip"},
        {"field": "remarks", "act": "replace", "find": "A3", "raw": "B7"},
        {"field": "form_date", "act": "shift", "days": 7},
        {"field": "preferences", "act": "add", "raw": ["golf", "tea"]},
    ]}, "2026-11-22T01:40", "陈国栋", 0, 812_345, None, Outcome.DONE),
)  # fmt: skip


def _fill(app: Application) -> None:
    """Put batches into the profile, which shows them nowhere else."""
    with app.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM batch")
        for kind, what, at, by, created, changed, skipped, outcome in _BATCHES:
            n = batches.begin(connection, kind, what, f"{at}:00.000Z", by, "laptop-1", None)
            batches.count(connection, n, created, changed)
            batches.end(connection, n, outcome)
            if skipped is not None:
                back = batches.begin(connection, Kind.REVERSE, {}, f"{at}:30.000Z", by, "laptop-1", n)
                batches.count(connection, back, 0, changed - skipped)
                batches.reach(connection, back, 1, skipped, None)
                batches.end(connection, back, Outcome.DONE)


def _undone(stage: Stage) -> None:
    window = stage.window()
    app = window.context.app
    _fill(app)
    stage.settle()
    item = app.batch_queries.newest()[0]
    dialog = UndoDialog(window.context, item, again=False, parent=window)
    names = (str(FULL["full_name"]), str(LONG["full_name"]))
    cards = [stage.customer(name) for name in names]
    report = (
        Skipped(cards[0], cards[0], "importance_tier", "changed"),
        Skipped(cards[1], cards[1], "", "changed"),
        Skipped(cards[0], cards[0], "remarks", "deleted"),
    )
    done = Reversed(9, 99_997, 3, report, Outcome.DONE)
    dialog.outcome.show_result(done, app.batch_queries.named(report))
    dialog.pages.setCurrentIndex(RESULT)
    dialog.retranslate()
    dialog.open()


def _batches(stage: Stage) -> None:
    window = stage.window()
    _fill(window.context.app)
    open_batches(window.context, window)


def _no_batches(stage: Stage) -> None:
    window = stage.window(EMPTY)
    open_batches(window.context, window)


def _cell(stage: Stage, column: str, typed: str = "", *, wrong: bool = False) -> None:
    window = stage.window()
    view, model = window.customers.view, window.customers.model
    view.setFocus()
    place = next(place for place, one in enumerate(COLUMNS) if one.id == column)
    view.selectionModel().setCurrentIndex(
        model.index(3, place),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    window.bulk.inline.open_here()
    cell = window.bulk.inline.cell
    if cell is not None and typed:
        cell.editor.show_raw(typed)
        if wrong:
            cell.committed.emit(0)


def _cell_choice(stage: Stage) -> None:
    _cell(stage, "tier")


def _cell_wrong(stage: Stage) -> None:
    _cell(stage, "phone", "1380013", wrong=True)


def _pasted(stage: Stage) -> None:
    window = stage.window()
    QGuiApplication.clipboard().setText(
        f"姓名\t客户等级\t备注\n{FULL['full_name']}\t小客户\t新备注\n{LONG['full_name']}\tVIP\t\n没有这位\tVIP\t\n"
    )
    window.bulk.clipboard.paste()
    stage.settle()


SCENES = (
    Scene("bulk-empty", _empty),
    Scene("bulk-wishes", _wishes),
    Scene("bulk-preview", _preview),
    Scene("bulk-preview-invalid", _preview_invalid),
    Scene("bulk-running", _running),
    Scene("bulk-result", _result),
    Scene("bulk-undone", _undone),
    Scene("bulk-batches", _batches),
    Scene("bulk-batches-empty", _no_batches),
    Scene("bulk-cell", _cell_choice),
    Scene("bulk-cell-wrong", _cell_wrong),
    Scene("bulk-pasted", _pasted),
)
