"""The choice of what the list is grouped by."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_crm.domain.filters.subjects import SECTIONS, SUBJECTS, Section, Subject
from ui.i18n import language


class GroupMenu(QMenu):
    """``chosen(name)``; "" for no groups."""

    chosen = Signal(str)

    def __init__(self, present: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("group_menu")
        self.setAccessibleName(self.tr("分组"))
        self._present = present
        none = self.addAction(self.tr("不分组"))
        none.setCheckable(True)
        none.setChecked(not present)
        none.triggered.connect(partial(self.chosen.emit, ""))
        self.addSeparator()
        for section in Section:
            inside = [subject for subject in SUBJECTS.values() if subject.grouped and subject.section is section]
            if not inside:
                continue
            menu = self if section is Section.USUAL else self.addMenu(SECTIONS[section][language() == "en"])
            for subject in inside:
                self._add(menu, subject)
            if section is Section.USUAL:
                self.addSeparator()

    def open_below(self, anchor: QWidget) -> None:
        """Open under a widget."""
        self.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def _add(self, menu: QMenu, subject: Subject) -> None:
        action = menu.addAction(subject.label(language()).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(subject.id == self._present)
        action.triggered.connect(partial(self.chosen.emit, subject.id))
