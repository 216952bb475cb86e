"""Plays the life of an installer under wine: ``python packaging/windows/trial.py [--from OLD.exe] NEW.exe``.

Install by hand as a person does, run the installed program's own test (import, edit, synchronise with the server beside
it, print), look at the window, break an upgrade off, upgrade with data while it runs, go back to the old version and
forth again, uninstall without and with the data; the user's name is Chinese and has a space. What happened goes to the
screen and, with pictures and reports, below ``build/trial``. ``--stand-in`` plays the installer alone, in two minutes.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging" / "windows"))

import stand_in  # noqa: E402
from computer import (  # noqa: E402
    APP,
    ONCE_KEY,
    OWN_KEY,
    PIECES,
    START_LIMIT_S,
    WORK_LIMIT_S,
    Computer,
    Failed,
    Screen,
    files,
    require,
    until,
)
from wrap import BuildFailed  # noqa: E402

RUNNING, HELD = 4, 5
_CHINESE = "2052"
_A_MESSAGE = 3_000  # bytes of a picture of a screen with a small window


class Trial:
    """Tells each step with its time. ``real``: the programs are the frozen ones."""

    def __init__(self, folder: Path, *, real: bool = True) -> None:
        self.folder = folder.absolute()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.real = real
        self._log = (self.folder / "log.txt").open("w", encoding="utf-8")
        self._began = time.monotonic()
        self._helper = stand_in.helper(self.folder)
        self._once = ""  # what the installer puts down for the next logon
        self._contents: list[dict[str, Any]] = []  # of the person's data, whenever nobody had the right to change it

    def tell(self, text: str) -> None:
        """Write one line."""
        line = f"{time.monotonic() - self._began:7.1f} s  {text}"
        print(line, flush=True)
        self._log.write(line + "\n")
        self._log.flush()

    def run(self, old: Path | None, new: Path) -> None:
        """Play everything. Raises Failed."""
        screen = Screen()
        computer = Computer(self.folder / "computer", "陈 国栋", display=screen.name)
        self.tell(
            "a Windows was made" + ("" if computer.chinese else "; in English, the sources of the locale are missing")
        )
        try:
            self._by_hand(computer, screen, old or new)
            if self.real:
                self._main_job(computer)
            self._window(computer, screen)
            if old is not None:
                self._break_off(computer, new)
                self._held(computer, new)
                self._upgrade(computer, screen, new)
                self._go_back(computer, screen, old, new)
                self._cut_in_the_exchange(computer, old)
            self._uninstall(computer)
            self._purge(computer, new)
        finally:
            computer.wine.stop()
            screen.close()

    # -- what the person has ----------------------------------------------------------------

    def _look(self, computer: Computer) -> list[dict[str, Any]]:
        if self.real:
            return computer.customers()
        return [{name: size} for name, size in files(computer.data).items() if name == "kept.txt"]

    def _unchanged(self, computer: Computer, after: str) -> None:
        """The installed program has every customer as before. Raises Failed."""
        found = self._look(computer)
        require(len(found) == len(self._contents), f"{after}: {len(found)} of {len(self._contents)} are there")
        for now, then in zip(found, self._contents, strict=True):  # a newer version may tell more of each
            same = now.keys() & then.keys()
            require(same and all(now[key] == then[key] for key in same), f"{after}: {then} has become {now}")

    def _run_line(self, computer: Computer, line: str) -> int:
        """Run a line with its quotation marks where they stand: wine would set them as it likes."""
        computer.wine.environment["LINE"] = line
        return computer.wine.start([str(self._helper)]).wait(WORK_LIMIT_S)  # what it starts keeps the pipe open

    # -- steps ------------------------------------------------------------------------------

    def _by_hand(self, computer: Computer, screen: Screen, installer: Path) -> None:
        """Double-click it and press Enter until the program is there; the administrator's answers lie beside it."""
        place = self.folder / "downloads"
        place.mkdir()
        copy = place / installer.name
        shutil.copy(installer, copy)
        (place / "DesktopCRM-answers.ini").write_text(
            "[company]\nserver = https://crm.example.cn\nname = 绍兴示例贸易有限公司\n", "utf-8"
        )
        if computer.chinese:  # else the installer asks for the language first
            computer.wine.run("reg", "add", OWN_KEY, "/v", "SetupLanguage", "/d", _CHINESE, "/f")
        began = time.monotonic()
        process = computer.wine.start([str(copy)])
        screen.until_drawn()
        self.tell(f"the installer's first page after {time.monotonic() - began:.1f} s")
        for page in ("welcome", "licence", "folder", "parts"):
            screen.until_still()
            screen.picture(self.folder / f"setup-{page}.png")
            screen.keys("Return")
        began = time.monotonic()
        until(lambda: (computer.program / "Uninstall.exe").exists(), "it never ended", limit_s=WORK_LIMIT_S)
        until(lambda: computer.version() is not None, "it is not among the installed programs", limit_s=WORK_LIMIT_S)
        self.tell(f"installed {computer.version()} in {time.monotonic() - began:.1f} s by pressing Enter four times")
        screen.until_still()
        screen.picture(self.folder / "setup-done.png")
        for name in (*PIECES, "Uninstall.exe", "answers.ini"):
            require((computer.program / name).exists(), f"{name} was not installed")
        require(not (computer.program / "new").exists(), "what was unpacked is still there")
        self.tell(f"in {computer.windows_path(computer.program)}, shortcuts {', '.join(computer.shortcuts())}")
        opened = computer.opens(".crmpost") or ""
        require(computer.windows_path(computer.program).lower() in opened.lower(), f"*.crmpost opens with {opened}")
        began = time.monotonic()
        screen.keys("Return")  # the last page starts the program
        if self.real:
            process.wait(START_LIMIT_S)
            screen.until_drawn()
            self.tell(f"first start from the last page: drawn after {time.monotonic() - began:.1f} s")
            screen.until_still()
            screen.picture(self.folder / "first-start.png")
        else:
            until(lambda: (computer.data / "started.txt").exists(), "the last page did not start the program")
            computer.close()
        computer.wine.stop()
        process.communicate(timeout=START_LIMIT_S)

    def _main_job(self, computer: Computer) -> None:
        report = computer.self_test(self.folder / "self-test")
        for line in report["steps"]:  # type: ignore[attr-defined]
            self.tell(f"  {line}")
        require(report["passed"], str(report["error"]))
        self.tell(
            f"main job done by {report['version']} in {report['seconds']} s; Qt {report['qt']}, {report['system']}"
        )

    def _window(self, computer: Computer, screen: Screen) -> None:
        """Start it as a double-click would, with sample customers, look at it, and close it from outside."""
        if not self.real:
            computer.data.mkdir(exist_ok=True)
            (computer.data / "kept.txt").write_text("typed", "utf-8")
            self._contents = self._look(computer)
            return
        computer.command("init", "--name", "陈国栋")
        self.tell("profile made, its key in Windows' credential store")
        for name in ("window-first", "window"):
            began = time.monotonic()
            window = computer.start("--demo")
            screen.until_drawn()
            self.tell(f"{name}: drawn {time.monotonic() - began:.1f} s after the double-click")
            screen.until_still()
            screen.picture(self.folder / f"{name}.png")
            began = time.monotonic()
            code = computer.close()
            require(code == 0, f"asked to close, the window did not answer: exit code {code}")
            window.communicate(timeout=START_LIMIT_S)
            self.tell(f"asked to close, it ended with {window.returncode} after {time.monotonic() - began:.1f} s")
        self._contents = self._look(computer)
        require(len(computer.customers()) >= 300, "the sample customers are not there")

    def _break_off(self, computer: Computer, new: Path) -> None:
        """Cut the power while the new files are unpacked: the old program goes on, with its data."""
        before, version = files(computer.data), computer.version()
        process = computer.wine.start([str(new), "/S"])
        unpacking = computer.program / "new" / "_internal"
        until(
            lambda: process.poll() is not None or (unpacking.is_dir() and any(unpacking.iterdir())),
            "the upgrade did not begin to unpack", limit_s=WORK_LIMIT_S, pause_s=0.02,
        )  # fmt: skip
        time.sleep(1 if self.real else 0)
        computer.wine.stop()
        process.communicate(timeout=START_LIMIT_S)
        unpacked = len(files(computer.program / "new"))
        require(unpacked, "it was over before it could be cut")
        require(files(computer.data) == before, "the broken upgrade touched the data")
        require(computer.version() == version, "a broken upgrade calls itself installed")
        self._unchanged(computer, "killed while unpacking")
        self.tell(f"killed after {unpacked} new files: version {version} goes on, with all data")

    def _held(self, computer: Computer, new: Path) -> None:
        """Something holds a file of the program: the installer gives up in the end, and the program is whole."""
        shutil.rmtree(computer.program / "new", ignore_errors=True)  # of the installation that was broken off
        before = files(computer.program)
        holder = computer.wine.start([str(self._helper), computer.windows_path(computer.program / PIECES[-2])])
        time.sleep(3)
        began = time.monotonic()
        process = computer.wine.start([str(new), "/S"])
        until((computer.program / "old").is_dir, "old and new never change places", limit_s=WORK_LIMIT_S, pause_s=0.02)
        self._once = computer.wine.registry(ONCE_KEY, APP) or ""
        code = process.wait(WORK_LIMIT_S)
        self.tell(f"another program holds a file of ours: exit code {code} after {time.monotonic() - began:.1f} s")
        require(code == HELD, f"setup ended with {code}")
        require(files(computer.program) == before, "the program is not what it was")
        require(computer.wine.registry(ONCE_KEY, APP) is None, "it would be installed at the next logon all the same")
        computer.wine.stop()
        holder.communicate(timeout=START_LIMIT_S)
        self._unchanged(computer, "held")

    def _cut_in_the_exchange(self, computer: Computer, old: Path) -> None:
        """The power goes while old and new change places: nothing starts then, and the next logon mends it.

        The moment is too short to be hit, so what it leaves is made by hand; and wine does at a logon only what is put
        down for all users, so what the installer had put down for this one is read and run.
        """
        require(computer.setup(old) == 0, "the old version does not install")
        version = computer.version()
        (computer.program / "old").mkdir(exist_ok=True)
        for name in PIECES[:-1]:
            (computer.program / name).rename(computer.program / "old" / name)
        require(self._once.endswith("/S"), f"nothing was put down for the next logon: {self._once}")
        began = time.monotonic()
        code = self._run_line(computer, self._once)
        require(code == 0, f"installing again ended with {code}")
        took = time.monotonic() - began
        self.tell(f"cut between old and new, then logged on: {computer.version()} after {took:.1f} s")
        require(computer.version() != version, "the new version is not there")
        left = {path.name for path in computer.program.iterdir()} - {*PIECES, "Uninstall.exe", "answers.ini"}
        require(not left, f"left behind: {left}")
        self._unchanged(computer, "cut in the exchange")

    def _upgrade(self, computer: Computer, screen: Screen, new: Path) -> None:
        """Install over the running program, in which somebody is typing, as the program's own update does."""
        window = computer.start()
        if self.real:
            screen.until_drawn()
            screen.until_still()
            screen.keys("ctrl+n")
            screen.until_still()
            screen.write("Zhang Xiaoming")
            screen.until_still()
            screen.picture(self.folder / "typing.png")
        else:
            until(lambda: (computer.data / "started.txt").exists(), "it does not start")
            time.sleep(2)
        began = time.monotonic()
        again = f'/RESTART="{computer.windows_path(computer.data)}"'
        code = self._run_line(computer, f'"{computer.windows_path(new)}" /S {again}')
        took = time.monotonic() - began
        require(code == 0, f"the upgrade ended with {code}")
        window.wait(START_LIMIT_S)
        self.tell(f"upgraded over the running program, which closed: {computer.version()} after {took:.1f} s")
        if self.real:
            screen.until_drawn()
            screen.until_still()
            screen.picture(self.folder / "restarted.png")
        else:
            time.sleep(3)
        code = computer.close()
        require(code == 0, f"the program was not started again: {code}")
        computer.wine.wait()
        self._unchanged(computer, "upgraded")
        self.tell("it was started again by the installer; all data is there")
        if self.real:
            self._main_job(computer)

    def _go_back(self, computer: Computer, screen: Screen, old: Path, new: Path) -> None:
        """Install the version before over the newer one, and the newer one again; by hand it warns first."""
        newer, icons = computer.version(), computer.shortcuts()
        before = files(computer.data)
        process = computer.wine.start([str(old)])
        until(lambda: len(screen.shows()) > _A_MESSAGE, "the older installer shows nothing")
        screen.until_still()
        screen.picture(self.folder / "older.png")
        screen.keys("alt+n")  # no
        process.communicate(timeout=START_LIMIT_S)
        require(computer.version() == newer, "it was installed all the same")
        self.tell("the older installer warns in words; answered no, nothing happens")
        for installer in (old, new):
            began = time.monotonic()
            code = computer.setup(installer)
            require(code == 0, f"setup of {installer.name} ended with {code}")
            require(files(computer.data) == before, f"{installer.name} touched the data")
            self.tell(f"installed {computer.version()} over it in {time.monotonic() - began:.1f} s")
            refusal = computer.refuses() if self.real and installer == old else ""
            if refusal:
                self.tell(f"the older program leaves the newer data alone: {refusal}")
            else:
                self._unchanged(computer, installer.name)
            before = files(computer.data)
        require(computer.version() == newer, "the newer version is not back")
        require(computer.shortcuts() == icons, f"shortcuts have become {computer.shortcuts()}")

    def _uninstall(self, computer: Computer) -> None:
        before = files(computer.data)
        computer.uninstall()
        require(not computer.program.exists(), f"left behind: {[*computer.program.rglob('*')][:5]}")
        require(files(computer.data) == before, "the data is not what it was")
        require(not computer.shortcuts() and computer.version() is None, "shortcuts or registry left behind")
        require(computer.opens(".crmpost") is None, "courier files still open with it")
        self.tell("uninstalled; the data stayed")

    def _purge(self, computer: Computer, new: Path) -> None:
        """Install once more over what was left, and uninstall with everything, as a person may choose."""
        require(computer.setup(new) == 0, "setup over what an uninstallation left")
        self._unchanged(computer, "installed again")
        computer.uninstall("/PURGE")
        require(not computer.data.exists() and not computer.program.exists(), "the data stayed although asked to go")
        self.tell("installed again, all data there; uninstalled with the data: nothing is left")


def main(argv: Sequence[str] | None = None) -> int:
    """Play it; exit code 1 when something was not as it must be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("installer", type=Path, nargs="?", help="the installer, unless --stand-in")
    parser.add_argument("--from", dest="old", type=Path, help="an older installer to begin with")
    parser.add_argument("--stand-in", action="store_true", help="the installer alone, of programs that do nothing")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "trial")
    options = parser.parse_args(argv)
    if not options.stand_in and options.installer is None:
        parser.error("which installer?")
    trial = Trial(options.folder, real=not options.stand_in)
    try:
        if options.stand_in:
            old, new = (stand_in.make(trial.folder / "stand-in", number) for number in ("0.0.9", "0.1.0"))
        else:
            old, new = options.old and options.old.absolute(), options.installer.absolute()
        trial.run(old, new)
    except (Failed, BuildFailed, subprocess.SubprocessError) as failure:
        trial.tell(f"FAILED: {failure}")
        return 1
    trial.tell("everything was played")
    return 0


if __name__ == "__main__":
    sys.exit(main())
