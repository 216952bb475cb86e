"""Signatures and sealed messages of laptop and server; stated byte by byte in ``sync/PROTOCOL.md``.

Every key is 64 hexadecimal digits. A private key is 32 random bytes, whatever it is for: those of a signer make
an Ed25519 pair, those of a box an X25519 pair. Randomness comes from outside. The library is loaded where it is
first needed, because that takes longer than most commands run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sync.protocol.codec import canonical

KEY_BYTES = 32
#: What a signature or a sealed message is for; none can be passed off as another.
ORDER: Final = "order"
COURIER: Final = "courier"
COURIER_ANSWER: Final = "courier-answer"
RELEASE: Final = "release"

RandomBytes = Callable[[int], bytes]
#: No 0/O or 1/I: a person reads them aloud.
SPOKEN_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_ONE_USE = bytes(12)  # nonce: each message has a key of its own
_TAG_BYTES = 16


class BadSeal(ValueError):
    """The message was not sealed for this key and purpose, or not one byte of it is as it was."""


def new_key(random_bytes: RandomBytes) -> str:
    """Make a private key for either use."""
    return random_bytes(KEY_BYTES).hex()


# -- signatures -----------------------------------------------------------------------------


def sign_public(private: str) -> str:
    """Return the public key of a signer."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()


def sign(private: str, purpose: str, message: bytes) -> str:
    """Sign; return 128 hexadecimal digits."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).sign(_label(purpose) + message).hex()


def verify(public: str, purpose: str, message: bytes, signature: str) -> bool:
    """Say whether the owner of a public key signed this for this purpose. Anything malformed is no."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:  # one spelling only
            return False
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(raw, _label(purpose) + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_fields(private: str, purpose: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with their signature as ``sig``, made over their canonical JSON."""
    return {**fields, "sig": sign(private, purpose, canonical(dict(fields)))}


def verify_fields(public: str, purpose: str, signed: Mapping[str, Any]) -> bool:
    """Say whether ``sig`` is the signature over the canonical JSON of all other fields, known or not."""
    rest = {name: value for name, value in signed.items() if name != "sig"}
    signature = signed.get("sig")
    return isinstance(signature, str) and verify(public, purpose, canonical(rest), signature)


# -- sealed messages ------------------------------------------------------------------------


def box_public(private: str) -> str:
    """Return the public key of a box."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()


def seal(public: str, purpose: str, message: bytes, random_bytes: RandomBytes) -> bytes:
    """Encrypt so that only the owner of a public box key can read it. Says nothing about who did: sign for that.

    Raises ValueError for a key that is none.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    passing = new_key(random_bytes)
    mine = bytes.fromhex(box_public(passing))
    key = _message_key(passing, public, mine, bytes.fromhex(public), purpose)
    return mine + ChaCha20Poly1305(key).encrypt(_ONE_USE, message, _label(purpose))


def unseal(private: str, purpose: str, sealed: bytes) -> bytes:
    """Decrypt what :func:`seal` made for this key and purpose. Raises BadSeal."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    theirs, rest = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    if len(rest) < _TAG_BYTES:
        raise BadSeal
    try:
        key = _message_key(private, theirs.hex(), theirs, bytes.fromhex(box_public(private)), purpose)
        return ChaCha20Poly1305(key).decrypt(_ONE_USE, rest, _label(purpose))
    except (InvalidTag, ValueError) as error:  # ValueError: a point that gives no secret
        raise BadSeal from error


def spoken_code(private: str, public: str, question: str) -> str:
    """Return the eight letters by which the owners of two box keys know each other on the telephone.

    Both sides compute them from their own private and the other's public key. Raises ValueError for keys that are none.
    """
    asked = "".join(question.split()).upper().encode()
    digest = _message_key(private, public, asked, b"", "spoken")
    return "".join(SPOKEN_LETTERS[byte % len(SPOKEN_LETTERS)] for byte in digest[:8])


def _message_key(private: str, public: str, passing: bytes, receiver: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    shared = X25519PrivateKey.from_private_bytes(bytes.fromhex(private)).exchange(
        X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    )
    return HKDF(SHA256(), KEY_BYTES, salt=passing + receiver, info=_label(purpose)).derive(shared)


def _label(purpose: str) -> bytes:
    return f"desktop-crm 1 {purpose}\n".encode()
