"""The laptop's disk is full: people are told so, nothing half is saved, and work goes on when there is space again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.support.office import Office
from tests.support.processes import Answer

_ROWS = 400
_LONG = "备注" * 1_000


def _full(answer: Answer) -> None:
    assert (answer.code, answer.error) == (4, "disk_full"), answer
    assert "The disk is full: the last piece was not saved." in answer.err


def test_a_full_disk_costs_nothing_that_was_told_as_saved(office: Office, tmp_path: Path) -> None:
    laptop, colleague = office.laptop("chen"), office.laptop("lin")
    cramped = replace(laptop, program="tests.support.full_disk")
    file = tmp_path / "customers.csv"
    names = [f"王{chr(0x4E00 + number)}" for number in range(_ROWS)]
    file.write_text("姓名,手机\n" + "".join(f"{name},138{n:08}\n" for n, name in enumerate(names)), "utf-8")
    laptop.do("add", "full_name=张三", "mobile_phone=13900000001")

    _full(cramped.ask("import", str(file)))
    _full(cramped.ask("add", "full_name=李四", "mobile_phone=13900000002", f"remarks={_LONG}"))
    colleague.do("import", str(file))
    colleague.do("sync")
    _full(cramped.ask("sync"))  # what waits may have gone up; for what came there is no room

    laptop.do("add", "full_name=李四", "mobile_phone=13900000002", f"remarks={_LONG}")
    assert laptop.do("sync")["pulled"] == _ROWS + 2
    checked = laptop.do("verify")
    assert (checked["customers"], checked["pending"], checked["problems"]) == (_ROWS + 2, 0, [])
