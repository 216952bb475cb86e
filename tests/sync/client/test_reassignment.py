"""A card changes hands while edits of the former owner wait: they reach the new one as proposals."""

from __future__ import annotations

from desktop_crm.services.customers import GridInput
from sync.server import accounts
from tests.support.profiles import INDIVIDUAL, RELATIVE, operations


def test_waiting_edits_reach_the_new_owner_as_proposals(pair, office):
    former, new = pair[0], office.laptop("zhao")
    saved = former.app.customers.create(INDIVIDUAL, [GridInput(RELATIVE)])
    former.sync()
    new.sync()
    office.forward(*pair, new, hours=1)
    cards = former.app.customers
    grid = [GridInput(row.values, row.id) for row in former.app.queries.card(saved.id).grid]
    cards.update(saved.id, {"occupation": "painter", "remarks": "likes tea"}, grid)
    cards.update(saved.id, {}, [*grid, GridInput({**RELATIVE, "name": "曾纪鸿"})])
    office.admin(accounts.assign, former.app.queries.card(saved.id).customer_no, "zhao")
    new.sync()

    result = former.sync()
    assert list(result.outcomes) == ["quarantined"]
    assert former.app.queries.conflicts() == []  # nothing of the card is told to who lost it
    assert former.app.queries.find("zgf") == []
    assert operations(former.app) == []

    new.sync()
    card = new.app.queries.card(saved.id)
    assert card.owner_id == "zhao"
    assert (card.values.get("occupation"), len(card.grid)) == (None, 1)  # nothing is written over the new owner
    proposals = {(item.record_type, item.field): item for item in new.app.queries.conflicts(saved.id)}
    assert {key: item.loser for key, item in proposals.items() if key[1]} == {
        ("customer", "occupation"): "painter",
        ("customer", "remarks"): "likes tea",
    }
    assert "曾纪鸿" in (proposals[("family_member", "")].loser or "")
    assert {(item.why, item.important, item.loser_by, item.state) for item in proposals.values()} == {
        ("scope", True, "Wang", "open")
    }
    new.app.close()
