"""Customers merged and taken apart on laptops: offline, refused, by two people at once; what everybody shows then."""

from __future__ import annotations

import pytest

from desktop_crm.domain.merging import TOGETHER, Reason
from desktop_crm.errors import Offline, RecordRefused, UsageError
from desktop_crm.queries.customers import ListFilter
from desktop_crm.services.customers import GridInput
from sync import protocol
from sync.client import healing
from sync.client.engine import Engine, Result, check
from sync.server import accounts, erasing, moving
from tests.support.profiles import INDIVIDUAL, RELATIVE, count, operations


def _two(pair, office):
    """Each files the same customer; both have both."""
    one, two = pair
    first = one.app.customers.create(
        {**INDIVIDUAL, "email": "a@example.com", "remarks": "甲", "preferences": ("茶",)}, [GridInput(RELATIVE)]
    )
    office.forward(one, two, minutes=1)
    second = two.app.customers.create(
        {**INDIVIDUAL, "email": "b@example.com", "remarks": "乙", "preferences": ("棋",), "occupation": "官"},
        [GridInput({"name": "欧阳氏", "relation": "spouse"})],
    )
    _settle(pair)
    office.forward(one, two, minutes=1)
    return first, second


def _settle(pair):
    for laptop in (*pair, *pair):
        laptop.sync()


def _grid(laptop, card_id):
    return sorted(str(row.values["name"]) for row in laptop.app.queries.card(card_id).grid)


def _live(laptop):
    return {row.id for row in laptop.app.queries.find("曾国藩")}


def _equal(laptop):
    assert check(laptop.app, laptop.line).equal
    assert count(laptop.app, "moved_row") == count(laptop.app, "base_row") == 0


def _merge(laptop, *ids, stays=None):
    return laptop.app.merging.merge(laptop.app.merging.plan(ids, stays))


def test_the_proposal_says_why(pair, office):
    first, second = _two(pair, office)
    plan = pair[0].app.merging.plan([first.id, second.id])
    reasons = {one.fields[0].id: one.reason for one in plan.choices if not one.is_empty}
    assert plan.survivor.id == second.id  # more is known of it
    assert (reasons["full_name"], reasons["occupation"]) == (Reason.SAME, Reason.ONLY)
    assert (reasons["email"], reasons["preferences"], reasons["remarks"]) == (
        Reason.NEWEST, Reason.UNITED, Reason.JOINED,
    )  # fmt: skip
    assert plan.result["remarks"] == "乙\n甲" and plan.result["preferences"] == ("棋", "茶")
    other = plan.choose("email", 0).choose("remarks", 1).staying(0)
    assert (other.result["email"], other.result["remarks"]) == ("a@example.com", "乙")
    assert other.left_out == {0: ["remarks"], 1: ["customer_no", "email"]}
    assert other.choose("remarks", TOGETHER).result["remarks"] == "甲\n乙"


def test_what_cannot_be_merged(pair, office):
    first, second = _two(pair, office)
    merging = pair[0].app.merging
    with pytest.raises(UsageError, match="merge_count"):
        merging.plan([first.id, first.id])
    plan = merging.plan([first.id, second.id])
    pair[0].app.customers.update(first.id, {"occupation": "臣"})
    with pytest.raises(RecordRefused, match="merge_changed"):
        merging.merge(plan)
    pair[0].app.customers.update(first.id, {"customer_kind": "organisation", "org_name": "某公司"})
    with pytest.raises(RecordRefused, match="merge_kinds"):
        merging.plan([first.id, second.id])
    pair[0].app.customers.delete(first.id)
    with pytest.raises(RecordRefused, match="card_deleted"):
        merging.plan([first.id, second.id])


def test_merged_offline_it_is_one_customer_at_once(pair, office):
    one, _ = pair
    first, second = _two(pair, office)
    merged = _merge(one, first.id, second.id, stays=first.id)
    queries = one.app.queries
    assert _live(one) == {first.id} and merged.gone == (second.id,)
    assert _grid(one, first.id) == ["曾纪泽", "欧阳氏"]
    values = one.values(first.id)
    assert (values["occupation"], values["remarks"], values["email"]) == ("官", "甲\n乙", "b@example.com")
    assert [row.id for row in queries.find(second.customer_no)] == [first.id]
    assert queries.id_of(second.customer_no) == queries.id_of(second.id) == first.id
    assert queries.count(ListFilter(deleted=True)) == 0  # not in the bin
    assert queries.card(first.id).sync_state == "waiting"
    (word,) = one.app.merging.merged_into(first.id)
    assert (word.customer_no, word.waiting, word.parting) == (second.customer_no, True, False)
    row = next(row for row in queries.card(first.id).grid if row.values["name"] == "欧阳氏")
    one.app.customers.update(first.id, {}, [GridInput({"phone": "13700000000"}, row.id)])
    _settle(pair)
    for laptop in pair:
        assert _live(laptop) == {first.id} and _grid(laptop, first.id) == ["曾纪泽", "欧阳氏"]
        assert laptop.values(first.id) == one.values(first.id)
        assert [row.id for row in laptop.app.queries.find(second.customer_no)] == [first.id]
        assert laptop.app.queries.conflicts() == []  # everything was decided
        assert count(laptop.app, "family_member", "phone = '13700000000'") == 1
        _equal(laptop)


def test_laptop_and_server_are_compared_while_a_merge_waits(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    two.app.customers.update(second.id, {"sex": "female"})
    two.app.customers.update(first.id, {"fax": "0575-88001234"})
    two.sync()
    one.cut()
    with pytest.raises(Offline):
        one.sync()
    engine, result = Engine(one.app, one.line), Result()
    one.app.set_facts(digest_due="1")
    while engine._pull_one(result):  # only the pull gets through
        pass
    assert result.digest is not None
    assert healing.agrees(engine._link, result.digest)
    ids = [first.id, second.id]
    assert healing.compute_hashes(engine._link, ids) == 0  # and so do the rows, wherever they are shown
    assert (_live(one), _grid(one, first.id)) == ({first.id}, ["曾纪泽", "欧阳氏"])
    assert (one.values(first.id)["fax"], one.values(first.id)["occupation"]) == ("0575-88001234", "官")
    _settle(pair)
    for laptop in pair:
        assert laptop.app.queries.card(first.id).values["remarks"] == "甲\n乙"
        _equal(laptop)
    losers = {item.field: item.loser for item in one.app.queries.conflicts()}
    assert losers == {"sex": "female"}  # nobody had seen it at the merge


def test_a_merge_is_undone_before_it_was_sent(pair, office):
    one, _ = pair
    first, second = _two(pair, office)
    before = [one.app.queries.card(card_id).values for card_id in (first.id, second.id)]
    merged = _merge(one, first.id, second.id)
    one.app.merging.take_back(merged)
    assert [one.app.queries.card(card_id).values for card_id in (first.id, second.id)] == before
    assert (_grid(one, first.id), _grid(one, second.id)) == (["曾纪泽"], ["欧阳氏"])
    assert [operation["cmd"] for operation in operations(one.app)] == ["merge", "unmerge"]
    _settle(pair)
    for laptop in pair:
        assert [laptop.app.queries.card(card_id).values for card_id in (first.id, second.id)] == before
        assert _live(laptop) == {first.id, second.id}
        _equal(laptop)


def test_a_merge_is_taken_apart_long_after(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    _settle(pair)
    office.forward(one, two, days=3)
    row = next(row for row in two.app.queries.card(first.id).grid if row.values["name"] == "欧阳氏")
    two.app.customers.update(
        first.id, {"fax": "0575-88001234", "email": "c@example.com"}, [GridInput({"phone": "13700000000"}, row.id)]
    )
    _settle(pair)
    stays, gone = one.app.merging.find_merged(second.customer_no)
    assert (stays, gone) == (first.id, [second.id]) == one.app.merging.find_merged(first.customer_no)
    one.app.merging.unmerge(gone)
    assert one.app.merging.merged_into(first.id)[0].parting
    _settle(pair)
    for laptop in pair:
        values, other = laptop.values(first.id), laptop.values(second.id)
        assert (values["fax"], values["email"], values["remarks"]) == ("0575-88001234", "c@example.com", "甲")
        assert "occupation" not in values and values["preferences"] == ("茶",)
        assert (other["email"], other["remarks"], other["occupation"]) == ("b@example.com", "乙", "官")
        assert (_grid(laptop, first.id), _grid(laptop, second.id)) == (["曾纪泽"], ["欧阳氏"])
        assert count(laptop.app, "family_member", f"phone = '13700000000' AND agg_id = '{second.id}'") == 1
        assert laptop.app.merging.merged_into(first.id) == []
        assert [row.id for row in laptop.app.queries.find(second.customer_no)] == [second.id]
        _equal(laptop)


def test_edits_made_without_knowing_reach_the_survivor_and_go_back_with_the_card(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    one.sync()
    office.forward(one, two, minutes=5)
    two.app.customers.update(
        second.id, {"fax": "0575-88001234"}, [GridInput({"name": "曾国荃", "relation": "sibling"})]
    )
    _settle(pair)
    for laptop in pair:
        assert laptop.values(first.id)["fax"] == "0575-88001234"
        assert _grid(laptop, first.id) == ["曾国荃", "曾纪泽", "欧阳氏"]
    one.app.merging.unmerge([second.id])
    _settle(pair)
    for laptop in pair:
        assert "fax" not in laptop.values(first.id)
        assert laptop.values(second.id)["fax"] == "0575-88001234"
        assert (_grid(laptop, first.id), _grid(laptop, second.id)) == (["曾纪泽"], ["曾国荃", "欧阳氏"])
        _equal(laptop)


def test_edits_of_rows_that_were_taken_apart_meanwhile_find_them(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    _settle(pair)
    one.app.merging.unmerge([second.id])
    one.sync()
    row = next(row for row in two.app.queries.card(first.id).grid if row.values["name"] == "欧阳氏")
    two.app.customers.update(first.id, {}, [GridInput({"phone": "13700000000"}, row.id)])
    assert two.sync().outcomes == {"applied": 1}
    _settle(pair)
    for laptop in pair:
        assert count(laptop.app, "family_member", f"phone = '13700000000' AND agg_id = '{second.id}'") == 1
        _equal(laptop)


def test_two_people_merge_in_opposite_directions(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    _merge(two, first.id, second.id, stays=second.id)
    _settle(pair)
    for laptop in pair:
        assert _live(laptop) == {first.id} and _grid(laptop, first.id) == ["曾纪泽", "欧阳氏"]
        assert laptop.values(first.id) == one.values(first.id)
        _equal(laptop)
    assert two.app.merging.merged_into(first.id)[0].customer_no == second.customer_no


def test_merged_into_two_different_cards_a_person_decides(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    third = one.app.customers.create({**INDIVIDUAL, "full_name": "曾国荃"})
    _settle(pair)
    _merge(one, first.id, second.id, stays=first.id)
    _merge(two, third.id, second.id, stays=third.id)
    one.sync()
    assert two.sync().outcomes == {"inbox": 1}
    _settle(pair)
    for laptop in pair:
        assert _live(laptop) == {first.id} and _grid(laptop, third.id) == []
        (item,) = laptop.app.queries.conflicts(first.id)
        assert (item.field, item.why, item.important) == ("merged_into", "changed_since", True)
        _equal(laptop)


def test_a_merge_with_a_card_that_is_out_of_sight_is_set_aside_and_undone_here(pair, office):
    one, _ = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    office.admin(accounts.assign, second.customer_no, "zhao")
    assert one.sync().outcomes == {"quarantined": 1}
    one.sync()
    assert _grid(one, first.id) == ["曾纪泽"] and one.values(first.id)["remarks"] == "甲"
    assert one.app.merging.merged_into(first.id) == []
    _equal(one)


def test_a_merge_with_a_person_who_was_erased_destroys_nothing_else(pair, office):
    one, _ = pair
    first, second = _two(pair, office)
    _merge(one, first.id, second.id, stays=first.id)
    office.admin(erasing.erase, first.customer_no)
    assert one.sync().outcomes == {"inbox": 1}
    assert _live(one) == {second.id} and _grid(one, second.id) == ["欧阳氏"]
    _equal(one)


def test_merges_one_after_the_other_come_apart_from_the_last(pair, office):
    one, two = pair
    first, second = _two(pair, office)
    third = one.app.customers.create({**INDIVIDUAL, "full_name": "曾国荃"})
    _merge(one, first.id, second.id, stays=first.id)
    _merge(one, first.id, third.id, stays=third.id)
    assert _grid(one, third.id) == ["曾纪泽", "欧阳氏"]
    assert [word.inside for word in one.app.merging.merged_into(third.id)] == [True, False]
    with pytest.raises(RecordRefused, match="merged_inside"):
        one.app.merging.unmerge([second.id])
    _settle(pair)
    for laptop in pair:
        assert _grid(laptop, third.id) == ["曾纪泽", "欧阳氏"]
        assert {row.id for row in laptop.app.queries.find(second.customer_no)} == {third.id}
    two.app.merging.unmerge([first.id])
    _settle(pair)
    assert _grid(one, first.id) == ["曾纪泽", "欧阳氏"] and _grid(one, third.id) == []
    one.app.merging.unmerge([second.id])
    _settle(pair)
    for laptop in pair:
        assert (_grid(laptop, first.id), _grid(laptop, second.id)) == (["曾纪泽"], ["欧阳氏"])
        assert laptop.values(first.id)["remarks"] == "甲" and laptop.values(second.id)["remarks"] == "乙"
        _equal(laptop)


def test_new_customers_are_merged_and_taken_apart_before_anybody_knows_them(pair, office):
    one, _ = pair
    first = one.app.customers.create({**INDIVIDUAL, "remarks": "甲"}, [GridInput(RELATIVE)])
    second = one.app.customers.create({**INDIVIDUAL, "remarks": "乙"})
    third = one.app.customers.create({**INDIVIDUAL, "remarks": "丙"})
    merged = _merge(one, first.id, second.id, third.id, stays=second.id)
    assert one.values(second.id)["remarks"] == "乙\n甲\n丙" and _grid(one, second.id) == ["曾纪泽"]
    one.app.merging.unmerge([merged.gone[1]])
    assert one.values(second.id)["remarks"] == "乙\n甲" and _live(one) == {second.id, third.id}
    _settle(pair)
    for laptop in pair:
        assert laptop.values(second.id)["remarks"] == "乙\n甲" and _live(laptop) == {second.id, third.id}
        assert _grid(laptop, second.id) == ["曾纪泽"]
        _equal(laptop)


def test_a_row_of_an_erased_person_takes_no_other_customer_along(pair, office):
    """The office takes two cards apart and erases one, while a laptop still shows the rows of both on the other."""
    first, second = _two(pair, office)
    one = pair[0]
    _merge(one, first.id, second.id, stays=second.id)
    _settle(pair)
    one.app.customers.update(second.id, {"occupation": "相"})
    _settle(pair)
    kept = [op for op in operations(one.app, "done") if op.get("agg", op["row"]) == second.id]
    office.admin(moving.unmerge, first.customer_no)
    office.admin(erasing.erase, first.customer_no)
    rows = one.app.queries.card(second.id).grid
    gone = next(row for row in rows if row.values["name"] == RELATIVE["name"])
    one.app.rows.change("family_member", gone.id, {"name": "typed of the erased"})
    one.app.customers.update(second.id, {"remarks": "typed of the other"})
    assert one.sync().outcomes == {"erased": 1, "applied": 1}
    still = operations(one.app, "done")
    assert kept and all(op in still for op in kept)
    assert "typed of the erased" not in str(still) + str(operations(one.app, "acked"))
    assert one.values(second.id)["remarks"] == "typed of the other"
    assert _grid(one, second.id) == ["欧阳氏"]
    _settle(pair)
    for laptop in pair:
        _equal(laptop)


def test_what_an_erased_customer_gave_another_one_here_goes_with_him(pair, office):
    first, second = _two(pair, office)
    one = pair[0]
    one.app.customers.update(second.id, {"occupation": "相"})
    one.app.merging.merge(one.app.merging.plan([first.id, second.id], second.id).choose("email", 0))
    assert one.values(second.id)["email"] == "a@example.com"
    office.admin(erasing.erase, first.customer_no)
    one.cut(path=protocol.PULL_PATH)
    with pytest.raises(Offline):
        one.sync()
    values = one.values(second.id)
    assert (values["email"], values["occupation"]) == ("b@example.com", "相")
    _settle(pair)
    for laptop in pair:
        _equal(laptop)
