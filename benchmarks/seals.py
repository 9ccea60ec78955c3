"""Seals staged on freshly drawn papers: was the signer's seal seen, whose was each, and at what cost.

    python -m benchmarks.seals [--papers N] [--look scan|photo|mixed …] [--only STAGE …] [--json OUT]
    python -m benchmarks.seals --corpus DIR

Each stage is drawn on licences and letters at seeds that no test uses. Only the seals are looked for (the signer's
name is given), so that the figure is theirs alone. With ``--corpus`` (a private folder of real licences with
``truth.jsonl``; ``$DOCVET_CORPUS/licences``) it counts instead what is found on those, and prints no name.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from rich.console import Console
from rich.table import Table

from docvet.documents.kinds import kinds
from docvet.documents.owners import seals_field
from docvet.intake import collect
from docvet.models import Document, Effort, Field, File, Line, Page, Picture, Reading
from docvet.reading import appearance, engines, seals
from docvet.reading.pool import Readers
from docvet.rules.load import load_ruleset
from docvet.rules.seals import Sealed, Thresholds, sealed_by
from sample_docs import camera
from sample_docs.application import plan
from sample_docs.documents.base import company_seal
from sample_docs.paint import stamps
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font, pixel_font
from sample_docs.paint.raster import render
from sample_docs.story import Story

_FIRST_SEED = 7001
_BLUE, _BLACK = (32, 54, 168), (38, 36, 40)
_FINE = frozenset({Sealed.YES})
_NAMED = frozenset({Sealed.YES, Sealed.SPECIAL})
_ABSENT = frozenset({Sealed.NONE})
_QUESTION = frozenset({Sealed.UNREADABLE, Sealed.NOT_SEEN, Sealed.GREY})


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet without its signer's seal, whose seal it should be, and where that goes (mm)."""

    kind: str
    sheet: Drawing
    signer: str
    code: str
    stranger: str
    blank: tuple[float, float]
    """The upper left corner of a blank place for a seal."""
    text: tuple[float, float]
    """The same over print."""


def _coloured(stamp: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    inked = Image.new("RGBA", stamp.size, (*ink, 255))
    inked.putalpha(stamp.getchannel("A"))
    return inked


def _pale(stamp: Image.Image, share: float) -> Image.Image:
    """Pressed lightly: ``share`` of the ink, more on one side than on the other."""
    slope = np.linspace(share * 1.25, share * 0.75, stamp.width)[None, :]
    thin = stamp.copy()
    thin.putalpha(Image.fromarray((np.asarray(stamp.getchannel("A")) * slope).clip(0, 255).astype(np.uint8)))
    return thin


def _square(name: str) -> Image.Image:
    """A square seal with a name in columns from right to left."""
    rows = -(-len(name) // 4)
    side, size = 400, 400 // max(4, rows) - 14
    alpha = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(alpha)
    draw.rectangle((6, 6, side - 7, side - 7), outline=255, width=12)
    for place, character in enumerate(name):
        row, column = divmod(place, 4)
        at = (50 + 100 * column, side / 2 + (row - (rows - 1) / 2) * (size + 12))
        draw.text(at, character, 255, pixel_font(Font.SONG, size), anchor="mm", stroke_width=2)
    seal = Image.new("RGBA", alpha.size, (*stamps.INK, 255))
    seal.putalpha(alpha.filter(ImageFilter.GaussianBlur(1)))
    return seal


def _own(paper: Paper) -> Image.Image:
    return company_seal(paper.signer, paper.code)


def _put(stamp: Callable[[Paper], Image.Image], *, over: bool = False, size: float = 40) -> Callable[[Paper], None]:
    def stage(paper: Paper) -> None:
        paper.sheet.picture(stamp(paper), *(paper.text if over else paper.blank), size)

    return stage


def _overlapping(paper: Paper) -> None:
    x, y = paper.blank
    paper.sheet.picture(company_seal(paper.stranger), x + 24, y - 8, 40)
    paper.sheet.picture(_own(paper), x, y, 40)


def _edge(paper: Paper) -> None:
    """Half of the seal, the other half is on the next sheet (骑缝章)."""
    paper.sheet.picture(_own(paper), paper.sheet.w - 20, paper.blank[1] - 50, 40)


def _askew(paper: Paper) -> Image.Image:
    return _own(paper).rotate(35 if len(paper.signer) % 2 else -50, Image.Resampling.BICUBIC)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is stamped, and which answers are right; only the worst mistake is counted as ``false``."""

    put: Callable[[Paper], None]
    right: frozenset[Sealed]
    false: frozenset[Sealed]
    grey: bool = False


_SEALED = (_FINE, _ABSENT)
STAGES: Mapping[str, Stage] = {
    "own": Stage(_put(_own), *_SEALED),
    "over text": Stage(_put(_own, over=True), *_SEALED),
    "askew": Stage(_put(_askew), *_SEALED),
    "faint": Stage(_put(lambda paper: _pale(_own(paper), 0.38)), *_SEALED),
    "small": Stage(_put(_own, size=22), *_SEALED),
    "overlapping": Stage(_overlapping, *_SEALED),
    "blue": Stage(_put(lambda paper: _coloured(_own(paper), _BLUE)), *_SEALED),
    "black": Stage(_put(lambda paper: _coloured(_own(paper), _BLACK)), _QUESTION, _FINE | _ABSENT),
    "square": Stage(_put(lambda paper: _square(paper.signer), size=28), _NAMED, _ABSENT),
    "oval": Stage(
        _put(lambda paper: stamps.oval_seal(paper.signer, "发票专用章", paper.code)), frozenset({Sealed.SPECIAL}), _FINE
    ),
    "contract seal": Stage(
        _put(lambda paper: stamps.round_seal(paper.signer, paper.code, "合同专用章")),
        frozenset({Sealed.SPECIAL}),
        _FINE | _ABSENT,
    ),
    "none": Stage(lambda _: None, _ABSENT, _NAMED),
    "edge only": Stage(_edge, _QUESTION | {Sealed.OTHER}, _FINE | _ABSENT),
    "another's": Stage(_put(lambda paper: company_seal(paper.stranger)), frozenset({Sealed.OTHER}), _NAMED | _ABSENT),
    "a bank's": Stage(
        _put(lambda _: stamps.round_seal("汇澜银行股份有限公司样本支行", middle="业务专用章")), _ABSENT, _NAMED
    ),
    "grey scan": Stage(_put(_own), frozenset({Sealed.GREY}), _FINE | _ABSENT, grey=True),
}
"""Stages by name; ``none`` leaves the registrar's seal on a licence and nothing on a letter."""


@dataclass(frozen=True, slots=True)
class Row:
    """One page."""

    stage: str
    kind: str
    look: str
    seed: int
    answer: str
    right: bool
    false: bool
    registrar: bool | None
    """Whether the registrar's own seal was told; None on a letter."""
    read: str
    cpu: float


def papers(seed: int) -> list[Paper]:
    """A licence and a letter without their signers' seals."""
    story = Story.invent(seed)
    made = plan(story).edit("licence", seal="").edit("letter_1", seal="")
    licence, letter = made.document("licence"), made.document("letter_1")
    sheet = licence.draw()
    wide = sheet.w > sheet.h
    owner = story.chain[0]
    return [
        Paper(
            "business_license", sheet, licence.name, story.shop.seal_code, owner.name,
            (30, 142) if wide else (70, 226), (60, 76) if wide else (50, 98),
        ),
        Paper("authorization_letter", letter.draw(), letter.grantor, owner.seal_code, story.shop.name, (134, 205), (60, 60)),
    ]  # fmt: skip


def photographed(sheet: Drawing, look: str, seed: int) -> Image.Image:
    """The sheet as a scanner or phone sees it; ``mixed`` is a careless photo made small."""
    page = render(sheet, 200 if look == "scan" else 170)
    match look:
        case "scan":
            return camera.scan(page, seed=seed)
        case "photo":
            return camera.photo(page, seed=seed)
        case _:
            return camera.dim(camera.low_resolution(camera.photo(page, 1.3, seed=seed), 1100), 0.25)


def judged(
    rgb: np.ndarray, kind: str, signer: str, engine: engines.Engine, limits: Thresholds
) -> tuple[Sealed, Document, float]:
    """How the page is sealed, the paper with its field ``seals``, and the CPU seconds that the seals took."""
    looks = appearance.measure(rgb)
    started = time.process_time()
    page = seals_page(rgb, looks, engine)
    cpu = time.process_time() - started
    name = Field(signer, signer, 1.0, 1, None, "rapidocr")
    found = seals_field(kinds()[kind], [page], {"name": name, "grantor": name}, "rapidocr")
    reading = Reading(File("page.jpg", Path("page.jpg"), "", 0, "image/jpeg"), (page,), 1)
    paper = Document("d1", reading, (1, 1), kind, 1.0, {"seals": found} if found else {})
    return sealed_by(paper, signer, limits), paper, cpu


def seals_page(rgb: np.ndarray, looks: Picture, engine: engines.Engine) -> Page:
    """The page with its seals, as a worker finds them, and nothing else."""

    def read(pixels: np.ndarray) -> Sequence[Line]:
        return engine.read(pixels, Effort.FIRST)

    search = seals.SealSearch(rgb)
    stamped = seals.find(search, read, coloured=looks.coloured)
    stray = seals.stray(search, stamped) if looks.coloured else ()
    return Page(1, rgb.shape[1], rgb.shape[0], (), stamped, stray, (), looks)


def staged(count: int, looks: Sequence[str], only: Sequence[str]) -> list[Row]:
    """Every stage on ``count`` licences and letters in every look."""
    engine, limits = _reader()
    rows = []
    for seed in range(_FIRST_SEED, _FIRST_SEED + count):
        for name in only:
            stage = STAGES[name]
            for paper in papers(seed):
                stage.put(paper)
                for look in looks:
                    shot = photographed(paper.sheet, look, seed)
                    rgb = np.asarray(camera.grey(shot) if stage.grey else shot)
                    answer, document, cpu = judged(rgb, paper.kind, paper.signer, engine, limits)
                    found = document.value("seals") or ()
                    rows.append(
                        Row(
                            name, paper.kind, look, seed, answer.value, answer in stage.right, answer in stage.false,
                            any(seal["owner"] == "registrar" for seal in found) if paper.kind == "business_license" else None,
                            " | ".join(f"{seal['text']}:{seal['owner']}:{seal['shape']}" for seal in found), round(cpu, 3),
                        )
                    )  # fmt: skip
                    if not rows[-1].right:
                        print(asdict(rows[-1]), paper.signer, flush=True)
    return rows


def _reader() -> tuple[engines.Engine, Thresholds]:
    cv2.setNumThreads(1)
    given = load_ruleset("tiktok-shop-pop").parameters
    mine, strange = (float(str(given[name].value)) for name in ("seal_min_likeness", "seal_max_strangers"))
    return engines.find("rapidocr")(), Thresholds(mine, strange)


def table(rows: Sequence[Row]) -> Table:
    """A row a stage: pages, right, false, registrar told, CPU seconds a page, what else was said."""
    shown = Table(title="seals on drawn papers")
    for column in ("stage", "pages", "right", "%", "false", "registrar", "CPU s/page", "other answers"):
        shown.add_column(column)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.stage].append(row)
    for name, group in [*groups.items(), ("all", list(rows))]:
        told = [row.registrar for row in group if row.registrar is not None]
        others = Counter(row.answer for row in group if not row.right)
        right = sum(row.right for row in group)
        shown.add_row(
            name, str(len(group)), str(right), f"{100 * right / len(group):.0f}", str(sum(row.false for row in group)),
            f"{sum(told)}/{len(told)}", f"{sum(row.cpu for row in group) / len(group):.2f}",
            " ".join(f"{answer} {count}" for answer, count in others.most_common()) if name != "all" else "",
        )  # fmt: skip
    return shown


def corpus(folder: Path, jobs: int) -> None:
    """Seals of real licences: how many pages show the registrar's, and whether a company's is claimed there."""
    truths = {
        str(truth["file"]): truth
        for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()
        if (truth := json.loads(line))
    }
    files = [file for file in collect(folder).files if file.path in truths]
    with Readers(jobs) as readers:
        readings = readers.read(files)
    counts: Counter[str] = Counter()
    for reading in readings:
        signer = Field(str(truths[reading.file.path].get("name", "")), "", 1.0, 1, None, "rapidocr")
        found = seals_field(kinds()["business_license"], reading.pages, {"name": signer}, "rapidocr")
        owners = [str(seal["owner"]) for seal in found.value] if found else []
        counts["pages"] += 1
        counts["in colour"] += any(page.picture is not None and page.picture.coloured for page in reading.pages)
        counts["with a seal found"] += bool(owners)
        counts["registrar told"] += "registrar" in owners
        counts["company claimed"] += "company" in owners
        counts.update(f"seals: {owner}" for owner in owners)
    for what, count in counts.items():
        print(f"{what:20} {count}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=3, help="seeds; each is a licence and a letter")
    parser.add_argument("--look", nargs="+", default=["scan", "photo", "mixed"], choices=("scan", "photo", "mixed"))
    parser.add_argument("--only", nargs="+", default=list(STAGES), choices=list(STAGES))
    parser.add_argument("--corpus", type=Path, nargs="?", const=Path(os.environ.get("DOCVET_CORPUS", ".")) / "licences")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    if wanted.corpus is not None:
        corpus(wanted.corpus, wanted.jobs)
        return
    rows = staged(wanted.papers, wanted.look, wanted.only)
    Console(width=140).print(table(rows))
    if wanted.json:
        body = {"pages": len(rows), "right": sum(row.right for row in rows), "false": sum(row.false for row in rows)}
        wanted.json.write_text(json.dumps({**body, "rows": [asdict(row) for row in rows]}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
