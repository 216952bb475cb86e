"""Who calls: signing in, introducing oneself, and the end of a laptop."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Raw, Struct

from sync.protocol.basics import MAX_PUSH_OPS, ONE_LINE, Instant, Key, Witness


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


class Order(Struct, kw_only=True):
    """What a revoked laptop shall do, signed by the server (:func:`sync.protocol.keys.sign_fields`)."""

    device: str
    mode: str  # "drain_then_wipe", "wipe_now" or "none": access ended, nothing is destroyed
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
