#!/bin/sh
# Double click (Run in Terminal) or: sh start.sh
here=$(cd "$(dirname "$0")" && pwd -P) || exit 1
for python in "$DOCVET_PYTHON" python3.13 python3.12 python3.11 python3; do
    [ -n "$python" ] || continue
    if "$python" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        exec "$python" "$here/start.py" "$@"
    fi
done
echo "docvet 需要 Python 3.11、3.12 或 3.13，例如：sudo apt install python3"
echo "docvet needs Python 3.11, 3.12 or 3.13, for example: sudo apt install python3"
[ -t 0 ] && read -r _
exit 1
