"""The key of the store: 32 random bytes in the operating system's key store, or derived from a
passphrase where there is none. The key is never written to a file."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_crm.errors import KeyMissing, StoreDamaged
from desktop_crm.paths import ProfilePaths

KEY_BYTES = 32
_SERVICE = "desktop-crm"
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**15, 8, 1  # about 0.1 s and 32 MiB on a laptop of 2020


@dataclass(frozen=True, slots=True)
class ProfileInfo:
    """What is known of a profile before its store is open."""

    profile_id: str
    key_source: str  # "keyring" or "passphrase"
    salt: str  # hex, for the passphrase

    def write(self, path: Path) -> None:
        """Write atomically."""
        temporary = path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as stream:
            json.dump(asdict(self), stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)


def read_info(paths: ProfilePaths) -> ProfileInfo | None:
    """Read the facts of a profile; None when the folder holds none.

    Raises StoreDamaged when the file cannot be understood.
    """
    return _read(paths.info)


def _read(path: Path) -> ProfileInfo | None:
    try:
        raw = json.loads(path.read_text("utf-8"))
        info = ProfileInfo(str(raw["profile_id"]), str(raw["key_source"]), str(raw["salt"]))
        bytes.fromhex(info.salt)
        if info.key_source not in ("keyring", "passphrase"):
            raise ValueError(info.key_source)
        return info
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(file=path.name) from error


def new_info(*, with_passphrase: bool) -> ProfileInfo:
    """Describe a new profile."""
    source = "passphrase" if with_passphrase else "keyring"
    return ProfileInfo(str(uuid.uuid4()), source, secrets.token_hex(16))


def key_store_available() -> bool:
    """Say whether the operating system offers a key store."""
    import keyring
    from keyring.backends.fail import Keyring as NoKeyring

    return not isinstance(keyring.get_keyring(), NoKeyring)


def forget_key(paths: ProfilePaths) -> None:
    """Make the key of a profile impossible to obtain ever again: nothing encrypted with it can be read.

    May be repeated after a stop: from its first step on the folder holds no profile. A key store that cannot be
    opened keeps a key that opens nothing any more, as the files go too.
    """
    if paths.info.exists():
        paths.info.replace(paths.former_info)
    info = _read(paths.former_info)
    if info is None:
        return
    if info.key_source == "passphrase":  # without the salt no passphrase makes the key
        ProfileInfo(info.profile_id, info.key_source, secrets.token_hex(16)).write(paths.former_info)
    else:
        import keyring
        from keyring.errors import KeyringError

        with contextlib.suppress(KeyringError):
            keyring.delete_password(_SERVICE, info.profile_id)
    paths.former_info.unlink()


def obtain_key(info: ProfileInfo, passphrase: str | None, *, create: bool = False) -> bytes:
    """Return the key of a profile; with ``create`` make one in the key store if it has none.

    Raises KeyMissing when the key store is gone or the passphrase is needed and absent.
    """
    if info.key_source == "passphrase":
        if not passphrase:
            raise KeyMissing("passphrase_needed")
        return derive(passphrase, info.salt)
    return _from_key_store(info, create=create)


def derive(passphrase: str, salt: str) -> bytes:
    """Make the key out of a passphrase and a salt in hex."""
    return hashlib.scrypt(
        passphrase.encode(),
        salt=bytes.fromhex(salt),
        n=_SCRYPT_N,
        r=_SCRYPT_R,
        p=_SCRYPT_P,
        maxmem=2**26,
        dklen=KEY_BYTES,
    )


def keep_key(info: ProfileInfo, key: bytes) -> None:
    """Put the key of a profile into the operating system's key store; raises what the key store raises."""
    import keyring

    keyring.set_password(_SERVICE, info.profile_id, key.hex())


def _from_key_store(info: ProfileInfo, *, create: bool) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        stored = keyring.get_password(_SERVICE, info.profile_id)
        if stored is None and create:
            stored = secrets.token_hex(KEY_BYTES)
            keep_key(info, bytes.fromhex(stored))
    except KeyringError as error:
        raise KeyMissing("key_store_unavailable") from error
    try:
        key = bytes.fromhex(stored or "")
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyMissing("key_lost")
    return key
