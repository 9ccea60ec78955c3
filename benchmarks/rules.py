"""What the rules alone cost, once the papers are read.

    python -m benchmarks.rules [--folders N] [--runs N] [--json OUT]

Folders are drawn with text layers (own marks, chains of one to three letters, both modes), read once, and then judged
again and again; each run begins with a fresh case, so that nothing is remembered but what the process keeps anyway.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table

from docvet.documents import build as build_documents
from docvet.form.model import load_form
from docvet.intake import collect
from docvet.limits import Limits
from docvet.reading.pool import Readers
from docvet.rules.case import Case
from docvet.rules.engine import judge
from docvet.rules.load import load_ruleset, ruleset_for
from sample_docs.folders import build
from sample_docs.plan import Mode
from sample_docs.story import Story

_FIRST_SEED = 9001


@dataclass(frozen=True, slots=True)
class Row:
    """One folder: its papers, its rules, and what judging it took, in milliseconds of a core."""

    mode: str
    seed: int
    documents: int
    rules: int
    first: float
    median: float
    worst: float


def rows(folders: int, runs: int) -> Iterator[Row]:
    """So many folders of each mode, each judged so often."""
    limits = Limits.from_environment()
    with Readers(1, "rapidocr", limits) as readers:
        for mode in get_args(Mode):
            for number in range(folders):
                seed = _FIRST_SEED + number
                with tempfile.TemporaryDirectory() as place:
                    case = _read(readers, build(_story(seed, number), Path(place), mode=mode), limits)
                took = [_timed(case) for _ in range(runs)]
                yield Row(
                    mode, seed, len(case.documents), len(case.ruleset.rules), took[0], statistics.median(took), max(took[1:])
                )  # fmt: skip


def _story(seed: int, number: int) -> Story:
    return Story.invent(seed, levels=number % 4)


def _read(readers: Readers, folder: Path, limits: Limits) -> Case:
    intake = collect(folder, limits)
    form = load_form(folder, [file.path for file in intake.files])
    readings = readers.read(intake.files)
    return Case(
        form=form, documents=tuple(build_documents(readings, form.documents)), readings=tuple(readings),
        intake_troubles=intake.troubles, submission_date=form.submission_day, ruleset=load_ruleset(ruleset_for(form.mode)),
        trusted_engines=readers.trusted_engines,
    )  # fmt: skip


def _timed(case: Case) -> float:
    fresh = replace(case)
    started = time.process_time()
    judge(fresh.ruleset, fresh)
    return (time.process_time() - started) * 1000


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folders", type=int, default=4, help="folders of each mode")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = list(rows(asked.folders, asked.runs))
    table = Table("mode", "seed", "documents", "rules", "first ms", "median ms", "worst ms")
    for row in found:
        table.add_row(
            row.mode, str(row.seed), str(row.documents), str(row.rules), f"{row.first:.1f}", f"{row.median:.1f}",
            f"{row.worst:.1f}",
        )  # fmt: skip
    Console(width=110).print(table)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(row) for row in found], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
