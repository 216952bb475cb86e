"""Some weeks of synchronisation, invented: what waits, receipts of every outcome, what colleagues changed, troubles."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.bootstrap import Application
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.store import carried, troubles, unseen
from desktop_crm.store.meta import put
from sync import protocol

NOW = "2026-11-22T06:05:00.000Z"
COLLEAGUES = ("林晓", "王芳", "阿卜杜热合曼·买买提吐尔逊")
#: Cards that a restored server does not know, in the scene of the question.
FORGOTTEN = 12


@dataclass
class Stopped:
    """A clock that shows what it is told."""

    at: str = NOW

    def __call__(self) -> str:
        """Return the instant."""
        return self.at


def fill_office(app: Application, clock: Stopped) -> None:
    """Give a filled profile a past with a server."""
    queries = app.queries
    ids = queries.ids(queries.all_rids(ListFilter(), Order("updated_at", descending=True)))
    _send(app, clock, ids)
    _wait(app, clock, ids)
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET version = 5, owner_id = 'chen'")
        _receive(connection, ids)
        _fail(connection)
        put(
            connection, token="x", user_id="chen", first_sync_done="1", last_synced_at="2026-11-22T06:03:00.000Z",  # noqa: S106 -- of nobody
            verified_at="2026-11-22T01:14:00.000Z", verified_cards=10_812, digest_at="2026-11-22T01:14:00.000Z",
        )  # fmt: skip


def forget_some(connection: Connection) -> None:
    """Stage the state of a server that does not know the first few cards."""
    connection.exec_driver_sql("DELETE FROM stage")
    connection.exec_driver_sql("DELETE FROM outbox WHERE state = 'pending'")
    sql = "INSERT INTO stage SELECT id, CAST(? AS BLOB) FROM customer ORDER BY updated_at LIMIT -1 OFFSET ?"
    connection.exec_driver_sql(sql, ('{"drop": 0}', FORGOTTEN))


def carry_some(connection: Connection) -> None:
    """Carry letters of colleagues, one in each state."""
    connection.exec_driver_sql("DELETE FROM carried")
    ends = ((None, None, None), (NOW, None, None), (NOW, None, NOW), (NOW, "bad_letter", None))
    for number, (answered_at, error, given_at) in enumerate(ends):
        letter = f"{number:08x}-0000-7000-8000-000000000000"
        name = (*COLLEAGUES, "陈国栋")[(number + 1) % 4]
        carried.put(connection, letter, name, b"sealed", f"2026-11-{22 - number}T0{5 - number}:30:00.000Z")
        if answered_at:
            carried.settle(connection, letter, answered_at, answer=None if error else b"sealed", error=error)
        if given_at:
            carried.note_given(connection, letter, given_at)


def fail_now(connection: Connection, code: str) -> None:
    """Note a trouble after the last synchronisation: it is still there."""
    connection.exec_driver_sql("DELETE FROM trouble WHERE last_at = ?", (NOW,))
    troubles.note(connection, code, NOW)


def _send(app: Application, clock: Stopped, ids: list[str]) -> None:
    """Edit customers and answer each edit, with every outcome that there is."""
    with app.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    outcomes = ["applied", "applied", "merged", "same", "applied", "lost", "partly", "inbox", "quarantined", "erased"]
    for number, agg_id in enumerate(ids[:40]):
        day, hour = 21 - number // 4, 1 + number % 4
        clock.at = f"2026-11-{day:02d}T{hour:02d}:{number:02d}:00.000Z"
        app.customers.update(
            agg_id, {"remarks": f"第 {number + 1} 次电话：约定下周再谈。", "postal_code": f"31{number:04d}"}
        )
        outcome = outcomes[number % len(outcomes)]
        answer: dict[str, object] = {"r": outcome, "w": [9_000 + number, f"c1d2e3f4{number:04x}"]}
        if outcome in ("lost", "partly", "inbox"):
            answer |= {"lost": ["postal_code"], "inbox": f"{number % 3:036d}", "why": "concurrent"}
        if outcome == "quarantined":
            answer |= {"why": "scope"}
        with app.store.write() as connection:
            connection.exec_driver_sql(
                "UPDATE outbox SET state = 'done', seq = ?, outcome = ?, acked_at = ?, done_at = ?, receipt = ?"
                " WHERE state = 'pending'",
                (9_000 + number, outcome, clock.at, clock.at, protocol.canonical(answer).decode()),
            )


def _wait(app: Application, clock: Stopped, ids: list[str]) -> None:
    """Leave seven changes on three customers unsent, one with a long name."""
    clock.at = "2026-11-22T05:40:00.000Z"
    app.customers.update(
        ids[0], {"mobile_phone": "13800002233", "importance_tier": "major", "email": "zhou@example.cn"}
    )
    clock.at = "2026-11-22T05:52:00.000Z"
    for row in app.queries.find("阿卜杜热合曼"):
        app.customers.update(
            row.id, {"mailing_address": str(row.values["mailing_address"])[:40], "postal_code": "835300"}
        )
    app.customers.update(ids[1], {"credit_standing": "A", "postal_code": "312030", "fax": "0575-80001899"})
    clock.at = NOW


def _receive(connection: Connection, ids: list[str]) -> None:
    changes = (
        ("mobile_phone", "13800000011", "13900000911"), ("importance_tier", "ordinary", "vip"),
        ("mailing_address", "浙江省绍兴市越城区解放大道 18 号", "浙江省绍兴市柯桥区群贤路 200 号"),
        ("remarks", None, "改约下周三"),
    )  # fmt: skip
    sql = (
        "INSERT INTO history (agg_id, row_id, kind, field, old, new, at, by, came_at)"
        " VALUES (?, ?, 'pulled', ?, ?, ?, ?, ?, ?)"
    )
    for number, agg_id in enumerate(ids[2:10]):
        at = f"2026-11-{22 if number < 5 else 21}T0{1 + number % 5}:{number * 6:02d}:00.000Z"
        for field, old, new in changes[: 1 + number % len(changes)]:
            by = COLLEAGUES[number % len(COLLEAGUES)]
            connection.exec_driver_sql(sql, (agg_id, agg_id, field, json.dumps(old), json.dumps(new), at, by, at))
    came = [("2026-11-22T04:00:00.000Z", agg_id, "new") for agg_id in ids[10:22]]
    left = [("2026-11-22T04:00:00.000Z", f"gone-{number}", "left") for number in range(3)]
    connection.exec_driver_sql("INSERT INTO arrival (at, agg_id, what) VALUES (?, ?, ?)", came + left)
    unseen.note(connection, ids[2:6], ids[10:12])


def _fail(connection: Connection) -> None:
    put(connection, last_synced_at="2026-11-19T00:00:00.000Z")
    for day, code, times in ((19, "offline", 214), (20, "captive_portal", 3), (21, "server_busy", 2)):
        for at in (f"2026-11-{day}T01:10:00.000Z", f"2026-11-{day}T09:30:00.000Z"):
            troubles.note(connection, code, at)
        connection.exec_driver_sql("UPDATE trouble SET times = ? WHERE code = ?", (times, code))
    put(connection, last_error=None, last_error_at=None)
