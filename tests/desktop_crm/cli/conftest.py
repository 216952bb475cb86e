"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop_crm.cli.terminal import Terminal


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in front of an empty folder; English."""
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "en")
    return Terminal(tmp_path / "profile", capsys, monkeypatch)


@pytest.fixture
def terminal(bare: Terminal) -> Terminal:
    """A terminal in front of a new profile."""
    assert bare("init", "--name", "王五").code == 0
    return bare
