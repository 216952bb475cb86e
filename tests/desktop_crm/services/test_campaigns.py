"""Campaigns in the store: drawn, measured, answered, closed, taken back; what travels."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_crm.domain.analysis.campaign_effect import Finding, Phase
from desktop_crm.domain.drawing import control_group
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.queries.campaigns import comparable
from desktop_crm.services.customers import NewCustomer
from desktop_crm.services.rows import RowChange, RowRefused
from tests.support.profiles import PASSPHRASE, profile

VALUES = {
    "name": "按需求请回", "promo_type": "care", "benefit_kind": "social", "intention": "come_back",
    "from_on": "2026-10-01", "to_on": "2026-10-31", "follow_days": "14", "description": "按需求写信",
    "fixed_cost": "300", "variable_cost": "5",
}  # fmt: skip
DISCOUNT = {**VALUES, "name": "八折", "promo_type": "price_off", "benefit_kind": "financial"}


@pytest.fixture
def app(tmp_path):
    made = profile(tmp_path / "p", passphrase=PASSPHRASE)
    yield made
    made.close()


def guests(app, number, **more):
    saved = app.customers.create_many([NewCustomer({"full_name": f"客{one:03d}", **more}) for one in range(number)])
    return [one.id for one in saved]


def stay(app, ids, day="2026-10-20", amount=1_000_00, **more):
    order = {"ordered_on": day, "amount": amount, "state": "closed", **more}
    app.rows.save_many([(one, [RowChange("sales_order", {"order_no": f"{one[-4:]}-{day}", **order})]) for one in ids])


def test_customers_are_drawn_and_the_draw_can_be_repeated(app):
    ids = guests(app, 50)
    campaign_id = app.campaigns.save(VALUES)
    seen = []
    drawn = app.campaigns.draw(
        campaign_id, [*ids, ids[0]], 20, words="偏好 包含 大床", progress=lambda *one: seen.append(one)
    )
    assert (drawn.target, drawn.control, drawn.known, drawn.refused) == (40, 10, 0, 0) and seen == [(50, 50)]
    campaign = app.campaign_queries.called("按需求请回")
    assert (campaign.targets, campaign.controls, campaign.phase) == (40, 10, Phase.EVALUATE)
    assert campaign.values["target"] == "偏好 包含 大床" and campaign.values["control_percent"] == 20
    again = control_group(ids, 20, str(campaign.values["seed"]))
    assert again == set(app.campaign_queries.member_ids(campaign_id, "control"))
    once_more = app.campaigns.draw(campaign_id, ids)
    assert (once_more.target, once_more.known) == (0, 50)


def test_who_allowed_other_ways_of_contact_only_is_left_out_before_the_draw(app):
    free, post, phone = (
        guests(app, 2),
        guests(app, 2, contact_permission=("post",)),
        guests(app, 2, contact_permission=("phone", "sms")),
    )
    ids = [*free, *post, *phone]
    letter = app.campaigns.save({**VALUES, "media": ("post",)})
    assert (app.campaigns.draw(letter, ids, 0).refused, set(app.campaign_queries.member_ids(letter))) == (
        2, {*free, *post}
    )  # fmt: skip
    public = app.campaigns.save({**VALUES, "name": "电视", "media": ("post", "tv")})
    assert app.campaigns.draw(public, ids, 0).target == 6


def test_the_effect_is_measured_against_the_control_group_and_against_discounts(app):
    ids = guests(app, 160)
    care, discount = app.campaigns.save(VALUES), app.campaigns.save(DISCOUNT)
    app.campaigns.draw(care, ids[:100], 40)
    app.campaigns.draw(discount, ids[100:], 50)
    target, control = (app.campaign_queries.member_ids(care, group) for group in ("target", "control"))
    cheap = app.campaign_queries.member_ids(discount)
    stay(app, target[:36], gross_margin=250_00)  # 36 of 60 come again, 10 of 40, 6 of 30
    stay(app, target[:1], "2026-10-25", gross_margin=250_00)  # twice is once more sales, not one more guest
    stay(app, control[:10], gross_margin=250_00)
    stay(app, cheap[:6])
    stay(app, control[10:20], "2026-11-15")  # after the window
    stay(app, control[20:30], state="cancelled")
    queries = app.campaign_queries
    effect = queries.effect(queries.called(care))
    assert (effect.comparison.one.part, effect.comparison.one.whole) == (36, 60)
    assert (effect.comparison.other.part, effect.comparison.other.whole) == (10, 40)
    assert effect.comparison.finding is Finding.MORE and effect.comparison.extra == pytest.approx(21)
    money = effect.money
    assert money is not None and money.baseline == pytest.approx(15 * 1_000_00) and money.actual == 37 * 1_000_00
    assert money.cost == 300_00 + 60 * 5_00 and money.margin == pytest.approx(22_000_00 * 0.25)
    against = queries.against(queries.called(care), queries.called(discount))
    assert (against.comparison.other.part, against.comparison.other.whole) == (6, 30)
    assert against.comparison.finding is Finding.MORE and against.days == 45
    assert [one.name for one in comparable(queries.all(), queries.called(care))] == ["八折"]
    members = queries.members(queries.called(care))
    assert len(members) == 100 and sum(bool(one.came_on) for one in members) == 46
    assert {one.sales for one in members} == {0, 1_000_00, 2_000_00}


def test_who_is_in_both_groups_or_in_both_campaigns_counts_in_none(app):
    ids = guests(app, 4)
    one, other = app.campaigns.save(VALUES), app.campaigns.save(DISCOUNT)
    app.campaigns.draw(one, ids[:3], 0)
    app.campaigns.draw(other, ids[2:], 0)
    double = {"campaign_id": one, "member_group": "control", "drawn_on": "2026-10-01"}
    app.rows.save(ids[0], [RowChange("campaign_member", double)])
    queries = app.campaign_queries
    effect = queries.effect(queries.called(one))
    assert (effect.both, effect.target.members, effect.control.members) == (1, 2, 0)
    against = queries.against(queries.called(one), queries.called(other))
    assert (against.both, against.comparison.one.whole, against.comparison.other.whole) == (1, 1, 1)


def test_a_response_is_written_down_and_taken_back(app):
    ids = guests(app, 2)
    campaign_id = app.campaigns.save(VALUES)
    drawn = app.campaigns.draw(campaign_id, ids, 0)
    app.campaigns.respond(drawn.members[ids[0]], date(2026, 11, 1))
    campaign = app.campaign_queries.called(campaign_id)
    assert app.campaign_queries.effect(campaign).response.part == 1
    app.campaigns.respond(drawn.members[ids[0]], None)
    assert app.campaign_queries.effect(campaign).response.part == 0
    with pytest.raises(RowRefused):
        app.campaigns.respond(drawn.members[ids[0]], date(2027, 1, 1))


def test_a_campaign_is_closed_with_both_costs_and_a_conclusion_only(app):
    campaign_id = app.campaigns.save({**VALUES, "variable_cost": ""})
    for name, value in (("variable_cost", "0"), ("evaluation", "有效")):
        with pytest.raises(RecordRefused) as refused:
            app.campaigns.close(campaign_id)
        assert refused.value.params["field"] == name
        app.campaigns.save({name: value}, campaign_id)
    app.campaigns.close(campaign_id)
    assert app.campaign_queries.called(campaign_id).phase is Phase.CLOSED
    app.campaigns.reopen(campaign_id)
    assert app.campaign_queries.called(campaign_id).phase is Phase.EVALUATE


def test_taking_a_campaign_away_and_bringing_it_back(app):
    ids = guests(app, 10)
    campaign_id = app.campaigns.save(VALUES)
    drawn = app.campaigns.draw(campaign_id, ids, 30)
    removed = app.campaigns.remove(campaign_id)
    assert removed == drawn.members and app.campaign_queries.all() == []
    app.campaigns.restore(campaign_id, removed)
    campaign = app.campaign_queries.called(campaign_id)
    assert (campaign.targets, campaign.controls) == (7, 3)
    app.campaigns.take_out(dict(list(drawn.members.items())[:4]))
    assert app.campaign_queries.called(campaign_id).members == 6
    app.customers.delete(ids[9])
    assert app.campaign_queries.called(campaign_id).members == 5


def test_what_cannot_be(app):
    with pytest.raises(RowRefused):
        app.campaigns.save({**VALUES, "to_on": "2026-09-01"})
    with pytest.raises(RowRefused):
        app.campaigns.save({"name": "x"})
    campaign_id = app.campaigns.save(VALUES)
    with pytest.raises(UsageError):
        app.campaigns.draw(campaign_id, [], 95)
    with pytest.raises(UsageError):
        app.campaigns.draw(campaign_id, [str(number) for number in range(20_001)])
    with pytest.raises(NotFound):
        app.campaigns.draw("nobody", [])
    with pytest.raises(NotFound):
        app.campaign_queries.called("nobody")


def test_a_campaign_of_a_colleague_is_left_alone(app):
    campaign_id = app.campaigns.save(VALUES)
    app.set_facts(user_id="somebody else", role="rep")
    for change in (app.campaigns.close, app.campaigns.remove, lambda one: app.campaigns.draw(one, guests(app, 1))):
        with pytest.raises(RecordRefused):
            change(campaign_id)
    assert app.campaign_queries.called(campaign_id).members == 0
