"""Each scheme by hand-made customers, and what holds for all of them (domain contract §2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.classification.catalogue import DECIDED, SCHEMES, due, rules_hash
from desktop_crm.domain.classification.evidence import SENTENCES, parameters_of, rule_in_words, sentence
from desktop_crm.domain.classification.facts import Facts, Override, Year, decode, encode
from desktop_crm.domain.classification.model import Case, Kind
from desktop_crm.domain.classification.population import Population, Segment
from desktop_crm.domain.company_parameters import DEFAULTS, SPECS, Parameters
from desktop_crm.domain.file_choices import STOP_REASON
from desktop_crm.domain.parameter_types import ListEntry
from tests.desktop_crm.domain.classification.cases import TODAY_N, ago, buyer, codes, verdicts

ORG = "organisation"
ABC = Population(abc=(1000, 100), tiers=(5000, 1000, 100), ranked=50)
LISTS = Parameters(
    industries=tuple(
        map(ListEntry, ("军警系统", "金融系统", "邮政储蓄系统"), ("", "", ""), (("公安", "部队"), (), ()))
    ),
    product_lines=tuple(map(ListEntry, ("碳酸饮料", "茶饮料", "水饮料", "果汁饮料"))),
)


# -- what the card decides ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "nature", "tree"),
    [
        (Facts(), "individual", "IND"),
        (Facts(kind=ORG), "none", "none"),
        (Facts(kind=ORG, state_body=True), "government", "GOV"),
        (Facts(kind=ORG, nature="manufacturer", state_body=True), "ordinary", "MFR"),
        (Facts(kind=ORG, nature="supermarket"), "partner", "MID.RTL.SUP"),
        (Facts(kind=ORG, nature="agent"), "partner", "MID.AGT"),
        (Facts(kind=ORG, nature="special"), "ordinary", "none"),
        (Facts(kind=ORG, nature="partner"), "partner", "none"),
    ],
)
def test_nature_in_both_schemes(facts, nature, tree):
    assert codes(facts, "C1", "C8") == (nature, tree)


def test_tree_has_four_kinds_and_six_shop_forms():
    tree = SCHEMES["C8"]
    assert [value.code for value in tree.values if not value.parent][:-1] == ["IND", "MFR", "MID", "GOV"]
    assert len([value for value in tree.values if value.parent == "MID.RTL"]) == 6
    assert tree.below("MID") >= {"MID", "MID.AGT", "MID.RTL.CLB"}
    assert "GOV" not in tree.below("MID")


def test_police_canteen_is_in_two_lists_at_once():
    """AC32: bullet-proof vests and beverages."""
    canteen = buyer(industry=" 公安 ", lines=(("茶饮料", 80_00), ("水饮料", 20_00)))
    assert codes(canteen, "C6", "C7", parameters=LISTS) == ("军警系统", "茶饮料")
    assert codes(buyer(industry="渔业", lines=(("酒", 1),)), "C6", "C7", parameters=LISTS) == ("other", "other")


def test_without_a_list_cards_are_grouped_by_what_they_say():
    assert codes(buyer(industry="渔业", lines=(("酒", 100_00),)), "C6", "C7") == ("渔业", "酒")
    assert SCHEMES["C6"].takes_any(DEFAULTS)
    assert not SCHEMES["C6"].takes_any(LISTS)


def test_scope_supplier_and_source():
    assert codes(Facts(), "C12", "C23") == ("NAR", "customer")
    assert codes(Facts(kind=ORG, supplies=True), "C12", "C23") == ("WID.SUP", "upstream")
    assert codes(Facts(kind=ORG, nature="chain_store"), "C12", "C23") == ("WID.DIS", "downstream")
    assert codes(Facts(relation_scope="branch", supplies=True), "C12", "C23") == ("WID.BRA", "internal")
    assert codes(Facts(source="finance", credit="B", trade_relation="寄售"), "C28", "C26", "C13a") == (
        "INT.finance", "B", "寄售",
    )  # fmt: skip
    assert codes(Facts(source="web"), "C28", "C26", "C13a") == ("EXT.web", "N", "none")


# -- what orders decide -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (buyer(last=90), "dealing"),
        (buyer(last=91), "former"),
        (buyer(last=400, open_orders=1), "dealing"),
        (Facts(quoted_on=ago(90)), "soon"),
        (Facts(quoted_on=ago(91)), "none"),
        (Facts(likely_until=TODAY_N), "soon"),
        (Facts(likely_until=ago(1)), "none"),
        (buyer(last=200, quoted_on=ago(1)), "former"),
    ],
)
def test_transaction_process(facts, code):
    assert codes(facts, "C2") == (code,)


def test_time_series_and_purchase():
    assert codes(Facts(), "C3", "C9") == ("potential", "potential")
    assert codes(buyer(first=365), "C3", "C9") == ("new", "current")
    assert codes(buyer(first=366), "C3") == ("old",)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (buyer(first=740, sales_12=1000), "main"),
        (buyer(first=700, sales_12=1000), "general"),
        (buyer(first=740, sales_12=999), "general"),
        (buyer(first=740, sales_12=99), "scattered"),
        (buyer(first=700, sales_12=1000, orders_12=2), "scattered"),
        (buyer(first=740, sales_12=1000, orders_12=1), "main"),
        (buyer(first=740, sales_12=0, orders_12=0), "scattered"),
        (Facts(), "none"),
    ],
)
def test_volume_and_position(facts, code):
    assert codes(facts, "C4", population=ABC) == (code,)


def test_product_line_mixed_from_two_of_thirty_percent():
    assert codes(buyer(lines=(("茶", 70_00), ("水", 30_00))), "C7") == ("mixed",)
    assert codes(buyer(lines=(("茶", 71_00), ("水", 29_00))), "C7") == ("茶",)
    assert codes(buyer(lines=()), "C7") == ("none",)


def test_purchase_size_bands():
    sizes = [0, 9_999_99, 10_000_00, 100_000_00, 1_000_000_00]
    assert [codes(buyer(sales_12=sales), "C13b")[0] for sales in sizes] == ["none", "band0", "band1", "band2", "band3"]


# -- what worth decides -------------------------------------------------------------------------


def test_importance_by_worth_and_value_groups():
    vip = buyer(years=(Year(10_000), Year(), Year()), first=300)
    assert codes(vip, "C10", "C14", population=ABC) == ("vip", "high")
    small = buyer(years=(Year(10), Year(), Year()))
    assert codes(small, "C10", "C14", population=ABC) == ("small", "other")
    assert codes(buyer(first=100), "C14", population=ABC) == ("new",)
    assert codes(Facts(tier="major"), "C10", "C14", population=ABC) == ("major", "high")
    assert codes(Facts(), "C10", "C14", population=ABC) == ("none", "potential")


def test_orders_without_a_margin_are_estimated_and_investments_count_against():
    year = Year(margin=100, unknown=400, cost=50)
    assert year.gross(DEFAULTS) == 200
    assert year.contribution(DEFAULTS) == 150


def test_value_in_time_is_the_largest_of_three():
    assert codes(buyer(years=(Year(100), Year(), Year()), first=100), "C15") == ("ahead",)  # 100 x 2.67
    assert codes(buyer(years=(Year(1), Year(), Year()), earlier=Year(9_999)), "C15") == ("past",)
    assert codes(buyer(years=(Year(100), Year(-400), Year())), "C15") == ("current",)
    assert codes(Facts(potential=5), "C15") == ("ahead",)
    assert codes(Facts(), "C15") == ("none",)


def test_resources_take_the_first_that_holds():
    everything = buyer(referrals=2, sales_12=1000, reputed=True, told_us_on=ago(3))
    verdict = verdicts(everything, population=ABC)["C15b"]
    assert verdict.code == "network"
    assert [why.code for why in verdict.why] == ["referrals", "abc", "reputed", "told_us"]
    assert codes(Facts(told_us_on=ago(365)), "C15b") == ("information",)
    assert codes(Facts(told_us_on=ago(366)), "C15b") == ("none",)


# -- what the relationship decides --------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"score": 5}, "loyal"),
        ({"score": 4}, "old"),
        ({"score": 5, "orders_12": 2}, "old"),
        ({"score": 5, "competitor_on": ago(365)}, "old"),
        ({"score": 5, "competitor_on": ago(366)}, "loyal"),
        ({"score": 5, "rivals": True}, "old"),
        ({"score": 5, "rivals": True, "potential": 160_00}, "loyal"),
        ({"score": 5, "rivals": True, "potential": 170_00}, "old"),
    ],
)
def test_loyalty(more, code):
    assert codes(buyer(**{"sales_12": 100_00, **more}), "C11") == (code,)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "1"),
        ({"theirs_after": True}, "2"),
        ({"ours_after": True, "followed_after": 15}, "2"),
        ({"ours_after": True, "followed_after": 14}, "3"),
        ({"followed_after": 3, "quarters": 0b1}, "4"),
        ({"followed_after": 3, "quarters": 0b1, "last": 182}, "3"),
        ({"followed_after": 3, "quarters": 0b11, "last": 182}, "4"),
        ({"followed_after": 3, "quarters": 0b11, "last": 182, "together_on": ago(9)}, "5"),
        ({"followed_after": 3, "quarters": 0b1111, "last": 900}, "4"),
    ],
)
def test_type_of_relationship(more, code):
    assert codes(buyer(first=1000, **more), "C16") == (code,)


def test_recommended_type_and_gap():
    population = Population(segments={"茶|MFR": Segment(10, 1000, 500)})
    maker = {"nature": "manufacturer", "lines": (("茶", 100_00),)}
    assert codes(buyer(**maker), "C17", "C17b", population=population) == ("5", "under")
    partner = buyer(**maker, followed_after=1, quarters=1, together_on=ago(1))
    assert codes(partner, "C17", "C17b", population=population) == ("5", "fits")
    cheap = Population(segments={"茶|MFR": Segment(300, 1000, 50)})
    assert codes(partner, "C17", "C17b", population=cheap) == ("1", "over")
    assert codes(buyer(), "C17", "C17b", population=population) == ("none", "none")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts(), "building"),
        (buyer(first=179), "building"),
        (buyer(years=(Year(120), Year(100), Year())), "growing"),
        (buyer(years=(Year(110), Year(100), Year())), "keeping"),
        (buyer(years=(Year(10), Year(0), Year())), "growing"),
        (buyer(last=181), "broken"),
        (buyer(last=181, interval=61), "keeping"),
        (buyer(last=184, interval=61), "broken"),
        (buyer(stopped=True, stopped_on=ago(3), stop_reason="service"), "broken"),
    ],
)
def test_life_cycle(facts, code):
    assert codes(facts, "C18") == (code,)


def test_decline_is_a_warning_within_keeping():
    verdict = verdicts(buyer(years=(Year(79), Year(100), Year())))["C18"]
    assert (verdict.code, [why.code for why in verdict.why]) == ("keeping", ["margins", "declining"])


def test_brand_stages_take_the_highest_on_record():
    assert codes(Facts(), "C19") == ("none",)
    assert codes(Facts(contacts=1), "C19") == ("1",)
    assert codes(Facts(contacts=1, accepted=True), "C19") == ("2",)
    assert codes(buyer(contacts=1), "C19") == ("3",)
    assert codes(buyer(at_event=True), "C19") == ("4",)
    assert codes(Facts(referrals=1), "C19") == ("5",)


def test_benefits_and_the_warning_of_a_shallow_tie():
    vip = {"years": (Year(90_000), Year(), Year())}
    verdict = verdicts(buyer(benefits=("financial",), **vip), population=ABC)["C22"]
    assert (verdict.code, verdict.why[-1].code) == ("financial", "only_financial")
    assert codes(buyer(benefits=("financial", "structural")), "C22") == ("structural",)
    assert codes(Facts(), "C22") == ("none",)


def test_satisfaction_only_five_is_complete():
    assert [codes(Facts(score=score), "C25")[0] for score in range(6)] == [
        "none", "dissatisfied", "dissatisfied", "satisfied", "satisfied", "complete",
    ]  # fmt: skip


@pytest.mark.parametrize("reason", [choice.code for choice in STOP_REASON])
def test_where_customers_went(reason):
    gone = buyer(stopped=True, stopped_on=ago(1), stop_reason=reason, stop_details=("price_high", "service_poor"))
    assert codes(gone, "C20", "C21a", "C21b") == (f"OUT.{reason}", reason, "service_poor")
    assert codes(buyer(), "C20", "C21a", "C21b") == ("current", "none", "none")
    assert codes(buyer(last=500), "C20") == ("OUT.unknown",)
    assert codes(Facts(), "C20") == ("potential",)


# -- by hand ------------------------------------------------------------------------------------


def test_a_persons_word_stands_until_its_last_day():
    facts = buyer(overrides=(Override("C4", "main", "重点扶持", "王五", ago(0)),))
    verdict = verdicts(facts)["C4"]
    assert (verdict.code, verdict.manual, [why.code for why in verdict.why]) == (
        "main",
        True,
        ["override", "otherwise"],
    )
    assert not verdicts(facts, today=TODAY_N + 1)["C4"].manual
    assert due(Case(facts, DEFAULTS, Population(), TODAY_N)) == TODAY_N + 1


def test_what_builds_on_a_class_takes_the_persons_word():
    facts = buyer(overrides=(Override("C10", "vip", "董事长同学", "王五"),))
    assert codes(facts, "C14") == ("high",)


# -- what holds for all -------------------------------------------------------------------------

_DAY = st.one_of(st.just(0), st.integers(0, 1500).map(ago))
_YEAR = st.builds(Year, st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(0, 10**5))
FACTS = st.builds(
    Facts,
    kind=st.sampled_from(["individual", ORG]),
    nature=st.sampled_from(["", "manufacturer", "agent", "special", "ordinary", "supermarket", "of later versions"]),
    industry=st.sampled_from(["", "军警系统", "渔业"]),
    credit=st.sampled_from(["", "A"]),
    source=st.sampled_from(["", "web", "of later versions"]),
    region=st.sampled_from(["", "north"]),
    relation_scope=st.sampled_from(["", "supplier"]),
    orders=st.integers(0, 5),
    open_orders=st.integers(0, 1),
    first_on=st.integers(300, 1500).map(ago),
    last_on=st.integers(0, 300).map(ago),
    sale_on=st.integers(0, 300).map(ago),
    interval=st.integers(0, 200),
    orders_12=st.integers(0, 5),
    sales_12=st.integers(-100, 10**6),
    lines=st.sampled_from([(), (("茶饮料", 600),), (("茶饮料", 500), ("酒", 500))]),
    years=st.tuples(_YEAR, _YEAR, _YEAR),
    followed_after=st.integers(-1, 20),
    theirs_after=st.booleans(),
    quarters=st.integers(0, 15),
    quoted_on=_DAY,
    competitor_on=_DAY,
    told_us_on=_DAY,
    likely_until=st.integers(-50, 50).map(ago),
    score=st.integers(0, 5),
    benefits=st.sampled_from([(), ("social",), ("financial", "structural")]),
    potential=st.integers(0, 10**6),
    stopped=st.booleans(),
    stop_reason=st.sampled_from([choice.code for choice in STOP_REASON]),
    overrides=st.sampled_from([(), (Override("C4", "main", "", "", ago(-20)),)]),
)


def _bought(facts: Facts) -> Facts:
    """Nobody without an order has a first one."""
    return facts if facts.orders else Facts(**{**_dict(facts), "first_on": 0, "last_on": 0, "sale_on": 0})


def _dict(facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in Facts.__struct_fields__}


@given(FACTS.map(_bought), st.sampled_from([DEFAULTS, LISTS]))
def test_everybody_has_exactly_one_declared_value_in_every_scheme(facts, parameters):
    found = verdicts(facts, parameters=parameters, population=ABC)
    assert list(found) == [scheme.id for scheme in DECIDED]
    for scheme in DECIDED:
        declared = {value.code for value in scheme.values_under(parameters)}
        assert found[scheme.id].code in declared or scheme.takes_any(parameters), scheme.id
        for language in ("zh", "en"):
            for why in found[scheme.id].why:
                assert "{" not in sentence(why, language, parameters)


@given(FACTS.map(_bought))
def test_nothing_changes_before_it_is_due(facts):
    before = {scheme: verdict.code for scheme, verdict in verdicts(facts, population=ABC).items()}
    changes = due(Case(facts, DEFAULTS, ABC, TODAY_N))
    last = min(changes, TODAY_N + 400) - 1 if changes else TODAY_N + 400
    for day in {TODAY_N + 1, (TODAY_N + last) // 2, last}:
        if TODAY_N < day <= last:
            later = verdicts(facts, population=ABC, today=day)
            assert {scheme: verdict.code for scheme, verdict in later.items()} == before


@given(FACTS)
def test_facts_come_back_as_they_were_kept(facts):
    assert decode(encode(facts)) == facts


def test_words_are_complete():
    for scheme in SCHEMES.values():
        assert scheme.zh and scheme.en and all(scheme.basis) and all(scheme.rule)
        values = scheme.values_under()
        assert len({value.code for value in values}) == len(values) > 0
        assert all(value.zh and value.en for value in values)
        for language in ("zh", "en"):
            words = rule_in_words(scheme, language)
            assert "{" not in words
            assert words.replace("{", "") != ""
        if scheme.kind is not Kind.DESCRIBED:
            for name in parameters_of(scheme):
                assert scheme.id in SPECS[name].used_in
    assert all(zh and en for zh, en in SENTENCES.values())


def test_rules_are_named_by_their_parameters():
    assert rules_hash(DEFAULTS) == rules_hash(Parameters())
    assert rules_hash(DEFAULTS) != rules_hash(Parameters(active_days=91))
