"""Fields of the less common papers against their truth: right, wrong, missing, for each kind.

    python -m benchmarks.layouts [--draw first|second|third] [--seed N …] [--ocr] [--only WORD] [--json OUT] [--errors]

Papers are laid out in many looks and wordings (``benchmarks/drawn``), as PDF with a text layer or, with ``--ocr``, as
photos that RapidOCR reads. What is read and is not on the paper counts as wrong.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.drawn import first, second, third
from benchmarks.drawn.base import Drawn, People
from docvet.documents import build, worth_another_look
from docvet.intake import collect
from docvet.models import Document, Field
from docvet.reading.pool import Readers
from docvet.values.text import simplified, squeezed
from sample_docs import camera
from sample_docs.paint.pdf import drawings_pdf, pictures_pdf
from sample_docs.paint.raster import render

DRAWS: Mapping[str, Callable[[People], Sequence[Drawn]]] = {
    "first": first.papers,
    "second": second.papers,
    "third": third.papers,
}
FIELDS: Mapping[str, str] = {
    "authorization_letter": "grantor grantee registration_numbers brand nice_classes territory channels period_start "
    "period_end signed sublicense",
    "trademark_certificate": "registration_number mark nice_classes registrant registered valid_from valid_to",
    "trademark_acceptance": "application_number applicant applied nice_classes",
    "trademark_renewal": "registration_number party_from party_to approved valid_to",
    "trademark_assignment": "registration_number party_from party_to approved valid_to",
    "trademark_change": "registration_number party_from party_to approved valid_to",
    "name_change_notice": "name_from name_to approved",
    "compliance_declaration": "company signed",
    "joint_operation_agreement": "seller partner signed fee_percent admin_holder",
    "safety_report": "number applicant product laboratory issued",
    "epr_certificate": "scheme market number holder",
    "other_id": "document_type id_number",
    "bank_permit": "account_name account_number bank approval_number permit_number representative issued",
    "basic_account_info": "account_name account_number bank approval_number representative issued",
}
"""What is judged; seals and signatures are ink, which these papers do not bear."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One field of one paper."""

    paper: str
    kind: str
    field: str
    outcome: str
    """``right``, ``wrong`` or ``missing``."""
    truth: str
    read: str
    confidence: float


def judge(drawn: Drawn, paper: str, documents: Sequence[Document]) -> list[Judged]:
    """Every field that stands on the paper or was read from it, and its kind."""
    document = documents[0] if len(documents) == 1 else None
    kind = document.kind if document else f"{len(documents)} papers"
    judged = [Judged(paper, drawn.kind, "kind", "right" if kind == drawn.kind else "wrong", drawn.kind, kind, 1.0)]
    for name in FIELDS[drawn.kind].split():
        field = document.fields.get(name) if document and kind == drawn.kind else None
        stated = drawn.truth.get(name)
        if stated is None and field is None:
            continue
        judged.append(_judged(drawn, paper, name, stated, field))
    return judged


def _judged(drawn: Drawn, paper: str, name: str, stated: Any, field: Field | None) -> Judged:
    read = field.value if field else None
    outcome = "missing" if read is None else "right" if _plain(read) in _accepted(stated) else "wrong"
    return Judged(paper, drawn.kind, name, outcome, str(stated), str(read), field.confidence if field else 0.0)


def _accepted(stated: Any) -> list[Any]:
    """A tuple lists what a person might equally copy: with or without 境内."""
    return [_plain(one) for one in (stated if isinstance(stated, tuple) else (stated,))]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return sorted(map(_plain, value))
    return simplified(squeezed(value)).casefold().strip("。.") if isinstance(value, str) else value


def run(papers: Mapping[str, Drawn], place: Path, *, ocr: bool, jobs: int) -> list[Judged]:
    """Draw the papers into ``place``, read them, judge them."""
    for at, (name, drawn) in enumerate(papers.items()):
        sheet = drawn.sheet()
        data = pictures_pdf([camera.photo(render(sheet, 170), seed=at)]) if ocr else drawings_pdf([sheet])
        # A name that says nothing, so that the print alone tells the kind.
        (place / f"{name}.pdf").write_bytes(data)
    files = collect(place).files
    with Readers(jobs, "rapidocr") as readers:
        readings = readers.read(files)
        readings = readers.look_again(worth_another_look(build(readings)), readings)
    documents = build(readings)
    return [
        item
        for name, drawn in papers.items()
        for item in judge(drawn, name, [one for one in documents if one.path == f"{name}.pdf"])
    ]


def table(judged: Sequence[Judged]) -> Table:
    """Right, wrong and missing by kind; the kinds themselves in the last row."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in judged:
        if item.field != "kind":
            counts[item.kind][item.outcome] += 1
            counts["all fields"][item.outcome] += 1
        else:
            counts["kinds told"][item.outcome] += 1
    shown = Table(title="papers")
    for column in ("kind", "n", "right", "wrong", "missing", "right %", "wrong %"):
        shown.add_column(column, justify="left" if column == "kind" else "right")
    for name in (*FIELDS, "all fields", "kinds told"):
        row = counts[name]
        if total := sum(row.values()):
            shares = (f"{100 * row[outcome] / total:.1f}" for outcome in ("right", "wrong"))
            shown.add_row(name, str(total), str(row["right"]), str(row["wrong"]), str(row["missing"]), *shares)
    return shown


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", choices=tuple(DRAWS), default="third")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--ocr", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    drawn = {
        f"p{seed}-{at:02}": paper
        for seed in options.seed
        for at, paper in enumerate(DRAWS[options.draw](People(seed)))
        if options.only in f"{paper.kind} {paper.name}"
    }
    with tempfile.TemporaryDirectory() as place:
        judged = run(drawn, Path(place), ocr=options.ocr, jobs=options.jobs)
    console = Console(width=120)
    console.print(table(judged))
    if options.errors:
        for item in judged:
            if item.outcome != "right":
                about = f"{drawn[item.paper].name} {item.kind}.{item.field} {item.outcome} {item.confidence:.2f}"
                print(f"{about}\n   truth {item.truth}\n   read  {item.read}")
    if options.json:
        counts = Counter((item.kind if item.field != "kind" else "kinds told", item.outcome) for item in judged)
        names = dict.fromkeys(kind for kind, _ in counts)
        figures = {name: {one: counts[name, one] for one in ("right", "wrong", "missing")} for name in names}
        body = {
            "draw": options.draw,
            "seeds": options.seed,
            "ocr": options.ocr,
            "papers": len(drawn),
            "fields": figures,
        }
        options.json.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
