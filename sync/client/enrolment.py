"""Making a laptop known to its company's server."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.errors import Offline, Refused
from desktop_crm.store import meta
from sync import protocol
from sync.client.transport import HttpTransport, Transport, checked_url
from sync.protocol import keys


def enroll(
    app: Application,
    url: str,
    user: str,
    password: str,
    device: str,
    version: str = "",
    connect: Callable[[str], Transport] = HttpTransport,
    random_bytes: keys.RandomBytes = secrets.token_bytes,
) -> dict[str, str]:
    """Sign in at a server and keep its token and its public keys in the encrypted store; return who we are there.

    Everything typed before goes up with the first synchronisation; sample customers never do. A
    profile belongs to one server: another one is refused. Raises Offline or Refused.
    """
    address = checked_url(url)
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
    transport = connect(address)
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
