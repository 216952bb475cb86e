"""A photo is taken at a customer's, offline: it reaches the colleague who may see it, and nobody else."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.bad_line import BadLine
from tests.support.office import Office
from tests.support.processes import Laptop, do_server

#: Larger than a piece, and not compressible, as photos are.
PHOTO = b"\xff\xd8\xff\xe0" + random.Random(11).randbytes(150_000)


def _sync_until_sent(laptop: Laptop) -> None:
    """Synchronise over a bad line until nothing waits."""
    for _ in range(40):
        answer = laptop.ask("sync")
        told = answer.document["attachments"] if answer.code == 0 else {}
        if told and told["error"] is None and not told["waiting"]:
            return
    raise AssertionError("the photo never got through")


@pytest.fixture
def line(office: Office) -> Iterator[BadLine]:
    """The way to the server, calm until it is rough."""
    with BadLine(int(office.server.address.rpartition(":")[2]), seed=35) as opened:
        office.entrance = opened.address
        yield opened
        office.entrance = ""


def test_a_photo_taken_offline_reaches_who_may_see_it(office: Office, line: BadLine, tmp_path: Path) -> None:
    photo = tmp_path / "门店照片.jpg"
    photo.write_bytes(PHOTO)
    chen, lin = office.laptop("chen"), office.laptop("lin")
    number = str(chen.do("add", "full_name=上官云", "mobile_phone=13800000001")["no"])
    chen.do("sync")
    copy = tmp_path / "yesterday.sqlite"
    with closing(sqlite3.connect(office.folder / "server.sqlite")) as source:
        source.execute("VACUUM INTO ?", (str(copy),))

    office.server.stop()  # no network at the customer's
    (attached,) = chen.do("attach", number, str(photo), "--note", "门头")["attached"]
    assert attached["place"] == "waiting"
    assert PHOTO[4:40] not in _everything(chen)

    office.server.start()
    line.rough = True
    _sync_until_sent(chen)
    line.rough = False
    assert sum(line.struck.values()) > 1
    lin.do("sync")
    (tmp_path / "lin").mkdir()
    lin.do("attachment", "save", attached["id"], str(tmp_path / "lin"))
    assert (tmp_path / "lin" / photo.name).read_bytes() == PHOTO
    _nobody_else(office, attached["id"], tmp_path)
    _restored(office, copy, (chen, lin))


def _nobody_else(office: Office, row_id: str, tmp_path: Path) -> None:
    wang = office.laptop("wang")
    wang.do("sync")
    refused = wang.ask("attachment", "save", row_id, str(tmp_path / "no.jpg"))
    assert refused.error == "no_such_attachment" and not (tmp_path / "no.jpg").exists()
    assert PHOTO[4:40] not in _everything(wang)


def _restored(office: Office, copy: Path, laptops: tuple[Laptop, Laptop]) -> None:
    """The server is put back to before the photo; whoever synchronises gives it back."""
    office.server.stop()
    file = office.folder / "server.sqlite"
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(copy, file)
    office.server.start()
    for laptop in (*laptops, laptops[0]):
        laptop.do("sync")
    assert do_server(office.url, "attachment", "check") == {
        "attachments": 1, "contents": 1, "bytes": len(PHOTO), "under_way": 0, "missing": [],
    }  # fmt: skip


def _everything(laptop: Laptop) -> bytes:
    return b"".join(path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file())
