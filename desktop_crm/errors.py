"""The tree of errors. Each carries a stable code and parameters, no prose: ui and the command line
turn codes into sentences.

CrmError
    UsageError          the call is wrong: unknown field, impossible value
        NotFound        no such customer
    RecordRefused       a rule forbids the change
    StoreError          the file on this laptop
        WrongKey        passphrase or key does not open the file
        KeyMissing      no key store and no passphrase
        StoreDamaged    the file cannot be read
        StoreTooNew     written by a newer version
        DiskFull        no room; nothing was saved
        StoreBusy       another program holds the file
    ExchangeError       a file that cannot be read or written
    SyncError           the server or the way to it
        Offline         no answer that is ours
        NotEnrolled     this profile has no server
        Locked          this laptop may not be worked on until there was contact
        Removed         its data was destroyed on order of the company
        Refused         wrong password, revoked token, foreign server
        UpdateRefused   a new version that is not to be installed
    OfficeFailed        the office server of this computer
"""

from __future__ import annotations


class CrmError(Exception):
    """Base of all expected errors."""

    code = "error"

    def __init__(self, code: str | None = None, **params: object) -> None:
        self.code = code or self.code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(self.code, self.params)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}({details})" if details else self.code


class UsageError(CrmError):
    """The call itself is wrong."""

    code = "usage"


class NotFound(UsageError):
    """No such record."""

    code = "not_found"


class RecordRefused(CrmError):
    """A rule forbids the change."""

    code = "refused"


class StoreError(CrmError):
    """Something about the file on this laptop."""

    code = "store"


class WrongKey(StoreError):
    """Passphrase or key does not open the file."""

    code = "wrong_key"


class KeyMissing(StoreError):
    """There is no key store and no passphrase was given."""

    code = "key_missing"


class StoreDamaged(StoreError):
    """The file cannot be read."""

    code = "store_damaged"


class StoreTooNew(StoreError):
    """The file was written by a newer version."""

    code = "store_too_new"


class DiskFull(StoreError):
    """There is no room on the disk; nothing was saved."""

    code = "disk_full"


class StoreBusy(StoreError):
    """Another program holds the file."""

    code = "store_busy"


class ExchangeError(CrmError):
    """A file that cannot be read or written."""

    code = "exchange"


class SyncError(CrmError):
    """The server or the way to it."""

    code = "sync"


class Offline(SyncError):
    """No answer came that is ours."""

    code = "offline"


class NotEnrolled(SyncError):
    """This profile has no server."""

    code = "not_enrolled"


class Refused(SyncError):
    """The server refused: password, token, or it is not our server."""

    code = "server_refused"


class Locked(SyncError):
    """Work on this laptop is locked; nothing is destroyed. Codes: ``laptop_`` and a word of the lease's ``Lock``."""

    code = "laptop_lease"


class Removed(SyncError):
    """The data of this profile was destroyed on order of the company."""

    code = "removed"


class UpdateRefused(SyncError):
    """A new version, or the one before, is not installed; nothing was changed."""

    code = "update_refused"


class OfficeFailed(CrmError):
    """The office server of this computer did not do what was asked. Codes: ``office_`` and its own word."""

    code = "office_failed"
