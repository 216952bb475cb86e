"""All quotes to one customer side by side, each a card with a bar that shows how the amounts compare."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.domain.file_choices import DEAD_QUOTES
from desktop_crm.queries.claims import QuoteOf
from ui.claims.words import QUOTE_TINTS, money, quote_state
from ui.i18n import Translated
from ui.theme import theme
from ui.widgets import Avatar, ElidedLabel, FlowLayout, Pill, make_label

_WIDTH = 208


class Bar(QWidget):
    """A share of a whole as a line."""

    def __init__(self, share: float, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._tint = max(0.0, min(1.0, share)), tint
        self.setFixedHeight(6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = QRectF(self.rect())
        for width, tint in ((rect.width(), "line"), (rect.width() * self._share, self._tint)):
            painter.setBrush(theme.color(tint))
            painter.drawRoundedRect(QRectF(0, 0, width, rect.height()), 3, 3)
        painter.end()


class QuoteCard(Translated, QFrame):
    """One quote. ``highest`` is the highest amount of all, ``lowest`` the lowest."""

    def __init__(self, quote: QuoteOf, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote, self._lowest = quote, lowest
        self.setProperty("role", "panel")
        self.setFixedWidth(_WIDTH)
        self._state = Pill("", QUOTE_TINTS.get(quote.state, "grey"))
        self._amount = make_label(role="heading")
        self._more = make_label(role="muted")
        self._about, self._until = ElidedLabel("", "muted"), ElidedLabel("", "muted")
        tint = "text3" if quote.state in DEAD_QUOTES else "green" if quote.state == "approved" else "accent"
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(Avatar(quote.by, 24))
        who.addWidget(ElidedLabel(quote.by, "strong"), 1)
        who.addWidget(self._state)
        price = QHBoxLayout()
        price.addWidget(self._amount)
        price.addStretch(1)
        price.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(who)
        column.addLayout(price)
        column.addWidget(Bar(quote.amount / highest if highest else 0.0, tint))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._about)
        lines.addWidget(self._until)
        column.addLayout(lines)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        quote = self._quote
        self._state.set_pill(quote_state(quote), QUOTE_TINTS.get(quote.state, "grey"))
        self._amount.setText(money(quote.amount))
        above = (quote.amount - self._lowest) / self._lowest if self._lowest else 0.0
        self._more.setText(f"+{above * 100:.0f}%" if above > 0 else "")
        until = self.tr("有效期至 %1").replace("%1", quote.valid_until) if quote.valid_until else ""
        self._about.setText(" · ".join(part for part in (quote.quote_no, quote.product) if part) or "—")
        self._until.setText(until or self.tr("没有有效期"))
        self.setAccessibleName(
            f"{quote.by}：{self._amount.text()}，{quote_state(quote)}，{self._about.text()}，{self._until.text()}"
        )


class Prices(QWidget):
    """The quotes of a case, the lowest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_quotes(self, quotes: Sequence[QuoteOf]) -> None:
        """Show other quotes."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        live = [one.amount for one in quotes if one.state not in DEAD_QUOTES] or [one.amount for one in quotes]
        for quote in quotes:
            self._flow.addWidget(QuoteCard(quote, min(live), max(one.amount for one in quotes), self))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the lines need at the present width."""
        return QSize(_WIDTH, self._flow.heightForWidth(max(self.width(), _WIDTH)))
