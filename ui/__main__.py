"""``python -m ui``: the window."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the window; the exit code of :func:`ui.app.run`."""
    # Nothing made while starting is garbage: looking for it would take 5 % of the start. ``run`` ends the pause.
    gc.disable()
    from ui.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
