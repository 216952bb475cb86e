"""An office of 100,000 customers: import, upload, first sync against its floor, no-op, small syncs."""

from __future__ import annotations

import http.server
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench import first_sync, wire
from bench.search import Generator
from bench.world import PASSPHRASE, PASSWORD, cpu_of, crm, median, percentile, run, server, write_list


def measure(folder: Path, customers: int = 100_000, rounds: int = 3) -> dict[str, object]:
    """Build the office in ``folder`` and measure; leaves a synchronised profile in ``folder/b``."""
    folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, object] = {"customers": customers}
    first, second = folder / "a", folder / "b"
    write_list(folder / "list.csv", customers)
    crm(first, "init", "--name", "陈国栋")
    imported = crm(first, "import", str(folder / "list.csv"))
    figures["import"] = {
        **imported.answer, "wall_s": imported.wall_s, "cpu_us_a_customer": imported.cpu_s / customers * 1e6,
        "peak_mb": imported.peak_mb,
    }  # fmt: skip
    with server(folder) as (address, pid):
        crm(first, "enroll", address, "--user", "chen", "--password-stdin", "--device", "A", stdin=f"{PASSWORD}\n")
        before = cpu_of(pid)
        pushed = crm(first, "sync")
        figures["upload"] = {
            **pushed.answer, "wall_s": pushed.wall_s, "client_cpu_us": pushed.cpu_s / customers * 1e6,
            "server_cpu_us": (cpu_of(pid) - before) / customers * 1e6,
        }  # fmt: skip
        figures["first_sync"] = _first_sync(folder, first, second, address, pid, rounds, customers)
        figures["no_op"] = _no_op(second, address, pid)
        figures["changes_100"] = _changes(first, second, pid)
        figures["wire"] = wire.measure(first, second, address, pid)
        figures["save"] = _saves(second)
    return figures


def _first_sync(
    folder: Path, first: Path, second: Path, address: str, pid: int, rounds: int, customers: int
) -> dict[str, object]:
    data = folder / "records.zst"
    data.write_bytes(first_sync.record_bytes(first))
    product, floor, server_cpu = [], [], []
    with _files(folder) as files:
        for _round in range(rounds):
            shutil.rmtree(second, ignore_errors=True)
            crm(second, "init", "--name", "林晓")
            crm(second, "enroll", address, "--user", "lin", "--password-stdin", "--device", "B", stdin=f"{PASSWORD}\n")
            before = cpu_of(pid)
            product.append(run(["-m", "bench.first_sync", "product", str(second)]).answer)
            server_cpu.append(cpu_of(pid) - before)
            floor.append(run(["-m", "bench.first_sync", "floor", f"{files}/records.zst", str(folder)]).answer)

    def middle(runs: list[dict[str, object]], name: str) -> float:
        return median([float(str(item[name])) for item in runs])

    return {
        "cards": product[0]["cards"],
        "wall_s": middle(product, "wall_s"),
        "floor_wall_s": middle(floor, "wall_s"),
        "ratio_wall": median([float(p["wall_s"]) / float(f["wall_s"]) for p, f in zip(product, floor, strict=True)]),
        "ratio_cpu": median([float(p["cpu_s"]) / float(f["cpu_s"]) for p, f in zip(product, floor, strict=True)]),
        "client_cpu_us": middle(product, "cpu_s") / customers * 1e6,
        "server_cpu_us": median(server_cpu) / customers * 1e6,
        "first_rows_s": middle(product, "first_rows_s"),
        "peak_mb": middle(product, "peak_mb"),
        "search_cpu_s": middle(product, "search_cpu_s"),
        "peak_with_search_mb": middle(product, "peak_with_search_mb"),
        "rounds": [round(float(p["wall_s"]) / float(f["wall_s"]), 2) for p, f in zip(product, floor, strict=True)],
    }


def _no_op(profile: Path, address: str, pid: int) -> dict[str, object]:
    """Count requests and bytes of a synchronisation with nothing to do, and its CPU."""
    from desktop_crm.bootstrap import open_application
    from sync.client.engine import Engine
    from sync.client.transport import HttpTransport

    app = open_application(profile, PASSPHRASE)
    token = app.facts()["token"]
    with wire.relay(int(address.rpartition(":")[2])) as relay:
        transport = HttpTransport(f"http://127.0.0.1:{relay.port}", token)
        engine = Engine(app, transport)
        engine.run()
        relay.take()
        engine.run()
        passed = relay.take()["pull"]
        figures: dict[str, object] = {
            "requests": passed.requests,
            "body_bytes": passed.bodies,
            "header_bytes": passed.total - passed.bodies,
            "bytes_both_ways": passed.total,
        }
        transport.close()
    transport = HttpTransport(address, token)  # the relay would count into the CPU of this process
    engine = Engine(app, transport)
    engine.run()
    cpu, wall = [], []
    before = cpu_of(pid)
    for _round in range(200):
        start, started = time.thread_time(), time.perf_counter()
        engine.run()
        cpu.append((time.thread_time() - start) * 1e3)
        wall.append((time.perf_counter() - started) * 1e3)
    figures["server_cpu_ms"] = (cpu_of(pid) - before) / 200 * 1e3
    transport.close()
    app.close()
    return {**figures, "client_cpu_ms": median(cpu), "wall_ms": median(wall)}


def _changes(first: Path, second: Path, server_pid: int) -> dict[str, object]:
    """Change 100 customers on one laptop, push, and pull on the other; several rounds."""
    from desktop_crm.bootstrap import open_application
    from desktop_crm.queries.customers import ListFilter, Order
    from sync.client.engine import Engine
    from sync.client.transport import HttpTransport

    one, two = open_application(first, PASSPHRASE), open_application(second, PASSPHRASE)
    rids = one.queries.first_rids(ListFilter(), Order("customer_no"), 1000)
    ids = one.queries.ids(rids)
    push, pull, server_push = [], [], []
    for number in range(5):
        for customer_id in ids[number * 100 : number * 100 + 100]:
            one.customers.update(customer_id, {"remarks": f"第{number}次回访，报价已发。"})
        for app, figures in ((one, push), (two, pull)):
            facts = app.facts()
            transport = HttpTransport(facts["server_url"], facts["token"])
            before, started, cpu = cpu_of(server_pid), time.perf_counter(), time.process_time()
            Engine(app, transport).run()
            figures.append(((time.perf_counter() - started) * 1e3, (time.process_time() - cpu) * 1e3))
            if app is one:
                server_push.append((cpu_of(server_pid) - before) * 1e3)
            transport.close()
    one.close()
    two.close()
    return {
        "push_wall_ms": median([item[0] for item in push]),
        "push_client_cpu_ms": median([item[1] for item in push]),
        "push_server_cpu_ms": median(server_push),
        "pull_wall_ms": median([item[0] for item in pull]),
        "pull_client_cpu_ms": median([item[1] for item in pull]),
    }


def _saves(profile: Path) -> dict[str, object]:
    """Save single records: row, history, outbox, search entry, commit."""
    from desktop_crm.bootstrap import open_application
    from desktop_crm.queries.customers import ListFilter, Order

    app = open_application(profile, PASSPHRASE)
    ids = app.queries.ids(app.queries.first_rids(ListFilter(), Order("customer_no"), 400))
    cpu, wall = [], []
    make = Generator(5)
    for number, customer_id in enumerate(ids):
        identity = {"mobile_phone": f"138{number:08d}", "full_name": make.person()}
        values = identity if number % 2 else {"remarks": "改约周五"}
        start, started = time.thread_time(), time.perf_counter()
        app.customers.update(customer_id, values)
        cpu.append((time.thread_time() - start) * 1e3)
        wall.append((time.perf_counter() - started) * 1e3)
    app.close()
    return {"cpu_p50_ms": median(cpu), "cpu_p95_ms": percentile(cpu, 0.95), "wall_p95_ms": percentile(wall, 0.95)}


@contextmanager
def _files(folder: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(folder))
    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{service.server_address[1]}"
    finally:
        service.shutdown()
        service.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""
