"""What a handler is given besides the request: clock, identifiers, caller. Handlers take nothing from
the outside world themselves, so tests and simulations decide every input."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

#: Name space of identifiers the server derives from others, so that repeating a step makes the same row.
DERIVED = uuid.UUID("6f1c2a4e-0f0b-5d0e-9a55-2c7d0c6f7a11")


class Role(StrEnum):
    """What a person may see: own and team's cards, or all."""

    REP = "rep"
    MANAGER = "manager"
    DIRECTOR = "director"
    ADMIN = "admin"

    @property
    def sees_all(self) -> bool:
        """Say whether this role holds the scope ``all``."""
        return self in (Role.DIRECTOR, Role.ADMIN)

    @property
    def may_assign(self) -> bool:
        """Say whether this role may give a visible card to somebody else."""
        return self is not Role.REP


@dataclass(frozen=True, slots=True)
class Caller:
    """The person and laptop a request comes from. The command line calls with an empty device."""

    user_id: str
    display_name: str
    role: Role
    team_id: str | None
    device_id: str | None = None
    device_name: str = ""
    code: str = ""
    last_seen_at: str = ""
    schema: int = 0  # revision the laptop last said it has; 0: it never said
    offered_token: bytes | None = None  # hash of the token used, when it is the one offered last


#: The administrator at the server's own command line.
CONSOLE = Caller("", "server", Role.ADMIN, None)


def utc_now() -> datetime:
    """Read the machine's clock."""
    return datetime.now(UTC)


def new_uuid() -> str:
    """Make a random identifier."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Context:
    """Clock (aware, UTC), sources of identifiers and randomness, and caller of one request."""

    caller: Caller = CONSOLE
    clock: Callable[[], datetime] = field(default=utc_now)
    new_id: Callable[[], str] = field(default=new_uuid)
    new_token: Callable[[], str] = field(default=secrets.token_urlsafe)  # 256 bits
    random_bytes: Callable[[int], bytes] = field(default=secrets.token_bytes)


def instant_text(moment: datetime) -> str:
    """Write an instant as the protocol does: UTC, milliseconds, ``Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def derived_id(*parts: str) -> str:
    """Make the identifier that always belongs to these parts."""
    return str(uuid.uuid5(DERIVED, "\0".join(parts)))
