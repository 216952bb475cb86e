"""Changes that are carried in files: doubled, reordered, lost, damaged, misdirected; nothing is lost, nothing happens
twice, and nobody but the sealed laptop decides what it may do."""

from __future__ import annotations

import json
from random import Random

import msgspec
import pytest
from sqlalchemy import select

from desktop_crm.errors import ExchangeError, NotEnrolled, Offline, Refused, SyncError, UsageError
from desktop_crm.store import carried
from sync import protocol
from sync.client import carrying, courier
from sync.client import link as protocol_link
from sync.client.link import Machine
from sync.protocol import courier as protocol_courier
from sync.protocol.courier import Kind, read_file, write_file
from sync.server import accounts, devices
from sync.server.context import Role
from sync.server.orders import Wipe
from sync.server.schema import change, commit_log, obj, op_seen, quarantine
from tests.support.profiles import INDIVIDUAL, count
from tests.sync.client.office import Laptop, Office
from tests.sync.client.servers import audited, put_back, snapshot, visible


def rows(office: Office, table: str = "obj") -> int:
    tables = {"obj": obj, "op_seen": op_seen, "change": change, "commit": commit_log}
    with office.database.read() as conn:
        return len(conn.execute(select(tables[table])).all())


def work(laptop: Laptop, name: str = "路上") -> str:
    return laptop.app.customers.create({**INDIVIDUAL, "full_name": name}).id


def waiting(laptop: Laptop) -> int:
    return count(laptop.app, "outbox", "state = 'pending'")


def letter(laptop: Laptop) -> bytes:
    return courier.write(laptop.app).data


def carried_by(carrier: Laptop, *letters: bytes) -> list[bytes]:
    """Let somebody carry letters to the server; return the answers in the same order."""
    ids = [carrying.carry(carrier.app, data).letter for data in letters]
    carrier.sync()
    with carrier.app.store.read() as connection:
        return [carried.answer(connection, one) or b"" for one in ids]


def at_server(office: Office, row: str) -> dict[str, object] | None:
    with office.database.read() as conn:
        body = conn.execute(select(obj.c.body).where(obj.c.row_id == row)).scalar_one_or_none()
    return None if body is None else msgspec.json.decode(body)


def owner(office: Office, row: str) -> object:
    return (at_server(office, row) or {}).get("owner_id")


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
                with pytest.raises(protocol_courier.BadCourierFile):
                    protocol_courier.open_part(part, Kind.POST, box, protocol_courier.Letter)


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


# -- damaged and misdirected ----------------------------------------------------------------


@pytest.fixture
def exchanged(pair: tuple[Laptop, Laptop]) -> tuple[Laptop, Laptop, bytes, bytes]:
    wang, li = pair
    work(wang)
    data = letter(wang)
    return wang, li, data, carried_by(li, data)[0]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_file_that_was_cut_is_not_taken(exchanged: tuple[Laptop, Laptop, bytes, bytes], share: float) -> None:
    wang, li, data, answer = exchanged
    with pytest.raises(ExchangeError):
        carrying.carry(li.app, data[: int(len(data.rstrip()) * share)])
    with pytest.raises(ExchangeError):
        courier.take(wang.app, answer[: int(len(answer.rstrip()) * share)])
    assert waiting(wang) == 1


def test_a_part_that_is_missing_is_noticed(pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MAX_PUSH_OPS", 1)
    wang, li = pair
    for n in range(3):
        work(wang, f"客户{n}")
    first, *parts = letter(wang).splitlines()
    for kept in (parts[:2], parts[1:], parts[::-1], [parts[0], parts[2]], [*parts, parts[0]], []):
        with pytest.raises(ExchangeError) as damaged:
            carrying.carry(li.app, b"\n".join((first, *kept)))
        assert damaged.value.code == "courier_damaged"
    assert carrying.carry(li.app, b"\r\n".join((first, *parts, b"")))  # a mail program may do that


def test_not_one_byte_can_be_changed(office: Office, exchanged: tuple[Laptop, Laptop, bytes, bytes]) -> None:
    wang, li, data, answer = exchanged
    random = Random(1)
    for _ in range(60):
        with pytest.raises((ExchangeError, SyncError)):
            carrying.carry(li.app, _flipped(data, random))
        with pytest.raises((ExchangeError, SyncError)):
            courier.take(wang.app, _flipped(answer, random))
    assert waiting(wang) == 1 and not carried_waiting(li)


def carried_waiting(laptop: Laptop) -> list[str]:
    with laptop.app.store.read() as connection:
        return carried.waiting(connection)


def _flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data.rstrip())
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def test_files_of_another_company_or_another_laptop(
    tmp_path_factory: pytest.TempPathFactory, office: Office, exchanged: tuple[Laptop, Laptop, bytes, bytes]
) -> None:
    wang, li, data, answer = exchanged
    other = Office(tmp_path_factory.mktemp("other"))
    other.user("wang", "east")
    foreign = other.laptop("wang")
    for code, act in (
        ("courier_other_server", lambda: carrying.carry(foreign.app, data)),
        ("courier_other_server", lambda: courier.take(foreign.app, answer)),
        ("courier_other_laptop", lambda: courier.take(li.app, answer)),
        ("courier_own", lambda: carrying.carry(wang.app, data)),
        ("courier_letter", lambda: courier.take(wang.app, data)),
        ("courier_answer", lambda: carrying.carry(wang.app, answer)),
        ("courier_foreign", lambda: courier.take(wang.app, b"PK\x03\x04")),
        ("courier_newer", lambda: courier.take(wang.app, answer.replace(b"answer 1", b"answer 2", 1))),
    ):
        with pytest.raises(ExchangeError) as refusal:
            act()
        assert refusal.value.code == code
    assert waiting(wang) == 1
    other.database.close()


def test_another_server_cannot_answer(exchanged: tuple[Laptop, Laptop, bytes, bytes]) -> None:
    wang, li, _data, answer = exchanged
    (part,) = read_file(answer)[1]
    facts = li.app.facts()
    forged = protocol_courier.make_part(
        Kind.ANSWER,
        {name: part.fields[name] for name in ("server", "device", "letter", "n", "of")},
        protocol_courier.Answer(at=li.app.clock(), code="locked"),
        sign=facts["sign_key"],
        seal_for=protocol_courier.keys.box_public(wang.app.facts()["box_key"]),
        random_bytes=Machine().random_bytes,
    )
    with pytest.raises(ExchangeError) as refusal:
        courier.take(wang.app, write_file(Kind.ANSWER, [forged]))
    assert refusal.value.code == "courier_damaged" and waiting(wang) == 1


def test_what_somebody_sealed_cannot_go_into_another_envelope(
    office: Office, exchanged: tuple[Laptop, Laptop, bytes, bytes]
) -> None:
    _wang, li, _data, _answer = exchanged
    zhao = office.laptop("zhao")
    theirs = work(zhao)
    stolen = read_file(letter(zhao))[1][0].fields["body"]
    facts = li.app.facts()
    head = {
        "server": facts["server_id"], "device": facts["device_id"], "letter": li.app.new_id(), "n": 1, "of": 1,
        "body": stolen, "key": protocol_courier.keys.sign_public(facts["sign_key"]),
    }  # fmt: skip
    signed = protocol_courier.keys.sign_fields(facts["sign_key"], Kind.POST.purpose, head)
    carrier = office.laptop("wang", "third")
    assert carried_by(carrier, write_file(Kind.POST, [protocol.canonical(signed)])) == [b""]
    assert [one.error for one in carrying.letters(carrier.app)] == ["bad_letter"]
    assert at_server(office, theirs) is None


def test_a_letter_of_an_unknown_laptop_stops_nobody(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    copy = snapshot(office)
    newcomer = office.laptop("zhao")
    card = work(newcomer)
    mine = work(li)
    data = letter(newcomer)
    put_back(office, copy)  # from before that laptop was enrolled
    assert carried_by(li, data) == [b""]
    assert [one.error for one in carrying.letters(li.app)] == ["bad_letter"]
    assert at_server(office, card) is None and at_server(office, mine)
    assert waiting(newcomer) == 1 and waiting(wang) == 0


# -- who may what ---------------------------------------------------------------------------


def test_permissions_are_those_of_the_sealed_laptop(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, _li = pair
    office.user("boss", role=Role.ADMIN)
    boss = office.laptop("boss")
    zhao = office.laptop("zhao")
    card = work(boss)
    boss.sync()
    with zhao.app.store.write() as connection:  # zhao never saw it, and types his own operation on it
        op = protocol.Op(
            id=zhao.app.new_id(), k=protocol.OpKind.PUT, t="customer", row=card, wall=zhao.app.clock(),
            f={"remarks": protocol.Change(n="我的")},
        )  # fmt: skip
        connection.exec_driver_sql(
            "INSERT INTO outbox (op_id, save_group, agg_id, row_id, payload) VALUES (?, ?, ?, ?, ?)",
            (op.id, op.id, card, card, protocol.encode(op).decode()),
        )
    (answer,) = carried_by(boss, letter(zhao))
    assert courier.take(zhao.app, answer).outcomes == {"quarantined": 1}
    assert "remarks" not in (at_server(office, card) or {})
    assert card in visible(office, boss) and card not in visible(office, wang)


def test_a_carrier_without_access_hands_over_nothing(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    card = work(wang)
    carrying.carry(li.app, letter(wang))
    office.admin(devices.revoke, li.device_id, Wipe.NONE)
    with pytest.raises(Refused):
        li.sync()
    assert at_server(office, card) is None and waiting(wang) == 1
    with pytest.raises(Refused):
        carrying.hand_over(courier_link(li))


def courier_link(laptop: Laptop) -> protocol_link.Link:
    return protocol_link.Link(laptop.app, laptop.line)


def test_the_letter_of_a_revoked_laptop_becomes_its_last_will(office: Office, pair: tuple[Laptop, Laptop]) -> None:
    wang, li = pair
    card = work(wang)
    data = letter(wang)
    office.admin(devices.revoke, wang.device_id, Wipe.DRAIN)
    (answer,) = carried_by(li, data)
    carried_by(office.laptop("zhao"), data)
    with office.database.read() as conn:
        assert conn.execute(select(quarantine.c.why)).scalars().all() == ["last_will"]
    assert at_server(office, card) is None
    with pytest.raises(Refused) as refusal:
        courier.take(wang.app, answer)
    assert refusal.value.code == "revoked"
    assert waiting(wang) == 1 and not wang.app.facts().get("order")  # an order never comes from a file


@pytest.mark.parametrize(("state", "code"), [("locked", "locked"), ("disabled", "disabled")])
def test_a_laptop_without_access_keeps_its_work(
    office: Office, pair: tuple[Laptop, Laptop], state: str, code: str
) -> None:
    wang, li = pair
    card = work(wang)
    data = letter(wang)
    if state == "locked":
        office.admin(devices.lock, wang.device_id)
    else:
        with office.database.write() as conn:
            accounts.change_user(conn, office.context(), "wang", active=False)
    (answer,) = carried_by(li, data)
    with pytest.raises(Refused) as refusal:
        courier.take(wang.app, answer)
    assert (refusal.value.code, waiting(wang), at_server(office, card)) == (code, 1, None)
    if state == "locked":
        office.admin(devices.unlock, wang.device_id)
        assert carried_by(office.laptop("li", "second"), data) != [b""] and owner(office, card) == "wang"


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
        protocol_courier.CourierRequest(part=msgspec.Raw(first.line)),
        msgspec.json.Decoder(protocol_courier.CourierReply),
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
