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


class CheckState(StrEnum):
    """Where a check of everything stands."""

    NONE = "none"  # nobody asked for one
    WAITING = "waiting"  # asked for, and something else comes first
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"  # ``SyncStatus.error`` says why


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """The check of everything that a person asked for: how far, and how it ended.

    ``done`` of ``of`` cards are computed; ``cards`` are on this laptop, ``repaired`` had to be fetched anew,
    ``equal``: laptop and server are equal now.
    """

    state: CheckState = CheckState.NONE
    done: int = 0
    of: int = 0
    cards: int = 0
    repaired: int = 0
    equal: bool = False

    @property
    def busy(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (CheckState.WAITING, CheckState.RUNNING)


@dataclass(frozen=True, slots=True)
class TransferStatus:
    """Contents of attachments: how many wait to be sent and their bytes, and the one that moves.

    ``done`` of ``size`` bytes of ``sha256`` have arrived; "" when nothing moves. ``dear``: what waits is held back
    because the network costs by volume. ``error``: code with which moving ended.
    """

    waiting: int = 0
    waiting_bytes: int = 0
    sha256: str = ""
    up: bool = False
    done: int = 0
    size: int = 0
    dear: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class UpdateStatus:
    """A newer version of the program, ``version`` "" when there is none: ``done`` of ``size`` bytes are here; ``ready``
    to be installed. ``error``: code of why it is not taken."""

    version: str = ""
    notes: str = ""
    done: int = 0
    size: int = 0
    ready: bool = False
    error: str = ""

    @property
    def percent(self) -> int:
        """How much of it has arrived."""
        return 100 * self.done // self.size if self.size else 0


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
    check: CheckStatus = CheckStatus()
    transfer: TransferStatus = TransferStatus()
    update: UpdateStatus = UpdateStatus()
    #: When a synchronisation that brought something began (UTC text); only in the status that tells its end.
    came_since: str = ""
    answers: int = 0  # to letters of colleagues, that came with this synchronisation; told once as well
