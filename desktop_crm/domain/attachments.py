"""What is known of an attachment without its content: how large it may be, what kind it is, what it may be called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

#: The parameter of the organisation that says how large one attachment may be, in MB.
PARAMETER_KIND, PARAMETER_MAX_MB = "attachments", "max_mb"
DEFAULT_MAX_MB, HIGHEST_MAX_MB = 20, 500
MEGABYTE = 1 << 20
LONGEST_NAME = 120  # characters: file systems take 255 bytes, and one character is up to four
UNKNOWN = "application/octet-stream"

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (0, b"%PDF-", "application/pdf"),
)
#: Bytes of the beginning that the signatures need.
HEAD_BYTES = 16
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OASIS = "application/vnd.oasis.opendocument"
#: Media types by the ending of the name. The system's own program may be started with a file of such a name; whatever
#: is not in here might be run.
TYPES: dict[str, str] = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".rtf": "application/rtf",
    ".doc": "application/msword",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".odt": f"{_OASIS}.text",
    ".wps": "application/vnd.ms-works",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".ods": f"{_OASIS}.spreadsheet",
    ".et": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odp": f"{_OASIS}.presentation",
    ".dps": "application/vnd.ms-powerpoint",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".amr": "audio/amr",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".mkv": "video/x-matroska",
    ".webm": "video/webm",
    ".vcf": "text/vcard",
    ".eml": "message/rfc822",
}
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def limit_bytes(parameters: Mapping[str, str]) -> int:
    """Say how large one attachment may be, by the parameters of :data:`PARAMETER_KIND`; nonsense counts as unset."""
    text = parameters.get(PARAMETER_MAX_MB, "")
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else DEFAULT_MAX_MB
    return min(max(wanted, 1), HIGHEST_MAX_MB) * MEGABYTE


def media_type(name: str, head: bytes) -> str:
    """Say what a file is: by its first bytes, else by its name."""
    for at, signature, kind in _SIGNATURES:
        if head.startswith(signature, at):
            return kind
    return TYPES.get(PurePath(name).suffix.lower(), UNKNOWN)


def is_picture(kind: str) -> bool:
    """Say whether a media type is that of a picture."""
    return kind.startswith("image/")


def file_name(name: str) -> str:
    """Make a name that every file system takes of what somebody, or a colleague's laptop, called a file.

    Nothing of a folder is left, nothing that turns around the direction of writing, and the ending stays.
    """
    base = _FORBIDDEN.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if not base or _RESERVED.fullmatch(base):
        base = f"_{base}"
    ending = PurePath(base).suffix[:20]
    return base if len(base) <= LONGEST_NAME else base[: LONGEST_NAME - len(ending)] + ending


def may_be_opened(name: str) -> bool:
    """Say whether the system's program may be started with a file of this name: nothing that would be run."""
    return PurePath(name).suffix.lower() in TYPES
