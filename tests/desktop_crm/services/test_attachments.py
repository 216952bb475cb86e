"""Attachments of a customer: added whole or not at all, kept once, never lost, gone when they must be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop_crm.bootstrap import Application
from desktop_crm.errors import DiskFull, NotFound, RecordRefused, StoreDamaged, UsageError
from desktop_crm.events import ChangeSet
from desktop_crm.queries.attachments import Place
from desktop_crm.services import sample_data
from desktop_crm.store import backup, content_care, contents
from tests.support.profiles import INDIVIDUAL, Clock, count, operations, profile

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300
SHA = hashlib.sha256(PNG).hexdigest()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path, clock):
    app = profile(tmp_path / "p", clock=clock)
    yield app
    app.close()


@pytest.fixture
def card(app) -> str:
    return app.customers.create(INDIVIDUAL).id


@pytest.fixture
def photo(tmp_path) -> Path:
    path = tmp_path / "门店 照片.png"
    path.write_bytes(PNG)
    return path


def files(app: Application) -> list[Path]:
    folder = app.paths.attachments
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_file_is_attached_with_its_content_and_one_operation(app, card, photo):
    told: list[ChangeSet] = []
    app.events.subscribe(told.append)
    (row_id,) = app.attachments.add_files(card, [photo], "门头").ids
    (one,) = app.attachment_queries.of_customer(card)
    assert (one.id, one.file_name, one.media_type, one.size) == (row_id, photo.name, "image/png", len(PNG))
    assert (one.note, one.sha256, one.place, one.created_by) == ("门头", SHA, Place.HERE, "王五")
    assert app.attachments.content(row_id) == PNG
    operation = operations(app)[-1]
    assert (operation["k"], operation["t"], operation["agg"]) == ("create", "attachment", card)
    assert operation["f"]["sha256"] == {"n": SHA}
    assert [change.agg_ids for change in told] == [frozenset({card})]
    assert app.attachment_queries.count(card) == 1


def test_one_content_is_kept_once_however_many_cards_show_it(app, card, photo):
    other = app.customers.create({**INDIVIDUAL, "mobile_phone": "13900001111"}).id
    first = app.attachments.add_files(card, [photo, photo])
    assert first.ids[0] == first.ids[1] and first.there == (first.ids[0],)
    again = app.attachments.add_files(card, [photo])
    assert again.there == again.ids == first.ids[:1]
    app.attachments.add_files(other, [photo])
    assert count(app, "attachment") == 2 and count(app, "content") == 1 and len(files(app)) == 1


def test_a_pasted_picture_needs_no_file(app, card):
    taken = app.attachments.take_bytes(PNG, "剪贴板.png")
    (row_id,) = app.attachments.add(card, [taken]).ids
    assert app.attachments.content(row_id) == PNG


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [("empty.txt", b"", "attachment_empty"), ("big.bin", b"x" * (1 << 20) + b"y", "attachment_too_big")],
)
def test_what_cannot_be_attached_is_refused_with_a_code(app, card, tmp_path, photo, name, data, error):
    app.parameters.put("attachments", "max_mb", "1")
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises((UsageError, RecordRefused)) as refusal:
        app.attachments.add_files(card, [photo, path])
    assert (refusal.value.code, refusal.value.params["file"]) == (error, name)
    assert count(app, "attachment") == 0 and count(app, "content") == 0 and files(app) == []


def test_a_file_that_cannot_be_read_is_refused(app, card, tmp_path):
    for path in (tmp_path, tmp_path / "nothing.jpg"):
        with pytest.raises(UsageError) as refusal:
            app.attachments.add_files(card, [path])
        assert refusal.value.code == "attachment_unreadable"
    assert files(app) == []


def test_nobody_to_attach_to(app, card, photo):
    with pytest.raises(NotFound):
        app.attachments.add_files("nobody", [photo])
    app.customers.delete(card)
    with pytest.raises(RecordRefused):
        app.attachments.add_files(card, [photo])
    assert count(app, "attachment") == 0


def test_reading_stops_when_it_is_asked_to(app, card, tmp_path):
    path = tmp_path / "large.bin"
    path.write_bytes(bytes(3 << 20))

    def stop(done: int) -> None:
        if done > 1 << 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        app.attachments.add_files(card, [path], progress=stop)
    assert files(app) == [] and count(app, "attachment") == 0


@pytest.mark.parametrize("step", ["write", "place", "commit"])
def test_a_stop_at_any_step_leaves_a_file_at_most(app, card, photo, monkeypatch, step):
    """Killed: no row without its content, and what is left of the file goes later."""

    def killed(*_args: object, **_more: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(type(app.attachments.files), "discard", lambda _self, _path: None)  # nobody clears up
        if step == "write":
            patch.setattr("desktop_crm.store.content_files._flush", killed)
        elif step == "place":
            patch.setattr(type(app.attachments.files), "place", killed)
        else:
            patch.setattr("desktop_crm.services.attachments.Recorder.save", killed)
        with pytest.raises(SystemExit):
            app.attachments.add_files(card, [photo])
    assert count(app, "attachment") == count(app, "content") == 0
    assert len(files(app)) == 1
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    assert app.attachments.content(row_id) == PNG
    now = files(app)[0].stat().st_mtime
    app.attachments.files.clear([SHA], now + 3 * 86_400)
    assert len(files(app)) == 1


def test_a_full_disk_is_told_and_nothing_is_attached(app, card, photo, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("desktop_crm.store.content_files.os.fsync", full)
        with pytest.raises(DiskFull):
            app.attachments.add_files(card, [photo])
    assert files(app) == [] and count(app, "attachment") == 0
    app.attachments.add_files(card, [photo])


def test_removed_and_brought_back(app, card, photo):
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    app.attachments.remove([row_id])
    assert app.attachment_queries.of_customer(card) == []
    app.attachments.sweep()
    app.attachments.restore([row_id])
    assert app.attachments.content(row_id) == PNG
    app.attachments.describe(row_id, note="新说明", file_name="a/b.png")
    one = app.attachment_queries.one(row_id)
    assert (one.note, one.file_name) == ("新说明", "b.png")
    for call in (app.attachments.content, app.attachments.want, app.attachment_queries.one):
        with pytest.raises(NotFound):
            call("nothing")


def test_saved_to_a_file_whole_or_not_at_all(app, card, photo, tmp_path):
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    target = tmp_path / "out" / "copy.png"
    with pytest.raises(OSError):
        app.attachments.save_to(row_id, target)
    target.parent.mkdir()
    app.attachments.save_to(row_id, target)
    assert target.read_bytes() == PNG and list(target.parent.iterdir()) == [target]


def test_a_copy_for_another_program_is_destroyed_again(app, card, photo, tmp_path):
    program = tmp_path / "offer.pdf.exe"
    program.write_bytes(b"MZ...")
    picture, run = app.attachments.add_files(card, [photo, program]).ids
    copy = app.attachments.open_copy(picture)
    assert copy.read_bytes() == PNG and copy.name == photo.name
    with pytest.raises(RecordRefused) as refusal:
        app.attachments.open_copy(run)
    assert refusal.value.code == "attachment_not_opened"
    app.attachments.clear_opened()
    assert not app.paths.opened.exists()
    app.attachments.clear_opened()


def test_a_damaged_file_is_told_and_fetched_anew_when_asked(app, card, photo):
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    path = files(app)[0]
    path.write_bytes(path.read_bytes()[:-1])
    assert backup.check_file(app.paths.store, app.store.key, app.paths.attachments).problems
    with pytest.raises(StoreDamaged):
        app.attachments.content(row_id)
    assert app.attachment_queries.one(row_id).place is Place.MISSING  # no server has it
    with pytest.raises(NotFound):
        app.attachments.content(row_id)
    app.attachments.add_files(card, [photo])  # the same file again heals it
    assert app.attachment_queries.one(row_id).place is Place.HERE and count(app, "attachment") == 1


def test_what_is_removed_stays_for_a_while_and_then_goes(app, clock, card, photo):
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    app.attachments.remove([row_id])
    clock.forward(days=content_care.KEEP_REMOVED_DAYS - 1)
    assert app.attachments.sweep() == 0 and len(files(app)) == 1
    clock.forward(days=2)
    assert app.attachments.sweep() == 1 and files(app) == []


def test_only_what_the_server_has_too_makes_room(app, clock, card, tmp_path, monkeypatch):
    """Contents above the cap go, the ones looked at longest ago first; what only this laptop has stays."""
    ids = []
    for number in range(4):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(bytes([number]) * 1000)
        ids += app.attachments.add_files(card, [path]).ids
        clock.forward(minutes=1)
    rows = [app.attachment_queries.one(row_id) for row_id in ids]
    with app.store.write() as connection:
        for one in rows[:3]:
            contents.note_sent(connection, one.sha256)
    monkeypatch.setattr(content_care, "CACHE_BYTES", 2500)
    assert app.attachments.sweep() == 0  # sent a moment ago: a restored server may want it back
    clock.forward(days=content_care.KEEP_SENT_DAYS + 1)
    app.attachments.content(ids[0])
    assert app.attachments.sweep() == 2
    app.set_facts(token="t")
    places = {one.id: one.place for one in app.attachment_queries.of_customer(card)}
    assert [places[row_id] for row_id in ids] == [Place.HERE, Place.SERVER, Place.SERVER, Place.WAITING]


def test_sample_customers_take_their_contents_along(app, card, photo):
    sample_data.load(app.customers, app.rows, app.today())
    with app.store.read() as connection:
        sample = str(connection.exec_driver_sql("SELECT id FROM customer WHERE is_sample LIMIT 1").scalar())
    only = photo.with_name("sample.txt")
    only.write_bytes(b"only the sample has it")
    app.attachments.add_files(sample, [photo, only])
    app.attachments.add_files(card, [photo])
    assert [one["t"] for one in operations(app)].count("attachment") == 1
    app.set_facts(token="t")
    assert {one.place for one in app.attachment_queries.of_customer(sample)} == {Place.HERE}
    assert app.attachment_queries.waiting().number == 1
    sample_data.remove(app.store)
    app.attachments.tidy()
    assert len(files(app)) == 1
    assert [app.attachments.content(one.id) for one in app.attachment_queries.of_customer(card)] == [PNG]


# -- backups --------------------------------------------------------------------------------


def test_every_backup_holds_what_no_server_has_and_the_disk_holds_it_once(app, card, photo, tmp_path):
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    for day in (22, 23, 24):
        backup.rotate(app.store, app.paths.backups, f"2026-11-{day}")
    kept = list((app.paths.backups / backup.ATTACHMENTS).iterdir())
    assert len(kept) == 1 and kept[0].stat().st_nlink == 2
    elsewhere = tmp_path / "stick" / "b.backup"
    backup.write_backup(app.store, elsewhere)
    with app.store.write() as connection:
        contents.note_sent(connection, SHA)
    backup.rotate(app.store, app.paths.backups, "2026-11-25")
    assert list((app.paths.backups / backup.ATTACHMENTS).iterdir()) == []  # the server has it

    app.attachments.remove([row_id])
    app.attachments.files.remove(SHA)
    backup.restore_backup(app.paths, app.store.key, elsewhere, "now")
    assert app.attachments.content(row_id) == PNG
    assert app.attachment_queries.one(row_id).deleted is False


def test_what_is_lost_comes_back_from_the_backups(app, card, photo):
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    app.back_up_today()
    app.attachments.files.remove(SHA)
    with pytest.raises(NotFound):
        app.attachments.content(row_id)
    app.attachments.tidy()
    assert app.attachments.content(row_id) == PNG
    assert backup.check_file(app.paths.store, app.store.key, app.paths.attachments).problems == ()


def test_restoring_an_older_backup_loses_nothing_added_since(app, card, photo, tmp_path):
    target = tmp_path / "b.backup"
    backup.write_backup(app.store, target)
    (row_id,) = app.attachments.add_files(card, [photo]).ids
    before = backup.restore_backup(app.paths, app.store.key, target, "now")
    assert app.attachment_queries.of_customer(card) == []
    app.attachments.tidy()
    backup.restore_backup(app.paths, app.store.key, before, "later")
    assert app.attachments.content(row_id) == PNG
