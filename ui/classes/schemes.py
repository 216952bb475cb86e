"""The list of all schemes, by family."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from desktop_crm.domain.classification.catalogue import SCHEMES
from ui.classes.words import group_words
from ui.i18n import Translated, language
from ui.theme import theme

_ROW, _HEAD = 32, 38
_SCHEME = Qt.ItemDataRole.UserRole
_GROUP = Qt.ItemDataRole.UserRole + 1


class SchemeList(Translated, QListWidget):
    """``picked(scheme id)`` when another scheme is current."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_schemes")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        group = None
        for scheme in SCHEMES.values():
            if scheme.group is not group:
                group = scheme.group
                head = QListWidgetItem(self)
                head.setData(_GROUP, group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setSizeHint(QSize(0, _HEAD))
            item = QListWidgetItem(self)
            item.setData(_SCHEME, scheme.id)
            item.setSizeHint(QSize(0, _ROW))
        self.currentItemChanged.connect(self._told)
        theme.changed.connect(self._dress)
        self.retranslate()

    def current(self) -> str:
        """Return the identifier of the current scheme, "" for none."""
        item = self.currentItem()
        return str(item.data(_SCHEME) or "") if item is not None else ""

    def choose(self, scheme_id: str) -> None:
        """Make a scheme the current one."""
        for row in range(self.count()):
            if self.item(row).data(_SCHEME) == scheme_id:
                self.setCurrentRow(row)

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("分类方式"))
        for row in range(self.count()):
            item = self.item(row)
            scheme_id, group = item.data(_SCHEME), item.data(_GROUP)
            if scheme_id:
                item.setText(SCHEMES[scheme_id].label(language()))
                item.setToolTip(f"{scheme_id} {item.text()}")
            else:
                item.setText(group_words(group))
        self._dress()

    def _dress(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            if not item.data(_SCHEME):
                item.setFont(theme.font(12, QFont.Weight.DemiBold))
                item.setForeground(theme.color("text3"))
                item.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)

    def _told(self) -> None:
        if scheme_id := self.current():
            self.picked.emit(scheme_id)
