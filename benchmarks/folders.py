"""Freshly drawn folders with one staged defect each: was it found, under its rule, and what else was said.

    python -m benchmarks.folders [--mode pop joint] [--look digital scan photo mixed] [--seed N …]
                                 [--only DEFECT-OR-RULE …] [--clean N] [--json OUT]

``--clean N`` draws N faultless folders a mode and look instead: own brand to three letters, companies and traders,
every category. Seeds that no test uses keep the figure honest; what is drawn is still easier than life.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from rich.console import Console
from rich.table import Table

from docvet import load_ruleset, scan
from docvet.models import Severity
from sample_docs.defects import DEFECTS, Defect
from sample_docs.folders import Look, Mode, Story, build
from sample_docs.story import CATEGORIES

MISSED = "nothing"
"""Where a staged defect was not found, the column of the confusion table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One folder."""

    defect: str
    mode: Mode
    look: Look
    seed: int
    verdict: str
    staged: str
    """The rule that should name the defect; empty for a harmless folder or where the ruleset has no such rule."""
    found: bool
    severity: str
    """Of the finding that names it."""
    right_code: bool
    """Whether that finding bears the platform's code, or none where there is none."""
    others: tuple[str, ...]
    """Findings beside it: ``RULE:severity``, informative ones left out."""
    ocr_pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A folder to draw."""

    defect: Defect
    mode: Mode
    look: Look
    story: Story


def run(wanted: Wanted, place: Path, jobs: int) -> Row:
    """Draw one folder and scan it."""
    defect, mode, seed = wanted.defect, wanted.mode, wanted.story.seed
    folder = build(wanted.story, place / f"{defect.name}-{mode}-{wanted.look}-{seed}", wanted.look, defect.name, mode)
    ruleset = f"tiktok-shop-{mode}"
    report = scan(folder, ruleset=ruleset, jobs=jobs)
    known = {rule.id for rule in load_ruleset(ruleset).rules}
    staged = defect.rule if defect.rule in known else ""
    hits = [finding for finding in report.findings if finding.rule == staged]
    worst = min((finding.severity for finding in hits), key=lambda severity: severity.rank, default=None)
    others = {
        f"{finding.rule}:{finding.severity}"
        for finding in report.findings
        if finding.rule != staged and finding.severity is not Severity.INFO
    }
    return Row(
        defect=defect.name,
        mode=mode,
        look=wanted.look,
        seed=seed,
        verdict=report.verdict,
        staged=staged,
        found=bool(hits),
        severity=worst or "",
        right_code=bool(hits) and all((finding.reason.platform_code or "") == defect.code for finding in hits),
        others=tuple(sorted(others)),
        ocr_pages=report.stats.ocr_pages,
        seconds=round(report.stats.seconds, 1),
    )


def broken(asked: argparse.Namespace) -> Iterator[Wanted]:
    """Every defect (or those asked for) in every mode, look and seed asked for."""
    for seed in asked.seed:
        for look in asked.look:
            for mode in asked.mode:
                for defect in DEFECTS.values():
                    named = not asked.only or {defect.name, defect.rule} & set(asked.only)
                    if named and mode in defect.modes:
                        yield Wanted(defect, mode, look, Story.invent(seed))


def faultless(asked: argparse.Namespace) -> Iterator[Wanted]:
    """Clean folders of all sorts of applicants."""
    names = [name for name in CATEGORIES if name != "食品"]  # food always asks for a permit
    for look in asked.look:
        for mode in asked.mode:
            for place in range(asked.clean):
                story = Story.invent(
                    asked.seed[0] + place, category=names[place % 3], levels=place % 4, individual=place % 5 == 4
                )
                yield Wanted(DEFECTS["clean"], mode, look, story)


def confusion(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Staged rule → reported rule → folders; a defect that was found counts under its own rule."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.staged:
            counts[row.staged][row.staged if row.found else MISSED] += 1
        for other in row.others:
            counts[row.staged or f"harmless {row.defect}"][other.partition(":")[0]] += 1
    return {staged: dict(sorted(reported.items())) for staged, reported in sorted(counts.items())}


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of a run."""
    staged = [row for row in rows if row.staged]
    harmless = [row for row in rows if not row.staged and not DEFECTS[row.defect].rule]
    found = [row for row in staged if row.found]
    return {
        "folders": len(rows),
        "staged": len(staged),
        "found": len(found),
        "recall": round(len(found) / len(staged), 4) if staged else None,
        "right_platform_code": sum(row.right_code for row in found),
        "found_with_nothing_beside": sum(not row.others for row in found),
        "without_a_rule": sorted({DEFECTS[row.defect].rule for row in rows if not row.staged and DEFECTS[row.defect].rule}),
        "harmless": len(harmless),
        "harmless_rejected": [f"{row.defect} {row.mode} {row.look} {row.seed}" for row in harmless if row.verdict == "reject"],
        "harmless_needless_reviews": [
            f"{row.defect} {row.mode} {row.look} {row.seed}" for row in harmless if row.verdict == "review"
        ],
        "ocr_pages": sum(row.ocr_pages for row in rows),
        "seconds": round(sum(row.seconds for row in rows), 1),
    }  # fmt: skip


def show(rows: Sequence[Row], console: Console) -> None:
    """The confusion table and each folder that did not go as it should."""
    table = Table(title="staged rule and what was reported")
    for column in ("staged", "folders", "found", "reported beside it"):
        table.add_column(column)
    for staged, reported in confusion(rows).items():
        missed, hit = reported.pop(MISSED, 0), reported.pop(staged, 0)
        beside = " ".join(f"{rule}×{count}" for rule, count in reported.items())
        table.add_row(staged, str(missed + hit or ""), f"{hit}" if hit + missed else "", beside)
    console.print(table)
    for row in rows:
        if row.staged and not (row.found and row.right_code):
            fault = "wrong platform code" if row.found else "MISSED"
            console.print(f"{fault}: {row.defect} {row.mode} {row.look} {row.seed} ({row.staged})", style="red")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mode", choices=get_args(Mode), nargs="+", default=["pop", "joint"])
    parser.add_argument("--look", choices=get_args(Look), nargs="+", default=["digital"])
    parser.add_argument("--seed", type=int, nargs="+", default=[101])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="defects or rules")
    parser.add_argument("--clean", type=int, metavar="N", help="N faultless folders a mode and look instead")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        for wanted in faultless(asked) if asked.clean else broken(asked):
            row = run(wanted, Path(place), asked.jobs)
            rows.append(row)
            said = row.severity or ("MISSED" if row.staged else "-")
            print(
                f"{row.defect} {row.mode} {row.look} {row.seed}: {row.verdict} {said} {' '.join(row.others)}",
                flush=True,
            )
    console = Console(width=140)
    show(rows, console)
    figures = summary(rows)
    console.print(figures)
    if asked.json:
        body = {**figures, "confusion": confusion(rows), "rows": [asdict(row) for row in rows]}
        asked.json.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
