"""Fields of real business licences against what a person typed: by field, pass, condition and confidence.

    python -m benchmarks.licences --corpus DIR [--engine rapidocr] [--beside tesseract] [--json OUT] [--errors]

DIR holds pictures and ``truth.jsonl``; it defaults to ``$DOCVET_CORPUS/licences``. The corpus is private, so
``--errors`` (which prints values) is for the eyes of whoever has it. ``--beside`` reads with a second engine too, first
pass only. ``mistyped.txt`` beside the pictures (or ``--mistyped FILE``) names lines of the truth that are themselves
wrong (``file field`` a line): figures are given with and without them, and ``--calibrate``, which prints the content
of ``docvet/documents/calibration.toml``, leaves them out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import licence_tables as tables
from benchmarks.licence_truth import FIELDS, Judged, judge
from docvet.documents import MOST_LOOKS, Wanted, build, worth_another_look
from docvet.intake import collect
from docvet.models import Effort, Reading
from docvet.reading.pool import Readers

_WELL_TYPED = "mistyped left out"
_CALIBRATION = """# How often fields of a class were read right, on {pictures} photographed and scanned licences that people had typed
# off. A class is the sort of a value and the first of these that speaks for it: proven (check digit, QR code, text
# layer), doubted (docvet itself wanted another look at it), confirmed (a second pass, arithmetic, printed twice),
# clear (one reading of at least 0.97), faint. Its ceiling is (right + 1) / (seen + 2).
# Made by: python -m benchmarks.licences --calibrate
"""


@dataclass(frozen=True, slots=True)
class Run:
    """The corpus as one engine read it."""

    readings: Sequence[Reading]
    costs: Mapping[str, Mapping[str, float]]
    """Pass → pages, CPU-seconds (start-up of the workers included), largest worker in MB."""


def run(corpus: Path, engine: str, *, looks: bool, jobs: int) -> Run:
    """Read the corpus as a scan would, each pass in workers of its own so that its cost shows."""
    files = [file for file in collect(corpus).files if file.media_type.startswith("image/")]
    costs: dict[str, dict[str, float]] = {}
    readings = _timed(costs, "first", len(files), engine, jobs, lambda readers: readers.read(files))
    for _ in range(MOST_LOOKS if looks else 0):
        wanted = worth_another_look(build(readings))
        for name, part in (("full", _part(wanted, close=False)), ("close", _part(wanted, close=True))):
            if not part:
                continue
            before = readings

            def look(readers: Readers, part: Wanted = part, before: list[Reading] = before) -> list[Reading]:
                return readers.look_again(part, before)

            readings = _timed(costs, name, len(part), engine, jobs, look)
    return Run(readings, costs)


def _part(wanted: Wanted, *, close: bool) -> Wanted:
    parts = {
        path: {n: places for n, places in pages.items() if bool(places) == close} for path, pages in wanted.items()
    }
    return {path: pages for path, pages in parts.items() if pages}


def _timed(
    costs: dict[str, dict[str, float]],
    name: str,
    pages: int,
    engine: str,
    jobs: int,
    work: Callable[[Readers], list[Reading]],
) -> list[Reading]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with Readers(jobs, engine) as readers:
        readings = work(readers)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = costs.setdefault(name, {"pages": 0.0, "cpu_seconds": 0.0, "wall_seconds": 0.0, "largest_worker_mb": 0.0})
    cost["pages"] += pages
    cost["cpu_seconds"] += round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)
    cost["wall_seconds"] += round(time.monotonic() - started, 1)
    cost["largest_worker_mb"] = round(after.ru_maxrss / 1024)
    return readings


def judged_with(readings: Sequence[Reading], truths: Sequence[Mapping[str, Any]], *efforts: Effort) -> list[Judged]:
    """Every field of every picture, from the passes of these efforts alone."""
    limited = [
        replace(
            reading,
            pages=tuple(
                replace(page, passes=tuple(item for item in page.passes if item.effort in efforts))
                for page in reading.pages
            ),
        )
        for reading in readings
    ]
    documents = {document.path: document for document in reversed(build(limited))}
    raw = {document.path: document for document in reversed(build(limited, calibrate=False))}
    return [item for truth in truths for item in judge(truth, documents.get(truth["file"]), raw.get(truth["file"]))]


def well_typed(judged: Sequence[Judged], mistyped: Path) -> list[Judged]:
    """Those whose truth is not named in this file; all of them where there is no such file."""
    lines = mistyped.read_text("utf-8").splitlines() if mistyped.is_file() else []
    wrong = {tuple(line.split()[:2]) for line in lines}
    return [item for item in judged if (item.file, item.field) not in wrong]


def _toml(judged: Sequence[Judged]) -> str:
    counts = tables.evidence(judged)
    rows = [
        f'"{name}" = {{ right = {row["right"]}, seen = {row["right"] + row["wrong"]} }}'
        for name, row in sorted(counts.items())
    ]
    pictures = len({item.file for item in judged})
    return _CALIBRATION.format(pictures=pictures) + "[business_license]\n" + "\n".join(rows) + "\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("DOCVET_CORPUS")
    parser.add_argument("--corpus", type=Path, default=Path(default) / "licences" if default else None)
    parser.add_argument("--engine", default="rapidocr")
    parser.add_argument("--beside")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--mistyped", type=Path)
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Run from the command line; exit 2 where there is no corpus."""
    options = _options()
    if options.corpus is None or not (options.corpus / "truth.jsonl").is_file():
        print("no corpus: name a folder with pictures and truth.jsonl by --corpus or DOCVET_CORPUS", file=sys.stderr)
        return 2
    truths = [
        json.loads(row) for row in (options.corpus / "truth.jsonl").read_text("utf-8").splitlines() if row.strip()
    ]
    done = run(options.corpus, options.engine, looks=True, jobs=options.jobs)
    passes = {
        "first": judged_with(done.readings, truths, Effort.FIRST),
        "+ full size": judged_with(done.readings, truths, Effort.FIRST, Effort.FULL),
        "+ close": judged_with(done.readings, truths, *Effort),
    }
    mistyped = options.mistyped or options.corpus / "mistyped.txt"
    final, columns, costs = passes["+ close"], dict(passes), {options.engine: dict(done.costs)}
    counted = columns[_WELL_TYPED] = well_typed(final, mistyped)
    if options.beside:
        other = run(options.corpus, options.beside, looks=False, jobs=options.jobs)
        columns[f"{options.beside}, first"] = judged_with(other.readings, truths, *Effort)
        costs[options.beside] = dict(other.costs)
    if options.calibrate:
        print(_toml(counted))
        return 0
    conditions, by_condition = tables.by_condition(counted, done.readings)
    bands, by_band = tables.reliability(counted)
    given, right = tables.crossed(counted)
    sure = {name: tables.sure(judged) for name, judged in (("all", final), (_WELL_TYPED, counted))}
    console = Console(width=150)
    for shown in (tables.by_field(columns), conditions, bands):
        console.print(shown)
    console.print(f"at 0.9 or more, bounded by what the other four fifths show: {right} right of {given}")
    for name, (seen, wrong) in sure.items():
        console.print(f"wrong among those given at {tables.SURE} or more, {name}: {wrong} of {seen}")
    spent = sum(cost["cpu_seconds"] for cost in done.costs.values()) / max(1, len(done.readings))
    console.print(costs, f"all passes: {spent:.2f} CPU-seconds a page")
    if options.errors:
        for item in final:
            if item.outcome != "right":
                print(f"{item.file} {item.field} {item.outcome} {item.confidence:.2f}\n   {item.truth}\n   {item.read}")
    if options.json:
        body = {
            "engine": options.engine,
            "costs": costs,
            "cpu_seconds_a_page": round(spent, 2),
            "fields": {name: {f: dict(tables.shares(judged)[f]) for f in FIELDS} for name, judged in columns.items()},
            "wrong_percent": {name: tables.wrong_share(judged) for name, judged in columns.items()},
            "conditions": by_condition,
            "reliability": by_band,
            "sure": {name: {"given": seen, "wrong": wrong} for name, (seen, wrong) in sure.items()},
            "reliability_crossed_at_0.9": {"given": given, "right": right},
        }
        options.json.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
