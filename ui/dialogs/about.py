"""About the program: version, where what is stored, licences, diagnostics to copy."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import QLocale, QSize, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from desktop_crm.program import version
from desktop_crm.queries.customers import ListFilter
from desktop_crm.store import keys
from desktop_crm.store.schema import SCHEMA_REVISION
from ui.context import Context
from ui.dialogs._frame import Dialog, scrolled, set_texts
from ui.dialogs._licences import licence_texts, third_party_list
from ui.icons import app_mark
from ui.theme import theme
from ui.updates.words import short_words as update_words
from ui.widgets import KeyValueList, SectionHeader, make_button, make_label


def open_about(context: Context, parent: QWidget | None) -> AboutDialog:
    """Show the dialog over ``parent``; returns at once."""
    dialog = AboutDialog(context, parent)
    dialog.open()
    return dialog


class AboutDialog(Dialog):
    """Three tabs: about, components, licence texts."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("about_dialog", parent, QSize(680, 600))
        self._context = context
        self._texts: dict[str, str] = {}
        mark = QLabel()
        mark.setPixmap(app_mark(44, self.devicePixelRatioF()))
        self.inner.insertWidget(0, mark)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(scrolled(self._overview()), "")
        self.tabs.addTab(self._components(), "")
        self.tabs.addTab(self._licences(), "")
        self.tabs.currentChanged.connect(self._read)
        self.body.addWidget(self.tabs, 1)
        self.copy = make_button("", icon_name="copy", on_click=self.copy_diagnostics)
        self.copy.setObjectName("copy_diagnostics")
        self.close_button = make_button("", role="primary", on_click=self.accept)
        self.close_button.setObjectName("close")
        self.close_button.setDefault(True)
        self.foot.addWidget(self.copy)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.settle()

    def _overview(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 14, 8, 0)
        column.setSpacing(10)
        self._stored_head, self._qt_head = SectionHeader(""), SectionHeader("")
        self.rows = KeyValueList(key_width=110)
        self._privacy = make_label(role="body", wrap=True)
        self._qt_text = make_label(role="body", wrap=True)
        for part in (self._stored_head, self.rows, self._privacy, self._qt_head, self._qt_text):
            column.addWidget(part)
        column.addStretch(1)
        return page

    def _components(self) -> QWidget:
        self.components = QTextBrowser()
        self.components.setObjectName("components")
        self.components.setOpenLinks(False)
        return _padded(self.components)

    def _licences(self) -> QWidget:
        self.choice = QComboBox()
        self.choice.setObjectName("licence_choice")
        self.choice.currentIndexChanged.connect(self._show_licence)
        self.licence = QPlainTextEdit()
        self.licence.setObjectName("licence_text")
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        return _padded(self.choice, self.licence)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("关于客户管家"), self.tr("版本 {version}").format(version=version()))
        for index, text in enumerate((self.tr("关于"), self.tr("第三方组件"), self.tr("许可文本"))):
            self.tabs.setTabText(index, text)
        self.tabs.setAccessibleName(self.tr("关于"))
        paths = self._context.app.paths
        self._stored_head.set_text(self.tr("什么存在哪里"))
        self.rows.set_rows(
            [
                (self.tr("客户资料"), str(paths.store)),
                (self.tr("备份"), str(paths.backups)),
                (self.tr("界面设置"), str(paths.settings)),
                (self.tr("日志"), str(paths.logs)),
                (self.tr("新版本"), update_words(self._context.status.update) or self.tr("没有")),
            ]
        )
        self._privacy.setText(
            self.tr(
                "客户资料和备份都已加密；日志和设置里没有客户资料。连接公司后只与公司服务器通信，不向其他任何地方发送数据。"
            )
        )
        self._qt_head.set_text(self.tr("Qt 与 LGPL"))
        self._qt_text.setText(
            self.tr(
                "本程序按 Apache-2.0 许可发布，使用 Qt {qt} 和 PySide6 {pyside}，二者以 LGPL-3.0 许可，未经修改，"
                "作为独立的动态库随程序提供，您可以用兼容的版本替换。许可全文见「许可文本」。"
            ).format(qt=qVersion(), pyside=PySide6.__version__)
        )
        self.components.setAccessibleName(self.tr("第三方组件"))
        self.choice.setAccessibleName(self.tr("许可"))
        self.licence.setAccessibleName(self.tr("许可文本"))
        set_texts(self.copy, self.tr("复制诊断信息"))
        set_texts(self.close_button, self.tr("关闭"))

    @Slot(int)
    def _read(self, index: int) -> None:
        """Read the long texts when they are first looked at."""
        if index == 1 and not self.components.toPlainText():
            self.components.document().setDefaultFont(theme.font(12))
            self.components.setMarkdown(third_party_list() or self.tr("没有找到组件清单。"))
        if index == 2 and not self._texts:
            self._texts = licence_texts()
            self.choice.addItems(list(self._texts))

    @Slot(int)
    def _show_licence(self, index: int) -> None:
        self.licence.setPlainText(self._texts.get(self.choice.itemText(index), ""))

    def copy_diagnostics(self) -> None:
        """Put the diagnostics on the clipboard."""
        QGuiApplication.clipboard().setText(self.diagnostics())
        self.say(self.tr("已复制。其中没有客户资料、姓名和口令。"), "success")

    def diagnostics(self) -> str:
        """Return facts about program and machine; no name, no path, no customer."""
        context = self._context
        info = keys.read_info(context.app.paths)
        status = context.status
        with context.app.store.read() as connection:
            engine = " / ".join(
                str(connection.exec_driver_sql(sql).scalar())
                for sql in ("PRAGMA cipher_version", "SELECT sqlite_version()")
            )
        screen = self.screen()
        size = f"{screen.size().width()}x{screen.size().height()} @ {screen.devicePixelRatio():g}" if screen else "-"
        lines = {
            "Desktop CRM": version(),
            "Python": platform.python_version(),
            "PySide6 / Qt": f"{PySide6.__version__} / {qVersion()}",
            "SQLCipher / SQLite": engine,
            "System": f"{platform.system()} {platform.release()} {platform.machine()}",
            "Platform": f"{QGuiApplication.platformName()}, {size}",
            "Language": f"{context.languages.code}, {QLocale.system().name()}",
            "Theme": f"{context.theme.mode.value}, {context.theme.tokens.name}",
            "Schema": SCHEMA_REVISION,
            "Key": info.key_source if info else "-",
            "Customers": context.app.queries.count(ListFilter()),
            "Sync": f"{status.state.value} {status.error}".strip(),
            "Waiting / conflicts": f"{status.pending} / {status.conflicts}",
            "Last synced": status.last_synced_at or "-",
        }
        return "\n".join(f"{name}: {value}" for name, value in lines.items())


def _padded(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return page
