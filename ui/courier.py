"""Files that are carried where there is no network: writing one, taking whatever comes, giving answers back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_crm.bootstrap import Application
from desktop_crm.errors import CrmError
from desktop_crm.store.carried import Carried
from ui.context import Context
from ui.errors import describe
from ui.i18n import language
from ui.jobs import Task

if TYPE_CHECKING:
    from sync.client.courier import Taken, Written
    from ui.dialogs.courier import CourierDialog


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a file turned out to be: a colleague's letter (``name`` wrote it), an answer, or nothing we can use."""

    name: str = ""
    taken: Taken | None = None
    error: CrmError | None = None


class Courier(QObject):
    """``changed``: something was written, taken or given."""

    changed = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._dialog: CourierDialog | None = None

    def open(self) -> CourierDialog:
        """Show what can be done without a network."""
        from ui.dialogs.courier import CourierDialog

        if self._dialog is None:
            self._dialog = CourierDialog(self._context, self, self._window)
            self._dialog.finished.connect(self._closed)
        self._dialog.open()
        return self._dialog

    # -- asking for files -------------------------------------------------------------------

    def ask_where_to_write(self, parent: QWidget) -> None:
        """Ask for a file and put what waits into it."""
        facts = self._context.app.facts()
        who = "".join(one for one in facts.get("user_name", "") if one.isalnum()) or "desktop-crm"
        name = f"{who}-{self._context.app.today().isoformat()}.crmpost"
        words = self.tr("信使文件 (*.crmpost)")
        chosen, _kind = QFileDialog.getSaveFileName(parent, self.tr("写信使文件"), name, words)
        if chosen:
            self.write_to(Path(chosen))

    def ask_what_to_take(self, parent: QWidget) -> None:
        """Ask for files and take them."""
        words = self.tr("信使文件和回执 (*.crmpost *.crmanswer)")
        chosen, _kind = QFileDialog.getOpenFileNames(parent, self.tr("收信使文件或回执"), "", words)
        if chosen:
            self.take([Path(one) for one in chosen])

    def ask_where_to_give(self, letter: Carried, parent: QWidget) -> None:
        """Ask for a file and put the answer for a colleague into it."""
        who = "".join(one for one in letter.name if one.isalnum()) or "desktop-crm"
        name = f"{who}-{letter.letter[-6:]}.crmanswer"
        words = self.tr("回执 (*.crmanswer)")
        chosen, _kind = QFileDialog.getSaveFileName(parent, self.tr("保存回执"), name, words)
        if chosen:
            self.give_to(letter.letter, Path(chosen))

    # -- doing ------------------------------------------------------------------------------

    def write_to(self, path: Path) -> None:
        """Put what waits into a file, in the background."""
        app = self._context.app

        def work(_task: Task) -> Written:
            from sync.client import courier  # brings an HTTP library

            written = courier.write(app)
            courier.save(path, written.data)
            return written

        self._context.jobs.run(work).on_success(self._written).on_failure(self._failed)

    def take(self, paths: Sequence[Path]) -> None:
        """Take files, whatever they are, one after the other."""
        app = self._context.app

        def work(task: Task) -> list[Accepted]:
            found = []
            for path in paths:
                task.check()
                found.append(_accept(app, path))
            return found

        self._context.jobs.run(work).on_success(self._taken).on_failure(self._failed)

    def give_to(self, letter: str, path: Path) -> None:
        """Put the answer for a colleague into a file."""
        app = self._context.app

        def work(_task: Task) -> None:
            from sync.client import carrying

            carrying.give(app, letter, path)

        self._context.jobs.run(work).on_success(self._given).on_failure(self._failed)

    def tell_answers(self, number: int) -> None:
        """Tell that the server answered letters of colleagues."""
        text = self.tr("已把 %n 份同事的信使文件交给服务器，请把回执带回去", "", number)
        if self._dialog is None:
            self._context.notify(text, (self.tr("查看"), self.open), kind="success")
        else:
            self._say(text)
        self.changed.emit()

    def _say(self, text: str, kind: str = "success") -> None:
        """Tell something where the person looks: in the dialog, or in the window."""
        if self._dialog is not None:
            self._dialog.say(text, kind)
        else:
            self._context.notify(text, kind=kind)

    @Slot()
    def _closed(self) -> None:
        self._dialog = None

    # -- ends -------------------------------------------------------------------------------

    @Slot(object)
    def _written(self, written: Written) -> None:
        parts = [self.tr("信使文件已写好，装了 %n 处修改", "", written.operations)]
        if written.left:
            parts.append(self.tr("还有 %n 处随下一份走", "", written.left))
        self._say(_joined(parts))
        self.changed.emit()

    @Slot(object)
    def _taken(self, found: list[Accepted]) -> None:
        for one in found:
            if one.error is not None:
                self._failed(one.error)
            elif one.taken is None:
                text = self.tr("已收下%1的信使文件，下次同步时交给服务器").replace("%1", _named(one.name))
                self._say(text)
            elif one.taken.answered:
                text = self.tr("回执已收下：%n 处修改已送到服务器", "", one.taken.answered)
                self._say(text)
            else:
                self._say(self.tr("这份回执没有新的内容"), "info")
        if self._context.sync is not None:
            self._context.sync.wake()  # hands over what was just taken, where there is a network; and counts anew
        self.changed.emit()

    @Slot(object)
    def _given(self, _nothing: object) -> None:
        self._say(self.tr("回执已保存，请带给写信的同事"))
        self.changed.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        text = describe(error)
        self._say(_joined([text.what, text.safe, text.todo], ends=True), "error")
        self.changed.emit()


def _accept(app: Application, path: Path) -> Accepted:
    from sync.client import carrying, courier

    try:
        data = courier.load(path)
        if courier.is_answer(data):
            return Accepted(taken=courier.take(app, data))
        return Accepted(name=carrying.carry(app, data).name)
    except CrmError as error:
        return Accepted(error=error)


def _named(name: str) -> str:
    return f" {name} " if name and language() != "en" else name or "?"


def _joined(parts: list[str], *, ends: bool = False) -> str:
    english = language() == "en"
    if ends:
        return (" " if english else "").join(part for part in parts if part)
    return ("; " if english else "；").join(part for part in parts if part)
