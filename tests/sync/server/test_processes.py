"""The command line, a killed server, and many writers at once, as real processes and threads."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
import requests
from sqlalchemy import select

from sync.protocol import Change, EnrollReply, Op, OpKind, PullReply, PushReply, PushRequest, encode, pack, unpack
from sync.server.schema import access, obj
from tests.sync.server.laptop import Laptop, World, new_id
from tests.sync.server.processes import run, run_json, run_program, serving

WALL = "2026-03-02T09:00:00Z"


def creation(name: str) -> Op:
    row = new_id()
    fields = {"full_name": Change(n=name)}
    return Op(id=new_id(), k=OpKind.CREATE, t="customer", row=row, agg=row, wall=WALL, f=fields)


def batch(ops: list[Op]) -> bytes:
    return encode(PushRequest(wall=WALL, ops=[msgspec.Raw(encode(op)) for op in ops]))


def enroll(address: str, user: str) -> EnrollReply:
    body = encode({"user": user, "password": "secretsecret", "device": "laptop", "code": "AB12"})
    reply = requests.post(f"{address}/v1/enroll", data=body, timeout=30)
    assert reply.status_code == 200, reply.text
    return msgspec.json.decode(reply.content, type=EnrollReply)


def test_from_an_empty_database_to_a_pushed_customer(empty_url):
    assert run(empty_url, "status")[0] == 3
    facts = run_json(empty_url, "init", "--company", "某某公司")
    assert run(empty_url, "init")[0] == 3
    assert run_json(empty_url, "team", "add", "East")["team"] == "east"
    person = run_json(empty_url, "user", "add", "李明", "--password-stdin", "--team", "east", stdin="secretsecret\n")
    assert person == {"user": "李明", "display_name": "李明", "role": "rep", "team": "east", "active": True}
    run_json(empty_url, "user", "add", "wang", "--password-stdin", "--role", "manager", stdin="secretsecret\n")
    assert run(empty_url, "user", "add", "WANG", "--password-stdin", stdin="secretsecret\n")[0] == 3
    with serving(empty_url) as server:
        me = enroll(server.address, "李明")
        assert (me.server_id, me.company, me.code, me.team) == (facts["server_id"], "某某公司", "AB12", "east")
        assert enroll(server.address, "wang").code != "AB12"  # the code is taken
        op = creation("曾国藩")
        op.f["customer_no"] = Change(n="AB12-1")
        body, encoding = pack(batch([op] * 20))
        reply = server.post("/sync/v1/push", body, me.token, **{"Content-Encoding": encoding or "identity"})
        assert reply.status_code == 200, reply.text
    assert run_json(empty_url, "assign", "AB12-1", "wang")["owner"] == "wang"
    card = run_json(empty_url, "show", "AB12-1")
    assert (card["owner"], card["fields"]["full_name"]) == ("wang", "曾国藩")
    status = run_json(empty_url, "status")
    assert (status["customers"], status["users"], status["devices"], status["quarantined"]) == (1, 2, 2, 0)
    for entry in run_json(empty_url, "device", "list"):
        run_json(empty_url, "device", "revoke", entry["device_id"])
    assert run_json(empty_url, "status")["devices"] == 0
    assert run_json(empty_url, "user", "disable", "wang")["active"] is False
    code, out, _ = run_program(empty_url, "user", "list", "--json")
    assert (code, [entry["active"] for entry in json.loads(out)]) == (0, [False, True])


@pytest.mark.parametrize(
    ("args", "stdin", "code"),
    [
        (["user", "add", "a b", "--password-stdin"], "secretsecret\n", 2),
        (["user", "add", "x", "--password-stdin"], "\n", 2),
        (["user", "add", "x"], "", 2),
        (["user", "add", "x", "--password-stdin", "--team", "a b"], "secretsecret\n", 2),
        (["assign", "nothing", "nobody"], "", 2),
        (["show", "nothing"], "", 2),
        (["device", "revoke", "nothing"], "", 2),
        (["serve", "--host", "0.0.0.0"], "", 2),
        (["serve", "--tls-cert", "nowhere.pem"], "", 2),
        (["serve", "--port", "70000"], "", 2),
        (["explode"], "", 2),
    ],
)
def test_wrong_use_is_a_sentence(args, stdin, code, template_url):
    exit_code, out, err = run(template_url("sqlite"), *args, stdin=stdin)
    assert exit_code == code
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


def test_databases_that_are_none(tmp_path):
    (tmp_path / "text.sqlite").write_text("this is no database, however long it may be " * 100)
    for url, code in ((f"sqlite:///{tmp_path}/text.sqlite", 4), ("mysql://x", 2), (f"sqlite:///{tmp_path}/a/b", 4)):
        exit_code, out, err = run(url, "status", "--json")
        assert exit_code == code
        assert json.loads(out)["error"]
        assert "Traceback" not in err


def test_killed_server_keeps_everything_it_acknowledged(tmp_path, template_url):
    """kill -9 at moments nobody chose, while four laptops push."""
    url = f"sqlite:///{tmp_path / 'server.sqlite'}"
    run_json(url, "init")
    run_json(url, "user", "add", "li", "--password-stdin", stdin="secretsecret\n")
    acknowledged: set[str] = set()
    sent: list[list[Op]] = []
    tokens: list[str] = []
    for _ in range(3):
        with serving(url) as server:
            tokens.append(enroll_again(server.address))
            enough = threading.Event()

            def pushing(token: str, address: str, enough: threading.Event, goal: int) -> None:
                while True:
                    ops = [creation("x") for _ in range(5)]
                    sent.append(ops)
                    try:
                        reply = requests.post(
                            f"{address}/sync/v1/push", data=batch(ops), timeout=30,
                            headers={"Authorization": f"Bearer {token}"},
                        )  # fmt: skip
                    except requests.RequestException:
                        return
                    assert reply.status_code == 200, reply.text
                    answered = msgspec.json.decode(reply.content, type=PushReply).res
                    acknowledged.update(op.row for op in ops if op.id in answered)
                    if len(acknowledged) > goal:
                        enough.set()

            with ThreadPoolExecutor(4) as pool:
                goal = len(acknowledged) + 60
                work = [pool.submit(pushing, tokens[-1], server.address, enough, goal) for _ in range(4)]
                enough.wait(60)
                server.kill()
                for one in work:
                    one.result()
    with serving(url) as server:
        for ops in sent:  # what the laptops would do: offer everything again
            assert server.post("/sync/v1/push", batch(ops), tokens[-1]).status_code == 200
        body = encode({"since": 0, "max_aggs": 5000, "max_bytes": 8 << 20})
        page = msgspec.json.decode(server.post("/sync/v1/pull", body, tokens[-1]).content, type=PullReply)
    assert page.done
    found = [item.a for item in page.items if item.a != "org"]
    assert acknowledged <= set(found)
    assert sorted(found) == sorted({op.row for ops in sent for op in ops})


def enroll_again(address: str) -> str:
    return enroll(address, "li").token


def test_several_workers_serve_one_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'server.sqlite'}"
    run_json(url, "init")
    run_json(url, "user", "add", "li", "--password-stdin", stdin="secretsecret\n")
    with serving(url, "--workers", "2") as server:
        token = enroll_again(server.address)
        with ThreadPoolExecutor(4) as pool:
            replies = list(
                pool.map(lambda n: server.post("/sync/v1/push", batch([creation(str(n))]), token), range(12))
            )
        assert [reply.status_code for reply in replies] == [200] * 12
        seqs = [one.s for reply in replies for one in msgspec.json.decode(reply.content, type=PushReply).res.values()]
        assert len(set(seqs)) == 12


def test_no_op_pull_fits_in_600_bytes(tmp_path):
    url = f"sqlite:///{tmp_path / 'server.sqlite'}"
    run_json(url, "init")
    run_json(url, "user", "add", "li", "--password-stdin", stdin="secretsecret\n")
    with serving(url) as server:
        token = enroll_again(server.address)
        first = msgspec.json.decode(server.post("/sync/v1/pull", b"{}", token).content, type=PullReply)
        body = encode({"since": first.head, "w": first.w})
        reply = server.post(
            "/sync/v1/pull", body, token, **{"User-Agent": "desktop-crm/0.1.0", "Accept-Encoding": "zstd"}
        )
    request = reply.request
    lines = {**dict(request.headers), "Host": server.address.removeprefix("http://")}
    out = len(f"POST {request.path_url} HTTP/1.1\r\n") + sum(len(k) + len(v) + 4 for k, v in lines.items())
    back = len("HTTP/1.1 200 OK\r\n") + sum(len(k) + len(v) + 4 for k, v in reply.headers.items())
    assert out + 2 + len(body) + back + 2 + len(reply.content) <= 600
    assert unpack(reply.content, reply.headers.get("Content-Encoding"))


def test_no_reader_misses_a_row_while_many_write(world: World):
    """A reader that follows the cursor while writers commit in parallel sees every row exactly once."""
    world.user("li")
    writers = [world.laptop("li") for _ in range(6)]
    reader = world.laptop("li")
    rows: list[str] = []
    running = threading.Event()

    def write(laptop: Laptop) -> None:
        for _ in range(12):
            rows.append(laptop.create(full_name="x"))
            laptop.push()

    def read() -> None:
        while not running.is_set():
            reader.pull(max_aggs=7)

    with ThreadPoolExecutor(8) as pool:
        reading = pool.submit(read)
        for work in [pool.submit(write, laptop) for laptop in writers]:
            work.result()
        running.set()
        reading.result()
    reader.pull()
    assert set(rows) == set(reader.cards) - {"org"}
    assert len(rows) == 72
    with world.database.read() as conn:
        versions = list(conn.execute(select(obj.c.version).where(obj.c.type == "customer")).scalars())
        positions = list(conn.execute(select(access.c.pos).where(access.c.scope == "u:li")).scalars())
    assert len(set(versions)) == 72
    assert sorted(versions) == sorted(positions)


def test_retry_that_overtakes_its_first_attempt(world: World):
    world.user("li")
    laptop = world.laptop("li")
    laptop.create(full_name="x")
    ops = list(laptop.outbox)
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: laptop.send(ops), range(4)))
    assert len({encode(reply.res) for reply in replies}) == 1
    laptop.pull()
    assert len(laptop.cards) == 2


def test_two_people_edit_one_card_in_parallel(world: World):
    """Locks in one order: no deadlock, and every value ends as the card's or in a conflict row."""
    world.user("li", "east")
    world.user("wang", "east")
    one, two = world.laptop("li"), world.laptop("wang")
    cards = [one.create(customer_no=str(number)) for number in range(4)]
    one.sync()
    two.sync()

    def edit(laptop: Laptop, order: list[str]) -> None:
        for number in range(8):
            for card in order:
                laptop.put(card, remarks=f"{laptop.user} {number}")
            laptop.push()

    with ThreadPoolExecutor(2) as pool:
        work = [pool.submit(edit, one, cards), pool.submit(edit, two, cards[::-1])]
        for done in work:
            done.result()
    one.pull()
    two.pull()
    assert one.snapshot() == two.snapshot() == one.first_pull()
