"""Whole number with small steps."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget


class NumberEdit(QSpinBox):
    """Spin box with our inner margin, which style sheets cannot give it."""

    def __init__(self, name: str, low: int = 0, high: int = 999_999_999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(8, 0, 0, 0)
