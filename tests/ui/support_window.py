"""A window on a real profile, for the tests of the main window, the list and the card."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_crm.bootstrap import open_application
from desktop_crm.domain.file_records import FILE_RECORDS
from desktop_crm.errors import StoreError
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services.customers import GridInput
from tests.support.profiles import lay_out
from ui.app import build
from ui.main_window import MainWindow

PASSPHRASE = "correct horse"

PEOPLE = (
    {"full_name": "张三", "sex": "male", "mobile_phone": "13800138000", "importance_tier": "vip",
     "mailing_address": "浙江省绍兴市越城区解放大道188号", "id_type": "resident_id", "id_number": "11010519491231002X",
     "birth_date": "1949-12-31", "credit_standing": "A"},
    {"full_name": "李四", "mobile_phone": "13900139000", "importance_tier": "major"},
    {"full_name": "曾国藩", "mobile_phone": "13700137000"},
    {"full_name": "阿明", "mobile_phone": "13600136000", "email": "aming@example.cn"},
)  # fmt: skip
FAMILY = ({"name": "张小明", "relation": "son", "phone": "13500135000"},)


def make_profile(folder):
    """Create the profile; the four people, the first with family, and one draft organisation."""
    lay_out(folder, PASSPHRASE)
    app = open_application(folder, PASSPHRASE)
    app.set_facts(user_name="陈国栋")
    for place, values in enumerate(PEOPLE):
        grid = [GridInput(row) for row in FAMILY] if place == 0 else []
        app.customers.create({**values, "signed_by": "陈国栋"}, grid)
    app.customers.create({"customer_kind": "organisation", "org_name": "绍兴纺织有限公司"}, as_draft=True)
    app.close()
    return folder


def open_window(folder, qtbot, **options):
    """Open, show and wait until the list is whole and the first card is shown."""
    window = build(folder, PASSPHRASE, **options)
    window.resize(1440, 900)
    window.show()
    page = window.customers
    qtbot.waitUntil(lambda: window.is_usable and page.model.complete, timeout=10_000)
    qtbot.waitUntil(lambda: page.card.card is not None or not page.model.rowCount())
    return window


def close_window(window):
    """Close window and profile, and let Qt delete what it held."""
    window.close()
    with suppress(StoreError):  # its data may have been destroyed on order
        window.context.app.set_facts(list_state=None, start_view=None)  # tests that share the profile begin alike
    window.context.app.close()
    window.deleteLater()
    QApplication.processEvents()


def tidy(window, qtbot):
    """Make a window that tests share as new: no dialog, message, draft, undo, and no row but those of the grids."""
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and not isinstance(widget, MainWindow):
            widget.close()
            widget.deleteLater()
    window.editing.leave(offer=False)
    window.notifications.clear()
    window.context.undo.clear()
    app = window.context.app
    with app.store.write() as connection:
        for table in ("draft", "audit", *(record.name for record in FILE_RECORDS)):
            connection.exec_driver_sql(f'DELETE FROM "{table}"')
    app.events.publish(ChangeSet(frozenset(), Origin.LOCAL, many=True))
    window.go_to("customers")
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    for timer in window.findChildren(QTimer):
        timer.stop()


def names(model):
    """Names in the list, from top to bottom."""
    rows = (model.row_at(place) for place in range(model.rowCount()))
    return [row.values["display_name"] for row in rows if row is not None]


def id_of(window, name):
    """Id of a customer by name."""
    app = window.context.app
    found = [row.id for row in app.queries.find(name) if row.values["display_name"] == name]
    return found[0]
