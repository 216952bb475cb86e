; Per user, no administrator. Compiled by build.py:  makensis -DVERSION= -DPAYLOAD= -DOUT= -DICON= -DWELCOME= -DLICENCE=
;           installer.nsi
;
; Silent:   Setup.exe /S [/ANSWERS=file.ini] [/NODESKTOP] [/RESTART=profile folder] [/D=C:\folder without quotes, last]
; /RESTART starts the program again at the end, the new one or, when nothing was installed, the one that is there.
; Exit codes of a silent run: 0 done, 2 not all could be written (a full disk), 3 Windows too old, 4 the program is running
; and did not close, 5 its files are held by another program. After 2 to 5 the program that was there goes on.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
!ifndef VERSION
  !error "VERSION is missing"
!endif
!define APP "DesktopCRM"
!define EXE "${APP}.exe"
!define CONSOLE "desktop-crm.exe"
!define SERVER "desktop-crm-server.exe"
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define OWN "Software\${APP}"
!define ONCE "Software\Microsoft\Windows\CurrentVersion\RunOnce"
!define DATA "$LOCALAPPDATA\${APP}"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

Name "$(APP_NAME)"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OWN}" "InstallDir"
!ifdef QUICK
  SetCompressor /SOLID zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
; Without this a silent run goes on after a file that could not be written.
AllowSkipFiles off
BrandingText "Desktop CRM ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Desktop CRM"
VIAddVersionKey /LANG=0 "FileDescription" "Desktop CRM Setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "Desktop CRM"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_LANGDLL_REGISTRY_ROOT "HKCU"
!define MUI_LANGDLL_REGISTRY_KEY "${OWN}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "SetupLanguage"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString APP_NAME ${LANG_SIMPCHINESE} "客户管家"
LangString APP_NAME ${LANG_ENGLISH} "Desktop CRM"
LangString WELCOME_TEXT ${LANG_SIMPCHINESE} "只为您自己安装，不需要管理员权限。$\r$\n$\r$\n已装的版本会升级，客户资料不会改动。程序开着也没关系：它会自己关闭，正在填写的内容变成草稿。$\r$\n$\r$\n点击“下一步”继续。"
LangString WELCOME_TEXT ${LANG_ENGLISH} "It is installed for you alone; no administrator is needed.$\r$\n$\r$\nA version that is there is upgraded, your customers stay as they are. The program may be open: it closes by itself, and what you are typing becomes a draft.$\r$\n$\r$\nClick Next to go on."
LangString PROGRAM ${LANG_SIMPCHINESE} "客户管家"
LangString PROGRAM ${LANG_ENGLISH} "Desktop CRM"
LangString DESKTOP_ICON ${LANG_SIMPCHINESE} "桌面快捷方式"
LangString DESKTOP_ICON ${LANG_ENGLISH} "Desktop shortcut"
LangString CUSTOMERS ${LANG_SIMPCHINESE} "同时删除本机的客户资料和备份"
LangString CUSTOMERS ${LANG_ENGLISH} "Also delete this computer's customers and backups"
LangString COURIER_FILE ${LANG_SIMPCHINESE} "客户管家信使文件"
LangString COURIER_FILE ${LANG_ENGLISH} "Desktop CRM courier file"
LangString BACKUP_FILE ${LANG_SIMPCHINESE} "客户管家备份"
LangString BACKUP_FILE ${LANG_ENGLISH} "Desktop CRM backup"
LangString TOO_OLD ${LANG_SIMPCHINESE} "需要 Windows 10（1809）或更新的版本。没有安装任何东西。"
LangString TOO_OLD ${LANG_ENGLISH} "Windows 10 (1809) or newer is needed. Nothing was installed."
LangString RUNNING ${LANG_SIMPCHINESE} "客户管家正在运行，没有自动关闭。请关闭它，再点“重试”。您的资料是安全的。"
LangString RUNNING ${LANG_ENGLISH} "Desktop CRM is running and did not close by itself. Close it, then press Retry. Your data is safe."
LangString HELD ${LANG_SIMPCHINESE} "另一个程序正占用客户管家的文件。没有安装任何东西，原来的版本照常可用。请重新启动电脑，再安装一次。"
LangString HELD ${LANG_ENGLISH} "Another program holds files of Desktop CRM. Nothing was installed, the version before still works. Restart the computer and install again."
LangString NEWER ${LANG_SIMPCHINESE} "这台电脑上的版本更新。较旧的版本不能打开较新的资料，资料本身不会改变。仍要安装吗？"
LangString NEWER ${LANG_ENGLISH} "This computer has a newer version. An older one cannot open newer data; the data itself is not changed. Install anyway?"

Function .onInit
  SetRegView 64
  ${IfNot} ${Silent}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${Else}
    ReadRegStr $0 HKCU "${OWN}" "SetupLanguage"
    ${If} $0 != "" ; as it was installed: shortcuts keep their names
      StrCpy $LANGUAGE $0
    ${EndIf}
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 3
    Call Restart
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${OWN}" "Version"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NEWER)" /SD IDYES IDYES +2
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; The office server of this computer: "stop --resume" ends it after what was asked, "start --resumed" starts it again if so.
!macro Office words
  ${If} ${FileExists} "$INSTDIR\${SERVER}"
    nsExec::Exec '"$INSTDIR\${SERVER}" office ${words}'
    Pop $3
  ${EndIf}
!macroend

; The program that asked for a silent upgrade has closed; whatever became of it, there has to be a program again.
Function Restart
  ${GetParameters} $R8
  ClearErrors
  ${GetOptions} $R8 "/RESTART=" $R9
  ${IfNot} ${Errors}
  ${AndIf} ${FileExists} "$INSTDIR\${EXE}"
    Exec '"$INSTDIR\${EXE}" --profile "$R9"'
  ${EndIf}
FunctionEnd

Function .onInstSuccess
  Call Restart
FunctionEnd

Function .onInstFailed
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\new"
  !insertmacro Office "start --resumed"
  Call Restart
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; A running program keeps its files open. It is asked to close, which puts what is being typed into a draft; if it does not,
; the person is asked, and a silent run ends with 4 having changed nothing.
!macro Free program
  ${If} ${FileExists} "$INSTDIR\${program}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${program}" a
    IfErrors busy
    FileClose $0
  ${EndIf}
!macroend
!macro CheckClosed un
Function ${un}CheckClosed
  StrCpy $2 0
  retry:
  !insertmacro Free "${EXE}"
  !insertmacro Free "${SERVER}"
  !insertmacro Free "${CONSOLE}"
  Goto closed
  busy:
  ${If} $2 == 0
    ExecWait '"$INSTDIR\${EXE}" --close'
    !insertmacro Office "stop --resume"
  ${EndIf}
  IntOp $2 $2 + 1
  ${If} $2 < 20
    Sleep 500
    Goto retry
  ${EndIf}
  StrCpy $2 0
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY retry
  !insertmacro Office "start --resumed"
  SetErrorLevel 4
  !if "${un}" == ""
    Call Restart
  !endif
  Quit
  closed:
FunctionEnd
!macroend
!insertmacro CheckClosed ""
!insertmacro CheckClosed "un."

; Old and new files change places, piece by piece. Where something holds one of them (a virus scanner, for a moment), all goes
; back and is tried again; the error flag tells that it never worked and the old program is whole.
!macro Move name from to
  ${If} ${FileExists} "${from}\${name}"
    Rename "${from}\${name}" "${to}\${name}"
  ${EndIf}
!macroend
!macro MoveAll from to
  !insertmacro Move "_internal" "${from}" "${to}"
  !insertmacro Move "licences" "${from}" "${to}"
  !insertmacro Move "${CONSOLE}" "${from}" "${to}"
  !insertmacro Move "${SERVER}" "${from}" "${to}"
  !insertmacro Move "${EXE}" "${from}" "${to}"
!macroend
Function Exchange
  StrCpy $2 0
  again:
  RMDir /r "$INSTDIR\old"
  CreateDirectory "$INSTDIR\old"
  ClearErrors
  !insertmacro MoveAll "$INSTDIR" "$INSTDIR\old"
  IfErrors old_back
  !insertmacro MoveAll "$INSTDIR\new" "$INSTDIR"
  IfErrors new_back
  Return
  new_back:
  !insertmacro MoveAll "$INSTDIR" "$INSTDIR\new"
  old_back:
  !insertmacro MoveAll "$INSTDIR\old" "$INSTDIR"
  IntOp $2 $2 + 1
  ${If} $2 < 20
    Sleep 500
    Goto again
  ${EndIf}
  RMDir "$INSTDIR\old"
  SetErrors
FunctionEnd

!macro Opens ending kind title
  WriteRegStr HKCU "Software\Classes\${ending}" "" "${kind}"
  WriteRegStr HKCU "Software\Classes\${kind}" "" "${title}"
  WriteRegStr HKCU "Software\Classes\${kind}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${kind}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
!macroend

Section "$(PROGRAM)" PROGRAM
  SectionIn RO
  Call CheckClosed
  ; The new files are unpacked beside the old ones first: an installation that is broken off leaves the old program whole.
  RMDir /r "$INSTDIR\new"
  SetOutPath "$INSTDIR\new"
  File /r "${PAYLOAD}/*"
  SetOutPath "$INSTDIR"
  ; Cut within the exchange, it is done again at the next logon.
  WriteRegStr HKCU "${ONCE}" "${APP}" '"$EXEPATH" /S'
  Call Exchange
  ${If} ${Errors}
    DeleteRegValue HKCU "${ONCE}" "${APP}"
    RMDir /r "$INSTDIR\new"
    MessageBox MB_OK|MB_ICONSTOP "$(HELD)" /SD IDOK
    !insertmacro Office "start --resumed"
    SetErrorLevel 5
    Call Restart
    Quit
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  DeleteRegValue HKCU "${ONCE}" "${APP}"
  !insertmacro Office "start --resumed"

  ; An administrator's answers: named on the command line, or lying beside the installer.
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ANSWERS=" $R1
  ${If} ${Errors}
    StrCpy $R1 "$EXEDIR\DesktopCRM-answers.ini"
  ${EndIf}
  ${If} ${FileExists} "$R1"
    CopyFiles /SILENT "$R1" "$INSTDIR\answers.ini"
  ${EndIf}

  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ReadRegStr $0 HKCU "${OWN}" "Shortcut"
  ${If} $0 != ""
  ${AndIf} $0 != "$(APP_NAME)" ; installed again in the other language
    Delete "$SMPROGRAMS\$0.lnk"
    Delete "$DESKTOP\$0.lnk"
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\$(APP_NAME).lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0
  !insertmacro Opens ".crmpost" "${APP}.courier" "$(COURIER_FILE)"
  !insertmacro Opens ".crmanswer" "${APP}.courier" "$(COURIER_FILE)"
  !insertmacro Opens ".crmbackup" "${APP}.backup" "$(BACKUP_FILE)"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ReadRegStr $R7 HKCU "${OWN}" "Version"
  WriteRegStr HKCU "${OWN}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${OWN}" "Version" "${VERSION}"
  WriteRegStr HKCU "${OWN}" "Shortcut" "$(APP_NAME)"
  WriteRegStr HKCU "${OWN}" "SetupLanguage" "$LANGUAGE"
  WriteRegStr HKCU "${UNKEY}" "DisplayName" "$(APP_NAME)"
  WriteRegStr HKCU "${UNKEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNKEY}" "Publisher" "Desktop CRM"
  WriteRegStr HKCU "${UNKEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNKEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNKEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNKEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNKEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNKEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNKEY}" "EstimatedSize" "$0"
SectionEnd

Section "$(DESKTOP_ICON)" SHORTCUT
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NODESKTOP" $R1
  ${IfNot} ${Errors}
    StrCpy $R7 "no"
  ${ElseIf} ${Silent}
  ${AndIf} $R7 != "" ; an upgrade: an icon that was thrown away stays away
  ${AndIfNot} ${FileExists} "$DESKTOP\$(APP_NAME).lnk"
    StrCpy $R7 "no"
  ${EndIf}
  ${If} $R7 != "no"
    CreateShortcut "$DESKTOP\$(APP_NAME).lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0
  ${EndIf}
SectionEnd

Section "un.$(PROGRAM)" UNPROGRAM
  SectionIn RO
  !insertmacro Office "autostart off"
  Call un.CheckClosed
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\desktop-crm.exe"
  Delete "$INSTDIR\desktop-crm-server.exe"
  Delete "$INSTDIR\answers.ini"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR" ; only when empty: a file somebody put there stays
  ReadRegStr $0 HKCU "${OWN}" "Shortcut"
  Delete "$SMPROGRAMS\$0.lnk"
  Delete "$DESKTOP\$0.lnk"
  DeleteRegKey HKCU "Software\Classes\.crmpost"
  DeleteRegKey HKCU "Software\Classes\.crmanswer"
  DeleteRegKey HKCU "Software\Classes\.crmbackup"
  DeleteRegKey HKCU "Software\Classes\${APP}.courier"
  DeleteRegKey HKCU "Software\Classes\${APP}.backup"
  DeleteRegValue HKCU "${ONCE}" "${APP}"
  DeleteRegKey HKCU "${UNKEY}"
  DeleteRegKey HKCU "${OWN}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE" $R1
  ${IfNot} ${Errors}
    RMDir /r "${DATA}"
  ${EndIf}
SectionEnd

; Off unless the person chooses it: what was typed here may not have reached the company yet.
Section /o "un.$(CUSTOMERS)" UNCUSTOMERS
  RMDir /r "${DATA}"
SectionEnd
