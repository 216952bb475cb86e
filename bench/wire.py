"""Bytes on the wire of the real client and server, counted between them: request bodies, answers, headers apart.

    python -m bench.wire     a small office of its own (300 customers), figures as JSON

A byte of a header is what stands on the line: request or status line, names and values, the empty line.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.world import PASSPHRASE, PASSWORD, cpu_of, crm, median, server, write_list

ROUNDS = 5


@dataclass
class Traffic:
    """What passed, both ways."""

    requests: int = 0
    request_headers: int = 0
    request_bodies: int = 0
    reply_headers: int = 0
    reply_bodies: int = 0

    @property
    def bodies(self) -> int:
        """Bytes of bodies both ways."""
        return self.request_bodies + self.reply_bodies

    @property
    def total(self) -> int:
        """All bytes both ways."""
        return self.bodies + self.request_headers + self.reply_headers


class Relay:
    """Passes bytes between a client and the server, and counts them message by message."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.traffic: dict[str, Traffic] = {}
        self._path = ""  # of the request that is being answered: a laptop asks one thing at a time
        threading.Thread(target=self._accept, daemon=True).start()

    def take(self) -> dict[str, Traffic]:
        """Return what passed since the last call, by the last word of the path."""
        found, self.traffic = self.traffic, {}
        return found

    @property
    def _present(self) -> Traffic:
        return self.traffic.setdefault(self._path, Traffic())

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _peer = self._listener.accept()
            except OSError:
                return
            upstream = socket.create_connection(("127.0.0.1", self._target))
            for end in (client, upstream):  # small answers must not wait for an acknowledgement
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._pump, args=(client, upstream, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(upstream, client, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, outward: bool) -> None:
        waiting, body = b"", 0
        while data := _receive(source):
            waiting += data
            while waiting:  # before the bytes go on: who has the answer may ask for the figures at once
                if not body:
                    head, found, rest = waiting.partition(b"\r\n\r\n")
                    if not found:
                        break
                    body, waiting = self._headers(head, outward), rest
                taken = min(body, len(waiting))
                body, waiting = body - taken, waiting[taken:]
                if outward:
                    self._present.request_bodies += taken
                else:
                    self._present.reply_bodies += taken
            target.sendall(data)
        target.close()

    def _headers(self, head: bytes, outward: bool) -> int:
        """Count the headers of a message; return the length of its body."""
        if outward:
            self._path = head.split(b" ", 2)[1].decode().rpartition("/")[2]
            self._present.requests += 1
            self._present.request_headers += len(head) + 4
        else:
            self._present.reply_headers += len(head) + 4
        lines = (line.partition(b":") for line in head.lower().split(b"\r\n")[1:])
        return next((int(value) for name, _, value in lines if name == b"content-length"), 0)


def _receive(source: socket.socket) -> bytes:
    try:
        return source.recv(65536)
    except OSError:
        return b""


@contextmanager
def relay(target: int) -> Iterator[Relay]:
    """Relay to a port of this machine."""
    made = Relay(target)
    try:
        yield made
    finally:
        made.close()


def measure(first: Path, second: Path, address: str, pid: int) -> dict[str, object]:
    """Count what two enrolled, synchronised laptops send and get; several rounds, medians."""
    from desktop_crm.bootstrap import open_application
    from desktop_crm.queries.customers import ListFilter, Order
    from sync.client.engine import Engine
    from sync.client.transport import HttpTransport

    one, two = open_application(first, PASSPHRASE), open_application(second, PASSPHRASE)
    port = int(address.rpartition(":")[2])
    found: dict[str, list[dict[str, float]]] = {}
    with relay(port) as way_one, relay(port) as way_two:
        laptops = [
            (Engine(app, HttpTransport(f"http://127.0.0.1:{way.port}", app.facts()["token"])), way)
            for app, way in ((one, way_one), (two, way_two))
        ]

        def synchronise(name: str, laptop: int, changes: int) -> None:
            engine, way = laptops[laptop]
            way.take()
            server_cpu, cpu, started = cpu_of(pid), time.process_time(), time.perf_counter()
            engine.run()
            figures = {
                "wall_ms": (time.perf_counter() - started) * 1e3,
                "client_cpu_ms": (time.process_time() - cpu) * 1e3,
                "server_cpu_ms": (cpu_of(pid) - server_cpu) * 1e3,
            }
            passed = way.take()
            figures["requests"] = sum(one.requests for one in passed.values())
            for path, one in passed.items():
                figures[f"{path}_up_bytes"] = one.request_bodies
                figures[f"{path}_down_bytes"] = one.reply_bodies
            figures["body_bytes"] = sum(one.bodies for one in passed.values())
            figures["header_bytes"] = sum(one.total - one.bodies for one in passed.values())
            if "push" in passed:
                figures["push_bytes_a_change"] = passed["push"].bodies / changes
                figures["push_up_bytes_a_change"] = passed["push"].request_bodies / changes
            found.setdefault(name, []).append(figures)

        for engine, _way in laptops:
            engine.run()
        ids = one.queries.ids(one.queries.first_rids(ListFilter(), Order("customer_no"), 1000))
        for number in range(ROUNDS):
            for customer_id in ids[number * 20 : number * 20 + 100]:
                one.customers.update(customer_id, {"occupation": f"职业{number}"})
            synchronise("push_100", 0, 100)
            synchronise("pull_100", 1, 100)
            one.customers.update(ids[number], {"occupation": f"一次{number}"})
            synchronise("push_1", 0, 1)
            synchronise("pull_1", 1, 1)
            synchronise("no_op", 1, 0)
    one.close()
    two.close()
    return {name: {what: median([one[what] for one in rounds]) for what in rounds[0]} for name, rounds in found.items()}


def office(folder: Path, customers: int = 300) -> dict[str, object]:
    """Make a small office and measure in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_list(folder / "list.csv", customers)
    crm(folder / "a", "init", "--name", "陈国栋")
    crm(folder / "a", "import", str(folder / "list.csv"))
    crm(folder / "b", "init", "--name", "林晓")
    with server(folder) as (address, pid):
        for name, user in (("a", "chen"), ("b", "lin")):
            words = ("enroll", address, "--user", user, "--password-stdin", "--device", name.upper())
            crm(folder / name, *words, stdin=f"{PASSWORD}\n")
            crm(folder / name, "sync")
        return measure(folder / "a", folder / "b", address, pid)


if __name__ == "__main__":
    print(json.dumps(office(Path("build/wire")), indent=1))
