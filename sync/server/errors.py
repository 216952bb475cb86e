"""Refusals of a whole request. Each knows its status and stable code; no prose about data.

ServerRefusal
    BadToken       401
    Revoked        403
        CopyFound  403
    Forbidden      403
    NotFound       404
    Diverged       409
    NotPrimary     409
    BadLetter      409
    TooLarge       413
    BadEnvelope    422
    Upgrade        426
    TooMany        429
    Busy           503
    Full           507
"""

from __future__ import annotations

from typing import Any

from sync.protocol import Code


class ServerRefusal(Exception):
    """Base of all refusals."""

    status = 400
    code = Code.BAD_ENVELOPE
    title = "Refused"

    def __init__(
        self,
        code: Code | None = None,
        detail: str | None = None,
        retry_after_s: int | None = None,
        order: dict[str, Any] | None = None,
    ) -> None:
        self.code = code or self.code
        self.order = order
        self.detail = detail
        self.retry_after_s = retry_after_s
        super().__init__(self.code.value)


class BadToken(ServerRefusal):
    """No, a malformed or an unknown token; or a wrong password."""

    status, code, title = 401, Code.TOKEN, "Sign in first"


class Revoked(ServerRefusal):
    """The laptop was revoked or the person disabled."""

    status, code, title = 403, Code.REVOKED, "This device has no access any more"


class CopyFound(Revoked):
    """A replaced token was used: somebody has a copy of this laptop. It is to be locked."""

    code = Code.LOCKED

    def __init__(self, device_id: str) -> None:
        self.device_id = device_id
        super().__init__()


class Forbidden(ServerRefusal):
    """The caller's role does not allow it."""

    status, code, title = 403, Code.FORBIDDEN, "Not allowed for this role"


class NotFound(ServerRefusal):
    """Nothing of that name in the caller's scope."""

    status, code, title = 404, Code.NOT_FOUND, "Not found"


class Diverged(ServerRefusal):
    """The caller saw commits that this server does not have."""

    status, code, title = 409, Code.DIVERGED, "This server does not know the history of the device"


class NotPrimary(ServerRefusal):
    """This copy of the database is behind what the caller saw; only the primary can say more."""

    status, code, title = 409, Code.NOT_PRIMARY, "This server only has a copy that is behind; ask the primary"


class BadLetter(ServerRefusal):
    """What was carried here is no letter to this server from a laptop it knows, or not one byte of it is as it was."""

    status, code, title = 409, Code.BAD_LETTER, "This letter cannot be taken"


class Upgrade(ServerRefusal):
    """The caller's version is too old for what it asks; it may still push."""

    status, code, title = 426, Code.UPGRADE, "This version is too old to receive data"


class TooLarge(ServerRefusal):
    """The body exceeds the limit."""

    status, code, title = 413, Code.TOO_BIG, "The request is too large"


class BadContentEncoding(ServerRefusal):
    """The body is not in a known encoding."""

    status, code, title = 415, Code.ENCODING, "Unknown or broken content encoding"


class BadEnvelope(ServerRefusal):
    """The request as a whole cannot be understood."""

    status, code, title = 422, Code.BAD_ENVELOPE, "The request cannot be understood"


class TooMany(ServerRefusal):
    """Too many attempts."""

    status, code, title = 429, Code.TOO_MANY, "Too many attempts"


class Busy(ServerRefusal):
    """The database does not answer in time."""

    status, code, title = 503, Code.BUSY, "The server is busy"


class Full(ServerRefusal):
    """No room on the disk; nothing was acknowledged."""

    status, code, title = 507, Code.FULL, "The server has no room"
