"""What a courier may bring: damaged, forged and misdirected files do nothing, and nobody but the sealed laptop decides
what it may do."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import select

from desktop_crm.errors import ExchangeError, Refused, SyncError
from sync import protocol
from sync.client import carrying, courier
from sync.client.link import Machine
from sync.protocol import courier as sealed
from sync.protocol.courier import Kind, read_file, write_file
from sync.server import accounts, devices
from sync.server.context import Role
from sync.server.orders import Wipe
from sync.server.schema import quarantine
from tests.sync.client.couriers import (
    at_server,
    carried_by,
    carried_waiting,
    courier_link,
    letter,
    owner,
    waiting,
    work,
)
from tests.sync.client.office import Laptop, Office
from tests.sync.client.servers import put_back, snapshot, visible

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
    forged = sealed.make_part(
        Kind.ANSWER,
        {name: part.fields[name] for name in ("server", "device", "letter", "n", "of")},
        sealed.Answer(at=li.app.clock(), code="locked"),
        sign=facts["sign_key"],
        seal_for=sealed.keys.box_public(wang.app.facts()["box_key"]),
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
        "body": stolen, "key": sealed.keys.sign_public(facts["sign_key"]),
    }  # fmt: skip
    signed = sealed.keys.sign_fields(facts["sign_key"], Kind.POST.purpose, head)
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
