"""What systemd hears of a server: that it is ready, that it lives, that it stops."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from sync.server import notify
from tests.sync.server.processes import serving


def test_a_served_database_is_reported(template_url, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        assert notify.watchdog_s() is None  # there is no systemd
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(30)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        for workers in ("1", "2"):
            with serving(template_url("sqlite"), "--workers", workers):
                heard = [listener.recv(100).decode() for _ in range(3)]
            assert heard.count(notify.READY) == 1
            assert notify.ALIVE in heard
            while heard[-1] != notify.STOPPING:
                heard.append(listener.recv(100).decode())


def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("", "/nowhere/notify", "@crm-nobody-listens", "relative"):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        notify.tell(notify.READY)


@pytest.mark.parametrize(
    ("limit", "pid", "expected"),
    [("60000000", None, 30.0), ("60000000", "1", None), ("", None, None), ("0", None, None), ("x", None, None)],
)
def test_the_watchdog_hears_twice_as_often_as_it_asks(
    monkeypatch: pytest.MonkeyPatch, limit: str, pid: str | None, expected: float | None
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", limit)
    monkeypatch.setenv("WATCHDOG_PID", pid or str(os.getpid()))
    assert notify.watchdog_s() == expected
