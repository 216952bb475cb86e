"""Small facts of the profile, kept in the store: device, user, server, cursor."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop_crm.store.raw import fetch_all

#: Names of the facts. Anything else is a mistake of the caller.
KEYS = frozenset(
    {
        "profile_id", "device_id", "device_code", "device_name", "hash_key", "next_no", "issuer_code", "issuer_name",
        "user_id", "user_name", "role", "team", "company", "server_url", "server_id", "token",
        "since", "after", "witness_seq", "witness_tag", "first_sync_done", "last_synced_at", "last_error",
        "last_error_at", "language", "theme", "last_backup_at",
        "server_key", "server_box_key", "sign_key", "box_key",  # public of the server, private of the laptop
        "last_hello_at", "last_contact_at", "min_schema", "lease_days", "cards_expected",
        "org_hash", "verified_at", "verified_cards", "verified_head", "digest_due", "repaired_cards",
        "diverged_at", "salvage_file", "salvage_left", "question", "answer", "answered_at",
        "said_schema", "digest_at", "stage_head", "question_cards", "question_of", "salvage_offered",
        "quick_checked_at",
        "old_tokens", "order", "will_sent", "will_kept", "newest_at", "authority", "pin",
        "keep_from_at", "keep_from_seq",  # newest commit known at an instant: what is older may be forgotten later
        "attachment_limit",  # bytes of the largest content the server takes; 0 for one that knows none
        "attachment_auto", "attachment_metered",  # pictures up to so many bytes come unasked; transfers that cost too
        "list_state", "start_view",  # the customer list as it was left, and the view it begins with
        "release", "release_back",  # what the server signed: of a newer version, and of the one that runs
        "release_error", "release_version",  # a newer version that was not taken, and why
        "releases", "releases_told",  # count of changes as the last greeting told it, and another one a pull told
        "quality_version", "quality_noted",  # rules of file quality in force; how far files are noted for them
        "form_draft", "form_draft_base",  # the next version of the company's form, and what it was made from
        "server_ahead_ms", "epoch",  # of the server's clock; how often it forgot something
    }
)  # fmt: skip


def get(connection: Connection, key: str, default: str = "") -> str:
    """Read one fact."""
    rows = fetch_all(connection, "SELECT value FROM meta WHERE key = ?", (_known(key),))
    return str(rows[0][0]) if rows else default


def get_int(connection: Connection, key: str) -> int:
    """Read one fact that is a number; 0 when unset."""
    return int(get(connection, key, "0"))


def put(connection: Connection, **facts: object) -> None:
    """Write facts; None removes one."""
    kept = [(_known(key), str(value)) for key, value in facts.items() if value is not None]
    gone = [(_known(key),) for key, value in facts.items() if value is None]
    if gone:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", gone)
    if kept:
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", kept)


def everything(connection: Connection) -> dict[str, str]:
    """Read all facts."""
    return {str(key): str(value) for key, value in connection.exec_driver_sql("SELECT key, value FROM meta")}


def _known(key: str) -> str:
    if key not in KEYS:
        raise KeyError(key)
    return key
