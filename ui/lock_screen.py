"""What covers the window while work on this laptop is locked, and after its data was destroyed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_crm.errors import CrmError
from desktop_crm.store.erasing import Removal
from desktop_crm.store.lease import Lock
from ui.dialogs._work import in_words
from ui.i18n import Translated
from ui.models.texts import local_moment
from ui.widgets import Banner, EmptyState, make_button, make_label

_LONGEST_CODE = 20
_CODE_WIDTH, _TEXT_WIDTH = 220, 460


def removed_words(note: Removal) -> tuple[str, str]:
    """Say that the data is gone: a title, and what became of it."""
    translate = QCoreApplication.translate
    moment = local_moment(note.at)
    when = f"{moment:%Y-%m-%d %H:%M}" if moment else ""
    company = note.company or translate("LockScreen", "公司")
    text = translate("LockScreen", "%1 于 %2 要求清除这台电脑上的客户资料，资料和密钥都已销毁。")
    lines = [text.replace("%1", company).replace("%2", when)]
    if note.handed_over:
        lines.append(translate("LockScreen", "清除之前，%n 项没有上传的工作已交给公司保管。", "", note.handed_over))
    if note.lost:
        lines.append(translate("LockScreen", "%n 项没有上传的工作随之清除。", "", note.lost))
    lines.append(translate("LockScreen", "有疑问请联系管理员。"))
    return translate("LockScreen", "本机资料已清除"), "\n".join(lines)


class LockScreen(Translated, QWidget):
    """``sync_wanted``: try to reach the company now; ``code_entered(str)``: an administrator's code;
    ``quit_wanted``: close the program."""

    sync_wanted = Signal()
    code_entered = Signal(str)
    quit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_screen")
        self._lock = Lock.LEASE
        self._device, self._question, self._days = "", "", 0
        self._note: Removal | None = None
        self._state = EmptyState("lock", "")
        self.sync = make_button("", role="primary", icon_name="refresh-cw", on_click=self.sync_wanted.emit)
        self.sync.setObjectName("lock_sync")
        self.quit = make_button("", on_click=self.quit_wanted.emit)
        self.quit.setObjectName("lock_quit")
        self._state.add_action(self.sync)
        self._state.add_action(self.quit)
        self._hint = make_label(role="muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = QLineEdit()
        self.code.setObjectName("lock_code")
        self.code.setMaxLength(_LONGEST_CODE)
        self.code.setFixedWidth(_CODE_WIDTH)
        self.code.returnPressed.connect(self._enter)
        self.unlock = make_button("", on_click=self._enter)
        self.unlock.setObjectName("lock_unlock")
        self.banner = Banner(kind="error")
        self.banner.setMaximumWidth(_TEXT_WIDTH)
        self.banner.hide()
        self._hint.setMaximumWidth(_TEXT_WIDTH)
        self._lay_out()
        self.retranslate()

    def show_lock(self, lock: Lock, device: str, question: str, days: int) -> None:
        """Say why the laptop is locked; ``device`` and ``question`` are read to the administrator."""
        self._lock, self._device, self._question, self._days = lock, device, question, days
        self.banner.hide()
        self.retranslate()

    def show_removed(self, note: Removal) -> None:
        """Say that the data is gone."""
        self._note = note
        self.retranslate()

    def say(self, error: CrmError) -> None:
        """Say that a code was wrong."""
        self.banner.set_message(in_words(error), "error")
        self.banner.show()
        self.code.selectAll()
        self.code.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        by_code = self._note is None and self._lock is not Lock.ORDER
        for part in (self._hint, self.code, self.unlock):
            part.setVisible(by_code)
        self.sync.setVisible(self._note is None)
        self.sync.setText(self.tr("立即联网"))
        self.quit.setText(self.tr("退出"))
        self.unlock.setText(self.tr("解锁"))
        self.code.setPlaceholderText(self.tr("管理员报的代码"))
        self.code.setAccessibleName(self.tr("管理员报的代码"))
        words = self.tr("没有网络？请打电话给管理员，报出本机代码 %1 和问题 %2，再输入管理员报的代码。")
        self._hint.setText(words.replace("%1", self._device).replace("%2", self._question))
        self._state.set_texts(*(removed_words(self._note) if self._note else self._lock_words()))

    def _lock_words(self) -> tuple[str, str]:
        title = self.tr("本机已锁定")
        if self._lock is Lock.ORDER:
            return title, self.tr("公司要求清除这台电脑上的客户资料。联网后先把没有上传的工作交给公司，再清除。")
        safe = self.tr("您输入的内容都在，什么都没有丢。")
        if self._lock is Lock.CLOCK:
            return title, self.tr("电脑的时钟被调回过。请校准日期和时间，联网后自动解锁。") + safe
        text = self.tr("已有 %n 天没有联系公司，为保护客户资料而锁定。联网后自动解锁。", "", self._days)
        return title, text + safe

    @Slot()
    def _enter(self) -> None:
        if self.code.text().strip():
            self.code_entered.emit(self.code.text())

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self.code)
        line.addWidget(self.unlock)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._state)
        column.addLayout(_centred(self._hint))
        column.addLayout(line)
        column.addLayout(_centred(self.banner))
        column.addStretch(3)


def _centred(widget: QWidget) -> QHBoxLayout:
    """Put a wrapped text in the middle; aligned, it would not grow with its lines."""
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget, 10)
    line.addStretch(1)
    return line
