"""A batch is taken back after it was synchronised: on both laptops, and past what colleagues changed meanwhile."""

from __future__ import annotations

from desktop_crm.domain.bulk import Act, Action
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services.bulk_edit import Wishes
from desktop_crm.services.customers import NewCustomer
from desktop_crm.store.batches import Kind
from tests.support.profiles import INDIVIDUAL


def _people(laptop, number):
    people = [NewCustomer({**INDIVIDUAL, "full_name": f"王{chr(0x4E00 + n)}"}) for n in range(number)]
    with laptop.app.batches.recording(Kind.IMPORT, {"file": "x.csv"}) as batch:
        saved = laptop.app.customers.create_many(people, batch=batch.n)
    return batch.n, [one.id for one in saved]


def _exchange(*laptops):
    for laptop in (*laptops, *laptops):
        laptop.sync()


def test_undo_reaches_the_colleague_and_spares_what_she_changed(pair, office):
    one, two = pair
    _, ids = _people(one, 3)
    _exchange(one, two)
    office.forward(one, two, minutes=5)
    rids = list(one.app.queries.all_rids(ListFilter(), Order()))
    edited = one.app.bulk.run(rids, Wishes([Action("importance_tier", Act.SET, "vip")]))
    _exchange(one, two)
    office.forward(one, two, minutes=5)
    two.app.customers.update(ids[1], {"importance_tier": "major"})
    _exchange(two, one)
    office.forward(one, two, minutes=5)
    done = one.app.batches.undo(edited.batch)
    assert (done.cards, done.skipped, done.report[0].agg_id) == (2, 1, ids[1])
    _exchange(one, two)
    for laptop in pair:
        assert [laptop.values(card).get("importance_tier") for card in ids] == [None, "major", None]


def test_a_colleagues_contact_keeps_an_imported_customer(pair, office):
    one, two = pair
    batch, ids = _people(one, 2)
    _exchange(one, two)
    office.forward(one, two, minutes=5)
    two.app.rows.add(
        "activity", ids[0], {"method": "phone", "summary": "问价", "contacted_at": "2026-11-22T02:00:00.000Z"}
    )
    _exchange(two, one)
    done = one.app.batches.undo(batch)
    assert (done.cards, [(skipped.agg_id, skipped.why) for skipped in done.report]) == (1, [(ids[0], "changed")])
    _exchange(one, two)
    assert [two.app.queries.card(card).deleted for card in ids] == [False, True]
