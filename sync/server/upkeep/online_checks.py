"""A look at the running server from outside, as a laptop sees it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from sync.protocol import HEALTH_PATH, SERVER_HEADER
from sync.server import info
from sync.server.upkeep.findings import Finding, Patient, fine, problem, warning
from sync.server.upkeep.machine_checks import lifetime

_TIMEOUT_S = 10.0


def answers(patient: Patient) -> Iterator[Finding]:
    """Ask the address for its health. Is it this server, and would a laptop trust its certificate?"""
    if not patient.ask:
        return
    parts = urlsplit(patient.address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        yield problem("address", f"{patient.address} is no address.", "Write it as https://crm.example.com")
        return
    connection = _connection(patient, parts.scheme, parts.hostname, parts.port)
    try:
        yield from _asked(patient, connection, parts.path.rstrip("/"))
    except ssl.SSLCertVerificationError as error:
        says = f"The certificate of {patient.address} is not trusted: {error.verify_message}."
        todo = "Laptops refuse it too, unless they were given the company's own authority (--ca-file does it here)."
        yield problem("address", says, todo)
    except (OSError, HTTPException) as error:
        says = f"{patient.address} does not answer ({type(error).__name__})."
        yield problem("address", says, "Is the server running, the proxy, the firewall open, the name known?")
    finally:
        connection.close()


def _connection(patient: Patient, scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "http":
        return HTTPConnection(host, port, timeout=_TIMEOUT_S)
    trusted = ssl.create_default_context(cafile=patient.authority)
    return HTTPSConnection(host, port, timeout=_TIMEOUT_S, context=trusted)


def _asked(patient: Patient, connection: HTTPConnection, path: str) -> Iterator[Finding]:
    connection.request("GET", path + HEALTH_PATH)
    held = connection.sock
    ends = _end_of_certificate(held) if isinstance(held, ssl.SSLSocket) else None
    reply = connection.getresponse()
    body = reply.read(1 << 16)
    with patient.database.read() as conn:
        mine = info.read(conn).server_id
    theirs = reply.getheader(SERVER_HEADER)
    if theirs is None:
        says = f"At {patient.address} answers something that is no server of ours (status {reply.status})."
        yield problem("address", says, "Look at the proxy: it must pass everything on, and the header back.")
    elif theirs != mine:
        says = f"At {patient.address} answers another server ({theirs}), or one over another database."
        yield problem("address", says, "Compare the db of the running server with the one examined here.")
    elif reply.status != HTTPStatus.OK or not _is_healthy(body):
        says = f"The server at {patient.address} answers, but its database does not (status {reply.status})."
        yield problem("address", says, "Look at the log of the server.")
    elif ends is None:
        says = f"The server answers at {patient.address}, without TLS: laptops elsewhere must not use it."
        yield warning("address", says, "Use https, by a certificate of the server's own or a proxy.")
    else:
        yield fine("address", f"This server answers at {patient.address}.")
    if ends is not None:
        yield lifetime("its TLS", ends - patient.ctx.clock())


def _is_healthy(body: bytes) -> bool:
    try:
        return bool(json.loads(body).get("status") == "ok")
    except (ValueError, AttributeError):
        return False


def _end_of_certificate(held: ssl.SSLSocket) -> datetime | None:
    shown = held.getpeercert() or {}
    ends = shown.get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None
