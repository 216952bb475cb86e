"""The doctor: says in sentences what is wrong, what that means and what to do; nothing about a healthy server."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.server.context import Context
from sync.server.database import Database
from sync.server.upkeep import doctor, machine_checks
from sync.server.upkeep.backup import write_backup
from sync.server.upkeep.findings import Finding, Patient, State
from tests.support.certificates import make_pair
from tests.support.databases import initialised
from tests.sync.server.processes import run, serving

OK, WARNING, PROBLEM = State


def states(found: list[Finding]) -> dict[str, State]:
    """Return the worst state of each check."""
    order = list(State)
    worst: dict[str, State] = {}
    for one in found:
        worst[one.check] = max(one.state, worst.get(one.check, OK), key=order.index)
        assert one.says.endswith((".", "?")), one
        assert bool(one.todo) is (one.state is not OK), one
    return worst


def examined(patient: Patient) -> dict[str, State]:
    return states(list(doctor.examine(patient)))


@pytest.fixture
def patient(database: Database, tmp_path: Path, backend: str) -> Patient:
    """A healthy server with a backup, on either database."""
    if backend == "sqlite":
        Path(str(database.url.database)).chmod(0o600)
    write_backup(database, Context(), tmp_path / "a.crmserver")
    return Patient(database, Context())


def test_a_healthy_server_has_nothing(patient: Patient) -> None:
    found = examined(patient)
    assert {check for check, state in found.items() if state is not OK} == set()
    assert {"schema", "integrity", "keys", "chain", "clock", "backup", "laptops", "disk", "versions"} <= set(found)


_DEVICE = (
    "INSERT INTO device (device_id, user_id, name, code, token_hash, state, app, created_at, last_seen_at)"
    " VALUES ('d', 'li', 'x', 'AB12', :blob, '{state}', '', '2026', '{seen}')"
)
_SET_ASIDE = (
    "INSERT INTO quarantine (op_id, seq, at, user_id, why, detail, raw) VALUES ('o', 1, '', 'l', '', '', :blob)"
)
_OFFERED = (
    "INSERT INTO salvaged (row_id, agg_id, type, version, body, at, user_id) VALUES ('r', 'a', 'c', 1, :blob, '', '')"
)
_USER = (
    "INSERT INTO app_user (user_id, display_name, password_hash, role, active, created_at)"
    " VALUES ('li', 'Li', '', 'rep', :yes, '2026')"
)


@pytest.mark.parametrize(
    ("statements", "check", "state"),
    [
        (["DELETE FROM server_info WHERE key = 'box_key'"], "keys", PROBLEM),
        (["UPDATE commit_log SET batch_hash = :blob WHERE seq = 1"], "chain", PROBLEM),
        (["UPDATE stream SET seq = 5"], "chain", PROBLEM),
        (["UPDATE commit_log SET at = '2126-01-01T00:00:00.000Z' WHERE seq = 1"], "clock", PROBLEM),
        (["DELETE FROM server_info WHERE key = 'last_backup_at'"], "backup", WARNING),
        (["UPDATE server_info SET value = '{3 days ago}' WHERE key = 'last_backup_at'"], "backup", WARNING),
        (["UPDATE server_info SET value = '{15 days ago}' WHERE key = 'last_backup_at'"], "backup", PROBLEM),
        ([_SET_ASIDE], "quarantine", WARNING),
        ([_OFFERED], "salvage", WARNING),
        ([_USER, _DEVICE.format(state="locked", seen="{3 days ago}")], "alarms", WARNING),
        ([_USER, _DEVICE.format(state="active", seen="{31 days ago}")], "laptops", WARNING),
        ([_USER, _DEVICE.format(state="revoked", seen="{31 days ago}")], "laptops", OK),
        (["UPDATE alembic_version SET version_num = '0001'"], "schema", WARNING),
        (["UPDATE alembic_version SET version_num = '9999'"], "database", PROBLEM),
        (["DROP TABLE alembic_version"], "database", PROBLEM),
        (["DROP TABLE salvaged"], "database", PROBLEM),
    ],
)  # fmt: skip
def test_each_fault_is_found(patient: Patient, statements: list[str], check: str, state: State) -> None:
    with patient.database.write() as conn:
        for statement in statements:
            for number in (3, 15, 31):
                ago = (datetime.now(UTC) - timedelta(days=number, minutes=1)).isoformat(timespec="seconds")
                statement = statement.replace(f"{{{number} days ago}}", ago)
            values = {"blob": b"\x01", "yes": True}
            conn.execute(text(statement), {name: values[name] for name in values if f":{name}" in statement})
    found = examined(patient)
    assert found[check] is state
    others = {name: one for name, one in found.items() if name != check and one is not OK}
    assert others == {}


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "server.sqlite"
    initialised(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    with database.read() as conn:
        root = conn.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'change_by_row'").scalar_one()
    database.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xee" * 4096
    path.write_bytes(content)
    found = list(doctor.examine(Patient(database, Context())))
    assert any(one.state is PROBLEM and one.check in ("integrity", "database") for one in found)
    database.close()


def test_keys_that_postgresql_compares_by_language_are_found(patient: Patient, backend: str) -> None:
    if backend == "sqlite":
        assert "collation" not in examined(patient)
        return
    with patient.database.write() as conn:
        conn.execute(text('ALTER TABLE access ALTER COLUMN scope TYPE varchar(60) COLLATE "default"'))
    assert examined(patient)["collation"] is PROBLEM


# -- the machine ----------------------------------------------------------------------------


@pytest.fixture
def healthy(office: Callable[[], Database]) -> Patient:
    return Patient(office(), Context())


@pytest.mark.parametrize(
    ("days", "address", "state"),
    [
        (200, "https://crm.example.com", OK),
        (200, "https://eu.crm.example.com:8640/", OK),
        (200, "https://a.b.crm.example.com", PROBLEM),
        (200, "https://127.0.0.1", OK),
        (200, "https://127.0.0.2", PROBLEM),
        (200, "", OK),
        (10, "", WARNING),
        (2, "", PROBLEM),
        (-1, "", PROBLEM),
    ],
)
def test_certificates(healthy: Patient, tmp_path: Path, days: int, address: str, state: State) -> None:
    pair = make_pair(tmp_path / "tls", "crm.example.com", "*.crm.example.com", "127.0.0.1", days=days)
    patient = replace(healthy, certificate=pair.certificate, key=pair.key, address=address)
    assert states(list(machine_checks.certificate(patient)))["certificate"] is state


def test_a_certificate_with_a_foreign_key_or_none(healthy: Patient, tmp_path: Path) -> None:
    one, other = make_pair(tmp_path / "one", "a"), make_pair(tmp_path / "other", "a")
    for key in (other.key, one.certificate, tmp_path / "nowhere"):
        found = list(machine_checks.certificate(replace(healthy, certificate=one.certificate, key=key)))
        assert states(found) == {"certificate": PROBLEM}


def test_a_full_disk_and_open_secrets(healthy: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "server.toml"
    settings.touch(0o644)
    settings.chmod(0o644)
    assert examined(replace(healthy, settings=settings))["rights"] is WARNING
    for free, state in ((10 << 20, PROBLEM), (600 << 20, WARNING), (5 << 30, OK)):
        usage = machine_checks.shutil._ntuple_diskusage(10 << 30, 0, free)  # type: ignore[attr-defined]
        monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda _, usage=usage: usage)
        found = examined(replace(healthy, backups=tmp_path))
        assert (found["disk"], found["backup disk"]) == (state, state)


# -- from outside ---------------------------------------------------------------------------


def test_the_running_server_is_asked_over_tls(tmp_path: Path, template_url: Callable[[str], str]) -> None:
    pair = make_pair(tmp_path / "tls", "127.0.0.1", days=10)
    url = initialised(f"sqlite:///{tmp_path / 'server.sqlite'}")

    def asked(database: str, *words: str) -> tuple[int, dict[str, str]]:
        code, out, err = run(database, "doctor", "--json", *words)
        assert "Traceback" not in err
        return code, {one["check"]: one["state"] for one in json.loads(out)}

    with serving(url, "--tls-cert", str(pair.certificate), "--tls-key", str(pair.key)) as server:
        trusting = ("--url", server.address, "--ca-file", str(pair.certificate))
        code, found = asked(url, *trusting)
        assert (code, found["address"], found["its TLS"]) == (0, "ok", "warning")
        code, found = asked(url, "--url", server.address)
        assert (code, found["address"]) == (1, "problem")
        code, found = asked(template_url("sqlite"), *trusting)  # examined with another database than it serves
        assert (code, found["address"]) == (1, "problem")
        plain = server.address.replace("https", "http")
        assert asked(url, "--url", plain)[1]["address"] == "problem"
    code, found = asked(url, *trusting)
    assert (code, found["address"]) == (1, "problem")
    assert asked(url, "--url", "crm.example.com")[1]["address"] == "problem"


def test_people_read_sentences(template_url: Callable[[str], str]) -> None:
    code, out, _ = run(template_url("sqlite"), "doctor")
    assert code == 0
    lines = out.splitlines()
    assert any(line.startswith("ok       chain        The chain of the newest") for line in lines)
    after = lines[next(number for number, line in enumerate(lines) if line.startswith("WARNING  backup")) + 1]
    assert after.strip().startswith("desktop-crm-server backup --keep 14")
