"""The pages of the settings. Each reads when shown and writes when changed."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services import sample_data
from desktop_crm.store import keys
from sync.client.office import of_this_computer
from ui.context import Context
from ui.dialogs._fields import LineField
from ui.dialogs._frame import set_texts
from ui.dialogs._work import in_words
from ui.dialogs.enroll import open_enroll
from ui.dialogs.sample import SampleRemoval, remove_sample
from ui.i18n import CHOICES, Translated
from ui.office.dialog import open_office
from ui.theme import Mode
from ui.widgets import KeyValueList, SectionHeader, Separator, make_button, make_label

_PREFIX = re.compile(r"[0-9A-Za-z一-鿿]{1,8}")
_MEGABYTE = 1_000_000


class SettingsPage(Translated, QWidget):
    """Base of the pages. ``said(text, kind)`` asks the window to show a message."""

    said = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)

    def refresh(self) -> None:
        """Read again what may have changed."""

    def keep(self) -> None:
        """Write what was typed and not yet written."""

    def tell_error(self, error: object) -> None:
        """Say an error in the window."""
        self.said.emit(in_words(error), "error")


class LooksPage(SettingsPage):
    """Language and theme; both switch at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._language_head, self._theme_head = SectionHeader(""), SectionHeader("")
        self.languages: dict[str, QRadioButton] = {}
        self.modes: dict[Mode, QRadioButton] = {}
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        self.column.addWidget(self._language_head)
        for code, name in CHOICES.items():
            button = self._radio(f"language_{code}", 0, checked=code == context.languages.code)
            button.setText(name)
            button.setProperty("code", code)
            self.languages[code] = button
        self.column.addSpacing(8)
        self.column.addWidget(self._theme_head)
        for mode in Mode:
            button = self._radio(f"theme_{mode}", 1, checked=mode is context.theme.mode)
            button.setProperty("mode", mode.value)
            self.modes[mode] = button
        self.column.addStretch(1)
        self.retranslate()
        self._groups[0].buttonClicked.connect(self._choose_language)
        self._groups[1].buttonClicked.connect(self._choose_mode)

    def _radio(self, name: str, group: int, *, checked: bool) -> QRadioButton:
        button = QRadioButton()
        button.setObjectName(name)
        button.setChecked(checked)
        self._groups[group].addButton(button)
        self.column.addWidget(button)
        return button

    def refresh(self) -> None:
        """Follow switches made elsewhere."""
        if self.context.languages.code in self.languages:
            self.languages[self.context.languages.code].setChecked(True)
        self.modes[self.context.theme.mode].setChecked(True)

    def retranslate(self) -> None:
        """Set every text."""
        self._language_head.set_text(self.tr("语言"))
        self._theme_head.set_text(self.tr("外观"))
        words = {Mode.SYSTEM: self.tr("跟随系统"), Mode.LIGHT: self.tr("浅色"), Mode.DARK: self.tr("深色")}
        for mode, button in self.modes.items():
            button.setText(words[mode])

    @Slot(QRadioButton)
    def _choose_language(self, button: QRadioButton) -> None:
        code = str(button.property("code"))
        self.context.languages.install(code)
        self.context.settings.set_text("language", code)

    @Slot(QRadioButton)
    def _choose_mode(self, button: QRadioButton) -> None:
        mode = Mode(str(button.property("mode")))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.context.theme.apply(app, mode)
        self.context.settings.set_text("theme", mode.value)


class WhoPage(SettingsPage):
    """Name on new cards, company on forms, prefix of customer numbers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.name = LineField("user_name", longest=50)
        self.company = LineField("issuer_name")
        self.prefix = LineField("issuer_code", longest=8)
        for field in (self.name, self.company, self.prefix):
            self.column.addWidget(field)
            field.edit.editingFinished.connect(self.keep)
        self.column.addStretch(1)
        self.refresh()
        self.retranslate()

    def refresh(self) -> None:
        """Read the facts."""
        facts = self.context.app.facts()
        self.name.edit.setText(facts.get("user_name", ""))
        self.company.edit.setText(facts.get("issuer_name", ""))
        self.prefix.edit.setText(facts.get("issuer_code", ""))
        # A server knows its people by name: there it is changed, not here.
        self.name.edit.setReadOnly(bool(facts.get("token")))

    def retranslate(self) -> None:
        """Set every text."""
        fixed = self.name.edit.isReadOnly()
        note = self.tr("由公司服务器提供。") if fixed else self.tr("新客户的签单人员，也记在修改记录里。")
        self.name.set_texts(self.tr("我的姓名"), note)
        self.company.set_texts(self.tr("公司名称"), self.tr("印在客户信息表的表头。"))
        self.prefix.set_texts(self.tr("客户编号前缀"), self._example())

    def _example(self) -> str:
        code = self.context.app.facts().get("device_code", "")
        return self.tr("只影响新编号，例如 {no}").format(no=f"{self.prefix.text() or 'KH'}-{code}-000123")

    @Slot()
    def keep(self) -> None:
        """Write what changed; a prefix that cannot be is said beside its field."""
        facts = self.context.app.facts()
        self.prefix.set_texts(self.tr("客户编号前缀"), self._example())
        if not _PREFIX.fullmatch(self.prefix.text()):
            self.prefix.set_error(self.tr("用 1 到 8 个字母、数字或汉字。"))
            prefix = facts.get("issuer_code", "")
        else:
            prefix = self.prefix.text()
        wanted = {"user_name": self.name.text(), "issuer_name": self.company.text(), "issuer_code": prefix}
        changed = {key: value or None for key, value in wanted.items() if value != facts.get(key, "")}
        if changed:
            self.context.app.set_facts(**changed)


class CompanyPage(SettingsPage):
    """Which server this laptop belongs to."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lead = make_label(role="body", wrap=True)
        self.rows = KeyValueList(key_width=110)
        self.connect_button = make_button("", icon_name="cloud", on_click=self._connect)
        self.connect_button.setObjectName("connect")
        line = QHBoxLayout()
        line.addWidget(self.connect_button)
        line.addStretch(1)
        for part in (self._lead, self.rows):
            self.column.addWidget(part)
        self.column.addLayout(line)
        self._office_head = SectionHeader("")
        self._office_text = make_label(role="body", wrap=True)
        self.office_button = make_button("", icon_name="hard-drive", on_click=self._open_office)
        self.office_button.setObjectName("office")
        self.column.addWidget(Separator())
        self.column.addWidget(self._office_head)
        self.column.addWidget(self._office_text)
        self.column.addWidget(self.office_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._head = SectionHeader("")
        self.pictures, self.metered = QCheckBox(), QCheckBox()
        self.pictures.setObjectName("attachment_auto")
        self.metered.setObjectName("attachment_metered")
        for extra in (self._head, self.pictures, self.metered):
            self.column.addWidget(extra)
        self.column.addStretch(1)
        self.refresh()
        self.pictures.toggled.connect(self._choose_pictures)
        self.metered.toggled.connect(self._choose_metered)

    def refresh(self) -> None:
        """Read the facts."""
        facts = self.context.app.facts()
        for box, chosen in (
            (self.pictures, facts.get("attachment_auto") != "0"),
            (self.metered, facts.get("attachment_metered") == "1"),
        ):
            with QSignalBlocker(box):
                box.setChecked(chosen)
        self.retranslate()

    @Slot(bool)
    def _choose_pictures(self, chosen: object) -> None:
        self.context.app.set_facts(attachment_auto=None if chosen else "0")

    @Slot(bool)
    def _choose_metered(self, chosen: object) -> None:
        self.context.app.set_facts(attachment_metered="1" if chosen else None)
        if chosen and self.context.sync is not None:
            self.context.sync.wake()

    def retranslate(self) -> None:
        """Set every text."""
        facts = self.context.app.facts()
        connected = bool(facts.get("token"))
        alone = self.tr("还没有连接公司服务器：资料只在这台电脑上。连接后自动同步，没有网络时照常工作。")
        self._lead.setText(self.tr("已连接，自动同步。") if connected else alone)
        words = (
            (self.tr("服务器"), "server_url"),
            (self.tr("公司"), "company"),
            (self.tr("用户"), "user_id"),
            (self.tr("团队"), "team"),
            (self.tr("本机名称"), "device_name"),
            (self.tr("本机代码"), "device_code"),
        )
        self.rows.set_rows([(label, facts.get(key, "")) for label, key in words])
        set_texts(self.connect_button, self.tr("重新登录…") if connected else self.tr("连接公司…"))
        self._office_head.set_text(self.tr("办公室服务器"))
        here = of_this_computer().exists()
        self._office_text.setText(
            self.tr("这台电脑是办公室服务器。在这里看它的状态、停止或启动、备份、检查，让同事连接。")
            if here
            else self.tr("小办公室不用另外的服务器：这台电脑就可以保存大家的客户，同事的电脑自动和它同步。")
        )
        set_texts(self.office_button, self.tr("管理办公室服务器…") if here else self.tr("这台电脑作为办公室服务器…"))
        self._head.set_text(self.tr("附件"))
        self.pictures.setText(self.tr("自动取回自己客户的小图片（2 MB 以内）"))
        self.metered.setText(self.tr("按流量计费的网络也收发附件"))
        for part in (self._head, self.pictures, self.metered):
            part.setVisible(connected)

    def _open_office(self) -> None:
        open_office(self.context, self.window()).finished.connect(self.refresh)

    def _connect(self) -> None:
        open_enroll(self.context, self.window()).enrolled.connect(self.retranslate)


class StoragePage(SettingsPage):
    """The file on this laptop, and the sample data in it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._removal: SampleRemoval | None = None
        self.rows = KeyValueList(key_width=110)
        self.folder = make_button("", icon_name="folder-open", on_click=self._open_folder)
        self._sample_head = SectionHeader("")
        self._sample_text = make_label(role="body", wrap=True)
        self.remove = make_button("", icon_name="trash-2", on_click=self._remove)
        self.load = make_button("", icon_name="users-round", on_click=self._load)
        for button, name in ((self.folder, "open_folder"), (self.remove, "remove_sample"), (self.load, "load_sample")):
            button.setObjectName(name)
        self.column.addWidget(self.rows)
        self.column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(Separator())
        self.column.addWidget(self._sample_head)
        self.column.addWidget(self._sample_text)
        line = QHBoxLayout()
        line.addWidget(self.remove)
        line.addWidget(self.load)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addStretch(1)
        self.retranslate()

    def refresh(self) -> None:
        """Look again at the file."""
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Set every text."""
        paths = self.context.app.paths
        size = paths.store.stat().st_size / _MEGABYTE if paths.store.exists() else 0.0
        info = keys.read_info(paths)
        by_person = info is not None and info.key_source == "passphrase"
        kept = self.tr("由您的口令推导") if by_person else self.tr("保存在系统的密钥库")
        self.rows.set_rows(
            [
                (self.tr("文件夹"), str(paths.root)),
                (self.tr("资料库"), f"{paths.store.name}  ({size:,.1f} MB)"),
                (self.tr("加密"), self.tr("已加密（SQLCipher，AES-256）")),
                (self.tr("密钥"), kept),
            ]
        )
        set_texts(self.folder, self.tr("打开文件夹"))
        self._sample_head.set_text(self.tr("示例数据"))
        count = sample_data.count(self.context.app.store)
        some = self.tr("有 {n} 位示例客户，不会上传，可以一步清除。").format(n=count)
        self._sample_text.setText(some if count else self.tr("没有示例数据。"))
        set_texts(self.remove, self.tr("清除示例数据…"))
        set_texts(self.load, self.tr("载入示例数据"))
        self.remove.setVisible(count > 0)
        self.load.setVisible(count == 0)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.app.paths.root)))

    def _remove(self) -> None:
        self._removal = remove_sample(self.context, self.window(), self.retranslate)

    def _load(self) -> None:
        app = self.context.app
        self.load.setEnabled(False)
        job = self.context.jobs.run(lambda _task: sample_data.load(app.customers, app.rows, app.today()))
        job.on_success(self._loaded).on_failure(self.tell_error)
        job.finished.connect(self._ready)

    @Slot()
    def _ready(self) -> None:
        self.load.setEnabled(True)

    @Slot(object)
    def _loaded(self, _count: int) -> None:
        self.retranslate()
        self.context.app.events.publish(ChangeSet(frozenset(), Origin.LOCAL, many=True))
        self.context.jobs.run(lambda task: self.context.app.build_search(lambda: task.cancelled, cards_a_slice=300))
