"""What an administrator laid beside the program fills in the first start; anything else says nothing."""

from __future__ import annotations

import pytest

from desktop_crm import answers
from desktop_crm.answers import Answers

WRITTEN = "[company]\nserver = https://crm.example.cn \nname = 绍兴某某贸易有限公司\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_answers_are_read_as_editors_write_them(tmp_path, encoding):
    file = tmp_path / "answers.ini"
    file.write_text(WRITTEN, encoding)
    assert answers.read(file) == Answers("https://crm.example.cn", "绍兴某某贸易有限公司")


@pytest.mark.parametrize("text", ["", "no section", "[company", "[other]\nserver = x", "[company]\nserver = 100%\x00"])
def test_a_file_that_says_nothing_useful_is_no_obstacle(tmp_path, text):
    file = tmp_path / "answers.ini"
    file.write_text(text, "utf-8")
    assert answers.read(file).company == ""


def test_bytes_that_are_no_text_and_no_file_at_all(tmp_path):
    file = tmp_path / "answers.ini"
    file.write_bytes(b"\xff\xfe\x00\xd8")
    assert answers.read(file) == answers.read(tmp_path / "none.ini") == Answers()


def test_a_file_can_be_named(tmp_path, monkeypatch):
    file = tmp_path / "elsewhere.ini"
    file.write_text(WRITTEN, "utf-8")
    monkeypatch.setenv(answers.VARIABLE, str(file))
    assert answers.read().server == "https://crm.example.cn"
