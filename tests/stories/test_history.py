"""Three people write one field, each with the cable out: the card's history shows all three values, on every laptop,
also without a network, and one of them is taken back."""

from __future__ import annotations

from typing import Any

from tests.support.office import Office
from tests.support.processes import Laptop

FIELD = "employer"


def _values(laptop: Laptop, number: str, *words: str) -> list[dict[str, Any]]:
    told = laptop.do("history", number, "--field", FIELD, *words)
    assert told["complete"] is True and told["fetched_at"]
    entries: list[dict[str, Any]] = told["entries"]
    return [entry for entry in entries if entry["kind"] == "changed"]


def test_three_people_write_one_field_and_every_value_is_there(office: Office) -> None:
    chen, lin, second = office.laptop("chen"), office.laptop("lin"), office.laptop("chen", "chen-office")
    number = chen.do("add", "full_name=左宗棠", "mobile_phone=13800000007")["no"]
    for laptop in (chen, lin, second):
        laptop.do("sync")
    (wanted,) = [chen.do("history", number)["entries"][-1]]
    assert (wanted["kind"], wanted["by"], wanted["device"]) == ("created", "陈国栋", "chen-laptop")

    for laptop, value in ((chen, "楚军"), (lin, "湘军"), (second, "船政局")):  # nobody knows of the others
        laptop.do("set", number, f"{FIELD}={value}")
    for laptop in (chen, lin, second, chen, lin):
        laptop.do("sync")

    for laptop in (chen, lin, second):
        entries = {entry["new"]: entry for entry in _values(laptop, number)}
        assert set(entries) == {"楚军", "湘军", "船政局"}
        assert {name: entry["device"] for name, entry in entries.items()} == {
            "楚军": "chen-laptop", "湘军": "lin-laptop", "船政局": "chen-office",
        }  # fmt: skip
        assert entries["船政局"]["overwritten_by"] is None
        over = entries["湘军"]["overwritten_by"]
        assert (over["by"], over["value"], over["unseen"]) == ("陈国栋", "船政局", True)

    office.server.stop()
    try:
        kept = _values(lin, number)  # what was fetched stays readable
        assert [entry["new"] for entry in kept] == ["船政局", "湘军", "楚军"]
        then = lin.do("history", number, "--offline", "--at", kept[1]["at"])
        assert then["fields"][FIELD] == "湘军"
        lin.do("set", number, f"{FIELD}=湘军")  # taken back without a network
        assert _values(lin, number, "--offline")[0]["state"] == "waiting"
    finally:
        office.server.start()
    lin.do("sync")
    second.do("sync")
    assert second.do("show", number)["fields"][FIELD] == "湘军"
    newest = _values(second, number)[0]
    assert (newest["new"], newest["by"], newest["old"]) == ("湘军", "林晓", "船政局")
