"""Choices of this laptop: window geometry, columns, the last filter. One INI file in the profile.

Keys are ASCII paths such as ``register/columns``. What matters to a person's data is in the store, never here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Settings:
    """Typed access to the INI file; an unreadable value counts as not set."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """Read a text."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def set_text(self, key: str, value: str) -> None:
        """Write a text."""
        self._store.setValue(key, value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read a yes or no."""
        return self.text(key, "1" if default else "0") == "1"

    def set_flag(self, key: str, value: object) -> None:
        """Write a yes or no."""
        self.set_text(key, "1" if value else "0")

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of identifiers; they hold no bar."""
        return tuple(part for part in self.text(key).split("|") if part)

    def set_texts(self, key: str, values: Sequence[str]) -> None:
        """Write a list of identifiers."""
        self.set_text(key, "|".join(values))

    def state(self, key: str) -> QByteArray:
        """Read the state of a window or splitter; empty when not set."""
        return QByteArray.fromBase64(QByteArray(self.text(key).encode("ascii", "ignore")))

    def set_state(self, key: str, value: QByteArray) -> None:
        """Write the state of a window or splitter."""
        self.set_text(key, bytes(value.toBase64().data()).decode("ascii"))

    def remove(self, key: str) -> None:
        """Forget a value and everything below it."""
        self._store.remove(key)

    def sync(self) -> None:
        """Write to the file now."""
        self._store.sync()
