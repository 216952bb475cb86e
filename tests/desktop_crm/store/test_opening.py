"""Opening, creating and migrating a store: the file is always the old one or the new one, whole."""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, StoreTooNew
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import backup, opening
from desktop_crm.store.engine import Store, open_connection
from desktop_crm.store.schema import SCHEMA_REVISION, metadata
from tests.support.profiles import INDIVIDUAL, PASSPHRASE, count, profile

VERSIONS = Path(opening.__file__).parent / "migrations"


@pytest.fixture
def paths(tmp_path) -> ProfilePaths:
    app = profile(tmp_path / "p")
    app.customers.create(INDIVIDUAL)
    app.close()
    return ProfilePaths(tmp_path / "p")


def _set_revision(paths: ProfilePaths, revision: str | None) -> None:
    store = open_application(paths.root)
    with store.store.write() as connection:
        if revision is None:
            connection.exec_driver_sql("DELETE FROM alembic_version")
        else:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    store.close()


def test_revision_is_the_head_of_the_migrations():
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(VERSIONS)).get_current_head() == SCHEMA_REVISION


def _shape(connection: dbapi2.Connection) -> dict[str, object]:
    def rows(sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.execute(sql)]

    shape: dict[str, object] = {}
    for name in sorted(metadata.tables):
        columns = [(row[1], row[2], row[3], row[5]) for row in rows(f'PRAGMA table_info("{name}")')]
        shape[name] = sorted(columns, key=lambda column: str(column[0]))
        for index in rows(f'PRAGMA index_list("{name}")'):
            parts = tuple(row[2] for row in rows(f'PRAGMA index_info("{index[1]}")'))
            label = str(index[1]) if not str(index[1]).startswith("sqlite_autoindex") else f"unique {parts}"
            shape[f"{name}: {label}"] = (parts, index[2], index[4])
    return shape


def test_migrations_make_the_declared_schema(paths):
    """Columns (name, type, null, key) and indexes (columns, unique, partial) of the migrated file and of the
    declarations are the same; the order of columns may differ, as an added one stands last."""
    migrated = open_connection(paths.store, opening.keys.obtain_key(opening.keys.read_info(paths), None))
    declared = dbapi2.connect(":memory:")
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: declared, poolclass=StaticPool)
    metadata.create_all(engine)
    engine_shape = _shape(declared)
    assert _shape(migrated) == engine_shape
    assert len(engine_shape) > len(metadata.tables)
    migrated.close()


def test_zero_length_file_is_damage_not_an_empty_store(paths):
    paths.store.write_bytes(b"")
    with pytest.raises(StoreDamaged):
        open_application(paths.root)
    assert paths.store.stat().st_size == 0


@pytest.mark.parametrize("at", [0, 20, 4096 + 50])
def test_damaged_page_is_told_and_the_file_left_alone(paths, at):
    data = bytearray(paths.store.read_bytes())
    data[at : at + 64] = bytes(64)
    paths.store.write_bytes(data)
    with pytest.raises(StoreDamaged):
        app = open_application(paths.root)
        try:
            _read_all(app)
        finally:
            app.close()
    assert paths.store.read_bytes() == bytes(data)


def _read_all(app: Application) -> None:
    with app.store.read() as connection:
        for name in metadata.tables:
            connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()


def test_truncated_file_is_told(paths):
    data = paths.store.read_bytes()
    paths.store.write_bytes(data[: len(data) // 2])
    with pytest.raises(StoreDamaged):
        app = open_application(paths.root)
        try:
            _read_all(app)
            app.customers.create(INDIVIDUAL)
        finally:
            app.close()


def test_newer_file_is_refused_and_left_alone(paths):
    _set_revision(paths, "9999")
    before = paths.store.read_bytes()
    with pytest.raises(StoreTooNew):
        open_application(paths.root)
    assert paths.store.read_bytes() == before


def test_file_without_revision_is_damage(paths):
    _set_revision(paths, None)
    with pytest.raises(StoreDamaged):
        open_application(paths.root)


def test_missing_file_of_a_used_profile_is_not_replaced_by_an_empty_one(paths):
    app = open_application(paths.root)
    app.back_up_today()
    app.close()
    paths.store.unlink()
    with pytest.raises(StoreDamaged) as caught:
        open_application(paths.root)
    assert caught.value.code == "store_missing"
    assert not paths.store.exists()


def test_store_that_vanishes_is_not_made_anew(paths):
    app = open_application(paths.root)
    app.close()
    paths.store.unlink()
    with pytest.raises(StoreError), app.store.write():
        pass
    assert not paths.store.exists()


@pytest.fixture
def next_version(tmp_path, monkeypatch) -> None:
    """A program whose schema is one migration ahead of the file."""
    folder = tmp_path / "100% migrations"
    shutil.copytree(VERSIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9001_next.py").write_text(
        f'from alembic import op\nrevision = "9001"\ndown_revision = "{SCHEMA_REVISION}"\n'
        "def upgrade():\n"
        '    op.execute("ALTER TABLE customer ADD COLUMN blood_group TEXT")\n'
        "    op.execute(\"UPDATE customer SET blood_group = 'A'\")\n",
        "utf-8",
    )
    monkeypatch.setattr(opening, "SCHEMA_REVISION", "9001")
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)


def _blood_groups(root: Path) -> list[object]:
    app = open_application(root)
    with app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT blood_group FROM customer").fetchall()
    app.close()
    return [row[0] for row in rows]


def test_migration_runs_at_opening(paths, next_version):
    assert _blood_groups(paths.root) == ["A"]
    assert sorted(path.name for path in paths.root.iterdir() if "migrating" in path.name) == []


@pytest.mark.parametrize("step", ["_copy_files", "upgrade", "_flush", "replace_database", "remove_database"])
def test_migration_killed_at_any_step_leaves_a_whole_file(paths, next_version, monkeypatch, step):
    real = getattr(opening, step)

    def killed(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)
        raise KeyboardInterrupt

    before = paths.store.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(opening, step, killed)
        with pytest.raises(KeyboardInterrupt):
            open_application(paths.root)
    if step in ("_copy_files", "upgrade"):
        assert paths.store.read_bytes() == before
    assert _blood_groups(paths.root) == ["A"]


def test_failing_migration_leaves_the_old_file(paths, next_version, monkeypatch):
    before = paths.store.read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening.shutil, "copyfile", full)
    with pytest.raises(DiskFull):
        open_application(paths.root)
    assert paths.store.read_bytes() == before
    assert not list(paths.root.glob("*.migrating*"))


def test_two_processes_migrate_once(paths, next_version):
    answers: list[list[object]] = []
    threads = [threading.Thread(target=lambda: answers.append(_blood_groups(paths.root))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [["A"]] * 3


def test_writer_of_a_replaced_file_is_told_and_then_follows(paths, tmp_path):
    """SQLite would go on writing into the old file unseen, and the save would be lost."""
    app = open_application(paths.root)
    other = tmp_path / "other.db"
    opening.copy_database(paths.store, other, app.store.key)
    saved = app.customers.create({**INDIVIDUAL, "mobile_phone": "13700000000"})
    with opening.frozen(paths.store, app.store.key, folded=True):
        opening.replace_database(other, paths.store)
    assert count(app, "customer") == 1  # the present file, not the one without a name
    app.customers.create({**INDIVIDUAL, "mobile_phone": "13700000001"})
    app.close()
    again = open_application(paths.root)
    assert count(again, "customer") == 2
    assert count(again, "customer", f"id = '{saved.id}'") == 0
    again.close()


def test_file_replaced_while_waiting_for_the_lock(paths, tmp_path):
    app = open_application(paths.root)
    other = tmp_path / "other.db"
    opening.copy_database(paths.store, other, app.store.key)
    outcome: list[object] = []

    def save() -> None:
        try:
            outcome.append(app.customers.create(INDIVIDUAL))
        except StoreBusy as error:
            outcome.append(error)

    with opening.frozen(paths.store, app.store.key, folded=True):
        thread = threading.Thread(target=save)
        thread.start()
        thread.join(0.2)  # it waits for the lock of the old file
        opening.replace_database(other, paths.store)
    thread.join()
    assert isinstance(outcome[0], StoreBusy)
    assert app.customers.create(INDIVIDUAL).id
    app.close()


def test_two_stores_write_in_turn(paths):
    """Two processes are two stores with connections of their own."""
    key = opening.keys.obtain_key(opening.keys.read_info(paths), None)
    stores = [Store(paths.store, key) for _ in range(2)]

    def work(store: Store) -> None:
        for _ in range(25):
            with store.write() as connection:
                value = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'next_no'").scalar()
                connection.exec_driver_sql("UPDATE meta SET value = ? WHERE key = 'next_no'", (str(int(value) + 1),))

    threads = [threading.Thread(target=work, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with stores[0].read() as connection:
        assert connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'next_no'").scalar() == "51"
    for store in stores:
        store.close()


def test_folder_without_a_profile(tmp_path):
    with pytest.raises(StoreDamaged) as caught:
        open_application(tmp_path, PASSPHRASE)
    assert caught.value.code == "no_profile"


# -- Windows -------------------------------------------------------------------------------------


@pytest.fixture
def windows(monkeypatch):
    """A system that replaces and removes no file that anybody has open."""
    if sys.platform != "linux":
        return
    monkeypatch.setattr(opening, "REPLACES_OPEN_FILES", False)
    replace = opening.replace_database

    def careful(new: Path, target: Path) -> None:
        opened = {str(one.resolve()) for one in Path("/proc/self/fd").iterdir()}
        if held := [one for one in opened if one.startswith(str(target.resolve()))]:
            raise PermissionError(32, "Sharing violation", held[0])
        replace(new, target)

    monkeypatch.setattr(opening, "replace_database", careful)


def test_migration_where_open_files_cannot_be_replaced(paths, next_version, windows):
    assert _blood_groups(paths.root) == ["A"]


def test_restoring_where_open_files_cannot_be_replaced(paths, tmp_path, windows):
    app = open_application(paths.root)
    backup.write_backup(app.store, tmp_path / "b.backup")
    app.customers.create({**INDIVIDUAL, "full_name": "左宗棠", "mobile_phone": "13900000002"})
    with app.store.exclusive():
        app.store.recycle()
        backup.restore_backup(app.paths, app.store.key, tmp_path / "b.backup", "now")
    assert count(app, "customer") == 1
    app.close()


def test_a_store_written_to_in_the_moment_of_the_change_stays(paths, next_version, windows, monkeypatch):
    before = paths.store.read_bytes()
    stamps = iter([(1, 1, 0), (2, 1, 0)])
    monkeypatch.setattr(opening, "_stamp", lambda _path: next(stamps))
    with pytest.raises(StoreBusy):
        open_application(paths.root)
    assert paths.store.read_bytes() == before


def test_a_new_store_is_made_there_too(tmp_path, windows):
    app = open_application(tmp_path / "new", PASSPHRASE, create=True)
    assert count(app, "customer") == 0
    app.close()
