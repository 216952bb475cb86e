"""The server moves to another database by yesterday's backup, nobody is told; the laptops notice and give back what it
forgot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.server.database import Database
from sync.server.schema import obj, op_seen
from tests.support.databases import Postgres
from tests.support.office import Office
from tests.support.pictures import seen
from tests.support.processes import Laptop, do_server


@dataclass(frozen=True)
class Restored:
    """Two laptops after the restore, before they know; numbers of a customer of yesterday and two of today."""

    chen: Laptop
    lin: Laptop
    old: str
    today: str
    edited_by_lin: str


def _move(office: Office, backup: Path, url: str) -> None:
    """Restore a backup into an empty database, and let the server go on there under its old address."""
    office.server.stop()
    done = do_server(url, "restore", str(backup), "--yes")
    assert done["problems"] == []
    office.url = office.server.url = url
    office.server.start()


@pytest.fixture(scope="module")
def restored(office: Office, postgres: Postgres) -> Restored:
    """Work of two days; the backup was made in between, while the server ran."""
    chen, lin = office.laptop("chen"), office.laptop("lin")
    old = str(chen.do("add", "full_name=上官云", "mobile_phone=13800000001")["no"])
    chen.do("sync")
    lin.do("sync")
    backup = office.folder / "yesterday.crmserver"
    assert do_server(office.url, "backup", str(backup))["head"] == do_server(office.url, "status")["head"]

    chen.do("set", old, "mobile_phone=13800000002")
    today = str(
        chen.do("add", "full_name=任我行", "mobile_phone=13900000001", 'family+={"name":"任盈盈","relation":"女"}')[
            "no"
        ]
    )
    chen.do("sync")
    lin.do("sync")
    lin.do("set", today, "occupation=教主")
    lin.do("sync")
    chen.do("sync")
    assert chen.do("verify", "--server")["equal"]
    _move(office, backup, postgres.create())
    return Restored(chen, lin, old, today, today)


def test_receipts_name_the_commit_of_each_change(restored: Restored) -> None:
    receipts = restored.chen.do("receipts", restored.old)
    assert [one["outcome"] for one in receipts] == ["applied", "applied"]
    assert receipts[0]["seq"] > receipts[1]["seq"] > 0 and all(len(one["tag"]) == 8 for one in receipts)
    assert receipts[0]["changes"][0]["new"] == "13800000002"
    assert restored.chen.do("outbox") == []
    came = restored.lin.do("came", "--since", "yesterday")
    assert restored.old in {card["no"] for card in came["cards"]} or came["new"] == 2


@pytest.mark.usefixtures("dressed")
def test_the_restored_server_gets_its_work_back(office: Office, restored: Restored) -> None:
    chen, lin = restored.chen, restored.lin
    chen.do("add", "full_name=东方不败", "mobile_phone=13900000009")  # work goes on before anybody has noticed
    chen.do("sync")
    lin.do("sync")
    chen.do("sync")
    for laptop in (chen, lin):
        assert laptop.do("show", restored.old)["fields"]["mobile_phone"] == "13800000002"
        card = laptop.do("show", restored.today)
        (relative,) = card["family"] if "family" in card else card["masked"]["family"]  # lin leads nobody
        assert card["fields"]["occupation"] == "教主" and relative["name"] in ("任盈盈", "任**")
        assert laptop.do("find", "东方不败")
        assert laptop.do("outbox") == []
        assert laptop.do("verify", "--server")["equal"]
    assert not office.customer(restored.today)["deleted"]
    told = seen(chen, "sync_centre", "server-restored", "1-given-back")
    assert "恢复" in told


def test_a_copy_from_before_is_kept_and_can_be_offered_again(office: Office, restored: Restored) -> None:
    listed = restored.chen.do("salvage", "list")
    assert len(listed["copies"]) == 1 and not listed["under_way"]
    assert restored.chen.do("salvage", "offer")["kept"] == 0  # nothing in it is missing at the server
    missing = restored.chen.ask("salvage", "offer", "customers-1.backup")
    assert missing.error == "backup_missing"


def test_what_only_a_copy_still_has_is_offered_to_the_administrator(office: Office, restored: Restored) -> None:
    """The server is restored once more, to before the company had any customer, and the outboxes are empty of it."""
    before = {str(one["card"]) for one in do_server(office.url, "salvage", "list")}
    number = restored.today
    row = str(restored.chen.do("show", number)["id"])
    office.server.stop()
    database = Database(office.url)
    with database.write() as conn:
        conn.execute(obj.delete().where(obj.c.agg_id == row))
        conn.execute(op_seen.delete())
    database.close()
    office.server.start()
    assert restored.chen.do("salvage", "offer")["kept"] >= 1
    assert {str(one["card"]) for one in do_server(office.url, "salvage", "list")} - before == {row}
