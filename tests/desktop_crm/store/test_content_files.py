"""Contents on the disk: encrypted, whole or not there, and resumed to the byte."""

from __future__ import annotations

import hashlib
import os
import random
from dataclasses import dataclass

import pytest

from desktop_crm.errors import DiskFull, NotFound, StoreDamaged
from desktop_crm.store import content_files
from desktop_crm.store.content_files import PARTIAL, ContentFiles
from desktop_crm.store.sealing import UNIT


@dataclass(frozen=True)
class Key:
    key: bytes = bytes(range(32))


SIZES = [1, UNIT - 1, UNIT, UNIT + 1, 3 * UNIT, 3 * UNIT + 17]


def content(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def parts(data: bytes, size: int = 10_000) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.fixture
def files(tmp_path) -> ContentFiles:
    return ContentFiles(tmp_path / "contents", Key())


def put(files: ContentFiles, data: bytes) -> str:
    written = files.write(parts(data))
    files.place(written)
    return written.sha256


@pytest.mark.parametrize("size", SIZES)
def test_what_is_written_is_read(files, size):
    data = content(size)
    sha = put(files, data)
    assert sha == hashlib.sha256(data).hexdigest()
    assert b"".join(files.read(sha, size)) == data
    assert files.fits(sha, size) and not files.fits(sha, size + 1)
    for start in (0, size // 2, size - 1):
        assert files.piece(sha, size, start, 40_000) == data[start : start + 40_000]


def test_nothing_readable_is_on_the_disk(files):
    data = "曾国藩的身份证".encode() * 5_000
    sha = put(files, data)
    (path,) = files.folder.iterdir()
    raw = path.read_bytes()
    assert "曾国藩".encode() not in raw and sha not in path.name
    other = ContentFiles(files.folder, Key(bytes(32)))
    assert not other.holds(sha)  # without the key not even the name is known
    path.rename(other.path(sha))
    with pytest.raises(StoreDamaged):
        list(other.read(sha, len(data)))


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "header"])
def test_a_damaged_file_is_not_read(files, harm):
    size = 3 * UNIT + 17
    sha = put(files, content(size))
    raw = bytearray(files.path(sha).read_bytes())
    unit = UNIT + 16
    if harm == "flip":
        raw[100] ^= 1
    elif harm == "cut":
        del raw[32 + 2 * unit :]
    elif harm == "swap":
        raw[32 : 32 + unit], raw[32 + unit : 32 + 2 * unit] = raw[32 + unit : 32 + 2 * unit], raw[32 : 32 + unit]
    else:
        raw[0] ^= 1
    files.path(sha).write_bytes(raw)
    with pytest.raises(StoreDamaged):
        list(files.read(sha, size))
    with pytest.raises(NotFound):
        list(files.read("0" * 64, size))


def test_what_fails_while_writing_leaves_nothing(files, monkeypatch):
    def broken():
        yield b"x" * 100_000
        raise KeyError

    with pytest.raises(KeyError):
        files.write(broken())
    assert list(files.folder.iterdir()) == []

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(content_files.os, "fsync", full)
    with pytest.raises(DiskFull):
        files.write([b"x"])
    assert list(files.folder.iterdir()) == []


@pytest.mark.parametrize("size", SIZES)
def test_a_content_arrives_in_pieces_over_any_stops(files, size):
    """Pieces of any size, repeated and cut at random, with what a stop left behind them."""
    data, chance = content(size), random.Random(size)
    sha = hashlib.sha256(data).hexdigest()
    at = steps = 0
    while at < size:
        at = files.arrived(sha)
        end = min(size, at + chance.choice([1, 5_000, UNIT, 2 * UNIT + 5]))
        reached = files.append(sha, at, data[at:end], size)
        assert at <= reached <= end and not files.holds(sha)
        if chance.random() < 0.5 and reached < size:
            partial = files.path(sha).with_suffix(PARTIAL)
            with partial.open("ab") as stream:
                stream.write(os.urandom(chance.randrange(UNIT)))  # half a unit, as a kill leaves it
        at, steps = reached, steps + 1
        assert steps < 500
    assert files.complete(sha, size)
    assert b"".join(files.read(sha, size)) == data
    assert [one.name for one in files.folder.iterdir()] == [files.path(sha).name]


def test_what_is_not_what_it_was_called_is_destroyed(files):
    sha = hashlib.sha256(b"good").hexdigest()
    assert files.append(sha, 0, b"evil", 4) == 4
    assert not files.complete(sha, 4)
    assert list(files.folder.iterdir()) == [] and files.arrived(sha) == 0
    assert not files.complete(sha, 4)


def test_a_folder_of_backups_gets_each_content_once(files, tmp_path, monkeypatch):
    data = content(UNIT + 1)
    sha = put(files, data)
    kept = ContentFiles(tmp_path / "backups", Key())
    assert files.lend(sha, kept) and files.lend(sha, kept)
    assert kept.path(sha).stat().st_ino == files.path(sha).stat().st_ino  # no second copy on the same disk
    assert not files.lend("0" * 64, kept)

    def no_links(*_args):
        raise OSError(1, "not on this file system")

    monkeypatch.setattr(content_files.os, "link", no_links)
    stick = ContentFiles(tmp_path / "stick", Key())
    assert files.lend(sha, stick)
    files.remove(sha)
    for folder in (kept, stick):
        assert b"".join(folder.read(sha, len(data))) == data


def test_only_old_files_that_nobody_knows_are_cleared(files):
    known, unknown = put(files, b"known"), put(files, b"unknown")
    left = files.write([b"never placed"]).path
    now = left.stat().st_mtime
    day = 86_400
    files.clear([known], now + 3 * day)
    assert not left.exists() and files.holds(unknown)
    files.clear([known], now + (content_files.KEEP_UNKNOWN_DAYS + 1) * day)
    assert files.holds(known) and not files.holds(unknown)
