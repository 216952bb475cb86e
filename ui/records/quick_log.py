"""A call or visit written down in a few keys, over whatever is in front: summary, Enter, done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.quick_dates import local, local_now, read_due, to_instant
from desktop_crm.domain.steps import Due, due_of
from desktop_crm.domain.values import Json
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.queries.steps import Step as NextStep
from desktop_crm.services.contacts import QuickContact
from desktop_crm.services.drafts import QUICK, RowKey
from desktop_crm.services.rows import SavedRows
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.forms.drafting import DraftKeeper
from ui.forms.lines import LineEdit, TextEdit
from ui.jobs import Task
from ui.models.texts import coming_moment
from ui.records.methods import MethodChips
from ui.records.references import CustomerPick
from ui.theme import set_role
from ui.widgets import make_button, make_label

#: The way chosen last is remembered under this key of the settings.
METHOD_KEY = "quick_log/method"
NOBODY = "-"
_SIZE = QSize(640, 370)
_DUE_WIDTH, _SUMMARY_HEIGHT, _MARGINS = 190, 104, 48


class _Summary(TextEdit):
    """Return saves, Shift+Return begins a new line; while composing every key belongs to the input method."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Return."""
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted and not self.composing:
            self.finished.emit()
            return
        super().keyPressEvent(event)


class QuickLog(Dialog):
    """``saved(row ids, what was settled)``; ``more_wanted(customer, values)``: go on in the whole form."""

    saved = Signal(list, list)
    more_wanted = Signal(str, object)
    kept = Signal()

    def __init__(
        self, context: Context, customer_id: str = "", method: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("quick_log", parent, _SIZE)
        self._context = context
        self._customer_id, self._name = "", ""
        self._step: NextStep | None = None
        self._saving = False
        self._keeper: DraftKeeper | None = None
        self.customer = CustomerPick(context)
        self.methods = MethodChips()
        self.summary = _Summary()
        self.action, self.due = LineEdit(), LineEdit()
        self.settles = QCheckBox()
        self.settles.hide()
        self._lay_out()
        self._connect()
        self.methods.choose(method or context.settings.text(METHOD_KEY, "phone"))
        self.choose_customer(customer_id)
        self.settle()
        (self.summary if self._customer_id else self.customer).setFocus()

    # -- the customer -----------------------------------------------------------------------

    @property
    def customer_id(self) -> str:
        """Whose contact it is; "" while nobody is chosen."""
        return self._customer_id

    def choose_customer(self, customer_id: str) -> None:
        """Write the contact down for a customer, "" for nobody yet."""
        app = self._context.app
        try:
            card = app.queries.card(customer_id) if customer_id else None
        except NotFound:
            card = None
        self._customer_id = card.id if card is not None and not card.deleted else ""
        self._name = (card.display_name or card.customer_no) if card is not None else ""
        self.customer.show_text(self._name if self._customer_id else "")
        steps = app.steps.of_customer(self._customer_id) if self._customer_id else []
        self._offer(steps[0] if steps else None)
        self._keep_under(RowKey(self._customer_id or NOBODY, "activity", QUICK))

    def _offer(self, step: NextStep | None) -> None:
        """Offer to settle the customer's next step; one that is due is ticked."""
        self._step = step
        self.settles.setVisible(step is not None)
        if step is not None:
            self.settles.setChecked(due_of(step.due, self._context.app.today()) in (Due.OVERDUE, Due.TODAY))
        self._name_done()

    def _customer_typed(self) -> None:
        self._customer_id = ""
        self._offer(None)

    def _picked(self, customer_id: str) -> None:
        self.choose_customer(customer_id)
        self._touch()
        self.summary.setFocus()

    # -- saving -----------------------------------------------------------------------------

    def contact(self) -> QuickContact:
        """Return what stands in the window."""
        settled = [self._step.row_id] if self._step is not None and self.settles.isChecked() else []
        action, due = self.action.text().strip(), self.due_moment()
        if due is not None and not action:
            action = self.tr("再联系")
        return QuickContact(self.summary.toPlainText().strip(), self.methods.current(), action, due, settled)

    def due_moment(self) -> datetime | None:
        """Read when the next step is due; None for nothing, or words that are no day."""
        return read_due(self.due.text(), self._now())

    def save(self) -> None:
        """Save and close; says what is missing otherwise."""
        if self._saving:
            return
        wrong = self._missing()
        if wrong is not None:
            widget, text = wrong
            self.say(text, "warning")
            widget.setFocus()
            return
        self._saving = True
        contacts, customer, contact = self._context.app.contacts, self._customer_id, self.contact()

        def work(_task: Task) -> SavedRows:
            return contacts.log(customer, contact)

        self._context.settings.set_text(METHOD_KEY, contact.method)
        self._context.jobs.run(work).on_success(self._saved).on_failure(self._refused)

    def more(self) -> None:
        """Go on in the whole form with what was typed."""
        if not self._customer_id:
            self.say(self.tr("先选择客户。"), "warning")
            self.customer.setFocus()
            return
        contact = self.contact()
        values = {
            "summary": contact.summary, "method": contact.method, "next_action": contact.next_action,
            "next_action_at": to_instant(contact.due) if contact.due else "",
        }  # fmt: skip
        customer = self._customer_id
        self._end()
        self.more_wanted.emit(customer, {name: value for name, value in values.items() if value})

    def reject(self) -> None:
        """Close; what was typed comes back next time."""
        if self._keeper is not None and not self._saving:
            if self._typed():
                self._keeper.touch()
                self._keeper.flush()
                self._keeper.release()
                self.kept.emit()
            else:
                self._keeper.end()
        super().reject()

    def _missing(self) -> tuple[QWidget, str] | None:
        if not self._customer_id:
            return self.customer, self.tr("先选择客户：输入姓名、拼音或电话。")
        if not self.summary.toPlainText().strip():
            return self.summary, self.tr("写一句谈了什么。")
        if self.due.text().strip() and self.due_moment() is None:
            return self.due, self.tr("看不懂这个时间。可以写：明天、周五、下周一 10点、3天后、11-30。")
        return None

    def _saved(self, done: SavedRows) -> None:
        settled = list(self.contact().done)
        self._end()
        self.saved.emit(list(done.ids), settled)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if not isinstance(error, CrmError):
            raise error
        self.say_error(error)

    def _end(self) -> None:
        if self._keeper is not None:
            self._keeper.end()
        self.accept()

    # -- drafts -----------------------------------------------------------------------------

    def _keep_under(self, key: RowKey) -> None:
        before, self._keeper = self._keeper, DraftKeeper(self._context, str(key), self._document, self)
        if before is not None:
            before.end()
            before.deleteLater()
        self._keeper.failed.connect(self.say_error)
        found = self._keeper.found()
        if found is not None and not self._typed():
            self._take(found.document)

    def _take(self, document: Mapping[str, Json]) -> None:
        self.summary.show_text(str(document.get("summary") or ""))
        self.action.show_text(str(document.get("next_action") or ""))
        self.due.show_text(str(document.get("due") or ""))
        self.methods.choose(str(document.get("method") or ""))
        self._show_due()
        self.say(self.tr("上次没有保存的内容已找回。"))

    def _document(self) -> dict[str, Json]:
        return {
            "method": self.methods.current(), "summary": self.summary.toPlainText(),
            "next_action": self.action.text(), "due": self.due.text(),
        }  # fmt: skip

    def _typed(self) -> bool:
        return bool(self.summary.toPlainText().strip() or self.action.text().strip() or self.due.text().strip())

    def _touch(self) -> None:
        if self._keeper is not None and self._typed():
            self._keeper.touch()

    # -- parts ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("记一笔"))
        self.customer.setAccessibleName(self.tr("客户"))
        self.customer.setPlaceholderText(self.tr("客户：姓名、拼音首字母、电话"))
        self.summary.setAccessibleName(self.tr("内容摘要"))
        self.summary.setPlaceholderText(self.tr("谈了什么"))
        self.action.setAccessibleName(self.tr("下一步"))
        self.action.setPlaceholderText(self.tr("下一步做什么（可不填）"))
        self.due.setAccessibleName(self.tr("下一步的时间"))
        self.due.setPlaceholderText(self.tr("明天、周五、3天后"))
        self._hint.setText(self.tr("回车保存 · Shift+回车换行 · Ctrl+1…8 联系方式"))
        set_texts(self._more, self.tr("更多项目…"))
        set_texts(self._save, self.tr("保存"))
        self._name_done()
        self._show_due()

    def _name_done(self) -> None:
        if self._step is not None:
            day = coming_moment(self._step.due, self._context.app.today()) if self._step.due else ""
            what = " · ".join(part for part in (day, self._step.action) if part)
            text = self.tr("这就是约好的下一步，标为完成：%1").replace("%1", what)
            self.settles.setToolTip(text)
            width = _SIZE.width() - 90
            self.settles.setText(self.settles.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width))

    def _show_due(self) -> None:
        """Say beside the line which day was understood."""
        moment, typed = self.due_moment(), self.due.text().strip()
        known = moment is not None
        text = coming_moment(to_instant(moment), self._context.app.today()) if moment is not None else ""
        self._read.setText(text if known or not typed else self.tr("看不懂"))
        set_role(self._read, "muted" if known or not typed else "warning")

    def _now(self) -> datetime:
        app = self._context.app
        now = local(app.clock()) or local_now()
        return datetime.combine(app.today(), now.time())

    def _lay_out(self) -> None:
        self._hint, self._read = make_label(role="muted"), make_label(role="muted")
        self._read.setMinimumWidth(96)
        for line, name in ((self.customer, "log_customer"), (self.action, "log_action"), (self.due, "log_due")):
            line.setObjectName(name)
            line.setProperty("role", "")
        self.summary.setProperty("role", "")
        self.summary.setObjectName("log_summary")
        self.summary.setFixedHeight(_SUMMARY_HEIGHT)
        self.methods.setMinimumWidth(_SIZE.width() - _MARGINS)  # else Qt makes room for a column of chips
        self.settles.setObjectName("log_done")
        self.due.setFixedWidth(_DUE_WIDTH)
        following = QHBoxLayout()
        following.setSpacing(8)
        following.addWidget(self.action, 1)
        following.addWidget(self.due)
        following.addWidget(self._read)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.customer)
        column.addWidget(self.methods)
        column.addWidget(self.summary)
        column.addWidget(self.settles)
        column.addLayout(following)
        column.addStretch(1)
        self.body.addLayout(column, 1)
        self._more = make_button("", role="ghost", on_click=self.more)
        self._more.setObjectName("log_more")
        self._save = make_button("", role="primary", on_click=self.save)
        self._save.setObjectName("log_save")
        self.foot.addWidget(self._hint)
        self.foot.addStretch(1)
        self.foot.addWidget(self._more)
        self.foot.addWidget(self._save)

    def _connect(self) -> None:
        self.customer.picked.connect(self._picked)
        self.customer.typed.connect(self._customer_typed)
        self.customer.typed.connect(self._customer_typed)
        self.summary.finished.connect(self.save)
        for line in (self.action, self.due):
            line.returnPressed.connect(self.save)
            line.typed.connect(self._touch)
        self.due.typed.connect(self._show_due)
        self.summary.typed.connect(self._touch)
        self.methods.chosen.connect(self._touch)
