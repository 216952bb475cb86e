"""AC2 苏州A酒店. Big discounts, VIP cards and thanks by the manager, yet old guests leave. A guest base that knows what
each guest needs tells it on the card with three suggestions made from it, says of every guest where discounts alone
hold him, and lists who stays away longer than three times his own interval, with the likely reason. Guests are chosen
by a need, get a letter, and what it brings is measured: against a control group drawn by lot, and against discounts
alone.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pypdfium2
import pytest

from desktop_crm.cli.main import main
from desktop_crm.domain.analysis.campaign_effect import Finding
from desktop_crm.domain.analysis.campaign_words import statement
from desktop_crm.domain.classification.evidence import sentence
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services.customers import NewCustomer
from desktop_crm.services.rows import RowChange
from tests.stories.test_oriental_hotel import on_screen
from tests.support.profiles import PASSPHRASE, TODAY, Clock, profile
from ui.app import assemble
from ui.printing.compose import Request, compose
from ui.printing.output import save_pdf
from ui.settings import Settings

GUESTS, RETURNING = 500, 120
NEEDS = ("房型：大床", "楼层：十楼以上", "忌口：香菜", "场合：结婚纪念日")
SUGGESTED = ("预留：大床、十楼以上", "请厨房注意忌口：香菜", "问清“结婚纪念日”是哪一天，到时备一份心意")
WARNING = "只给过财务利益"
#: Returning guests whose gap is longer than three times their own interval, and longer than half a year.
STAY_AWAY = 12
#: Returning guests who came every week until a month ago, and guests who were given a VIP card and nothing else.
WEEKLY, VIP_CARDS = range(13, 19), (0, 200)
#: Guests who sleep on the tenth floor or above; half of the others get a discount.
HIGH_ABOVE = range(200, 350)


def _guest(number):
    needs = NEEDS if number == 0 else ("楼层：十楼以上",) if number in HIGH_ABOVE else ("房型：双床",)
    return NewCustomer(
        {
            "full_name": f"客{number:03d}", "signed_by": "王五", "mobile_phone": f"138{number:08d}",
            "mailing_address": f"江苏省苏州市姑苏区观前街{number + 1}号", "postal_code": "215000", "preferences": needs,
        }
    )  # fmt: skip


def _stays(number):
    """Four stays; the first guests come often and pay most, those who stay away came every two months."""
    last, gap = (240, 60) if 1 <= number <= STAY_AWAY else (30, 7) if number in WEEKLY else (40, 60)
    price = 90_000_00 if number < 3 else 800_00
    return [_stay(number, TODAY - timedelta(days=last + stay * gap), price) for stay in range(4)]


def _stay(number, day, price=800_00):
    return RowChange("sales_order", {"order_no": f"STAY-{number}-{day:%m%d}", "ordered_on": day.isoformat(),
                                     "amount": price, "state": "closed", "product_line": "标准间"})  # fmt: skip


_VIP_CARD = RowChange("investment", {"invested_at": "2026-10-01T02:00:00Z", "method": "visit", "supplied": "VIP卡",
                                     "concession_type": "price", "concession_value": "120",
                                     "benefit_kind": "financial"})  # fmt: skip
_RIVAL = RowChange("activity", {"contacted_at": "2026-08-01T02:00:00Z", "method": "phone", "purpose": "care",
                                "direction": "ours", "summary": "改住B酒店", "competitors": ("B酒店",)})  # fmt: skip


@pytest.fixture(scope="module")
def hotel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hotel")
    app = profile(folder, passphrase=PASSPHRASE, clock=Clock(), issuer_name="苏州A酒店")
    guests = [saved.id for saved in app.customers.create_many([_guest(number) for number in range(GUESTS)])]
    app.rows.save_many([(guests[number], _stays(number)) for number in range(RETURNING)])
    app.rows.save_many([(guests[number], [_VIP_CARD]) for number in VIP_CARDS])
    app.rows.save_many([(guests[1], [_RIVAL])])
    while app.classes.work():
        pass
    yield app, guests
    app.close()


@pytest.fixture
def program(hotel, capsys, monkeypatch):
    """Run ``desktop-crm`` on the hotel; returns the document it prints."""
    app, _guests = hotel
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "zh")
    monkeypatch.setattr("desktop_crm.cli.command.open_application", lambda _folder, _passphrase: app)
    monkeypatch.setattr(type(app), "close", lambda _app: None)

    def run(*words):
        capsys.readouterr()
        assert main([*words, "--json"]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return run


# -- the card --------------------------------------------------------------------------------


def test_the_card_of_a_returning_guest_shows_needs_suggestions_and_the_warning(hotel, tmp_path, qtbot, dressed):
    app, guests = hotel
    window = assemble(app, Settings(tmp_path / "settings.ini"), with_sync=False)
    try:
        window.resize(1440, 900)
        window.show()
        qtbot.waitUntil(lambda: window.is_usable and window.customers.model.complete, timeout=10_000)
        window.cards.show(guests[0])
        page = window.pages.currentWidget()
        qtbot.waitUntil(lambda: all(text in on_screen(page) for text in (*NEEDS, *SUGGESTED)), timeout=10_000)
        assert WARNING in on_screen(page)
        window.cards.show(guests[20])  # nothing was given to him, so nothing is warned of
        qtbot.waitUntil(lambda: "预留：双床" in on_screen(page), timeout=10_000)
        assert WARNING not in on_screen(page)
    finally:
        window.close()
        window.deleteLater()


def test_each_suggestion_says_what_it_was_made_from(hotel, program):
    app, guests = hotel
    shown = program("show", app.queries.card(guests[0]).customer_no)
    assert [one["text"] for one in shown["suggestions"]] == list(SUGGESTED)
    assert [one["because"] for one in shown["suggestions"]] == [
        ["偏好“房型：大床”", "偏好“楼层：十楼以上”"], ["偏好“忌口：香菜”"], ["偏好“场合：结婚纪念日”"],
    ]  # fmt: skip
    new = app.customers.create({"full_name": "新客", "signed_by": "王五"}, as_draft=True)
    nobody_knows = program("show", new.customer_no)
    assert (nobody_knows["suggestions"], nobody_knows["warnings"]) == ([], [])
    app.customers.delete(new.id)


def test_a_guest_held_by_discounts_alone_is_pointed_out_vip_or_not(hotel, program):
    app, guests = hotel
    parameters = app.class_queries.freshness().parameters
    for number, tier in zip(VIP_CARDS, ("vip", "none"), strict=True):
        found = {one.scheme.id: one.verdict for one in app.class_queries.of_customer(guests[number])}
        assert found["C22"].code == "financial" and (found["C10"].code == "vip") is (tier == "vip")
        assert any("只有财务利益" in sentence(why, "zh", parameters) for why in found["C22"].why)
        warned = program("show", app.queries.card(guests[number]).customer_no)["warnings"]
        assert [one["code"] for one in warned] == ["only_financial"] and WARNING in warned[0]["text"]


def test_the_printed_card_of_the_guest_says_it_too(hotel, qapp):
    app, guests = hotel
    plan = compose(app, Request("customer", [app.queries.card(guests[0]).rid]))
    lines = {line.text for number in range(len(plan)) for line in plan.page(number).lines}
    assert "财务利益" in lines and all(any(need in text for text in lines) for need in NEEDS)


# -- who stays away --------------------------------------------------------------------------


def test_who_stays_away_is_listed_with_the_likely_reason_and_gets_a_letter(hotel, program, tmp_path, qapp):
    app, guests = hotel
    look = app.views.called("久未光临").look
    away = app.queries.all_rids(ListFilter(where=look.where), Order("customer_no"))
    assert app.queries.ids(away) == guests[1 : STAY_AWAY + 1]
    listed = program("away")
    assert listed["customers"] == STAY_AWAY and {one["missed_after"] for one in listed["away"]} == {180}
    reasons = {one["no"]: (one["reason_text"], one["interval"], one["days"]) for one in listed["away"]}
    assert reasons[app.queries.card(guests[1]).customer_no] == ("竞争对手", 60, 240)
    assert reasons[app.queries.card(guests[2]).customer_no] == ("对服务不满", 60, 240)  # nobody has called since
    groups = program("list", "--view", "久未光临")["groups"]
    assert {one["name"]: one["customers"] for one in groups} == {"竞争对手": 1, "对服务不满": STAY_AWAY - 1}
    plan = save_pdf(app, Request("labels", away), tmp_path / "letters.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "letters.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert plan.customers == STAY_AWAY and not plan.left_out
    assert all(f"观前街{number + 1}号" in text for number in range(1, STAY_AWAY + 1)) and "观前街1号" not in text


def test_weekly_guests_are_missed_after_three_weeks_where_the_company_says_so(hotel, program):
    app, guests = hotel
    number = app.queries.card(guests[WEEKLY[0]]).customer_no
    assert number not in [one["no"] for one in program("away")["away"]]
    app.parameters.put("classification", "lapse_least_days", "21")
    try:
        found = {one["no"]: one for one in program("away")["away"]}
        assert (found[number]["interval"], found[number]["missed_after"], found[number]["days"]) == (7, 21, 30)
        weekly = [app.queries.card(guests[one]).customer_no for one in WEEKLY]
        assert set(weekly) <= found.keys() and len(found) == STAY_AWAY + len(WEEKLY)
        standing = app.one_view.of(guests[WEEKLY[0]], TODAY).standing
        assert standing.state == "former"  # the card follows the same rule
    finally:
        app.parameters.remove("classification", "lapse_least_days")
        app.classes.run()


# -- the campaign ----------------------------------------------------------------------------


def test_a_campaign_by_need_is_measured_against_its_control_group_and_against_discounts(hotel, program):
    app, guests = hotel
    chosen = app.queries.all_rids(ListFilter(where=read_filter("偏好 包含 十楼")), Order("customer_no"))
    assert app.queries.ids(chosen) == [guests[0], *(guests[number] for number in HIGH_ABOVE)]
    assert app.queries.ids(app.queries.all_rids(ListFilter(where=is_one_of("preferences", "楼层：十楼以上")), Order()))
    days = ("from_on=2026-11-01", "to_on=2026-11-10", "follow_days=10", "intention=come_back", "description=写信")
    costs = ("fixed_cost=500", "variable_cost=4")
    program("campaign", "add", "十楼请回", "promo_type=care", "benefit_kind=social", *days, *costs, "text=为您留了十楼")
    drawn = program("campaign", "draw", "十楼请回", "--filter", "偏好 包含 十楼", "--control", "40")
    assert (drawn["target"], drawn["control"]) == (91, 60)
    program("campaign", "add", "八折", "promo_type=price_off", "benefit_kind=financial", *days, *costs)
    program("campaign", "draw", "八折", "--filter", "偏好 包含 双床", "--control", "50")
    groups = {one.name: one.id for one in app.campaign_queries.all()}
    target, control = (app.campaign_queries.member_ids(groups["十楼请回"], one) for one in ("target", "control"))
    cheap = app.campaign_queries.member_ids(groups["八折"])
    came = [*target[:45], *control[:12], *cheap[:17]]  # 45 of 91, 12 of 60, 17 of 174
    app.rows.save_many([(one, [_stay(n, TODAY - timedelta(days=5))]) for n, one in enumerate(came)])
    shown = program("campaign", "show", "十楼请回", "--against", "八折")
    effect, against = shown["effect"], shown["against"]
    assert (effect["target"]["came"], effect["target"]["members"]) == (45, 91)
    assert (effect["control"]["came"], effect["control"]["members"]) == (12, 60)
    assert effect["finding"] == "more" and effect["low"] > 0.1 and "95%" in effect["statement"]
    assert (against["campaign"], against["other"]["came"], against["other"]["members"]) == ("八折", 17, 174)
    assert against["finding"] == "more" and shown["money"]["cost"] == 500_00 + 91 * 4_00
    # The discount itself: 17 of 174 against nobody of 174 more – and in a small group nothing may be said.
    small = program("campaign", "add", "只问五位", "promo_type=care", *days)
    program("campaign", "draw", "只问五位", *(app.queries.card(one).customer_no for one in guests[400:405]))
    found = app.campaign_queries.effect(app.campaign_queries.called(small["id"])).comparison
    assert found.finding is Finding.TOO_FEW
    assert statement(found, "目标组", "对照组", 30, "zh").startswith("人数太少，看不出来")
