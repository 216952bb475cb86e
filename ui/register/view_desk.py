"""What a person does with views: switch, save, save as, rename, share, delete, begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.saved_view import Audience
from desktop_crm.errors import CrmError
from desktop_crm.services.views import SavedView, ViewService
from ui.context import Context
from ui.errors import describe
from ui.register.desk import ListDesk, all_views, ready
from ui.register.views import ViewButton, ViewMenu, ViewSaved, audience_words, kept

if TYPE_CHECKING:
    from ui.dialogs.view_name import NameDialog


class ViewDesk(QObject):
    """Stands between the switcher and the views. ``shown``: a view was applied; ``columns``: show these now."""

    shown = Signal()
    columns = Signal(object)

    def __init__(self, context: Context, desk: ListDesk, button: ViewButton, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._desk, self._button, self._owner = context, desk, button, owner
        button.opened.connect(self.open_menu)
        button.save_wanted.connect(self.save)
        desk.view_changed.connect(self.tell)

    @Slot()
    def tell(self) -> None:
        """Show which view is in force."""
        view = self._desk.view
        self._button.show_view(
            ready(view.id) if not view.own and not view.shared else view, modified=self._desk.modified
        )

    def all_views(self) -> list[SavedView]:
        """Every view there is."""
        return all_views(self._context)

    def menu(self) -> ViewMenu:
        """Make the menu of views."""
        desk = self._desk
        menu = ViewMenu(
            self.all_views(),
            desk.view,
            desk.start_view,
            modified=desk.modified,
            team=self._service.team(),
            parent=self._owner,
        )
        menu.chosen.connect(self.show_view)
        menu.wanted.connect(self.do)
        return menu

    @Slot()
    def open_menu(self) -> None:
        """Open the menu below its button."""
        self.menu().open_below(self._button)

    @Slot(object)
    def show_view(self, view: SavedView) -> None:
        """Show a view as it was saved."""
        self._desk.show_view(view)
        self.shown.emit()

    @Slot(str)
    def do(self, deed: str) -> None:
        """Do what the menu offers."""
        view = self._desk.view
        deeds: dict[str, Callable[[], object]] = {
            "save": self.save,
            "save_as": self.save_as,
            "revert": lambda: self.show_view(view),
            "rename": self.rename,
            "delete": self.delete,
            "start": lambda: self._desk.begin_with("" if self._desk.start_view == view.id else view.id),
        }
        if deed.startswith("share_"):
            audience = Audience(deed.removeprefix("share_"))
            self._keep(lambda: self._service.share(view.id, audience), view.id)
            return
        deeds[deed]()

    @Slot()
    def save(self) -> None:
        """Save what is shown as the view it is of; under a new name where it is not the person's own."""
        view = self._desk.view
        if not view.own:
            self.save_as()
            return
        columns = view.look is not None and view.look.columns is not None
        look = self._desk.present(with_columns=columns)
        self._keep(lambda: self._service.change(view.id, look=look), view.id)

    def save_as(self) -> NameDialog:
        """Ask for a name and save what is shown as a new view, columns included."""
        from ui.dialogs.view_name import NameDialog

        dialog = NameDialog(self._owner, audiences=audience_words(self._service.team()), team=self._service.team())
        look = self._desk.present()

        def take(name: str, audience: Audience) -> None:
            self._from_dialog(dialog, lambda: self._service.add(name, look, audience), "")

        dialog.named.connect(take)
        dialog.open()
        return dialog

    def rename(self) -> NameDialog:
        """Ask for another name."""
        view = self._desk.view
        from ui.dialogs.view_name import NameDialog

        dialog = NameDialog(self._owner, view.name)

        def take(name: str, _audience: Audience) -> None:
            self._from_dialog(dialog, lambda: self._service.change(view.id, name=name), view.id)

        dialog.named.connect(take)
        dialog.open()
        return dialog

    def delete(self) -> None:
        """Delete the view; the list stays as it is, and one click brings the view back."""
        view = self._desk.view
        step = self._keep(lambda: self._service.remove(view.id), view.id)
        if step is not None:
            text = self.tr("已删除视图“%1”").replace("%1", view.name)
            undo = self._context.undo
            self._context.notify(text, (self.tr("撤销"), lambda: undo.take_back(step)))

    @Slot()
    def follow(self) -> None:
        """Look again at the view in force: somebody may have changed it."""
        view = self._desk.view
        if not (view.own or view.shared):
            return
        found = next((one for one in self._context.app.views.all() if one.id == view.id), None)
        if found != view:
            self._desk.view = found if found is not None and found.look is not None else ready("all")
            self.tell()

    # -- parts ------------------------------------------------------------------------------

    @property
    def _service(self) -> ViewService:
        return self._context.app.views

    def _keep(self, act: Callable[[], object], view_id: str) -> ViewSaved | None:
        try:
            return self._done(act, view_id)
        except CrmError as error:
            self._context.notify(describe(error).whole(), kind="error")
            return None

    def _done(self, act: Callable[[], object], view_id: str) -> ViewSaved:
        step = kept(self._service, act, view_id)
        self._context.undo.push(step)
        if step.after is not None:
            self._desk.is_now(step.after)
            self.columns.emit(self._desk.look.columns)
        else:
            self.follow()
        return step

    def _from_dialog(self, dialog: NameDialog, act: Callable[[], object], view_id: str) -> None:
        try:
            self._done(act, view_id)
        except CrmError as error:
            dialog.say_error(error)
            return
        dialog.accept()
