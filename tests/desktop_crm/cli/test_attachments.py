"""attach, attachments, attachment on the command line."""

from __future__ import annotations

import pytest

from tests.desktop_crm.cli.terminal import Terminal


@pytest.fixture
def number(terminal: Terminal) -> str:
    return terminal.add("full_name=曾国藩", "mobile_phone=13812345678")


def test_a_file_goes_in_and_comes_out_again(terminal, number, tmp_path):
    file, other = tmp_path / "名片.jpg", tmp_path / "合同.pdf"
    file.write_bytes(b"\xff\xd8\xff" + b"photo" * 1000)
    other.write_bytes(b"%PDF-1.4 text")
    answer = terminal("attach", number, str(file), str(other), "--note", "展会")
    assert answer.code == 0 and answer.json["there"] == []
    first, second = answer.json["attached"]
    assert (first["file_name"], first["media_type"], first["place"]) == ("名片.jpg", "image/jpeg", "here")
    assert second["media_type"] == "application/pdf"
    assert terminal("attach", number, str(file)).json["there"] == [first["id"]]

    listed = terminal("attachments", number).json
    assert {one["id"] for one in listed} == {first["id"], second["id"]}
    assert {one["note"] for one in listed} == {"展会"}
    saved = terminal("attachment", "save", first["id"], str(tmp_path / "out.jpg"))
    assert saved.json == {"id": first["id"], "file": str(tmp_path / "out.jpg"), "size": file.stat().st_size}
    assert (tmp_path / "out.jpg").read_bytes() == file.read_bytes()
    (tmp_path / "folder").mkdir()
    terminal("attachment", "save", second["id"], str(tmp_path / "folder"))
    assert (tmp_path / "folder" / "合同.pdf").read_bytes() == other.read_bytes()
    assert terminal("verify").json["ok"]


def test_note_remove_restore(terminal, number, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("text")
    row_id = terminal("attach", number, str(file)).json["attached"][0]["id"]
    assert terminal("attachment", "note", row_id, "新").json["note"] == "新"
    assert terminal("attachment", "remove", row_id).json["removed"] is True
    assert terminal("attachments", number).json == []
    assert terminal("attachment", "restore", row_id).json["removed"] is False
    assert len(terminal("attachments", number).json) == 1


def test_refusals_say_what_is_wrong(terminal, number, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for words, error, code in (
        (("attach", number, str(tmp_path / "no.jpg")), "attachment_unreadable", 2),
        (("attach", number, str(empty)), "attachment_empty", 2),
        (("attach", "KH-NONE", str(empty)), "not_found", 2),
        (("attachment", "save", "x", str(tmp_path / "o")), "no_such_attachment", 2),
        (("attachment", "save", "x"), "usage", 2),
        (("attachment", "remove", "x", "y"), "usage", 2),
    ):
        answer = terminal(*words)
        assert (answer.error, answer.code) == (error, code), words
        assert answer.err and "{" not in answer.err


def test_verify_notices_a_content_that_is_gone(terminal, number, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("text")
    terminal("attach", number, str(file))
    for path in (terminal.folder / "attachments").iterdir():
        path.unlink()
    answer = terminal("verify")
    assert answer.code == 4 and answer.json["problems"] == ["attachments: 1 contents missing or cut"]
