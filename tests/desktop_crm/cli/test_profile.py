"""The commands about the profile, keys, languages and sentences."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import keyring
import pytest
from keyring.backends import fail

from desktop_crm import errors
from desktop_crm.bootstrap import open_application
from desktop_crm.cli.messages import sentence
from desktop_crm.exchange.wording import FILE_ERRORS
from sync.protocol import Code
from tests.desktop_crm.cli.terminal import Terminal
from tests.support.tree import ROOT, python_files, read

COMMANDS = (
    "init", "import", "export", "add", "set", "show", "find", "list", "delete", "restore", "print", "enroll", "sync",
    "status", "conflicts", "backup", "restore-backup", "verify",
)  # fmt: skip


def test_init_once(bare: Terminal):
    made = bare("init", "--issuer", "恒昌", "--issuer-code", "HC")
    assert made.code == 0 and len(made.json["device_code"]) == 4
    assert bare.add("full_name=王五") == f"HC-{made.json['device_code']}-000001"
    again = bare("init")
    assert (again.code, again.error) == (2, "profile_exists")


@pytest.mark.parametrize(
    "words", [("status",), ("add", "full_name=x"), ("verify",), ("sync",), ("restore-backup", "x")]
)
def test_folder_without_a_profile(bare: Terminal, words):
    answer = bare(*words)
    assert (answer.code, answer.error) == (2, "no_profile")
    assert not bare.folder.exists()


def test_status_of_a_new_profile(terminal: Terminal):
    terminal.add("full_name=王五", 'family+={"name": "李", "relation": "spouse"}')
    document = terminal("status").json
    assert {name: document[name] for name in ("pending", "pending_customers", "conflicts", "customers", "server")} == {
        "pending": 2, "pending_customers": 1, "conflicts": 0, "customers": 1, "server": None,
    }  # fmt: skip
    assert document["last_synced_at"] is None


def test_passphrase_where_there_is_no_key_store(bare: Terminal, monkeypatch):
    keyring.set_keyring(fail.Keyring())
    refused = bare("init")
    assert (refused.code, refused.error) == (2, "no_key_store")
    assert not bare.folder.exists()
    assert bare("init", "--passphrase-stdin", stdin="七月\n").code == 0
    asked = bare("status")
    assert (asked.code, asked.error) == (2, "passphrase_needed")
    assert bare("status", "--passphrase-stdin", stdin="七月").code == 0
    assert bare("status", "--passphrase-stdin", stdin="").error == "passphrase_needed"
    assert bare("status", "--passphrase-stdin", stdin=b"\xff\xfe\n").error == "bad_text"
    wrong = bare("status", "--passphrase-stdin", stdin="八月\n")
    assert (wrong.code, wrong.error) == (4, "wrong_key")
    monkeypatch.setenv("DESKTOP_CRM_PASSPHRASE", "七月")
    assert bare("status").code == 0
    assert bare("verify").json["ok"] is True


def test_backup_verify_and_restore(terminal: Terminal, tmp_path):
    number = terminal.add("full_name=王五")
    file = str(tmp_path / "b.backup")
    assert terminal("backup", file).json["customers"] == 1
    terminal("delete", number)
    assert terminal("verify").json == {"ok": True, "customers": 0, "pending": 2, "unindexed": 0, "problems": []}
    restored = terminal("restore-backup", file)
    assert restored.code == 0 and restored.json["kept"]
    assert terminal.show(number)["deleted"] is False
    missing = terminal("restore-backup", str(tmp_path / "none"))
    assert (missing.code, missing.error) == (2, "backup_missing")


def test_damaged_store(terminal: Terminal):
    terminal.add("full_name=王五")
    store = terminal.folder / "customers.db"
    data = bytearray(store.read_bytes())
    data[5000:5100] = bytes(100)
    store.write_bytes(data)
    for words in (("status",), ("verify",), ("add", "full_name=x"), ("list",)):
        answer = terminal(*words)
        assert answer.code == 4, answer
    assert store.read_bytes() == bytes(data)


def test_profile_that_is_a_file(bare: Terminal):
    bare.folder.write_text("x")
    assert bare("status").code in (2, 4)
    assert bare("init").code == 2


def test_files_that_cannot_be_imported_or_written(terminal: Terminal, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"\x89PNG" + bytes(range(256)) * 10)
    for file, code in (
        (tmp_path / "none.csv", "not_found"),
        (empty, "empty"),
        (picture, None),
        (tmp_path, "is_folder"),
    ):
        answer = terminal("import", str(file))
        assert answer.code == 2 and answer.error == (code or answer.error)
        assert file.name in answer.err and "(" not in answer.err
    assert terminal("export", str(tmp_path / "x.doc")).error == "unknown_format"
    assert terminal("export", str(tmp_path / "no" / "x.csv")).error == "folder_missing"


def test_import_and_export(terminal: Terminal, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("姓名,手机\n王五,13811112222\n李四,banana\n", "utf-8-sig")
    dry = terminal("import", str(file), "--dry-run")
    assert (dry.code, dry.json["created"], dry.json["failed"]) == (1, 1, 1)
    assert terminal("status").json["customers"] == 0
    done = terminal("import", str(file))
    assert (done.code, done.json["created"], done.json["failed"]) == (1, 1, 1)
    assert done.json["failed_file"]
    assert terminal("import", str(file)).json["duplicates"] == 1
    assert terminal("export", str(tmp_path / "out.csv")).json["customers"] == 1
    assert "王五" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_enroll_and_sync_without_a_network(terminal: Terminal):
    words = ("enroll", "https://crm.invalid", "--user", "wang", "--password-stdin", "--device", "x")
    offline = terminal(*words, stdin="secret\n")
    assert (offline.code, offline.error) == (3, "offline")
    assert terminal("enroll", "ftp://x", *words[2:], stdin="secret\n").error == "bad_address"
    assert terminal("enroll", "http://crm.invalid", *words[2:], stdin="secret\n").error == "insecure_address"
    assert terminal("enroll", "https://crm.invalid", "--user", "w", "--device", "x").code == 2
    assert (terminal("sync").code, terminal("sync").error) == (3, "not_enrolled")


# -- languages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("用法", "选项", "命令", "待发送")), ("en", ("usage", "options", "what waits"))]
)
def test_help_in_both_languages(bare: Terminal, monkeypatch, language, words):
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", language)
    answer = bare("--help", json_wanted=False)
    assert answer.code == 0 and all(word in answer.out for word in words)
    assert all(f" {name} " in answer.out or f" {name}\n" in answer.out for name in COMMANDS)
    for name in COMMANDS:
        text = bare(name, "--help", json_wanted=False)
        assert text.code == 0 and words[0] in text.out and "show this help message" not in text.out
        assert not (language == "zh" and "usage:" in text.out)


def test_chinese_complaint(bare: Terminal, monkeypatch):
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "zh_CN")
    assert "缺少：NO" in bare("show").json["error"]["message"]


def _codes() -> set[tuple[str, str]]:
    """Every error with a code of its own that the laptop's program raises: (class, code)."""
    kinds = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.CrmError)
    }
    found = {(name, getattr(errors, name).code) for name in kinds}
    for file in python_files("desktop_crm", "ui", "sync"):
        if file.parts[:2] == ("sync", "server"):
            continue
        for node in ast.walk(ast.parse(read(file))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add((node.func.id, str(first.value)))
    found |= {("SyncError", code.value) for code in Code}
    found |= {("Offline", f"server_{code.value}") for code in (Code.BUSY, Code.TOO_MANY, Code.FULL)}
    return found | {("ExchangeError", code) for code in FILE_ERRORS}


@pytest.mark.parametrize(("kind", "code"), sorted(_codes()))
def test_every_error_has_a_sentence_in_both_languages(kind, code):
    error = getattr(errors, kind)(
        code, path="p", detail="d", field="f", no="7", value="v", reason="not_date", limit=1, url="d"
    )
    zh, en = sentence(error, "zh"), sentence(error, "en")
    assert zh != en and zh.endswith(("。", "d", "”", "）")) and len(en) > 10
    assert any("一" <= character <= "鿿" for character in zh)
    assert not any("一" <= character <= "鿿" for character in en)
    if kind == "ExchangeError":
        assert "customer" not in en


# -- real processes -------------------------------------------------------------------------


def test_as_a_program(tmp_path):
    """stdout is one JSON document in UTF-8 whatever the locale; talk goes to stderr."""

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "DESKTOP_CRM_PASSPHRASE": "七月"}
        del environment["PYTHONUTF8"]
        command = [sys.executable, "-m", "desktop_crm", *words, "--profile", str(tmp_path / "p"), "--json"]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)

    assert run("init").returncode == 0
    added = run("add", "full_name=曾国藩", "mobile_phone=123")
    assert added.returncode == 1 and added.stderr
    number = json.loads(added.stdout)["no"]
    assert json.loads(run("show", number).stdout)["fields"]["full_name"] == "曾国藩"
    bad = run("show", "nobody")
    assert bad.returncode == 2 and json.loads(bad.stdout)["error"]["code"] == "not_found"
    assert b"Traceback" not in bad.stderr


def test_closed_pipe_is_no_error(tmp_path):
    app = open_application(tmp_path / "p", "七月", create=True)
    app.close()
    environment = {**os.environ, "DESKTOP_CRM_PASSPHRASE": "七月"}
    command = [sys.executable, "-m", "desktop_crm", "status", "--profile", str(tmp_path / "p")]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    talk = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert b"Traceback" not in talk
