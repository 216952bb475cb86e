"""The configuration file of a server (TOML). Words on the command line win over it, it wins over what is built in."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from desktop_crm.errors import UsageError

#: Read when neither a database nor a file is named, if it is there.
USUAL = Path("/etc/desktop-crm/server.toml")


@dataclass(frozen=True, slots=True)
class Option:
    """One entry. ``word`` is its name among the parsed arguments; an empty section is the top of the file."""

    section: str
    name: str
    kind: type
    default: Any = None
    word: str = ""

    @property
    def entry(self) -> str:
        """Return its name as a person would say it."""
        return f"{self.section}.{self.name}" if self.section else self.name


OPTIONS = (
    Option("", "db", str),
    Option("", "address", str),  # what laptops are told: https://…
    Option("", "log_level", str, "info"),
    Option("serve", "host", str, "127.0.0.1"),
    Option("serve", "port", int, 8640),
    Option("serve", "workers", int, 1),
    Option("serve", "tls_cert", Path),
    Option("serve", "tls_key", Path),
    Option("serve", "insecure", bool, default=False),
    Option("backup", "folder", Path),
    Option("backup", "keep", int, word="kept"),
)
_KINDS = {str: "a text", Path: "a text", int: "a whole number", bool: "true or false"}


def apply(args: Namespace) -> None:
    """Fill in what the command line left open. Raises UsageError for a file that cannot be used."""
    path = Path(args.config) if args.config else None if args.db or not USUAL.is_file() else USUAL
    found = dict(_read(path)) if path else {}
    args.config_file = path
    for option in OPTIONS:
        word = option.word or option.name
        if getattr(args, word, None) is None:
            setattr(args, word, found.get(option, option.default))


def is_exposed(path: Path) -> bool:
    """Say whether everybody on this machine can read the file."""
    return os.name == "posix" and bool(path.stat().st_mode & stat.S_IROTH)


def _read(path: Path) -> Iterator[tuple[Option, Any]]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError("config_unreadable", file=path, why=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("config_unreadable", file=path, why=error) from error
    known = {option.entry: option for option in OPTIONS}
    sections = {option.section for option in OPTIONS} - {""}
    for name, value in table.items():
        if name in sections and not isinstance(value, dict):
            raise UsageError("config_value", entry=name, kind="a section")
        entries = {f"{name}.{key}": one for key, one in value.items()} if name in sections else {name: value}
        for entry, one in entries.items():
            if entry not in known:
                raise UsageError("config_unknown", entry=entry)
            yield known[entry], _checked(known[entry], one)
    if is_exposed(path) and _has_password(table.get("db")):
        sys.stderr.write(f"Warning: {path} holds a password and everybody on this machine can read it.\n")


def _checked(option: Option, value: object) -> object:
    stored = str if option.kind is Path else option.kind
    if type(value) is not stored:
        raise UsageError("config_value", entry=option.entry, kind=_KINDS[option.kind])
    return option.kind(value)


def _has_password(url: object) -> bool:
    try:
        return isinstance(url, str) and bool(make_url(url).password)
    except ArgumentError:
        return False
