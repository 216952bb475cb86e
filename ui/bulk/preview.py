"""What would become of each customer: old and new value, or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.domain.bulk import Fate, FieldChange
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.values import format_value
from desktop_crm.services.bulk_edit import Planned, Tally
from ui.bulk.table import TextRow, TextTable
from ui.bulk.words import FATE_TINTS, fate_word
from ui.i18n import Translated, language
from ui.models.columns import customer_record
from ui.widgets import Chip, ChipRow, make_label

#: Customers of each fate that the preview lists.
LISTED = 2_000
_FATE, _ALL = 2, "all"


def shown(change: FieldChange, *, new: bool) -> str:
    """Write a value of a change: masked where the list masks it."""
    declared = customer_record()[change.field]
    value = change.new if new else change.old
    hidden = is_masked_by_default(declared, in_list=not new)
    text = mask_value(declared, value, language()) if hidden else format_value(declared, value, language())
    return text or "—"


def rows_of(planned: Planned) -> list[TextRow]:
    """Make the rows of a customer, one a field."""
    rows = []
    for change in planned.verdict.changes:
        fate = change.fate if planned.verdict.fate is not Fate.INVALID else planned.verdict.fate
        note = sentence(change.finding, language()) if change.finding is not None else ""
        label = customer_record()[change.field].label(language())
        new = shown(change, new=True) if change.fate in (Fate.CHANGE, Fate.INVALID) else ""
        texts = (planned.name or planned.customer_no, label, fate_word(fate), shown(change, new=False), new, note)
        rows.append(TextRow(texts, FATE_TINTS[fate]))
    return rows


class BulkPreview(Translated, QWidget):
    """Counts by fate, and the first customers of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tally = Tally()
        self._planned: Sequence[Planned] = ()
        self.chips = ChipRow("")
        self.chips.setObjectName("fates")
        self.chips.chosen.connect(self._filter)
        self.table = TextTable("preview", _FATE, (160, 104, 104, 140, 140))
        self._note = make_label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        self.retranslate()

    def show_plan(self, tally: Tally, planned: Sequence[Planned]) -> None:
        """Show what would happen; ``planned`` are the first customers of each fate."""
        self._tally, self._planned = tally, planned
        self.chips.choose(_ALL)
        self.retranslate()

    def changing(self) -> int:
        """Count the customers that would be changed."""
        return self._tally[Fate.CHANGE]

    def retranslate(self) -> None:
        """Set every text."""
        self.chips.setAccessibleName(self.tr("按处理筛选"))
        self.table.setAccessibleName(self.tr("将要发生的改动"))
        chips = [Chip(_ALL, self.tr("全部"), self._tally.total)]
        chips += [Chip(fate.value, fate_word(fate), self._tally[fate]) for fate in Fate if self._tally[fate]]
        self.chips.set_chips(chips)
        listed = len(self._planned)
        more = self.tr("表中只列出前 %1 位，其余照样处理。").replace("%1", f"{listed:,}")
        self._note.setText(more if listed < self._tally.total else "")
        self._note.setVisible(listed < self._tally.total)
        self._filter(self.chips.current() or _ALL)

    @Slot(str)
    def _filter(self, key: str) -> None:
        heads = (
            self.tr("客户"), self.tr("项目"), self.tr("处理"), self.tr("现在"), self.tr("改为"), self.tr("说明"),
        )  # fmt: skip
        wanted = [one for one in self._planned if key in (_ALL, one.verdict.fate.value)]
        self.table.show_rows(heads, [row for one in wanted for row in rows_of(one)])
