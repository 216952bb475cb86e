"""The one address of several server processes: nginx, set up as we tell administrators to, where it is installed.

Where it is not, laptops are told all the addresses and try the next one by themselves; ``Entrance.proxy`` says which.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.certificates import make_pair
from tests.support.tree import ROOT

_SITE = ROOT / "packaging" / "server" / "nginx.conf"
_SYSTEM = "/usr/sbin:/usr/local/sbin"
_START_LIMIT_S = 20.0
_MAIN = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log notice;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
{site}
}}
"""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where laptops are sent to. ``authority``: what makes them trust it, None without TLS."""

    addresses: tuple[str, ...]
    authority: Path | None = None
    proxy: str = ""


@contextmanager
def entrance(servers: Sequence[str], folder: Path) -> Iterator[Entrance]:
    """Stand before servers, given by their addresses, until the block ends."""
    program = shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), *_SYSTEM.split(":"))))
    if program is None:
        yield Entrance(tuple(servers))
        return
    folder.mkdir()
    pair = make_pair(folder / "tls", "127.0.0.1")
    port = _free_port()
    config = folder / "nginx.conf"
    config.write_text(_MAIN.format(folder=folder, site=_site(servers, port, pair.certificate, pair.key)), "utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait(process, port)
        yield Entrance((f"https://127.0.0.1:{port}",), pair.certificate, "nginx")
    finally:
        process.terminate()
        process.communicate(timeout=_START_LIMIT_S)


def _site(servers: Sequence[str], port: int, certificate: Path, key: Path) -> str:
    """Take the example as it is but for names, ports and files."""
    text = _SITE.read_text("utf-8")
    line = re.search(r"^ +server 127\.0\.0\.1:8640 (.+)$", text, flags=re.MULTILINE)
    assert line is not None
    upstreams = "\n".join(f"    server {one.removeprefix('http://')} {line.group(1)}" for one in servers)
    changes = {
        line.group(0): upstreams,
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "    listen [::]:443 ssl;\n": "",
        "/etc/ssl/crm.example.com.pem": str(certificate),
        "/etc/ssl/private/crm.example.com.key": str(key),
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until it listens; nginx does not say when it does."""
    limit = time.monotonic() + _START_LIMIT_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
            assert time.monotonic() < limit
            time.sleep(0.02)
        else:
            return
