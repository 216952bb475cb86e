"""The page 表单与字段: the company's own fields, version by version. An administrator prepares and publishes the next
version for everybody; others read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import structs
from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.custom.definition import CustomField, FormVersion
from desktop_crm.domain.custom.drafting import Change, Difference, Fields, differences
from desktop_crm.domain.custom.kinds import FORMS, kind_of
from desktop_crm.domain.custom.templates import templates
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.errors import CrmError
from desktop_crm.services.forms import FormRefused, random_letters
from ui.context import Context
from ui.dialogs._fields import LineField
from ui.dialogs._frame import set_texts
from ui.dialogs._settings_pages import SettingsPage
from ui.dialogs.field_dialog import FieldDialog
from ui.dialogs.form_preview import FormPreview
from ui.i18n import language
from ui.models.texts import long_moment
from ui.theme import theme
from ui.widgets import SectionHeader, Separator, make_button, make_label

_LIST_HEIGHT = 176
_DRAFT = "draft"
#: So many differences and problems are named; the others are counted.
_NAMED = 6


class FieldList(QListWidget):
    """Fields in order; dragging or Ctrl with an arrow moves one. ``ordered`` tells the identifiers."""

    ordered = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_fields")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.model().rowsMoved.connect(self._told)

    def show_fields(self, fields: Sequence[CustomField], *, movable: bool) -> None:
        """Show these; the current one stays current."""
        present = self.current_id()
        self.clear()
        for field in fields:
            item = QListWidgetItem(field_words(field))
            item.setData(Qt.ItemDataRole.UserRole, field.id)
            item.setToolTip(f"{field.label(language())}\n{field.use(language())}\n{field.id}")
            if field.withdrawn:
                item.setForeground(theme.color("text3"))
            self.addItem(item)
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if movable else mode.NoDragDrop)
        rows = [row for row in range(self.count()) if self._id(row) == present]
        if self.count():
            self.setCurrentRow(rows[0] if rows else 0)

    def current_id(self) -> str:
        """Return the identifier of the current field, empty without one."""
        return self._id(self.currentRow()) if self.currentRow() >= 0 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl and an arrow."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.shift(step)
            return
        super().keyPressEvent(event)

    def shift(self, step: int) -> None:
        """Move the current field by one place."""
        row = self.currentRow()
        if self.dragDropMode() == QAbstractItemView.DragDropMode.NoDragDrop or not 0 <= row + step < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(row + step, item)
        self.setCurrentRow(row + step)
        self._told()

    def _told(self) -> None:
        self.ordered.emit([self._id(row) for row in range(self.count())])

    def _id(self, row: int) -> str:
        return str(self.item(row).data(Qt.ItemDataRole.UserRole))


class FormsPage(SettingsPage):
    """The draft is kept at every step; published is only by the button, with a reason."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._book = FormBook()
        self._fields: Fields = ()
        self._dropped: Fields | None = None
        self._lead = make_label(role="body", wrap=True)
        self.version = QComboBox()
        self.version.setObjectName("form_version")
        self.version.activated.connect(self._show_version)
        self._about = make_label(role="muted", wrap=True)
        self.list = FieldList()
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.ordered.connect(self._reorder)
        self.list.itemDoubleClicked.connect(self._edit)
        self.list.currentRowChanged.connect(self._show_state)
        self._empty = make_label(role="muted", wrap=True)
        self._heads = (SectionHeader(""), SectionHeader(""))
        self._changes = make_label(role="body", wrap=True)
        self._problems = make_label(role="error", wrap=True)
        self.reason = LineField("form_reason", longest=200)
        self.reason.edit.textChanged.connect(self._show_state)
        self.buttons = {
            name: make_button("", role=role, icon_name=icon, on_click=slot, size="small")
            for name, role, icon, slot in (
                ("add", "", "plus", self._add), ("edit", "", "pencil", self._edit),
                ("withdraw", "", "eye-off", self._withdraw), ("template", "", "id-card", self._templates),
                ("preview", "", "eye", self._preview),
            )
        }  # fmt: skip
        self.publish_button = make_button("", role="primary", icon_name="upload", on_click=self._publish)
        self.drop_button = make_button("", role="ghost", on_click=self._drop)
        self.rebase_button = make_button("", icon_name="git-merge", on_click=self._rebase)
        for name, button in self.buttons.items():
            button.setObjectName(f"form_{name}")
        self.publish_button.setObjectName("form_publish")
        self.drop_button.setObjectName("form_drop")
        self.rebase_button.setObjectName("form_rebase")
        self._lay_out()
        self.refresh()
        self.retranslate()

    def refresh(self) -> None:
        """Read what was published, and the draft."""
        forms = self.context.app.forms
        self._book, draft = forms.book(), forms.draft()
        self._fields, self._base = draft.fields, draft.base
        self._may = forms.may_publish()
        self._fill_versions()
        self._show_version()

    def retranslate(self) -> None:
        """Set every text."""
        what = self.tr("公司自己的字段，出现在客户信息表的“补充资料”里。")
        own = self.tr("改动先进草稿，发布后所有电脑同步使用；已填的客户保留填写时的版本。")
        other = self.tr("由管理员统一发布；您可以查看。")
        self._lead.setText(f"{what}{' ' if language() == 'en' else ''}{own if self._may else other}")
        empty = self.tr("还没有自己的字段。可以采用行业模板，或者逐项添加。")
        self._empty.setText(empty if self._may else self.tr("公司还没有发布自己的字段。"))
        texts = {
            "add": self.tr("添加"),
            "edit": self.tr("修改"),
            "template": self.tr("行业模板"),
            "preview": self.tr("预览"),
        }
        for name, text in texts.items():
            set_texts(self.buttons[name], text)
        self._heads[0].set_text(self.tr("字段"))
        self._heads[1].set_text(self.tr("与已发布版本的差别"))
        self.reason.set_texts(self.tr("修订原因"), self.tr("例如：召回需要车架号"))
        set_texts(self.publish_button, self.tr("发布新版本"))
        set_texts(self.drop_button, self.tr("放弃草稿") if self._dropped is None else self.tr("找回草稿"))
        set_texts(self.rebase_button, self.tr("并入别人发布的版本"))
        self.version.setAccessibleName(self.tr("版本"))
        self.list.setAccessibleName(self.tr("字段"))
        self._fill_versions()
        self._show_version()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a field with its purpose."""
        return QSize(420, super().minimumSizeHint().height())

    # -- showing ----------------------------------------------------------------------------

    def _fill_versions(self) -> None:
        present = self.version.currentData()
        self.version.clear()
        if self._may:
            self.version.addItem(self.tr("草稿（下一版）"), _DRAFT)
        for one in reversed(self._book.versions):
            text = self.tr("第 %1 版").replace("%1", str(one.number))
            mark = self.tr("（现行）") if one is self._book.in_force else ""
            self.version.addItem(f"{text}{mark}", one.id)
        self.version.setCurrentIndex(max(0, self.version.findData(present)))
        self.version.setVisible(self.version.count() > 0)

    def _shown(self) -> FormVersion | None:
        """The published version on show; None for the draft."""
        return self._book.version(str(self.version.currentData() or ""))

    def _show_version(self) -> None:
        shown = self._shown()
        fields = shown.fields if shown is not None else self._fields
        self.list.show_fields(fields, movable=shown is None and self._may)
        self.list.setVisible(bool(fields))
        self._empty.setVisible(not fields)
        self._about.setText(version_words(shown, self.context.app.today()) if shown is not None else "")
        self._about.setVisible(shown is not None)
        self._show_state()

    def _show_state(self) -> None:
        editing = self._may and self._shown() is None
        current = self._current()
        withdrawn = current is not None and current.withdrawn
        set_texts(self.buttons["withdraw"], self.tr("恢复使用") if withdrawn else self.tr("停用"))
        for name, button in self.buttons.items():
            button.setVisible(editing or name == "preview")
            button.setEnabled(current is not None or name in ("add", "template", "preview"))
        self.buttons["preview"].setEnabled(self.list.count() > 0)
        published: Fields = self._book.in_force.fields if self._book.in_force else ()
        changed = differences(published, self._fields)
        overtaken = self._base != self._book.version_id or bool(
            self.context.app.forms.overlooked(self._book, self._fields)
        )
        found = self.context.app.forms.problems(self._fields) if changed else []
        self._foot.setVisible(editing)
        self._changes.setText(change_words(changed) if changed else self.tr("没有差别。"))
        told = [problem_words(one, self._fields) for one in found[:_NAMED]]
        if overtaken:
            told.insert(0, self.tr("别的管理员发布了新版本；请先并入，您的草稿不会丢。"))
        self._problems.setText("\n".join(told))
        self._problems.setVisible(bool(told))
        self.rebase_button.setVisible(overtaken)
        self.publish_button.setEnabled(bool(changed) and not found and not overtaken and bool(self.reason.text()))
        self.reason.setVisible(bool(changed))
        self.drop_button.setVisible(bool(changed) or self._dropped is not None)

    # -- changing ---------------------------------------------------------------------------

    def _current(self) -> CustomField | None:
        name = self.list.current_id()
        return next((one for one in self._fields if one.id == name), None)

    def _keep(self, fields: Fields) -> None:
        try:
            self.context.app.forms.keep(fields)
        except CrmError as error:
            self.tell_error(error)
        self._dropped = None
        self.refresh()
        self.retranslate()

    def _add(self) -> None:
        self._ask(None)

    def _edit(self) -> None:
        if self._may and self._shown() is None and (current := self._current()) is not None:
            self._ask(current)

    def _ask(self, field: CustomField | None) -> None:
        dialog = FieldDialog(self._book, self._fields, field, random_letters(), self)
        dialog.accepted_field.connect(self._take)
        dialog.open()

    def _take(self, field: CustomField) -> None:
        known = any(one.id == field.id for one in self._fields)
        fields = tuple(field if one.id == field.id else one for one in self._fields)
        self._keep(fields if known else (*self._fields, field))
        self._go_to(field.id)

    def _withdraw(self) -> None:
        """Withdraw a published field; one that was never published simply goes."""
        current = self._current()
        if current is None:
            return
        if current.id in self._book.definitions:
            changed = structs.replace(current, withdrawn=not current.withdrawn)
            self._keep(tuple(changed if one.id == current.id else one for one in self._fields))
        else:
            self._keep(tuple(one for one in self._fields if one.id != current.id))

    def _reorder(self, names: list[str]) -> None:
        by_id = {one.id: one for one in self._fields}
        self._keep(tuple(by_id[name] for name in names if name in by_id))

    def _templates(self) -> None:
        menu = QMenu(self)
        for one in templates():
            action = menu.addAction(one.label(language()))
            action.setToolTip(one.about(language()))
            action.triggered.connect(lambda _on=False, name=one.id: self.take_template(name))
        menu.setToolTipsVisible(True)
        button = self.buttons["template"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def take_template(self, name: str) -> None:
        """Propose the fields of a template for the next version."""
        try:
            self.context.app.forms.add_template(name)
        except CrmError as error:
            self.tell_error(error)
        self._dropped = None
        self.refresh()
        self.retranslate()

    def _drop(self) -> None:
        if self._dropped is not None:
            self._keep(self._dropped)
            return
        dropped = self._fields
        self.context.app.forms.discard()
        self.refresh()
        self._dropped = dropped
        self.retranslate()

    def _rebase(self) -> None:
        try:
            self.context.app.forms.rebase()
        except CrmError as error:
            self.tell_error(error)
        self.refresh()

    def _publish(self) -> None:
        app = self.context.app
        try:
            version = app.forms.publish(self.reason.text())
        except FormRefused:
            self.refresh()
            return
        except CrmError as error:
            self.tell_error(error)
            self.refresh()
            return
        app.write_audit("form_published", version=version.id, fields=len(version.in_use))
        self.reason.edit.clear()
        self.refresh()
        self.said.emit(self.tr("第 %1 版已发布，其他电脑同步后使用。").replace("%1", str(version.number)), "success")

    def _preview(self) -> None:
        shown = self._shown()
        FormPreview(shown.fields if shown is not None else self._fields, self).open()

    def _go_to(self, name: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(row)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._heads[0])
        line.addStretch(1)
        line.addWidget(self.version)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for button in self.buttons.values():
            tools.addWidget(button)
        tools.addStretch(1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(Separator())
        for part in (self._heads[1], self._changes, self._problems, self.reason):
            foot.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.publish_button, self.rebase_button, self.drop_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        self.column.addWidget(self._lead)
        self.column.addLayout(line)
        for widget in (self._about, self._empty, self.list):
            self.column.addWidget(widget)
        self.column.addLayout(tools)
        self.column.addWidget(self._foot)
        self.column.addStretch(1)


# -- words --------------------------------------------------------------------------------------


def field_words(field: CustomField) -> str:
    """Write a field in one line: label, type, what is asked, purpose."""
    translate = QCoreApplication.translate
    form = FORMS[kind_of(field.kind)]
    marks = [form.en if language() == "en" else form.zh, field.sensitivity if field.sensitivity != "N" else ""]
    if field.required or field.required_when is not None:
        marks.append(translate("FormWords", "必填"))
    if field.withdrawn:
        marks.append(translate("FormWords", "已停用"))
    text = f"{field.label(language())}　{' · '.join(mark for mark in marks if mark)}"
    use = field.use(language())
    return f"{text}　{use}" if use else text


def version_words(version: FormVersion, today: date) -> str:
    """Say who published a version when, and why."""
    text = QCoreApplication.translate("FormWords", "%1 %2 发布：%3")
    when = long_moment(version.at, today)
    return text.replace("%1", version.by).replace("%2", when).replace("%3", version.reason)


def change_words(found: Sequence[Difference]) -> str:
    """Say what a new version does, a kind of change a line."""
    translate = QCoreApplication.translate
    words = {
        Change.ADDED: translate("FormWords", "新增"),
        Change.CHANGED: translate("FormWords", "修改"),
        Change.WITHDRAWN: translate("FormWords", "停用"),
        Change.USED_AGAIN: translate("FormWords", "恢复使用"),
        Change.MOVED: translate("FormWords", "移动"),
    }
    colon, comma = (": ", ", ") if language() == "en" else ("：", "、")
    lines = []
    for change, word in words.items():
        names = [one.field.label(language()) or one.field.id for one in found if one.change is change]
        if names:
            lines.append(f"{word}{colon}{comma.join(names)}")
    return "\n".join(lines)


def problem_words(one: Finding, fields: Fields) -> str:
    """Say what forbids publishing, with the field it is about."""
    label = next((field.label(language()) for field in fields if field.id == one.field), "")
    colon = ": " if language() == "en" else "："
    return f"{label}{colon}{sentence(one, language())}" if label else sentence(one, language())
