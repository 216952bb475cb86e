"""Plays an installer's script without Windows: what ``installer.nsi`` uses of NSIS, on a folder and a dictionary.

What it is for: cutting the power after any one instruction. ``Rename`` and ``RMDir`` follow Windows: a name that is
taken cannot be renamed to, and what somebody holds cannot be renamed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_WORD = re.compile(r"'([^']*)'|\"([^\"]*)\"|(\S+)")
_NAME = re.compile(r"\$\{(\w+)\}")
_QUIET = {
    "SectionIn", "Sleep", "FileClose", "Pop", "System::Call", "SetRegView", "IntFmt", "${GetSize}",
}  # fmt: skip


class PowerCut(Exception):
    """The instruction after which everything stops has been done."""


class Ended(Exception):
    """``Quit``, or a file that could not be written."""


@dataclass
class Computer:
    """Files below ``root``, the registry, and what goes wrong. ``cut_after``: so many changes, then the power goes."""

    root: Path
    payload: Path
    registry: dict[str, str] = field(default_factory=dict)
    parameters: str = "/S"
    language: str = "客户管家"
    held: dict[str, int] = field(default_factory=dict)  # names that cannot be renamed, and how many times
    open_for_ever: set[str] = field(default_factory=set)  # programs that run and do not close
    full: bool = False
    cut_after: int = -1
    changes: int = 0
    started: list[str] = field(default_factory=list)

    def changed(self) -> None:
        """Count a change."""
        self.changes += 1
        if self.changes == self.cut_after:
            raise PowerCut

    def path(self, name: str) -> Path:
        """Return the file behind a path."""
        return self.root / name.replace("\\", "/").rstrip("/")


class Script:
    """The text of a script, its macros and conditions resolved. Raises KeyError for a name that nothing defines."""

    def __init__(self, text: str, defines: Mapping[str, str]) -> None:
        self.defines = dict(defines)
        self._macros: dict[str, tuple[list[str], list[str]]] = {}
        self.parts: dict[str, list[str]] = {}
        part: list[str] = []
        for line in self._resolved(text.splitlines(), {}):
            head = line.split()[0]
            if head in ("Function", "Section"):
                part = self.parts.setdefault(_words(line)[-1], [])
            elif head not in ("FunctionEnd", "SectionEnd"):
                part.append(line)

    def _resolved(self, lines: list[str], given: Mapping[str, str]) -> Iterator[str]:
        rest = iter(lines)
        skipping = 0
        for raw in rest:
            line = re.sub(r"\s+;[^\"']*$|^;.*", "", raw.strip())
            word = line.split()[0] if line else ""
            if word.startswith("!if"):
                skipping += bool(skipping) or not self._holds(line, given)
            elif word == "!else":
                skipping = {0: 1, 1: 0}.get(skipping, skipping)
            elif word == "!endif":
                skipping -= bool(skipping)
            elif skipping or not line:
                continue
            elif word == "!define":
                self.defines.setdefault(line.split()[1], " ".join(_words(self._filled(line, given))[2:]))
            elif word == "!macro":
                name, *parameters = line.split()[1:]
                body: list[str] = []
                while (one := next(rest)).strip() != "!macroend":
                    body.append(one)
                self._macros[name] = (parameters, body)
            elif word == "!insertmacro":
                name, *values = _words(self._filled(line, given))[1:]
                if name in self._macros:  # the others draw pages
                    parameters, body = self._macros[name]
                    yield from self._resolved(body, dict(zip(parameters, values, strict=True)))
            elif not word.startswith("!"):
                yield self._filled(line, given)

    def _holds(self, line: str, given: Mapping[str, str]) -> bool:
        word, *rest = line.split()
        if word in ("!ifdef", "!ifndef"):
            return (rest[0] in self.defines) is (word == "!ifdef")
        _, left, _, right = _words(self._filled(line, given))
        return left == right

    def _filled(self, line: str, given: Mapping[str, str]) -> str:
        known = {**self.defines, **given}
        for _ in range(4):
            line = _NAME.sub(lambda one: known.get(one[1], one[0]), line)
        return line


class Run:
    """One run of a part of the script."""

    def __init__(self, script: Script, computer: Computer) -> None:
        self.script, self.computer = script, computer
        self.names = {"INSTDIR": "program", "DESKTOP": "desktop", "SMPROGRAMS": "menu", "LOCALAPPDATA": "local",
                      "EXEPATH": "Setup.exe", "EXEDIR": "downloads", "LANGUAGE": "2052"}  # fmt: skip
        self.errors = False
        self.code = 0

    def play(self, *parts: str) -> int:
        """Play the parts in turn; return the exit code. Raises PowerCut."""
        try:
            for part in parts:
                self._part(part)
        except Ended:
            pass
        return self.code

    def _part(self, name: str) -> None:
        lines = self.script.parts[name]
        labels = {line[:-1]: at for at, line in enumerate(lines) if re.fullmatch(r"\w+:", line)}
        at = 0
        while at < len(lines):
            words = _words(lines[at])
            target = self._step(words, lines, at)
            if target == "return":
                return
            at = labels[target] if isinstance(target, str) else target

    def _step(self, words: list[str], lines: list[str], at: int) -> int | str:
        head, rest = words[0], words[1:]
        if head in ("${If}", "${IfNot}", "${ElseIf}"):
            if head == "${ElseIf}":  # the branch before it was taken
                return _end(lines, at)
            return self._branch(lines, at)
        if head == "${Else}":
            return _end(lines, at)
        if head in ("Goto", "IfErrors", "Return"):
            jumps = head != "IfErrors" or self.errors
            self.errors = self.errors and head != "IfErrors"
            return {"Return": "return"}.get(head, rest[0] if rest else "") if jumps else at + 1
        if head == "MessageBox":  # nobody is there: what the script itself answers
            at_answer = rest.index("/SD") + 1
            answers = dict(zip(rest[at_answer + 1 :: 2], rest[at_answer + 2 :: 2], strict=True))
            answer = answers.get(rest[at_answer], "+1")
            return at + int(answer) if answer[0] == "+" else answer
        if not head.startswith("${And") and head != "${EndIf}" and head[-1] != ":" and head not in _QUIET:
            getattr(self, f"_{re.sub(r'[^A-Za-z]', '', head)}")(*rest)
        return at + 1

    def _branch(self, lines: list[str], at: int) -> int:
        while True:
            head, *condition = _words(lines[at])
            holds = self._true(condition) is not head.endswith("IfNot}")
            at += 1
            while (more := _words(lines[at]))[0].startswith("${And"):
                holds = holds and self._true(more[1:]) is not more[0].endswith("IfNot}")
                at += 1
            if holds:
                return at
            depth = 0
            while depth or _words(lines[at])[0] not in ("${ElseIf}", "${Else}", "${EndIf}"):
                word = _words(lines[at])[0]
                depth += (word in ("${If}", "${IfNot}")) - (word == "${EndIf}")
                at += 1
            if _words(lines[at])[0] != "${ElseIf}":
                return at + 1

    def _true(self, condition: list[str]) -> bool:
        words = [self._text(word) for word in condition]
        match condition[0]:
            case "${FileExists}":
                return self.computer.path(words[1]).exists()
            case "${Errors}":
                found, self.errors = self.errors, False
                return found
            case "${AtLeastWin10}":
                return True
            case "${Silent}":
                return "/S" in self.computer.parameters
        left, sign, right = words
        return {"==": left == right, "!=": left != right, "<": sign == "<" and int(left) < int(right)}[sign]

    def _text(self, word: str) -> str:
        word = word.replace("$(APP_NAME)", self.computer.language)
        return re.sub(r"\$(\w+)", lambda one: self.names.get(one[1], ""), word)

    # -- instructions: named as in the script, with their words as they stand there ------------

    def _Call(self, name: str) -> None:
        self._part(name)

    def _ClearErrors(self) -> None:
        self.errors = False

    def _SetErrors(self) -> None:
        self.errors = True

    def _Quit(self) -> None:
        raise Ended

    def _SetErrorLevel(self, code: str) -> None:
        self.code = int(code)

    def _StrCpy(self, name: str, value: str) -> None:
        self.names[name[1:]] = self._text(value)

    def _IntOp(self, name: str, left: str, _plus: str, right: str) -> None:
        self.names[name[1:]] = str(int(self._text(left)) + int(right))

    def _VersionCompare(self, left: str, right: str, name: str) -> None:
        one, other = ([int(part) for part in self._text(word).split(".")] for word in (left, right))
        self.names[name[1:]] = "0" if one == other else "1" if one > other else "2"

    def _GetParameters(self, name: str) -> None:
        self.names[name[1:]] = self.computer.parameters

    def _GetOptions(self, _: str, option: str, name: str) -> None:
        found = re.search(rf"{option}(\S*)", self.computer.parameters)
        self.errors = found is None
        self.names[name[1:]] = found[1] if found else ""

    def _ReadRegStr(self, name: str, _root: str, key: str, value: str) -> None:
        self.names[name[1:]] = self.computer.registry.get(f"{self._text(key)}|{self._text(value)}", "")

    def _WriteRegStr(self, _root: str, key: str, value: str, text: str) -> None:
        self.computer.registry[f"{self._text(key)}|{self._text(value)}"] = self._text(text)
        self.computer.changed()

    _WriteRegDWORD = _WriteRegStr

    def _DeleteRegValue(self, _root: str, key: str, value: str) -> None:
        self.computer.registry.pop(f"{self._text(key)}|{self._text(value)}", None)
        self.computer.changed()

    def _DeleteRegKey(self, _root: str, key: str) -> None:
        for name in [one for one in self.computer.registry if re.split(r"[|]", one)[0].startswith(self._text(key))]:
            del self.computer.registry[name]
        self.computer.changed()

    def _FileOpen(self, _name: str, path: str, _mode: str) -> None:
        self.errors = self._path(path).name in self.computer.open_for_ever

    def _ExecWait(self, command: str) -> None:
        self.computer.started.append(self._text(command))

    _Exec = _nsExecExec = _ExecWait  # noqa: N815 -- as the script writes them

    def _CreateDirectory(self, path: str) -> None:
        self._path(path).mkdir(parents=True, exist_ok=True)
        self.computer.changed()

    def _File(self, _all: str, _pattern: str) -> None:
        source, target = self.computer.payload, self.computer.path(self.names["OUTDIR"])
        for file in sorted(one for one in source.rglob("*") if one.is_file()):
            place = target / file.relative_to(source)
            if self.computer.full and file.parent != source:
                self._part(".onInstFailed")
                self.code = 2
                raise Ended
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
            self.computer.changed()

    def _SetOutPath(self, path: str) -> None:
        self.names["OUTDIR"] = self._text(path)
        self._CreateDirectory(path)

    def _CopyFiles(self, _quiet: str, source: str, target: str) -> None:
        shutil.copy(self._path(source), self._path(target))
        self.computer.changed()

    def _Rename(self, source: str, target: str) -> None:
        before, after = self._path(source), self._path(target)
        tries = self.computer.held.get(before.name, 0)
        self.computer.held[before.name] = tries - 1
        if tries > 0 or not before.exists() or after.exists():
            self.errors = True
            return
        before.rename(after)
        self.computer.changed()

    def _Delete(self, path: str) -> None:
        self._path(path).unlink(missing_ok=True)
        self.computer.changed()

    def _RMDir(self, *words: str) -> None:
        path = self._path(words[-1])
        if words[0] == "/r":
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        self.computer.changed()

    def _WriteUninstaller(self, path: str) -> None:
        self._path(path).parent.mkdir(parents=True, exist_ok=True)
        self._path(path).write_text("", "utf-8")
        self.computer.changed()

    def _CreateShortcut(self, path: str, *_: str) -> None:
        self._WriteUninstaller(path)

    def _path(self, name: str) -> Path:
        return self.computer.path(self._text(name))


def _end(lines: list[str], at: int) -> int:
    depth = 1
    while depth:
        at += 1
        word = _words(lines[at])[0]
        depth += (word in ("${If}", "${IfNot}")) - (word == "${EndIf}")
    return at


def _words(line: str) -> list[str]:
    return ["".join(found) for found in _WORD.findall(line)]
