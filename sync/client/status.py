"""What one glance tells about synchronisation: a state, counts, and the newest error as a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The one word of the status bar."""

    NOT_ENROLLED = "not_enrolled"  # this profile has no server: everything stays on the laptop
    OFFLINE = "offline"
    SYNCING = "syncing"
    FIRST_SYNC = "first_sync"  # still loading: ``loaded`` cards so far, search is incomplete
    SYNCED = "synced"
    ERROR = "error"  # ``error`` says what; a person has to do something
    LEAVING = "leaving"  # the company ordered the data away: close the profile and destroy it


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Frozen picture of the synchronisation. ``last_synced_at`` is UTC text, "" if never."""

    state: State
    pending: int = 0  # operations without an answer
    pending_customers: int = 0
    conflicts: int = 0  # open
    last_synced_at: str = ""
    server: str = ""
    error: str = ""  # code of desktop_crm.errors
    loaded: int = 0
    lock: str = ""  # why work on this laptop is locked (desktop_crm.store.lease.Lock), "" when it is not
