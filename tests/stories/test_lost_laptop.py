"""A laptop is lost with unsent work on it: what the company does, what is left, and who still has the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from desktop_crm.bootstrap import open_application
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import erasing
from sync.server.database import Database
from sync.server.schema import quarantine
from tests.support.office import Office
from tests.support.pictures import keep, on_screen
from tests.support.processes import PASSWORD, Laptop, ask_server, do_server
from ui.dialogs.removed import RemovedDialog


def _shown(office: Office, name: str) -> dict[str, Any]:
    (found,) = [one for one in do_server(office.url, "device", "list") if one["name"] == name]
    return dict(found)


def _willed(office: Office, device_id: str) -> list[dict[str, Any]]:
    database = Database(office.url)
    try:
        with database.read() as conn:
            mine = (quarantine.c.why == "last_will") & (quarantine.c.device_id == device_id)
            return [msgspec.json.decode(raw) for raw in conn.execute(select(quarantine.c.raw).where(mine)).scalars()]
    finally:
        database.close()


def _left(laptop: Laptop) -> set[str]:
    return {path.name for path in laptop.folder.iterdir()}


def _holds(folder: Path, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def _worked(office: Office, name: str) -> Laptop:
    """A laptop with a customer that was sent and one that was not."""
    laptop = office.laptop("chen", name)
    laptop.do("add", "full_name=已上传", "mobile_phone=13800000001")
    laptop.do("sync")
    laptop.do("add", "full_name=未上传", "mobile_phone=13800000002")
    return laptop


@pytest.mark.usefixtures("dressed")
def test_a_lost_laptop_hands_over_its_work_and_ends(office: Office) -> None:
    laptop = _worked(office, "lost-1")
    device = _shown(office, "lost-1")
    assert (device["state"], device["order"], device["wiped_at"]) == ("active", "", "")
    told = do_server(office.url, "device", "revoke", device["code"])  # drain is what is done unless asked otherwise
    assert (told["state"], told["order"]) == ("revoked", "drain_then_wipe")

    end = laptop.ask("sync")
    assert (end.code, end.error) == (3, "removed") and "Traceback" not in end.err
    assert "as 绍兴某某贸易有限公司 ordered" in end.err
    assert not {"customers.db", "profile.json", "backups"} & _left(laptop)
    assert not _holds(laptop.folder, "未上传")
    assert _shown(office, "lost-1")["wiped_at"]
    (work,) = [one for one in _willed(office, device["device_id"]) if one["t"] == "customer"]
    assert work["f"]["full_name"]["n"] == "未上传"
    assert do_server(office.url, "status")["quarantined"] >= 1

    for words in (("list",), ("sync",), ("add", "full_name=x")):
        assert laptop.ask(*words).error == "removed"
    paths = ProfilePaths(laptop.folder)
    note = erasing.removal(paths)
    assert note is not None
    dialog = RemovedDialog(paths, note)
    dialog.show()
    keep(dialog, "lost-laptop", "1-what-whoever-has-it-sees")
    assert "绍兴某某贸易有限公司" in on_screen(dialog)
    dialog.close()
    dialog.deleteLater()

    again = ask_server(office.url, "device", "unlock", device["device_id"])
    assert (again.code, again.document["error"]) == (3, "wiped_already")

    laptop.do("init", "--issuer", "x")  # the person gets a new laptop, or this one back
    laptop.enroll(office.server.address, "chen")
    laptop.do("sync")
    names = {one["name"] for one in laptop.do("list")}
    assert "已上传" in names and "未上传" not in names  # the administrator decides about it


def test_without_a_network_it_stays_locked_until_there_is_one(office: Office) -> None:
    laptop = _worked(office, "lost-2")
    device = _shown(office, "lost-2")
    do_server(office.url, "device", "revoke", device["device_id"], "--wipe", "drain")
    office.server.stop()
    assert laptop.ask("sync").error == "offline"
    assert "未上传" in {one["name"] for one in laptop.do("list")}  # it has not heard of the order yet
    office.server.start()
    assert laptop.ask("sync").error == "removed"
    assert _shown(office, "lost-2")["wiped_at"]


def test_wipe_now_waits_for_nothing(office: Office) -> None:
    laptop = _worked(office, "lost-3")
    device = _shown(office, "lost-3")
    do_server(office.url, "device", "revoke", device["device_id"], "--wipe", "now")
    assert laptop.ask("sync").error == "removed"
    assert not {"customers.db", "profile.json"} & _left(laptop)
    assert _willed(office, device["device_id"]) == []
    assert _shown(office, "lost-3")["wiped_at"]


def test_an_administrator_does_it_from_his_own_laptop(office: Office) -> None:
    add = ("user", "add", "boss", "--password-stdin", "--role", "admin")
    do_server(office.url, *add, stdin=f"{PASSWORD}\n")
    boss = office.laptop("boss")
    laptop = _worked(office, "lost-4")
    device = _shown(office, "lost-4")["device_id"]
    assert laptop.ask("devices").error == "forbidden"
    listed = {one["name"]: one for one in boss.do("devices")["devices"]}
    assert (listed["lost-4"]["user_name"], listed["lost-4"]["state"]) == ("陈国栋", "active")
    (told,) = boss.do("device-revoke", device, "--wipe", "now")["devices"]
    assert told["order"] == "wipe_now"
    (told,) = boss.do("device-unlock", device)["devices"]
    assert told["state"] == "active"
    assert laptop.do("sync")["pushed"] == 1  # the order was taken back in time


def test_a_laptop_too_long_without_contact_is_opened_by_telephone(office: Office) -> None:
    laptop = _worked(office, "far-away")
    do_server(office.url, "setting", "--lease-days", "30")
    try:
        laptop.do("sync")
        laptop.do("add", "full_name=路上", "mobile_phone=13800000003")
        app = open_application(laptop.folder, laptop.passphrase)
        app.set_facts(last_contact_at="2020-01-01T00:00:00.000Z", lease_days=30)
        app.close()
        locked = laptop.ask("list")
        assert (locked.code, locked.error) == (3, "laptop_lease") and "nothing is lost" in locked.err
        asked = laptop.do("unlock")
        code = do_server(office.url, "device", "code", asked["device"], asked["question"])["code"]
        assert laptop.ask("unlock", "WRONG").error == "wrong_unlock_code"
        laptop.do("unlock", code)
        assert "路上" in {one["name"] for one in laptop.do("list")}
    finally:
        do_server(office.url, "setting", "--lease-days", "0")


@pytest.mark.parametrize("wipe", ["drain", "now"])
def test_other_laptops_of_the_person_stay(office: Office, wipe: str) -> None:
    first, second = office.laptop("lin", f"first-{wipe}"), office.laptop("lin", f"second-{wipe}")
    do_server(office.url, "device", "revoke", _shown(office, f"first-{wipe}")["device_id"], "--wipe", wipe)
    assert first.ask("sync").error == "removed"
    assert second.ask("sync").code == 0
