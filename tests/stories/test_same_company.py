"""Three sales people file the same company on the same day, none of them with a network."""

from __future__ import annotations

import pytest

from tests.support.office import Office
from tests.support.pictures import seen
from tests.support.processes import do_server

_COMPANY = ("customer_kind=organisation", "org_name=绍兴恒昌纺织有限公司", "客户性质=公司")


@pytest.mark.usefixtures("dressed")
def test_nothing_is_lost_and_the_three_files_become_one(office: Office) -> None:
    chen, lin, third = office.laptop("chen"), office.laptop("lin"), office.laptop("lin", "lin-tablet")
    made = {
        laptop.folder.name: laptop.do("add", *_COMPANY, *words)
        for laptop, words in (
            (chen, ("landline=0575-85550001", 'contacts+={"name":"张经理","phone":"13800000001"}')),
            (lin, ("landline=0575-85550002", "remarks=要开增值税票")),
            (third, ("landline=0575-85550003", 'contacts+={"name":"李会计","phone":"13800000003"}')),
        )
    }
    numbers = [str(one["no"]) for one in made.values()]
    assert len(set(numbers)) == 3  # numbers are given offline and never meet
    for laptop in (chen, lin, third, chen, lin):
        laptop.do("sync")
    for laptop in (chen, lin):
        assert {row["no"] for row in laptop.do("find", "恒昌纺织")} == set(numbers)

    told = seen(lin, "duplicates", "same-company", "1-three-files")
    assert "绍兴恒昌纺织有限公司" in told and "可能是同一位客户" in told

    # The administrator decides which file stays; meanwhile a colleague without network goes on with another one.
    stays, second, last = numbers
    third.do("set", last, "remarks=年底结账")
    do_server(office.url, "merge", second, stays)
    do_server(office.url, "merge", last, stays)
    for laptop in (third, chen, lin, third):
        laptop.do("sync")

    for laptop in (chen, lin, third):
        assert [row["no"] for row in laptop.do("find", "恒昌纺织")] == [stays]
        card = laptop.do("show", stays)
        contacts = card["contacts"] if "contacts" in card else card["masked"]["contacts"]  # of a colleague
        assert {row["name"] for row in contacts} in ({"张经理", "李会计"}, {"张**", "李**"})
        assert card["fields"]["landline_phone"] == "0575-85550001"
        kept = {one["loser"] for one in laptop.do("conflicts")} | set(map(str, card["fields"].values()))
        assert {"0575-85550002", "要开增值税票", "年底结账"} <= kept  # what differed is at hand, not gone
        assert laptop.do("outbox") == [] and laptop.do("verify", "--server")["equal"]

    told = seen(lin, "conflicts", "same-company", "2-what-differed-is-kept")
    assert "共 5 处待处理" in told and "年底结账" in told and "要开增值税票" in told

    # One of them was another company after all: without a network it is taken apart, found by its old number.
    assert chen.do("unmerge", second)["parted"] == [second]
    for laptop in (chen, lin, third):
        laptop.do("sync")
    for laptop in (chen, lin, third):
        assert {row["no"] for row in laptop.do("find", "恒昌纺织")} == {stays, second}
        assert laptop.do("show", second)["fields"]["remarks"] == "要开增值税票"
        assert laptop.do("verify", "--server")["equal"]
