"""Campaigns in the window: made, drawn from the list, measured, answered, closed, taken back by one key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_crm.domain.analysis.campaign_effect import Phase
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.services.customers import NewCustomer
from desktop_crm.services.rows import RowChange
from tests.support.profiles import PASSPHRASE, TODAY, Clock, profile
from tests.ui.support_window import close_window
from ui.app import assemble
from ui.campaigns.draw import DrawDialog
from ui.campaigns.model import Show
from ui.records.company_form import CompanyForm
from ui.settings import Settings

NUMBER = 80
VALUES = {
    "name": "十楼请回", "promo_type": "care", "benefit_kind": "social", "intention": "come_back",
    "from_on": "2026-11-01", "to_on": "2026-11-10", "follow_days": 5, "description": "写信", "fixed_cost": 100_00,
    "variable_cost": 2_00, "text": "为您留着十楼",
}  # fmt: skip
DISCOUNT = {**VALUES, "name": "八折", "promo_type": "price_off", "benefit_kind": "financial"}


@pytest.fixture
def window(tmp_path, qtbot):
    app = profile(tmp_path / "p", passphrase=PASSPHRASE, clock=Clock())
    guests = [NewCustomer({"full_name": f"客{one:02d}", "preferences": ("楼层：十楼",)}) for one in range(NUMBER)]
    app.customers.create_many(guests)
    made = assemble(app, Settings(tmp_path / "settings.ini"), with_sync=False)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.is_usable and made.customers.model.complete, timeout=10_000)
    yield made
    close_window(made)


def ids(window):
    app = window.context.app
    return app.queries.ids(window.customers.model.whole()())


def campaign(window, values=VALUES, chosen=None, percent=50):
    """Make a campaign with its customers, and let a part of the target group come again."""
    service = window.context.app.campaigns
    made = service.save(values)
    if chosen is not None:
        service.draw(made, chosen, percent)
    return made


def come(window, customer_ids, day="2026-11-08"):
    order = {"ordered_on": day, "amount": 500_00, "state": "closed"}
    rows = [(one, [RowChange("sales_order", {"order_no": one[-6:], **order})]) for one in customer_ids]
    window.context.app.rows.save_many(rows)


def page(window, qtbot, number):
    window.go_to("campaigns")
    shown = window.pages.currentWidget()
    qtbot.waitUntil(lambda: shown.model.rowCount() == number)
    if number:
        qtbot.waitUntil(lambda: shown.detail.campaign is not None)
    return shown


def state(window, name="十楼请回"):
    return window.context.app.campaign_queries.called(name)


def test_an_empty_page_says_how_to_begin_and_leads_to_the_form(window, qtbot):
    shown = page(window, qtbot, 0)
    assert shown._stack.currentIndex() == 1 and shown.first.isVisible()
    qtbot.mouseClick(shown.first, Qt.MouseButton.LeftButton)
    form = window.findChild(CompanyForm)
    assert form is not None
    form.save.click()  # what must be filled in is said, and nothing is saved
    assert form.isVisible() and window.context.app.campaign_queries.all() == []
    for name, raw in (("name", "年节问候"), ("promo_type", "care"), ("intention", "come_back"),
                      ("from_on", "2026-12-01"), ("to_on", "2026-12-31"), ("description", "写信")):  # fmt: skip
        form.form.row.type(name, raw)
    form.form.refresh()
    form.save.click()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)
    assert state(window, "年节问候").phase is Phase.PLAN
    assert state(window, "年节问候").values["follow_days"] == 90 and state(window, "年节问候").values["seed"]
    window.operations.undo()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 0)
    window.operations.redo()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)


def test_customers_of_a_list_are_drawn_into_a_campaign_and_taken_out_again(window, qtbot):
    campaign(window)
    window.customers.desk.choose(where=is_one_of("preferences", "楼层：十楼"))
    qtbot.waitUntil(lambda: window.customers.model.complete)
    window.actions_by_id["to_campaign"].trigger()
    dialog = window.findChild(DrawDialog)
    qtbot.waitUntil(lambda: dialog.campaign.count() == 1)
    assert dialog.listed.isChecked() and not dialog.selected.isVisible() and dialog.save.isEnabled()
    assert "目标组 64 位，对照组 16 位" in dialog.sums.accessibleName() and "30" in dialog.sums.accessibleName()
    dialog.control.setValue(0)
    assert "效果无法判断" in dialog.sums.accessibleName()
    dialog.control.setValue(50)
    assert dialog.sums.accessibleName() == "目标组 40 位，对照组 40 位。"
    dialog.save.click()
    qtbot.waitUntil(lambda: window.navigation.current() == "campaigns" and state(window).members == NUMBER)
    assert (state(window).targets, state(window).controls) == (40, 40)
    assert "楼层：十楼" in state(window).values["target"]
    shown = window.pages.currentWidget()
    qtbot.waitUntil(lambda: shown.detail.campaign is not None and shown.detail.campaign.members == NUMBER)
    stack = window.context.undo
    window.operations.undo()
    assert window.context.jobs.busy and not stack.can_undo and not stack.can_redo  # many: not on the window's thread
    qtbot.waitUntil(lambda: stack.can_redo)
    assert state(window).members == 0
    window.operations.redo()
    qtbot.waitUntil(lambda: stack.can_undo)
    assert (state(window).targets, state(window).controls) == (40, 40)


def test_a_new_campaign_can_be_made_on_the_way(window, qtbot):
    window.customers.view.selectAll()
    window.actions_by_id["to_campaign"].trigger()
    dialog = window.findChild(DrawDialog)
    qtbot.waitUntil(lambda: "先新建一个" in dialog.sums.accessibleName())
    assert not dialog.save.isEnabled() and dialog.selected.isChecked()
    form = dialog.make_new()
    for name, raw in VALUES.items():
        form.form.row.type(name, str(raw))
    form.form.refresh()
    form.save.click()
    qtbot.waitUntil(lambda: dialog.campaign.currentText() == "十楼请回")
    dialog.draw()
    qtbot.waitUntil(lambda: state(window).members == NUMBER and window.navigation.current() == "campaigns")


def test_the_page_tells_the_effect_the_money_and_who_has_a_part(window, qtbot):
    everybody = ids(window)
    made = campaign(window, VALUES, everybody, 50)
    queries = window.context.app.campaign_queries
    come(window, [*queries.member_ids(made)[:30], *queries.member_ids(made, "control")[:8]])
    shown = page(window, qtbot, 1)
    qtbot.waitUntil(lambda: shown.detail.members.rowCount() == NUMBER)
    assert "多 55 个百分点再来" in shown.detail.banner.accessibleName()
    assert "目标组 75%" in shown.detail.bars.accessibleName() and "对照组 20%" in shown.detail.bars.accessibleName()
    assert shown.detail.money.isVisibleTo(shown.detail) and not shown.detail.other.isVisibleTo(shown.detail)
    first = shown.detail.members.row_at(shown.detail.members.index(0, 0))
    assert [cell.text for cell in first.cells[1:2]] == ["目标组"]
    opened = []
    shown.customer_wanted.connect(opened.append)
    shown.detail.member_view.opened.emit(first)
    assert opened == [first.agg_id]


def test_it_is_compared_with_a_campaign_of_discounts_alone(window, qtbot):
    everybody = ids(window)
    care, cheap = campaign(window, VALUES, everybody[:40], 0), campaign(window, DISCOUNT, everybody[40:], 0)
    queries = window.context.app.campaign_queries
    come(window, [*queries.member_ids(care)[:30], *queries.member_ids(cheap)[:5]])
    shown = page(window, qtbot, 2)
    shown.stand_on(care)
    qtbot.waitUntil(lambda: shown.detail.campaign is not None and shown.detail.campaign.id == care)
    assert "八折" in shown.detail.bars.accessibleName()  # chosen by itself
    assert "多 62.5 个百分点" in shown.detail._against.text() and "15 天" in shown.detail._against.text()
    assert "无法比较" in shown.detail.banner.accessibleName()  # no control group
    shown.detail.other_wanted.emit("")
    qtbot.waitUntil(lambda: "八折" not in shown.detail.bars.accessibleName())


def test_too_few_are_said_to_be_too_few_and_nothing_is_calculated(window, qtbot):
    campaign(window, VALUES, ids(window)[:20], 50)
    shown = page(window, qtbot, 1)
    assert "人数太少" in shown.detail.banner.accessibleName()
    assert not shown.detail.money.isVisibleTo(shown.detail)


def test_a_response_is_noted_and_undone(window, qtbot):
    campaign(window, VALUES, ids(window)[:10], 50)
    shown = page(window, qtbot, 1)
    qtbot.waitUntil(lambda: shown.detail.members.rowCount() == 10)
    shown.detail.member_view.choose(9)  # of the control group, which nobody asks
    assert not shown.detail.respond.isEnabled()
    shown.detail.member_view.choose(0)
    shown.detail.respond.click()
    queries = window.context.app.campaign_queries
    assert queries.members(state(window))[0].responded_on == TODAY.isoformat()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    window.operations.undo()
    assert queries.members(state(window))[0].responded_on == ""


def test_closing_says_what_is_missing_and_can_be_taken_back(window, qtbot):
    told = []
    made = campaign(window, VALUES, ids(window), 50)
    shown = page(window, qtbot, 1)
    window.context.notify = lambda text, action=None, *, kind="info": told.append((kind, text))
    qtbot.waitUntil(lambda: shown.detail.close_it.isVisible())
    shown.detail.close_it.click()
    assert told[-1][0] == "warning" and "评估结论" in told[-1][1]
    window.context.app.campaigns.save({"evaluation": "有效"}, made)
    shown.reload()
    qtbot.waitUntil(lambda: shown.detail.campaign.values.get("evaluation") == "有效")
    shown.detail.close_it.click()
    assert state(window).phase is Phase.CLOSED
    qtbot.waitUntil(lambda: not shown.detail.add.isEnabled())
    assert not shown.detail.edit.isEnabled() and shown.detail.close_it.text() == "重新打开"
    shown.chips.choose(Show.CLOSED.value)
    assert shown.model.rowCount() == 1
    window.operations.undo()
    assert state(window).phase is Phase.EVALUATE


def test_a_campaign_is_edited_deleted_and_comes_back(window, qtbot):
    campaign(window, VALUES, ids(window)[:10], 50)
    shown = page(window, qtbot, 1)
    form = shown.edit()
    form.form.row.type("name", "十一楼")
    form.form.refresh()
    form.save.click()
    assert state(window, "十一楼").members == 10
    window.operations.undo()
    assert state(window).members == 10
    qtbot.waitUntil(lambda: shown.detail.campaign is not None and shown.detail.campaign.name == "十楼请回")
    shown.detail.remove.click()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 0)
    window.operations.undo()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)
    assert state(window).members == 10


def test_suggestions_and_the_warning_stand_on_the_page_of_the_customer(window, qtbot):
    app = window.context.app
    customer = ids(window)[0]
    card = {"invested_at": "2026-10-01T02:00:00Z", "method": "visit", "benefit_kind": "financial", "supplied": "VIP卡"}
    app.rows.save(customer, [RowChange("investment", card)])
    window.cards.show(customer)
    shown = window.pages.currentWidget()
    section = shown.parts["advice"]
    qtbot.waitUntil(lambda: section.findChild(object, "suggestion_place") is not None)
    names = [one.accessibleName() for one in section.findChildren(object) if one.objectName().startswith("suggestion_")]
    assert names[0] == "预留：十楼（偏好“楼层：十楼”）" and len(names) == 2
    assert section.findChild(object, "advice_only_financial").accessibleName().startswith("只给过财务利益")
    app.customers.update(customer, {"preferences": ()})
    app.rows.save(customer, [RowChange("investment", {**card, "benefit_kind": "structural"})])
    qtbot.waitUntil(
        lambda: section.findChild(object, "advice_only_financial") is None or section.view.advice.warnings == ()
    )
    assert section.view.advice.suggestions == ()


def test_a_part_in_a_campaign_stands_in_the_timeline_by_its_name(window, qtbot):
    customer = ids(window)[0]
    campaign(window, VALUES, [customer], 0)
    window.cards.show(customer)
    shown = window.pages.currentWidget()
    model = shown.timeline.model

    def lines():
        rows = (model.item(place) for place in range(model.rowCount()))
        return [f"{line.title} {line.text}" for line in rows if line is not None]

    qtbot.waitUntil(lambda: any("促销参与 十楼请回 · 目标组" in one for one in lines()))


def test_what_is_shown_is_said_in_english_too(window, qtbot):
    campaign(window, VALUES, ids(window)[:20], 50)
    shown = page(window, qtbot, 1)
    window.context.languages.install("en_US")
    try:
        qtbot.waitUntil(lambda: shown.detail.banner.accessibleName().startswith("Too few to tell"))
        assert "Target group" in shown.detail.bars.accessibleName()
    finally:
        window.context.languages.install("zh_CN")
