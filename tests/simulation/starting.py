"""Starting the simulation. Histories run in processes of their own: the machines in memory change the drivers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def simulate(root: Path, *arguments: object) -> str:
    """Run the simulation with some arguments; return what it printed."""
    command = [sys.executable, "-m", "tests.simulation", *map(str, arguments)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": "0"})
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-3_000:]
    return done.stdout
