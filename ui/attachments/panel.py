"""The attachments of one customer: the list, adding by drag, paste or dialog, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.queries.attachments import Attachment
from ui.attachments.doing import Doing
from ui.attachments.listing import Listing
from ui.attachments.model import AttachmentsModel
from ui.attachments.taking import brought, is_welcome
from ui.attachments.view import AttachmentsView
from ui.context import Context
from ui.i18n import Translated
from ui.icons import icon
from ui.jobs import Job
from ui.models.texts import size_words
from ui.theme import theme
from ui.widgets import ElidedLabel, EmptyState, IconButton, ProgressLine, make_button


class AttachmentsPanel(Translated, QWidget):
    """``show_customer(id)`` shows a customer, ``stop()`` ends it. ``counted(number)``: how many there are."""

    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachments_panel")
        self.setAcceptDrops(True)
        self._context = context
        self._over = False  # a drag
        self._awaited = ""  # row to be opened when its content has come
        self._fresh = ""  # row to be chosen once it is listed
        self.model = AttachmentsModel(context.app.today, self)
        self.view = AttachmentsView(self.model, context.app.today)
        self.listing = Listing(context, self.model, self)
        self.doing = Doing(context, self)
        self._build()
        self._connect()
        self.retranslate()

    def show_customer(self, customer_id: str) -> None:
        """Show the attachments of a customer."""
        if customer_id != self.listing.customer_id:
            self._awaited = self._fresh = ""
        self.listing.show(customer_id)
        self._show_state()

    def stop(self) -> None:
        """Show nobody, and end what is under way."""
        self._awaited = self._fresh = ""
        self.listing.stop()
        self._show_state()

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("附件"))
        self.view.setAccessibleName(self.tr("附件"))
        for button in (self.add, self._first):
            button.setText(self.tr("添加"))
            button.setAccessibleName(self.tr("添加附件"))
        self.empty.set_texts(self.tr("还没有附件"), self.tr("把照片或文件拖到这里，或者按 Ctrl+V 粘贴截图。"))
        self.open.set_name(self.tr("打开（Enter）"))
        self.save.set_name(self.tr("另存为"))
        self.note.set_name(self.tr("改说明（F2）"))
        self.remove.set_name(self.tr("移除（Delete）"))
        self.cancel.setText(self.tr("取消"))
        self.cancel.setAccessibleName(self.tr("取消添加"))
        self.progress.set_text(self.tr("正在加密保存…"))
        self._show_state()

    # -- adding -----------------------------------------------------------------------------

    def paste(self) -> None:
        """Attach what the clipboard holds: files, or a picture."""
        stamp = self._context.app.clock()[:19].replace("T", " ").replace(":", "")
        what = brought(QGuiApplication.clipboard().mimeData(), self.tr("截图 %1").replace("%1", stamp) + ".png")
        if not what:
            self._context.notify(self.tr("剪贴板里没有图片或文件"))
        elif self.listing.editable:
            self.doing.attach(self.listing.customer_id, what)

    def choose_files(self) -> None:
        """Ask for files and attach them."""
        if self.listing.editable:
            self.doing.choose_files(self.listing.customer_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if self.listing.editable and is_welcome(event.mimeData()):
            event.acceptProposedAction()
            self._set_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes elsewhere."""
        super().dragLeaveEvent(event)
        self._set_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self._set_over(over=False)
        what = brought(event.mimeData(), self.tr("图片") + ".png")
        if self.listing.editable and what:
            event.acceptProposedAction()
            self.doing.attach(self.listing.customer_id, what)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where a drag would go."""
        super().paintEvent(event)
        if self._over:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("primary"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
            painter.end()

    def _set_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    # -- one of them ------------------------------------------------------------------------

    def _with_current(self, action: Callable[[Attachment], object]) -> None:
        one = self.view.current()
        if one is not None:
            action(one)

    @Slot()
    def _open(self) -> None:
        self._with_current(self.doing.open)

    @Slot()
    def _save(self) -> None:
        self._with_current(lambda one: self.doing.save(one) if one.here else self.doing.open(one))

    @Slot()
    def _note(self) -> None:
        if self.listing.editable:
            self._with_current(self.doing.describe)

    @Slot()
    def _remove(self) -> None:
        if self.listing.editable:
            self.doing.remove(self.view.chosen())

    @Slot(QPoint)
    def _menu(self, place: QPoint) -> None:
        one = self.view.current()
        if one is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("eye"), self.tr("打开"), self._open)
        if one.here:
            menu.addAction(icon("external-link"), self.tr("用其他程序打开"), lambda: self.doing.open_outside(one))
            menu.addAction(icon("download"), self.tr("另存为…"), self._save)
        if self.listing.editable:
            menu.addAction(icon("pencil"), self.tr("改说明…"), self._note)
            menu.addSeparator()
            menu.addAction(icon("trash-2"), self.tr("移除"), self._remove)
        menu.popup(self.view.viewport().mapToGlobal(place))

    # -- the list ---------------------------------------------------------------------------

    @Slot()
    def _loaded(self) -> None:
        self._show_state()
        self.counted.emit(len(self.model.rows()))
        if self._fresh:
            self.view.choose_row(self._fresh)
            self._fresh = ""
        one = self.model.row(self.model.place_of(self._awaited))
        if one is not None and one.here:
            self._awaited = ""
            if self.isVisible():
                self.doing.open(one)

    @Slot(str)
    def _await(self, row_id: str) -> None:
        self._awaited = row_id

    @Slot(object)
    def _show_added(self, ids: tuple[str, ...]) -> None:
        if ids and self.model.place_of(ids[0]) >= 0:
            self.view.choose_row(ids[0])
        elif ids:
            self._fresh = ids[0]

    @Slot(object)
    def _began(self, job: Job) -> None:
        self.progress.set_progress(0, 0)
        self.progress.show()
        job.on_progress(self.progress.set_progress)
        job.finished.connect(self.progress.hide)
        self.cancel.clicked.connect(job.cancel)

    @Slot()
    def _show_state(self) -> None:
        rows = self.model.rows()
        self._pages.setCurrentIndex(1 if rows else 0)
        total = size_words(sum(one.size for one in rows))
        self._total.setText(f"{self.tr('%n 个', '', len(rows))} · {total}")
        self._first.setVisible(self.listing.editable)
        self.add.setEnabled(self.listing.editable)
        chosen, one = self.view.chosen(), self.view.current()
        self.open.setEnabled(one is not None)
        self.save.setEnabled(one is not None and one.here)
        self.note.setEnabled(self.listing.editable and one is not None)
        self.remove.setEnabled(self.listing.editable and bool(chosen))

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self._total = ElidedLabel("", "muted")
        self.add = make_button("", size="small", icon_name="plus", on_click=self.choose_files)
        self.add.setObjectName("attachment_add")
        self._first = make_button("", icon_name="plus", on_click=self.choose_files)
        self._first.setObjectName("attachment_add_first")
        self.empty = EmptyState("paperclip", "")
        self.empty.add_action(self._first)
        self.open, self.save = IconButton("eye", "", small=True), IconButton("download", "", small=True)
        self.note, self.remove = IconButton("pencil", "", small=True), IconButton("trash-2", "", small=True)
        self.progress = ProgressLine()
        self.cancel = make_button("", size="small")
        self.progress.add_action(self.cancel)
        self.progress.hide()
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._total, 1)
        for button in (self.open, self.save, self.note, self.remove):
            head.addWidget(button)
        head.addSpacing(6)
        head.addWidget(self.add)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(listed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.progress)
        whole.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.open.clicked.connect(self._open)
        self.save.clicked.connect(self._save)
        self.note.clicked.connect(self._note)
        self.remove.clicked.connect(self._remove)
        self.view.opened.connect(self._open)
        self.view.menu_wanted.connect(self._menu)
        self.view.selectionModel().selectionChanged.connect(self._show_state)
        self.doing.fetching.connect(self._await)
        self.doing.added.connect(self._show_added)
        self.doing.began.connect(self._began)
        self.listing.loaded.connect(self._loaded)
        self.listing.failed.connect(self.doing.failed)
        keys: tuple[tuple[QKeySequence | QKeySequence.StandardKey, Callable[[], object]], ...] = (
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Delete, self._remove),
            (QKeySequence(Qt.Key.Key_F2), self._note),
        )
        for key, slot in keys:
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
