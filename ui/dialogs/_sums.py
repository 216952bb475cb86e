"""The end of a long work: a mark, a title, what went wrong if anything, and sums in tiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import Banner, IconMark, Panel, make_label


class SumsPage(QWidget):
    """Takes ``tiles`` sums; subclasses put more below into ``below``."""

    def __init__(self, tiles: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconMark("circle-check", "green", 64, halo="green_s")
        self.title = make_label(role="title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problem = Banner(kind="warning")
        self._numbers = [make_label(role="title") for _ in range(tiles)]
        self._words = [make_label(role="muted", wrap=True) for _ in range(tiles)]
        row = QHBoxLayout()
        row.setSpacing(12)
        for number, words in zip(self._numbers, self._words, strict=True):
            tile = Panel(margin=14, spacing=2)
            for label in (number, words):
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                tile.body.addWidget(label)
            row.addWidget(tile, 1)
        self.below = QVBoxLayout()
        self.below.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 0, 30, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.problem)
        column.addLayout(row)
        column.addSpacing(4)
        column.addLayout(self.below)
        column.addStretch(3)

    def show_sums(self, sums: Sequence[int], *, well: bool) -> None:
        """Show the sums, and whether all went well."""
        self._mark.set_icon(*(("circle-check", "green") if well else ("triangle-alert", "amber")))
        self.problem.setVisible(not well)
        for label, count in zip(self._numbers, sums, strict=True):
            label.setText(f"{count:,}")

    def set_words(self, title: str, words: Sequence[str]) -> None:
        """Set title and the words of the sums."""
        self.title.setText(title)
        for label, number, text in zip(self._words, self._numbers, words, strict=True):
            label.setText(text)
            number.setAccessibleName(f"{text} {number.text()}")
