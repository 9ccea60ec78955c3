"""Scans every file of folders of hostile files and shows what became of each.

    python -m benchmarks.hostile [--corpus FOLDER]... [--bombs FOLDER] [--json FILE] [--only PART] [--seconds 30]

Each file is an application of its own. Columns: the verdict, what became of the file, the largest worker process, CPU
seconds and seconds on the clock. A file *crashed* if docvet itself failed on it, its worker was *lost* if it ended for
another reason than its limits, and a file *hangs* if it took longer than its time. No file may be called clear. The folder
can also be named by the variable ``DOCVET_CORPUS`` (its subfolder ``hostile``); ``--bombs`` writes and reads what
``benchmarks/bombs`` makes. Exits 1 if anything crashed, hung or was called clear, 2 if there is no folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from benchmarks import bombs
from docvet.application import load_application
from docvet.errors import DocvetError
from docvet.limits import Limits
from docvet.models import Reading
from docvet.reading.pool import Readers
from docvet.scanning import examine

_SPARE, _CLOCK = 15.0, 10.0
"""CPU-seconds beyond its limits that a file may take to be judged, and times those limits on the clock of a busy machine."""


class Peak:
    """The largest resident size of this process, or of one of its workers, while it is entered."""

    def __init__(self) -> None:
        self.bytes = 0
        self._done = threading.Event()

    def __enter__(self) -> Peak:
        for each in _family():
            Path(f"/proc/{each}/clear_refs").write_text("5")  # the kernel's own mark of the peak begins anew
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.02):
            self.bytes = max([self.bytes, *map(_peak, _family())])


def _family() -> list[int]:
    me = psutil.Process()
    return [me.pid, *(child.pid for child in me.children(recursive=True))]


def _peak(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def _cpu() -> float:
    """CPU-seconds of this process and of its workers, also of those that have ended."""
    spent = 0.0
    for each in _family():
        with contextlib.suppress(psutil.Error):
            spent += sum(psutil.Process(each).cpu_times()[:4])
    return spent


def main() -> int:
    """Read the corpus, print the table, return the exit code."""
    options = _options()
    if options.bombs:
        bombs.write(options.bombs, large=True)
    folders = [*options.corpus, *([options.bombs] if options.bombs else [])]
    if not folders or not all(folder.is_dir() for folder in folders):
        print("no corpus: name a folder with --corpus, --bombs or DOCVET_CORPUS", file=sys.stderr)
        return 2
    files = [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and options.only in str(path)
    ]
    limits = replace(Limits.from_environment(), seconds=options.seconds)
    started, rows = time.monotonic(), []
    print(f"{'file':44} {'verdict':8} {'MB':>6} {'CPU':>6} {'clock':>6}  what became of it")
    with tempfile.TemporaryDirectory() as place, Readers(1, limits=limits) as readers:
        for path in files:
            if path.name == "sources.jsonl":
                continue
            row = _row(path, Path(place), readers, limits)
            rows.append(row)
            print(
                f"{row['file'][-44:]:44} {row['verdict']:8} {row['mb']:6} {row['cpu']:6} {row['seconds']:6}  {row['outcome'][:70]}",
                flush=True,
            )
    summary = _summary(rows) | {"seconds": round(time.monotonic() - started, 1), "rows": rows}
    print(
        f"\n{summary['files']} files: {summary['verdicts']}; crashes {summary['crashes']}, workers lost {summary['lost']}, "
        f"hangs {summary['hangs']}, largest process {summary['largest']['mb']} MB ({summary['largest']['file']}), "
        f"slowest {summary['slowest']['cpu']} CPU-s ({summary['slowest']['file']})"
    )
    if options.json:
        options.json.write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if summary["crashes"] or summary["hangs"] or summary["verdicts"].get("clear") else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    named = os.environ.get("DOCVET_CORPUS")
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--bombs", type=Path)
    parser.add_argument("--only", default="", help="files whose path has this part")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seconds", type=int, default=30, help="CPU time of a file")
    options = parser.parse_args()
    if not options.corpus and not options.bombs and named:
        options.corpus = [Path(named) / "hostile"]
    return options


def _row(path: Path, place: Path, readers: Readers, limits: Limits) -> dict[str, Any]:
    """One file, alone in a folder."""
    folder = place / "application"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(path, folder / path.name)
    (folder / "also.txt").write_text("SAMPLE", encoding="utf-8")
    begun, spent, crashed, verdict = time.monotonic(), _cpu(), False, "error"
    with Peak() as peak:
        try:
            made = examine(load_application(folder, limits), readers)
            verdict, outcome = str(made.report.verdict), _outcome(made.case.readings, path.name)
            crashed = any(finding.rule == "DV-INTERNAL" for finding in made.report.findings)
        except DocvetError as error:
            outcome = f"refused: {error}"
        except Exception as error:  # what this program is here to find
            outcome, crashed = f"CRASHED {error!r}", True
    seconds, cpu = time.monotonic() - begun, _cpu() - spent
    return {
        "file": f"{path.parent.name}/{path.name}",
        "verdict": verdict,
        "outcome": outcome,
        "crashed": crashed,
        "lost": "crashed" in outcome,
        "hangs": cpu > limits.seconds + limits.structure_seconds + _SPARE or seconds > _CLOCK * limits.seconds,
        "mb": round(peak.bytes / 1e6),
        "seconds": round(seconds, 1),
        "cpu": round(cpu, 1),
    }


def _outcome(readings: tuple[Reading, ...], name: str) -> str:
    reading = next((each for each in readings if each.file.path == name), None)
    if reading is None:
        return "not read"
    troubles = [" ".join(filter(None, (each.kind.value, each.detail))) for each in reading.troubles]
    hidden = [each.kind.value for each in reading.hidden]
    whole = "" if reading.looked_into else "structure not whole"
    read = f"read {len(reading.pages)}/{reading.page_count}" if reading.page_count else "nothing read"
    return ", ".join(filter(None, (read, *troubles, *hidden, whole)))


def _summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    largest, slowest = (max(rows, key=lambda row: row[key]) for key in ("mb", "cpu"))
    return {
        "files": len(rows),
        "verdicts": dict(Counter(row["verdict"] for row in rows)),
        "crashes": sum(row["crashed"] for row in rows),
        "lost": sum(row["lost"] for row in rows),
        "hangs": sum(row["hangs"] for row in rows),
        "largest": {key: largest[key] for key in ("file", "mb")},
        "slowest": {key: slowest[key] for key in ("file", "cpu", "seconds")},
    }


if __name__ == "__main__":
    sys.exit(main())
