"""Scenes of the dialogs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from desktop_crm.errors import Offline, WrongKey
from ui.crash import CrashDialog
from ui.dialogs.about import open_about
from ui.dialogs.enroll import EnrollDialog, open_enroll
from ui.dialogs.export_dialog import open_export
from ui.dialogs.first_start import FirstStart
from ui.dialogs.import_dialog import MAPPING, PREVIEW, RESULT, RUNNING, ImportDialog, open_import
from ui.dialogs.purpose import PurposeDialog
from ui.dialogs.settings_dialog import PAGES, open_settings
from ui.passphrase import PassphraseDialog
from ui.print_desk.dialog import PrintDialog
from ui.print_desk.whom import Scope
from ui.screenshots.data import FILLED, FULL, LONG_ORGANISATION, OFFICE
from ui.screenshots.scene import Scene
from ui.screenshots.stage import SCRATCH, Stage

_MESSY = "messy_customers.csv"


def _alone(stage: Stage) -> Path:
    """Hide every window: what follows comes before there is one."""
    stage.window().hide()
    return stage.folder / "not-made-yet"


def _first_start(stage: Stage) -> None:
    FirstStart(_alone(stage)).show()


def _first_start_errors(stage: Stage) -> None:
    dialog = FirstStart(_alone(stage))
    dialog.show()
    dialog.begin_empty()


def _passphrase_new(stage: Stage) -> None:
    PassphraseDialog(_alone(stage), new=True).show()


def _passphrase_wrong(stage: Stage) -> None:
    dialog = PassphraseDialog(_alone(stage), new=False)
    dialog.show()
    dialog.show_error(WrongKey())


def _purpose(stage: Stage) -> None:
    dialog = PurposeDialog(stage.window())
    dialog.open()
    dialog.usual[1].click()


def _import_file(stage: Stage) -> ImportDialog:
    window = stage.window(SCRATCH)
    return open_import(window.context, window)


def _import_mapping(stage: Stage) -> ImportDialog:
    dialog = _import_file(stage)
    path = stage.folder / _MESSY
    with as_file(files("resources") / "sample_data" / _MESSY) as source:
        shutil.copyfile(source, path)
    dialog.open_file(path)
    stage.wait(lambda: dialog.pages.currentIndex() == MAPPING)
    return dialog


def _import_preview(stage: Stage) -> ImportDialog:
    dialog = _import_mapping(stage)
    stage.settle()
    dialog.go_on()
    stage.wait(lambda: dialog.pages.currentIndex() == PREVIEW)
    return dialog


def _import_running(stage: Stage) -> None:
    dialog = _import_preview(stage)
    stage.settle()
    dialog.running.start(importing=True)
    dialog.running.line.set_progress(340, 1000)
    dialog.pages.setCurrentIndex(RUNNING)
    dialog.steps.set_current(3)


def _import_result(stage: Stage) -> None:
    dialog = _import_preview(stage)
    stage.settle()
    dialog.go_on()
    stage.wait(lambda: dialog.pages.currentIndex() == RESULT)


def _export(stage: Stage) -> None:
    window = stage.window()
    open_export(window.context, window)


def _export_sensitive(stage: Stage) -> None:
    window = stage.window()
    dialog = open_export(window.context, window)
    dialog.sensitive.setChecked(True)


def _settings(page: str, profile: str = FILLED) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        window = stage.window(profile)
        open_settings(window.context, window, page)

    return show


def _about(tab: int) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        window = stage.window()
        open_about(window.context, window).tabs.setCurrentIndex(tab)

    return show


def _enroll(stage: Stage) -> EnrollDialog:
    window = stage.window(SCRATCH)
    return open_enroll(window.context, window)


def _enroll_error(stage: Stage) -> None:
    dialog = _enroll(stage)
    for field, text in zip(dialog.fields, ("https://crm.example.cn", "chen", "", "laptop-1"), strict=True):
        field.edit.setText(text)
    dialog.connect_company()
    dialog.say_error(Offline())


def _print(document: str, name: str = "", scope: Scope | None = None) -> Callable[[Stage], PrintDialog]:
    def show(stage: Stage) -> PrintDialog:
        window = stage.window()
        if name:
            window.cards.show(stage.customer(name))
        dialog = window.papers.print_document(document)
        if scope is not None:
            dialog.choices.scopes[scope].click()
        stage.wait(lambda: dialog.pages.count > 0)
        return dialog

    return show


def _print_secret(stage: Stage) -> None:
    dialog = _print("form", str(FULL["full_name"]))(stage)
    dialog.choices.reveal.setChecked(True)
    dialog.choose_file()


def _crash(stage: Stage) -> None:
    try:
        raise ValueError("never shown: the report holds no values")
    except ValueError as error:
        CrashDialog(error, stage.window()).show()


SCENES = (
    Scene("first-start", _first_start),
    Scene("first-start-errors", _first_start_errors),
    Scene("passphrase-new", _passphrase_new),
    Scene("passphrase-wrong", _passphrase_wrong),
    Scene("export", _export),
    Scene("export-sensitive", _export_sensitive),
    *(Scene(f"settings-{page}", _settings(page)) for page, _icon in PAGES),
    Scene("settings-connected", _settings("company", OFFICE)),
    Scene("about", _about(0)),
    Scene("about-components", _about(1)),
    Scene("about-licences", _about(2)),
    Scene("print-form", _print("form", str(FULL["full_name"]))),
    Scene("print-organisation", _print("customer", str(LONG_ORGANISATION["org_name"]))),
    Scene("print-secret", _print_secret),
    Scene("print-register", _print("register", scope=Scope.LIST)),
    Scene("print-list", _print("list", scope=Scope.LIST)),
    Scene("print-labels", _print("labels", scope=Scope.LIST)),
    Scene("print-envelopes", _print("envelopes", str(FULL["full_name"]))),
    Scene("reveal-purpose", _purpose),
    Scene("crash", _crash),
    Scene("enroll", _enroll),
    Scene("enroll-error", _enroll_error),
    Scene("import-file", _import_file),
    Scene("import-mapping", _import_mapping),
    Scene("import-preview", _import_preview),
    Scene("import-running", _import_running),
    Scene("import-result", _import_result),
)
