"""Does a folder hold every DLL its programs load? ``python packaging/windows/pe_check.py DIR``; needs no Windows.

Every imported DLL must be in the folder or belong to Windows 10, every function imported from the folder's own DLLs
must be exported there, and each file must be x86-64 with ASLR and DEP.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pefile

_AMD64 = 0x8664
_ASLR_AND_DEP = 0x140
_TABLES = [pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{name}"] for name in ("IMPORT", "EXPORT", "DELAY_IMPORT")]
_WINDOWS = re.compile(
    r"""(?ix)^(
    kernel32|kernelbase|user32|gdi32|gdiplus|advapi32|shell32|ole32|oleaut32|oleacc|ws2_32|wsock32|winmm|version|userenv
    |netapi32|mpr|authz|ntdll|shlwapi|shcore|imm32|uxtheme|dwmapi|d3d9|d3d11|d3d12|dxgi|dwrite|d2d1|comdlg32|comctl32|setupapi
    |wtsapi32|mscms|uiautomationcore|icuuc|crypt32|cryptui|bcrypt|rpcrt4|iphlpapi|dnsapi|secur32|ncrypt|winhttp|psapi|imagehlp
    |dbghelp|winspool\.drv|msvcrt|ucrtbase|bcryptprimitives|pathcch|propsys|cfgmgr32|powrprof|runtimeobject|wldap32
    |combase|api-ms-win-[a-z0-9-]+|ext-ms-win-[a-z0-9-]+
    )(\.dll)?$"""
)


@dataclass(slots=True)
class Report:
    """What was looked at, and what is wrong."""

    files: int = 0
    functions: int = 0
    problems: list[str] = field(default_factory=list)


def check(root: Path) -> Report:
    """Look at every program and library of a folder."""
    report = Report()
    exports: dict[str, set[bytes]] = {}
    imports: dict[Path, list[tuple[str, list[bytes]]]] = {}
    for path in sorted(one for one in root.rglob("*") if one.suffix.lower() in (".exe", ".dll", ".pyd")):
        # Qt6Core exports more than pefile reads unless told otherwise.
        image = pefile.PE(str(path), fast_load=True, max_symbol_exports=1 << 20)
        image.parse_data_directories(_TABLES)
        report.files += 1
        if image.FILE_HEADER.Machine != _AMD64:
            report.problems.append(f"{path.name}: not x86-64")
        if image.OPTIONAL_HEADER.DllCharacteristics & _ASLR_AND_DEP != _ASLR_AND_DEP:
            report.problems.append(f"{path.name}: without ASLR or DEP")
        if hasattr(image, "DIRECTORY_ENTRY_EXPORT"):
            exports[path.name.lower()] = {one.name for one in image.DIRECTORY_ENTRY_EXPORT.symbols if one.name}
        else:
            exports[path.name.lower()] = set()
        imports[path] = [
            (entry.dll.decode().lower(), [one.name for one in entry.imports if one.name])
            for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
            for entry in getattr(image, table, [])
        ]
        image.close()
    for path, wanted in imports.items():
        for library, functions in wanted:
            if library in exports:
                report.functions += len(functions)
                lacking = [one.decode() for one in functions if one not in exports[library]]
                report.problems += [f"{path.relative_to(root)}: {library} has no {name}" for name in lacking]
            elif not _WINDOWS.match(library):
                report.problems.append(f"{path.relative_to(root)}: {library} is neither here nor in Windows")
    return report


def main() -> int:
    """Check the folder named on the command line."""
    report = check(Path(sys.argv[1]))
    print(f"{report.files} files, {report.functions} functions between them, {len(report.problems)} problems")
    print("\n".join(report.problems[:40]))
    return bool(report.problems)


if __name__ == "__main__":
    sys.exit(main())
