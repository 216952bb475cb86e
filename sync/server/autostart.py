"""Starting a program with this account: a line of the registry on Windows, an entry of the desktop elsewhere."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_path

if sys.platform == "win32":
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"

    def turn_on(name: str, _title: str, words: Sequence[str]) -> str:
        """Start a program with this account; return where that is written. Raises OSError."""
        import subprocess

        line = f'cmd /c start "" /min {subprocess.list2cmdline(words)}'
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, line)
        return f"HKCU\\{_RUN}\\{name}"

    def turn_off(name: str) -> str:
        """Start it no more; return where it was written, "" when it was not. Raises OSError."""
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            try:
                winreg.DeleteValue(key, name)
            except FileNotFoundError:
                return ""
        return f"HKCU\\{_RUN}\\{name}"

    def is_on(name: str) -> bool:
        """Say whether it starts with this account."""
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            try:
                winreg.QueryValueEx(key, name)
            except FileNotFoundError:
                return False
        return True

else:

    def turn_on(name: str, title: str, words: Sequence[str]) -> str:
        """Start a program with this account; return where that is written. Raises OSError."""
        entry = _entry(name)
        entry.parent.mkdir(parents=True, exist_ok=True)
        lines = ("[Desktop Entry]", "Type=Application", f"Name={title}", f"Exec={shlex.join(words)}")
        entry.write_text("\n".join((*lines, "NoDisplay=true", "")), "utf-8")
        return str(entry)

    def turn_off(name: str) -> str:
        """Start it no more; return where it was written, "" when it was not. Raises OSError."""
        entry = _entry(name)
        there = entry.exists()
        entry.unlink(missing_ok=True)
        return str(entry) if there else ""

    def is_on(name: str) -> bool:
        """Say whether it starts with this account."""
        return _entry(name).exists()

    def _entry(name: str) -> Path:
        base = Path(os.environ["XDG_CONFIG_HOME"]) if os.environ.get("XDG_CONFIG_HOME") else user_config_path()
        return base / "autostart" / f"{name}.desktop"
