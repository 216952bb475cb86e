"""Scenes of the company's own fields: the administrator's page, one field, the form and the card with them."""

from __future__ import annotations

from ui.dialogs._forms import FormsPage
from ui.dialogs.settings_dialog import open_settings
from ui.main_window import MainWindow
from ui.screenshots.dealer import DEALER
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _dealer(stage: Stage) -> MainWindow:
    """Show a company with a published version, a filled card and a draft of the next one."""
    return stage.window(DEALER)


def _page(stage: Stage) -> FormsPage:
    window = _dealer(stage)
    dialog = open_settings(window.context, window, "forms")
    page = dialog.pages["forms"]
    assert isinstance(page, FormsPage)  # noqa: S101 - the settings made it
    return page


def _published(stage: Stage) -> None:
    page = _page(stage)
    page.version.setCurrentIndex(1)
    page.version.activated.emit(1)


def _field(stage: Stage) -> None:
    page = _page(stage)
    page.list.setCurrentRow(page.list.count() - 1)
    page.buttons["edit"].click()


def _preview(stage: Stage) -> None:
    _page(stage).buttons["preview"].click()


def _card(stage: Stage) -> None:
    window = _dealer(stage)
    window.customers.view.set_column_shown("x_plate_no", on=True)
    window.customers.view.choose(0)


def _form(stage: Stage) -> None:
    window = _dealer(stage)
    editor = window.editing.open(window.context.app.queries.find("欧阳")[0].id)
    editor.tab_bar.setCurrentIndex(editor.tab_bar.count() - 1)


SCENES = (
    Scene("forms-draft", _page),
    Scene("forms-published", _published),
    Scene("forms-field", _field),
    Scene("forms-preview", _preview),
    Scene("forms-card", _card),
    Scene("forms-editor", _form),
)
