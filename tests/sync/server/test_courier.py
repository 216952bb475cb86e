"""Carried letters at the server, on both databases."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from sync import protocol
from sync.protocol import Change, EnrollRequest, Op, OpKind, courier, keys
from sync.protocol.courier import Answer, CourierReply, CourierRequest, Kind, Letter
from sync.server import __main__ as program
from sync.server import auth, info
from sync.server.context import instant_text
from sync.server.errors import BadLetter, BadToken
from sync.server.routes import BY_PATH
from sync.server.schema import audit, change, obj
from sync.server.service import Service
from tests.sync.server.laptop import World, new_id

SIGN, BOX = "1" * 64, "2" * 64


class Far:
    """A laptop that never has a network."""

    def __init__(self, world: World, user: str, sign: str = SIGN, box: str = BOX) -> None:
        self.world, self.sign, self.box = world, sign, box
        public = {"sign_key": keys.sign_public(sign), "box_key": keys.box_public(box)}
        with world.database.write() as conn:
            request = EnrollRequest(user=user, password="secret", device="far", **public)
            self.reply = auth.enroll(conn, world.context(), request)

    def op(self, row: str | None = None, **fields: str) -> Op:
        kind = OpKind.PUT if row else OpKind.CREATE
        news = {name: Change(n=value) for name, value in fields.items()}
        return Op(id=new_id(), k=kind, t="customer", row=row or new_id(), wall=instant_text(self.world.now), f=news)

    def letter(self, *parts: list[Op]) -> bytes:
        head = {"server": self.reply.server_id, "device": self.reply.device_id, "letter": new_id(), "of": len(parts)}
        head["key"] = keys.sign_public(self.sign)
        now = instant_text(self.world.now)
        return courier.write_file(
            Kind.POST,
            [
                courier.make_part(
                    Kind.POST,
                    {**head, "n": n},
                    Letter(
                        device=self.reply.device_id,
                        wall=now,
                        at=now,
                        ops=[msgspec.Raw(protocol.encode(op)) for op in ops],
                    ),
                    sign=self.sign,
                    seal_for=self.reply.server_box_key,
                    random_bytes=lambda size: bytes(range(size)),
                )
                for n, ops in enumerate(parts, 1)
            ],
        )

    def answers(self, data: bytes) -> list[Answer]:
        kind, parts = courier.read_file(data)
        assert kind is Kind.ANSWER
        for part in parts:
            courier.check(part, kind, self.reply.server_key)
        return [courier.open_part(part, kind, self.box, Answer) for part in parts]


def hand_in(world: World, token: str, data: bytes) -> bytes:
    """Give the parts to the server as a carrier does."""
    service = Service(world.database, world.context())
    answers = []
    for part in courier.read_file(data)[1]:
        body = protocol.encode(CourierRequest(part=msgspec.Raw(part.line)))
        reply = service.answer(BY_PATH[protocol.COURIER_PATH], f"Bearer {token}", None, body)
        answers.append(bytes(msgspec.json.decode(reply, type=CourierReply).part))
    return courier.write_file(Kind.ANSWER, answers)


@pytest.fixture
def far(world: World) -> Far:
    world.user("wang", "east")
    world.user("zhao")
    return Far(world, "wang")


def test_the_same_letter_gets_the_same_receipts(world: World, far: Far) -> None:
    first = far.op(full_name="甲")
    data = far.letter([first], [far.op(first.row, remarks="乙")])
    told = [far.answers(hand_in(world, world.laptop("zhao").token, data)) for _ in range(3)]
    assert [one.res for one in told[0]] == [one.res for one in told[1]] == [one.res for one in told[2]]
    assert all(receipt.r is protocol.Outcome.APPLIED for one in told[0] for receipt in one.res.values())
    with world.database.read() as conn:
        (row,) = conn.execute(select(obj).where(obj.c.row_id == first.row)).all()
        authors = conn.execute(select(change.c.user_id, change.c.device_id).distinct()).all()
        carriers = conn.execute(select(audit.c.user_id).where(audit.c.event == "courier").distinct()).scalars().all()
    assert json.loads(row.body)["remarks"] == "乙"
    assert [tuple(one) for one in authors] == [("wang", far.reply.device_id)] and carriers == ["zhao"]


def test_strangers_carry_nothing(world: World, far: Far) -> None:
    data = far.letter([far.op(full_name="甲")])
    with pytest.raises(BadToken):
        hand_in(world, "x" * 43, data)
    with world.database.read() as conn:
        assert conn.execute(select(change)).all() == []


def test_a_letter_signed_by_another_key_is_not_taken(world: World, far: Far) -> None:
    far.sign = "3" * 64
    with pytest.raises(BadLetter):
        hand_in(world, world.laptop("zhao").token, far.letter([far.op(full_name="甲")]))


def test_a_laptop_without_keys_has_no_letters(world: World, far: Far) -> None:
    first = world.laptop("wang")
    with world.database.read() as conn:
        far.reply.device_id = auth.authenticate(conn, f"Bearer {first.token}").device_id or ""
    with pytest.raises(BadLetter):
        hand_in(world, first.token, far.letter([far.op(full_name="甲")]))


def test_two_who_carry_for_each_other_do_not_wait_for_ever(world: World, far: Far) -> None:
    other = Far(world, "zhao", "4" * 64, "5" * 64)
    letters = [[owner.letter([owner.op(full_name=f"{n}")]) for n in range(8)] for owner in (far, other)]
    failed: list[BaseException] = []

    def carry(token: str, data: list[bytes]) -> None:
        try:
            for one in data:
                hand_in(world, token, one)
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    threads = [
        threading.Thread(target=carry, args=(carrier.reply.token, data))
        for carrier, data in zip((other, far), letters, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed and not any(thread.is_alive() for thread in threads)
    with world.database.read() as conn:
        assert len(conn.execute(select(obj.c.row_id).where(obj.c.type == "customer")).all()) == 16


# -- at the command line --------------------------------------------------------------------


def take(
    world: World, capsys: pytest.CaptureFixture[str], folder: Path, *files: Path
) -> tuple[int, list[dict[str, str]]]:
    url = world.database.engine.url.render_as_string(hide_password=False)
    code = program.main(["--db", url, "--json", "courier", "take", *map(str, files), "--answer", str(folder)])
    return code, json.loads(capsys.readouterr().out)


def test_an_administrator_takes_files(
    world: World, far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    op = far.op(full_name="甲")
    good, bad, foreign = (tmp_path / f"{name}.crmpost" for name in ("good", "bad", "foreign"))
    good.write_bytes(far.letter([op]))
    bad.write_bytes(good.read_bytes()[:-9])
    foreign.write_bytes(b"PK")
    out = tmp_path / "answers"
    out.mkdir()
    code, told = take(world, capsys, out, bad, good, foreign, tmp_path / "none")
    assert code == 1
    assert [one.get("error", "") for one in told] == ["courier_damaged", "", "courier_foreign", "file"]
    assert (told[1]["user"], told[1]["operations"], told[1]["refused"]) == ("wang", 1, "")
    (answer,) = far.answers((out / "good.crmanswer").read_bytes())
    assert set(answer.res) == {op.id}
    code, told = take(world, capsys, out, good)
    assert code == 0 and set(far.answers(Path(told[0]["answer"]).read_bytes())[0].res) == {op.id}
    twice = tmp_path / "more"
    twice.mkdir()
    (twice / "good.crmpost").write_bytes(far.letter([far.op(full_name="乙")]))
    code, told = take(world, capsys, out, good, twice / "good.crmpost")
    assert len({one["answer"] for one in told}) == 2


def test_wrong_use_is_said(world: World, far: Far, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = world.database.engine.url.render_as_string(hide_password=False)
    words = ["--db", url, "courier", "take", "x.crmpost", "--answer", str(tmp_path / "nowhere")]
    assert program.main(words) == 2 and "There is no folder" in capsys.readouterr().err


def test_the_server_that_is_another_company_takes_nothing(world: World, far: Far) -> None:
    data = far.letter([far.op(full_name="甲")])
    token = world.laptop("zhao").token
    with world.database.write() as conn:
        info.change(conn, "server_id", new_id())
    with pytest.raises(BadLetter):
        hand_in(world, token, data)
