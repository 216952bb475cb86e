/* Stands for the three programs in a trial of the installer alone: no frozen program is needed to play its life.
 * The window waits until it is asked to close and writes down that it was. As helper.exe it holds a file as a virus
 * scanner does (others may read and write it, not move it away), or runs the line in LINE as it stands there. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#define NAME L"desktop-crm-stand-in"

static void note(const wchar_t *name) {
  wchar_t path[MAX_PATH];
  ExpandEnvironmentStringsW(L"%LOCALAPPDATA%\\DesktopCRM", path, MAX_PATH);
  CreateDirectoryW(path, NULL);
  wcscat(wcscat(path, L"\\"), name);
  FILE *file = _wfopen(path, L"a");
  if (file) {
    fputs("x", file);
    fclose(file);
  }
}

static int run_line(void) {
  static wchar_t line[4096];
  STARTUPINFOW how = {sizeof how};
  PROCESS_INFORMATION made;
  DWORD code = 125;
  GetEnvironmentVariableW(L"LINE", line, 4096);
  if (CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &how, &made)) {
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
  }
  return (int)code;
}

int wmain(int count, wchar_t **words) {
  wchar_t self[MAX_PATH];
  GetModuleFileNameW(NULL, self, MAX_PATH);
  if (wcsstr(self, L"helper.exe")) {
    if (count < 2) return run_line();
    CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    Sleep(INFINITE);
  }
  if (wcsstr(self, L"server")) return 0;
  if (!wcsstr(self, L"DesktopCRM.exe")) return 0;
  if (count > 1 && !wcscmp(words[count - 1], L"--close")) {
    HANDLE event = OpenEventW(EVENT_MODIFY_STATE, FALSE, NAME);
    return event && SetEvent(event) ? 0 : 1;
  }
  HANDLE event = CreateEventW(NULL, TRUE, FALSE, NAME);
  note(L"started.txt");
  WaitForSingleObject(event, 120000);
  Sleep(1500); /* a program takes a moment to end */
  note(L"closed.txt");
  return 0;
}
