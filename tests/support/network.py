"""A wall around the tests: only loopback and local sockets may be reached.

An attempt to leave raises ``OSError``, as a laptop without network would, and is also noted, so that a test whose code
swallows that error still fails. Names under ``.invalid`` and ``.test`` can never exist (RFC 2606): looking them up
fails quietly, for tests of an unreachable server.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

attempts: list[str] = []

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def is_local(host: object) -> bool:
    """Say whether a host as sockets take it (text, bytes, None) is this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not host or host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _require_local(host: object) -> None:
    if is_local(host):
        return
    if not str(host).endswith((".invalid", ".test")):
        attempts.append(str(host))
    raise socket.gaierror(socket.EAI_NONAME, f"tests reach no network, and this one asked for {host!r}")


def _require_local_address(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        _require_local(address[0])


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _require_local_address(self, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _require_local_address(self, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    _require_local(host)
    return _getaddrinfo(host, *args, **kwargs)


def build_wall() -> None:
    """Guard every socket of this process from here on."""
    setattr(socket.socket, "connect", _guarded_connect)  # noqa: B010 - mypy forbids assigning to a method
    setattr(socket.socket, "connect_ex", _guarded_connect_ex)  # noqa: B010
    setattr(socket, "getaddrinfo", _guarded_getaddrinfo)  # noqa: B010
