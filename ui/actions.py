"""What a person can do in the window: one action each, used by menus, buttons, keys and the palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from ui.icons import icon
from ui.timers import single_shot


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Name, words, icon and keys of an action. ``palette``: offered in Ctrl+K."""

    id: str
    text: str
    icon: str
    keys: tuple[str, ...] = ()
    palette: bool = True


SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("new", str(QT_TRANSLATE_NOOP("Actions", "新建客户")), "plus", ("Ctrl+N",)),
    ActionSpec("open_card", str(QT_TRANSLATE_NOOP("Actions", "打开客户")), "id-card"),
    ActionSpec("edit", str(QT_TRANSLATE_NOOP("Actions", "编辑")), "pencil", ("F2",)),
    ActionSpec("log", str(QT_TRANSLATE_NOOP("Actions", "记一笔")), "message-circle", ("Ctrl+L",)),
    ActionSpec("delete", str(QT_TRANSLATE_NOOP("Actions", "移到回收站")), "trash-2"),
    ActionSpec("restore", str(QT_TRANSLATE_NOOP("Actions", "恢复")), "rotate-ccw", palette=False),
    ActionSpec("print", str(QT_TRANSLATE_NOOP("Actions", "打印")), "printer", ("Ctrl+P",)),
    ActionSpec("export", str(QT_TRANSLATE_NOOP("Actions", "导出")), "download", ("Ctrl+E",)),
    ActionSpec("import", str(QT_TRANSLATE_NOOP("Actions", "导入")), "upload", ("Ctrl+I",)),
    ActionSpec("copy_phone", str(QT_TRANSLATE_NOOP("Actions", "复制电话")), "phone", palette=False),
    ActionSpec("copy_number", str(QT_TRANSLATE_NOOP("Actions", "复制编号")), "copy", palette=False),
    ActionSpec("history", str(QT_TRANSLATE_NOOP("Actions", "变更历史")), "history", ("Ctrl+H",)),
    ActionSpec("merge", str(QT_TRANSLATE_NOOP("Actions", "合并…")), "git-merge", ("Ctrl+M",)),
    ActionSpec("bulk_edit", str(QT_TRANSLATE_NOOP("Actions", "批量修改…")), "square-pen", ("Ctrl+B",)),
    ActionSpec("to_campaign", str(QT_TRANSLATE_NOOP("Actions", "加入促销活动…")), "megaphone"),
    ActionSpec("copy_rows", str(QT_TRANSLATE_NOOP("Actions", "复制到 Excel")), "file-spreadsheet"),
    ActionSpec("paste_rows", str(QT_TRANSLATE_NOOP("Actions", "从 Excel 粘贴…")), "file-down"),
    ActionSpec("batches", str(QT_TRANSLATE_NOOP("Actions", "批量记录")), "archive-restore"),
    ActionSpec("views", str(QT_TRANSLATE_NOOP("Actions", "切换视图…")), "layout-dashboard", ("Ctrl+J",)),
    ActionSpec("filter", str(QT_TRANSLATE_NOOP("Actions", "筛选客户…")), "list-filter", ("Ctrl+Shift+F",)),
    ActionSpec("group", str(QT_TRANSLATE_NOOP("Actions", "分组…")), "list-checks", ("Ctrl+G",)),
    ActionSpec("select_all", str(QT_TRANSLATE_NOOP("Actions", "全选")), "list-checks", palette=False),
    ActionSpec("undo", str(QT_TRANSLATE_NOOP("Actions", "撤销")), "undo-2", ("Ctrl+Z",)),
    ActionSpec("redo", str(QT_TRANSLATE_NOOP("Actions", "重做")), "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec("sync", str(QT_TRANSLATE_NOOP("Actions", "立即同步")), "refresh-cw", ("F5",)),
    ActionSpec("connect", str(QT_TRANSLATE_NOOP("Actions", "连接公司")), "cloud"),
    ActionSpec("office", str(QT_TRANSLATE_NOOP("Actions", "这台电脑作为办公室服务器")), "hard-drive"),
    ActionSpec("customers", str(QT_TRANSLATE_NOOP("Actions", "客户")), "users"),
    ActionSpec("next_steps", str(QT_TRANSLATE_NOOP("Actions", "待办")), "calendar-clock", ("F6",)),
    ActionSpec("classes", str(QT_TRANSLATE_NOOP("Actions", "客户分类")), "tag"),
    ActionSpec("campaigns", str(QT_TRANSLATE_NOOP("Actions", "促销")), "megaphone"),
    ActionSpec("quality", str(QT_TRANSLATE_NOOP("Actions", "档案质量")), "shield-check"),
    ActionSpec("sync_centre", str(QT_TRANSLATE_NOOP("Actions", "同步中心")), "refresh-cw", ("F9",)),
    ActionSpec("check", str(QT_TRANSLATE_NOOP("Actions", "与服务器全面核对")), "shield-check"),
    ActionSpec("courier", str(QT_TRANSLATE_NOOP("Actions", "信使：用文件同步")), "mail"),
    ActionSpec("conflicts", str(QT_TRANSLATE_NOOP("Actions", "冲突")), "git-merge"),
    ActionSpec("duplicates", str(QT_TRANSLATE_NOOP("Actions", "重复")), "users-round"),
    ActionSpec("claims", str(QT_TRANSLATE_NOOP("Actions", "撞单")), "handshake"),
    ActionSpec("recycle_bin", str(QT_TRANSLATE_NOOP("Actions", "回收站")), "trash-2"),
    ActionSpec("settings", str(QT_TRANSLATE_NOOP("Actions", "设置")), "settings", ("Ctrl+,",)),
    ActionSpec("update", str(QT_TRANSLATE_NOOP("Actions", "新版本")), "cloud-download"),
    ActionSpec("about", str(QT_TRANSLATE_NOOP("Actions", "关于")), "info"),
    ActionSpec("theme", str(QT_TRANSLATE_NOOP("Actions", "切换浅色/深色")), "sun-moon"),
    ActionSpec("palette", str(QT_TRANSLATE_NOOP("Actions", "命令面板")), "command", ("Ctrl+K",), palette=False),
)


class Actions(QObject):
    """The actions of one window, by identifier."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._later: list[str] = []
        self._timer = single_shot(self, 0, self._trigger_waiting)
        for spec in SPECS:
            action = QAction(icon(spec.icon), "", parent)
            action.setObjectName(f"action_{spec.id}")
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            self._actions[spec.id] = action
        self.retranslate()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def offered(self) -> list[QAction]:
        """Actions that the palette offers and that are possible now."""
        return [self._actions[spec.id] for spec in SPECS if spec.palette and self._actions[spec.id].isEnabled()]

    def retranslate(self) -> None:
        """Set every text anew."""
        for spec in SPECS:
            self._actions[spec.id].setText(QCoreApplication.translate("Actions", spec.text))

    def trigger_later(self, action_id: str) -> None:
        """Trigger an action when the present event is done, as a popup closes first."""
        self._later.append(action_id)
        self._timer.start()

    def _trigger_waiting(self) -> None:
        waiting, self._later = self._later, []
        for action_id in waiting:
            self._actions[action_id].trigger()

    def icon_name(self, action_id: str) -> str:
        """Name of an action's icon."""
        return next(spec.icon for spec in SPECS if spec.id == action_id)
