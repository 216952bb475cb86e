"""Third step of an import: what will become of each row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.exchange.importer import DuplicatePolicy
from desktop_crm.exchange.plan import ImportPlan
from ui.dialogs._import_model import COLUMNS, NAME, NUMBER, PHONE, STATE, PlanModel, Shown, StateDelegate
from ui.i18n import Translated
from ui.theme import set_role
from ui.widgets import Chip, ChipRow, dress_table, make_label

_WIDTHS = {NUMBER: 64, STATE: 110, NAME: 170, PHONE: 132}
_ROW_HEIGHT = 38
_LINES = 4


class PreviewPage(Translated, QWidget):
    """Counts, filter, table, the whole story of the chosen row, and what to do with duplicates."""

    policy_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.chips = ChipRow("")
        self.chips.setObjectName("row_filter")
        self.chips.chosen.connect(self._filter)
        self.model = PlanModel(self)
        self.table = QTableView()
        self._dress_table()
        self._note = make_label(role="muted", wrap=True)
        self._details = [make_label(role="body", wrap=True) for _ in range(_LINES)]
        self.policy = QComboBox()
        self.policy.setObjectName("duplicates")
        for policy in DuplicatePolicy:
            self.policy.addItem("", policy.value)
        self.policy.currentIndexChanged.connect(self.policy_changed)
        self._policy_label = make_label(role="strong")
        self._policy_label.setBuddy(self.policy)
        self._lay_out()
        self.retranslate()

    def _dress_table(self) -> None:
        table = self.table
        table.setObjectName("rows")
        table.setModel(self.model)
        table.setItemDelegateForColumn(STATE, StateDelegate(table))
        dress_table(table, _ROW_HEIGHT)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.selectionModel().currentRowChanged.connect(self._tell_row)

    def _lay_out(self) -> None:
        below = QVBoxLayout()
        below.setSpacing(2)
        for label in self._details:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            below.addWidget(label)
        below.addStretch(1)
        self._story = QWidget()
        self._story.setLayout(below)
        self._story.setFixedHeight(84)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._policy_label)
        row.addWidget(self.policy, 0)
        row.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addWidget(self._story)
        column.addLayout(row)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a prepared plan."""
        self._plan = plan
        self.model.set_rows(plan.rows)
        self.retranslate()
        self.chips.choose(Shown.ALL)
        if self.model.rowCount():
            self.table.selectRow(0)

    def chosen_policy(self) -> DuplicatePolicy:
        """Return what to do with duplicates."""
        return DuplicatePolicy(self.policy.currentData())

    def to_import(self) -> int:
        """Count the customers that would be created or filled."""
        counts = self._plan.counts if self._plan else None
        if counts is None:
            return 0
        return counts.create + (counts.duplicate if self.chosen_policy() is not DuplicatePolicy.SKIP else 0)

    def retranslate(self) -> None:
        """Set every text."""
        heads = (self.tr("行"), self.tr("处理"), self.tr("客户"), self.tr("电话"), self.tr("说明"))
        words = {
            "create": self.tr("将新建"),
            "draft": self.tr("存为草稿"),
            "duplicate": self.tr("重复"),
            "error": self.tr("错误"),
            "same_card": self.tr("已有客户 {no}"),
            "same_row": self.tr("与第 {row} 行相同"),
            "alike_card": self.tr("可能已有客户 {no}，仍会新建"),
        }
        self.model.set_words(heads[:COLUMNS], words)
        self.table.setAccessibleName(self.tr("要导入的行"))
        self.chips.setAccessibleName(self.tr("按处理筛选"))
        self._policy_label.setText(self.tr("重复的客户"))
        self.policy.setAccessibleName(self.tr("重复的客户"))
        policies = (self.tr("跳过"), self.tr("只补空白的项目"), self.tr("仍然新建"))
        for place, text in enumerate(policies):
            self.policy.setItemText(place, text)
        self._retranslate_counts()
        self._tell_row(self.table.currentIndex(), QModelIndex())

    def _retranslate_counts(self) -> None:
        if self._plan is None:
            return
        counts = self._plan.counts
        self.chips.set_chips(
            [
                Chip(Shown.ALL, self.tr("全部"), counts.create + counts.duplicate + counts.error),
                Chip(Shown.CREATE, self.tr("将新建"), counts.create),
                Chip(Shown.DUPLICATE, self.tr("重复"), counts.duplicate),
                Chip(Shown.ERROR, self.tr("错误"), counts.error),
                Chip(Shown.REPAIRED, self.tr("已修复"), counts.repaired),
            ]
        )
        notes = []
        if counts.drafts:
            notes.append(self.tr("{n} 位缺必填项目，会存为草稿。").format(n=f"{counts.drafts:,}"))
        if not self._plan.complete:
            notes.append(self.tr("表中只列出前 {n} 行，其余照样处理。").format(n=f"{len(self._plan.rows):,}"))
        self._note.setText("".join(notes))

    @Slot(str)
    def _filter(self, key: str) -> None:
        self.model.show_only(Shown(key))
        if self.model.rowCount():
            self.table.selectRow(0)
        else:
            self._show_story([])

    @Slot(QModelIndex, QModelIndex)
    def _tell_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.planned(current)
        self._show_story(self.model.explain(row) or [("", self.tr("这一行没有问题。"))] if row is not None else [])

    def _show_story(self, lines: list[tuple[str, str]]) -> None:
        kept = lines[:_LINES]
        if len(lines) > _LINES:
            rest = " ".join(text for _, text in lines[_LINES - 1 :])
            kept = [*lines[: _LINES - 1], (lines[_LINES - 1][0], rest)]
        roles = {"red": "error", "amber": "warning", "blue": "info"}
        for label, (tint, text) in zip(self._details, [*kept, *[("", "")] * (_LINES - len(kept))], strict=True):
            _put(label, text, roles.get(tint, "muted"))


def _put(label: QLabel, text: str, role: str) -> None:
    label.setText(text)
    label.setToolTip(text)
    label.setVisible(bool(text))
    set_role(label, role)
