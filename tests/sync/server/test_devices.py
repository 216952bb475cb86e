"""Laptops as the server knows them: keys, tokens, orders."""

from __future__ import annotations

import msgspec
import pytest
from alembic import command
from sqlalchemy import select, text

from desktop_crm.errors import RecordRefused
from sync import protocol
from sync.protocol import EnrollRequest, OrderMode, keys
from sync.server import auth, devices, info
from sync.server.context import Role
from sync.server.database import Database, _alembic, migrate
from sync.server.errors import BadToken, Forbidden, NotFound, Revoked, ServerRefusal
from sync.server.orders import Wipe
from sync.server.routes import BY_PATH
from sync.server.schema import audit, device, op_seen, quarantine, server_info
from sync.server.service import Service
from tests.sync.server.laptop import Laptop, World, new_id

SIGN, BOX = "1" * 64, "2" * 64


# -- keys -----------------------------------------------------------------------------------


def test_both_sides_learn_each_others_public_keys(world: World) -> None:
    world.user("li")
    with world.database.write() as conn:
        request = EnrollRequest(user="li", password="secret", device="x", sign_key=SIGN, box_key=BOX)
        reply = auth.enroll(conn, world.context(), request)
        own = info.read_keys(conn)
        stored = conn.execute(select(device.c.sign_key, device.c.box_key)).one()
    assert (reply.server_key, reply.server_box_key) == (keys.sign_public(own.sign), keys.box_public(own.box))
    assert own.sign != own.box
    assert [part.hex() for part in stored] == [SIGN, BOX]
    assert world.laptop("li").token  # a laptop of the first version, without keys


def test_a_server_of_the_first_version_gets_its_keys_once(empty_url: str) -> None:
    database = Database(empty_url)
    with database.write() as conn:
        command.upgrade(_alembic(conn), "0001")
        conn.execute(text("INSERT INTO server_info (key, value) VALUES ('server_id', 'x'), ('company', 'y')"))
    migrate(database)
    with database.read() as conn:
        made = info.read_keys(conn)
    migrate(database)
    with database.write() as conn:
        info.make_keys(conn, lambda size: bytes(size))
        assert info.read_keys(conn) == made
        assert len(conn.execute(select(server_info)).all()) == 4
    database.close()


# -- tokens ---------------------------------------------------------------------------------


class Caller:
    """A laptop that speaks through the service, as over the network, and minds its tokens."""

    def __init__(self, world: World, laptop: Laptop) -> None:
        self.world, self.token = world, laptop.token
        self.service = Service(world.database, world.context())
        self.id = world.admin(lambda conn, _ctx: auth.authenticate(conn, f"Bearer {laptop.token}")).device_id or ""

    def ask(self, path: str, token: str = "", **fields: object) -> dict[str, object]:
        body = protocol.encode(fields)
        answer = self.service.answer(BY_PATH[path], f"Bearer {token or self.token}", None, body)
        found: dict[str, object] = msgspec.json.decode(answer)
        return found

    def hello(self, token: str = "") -> str:
        """Say hello; return the token that is offered, "" for none."""
        return str(self.ask(protocol.HELLO_PATH, token, wall="2026-03-02T09:00:00Z").get("token", ""))

    def works(self, token: str) -> bool:
        try:
            self.ask(protocol.PULL_PATH, token)
        except ServerRefusal as refusal:
            assert refusal.code in (protocol.Code.LOCKED, protocol.Code.TOKEN)
            return False
        return True

    @property
    def shown(self) -> protocol.Device:
        with self.world.database.read() as conn:
            return next(one for one in devices.list_devices(conn) if one.device_id == self.id)

    def events(self) -> list[str]:
        with self.world.database.read() as conn:
            query = select(audit.c.event).where(audit.c.device_id == self.id).order_by(audit.c.n)
            return list(conn.execute(query).scalars())


@pytest.fixture
def caller(world: World) -> Caller:
    world.user("li")
    return Caller(world, world.laptop("li"))


def test_a_new_token_is_offered_once_a_day(caller: Caller) -> None:
    assert not caller.hello()
    caller.world.forward(days=1)
    offered = caller.hello()
    assert offered and caller.works(offered)
    assert not caller.hello(offered)
    caller.world.forward(hours=23)
    assert not caller.hello(offered)
    caller.world.forward(hours=1)
    assert caller.hello(offered) not in ("", offered)


def test_a_lost_answer_locks_nobody_out(caller: Caller) -> None:
    """The old token counts until the new one is used, and whatever was offered before is void."""
    caller.world.forward(days=1)
    lost = caller.hello()
    caller.world.forward(days=30)
    offered = caller.hello()
    assert caller.works(caller.token) and caller.works(offered) and not caller.works(lost)
    assert caller.shown.state == devices.ACTIVE and caller.shown.alarm_at == ""


@pytest.mark.parametrize("writes", [True, False])
def test_the_offered_token_replaces_the_old_one_when_it_is_used(caller: Caller, writes: bool) -> None:
    caller.world.forward(days=1)
    offered = caller.hello()
    if writes:
        caller.ask(protocol.PUSH_PATH, offered, wall="2026-03-02T09:00:00Z", ops=[])
    else:
        caller.ask(protocol.PULL_PATH, offered)
    caller.world.forward(minutes=59)
    assert caller.works(caller.token)  # a request that was under way, or a second program on the laptop
    caller.world.forward(minutes=2)
    assert not caller.works(caller.token)


def test_a_replaced_token_raises_the_alarm_and_locks_both(caller: Caller) -> None:
    caller.world.forward(days=1)
    offered = caller.hello()
    assert caller.works(offered)
    caller.world.forward(hours=2)
    for token in (caller.token, offered):
        with pytest.raises(Revoked) as refusal:
            caller.hello(token)
        assert (refusal.value.code, refusal.value.order) == (protocol.Code.LOCKED, None)
    assert caller.shown.state == devices.LOCKED and caller.shown.alarm_at
    assert caller.events() == ["enroll", "clone_alarm"]


def test_a_restored_laptop_goes_on_after_it_was_unlocked(caller: Caller) -> None:
    caller.world.forward(days=1)
    newest = caller.hello()
    assert caller.works(newest)
    caller.world.forward(days=1)
    assert not caller.works(caller.token)  # yesterday's image knows no newer one
    caller.world.admin(devices.unlock, caller.id)
    assert caller.shown.state == devices.ACTIVE and caller.shown.alarm_at == ""
    assert caller.works(caller.token)
    caller.world.forward(days=2)
    assert caller.works(caller.token)
    offered = caller.hello()
    assert offered and caller.works(offered)


def test_of_two_laptops_that_were_unlocked_one_raises_the_alarm_again(caller: Caller) -> None:
    caller.world.forward(days=1)
    other = caller.hello()
    assert caller.works(other)
    caller.world.forward(days=1)
    assert not caller.works(caller.token)
    caller.world.admin(devices.unlock, caller.id)
    assert caller.works(other) and caller.works(caller.token)
    caller.world.forward(hours=2)
    assert not caller.works(other) and caller.shown.state == devices.LOCKED


def test_an_image_older_than_the_last_two_tokens_signs_in_anew(caller: Caller) -> None:
    oldest = caller.token
    for _ in range(2):
        caller.world.forward(days=1)
        offered = caller.hello()
        assert caller.works(offered)
        caller.token = offered
    with pytest.raises(BadToken):
        caller.hello(oldest)
    assert caller.shown.state == devices.ACTIVE


def test_a_laptop_from_before_there_were_keys_gets_them_with_its_greeting(caller: Caller) -> None:
    reply = caller.ask(protocol.HELLO_PATH, wall="2026-03-02T09:00:00Z", sign_key=SIGN, box_key=BOX)
    caller.ask(protocol.HELLO_PATH, wall="2026-03-02T09:00:00Z", sign_key=BOX, box_key=SIGN)
    with caller.world.database.read() as conn:
        assert reply["server_key"] == keys.sign_public(info.read_keys(conn).sign)
        assert conn.execute(select(device.c.sign_key)).scalar_one().hex() == SIGN


# -- orders ---------------------------------------------------------------------------------


def revoked(caller: Caller, wipe: Wipe, path: str = protocol.PULL_PATH) -> dict[str, object]:
    caller.world.admin(devices.revoke, caller.id, wipe)
    with pytest.raises(Revoked) as refusal:
        caller.ask(path, wall="2026-03-02T09:00:00Z", ops=[])
    assert refusal.value.code is protocol.Code.REVOKED
    assert refusal.value.order is not None
    return refusal.value.order


@pytest.mark.parametrize("wipe", list(Wipe))
@pytest.mark.parametrize("path", [protocol.PULL_PATH, protocol.PUSH_PATH, protocol.HELLO_PATH])
def test_every_answer_to_a_revoked_laptop_is_a_signed_order(caller: Caller, wipe: Wipe, path: str) -> None:
    order = revoked(caller, wipe, path)
    with caller.world.database.read() as conn:
        public = keys.sign_public(info.read_keys(conn).sign)
    assert keys.verify_fields(public, keys.ORDER, order)
    assert (order["device"], order["mode"]) == (caller.id, wipe.mode.value)
    assert caller.shown.order == wipe.mode.value
    assert caller.events() == ["enroll", "revoke"]


def test_the_last_will_is_kept_once_and_applied_never(caller: Caller, world: World) -> None:
    laptop = Laptop(world, caller.token, "li")
    known = laptop.create(full_name="known")
    retained = list(laptop.outbox)
    laptop.push()
    laptop.create(full_name="unsent")
    ops = [msgspec.Raw(protocol.encode(op)) for op in (*retained, *laptop.outbox)]
    bad = msgspec.Raw(protocol.encode({"id": new_id(), "k": "?"}))
    revoked(caller, Wipe.DRAIN)
    will = {"wall": "2026-03-02T09:00:00Z", "ops": [*ops, bad]}
    assert caller.ask(protocol.LAST_WILL_PATH, **will) == {"kept": 2}
    assert caller.ask(protocol.LAST_WILL_PATH, **will) == {"kept": 0}
    with world.database.read() as conn:
        rows = conn.execute(select(quarantine).order_by(quarantine.c.n)).all()
        assert [(row.op_id, row.why, row.state) for row in rows] == [
            (laptop.outbox[0].id, "last_will", "open"),
            (rows[1].op_id, "last_will", "open"),
        ]
        assert rows[0].agg_id == laptop.outbox[0].agg and rows[1].detail == "shape"
        assert len(conn.execute(select(op_seen)).all()) == 1
        assert known == retained[0].row


def test_what_a_laptop_left_waits_no_more_when_it_is_let_in_and_sends_it(caller: Caller, world: World) -> None:
    laptop = Laptop(world, caller.token, "li")
    laptop.create(full_name="unsent")
    ops = [msgspec.Raw(protocol.encode(op)) for op in laptop.outbox]
    revoked(caller, Wipe.DRAIN)
    caller.ask(protocol.LAST_WILL_PATH, wall="2026-03-02T09:00:00Z", ops=ops)
    world.admin(devices.unlock, caller.id)
    assert laptop.push().pop().r is protocol.Outcome.APPLIED
    with world.database.read() as conn:
        assert conn.execute(select(quarantine)).all() == []


def test_a_wipe_is_noted_for_the_right_order_once(caller: Caller) -> None:
    order = revoked(caller, Wipe.NOW)
    with pytest.raises(NotFound):
        caller.ask(protocol.ACK_WIPE_PATH, nonce="0" * 32)
    assert caller.shown.wiped_at == ""
    first = caller.ask(protocol.ACK_WIPE_PATH, nonce=order["nonce"])
    caller.world.forward(days=1)
    assert caller.ask(protocol.ACK_WIPE_PATH, nonce=order["nonce"]) == first
    assert caller.shown.wiped_at == first["at"]
    for action in (devices.unlock, lambda conn, ctx, name: devices.revoke(conn, ctx, name, Wipe.NONE)):
        with pytest.raises(RecordRefused):
            caller.world.admin(action, caller.id)


def test_an_order_can_be_replaced_and_taken_back(caller: Caller) -> None:
    first, second = revoked(caller, Wipe.NONE), revoked(caller, Wipe.NOW)
    assert first["nonce"] != second["nonce"] and second["mode"] == OrderMode.WIPE_NOW
    caller.world.admin(devices.unlock, caller.id)
    assert caller.works(caller.token) and caller.shown.order == ""


@pytest.mark.parametrize("role", list(Role))
def test_administrators_act_directors_look_others_do_neither(world: World, caller: Caller, role: Role) -> None:
    world.user("boss", role=role)
    boss = Caller(world, world.laptop("boss"))
    act = {"action": "revoke", "device": caller.id, "mode": "wipe_now"}
    if not role.sees_all:
        with pytest.raises(Forbidden):
            boss.ask(protocol.DEVICES_PATH)
    else:
        listed = msgspec.convert(boss.ask(protocol.DEVICES_PATH), protocol.DevicesReply).devices
        assert {one.user_id: one.current for one in listed} == {"li": False, "boss": True}
    if role is not Role.ADMIN:
        with pytest.raises(Forbidden):
            boss.ask(protocol.DEVICES_PATH, **act)
        assert caller.shown.state == devices.ACTIVE
        return
    boss.ask(protocol.DEVICES_PATH, **act)
    assert (caller.shown.state, caller.shown.order) == (devices.REVOKED, "wipe_now")
    boss.ask(protocol.DEVICES_PATH, action="unlock", device=caller.id)
    assert caller.shown.state == devices.ACTIVE
    with pytest.raises(NotFound):
        boss.ask(protocol.DEVICES_PATH, action="unlock", device=new_id())
    with pytest.raises(Forbidden):
        boss.ask(protocol.DEVICES_PATH, **(act | {"device": boss.id}))
