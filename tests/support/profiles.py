"""Profiles for tests: builders, sample values, a clock that only tests move, countable identifiers."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.fields import Value
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import keys, opening
from desktop_crm.store.projection import parse

TODAY = date(2026, 11, 22)
PASSPHRASE = "七月流火"
INDIVIDUAL: Mapping[str, Value] = {
    "full_name": "曾国藩",
    "signed_by": "王五",
    "mobile_phone": "13812345678",
    "mailing_address": "湖南省长沙市芙蓉区东方红街1号",
    "sex": "male",
}
ORGANISATION: Mapping[str, Value] = {
    "customer_kind": "organisation",
    "org_name": "绍兴市恒昌纺织有限公司",
    "customer_nature": "manufacturer",
    "signed_by": "王五",
    "landline_phone": "0575-88001234",
}
RELATIVE: Mapping[str, Value] = {"name": "曾纪泽", "relation": "son", "phone": "13900001111"}


class Clock:
    """UTC text that moves only when told."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> str:
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def forward(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)


class Ids:
    """UUIDs that count; ``salt`` keeps two laptops apart."""

    def __init__(self, salt: int = 1) -> None:
        self.salt = salt
        self.given = 0

    def __call__(self) -> str:
        self.given += 1
        return f"{self.salt:08x}-0000-7000-8000-{self.given:012x}"


def profile(
    folder: Path,
    *,
    passphrase: str | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    today: date = TODAY,
    **facts: object,
) -> Application:
    """Open a profile, made on first use, with the test's key store or a passphrase; ``facts`` are written into it."""
    lay_out(folder, passphrase)
    app = open_application(
        folder, passphrase, create=True, clock=clock or Clock(), new_id=ids or Ids(), today=lambda: today
    )
    app.set_facts(**{"user_name": "王五", "device_code": "AB12", **facts})
    return app


def lay_out(folder: Path, passphrase: str | None = None) -> None:
    """Have an empty store with a profile identifier of its own in a folder: a copy, as migrations take their time."""
    paths = ProfilePaths(folder)
    if opening.profile_exists(paths) or not (passphrase or keys.key_store_available()):
        return
    info, key, store = _empty_store(passphrase)
    info = replace(info, profile_id=keys.new_info(with_passphrase=False).profile_id)
    if passphrase is None:
        keys.keep_key(info, key)
    paths.root.mkdir(parents=True, exist_ok=True)
    info.write(paths.info)
    paths.store.write_bytes(store)


@functools.cache
def _empty_store(passphrase: str | None) -> tuple[keys.ProfileInfo, bytes, bytes]:
    """Make what :func:`lay_out` copies, as the product does: facts, key, file."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ProfilePaths(Path(folder))
        info = opening.create_profile(paths, passphrase)
        opening.open_store(paths, passphrase).close()
        return info, keys.obtain_key(info, passphrase), paths.store.read_bytes()


def count(app: Application, table: str, where: str = "1") -> int:
    """Count rows of a table."""
    with app.store.read() as connection:
        return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}" WHERE {where}').scalar() or 0)


def operations(app: Application, state: str = "pending") -> list[dict[str, object]]:
    """Return the operations of the outbox in a state, oldest first."""
    sql = "SELECT payload FROM outbox WHERE state = ? ORDER BY n"
    with app.store.read() as connection:
        rows = connection.exec_driver_sql(sql, (state,)).fetchall()
    return [parse(str(row[0])) for row in rows]  # type: ignore[misc]
