"""A18: shares with their intervals, the effect of a campaign against its control group, its money; the draw."""

from __future__ import annotations

import random
from datetime import date

import pytest

from desktop_crm.domain.analysis import campaign_effect as effects
from desktop_crm.domain.analysis.campaign_effect import Finding, Phase, Sums, compare, money, phase_of, window_of
from desktop_crm.domain.analysis.campaign_words import points, share_words, statement
from desktop_crm.domain.analysis.shares import Z, difference, share
from desktop_crm.domain.drawing import control_group

LEAST = 30
CAMPAIGN = {"from_on": "2026-09-01", "to_on": "2026-09-30", "follow_days": 30}


def test_intervals_are_those_of_the_sources():
    """Newcombe 1998: II, example (a), method 10; 1998: I, table I, method 3 (Wilson)."""
    gap = difference(share(56, 70), share(48, 80))
    assert (gap.value, gap.low, gap.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    known = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (part, whole), (low, high) in known.items():
        found = share(part, whole)
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_share_by_hand():
    """30 of 100: middle (60 + z²) / (2 (100 + z²)), spread z √(z² + 120 · 0.7) over the same."""
    z2 = 3.841459
    found = share(30, 100)
    below, spread = 2 * (100 + z2), 1.959964 * (z2 + 84) ** 0.5
    assert found.low == pytest.approx((60 + z2 - spread) / below) == pytest.approx(0.2189, abs=5e-5)
    assert found.high == pytest.approx((60 + z2 + spread) / below) == pytest.approx(0.3958, abs=5e-5)
    assert pytest.approx(z2, abs=1e-5) == Z * Z


def test_nobody_is_no_division():
    nobody = share(0, 0)
    assert (nobody.value, nobody.low, nobody.high) == (0.0, 0.0, 1.0) and share_words(nobody, "zh") == "–"
    assert compare(Sums(), Sums(40, 10), LEAST).finding is Finding.NOBODY


def test_more_came_again_and_how_sure_that_is():
    found = compare(Sums(80, 48), Sums(30, 9), LEAST)
    assert found.finding is Finding.MORE and found.extra == pytest.approx(24)
    assert (found.gap.low, found.gap.high) == pytest.approx((0.0903, 0.4669), abs=5e-5)
    assert statement(found, "目标组", "对照组", LEAST, "zh") == (
        "目标组比对照组多 30 个百分点再来，真实差别多半在 +9 到 +46.7 之间（95%）；约多来 24 人。"
    )
    assert statement(found, "the target group", "the control group", LEAST, "en").startswith("The target group came")
    assert compare(Sums(30, 9), Sums(80, 48), LEAST).finding is Finding.FEWER
    assert share_words(found.one, "zh") == "60%（49%–70%）"


def test_too_few_to_tell_and_no_difference_are_said_as_such():
    few = compare(Sums(29, 29), Sums(200, 0), LEAST)  # however large the difference
    assert few.finding is Finding.TOO_FEW
    assert statement(few, "目标组", "对照组", LEAST, "zh").startswith(
        "人数太少，看不出来：每组至少要 30 人，现在是 29 和 200"
    )
    same = compare(Sums(100, 32), Sums(50, 15), LEAST)
    assert same.finding is Finding.SAME  # shares 0.2367-0.4166 and 0.1910-0.4375, so 0.02 - 0.1608 to 0.02 + 0.1456
    text = statement(same, "目标组", "对照组", LEAST, "zh")
    assert text == "看不出差别：差 +2 个百分点，但真实差别可能在 −14.1 到 +16.6 之间（95%）。"
    assert compare(Sums(80, 48), Sums(30, 9), LEAST, early=True).finding is Finding.EARLY
    for finding in Finding:
        assert statement(effects.Comparison(same.one, same.other, same.gap, finding), "a", "b", LEAST, "en")


def test_points_are_written_with_their_sign():
    assert [points(one) for one in (0.3, -0.125, 0.0, 0.0004)] == ["+30", "−12.5", "0", "0"]


def test_the_money_of_the_contract():
    """Baseline 1000, actual 1400, margin 30 %, fixed 30, variable 20."""
    told = money(1000, 1400, 0.30, 30, 20)
    assert (told.incremental, told.margin, told.cost, told.result) == pytest.approx((400, 120, 50, 70))
    assert told.roi == pytest.approx(1.4) and told.break_even == pytest.approx(166.67, abs=0.005)
    assert money(1, 2, 0.0, 0, 0).roi is None and money(1, 2, 0.0, 5, 0).break_even is None


def test_the_baseline_is_the_control_group_as_large_as_the_target_group():
    costs = {"fixed_cost": 3_000, "variable_cost": 10}
    window = window_of(CAMPAIGN, date(2026, 11, 22))
    target, control = Sums(80, 48, 140_000, 20), Sums(20, 5, 25_000)
    made = effects.effect({**CAMPAIGN, **costs}, window, target, control, least=20, share_of_margin=0.3)
    assert made.money is not None
    assert made.money.baseline == pytest.approx(100_000) and made.money.cost == 3_800
    assert made.money.result == pytest.approx(0.3 * 40_000 - 3_800) and made.response.value == pytest.approx(0.25)
    half = effects.effect(CAMPAIGN, window, target, control, least=20, share_of_margin=0.3)
    assert half.money is None  # costs are unknown: no result is made up
    alone = effects.effect({**CAMPAIGN, **costs}, window, target, Sums(), least=20, share_of_margin=0.3)
    assert alone.money is None and alone.comparison.finding is Finding.NOBODY


def test_the_window_ends_today_or_some_days_after_the_campaign():
    closed = window_of(CAMPAIGN, date(2026, 11, 22))
    assert (closed.last, closed.days, closed.open) == (date(2026, 10, 30), 60, False)
    running = window_of(CAMPAIGN, date(2026, 9, 10))
    assert (running.last, running.days, running.open) == (date(2026, 9, 10), 10, True)
    assert window_of(CAMPAIGN, date(2026, 8, 31)).empty and window_of({}, date(2026, 8, 31)).empty
    assert closed.shortened(10) == effects.Window(date(2026, 9, 1), date(2026, 9, 10))


def test_the_stage_follows_from_dates_members_and_closing():
    stages = [
        phase_of(CAMPAIGN, 0, date(2026, 8, 1)), phase_of(CAMPAIGN, 9, date(2026, 8, 1)),
        phase_of(CAMPAIGN, 9, date(2026, 9, 30)), phase_of(CAMPAIGN, 9, date(2026, 10, 1)),
        phase_of({**CAMPAIGN, "closed_on": "2026-11-01"}, 9, date(2026, 11, 2)),
    ]  # fmt: skip
    assert stages == list(Phase)


def test_the_draw_can_be_drawn_again_from_its_seed():
    ids = [f"customer-{number}" for number in range(1_000)]
    drawn = control_group(ids, 20, "seed")
    assert len(drawn) == 200 and drawn == control_group(random.Random(1).sample(ids, 1_000), 20, "seed")
    assert drawn != control_group(ids, 20, "another")
    assert (
        len(control_group(ids[:10], 25, "s")) == 3 and not control_group(ids, 0, "s") and not control_group([], 50, "s")
    )
    halves = [len(drawn & set(ids[start : start + 500])) for start in (0, 500)]
    assert all(75 <= one <= 125 for one in halves)  # no part of the list is preferred
