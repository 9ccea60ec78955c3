"""Fields of freshly drawn papers, in the looks in which papers arrive, against what was drawn: right, wrong, missing.

    python -m benchmarks.fields [--kinds KIND-OR-LAYOUT …] [--looks LOOK …] [--seed N] [--count N] [--jobs N]
                                [--engine rapidocr|tesseract] [--json OUT] [--keep DIR] [--errors]

``digital`` is the text layer, ``together`` a licence and an ID card on one picture, ``one_pdf`` a whole chain scanned
into one PDF. ``--json`` adds to the rows that OUT has, so that a long table can be measured in pieces; ``--keep`` leaves
the drawn files in DIR. Use seeds that no test uses. OCR costs seconds a page.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.compare import SURE, outcome
from docvet.documents import MOST_LOOKS, build, worth_another_look
from docvet.intake import collect
from docvet.models import Document
from docvet.reading.pool import Readers
from sample_docs import application
from sample_docs.documents.base import SampleDocument, Truth
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.gallery import Exhibit, gallery
from sample_docs.looks import CONDITIONS, DPI, side_by_side
from sample_docs.paint.pdf import drawings_pdf, pictures_pdf
from sample_docs.paint.raster import render
from sample_docs.story import Story

LOOKS = ("digital", *CONDITIONS, "together", "one_pdf")
_WORST = 10


@dataclass(frozen=True, slots=True)
class Expected:
    """A paper within a drawn file."""

    name: str
    truth: Truth
    page: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn file and the papers in it."""

    path: str
    data: bytes
    pages: int
    papers: tuple[Expected, ...]


@dataclass(slots=True)
class Row:
    """How one paper was read."""

    kind: str
    name: str
    look: str
    seed: int
    read_as: str
    right: int = 0
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what was read."""
    missing: list[str] = field(default_factory=list)
    sure: int = 0
    """Fields given with a confidence of at least 0.9."""
    sure_but_wrong: list[str] = field(default_factory=list)

    @property
    def fields(self) -> int:
        """How many fields the paper states."""
        return self.right + len(self.wrong) + len(self.missing)


def draw(look: str, seed: int, kinds: Sequence[str]) -> Iterator[Drawn]:
    """The files of one look and seed that hold papers of these kinds or layouts (of all where none is named)."""
    story = Story.invent(seed, category=("女装", "护肤")[seed % 2], levels=2 + seed % 2)
    exhibits = [each for each in gallery(story) if not kinds or {each.truth.kind, each.name} & set(kinds)]
    if look == "together":
        yield from _together(story, seed, kinds)
    elif look == "one_pdf":
        yield from _one_pdf(seed, exhibits)
    else:
        for each in exhibits:
            if _suits(each, look):
                path = f"{look}-{seed}-{each.name.replace(' ', '-')}.pdf"
                yield Drawn(path, _file(each.pages, look, seed), len(each.pages), (Expected(each.name, each.truth, 1),))


def _suits(each: Exhibit, look: str) -> bool:
    """Photos are photos; electronic papers are not photographed."""
    if isinstance(each.pages[0], ProductPhoto):
        return look == "photo"
    return look == "digital" or not getattr(each.pages[0], "born_digital", False)


def _file(pages: Sequence[SampleDocument], look: str, seed: int) -> bytes:
    if look == "digital":
        return drawings_pdf([page.draw() for page in pages])
    if isinstance(pages[0], ProductPhoto):
        return pictures_pdf([page.photo() for page in pages if isinstance(page, ProductPhoto)], 80)
    return pictures_pdf([CONDITIONS[look](render(page.draw(), DPI), seed + place) for place, page in enumerate(pages)])


def _together(story: Story, seed: int, kinds: Sequence[str]) -> Iterator[Drawn]:
    if kinds and not {"business_license", "id_card", "together"} & set(kinds):
        return
    made = application.plan(story)
    papers = [made.document("licence"), made.document("id_card")]
    picture = side_by_side([render(paper.draw(), DPI) for paper in papers])
    expected = tuple(Expected("licence and ID card together", paper.truth(), 1) for paper in papers)
    yield Drawn(f"together-{seed}.pdf", pictures_pdf([picture]), 1, expected)


def _one_pdf(seed: int, exhibits: Iterable[Exhibit]) -> Iterator[Drawn]:
    """Twenty scanned pages: identity, bank, mark, letters and vouchers, one after the other."""
    wanted = (
        "licence",
        "id card",
        "bank",
        "mark",
        "letter",
        "voucher contract",
        "voucher delivery",
        "declaration",
        "acceptance",
    )
    pages: list[SampleDocument] = []
    expected = []
    for each in exhibits:
        if each.name.startswith(wanted) and not getattr(each.pages[0], "born_digital", False):
            expected.append(Expected(each.name, each.truth, len(pages) + 1))
            pages += each.pages
    if pages:
        data = pictures_pdf([CONDITIONS["scan"](render(page.draw(), 150), seed + n) for n, page in enumerate(pages)])
        yield Drawn(f"one_pdf-{seed}.pdf", data, len(pages), tuple(expected))


def measure(
    drawn: Sequence[Drawn], look: str, seed: int, place: Path, engine: str, jobs: int
) -> tuple[list[Row], float]:
    """Read the files as a scan would; the rows, and the CPU-seconds spent, start-up of the readers included."""
    for each in drawn:
        (place / each.path).write_bytes(each.data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Readers(jobs, engine) as readers:
        readings = readers.read([file for file in collect(place).files if file.path in {each.path for each in drawn}])
        for _ in range(MOST_LOOKS):
            if again := worth_another_look(build(readings)):
                readings = readers.look_again(again, readings)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    documents = build(readings)
    rows = [_row(each, paper, documents, look, seed) for each in drawn for paper in each.papers]
    return rows, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _row(each: Drawn, paper: Expected, documents: Sequence[Document], look: str, seed: int) -> Row:
    here = [
        document
        for document in documents
        if document.path == each.path and document.page_range[0] <= paper.page <= document.page_range[1]
    ]
    document = next((one for one in here if one.kind == paper.truth.kind), here[0] if here else None)
    row = Row(paper.truth.kind, paper.name, look, seed, document.kind if document else "none")
    for name, stated in paper.truth.fields.items():
        read = document.fields.get(name) if document and document.kind == paper.truth.kind else None
        said = outcome(name, stated, read)
        match said:
            case "right":
                row.right += 1
            case "missing":
                row.missing.append(name)
            case "wrong":
                row.wrong[name] = str(read.value)[:80] if read else ""
        if read is not None and read.confidence >= SURE:
            row.sure += 1
            if said == "wrong":
                row.sure_but_wrong.append(name)
    return row


def table(rows: Sequence[Row], by: str) -> Table:
    """Kinds across ``look`` or fields: the share of right fields, and how many are wrong."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        cell = counts[row.kind, getattr(row, by)]
        cell.update(
            right=row.right, wrong=len(row.wrong), missing=len(row.missing), papers=1, kind=row.read_as == row.kind
        )
    columns = sorted({column for _, column in counts}, key=lambda name: LOOKS.index(name) if name in LOOKS else 0)
    shown = Table(title=f"right fields in percent (wrong ones) by kind and {by}")
    for column in ("kind", *columns):
        shown.add_column(column, justify="left" if column == "kind" else "right")
    for kind in sorted({kind for kind, _ in counts}):
        shown.add_row(kind, *(_cell(counts[kind, column]) for column in columns))
    total = {
        column: sum((counts[kind, column] for kind, other in counts if other == column), Counter())
        for column in columns
    }
    shown.add_row("all", *(_cell(total[column]) for column in columns))
    return shown


def _cell(count: Counter[str]) -> str:
    fields = count["right"] + count["wrong"] + count["missing"]
    if not count["papers"]:
        return "–"
    share = f"{100 * count['right'] / fields:.0f}" if fields else "·"
    lost = count["papers"] - count["kind"]
    return share + (f" ({count['wrong']})" if count["wrong"] else "") + (f" kind-{lost}" if lost else "")


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """Totals, and the papers that were read worst."""
    fields, wrong = sum(row.fields for row in rows), sum(len(row.wrong) for row in rows)
    sure, slips = sum(row.sure for row in rows), sum(len(row.sure_but_wrong) for row in rows)
    named = sum(row.kind == row.read_as for row in rows)
    worst = sorted((row for row in rows if row.wrong or row.missing), key=lambda row: row.right / max(1, row.fields))
    by_field: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        by_field[row.kind].update({f"{name} wrong": 1 for name in row.wrong})
        by_field[row.kind].update({f"{name} missing": 1 for name in row.missing})
    return {
        "papers": len(rows),
        "kinds_right": named,
        "fields": fields,
        "right": sum(row.right for row in rows),
        "wrong": wrong,
        "sure": sure,
        "sure_but_wrong": slips,
        "faults": {kind: dict(count.most_common()) for kind, count in sorted(by_field.items()) if count},
        "worst": [
            f"{row.look} {row.name} {row.seed}: {row.right}/{row.fields} right, read as {row.read_as};"
            f" wrong {row.wrong}, missing {row.missing}"
            for row in worst[:_WORST]
        ],
    }


def _write(path: Path, rows: Sequence[Row], cost: dict[str, dict[str, float]]) -> None:
    """Puts the rows beside those that the file has from other looks, layouts and seeds."""
    old = json.loads(path.read_text("utf-8")) if path.is_file() else {"rows": [], "cost": {}}
    new = {(row.look, row.name, row.seed) for row in rows}
    kept = [row for row in (Row(**item) for item in old["rows"]) if (row.look, row.name, row.seed) not in new]
    together = sorted([*kept, *rows], key=lambda row: (LOOKS.index(row.look), row.kind, row.name, row.seed))
    body = {**summary(together), "cost": old["cost"] | cost, "rows": [asdict(row) for row in together]}
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", default=[], help="kinds (id_card) or layouts ('id card back')")
    parser.add_argument("--looks", nargs="+", choices=LOOKS, default=list(LOOKS))
    parser.add_argument("--seed", type=int, default=301)
    parser.add_argument("--count", type=int, default=1, help="stories, from --seed on")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--engine", default="rapidocr")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--errors", action="store_true", help="name each field that is not right")
    return parser.parse_args()


def main() -> None:
    """Run from the command line."""
    asked = _options()
    rows: list[Row] = []
    cost: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        place = asked.keep or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        for look in asked.looks:
            pages, spent = 0, 0.0
            for seed in range(asked.seed, asked.seed + asked.count):
                drawn = list(draw(look, seed, asked.kinds))
                if drawn:
                    made, seconds = measure(drawn, look, seed, place, asked.engine, asked.jobs)
                    rows += made
                    pages, spent = pages + sum(each.pages for each in drawn), spent + seconds
            if pages:
                cost[look] = {"pages": pages, "cpu_seconds_a_page": round(spent / pages, 2)}
                print(f"{look}: {pages} pages, {spent / pages:.2f} CPU-s a page", flush=True)
                if asked.json:  # after each look, so that a run that is cut short is not lost
                    _write(asked.json, rows, cost)
    console = Console(width=220)
    console.print(table(rows, "look"))
    console.print(summary(rows))
    if asked.errors:
        for row in rows:
            if row.wrong or row.missing:
                print(f"{row.look} {row.name} {row.seed} ({row.read_as}): wrong {row.wrong} missing {row.missing}")


if __name__ == "__main__":
    main()
