"""Two laptops and one server as real processes: edits made with the cable out meet, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_crm.bootstrap import open_application
from tests.support.databases import Postgres
from tests.support.office import Office, open_office
from tests.support.processes import Laptop

SHOWN = ("full_name", "mobile_phone", "employer", "occupation", "record_status")


def _fields(laptop: Laptop, number: str) -> dict[str, Any]:
    shown = laptop.do("show", number)
    return {name: shown["fields"].get(name) for name in SHOWN}


def _history(laptop: Laptop, customer_id: str, field: str) -> set[object]:
    app = open_application(laptop.folder, laptop.passphrase)
    try:
        lines = [line for line in app.queries.history(customer_id) if line["field"] == field]
    finally:
        app.close()
    return {line[side] for line in lines for side in ("old", "new")}


def _edits_meet(office: Office) -> None:
    chen, lin = office.laptop("chen"), office.laptop("lin")
    card = chen.do("add", "full_name=曾国藩", "mobile_phone=13800000001", 'family+={"name":"欧阳氏","relation":"配偶"}')
    number = card["no"]
    assert chen.do("sync")["outcomes"] == {"applied": 2}
    lin.do("sync")

    office.server.stop()  # the cable is out; both go on working
    chen.do("set", number, "employer=湘军", "mobile_phone=13800000002", "family[1].phone=13900000002")
    lin.do("set", number, "occupation=官员", "mobile_phone=13800000003", 'family+={"name":"曾纪泽","relation":"子"}')
    cut_off = lin.ask("sync")
    assert (cut_off.code, cut_off.error) == (3, "offline")
    status = lin.do("status")
    assert (status["pending"], status["pending_customers"], status["server"]) == (2, 1, office.server.address)

    office.server.start()
    assert chen.do("sync")["state"] == "synced"
    last = lin.do("sync")
    assert (last["pushed"], last["conflicts"]) == (2, 1)
    chen.do("sync")
    _both_agree(office, chen, lin, card)


def _both_agree(office: Office, chen: Laptop, lin: Laptop, card: dict[str, Any]) -> None:
    number = card["no"]
    shown = chen.do("show", number), lin.do("show", number)
    for one in shown:
        fields = one["fields"]
        assert (fields["employer"], fields["occupation"]) == ("湘军", "官员")  # different fields: both survive
        assert fields["mobile_phone"] == "13800000003"  # same field: the later edit wins
        assert one["sync_state"] == "conflict"
    own, colleagues = shown
    assert [row["name"] for row in own["family"]] == ["欧阳氏", "曾纪泽"]
    assert own["family"][0]["phone"] == "13900000002"
    assert [row["name"] for row in colleagues["masked"]["family"]] == ["欧**", "曾**"]  # his, and she leads nobody
    assert colleagues["masked"]["family"][0]["phone"] == "139****0002"
    assert shown[0]["fields"] == shown[1]["fields"]
    at_server = office.customer(number)
    assert at_server["fields"].items() >= shown[0]["fields"].items()  # type: ignore[attr-defined]

    expected = {
        "no": number, "field": "mobile_phone", "base": "13800000001", "winner": "13800000003",
        "loser": "13800000002", "winner_by": "林晓", "loser_by": "陈国栋", "state": "open",
    }  # fmt: skip
    for laptop in (chen, lin):
        (item,) = laptop.do("conflicts")
        assert item.items() >= expected.items()
        assert '"13800000003"' in _history(laptop, card["id"], "mobile_phone")
    assert '"13800000002"' in _history(chen, card["id"], "mobile_phone")  # the loser stays readable
    assert len(at_server["conflicts"]) == 1  # type: ignore[arg-type]


def test_edits_of_two_people_meet_on_sqlite(office: Office) -> None:
    _edits_meet(office)


def test_edits_of_two_people_meet_on_postgresql(postgres: Postgres, tmp_path: Path, template: Path) -> None:
    url = postgres.create()
    with open_office(url, tmp_path, template) as opened:
        _edits_meet(opened)
    postgres.drop(url)
