"""One computer of a small office is its server: made by one command, known by its certificate's fingerprint."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sync.client.office import OfficeServer, Wish
from sync.server.__main__ import main
from tests.support.processes import PASSWORD, Laptop, free_port
from tests.support.tree import ROOT
from tests.sync.server.processes import run


def _office(folder: Path, *words: str, stdin: str = "") -> dict[str, Any]:
    command = [sys.executable, "-m", "sync.server", "--json", "office", *words, "--folder", str(folder)]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=True, timeout=60)
    return dict(json.loads(done.stdout))


def _other(mark: str) -> str:
    return ("0" if mark[0] != "0" else "1") + mark[1:]


def test_an_office_server_is_made_served_and_pinned(tmp_path: Path) -> None:
    folder = tmp_path / "办公室"
    words = ("--company", "绍兴小店", "--admin", "chen", "--password-stdin", "--port", str(free_port()))
    made = _office(folder, "create", *words, stdin=f"{PASSWORD}\n")
    assert not made["others"] and made["address"].startswith("https://127.0.0.1:")
    assert made["connect"] == f"{made['address']}#{made['fingerprint']}"
    if os.name == "posix":
        assert (folder / "server.key").stat().st_mode & 0o077 == 0
    assert _office(folder, "address") == made

    command = [sys.executable, "-m", "sync.server", "office", "serve", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            assert json.loads(server.stdout.readline())["listening"] == made["address"]
            _connect(tmp_path, made)
        finally:
            server.terminate()
            server.wait(30)
    (copy,) = (folder / "backups").glob("*")
    assert _read_back(copy) == 0


def _connect(tmp_path: Path, made: dict[str, Any]) -> None:
    laptop = Laptop(tmp_path / "laptop")
    laptop.do("init")
    words = ("--user", "chen", "--password-stdin", "--device", "laptop")
    for address, code in (
        (f"{made['address']}#{_other(made['fingerprint'])}", "certificate_pin"),
        (f"{made['address']}#nonsense", "bad_address"),
        (made["address"], "certificate"),  # nobody vouches for it
    ):
        assert laptop.ask("enroll", address, *words, stdin=f"{PASSWORD}\n").error == code
    assert laptop.enroll(made["connect"], "chen")["role"] == "admin"
    laptop.do("add", "full_name=上官云", "mobile_phone=13800000001")
    assert laptop.do("sync")["pushed"] == 1
    laptop.enroll(made["address"], "chen")  # the pin is known by now


def _read_back(copy: Path) -> int:
    return main(["--json", "verify", str(copy)])


def _here(folder: Path, *words: str) -> dict[str, Any]:
    """Run a command in this process."""
    code, out, err = run("sqlite:///unused", "--json", "office", *words, "--folder", str(folder), stdin=f"{PASSWORD}\n")
    assert code in (0, 2), err
    return dict(json.loads(out))


def test_it_runs_by_itself_and_ends_when_asked(tmp_path: Path) -> None:
    folder, port = tmp_path / "office", free_port()
    words = ("create", "--admin", "chen", "--password-stdin", "--port", str(port))
    folder.mkdir()
    (folder / "letter.txt").write_text("not ours")
    assert _here(folder, *words)["error"] == "office_folder"
    (folder / "letter.txt").unlink()
    folder.with_name("office.making").mkdir()  # of one that was broken off
    with socket.create_server(("127.0.0.1", port)):
        assert _here(folder, *words)["error"] == "address"
        assert not any(folder.iterdir())
    _office(folder, *words, stdin=f"{PASSWORD}\n")
    assert not folder.with_name("office.making").exists()
    assert not _here(folder, "status")["running"]
    with socket.create_server(("127.0.0.1", port)):
        assert _here(folder, "start")["error"] == "address", "it says what the process itself had to say"
    started = _here(folder, "start")
    try:
        assert started["running"] and started["pid"] and started["port"] == port
        assert _here(folder, "start")["since"] == started["since"], "it runs once"
        assert _here(folder, "serve")["error"] == "office_runs"
        assert _here(folder, "stop", "--resume")["stopped"]
        assert not _here(folder, "status")["running"]
        assert _here(folder, "start", "--resumed")["running"]
        assert _here(folder, "stop")["stopped"] and not _here(folder, "stop")["stopped"]
        assert not _here(folder, "start", "--resumed")["running"], "nobody interrupted it"
    finally:
        if running := _here(folder, "status")["pid"]:
            os.kill(running, signal.SIGTERM)


def test_a_process_that_was_killed_is_not_taken_for_a_running_one(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    _office(folder, "create", "--admin", "chen", "--password-stdin", "--port", str(free_port()), stdin=f"{PASSWORD}\n")
    number = _here(folder, "start")["pid"]
    os.kill(number, signal.SIGKILL)
    (folder / "stop").touch()  # left over
    until = time.monotonic() + 30
    while _here(folder, "status")["running"] and time.monotonic() < until:  # the system takes its lock back in a moment
        time.sleep(0.1)
    assert (folder / "running.json").exists() and not _here(folder, "status")["running"]
    again = _here(folder, "start")
    try:
        assert again["running"] and again["pid"] != number
    finally:
        os.kill(again["pid"], signal.SIGTERM)


def test_an_installed_product_starts_its_own_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged window and server go by the names of their files; the launcher's first lines are the real ones."""
    if sys.platform != "linux":
        return  # elsewhere such a file is no program, or nobody tells how a process was started
    server = tmp_path / "desktop-crm-server"
    launcher = ROOT / "packaging" / "pyinstaller" / "launcher.py"
    lines = (
        f"#!{sys.executable}",
        "import runpy, sys",
        f"sys.frozen, sys.executable = True, {str(server)!r}",
        f"sys.path.insert(0, {str(ROOT)!r})",
        f"runpy.run_path({str(launcher)!r}, run_name='__main__')",
    )
    server.write_text("\n".join(lines), "utf-8")
    server.chmod(0o755)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "DesktopCRM"))
    office = OfficeServer(tmp_path / "office")
    office.create(Wish("绍兴小店", "chen", "陈国栋", PASSWORD, free_port(), others=False))
    started = office.start()
    try:
        assert Path(f"/proc/{started.pid}/cmdline").read_bytes().split(b"\0")[1] == str(server).encode()
        office.start_with_account(wanted=True)
        (entry,) = (tmp_path / "config" / "autostart").iterdir()
        assert f"Exec={server} office start --folder" in entry.read_text("utf-8")
        assert {account.user for account in office.accounts()} == {"chen"}
        office.back_up()
        assert "problem" not in {one.state for one in office.examine()}
    finally:
        assert not office.stop().running


def test_it_starts_with_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = ["--folder", str(tmp_path / "office")]
    assert main(["--json", "office", "autostart", "on", *folder]) == 2  # there is none yet
    _office(tmp_path / "office", "create", "--admin", "chen", "--password-stdin", stdin=f"{PASSWORD}\n")
    assert main(["--json", "office", "create", "--admin", "chen", *folder]) == 2
    capsys.readouterr()
    assert main(["--json", "office", "autostart", "on", *folder]) == 0
    entry = Path(json.loads(capsys.readouterr().out)["entry"])
    assert "office start --folder" in entry.read_text("utf-8") and entry.is_relative_to(tmp_path)
    assert main(["--json", "office", "autostart", "off", *folder]) == 0
    assert not entry.exists()
