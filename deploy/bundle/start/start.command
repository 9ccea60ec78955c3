#!/bin/sh
# Double click; the first time: right click, Open, Open.
here=$(cd "$(dirname "$0")" && pwd -P) || exit 1
versions=/Library/Frameworks/Python.framework/Versions
for python in "$versions/3.13/bin/python3.13" "$versions/3.12/bin/python3.12" "$versions/3.11/bin/python3.11" \
    /opt/homebrew/bin/python3.13 /opt/homebrew/bin/python3.12 /opt/homebrew/bin/python3.11 \
    /usr/local/bin/python3.13 /usr/local/bin/python3.12 /usr/local/bin/python3.11; do
    if [ -x "$python" ] && "$python" -c 'import venv' 2>/dev/null; then
        exec "$python" "$here/start.py" "$@"
    fi
done
echo "docvet 需要 Python 3.11、3.12 或 3.13。请从 www.python.org/downloads 安装，然后再次双击。"
echo "docvet needs Python 3.11, 3.12 or 3.13. Install it from www.python.org/downloads, then double-click again."
read -r _
exit 1
