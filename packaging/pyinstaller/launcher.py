"""First code of the packaged programs. Which of the three this is, the name of its file tells."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Run the window, the command line or the server."""
    name = Path(sys.executable).stem.lower()
    if name == "desktop-crm":
        from desktop_crm.cli.main import main as begin
    elif name == "desktop-crm-server":
        from sync.server.__main__ import main as begin
    else:
        from ui.__main__ import main as begin
    return begin()


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the server's workers start as this program again
    sys.exit(main())
