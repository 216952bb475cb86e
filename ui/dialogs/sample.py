"""Removing the sample data: one question, one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services import sample_data
from ui.context import Context
from ui.dialogs._work import expected
from ui.errors import show_error


class SampleRemoval(QObject):
    """Asks, removes in the background, tells. ``then`` is called after the removal."""

    def __init__(self, context: Context, parent: QWidget | None, then: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self._then = then
        self.question = QMessageBox(parent)
        self.question.setObjectName("remove_sample")
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.setIcon(QMessageBox.Icon.Question)
        count = sample_data.count(context.app.store)
        self.question.setWindowTitle(self.tr("清除示例数据"))
        self.question.setText(self.tr("清除全部 {n} 位示例客户？").format(n=count))
        self.question.setInformativeText(
            self.tr("您自己录入和导入的客户不受影响。清除后不能撤销，可以在设置里再次载入。")
        )
        self.remove = self.question.addButton(self.tr("清除示例数据"), QMessageBox.ButtonRole.DestructiveRole)
        keep = self.question.addButton(self.tr("保留"), QMessageBox.ButtonRole.RejectRole)
        self.question.setDefaultButton(keep)
        self.question.setEscapeButton(keep)
        self.remove.clicked.connect(self._start)

    @Slot()
    def _start(self) -> None:
        store = self._context.app.store
        job = self._context.jobs.run(lambda _task: sample_data.remove(store))
        job.on_success(self._removed).on_failure(self._failed)

    @Slot(object)
    def _removed(self, count: int) -> None:
        context = self._context
        context.undo.clear()  # steps that change sample cards lead nowhere now
        context.app.events.publish(ChangeSet(frozenset(), Origin.LOCAL, many=True))
        context.notify(self.tr("已清除 {n} 位示例客户").format(n=count), kind="success")
        if self._then is not None:
            self._then()

    @Slot(object)
    def _failed(self, error: object) -> None:
        show_error(self._window, expected(error))


def remove_sample(
    context: Context, parent: QWidget | None, then: Callable[[], object] | None = None
) -> SampleRemoval | None:
    """Ask whether to remove the sample data and do it; returns at once. None: there is none."""
    if not sample_data.count(context.app.store):
        context.notify(QCoreApplication.translate("SampleRemoval", "没有示例数据"))
        return None
    removal = SampleRemoval(context, parent, then)
    removal.question.open()
    return removal
