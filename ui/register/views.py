"""The switcher of views at the head of the list, and what can be done with a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_crm.domain.saved_view import Audience
from desktop_crm.services.views import SavedView, ViewService
from ui.i18n import Translated
from ui.icons import icon
from ui.widgets import make_button

_WIDEST_NAME = 180


def audience_words(team: str) -> dict[Audience, str]:
    """Say who sees a view."""
    translate = QCoreApplication.translate
    of_team = translate("Views", "本团队（%1）").replace("%1", team) if team else translate("Views", "本团队")
    return {
        Audience.PRIVATE: translate("Views", "只有我（只在本机）"),
        Audience.TEAM: of_team,
        Audience.COMPANY: translate("Views", "全公司"),
    }


class ViewButton(Translated, QWidget):
    """Shows the view in force, with a mark when it was changed, and then a button that saves it."""

    opened = Signal()
    save_wanted = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._modified, self._own = "", False, False
        self.button = make_button(
            "", role="ghost", icon_name="layout-dashboard", parent=self, on_click=self.opened.emit
        )
        self.button.setObjectName("button_view")
        self.save = make_button("", role="link", parent=self, on_click=self.save_wanted.emit)
        self.save.setObjectName("button_view_save")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.button)
        row.addWidget(self.save)
        self.retranslate()

    def show_view(self, view: SavedView, *, modified: bool) -> None:
        """Name a view."""
        self._name, self._modified, self._own = view.name, modified, view.own
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        name = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, _WIDEST_NAME)
        self.button.setText(f"{name} •" if self._modified else name)
        words = self.tr("视图：%1（已改动，未保存）") if self._modified else self.tr("视图：%1")
        told = words.replace("%1", self._name)
        self.button.setAccessibleName(told)
        self.button.setToolTip(f"{told} (Ctrl+J)")
        self.save.setVisible(self._modified)
        self.save.setText(self.tr("保存") if self._own else self.tr("另存为…"))
        self.save.setAccessibleName(self.save.text())
        self.updateGeometry()
        self.changed.emit()

    def minimumSizeHint(self) -> QSize:
        """As the size hint: the chips give way."""
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        """Room for both buttons."""
        more = self.save.sizeHint().width() + 2 if not self.save.isHidden() else 0
        return QSize(self.button.sizeHint().width() + more, self.button.sizeHint().height())


class ViewMenu(QMenu):
    """Every view, and below them what can be done with the one in force. ``chosen(SavedView)``, ``wanted(deed)``."""

    chosen = Signal(object)
    wanted = Signal(str)

    def __init__(
        self, views: Sequence[SavedView], present: SavedView, start: str, *, modified: bool, team: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("view_menu")
        self.setAccessibleName(self.tr("视图"))
        shown = ""
        for view in views:
            kind = "shared" if view.shared else "private" if view.own else "ready"
            if kind != shown:
                self._heading(kind, first=not shown)
                shown = kind
            self._view(view, present, start)
        self.addSeparator()
        own = present.own
        self._deed("save", "save", self.tr("保存"), enabled=own and modified)
        self._deed("save_as", "plus", self.tr("另存为…"))
        self._deed("revert", "rotate-ccw", self.tr("恢复为保存时的样子"), enabled=modified)
        self._deed("rename", "pencil", self.tr("重命名…"), enabled=own)
        self._sharing(present, team)
        self._deed("delete", "trash-2", self.tr("删除视图"), enabled=own)
        self.addSeparator()
        star = self._deed("start", "star", self.tr("启动时打开这个视图"))
        star.setCheckable(True)
        star.setChecked(start == present.id)

    def open_below(self, anchor: QWidget) -> None:
        """Open under a widget."""
        self.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def _heading(self, kind: str, *, first: bool) -> None:
        words = {"private": self.tr("我的视图（只在本机）"), "shared": self.tr("共享的视图")}
        if not first:
            self.addSeparator()
        if kind in words:
            action = self.addAction(words[kind])
            action.setEnabled(False)

    def _view(self, view: SavedView, present: SavedView, start: str) -> None:
        text = view.name.replace("&", "&&")
        if view.shared:
            seen_by = audience_words("")[Audience.COMPANY] if view.audience is Audience.COMPANY else view.team
            text = f"{text}\t{' · '.join(part for part in (seen_by, view.by) if part)}"
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(view.id == present.id)
        if view.id == start:
            action.setIcon(icon("star", "amber"))
        action.setEnabled(view.look is not None)
        if view.look is None:
            action.setToolTip(self.tr("由更新的版本写成，这里打不开"))
        action.triggered.connect(partial(self.chosen.emit, view))

    def _sharing(self, present: SavedView, team: str) -> None:
        """Offer whom to show the view in force to; to a team only where there is one."""
        menu = self.addMenu(icon("users", "text2"), self.tr("谁看得到"))
        menu.setObjectName("view_audience")
        menu.setEnabled(present.own)
        words = audience_words(team)
        for audience in Audience:
            action = menu.addAction(words[audience])
            action.setObjectName(f"view_share_{audience.value}")
            action.setCheckable(True)
            action.setChecked(present.own and present.audience is audience)
            action.setEnabled(bool(team) or audience is not Audience.TEAM)
            action.triggered.connect(partial(self.wanted.emit, f"share_{audience.value}"))

    def _deed(self, deed: str, symbol: str, text: str, *, enabled: bool = True) -> QAction:
        action = self.addAction(icon(symbol, "text2"), text)
        action.setObjectName(f"view_{deed}")
        action.setEnabled(enabled)
        action.triggered.connect(partial(self.wanted.emit, deed))
        return action


@dataclass(frozen=True, slots=True)
class ViewSaved:
    """A view that was added, changed, shared or deleted, for undo and redo."""

    service: ViewService
    before: SavedView | None
    after: SavedView | None

    def undo(self) -> None:
        """Bring back what was."""
        self._go(self.after, self.before)

    def redo(self) -> None:
        """Do it again."""
        self._go(self.before, self.after)

    def _go(self, start: SavedView | None, target: SavedView | None) -> None:
        moved = start is not None and target is not None and start.id != target.id
        if start is not None and (target is None or moved):
            self.service.remove(start.id)
        if target is not None and (start is None or moved):
            self.service.restore(target.id, target.audience)
        elif target is not None and start is not None:
            self.service.share(target.id, target.audience)
            self.service.change(target.id, name=target.name, look=target.look)


def kept(service: ViewService, act: Callable[[], object], view_id: str) -> ViewSaved:
    """Do something to a view and return the step that takes it back. Raises CrmError."""
    before = _found(service, view_id)
    made = act()
    after = _found(service, made if isinstance(made, str) else view_id)
    return ViewSaved(service, before, after)


def _found(service: ViewService, view_id: str) -> SavedView | None:
    return next((view for view in service.all() if view.id == view_id), None)
