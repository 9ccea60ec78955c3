"""docvet as a shell runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import warm


def environment(lang: str = "en_US.UTF-8") -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "COLUMNS", "PYTHON"))}
    return kept | {"LANG": lang}


def docvet(
    *arguments: object, lang: str = "en_US.UTF-8", cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    words, its = [*map(str, arguments)], environment(lang) | more
    if cwd is None and warm.possible(words, its):  # a folder may hold another docvet
        return warm.run(words, its)
    command = [sys.executable, "-m", "docvet", *words]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", env=its, timeout=300, check=False
    )  # fmt: skip
