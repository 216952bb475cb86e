"""Tells systemd how the server is: a datagram to the socket it names. Without systemd nothing happens."""

from __future__ import annotations

import os
import socket

#: What a service may say. See systemd's sd_notify(3).
READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def tell(state: str) -> None:
    """Send one state. Whether it arrives is systemd's concern, so a failure is none here."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # a name without a file
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        try:
            sender.sendto(state.encode(), address)
        except OSError:
            return


def watchdog_s() -> float | None:
    """Say how often systemd wants to hear that the server is alive, in seconds; None when it does not."""
    limit = os.environ.get("WATCHDOG_USEC", "")
    mine = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return int(limit) / 2_000_000 if limit.isdigit() and int(limit) and mine else None
