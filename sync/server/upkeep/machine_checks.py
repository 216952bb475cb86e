"""Checks of the machine: room on the disk, rights of files, certificate, limits, versions."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import ssl
import stat
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlalchemy import text

from sync.server.upkeep.findings import Finding, Patient, days, fine, problem, size, warning

LEAST_ROOM, LITTLE_ROOM = 256 << 20, 1 << 30  # bytes
SOON, VERY_SOON = timedelta(days=21), timedelta(days=3)
ENOUGH_FILES = 1024


def disk(patient: Patient) -> Iterator[Finding]:
    """Look for room: for the database where it is a file here, and for backups."""
    with patient.database.read() as conn:
        if patient.database.is_sqlite:
            pages, page = (conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
            big = int(pages) * int(page)
        else:
            big = int(conn.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    if patient.database.is_sqlite:
        yield _room("disk", Path(patient.database.url.database or ".").resolve().parent, big)
    else:
        yield fine("disk", f"The database has {size(big)}. Watch the disk where PostgreSQL runs.")
    if patient.backups and patient.backups.is_dir():
        yield _room("backup disk", patient.backups, big)


def _room(check: str, folder: Path, big: int) -> Finding:
    free = shutil.disk_usage(folder).free
    says = f"{size(free)} free in {folder}, the database has {size(big)}."
    todo = "Make room. Without it pushes are answered 507; laptops keep their work and try again."
    if free < LEAST_ROOM:
        return problem(check, says, todo)
    return warning(check, says, todo) if free < max(LITTLE_ROOM, big) else fine(check, says)


def rights(patient: Patient) -> Iterator[Finding]:
    """Make sure that only the server reads its secrets."""
    if os.name != "posix":
        return
    secret = [path for path in (patient.key, patient.settings) if path]
    if patient.database.is_sqlite:
        secret.append(Path(patient.database.url.database or ""))
    open_to_all = [path for path in secret if path.is_file() and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH)]
    if open_to_all:
        says = f"Everybody on this machine can read {', '.join(map(str, open_to_all))}."
        yield warning("rights", says, "chmod o-rwx FILE")
    else:
        yield fine("rights", "Only the server's account and group read its secrets.")


def certificate(patient: Patient) -> Iterator[Finding]:
    """Look at certificate and key, where the server does TLS itself."""
    if not patient.certificate or not patient.key:
        return
    try:
        made = x509.load_pem_x509_certificate(patient.certificate.read_bytes())
        key = load_pem_private_key(patient.key.read_bytes(), None)
    except (OSError, ValueError) as error:
        says = f"Certificate or key cannot be read ({error.strerror if isinstance(error, OSError) else 'no PEM'})."
        yield problem("certificate", says, "Give tls_cert and tls_key files in PEM that this account can read.")
        return
    if made.public_key() != key.public_key():
        yield problem("certificate", "The key is not the certificate's.", "Put the two that belong together there.")
        return
    host = urlsplit(patient.address).hostname
    if host and not covers(made, host):
        says = f"The certificate is not for {host}: laptops will refuse it."
        yield problem("certificate", says, "Get a certificate for the name in the address that laptops use.")
        return
    yield lifetime("certificate", made.not_valid_after_utc - patient.ctx.clock())


def lifetime(check: str, left: timedelta) -> Finding:
    """Judge how long a certificate is still good."""
    todo = "Renew it, then restart the server, or reload the proxy."
    if left < timedelta():
        return problem(check, f"It ended {days(-left)} ago: no laptop connects.", todo)
    if left < SOON:
        return (problem if left < VERY_SOON else warning)(check, f"It ends in {days(left)}.", todo)
    return fine(check, f"Good for another {days(left)}.")


def covers(made: x509.Certificate, host: str) -> bool:
    """Say whether a certificate is for a host: its names, a star for the first part, or addresses."""
    try:
        names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    try:
        return ip_address(host) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        known = {name.lower() for name in names.get_values_for_type(x509.DNSName)}
        return bool({host.lower(), f"*.{host.lower().partition('.')[2]}"} & known)


def limits(_patient: Patient) -> Iterator[Finding]:
    """Look at the number of files this account may open: each waiting laptop is one."""
    if os.name != "posix":
        return
    import resource

    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < ENOUGH_FILES:
        says = f"This account may open {soft} files; every connected laptop needs one."
        yield warning("files", says, "LimitNOFILE=65536 in the unit of the service.")
    else:
        yield fine("files", f"This account may open {'any number of' if soft < 0 else soft} files.")


def versions(patient: Patient) -> Iterator[Finding]:
    """Name what the server runs on."""
    driver = f"SQLite {sqlite3.sqlite_version}" if patient.database.is_sqlite else f"psycopg {psycopg.__version__}"
    yield fine("versions", f"Python {platform.python_version()}, {ssl.OPENSSL_VERSION}, {driver}.")
