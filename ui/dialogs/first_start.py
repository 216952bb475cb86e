"""The first window: language, who works here, and how to begin. It makes the profile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop_crm import answers
from desktop_crm.bootstrap import Application, open_application
from desktop_crm.services import sample_data
from desktop_crm.store.keys import key_store_available
from ui.dialogs._fields import SHORTEST_PASSPHRASE, BigChoice, LabelledField, LineField, passphrase_strength
from ui.dialogs._frame import Dialog, set_texts
from ui.i18n import CHOICES, languages
from ui.icons import app_mark
from ui.jobs import Jobs, Task
from ui.settings import Settings
from ui.widgets import Chip, ChipRow, Spinner, make_button, make_label


class Start(StrEnum):
    """How a person wants to begin."""

    SAMPLE = "sample"
    CONNECT = "connect"
    IMPORT = "import"
    OFFICE = "office"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the first window ended with. ``app`` is open; None: the window was closed, nothing was made.

    After CONNECT, IMPORT and OFFICE the caller opens the dialog of that name over its main window.
    """

    app: Application | None = None
    start: Start = Start.EMPTY


def run(folder: Path, parent: QWidget | None = None, app: Application | None = None) -> Choice:
    """Show the first window and wait. It makes the profile in ``folder``, or completes the open ``app``."""
    dialog = FirstStart(folder, parent, app)
    dialog.exec()
    choice = dialog.choice
    dialog.deleteLater()
    return choice


_CARDS = (
    (Start.SAMPLE, "users-round"),
    (Start.CONNECT, "building-2"),
    (Start.IMPORT, "file-spreadsheet"),
    (Start.OFFICE, "hard-drive"),
)
_WIDTH, _CARDS_A_ROW = 860, 2


class FirstStart(Dialog):
    """Asks name and company (and a passphrase where the system keeps no keys), then begins as chosen."""

    def __init__(self, folder: Path, parent: QWidget | None = None, app: Application | None = None) -> None:
        super().__init__("first_start", parent, QSize(_WIDTH, 560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.choice = Choice()
        self._folder, self._app = folder, app
        self._start = Start.EMPTY
        self._jobs = Jobs(self)
        self._build_head()
        self._build_fields()
        self._build_choices()
        self.needs_passphrase = app is None and not key_store_available()
        for field in (self.passphrase, self.repeat):
            field.setVisible(self.needs_passphrase)
        self.resize(_WIDTH, 584 if self.needs_passphrase else 500)
        self.settle()
        self.name.field.setFocus()

    # -- building ---------------------------------------------------------------------------

    def _build_head(self) -> None:
        mark = QLabel()
        mark.setPixmap(app_mark(40, self.devicePixelRatioF()))
        self.language = ChipRow("")
        self.language.setObjectName("language")
        self.language.set_chips([Chip(code, name) for code, name in CHOICES.items()])
        self.language.choose(languages.code if languages.code in CHOICES else next(iter(CHOICES)))
        self.language.chosen.connect(self._choose_language)
        row = QHBoxLayout()
        row.addWidget(mark)
        row.addStretch(1)
        row.addWidget(self.language)
        self.inner.insertLayout(0, row)

    def _build_fields(self) -> None:
        self.name = LineField("name", longest=50)
        self.company = LineField("company")
        self.company.edit.setText(answers.read().company)
        self.passphrase = LineField("passphrase", secret=True, longest=200)
        self.repeat = LineField("passphrase_again", secret=True, longest=200)
        for pair in ((self.name, self.company), (self.passphrase, self.repeat)):
            row = QHBoxLayout()
            row.setSpacing(16)
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
                field.edit.textEdited.connect(self._typed)
            self.body.addLayout(row)

    def _build_choices(self) -> None:
        self.question = make_label(role="section")
        self.body.addSpacing(2)
        self.body.addWidget(self.question)
        self.cards: dict[Start, BigChoice] = {}
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, (start, icon_name) in enumerate(_CARDS):
            card = BigChoice(f"start_{start}", icon_name)
            card.setProperty("start", start.value)
            card.clicked.connect(self._card_clicked)
            self.cards[start] = card
            grid.addWidget(card, *divmod(place, _CARDS_A_ROW))
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.spinner = Spinner("", 18)
        self.spinner.hide()
        self.progress = make_label(role="muted", wrap=True)
        self.empty = make_button("", on_click=self.begin_empty)
        self.empty.setObjectName("start_empty")
        self.foot.addWidget(self.spinner)
        self.foot.addWidget(self.progress, 1)
        self.foot.addWidget(self.empty)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("欢迎使用客户管家"), self.tr("资料加密保存在这台电脑上，没有网络也能工作。"))
        self.language.setAccessibleName(self.tr("语言"))
        self.name.set_texts(self.tr("您的姓名"), self.tr("作为签单人员印在客户信息表上。"))
        self.company.set_texts(self.tr("公司名称"), self.tr("印在表头，可以以后再填。"))
        self.passphrase.set_texts(self.tr("保护口令"), self._strength())
        self.repeat.set_texts(self.tr("再输入一次"), self.tr("请记牢：忘记后资料无法找回。"))
        self.question.setText(self.tr("您想怎样开始？"))
        self.cards[Start.SAMPLE].set_texts(
            self.tr("用示例数据试用"), self.tr("载入 300 位虚构客户，随时可以一步清除，不会上传。")
        )
        self.cards[Start.CONNECT].set_texts(
            self.tr("连接到公司"), self.tr("输入管理员给的地址和账号，取得您负责的客户。")
        )
        self.cards[Start.IMPORT].set_texts(
            self.tr("导入我的 Excel"), self.tr("支持 xlsx、csv 和手机通讯录 vCard，导入前先预览。")
        )
        self.cards[Start.OFFICE].set_texts(
            self.tr("这台电脑作为办公室服务器"), self.tr("小办公室自己建一个：同事的电脑和它同步，不用另买服务器。")
        )
        set_texts(self.empty, self.tr("直接开始"))
        self.progress.setText(self.tr("「直接开始」会建立一个空的资料库。") if not self._jobs.busy else self._doing())

    def _doing(self) -> str:
        return self.tr("正在载入示例数据…") if self._start is Start.SAMPLE else self.tr("正在建立资料库…")

    def _strength(self) -> str:
        text = self.passphrase.edit.text()
        if not text:
            return self.tr("至少 8 个字符，每次打开时输入。")
        grades = (self.tr("还太短：至少 8 个字符。"), self.tr("强度一般：再长一些更好。"), self.tr("强度好。"))
        return grades[passphrase_strength(text)]

    # -- acting -----------------------------------------------------------------------------

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        languages.install(code)

    @Slot()
    def _typed(self) -> None:
        for field in (self.name, self.passphrase, self.repeat):
            field.clear_error()
        if self.needs_passphrase:
            role = ("muted", "warning", "success")[passphrase_strength(self.passphrase.edit.text())]
            self.passphrase.set_note(self._strength(), role)

    @Slot()
    def _card_clicked(self) -> None:
        self.begin(Start(self.sender().property("start")))

    def begin_empty(self) -> None:
        """Begin with an empty file."""
        self.begin(Start.EMPTY)

    def begin(self, start: Start) -> None:
        """Make the profile and begin; what is missing is said beside its field."""
        if self._jobs.busy or not self._is_complete():
            return
        self._start = start
        self.say("")
        work = _Maker(
            self._folder,
            self._app,
            self.passphrase.edit.text() if self.needs_passphrase else None,
            self.name.text(),
            self.company.text(),
            start is Start.SAMPLE,
        )
        self._jobs.run(work).on_success(self._made).on_failure(self._not_made)
        self._set_busy(True)

    def _is_complete(self) -> bool:
        wrong: list[LabelledField] = []
        if not self.name.text():
            self.name.set_error(self.tr("请填写姓名，新客户的签单人员要用它。"))
            wrong.append(self.name)
        if self.needs_passphrase:
            text = self.passphrase.edit.text()
            if len(text) < SHORTEST_PASSPHRASE:
                self.passphrase.set_error(self.tr("口令至少要 8 个字符。"))
                wrong.append(self.passphrase)
            elif text != self.repeat.edit.text():
                self.repeat.set_error(self.tr("两次输入的口令不一样。"))
                wrong.append(self.repeat)
        if wrong:
            wrong[0].field.setFocus()
        return not wrong

    def _set_busy(self, busy: bool) -> None:
        fields = (self.name, self.company, self.passphrase, self.repeat)
        for widget in (*fields, *self.cards.values(), self.empty, self.language):
            widget.setEnabled(not busy)
        self.spinner.setVisible(busy)
        self.progress.setText(self._doing() if busy else "")

    @Slot(object)
    def _made(self, app: Application) -> None:
        Settings(app.paths.settings).set_text("language", languages.code)
        self.choice = Choice(app, self._start)
        self.accept()

    @Slot(object)
    def _not_made(self, error: object) -> None:
        self._set_busy(False)
        self.say_error(error)

    def reject(self) -> None:
        """Close; while the profile is being made there is nothing to leave half done, so wait."""
        if not self._jobs.busy:
            super().reject()

    def done(self, result: int) -> None:
        """End the work thread with the window."""
        self._jobs.close()
        super().done(result)


@dataclass(frozen=True, slots=True)
class _Maker:
    """The work: open or make the profile, note the facts, load the sample data."""

    folder: Path
    app: Application | None
    passphrase: str | None
    name: str
    company: str
    sample: bool

    def __call__(self, _task: Task) -> Application:
        app = self.app or open_application(self.folder, self.passphrase, create=True)
        try:
            app.set_facts(user_name=self.name, issuer_name=self.company or None)
            if self.sample:
                sample_data.load(app.customers, app.rows, app.today())
                app.build_search()
        except BaseException:
            if self.app is None:
                app.close()
            raise
        return app
