"""The command line as a function: words in, exit code, JSON and talk out."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop_crm.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What one call gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the error."""
        return str(self.json["error"]["code"])


class Terminal:
    """Calls on one profile."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capsys = capsys
        self._patch = patch

    def __call__(self, *words: str, stdin: str | bytes = "", json_wanted: bool = True) -> Answer:
        """Run a command with ``--profile`` and, unless told otherwise, ``--json``."""
        raw = io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin)
        self._patch.setattr("sys.stdin", io.TextIOWrapper(raw, "utf-8"))
        self._capsys.readouterr()
        options = ["--profile", str(self.folder), *(["--json"] if json_wanted else [])]
        code = main([*words, *options])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Answer(code, captured.out, captured.err)

    def add(self, *words: str) -> str:
        """Add a customer and return its number."""
        answer = self("add", *words)
        assert answer.code in (0, 1), answer
        return str(answer.json["no"])

    def show(self, number: str) -> Mapping[str, Any]:
        """Return what show prints."""
        answer = self("show", number)
        assert answer.code == 0, answer
        shown: Mapping[str, Any] = answer.json
        return shown
