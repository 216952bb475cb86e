"""A save is whole or nothing: row, history, outbox, search entry."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.errors import CrmError, DiskFull, StoreBusy
from desktop_crm.events import ChangeSet
from desktop_crm.store import engine, recorder, search
from desktop_crm.store.engine import open_connection
from tests.support.profiles import INDIVIDUAL, PASSPHRASE, RELATIVE, count, operations, profile

TABLES = ("customer", "family_member", "history", "outbox", "base_row", "search_todo", "search_name_docsize")


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path)
    yield app
    app.close()


def _counts(app: Application) -> dict[str, int]:
    return {name: count(app, name) for name in TABLES}


def _grid(*rows):
    from desktop_crm.services.customers import GridInput

    return [GridInput(row) for row in rows]


def test_one_save_writes_row_history_outbox_and_search_entry(app):
    app.customers.create(INDIVIDUAL, _grid(RELATIVE))
    assert _counts(app) == {
        "customer": 1, "family_member": 1, "history": 2, "outbox": 2, "base_row": 0, "search_todo": 0,
        "search_name_docsize": 1,
    }  # fmt: skip
    assert len({operation["g"] for operation in operations(app)}) == 1


class _PowerCut(RuntimeError):
    pass


@pytest.mark.parametrize(
    ("owner", "step"),
    [
        (recorder.Recorder, "_insert"), (recorder.Recorder, "_flush"), (recorder.Recorder, "_post"),
        (recorder.Recorder, "_note"), (search, "index_cards"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_crash_between_statements_leaves_nothing(app, monkeypatch, owner, step, after):
    saved = app.customers.create(INDIVIDUAL)
    before = _counts(app)
    told: list[ChangeSet] = []
    app.events.subscribe(told.append)
    real = getattr(owner, step)

    def crash(*args, **kwargs):
        if after:
            real(*args, **kwargs)
        raise _PowerCut

    monkeypatch.setattr(owner, step, crash)
    with pytest.raises(_PowerCut):
        app.customers.create({**INDIVIDUAL, "mobile_phone": "13700000000"}, _grid(RELATIVE))
    if step != "_insert":
        with pytest.raises(_PowerCut):
            app.customers.update(saved.id, {"full_name": "曾纪泽"}, _grid(RELATIVE))
    monkeypatch.undo()
    assert _counts(app) == before
    assert app.queries.card(saved.id).display_name == "曾国藩"
    assert told == []
    assert app.customers.create({**INDIVIDUAL, "mobile_phone": "13700000002"}).customer_no.endswith("000002")


def test_full_disk_saves_nothing_and_says_so(tmp_path, monkeypatch):
    app = profile(tmp_path)
    saved = app.customers.create(INDIVIDUAL)
    before = _counts(app)
    real = open_connection

    def on_a_full_disk(*args, **kwargs):
        connection = real(*args, **kwargs)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    app.store.recycle()
    monkeypatch.setattr(engine, "open_connection", on_a_full_disk)
    with pytest.raises(DiskFull):
        for _ in range(200):
            app.customers.update(saved.id, {"remarks": "长" * 1900}, _grid(*[RELATIVE] * 20))
            saved_now = _counts(app)
            assert saved_now != before
            before = saved_now
    assert _counts(app) == before
    monkeypatch.undo()
    app.store.recycle()
    app.customers.update(saved.id, {"remarks": "有空间了"})
    assert app.queries.card(saved.id).values["remarks"] == "有空间了"
    app.close()


if sys.platform != "win32":  # limits of a process exist on POSIX systems only

    def test_file_that_cannot_grow_keeps_every_save_that_was_told(tmp_path):
        """The operating system refuses the write itself: a quota, a limit of the process."""
        profile(tmp_path, passphrase=PASSPHRASE).close()
        script = textwrap.dedent("""
            import resource, sys
            from pathlib import Path
            from desktop_crm.bootstrap import open_application
            from desktop_crm.errors import StoreError
            app = open_application(Path(sys.argv[1]), sys.argv[2])
            limit = app.paths.store.stat().st_size + 400_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            try:
                for number in range(2000):
                    app.customers.create({"full_name": "王五", "remarks": f"{number} " + "长" * 1500})
                    print("saved", flush=True)
            except StoreError as error:
                print("refused", error.code)
        """)
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), PASSPHRASE], capture_output=True, text=True, check=True
        )
        lines = done.stdout.split()
        assert "refused" in lines
        app = open_application(tmp_path, PASSPHRASE)
        assert count(app, "customer") == count(app, "outbox") == count(app, "history") == lines.count("saved")
        app.close()


def test_two_processes_save_into_one_profile(tmp_path):
    profile(tmp_path, passphrase=PASSPHRASE).close()
    script = (
        "import sys; from pathlib import Path; from desktop_crm.bootstrap import open_application\n"
        "app = open_application(Path(sys.argv[1]), sys.argv[2])\n"
        "for n in range(20): print(app.customers.create({'full_name': '王五'}).customer_no)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), PASSPHRASE], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    numbers = [line for process in running for line in process.communicate()[0].split()]
    assert [process.returncode for process in running] == [0, 0]
    assert len(numbers) == len(set(numbers)) == 40
    app = open_application(tmp_path, PASSPHRASE)
    assert count(app, "customer") == 40
    app.close()


def test_locked_store_is_told(app, monkeypatch):
    other = open_connection(app.store.path, app.store.key)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 10)
    app.store.recycle()
    with pytest.raises(StoreBusy):
        app.customers.create(INDIVIDUAL)
    other.close()
    assert app.customers.create(INDIVIDUAL).id


def test_reader_sees_one_moment(app):
    app.customers.create(INDIVIDUAL)
    with app.store.read() as connection:
        first = connection.exec_driver_sql("SELECT count(*) FROM customer").scalar()
        app.customers.create({"full_name": "李四"})
        assert connection.exec_driver_sql("SELECT count(*) FROM customer").scalar() == first
    assert count(app, "customer") == 2


def test_fault_of_the_program_is_no_store_error(app):
    with pytest.raises(Exception) as caught, app.store.write() as connection:
        connection.exec_driver_sql("SELECT * FROM nothing_of_that_name")
    assert not isinstance(caught.value, CrmError)


def test_operation_leaves_out_what_says_nothing(app):
    saved = app.customers.create(INDIVIDUAL)
    (operation,) = operations(app)
    assert operation.keys() == {"id", "k", "t", "row", "wall", "f"} and operation["row"] == saved.id
