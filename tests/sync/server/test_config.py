"""The configuration file: what it says holds, words win over it, and a mistake in it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sync.server import arguments, config
from sync.server.__main__ import main
from tests.support.databases import initialised
from tests.support.tree import ROOT

TEXT = """
db = "{url}"
address = "https://crm.example.com"
log_level = "warning"

[serve]
host = "127.0.0.2"
port = 8641
workers = 3

[backup]
folder = "{folder}"
keep = 2
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "server.toml"
    url = initialised(f"sqlite:///{tmp_path / 'server.sqlite'}")
    path.write_text(TEXT.format(url=url, folder=tmp_path / "backups"), "utf-8")
    path.chmod(0o600)
    return path


def test_words_win_over_the_file_and_the_file_over_what_is_built_in(file: Path) -> None:
    args = arguments.parser().parse_args(["--config", str(file), "serve", "--port", "8650"])
    config.apply(args)
    assert (args.host, args.port, args.workers, args.insecure) == ("127.0.0.2", 8650, 3, False)
    assert (args.log_level, args.address, args.config_file) == ("warning", "https://crm.example.com", file)
    args = arguments.parser().parse_args(["--db", "sqlite:///x", "serve"])
    config.apply(args)
    assert (args.host, args.port, args.workers, args.log_level) == ("127.0.0.1", 8640, 1, "info")


def test_commands_use_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = file.parent / "backups"
    folder.mkdir()
    for day in (1, 2):
        (folder / f"desktop-crm-2026030{day}T030000Z.crmserver").touch()
    assert main(["--config", str(file), "--json", "backup"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["removed"] == ["desktop-crm-20260301T030000Z.crmserver"]
    assert main(["--config", str(file), "verify", answer["file"]]) == 0
    assert main(["--config", str(file), "upgrade"]) == 0


def test_the_usual_file_is_read_when_nothing_else_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "USUAL", file)
    for words, expected in ((["status"], "sqlite:///"), (["--db", "sqlite:///other", "status"], "sqlite:///other")):
        args = arguments.parser().parse_args(words)
        config.apply(args)
        assert args.db.startswith(expected)
        assert (args.config_file == file) is ("--db" not in words)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("db = ", "cannot be read"),
        ("dv = 'sqlite:///x'", "entry dv that this version does not know"),
        ("[serve]\nprot = 1", "entry serve.prot that this version does not know"),
        ("[serve]\nport = '8640'", "serve.port must be a whole number"),
        ("[serve]\ninsecure = 1", "serve.insecure must be true or false"),
        ("serve = 5", "serve must be a section"),
        ("log_level = 'loud'", "one of debug, info"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str) -> None:
    path = tmp_path / "server.toml"
    path.write_text(text)
    assert main(["--config", str(path), "status"]) == 2
    assert sentence in capsys.readouterr().err


def test_a_password_that_everybody_can_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "server.toml"
    path.write_text('db = "postgresql://crm:geheim@127.0.0.1:1/crm"')
    for mode, warned in ((0o644, True), (0o640, False)):
        path.chmod(mode)
        assert main(["--config", str(path), "status"]) == 4  # nobody listens there
        err = capsys.readouterr().err
        assert ("everybody on this machine can read it" in err) is warned
        assert "geheim" not in err


def test_the_example_holds_every_entry(tmp_path: Path) -> None:
    text = (ROOT / "packaging/server/server.toml").read_text("utf-8")
    for option in config.OPTIONS:
        assert f"\n{option.name} = " in text or f"\n# {option.name} = " in text, option.entry
    path = tmp_path / "server.toml"
    others = [line for line in text.splitlines() if not line.startswith("# db = ")]
    path.write_text("\n".join(line.removeprefix("# ") if " = " in line else line for line in others))
    args = arguments.parser().parse_args(["--config", str(path), "serve"])
    config.apply(args)
    assert args.tls_cert is not None
