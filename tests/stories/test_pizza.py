"""AC21 披萨饼店. Somebody calls to order: the number brings name, address and last orders; what the shop has no
business with at the telephone (health, income, family) shows nowhere and suggests nothing."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from desktop_crm.cli.main import main
from desktop_crm.services.customers import GridInput
from desktop_crm.services.rows import RowChange
from tests.support.profiles import PASSPHRASE, profile
from tests.ui.support_window import close_window
from ui.app import build
from ui.palette import Palette

NUMBER = "13800138021"
SECRETS = ("高血压", "一般", "fair", "50k", "5–10", "周一诺", "女儿", "13900001812")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    app = profile(folder, passphrase=PASSPHRASE)
    customer = app.customers.create(
        {
            "full_name": "周志远", "signed_by": "王五", "mobile_phone": NUMBER, "health_status": "fair",
            "mailing_address": "浙江省绍兴市越城区解放大道188号", "annual_income_band": "50k_100k",
            "consent_sensitive_on": "2026-01-01",
        },
        [GridInput({"name": "周一诺", "relation": "daughter", "phone": "13900001812"})],
    ).id  # fmt: skip
    pizzas = (("P-1", "2026-11-01", "双份芝士"), ("P-2", "2026-11-08", "夏威夷"), ("P-3", "2026-11-15", "素食"),
              ("P-0", "2026-10-01", "牛肉"))  # fmt: skip
    orders = [
        RowChange("sales_order", {"order_no": number, "ordered_on": day, "product_line": pizza, "amount": "68"})
        for number, day, pizza in pizzas
    ]
    app.rows.save(customer, orders)
    app.close()
    return folder


def test_on_the_command_line(shop, capsys, monkeypatch):
    monkeypatch.setenv("DESKTOP_CRM_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "zh")
    for words in (NUMBER, "138 0013 8021", "0013 8021"[:9]):
        assert main(["find", words, "--profile", str(shop), "--json"]) == 0
        (caller,) = json.loads(capsys.readouterr().out)
        assert (caller["name"], caller["address"]) == ("周志远", "浙江省绍兴市越城区解放大道188号")
        assert [order["product_line"] for order in caller["orders"]] == ["素食", "夏威夷", "双份芝士"]
        assert not any(secret in json.dumps(caller, ensure_ascii=False) for secret in SECRETS)
    assert main(["find", NUMBER, "--profile", str(shop)]) == 0
    said = capsys.readouterr().out
    assert "解放大道188号" in said and "素食" in said and not any(secret in said for secret in SECRETS)


def test_in_the_window(shop, qtbot, dressed):
    window = build(shop, PASSPHRASE)
    window.show()
    qtbot.waitUntil(lambda: window.is_usable and window.customers.model.complete, timeout=10_000)
    palette = Palette(window.actions_by_id, window.context, window)
    palette.open_over(window)
    qtbot.keyClicks(palette.box, NUMBER)
    palette.search()
    item = palette.list.currentIndex()
    said = str(item.data(Qt.ItemDataRole.AccessibleTextRole) or item.model().item(0).accessibleText())
    assert palette.offered()[0].startswith("customer:")
    assert "周志远" in said and "解放大道188号" in said and "素食" in said and "夏威夷" in said
    assert not any(secret in said for secret in SECRETS)
    palette.close()
    close_window(window)
