"""Cards that are deleted here and edited there, restored, or given to somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from sync.server.database import Database
from sync.server.schema import quarantine
from tests.support.office import Office
from tests.support.pictures import keep, on_screen, rest, window_of
from tests.support.processes import Laptop, ask_server, do_server
from ui.pages.sync_centre import RECEIPTS


@dataclass(frozen=True)
class People:
    """The laptops of this module."""

    chen: Laptop
    lin: Laptop
    wang: Laptop


@pytest.fixture(scope="module")
def people(office: Office) -> People:
    """Make a laptop for everybody."""
    return People(office.laptop("chen"), office.laptop("lin"), office.laptop("wang"))


@pytest.fixture(scope="module")
def numbers(people: People) -> dict[str, str]:
    """File three customers with one family member each; chen and lin have them, by name."""
    made = {}
    for name in ("单雄信", "解缙", "仇英"):
        words = (f"full_name={name}", "employer=某公司", "mailing_address=绍兴市")
        made[name] = str(people.chen.do("add", *words, 'family+={"name":"某某","relation":"配偶"}')["no"])
    people.chen.do("sync")
    people.lin.do("sync")
    return made


def test_a_delete_meets_an_edit_and_a_restore_brings_the_card_back(
    office: Office, people: People, numbers: dict[str, str]
) -> None:
    chen, lin, number = people.chen, people.lin, numbers["单雄信"]
    chen.do("delete", number)
    lin.do("set", number, "occupation=好汉")
    assert chen.do("sync")["outcomes"] == {"applied": 1}
    late = lin.do("sync")
    assert late["outcomes"] == {"inbox": 1}  # nothing deleted comes back by itself

    assert office.customer(number)["deleted"]
    assert lin.do("show", number)["deleted"]
    (item,) = [item for item in lin.do("conflicts") if item["no"] == number]
    assert (item["field"], item["why"], item["loser"], item["loser_by"]) == ("occupation", "deleted", "好汉", "林晓")
    assert number not in {row["no"] for row in lin.do("list")}

    assert lin.do("restore", number)["deleted"] is False
    lin.do("sync")
    chen.do("sync")
    back = chen.do("show", number)
    assert not back["deleted"]
    assert [row["name"] for row in back["family"]] == ["某某"]
    assert [row["no"] for row in chen.do("find", "sxx")] == [number]


def test_a_delete_of_something_changed_meanwhile_is_not_done(people: People, numbers: dict[str, str]) -> None:
    chen, lin, number = people.chen, people.lin, numbers["解缙"]
    lin.do("set", number, "occupation=学士")
    lin.do("sync")
    chen.do("delete", number)  # has not seen the edit
    assert chen.do("sync")["outcomes"] == {"inbox": 1}
    kept = chen.do("show", number)
    assert (kept["deleted"], kept["fields"]["occupation"]) == (False, "学士")


@pytest.mark.usefixtures("dressed")
def test_a_card_given_to_somebody_else_moves_complete(office: Office, people: People, numbers: dict[str, str]) -> None:
    chen, wang, number = people.chen, people.wang, numbers["仇英"]
    wang.do("sync")
    assert number not in {row["no"] for row in wang.do("list")}
    chen.do("set", number, "occupation=画家")  # waits on the laptop while the card leaves
    assert do_server(office.url, "assign", number, "wang") == {"no": number, "owner": "wang"}

    former = chen.do("sync")
    assert (former["outcomes"], former["dropped"]) == ({"quarantined": 1}, 1)
    assert chen.ask("show", number).code == 2
    assert chen.do("find", "仇英") == []
    with window_of(chen) as window:
        window.go_to("sync_centre")
        window.centre().show_tab(RECEIPTS)
        rest(window)
        keep(window, "card-changes-hands", "1-former-owner")
        assert "画家" in on_screen(window)

    assert wang.do("sync")["pulled"] == 1
    entered = wang.do("show", number)
    assert (entered["fields"]["employer"], entered["owner"]) == ("某公司", "wang")
    assert "occupation" not in entered["fields"]
    assert [row["name"] for row in entered["family"]] == ["某某"]
    assert [row["no"] for row in wang.do("find", "qy")] == [number]
    with window_of(wang) as window:
        window.show_customer(entered["id"])
        window.actions_by_id["open_card"].trigger()
        rest(window)
        keep(window, "card-changes-hands", "2-new-owner")
        assert "仇英" in on_screen(window) and "某公司" in on_screen(window)
    people.lin.do("sync")
    assert people.lin.ask("show", number).code == 2  # the former owner's team loses sight of it too
    assert "画家" in _set_aside(office)  # what the former owner typed is kept for the administrator


def test_a_customer_cannot_be_given_to_nobody(office: Office) -> None:
    answer = ask_server(office.url, "assign", "KH-XXXX-000001", "chen")
    assert (answer.code, answer.document["error"]) == (2, "no_such_customer")


def _set_aside(office: Office) -> str:
    database = Database(office.url)
    try:
        with database.read() as conn:
            return "\n".join(bytes(row.raw).decode() for row in conn.execute(quarantine.select()))
    finally:
        database.close()
