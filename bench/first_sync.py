"""The first synchronisation of a laptop, and the floor under it, each in a process of its own.

    python -m bench.first_sync product PROFILE      the real engine over a real server
    python -m bench.first_sync floor URL FOLDER     the same bytes downloaded, decoded, one insert

The floor has the product's table with its indexes, driver, cipher and page cache, and stores the
fields as they came: no derived columns, no operations, no cursor, no staging.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import msgspec
from backports import zstd

from bench.world import PASSPHRASE


def product(profile: Path) -> dict[str, object]:
    """Synchronise an enrolled, empty profile; search entries are made afterwards and timed apart."""
    from desktop_crm.bootstrap import open_application
    from sync.client.engine import Engine
    from sync.client.transport import HttpTransport

    app = open_application(profile, PASSPHRASE)
    facts = app.facts()
    transport = HttpTransport(facts["server_url"], facts["token"])
    first_rows: list[float] = []
    started, cpu = time.perf_counter(), time.process_time()

    def progress(_cards: int) -> None:
        if not first_rows:
            first_rows.append(time.perf_counter() - started)

    result = Engine(app, transport, progress).run()
    wall, spent = time.perf_counter() - started, time.process_time() - cpu
    peak = _peak_mb()
    started, cpu = time.perf_counter(), time.process_time()
    app.build_search()
    search_wall, search_cpu = time.perf_counter() - started, time.process_time() - cpu
    app.close()
    return {
        "cards": result.pulled,
        "wall_s": wall,
        "cpu_s": spent,
        "first_rows_s": first_rows[0],
        "peak_mb": peak,
        "search_wall_s": search_wall,
        "search_cpu_s": search_cpu,
        "peak_with_search_mb": _peak_mb(),
    }


def record_bytes(profile: Path) -> bytes:
    """Return the customers of a synchronised profile as the server sends them, one JSON line each, zstd."""
    from desktop_crm.bootstrap import open_application
    from desktop_crm.domain.records import CUSTOMER
    from desktop_crm.store.projection import CODECS

    codec = CODECS[CUSTOMER.name]
    app = open_application(profile, PASSPHRASE)
    lines = []
    with app.store.read() as connection:
        for row in connection.exec_driver_sql(codec.select_sql):
            image = codec.image(row)
            lines.append(f'{{"t":"customer","id":"{image.id}","v":{image.version},"f":{codec.body(image)}}}')
    app.close()
    return zstd.compress("\n".join(lines).encode(), level=3)


def floor(url: str, folder: Path) -> dict[str, object]:
    """Download, decode, insert in one transaction."""
    import requests

    from desktop_crm.domain.records import CUSTOMER
    from desktop_crm.store.engine import open_connection
    from desktop_crm.store.projection import STAMPS
    from desktop_crm.store.schema import metadata

    path = folder / "floor.db"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    connection = open_connection(path, bytes(32))
    _create_tables(connection, metadata)
    names = [field.id for field in CUSTOMER] + list(STAMPS) + ["owner_id"]
    columns = ", ".join(f'"{name}"' for name in ("id", "agg_id", "version", *names))
    sql = f"INSERT INTO customer ({columns}) VALUES ({', '.join('?' * (len(names) + 3))})"
    session = requests.Session()
    started, cpu = time.perf_counter(), time.process_time()
    body = zstd.decompress(session.get(url, headers={"Accept-Encoding": "identity"}, timeout=60).content)
    decoder = msgspec.json.Decoder(dict[str, object])

    def rows() -> object:
        for line in body.split(b"\n"):
            record = decoder.decode(line)
            fields = record["f"]
            yield (record["id"], record["id"], record["v"], *[fields.get(name) for name in names])

    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(sql, rows())
    connection.execute("COMMIT")
    wall, spent = time.perf_counter() - started, time.process_time() - cpu
    count = connection.execute("SELECT count(*) FROM customer").fetchone()[0]
    return {"cards": count, "wall_s": wall, "cpu_s": spent, "peak_mb": _peak_mb()}


def _create_tables(connection: object, metadata: object) -> None:
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    table = metadata.tables["customer"]
    dialect = sqlite.dialect()
    connection.execute(str(CreateTable(table).compile(dialect=dialect)))
    for index in table.indexes:
        connection.execute(str(CreateIndex(index).compile(dialect=dialect, compile_kwargs={"literal_binds": True})))


def _peak_mb() -> float:
    """Highest resident memory of this program; what the kernel's usage figure says includes the parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    answer = product(Path(sys.argv[2])) if sys.argv[1] == "product" else floor(sys.argv[2], Path(sys.argv[3]))
    print(json.dumps(answer))
