"""Filters and groups of many customers: first rows of a two-condition filter, its snapshot, group heads, one group.

python -m bench.filters --rows 1000000 [--folder DIR]     a folder that is there already is used again
"""

from __future__ import annotations

import argparse
import json
import random
import time
import uuid
from array import array
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from bench.world import PASSPHRASE, median
from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.queries.groups import GroupQueries, group_of

_TODAY = date(2026, 11, 22)
#: As the list of the window asks (ui/models/register.py).
FIRST_ROWS, LOOKED = 300, 20_000
_SLICE = 20_000
_TIERS = ("vip", "major", "ordinary", "ordinary", "small", None)
_REGIONS = ("north", "northeast", "east", "east", "east", "central", "south", "southwest", "northwest")
_KINDS = ("prospect", "active", "active", "former")
_COLUMNS = (
    "id", "agg_id", "customer_no", "customer_kind", "full_name", "display_name", "name_key", "region", "owner_id",
    "record_status", "importance_tier", "card_kind", "credit_standing", "signed_by", "completeness", "birth_date",
    "mailing_address", "mobile_phone", "remarks", "created_at", "created_by", "updated_at", "updated_by",
)  # fmt: skip


def fill(app: Application, rows: int, seed: int = 7) -> None:
    """Put customers with contacts and classes straight into their tables."""
    rng = random.Random(seed)
    talk = "客户对价格比较敏感，希望下周三之前收到报价，喜欢喝茶，已寄样品，等待反馈，老板出差，月底回来再联系。" * 2
    insert = f"INSERT INTO customer ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    with app.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO class_value (id, scheme, code, place) VALUES (1, 'C10', 'vip', 0)")
        connection.exec_driver_sql("INSERT INTO class_value (id, scheme, code, place) VALUES (2, 'C10', 'none', 1)")
    for start in range(0, rows, _SLICE):
        numbers = range(start, min(rows, start + _SLICE))
        cards, contacts, classes = [], [], []
        for number in numbers:
            one = str(uuid.UUID(int=rng.getrandbits(128)))
            day = (_TODAY - timedelta(days=int(1500 * rng.random() ** 2))).isoformat()
            name = f"客户{rng.randrange(10**6):06}"
            born = f"19{rng.randrange(50, 99)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
            cards.append(
                (one, one, f"B-{number:07}", "individual", name, name, f"ke4 hu4 {name[2:]}", rng.choice(_REGIONS), "",
                 rng.choice(("filed", "filed", "draft")), rng.choice(_TIERS), rng.choice(_KINDS), rng.choice("ABCDN"),
                 f"业务员{rng.randrange(40)}", rng.randrange(101), born, "浙江省绍兴市越城区解放大道188号",
                 f"138{rng.randrange(10**8):08}", talk, f"{day}T02:00:00Z", "", f"{day}T03:00:00Z", "")
            )  # fmt: skip
            if rng.random() < 0.5:
                contacts.append((str(uuid.UUID(int=rng.getrandbits(128))), one, f"{day}T03:00:00Z", "phone", "问候"))
            bought = rng.random() < 0.4
            last = _TODAY.toordinal() - rng.randrange(900) if bought else 0
            classes.append((number + 1, 1, 1, bought, rng.randrange(10**7) if bought else 0, last, 1 + bought))
        with app.store.write() as connection:
            connection.exec_driver_sql(insert, cards)
            connection.exec_driver_sql(
                "INSERT INTO activity (id, agg_id, contacted_at, method, summary) VALUES (?, ?, ?, ?, ?)", contacts
            )
            connection.exec_driver_sql(
                "INSERT INTO customer_class (rid, run, since_on, bought, sales, last_on, c10)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                classes,
            )
    with app.store.write() as connection:
        connection.exec_driver_sql("ANALYZE")


#: Two conditions each, from many to few who fit; the last reads the contacts too.
QUESTIONS = {
    "tier_and_region": "客户等级 是 VIP客户 且 地区 是 华东区",
    "salesperson_and_thin": "签单人员 是 “业务员7” 且 完整度 小于 20",
    "rare_text": "移动电话 包含 “0077777” 且 客户等级 是 VIP客户",
    "birthday_and_card": "生日 在 本月 且 卡片类型 是 旧",
    "silent_and_class": "最近联系 不在 最近 90 天 且 客户等级 是 VIP客户",
}


def measure(app: Application, rounds: int = 5) -> dict[str, object]:
    """Time every question, in CPU; ``ratio`` compares with the list of everybody in the same run."""
    queries, groups = app.queries, GroupQueries(app.store, app.queries)

    def timed(work: Callable[[], object]) -> float:
        walls = []
        for _round in range(rounds):
            started = time.process_time()
            work()
            walls.append((time.process_time() - started) * 1e3)
        return median(walls)

    def _first(wanted: ListFilter) -> array[int]:
        return queries.first_rids(wanted, Order(), FIRST_ROWS, looked=LOOKED)

    queries.all_rids(ListFilter(), Order())  # the file is read once
    everybody = timed(lambda: queries.all_rids(ListFilter(), Order()))
    found: dict[str, object] = {"everybody_snapshot_ms": everybody}
    for name, words in QUESTIONS.items():
        wanted = ListFilter(where=read_filter(words))
        snapshot = timed(lambda wanted=wanted: queries.all_rids(wanted, Order()))
        found[name] = {
            "customers": len(queries.all_rids(wanted, Order())),
            "first_rows_ms": timed(lambda wanted=wanted: queries.rows(_first(wanted)[:128])),
            "snapshot_ms": snapshot,
            "ratio": snapshot / everybody,
        }
    for name in ("region", "signed_by", "card_kind", "C10"):
        found[f"heads_{name}_ms"] = timed(lambda name=name: groups.heads(ListFilter(), name))
        found[f"figures_{name}_ms"] = timed(lambda name=name: groups.figures(ListFilter(), name))
        one = group_of(ListFilter(), name, groups.heads(ListFilter(), name)[0].code)
        found[f"group_{name}_first_ms"] = timed(lambda one=one: _first(one))
        found[f"group_{name}_all_ms"] = timed(lambda one=one: queries.all_rids(one, Order()))
    return found


def main() -> None:
    """Run and print the figures."""
    parser = argparse.ArgumentParser(prog="bench.filters")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/filters"))
    options = parser.parse_args()
    new = not options.folder.exists()
    app = open_application(options.folder, PASSPHRASE, create=True, today=lambda: _TODAY)
    try:
        if new:
            fill(app, options.rows)
        print(json.dumps({"rows": options.rows, **measure(app)}, indent=2))
    finally:
        app.close()


if __name__ == "__main__":
    main()
