"""Backups count only when they were opened; restoring never loses what it replaces."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_crm.bootstrap import open_application
from desktop_crm.errors import DiskFull, NotFound, StoreBusy, StoreDamaged, StoreTooNew, WrongKey
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import backup, opening
from tests.support.profiles import INDIVIDUAL, count, profile


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path / "p")
    app.customers.create(INDIVIDUAL)
    yield app
    app.close()


def test_backup_restores_into_the_place_of_the_store(app, tmp_path):
    file = tmp_path / "safe" / "b.backup"
    assert backup.write_backup(app.store, file) == 1
    late = app.customers.create({"full_name": "李四", "mobile_phone": "13911112222"})
    kept = backup.restore_backup(app.paths, app.store.key, file, "now")
    assert count(app, "customer") == 1
    assert backup.check_file(kept, app.store.key).customers == 2
    again = app.customers.create({"full_name": "赵六", "mobile_phone": "13911113333"})
    assert again.customer_no != late.customer_no  # a number on paper is never given again


def test_backup_holds_what_was_just_saved_while_somebody_reads(app, tmp_path):
    with app.store.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM customer").scalar()  # keeps the log from being folded
        app.customers.create({"full_name": "李四"})
        assert backup.write_backup(app.store, tmp_path / "b.backup") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.backup", "p"]


def test_store_somebody_reads_is_not_replaced(app, tmp_path, monkeypatch):
    file = tmp_path / "b.backup"
    backup.write_backup(app.store, file)
    monkeypatch.setattr(opening, "_FOLD_ATTEMPTS", 2)
    monkeypatch.setattr(opening, "_FOLD_WAIT_MS", 1)
    with app.store.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM customer").scalar()
        app.customers.create({"full_name": "李四"})
        with pytest.raises(StoreBusy):
            backup.restore_backup(app.paths, app.store.key, file, "now")
    assert count(app, "customer") == 2


def test_failed_backup_leaves_the_old_one(app, tmp_path, monkeypatch):
    file = tmp_path / "b.backup"
    backup.write_backup(app.store, file)
    before = file.read_bytes()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening.shutil, "copyfile", full)
    with pytest.raises(DiskFull):
        backup.write_backup(app.store, file)
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.new*"))


def test_backup_that_does_not_open_does_not_count(app, tmp_path, monkeypatch):
    real = opening.copy_database

    def damaged(source, target, key):
        real(source, target, key)
        data = bytearray(target.read_bytes())
        data[-4000:-3900] = bytes(100)
        target.write_bytes(data)

    monkeypatch.setattr(opening, "copy_database", damaged)
    with pytest.raises(StoreDamaged):
        backup.write_backup(app.store, tmp_path / "b.backup")
    assert not (tmp_path / "b.backup").exists()


def test_damaged_store_can_be_replaced_and_its_bytes_are_kept(app, tmp_path):
    file = tmp_path / "b.backup"
    backup.write_backup(app.store, file)
    key = app.store.key
    app.close()
    app.paths.store.write_bytes(b"rubbish" * 1000)
    kept = backup.restore_backup(app.paths, key, file, "now")
    assert kept.read_bytes() == b"rubbish" * 1000
    again = open_application(app.paths.root)
    assert count(again, "customer") == 1
    again.close()


def test_missing_store_can_be_restored(app, tmp_path):
    file = tmp_path / "b.backup"
    backup.write_backup(app.store, file)
    key = app.store.key
    app.close()
    app.paths.store.unlink()
    backup.restore_backup(app.paths, key, file, "now")
    again = open_application(app.paths.root)
    assert count(again, "customer") == 1
    again.close()


@pytest.mark.parametrize(
    ("content", "error"), [(b"", StoreDamaged), (b"no database at all" * 500, WrongKey), (None, NotFound)]
)
def test_what_is_no_backup_touches_nothing(app, tmp_path, content, error):
    file = tmp_path / "b.backup"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error):
        backup.restore_backup(app.paths, app.store.key, file, "now")
    assert count(app, "customer") == 1
    assert not app.paths.backups.exists()


def test_backup_of_a_newer_version_touches_nothing(app, tmp_path):
    file = tmp_path / "b.backup"
    backup.write_backup(app.store, file)
    connection = opening.open_connection(file, app.store.key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreTooNew):
        backup.restore_backup(app.paths, app.store.key, file, "now")
    assert count(app, "customer") == 1


def test_backup_of_another_profile_is_refused(app, tmp_path):
    other = open_application(tmp_path / "other", create=True)  # with a key of its own
    file = tmp_path / "b.backup"
    backup.write_backup(other.store, file)
    other.close()
    with pytest.raises(WrongKey):
        backup.restore_backup(app.paths, app.store.key, file, "now")


def test_rotation_keeps_days_weeks_and_months(app):
    folder = app.paths.backups
    start = date(2026, 1, 1)
    days = [start + timedelta(days=number) for number in range(200)]
    folder.mkdir()
    for day in days[:-1]:  # what a laptop used every day would have left
        (folder / f"customers-{day}.backup").write_bytes(b"x")
    (folder / "customers-by hand.backup").write_bytes(b"x")
    assert backup.rotate(app.store, folder, days[-1].isoformat()) is not None
    assert backup.rotate(app.store, folder, days[-1].isoformat()) is None
    left = sorted(path.name[10:20] for path in folder.glob("customers-2*.backup"))
    assert left == [
        "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-28", "2026-06-30", "2026-07-05", "2026-07-12",
        "2026-07-13", "2026-07-14", "2026-07-15", "2026-07-16", "2026-07-17", "2026-07-18", "2026-07-19",
    ]  # fmt: skip
    assert (folder / "customers-by hand.backup").exists()


def test_rotation_day_by_day_keeps_older_weeks(app, monkeypatch):
    monkeypatch.setattr(backup, "write_backup", lambda _store, target: target.write_bytes(b"x"))
    app.paths.backups.mkdir()
    for number in range(120):
        backup.rotate(app.store, app.paths.backups, (date(2026, 1, 1) + timedelta(days=number)).isoformat())
    left = sorted(path.name[10:20] for path in app.paths.backups.iterdir())
    assert left[0] == "2026-01-31" and "2026-02-28" in left and "2026-03-31" in left
    assert {"2026-04-12", "2026-04-19"} <= set(left)
    assert len(left) == 12


def test_verify_finds_a_missing_search_entry_and_a_broken_operation(app):
    with app.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM search_name")
        connection.exec_driver_sql("UPDATE outbox SET payload = '{'")
    result = backup.check_file(app.paths.store, app.store.key)
    assert len(result.problems) == 2
    assert (result.customers, result.pending) == (1, 1)


def test_verify_of_a_sound_store(app):
    assert backup.check_file(ProfilePaths(app.paths.root).store, app.store.key).problems == ()
