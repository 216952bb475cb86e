"""From the command line to the open window. What is not needed for the first paint is imported later."""

from __future__ import annotations

# The core comes before Qt: Shiboken's import hook reads the source of every module that comes after it, which
# for the database library alone takes 50 ms.
# isort: off
from desktop_crm.bootstrap import Application, open_application
from desktop_crm.program import version
# isort: on

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop_crm.errors import CrmError, KeyMissing, Removed, WrongKey
from desktop_crm.paths import ProfilePaths, default_profile_dir
from desktop_crm.store import erasing
from desktop_crm.store.opening import profile_exists
from ui.bridge import Bridge
from ui.context import Context, SyncSignals
from ui.i18n import CHOICES, languages, of_system
from ui.icons import app_icon
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import Mode, theme
from ui.undo import UndoStack

if TYPE_CHECKING:
    from ui.crash import CrashGuard

LOG_NAME = "window.log"


def run(argv: Sequence[str] | None = None) -> int:
    """Start the program; return its exit code: 0 done, 2 wrong use, 4 the profile cannot be opened."""
    options = _options(argv)
    folder = options.profile.expanduser().absolute()
    files = [path.absolute() for path in options.files]
    try:
        if options.self_test:
            from ui import self_test

            application()
            return self_test.run(options.self_test.absolute(), version())
        if options.close:
            from ui.single_instance import ask_to_close

            application()
            return 0 if ask_to_close(folder) else 1
        return _run(folder, files, demo=options.demo)
    finally:
        gc.enable()


def _run(folder: Path, files: list[Path], *, demo: bool) -> int:
    qt = application()
    from ui.single_instance import Listener, hand_over

    if hand_over(folder, files):
        return 0
    settings = Settings(ProfilePaths(folder).settings)
    dress(qt, settings)
    app, begin = _open(folder, demo=demo)
    if app is None:
        return 4
    window = assemble(app, settings)
    guard = install_guard(window)
    listener = Listener(folder, window)
    listener.called.connect(lambda names: window.take_files([Path(name) for name in names]))
    listener.close_wanted.connect(window.close)
    window.show()
    gc.freeze()
    gc.enable()
    if files:
        window.take_files(files)
    elif begin:
        window.actions_by_id[begin].trigger()
    code = qt.exec()
    listener.close()
    guard.uninstall()
    app.close()
    return code


def build(
    folder: Path,
    passphrase: str | None = None,
    *,
    create: bool = False,
    mode: Mode = Mode.LIGHT,
    language: str = "zh_CN",
    with_sync: bool = False,
) -> MainWindow:
    """Open a profile in a window that is not shown yet: for tests, pictures and measurements.

    The caller closes the window and then ``window.context.app``. Raises CrmError.
    """
    application()
    settings = Settings(ProfilePaths(folder).settings)
    settings.set_text("theme", mode)
    settings.set_text("language", language)
    dress(application(), settings)
    return assemble(open_application(folder, passphrase, create=create), settings, with_sync=with_sync)


def application() -> QApplication:
    """Return the Qt application, made if there is none."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    made = QApplication(sys.argv[:1])
    made.setApplicationName("desktop-crm")
    made.setDesktopFileName("desktop-crm")
    made.setWindowIcon(app_icon())
    return made


def dress(qt: QApplication, settings: Settings) -> None:
    """Put theme and language in force as the settings say."""
    mode = settings.text("theme")
    theme.apply(qt, Mode(mode) if mode in set(Mode) else Mode.SYSTEM)
    chosen = settings.text("language")
    wanted = chosen if chosen in CHOICES else of_system()
    try:
        languages.install(wanted)
    except ValueError:
        # Built without translations: the source texts are complete.
        languages.install("zh_CN")


def assemble(app: Application, settings: Settings, *, with_sync: bool = True) -> MainWindow:
    """Make the window of an open profile."""
    signals = SyncSignals()
    context = Context(
        app=app,
        theme=theme,
        languages=languages,
        jobs=Jobs(),
        bridge=Bridge(app.events),
        settings=settings,
        undo=UndoStack(),
        sync_signals=signals,
        with_sync=with_sync,
    )
    window = MainWindow(context, version)
    for part in (context.jobs, context.bridge, context.undo, signals):
        part.setParent(window)
    return window


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desktop-crm-window", description="客户管家 / Desktop CRM")
    parser.add_argument("--profile", type=Path, default=default_profile_dir(), help="folder of the profile")
    parser.add_argument("--demo", action="store_true", help="fill an empty profile with sample customers")
    parser.add_argument("--close", action="store_true", help="ask the open window to close, as an installer does")
    parser.add_argument("--self-test", type=Path, metavar="FOLDER", help="play the main job there and write a report")
    parser.add_argument("files", type=Path, nargs="*", help="files to import")
    return parser.parse_args(argv)


def _open(folder: Path, *, demo: bool) -> tuple[Application | None, str]:
    """Open the profile, or begin one; None when the person gives up. Also the action to go on with."""
    if not _may_begin(ProfilePaths(folder)):
        return None, ""
    if not demo and not profile_exists(ProfilePaths(folder)):
        from ui.dialogs.first_start import Start, run

        choice = run(folder)
        return choice.app, {Start.CONNECT: "connect", Start.IMPORT: "import", Start.OFFICE: "office"}.get(
            choice.start, ""
        )
    app = _open_present(folder)
    if demo and app is not None:
        from desktop_crm.services import sample_data

        if not sample_data.count(app.store):
            sample_data.load(app.customers, app.rows, app.today())
    return app, ""


def _may_begin(paths: ProfilePaths) -> bool:
    """Go on with a destruction that was interrupted; False when the data is gone and the person leaves it at that."""
    try:
        erasing.refuse_removed(paths)
    except Removed:
        from ui.dialogs.removed import begins_anew

        note = erasing.removal(paths)
        return note is None or begins_anew(paths, note)
    except CrmError as error:
        _tell_and_wait(error)
        return False
    return True


def _open_present(folder: Path) -> Application | None:
    """Open a profile, asking for the passphrase where there is no key store."""
    new = not profile_exists(ProfilePaths(folder))
    try:
        return open_application(folder, create=True)
    except (KeyMissing, WrongKey) as error:
        from ui.passphrase import ask_passphrase

        return ask_passphrase(folder, error, new=new)
    except CrmError as error:
        _tell_and_wait(error)
        return None


def _tell_and_wait(error: CrmError) -> None:
    from PySide6.QtWidgets import QMessageBox

    from ui.errors import describe

    box = QMessageBox(QMessageBox.Icon.Critical, QCoreApplication.applicationName(), describe(error).what)
    box.setInformativeText(describe(error).todo)
    box.exec()


def install_guard(window: MainWindow) -> CrashGuard:
    """Catch what nobody catches: into the log, and once a kind into a dialog over the window."""
    from ui.crash import CrashGuard

    guard = CrashGuard(window.context.app.paths.logs / LOG_NAME, window)
    guard.install()
    guard.caught.connect(window.show_crash)
    window.context.jobs.failed.connect(guard.handle)
    return guard
