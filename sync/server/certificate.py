"""The self-made certificate of an office server. Laptops know it by its fingerprint, not by a name or an authority."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

#: Nobody renews it, and who pinned it looks at nothing else.
_DAYS = 3650
_OWNER_ONLY = 0o600
#: Nothing is sent there: asking the way to an address of the documentation tells which address of ours leads out.
_ELSEWHERE = ("192.0.2.1", 9)


@dataclass(frozen=True, slots=True)
class Pair:
    """Files of a certificate and its private key."""

    certificate: Path
    key: Path


def make(pair: Pair, company: str, names: Iterable[str], now: datetime) -> None:
    """Make key and certificate for names and addresses; the certificate signs itself. Raises OSError."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, company[:60] or "Desktop CRM")])
    made = (
        x509.CertificateBuilder(subject, subject, public, x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))  # laptops' clocks are not ours
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.SubjectAlternativeName([_named(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, SHA256())
    )
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with open(pair.key, "xb", opener=lambda name, flags: os.open(name, flags, _OWNER_ONLY)) as file:
        file.write(secret)
    pair.certificate.write_bytes(made.public_bytes(Encoding.PEM))


def fingerprint(certificate: Path) -> str:
    """Return SHA-256 of a certificate, hexadecimal. Raises OSError, ValueError."""
    return x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(SHA256()).hex()


def address_here() -> str:
    """Return the address under which other computers of the network most likely reach this one; "" without any."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
