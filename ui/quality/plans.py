"""Plans to collect information: the list, how far each field is, and the forms drawn from the declarations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.domain.collection_records import COLLECTION_ITEM, COLLECTION_PLAN
from desktop_crm.domain.fields import Values
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_value
from desktop_crm.errors import CrmError
from desktop_crm.queries.collection import Count
from desktop_crm.services.collection import Item, Plan
from ui.context import Context
from ui.dialogs._frame import Dialog, scrolled, set_texts
from ui.i18n import language
from ui.jobs import Lane, Task
from ui.quality.figures import ShareBar
from ui.records.company_form import CompanyForm
from ui.widgets import EmptyState, IconButton, Panel, make_button, make_label

_SIZE = QSize(860, 600)
_Progress = list[tuple[Item, list[Count]]]


class PlansDialog(Dialog):
    """Every plan, and of the chosen one its fields with their progress."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("collection_plans", parent, _SIZE)
        self._context = context
        self._plans: Sequence[Plan] = ()
        self._wanted = ""
        self.picker = QComboBox()
        self.picker.setObjectName("plan_picker")
        self.picker.activated.connect(self._chosen)
        self.body.addWidget(self.picker)
        self._about = make_label(role="muted", wrap=True)
        self.body.addWidget(self._about)
        self._items = QVBoxLayout()
        self._items.setSpacing(10)
        holder = QWidget()
        holder.setLayout(self._items)
        self.body.addWidget(scrolled(holder), 1)
        self.empty = EmptyState("list-checks", "")
        self.body.addWidget(self.empty, 1)
        self.new = self._button("plan_new", "plus", self._new)
        self.edit = self._button("plan_edit", "pencil", self._edit)
        self.add = self._button("plan_add", "plus", self._add)
        self.publish = self._button("plan_publish", "check", self._publish)
        self.finish = self._button("plan_close", "x", self._finish)
        self.shut = self._button("plan_done", "", self.reject)
        for button in (self.new, self.edit, self.add):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        for button in (self.finish, self.publish, self.shut):
            self.foot.addWidget(button)
        self.settle()
        self.reload()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("收集计划"), self.tr("谁、向哪些客户、从什么渠道、凭什么依据，补哪些内容。"))
        self.picker.setAccessibleName(self.tr("计划"))
        for button, text in (
            (self.new, self.tr("新建计划")),
            (self.edit, self.tr("编辑计划…")),
            (self.add, self.tr("加一项")),
            (self.publish, self.tr("发布")),
            (self.finish, self.tr("结束计划")),
            (self.shut, self.tr("关闭")),
        ):
            set_texts(button, text)
        self.empty.set_texts(
            self.tr("还没有收集计划"), self.tr("建一个计划，选好对象和要补的项目；发布后，这里按渠道和人员显示进展。")
        )

    def reload(self, wanted: str = "") -> None:
        """Read the plans anew, and stand on one of them."""
        wanted = wanted or str(self.picker.currentData() or "")
        self._plans = self._context.app.collection.plans()
        self.picker.clear()
        for plan in self._plans:
            self.picker.addItem(str(plan.values.get("name") or ""), plan.id)
        self.picker.setCurrentIndex(max(0, self.picker.findData(wanted)))
        self._chosen()

    @property
    def plan(self) -> Plan | None:
        """The plan that shows."""
        return next((one for one in self._plans if one.id == self.picker.currentData()), None)

    # -- showing ----------------------------------------------------------------------------

    @Slot()
    def _chosen(self) -> None:
        plan = self.plan
        self.empty.setVisible(plan is None)
        for part in (self.picker, self.edit, self.add, self.publish, self.finish, self._about):
            part.setVisible(plan is not None)
        self._clear()
        if plan is None:
            return
        self.publish.setEnabled(plan.state == "draft")
        self.finish.setEnabled(plan.state == "published")
        for button in (self.edit, self.add):
            button.setEnabled(plan.state != "closed")
        self._about.setText(_about(plan))
        queries = self._context.app.collection_queries

        def work(_task: Task) -> tuple[str, _Progress]:
            return plan.id, [(item, queries.progress(plan.values, item.field)) for item in plan.items]

        self._context.jobs.run(work, Lane.POOL).on_success(self._show).on_failure(self.say_error)

    def _show(self, answer: tuple[str, _Progress]) -> None:
        plan_id, progress = answer
        plan = self.plan
        if plan is not None and plan_id == plan.id:
            self._clear()
            for item, counts in progress:
                panel = _ItemPanel(item, counts, changeable=plan.state != "closed")
                panel.edit_wanted.connect(self._edit_item)
                panel.removed.connect(self._remove_item)
                self._items.addWidget(panel)
            self._items.addStretch(1)

    def _clear(self) -> None:
        while (item := self._items.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    # -- doing ------------------------------------------------------------------------------

    def _new(self) -> None:
        form = CompanyForm(self._context, COLLECTION_PLAN, None, {}, self)
        service = self._context.app.collection
        form.filled.connect(lambda values: self._do(form, lambda: service.save(values)))
        form.open()

    def _edit(self) -> None:
        plan = self.plan
        if plan is not None:
            form = CompanyForm(self._context, COLLECTION_PLAN, plan.id, plan.values, self)
            service, plan_id = self._context.app.collection, plan.id
            form.filled.connect(lambda values: self._do(form, lambda: service.save(values, plan_id)))
            form.open()

    def _add(self) -> None:
        self._open_item(None)

    def _edit_item(self, item: Item) -> None:
        self._open_item(item)

    def _open_item(self, item: Item | None) -> None:
        plan = self.plan
        if plan is None:
            return
        row_id, values_now = (item.id, item.values) if item is not None else (None, {})
        form = CompanyForm(self._context, COLLECTION_ITEM, row_id, values_now, self)
        service = self._context.app.collection

        def save(values: Values) -> str:
            service.want(plan.id, values, row_id or "")
            return plan.id

        form.filled.connect(lambda values: self._do(form, lambda: save(values)))
        form.open()

    def _remove_item(self, item: Item) -> None:
        self._change(lambda plan_id: self._context.app.collection.unwant(plan_id, item.field))

    def _publish(self) -> None:
        self._change(self._context.app.collection.publish)

    def _finish(self) -> None:
        self._change(self._context.app.collection.close)

    def _change(self, change: Callable[[str], None]) -> None:
        plan = self.plan
        if plan is not None:
            plan_id = plan.id

            def work() -> str:
                change(plan_id)
                return plan_id

            self._do(None, work)

    def _do(self, form: Dialog | None, work: Callable[[], str]) -> None:
        try:
            wanted = work()
        except CrmError as error:
            (form or self).say_error(error)
            return
        if form is not None:
            form.accept()
        self.say("")
        self.reload(wanted)

    def _button(self, name: str, symbol: str, slot: Callable[[], object]) -> QPushButton:
        button = make_button("", icon_name=symbol, on_click=slot) if symbol else make_button("", on_click=slot)
        button.setObjectName(name)
        return button


class _ItemPanel(Panel):
    """One field of a plan: where from, by what right, who; and how many files have it, by channel and salesperson.

    ``edit_wanted(Item)`` and ``removed(Item)`` ask for a change.
    """

    edit_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, item: Item, counts: Sequence[Count], *, changeable: bool) -> None:
        super().__init__(margin=14, spacing=6)
        self._item = item
        label = CUSTOMER[item.field].label(language())
        files, filled, gained = (sum(getattr(one, name) for one in counts) for name in ("files", "filled", "gained"))
        channel = format_value(COLLECTION_ITEM["channel"], item.values.get("channel"), language())
        parts = [channel, str(item.values.get("owner") or ""), str(item.values.get("legal_note") or "")]
        lacking = [COLLECTION_ITEM[name].label(language()) for name in item.lacks()]
        head = QHBoxLayout()
        head.addWidget(make_label(label, "section"), 1)
        share = make_label(f"{filled:,} / {files:,}  (+{gained:,})", "strong")
        head.addWidget(share)
        for symbol, text, slot in (
            ("pencil", self.tr("编辑%1"), self._edit),
            ("trash-2", self.tr("去掉%1"), self._remove),
        ):
            if changeable:
                button = IconButton(symbol, text.replace("%1", label), small=True)
                button.setObjectName(f"item_{symbol}")
                button.clicked.connect(slot)
                head.addWidget(button)
        self.body.addLayout(head)
        bar = ShareBar()
        bar.set_share(filled / files if files else None)
        self.body.addWidget(bar)
        self.body.addWidget(make_label(" · ".join(part for part in parts if part) or "—", "muted", wrap=True))
        if lacking:
            self.body.addWidget(make_label(self.tr("还缺：%1").replace("%1", "、".join(lacking)), "warning", wrap=True))
        by_channel = _sums(counts, lambda one: format_value(COLLECTION_ITEM["channel"], one.channel, language()))
        for title, sums in (
            (self.tr("按渠道"), by_channel),
            (self.tr("按人员"), _sums(counts, lambda one: one.salesperson)),
        ):
            if filled:
                self.body.addWidget(make_label(f"{title}  {sums}", "muted", wrap=True))
        self.setAccessibleName(f"{label}：{share.text()}")

    def _edit(self) -> None:
        self.edit_wanted.emit(self._item)

    def _remove(self) -> None:
        self.removed.emit(self._item)


def _sums(counts: Sequence[Count], key: Callable[[Count], str]) -> str:
    """Say how many files of each kind have the field."""
    sums: dict[str, tuple[int, int]] = {}
    for one in counts:
        filled, files = sums.get(key(one), (0, 0))
        sums[key(one)] = (filled + one.filled, files + one.files)
    return " · ".join(f"{name or '—'} {filled:,}/{files:,}" for name, (filled, files) in sorted(sums.items()))


def _about(plan: Plan) -> str:
    shown = ("state", "target", "starts_on", "due_on", "monthly_target", "by")
    words = [
        f"{COLLECTION_PLAN[name].label(language())} {format_value(COLLECTION_PLAN[name], value, language())}"
        for name in shown
        if (value := plan.state if name == "state" else plan.values.get(name)) not in (None, "")
    ]
    return " · ".join(words)
