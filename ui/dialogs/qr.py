"""The customer's visiting card as a QR code: a phone's camera makes a contact of it, without a network."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import Field, Sensitivity
from desktop_crm.domain.masking import is_masked_by_default
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.exchange.exporter import Shown
from desktop_crm.exchange.vcard_reader import OWN
from desktop_crm.exchange.vcard_writer import card_lines
from desktop_crm.queries.customers import CustomerCard
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.i18n import language
from ui.widgets import make_button, make_label

#: What a phone's contact holds; none of it is sensitive.
FIELDS = ("full_name", "org_name", "employer", "occupation", "mobile_phone", "landline_phone", "email",
          "mailing_address", "postal_code", "website")  # fmt: skip
_SIZE = QSize(420, 520)
_CODE = 300
_QUIET = 4  # modules around the code (ISO/IEC 18004)


def may_be_shown(field: Field) -> bool:
    """Say whether a field may be on a visiting card: nothing sensitive, nothing that is masked on the card."""
    return field.sensitivity in (Sensitivity.N, Sensitivity.P1) and not is_masked_by_default(field)


def card_text(card: CustomerCard) -> tuple[str, list[Field]]:
    """Return the vCard and the fields it holds."""
    fields = [CUSTOMER[name] for name in FIELDS if may_be_shown(CUSTOMER[name]) and card.values.get(name)]
    shown = Shown(card.kind, {field.id: card.values[field.id] for field in fields}, [])
    lines = [line for line in card_lines(shown) if not line.startswith((OWN, "X-"))]
    return "".join(f"{line}\r\n" for line in lines), fields


class Code(QWidget):
    """A QR code, black on white in every theme: cameras want it so."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None, *, side: int = _CODE) -> None:
        super().__init__(parent)
        import segno

        self._rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
        self.setFixedSize(side, side)
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        side = self.width() / (len(self._rows) + 2 * _QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    box = QRectF((x + _QUIET) * side, (y + _QUIET) * side, side, side)
                    painter.fillRect(box.toAlignedRect(), QColor("#000000"))
        painter.end()


class CodeDialog(Dialog):
    """Shows the code and says what is in it. That is written down like an export."""

    def __init__(self, context: Context, card: CustomerCard, parent: QWidget | None = None) -> None:
        super().__init__("qr", parent, _SIZE)
        self._card = card
        text, self._fields = card_text(card)
        context.app.write_audit("qr", customer=card.id, fields=[field.id for field in self._fields])
        self.code = Code(text, card.display_name)
        self._told = make_label(role="muted", wrap=True)
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self._told)
        self._close = make_button("", role="primary", on_click=self.accept)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.settle()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("二维码名片"), self._card.display_name)
        labels = "、" if language() != "en" else ", "
        named = labels.join(field.label(language(), self._card.kind) for field in self._fields)
        self._told.setText(self.tr("用手机相机扫描，存为联系人。内容：%1。").replace("%1", named))
        set_texts(self._close, self.tr("关闭"))
