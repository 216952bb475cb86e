#!/usr/bin/env python3.11
"""Set-up and daily commands of the project: ``python3.11 packaging/dev.py COMMAND``.

Needs nothing but the standard library, and runs on Linux, Windows and macOS. The Makefile only calls this file.
What a command prints for people goes to stdout; the tools it starts write where they like.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
RUNTIME_LOCK = ROOT / "packaging" / "runtime.lock"  # what is shipped: the same pins without the tools
BUILD_LOCK = ROOT / "packaging" / "build.lock"  # what freezes it
STAMP = VENV / "setup-stamp"
PYTHON_VERSION = (3, 11)
OLDEST_GLIBC = (2, 34)  # the Qt wheels carry the tag manylinux_2_34
LOCK_TOOL = "uv==0.13.9"
LOCK_HEADER = "# Every dependency of desktop-crm, pinned with its hashes. Written by `make lock`; not edited by hand.\n"

# shared object -> Debian package that holds it
LIBRARIES_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libz.so.1": "zlib1g",  # PostgreSQL of the tests needs no other
}
LIBRARIES_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
#: Program -> Debian package. What freezes the program has to be there; tests do the nearest thing without the others:
#: several servers behind a proxy, the package in a clean root.
TOOLS_OF_FREEZING = {"objdump": "binutils", "dpkg-deb": "dpkg"}
TOOLS_OF_TESTS = {"nginx": "nginx-light", "debootstrap": "debootstrap"}
LIBRARIES_WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}


class SetupFailed(Exception):
    """Something on this machine is missing; the message says what and what to do."""


def say(text: str) -> None:
    """Print one line for the person at the keyboard, at once."""
    print(f"[dev] {text}", flush=True)


def has_display(environment: Mapping[str, str], system: str) -> bool:
    """Say whether a window can be opened; only Linux may lack a display."""
    return system != "Linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _loads(library: str) -> bool:
    """Say whether the dynamic loader finds a library: a package list may lie, the loader does not."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(environment: Mapping[str, str], loads: Callable[[str], bool] = _loads) -> list[str]:
    """Return the Debian packages of the system libraries that Qt and PostgreSQL want and the loader does not find."""
    wanted = dict(LIBRARIES_ALWAYS)
    if environment.get("DISPLAY"):
        wanted |= LIBRARIES_X11
    if environment.get("WAYLAND_DISPLAY"):
        wanted |= LIBRARIES_WAYLAND
    return [package for library, package in wanted.items() if not loads(library)]


def _apt_prefix() -> list[str] | None:
    """Return what to put before apt-get here; None when this user may not install packages."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _install_packages(packages: Sequence[str], why: str) -> None:
    """Install Debian packages, or raise SetupFailed with the line an administrator has to run."""
    by_hand = f"{why}: {', '.join(packages)}. Install them, for example: apt-get install -y {' '.join(packages)}"
    prefix = _apt_prefix()
    if prefix is None:
        raise SetupFailed(by_hand)
    say(f"{why}; installing {' '.join(packages)}")
    env_words = ["env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run([*prefix, *env_words, "apt-get", "update", "-qq"], check=False)  # an old list may still do
    install = [*prefix, *env_words, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(install, check=False).returncode != 0:
        raise SetupFailed(by_hand)


def ensure_system_libraries() -> None:
    """On Linux, have the libraries that wheels do not bring."""
    if platform.system() != "Linux":
        return
    libc, version = platform.libc_ver()
    if libc == "glibc" and tuple(map(int, version.split(".")[:2])) < OLDEST_GLIBC:
        raise SetupFailed(f"Qt needs glibc 2.34 or newer (Debian 12, Ubuntu 22.04); this system has {version}")
    missing = missing_packages(os.environ)
    if missing:
        _install_packages(missing, "System libraries are missing")


def ensure_tools_of_tests(environment: Mapping[str, str]) -> None:
    """On Linux have the programs that the tests want.

    What a test can do without is installed in continuous integration alone: nginx would also start a service.
    """
    if platform.system() != "Linux":
        return
    if missing := _missing_tools(TOOLS_OF_FREEZING, environment):
        _install_packages(missing, "A test builds the Debian package")
    if environment.get("CI") and (missing := _missing_tools(TOOLS_OF_TESTS, environment)):
        try:
            _install_packages(missing, "Tests want more programs")
        except SetupFailed as failure:
            say(f"{failure}. Some tests will do less without them")


def _missing_tools(wanted: Mapping[str, str], environment: Mapping[str, str]) -> list[str]:
    folders = os.pathsep.join((environment.get("PATH", ""), "/usr/sbin"))
    return [package for tool, package in wanted.items() if not shutil.which(tool, path=folders)]


def _answers_as_wanted(command: Sequence[str]) -> bool:
    """Say whether a command is a Python of the wanted version (a pyenv shim may exist and still refuse)."""
    try:
        done = subprocess.run(
            [*command, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.split() == [str(part) for part in PYTHON_VERSION]


def find_python() -> list[str]:
    """Return the command of a Python 3.11, or raise SetupFailed."""
    candidates = [["python3.11"], ["python3"], ["python"]]
    if sys.version_info[:2] == PYTHON_VERSION:
        candidates.insert(0, [sys.executable])
    if platform.system() == "Windows":
        candidates.insert(0, ["py", "-3.11"])
    for candidate in candidates:
        if _answers_as_wanted(candidate):
            return candidate
    raise SetupFailed(
        "Python 3.11 was not found. Install it (Debian 12: apt-get install python3.11-venv; Windows and macOS: "
        "the installer of python.org) and run this command again"
    )


def venv_tool(name: str) -> Path:
    """Return the path of a program inside the virtual environment."""
    windows = platform.system() == "Windows"
    return VENV / ("Scripts" if windows else "bin") / (f"{name}.exe" if windows else name)


def current_stamp() -> str:
    """Return the fingerprint of everything that decides what is installed."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(str(ROOT).encode())  # the editable install names this folder
    return digest.hexdigest()


def _ensure_venv() -> None:
    """Have a virtual environment of the wanted Python; an unusable one is made anew."""
    if venv_tool("python").exists() and _answers_as_wanted([str(venv_tool("python"))]):
        return
    python = find_python()
    if subprocess.run([*python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode != 0:
        _install_packages(["python3.11-venv"], "This Python cannot make virtual environments")
    say(f"making {VENV.name} with {' '.join(python)}")
    if subprocess.run([*python, "-m", "venv", "--clear", str(VENV)], check=False).returncode != 0:
        raise SetupFailed(f"The virtual environment could not be made in {VENV}; look at the lines above")


def _pip(*arguments: str) -> None:
    command = [str(venv_tool("python")), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupFailed("pip could not install the locked packages; look at its lines above (network, disk space?)")


def setup() -> None:
    """Make the environment, unless its stamp says that it is current."""
    ensure_system_libraries()
    stamp = current_stamp()
    began = time.monotonic()
    _ensure_venv()
    if STAMP.exists() and STAMP.read_text("utf-8") == stamp:
        return
    STAMP.unlink(missing_ok=True)  # an installation that breaks off must not look finished
    say("installing the locked packages; the first time this takes a minute or two")
    _pip("--require-hashes", "--no-deps", "-r", str(LOCK))
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(stamp, "utf-8")
    say(f"environment ready after {time.monotonic() - began:.0f} s")


def child_environment(**extra: str) -> dict[str, str]:
    """Return the environment of the programs started here."""
    tools = str(venv_tool("python").parent)
    path = tools + os.pathsep + os.environ.get("PATH", "")
    environment = {**os.environ, "PYTHONUTF8": "1", "VIRTUAL_ENV": str(VENV), "PATH": path, **extra}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each program the tests start would compile ours anew
    return environment


class Result(NamedTuple):
    """How one check or test run ended."""

    name: str
    exit_code: int
    seconds: float


def run_module(module: str, *arguments: str, **extra: str) -> int:
    """Run a module of ours in the environment; return its exit code."""
    command = [str(venv_tool("python")), "-m", module, *arguments]
    try:
        return subprocess.run(command, cwd=ROOT, env=child_environment(**extra), check=False).returncode
    except KeyboardInterrupt:  # Ctrl+C ended the program; it has said so itself
        return 130


def _scripts() -> list[str]:
    """Return the programs that build, one of each name: no test runs the whole of them."""
    folders = [ROOT / "packaging" / name for name in ("linux", "windows", ".")]
    found = {path.stem: path for folder in folders for path in sorted(folder.glob("*.py"))}
    return [str(path) for path in found.values()]


def static_checks() -> dict[str, list[str]]:
    """Return the checks that run no product code: name -> command, its first word a program of the environment."""
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "--quiet", "."],
        "mypy --strict": ["mypy"],
        "mypy --strict, packaging": ["mypy", *_scripts()],
        "import contracts": ["lint-imports", "--no-logo"],
    }
    translate = ROOT / "packaging" / "translate.py"
    if translate.exists():
        checks["translations"] = ["python", str(translate), "--check"]
    return checks


def _run_static() -> list[Result]:
    results = []
    for name, (program, *arguments) in static_checks().items():
        say(name)
        began = time.monotonic()
        command = [str(venv_tool(program)), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=child_environment(QT_QPA_PLATFORM="offscreen"), check=False)
        results.append(Result(name, done.returncode, time.monotonic() - began))
    return results


def _run_pytest(arguments: Sequence[str]) -> tuple[int, str]:
    """Run the tests in parallel, showing their lines as they come; return the exit code and pytest's closing line."""
    command = [str(venv_tool("python")), "-m", "pytest", "-n", "3", "--dist", "loadscope", "--no-loadscope-reorder"]
    command += arguments
    closing = ""
    environment = child_environment(QT_QPA_PLATFORM="offscreen")
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return process.returncode, closing


def summarise(results: Sequence[Result]) -> int:
    """Print one line a result; return the exit code of the first that failed, else 0."""
    for result in results:
        say(f"{'passed' if result.exit_code == 0 else 'FAILED'}  {result.seconds:6.1f} s  {result.name}")
    return next((result.exit_code for result in results if result.exit_code != 0), 0)


def command_check(_: Sequence[str]) -> int:
    """Ruff, formatting, mypy, import contracts, translations."""
    setup()
    return summarise(_run_static())


def command_test(rest: Sequence[str]) -> int:
    """All checks and all tests; every one runs, the first failure decides the exit code."""
    setup()
    ensure_tools_of_tests(os.environ)
    results = _run_static()
    say("pytest")
    began = time.monotonic()
    code, closing = _run_pytest(rest)
    results.append(Result("pytest", code, time.monotonic() - began))
    exit_code = summarise(results)
    print(closing, flush=True)  # the last line of all, for whoever reads only that
    return exit_code


def command_run(rest: Sequence[str]) -> int:
    """Start the product with sample data and a local server; offscreen where there is no display."""
    setup()
    if has_display(os.environ, platform.system()):
        say("starting a local server and the window with sample data; everything lies under build/run")
        return run_module("ui.demo", *rest)
    say("no display here: running the same scenario offscreen (import, edit offline, sync to a second profile, print)")
    code = run_module("ui.demo", "--offscreen", *rest, QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say("pictures and the printed PDF lie under build/")
    return code


def command_setup(_: Sequence[str]) -> int:
    """Make the environment and the system libraries ready."""
    setup()
    say("everything is set up")
    return 0


def command_bench(rest: Sequence[str]) -> int:
    """Run the benchmarks."""
    setup()
    return run_module("bench", *rest)


def command_simulate(rest: Sequence[str]) -> int:
    """Prove the synchronisation: play histories on every core, or whatever the words say (see docs/simulation.md)."""
    setup()
    return run_module("tests.simulation", "--processes", str(os.cpu_count() or 1), *rest)


def command_screenshots(rest: Sequence[str]) -> int:
    """Render every page, form and dialog into build/screenshots."""
    setup()
    return run_module("ui.screenshots", "build/screenshots", *rest, QT_QPA_PLATFORM="offscreen")


def command_lock(rest: Sequence[str]) -> int:
    """Write the lock files anew; ``--upgrade`` takes newer versions, else the pins stay where they can."""
    _ensure_venv()
    tool = ROOT / "build" / "lock-tool"
    _pip("--upgrade", "--target", str(tool), LOCK_TOOL)
    same = f"--constraint {LOCK.relative_to(ROOT).as_posix()}"
    lists = {
        LOCK: ("pyproject.toml --all-extras", rest),
        RUNTIME_LOCK: (f"pyproject.toml --extra ui --extra server {same}", ()),
        BUILD_LOCK: ("packaging/build.in", rest),
    }
    return next((code for lock, (words, more) in lists.items() if (code := _lock(tool, lock, words.split(), more))), 0)


def _lock(tool: Path, lock: Path, words: Sequence[str], more: Sequence[str]) -> int:
    options = "--quiet --universal --python-version 3.11 --generate-hashes"
    silence = "--no-header --no-emit-index-url --no-emit-find-links"  # the lock names no place it came from
    output = lock.relative_to(ROOT).as_posix()
    command = ["uv", "pip", "compile", *options.split(), *silence.split(), *words, "-o", output, *more]
    code = subprocess.run(
        [str(venv_tool("python")), "-m", *command],
        cwd=ROOT, env=child_environment(PYTHONPATH=str(tool)), stdout=subprocess.DEVNULL, check=False,
    ).returncode  # fmt: skip
    if code == 0:
        text = LOCK_HEADER + lock.read_text("utf-8").removeprefix(LOCK_HEADER)
        lock.write_text(text, "utf-8", newline="\n")
    return code


def command_clean(rest: Sequence[str]) -> int:
    """Remove what was built and cached; ``--all`` removes the environment too."""
    names = ["build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"]
    if "--all" in rest:
        names.append(VENV.name)
    folders = [ROOT / name for name in names]
    for package in ("desktop_crm", "ui", "sync", "resources", "tests", "packaging", "bench"):
        folders += (ROOT / package).rglob("__pycache__")
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": command_setup,
    "run": command_run,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
    "simulate": command_simulate,
    "screenshots": command_screenshots,
    "lock": command_lock,
    "clean": command_clean,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command, its name first and its own words after it; return its exit code."""
    lines = "\n".join(f"  {name:12} {command.__doc__}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py", epilog=f"commands:\n{lines}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("words", nargs="*", help="passed on to what the command starts")
    command = parser.parse_args(arguments[:1]).command
    try:
        return COMMANDS[command](arguments[1:])
    except SetupFailed as failure:
        print(f"[dev] {failure}.", file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
