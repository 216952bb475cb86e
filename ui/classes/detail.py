"""One scheme: what it goes by, its classes as bars, the rule in words, its parameters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.evidence import parameters_of, rule_in_words
from desktop_crm.domain.classification.model import Group, Kind
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.queries.classes import ValueCount
from ui.classes.bars import BarModel, BarView
from ui.i18n import Translated, language
from ui.widgets import Banner, Pill, Separator, make_button, make_label

#: Families whose classes come from orders.
_OF_ORDERS = frozenset({Group.VALUE, Group.RELATION, Group.LOSS})
_OF_ORDERS_TOO = frozenset({"C2", "C3", "C4", "C7"})


class SchemeDetail(Translated, QWidget):
    """``opened(scheme id, code)``: show these customers. ``parameters_wanted``, ``import_wanted``."""

    opened = Signal(str, str)
    parameters_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme, self._parameters, self._with_orders = SCHEMES["C1"], DEFAULTS, True
        self._title, self._kind = make_label(role="heading"), Pill("")
        self._basis = make_label(role="muted", wrap=True)
        self.no_orders = Banner(kind="info")
        self._import = self.no_orders.add_action("", self.import_wanted.emit)
        self._import.setObjectName("class_import")
        self.no_orders.hide()
        self.model = BarModel(self)
        self.view = BarView(self.model)
        self._texts = make_label(role="body", wrap=True)
        self._texts.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._texts)
        self._rule_head, self._rule = make_label(role="section"), make_label(role="body", wrap=True)
        self.change = make_button("", role="link", on_click=self.parameters_wanted.emit)
        self.change.setObjectName("class_parameters")
        self.view.opened.connect(self._opened)
        self._lay_out()

    def show_scheme(
        self, scheme_id: str, counts: Sequence[ValueCount], parameters: Parameters, *, with_orders: bool
    ) -> None:
        """Show a scheme with its numbers."""
        self._scheme, self._parameters, self._with_orders = SCHEMES[scheme_id], parameters, with_orders
        self.model.show_counts(counts)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        scheme, lang = self._scheme, language()
        described = scheme.kind is Kind.DESCRIBED
        self._title.setText(scheme.label(lang))
        words = {
            Kind.CARD: (self.tr("按卡片"), "grey"),
            Kind.COMPUTED: (self.tr("自动计算"), "blue"),
            Kind.DESCRIBED: (self.tr("只作说明"), "grey"),
        }
        self._kind.set_pill(*words[scheme.kind])
        basis = scheme.basis[lang == "en"]
        self._basis.setText(self.tr("依据：%1").replace("%1", basis))
        self.view.setAccessibleName(scheme.label(lang))
        self._stack.setCurrentWidget(self._texts if described else self.view)
        self._texts.setText("\n\n".join(f"·  {value.label(lang)}" for value in scheme.values) if described else "")
        self._rule_head.setText(self.tr("说明") if described else self.tr("规则"))
        self._rule.setText(rule_in_words(scheme, lang, self._parameters))
        self.change.setText(self.tr("调整参数…"))
        self.change.setAccessibleName(self.tr("调整参数…"))
        self.change.setVisible(bool(parameters_of(scheme)))
        needs = scheme.group in _OF_ORDERS or scheme.id in _OF_ORDERS_TOO
        self.no_orders.set_message(self.tr("还没有订单。这一类分类要有交易记录才看得出差别。"), "info")
        self._import.setText(self.tr("导入订单…"))
        self._import.setAccessibleName(self.tr("导入订单…"))
        self.no_orders.setVisible(needs and not described and not self._with_orders)
        self.view.fit_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew between names and bars."""
        super().resizeEvent(event)
        self.view.fit_names()

    def minimumSizeHint(self) -> QSize:
        """Room for names, short bars and numbers."""
        return QSize(420, super().minimumSizeHint().height())

    def _opened(self, code: str) -> None:
        self.opened.emit(self._scheme.id, code)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._kind)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._rule_head)
        foot.addStretch(1)
        foot.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._basis)
        column.addWidget(self.no_orders)
        column.addSpacing(4)
        column.addWidget(self._stack, 1)
        column.addWidget(Separator())
        column.addLayout(foot)
        column.addWidget(self._rule)
