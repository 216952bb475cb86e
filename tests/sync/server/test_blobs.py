"""Contents of attachments at the server: pieces in any order, checked by hash, given to who sees the card."""

from __future__ import annotations

import hashlib
import random
from argparse import Namespace
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from sync.protocol import (
    BLOB_GET_PATH,
    BLOB_PUT_PATH,
    BLOBS_PATH,
    HELLO_PATH,
    Change,
    HelloReply,
    HelloRequest,
    OpKind,
    encode,
)
from sync.protocol.blobs import (
    BlobGetReply,
    BlobGetRequest,
    BlobName,
    BlobPutReply,
    BlobPutRequest,
    BlobsReply,
    BlobsRequest,
    BlobState,
    digest,
)
from sync.server import accounts, blob_commands, blobs, devices, erasing, moving, parameters, schema
from sync.server.errors import NotFound, TooLarge
from sync.server.orders import Wipe
from sync.server.routes import BY_PATH
from sync.server.service import Service
from tests.sync.server.laptop import Laptop, World, new_id

CONTENT = random.Random(7).randbytes(700_001)
SHA = hashlib.sha256(CONTENT).hexdigest()
PIECE = 200_000


@pytest.fixture
def people(world: World) -> dict[str, Laptop]:
    """Two of one team, one of none, each with a laptop."""
    for name, team in (("li", "east"), ("wang", "east"), ("zhao", None)):
        world.user(name, team)
    return {name: world.laptop(name) for name in ("li", "wang", "zhao")}


class Caller:
    """A laptop that speaks of contents through the whole service."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop
        self.service = Service(laptop.world.database, laptop.world.context())

    def _ask(self, path: str, message: object, kind: Any) -> Any:
        body = self.service.answer(BY_PATH[path], f"Bearer {self.laptop.token}", None, encode(message))
        return msgspec.json.decode(body, type=kind)

    def ask(self, row: str, sha: str = SHA) -> BlobState | None:
        known = self._ask(BLOBS_PATH, BlobsRequest(of=[BlobName(row, sha)]), BlobsReply).known
        return known[0] if known else None

    def put(self, row: str, start: int, end: int, content: bytes = CONTENT, **more: Any) -> BlobPutReply:
        sha = hashlib.sha256(content).hexdigest()
        request = BlobPutRequest(row=row, sha=sha, size=len(content), start=start, data=content[start:end], **more)
        return self._ask(BLOB_PUT_PATH, request, BlobPutReply)

    def prove(self, row: str, salt: str, content: bytes = CONTENT) -> BlobPutReply:
        return self.put(row, 0, 0, proof=digest([content], salt))

    def send(self, row: str, content: bytes = CONTENT) -> BlobPutReply:
        reply = BlobPutReply(have=0)
        while not reply.done:
            reply = self.put(row, reply.have, reply.have + PIECE, content)
        return reply

    def get(self, row: str, sha: str = SHA) -> bytes:
        found = b""
        while True:
            reply = self._ask(
                BLOB_GET_PATH, BlobGetRequest(row=row, sha=sha, start=len(found), most=90_000), BlobGetReply
            )
            found += reply.data
            if len(found) >= reply.size:
                return found


def attach(laptop: Laptop, card: str, content: bytes = CONTENT) -> str:
    fields = {"file_name": "a.jpg", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    row = laptop.child(card, "attachment", **fields)
    laptop.sync()
    return row


@pytest.fixture
def card(people: dict[str, Laptop]) -> str:
    made = people["li"].create(customer_no="K1", full_name="曾国藩")
    people["li"].sync()
    return made


@pytest.fixture
def row(people: dict[str, Laptop], card: str) -> str:
    return attach(people["li"], card)


def counted(world: World) -> tuple[int, int, int]:
    with world.database.read() as conn:
        tables = (schema.blob, schema.blob_piece, schema.blob_link)
        return tuple(conn.execute(select(func.count()).select_from(one)).scalar_one() for one in tables)  # type: ignore[return-value]


def test_up_in_pieces_and_down_to_who_sees_the_card(people, row):
    li, wang, zhao = (Caller(people[name]) for name in ("li", "wang", "zhao"))
    assert li.ask(row) == BlobState(row=row, sha=SHA)
    reply = li.send(row)
    assert (reply.have, reply.done, reply.bad) == (len(CONTENT), True, False)
    assert li.ask(row) == BlobState(row=row, sha=SHA, have=len(CONTENT), done=True)
    assert wang.get(row) == CONTENT
    assert zhao.ask(row) is None
    with pytest.raises(NotFound):
        zhao.get(row)


def test_pieces_lost_doubled_and_late_end_in_the_same_content(people, row, world):
    li, chance = Caller(people["li"]), random.Random(3)
    have = 0
    for _ in range(400):
        start = max(0, have + chance.choice([0, 0, 0, -PIECE, -1, 50_000]))
        reply = li.put(row, start, start + chance.choice([1, 30_000, PIECE]))
        assert have <= reply.have <= len(CONTENT)
        have = reply.have
        if reply.done:
            break
    assert reply.done and Caller(people["wang"]).get(row) == CONTENT
    assert li.put(row, 0, PIECE).done and counted(world)[0] == 1


def test_a_piece_not_there_yet_is_told_not_guessed(people, row):
    li, wang = Caller(people["li"]), Caller(people["wang"])
    li.put(row, 0, PIECE)
    assert wang._ask(BLOB_GET_PATH, BlobGetRequest(row=row, sha=SHA), BlobGetReply) == BlobGetReply()


def test_what_does_not_add_up_is_thrown_away(people, row, world):
    li = Caller(people["li"])
    li.put(row, 0, PIECE)
    wrong = bytes(len(CONTENT))
    request = BlobPutRequest(row=row, sha=SHA, size=len(CONTENT), start=PIECE, data=wrong[PIECE : 2 * PIECE])
    li._ask(BLOB_PUT_PATH, request, BlobPutReply)
    li.put(row, 2 * PIECE, 3 * PIECE)
    assert li.put(row, 3 * PIECE, len(CONTENT)) == BlobPutReply(have=0, bad=True)
    assert counted(world)[1] == 0
    longer = BlobPutRequest(row=row, sha=SHA, size=5, data=b"123456")
    assert li._ask(BLOB_PUT_PATH, longer, BlobPutReply).bad
    assert li.send(row).done and Caller(people["wang"]).get(row) == CONTENT


def test_the_limit_of_the_organisation_holds(people, row, world):
    world.admin(parameters.set_parameter, "attachments", "max_mb", "1")
    large = bytes(1 << 20) + b"x"
    other = attach(people["li"], next(iter(set(people["li"].cards) - {"org"})), large)
    with pytest.raises(TooLarge):
        Caller(people["li"]).put(other, 0, PIECE, large)
    with world.database.read() as conn:
        assert blobs.limit(conn) == 1 << 20
    assert Caller(people["li"]).send(row).done


def test_only_what_a_row_names_is_taken(people, row, card, world):
    li, wang = Caller(people["li"]), Caller(people["wang"])
    member = people["li"].child(card, name=SHA)
    people["li"].sync()
    for name in (new_id(), card, member):
        assert li.ask(name) is None
        with pytest.raises(NotFound):
            li.put(name, 0, PIECE)
    assert li.ask(row, "0" * 64) is None
    assert wang.put(row, 0, PIECE).have == PIECE  # a colleague who sees the card may help
    assert counted(world)[0] == 1


def test_knowing_a_hash_opens_nothing(people, row, world):
    """Somebody who once saw the hash hangs it on a card of his own: he gets the content only if he has it."""
    Caller(people["li"]).send(row)
    zhao = Caller(people["zhao"])
    own = people["zhao"].create(customer_no="Z1", full_name="王芳")
    people["zhao"].sync()
    mine = attach(people["zhao"], own)
    state = zhao.ask(mine)
    assert state is not None and not state.done and state.prove
    assert zhao._ask(BLOB_GET_PATH, BlobGetRequest(row=mine, sha=SHA), BlobGetReply) == BlobGetReply()
    assert zhao.put(mine, len(CONTENT) - 1, len(CONTENT)).done is False
    assert zhao.prove(mine, state.prove, CONTENT[:-1]).bad
    assert zhao.prove(mine, "00" * 16).bad  # a salt of somebody else's
    assert zhao.get(mine) == b""
    sent = counted(world)[1]
    assert zhao.prove(mine, state.prove).done  # without sending a byte of it
    assert zhao.get(mine) == CONTENT and counted(world)[1] == sent


def test_the_author_may_send_what_belongs_to_a_card_that_left_him(people, card, row, world):
    li, wang, zhao = (Caller(people[name]) for name in ("li", "wang", "zhao"))
    world.admin(accounts.assign, "K1", "zhao")
    with pytest.raises(NotFound):
        li.get(row)
    assert wang.ask(row) is None
    assert li.send(row).done
    assert zhao.get(row) == CONTENT
    with pytest.raises(NotFound):
        li.get(row)


def test_a_photo_of_an_operation_that_was_set_aside_is_kept_for_who_decides(people, card, world):
    li, zhao = Caller(people["li"]), Caller(people["zhao"])
    fields = {"file_name": "a.jpg", "size": len(CONTENT), "sha256": SHA}
    row = people["li"].child(card, "attachment", **fields)
    world.admin(accounts.assign, "K1", "zhao")
    (receipt,) = people["li"].push()
    assert receipt.r == "quarantined"
    assert li.send(row).done and zhao.ask(row) is None
    people["zhao"].pull()
    taken = {name: Change(n=value) for name, value in fields.items()}
    people["zhao"].edit(OpKind.CREATE, "attachment", row, card, f=taken)  # as deciding for it does
    people["zhao"].sync()
    assert zhao.get(row) == CONTENT


def test_the_end_of_an_upload_is_a_commit_so_a_restore_is_noticed(people, row):
    li = Caller(people["li"])
    before = people["li"].witness
    reply = li.send(row)
    assert reply.w is not None and before is not None and reply.w[0] == before[0] + 1
    people["wang"].pull()
    assert people["wang"].witness == reply.w


def test_a_revoked_laptop_may_still_hand_over(people, row, world):
    with world.database.read() as conn:
        device_id = conn.execute(select(schema.device.c.device_id).where(schema.device.c.user_id == "li")).scalar_one()
    world.admin(devices.revoke, device_id, Wipe.DRAIN)
    assert Caller(people["li"]).send(row).done
    assert Caller(people["wang"]).get(row) == CONTENT


def test_erasing_a_person_destroys_contents_that_nobody_else_shows(people, card, row, world):
    li = Caller(people["li"])
    other = people["li"].create(customer_no="K2", full_name="左宗棠")
    shared = attach(people["li"], other, b"on two cards")
    twin = attach(people["li"], card, b"on two cards")
    begun = attach(people["li"], card, b"x" * 2 * PIECE)
    li.send(row)
    li.send(shared, b"on two cards")
    state = li.ask(twin, hashlib.sha256(b"on two cards").hexdigest())
    li.put(twin, 0, 0, b"on two cards", proof=digest([b"on two cards"], state.prove))
    li.put(begun, 0, PIECE, b"x" * 2 * PIECE)
    gone = world.admin(erasing.erase, "K1")
    assert gone["files"] == 2
    with world.database.read() as conn:
        left = conn.execute(select(schema.blob.c.sha256)).scalars().all()
        assert left == [hashlib.sha256(b"on two cards").hexdigest()]
        pieces = conn.execute(select(schema.blob_piece.c.data)).scalars().all()
        assert [bytes(one) for one in pieces] == [b"on two cards"]
    with pytest.raises(NotFound):
        li.put(begun, PIECE, 2 * PIECE, b"x" * 2 * PIECE)
    assert li.get(shared, left[0]) == b"on two cards"


def test_contents_go_along_when_cards_are_merged(people, card, row, world):
    li = Caller(people["li"])
    li.send(row)
    people["li"].create(customer_no="K2", full_name="曾国藩")
    people["li"].sync()
    world.admin(moving.merge, "K1", "K2")
    people["li"].pull()
    assert li.get(row) == CONTENT
    world.admin(erasing.erase, "K2")
    assert counted(world) == (0, 0, 0)


def test_the_administrator_is_told_which_contents_are_missing(people, card, row, world):
    li = Caller(people["li"])
    assert commands_check(world) == {"attachments": 1, "contents": 0, "bytes": 0, "under_way": 0, "missing": ["K1"]}
    li.put(row, 0, PIECE)
    assert commands_check(world)["under_way"] == 1
    li.send(row)
    assert commands_check(world) == {
        "attachments": 1, "contents": 1, "bytes": len(CONTENT), "under_way": 0, "missing": [],
    }  # fmt: skip
    people["li"].delete(row, card, "attachment")
    people["li"].sync()
    assert commands_check(world)["attachments"] == 0


def commands_check(world: World) -> dict[str, Any]:
    found = blob_commands.check(world.database, Namespace())
    return {**found, "missing": [one["no"] for one in found["missing"]]}


def test_a_greeting_tells_the_limit(people, world):
    reply = Caller(people["li"])._ask(HELLO_PATH, HelloRequest(wall=people["li"].wall()), HelloReply)
    assert reply.limits["attachment_bytes"] == 20 << 20
