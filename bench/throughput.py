"""How many pushes a second the server takes, on PostgreSQL, and how long one waits at the peak of 10,000 people.

    python -m bench.throughput

Two API processes over one PostgreSQL, as behind a balancer; many laptops push ten edits of their own cards at a time.
First as fast as they can, then fifty pushes a second at fixed moments, whether the one before was answered or not.
Generator, API and database share the machine, so the CPU of each is told apart: it is what compares between machines.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bench.world import cpu_of, percentile
from sync.protocol import PUSH_PATH, Change, EnrollRequest, Op, OpKind, PushReply, PushRequest, encode, pack
from sync.server import accounts, auth
from sync.server.context import Context, Role
from sync.server.database import Database
from tests.support.databases import Postgres, initialised

LAPTOPS, CARDS, OPS = 64, 40, 10
PEAK = 50  # pushes a second of 10,000 people
_WALL = "2026-03-02T09:00:00Z"
_SENTENCE = "客户对价格比较敏感，希望下周三之前收到报价。"


@dataclass(slots=True)
class Laptop:
    """One person's laptop and a kept connection to one of the servers."""

    token: str
    cards: list[str]
    connection: http.client.HTTPConnection
    chance: random.Random

    def push(self, ops: list[Op]) -> None:
        """Send a batch; every operation must be answered."""
        raws = [msgspec.Raw(encode(op)) for op in ops]
        body, encoding = pack(encode(PushRequest(wall=_WALL, ops=raws)))
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if encoding:
            headers["Content-Encoding"] = encoding
        self.connection.request("POST", PUSH_PATH, body, headers)
        reply = self.connection.getresponse()
        answer = reply.read()
        if reply.status != http.client.OK or len(msgspec.json.decode(answer, type=PushReply).res) != len(ops):
            raise RuntimeError(f"{reply.status}: {answer[:300]!r}")

    def create_cards(self) -> None:
        """Make the cards that are edited later."""
        news = {"full_name": Change(n="曾国藩"), "remarks": Change(n=_SENTENCE * 5)}
        self.push([_operation(OpKind.CREATE, card, card, news) for card in self.cards])

    def edit(self) -> None:
        """Push a visit of a customer: fields, a counter, new rows, as many as one push has at the peak."""
        ops = []
        for _ in range(OPS // 5):
            card, row = self.chance.choice(self.cards), str(uuid.uuid4())
            text = {"remarks": Change(n=f"{_SENTENCE}{self.chance.random()}"), "occupation": Change(n="教师")}
            ops += [
                _operation(OpKind.PUT, card, card, text, base=2**40),
                _operation(OpKind.PUT, card, card, {"email": Change(n=f"{row}@example.cn")}, base=2**40),
                _operation(OpKind.INC, card, card, {"visits": Change(d=1)}),
                _operation(OpKind.CREATE, row, card, {"name": Change(n="曾纪泽")}, kind="family_member"),
                _operation(OpKind.PUT, row, card, {"relation": Change(n="son")}, kind="family_member"),
            ]
        self.push(ops)


def _operation(k: OpKind, row: str, card: str, f: dict[str, Change], kind: str = "customer", base: int = 0) -> Op:
    return Op(id=str(uuid.uuid4()), k=k, t=kind, row=row, agg=card, base=base, wall=_WALL, f=f)


# -- processes ------------------------------------------------------------------------------


@contextmanager
def api(url: str, times: Path) -> Iterator[tuple[str, int]]:
    """Run one API process; give its address and process id. Its waits are in the file afterwards."""
    command = [sys.executable, "-m", "bench.timed_server", "--db", url, "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "TIMES": str(times)})
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["listening"], process.pid
    finally:
        process.terminate()
        process.wait(30)


def enrolled(url: str, addresses: list[str]) -> list[Laptop]:
    """Make the people and their laptops, in teams of eight, half of them at each server."""
    database, made = Database(url), []
    hashed = auth.hash_password("throughput-throughput")
    with database.write() as conn:
        for number, address in zip(range(LAPTOPS), itertools.cycle(addresses), strict=False):
            accounts.make_team(conn, f"team{number // 8}")
            accounts.add_user(conn, Context(), f"p{number}", hashed, Role.REP, f"team{number // 8}", "")
            token = auth.enroll(conn, Context(), EnrollRequest(user=f"p{number}", password="-", device="laptop")).token
            cards = [str(uuid.uuid4()) for _ in range(CARDS)]
            connection = http.client.HTTPConnection(urlsplit(address).netloc)
            made.append(Laptop(token, cards, connection, random.Random(number)))
    database.close()
    for one in made:
        one.create_cards()
    return made


def cpu_of_database(folder: Path) -> float:
    """Return the CPU seconds of the cluster: its main process, and all that it started, ended or not."""
    main = int((folder / "postmaster.pid").read_text().split()[0])
    ended = Path(f"/proc/{main}/stat").read_text().rpartition(")")[2].split()[13:15]
    children = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if _parent(path) == main]
    return sum(cpu_of(pid) for pid in [main, *children]) + sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended
        return 0


# -- measurements ---------------------------------------------------------------------------


def as_fast_as_possible(laptops: list[Laptop], seconds: float) -> tuple[int, float]:
    """Let sixteen laptops at a time push without pause; return pushes and seconds."""
    began = time.perf_counter()

    def work(own: list[Laptop]) -> int:
        count = 0
        for laptop in itertools.cycle(own):
            if time.perf_counter() - began > seconds:
                return count
            laptop.edit()
            count += 1
        return count

    with ThreadPoolExecutor(16) as pool:
        counts = list(pool.map(work, [laptops[start::16] for start in range(16)]))
    return sum(counts), time.perf_counter() - began


def at_the_peak(laptops: list[Laptop], seconds: float) -> list[float]:
    """Push at fixed moments; return how long each took from its moment on, in milliseconds."""
    began = time.perf_counter() + 0.2
    took: list[float] = []
    idle = list(laptops)
    lock = threading.Lock()

    def work(number: int) -> None:
        moment = began + number / PEAK
        time.sleep(max(0.0, moment - time.perf_counter()))
        with lock:
            laptop = idle.pop(0)
        laptop.edit()
        with lock:
            idle.append(laptop)
            took.append((time.perf_counter() - moment) * 1000)

    with ThreadPoolExecutor(len(laptops)) as pool:
        list(pool.map(work, range(int(seconds * PEAK))))
    return took


def measure(seconds: float) -> dict[str, object]:
    """Run everything; return the figures."""
    folder = Path(tempfile.mkdtemp(prefix="crm-throughput-"))
    cluster = Postgres(str(folder / "pg"))
    try:
        url = initialised(cluster.create())
        with ExitStack() as stack:
            servers = [stack.enter_context(api(url, folder / f"times{number}")) for number in range(2)]
            laptops = enrolled(url, [address for address, _pid in servers])
            as_fast_as_possible(laptops, 3)  # connections, plans and caches are warm afterwards

            def cpu() -> tuple[float, float, float]:
                return sum(cpu_of(pid) for _, pid in servers), cpu_of_database(folder / "pg"), time.process_time()

            before = cpu()
            pushes, wall = as_fast_as_possible(laptops, seconds)
            used = [(after - start) * 1000 / pushes for start, after in zip(before, cpu(), strict=True)]
            from_then = time.time()
            before = cpu()
            took = at_the_peak(laptops, seconds)
            at_peak = [(after - start) * 1000 / len(took) for start, after in zip(before, cpu(), strict=True)]
        waits = [took for at, took in _draws(folder) if at >= from_then]
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "load_of_the_machine": os.getloadavg()[0],
        "pushes": pushes,
        "pushes_a_second": round(pushes / wall, 1),
        "cpu_ms_a_push": _apart(used),
        "peak": {
            "pushes": len(took),
            "cpu_ms_a_push": _apart(at_peak),
            "answer_ms": _spread(took),
            "counter_ms": _spread([1000 * wait for wait in waits]),
        },
    }


def _draws(folder: Path) -> list[tuple[float, float]]:
    lines = [line.split() for file in folder.glob("times*") for line in file.read_text("utf-8").splitlines()]
    return [(float(at), float(took)) for at, took in lines]


def _apart(figures: list[float]) -> dict[str, float]:
    return dict(zip(("api", "postgresql", "generator"), (round(one, 2) for one in figures), strict=True))


def _spread(figures: list[float]) -> dict[str, float]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "worst": 1.0}
    return {name: round(percentile(figures, share), 1) for name, share in shares.items()}


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    print(json.dumps(measure(parser.parse_args().seconds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
