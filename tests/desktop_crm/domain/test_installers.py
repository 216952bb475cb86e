"""Versions in their order, and what an installer says of itself."""

from __future__ import annotations

import gzip

import pytest
from backports import zstd

from desktop_crm.domain import versions
from desktop_crm.domain.installers import Platform, describe
from tests.support.installers import debian_package, windows_installer


@pytest.mark.parametrize(("one", "other"), [("1.2.0", "1.1.9"), ("1.10", "1.9.9"), ("2", "1.99.99"), ("1.0.1", "1")])
def test_a_later_version_is_newer(one, other):
    assert versions.is_newer(one, other) and not versions.is_newer(other, one)


def test_what_is_written_shorter_is_the_same_version():
    assert not versions.is_newer("1.2.0", "1.2") and not versions.is_newer("1.2", "1.2.0")


@pytest.mark.parametrize("text", ["", "1.2.", "v1", "1.2-rc1", "1.2.3.4.5", "1.2\n", "123456", "1,2"])
def test_anything_else_is_no_version(text):
    assert not versions.is_version(text)
    with pytest.raises(ValueError):
        versions.order(text)


def test_installers_name_product_and_version(tmp_path):
    for made, platform in (
        (windows_installer(tmp_path, "1.2.0"), Platform.WINDOWS),
        (debian_package(tmp_path, "1.2.0"), Platform.LINUX),
    ):
        about = describe(made.read_bytes())
        assert about is not None
        assert (about.platform, about.version, about.ours) == (platform, "1.2.0", True)


def test_the_control_part_of_a_package_may_be_packed_with_zstd(tmp_path):
    made = debian_package(tmp_path, "3.1").read_bytes()
    start = made.index(b"control.tar.gz")
    size = int(made[start + 48 : start + 58])
    packed = zstd.compress(gzip.decompress(made[start + 60 : start + 60 + size]))
    head = f"{'control.tar.zst':<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(packed):<10}`\n".encode()
    about = describe(made[:start] + head + packed)
    assert about is not None and about.version == "3.1"


def test_other_programs_and_other_files_are_not_ours(tmp_path):
    other = describe(windows_installer(tmp_path, "1.0", product="Other").read_bytes())
    assert other is not None and not other.ours
    package = describe(debian_package(tmp_path, "1.0", "other").read_bytes())
    assert package is not None and not package.ours
    for content in (
        b"",
        b"MZ",
        b"!<arch>\n",
        b"PK\3\4",
        b"!<arch>\n" + b"x" * 200,
        b"MZ" + "ProductName".encode("utf-16-le"),
    ):
        found = describe(content)
        assert found is None or not found.ours
