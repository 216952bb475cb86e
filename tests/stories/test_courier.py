"""A laptop that never has a network: what is typed there reaches the office in a colleague's bag, and comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.office import Office
from tests.support.processes import ask_server, do_server


def test_a_colleague_carries_the_work_of_a_laptop_without_network(office: Office, tmp_path: Path) -> None:
    chen = office.laptop("chen", "far-away")
    chen.do("sync")
    wang = office.laptop("wang", "carrier")
    stick = tmp_path / "stick"
    stick.mkdir()

    office.server.stop()  # for chen it never comes back
    first = chen.do("add", "full_name=山里的客户", "mobile_phone=13800000001")["no"]
    assert chen.do("courier", "write", str(stick / "1.crmpost"))["operations"] >= 1
    second = chen.do("add", "full_name=另一位", "mobile_phone=13800000002")["no"]
    written = chen.do("courier", "write", str(stick / "2.crmpost"))
    shutil.copy(stick / "2.crmpost", stick / "2 (copy).crmpost")  # the first never arrives, the second comes twice

    assert wang.do("courier", "carry", str(stick / "2.crmpost"))["name"] == "陈国栋"
    wang.do("courier", "carry", str(stick / "2 (copy).crmpost"))
    damaged = stick / "3.crmpost"
    damaged.write_bytes((stick / "1.crmpost").read_bytes()[:-20])
    refused = wang.ask("courier", "carry", str(damaged))
    assert (refused.code, refused.error) == (2, "courier_damaged") and "Traceback" not in refused.err
    assert wang.ask("sync").error == "offline"

    office.server.start()
    assert wang.do("sync")["carried"] == 1
    for number in (first, second):
        assert office.customer(number)["owner"] == "chen"
    assert "山里的客户" not in {one["name"] for one in wang.do("list")}  # of another team

    ((answer),) = wang.do("courier", "answers", str(stick))["answers"]
    office.server.stop()
    assert wang.ask("courier", "take", answer["file"]).error == "courier_other_laptop"
    taken = chen.do("courier", "take", answer["file"])
    assert (taken["answered"], set(taken["outcomes"])) == (written["operations"], {"applied"})
    assert chen.do("courier", "take", answer["file"])["repeated"]
    assert chen.do("status")["pending"] == 0
    assert chen.ask("courier", "write", str(stick / "4.crmpost")).error == "nothing_waits"

    office.server.start()
    assert chen.do("sync")["pushed"] == 0
    assert chen.do("verify")["customers"] == 2


def test_an_administrator_takes_the_stick(office: Office, tmp_path: Path) -> None:
    lin = office.laptop("lin", "no-network")
    number = lin.do("add", "full_name=优盘上的客户", "mobile_phone=13800000003")["no"]
    letter = tmp_path / "lin.crmpost"
    lin.do("courier", "write", str(letter))
    for _ in range(2):
        (told,) = do_server(office.url, "courier", "take", str(letter), "--answer", str(tmp_path))
    assert (told["user"], told["refused"], office.customer(number)["owner"]) == ("lin", "", "lin")
    assert lin.do("courier", "take", told["answer"])["answered"] == 1

    (device,) = [one for one in do_server(office.url, "device", "list") if one["name"] == "no-network"]
    lin.do("add", "full_name=以后的客户", "mobile_phone=13800000004")
    lin.do("courier", "write", str(letter))
    do_server(office.url, "device", "revoke", device["device_id"], "--wipe", "none")
    (told,) = do_server(office.url, "courier", "take", str(letter), "--answer", str(tmp_path))
    assert told["refused"] == "revoked"
    assert do_server(office.url, "status")["quarantined"] == 1  # kept for a person, applied by nobody
    assert lin.ask("courier", "take", told["answer"]).error == "revoked"
    assert "以后的客户" in {one["name"] for one in lin.do("list")}
    broken = ask_server(office.url, "courier", "take", __file__, "--answer", str(tmp_path))
    assert broken.code == 1 and broken.document[0]["error"] == "courier_foreign"
