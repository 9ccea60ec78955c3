@echo off
rem Makes the environment at the first start, without a network, and opens docvet in the browser.
setlocal
cd /d "%~dp0"
set "FOUND="
for %%V in (3.13 3.12 3.11) do if not defined FOUND (
  py -%%V -c "import venv" >nul 2>nul && set "FOUND=py -%%V"
)
if not defined FOUND (
  python -c "import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "FOUND=python"
)
if not defined FOUND goto missing
%FOUND% start.py %*
if errorlevel 1 goto failed
exit /b 0
:missing
echo docvet needs a 64-bit Python 3.11, 3.12 or 3.13 from www.python.org. README.txt says how to get it.
start "" notepad "%~dp0README.txt"
pause
exit /b 1
:failed
echo docvet ended with an error. README.txt says what to do.
pause
exit /b 1
