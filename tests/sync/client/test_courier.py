"""Changes that are carried in files: doubled, reordered, lost; nothing is lost, nothing happens twice."""

from __future__ import annotations

import json
from random import Random

import msgspec
import pytest
from sqlalchemy import select

from desktop_crm.errors import ExchangeError, NotEnrolled, Offline, SyncError, UsageError
from desktop_crm.store import carried
from sync import protocol
from sync.client import carrying, courier
from sync.protocol import courier as sealed
from sync.protocol.courier import Kind, read_file, write_file
from sync.server.schema import op_seen, quarantine
from tests.support.profiles import count
from tests.sync.client.couriers import (
    at_server,
    carried_by,
    carried_waiting,
    courier_link,
    letter,
    owner,
    rows,
    waiting,
    work,
)
from tests.sync.client.office import Laptop, Office
from tests.sync.client.servers import audited, put_back, snapshot

# -- the way there and back -----------------------------------------------------------------


def test_a_letter_and_its_answer_do_what_a_push_does(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    card = work(wang)
    wang.app.customers.update(card, {"remarks": "当面谈过"})
    written = courier.write(wang.app)
    assert (written.operations, written.left) == (2, 0)
    assert waiting(wang) == 2  # writing changes nothing
    (answer,) = carried_by(li, written.data)
    assert owner(office, card) == "wang"  # not of who carried it
    taken = courier.take(wang.app, answer)
    assert (taken.answered, taken.repeated, taken.outcomes) == (2, False, {"applied": 2})
    assert waiting(wang) == 0
    wang.line.requests.clear()
    wang.sync()
    assert protocol.PUSH_PATH not in [path for path, _body in wang.line.requests]
    assert count(wang.app, "outbox", "state = 'done'") == 2
    assert wang.values(card)["remarks"] == "当面谈过"


def test_nobody_who_carries_can_read_it(pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    work(wang, "秘密客户")
    data = letter(wang)
    (answer,) = carried_by(li, data)
    for file in (data, answer):
        assert "秘密客户".encode() not in file
        for part in read_file(file)[1]:
            for box in (li.app.facts()["box_key"], li.app.facts()["sign_key"]):
                with pytest.raises(sealed.BadCourierFile):
                    sealed.open_part(part, Kind.POST, box, sealed.Letter)


def test_what_is_left_over_goes_with_the_next_letter(
    office: Office, pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "MAX_PUSH_OPS", 3)
    monkeypatch.setattr(courier, "MAX_PARTS", 2)
    wang, li = pair
    cards = [work(wang, f"客户{n}") for n in range(8)]
    first = courier.write(wang.app)
    assert (first.operations, first.left) == (6, 2)
    courier.take(wang.app, carried_by(li, first.data)[0])
    second = courier.write(wang.app)
    assert (second.operations, second.left) == (2, 0)
    courier.take(wang.app, carried_by(li, second.data)[0])
    assert waiting(wang) == 0 and all(at_server(office, card) for card in cards)


def test_nothing_to_write_about(office: Office, laptop: Laptop) -> None:
    with pytest.raises(UsageError) as nothing:
        courier.write(laptop.app)
    assert nothing.value.code == "nothing_waits"
    work(laptop)
    laptop.app.set_facts(server_box_key=None)
    with pytest.raises(SyncError) as keyless:
        courier.write(laptop.app)
    assert keyless.value.code == "courier_no_keys"
    stranger = office.laptop("li", enrolled=False)
    for act in (courier.write, lambda app: carrying.carry(app, b""), lambda app: courier.take(app, b"")):
        with pytest.raises((NotEnrolled, ExchangeError)):
            act(stranger.app)


# -- doubled, reordered, lost ---------------------------------------------------------------


def test_doubled_letters_and_answers_change_nothing(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    work(wang)
    data = letter(wang)
    zhao = office.laptop("zhao")
    answers = carried_by(li, data, data) + carried_by(zhao, data)
    before = [rows(office, table) for table in ("obj", "op_seen", "change", "commit")]
    with office.database.read() as conn:
        assert len(conn.execute(select(op_seen)).all()) == 1
    assert carried_by(office.laptop("zhao"), data) and before == [
        rows(office, table) for table in ("obj", "op_seen", "change", "commit")
    ]
    told = [courier.take(wang.app, answer) for answer in (*answers, *answers)]
    assert [one.answered for one in told] == [1, 0, 0, 0, 0, 0]
    assert [one.repeated for one in told] == [False, *[True] * 5]
    wang.sync()
    assert wang.sync().pushed == 0


@pytest.mark.parametrize("seed", range(12))
def test_letters_may_be_lost_doubled_and_come_in_any_order(office: Office, seed: int) -> None:
    random = Random(seed)
    wang, li, zhao = office.laptop("wang"), office.laptop("li"), office.laptop("zhao")
    letters: list[bytes] = []
    answers: list[bytes] = []
    card = work(wang)
    for n in range(12):
        what = random.choice("eewwdddtts")
        if what == "e":
            wang.app.customers.update(card, {"remarks": f"{n}"})
        elif what == "w" and waiting(wang):
            letters.append(letter(wang))
        elif what == "d" and letters:
            answers += carried_by(random.choice((li, zhao)), random.choice(letters))
        elif what == "t" and answers:
            courier.take(wang.app, random.choice(answers))
        elif what == "s" and random.random() < 0.3:
            wang.sync()
        office.forward(wang, li, zhao, hours=random.choice((0, 1, 50)))
    last = wang.values(card).get("remarks")
    wang.sync()
    for data in letters:
        answers += carried_by(li, data)
    for answer in answers:
        courier.take(wang.app, answer)
    wang.sync()
    assert waiting(wang) == 0 and (at_server(office, card) or {}).get("remarks") == last
    assert wang.values(card).get("remarks") == last
    assert wang.sync().conflicts == 0 and count(wang.app, "conflict") == 0
    with office.database.read() as conn:
        assert conn.execute(select(quarantine)).all() == []


def test_the_network_may_come_back_at_any_time(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    card = work(wang)
    data = letter(wang)
    wang.app.customers.update(card, {"remarks": "后来"})
    assert wang.sync().pushed == 2
    (answer,) = carried_by(li, data)
    assert courier.take(wang.app, answer).repeated
    assert (at_server(office, card) or {})["remarks"] == "后来"


def test_a_cut_while_handing_over_costs_nothing(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    work(wang)
    for when in ("before", "after"):
        carrying.carry(li.app, letter(wang))
        li.cut(path=protocol.COURIER_PATH, when=when)
        with pytest.raises(Offline):
            li.sync()
        assert not any(one.answered_at for one in carrying.letters(li.app) if one.letter == _newest(li))
        li.sync()
    for one in carrying.letters(li.app):
        with li.app.store.read() as connection:
            courier.take(wang.app, carried.answer(connection, one.letter) or b"")
    assert waiting(wang) == 0 and rows(office, "op_seen") == 1


def _newest(laptop: Laptop) -> str:
    return max(carrying.letters(laptop.app), key=lambda one: (one.came_at, one.letter)).letter


# -- time -----------------------------------------------------------------------------------


@pytest.mark.parametrize("skew_days", [0, -400, 400])
def test_the_days_a_letter_travels_do_not_make_its_edits_younger(
    office: Office, pair: tuple[Laptop, Laptop], skew_days: int
) -> None:
    wang, li = pair
    card = work(wang)
    wang.sync()
    li.sync()
    wang.clock.forward(days=skew_days)  # wrong from before the greeting
    wang.app.set_facts(last_hello_at=None)
    wang.sync()
    office.forward(wang, li, hours=1)
    wang.app.customers.update(card, {"remarks": "早"})
    office.forward(wang, li, hours=1)
    data = letter(wang)
    office.forward(wang, li, days=2)
    li.app.customers.update(card, {"remarks": "晚"})
    li.sync()
    office.forward(wang, li, days=3)
    (answer,) = carried_by(li, data)
    assert courier.take(wang.app, answer).outcomes == {"lost": 1}
    wang.sync()
    assert wang.values(card)["remarks"] == "晚" and count(wang.app, "conflict") == 1  # and his word is kept


# -- servers that forgot --------------------------------------------------------------------


def test_a_server_that_forgot_asks_for_a_new_letter(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    early = work(wang, "早")
    copy = snapshot(office)
    wang.sync()
    late = work(wang, "晚")
    data = letter(wang)
    put_back(office, copy)
    old_answer = carried_by(li, data)[0]
    with pytest.raises(SyncError) as forgot:
        courier.take(wang.app, old_answer)
    assert forgot.value.code == "courier_diverged" and waiting(wang) == 2
    assert courier.take(wang.app, old_answer).repeated  # the same answer again begins nothing anew
    (answer,) = carried_by(li, letter(wang))
    assert courier.take(wang.app, answer).answered == 2
    assert at_server(office, early) and at_server(office, late)
    wang.sync()
    assert wang.values(early)["full_name"] == "早" and waiting(wang) == 0


def test_an_old_word_that_the_server_forgot_begins_nothing(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    copy = snapshot(office)
    work(wang)
    wang.sync()
    work(wang)
    data = letter(wang)
    right = snapshot(office, "right")
    put_back(office, copy)
    (answer,) = carried_by(li, data)
    put_back(office, right)  # the wrong backup was taken, and the administrator noticed
    wang.sync()
    work(wang)
    assert courier.take(wang.app, answer).repeated
    assert waiting(wang) == 1 and not wang.app.facts().get("diverged_at")


def test_an_answer_from_before_the_restore_is_worth_nothing(
    office: Office, pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "MAX_PUSH_OPS", 1)
    wang, li = pair
    copy = snapshot(office)
    work(wang, "先")
    wang.sync()
    cards = [work(wang, f"客户{n}") for n in range(2)]
    (old_answer,) = carried_by(li, letter(wang))  # delayed on its way back
    put_back(office, copy)
    for n in range(10):
        work(li, f"别人{n}")
    li.sync()
    with pytest.raises(SyncError):
        courier.take(wang.app, carried_by(li, letter(wang))[0])
    assert waiting(wang) == 3  # all of it is offered again
    first, *_lost = read_file(letter(wang))[1]
    reply = courier_link(li).post(
        protocol.COURIER_PATH,
        sealed.CourierRequest(part=msgspec.Raw(first.line)),
        msgspec.json.Decoder(sealed.CourierReply),
    )
    courier.take(wang.app, write_file(Kind.ANSWER, [bytes(reply.part)]))
    assert waiting(wang) == 2
    assert courier.take(wang.app, old_answer).repeated and waiting(wang) == 2
    wang.sync()
    assert all(at_server(office, card) for card in cards)


def test_older_servers_know_no_couriers(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    work(wang)

    def unknown(path: str) -> None:
        if path == protocol.COURIER_PATH:
            raise SyncError("not_found", status=404)

    li.line.before = unknown
    carrying.carry(li.app, letter(wang))
    li.sync()
    assert carried_waiting(li)  # until there is a newer one


def test_what_was_carried_is_written_down(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    work(wang)
    carried_by(li, letter(wang))
    (told,) = audited(office, "courier")
    assert json.loads(told)["operations"] == 1
    office.forward(li, days=91)
    li.sync()
    assert carrying.letters(li.app) == []


def test_an_answer_from_before_a_restore_that_nobody_noticed_is_worth_nothing(
    office: Office, pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "MAX_PUSH_OPS", 1)
    wang, li = pair
    copy = snapshot(office)
    cards = [work(wang, f"客户{n}") for n in range(3)]
    (old_answer,) = carried_by(li, letter(wang))
    put_back(office, copy)  # all that was newer than the laptop's own past is gone, and all that is here is not
    for n in range(10):
        work(li, f"别人{n}")
    li.sync()
    wang.line.after = lambda _path: wang.cut()  # the first operation arrives, the second does not
    with pytest.raises(Offline):
        wang.sync()
    assert waiting(wang) == 2
    assert courier.take(wang.app, old_answer).repeated and waiting(wang) == 2
    wang.line.after = lambda _path: None
    wang.sync()
    assert all(at_server(office, card) for card in cards)


def test_an_answer_of_the_new_history_hides_nothing_of_the_lost_one(
    office: Office, pair: tuple[Laptop, Laptop]
) -> None:
    wang, li = pair
    copy = snapshot(office)
    early = letter(wang) if work(wang, "先写") else b""
    late_card = work(wang, "后写")
    (lost_answer,) = carried_by(li, letter(wang))
    put_back(office, copy)
    assert courier.take(wang.app, lost_answer).answered == 2 and waiting(wang) == 0  # nobody can know yet
    for n in range(10):
        work(li, f"别人{n}")
    li.sync()
    (answer,) = carried_by(li, early)  # the server has never heard of the commit that the lost answer told
    assert courier.take(wang.app, answer).repeated
    wang.sync()
    assert at_server(office, late_card)
