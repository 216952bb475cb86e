"""What is installed and how: the lock, licences, the Qt version, the development command."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tomllib
from functools import cache
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.tree import ROOT

LOCK = ROOT / "packaging" / "requirements.lock"
# Licence names that would oblige the whole product; "LGPL" does not match.
COPYLEFT = re.compile(r"(?<![A-Za-z])A?GPL|(?<!Lesser )(?<!Library )General Public License")

LICENCES_READ_BY_US = {"sqlcipher3": "Zlib"}  # declares none; this is the text in its wheel


@cache
def project() -> dict[str, object]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert isinstance(table, dict)
    return table


def declared(*extras: str) -> list[Requirement]:
    """Return what pyproject.toml asks for: the base, and the extras named."""
    base = project()["dependencies"]
    optional = project()["optional-dependencies"]
    assert isinstance(base, list)
    assert isinstance(optional, dict)
    return [Requirement(line) for lines in (base, *(optional[extra] for extra in extras)) for line in lines]


def locked() -> dict[str, str]:
    """Return name -> version of every pin."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\]+)", LOCK.read_text("utf-8"), flags=re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def applies(requirement: Requirement, extras: set[str]) -> bool:
    """Say whether a requirement holds on this machine with any of the extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)


def closure(*extras: str) -> set[str]:
    """Return every distribution that gets installed with the base and the extras named, on this machine."""
    seen: set[str] = set()
    waiting = declared(*extras)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if not applies(requirement, {""}):
            continue
        wanted = {name, *(f"{name}[{extra}]" for extra in requirement.extras)}
        if wanted <= seen:
            continue
        seen |= wanted
        for line in importlib.metadata.requires(name) or []:
            inner = Requirement(line)
            if applies(inner, {"", *requirement.extras}):
                inner.marker = None
                waiting.append(inner)
    return {name for name in seen if "[" not in name}


def licence(name: str) -> str:
    """Return the licence a distribution declares: expression, else classifiers, else the free text's first line."""
    data = importlib.metadata.metadata(name)
    expressions = data.get_all("License-Expression") or []
    classifiers = [c.rpartition(" :: ")[2] for c in data.get_all("Classifier") or [] if c.startswith("License ::")]
    free_text = [text.partition("\n")[0] for text in data.get_all("License") or []]
    return ", ".join(expressions or classifiers or free_text) or LICENCES_READ_BY_US.get(name, "")


def test_lock_pins_every_declared_dependency() -> None:
    pins = locked()
    for requirement in declared("ui", "server", "dev"):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked: run make lock"
        assert requirement.specifier.contains(version), f"{requirement} does not allow {version}: run make lock"


def test_lock_pins_everything_those_dependencies_need() -> None:
    assert closure("ui", "server", "dev") - set(locked()) == set()


def test_every_pin_has_a_hash() -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(locked())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_lock_names_no_place_it_came_from() -> None:
    text = LOCK.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(-index|-extra|-find|i|f)", text, flags=re.MULTILINE)


def test_installed_versions_are_the_locked_ones_where_they_matter_most() -> None:
    pins = locked()
    for name in ("pyside6-essentials", "sqlcipher3", "sqlalchemy", "msgspec"):
        assert importlib.metadata.version(name) == pins[name]


def test_qt_is_a_version_that_keeps_count_on_python_3_11() -> None:
    """PySide6 6.12.0 loses a reference to None with each call of an override; Python 3.11 then dies."""
    version = tuple(int(part) for part in locked()["pyside6-essentials"].split(".")[:2])
    assert version < (6, 12)


def test_calls_from_qt_lose_no_reference_to_none() -> None:
    """The guard a newer Qt has to pass before the pin may move."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

    class EmptyModel(QAbstractTableModel):
        def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
            return 1

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
            return 1

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            return None

    model = EmptyModel()
    index = model.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        index.data(Qt.ItemDataRole.FontRole)
    assert sys.getrefcount(None) > before - 1_000  # other threads may move it a little; the fault takes 10,000


@pytest.mark.parametrize("extras", [("ui",), ("server",)], ids=["client", "server"])
def test_nothing_shipped_is_under_the_gpl(extras: tuple[str, ...]) -> None:
    offered = {name: licence(name) for name in closure(*extras)}
    assert [name for name, text in offered.items() if not text] == [], "no licence declared: read it first"
    choice = re.compile(r"LGPL.* OR ")  # Qt: ours to choose, and we take the LGPL
    assert {n: text for n, text in offered.items() if COPYLEFT.search(text) and not choice.search(text)} == {}


def test_third_party_page_names_every_shipped_package() -> None:
    page = (ROOT / "docs" / "third-party.md").read_text("utf-8")
    named = {canonicalize_name(name) for name in re.findall(r"^\| ([A-Za-z0-9._-]+) \|", page, flags=re.MULTILINE)}
    assert closure("ui", "server") - named == set()


def test_third_party_page_names_the_lesser_licences() -> None:
    page = (ROOT / "docs" / "third-party.md").read_text("utf-8")
    lesser = {name for name in closure("ui", "server") if re.search(r"LGPL|Lesser", licence(name))}
    section = page.partition("## Under the LGPL")[2].partition("\n## ")[0].lower()
    assert {name for name in lesser if name not in section.replace("_", "-")} == set()


def test_licence_text_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert "Desktop CRM contributors" in text


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dev_needs_the_standard_library_only() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "packaging" / "dev.py"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "screenshots" in done.stdout


def test_make_offers_every_command(dev: ModuleType) -> None:
    line = re.search(r"^COMMANDS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert line is not None
    assert set(line.group(1).split()) == set(dev.COMMANDS)


def test_missing_libraries_become_packages(dev: ModuleType) -> None:
    absent = {"libEGL.so.1", "libxcb-cursor.so.0"}
    assert dev.missing_packages({}, lambda name: name not in absent) == ["libegl1"]
    assert dev.missing_packages({"DISPLAY": ":0"}, lambda name: name not in absent) == ["libegl1", "libxcb-cursor0"]
    assert dev.missing_packages({}, lambda _: True) == []


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({}, "Linux", False),
        ({"DISPLAY": ""}, "Linux", False),
        ({"DISPLAY": ":0"}, "Linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Linux", True),
        ({}, "Windows", True),
        ({}, "Darwin", True),
    ],
)
def test_only_linux_may_lack_a_display(
    dev: ModuleType, environment: dict[str, str], system: str, expected: bool
) -> None:
    assert dev.has_display(environment, system) is expected


def test_all_results_are_shown_and_the_first_failure_decides(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    results = [dev.Result("one", 0, 1.0), dev.Result("two", 3, 1.0), dev.Result("three", 1, 1.0)]
    assert dev.summarise(results) == 3
    shown = capsys.readouterr().out
    assert [name for name in ("one", "two", "three") if name in shown] == ["one", "two", "three"]
    assert dev.summarise(results[:1]) == 0


def test_a_changed_lock_asks_for_a_new_setup(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = dev.current_stamp()
    changed = tmp_path_factory.mktemp("lock") / "requirements.lock"
    changed.write_bytes(LOCK.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(dev, "LOCK", changed)
    assert dev.current_stamp() == before, "line ends of a checkout must not matter"
    changed.write_bytes(LOCK.read_bytes() + b"new==1 --hash=sha256:00\n")
    assert dev.current_stamp() != before


def test_a_machine_without_python_3_11_is_told_so(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "_answers_as_wanted", lambda _: False)
    with pytest.raises(dev.SetupFailed, match=r"Python 3\.11 was not found"):
        dev.find_python()


def test_missing_packages_are_named_to_those_who_may_not_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "_apt_prefix", lambda: None)
    with pytest.raises(dev.SetupFailed, match=r"libegl1.*apt-get install -y libegl1"):
        dev._install_packages(["libegl1"], "System libraries are missing")


def test_missing_packages_are_installed_by_those_who_may(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(dev, "_apt_prefix", lambda: ["sudo", "-n"])
    monkeypatch.setattr(dev.subprocess, "run", run)
    dev._install_packages(["libegl1", "libgl1"], "System libraries are missing")
    assert [command[4:6] for command in ran] == [["apt-get", "update"], ["apt-get", "install"]]
    assert ran[-1][-2:] == ["libegl1", "libgl1"]


def test_tools_that_tests_can_do_without_are_installed_in_continuous_integration_alone(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def install(packages: list[str], _why: str) -> None:
        asked.append(packages)
        if "nginx-light" in packages:
            raise dev.SetupFailed("no network")

    monkeypatch.setattr(dev, "_install_packages", install)
    monkeypatch.setattr(dev.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(dev.platform, "system", lambda: "Linux")
    dev.ensure_tools_of_tests({})
    assert asked == [["binutils", "dpkg"]]
    dev.ensure_tools_of_tests({"CI": "true"})  # and goes on without
    assert asked[1:] == [["binutils", "dpkg"], ["nginx-light", "debootstrap"]]


@pytest.mark.parametrize("name", [".ci/run", "Makefile"])
def test_both_commands_are_thin(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "pip" not in text.split()
    assert len(text.splitlines()) < 20
