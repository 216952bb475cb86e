"""AC35 合并数据源. A list from outside is merged; groups of one to four people would become identifiable, so the export
is blocked and the person responsible for privacy is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_crm.cli.main import main
from tests.support.profiles import PASSPHRASE, profile

_ALIKE = "姓名,手机,性别,最高学历,籍贯,健康状况,敏感信息同意日期\n"
_HEALTH = "良好"


def _rows(first: int, number: int, sex: str, education: str) -> str:
    known = f"{sex},{education},浙江,{_HEALTH},2026-01-01"
    people = ((chr(0x4E00 + first + n) + chr(0x5200 + n), first + n) for n in range(number))
    return "".join(f"示例{name},1380000{phone:04d},{known}\n" for name, phone in people)


@pytest.fixture
def call(tmp_path, capsys, monkeypatch):
    """Run a command on one profile and return its exit code and document."""
    monkeypatch.setenv("DESKTOP_CRM_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "zh")
    folder = tmp_path / "profile"
    profile(folder, passphrase=PASSPHRASE, role="rep").close()

    def run(*words: str) -> tuple[int, dict[str, object]]:
        capsys.readouterr()
        code = main([*words, "--profile", str(folder), "--json"])
        return code, json.loads(capsys.readouterr().out)

    run.folder = folder
    return run


def _list(folder: Path, name: str, rows: str) -> str:
    (folder / name).write_text(_ALIKE + rows, "utf-8")
    return str(folder / name)


def _as(call, role: str) -> None:
    app = profile(call.folder, passphrase=PASSPHRASE)
    app.set_facts(role=role)
    app.close()


def test_a_merged_list_that_gives_people_away_does_not_leave(call, tmp_path):
    target = tmp_path / "out.csv"
    assert call("import", _list(tmp_path, "own.csv", _rows(0, 6, "男", "大学本科")))[0] == 0
    code, document = call("export", str(target), "--anonymous", "--reason", "健康研究")
    assert (code, document["customers"]) == (0, 6)  # six people who are alike hide each other
    text = target.read_text("utf-8-sig")
    assert "示例" not in text and "1380000" not in text and _HEALTH in text
    first = {line.split(",")[0] for line in text.splitlines()[1:]}
    target.unlink()
    assert call("export", str(target), "--anonymous", "--reason", "健康研究")[0] == 0
    assert first.isdisjoint(line.split(",")[0] for line in target.read_text("utf-8-sig").splitlines()[1:])
    target.unlink()

    assert call("import", _list(tmp_path, "bought.csv", _rows(20, 4, "女", "博士研究生")))[0] == 0
    code, document = call("export", str(target), "--anonymous", "--reason", "健康研究")
    assert (code, document["error"]["code"], document["error"]["people"]) == (2, "small_groups", "4")
    assert not target.exists()
    (request,) = call("privacy")[1]["requests"]
    assert (request["state"], request["people"], request["reason"]) == ("asked", 4, "健康研究")

    _, document = call("privacy", "allow", request["id"], "--reason", "自己同意")
    assert document["error"]["code"] == "not_administrator"  # who asks does not decide
    _as(call, "admin")
    assert call("privacy", "allow", request["id"])[1]["error"]["code"] == "export_reason"
    assert call("privacy", "allow", request["id"], "--reason", "已做影响评估")[1]["state"] == "allowed"
    _as(call, "rep")
    assert call("export", str(target), "--anonymous", "--reason", "健康研究")[1]["customers"] == 10

    # What was allowed was this export. One more person makes it another one.
    target.unlink()
    assert call("import", _list(tmp_path, "more.csv", _rows(40, 1, "女", "博士研究生")))[0] == 0
    assert call("export", str(target), "--anonymous", "--reason", "健康研究")[0] == 0  # five hide each other
    target.unlink()
    assert call("import", _list(tmp_path, "last.csv", _rows(60, 1, "女", "小学")))[0] == 0
    assert call("export", str(target), "--anonymous", "--reason", "再一次")[1]["error"]["code"] == "small_groups"
    _as(call, "admin")
    again = next(one for one in call("privacy")[1]["requests"] if one["state"] == "asked")
    assert call("privacy", "refuse", again["id"][:20], "--reason", "一个人会被认出")[1]["state"] == "refused"
    assert call("export", str(target), "--anonymous", "--reason", "x")[1]["error"]["code"] == "small_groups_refused"
    assert not target.exists()
