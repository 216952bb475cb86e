"""The customer information table (客户信息表) on the screen: new and edit, for people and organisations."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop_crm.domain.fields import FormKind, Values
from desktop_crm.domain.records import CUSTOMER, display_name
from desktop_crm.domain.values import Json
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.events import ChangeSet
from desktop_crm.services.customers import Saved
from desktop_crm.services.drafts import NEW, Draft
from ui.context import Context
from ui.errors import describe
from ui.forms.card_form import CardForm
from ui.forms.card_state import CardState, Rebased
from ui.forms.drafting import DraftKeeper, newest_new
from ui.forms.findings import shown_value
from ui.forms.moments import day_and_time
from ui.i18n import language

#: Changed fields a banner names; the others are counted.
_NAMED = 4


class CustomerEditor(CardForm):
    """One customer being filled in. ``saved`` and ``cancelled`` end the page; ``added`` tells a customer
    that was saved while the form went on to the next one. Undo of a save is the window's."""

    saved = Signal(str)
    added = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        context: Context,
        customer_id: str | None = None,
        kind: FormKind = FormKind.INDIVIDUAL,
        initial: Values | None = None,
        parent: QWidget | None = None,
        *,
        draft_key: str | None = None,
    ) -> None:
        """Open a card, or an empty form of ``kind`` with ``initial`` values. ``draft_key`` goes on with
        a draft that :func:`ui.forms.drafting.unfinished` named. Raises NotFound."""
        super().__init__(context, parent)
        self.setObjectName("customerEditor")
        self._initial = dict(initial or {})
        self._draft: Draft | None = None
        self._saving = False
        self._question: QMessageBox | None = None
        self._cancel = self.add_button("cancel", "ghost", self.cancel)
        self._as_draft = self.add_button("saveDraft", "", self.save_draft)
        self._and_new = self.add_button("saveAndNew", "", self.save_and_new)
        self._save = self.add_button("save", "primary", self.save)
        for keys, slot in (("Ctrl+S", self.save), ("Ctrl+Shift+S", self.save_and_new), ("Esc", self._escape)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._keeper: DraftKeeper | None = None
        self.context.bridge.changed.connect(self._changed_elsewhere)
        self.touched.connect(self._keep_soon)
        self._begin(self._open(customer_id, kind))
        self._look_for_draft(draft_key)

    # -- what the window asks -----------------------------------------------------------------

    def keep_draft(self) -> None:
        """Write the draft now, as before the program ends. Raises StoreError."""
        if self._keeper is not None and self.has_changes():
            self._keeper.flush()

    def may_close(self) -> bool:
        """Let the window go: what was typed is kept as a draft and offered next time."""
        self.keep_draft()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed when the window goes."""
        self.keep_draft()
        if self._keeper is not None:
            self._keeper.release()
        super().closeEvent(event)

    # -- beginning ----------------------------------------------------------------------------

    def _open(self, customer_id: str | None, kind: FormKind) -> CardState:
        if customer_id is None:
            return self._new_state(kind, self._initial)
        return CardState.of_card(self.context.app.queries.card(customer_id))

    def _begin(self, state: CardState) -> None:
        self.state = state
        self._asked = False
        self._twins.forget()
        self._keep_under(state.customer_id or f"{NEW}{self.context.app.new_id()}")
        self._build()

    def _keep_under(self, key: str) -> None:
        if self._keeper is not None:
            self._keeper.release()
            self._keeper.deleteLater()
        self._keeper = DraftKeeper(self.context, key, self._document, self)
        self._keeper.failed.connect(self._draft_failed)

    def retranslate(self) -> None:
        """Set every text; also after a switch of language."""
        super().retranslate()
        for button, text, keys in self._captions():
            button.setText(text)
            button.setToolTip(keys)
        self._and_new.setVisible(self.state.customer_id is None)

    def _captions(self) -> tuple[tuple[QPushButton, str, str], ...]:
        return (
            (self._cancel, self.tr("取消"), "Esc"),
            (self._as_draft, self.tr("另存为草稿"), ""),
            (self._and_new, self.tr("保存并新建"), "Ctrl+Shift+S"),
            (self._save, self.tr("保存"), "Ctrl+S"),
        )

    # -- drafts -------------------------------------------------------------------------------

    def _document(self) -> dict[str, Json]:
        return self.state.document()

    def _keep_soon(self) -> None:
        # While an earlier draft of this card waits for a decision, it must not be written over.
        if self._keeper is not None and not (self._draft is not None and self._draft.key == self._keeper.key):
            self._keeper.touch()

    def _look_for_draft(self, key: str | None) -> None:
        if self._keeper is None:
            return
        if key is not None:
            self._keep_under(key)
        found = self._keeper.found()
        if found is None and self.state.customer_id is None and not self._initial:
            found = newest_new(self.context)
        if found is None:
            return
        self._draft = found
        if key is not None:
            self.use_draft()
            return
        text = self.tr("上次未保存的输入已找回（%1）").replace("%1", day_and_time(found.saved_at, self._today()))
        banner = self._say("draft", text, "info")
        banner.add_action(self.tr("使用"), self.use_draft).setObjectName("useDraft")
        banner.add_action(self.tr("丢弃"), self.discard_draft).setObjectName("discardDraft")
        self.chain()

    def use_draft(self) -> None:
        """Type the recovered draft in again; what was typed since stays."""
        draft, self._draft = self._draft, None
        self._unsay("draft")
        if draft is None:
            return
        since = dict(self.state.row.typed)
        self.state.restore(draft.document)
        for name, raw in since.items():
            self.state.row.type(name, raw)
        self._keep_under(draft.key)
        self._build()
        self._keep_soon()

    def discard_draft(self) -> None:
        """Forget the recovered draft."""
        draft, self._draft = self._draft, None
        self._unsay("draft")
        if draft is not None and self._keeper is not None:
            self._keeper.drop(draft.key)
        if self.has_changes():
            self._keep_soon()

    def _draft_failed(self, error: object) -> None:
        if isinstance(error, CrmError):
            self._say("error", f"{self.tr('草稿没有写入。')} {describe(error).what}", "warning")

    # -- saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """File the card, or keep it as a draft when a rule is broken; ``saved`` follows."""
        if self._store(as_draft=False) is not None and self.state.customer_id is not None:
            self._finish(self.state.customer_id)

    def save_draft(self) -> None:
        """Keep the card as a draft; ``saved`` follows."""
        if self._store(as_draft=True) is not None and self.state.customer_id is not None:
            self._finish(self.state.customer_id)

    def save_and_new(self) -> None:
        """Save and go on with an empty form of the same kind; ``added`` follows."""
        if self.state.customer_id is not None:
            self.save()
            return
        kind = self.state.kind
        saved = self._store(as_draft=False)
        if saved is not None:
            self._initial = {}
            self._begin(self._new_state(kind, {}))
            self.added.emit(saved.id)

    def _store(self, *, as_draft: bool) -> Saved | None:
        self._asked = True
        self.check_now()
        self._twins.settle()
        self._show_findings()
        if self._composing():
            return None
        if self._reading.unreadable:
            text = self.tr("有 %n 处内容无法识别，还不能保存；输入的内容都在。", "", len(self._reading.unreadable))
            self._say("error", text, "error")
            self._go_to_place(self._reading.unreadable[0].field)
            return None
        try:
            saved = self._write(as_draft=as_draft)
        except CrmError as error:
            self._saving = False
            self._say("error", describe(error).whole().replace("\n", " "), "error")
            return None
        self._unsay("error")
        self._unsay("remote")
        self._tell(saved)
        self.state.customer_id = saved.id
        self.write_apart(self.state.told_apart)
        return saved

    def _write(self, *, as_draft: bool) -> Saved:
        """One transaction for the card, then the draft goes."""
        values, grid = self.state.changes(self._reading)
        # The service judges what it is sent; mistakes that stand in untouched fields are known here.
        as_draft = as_draft or bool(self._errors())
        customers = self.context.app.customers
        self._saving = True
        if self.state.customer_id is None:
            saved = customers.create(values, grid, as_draft=as_draft)
        else:
            saved = customers.update(self.state.customer_id, values, grid, as_draft=as_draft)
        if self._keeper is not None:
            self._keeper.end()
        self._saving = False
        return saved

    def _tell(self, saved: Saved) -> None:
        name = display_name(dict(self._reading.card.values)) or saved.customer_no
        mistakes = len(self._errors())
        if saved.status != "draft":
            self.context.notify(self.tr("已建档：%1").replace("%1", name), kind="success")
            return
        text = self.tr("已存为草稿：%1").replace("%1", name)
        if mistakes:
            text += self.tr("，还有 %n 处需要改正", "", mistakes)
        self.context.notify(text, kind="warning")

    def _finish(self, customer_id: str) -> None:
        """Hold the stored card from now on, should the window keep the form."""
        self.state.settle(self.context.app.queries.card(customer_id))
        self._keep_under(customer_id)
        self._refresh()
        self.check_now()
        self.kinds.hide()
        self.saved.emit(customer_id)

    # -- leaving ------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Leave; asks first when something would be lost."""
        if not self.has_changes():
            self._leave()
            return
        box = QMessageBox(
            QMessageBox.Icon.Question, self.tr("客户信息表"), self.tr("输入的内容还没有保存。"), parent=self
        )
        box.setInformativeText(self.tr("存为草稿后可以随时继续填写。"))
        keep = box.addButton(self.tr("保存草稿"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(self.tr("放弃"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("继续编辑"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(stay)
        for button, name, slot in ((keep, "keepDraft", self.save_draft), (drop, "dropChanges", self._leave)):
            button.setObjectName(name)
            button.clicked.connect(slot)
        stay.setObjectName("stay")
        self._question = box
        box.open()

    def _leave(self) -> None:
        if self._keeper is not None:
            self._keeper.end()
        self.cancelled.emit()

    def _escape(self) -> None:
        if not self._composing():
            self.cancel()

    # -- other people's changes ---------------------------------------------------------------

    def _changed_elsewhere(self, change: ChangeSet) -> None:
        customer_id = self.state.customer_id
        if self._saving or customer_id is None or not (change.many or customer_id in change.agg_ids):
            return
        try:
            card = self.context.app.queries.card(customer_id)
        except NotFound:
            self._say("remote", self.tr("这位客户已不在本机，保存时会提示。输入的内容都在。"), "warning")
            return
        if card.deleted:
            self._say("remote", self.tr("这位客户刚刚在别处被删除。输入的内容都在。"), "warning")
            return
        rebased = self.state.rebase(card)
        if rebased:
            self._refresh()
            self.check_now()
            self._say("remote", self._remote_text(rebased), "info")
            self.chain()

    def _remote_text(self, rebased: Rebased) -> str:
        kind = self.state.kind
        parts = []
        for name, value in rebased.values.items():
            declared = CUSTOMER[name]
            label = declared.label(language(), kind)
            text = f"{label} → {shown_value(declared, value)}"
            parts.append(
                self.tr("%1（您正在修改，保留您的输入）").replace("%1", text) if name in rebased.kept else text
            )
        if rebased.grid:
            parts.append(self.tr("表格中的行"))
        named = "；".join(parts[:_NAMED])
        if len(parts) > _NAMED:
            named += self.tr(" 等 %n 项", "", len(parts))
        return self.tr("这位客户刚刚在别处被修改：%1").replace("%1", named)
