"""What stays on a laptop: operations that were answered, for a month, because a server may be restored and no clock may
shorten that; and nothing of those that came to nothing."""

from __future__ import annotations

import pytest

from desktop_crm.services.customers import GridInput
from desktop_crm.services.rows import RowChange
from sync import protocol
from sync.client.engine import check
from sync.client.recovery import FEW
from sync.server import salvage
from tests.support.profiles import INDIVIDUAL, RELATIVE, count
from tests.sync.client.servers import kept_rows, put_back, snapshot, visible


@pytest.mark.parametrize("years", [-30, 0, 30])
def test_restored_server_gets_everything_back_whatever_the_clock_does(pair, office, years):
    one, _two = pair
    one.sync()
    backup = snapshot(office)
    one.clock.forward(days=365 * years)
    one.app.customers.create(INDIVIDUAL)
    one.sync()
    one.clock.forward(days=-2 * 365 * years)  # wrong in the other direction now
    one.sync()
    put_back(office, backup)
    one.sync()
    assert len(visible(office, one)) == 1
    assert count(one.app, "outbox", "state = 'done'") == 1


def test_second_program_that_followed_a_restored_server_meanwhile_asks_nobody(pair, office):
    one, two = pair
    for number in range(FEW + 1):
        one.app.customers.create({"full_name": f"张三{number}"})
    one.sync()
    backup = snapshot(office)
    two.app.customers.create({"full_name": "李四"})
    two.sync()
    one.sync()
    put_back(office, backup)

    def meanwhile(path: str) -> None:
        if path == protocol.SALVAGE_PATH:
            one.line.after = lambda _path: None
            one.sync()

    one.line.after = meanwhile
    result = one.sync()
    assert (result.question, result.dropped) == ("", 0)
    assert count(one.app, "customer") == len(visible(office, one)) == FEW + 1


@pytest.mark.parametrize("years", [-30, 30])
def test_clock_that_was_wrong_when_an_operation_was_done_shortens_nothing(pair, office, years):
    one, _two = pair
    one.clock.forward(days=365 * years)
    one.app.customers.create(INDIVIDUAL)
    one.sync()
    one.clock.forward(days=-365 * years)
    for _day in range(3):
        office.forward(one, hours=25)
        one.sync()  # says hello
    assert count(one.app, "outbox", "state = 'done'") == 1


def test_what_is_older_goes(pair, office):
    one, _two = pair
    one.app.customers.create(INDIVIDUAL)
    one.sync()
    for _day in range(32):
        office.forward(one, hours=25)
        one.sync()
    one.app.customers.create({"full_name": "李四"})
    one.sync()
    assert count(one.app, "outbox", "state = 'done'") == 2
    for _day in range(31):
        office.forward(one, hours=25)
        one.sync()
    assert count(one.app, "outbox", "state = 'done'") == 1


def test_forgotten_row_of_a_card_in_the_bin_is_laid_before_its_people_once(pair, office):
    one, two = pair
    card = one.app.customers.create(INDIVIDUAL).id
    one.sync()
    two.sync()
    backup = snapshot(office)
    one.app.rows.save(card, [RowChange("family_member", {"name": "曾纪泽", "relation": "son"})])
    one.sync()
    put_back(office, backup)
    two.app.customers.delete(card)
    two.sync()
    one.sync()
    assert len(kept_rows(office)) == 1
    office.admin(salvage.take)
    assert kept_rows(office) == set()
    one.sync()
    assert count(one.app, "conflict") == 2  # the withheld edit, and the row that was taken


def test_operation_that_came_to_nothing_leaves_no_stamp(pair, office):
    """Removed and brought back again, on a card that went to the bin meanwhile: the row is as the server has it."""
    one, two = pair
    card_id = one.app.customers.create(INDIVIDUAL, [GridInput(RELATIVE)]).id
    for laptop in (one, two, one):
        laptop.sync()
    row_id = two.app.queries.card(card_id).grid[0].id
    two.app.rows.remove("family_member", row_id)
    two.app.rows.restore("family_member", row_id)
    one.app.customers.delete(card_id)
    one.sync()
    two.sync()
    checked = check(two.app, two.line)
    assert checked.equal and checked.repaired == 0
