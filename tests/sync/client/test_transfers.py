"""Contents of attachments between laptops: over cuts, doubles and kills, after the fields, to who may see them."""

from __future__ import annotations

import msgspec
import pytest

from desktop_crm.errors import DiskFull, NotFound, Offline, Refused
from desktop_crm.queries.attachments import Place
from desktop_crm.services.conflicts import Decision
from desktop_crm.store import content_care, contents, erasing
from sync import protocol
from sync.client import transfers, wiping
from sync.client.fetching import ASK_AGAIN_MINUTES
from sync.client.link import Link, Machine, Pace
from sync.client.pieces import Moving
from sync.client.transfers import Moved
from sync.server import accounts, devices, parameters
from sync.server import erasing as server_erasing
from sync.server.orders import Wipe
from tests.support.profiles import INDIVIDUAL, count
from tests.sync.client.attaching import PHOTO, SMALL, asked_for, at_server, attach, exchange, move, place, read
from tests.sync.client.office import Laptop, Line
from tests.sync.client.servers import put_back, snapshot


@pytest.fixture
def card(pair: tuple[Laptop, Laptop]) -> str:
    one, two = pair
    made = one.app.customers.create(INDIVIDUAL).id
    one.sync()
    two.sync()
    return made


def test_a_photo_reaches_a_colleague_who_opens_it(pair, card):
    one, two = pair
    row = attach(one, card)
    assert place(one, row) is Place.WAITING and move(one) == Moved()  # the server does not know its row yet
    one.sync()
    assert move(one).sent == 1 and place(one, row) is Place.HERE
    two.sync()
    assert place(two, row) is Place.SERVER
    with pytest.raises(NotFound):
        read(two, row)
    assert move(two) == Moved()  # not his customer: nothing comes unasked
    two.app.attachments.want(row)
    assert place(two, row) is Place.ARRIVING
    assert move(two).fetched == 1 and read(two, row) == PHOTO


def test_small_pictures_of_own_customers_come_unasked_the_newest_first(office, pair, card):
    _one, two = pair
    second = office.laptop("wang")
    rows = [attach(two, card, SMALL + bytes([number])) for number in range(2)]
    attach(two, card, b"%PDF-1.4", "contract.pdf")
    large = attach(two, card)
    exchange(two)
    second.app.set_facts(attachment_auto="1000")
    exchange(second)
    assert [read(second, row) for row in rows] == [SMALL + b"\0", SMALL + b"\1"]
    gets = [msgspec.json.decode(body)["row"] for path, body in second.line.requests if path == protocol.BLOB_GET_PATH]
    assert gets == rows[::-1] and place(second, large) is Place.SERVER
    second.app.set_facts(attachment_auto="0")
    attach(two, card, SMALL + b"\5")
    exchange(two, second)
    assert count(second.app, "content", "here") == 2
    second.app.close()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("path", [protocol.BLOBS_PATH, protocol.BLOB_PUT_PATH])
def test_an_upload_that_is_cut_goes_on_where_it_was(pair, card, office, path, when):
    one, _two = pair
    row = attach(one, card)
    one.sync()
    pace = Pace()
    one.cut(path=path, when=when)
    with pytest.raises(Offline):
        transfers.run(Link(one.app, one.line, pace))
    move(one)
    assert at_server(office) == 1 and place(one, row) is Place.HERE
    puts = [body for asked, body in one.line.requests if asked == protocol.BLOB_PUT_PATH]
    starts = [msgspec.json.decode(body).get("start", 0) for body in puts]
    assert len(set(starts)) == len(starts) or when == "before"  # nothing the server had was sent again


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_download_that_is_cut_goes_on_where_it_was(pair, card, when):
    one, two = pair
    row = attach(one, card)
    exchange(one)
    two.sync()
    two.app.attachments.want(row)
    asked = 0

    def fault(path: str) -> None:
        nonlocal asked
        asked += path == protocol.BLOB_GET_PATH
        if asked == 2:
            setattr(two.line, when, lambda _path: None)
            raise Offline

    setattr(two.line, when, fault)
    with pytest.raises(Offline):
        move(two)
    before = two.app.attachments.files.arrived(two.app.attachment_queries.one(row).sha256)
    assert before > 0 and 0 < two.app.attachment_queries.one(row).percent < 100
    two.line.requests.clear()
    move(two)
    first = next(body for path, body in two.line.requests if path == protocol.BLOB_GET_PATH)
    assert msgspec.json.decode(first)["start"] == before and read(two, row) == PHOTO


def test_fields_come_first(pair, card):
    """A save in the middle of an upload ends it after the piece under way; later it goes on."""
    one, _two = pair
    row = attach(one, card)
    one.sync()

    def save(path: str) -> None:
        if path == protocol.BLOB_PUT_PATH:
            one.line.after = lambda _path: None
            one.app.customers.update(card, {"remarks": "急"})

    one.line.after = save
    assert move(one).more and asked_for(one, protocol.BLOB_PUT_PATH) == 1
    assert place(one, row) is Place.SENDING
    assert move(one).more and asked_for(one, protocol.BLOB_PUT_PATH) == 1
    exchange(one)
    assert place(one, row) is Place.HERE


def test_a_wish_for_something_else_ends_it(pair, card):
    one, _two = pair
    attach(one, card)
    one.sync()
    assert move(one, stop=lambda: True) == Moved(more=True)
    assert asked_for(one, protocol.BLOBS_PATH) == 0


def test_a_costly_network_carries_only_what_a_person_asked_for(pair, card):
    one, two = pair
    row = attach(one, card)
    one.sync()
    assert move(one, metered=lambda: True) == Moved()
    assert one.app.attachment_queries.waiting().number == 1
    one.app.set_facts(attachment_metered="1")
    assert move(one, metered=lambda: True).sent == 1
    two.sync()
    two.app.attachments.want(row)
    assert move(two, metered=lambda: True).fetched == 1


def test_each_piece_is_told_and_shown(pair, card):
    one, _two = pair
    row = attach(one, card)
    one.sync()
    told: list[Moving | None] = []
    move(one, told=told.append)
    done = [moving.done for moving in told if moving]
    assert done == sorted(done) and told[-1] is None and told[0] and told[0].up and told[0].size == len(PHOTO)
    assert one.app.attachment_queries.one(row).percent == 0


def test_what_the_server_has_is_not_sent_again(pair, card, office):
    one, two = pair
    attach(one, card)
    exchange(one)
    other = two.app.customers.create({**INDIVIDUAL, "mobile_phone": "13900001111"}).id
    row = attach(two, other)
    exchange(two)
    (put,) = [body for path, body in two.line.requests if path == protocol.BLOB_PUT_PATH]
    assert len(put) < 500 and place(two, row) is Place.HERE and at_server(office) == 1
    again = attach(two, card, SMALL), attach(two, other, SMALL)
    two.line.requests.clear()
    exchange(two)
    assert asked_for(two, protocol.BLOB_PUT_PATH) == 2  # the content, then a proof for the other card
    one.sync()
    for row_id in again:
        one.app.attachments.want(row_id)
    move(one)
    assert [read(one, row_id) for row_id in again] == [SMALL, SMALL]


def test_attached_once_more_while_it_is_sent(pair, card):
    """The server does not know the second row yet, so the content still waits for it."""
    one, two = pair
    other = one.app.customers.create({**INDIVIDUAL, "mobile_phone": "13900001111"}).id
    attach(one, card)
    one.sync()
    rows: list[str] = []

    def once_more(path: str) -> None:
        if path == protocol.BLOBS_PATH and not rows:
            rows.append(attach(one, other))

    one.line.after = once_more
    move(one)
    assert one.app.attachment_queries.waiting().number == 1
    exchange(one)
    assert one.app.attachment_queries.waiting().number == 0
    two.sync()
    two.app.attachments.want(rows[0])
    move(two)
    assert read(two, rows[0]) == PHOTO


def test_what_a_colleague_has_not_sent_yet_is_asked_for_later(pair, card, office):
    one, two = pair
    row = attach(one, card)
    one.sync()
    two.sync()
    two.app.attachments.want(row)
    assert move(two).fetched == 0 and place(two, row) is Place.COLLEAGUE
    move(one)
    two.line.requests.clear()
    move(two)
    assert asked_for(two, protocol.BLOB_GET_PATH) == 0
    office.forward(one, two, minutes=ASK_AGAIN_MINUTES + 1)
    move(two)
    assert read(two, row) == PHOTO


def test_who_does_not_see_the_card_gets_nothing(pair, card, office):
    one, _two = pair
    row = attach(one, card)
    exchange(one)
    stranger = office.laptop("zhao")
    stranger.sync()
    sha = one.app.attachment_queries.one(row).sha256
    with stranger.app.store.write() as connection:
        contents.want(connection, sha, len(PHOTO), row, card, stranger.clock(), asked=True)
    move(stranger)
    assert count(stranger.app, "content", "here") == 0 and PHOTO[:50] not in b"".join(
        path.read_bytes() for path in stranger.app.paths.root.rglob("*") if path.is_file()
    )
    stranger.app.close()


def test_a_photo_of_a_customer_who_moved_on_reaches_the_new_owner(pair, card, office):
    """Taken offline, while the customer is given to somebody the author is no colleague of."""
    one, _two = pair
    row = attach(one, card)
    one.sync()
    office.admin(accounts.assign, one.app.queries.card(card).customer_no, "zhao")
    exchange(one)
    assert at_server(office) == 1
    assert count(one.app, "content") == 0 and list(one.app.paths.attachments.iterdir()) == []  # gone with the card
    new = office.laptop("zhao")
    exchange(new)
    assert read(new, row) == PHOTO  # a picture of an own customer
    new.app.close()


def test_a_photo_that_was_set_aside_is_kept_by_both_sides(pair, card, office):
    one, _two = pair
    attach(one, card)
    office.admin(accounts.assign, one.app.queries.card(card).customer_no, "zhao")
    exchange(one)  # quarantined, and laid before the new owner
    new = office.laptop("zhao")
    new.sync()
    (item,) = new.app.queries.conflicts()
    new.app.conflicts.resolve(item.id, Decision.TAKE)
    exchange(new)
    (taken,) = new.app.attachment_queries.of_customer(card)
    exchange(new)
    assert read(new, taken.id) == PHOTO
    new.app.close()


def test_an_erased_person_takes_the_contents_along(pair, card, office):
    one, two = pair
    row, kept = attach(one, card), one.app.customers.create({**INDIVIDUAL, "mobile_phone": "13900001111"}).id
    attach(one, kept, SMALL)
    exchange(one)
    two.sync()
    two.app.attachments.want(row)
    move(two)
    two.app.back_up_today()
    late = attach(two, card, SMALL + b"never sent")
    office.admin(server_erasing.erase, one.app.queries.card(card).customer_no)
    exchange(one, two)
    assert at_server(office) == 1
    for laptop, left in ((one, 1), (two, 0)):
        assert len(list(laptop.app.paths.attachments.iterdir())) == left
    with pytest.raises(NotFound):
        two.app.attachment_queries.one(late)


def test_a_restored_server_gets_the_contents_back(pair, card, office):
    one, two = pair
    backup = snapshot(office)
    rows = [attach(one, card), attach(one, card, SMALL)]
    exchange(one)
    two.sync()
    for row in rows:
        two.app.attachments.want(row)
    move(two)
    put_back(office, backup)
    assert at_server(office) == 0
    exchange(two)  # it notices first, but the rows are the other's to give back
    exchange(one)
    assert at_server(office) == 2
    exchange(two)
    third = office.laptop("li")
    third.sync()
    for row in rows:
        third.app.attachments.want(row)
    move(third)
    assert [read(third, row) for row in rows] == [PHOTO, SMALL]
    third.app.close()


def test_a_backup_from_between_row_and_content_is_noticed_too(pair, card, office):
    """The server knows the row, and forgot only that the content had come."""
    one, two = pair
    row = attach(one, card)
    one.sync()
    backup = snapshot(office)
    move(one)
    put_back(office, backup)
    exchange(one)
    two.sync()
    two.app.attachments.want(row)
    move(two)
    assert read(two, row) == PHOTO


def test_a_damaged_file_is_not_sent_and_comes_back_from_the_server(pair, card):
    one, two = pair
    row = attach(one, card)
    one.sync()
    (path,) = one.app.paths.attachments.iterdir()
    raw = bytearray(path.read_bytes())
    raw[-50] ^= 1
    path.write_bytes(raw)
    move(one)
    assert place(one, row) is Place.SERVER or place(one, row) is Place.MISSING
    fresh = attach(one, card)
    assert fresh == row
    exchange(one, two)
    (path,) = one.app.paths.attachments.iterdir()
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(Exception, match="damaged"):
        read(one, row)
    one.app.attachments.want(row)
    move(one)
    assert read(one, row) == PHOTO


def test_what_the_server_refuses_waits_for_another_day(pair, card, office):
    one, _two = pair
    row = attach(one, card, bytes(1 << 20) + b"x", "big.bin")
    office.admin(parameters.set_parameter, "attachments", "max_mb", "1")
    exchange(one)
    assert (place(one, row), one.app.attachment_queries.one(row).error) == (Place.WAITING, "too_big")
    one.line.requests.clear()
    move(one)
    assert one.line.requests == []
    office.admin(parameters.set_parameter, "attachments", "max_mb", "5")
    office.forward(one, hours=contents.ASK_AGAIN_HOURS + 1)
    exchange(one)
    assert place(one, row) is Place.HERE


def test_a_full_disk_stops_a_download_before_it_is_full(pair, card):
    one, two = pair
    row = attach(one, card)
    exchange(one)
    two.sync()
    two.app.attachments.want(row)
    cramped = Machine(free_bytes=lambda _app: 64 << 20)
    with pytest.raises(DiskFull):
        transfers.run(Link(two.app, two.line, machine=cramped))
    move(two)
    assert read(two, row) == PHOTO


def test_older_servers_and_laptops_without_a_server(pair, card, office):
    one, _two = pair
    attach(one, card)
    one.sync()
    one.app.set_facts(attachment_limit="0")  # as after a greeting of a server that knows no contents
    one.line.requests.clear()
    assert move(one) == Moved() and one.line.requests == []
    alone = office.laptop("wang", enrolled=False)
    row = attach(alone, alone.app.customers.create(INDIVIDUAL).id)
    assert move(alone) == Moved() and place(alone, row) is Place.HERE
    alone.app.close()


def test_two_programs_on_one_profile_do_not_meet(pair, card):
    one, _two = pair
    attach(one, card)
    one.sync()
    inner: list[Moved] = []

    def second(path: str) -> None:
        if path == protocol.BLOBS_PATH:
            inner.append(move(one))

    one.line.before = second
    assert move(one).sent == 1 and inner == [Moved()]


def test_a_lost_laptop_hands_over_what_only_it_has(pair, card, office):
    one, two = pair
    row = attach(one, card)
    one.sync()
    office.admin(devices.revoke, one.device_id, Wipe.DRAIN)
    with pytest.raises(Refused):
        one.sync()
    attach(one, card, SMALL)  # after the order: even its row was never sent
    wiping.carry_out(one.app, one.line, lambda _note: Line(office.service, one.line.token))
    assert at_server(office) == 2 and erasing.removal(one.app.paths)
    two.sync()
    two.app.attachments.want(row)
    move(two)
    assert read(two, row) == PHOTO


def test_room_is_made_and_what_is_asked_for_comes_again(pair, card, office, monkeypatch):
    one, two = pair
    row = attach(one, card)
    exchange(one)
    two.sync()
    two.app.attachments.want(row)
    move(two)
    monkeypatch.setattr(content_care, "CACHE_BYTES", 1000)
    move(two)
    assert place(two, row) is Place.SERVER
    two.app.attachments.want(row)
    monkeypatch.undo()
    move(two)
    assert read(two, row) == PHOTO
