# First round on a real Windows: install silently, play the main job, look at the report, uninstall.
param([Parameter(Mandatory)] [string] $Setup)
$ErrorActionPreference = "Stop"
$program = Join-Path $env:LOCALAPPDATA "Programs\DesktopCRM"
$folder = Join-Path $env:TEMP "desktop-crm-smoke"

function Wait-Program([string] $File, [string[]] $Words, [int] $Seconds) {
    $process = Start-Process -FilePath $File -ArgumentList $Words -PassThru
    if (-not $process.WaitForExit($Seconds * 1000)) { $process.Kill(); throw "$File took longer than $Seconds s" }
    $process.ExitCode
}

Remove-Item -Recurse -Force $folder -ErrorAction SilentlyContinue
$code = Wait-Program $Setup @("/S") 300
if ($code -ne 0) { throw "setup ended with $code" }
$code = Wait-Program (Join-Path $program "DesktopCRM.exe") @("--self-test", $folder) 300
$report = Get-Content -Raw -Encoding UTF8 (Join-Path $folder "report.json") | ConvertFrom-Json
$report.steps | ForEach-Object { Write-Output $_ }
if ($code -ne 0 -or -not $report.passed) { throw $report.error }
$code = Wait-Program (Join-Path $program "Uninstall.exe") @("/S") 120
for ($i = 0; (Test-Path $program) -and $i -lt 60; $i++) { Start-Sleep 1 }
if (Test-Path $program) { throw "the program folder is still there" }
Write-Output "installed, worked, uninstalled"
