"""The guards of tests/conftest.py guard."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import datetime

import keyring
import pytest

from tests.support import network
from tests.support.key_store import MemoryKeyring


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "", None, "0.0.0.0", b"127.0.0.1"])
def test_this_machine_is_local(host: object) -> None:
    assert network.is_local(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.com", "localhost.example.com", b"example.com"])
def test_other_machines_are_not(host: object) -> None:
    assert not network.is_local(host)


def test_reaching_out_is_refused_and_noted() -> None:
    with socket.socket() as sock, pytest.raises(OSError, match="reach no network"):
        sock.connect(("192.0.2.1", 80))
    with socket.socket() as sock, pytest.raises(OSError, match="reach no network"):
        sock.connect_ex(("192.0.2.1", 80))
    with pytest.raises(OSError, match="reach no network"):
        socket.getaddrinfo("example.com", 443)
    assert network.attempts == ["192.0.2.1", "192.0.2.1", "example.com"]
    network.attempts.clear()  # this test meant to


def test_a_name_that_cannot_exist_fails_quietly() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("server.invalid", 443))
    assert network.attempts == []


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as client:
            client.sendall(b"x")
        peer, _ = server.accept()
        with peer:
            assert peer.recv(1) == b"x"


def test_the_key_store_lives_in_memory(key_store: MemoryKeyring) -> None:
    keyring.set_password("service", "name", "secret")
    assert key_store.secrets == {("service", "name"): "secret"}
    keyring.delete_password("service", "name")
    assert keyring.get_password("service", "name") is None


def test_a_started_program_has_no_key_store_and_the_same_clock() -> None:
    source = "import keyring, time; print(type(keyring.get_keyring()).__module__, time.localtime(0).tm_hour)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["keyring.backends.fail", str(time.localtime(0).tm_hour)]


def test_a_screen_is_never_needed() -> None:
    assert os.environ["QT_QPA_PLATFORM"]


@pytest.mark.parametrize("month", [1, 7])
def test_the_clock_stands_eight_hours_ahead(month: int) -> None:
    offset = datetime(2026, month, 1).astimezone().utcoffset()
    assert offset is not None
    assert sys.platform == "win32" or offset.total_seconds() == 8 * 3600
