/* A console python.exe for the build only: hands its command line to python311.dll. */
#include <stdio.h>
#include <windows.h>

typedef int (*py_main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv)
{
    HMODULE python = LoadLibraryW(L"python311.dll");
    if (!python) {
        fwprintf(stderr, L"python311.dll cannot be loaded: error %lu\n", GetLastError());
        return 101;
    }
    return ((py_main)(void *)GetProcAddress(python, "Py_Main"))(argc, argv);
}
