"""What a file says it installs: product and version as they stand in an installer itself. Pure: works on bytes.

This tells a wrong file from the right one; that nobody changed it, only hash and signature tell.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from backports import zstd

#: Enough of a file to find its description: bytes.
HEAD_BYTES = 4 << 20
_AR, _AR_HEAD = b"!<arch>\n", 60
#: What installers of this program call their product.
_PRODUCTS = {"Desktop CRM", "desktop-crm"}


class Platform(StrEnum):
    """What an installer is for."""

    WINDOWS = "windows"
    LINUX = "linux"  # a Debian package


@dataclass(frozen=True, slots=True)
class Description:
    """Product and version an installer names; "" where it says nothing."""

    platform: Platform
    product: str
    version: str

    @property
    def ours(self) -> bool:
        """Whether it installs this program."""
        return self.product in _PRODUCTS


def describe(head: bytes) -> Description | None:
    """Read the beginning of a file; None for what is no installer this program knows."""
    if head[:2] == b"MZ":
        return Description(Platform.WINDOWS, _resource(head, "ProductName"), _resource(head, "ProductVersion"))
    if head[: len(_AR)] == _AR:
        fields = _control(head)
        return Description(Platform.LINUX, fields.get("Package", ""), fields.get("Version", ""))
    return None


def _resource(head: bytes, key: str) -> str:
    """Return a text of the version resource of a Windows program: its key, zeros up to four bytes, its value."""
    place = head.find(f"{key}\0".encode("utf-16-le"))
    if place < 0:
        return ""
    start = place + 2 * (len(key) + 1)
    text = head[start : start + 400].decode("utf-16-le", "replace").lstrip("\0")
    return text.split("\0", 1)[0].strip()


def _control(head: bytes) -> dict[str, str]:
    """Return the fields of a Debian package."""
    for name, content in _members(head):
        if name.startswith("control.tar"):
            return dict(_fields(_control_text(name, content)))
    return {}


def _members(head: bytes) -> Iterator[tuple[str, bytes]]:
    place = len(_AR)
    while place + _AR_HEAD <= len(head):
        size = head[place + 48 : place + 58].strip()
        if not size.isdigit():
            return
        name = head[place : place + 16].decode("ascii", "replace").strip().rstrip("/")
        start = place + _AR_HEAD
        yield name, head[start : start + int(size)]
        place = start + int(size) + int(size) % 2


def _control_text(name: str, content: bytes) -> str:
    try:
        plain = zstd.decompress(content) if name.endswith(".zst") else content
        with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
            member = next(one for one in tar if one.name.removeprefix("./") == "control")
            file = tar.extractfile(member)
            return file.read(1 << 16).decode("utf-8", "replace") if file else ""
    except (tarfile.TarError, zstd.ZstdError, StopIteration, EOFError, OSError):
        return ""


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and not line[:1].isspace():
            yield name, value.strip()
