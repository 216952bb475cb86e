"""Runs the HTTP server (uvicorn)."""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from desktop_crm.errors import UsageError
from sync.server import logs, notify
from sync.server.app import create_app
from sync.server.database import Database, check_ready

#: Tells worker processes which database to open.
DB_VARIABLE = "DESKTOP_CRM_SERVER_DB"
_TICKS_A_LOOK = 5  # half a second


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """How to listen. ``port`` 0 takes a free one. A server of one process also ends when ``ended`` says so, which it is
    asked twice a second; ``started`` hears that it answers."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    workers: int = 1
    insecure: bool = False
    log_level: str = "info"
    started: Callable[[], object] = _never
    ended: Callable[[], bool] = _never


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def worker_app() -> ASGIApp:
    """Build the application in a worker process."""
    logs.configure(os.environ.get(logs.LEVEL_VARIABLE, "info"))
    return create_app(Database(os.environ[DB_VARIABLE]))


def serve(database: Database, url: str, options: Options) -> None:
    """Listen until told to stop.

    Raises UsageError when strangers could read along or the address cannot be used; StoreError when
    the database is not ready.
    """
    if not options.certificate and not options.insecure and not is_loopback(options.host):
        raise UsageError("tls_needed", host=options.host)
    check_ready(database)
    listener = _listen(options)
    config = _config(database, url, options)
    scheme = "https" if options.certificate else "http"
    shown = f"[{options.host}]" if ":" in options.host else options.host
    address = f"{scheme}://{shown}:{listener.getsockname()[1]}"
    log = structlog.get_logger("sync.server")
    log.info("serving", workers=options.workers, tls=bool(options.certificate))
    if options.workers > 1:
        database.close()  # connections must not be shared with the children
        _Several(config, address, listener).run()
    else:
        _Announcing(config, address, options).run(sockets=[listener])
    log.info("stopped")


def _listen(options: Options) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
        listener.listen(512)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError("address", host=options.host, port=options.port) from error
    listener.set_inheritable(True)
    return listener


def _config(database: Database, url: str, options: Options) -> uvicorn.Config:
    app: ASGIApp | str
    if options.workers > 1:
        os.environ[DB_VARIABLE] = url
        os.environ[logs.LEVEL_VARIABLE] = options.log_level
        app = "sync.server.serving:worker_app"
    else:
        app = create_app(database)
    return uvicorn.Config(
        app,
        factory=options.workers > 1,
        workers=options.workers,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,  # nothing here goes by the address of a laptop, so no proxy need be believed
        timeout_keep_alive=75,  # seconds; longer than the 60 s between two polls
        timeout_graceful_shutdown=10,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
    )


def _announce(address: str) -> None:
    notify.tell(notify.READY)
    sys.stdout.write(json.dumps({"listening": address}) + "\n")
    sys.stdout.flush()


class _Announcing(uvicorn.Server):
    """Says on stdout when it answers."""

    def __init__(self, config: uvicorn.Config, address: str, options: Options) -> None:
        super().__init__(config)
        self._address, self._options = address, options
        self._alive = _Alive()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce the address."""
        await super().startup(sockets)
        if self.started:
            self._options.started()
            _announce(self._address)

    async def on_tick(self, counter: int) -> bool:
        """Tell the watchdog now and then: this runs in the loop that answers laptops."""
        self._alive.tell()
        return await super().on_tick(counter) or (counter % _TICKS_A_LOOK == 0 and self._options.ended())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what was asked, then end."""
        notify.tell(notify.STOPPING)
        await super().shutdown(sockets)


class _Several(Multiprocess):
    """Says on stdout that it listens, and tells the watchdog while it looks after its workers."""

    def __init__(self, config: uvicorn.Config, address: str, listener: socket.socket) -> None:
        super().__init__(config, sockets=[listener])
        self._address = address
        self._alive = _Alive()

    def init_processes(self) -> None:
        """Start the workers, then announce the address: what arrives before they are ready waits at the socket."""
        super().init_processes()
        _announce(self._address)

    def keep_subprocess_alive(self) -> None:
        """Start anew workers that died or do not answer."""
        super().keep_subprocess_alive()
        self._alive.tell()

    def terminate_all(self) -> None:
        """Let the workers answer what was asked, then end them."""
        notify.tell(notify.STOPPING)
        super().terminate_all()


class _Alive:
    """Tells the watchdog as often as it wants to hear it."""

    def __init__(self) -> None:
        self._every_s = notify.watchdog_s()
        self._told_at = 0.0

    def tell(self) -> None:
        now = time.monotonic()
        if self._every_s and now - self._told_at >= self._every_s:
            self._told_at = now
            notify.tell(notify.ALIVE)
