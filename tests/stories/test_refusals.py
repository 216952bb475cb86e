"""What people are told when it does not work: sentences and exit codes, and nothing is lost meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.cli.main import main
from tests.support.office import Office
from tests.support.processes import PASSWORD, Answer, Laptop, ask_server, do_server


def _told(answer: Answer, code: int, error: str, words: str) -> None:
    assert (answer.code, answer.error) == (code, error), answer
    assert words in answer.err
    assert "Traceback" not in answer.err


def _enroll(laptop: Laptop, address: str, password: str) -> Answer:
    words = ("enroll", address, "--user", "chen", "--password-stdin", "--device", "x")
    return laptop.ask(*words, stdin=f"{password}\n")


def test_a_wrong_password_and_a_wrong_address(office: Office) -> None:
    laptop = office.unconnected("stranger")
    _told(laptop.ask("sync"), 3, "not_enrolled", "run enroll first")
    _told(_enroll(laptop, office.server.address, "falsch-falsch"), 3, "password", "User name or password is wrong.")
    _told(_enroll(laptop, "http://crm.example.test", PASSWORD), 3, "insecure_address", "use https")
    assert laptop.do("status")["server"] is None


def test_a_revoked_laptop_keeps_its_work(office: Office) -> None:
    laptop = office.laptop("chen", "lost-laptop")
    laptop.do("add", "full_name=张三", "mobile_phone=13800000001")
    (device,) = [one for one in do_server(office.url, "device", "list") if one["name"] == "lost-laptop"]
    assert do_server(office.url, "device", "revoke", device["device_id"], "--wipe", "none")["state"] == "revoked"
    _told(laptop.ask("sync"), 3, "revoked", "revoked by an administrator")
    assert laptop.do("status")["pending"] == 1


def test_a_disabled_user_is_refused_and_may_come_back(office: Office) -> None:
    laptop = office.laptop("wang")
    laptop.do("add", "full_name=李四", "mobile_phone=13800000002")
    assert do_server(office.url, "user", "disable", "wang")["active"] is False
    _told(laptop.ask("sync"), 3, "disabled", "This user was disabled.")
    do_server(office.url, "user", "enable", "wang")
    assert laptop.do("sync")["outcomes"] == {"applied": 1}


def test_a_server_that_is_down_and_up_again(office: Office) -> None:
    laptop = office.laptop("lin")
    office.server.stop()
    laptop.do("add", "full_name=王五", "mobile_phone=13800000003")
    _told(laptop.ask("sync"), 3, "offline", "Everything is saved on this laptop")
    office.server.start()
    assert laptop.do("sync")["pushed"] == 1


def test_a_folder_named_like_a_command_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--profile", "list", "--json", "sync"]) == 2
    assert '"no_profile"' in capsys.readouterr().out


def test_server_commands_say_what_is_wrong(office: Office, tmp_path: Path) -> None:
    empty = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    nothing = ask_server(empty, "user", "list")
    assert (nothing.code, nothing.document["error"]) == (3, "not_initialised")
    assert do_server(empty, "init", "--company", "某公司")["company"] == "某公司"
    blank = ask_server(empty, "user", "add", "chen", "--password-stdin", stdin="\n")
    assert (blank.code, blank.document["error"]) == (2, "password_empty")
    added = do_server(empty, "user", "add", "chen", "--password-stdin", stdin=f"{PASSWORD}\n")
    assert (added["user"], added["role"], added["active"]) == ("chen", "rep", True)
