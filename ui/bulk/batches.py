"""The list of what was done to many customers at once: who, when, how many, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_crm.queries.batches import BatchItem
from ui.bulk.table import TextRow, TextTable
from ui.bulk.undoing import open_undo
from ui.bulk.words import STATE_TINTS, batch_words, kind_word, state_word
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.models.texts import long_moment
from ui.widgets import EmptyState, make_button

_STATE = 4


def open_batches(context: Context, parent: QWidget | None) -> BatchesDialog:
    """Show the list over ``parent``; returns at once."""
    dialog = BatchesDialog(context, parent)
    dialog.open()
    return dialog


class BatchesDialog(Dialog):
    """The newest first; each can be undone, and done again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("batches_dialog", parent, QSize(980, 560))
        self._context = context
        self._items: list[BatchItem] = []
        self.table = TextTable("batches", _STATE, (150, 120, 84, 190, 116))
        self.empty = EmptyState("list-checks", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.redo = make_button("", icon_name="redo-2", on_click=self._redo)
        self.redo.setObjectName("redo_batch")
        self.undo = make_button("", icon_name="undo-2", on_click=self._undo)
        self.undo.setObjectName("undo_batch")
        self.close_button = make_button("", role="primary", on_click=self.reject)
        self.close_button.setObjectName("close")
        self.foot.addWidget(self.undo)
        self.foot.addWidget(self.redo)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.table.selectionModel().currentRowChanged.connect(self._show_state)
        self._read()
        self.settle()

    def retranslate(self) -> None:
        """Set every text."""
        lead = self.tr("导入和批量修改都可以整批撤销；之后被人改过的内容保持不变。")
        self.set_head(self.tr("批量记录"), lead)
        self.empty.set_texts(self.tr("还没有批量操作"), self.tr("导入、批量修改和粘贴会列在这里，随时可以整批撤销。"))
        self.table.setAccessibleName(self.tr("批量操作"))
        set_texts(self.undo, self.tr("整批撤销"))
        set_texts(self.redo, self.tr("重做"))
        set_texts(self.close_button, self.tr("关闭"))
        self._fill()

    def chosen(self) -> BatchItem | None:
        """Return the chosen batch."""
        row = self.table.currentIndex().row()
        return self._items[row] if 0 <= row < len(self._items) else None

    @Slot()
    def _read(self) -> None:
        self._items = self._context.app.batch_queries.newest()
        self._fill()

    def _fill(self) -> None:
        row = max(0, self.table.currentIndex().row())
        heads = (
            self.tr("时间"), self.tr("操作"), self.tr("人员"), self.tr("客户数"), self.tr("状态"), self.tr("内容"),
        )  # fmt: skip
        self.table.show_rows(heads, [self._row(item) for item in self._items])
        self.table.selectRow(min(row, len(self._items) - 1))
        self._stack.setCurrentWidget(self.table if self._items else self.empty)
        self._show_state()

    def _row(self, item: BatchItem) -> TextRow:
        batch = item.batch
        parts = [self.tr("新建 %1").replace("%1", f"{batch.created:,}")] if batch.created else []
        parts += [self.tr("修改 %1").replace("%1", f"{batch.changed:,}")] if batch.changed else []
        what = batch_words(batch)
        if item.last is not None and item.last.skipped:
            what += " · " + self.tr("%n 处保持不变", "", item.last.skipped)
        texts = (
            long_moment(batch.at, self._context.app.today()),
            kind_word(batch.kind),
            batch.by,
            " · ".join(parts),
            state_word(item.state),
            what,
        )
        return TextRow(texts, STATE_TINTS[item.state])

    @Slot()
    def _show_state(self) -> None:
        item = self.chosen()
        self.undo.setEnabled(item is not None and item.can_undo)
        self.redo.setEnabled(item is not None and item.can_redo)

    def _undo(self) -> None:
        self._move(again=False)

    def _redo(self) -> None:
        self._move(again=True)

    def _move(self, *, again: bool) -> None:
        item = self.chosen()
        if item is not None:
            open_undo(self._context, self, item.batch.n, again=again).ended.connect(self._read)
