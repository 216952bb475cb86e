"""Exporting customers to a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSize, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_crm.bootstrap import Application
from desktop_crm.exchange.anonymous import AnonymousExport
from desktop_crm.exchange.exporter import export_rows
from desktop_crm.exchange.filing import ExportCard, export_cards
from desktop_crm.queries.customers import CustomerQueries, ListFilter, Order
from ui.context import Context
from ui.dialogs._fields import LineField
from ui.dialogs._frame import Dialog, set_texts
from ui.i18n import language
from ui.jobs import Job, Task
from ui.widgets import Banner, Panel, ProgressLine, make_button, make_label

#: Formats in the order offered.
SUFFIXES = ("xlsx", "csv", "vcf", "jsonl")
_TELL_EVERY = 50


class Scope(StrEnum):
    """Which customers are written."""

    SELECTED = "selected"
    LIST = "list"
    ALL = "all"


def open_export(
    context: Context,
    parent: QWidget | None,
    ids: Sequence[str] | None = None,
    wanted: ListFilter | None = None,
    order: Order | None = None,
) -> ExportDialog:
    """Show the dialog over ``parent``; returns at once.

    ``ids`` are the selected customers; ``wanted`` and ``order`` say what the list shows.
    """
    dialog = ExportDialog(context, parent, ids, wanted, order)
    dialog.open()
    return dialog


class ExportDialog(Dialog):
    """Format, scope, sensitive fields. ``exported(Path)`` tells success."""

    exported = Signal(object)

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        ids: Sequence[str] | None = None,
        wanted: ListFilter | None = None,
        order: Order | None = None,
    ) -> None:
        super().__init__("export_dialog", parent, QSize(620, 600))
        self._context = context
        self._job: Job | None = None
        self._path: Path | None = None
        self._ids, self._wanted, self._order = tuple(ids or ()), wanted or ListFilter(), order or Order("customer_no")
        self._sizes = {
            Scope.SELECTED: len(self._ids),
            # Unfiltered, the list is the same as all.
            Scope.LIST: self._count(self._wanted) if self._wanted != ListFilter() else 0,
            Scope.ALL: context.app.queries.count(ListFilter()),
        }
        self._build_format()
        self._build_scope()
        self._build_sensitive()
        self.body.addStretch(1)
        self.line = ProgressLine()
        self.line.hide()
        self.body.addWidget(self.line)
        self._build_foot()
        self.settle()
        for button in (*self.scopes.values(), self.sensitive, self.anonymous, self.agree):
            button.toggled.connect(self._show_state)
        self.reason.edit.textChanged.connect(self._show_state)

    # -- building ---------------------------------------------------------------------------

    def _build_format(self) -> None:
        self._format_label = make_label(role="section")
        self.formats: dict[str, QRadioButton] = {}
        self._formats = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for place, suffix in enumerate(SUFFIXES):
            button = QRadioButton()
            button.setObjectName(f"format_{suffix}")
            self.formats[suffix] = button
            self._formats.addButton(button)
            grid.addWidget(button, place // 2, place % 2)
        self.formats["xlsx"].setChecked(True)
        self.body.addWidget(self._format_label)
        self.body.addLayout(grid)

    def _build_scope(self) -> None:
        self._scope_label = make_label(role="section")
        self.scopes: dict[Scope, QRadioButton] = {}
        self._scopes = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(4)
        for scope in Scope:
            button = QRadioButton()
            button.setObjectName(f"scope_{scope}")
            button.setVisible(scope is Scope.ALL or self._sizes[scope] > 0)
            self.scopes[scope] = button
            self._scopes.addButton(button)
            column.addWidget(button)
        first = next(scope for scope in Scope if scope is Scope.ALL or self._sizes[scope])
        self.scopes[first].setChecked(True)
        self.body.addWidget(self._scope_label)
        self.body.addLayout(column)

    def _build_sensitive(self) -> None:
        panel = Panel(margin=14, spacing=8)
        self.note = make_label(role="body", wrap=True)
        self.sensitive = QCheckBox()
        self.sensitive.setObjectName("sensitive")
        self.anonymous = QCheckBox()
        self.anonymous.setObjectName("anonymous")
        self.anonymous.toggled.connect(self._only_anonymous)
        self.sensitive.toggled.connect(self._only_sensitive)
        self.warning = Banner(kind="warning")
        self.agree = QCheckBox()
        self.agree.setObjectName("agree")
        self.reason = LineField("reason", longest=200)
        for widget in (self.note, self.anonymous, self.sensitive, self.warning, self.agree, self.reason):
            panel.body.addWidget(widget)
        self.body.addWidget(panel)

    def _build_foot(self) -> None:
        self.open_file = make_button("", icon_name="external-link", on_click=self._open_file)
        self.open_file.setObjectName("open_file")
        self.open_file.hide()
        self.cancel = make_button("", on_click=self.reject)
        self.cancel.setObjectName("close")
        self.export = make_button("", role="primary", icon_name="download", on_click=self.choose_file)
        self.export.setObjectName("export")
        self.export.setDefault(True)
        self.foot.addWidget(self.open_file)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.export)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("导出客户"))
        self._format_label.setText(self.tr("格式"))
        words = (
            self.tr("Excel 工作簿（.xlsx）"),
            self.tr("逗号分隔（.csv）"),
            self.tr("通讯录 vCard（.vcf）"),
            self.tr("完整数据（.jsonl）"),
        )
        for button, text in zip(self.formats.values(), words, strict=True):
            button.setText(text)
        self._scope_label.setText(self.tr("范围"))
        scopes = (self.tr("选中的客户"), self.tr("当前列表"), self.tr("全部客户"))
        for (scope, button), text in zip(self.scopes.items(), scopes, strict=True):
            button.setText(f"{text} · {self._sizes[scope]:,}")
        self.note.setText(
            self.tr(
                "证件号码、健康状况、收入、家庭成员和联系人属于敏感信息，默认不导出；未满 14 周岁者的资料也不导出。"
            )
        )
        self.anonymous.setText(self.tr("去掉身份：没有姓名、号码和地址，含健康与收入"))
        self.anonymous.setToolTip(self.tr("特征相同的人太少、会被认出时不导出，并请隐私负责人决定。"))
        self.sensitive.setText(self.tr("包含敏感信息"))
        self.warning.set_message(
            self.tr("文件不加密，谁拿到都能看到全部内容。这次导出会记录姓名、时间、数量和用途。"), "warning"
        )
        self.agree.setText(self.tr("我明白后果，并会妥善保管和及时删除这个文件"))
        self.reason.set_texts(self.tr("用途"), self.tr("例如：应客户本人要求提供资料。"))
        self.line.set_text(self.tr("正在导出…"))
        set_texts(self.open_file, self.tr("打开文件"))
        self._show_state()

    # -- acting -----------------------------------------------------------------------------

    def scope(self) -> Scope:
        """Return the chosen scope."""
        return next(scope for scope, button in self.scopes.items() if button.isChecked())

    def suffix(self) -> str:
        """Return the chosen format."""
        return next(suffix for suffix, button in self.formats.items() if button.isChecked())

    def choose_file(self) -> None:
        """Ask where to write, then export."""
        suffix = self.suffix()
        name = f"{self.tr('客户')}-{self._context.app.today().isoformat()}.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("导出到"), name, f"{suffix} (*.{suffix})")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Export to ``path``; the ending of the chosen format is added where it is missing."""
        if self._job is not None or not self._may_export():
            return
        if path.suffix.lower() != f".{self.suffix()}":
            path = path.with_name(f"{path.name}.{self.suffix()}")
        scope = self.scope()
        ids = self._ids if scope is Scope.SELECTED else ()
        listed = (self._wanted, self._order) if scope is Scope.LIST else (ListFilter(), Order("customer_no"))
        anonymous = self.anonymous.isChecked()
        work = _Export(self._context.app, path, ids, listed, self._reason(), language(), anonymous=anonymous)
        self._path = path
        self._job = self._context.jobs.run(work).on_progress(self.line.set_progress)
        self._job.on_success(self._done).on_failure(self._failed)
        self._job.cancelled.connect(self._cancelled)
        self.say("")
        self.line.set_progress(0, 0)
        self._show_state()

    def _reason(self) -> str | None:
        return self.reason.text() if self.sensitive.isChecked() or self.anonymous.isChecked() else None

    def _may_export(self) -> bool:
        if self._sizes[self.scope()] == 0:
            return False
        given = len(self.reason.text()) > 1
        if self.anonymous.isChecked():
            return given
        return not self.sensitive.isChecked() or (self.agree.isChecked() and given)

    @Slot(bool)
    def _only_anonymous(self, on: bool) -> None:
        if on:
            self.sensitive.setChecked(False)

    @Slot(bool)
    def _only_sensitive(self, on: bool) -> None:
        if on:
            self.anonymous.setChecked(False)

    def _count(self, wanted: ListFilter) -> int:
        queries = self._context.app.queries
        return len(queries.all_rids(wanted, self._order)) if wanted.text.strip() else queries.count(wanted)

    @Slot()
    def _show_state(self) -> None:
        busy, sensitive = self._job is not None, self.sensitive.isChecked()
        for part in (self.warning, self.agree):
            part.setVisible(sensitive)
        self.reason.setVisible(sensitive or self.anonymous.isChecked())
        inputs: tuple[QWidget, ...] = (self.anonymous, self.sensitive, self.agree, self.reason)
        for widget in (*self.formats.values(), *self.scopes.values(), *inputs):
            widget.setEnabled(not busy)
        self.line.setVisible(busy)
        self.export.setEnabled(not busy and self._may_export())
        set_texts(self.export, self.tr("导出…"))
        set_texts(self.cancel, self.tr("取消") if busy or self.open_file.isHidden() else self.tr("关闭"))

    @Slot(object)
    def _done(self, count: int) -> None:
        self._job = None
        self.open_file.show()
        self._show_state()
        name = self._path.name if self._path else ""
        self.say(self.tr("已导出 {n} 位客户到 {file}").format(n=f"{count:,}", file=name), "success")
        self.cancel.setFocus()
        self.exported.emit(self._path)

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._job = None
        self._show_state()
        self.say_error(error)

    @Slot()
    def _cancelled(self) -> None:
        self._job = None
        self._show_state()
        self.say(self.tr("已取消，没有留下文件。"), "info")

    def _open_file(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def reject(self) -> None:
        """Stop a running export; else close."""
        if self._job is not None:
            self._job.cancel()
            return
        super().reject()


@dataclass(frozen=True, slots=True)
class _Export:
    """The work: note it down, then write. ``reason`` None: without sensitive fields."""

    app: Application
    path: Path
    ids: Sequence[str]
    listed: tuple[ListFilter, Order]
    reason: str | None
    language: str
    anonymous: bool = False

    def __call__(self, task: Task) -> int:
        queries = self.app.queries
        rids = [card.rid for card in queries.cards(self.ids)] if self.ids else list(queries.all_rids(*self.listed))
        total = len(rids)
        if self.anonymous:
            return self._anonymous(rids, task)
        sensitive = self.reason is not None
        detail = {"count": total, "sensitive": sensitive, "reason": self.reason or "", "format": self.path.suffix}
        if self.reason is not None:
            self.app.revealing.give_out("export", rids, detail, self.reason)
        else:
            self.app.write_audit("export", **detail)
        cards = _selected(queries, self.ids) if self.ids else export_cards(queries, rids)
        cards = _told(cards, total, task)
        return export_rows(
            self.path,
            cards,
            sensitive=sensitive,
            language=self.language,
            today=self.app.today(),
            record=self.app.forms.book().everything,
        )

    def _anonymous(self, rids: list[int], task: Task) -> int:
        """Write without identity, or ask the person responsible for privacy and write nothing."""
        app, queries = self.app, self.app.queries
        app.write_audit("export", count=len(rids), anonymous=True, reason=self.reason or "", format=self.path.suffix)
        export = AnonymousExport(queries, app.privacy, rids, app.classes.parameters().k_min)
        task.progress(0, 0)
        return export.write(self.path, self.reason or "", language=self.language, today=app.today())


def _selected(queries: CustomerQueries, ids: Sequence[str]) -> Iterator[ExportCard]:
    for start in range(0, len(ids), _TELL_EVERY):
        yield from export_cards(queries, [card.rid for card in queries.cards(ids[start : start + _TELL_EVERY])])


def _told(cards: Iterator[ExportCard], total: int, task: Task) -> Iterator[ExportCard]:
    """Pass the cards on, telling how far it is; a cancelled task ends the writer, which leaves no file."""
    for number, card in enumerate(cards, 1):
        if number % _TELL_EVERY == 0:
            task.progress(number, total)
        yield card
