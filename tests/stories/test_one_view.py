"""AC29 零散的信息. What a company knows of a customer lies in six places; here it is on one page, offline, each piece
with its source and its date, and what nobody knows yet is visible too."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_crm.domain.sources import SOURCES
from desktop_crm.services.rows import RowChange
from tests.support.profiles import INDIVIDUAL, PASSPHRASE, TODAY, Clock, profile
from tests.ui.support_window import close_window
from ui.app import assemble
from ui.settings import Settings

ROWS = [
    RowChange("sales_order", {"order_no": "SO-7", "ordered_on": "2026-10-03", "amount": "1,250.50",
                              "product_line": "面料", "delivered_on": "2026-10-20", "state": "delivered"}),
    RowChange("activity", {"contacted_at": "2026-11-02T01:30:00Z", "method": "phone", "purpose": "complaint",
                           "summary": "色差投诉，已补货"}),
    RowChange("assessment", {"source_kind": "purchased", "source_name": "行业报告", "assessed_on": "2026-09-01",
                             "credit_situation": "AA"}),
    RowChange("prospect_survey", {"surveyed_by": "王五", "surveyed_on": "2026-05-05", "source_channel": "exhibition",
                                  "demand_features": "要交期短"}),
    RowChange("activity", {"contacted_at": "2026-11-12T01:30:00Z", "method": "visit", "purpose": "develop",
                           "summary": "看了新料", "next_action": "送样卡", "next_action_at": "2026-11-23T02:00:00Z"}),
]  # fmt: skip


@pytest.fixture
def window(tmp_path, qtbot, dressed):
    app = profile(tmp_path, passphrase=PASSPHRASE, clock=Clock())
    app.customers.create({**INDIVIDUAL, "source_channel": "sales"})
    made = assemble(app, Settings(tmp_path / "settings.ini"), with_sync=False)
    made.resize(1440, 900)
    made.show()
    qtbot.waitUntil(lambda: made.is_usable and made.customers.model.complete, timeout=10_000)
    yield made
    close_window(made)


def page_of(window, qtbot):
    customer = window.customers.current_id()
    window.actions_by_id["open_card"].trigger()
    page = window.pages.currentWidget()
    assert page.customer_id == customer
    qtbot.waitUntil(lambda: not window.context.jobs.busy and bool(badges_of(page)), timeout=10_000)
    return page


def badges_of(page):
    return [label.text() for label in page.head._sources.findChildren(QLabel) if label.isVisible()]


def said(page):
    texts = [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]
    lines = [page.timeline.model.item(place) for place in range(page.timeline.model.total())]
    return texts, [(line.title, line.text, line.foot, line.day) for line in lines]


def test_one_page_answers_who_the_customer_is(window, qtbot):
    page = page_of(window, qtbot)
    badges = badges_of(page)
    assert len(badges) == len(SOURCES) == 6
    assert sum(text.endswith("暂无") for text in badges) == 5  # only the sales person knows him

    app = window.context.app
    app.rows.save(page.customer_id, ROWS)
    qtbot.waitUntil(lambda: page.timeline.model.total() > len(ROWS))
    qtbot.waitUntil(lambda: not window.context.jobs.busy and "客户服务 11-02" in badges_of(page))
    texts, lines = said(page)
    badges = badges_of(page)
    assert not any(text.endswith("暂无") for text in badges)
    assert "制造/库存 10-20" in badges and "客户服务 11-02" in badges and "市场部门的数据库 05-05" in badges

    by_title = {title: (text, foot, day) for title, text, foot, day in lines}
    assert by_title["订单 SO-7 · ¥1,250.50"][1].startswith("销售定单管理")
    assert by_title["交货 SO-7 · ¥1,250.50"][1].startswith("制造/库存")
    assert by_title["打电话 · 投诉"] == ("色差投诉，已补货", "客户服务 · 王五", "11-02 周一")
    assert next(foot for title, _text, foot, _day in lines if title == "统计分析资料").startswith("外部市场")
    assert next(foot for title, _text, foot, _day in lines if title == "潜在顾客调查卡").startswith("市场部门")
    assert all(foot and day for _title, _text, foot, day in lines)  # each has its source and its date

    assert "曾国藩" in texts and "¥1,250.50 · 1 单" in texts and "AA" in texts
    assert "明天 10:00 · 送样卡" in page.strip.accessibleName()
    assert "现有" in page.head._pills.accessibleName()
    assert app.today() == TODAY
