"""Names, kinds and limits of attachments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain import attachments as kinds


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("门店.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n0000", "image/png"),  # what it is counts, not what it is called
        ("scan", b"%PDF-1.7", "application/pdf"),
        ("IMG.HEIC", b"\0\0\0\x18ftypheic", "image/heic"),
        ("pic", b"RIFF0000WEBPVP8 ", "image/webp"),
        ("合同.DOCX", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("notes.unknown", b"hello", kinds.UNKNOWN),
    ],
)
def test_kind_is_told_by_the_first_bytes_then_by_the_name(name, head, kind):
    assert kinds.media_type(name, head) == kind


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("名片.jpg", "名片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\a.pdf", "a.pdf"),
        ("a\0b?.pdf", "a_b_.pdf"),
        ("CON.txt", "_CON.txt"),
        ("  . ", "_"),
        ("\u202efdp.exe", "_fdp.exe"),  # would be read as exe.pdf
    ],
)
def test_a_name_is_one_every_file_system_takes(name, safe):
    assert kinds.file_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder(name):
    safe = kinds.file_name(name)
    assert safe and len(safe) <= kinds.LONGEST_NAME
    assert safe not in (".", "..") and not set(safe) & set("/\\\0")
    assert kinds.file_name(safe) == safe


def test_a_long_name_keeps_its_ending():
    assert kinds.file_name("图" * 300 + ".pdf").endswith("图.pdf")


@pytest.mark.parametrize("name", ["run.exe", "a.pdf.bat", "x.lnk", "setup.msi", "页面.html", "macro.docm", "noending"])
def test_what_could_be_run_is_not_opened(name):
    assert not kinds.may_be_opened(name)
    assert kinds.may_be_opened("合同.PDF")


@pytest.mark.parametrize(
    ("text", "megabytes"), [("", 20), ("5", 5), ("0", 1), ("-3", 20), ("1e3", 20), ("9999", 500), ("99999999999", 20)]
)
def test_the_limit_is_a_parameter_of_the_organisation(text, megabytes):
    assert kinds.limit_bytes({kinds.PARAMETER_MAX_MB: text}) == megabytes * kinds.MEGABYTE
