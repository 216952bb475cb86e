"""Programs around us: telephone, mail, map, and a code that a phone's camera reads. Nothing leaves by accident:
each asks in a menu that says what will happen."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop_crm.queries.customers import CustomerCard
from ui.context import Context
from ui.icons import icon
from ui.models.texts import masked_phone

#: Where addresses are looked up; ``%1`` becomes the address. The key of the settings holds another one.
MAP_KEY = "map/url"
MAP_URL = "https://ditu.amap.com/search?query=%1"
_PHONES = ("mobile_phone", "landline_phone")


class Outside(QObject):
    """``log(customer, way)`` writes a contact down, as after a call. ``open_url`` starts the other program."""

    def __init__(self, context: Context, window: QWidget, log: Callable[[str, str], object]) -> None:
        super().__init__(window)
        self._context, self._window, self._log = context, window, log
        self.open_url: Callable[[QUrl], object] = QDesktopServices.openUrl

    def call(self, card: CustomerCard, button: QWidget) -> QMenu:
        """Offer to dial or copy each number; after dialling a contact is ready to be filled in."""
        menu = self._menu(button)
        allowed = card.values.get("contact_permission")
        if isinstance(allowed, tuple) and allowed and "phone" not in allowed:
            menu.addAction(self.tr("客户没有同意电话联系")).setEnabled(False)
        for name in _PHONES:
            number = str(card.values.get(name) or "")
            if number:
                self._offer_number(menu, card, number)
        return self._open(menu, button)

    def mail(self, card: CustomerCard, button: QWidget) -> QMenu:
        """Offer to write a letter, or to copy the address."""
        address = str(card.values.get("email") or "")
        menu = self._menu(button)
        if address:
            self._add(menu, "mail", self.tr("写邮件给 %1").replace("%1", address), lambda: self._write(card, address))
            self._add(menu, "copy", self.tr("复制邮箱"), lambda: self._copy(card, address, "email"))
        return self._open(menu, button)

    def map(self, card: CustomerCard, button: QWidget) -> QMenu:
        """Offer to look the address up on a map of the internet, or to copy it."""
        address = str(card.values.get("mailing_address") or "")
        menu = self._menu(button)
        if address:
            url = self._context.settings.text(MAP_KEY, MAP_URL).replace("%1", quote(address))
            host = QUrl(url).host()
            text = self.tr("在地图上找（地址会发给 %1）").replace("%1", host)
            self._add(menu, "map-pin", text, lambda: self._look_up(card, url))
            self._add(menu, "copy", self.tr("复制地址"), lambda: self._copy(card, address, "mailing_address"))
        return self._open(menu, button)

    def show_code(self, card: CustomerCard) -> QWidget:
        """Show the customer's visiting card as a code."""
        from ui.dialogs.qr import CodeDialog

        dialog = CodeDialog(self._context, card, self._window)
        dialog.open()
        return dialog

    # -- parts ------------------------------------------------------------------------------

    def _offer_number(self, menu: QMenu, card: CustomerCard, number: str) -> None:
        shown = masked_phone(number)
        self._add(menu, "phone", self.tr("拨打 %1").replace("%1", shown), lambda: self._dial(card, number))
        self._add(menu, "copy", self.tr("复制 %1").replace("%1", shown), lambda: self._copy(card, number, "phone"))

    def _dial(self, card: CustomerCard, number: str) -> None:
        self._context.app.write_audit("call", customer=card.id)
        self.open_url(QUrl(f"tel:{''.join(sign for sign in number if sign.isdigit() or sign == '+')}"))
        self._log(card.id, "phone")

    def _write(self, card: CustomerCard, address: str) -> None:
        self._context.app.write_audit("mail", customer=card.id)
        self.open_url(QUrl(f"mailto:{address}"))

    def _look_up(self, card: CustomerCard, url: str) -> None:
        self._context.app.write_audit("map", customer=card.id)
        self.open_url(QUrl(url))

    def _copy(self, card: CustomerCard, text: str, field: str) -> None:
        self._context.app.write_audit("copy", customer=card.id, field=field)
        QGuiApplication.clipboard().setText(text)
        self._context.notify(self.tr("已复制"), kind="success")

    def _menu(self, button: QWidget) -> QMenu:
        menu = QMenu(button)
        menu.setObjectName("outside_menu")
        return menu

    def _add(self, menu: QMenu, symbol: str, text: str, slot: Callable[[], object]) -> None:
        action = QAction(icon(symbol), text, menu)
        action.triggered.connect(lambda _checked=False: slot())
        menu.addAction(action)

    def _open(self, menu: QMenu, button: QWidget) -> QMenu:
        menu.aboutToHide.connect(menu.deleteLater)
        if not menu.isEmpty():
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu
