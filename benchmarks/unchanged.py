"""What ``docvet scan`` costs where nothing changed since the last one: CPU-seconds beyond the interpreter's own start.

    python -m benchmarks.unchanged [--folders FOLDER …] [--times N] [--json OUT]

Each folder is scanned once into a cache of its own, then again N times, in three formats; beside it stand what judging it
anew costs with all pages in the cache, and ``docvet --help``. The least of N counts,
user and system time of all processes; a shared machine adds to every row.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

_SPECIMENS = Path(__file__).parents[1] / "docvet" / "specimens"


@dataclass(frozen=True, slots=True)
class Row:
    """One command."""

    folder: str
    what: str
    cpu_seconds: float
    """The least of all runs."""
    beyond_start: float
    """Without what ``python -c pass`` costs in the same run."""


def cost(command: Sequence[str], times: int, environment: dict[str, str]) -> float:
    """CPU-seconds of a command with all its processes: the least of so many runs."""
    costs = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(costs)


def measure(folders: Sequence[Path], times: int) -> list[Row]:
    """The rows of every folder."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="docvet-unchanged-") as place:
        # Without byte code every import would compile its module: no installed docvet runs so.
        environment = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"DOCVET_CACHE_DIR": str(Path(place) / "cache"), "LANG": "en_US.UTF-8"}
        docvet = [sys.executable, "-m", "docvet"]
        start = cost([sys.executable, "-c", "pass"], times, environment)

        def row(name: str, what: str, command: Sequence[str], repeated: int = times) -> None:
            cpu = cost(command, repeated, environment)
            rows.append(Row(name, what, round(cpu, 3), round(cpu - start, 3)))

        row("", "docvet --help", [*docvet, "--help"])
        for folder in folders:
            copy = Path(place) / folder.name
            shutil.copytree(folder, copy)
            scan = [*docvet, "scan", str(copy)]
            row(folder.name, "first scan", scan, 1)
            row(folder.name, "unchanged, text", scan)
            for name in ("json", "html"):
                row(folder.name, f"first as {name}", [*scan, "--format", name], 1)
                row(folder.name, f"unchanged, {name}", [*scan, "--format", name])
            file = next(path for path in sorted(copy.rglob("*")) if path.suffix == ".pdf")
            file.rename(file.with_stem(f"{file.stem} 2"))
            row(folder.name, "a file renamed", scan, 1)
            row(folder.name, "judged anew, pages cached", [*scan, "--no-remember"])
    return rows


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.unchanged", description=__doc__)
    parser.add_argument("--folders", type=Path, nargs="+", help="default: shipped specimens")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = measure(asked.folders or [_SPECIMENS / "clean", _SPECIMENS / "broken-chain"], asked.times)
    table = Table("folder", "what", "CPU-s", "beyond the interpreter's start")
    for row in rows:
        table.add_row(row.folder, row.what, f"{row.cpu_seconds:.3f}", f"{row.beyond_start:.3f}")
    Console(width=120).print(table)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
