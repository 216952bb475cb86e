"""The rules of the house, read off the source: what docs/architecture.md says, held true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.tree import PACKAGES, ROOT, project_files, python_files, read

TOP_LEVEL = {
    "desktop_crm", "ui", "resources", "sync", "tests", "packaging", "docs", "bench",
    "pyproject.toml", "README.md", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "Makefile",
}  # fmt: skip
LONGEST_MODULE_LINES = 450
TEXT_SUFFIXES = {".py", ".toml", ".md", ".json", ".yaml", ".yml", ".sql", ".ts", ".html", ".mako", ".cfg", ".sh", ""}

# The shell of the server meets clock, threads and operating system (`context.py` names the clock and the identifiers
# handed to every handler, `database.py` the one writer of SQLite); every other module is a plain function of what it is
# given, so that the simulation can run it.
SERVER_SHELL = {
    "__main__.py",
    "app.py",
    "serving.py",
    "office.py",
    "office_process.py",
    "commands.py",
    "logs.py",
    "context.py",
    "database.py",
    "throttle.py",
}
PUMPS_EVENTS = ("ui/screenshots", "ui/demo", "tests/")


@cache
def tree(name: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(read(name), filename=str(name))


def calls(name: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of a file with the dotted name it calls; ``x().y()`` is named ``y``."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` for an attribute chain."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def imported_modules(name: Path) -> set[str]:
    """Return the top-level names of all modules a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def at(name: Path, node: ast.AST, what: str = "") -> str:
    """Return a place a person can click on."""
    return f"{name.as_posix()}:{getattr(node, 'lineno', 1)} {what}".rstrip()


def test_import_contracts_hold() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo', '--no-cache'])"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_top_level_holds_only_what_belongs_there() -> None:
    names = {name.parts[0] for name in project_files()}
    assert {name for name in names if not name.startswith(".")} - TOP_LEVEL == set()


def test_packaging_is_no_package() -> None:
    """An ``__init__.py`` there would hide the library of that name from every tool."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_star_imports() -> None:
    """They build every class of Qt at start: 0.8 s."""
    found = [
        at(name, node)
        for name in python_files()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert found == []


def test_nothing_pumps_the_event_loop() -> None:
    """A job with a signal belongs where ``processEvents`` is tempting."""
    found = [
        at(name, node)
        for name in python_files()
        if not name.as_posix().startswith(PUMPS_EVENTS)
        for called, node in calls(name)
        if called.endswith("processEvents")
    ]
    assert found == []


def deterministic_modules() -> list[Path]:
    """Return the modules that get clock, identifiers and transport passed in."""
    server = [name for name in python_files("sync") if name.parts[:2] == ("sync", "server")]
    server = [name for name in server if name.name not in SERVER_SHELL and "migrations" not in name.parts]
    return [*server, *(name for name in python_files("sync") if name.as_posix() == "sync/client/engine.py")]


def test_synchronisation_asks_no_clock_and_makes_no_ids() -> None:
    forbidden_calls = re.compile(
        r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|sleep)|uuid[14]|urandom)$"
    )
    forbidden_modules = {"requests", "threading", "random", "asyncio", "multiprocessing", "concurrent"}
    found = [
        at(name, node, called)
        for name in deterministic_modules()
        for called, node in calls(name)
        if forbidden_calls.search(called)
    ]
    found += [
        f"{name.as_posix()} imports {', '.join(sorted(wrong))}"
        for name in deterministic_modules()
        if (wrong := imported_modules(name) & forbidden_modules)
    ]
    assert found == []


def test_modules_stay_short() -> None:
    lengths = {name.as_posix(): len(read(name).splitlines()) for name in python_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE_LINES} == {}


def test_no_file_names_a_home_folder() -> None:
    """Nothing may depend on the machine it was written on."""
    home = re.compile("|".join((r"/home/\w", r"/Users/\w", r"/root\b", r"[A-Z]:\\+Users\\+\w")))
    found = []
    for name in project_files():
        if name.suffix not in TEXT_SUFFIXES or name == Path("tests/test_architecture.py"):
            continue
        lines = read(name).splitlines()
        found += [f"{name.as_posix()}:{number}" for number, line in enumerate(lines, 1) if home.search(line)]
    assert found == []


def test_sentences_to_translate_are_literal() -> None:
    """An f-string inside ``tr`` is extracted with its braces and never matches."""
    found = []
    for name in python_files("ui"):
        for called, node in calls(name):
            if called.rpartition(".")[2] not in {"tr", "translate", "QT_TRANSLATE_NOOP"}:
                continue
            parts = [part for argument in node.args for part in ast.walk(argument)]
            if any(isinstance(part, ast.JoinedStr) for part in parts):
                found.append(at(name, node))
    assert found == []


def test_modules_say_what_lives_in_them() -> None:
    found = [name.as_posix() for name in python_files(*PACKAGES, "bench") if not ast.get_docstring(tree(name))]
    assert [name for name in found if read(Path(name)).strip()] == []


def test_nothing_is_left_to_do() -> None:
    """A stub, a skipped test or a note to come back is no part of a finished tree."""
    marks = re.compile("|".join((r"\bTO" r"DO\b", r"\bFIX" r"ME\b", r"raise NotImplemented" r"Error")))
    found = [
        f"{name.as_posix()}:{number}"
        for name in python_files()
        for number, line in enumerate(read(name).splitlines(), 1)
        if marks.search(line)
    ]
    found += [
        at(name, node, called)
        for name in python_files("tests")
        for called, node in calls(name)
        if called in {"pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.importorskip", "pytest.xfail"}
    ]
    assert found == []


def test_no_failure_is_swallowed() -> None:
    """``except Exception: pass`` hides the bug that loses somebody's customer."""
    found = [
        at(name, node)
        for name in python_files(*PACKAGES)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in {"Exception", "BaseException"})
        and all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
    ]
    assert found == []


@pytest.mark.parametrize("source", ["ui.x().processEvents()", "QApplication.processEvents()"])
def test_the_reader_of_calls_sees_through_chains(source: str) -> None:
    call = ast.parse(source).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert dotted(call.value.func).endswith("processEvents")
