"""The office server as the window drives it: what its program says, and what is made of a program that says nothing."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from desktop_crm import program
from desktop_crm.errors import OfficeFailed
from sync.client import office as offices
from sync.client.office import OfficeServer, OfficeStatus, Wish

WISH = Wish("绍兴小店", "chen", "陈国栋", "Passwort-8640", others=False)


def _says(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(program, "server", lambda: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ('print(\'{"error": "address", "params": {"port": "8640"}, "message": ""}\'); exit(2)', "office_address"),
        ('print(\'{"error": "office_there", "params": {}, "message": ""}\'); exit(2)', "office_there"),
        ("print('Traceback'); exit(1)", "office_answer"),
        ("print('[]')", "office_answer"),
        ('print(\'{"made": "perhaps"}\')', "office_answer"),
    ],
)
def test_what_the_program_says_becomes_an_error_with_its_code(monkeypatch, tmp_path, code, error):
    _says(monkeypatch, code)
    with pytest.raises(OfficeFailed) as raised:
        OfficeServer(tmp_path).status()
    assert raised.value.code == error


def test_a_program_that_is_not_there_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(program, "server", lambda: [str(tmp_path / "no-such-program")])
    with pytest.raises(OfficeFailed) as raised:
        OfficeServer(tmp_path).start()
    assert raised.value.code == "office_no_program"


def test_words_and_password_reach_the_program_and_only_the_password_is_not_among_the_words(monkeypatch, tmp_path):
    code = "import json, sys; print(json.dumps({'company': ' '.join(sys.argv[1:]), 'folder': sys.stdin.readline()}))"
    _says(monkeypatch, code)
    heard = offices._run([*program.server(), "--x"], "geheim\n", lambda: False)
    assert heard == {"company": "--x", "folder": "geheim\n"}
    seen = []
    monkeypatch.setattr(offices, "_run", lambda words, stdin, _stopped: seen.append((words, stdin)) or {})
    OfficeServer(tmp_path).create(WISH)
    ((words, stdin),) = seen
    assert stdin == "Passwort-8640\n" and "Passwort-8640" not in words and "--others" not in words


def test_what_is_given_up_ends_its_program(monkeypatch, tmp_path):
    note = tmp_path / "pid"
    _says(monkeypatch, f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(300)")
    with pytest.raises(OfficeFailed) as raised:
        OfficeServer(tmp_path).create(WISH, lambda: note.exists() and bool(note.read_text()))
    assert raised.value.code == "cancelled"
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_the_steps_come_in_order_and_what_they_raise_ends_the_work(tmp_path):
    done: list[object] = []

    class Quick:
        def create(self, wish, stopped):
            done.append("create")

        def start(self):
            done.append("start")

        def start_with_account(self, *, wanted):
            done.append("autostart")

        def status(self):
            return OfficeStatus(made=True)

    def begun(step):
        done.append(step)
        if step == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        offices.make(Quick(), WISH, None, begun, lambda: False)
    assert done == [0, "create", 1, "start", 2]
    done.clear()
    made = offices.make(Quick(), WISH, None, done.append, lambda: False)
    assert made.made and done == [0, "create", 1, "start", 2, "autostart", 3], "no profile is connected unless wished"


def test_the_next_free_port_is_free():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert offices.free_port(port - 1) != port
    assert offices.free_port(65535) == 0


def test_addresses_are_told_apart():
    status = OfficeStatus(port=8640, fingerprint="ab", also=("https://10.0.0.9:8640#ab", "https://front-desk:8640#ab"))
    assert (status.moved, status.named) == ("https://10.0.0.9:8640#ab", "front-desk")
    assert status.here == "https://127.0.0.1:8640#ab" and OfficeStatus().moved == OfficeStatus().named == ""


@pytest.mark.parametrize("ending", ["", ".exe"])
def test_an_installed_product_runs_the_program_beside_it(monkeypatch, tmp_path, ending):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"DesktopCRM{ending}"))
    assert program.server() == [str(tmp_path / f"desktop-crm-server{ending}")]


def test_the_folder_is_that_of_the_account(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    office = offices.of_this_computer()
    assert not office.exists()
    assert office.folder.name == "DesktopCRM-Office" and isinstance(office.folder, Path)
