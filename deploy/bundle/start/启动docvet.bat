@call "%~dp0docvet.bat" %*
