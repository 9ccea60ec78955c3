"""What a page costs, beside the bare engine on the same pixels in the same run: CPU-seconds, wall, memory, fields found.

    python -m benchmarks.speed [--folders N] [--look scan] [--seed N] [--corpus DIR [--every K]] [--many 10 100 1000]
                               [--tesseract] [--ocrmypdf] [--json OUT]

Rows: bare RapidOCR (red channel, detector at 960 px, its own defaults otherwise); docvet's first pass; all passes with
judging; the same with two workers; once more from the cache; with Tesseract; OCRmyPDF where it is installed. Every row starts its own
processes, and their start counts. ``--corpus`` adds every K-th licence of a private corpus, as a second table; ``--many``
scans so many copies of a folder with text layers. Ratios within one run count; absolute times on a shared machine do not.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from docvet.application import load_application
from docvet.documents import build as documents_of
from docvet.limits import Limits
from docvet.models import File, Page
from docvet.reading import image_file, pdf
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.scanning import examine
from sample_docs.folders import build
from sample_docs.story import Story

_LIMITS = Limits(seconds=3600)


@dataclass(frozen=True, slots=True)
class Cost:
    """One row."""

    name: str
    pages: int
    cpu_seconds: float
    """Of all processes, their start included."""
    wall_seconds: float
    largest_mb: int
    """The largest of the processes so far; rows stand in rising order of it for that reason only."""
    fields: int | None

    @property
    def a_page(self) -> float:
        """CPU-seconds a page."""
        return self.cpu_seconds / max(1, self.pages)


def timed(name: str, pages: int, work: Callable[[], int | None]) -> Cost:
    """What ``work`` costs, in this process and in those that it starts; it returns the number of fields found."""
    before, began = _cpu(), time.monotonic()
    fields = work()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Cost(name, pages, round(_cpu() - before, 2), round(time.monotonic() - began, 2), children, fields)


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _in_a_process(target: Callable[[Sequence[File]], None], files: Sequence[File]) -> None:
    process = multiprocessing.get_context("spawn").Process(target=target, args=(files,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{target.__name__} ended with {process.exitcode}")


def read_bare(files: Sequence[File]) -> None:
    """The engine alone, as its documentation calls it, with one thread."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    engine = RapidOCR(
        params={
            "Global.use_cls": False, "Global.log_level": "critical", "Global.max_side_len": 4000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max", "Det.limit_side_len": 960,
        }
    )  # fmt: skip
    for file in files:
        for pixels in _pages(file):
            engine(np.ascontiguousarray(np.repeat(pixels[..., :1], 3, axis=2)))


def _pages(file: File) -> list[np.ndarray]:
    """The pixels that docvet reads."""
    if file.media_type != "application/pdf":
        return [image_file.load(file.absolute, 1, _LIMITS.pixels).rgb]
    pages = []
    with pdf.opened(file.absolute) as document:
        for number in range(1, len(document) + 1):
            with pdf.page(document, number) as loaded:
                pages.append(pdf.render(loaded, dpi=pdf.reading_dpi(pdf.images(loaded))))
    return pages


def measured(folders: Sequence[Path], options: argparse.Namespace) -> list[Cost]:
    """All rows for these application folders."""
    applications = [load_application(folder) for folder in folders]
    files = [file for each in applications for file in each.files]
    rows = [timed("bare RapidOCR", 0, lambda: _in_a_process(read_bare, files))]

    def first() -> int:
        with Readers(1, limits=_LIMITS) as readers:
            readings = [readers.read(each.files) for each in applications]
        pages.extend(page for folder in readings for reading in folder for page in reading.pages)
        return sum(len(document.fields) for folder in readings for document in documents_of(folder))

    def all_passes(jobs: int, engine: str, cache: PageCache | None) -> int:
        with Readers(jobs, engine, _LIMITS, cache) as readers:
            done = [examine(each, readers) for each in applications]
        return sum(len(document.fields) for each in done for document in each.documents)

    pages: list[Page] = []
    rows.append(timed("docvet, first pass", 0, first))
    rows.append(timed("docvet, all passes", len(pages), lambda: all_passes(1, "rapidocr", None)))
    with tempfile.TemporaryDirectory() as place:
        cache = PageCache(Path(place))
        rows.append(timed("docvet, two workers", len(pages), lambda: all_passes(2, "rapidocr", cache)))
        rows.append(timed("docvet, cached", len(pages), lambda: all_passes(1, "rapidocr", cache)))
    if options.tesseract:
        rows.append(timed("docvet with Tesseract", len(pages), lambda: all_passes(1, "tesseract", None)))
    if options.ocrmypdf and shutil.which("ocrmypdf"):
        rows.append(timed("OCRmyPDF", len(pages), lambda: _ocrmypdf(files)))
    return [Cost(**{**asdict(row), "pages": len(pages)}) for row in rows]


def _ocrmypdf(files: Sequence[File]) -> None:
    flags = ["-l", "chi_sim+eng", "--force-ocr", "--rotate-pages", "--deskew", "--jobs", "1", "--quiet"]
    with tempfile.TemporaryDirectory() as place:
        for file in files:
            subprocess.run(["ocrmypdf", *flags, file.absolute, Path(place) / "out.pdf"], check=False)


def table(title: str, rows: Sequence[Cost]) -> Table:
    """The rows beside the first."""
    shown = Table(title=title)
    for column in ("", "pages", "CPU-s a page", "× bare", "wall s", "largest MB", "fields"):
        shown.add_column(column, justify="right" if column else "left")
    for row in rows:
        ratio = row.a_page / rows[0].a_page if rows[0].cpu_seconds else 0.0
        fields = "" if row.fields is None else str(row.fields)
        shown.add_row(
            row.name, str(row.pages), f"{row.a_page:.2f}", f"{ratio:.2f}", f"{row.wall_seconds:.0f}",
            str(row.largest_mb), fields,
        )  # fmt: skip
    return shown


def many(counts: Sequence[int], place: Path) -> list[Cost]:
    """So many folders of text layers in one call."""
    build(Story.invent(77), place / "one")
    rows = []
    for count in counts:
        folders = [shutil.copytree(place / "one", place / str(count) / f"{number:04d}") for number in range(count)]

        def scan_all(folders: Sequence[Path] = folders) -> int:
            with Readers(1, limits=_LIMITS) as readers:
                return sum(len(examine(load_application(each), readers).documents) for each in folders)

        rows.append(timed(f"{count} folders", count, scan_all))
        shutil.rmtree(place / str(count))
    return rows


def licences(corpus: Path, every: int, place: Path) -> Iterator[Path]:
    """A folder for each: of several in one nobody can say whose is the applicant's, so that no rule asks for another look."""
    pictures = [path for path in sorted(corpus.iterdir()) if path.suffix.lower() in {".jpg", ".png", ".jpeg"}]
    for number, path in enumerate(pictures[::every]):
        folder = place / f"licence{number}"
        folder.mkdir()
        shutil.copy(path, folder)
        (folder / "application.yaml").write_text("mode: pop\ncategory: 女装\n", "utf-8")
        yield folder


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folders", type=int, default=6)
    parser.add_argument("--look", default="scan")
    parser.add_argument("--seed", type=int, default=9000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--many", type=int, nargs="*", default=[])
    for flag in ("--tesseract", "--ocrmypdf"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    console, body = Console(width=110), {}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if options.folders:
            drawn = [
                build(Story.invent(options.seed + number, levels=number % 4), place / f"drawn{number}", options.look)
                for number in range(options.folders)
            ]
            body["drawn"] = measured(drawn, options)
            console.print(table(f"{options.folders} clean folders drawn as {options.look}", body["drawn"]))
        if options.corpus:
            body["licences"] = measured(list(licences(options.corpus, options.every, place)), options)
            console.print(table("photographed licences", body["licences"]))
        if options.many:
            body["many"] = many(options.many, place)
            console.print(table("folders with text layers (a page is a folder here)", body["many"]))
    if options.json:
        rows = {key: [asdict(row) | {"a_page": round(row.a_page, 3)} for row in value] for key, value in body.items()}
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
