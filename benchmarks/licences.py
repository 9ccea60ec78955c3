"""Fields of real business licences against what a person typed: right, wrong, missing.

    python -m benchmarks.licences --corpus DIR [--engine rapidocr|tesseract] [--passes 1|2] [--json OUT] [--errors]

DIR holds pictures and ``truth.jsonl``; it defaults to ``$DOCVET_CORPUS/licences``. The corpus is private, so
``--errors`` (which prints values) is for the eyes of whoever has it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from docvet.documents import build, worth_another_look
from docvet.intake import collect
from docvet.models import OPEN_ENDED, Document
from docvet.reading.pool import Readers
from docvet.values import dates, money
from docvet.values.text import simplified, squeezed

FIELDS = (
    "kind",
    "credit_code",
    "registration_number",
    "name",
    "established",
    "term",
    "registered_capital",
    "entity_type",
    "scope",
)
_SCOPE_ALIKE = 95.0
_BANDS = (0.99, 0.95, 0.9, 0.8, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """One field of one picture."""

    file: str
    field: str
    outcome: str
    """``right``, ``wrong`` or ``missing``."""
    truth: str
    read: str
    confidence: float


def letters(text: str) -> str:
    """Characters that carry meaning: punctuation and brackets of a long text are read as they may."""
    return re.sub(r"[^\w]", "", simplified(squeezed(text))).upper().replace("圆", "元")


def judge(truth: Mapping[str, Any], document: Document | None) -> list[Judged]:
    """Every field that the truth states, compared with what was read."""
    file = str(truth["file"])
    kind = document.kind if document else "none"
    judged = [Judged(file, "kind", "right" if kind == "business_license" else "wrong", "business_license", kind, 1.0)]
    for name, stated in _stated(truth).items():
        read, confidence = _read(document, name)
        outcome = "missing" if not read else "right" if _equal(name, stated, read) else "wrong"
        judged.append(Judged(file, name, outcome, stated, read, confidence))
    return judged


def _stated(truth: Mapping[str, Any]) -> dict[str, str]:
    stated: dict[str, str] = {}
    code = truth.get("credit_code_or_reg_no")
    if code and "gt_code_suspect" not in truth.get("tags", ()):
        stated["credit_code" if len(code) == 18 else "registration_number"] = code
    renamed = {"company_type": "entity_type"}
    for name in ("name", "established", "term", "registered_capital", "company_type", "scope"):
        if truth.get(name):
            stated[renamed.get(name, name)] = str(truth[name])
    return stated


def _read(document: Document | None, name: str) -> tuple[str, float]:
    if document is None:
        return "", 0.0
    if name == "term":
        ends = [document.fields.get("term_start"), document.fields.get("term_end")]
        seen = [field for field in ends if field is not None]
        return "/".join(str(field.value) if field else "" for field in ends) if seen else "", min(
            (field.confidence for field in seen), default=0.0
        )
    field = document.fields.get(name)
    return (str(field.value), field.confidence) if field else ("", 0.0)


def _equal(name: str, stated: str, read: str) -> bool:
    if name in ("credit_code", "registration_number"):
        return stated == read
    if name == "established":
        day = dates.parse_date(stated)
        return day is not None and day.isoformat() == read
    if name == "term":
        return _period(stated) == tuple(read.split("/"))
    if name == "registered_capital":
        one, other = money.parse_capital(stated), money.parse_capital(read)
        return one is not None and one == other
    if name == "scope":
        return fuzz.ratio(letters(stated), letters(read)) >= _SCOPE_ALIKE
    return letters(stated) == letters(read)


def _period(text: str) -> tuple[str, str]:
    period = dates.parse_period(text)
    end = period.end if period.end is None or isinstance(period.end, str) else period.end.isoformat()
    return (period.start.isoformat() if period.start else "", end or OPEN_ENDED)


def run(corpus: Path, engine: str, passes: int, jobs: int) -> tuple[list[Judged], dict[str, float]]:
    """Read the corpus as a scan would; the judged fields, and the cost of it."""
    truths = [json.loads(line) for line in (corpus / "truth.jsonl").read_text("utf-8").splitlines() if line.strip()]
    files = [file for file in collect(corpus).files if file.media_type.startswith("image/")]
    started = time.monotonic()
    with Readers(jobs, engine) as readers:
        readings = readers.read(files)
        again: dict[str, set[int]] = {}
        if passes > 1:
            again = worth_another_look(build(readings))
            readings = readers.look_again(again, readings)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    documents = {document.path: document for document in reversed(build(readings))}
    judged = [item for truth in truths for item in judge(truth, documents.get(truth["file"]))]
    pages = max(1, len(files))
    cost = {
        "pages": float(len(files)),
        "second_looks": float(len(again)),
        "cpu_seconds_a_page": round((spent.ru_utime + spent.ru_stime) / pages, 2),
        "wall_seconds": round(time.monotonic() - started, 1),
        "largest_worker_mb": round(spent.ru_maxrss / 1024, 0),
        "troubles": float(sum(len(reading.troubles) for reading in readings)),
    }
    return judged, cost


def table(judged: list[Judged]) -> Table:
    """Right, wrong and missing by field."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in judged:
        counts[item.field][item.outcome] += 1
    shown = Table(title="real business licences")
    for column in ("field", "n", "right", "wrong", "missing", "right %"):
        shown.add_column(column, justify="left" if column == "field" else "right")
    for name in FIELDS:
        row = counts[name]
        total = sum(row.values())
        share = f"{100 * row['right'] / total:.1f}" if total else "–"
        shown.add_row(name, str(total), str(row["right"]), str(row["wrong"]), str(row["missing"]), share)
    return shown


def reliability(judged: list[Judged]) -> Table:
    """Of the fields given at least this confidence (and less than the band above), how many are right."""
    shown = Table(title="confidence and truth")
    for column in ("confidence from", "n", "right", "right %"):
        shown.add_column(column, justify="right")
    upper = 1.01
    for band in _BANDS:
        inside = [
            item
            for item in judged
            if item.field != "kind" and item.outcome != "missing" and band <= item.confidence < upper
        ]
        right = sum(item.outcome == "right" for item in inside)
        shown.add_row(
            f"{band:.2f}", str(len(inside)), str(right), f"{100 * right / len(inside):.1f}" if inside else "–"
        )
        upper = band
    return shown


def main() -> int:
    """Run from the command line; exit 2 where there is no corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("DOCVET_CORPUS")
    parser.add_argument("--corpus", type=Path, default=Path(default) / "licences" if default else None)
    parser.add_argument("--engine", default="rapidocr")
    parser.add_argument("--passes", type=int, choices=(1, 2), default=2)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if options.corpus is None or not (options.corpus / "truth.jsonl").is_file():
        print("no corpus: name a folder with pictures and truth.jsonl by --corpus or DOCVET_CORPUS", file=sys.stderr)
        return 2
    judged, cost = run(options.corpus, options.engine, options.passes, options.jobs)
    console = Console(width=120)
    console.print(table(judged))
    console.print(reliability(judged))
    console.print(cost)
    if options.errors:
        for item in judged:
            if item.outcome != "right":
                print(
                    f"{item.file} {item.field} {item.outcome} {item.confidence:.2f}\n   truth {item.truth}\n   read  {item.read}"
                )
    if options.json:
        counts = Counter((item.field, item.outcome) for item in judged)
        body = {
            "engine": options.engine,
            "cost": cost,
            "fields": {f: {o: counts[f, o] for o in ("right", "wrong", "missing")} for f in FIELDS},
        }
        options.json.write_text(json.dumps(body, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
