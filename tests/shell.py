"""docvet as a shell runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def environment(lang: str = "en_US.UTF-8") -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "COLUMNS", "PYTHON"))}
    return kept | {"LANG": lang}


def docvet(
    *arguments: object, lang: str = "en_US.UTF-8", cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docvet", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", env=environment(lang) | more, timeout=300, check=False
    )  # fmt: skip
