"""Standard streams that carry any language, whatever the system would choose."""

from __future__ import annotations

import sys


def speak_utf8() -> None:
    """Make the standard streams UTF-8: a pipe on Windows would else know the letters of one country only."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is not sys.stdin else "strict")
