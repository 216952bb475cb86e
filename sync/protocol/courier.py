"""What travels by hand when there is no network: letters of a laptop and the server's answers.

A file is one line that says what it is, then one line a part. A part is a signed JSON object (:class:`Envelope`);
only its receiver can read its ``body``. Parts of a letter are handed over in their order, each by itself.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct

from sync.protocol import keys
from sync.protocol.basics import MAX_BODY_BYTES, MAX_PUSH_OPS, ONE_LINE, Id, Instant, Key, Number, Witness
from sync.protocol.codec import BadEncodingError, TooBigError, canonical, compress, encode, unpack
from sync.protocol.operations import Receipt

_Message = TypeVar("_Message", bound=Struct)
_FORMAT = 1
_OURS = "desktop-crm "


class Kind(StrEnum):
    """What a file holds; the word stands in its first line and ends its name."""

    POST = "crmpost"
    ANSWER = "crmanswer"

    @property
    def purpose(self) -> str:
        """Return what its parts are sealed and signed for."""
        return keys.COURIER if self is Kind.POST else keys.COURIER_ANSWER


class BadCourierFile(ValueError):
    """This cannot be read. ``code``: ``courier_foreign`` (something else), ``courier_damaged``, ``courier_newer``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Letter(Struct, omit_defaults=True, kw_only=True):
    """Body of a part on its way to the server: what a push carries."""

    device: Id  # as on the envelope: nobody can put what somebody else sealed into an envelope of his own
    wall: Instant  # clock of the laptop when the letter was written
    at: Instant  # the same moment by the server's clock, as well as the laptop knows it
    ops: Annotated[list[Raw], Meta(max_length=MAX_PUSH_OPS)]
    w: Witness | None = None
    epoch: Number = 0  # returned in the answer


class Answer(Struct, omit_defaults=True, kw_only=True):
    """Body of a part on its way back: what a push is answered, or the ``code`` with which it is refused."""

    at: Instant
    w: Witness | None = None
    res: dict[str, Receipt] = {}
    code: str = ""
    asked: Witness | None = None  # ``w`` of the letter
    epoch: Number = 0  # of the letter


class Envelope(Struct, omit_defaults=True, kw_only=True):
    """Outside of a part, readable by whoever carries it. ``sig`` is made over everything else."""

    server: Annotated[str, Meta(max_length=40)]
    device: Id  # that wrote the letter
    letter: Id
    n: Annotated[int, Meta(ge=1)]  # of the parts ``of``
    of: Annotated[int, Meta(ge=1)]
    body: bytes
    sig: str
    name: Annotated[str, Meta(max_length=100, pattern=ONE_LINE)] = ""  # of the person, for whoever carries it
    key: Key | None = None  # with which a letter is signed: damage is noticed before it is carried far


class CourierRequest(Struct, kw_only=True):
    """A part of a colleague's letter, as it stands in the file."""

    part: Raw


class CourierReply(Struct, kw_only=True):
    """The answer's part, as it is to stand in the file for the colleague. ``refused``: hand over no further parts."""

    part: Raw
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a file: the envelope, and everything that was signed."""

    envelope: Envelope
    fields: dict[str, Any]
    line: bytes


# -- parts ----------------------------------------------------------------------------------


def make_part(
    kind: Kind, head: dict[str, Any], message: Struct, *, sign: str, seal_for: str, random_bytes: keys.RandomBytes
) -> bytes:
    """Seal and sign one part; ``head`` is the envelope without ``body`` and ``sig``."""
    sealed = keys.seal(seal_for, kind.purpose, compress(encode(message)), random_bytes)
    fields = {**head, "body": base64.b64encode(sealed).decode()}
    return canonical(keys.sign_fields(sign, kind.purpose, fields))


def read_part(line: bytes | Raw) -> Part:
    """Read the outside of a part. Raises BadCourierFile."""
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
        return Part(msgspec.convert(fields, Envelope), fields, bytes(line))
    except (ValueError, RecursionError) as error:
        raise BadCourierFile("courier_damaged") from error


def check(part: Part, kind: Kind, key: str) -> None:
    """Make sure that the owner of a public key signed this. Raises BadCourierFile."""
    if not keys.verify_fields(key, kind.purpose, part.fields):
        raise BadCourierFile("courier_damaged")


def open_part(part: Part, kind: Kind, box: str, message: type[_Message]) -> _Message:
    """Read the inside with the receiver's private key; who wrote it was checked. Raises BadCourierFile."""
    try:
        plain = unpack(keys.unseal(box, kind.purpose, part.envelope.body), "zstd", MAX_BODY_BYTES)
        return msgspec.json.decode(plain, type=message)
    except (keys.BadSeal, BadEncodingError, TooBigError, ValueError, RecursionError) as error:
        raise BadCourierFile("courier_damaged") from error


# -- files ----------------------------------------------------------------------------------


def write_file(kind: Kind, parts: list[bytes]) -> bytes:
    """Put parts into a file."""
    return b"\n".join([f"{_OURS}{kind} {_FORMAT}".encode(), *parts, b""])


def read_file(data: bytes) -> tuple[Kind, list[Part]]:
    """Read a file; its parts are whole, of one letter, and those of a letter complete and in order.

    Raises BadCourierFile. Signatures are not checked here, except that of a letter with its own key.
    """
    first, *lines = data.splitlines() or [b""]
    kind = _kind(first)
    parts = [read_part(line) for line in lines if line.strip()]
    letters = {(part.envelope.device, part.envelope.letter, part.envelope.of) for part in parts}
    if len(letters) != 1:
        raise BadCourierFile("courier_damaged")
    if kind is Kind.POST:
        if [part.envelope.n for part in parts] != list(range(1, parts[0].envelope.of + 1)):
            raise BadCourierFile("courier_damaged")
        for part in parts:
            check(part, kind, part.envelope.key or "")
    return kind, parts


def _kind(first: bytes) -> Kind:
    try:
        words = first.decode("ascii").split(" ")
        ours, kind, number = words[0] + " ", Kind(words[1]), int(words[2])
    except (ValueError, IndexError) as error:
        raise BadCourierFile("courier_foreign") from error
    if ours != _OURS:
        raise BadCourierFile("courier_foreign")
    if number > _FORMAT:
        raise BadCourierFile("courier_newer")
    return kind
