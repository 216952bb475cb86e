"""Who calls: signing in, introducing oneself, and the end of a laptop."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Raw, Struct

from sync.protocol.basics import MAX_PUSH_OPS, ONE_LINE, Id, Instant, Key, Witness


class EnrollRequest(Struct, omit_defaults=True, kw_only=True):
    """Sign in and make this laptop known."""

    user: Annotated[str, Meta(min_length=1, max_length=100, pattern=ONE_LINE)]
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    device: Annotated[str, Meta(min_length=1, max_length=100, pattern=ONE_LINE)]  # what the person calls the laptop
    code: Annotated[str, Meta(pattern="^[0-9A-Z]{4}$")] | None = None  # wished device code
    app: Annotated[str, Meta(max_length=40, pattern=ONE_LINE)] = ""
    sign_key: Key | None = None  # the laptop's own Ed25519 key: courier files are signed with it
    box_key: Key | None = None  # the laptop's own X25519 key: answers to courier files are sealed for it


class EnrollReply(Struct, kw_only=True):
    """Who the laptop is from now on. ``token`` is shown this once."""

    server_id: str
    device_id: str
    token: str
    user: str
    display_name: str
    role: str
    team: str  # "" without a team
    code: str  # the wished device code, or a fresh one when it was taken
    company: str
    server_key: str = ""  # Ed25519: orders and courier answers are signed with it; pinned from now on
    server_box_key: str = ""  # X25519: courier files are sealed for it


class Me(Struct, kw_only=True):
    """The signed-in person and laptop, as the server knows them."""

    server_id: str
    device_id: str
    device: str
    user: str
    display_name: str
    role: str
    team: str
    code: str
    company: str
    now: str


class HelloRequest(Struct, omit_defaults=True, kw_only=True):
    """Introduce this version of the program; asked at start and when an answer says so."""

    wall: Instant
    app: Annotated[str, Meta(max_length=40, pattern=ONE_LINE)] = ""
    schema: Annotated[int, Meta(ge=0, le=9999)] = 0
    w: Witness | None = None
    sign_key: Key | None = None  # of a laptop that enrolled before there were keys
    box_key: Key | None = None
    platform: Annotated[str, Meta(max_length=20, pattern=ONE_LINE)] = ""  # new versions are offered for it


class ScopeSize(Struct, kw_only=True):
    """How many live or binned cards a scope of this person holds."""

    id: str
    n: int


class HelloReply(Struct, omit_defaults=True, kw_only=True):
    """What the server is and what it asks of this laptop. ``token`` replaces the one in use once it was used."""

    server_id: str
    now: str
    schema: int
    min_schema: int
    head: int
    poll_after: int
    scopes: list[ScopeSize]
    limits: dict[str, int]
    lease_days: int = 0  # days without contact after which the laptop locks; 0: never
    token: str | None = None
    cards: int = 0  # that this person sees, each counted once
    server_key: str = ""  # to a laptop that sent its own keys
    server_box_key: str = ""
    releases: int = 0  # grows with every change of what is offered; a pull repeats it
    #: A newer version for this laptop, signed: see :class:`sync.protocol.releases.Release`.
    release: dict[str, Any] | None = None
    #: The version it runs now, where the server has that too: the way back.
    running: dict[str, Any] | None = None


class OrderMode(StrEnum):
    """What a revoked laptop shall do with its data."""

    DRAIN_THEN_WIPE = "drain_then_wipe"  # hand over what was never sent, then destroy all
    WIPE_NOW = "wipe_now"  # destroy at once, unsent work included
    NONE = "none"  # access ended, nothing is destroyed


class Order(Struct, kw_only=True):
    """What a revoked laptop shall do, signed by the server (:func:`sync.protocol.keys.sign_fields`)."""

    device: str
    mode: OrderMode
    nonce: str
    at: str
    sig: str


class LastWillRequest(Struct, omit_defaults=True, kw_only=True):
    """The operations a revoked laptop still holds, kept for review and never applied by themselves."""

    wall: Instant
    ops: Annotated[list[Raw], Meta(max_length=MAX_PUSH_OPS)]


class LastWillReply(Struct, kw_only=True):
    """How many operations the server did not have yet."""

    kept: int


class WipeReport(Struct, kw_only=True):
    """The laptop has destroyed its data, as the order with this nonce asked."""

    nonce: str


class WipeNoted(Struct, kw_only=True):
    """When the server first heard of the wipe."""

    at: str


class Device(Struct, kw_only=True, omit_defaults=True):
    """One laptop as administrators see it. Instants are UTC text, "" for never."""

    device_id: str
    user_id: str
    user_name: str
    name: str
    code: str
    state: str  # active, locked, revoked
    app: str
    schema: int
    created_at: str
    last_seen_at: str
    alarm_at: str = ""  # a replaced token was used
    order: str = ""  # mode of the order a revoked laptop is given
    order_at: str = ""
    wiped_at: str = ""  # the laptop reported that its data is destroyed
    current: bool = False  # the laptop that asks


class DeviceAction(StrEnum):
    """What can be done to a laptop from afar."""

    REVOKE = "revoke"
    UNLOCK = "unlock"


class DevicesRequest(Struct, omit_defaults=True, kw_only=True):
    """List the laptops, after doing something to one of them. Directors see all, administrators act."""

    action: DeviceAction | None = None
    device: Id | None = None
    mode: OrderMode = OrderMode.NONE  # of a revocation


class DevicesReply(Struct, kw_only=True):
    """The laptops after that."""

    devices: list[Device]
