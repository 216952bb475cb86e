"""Names and teams of people and laptops, read when a merge needs them."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from sync.protocol import Why
from sync.server.intake import Unfit
from sync.server.schema import app_user, device

_person = select(app_user.c.display_name).where(app_user.c.user_id == bindparam("person"))
_device = select(device.c.name).where(device.c.code == bindparam("code"))
_team = select(app_user.c.team_id).where(app_user.c.user_id == bindparam("person"), app_user.c.active)


class Names:
    """Looks up once a batch."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._people: dict[str, str] = {}
        self._devices: dict[str, str] = {}
        self._teams: dict[str, str | None] = {}

    def person(self, user_id: str) -> str:
        """Display name; "" for the server itself."""
        if user_id and user_id not in self._people:
            self._people[user_id] = self._conn.execute(_person, {"person": user_id}).scalar_one_or_none() or user_id
        return self._people.get(user_id, "")

    def device(self, code: str) -> str:
        """What the person calls the laptop with this code; "" for the server itself."""
        if code and code not in self._devices:
            self._devices[code] = self._conn.execute(_device, {"code": code}).scalar_one_or_none() or code
        return self._devices.get(code, "")

    def team_of(self, user_id: str) -> str | None:
        """Team of somebody who may own cards. Raises Unfit when there is no such active person."""
        if user_id not in self._teams:
            row = self._conn.execute(_team, {"person": user_id}).first()
            if row is None:
                raise Unfit(Why.BAD_OPERATION, "no_such_user")
            self._teams[user_id] = row.team_id
        return self._teams[user_id]
