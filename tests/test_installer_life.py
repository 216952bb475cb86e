"""The life of an installer without Windows: its script is played, cut after each change, held up and refused.

What real Windows programs make of it is played under wine: packaging/windows/trial.py.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import shutil
import sysconfig
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name

from tests.support.nsis import Computer, PowerCut, Run, Script
from tests.support.tree import PACKAGES, ROOT, project_files, python_files, read

FOLDER = ROOT / "packaging" / "windows"
PIECES = {"_internal", "licences", "desktop-crm.exe", "desktop-crm-server.exe", "DesktopCRM.exe"}
INSTALL, UNINSTALL = (".onInit", "PROGRAM", "SHORTCUT", ".onInstSuccess"), ("UNPROGRAM",)
OWN, ONCE = r"Software\DesktopCRM", r"Software\Microsoft\Windows\CurrentVersion\RunOnce|DesktopCRM"
HELD, RUNNING, NOT_WRITTEN = 5, 4, 2


def text() -> str:
    return (FOLDER / "installer.nsi").read_text("utf-8")


@cache
def script(version: str) -> Script:
    return Script(text(), {"VERSION": version, "PAYLOAD": "", "OUT": "", "ICON": "", "LICENCE": ""})


class Laptop:
    """A computer on which versions are installed, with a customer file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.computer = Computer(folder / "c", folder)
        self.data = self.computer.path("local/DesktopCRM/customers.db")
        self.data.parent.mkdir(parents=True)
        self.data.write_text("曾国藩", "utf-8")

    def copy(self, folder: Path) -> Laptop:
        """Return another one that is the same."""
        other = object.__new__(Laptop)
        shutil.copytree(self.folder / "c", folder / "c")
        other.folder, other.data = folder, folder / "c" / "local" / "DesktopCRM" / "customers.db"
        other.computer = Computer(folder / "c", folder, registry=dict(self.computer.registry))
        return other

    def install(self, version: str, parameters: str = "/S") -> int:
        payload = self.folder / version
        for name in PIECES:
            file = payload / name / "a" if "." not in name else payload / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(version, "utf-8")
        self.computer.payload, self.computer.parameters = payload, parameters
        return Run(script(version), self.computer).play(*INSTALL)

    def uninstall(self, parameters: str = "/S") -> int:
        self.computer.parameters = parameters
        return Run(script("0"), self.computer).play(*UNINSTALL)

    @property
    def program(self) -> dict[str, str]:
        """The pieces that stand where the program looks for them, with their versions."""
        found = {name: self.computer.path(f"program/{name}") for name in PIECES}
        return {
            name: (path / "a" if path.is_dir() else path).read_text("utf-8")
            for name, path in found.items()
            if path.exists()
        }

    @property
    def left(self) -> set[str]:
        """What else lies in the program's folder."""
        return {path.name for path in self.computer.path("program").iterdir()} - PIECES - {"Uninstall.exe"}


def whole(version: str) -> dict[str, str]:
    return dict.fromkeys(PIECES, version)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path)


def test_installed_upgraded_and_taken_back(laptop: Laptop) -> None:
    for version in ("1.0.0", "1.1.0", "1.0.0"):
        assert laptop.install(version) == 0
        assert laptop.program == whole(version)
        assert laptop.left == set()
        assert laptop.computer.registry[f"{OWN}|Version"] == version
        assert ONCE not in laptop.computer.registry
    assert laptop.data.read_text("utf-8") == "曾国藩"


def test_cut_anywhere_the_old_program_works_or_the_next_logon_mends_it(laptop: Laptop, tmp_path: Path) -> None:
    laptop.install("1.0.0")
    for cut in range(1, 200):
        victim = laptop.copy(tmp_path / str(cut))
        victim.computer.cut_after = cut
        try:
            victim.install("1.1.0")
        except PowerCut:
            works = victim.program in (whole("1.0.0"), whole("1.1.0"))
            assert works or ONCE in victim.computer.registry, f"cut after change {cut}: {victim.program}"
            assert victim.data.read_text("utf-8") == "曾国藩"
            victim.computer.cut_after = -1
            assert victim.install("1.1.0") == 0
            assert (victim.program, victim.left) == (whole("1.1.0"), set())
            assert ONCE not in victim.computer.registry
        else:
            break
    assert cut > 40  # all of it was gone through


@pytest.mark.parametrize("name", sorted(PIECES))
def test_a_piece_that_is_held_leaves_the_old_program_whole(laptop: Laptop, name: str) -> None:
    laptop.install("1.0.0")
    laptop.computer.held = {name: 10_000}
    assert laptop.install("1.1.0", "/S /RESTART=profile") == HELD
    assert (laptop.program, laptop.left) == (whole("1.0.0"), set())
    assert laptop.computer.registry[f"{OWN}|Version"] == "1.0.0"
    assert ONCE not in laptop.computer.registry
    assert any("--profile" in one for one in laptop.computer.started), "it was not started again"
    laptop.computer.held = {name: 5}  # a virus scanner lets go after a while
    assert laptop.install("1.1.0") == 0
    assert (laptop.program, laptop.left) == (whole("1.1.0"), set())


@pytest.mark.parametrize("name", sorted(one for one in PIECES if one.endswith(".exe")))
def test_a_program_that_does_not_close_is_left_alone(laptop: Laptop, name: str) -> None:
    laptop.install("1.0.0")
    laptop.computer.open_for_ever = {name}
    assert laptop.install("1.1.0", "/S /RESTART=profile") == RUNNING
    assert (laptop.program, laptop.left) == (whole("1.0.0"), set())
    started = " ".join(laptop.computer.started)
    assert "--close" in started and "office stop --resume" in started
    assert "office start --resumed" in started and "--profile" in started


def test_a_full_disk_leaves_the_old_program(laptop: Laptop) -> None:
    laptop.install("1.0.0")
    laptop.computer.full = True
    assert laptop.install("1.1.0") == NOT_WRITTEN
    assert (laptop.program, laptop.left) == (whole("1.0.0"), set())
    assert "AllowSkipFiles off" in text(), "a silent run would go on without the file"


def test_nothing_is_left_but_the_data(laptop: Laptop) -> None:
    laptop.install("1.0.0")
    assert len(laptop.computer.registry) > 10
    laptop.uninstall()
    assert laptop.computer.registry == {}
    assert [path for path in laptop.computer.root.rglob("*") if path.is_file()] == [laptop.data]
    assert not laptop.computer.path("program").exists()
    laptop.install("1.0.0")
    laptop.uninstall("/S /PURGE")
    assert not laptop.data.parent.exists()


def test_a_file_of_the_persons_in_the_programs_folder_stays(laptop: Laptop) -> None:
    laptop.install("1.0.0")
    mine = laptop.computer.path("program/名单.xlsx")
    mine.write_text("", "utf-8")
    laptop.uninstall()
    assert mine.exists()


def test_icons_are_neither_doubled_nor_brought_back(laptop: Laptop) -> None:
    laptop.install("1.0.0")
    desktop, menu = laptop.computer.path("desktop"), laptop.computer.path("menu")
    laptop.computer.language = "Desktop CRM"
    laptop.install("1.1.0", "")
    assert [path.name for path in (*desktop.iterdir(), *menu.iterdir())] == ["Desktop CRM.lnk"] * 2
    next(desktop.iterdir()).unlink()
    laptop.install("1.2.0")
    assert [*desktop.iterdir()] == []


def test_an_upgrade_speaks_as_the_first_installation_did(laptop: Laptop) -> None:
    laptop.install("1.0.0")
    laptop.computer.registry[f"{OWN}|SetupLanguage"] = "1033"
    laptop.install("1.1.0")
    assert laptop.computer.registry[f"{OWN}|SetupLanguage"] == "1033"


# -- the text ---------------------------------------------------------------------------------

#: Defined by what comes with NSIS.
_OF_NSIS = re.compile(
    r"LANG_\w+|(And|Else)?If(Not)?|Else|EndIf|FileExists|Errors|Silent|AtLeastWin10|Get\w+|VersionCompare"
)


def test_the_script_names_nothing_undefined(tmp_path: Path) -> None:
    given = set(re.findall(r"-D(\w+)", (FOLDER / "wrap.py").read_text("utf-8")))
    body = re.sub(r"^\s*;.*$", "", text(), flags=re.MULTILINE)
    defined = set(re.findall(r"^\s*!define (\w+)", body, flags=re.MULTILINE))
    parameters = {word for line in re.findall(r"^!macro \w+ (.+)$", body, flags=re.MULTILINE) for word in line.split()}
    used = {name for name in re.findall(r"\$\{(\w+)\}", body) if not _OF_NSIS.fullmatch(name)}
    assert used - defined - parameters - given == set()
    asked = set(re.findall(r"!ifn?def (\w+)", body))
    assert given - used - asked == set(), "the build gives what nobody wants"
    functions = set(re.findall(r"^Function (?:\$\{un\})?(\S+)", body, flags=re.MULTILINE))
    called = set(re.findall(r"^\s*Call (\S+)", body, flags=re.MULTILINE))
    assert {name.removeprefix("un.") for name in called} <= functions
    if shutil.which("makensis"):  # the real judge, where it is; its warnings count
        (tmp_path / "payload").mkdir()
        (tmp_path / "payload" / "a").touch()
        made = tool("wrap").installer(tmp_path / "payload", "0.0.1", tmp_path, quick=True)
        assert Path(f"{made}.sha256").read_text("utf-8").endswith(f"  {made.name}\n")


def test_every_part_that_is_shipped_comes_with_its_licence(tmp_path: Path) -> None:
    site = Path(sysconfig.get_path("purelib"))
    tool("wrap").licences(site, tmp_path / "licences")
    there = {path.name for path in (tmp_path / "licences").iterdir()}
    assert {"DesktopCRM.txt", "Python.txt", "third-party.md", "CRM-Sans-SC-OFL.txt", "LGPL-3.0.txt"} <= there
    pins = re.findall(r"^([\w.-]+)==", (ROOT / "packaging" / "runtime.lock").read_text("utf-8"), flags=re.MULTILINE)
    installed = {canonicalize_name(one.name) for one in importlib.metadata.distributions()}
    for_windows = {"pywin32-ctypes"}  # not installed here
    wanted = {canonicalize_name(name) for name in pins} - (for_windows - installed)
    without = {name for name in wanted if not any(canonicalize_name(one).startswith(f"{name}-") for one in there)}
    assert without == {"pyside6-essentials", "shiboken6"}  # theirs are the LGPL and GPL texts of our own


def test_the_same_programs_can_be_wrapped_as_another_version(tmp_path: Path) -> None:
    about = tmp_path / "payload" / "_internal" / "desktop_crm-1.0.0.dist-info" / "METADATA"
    about.parent.mkdir(parents=True)
    about.write_text("Name: desktop-crm\nVersion: 1.0.0\n\nVersion: of the text\n", "utf-8")
    made = tool("wrap").restated(tmp_path / "payload", "0.9.0", tmp_path / "other")
    told = list(importlib.metadata.distributions(path=[str(made / "_internal")]))
    assert [(one.name, one.version) for one in told] == [("desktop-crm", "0.9.0")]
    assert about.read_text("utf-8").count("1.0.0") == 1


def test_the_specification_names_what_exists_and_leaves_out_what_nobody_imports() -> None:
    spec = (ROOT / "packaging" / "pyinstaller" / "desktop_crm.spec").read_text("utf-8")
    needed = re.search(r"for needed in \(([^)]+)\)", spec)
    assert needed is not None
    for name in re.findall(r'"([^"]+)"', needed[1]):
        assert any(path.name == name for path in project_files()), name
    for package in re.findall(r'collect_(?:data_files|submodules)\("([\w.]+)"', spec):
        assert importlib.util.find_spec(package) is not None, package
    for name in re.findall(r"os\.path\.join\(os\.path\.dirname\(PACKAGING\), ([^)]+)\)", spec):
        assert (ROOT / "/".join(re.findall(r'"([^"]+)"', name))).exists(), name
    block = re.search(r"^excludes = \[(.+?)\]", spec, flags=re.MULTILINE | re.DOTALL)
    assert block is not None
    excluded = tuple(re.findall(r'"([^"]+)"', block[1]))
    imports = re.compile(r"^\s*(?:from|import) ([\w.]+)", flags=re.MULTILINE)
    for path in python_files(*PACKAGES):
        if path.parts[:2] != ("ui", "screenshots"):  # not shipped
            found = {
                name for name in imports.findall(read(path)) for one in excluded if f"{name}.".startswith(f"{one}.")
            }
            assert found == set(), f"{path} imports what the installer leaves out"


def test_the_build_wraps_files_that_exist() -> None:
    for name in ("build.py", "wrap.py"):
        named = re.findall(r'ROOT((?: / "[\w.-]+")+)', (FOLDER / name).read_text("utf-8"))
        paths = ["/".join(re.findall(r'"([\w.-]+)"', one)) for one in named]
        there = [path for path in paths if path.split("/")[0] not in ("build", "dist")]
        assert there and [path for path in there if not (ROOT / path).exists()] == []


@cache
def tool(name: str) -> ModuleType:
    """Return a module of the packaging folder."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
