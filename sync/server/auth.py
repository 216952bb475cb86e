"""Who is calling: passwords at enrolment, device tokens ever after. Only hashes are stored."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, insert, select, update

from sync.protocol import Code, EnrollReply, EnrollRequest, keys
from sync.server import info, tokens
from sync.server.accounts import user_key
from sync.server.context import CONSOLE, Caller, Context, Role, instant_text
from sync.server.devices import ACTIVE, LOCKED, REVOKED, write_audit
from sync.server.errors import BadToken, CopyFound, Revoked
from sync.server.orders import signed_order
from sync.server.schema import app_user, device

_SEEN_EVERY = timedelta(hours=1)
_TOKEN_LENGTH = 43
_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Hash of nothing anybody knows: an unknown user costs the same time as a wrong password."""
    return _hasher.hash(secrets.token_hex())


def prepare() -> None:
    """Do at start what the first unknown user would otherwise wait for, and so be told apart."""
    _nobody()


def hash_password(password: str) -> str:
    """Hash a new password (argon2id)."""
    return _hasher.hash(password)


@dataclass(frozen=True, slots=True)
class _Finding:
    """The statements that find a laptop with its person; with a lock the laptop is held first."""

    plain: Select[Any]
    lock: Select[Any]
    locked: Select[Any]

    @classmethod
    def where(cls, mine: ColumnElement[bool]) -> _Finding:
        plain = select(device, app_user).join(app_user, app_user.c.user_id == device.c.user_id).where(mine)
        lock = select(device.c.device_id).where(mine).with_for_update()
        return cls(plain, lock, plain.with_for_update(read=True, of=app_user))

    def first(self, conn: Connection, values: dict[str, Any], *, lock: bool) -> Row[*tuple[Any, ...]] | None:
        """Return the first row found."""
        if not lock or conn.dialect.name != "postgresql":
            return conn.execute(self.plain, values).first()
        conn.execute(self.lock, values)
        return conn.execute(self.locked, values).first()


_by_token = _Finding.where(tokens.HELD)
_by_id = _Finding.where(device.c.device_id == bindparam("id"))


def authenticate(
    conn: Connection,
    authorization: str | None,
    *,
    lock: bool = False,
    to_revoked: bool = False,
    now: datetime | None = None,
) -> Caller:
    """Find the caller of a request by its Authorization header.

    With ``lock`` the device row is held until the transaction ends, so that one laptop pushes once at
    a time, and the user row is shared, so that a change of team or role waits.
    With ``to_revoked`` a revoked laptop is let in too. Until a while before ``now`` a replaced token is good.
    Raises BadToken, Revoked, CopyFound.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or len(token) != _TOKEN_LENGTH or not token.isascii():
        raise BadToken
    hashed = tokens.token_hash(token)
    row = _by_token.first(conn, {"held": hashed}, lock=lock)
    if row is None:
        raise BadToken
    if row.state == REVOKED and not to_revoked:
        raise Revoked(order=signed_order(conn, row))
    if row.state == LOCKED:
        raise Revoked(Code.LOCKED)
    if not row.active and not to_revoked:
        raise Revoked(Code.DISABLED)
    if row.state == ACTIVE and tokens.is_copied(row, hashed, now):
        raise CopyFound(row.device_id)
    return replace(caller_of(row), offered_token=hashed if row.next_token_hash == hashed else None)


def author(conn: Connection, device_id: str) -> Row[*tuple[Any, ...]] | None:
    """Find and hold the laptop and the person that a letter names, in whatever state they are."""
    return _by_id.first(conn, {"id": device_id}, lock=True)


def caller_of(row: Row[*tuple[Any, ...]]) -> Caller:
    """Describe the person and laptop of a row as those from whom a request comes."""
    return Caller(
        user_id=row.user_id,
        display_name=row.display_name,
        role=Role(row.role),
        team_id=row.team_id,
        device_id=row.device_id,
        device_name=row.name,
        code=row.code,
        last_seen_at=row.last_seen_at,
        schema=row.schema,
    )


def seen_long_ago(caller: Caller, now: datetime) -> bool:
    """Say whether the time of last contact is worth writing down again."""
    return now - datetime.fromisoformat(caller.last_seen_at) >= _SEEN_EVERY


_contact = update(device).where(device.c.device_id == bindparam("mine")).values(last_seen_at=bindparam("now"))


def note_contact(conn: Connection, caller: Caller, now: datetime) -> None:
    """Write down when the laptop was last heard of."""
    conn.execute(_contact, {"mine": caller.device_id, "now": instant_text(now)})


def stored_password(conn: Connection, user: str) -> str | None:
    """Read the password hash of an active person."""
    query = select(app_user.c.password_hash).where(app_user.c.user_id == user_key(user), app_user.c.active)
    return conn.execute(query).scalar_one_or_none()


def check_password(stored: str | None, password: str) -> None:
    """Compare outside any transaction: it takes tens of milliseconds on purpose. Raises BadToken."""
    try:
        _hasher.verify(stored or _nobody(), password)
    except (VerificationError, InvalidHashError) as error:
        raise BadToken(Code.PASSWORD) from error
    if stored is None:
        raise BadToken(Code.PASSWORD)


def enroll(conn: Connection, ctx: Context, request: EnrollRequest) -> EnrollReply:
    """Register a laptop of a person whose password was checked. Raises BadToken when disabled meanwhile."""
    query = select(app_user).where(app_user.c.user_id == user_key(request.user), app_user.c.active)
    person = conn.execute(query.with_for_update(read=True)).first()
    if person is None:
        raise BadToken(Code.PASSWORD)
    device_id, token = ctx.new_id(), ctx.new_token()
    code = _free_code(conn, ctx, request.code)
    now = instant_text(ctx.clock())
    made = {"device_id": device_id, "user_id": person.user_id, "name": request.device, "code": code}
    made |= {"token_hash": tokens.token_hash(token), "token_at": now, "state": ACTIVE, "app": request.app}
    made |= {"sign_key": _raw(request.sign_key), "box_key": _raw(request.box_key)}
    conn.execute(insert(device).values(created_at=now, last_seen_at=now, **made))
    write_audit(conn, replace(ctx, caller=replace(CONSOLE, user_id=person.user_id)), "enroll", device_id)
    facts, own = info.read(conn), info.read_keys(conn)
    return EnrollReply(
        server_id=facts.server_id,
        device_id=device_id,
        token=token,
        user=person.user_id,
        display_name=person.display_name,
        role=person.role,
        team=person.team_id or "",
        code=code,
        company=facts.company,
        server_key=keys.sign_public(own.sign),
        server_box_key=keys.box_public(own.box),
    )


def _raw(key: str | None) -> bytes | None:
    return bytes.fromhex(key) if key else None


def _free_code(conn: Connection, ctx: Context, wished: str | None) -> str:
    """Return the wished device code, or a random one when another laptop has it. Codes are never reused."""
    code = wished or _random_code(ctx)
    while conn.execute(select(device.c.device_id).where(device.c.code == code)).first() is not None:
        code = _random_code(ctx)
    return code


def _random_code(ctx: Context) -> str:
    digest = hashlib.sha256(ctx.new_id().encode()).digest()
    return "".join(keys.SPOKEN_LETTERS[byte % len(keys.SPOKEN_LETTERS)] for byte in digest[:4])
