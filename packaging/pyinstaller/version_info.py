"""The version resource that Windows shows in a program's properties."""

from __future__ import annotations

COMPANY = "Desktop CRM"
PRODUCT = "客户管家 Desktop CRM"
_PURPOSE = {
    "DesktopCRM": "客户管家 Desktop CRM",
    "desktop-crm": "Desktop CRM command line",
    "desktop-crm-server": "Desktop CRM server",
}


def version_resource(name: str, version: str) -> object:
    """Return the resource of one program. Only a Windows PyInstaller has the classes."""
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    parts = [int(part) for part in version.split(".")[:3]]
    numbers = tuple([*parts, 0, 0, 0, 0][:4])
    texts = {
        "CompanyName": COMPANY,
        "FileDescription": _PURPOSE[name],
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": PRODUCT,
        "ProductVersion": version,
    }
    table = StringTable("080404B0", [StringStruct(key, text) for key, text in texts.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [0x0804, 1200])])],
    )
