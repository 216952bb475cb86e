"""Whether this laptop may still be worked on: not when its company ordered its data away, nor when it was without
contact for longer than the company allows. Locking destroys nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from desktop_crm.store import meta

#: A clock this far behind the newest instant ever seen was put back.
TOLERANCE = timedelta(hours=1)
_NOTE_EVERY = timedelta(minutes=10)
_QUESTION_LETTERS = 6
#: No 0/O or 1/I: a person reads them aloud.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Lock(StrEnum):
    """Why a laptop is locked."""

    ORDER = "order"  # its data is to be destroyed as soon as the unsent work is handed over
    LEASE = "lease"  # too long without contact
    CLOCK = "clock"  # the clock was put back, so nobody can say how long it has been


def locked(facts: Mapping[str, str], now: str) -> Lock | None:
    """Say why the profile with these facts is locked at an instant (UTC text); None when it is not."""
    if facts.get("order"):
        return Lock.ORDER
    days, contact = int(facts.get("lease_days", "0")), facts.get("last_contact_at", "")
    if days <= 0 or not contact:
        return None
    moment, newest = _instant(now), max(_instant(facts.get("newest_at") or contact), _instant(contact))
    if moment < newest - TOLERANCE:
        return Lock.CLOCK
    return Lock.LEASE if max(moment, newest) - _instant(contact) >= timedelta(days=days) else None


def renew(connection: Connection, now: str) -> None:
    """There was contact, or an administrator's word: the time begins anew."""
    meta.put(connection, last_contact_at=now, newest_at=now)


def is_renewal_due(facts: Mapping[str, str], now: str) -> bool:
    """Say whether a contact is worth writing down: not each minute."""
    contact = facts.get("last_contact_at", "")
    return not contact or locked(facts, now) is not None or abs(_instant(now) - _instant(contact)) >= _NOTE_EVERY


def is_note_due(facts: Mapping[str, str], now: str) -> bool:
    """Say whether the present instant is to be written down, so that a clock put back is noticed."""
    if int(facts.get("lease_days", "0")) <= 0:
        return False
    newest = facts.get("newest_at", "")
    return not newest or _instant(now) - _instant(newest) >= _NOTE_EVERY


def question(facts: Mapping[str, str]) -> str:
    """Return what a person reads to the administrator, who answers with the code for it. It changes with each
    contact, so that no code works twice."""
    seed = f"{facts.get('device_id', '')} {facts.get('last_contact_at', '')}"
    digest = hashlib.sha256(seed.encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_QUESTION_LETTERS])


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
