"""Classes of many customers: all anew, after a hundred orders, the next day, under other parameters, and how they read.

python -m bench.classification --customers 100000 --orders 1000000
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from bench.world import PASSPHRASE, percentile
from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.company_parameters import KIND, Parameters
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services.class_preview import preview
from desktop_crm.services.rows import RowChange

_LINES = ("碳酸饮料", "茶饮料", "水饮料", "果汁饮料")
_NATURES = ("manufacturer", "wholesaler", "retailer", "agent", "government", "ordinary")
_SLICE = 20_000


def fill(app: Application, customers: int, orders: int, seed: int = 7) -> list[str]:
    """Put customers and orders straight into their tables; return the ids."""
    rng = random.Random(seed)
    today = app.today()
    ids = [str(uuid.UUID(int=rng.getrandbits(128))) for _ in range(customers)]
    with app.store.write() as connection:
        for start in range(0, customers, _SLICE):
            connection.exec_driver_sql(
                "INSERT INTO customer (id, agg_id, customer_no, customer_kind, customer_nature, org_name, display_name,"
                " name_key, region, owner_id, record_status)"
                " VALUES (?, ?, ?, 'organisation', ?, ?, ?, ?, ?, '', 'filed')",
                [
                    (one, one, f"B-{n:07d}", rng.choice(_NATURES), f"公司{n}", f"公司{n}", f"gong si {n:07d}", "east")
                    for n, one in enumerate(ids[start : start + _SLICE], start)
                ],
            )
    weights = [rng.paretovariate(2) for _ in ids]
    buyers = rng.choices(ids, weights, k=orders)
    for start in range(0, orders, _SLICE):
        with app.store.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO sales_order (id, agg_id, order_no, ordered_on, state, product_line, amount, gross_margin)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    _order(rng, buyer, f"D-{n:08d}", today)
                    for n, buyer in enumerate(buyers[start : start + _SLICE], start)
                ],
            )
    with app.store.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    return ids


def _order(rng: random.Random, buyer: str, number: str, today: date) -> tuple[object, ...]:
    day = today - timedelta(days=int(1200 * rng.random() ** 1.5))
    amount = round(500_00 * rng.lognormvariate(0, 1))
    margin = round(amount * rng.uniform(0.05, 0.5)) if rng.random() < 0.9 else None
    state = "open" if rng.random() < 0.02 else "closed"
    row_id = str(uuid.UUID(int=rng.getrandbits(128)))
    return (row_id, buyer, number, day.isoformat(), state, rng.choice(_LINES), amount, margin)


def measure(folder: Path, customers: int, orders: int) -> dict[str, object]:
    """Make a profile and time everything."""
    shutil.rmtree(folder, ignore_errors=True)
    app = open_application(folder, PASSPHRASE, create=True, today=lambda: _today[0])
    try:
        ids = fill(app, customers, orders)
        figures: dict[str, object] = {"customers": customers, "orders": orders, "first": _work(app)}
        rng = random.Random(3)
        changes = [
            (one, [RowChange("sales_order", {"order_no": f"N-{n}", "ordered_on": _today[0].isoformat(),
                                             "amount": 12_345_00, "product_line": "茶饮料"})])
            for n, one in enumerate(rng.sample(ids, 100))
        ]  # fmt: skip
        app.rows.save_many(changes)
        figures["after_100_orders"] = _work(app)
        _today[0] += timedelta(days=1)
        figures["next_day"] = _work(app)
        figures["preview"] = _timed(lambda: preview(app.store, Parameters(active_days=120), _today[0]))
        app.parameters.put(KIND, "active_days", "120")
        figures["other_parameter"] = _work(app)
        figures["read"] = _reads(app)
        return figures
    finally:
        app.close()


_today = [date(2026, 11, 22)]


def _work(app: Application) -> dict[str, float]:
    """Work until nothing waits; report time, CPU, and how long others had to wait to write."""
    held: list[float] = []
    portions: list[float] = []
    write = app.store.write

    @contextmanager
    def timed() -> Iterator[object]:
        with write() as connection:
            begun = time.perf_counter()
            yield connection
        held.append((time.perf_counter() - begun) * 1e3)

    app.store.write = timed  # type: ignore[method-assign]
    started, cpu = time.perf_counter(), time.process_time()
    more = True
    while more:
        begun = time.perf_counter()
        more = app.classes.work()
        portions.append((time.perf_counter() - begun) * 1e3)
    app.store.write = write  # type: ignore[method-assign]
    return {
        "wall_s": time.perf_counter() - started,
        "cpu_s": time.process_time() - cpu,
        "portions": len(portions),
        "portion_p99_ms": percentile(portions, 0.99),
        "portion_worst_ms": max(portions),
        "lock_p99_ms": percentile(held, 0.99) if held else 0.0,
        "lock_worst_ms": max(held, default=0.0),
    }


def _reads(app: Application) -> dict[str, float]:
    dealing = ListFilter(where=is_one_of("C2", "dealing"))
    rids = app.queries.all_rids(ListFilter(), Order())
    return {
        "counts": _timed(lambda: app.class_queries.counts("C4"))["cpu_s"],
        "filtered": _timed(lambda: app.queries.all_rids(dealing, Order()))["cpu_s"],
        "sorted": _timed(lambda: app.queries.all_rids(ListFilter(), Order("C10")))["cpu_s"],
        "page_of_128": min(_timed(lambda: app.queries.rows(rids[500:628]))["cpu_s"] for _ in range(20)),
        "one_customer": min(
            _timed(lambda: app.class_queries.of_customer(app.queries.ids(rids[:1])[0]))["cpu_s"] for _ in range(20)
        ),
    }


def _timed(work: Callable[[], object]) -> dict[str, float]:
    started, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.classification")
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    options = parser.parse_args()
    print(json.dumps(measure(Path("build/bench-classes"), options.customers, options.orders), indent=1))
