"""A laptop that is lost: its order, its last will, its end. What is no true order of the server ends nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from desktop_crm.bootstrap import open_application
from desktop_crm.errors import Offline, Refused, Removed
from desktop_crm.services.drafts import DraftService
from desktop_crm.store import erasing, lease
from desktop_crm.store import keys as store_keys
from sync import protocol
from sync.client import orders, wiping
from sync.client.engine import Engine
from sync.client.orders import WipeOrdered
from sync.protocol import OrderMode, keys
from sync.server import devices, info
from sync.server.orders import Wipe
from sync.server.schema import obj, quarantine
from tests.support.key_store import MemoryKeyring
from tests.support.profiles import INDIVIDUAL, count
from tests.sync.client.office import Laptop, Line, Office


def willed(office: Office) -> list[dict[str, object]]:
    with office.database.read() as conn:
        raws = conn.execute(select(quarantine.c.raw).where(quarantine.c.why == "last_will").order_by(quarantine.c.n))
        return [msgspec.json.decode(raw) for raw in raws.scalars()]


def files(laptop: Laptop) -> set[str]:
    return {path.name for path in laptop.app.paths.root.iterdir()}


def ordered(laptop: Laptop, wipe: Wipe) -> str:
    """Revoke the laptop and let it hear of it; return its id."""
    device_id = laptop.device_id
    laptop.office.admin(devices.revoke, device_id, wipe)
    with pytest.raises(WipeOrdered):
        laptop.sync()
    return device_id


def carry_out(laptop: Laptop) -> None:
    way = Line(laptop.office.service, laptop.line.token, laptop.line.before, laptop.line.after)
    wiping.carry_out(laptop.app, laptop.line, lambda _note: way)


# -- true orders ----------------------------------------------------------------------------


def test_drain_hands_over_what_was_never_sent_and_ends_the_laptop(
    office: Office, laptop: Laptop, key_store: MemoryKeyring
) -> None:
    card = laptop.app.customers.create({**INDIVIDUAL, "full_name": "未上传"}).id
    DraftService(laptop.app.store, laptop.app.clock).put("new:1", {"full_name": "草稿"})
    (row_id,) = laptop.app.attachments.add(card, [laptop.app.attachments.take_bytes(b"a photo", "a.txt")]).ids
    laptop.app.attachments.open_copy(row_id)
    laptop.app.back_up_today()
    (laptop.app.paths.salvage).mkdir()
    (laptop.app.paths.salvage / "copy.backup").write_bytes(b"x")
    device_id = ordered(laptop, Wipe.DRAIN)
    carry_out(laptop)
    kept = willed(office)
    assert [one.get("row") for one in kept] == [card, row_id, None]
    assert kept[2]["draft"] == "new:1" and "草稿" in str(kept[2]["body"])
    with office.database.read() as conn:
        assert conn.execute(select(obj.c.row_id).where(obj.c.row_id == card)).first() is None  # never by itself
    gone = {"profile.json", "customers.db", "customers.db-wal", "backups", "salvage", "attachments", "opened"}
    assert not gone & files(laptop)
    assert key_store.secrets == {}
    end = office.shown(device_id)
    assert (end.state, end.order, bool(end.wiped_at)) == ("revoked", "drain_then_wipe", True)
    note = erasing.removal(laptop.app.paths)
    assert note is not None
    assert (note.company, note.handed_over, note.lost, note.report) == ("恒昌", 3, 0, None)
    assert "未上传" not in laptop.app.paths.removal.read_text("utf-8")


def test_wipe_now_destroys_before_anything_is_said(office: Office, laptop: Laptop) -> None:
    laptop.app.customers.create(INDIVIDUAL)
    device_id = ordered(laptop, Wipe.NOW)
    laptop.line.requests.clear()
    seen: list[bool] = []

    def look(_path: str) -> None:
        seen.append(laptop.app.paths.store.exists())

    laptop.line.before = look
    carry_out(laptop)
    assert seen == [False] and willed(office) == [] and laptop.line.requests == []
    note = erasing.removal(laptop.app.paths)
    assert note is not None
    assert (note.lost, note.handed_over) == (1, 0)
    assert office.shown(device_id).wiped_at


def test_access_ends_and_data_stays(office: Office, laptop: Laptop) -> None:
    laptop.app.customers.create(INDIVIDUAL)
    office.admin(devices.revoke, laptop.device_id, Wipe.NONE)
    for _ in range(2):
        with pytest.raises(Refused) as refusal:
            laptop.sync()
        assert (type(refusal.value), refusal.value.code) == (Refused, "revoked")
    assert not laptop.app.facts().get("order")
    assert count(laptop.app, "customer") == 2 and lease.locked(laptop.app.facts(), laptop.app.clock()) is None


def test_the_profile_opens_no_more_until_somebody_begins_anew(laptop: Laptop) -> None:
    ordered(laptop, Wipe.NOW)
    carry_out(laptop)
    paths = laptop.app.paths
    for create in (False, True):
        with pytest.raises(Removed):
            open_application(paths.root, create=create)
    erasing.begin_anew(paths)
    app = open_application(paths.root, create=True)
    assert count(app, "customer") == 0
    app.close()


def test_an_order_that_is_taken_back_is_forgotten(office: Office, laptop: Laptop) -> None:
    device_id = ordered(laptop, Wipe.DRAIN)
    assert lease.locked(laptop.app.facts(), laptop.app.clock()) is lease.Lock.ORDER
    office.admin(devices.unlock, device_id)
    laptop.sync()
    assert lease.locked(laptop.app.facts(), laptop.app.clock()) is None
    assert orders.standing(laptop.app.facts()) is None
    with pytest.raises(LookupError):
        wiping.destroy(laptop.app)
    assert count(laptop.app, "customer") == 1


def test_keys_come_with_a_greeting_to_a_laptop_that_enrolled_without(office: Office, laptop: Laptop) -> None:
    laptop.app.set_facts(sign_key=None, box_key=None, server_key=None, server_box_key=None)
    office.forward(laptop, days=1)
    laptop.sync()
    ordered(laptop, Wipe.NOW)
    carry_out(laptop)
    assert not laptop.app.paths.store.exists()


# -- stops ----------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_last_will_that_is_cut_is_sent_again_and_kept_once(office: Office, laptop: Laptop, when: str) -> None:
    laptop.app.customers.create(INDIVIDUAL)
    device_id = ordered(laptop, Wipe.DRAIN)
    laptop.cut(path=protocol.LAST_WILL_PATH, when=when)
    with pytest.raises(Offline):
        carry_out(laptop)
    assert laptop.app.paths.store.exists() and not office.shown(device_id).wiped_at
    with pytest.raises(WipeOrdered):
        laptop.sync()
    carry_out(laptop)
    assert len(willed(office)) == 1 and not laptop.app.paths.store.exists()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_report_that_is_cut_is_made_at_the_next_start(office: Office, laptop: Laptop, when: str) -> None:
    device_id = ordered(laptop, Wipe.NOW)
    laptop.cut(path=protocol.ACK_WIPE_PATH, when=when)
    carry_out(laptop)
    paths = laptop.app.paths
    assert not paths.store.exists()
    assert wiping.report(paths, lambda _note: Line(office.service, laptop.line.token))
    assert office.shown(device_id).wiped_at
    note = erasing.removal(paths)
    assert note is not None and note.report is None


@pytest.mark.parametrize("step", range(14))
def test_a_kill_at_any_step_is_gone_on_from(laptop: Laptop, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file operation of the end is a place to be killed at; afterwards all is there or all is gone."""
    ordered(laptop, Wipe.NOW)
    laptop.app.back_up_today()
    left = step

    def killing(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            return real(*args)

        return call

    with monkeypatch.context() as patch:
        for owner, name in ((erasing, "_remove"), (erasing, "write_note"), (store_keys, "forget_key")):
            patch.setattr(owner, name, killing(getattr(owner, name)))
        with pytest.raises(KeyboardInterrupt):
            wiping.destroy(laptop.app)
    paths = laptop.app.paths
    try:
        app = open_application(paths.root, clock=laptop.clock)
    except Removed:
        assert not {"profile.json", "customers.db", "backups"} & files(laptop)
        return
    assert step < 2  # before the key was destroyed: the order still stands, and needs no network
    with pytest.raises(WipeOrdered):
        Engine(app, Line(laptop.office.service)).run()
    wiping.destroy(app)
    with pytest.raises(Removed):
        open_application(paths.root)


def test_a_file_that_is_held_is_destroyed_later(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered(laptop, Wipe.NOW)
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_remove", lambda path: path.name != "customers.db" and not path.unlink(missing_ok=True))
        with pytest.raises(Exception, match="store_busy"):
            wiping.destroy(laptop.app)
    assert laptop.app.paths.store.exists()
    with pytest.raises(Removed):
        open_application(laptop.app.paths.root)
    assert not laptop.app.paths.store.exists()


# -- what is no order -----------------------------------------------------------------------


def _order(laptop: Laptop, mode: OrderMode = OrderMode.WIPE_NOW, **changed: object) -> dict[str, object]:
    with laptop.office.database.read() as conn:
        private = info.read_keys(conn).sign
    fields = {"device": laptop.device_id, "mode": mode, "nonce": "0" * 32, "at": "2026-11-22T02:00:00.000Z"}
    return keys.sign_fields(private, keys.ORDER, fields | changed)


def _obeys(laptop: Laptop, text: str) -> bool:
    """Say whether an answer with this order makes the laptop obey."""
    error = Refused("revoked", order=text)

    def refuse(_path: str) -> None:
        raise error

    laptop.line.before = refuse
    try:
        Engine(laptop.app, laptop.line).run()
    except WipeOrdered:
        return True
    except Refused:
        return False
    raise AssertionError


def test_the_true_order_is_obeyed(laptop: Laptop) -> None:
    assert _obeys(laptop, protocol.canonical(_order(laptop)).decode())


def test_no_byte_of_an_order_may_change(laptop: Laptop) -> None:
    text = protocol.canonical(_order(laptop))
    facts = laptop.app.facts()
    assert orders.true_order(facts, text.decode())
    for at in range(len(text)):
        for bit in range(8):
            changed = bytearray(text)
            changed[at] ^= 1 << bit
            assert orders.true_order(facts, changed.decode("latin-1")) is None, (at, bit)
        assert orders.true_order(facts, text[:at].decode()) is None


def test_orders_that_are_none(laptop: Laptop) -> None:
    order = _order(laptop)
    stranger = keys.new_key(lambda size: bytes(range(size)))
    unsigned = {name: value for name, value in order.items() if name != "sig"}
    forged = [
        "", "null", "[]", "{}", "{" * 100_000, '"wipe_now"',
        protocol.canonical(unsigned).decode(),
        protocol.canonical(unsigned | {"sig": ""}).decode(),
        protocol.canonical(keys.sign_fields(stranger, keys.ORDER, unsigned)).decode(),  # another server
        protocol.canonical(_order(laptop, device="0" * 36)).decode(),  # another laptop
        protocol.canonical(_order(laptop, nonce="")).decode(),
        protocol.canonical(_order(laptop, mode="format_disk")).decode(),
        protocol.canonical(_order(laptop, OrderMode.NONE)).decode(),
    ]  # fmt: skip
    for text in forged:
        assert not _obeys(laptop, text)
        assert not laptop.app.facts().get("order")
    assert count(laptop.app, "customer") == 1


def test_a_laptop_that_pinned_no_key_obeys_nobody(laptop: Laptop) -> None:
    text = protocol.canonical(_order(laptop)).decode()
    laptop.app.set_facts(server_key=None)
    assert not _obeys(laptop, text)


def test_an_order_put_into_the_store_by_somebody_else_destroys_nothing(laptop: Laptop) -> None:
    laptop.app.set_facts(order=protocol.canonical(_order(laptop) | {"sig": "0" * 128}).decode())
    with pytest.raises(LookupError):
        wiping.destroy(laptop.app)
    assert laptop.app.paths.store.exists()


def test_an_empty_server_destroys_nothing(tmp_path: Path, office: Office, laptop: Laptop) -> None:
    (tmp_path / "other").mkdir()
    laptop.line.service = Office(tmp_path / "other").service
    with pytest.raises(Refused) as refusal:
        laptop.sync()
    assert refusal.value.code == "token" and count(laptop.app, "customer") == 1


def test_a_note_alone_destroys_nothing(laptop: Laptop) -> None:
    laptop.app.close()
    forged = msgspec.json.encode(erasing.Removal(at="2026-11-22T02:00:00.000Z", company="x"))
    for note in (b"", b"{", b"null", b'{"destroyed": false}', b"\xff", forged):
        laptop.app.paths.removal.write_bytes(note)
        app = open_application(laptop.app.paths.root)
        assert count(app, "customer") == 1
        app.close()
