"""The page of a merge: the cards side by side, what will be taken, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.merging import TOGETHER, Plan
from ui.context import Context
from ui.i18n import Translated
from ui.merge import words
from ui.merge.model import FIELD, STAYS, MergeModel
from ui.merge.view import MergeView
from ui.revealing import Wish, reveal
from ui.widgets import ElidedLabel, IconButton, Panel, Separator, make_button, make_label


class MergePage(Translated, QWidget):
    """``confirmed(Plan)``: merge; ``left``: do not."""

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merge_page")
        self._context = context
        self.model = MergeModel(context.app.today, self)
        self.view = MergeView(self.model)
        self.only_different = QCheckBox()
        self.only_different.setObjectName("merge_only_different")
        self.only_different.setChecked(True)
        self._back = IconButton("arrow-left", "", self)
        self._back.setObjectName("merge_back")
        self._title, self._hint = ElidedLabel("", "title"), make_label(role="muted", wrap=True)
        self._eye = IconButton("eye", "", self)
        self._eye.setObjectName("merge_reveal")
        self.merge = make_button("", role="primary", icon_name="git-merge", on_click=self._confirm)
        self.merge.setObjectName("merge_confirm")
        self._subject, self._reason = make_label(role="section"), make_label(role="muted")
        self._value = ElidedLabel("", "value")
        self._together = make_button("", size="small", icon_name="plus", on_click=self._take_together)
        self._together.setObjectName("merge_together")
        self._open = False
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_plan(self, plan: Plan) -> None:
        """Show how some cards would become one."""
        self._open = False
        self.only_different.setChecked(True)
        self.model.show_plan(plan)
        self.merge.setEnabled(True)
        self.view.choose(STAYS, plan.stays)
        self.view.setFocus()
        self.retranslate()

    def wait(self) -> None:
        """The merge is under way: it is not asked for twice."""
        self.merge.setEnabled(False)

    def retranslate(self) -> None:
        """Set every text."""
        self._back.set_name(self.tr("返回客户"))
        self._eye.set_name(self.tr("显示或隐藏敏感内容"))
        self.only_different.setText(self.tr("只列不同的项目"))
        self.view.cards.setAccessibleName(self.tr("要合并的档案"))
        self.view.heads.setAccessibleName(self.tr("合并后"))
        self._together.setText(self.tr("合在一起  0"))
        self._together.setAccessibleName(self.tr("合在一起"))
        self._say()

    # -- what is shown ----------------------------------------------------------------------

    @Slot()
    def _say(self) -> None:
        plan = self.model.plan
        number = len(plan.cards) if plan is not None else 0
        self._title.setText(self.tr("合并客户"))
        self._hint.setText(
            self.tr("附属记录全部保留；没有选用的值留在历史里。旧编号仍能找到这位客户，合并后随时可以拆分。")
        )
        self.merge.setText(self.tr("合并 %n 张卡片", "", number))
        self._eye.setVisible(self.model.has_secrets())
        self._eye.set_icon("eye-off" if self._open else "eye")
        self._picked(*self.view.current())

    @Slot(int, int)
    def _picked(self, row: int, card: int) -> None:
        choice = self.model.choice(row)
        self._subject.setText(self.model.text(row, FIELD) if row >= 0 else "")
        self._reason.setText("" if choice is None else words.reason_words(choice.reason))
        self._value.setText(self.model.text(row, card + 2).replace("\n", " ⏎ ") if row >= 0 else "")
        self._together.setVisible(choice is not None and choice.can_be_together)

    @Slot(bool)
    def _filter(self, only: bool) -> None:
        self.model.show_only_different(only=only)
        self._say()

    @Slot()
    def _reveal(self) -> None:
        plan = self.model.plan
        if self._open or plan is None:
            self._show(opened=False)
            return
        wish = Wish(self, lambda: self._show(opened=True), [{"fields": "merge"}])
        reveal(self._context, [card.id for card in plan.cards], wish)

    def _show(self, *, opened: bool) -> None:
        self._open = opened
        self.model.reveal(opened=opened)
        self._say()

    # -- what is done -----------------------------------------------------------------------

    def _take_together(self) -> None:
        self.model.take(self.view.current()[0], TOGETHER)
        self.view.setFocus()

    def _confirm(self) -> None:
        if self.model.plan is not None:
            self.confirmed.emit(self.model.plan)

    # -- parts ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self._eye.clicked.connect(self._reveal)
        self.only_different.toggled.connect(self._filter)
        self.view.picked.connect(self._picked)
        self.model.planned.connect(self._say)
        for keys, slot in (("Ctrl+Return", self.merge.click), ("Esc", self.left.emit)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(slot)

    def _lay_out(self) -> None:
        heads = QVBoxLayout()
        heads.setSpacing(0)
        heads.addWidget(self._title)
        heads.addWidget(self._hint)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(heads, 1)
        top.addWidget(self._eye)
        top.addWidget(self.only_different)
        top.addSpacing(6)
        top.addWidget(self.merge)
        below = QHBoxLayout()
        below.setContentsMargins(14, 8, 12, 6)
        below.setSpacing(10)
        below.addWidget(self._subject)
        below.addWidget(self._reason)
        below.addWidget(self._value, 1)
        below.addWidget(self._together)
        panel = Panel(margin=1, spacing=0)
        panel.body.setContentsMargins(1, 1, 1, 4)
        panel.body.addWidget(self.view, 1)
        panel.body.addWidget(Separator())
        panel.body.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(panel, 1)
