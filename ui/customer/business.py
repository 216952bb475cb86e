"""What the customer and we gave each other: orders, payments, investments, assessment; relations and addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.fields import Choice, FieldType
from desktop_crm.domain.file_choices import LINK_KIND, LINK_REVERSED
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.sources import source_of
from desktop_crm.queries.one_view import Link, OneView, is_expired
from desktop_crm.queries.rows import RecordRow
from ui.customer.section import Host, ViewSection
from ui.i18n import language
from ui.models.texts import short_day
from ui.records.words import row_text
from ui.timeline.words import money
from ui.widgets import ElidedLabel, ElidedLink, FlowLayout, KeyValueList, Pill, make_button, make_label

_KINDS = {choice.code: choice for choice in LINK_KIND}
_STATE_TINTS = {"open": "amber", "delivered": "blue", "closed": "green", "cancelled": "grey"}
#: Fields of an assessment that the page shows first.
_JUDGED = 6


class DealsSection(ViewSection):
    """Orders and payments in numbers, and the newest orders."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "deals", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("交易")

    def fill(self, view: OneView) -> None:
        """Draw sums and rows."""
        self.add_button("plus", self.tr("新增订单"), self.desk_open("sales_order"))
        if view.counts.get("sales_order"):
            self._fill_orders(view)
            links = [(self.tr("全部订单"), "sales_order"), (self.tr("订单明细"), "order_line"),
                     (self.tr("付款"), "payment")]  # fmt: skip
        else:
            self.add_nothing(self.tr("还没有订单。"))
            links = []
        self._add_lists([*links, (self.tr("报价单"), "quote"), (self.tr("归属申报"), "claim")])

    def _fill_orders(self, view: OneView) -> None:
        deals = view.deals
        self.tell_origin("orders", deals.last_on)
        rows: list[tuple[str, str | QWidget]] = [
            (self.tr("累计"), f"{money(deals.total)} · {self.tr('%n 单', '', deals.count)}"),
            (self.tr("今年 / 去年"), f"{money(deals.this_year)} / {money(deals.last_year)}"),
        ]
        if deals.open_count:
            rows.append((self.tr("未完成"), f"{money(deals.open_amount)} · {self.tr('%n 单', '', deals.open_count)}"))
        if deals.owed:
            rows.append((self.tr("未付"), money(deals.owed)))
        if deals.overdue:
            rows.append((self.tr("其中逾期"), _coloured(money(deals.overdue), "error")))
        sums = KeyValueList()
        sums.set_rows(rows)
        self.add(sums)
        for row in view.orders[:3]:
            self.add(self._order(row))

    def _add_lists(self, lists: Sequence[tuple[str, str]]) -> None:
        holder = QWidget()
        line = FlowLayout(holder, gap=4)
        for text, record in lists:
            line.addWidget(make_button(text, role="link", on_click=self.desk_list(record)))
        self.add(holder)

    def _order(self, row: RecordRow) -> QWidget:
        record = RECORD_TYPES["sales_order"]
        today = self.host.context.app.today()
        state = str(row.values.get("state") or "")
        what = row_text(record["product_line"], row.values.get("product_line"), {})
        title = " ".join(part for part in (str(row.values.get("order_no") or ""), what) if part)
        word = row_text(record["state"], state, {})
        text = f"{short_day(row.when, today)} · {money(row.values.get('amount'))}"
        return _row(title, text, self.desk_open("sales_order", row.id), Pill(word, _STATE_TINTS.get(state, "grey")))


class SpentSection(ViewSection):
    """F9: what our company put into the customer, by year; contacts with costs are part of it."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "spent", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("企业投入")

    def fill(self, view: OneView) -> None:
        """Draw the sums."""
        self.add_button("plus", self.tr("新增投入"), self.desk_open("investment"))
        if not view.spent:
            self.add_nothing(self.tr("没有记录费用和优惠。"))
        else:
            self.tell_origin("sales", "")
            rows: list[tuple[str, str | QWidget]] = [
                (str(one.year), self._sum(one.cost, one.concessions)) for one in view.spent[:3]
            ]
            total = sum(one.total for one in view.spent)
            rows.append((self.tr("合计"), money(total)))
            sums = KeyValueList()
            sums.set_rows(rows)
            self.add(sums)
        if view.counts.get("investment"):
            self.add_link(self.tr("全部投入"), self.desk_list("investment"))

    def _sum(self, cost: int, conceded: int) -> str:
        if not conceded:
            return money(cost)
        return self.tr("%1，优惠 %2").replace("%1", money(cost)).replace("%2", money(conceded))


class AssessmentSection(ViewSection):
    """F10: the newest assessment that is valid, and where it came from."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "assessment", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("评定")

    def fill(self, view: OneView) -> None:
        """Draw the judgements."""
        self.add_button("plus", self.tr("新增评定"), self.desk_open("assessment"))
        row = view.assessment
        if row is None:
            self.add_nothing(self.tr("还没有评定。"))
            return
        record = RECORD_TYPES["assessment"]
        self.tell_origin(source_of(record.name, row.values), row.when)
        judged = [
            (field.label(language()), self._judgement(field.type, row, field.id))
            for field in record
            if row.values.get(field.id) is not None
            and (field.type in (FieldType.INTEGER, FieldType.MONEY) or field.id == "credit_situation")
        ]
        shown = KeyValueList()
        shown.set_rows([(record["source_kind"].label(language()), row_text(record["source_kind"],
                        row.values.get("source_kind"), {})), *judged[:_JUDGED]])  # fmt: skip
        self.add(shown)
        if is_expired(row, self.host.context.app.today()):
            self.add(make_label(self.tr("已过有效期"), "warning"))
        self.add_link(self.tr("查看评定"), self.desk_open("assessment", row.id))

    def _judgement(self, kind: FieldType, row: RecordRow, name: str) -> str:
        value = row.values.get(name)
        if kind is FieldType.MONEY:
            return money(value)
        return self.tr("%1 / 5").replace("%1", str(value)) if kind is FieldType.INTEGER else str(value)


class LinksSection(ViewSection):
    """Relations to other customers, those that stand on the other's card too; a click goes there."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "links", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("关系")

    def fill(self, view: OneView) -> None:
        """Draw the relations."""
        self.add_button("plus", self.tr("新增关系"), self.desk_open("customer_link"))
        if not view.links:
            self.add_nothing(self.tr("没有和其他客户的关系。"))
        for link in view.links:
            self.add(self._link(link))
        if view.counts.get("customer_link"):
            self.add_link(self.tr("编辑关系"), self.desk_list("customer_link"))

    def _link(self, link: Link) -> QWidget:
        choice: Choice | None = (LINK_REVERSED if link.reverse else _KINDS).get(link.kind)
        word = (choice.en if language() == "en" else choice.zh) if choice else link.kind
        text = " · ".join(part for part in (word, link.note) if part)
        return _row(link.other_name, text, partial(self.host.customer_wanted.emit, link.other_id))


class AddressesSection(ViewSection):
    """Where letters and goods go besides."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "addresses", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("其他地址")

    def fill(self, view: OneView) -> None:
        """Draw the addresses."""
        self.add_button("plus", self.tr("新增地址"), self.desk_open("delivery_address"))
        if not view.addresses:
            self.add_nothing(self.tr("没有其他地址。"))
        for row in view.addresses:
            text = str(row.values.get("address") or "")
            who = " ".join(str(row.values.get(name) or "") for name in ("recipient", "phone")).strip()
            label = str(row.values.get("label") or "")
            title = f"{label} · {who}" if who else label
            self.add(_row(title, text, self.desk_open("delivery_address", row.id)))


def _coloured(text: str, role: str) -> QWidget:
    label = make_label(text, role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _row(title: str, text: str, slot: Callable[[], object], mark: QWidget | None = None) -> QWidget:
    """Make two lines of which the first can be clicked, with a mark at the right."""
    row = QWidget()
    top = QHBoxLayout()
    top.setSpacing(6)
    link = ElidedLink(title, slot)
    policy = link.sizePolicy()
    policy.setHorizontalPolicy(policy.Policy.Maximum)
    link.setSizePolicy(policy)
    top.addWidget(link)
    top.addStretch(1)
    if mark is not None:
        top.addWidget(mark)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(top)
    below = ElidedLabel(text, "muted")
    below.setContentsMargins(5, 0, 0, 0)
    column.addWidget(below)
    return row
