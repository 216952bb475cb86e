"""``python -m ui.demo``: a local server, customers, and the window. ``--offscreen`` plays it without a display."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_crm.errors import CrmError
from desktop_crm.streams import speak_utf8
from ui.demo.company import PERSON, Company, FolderInUse, file_customers, import_messy_list, synchronise
from ui.demo.server import ServerFailed

FOLDER = Path("build") / "run"
_BREATH_MS = 250


def main(argv: Sequence[str] | None = None) -> int:
    """Run; the exit code is 0, or 1 when something did not work."""
    parser = argparse.ArgumentParser(prog="python -m ui.demo", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--offscreen", action="store_true", help="no window; pictures and a PDF under the folder")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"made anew at every start; default {FOLDER}")
    options = parser.parse_args(argv)
    speak_utf8()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped then too
    company = Company(options.folder)
    try:
        return offscreen(company) if options.offscreen else with_window(company)
    except FolderInUse as error:
        say(f"{error} holds something else; it was not touched. Name another folder with --folder.")
    except ServerFailed as error:
        say(f"The local server did not start: {error}")
    except CrmError as error:
        say(f"It did not work: {error}")
    finally:
        company.server.stop()
    return 1


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def offscreen(company: Company) -> int:
    """Play the scenario without a display and tell it line by line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.app import application
    from ui.demo.pictures import NotDrawn
    from ui.demo.scenario import Failed, Scenario

    application()  # before printing makes a smaller one
    say("No display: the same scenario runs offscreen.")
    scenario = Scenario(company, say)
    try:
        scenario.run()
    except (Failed, NotDrawn) as error:
        say(f"FAILED: {error}")
        return 1
    say(f"Everything lies under {company.folder}:")
    for path in scenario.files:
        say(f"  {path}")
    return 0


def with_window(company: Company) -> int:
    """Open the window on a filled profile, the local server behind it."""
    address = company.found()
    app = company.open("laptop-1")
    imported = import_messy_list(app, company.folder)
    filed = file_customers(app)
    synchronise(app)
    app.close()
    say(f"Server: {address}   user: {PERSON}   password: {company.password}")
    say(f"{filed} invented customers, {imported.created} from the messy list {company.folder / 'messy_customers.csv'}")
    say("Close the window to stop the server.")
    code = _show(company)
    _second_laptop(company)
    return code


def _show(company: Company) -> int:
    from PySide6.QtCore import QTimer

    from ui.app import application, build

    qt = application()
    window = build(company.laptop("laptop-1"), company.passphrase, with_sync=True)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: qt.quit())
    breath = QTimer()  # Python sees a signal only when some of its code runs
    breath.timeout.connect(lambda: None)
    breath.start(_BREATH_MS)
    window.show()
    code = qt.exec()
    window.close()
    window.context.app.close()
    return code


def _second_laptop(company: Company) -> None:
    """Show that what was done in the window reaches another laptop."""
    first = company.open("laptop-1")
    second = company.open("laptop-2")
    try:
        sent = synchronise(first).pushed
        received = synchronise(second).pulled
    finally:
        first.close()
        second.close()
    say(f"The last {sent} operations were sent; a second laptop received {received} cards.")


if __name__ == "__main__":
    sys.exit(main())
