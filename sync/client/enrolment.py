"""Making a laptop known to its company's server."""

from __future__ import annotations

import secrets
import ssl
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.errors import Offline, Refused, UsageError
from desktop_crm.store import meta
from sync import protocol
from sync.client.transport import HttpTransport, Transport, checked_url, pinned
from sync.protocol import keys


def enroll(
    app: Application,
    url: str,
    user: str,
    password: str,
    device: str,
    version: str = "",
    connect: Callable[[str], Transport] | None = None,
    random_bytes: keys.RandomBytes = secrets.token_bytes,
    ca_file: str = "",
) -> dict[str, str]:
    """Sign in at a server and keep its token and its public keys in the encrypted store; return who we are there.

    Everything typed before goes up with the first synchronisation; sample customers never do. A
    profile belongs to one server: another one is refused. Raises Offline, Refused, UsageError.

    ``ca_file`` is the certificate authority of the company itself (PEM), for servers that no public one vouches for;
    a copy of it is kept in the profile. An address that ends with ``#`` and a fingerprint pins the certificate of an
    office server, which nobody vouches for.
    """
    address = checked_url(url.partition("#")[0])
    facts = app.facts()
    sign_key, box_key = keys.new_key(random_bytes), keys.new_key(random_bytes)
    request = protocol.EnrollRequest(
        user=user,
        password=password,
        device=device,
        code=facts.get("device_code"),
        app=version,
        sign_key=keys.sign_public(sign_key),
        box_key=keys.box_public(box_key),
    )
    certificate, pin = pinned(url)
    authority = certificate or _authority(app, ca_file)
    if not pin and not ca_file:
        pin = facts.get("pin", "")
    transport = connect(address) if connect else HttpTransport(address, authority=authority, pin=pin)
    try:
        reply = transport.post(protocol.ENROLL_PATH, protocol.encode(request))
    finally:
        transport.close()
    try:
        answer = msgspec.json.decode(reply.body, type=protocol.EnrollReply)
    except ValueError as error:
        raise Offline("bad_answer") from error
    known = facts.get("server_id")
    if known and known != answer.server_id:
        raise Refused("other_server", server=answer.server_id)
    with app.store.write() as connection:
        meta.put(
            connection,
            server_url=address,
            server_id=answer.server_id,
            token=answer.token,
            old_tokens=None,
            order=None,
            authority=authority or None,
            pin=pin or None,
            device_id=answer.device_id,
            device_name=device,
            device_code=answer.code,
            user_id=answer.user,
            user_name=answer.display_name,
            role=answer.role,
            team=answer.team,
            company=answer.company,
            server_key=answer.server_key or None,
            server_box_key=answer.server_box_key or None,
            sign_key=sign_key,
            box_key=box_key,
            last_error=None,
        )
        if not meta.get(connection, "issuer_name"):
            meta.put(connection, issuer_name=answer.company)
    app.write_audit("enroll", server=answer.server_id)
    return {
        "user": answer.user,
        "display_name": answer.display_name,
        "role": answer.role,
        "team": answer.team,
        "company": answer.company,
        "device": device,
        "device_code": answer.code,
        "server": address,
    }


def _authority(app: Application, ca_file: str) -> str:
    """Read a certificate authority, or the one that is known already."""
    if not ca_file:
        return app.facts().get("authority", "")
    try:
        text = Path(ca_file).read_text("ascii")
        ssl.create_default_context(cadata=text)
    except (OSError, ValueError) as error:  # no such file, no text, no certificate
        raise UsageError("ca_file", file=Path(ca_file).name) from error
    return text
