"""Files that say of themselves what an installer of this program says, without being one."""

from __future__ import annotations

import io
import random
import tarfile
from pathlib import Path


def windows_installer(folder: Path, version: str, *, product: str = "Desktop CRM", size: int = 300_000) -> Path:
    """Write a file with the version resource of a Windows installer and so many bytes after it."""
    texts = {"FileDescription": "Setup", "ProductName": product, "ProductVersion": version}
    resource = b"".join(_padded(f"{key}\0") + _padded(f"{value}\0") for key, value in texts.items())
    path = folder / f"DesktopCRM-{version}-Setup.exe"
    path.write_bytes(b"MZ" + bytes(62) + resource + random.Random(version).randbytes(size))
    return path


def _padded(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return raw + bytes(-len(raw) % 4)


def debian_package(folder: Path, version: str, package: str = "desktop-crm", *, extra: int = 4) -> Path:
    """Write a Debian package that holds its description and so many bytes that mean nothing."""
    text = f"Package: {package}\nVersion: {version}\nDescription: x\n more: y\n".encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        about = tarfile.TarInfo("./control")
        about.size = len(text)
        tar.addfile(about, io.BytesIO(text))
    path = folder / f"desktop-crm_{version}_amd64.deb"
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.gz": packed.getvalue(),
        "data.tar.xz": random.Random(version).randbytes(extra),
    }
    path.write_bytes(b"!<arch>\n" + b"".join(_member(name, content) for name, content in members.items()))
    return path


def _member(name: str, content: bytes) -> bytes:
    head = f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
    return head + content + b"\n" * (len(content) % 2)
