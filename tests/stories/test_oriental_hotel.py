"""AC3 泰国东方饭店. A guest comes back after three years: whoever opens his card reads on one screen how to address
him, his seat and his dish of last time, and that his birthday is near. Nothing sensitive is needed for it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_crm.services.rows import RowChange
from tests.support.pictures import on_screen
from tests.support.profiles import PASSPHRASE, Clock, profile
from tests.ui.support_window import close_window
from ui.app import assemble
from ui.settings import Settings

#: Seven days before the birthday.
BOOKING = date(2026, 4, 9)
SEAT, DISH = "座位：临河靠窗 7 号", "上次点的：冬阴功汤"


@pytest.fixture
def window(tmp_path, qtbot, dressed):
    app = profile(tmp_path, passphrase=PASSPHRASE, clock=Clock(), today=BOOKING)
    guest = app.customers.create(
        {
            "full_name": "余世维", "signed_by": "王五", "mobile_phone": "13800138003", "preferred_name": "余先生",
            "birth_date": "1958-04-16", "preferences": (SEAT, DISH), "contact_permission": ("post",),
            "form_date": "2023-04-01", "id_type": "passport", "id_number": "E12345678", "health_status": "fair",
        }
    ).id  # fmt: skip
    app.rows.save(
        guest,
        [
            RowChange("sales_order", {"order_no": "STAY-1", "ordered_on": "2023-04-02", "product_line": "河景房 2 晚",
                                      "amount": "8,800", "state": "closed", "delivered_on": "2023-04-04"}),
            RowChange("activity", {"contacted_at": "2023-04-04T03:00:00Z", "method": "reception", "purpose": "care",
                                   "summary": "退房时说，下次还要这个座位"}),
        ],
    )  # fmt: skip
    made = assemble(app, Settings(tmp_path / "settings.ini"), with_sync=False)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.is_usable and made.customers.model.complete, timeout=10_000)
    yield made
    close_window(made)


def test_a_returning_guest_is_recognised(window, qtbot):
    window.actions_by_id["open_card"].trigger()
    page = window.pages.currentWidget()
    qtbot.waitUntil(lambda: page.timeline.model.total() > 2)
    qtbot.waitUntil(lambda: "余先生" in on_screen(page))
    read = on_screen(page)
    for wanted in ("余先生", SEAT, DISH, "还有 7 天", "满 68 岁", "邮寄"):
        assert wanted in read
    assert "E12345678" not in read and "一般\n" not in read
    lines = [page.timeline.model.item(place) for place in range(page.timeline.model.total())]
    assert any("河景房 2 晚" in line.text and line.day == "2023-04-02" for line in lines)
    assert any("下次还要这个座位" in line.text for line in lines)

    # he books again: the former guest is won back, and the card says so
    app = window.context.app
    app.rows.add("sales_order", page.customer_id, {"order_no": "STAY-2", "ordered_on": "2026-04-09", "amount": "9,900"})
    qtbot.waitUntil(lambda: "赢回" in page.head._pills.accessibleName())
