"""What the actions do: open forms and dialogs, delete with undo, export. Dialogs are imported when opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_crm.errors import CrmError
from desktop_crm.queries.customers import CustomerCard, ListFilter, Order
from ui.context import Context
from ui.errors import describe
from ui.jobs import Job, Task
from ui.undo import Deletion, Opposite, Step, cards_of

if TYPE_CHECKING:
    from ui.dialogs.import_dialog import ImportDialog

#: More customers than this are asked about first, and deleted in the background.
ASK_ABOVE = 20


class Operations(QObject):
    """Everything a person can set going. ``window`` is the parent of dialogs."""

    restored = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._to_import: list[Path] = []
        self._importing = False

    # -- recycle bin ------------------------------------------------------------------------

    def delete(self, ids: Sequence[str]) -> None:
        """Move customers to the recycle bin; the message offers to take it back."""
        if not ids or (len(ids) > ASK_ABOVE and not self._sure(len(ids))):
            return
        service = self._context.app.customers

        def work(task: Task) -> list[str]:
            done = []
            for customer_id in ids:
                if task.cancelled:
                    break
                service.delete(customer_id)
                done.append(customer_id)
            return done

        self._run(len(ids), work, self._deleted)

    def restore(self, ids: Sequence[str]) -> None:
        """Take customers out of the recycle bin."""
        service = self._context.app.customers

        def work(task: Task) -> list[str]:
            done = []
            for customer_id in ids:
                if task.cancelled:
                    break
                service.restore(customer_id)
                done.append(customer_id)
            return done

        if ids:
            self._run(len(ids), work, self._restored)

    def undo(self) -> None:
        """Take the newest step back."""
        if not self._in_background(self._context.undo.newest, again=False):
            self._step(self._context.undo.undo, self.tr("已撤销"), self.tr("没有可以撤销的操作"))

    def take_back(self, step: Step) -> None:
        """Undo a step, if nothing was done after it."""
        if self._context.undo.newest is step and self._in_background(step, again=False):
            return
        later = self.tr("之后还有别的改动，请用 Ctrl+Z 逐步撤销")
        self._step(lambda: self._context.undo.take_back(step), self.tr("已撤销"), later)

    def redo(self) -> None:
        """Do the newest undone step again."""
        if not self._in_background(self._context.undo.newest_undone, again=True):
            self._step(self._context.undo.redo, self.tr("已重做"), self.tr("没有可以重做的操作"))

    # -- files and paper --------------------------------------------------------------------

    def import_files(self, files: Sequence[Path] = ()) -> None:
        """Open the import dialog; of several files, each opens when the one before is done."""
        if not files:
            self._open_import(None)
            return
        self._to_import.extend(files)
        if not self._importing:
            self._import_next()

    def export(self, ids: Sequence[str], wanted: ListFilter, order: Order) -> None:
        """Open the export dialog for the selected customers, or the list when none is selected."""
        from ui.dialogs.export_dialog import open_export

        open_export(self._context, self._window, ids, wanted, order)

    def copy(self, text: str, what: str) -> None:
        """Put a text on the clipboard and say so."""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._context.notify(self.tr("已复制%1").replace("%1", what), kind="success")

    def copy_phone(self, card: CustomerCard) -> None:
        """Copy the telephone number; that is written down like a look at it."""
        number = str(card.values.get("mobile_phone") or card.values.get("landline_phone") or "")
        if number:
            self._context.app.write_audit("copy", customer=card.id, field="phone")
            self.copy(number, self.tr("电话号码"))

    # -- dialogs ----------------------------------------------------------------------------

    def settings(self) -> None:
        """Open the settings."""
        from ui.dialogs.settings_dialog import open_settings

        open_settings(self._context, self._window)

    def parameters(self) -> None:
        """Show the company's parameters."""
        from ui.dialogs.settings_dialog import open_settings

        open_settings(self._context, self._window, "parameters")

    def about(self) -> None:
        """Open the about box."""
        from ui.dialogs.about import open_about

        open_about(self._context, self._window)

    def look_into_backup(self, path: Path) -> None:
        """Show what a backup is, and offer to restore it."""
        from ui.dialogs.backup_file import open_backup_file

        open_backup_file(self._context, path, self._window)

    def connect_company(self) -> None:
        """Connect to the company's server."""
        from ui.dialogs.enroll import open_enroll

        open_enroll(self._context, self._window)

    def office_server(self) -> None:
        """Make this computer the office server, or look after it."""
        from ui.office.dialog import open_office

        open_office(self._context, self._window)

    def sync(self) -> None:
        """Synchronise now; without a server, connect first."""
        if self._context.app.facts().get("token"):
            if self._context.sync is not None:
                self._context.sync.wake()
        else:
            self.connect_company()

    def check(self) -> None:
        """Compare everything with the server."""
        if self._context.sync is not None and self._context.app.facts().get("token"):
            self._context.sync.request_check()

    # -- parts ------------------------------------------------------------------------------

    def _open_import(self, file: Path | None) -> ImportDialog:
        from ui.dialogs.import_dialog import open_import

        return open_import(self._context, self._window, file)

    def _import_next(self) -> None:
        self._importing = bool(self._to_import)
        if self._importing:
            self._open_import(self._to_import.pop(0)).finished.connect(self._import_next)

    def _run(self, number: int, work: Callable[[Task], list[str]], done: Callable[[list[str]], None]) -> None:
        job: Job = self._context.jobs.run(work)
        job.succeeded.connect(done)
        job.on_failure(self._failed)
        if number > ASK_ABOVE:
            self._context.notify(self.tr("正在处理 %n 位客户…", "", number))

    def _deleted(self, ids: list[str]) -> None:
        step = Deletion(self._context.app.customers, tuple(ids))
        self._context.undo.push(step)

        def take_back() -> None:
            if self._context.undo.newest is step:
                self.take_back(step)
            else:
                self.restore(ids)

        text = self.tr("已将 %n 位客户移到回收站", "", len(ids))
        self._context.notify(text, (self.tr("撤销"), take_back), kind="success")

    def _restored(self, ids: list[str]) -> None:
        self._context.undo.push(Opposite(Deletion(self._context.app.customers, tuple(ids))))
        self._context.notify(self.tr("已恢复 %n 位客户", "", len(ids)), kind="success")
        self.restored.emit()

    def _step(self, move: Callable[[], bool], done: str, nothing: str) -> None:
        try:
            moved = move()
        except CrmError as error:
            self._failed(error)
            return
        self._context.notify(done if moved else nothing, kind="success" if moved else "info")

    def _in_background(self, step: Step | None, *, again: bool) -> bool:
        """Take back a batch with progress, and say what was left alone; a step of many customers beside other work.

        False for a step that is done at once.
        """
        from ui.bulk.step import BatchStep
        from ui.bulk.undoing import open_undo

        if not isinstance(step, BatchStep):
            return cards_of(step) > ASK_ABOVE and self._beside(again=again)
        try:
            open_undo(self._context, self._window, step.n, again=again)
        except CrmError as error:
            self._failed(error)
        return True

    def _beside(self, *, again: bool) -> bool:
        stack = self._context.undo
        step = stack.lift(again=again)
        if step is None:
            return False

        def done(_nothing: object) -> None:
            stack.lay(step, undone=not again)
            self._context.notify(self.tr("已重做") if again else self.tr("已撤销"), kind="success")

        move = step.redo if again else step.undo
        job: Job = self._context.jobs.run(lambda _task: move())
        job.succeeded.connect(done)
        job.on_failure(self._failed)
        self._context.notify(self.tr("正在处理 %n 位客户…", "", cards_of(step)))
        return True

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        text = describe(error)
        self._context.notify(f"{text.what}{text.todo}", kind="error")

    def _sure(self, number: int) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("将 %n 位客户移到回收站？", "", number))
        box.setInformativeText(self.tr("可以从回收站恢复。"))
        yes = box.addButton(self.tr("移到回收站"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes
