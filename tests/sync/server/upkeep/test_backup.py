"""Backups: whole, the same from either database, sealed when asked, and worth nothing when a byte of them changed."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop_crm.errors import RecordRefused, StoreBusy, StoreTooNew, UsageError
from sync.server import info, schema
from sync.server.context import Context
from sync.server.database import Database, known_revision, migrate_to, newest_revision
from sync.server.schema import SCHEMA_REVISION, metadata
from sync.server.upkeep import backup, tables, upgrading
from sync.server.upkeep.container import BadBackup
from sync.server.upkeep.contents import BackupReader, BackupWriter
from sync.server.upkeep.restore import Source, restore, write_safety_copy
from tests.support.databases import Postgres
from tests.sync.server.laptop import World

Office = Callable[[], Database]


@pytest.fixture
def server(office: Office) -> Iterator[Database]:
    with closing(office()) as opened:
        yield opened


def contents(path: Path) -> object:
    """The sums of every table of a backup."""
    with path.open("rb") as file:
        reader = BackupReader(file)
        for _ in reader.rows():
            pass
    return reader.sums.result()


def test_every_table_and_every_row_are_in_it(server: Database, tmp_path: Path) -> None:
    done = backup.write_backup(server, Context(), tmp_path / "a.crmserver")
    assert set(done.rows) == set(metadata.tables)
    assert {name for name, number in done.rows.items() if not number} == set(), (
        "the fixture has something of everything"
    )
    assert (done.problems, done.head.company, done.head.revision) == ([], "Muster", SCHEMA_REVISION)
    assert [path.name for path in tmp_path.iterdir() if "crmserver" in path.name] == ["a.crmserver"]
    with server.read() as conn:
        assert info.setting(conn, info.LAST_BACKUP_AT) == done.head.made_at


def test_the_tables_of_a_revision_are_those_its_migrations_make(monkeypatch) -> None:
    monkeypatch.setattr(schema, "SCHEMA_REVISION", "of a later version")
    made = tables.columns(tables.of_revision(newest_revision()))
    declared = tables.columns(metadata.sorted_tables)
    assert {name: set(columns) for name, columns in made.items()} == {
        name: set(columns) for name, columns in declared.items()
    }
    assert "h" not in tables.columns(tables.of_revision("0001"))["agg"]


def test_only_its_owner_can_read_it(server: Database, tmp_path: Path) -> None:
    backup.write_backup(server, Context(), tmp_path / "a.crmserver")
    assert stat.S_IMODE((tmp_path / "a.crmserver").stat().st_mode) == 0o600


def test_from_sqlite_to_postgresql_and_back(server: Database, tmp_path: Path, postgres: Postgres) -> None:
    files = [tmp_path / f"{number}.crmserver" for number in range(3)]
    backup.write_backup(server, Context(), files[0])
    url = postgres.create()
    with closing(Database(url)) as moved:
        restore(moved, Source(files[0]))
        assert upgrading.examine(moved) == []
        _work_goes_on(moved)
        backup.write_backup(moved, Context(), files[1])
    postgres.drop(url)
    with closing(Database(f"sqlite:///{tmp_path / 'again.sqlite'}")) as again:
        restore(again, Source(files[1]))
        with again.write() as conn:  # as it was before the newest backup was noted
            info.change(conn, info.LAST_BACKUP_AT, "")
        backup.write_backup(again, Context(), files[2])
    first, second, third = (contents(path) for path in files)
    assert first != second
    assert {**second, "server_info": None} == {**third, "server_info": None}


def _work_goes_on(database: Database) -> None:
    """People sign in, push, and are set aside: every counter goes on after the numbers that were restored."""
    world = World(database, datetime.now(UTC))
    laptop = world.laptop("li")
    laptop.create(customer_no="K9", full_name="孙权")
    laptop.put("00000000-0000-4000-8000-000000000000", remarks="of nobody")
    receipts = laptop.sync()
    assert [one.r for one in receipts] == ["applied", "quarantined"]
    assert laptop.snapshot() == laptop.first_pull()
    assert {
        row["org" if agg == "org" else agg].f.get("customer_no") for agg, row in laptop.cards.items() if agg != "org"
    }


@pytest.mark.parametrize("passphrase", [None, "天王盖地虎"])
def test_a_changed_byte_a_missing_piece_and_a_missing_end_are_noticed(
    server: Database, tmp_path: Path, passphrase: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.server.upkeep.container._WORK", 16)
    monkeypatch.setattr("sync.server.upkeep.contents._PIECE_BYTES", 600)
    path, bad = tmp_path / "a.crmserver", tmp_path / "bad.crmserver"
    backup.write_backup(server, Context(), path, passphrase)
    whole = path.read_bytes()
    starts = _pieces(whole)
    assert len(starts) > 5
    step = len(whole) // 60
    wrong = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), step)]
    wrong += [whole[:at] for at in (0, 10, len(whole) - 1, *starts)]
    wrong += [whole[: starts[2]] + whole[starts[3] :], whole + whole[starts[-1] :]]  # one left out, one twice
    wrong += [whole[: starts[1]] + whole[starts[2] : starts[3]] + whole[starts[1] : starts[2]] + whole[starts[3] :]]
    for one in wrong:
        bad.write_bytes(one)
        with pytest.raises((BadBackup, UsageError)):
            backup.verify(bad, passphrase)
    assert backup.verify(path, passphrase).problems == []


def _pieces(whole: bytes) -> list[int]:
    at = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    starts = []
    while at < len(whole):
        starts.append(at)
        at += 4 + int.from_bytes(whole[at : at + 4], "big")
    return starts


def test_a_sealed_backup_opens_by_its_passphrase_alone(server: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.crmserver"
    backup.write_backup(server, Context(), path, "天王盖地虎")
    sealed = path.read_bytes()
    assert b"Muster" not in sealed
    with pytest.raises(UsageError, match="backup_passphrase"):
        backup.verify(path)
    with pytest.raises(BadBackup, match="backup_sealed"):
        backup.verify(path, "宝塔镇河妖")
    with closing(Database(f"sqlite:///{tmp_path / 'new.sqlite'}")) as new:
        assert restore(new, Source(path, "天王盖地虎")).head.company == "Muster"


@pytest.mark.parametrize(
    ("start", "code"),
    [(b"PK\x03\x04", "backup_foreign"), (b"", "backup_foreign"), (b"desktop-crm crmserver 2\n{}\n", "backup_newer")],
)
def test_other_files_are_told_apart(tmp_path: Path, start: bytes, code: str) -> None:
    path = tmp_path / "a.crmserver"
    path.write_bytes(start)
    with pytest.raises(BadBackup, match=code):
        backup.verify(path)


def test_an_interrupted_backup_leaves_the_old_one(server: Database, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.crmserver"
    backup.write_backup(server, Context(), path)
    before = path.read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(BackupWriter, "finish", stop)
    with pytest.raises(KeyboardInterrupt):
        backup.write_backup(server, Context(), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.glob("*.crmserver*")] == ["a.crmserver"]


def test_a_database_with_a_fault_is_backed_up_and_the_fault_is_named(server: Database, tmp_path: Path) -> None:
    with server.write() as conn:
        conn.execute(text("UPDATE commit_log SET batch_hash = x'00' WHERE seq = 2"))
        conn.execute(text("UPDATE obj SET version = version + 1 WHERE type = 'family_member'"))
    path = tmp_path / "a.crmserver"
    assert backup.write_backup(server, Context(), path).problems == ["chain", "digest"]
    assert upgrading.examine(server) == ["chain", "digest"]
    with closing(Database(f"sqlite:///{tmp_path / 'new.sqlite'}")) as new:
        assert restore(new, Source(path)).problems == ["chain", "digest"]


def test_a_thinned_out_chain_is_sound(server: Database) -> None:
    with server.write() as conn:
        conn.execute(text("DELETE FROM commit_log WHERE seq IN (2, 3)"))
    assert upgrading.examine(server) == ["chain"]
    with server.write() as conn:
        info.change(conn, info.PRUNED_TO, "4")
    assert upgrading.examine(server) == []


# -- restoring ------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres, template_url) -> Iterator[Database]:
    """Another server, of either kind."""
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    if request.param == "postgresql":
        url = postgres.create(template_url("postgresql"))
        with closing(Database(url)) as opened:
            yield opened
        postgres.drop(url)
        return
    (tmp_path / "other.sqlite").write_bytes(Path(template_url("sqlite").removeprefix("sqlite:///")).read_bytes())
    with closing(Database(url)) as opened:
        yield opened


def facts(database: Database) -> info.ServerInfo:
    with database.read() as conn:
        return info.read(conn)


def test_a_server_is_replaced_only_on_demand_and_can_come_back(
    server: Database, other: Database, tmp_path: Path
) -> None:
    path, mine, theirs = tmp_path / "a.crmserver", facts(server), facts(other)
    backup.write_backup(server, Context(), path)
    with pytest.raises(RecordRefused, match="not_empty"):
        restore(other, Source(path))
    assert facts(other) == theirs
    kept = write_safety_copy(other, Context(), tmp_path, None)
    assert kept is not None
    restore(other, Source(path), replace=True)
    assert facts(other) == mine
    restore(other, Source(kept), replace=True)
    assert facts(other) == theirs
    assert upgrading.examine(other) == []


def test_a_failure_half_way_changes_nothing(server: Database, other: Database, tmp_path: Path, monkeypatch) -> None:
    path, theirs = tmp_path / "a.crmserver", facts(other)
    backup.write_backup(server, Context(), path)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tables, "continue_counters", stop)  # everything was written by then
    with pytest.raises(KeyboardInterrupt):
        restore(other, Source(path), replace=True)
    assert facts(other) == theirs
    damaged = tmp_path / "damaged.crmserver"
    damaged.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BadBackup):
        restore(other, Source(damaged), replace=True)
    assert facts(other) == theirs
    assert list(tmp_path.glob("*.restoring*")) == []


def test_a_database_in_use_is_not_replaced(server: Database, other: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.crmserver"
    backup.write_backup(server, Context(), path)
    with closing(Database(other.url.render_as_string(hide_password=False))) as serving:
        theirs = facts(serving)
        with pytest.raises(StoreBusy, match="server_runs"):
            restore(other, Source(path), replace=True)
        assert facts(serving) == theirs
    restore(other, Source(path), replace=True)
    assert facts(other) == facts(server)


# -- revisions ------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path, postgres: Postgres, backend: str) -> Iterator[Database]:
    """A server of the first schema."""
    url = f"sqlite:///{tmp_path / 'old.sqlite'}" if backend == "sqlite" else postgres.create()
    with closing(Database(url)) as opened:
        with opened.write() as conn:
            migrate_to(conn, "0001")
            for statement in (
                "INSERT INTO server_info VALUES ('server_id', 'old one'), ('company', 'Alt')",
                "INSERT INTO stream VALUES (1, 0, :tag)",
                "INSERT INTO commit_log VALUES (0, :tag, :tag, '2026-01-01T00:00:00.000Z', NULL, 0)",
                "INSERT INTO agg VALUES ('org', 'org', 0, 0)",
            ):
                conn.execute(text(statement), {"tag": b"\x01"} if ":tag" in statement else {})
        yield opened
    if backend != "sqlite":
        postgres.drop(url)


def revision(database: Database) -> str:
    with database.read() as conn:
        return known_revision(conn)


def test_an_upgrade_makes_its_way_back(old: Database, tmp_path: Path) -> None:
    done = upgrading.upgrade(old, Context(), tmp_path / "backups")
    assert (done.before, done.now, revision(old)) == ("0001", SCHEMA_REVISION, SCHEMA_REVISION)
    assert done.problems == ()
    assert done.backup is not None
    assert upgrading.upgrade(old, Context(), tmp_path / "backups").backup is None
    assert len(list((tmp_path / "backups").iterdir())) == 1
    restore(old, Source(done.backup, upgrade=False), replace=True)
    assert (revision(old), facts(old).company) == ("0001", "Alt")
    restore(old, Source(done.backup), replace=True)
    assert (revision(old), facts(old).company) == (SCHEMA_REVISION, "Alt")


def test_a_backup_of_a_later_version_is_refused(server: Database, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.crmserver"
    monkeypatch.setattr(backup, "known_revision", lambda _: "9999")
    monkeypatch.setattr(tables, "of_revision", lambda _: list(metadata.sorted_tables))
    backup.write_backup(server, Context(), path)
    with closing(Database(f"sqlite:///{tmp_path / 'new.sqlite'}")) as new, pytest.raises(StoreTooNew):
        restore(new, Source(path))


# -- keeping --------------------------------------------------------------------------------


def test_the_newest_are_kept_and_what_broke_off_goes(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"desktop-crm-2026030{day}T030000Z.crmserver").touch()
    for name in ("monday.crmserver", "desktop-crm-20260301T030000Z.crmserver.part"):
        (tmp_path / name).touch()
    removed = backup.rotate(tmp_path, 2)
    assert len(removed) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "desktop-crm-20260304T030000Z.crmserver",
        "desktop-crm-20260305T030000Z.crmserver",
        "monday.crmserver",
    ]
