"""A laptop comes back after 180 days without contact; meanwhile everybody else is three schema versions further."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desktop_crm.bootstrap import open_application
from tests.support.office import Office
from tests.support.pictures import seen
from tests.support.processes import PASSPHRASE, Laptop, do_server
from tests.support.versions import LaterVersion, later_version

_DAYS = 180


@dataclass(frozen=True)
class Away:
    """The laptop that was away, the colleague's of the later version, the numbers of an old and a new customer."""

    laptop: Laptop
    colleague: Laptop
    later: LaterVersion
    old: str
    new: str


def _made_long_ago(laptop: Laptop) -> None:
    """Date everything that waits, and the last contact, back by half a year."""
    app = open_application(laptop.folder, PASSPHRASE)
    with app.store.write() as connection:
        back = f"strftime('%Y-%m-%dT%H:%M:%fZ', payload ->> '$.wall', '-{_DAYS} days')"
        connection.exec_driver_sql(
            f"UPDATE outbox SET payload = json_set(payload, '$.wall', {back}) WHERE state = 'pending'"
        )
        for name in ("last_contact_at", "last_synced_at", "last_hello_at", "newest_at"):
            connection.exec_driver_sql(
                f"UPDATE meta SET value = strftime('%Y-%m-%dT%H:%M:%fZ', value, '-{_DAYS} days') WHERE key = ?", (name,)
            )
    app.close()


@pytest.fixture(scope="module")
def away(office: Office) -> Away:
    """Half a year passes."""
    laptop, colleague = office.laptop("chen", "away"), office.laptop("lin", "colleague")
    old = str(laptop.do("add", "full_name=陶潜", "mobile_phone=13800000001", "occupation=县令")["no"])
    laptop.do("sync")
    colleague.do("sync")

    laptop.do("set", old, "occupation=隐士", "remarks=采菊东篱下")
    new = str(laptop.do("add", "full_name=谢灵运", "mobile_phone=13800000002")["no"])
    _made_long_ago(laptop)

    later = later_version(office.folder, "blood_group", "shoe_size", "tea")
    later.run(
        f"""
run("set", {old!r}, "血型=O型", "鞋码=42", "爱喝的茶=龙井", "occupation=祭酒", profile="colleague")
run("sync", profile="colleague")
""",
        PASSPHRASE,
    )
    do_server(office.url, "setting", "--min-schema", later.revision)
    return Away(laptop, colleague, later, old, new)


@pytest.mark.usefixtures("dressed")
def test_what_was_typed_reaches_the_server_before_any_upgrade(office: Office, away: Away) -> None:
    answer = away.laptop.ask("sync")
    assert answer.code != 0 and answer.error == "upgrade" and "Traceback" not in answer.err
    assert not office.customer(away.new)["deleted"]  # pushing stays open
    shown = away.laptop.do("show", away.old)
    assert shown["fields"]["remarks"] == "采菊东篱下"  # and nothing is taken away here
    told = seen(away.laptop, "sync_centre", "half-a-year", "1-before-the-upgrade")
    assert "请升级程序" in told and "可以继续工作" in told and "没有待发送的修改" in told


def test_after_the_upgrade_everybody_has_everything(office: Office, away: Away) -> None:
    answers = away.later.run(
        f"""
run("sync", profile="away")
run("show", {away.old!r}, profile="away")
run("find", "龙井", profile="away")
run("conflicts", profile="away")
run("outbox", profile="away")
run("verify", "--server", profile="away")
run("sync", profile="colleague")
run("show", {away.new!r}, profile="colleague")
run("show", {away.old!r}, profile="colleague")
from tests.support.pictures import seen
from tests.support.processes import Laptop
print(json.dumps(seen(Laptop(folder / "away"), "conflicts", "half-a-year", "2-after-the-upgrade")))
""",
        PASSPHRASE,
    )
    _, shown, found, conflicts, outbox, verified, _, theirs_new, theirs_old, told = answers
    fields = shown["fields"]
    assert (fields["blood_group"], fields["shoe_size"], fields["tea"]) == ("O型", "42", "龙井")
    assert fields["remarks"] == theirs_old["fields"]["remarks"] == "采菊东篱下"
    assert [row["no"] for row in found] == [away.old]
    # One field was written by both: one value stands, the other is kept for a person to see.
    (conflict,) = [one for one in conflicts if one["field"] == "occupation"]
    assert {conflict["winner"], conflict["loser"]} == {"隐士", "祭酒"} and conflict["winner"] == fields["occupation"]
    assert theirs_old["fields"]["occupation"] == fields["occupation"]
    assert outbox == [] and verified["equal"]
    assert theirs_new["name"] == "谢灵运"
    assert "隐士" in told and "祭酒" in told
