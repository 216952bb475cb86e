"""What an examination of the office server found, line by line, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sync.client.office import Finding
from ui.dialogs._frame import scrolled
from ui.i18n import Translated
from ui.office import words
from ui.widgets import Banner, IconMark, Panel, make_label

_MARKS = {
    words.OK: ("circle-check", "green"),
    words.WARNING: ("triangle-alert", "amber"),
    words.PROBLEM: ("circle-alert", "red"),
}
_TITLE_WIDTH = 112
_MARK = 16


class CheckView(Translated, QWidget):
    """What is wrong comes first; the server's own sentences are the tool tips."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Finding, ...] = ()
        self.summary = Banner()
        self._panel = Panel(margin=0, spacing=0)
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(16, 10, 16, 10)
        self._rows.setSpacing(9)
        self._panel.body.setContentsMargins(1, 1, 1, 1)
        self._panel.body.addWidget(scrolled(inner))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(self._panel, 1)

    def show_found(self, found: Sequence[Finding]) -> None:
        """Show these findings."""
        order = (words.PROBLEM, words.WARNING, words.OK)
        self._found = tuple(sorted(found, key=lambda one: order.index(one.state) if one.state in order else 0))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        said = [words.in_words(one) for one in self._found]
        self.summary.set_message(*words.summary(said))
        for one, finding in zip(said, self._found, strict=True):
            self._rows.addWidget(_row(one, finding))
        self._rows.addStretch(1)


def _row(said: words.Said, finding: Finding) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    symbol, tint = _MARKS.get(said.state, _MARKS[words.PROBLEM])
    title = make_label(said.title, "key", wrap=True)
    title.setFixedWidth(_TITLE_WIDTH)
    text = make_label(said.text, "value", wrap=True)
    text.setToolTip(f"{finding.says}\n{finding.todo}".strip())
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(text)
    if said.todo:
        texts.addWidget(make_label(said.todo, "muted", wrap=True))
    line.addWidget(IconMark(symbol, tint, _MARK), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(texts, 1)
    return row
