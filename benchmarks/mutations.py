"""Breaks sound files in small ways, by chance, and shows what becomes of them.

    python -m benchmarks.mutations [--open 20000] [--scan 500] [--seed 1] [--seconds 1100] [--corpus FOLDER]... [--json FILE]

*Opening*: bits flipped, ends cut off, parts of other files spliced in, objects of a PDF swapped, wrong endings; each file is
opened, and its structure searched, in contained workers. *Scanning*: a broken file takes the place of its original in a folder
that is clear (the specimens, and the applications of each corpus); the verdict may stay ``clear`` only where every field of
the report stayed what it was. Exits 1 if a worker was lost for another reason than its limits, if docvet itself failed, or if a
changed folder was called clear. What breaks is kept in ``--keep FOLDER``.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook
from PIL import Image, ImageDraw

import docvet.specimens
from benchmarks.service_runs import page
from docvet.application import load_application
from docvet.errors import DocvetError
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import File, TroubleKind
from docvet.reading import worker
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.reading.processes import Budget, Failed, Task, WorkerProcess, run
from docvet.report.model import Report
from docvet.scanning import examine
from sample_docs.paint import revisions

_LARGEST = 400_000
"""Bytes of a file that is opened in many forms."""
_BATCH, _LEAST_COST = 25, 0.1
"""Files opened in one task, and CPU-seconds that are counted for each besides its own."""
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_CONTAINERS = (".pdf", ".png", ".jpg", ".xlsx", ".xls")
_ENDINGS = (".pdf", ".png", ".jpg", ".xlsx", ".csv", ".xls", ".tif", ".txt")


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The bytes broken in one of six ways, or in two."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2))):
        way, size = chance.randrange(6), max(len(made), 1)
        at = chance.randrange(size)
        if way == 0:
            for _ in range(chance.choice((1, 3, 20, 200))):
                place = chance.randrange(size)
                if place < len(made):
                    made[place] ^= 1 << chance.randrange(8)
        elif way == 1:
            del made[at:]
        elif way == 2:
            other = chance.choice(others)
            start = chance.randrange(max(len(other), 1))
            made[at : at + chance.randrange(2000)] = other[start : start + chance.randrange(4000)]
        elif way == 3:
            del made[at : at + chance.randrange(1, 500)]
        elif way == 4:
            numbers = list(re.finditer(rb"\d{1,10}", bytes(made)))
            if numbers:
                hit = chance.choice(numbers)
                made[hit.start() : hit.end()] = str(
                    chance.choice((0, -1, 1, 65535, 2**31, 2**32, 10**18, chance.randrange(10**6)))
                ).encode()
        else:
            objects = list(_OBJECT.finditer(bytes(made)))
            if len(objects) > 1:
                one, two = sorted(chance.sample(objects, 2), key=lambda match: match.start())
                made[two.start() : two.end()] = one[0]
    return bytes(made)


def open_all(files: Sequence[File], limits: Limits) -> list[tuple[str, float]]:
    """Run in a worker: what came of each file, and the CPU-seconds that it took."""
    outcomes = []
    for file in files:
        began = time.process_time()
        try:
            opened = worker.open_file(file, "rapidocr", limits)
            if opened.reading.page_count:
                worker.look_into(file)
            outcome = next((each.kind.value for each in opened.reading.troubles), "read")
        except Exception as error:  # named by what it is
            outcome = f"error {type(error).__name__}"
        outcomes.append((outcome, time.process_time() - began))
    return outcomes


def opening(options: argparse.Namespace, end: float) -> dict[str, Any]:
    """Many files, opened only: the cheaper one is to open whole, the oftener it is chosen."""
    chance = random.Random(options.seed)  # noqa: S311 - the same files every time
    originals = _originals(options.corpus)
    others = [data for _, data in originals]
    limits, counts, done = Limits(seconds=30), Counter[str](), 0
    lost: list[str] = []
    slowest = 0.0
    process = WorkerProcess(limits.memory, [Path(__file__).parents[1]])
    try:
        with tempfile.TemporaryDirectory() as place:
            weights = [1 / (_LEAST_COST + cost) for cost in _costs(process, originals, Path(place) / "sound", limits)]
            while done < options.open and time.monotonic() < end:
                folder = Path(place) / str(done)
                folder.mkdir()
                for number, (name, data) in enumerate(chance.choices(originals, weights, k=_BATCH)):
                    ending = chance.choice(_ENDINGS) if chance.random() < 0.1 else Path(name).suffix
                    (folder / f"{number:03}-{Path(name).stem[:30]}{ending}").write_bytes(mutated(data, others, chance))
                files = collect(folder, limits).files
                counts.update(each.troubles[0].kind.value for each in files if each.troubles)
                for file, outcome, cost in _outcomes(process, [each for each in files if not each.troubles], limits):
                    counts[outcome] += 1
                    slowest = max(slowest, cost)
                    if outcome.startswith("lost"):
                        lost.append(outcome)
                    if outcome.startswith(("lost", "error")):
                        _keep(options, file.absolute, f"open-{done}")
                done += len(files)
                shutil.rmtree(folder)
                if done % 1000 < _BATCH:
                    print(f"{done} opened: {dict(counts.most_common())}", file=sys.stderr, flush=True)
    finally:
        process.stop()
        process.join()
    return {
        "originals": len(originals), "opened": done, "outcomes": dict(counts.most_common()), "lost": len(lost),
        "slowest_opening_cpu": round(slowest, 1),
    }  # fmt: skip


def _costs(
    process: WorkerProcess, originals: Sequence[tuple[str, bytes]], folder: Path, limits: Limits
) -> Iterator[float]:
    """CPU-seconds that each takes to open as it is."""
    folder.mkdir()
    for number, (name, data) in enumerate(originals):
        (folder / f"{number:05}{Path(name).suffix}").write_bytes(data)
    files = {int(file.absolute.stem): file for file in collect(folder, replace(limits, files=100_000)).files}
    for number in range(len(originals)):
        file = files.get(number)
        yield sum(cost for _, _, cost in _outcomes(process, [file] if file and not file.troubles else [], limits))


def _outcomes(process: WorkerProcess, files: Sequence[File], limits: Limits) -> Iterator[tuple[File, str, float]]:
    """All at once; one by one where something happened, so that it is known to which."""
    outcome = _opened(process, files, limits)
    if isinstance(outcome, Failed):
        if len(files) == 1:
            yield files[0], f"lost {outcome.trouble.kind.value} {outcome.trouble.detail}", float(limits.seconds)
            return
        for file in files:
            yield from _outcomes(process, [file], limits)
        return
    yield from ((file, *each) for file, each in zip(files, outcome, strict=True))


def _opened(process: WorkerProcess, files: Sequence[File], limits: Limits) -> list[tuple[str, float]] | Failed:
    if not files:
        return []
    budget = Budget(limits.seconds * (1 + len(files) / 10), 600.0)
    task = Task("a", open_all, (files, limits), budget, tuple(file.absolute for file in files))
    ((_, outcome),) = run([task], [process])
    return outcome if isinstance(outcome, (list, Failed)) else Failed(outcome)


def scanning(options: argparse.Namespace, end: float) -> dict[str, Any]:
    """One broken file after the other in folders that are clear."""
    chance = random.Random(options.seed)  # noqa: S311
    counts, done = Counter[str](), 0
    wrong: list[str] = []
    failed: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as place, Readers(1, cache=PageCache(Path(place) / "cache")) as readers:
        sound_ones = list(_clear_folders(options.corpus, Path(place), readers))
        others = [path.read_bytes()[:100_000] for folder, _, paths in sound_ones for path in paths]
        while done < options.scan and time.monotonic() < end:
            folder, before, paths = chance.choice(sound_ones)
            path = chance.choice(paths)
            sound = path.read_bytes()
            while (broken := mutated(sound, others, chance)) in others:
                pass  # another sound file
            path.write_bytes(broken)
            began = time.monotonic()
            try:
                report = _report(folder, readers)
                counts[str(report.verdict)] += 1
                if any(each.rule == "DV-INTERNAL" for each in report.findings):
                    failed.append(path.name)
                    _keep(options, path, f"failed-{done}")
                if report.verdict == "clear" and _fields(report) != before and path.read_bytes() != sound:
                    wrong.append(f"{path.name}: {_difference(before, _fields(report))}")
                    _keep(options, path, f"clear-{done}")
            except DocvetError:
                counts["refused"] += 1
            except Exception as error:  # what this program is here to find
                failed.append(f"{path.name} {error!r}")
                _keep(options, path, f"failed-{done}")
            slowest = max(slowest, time.monotonic() - began)
            path.write_bytes(sound)
            done += 1
            if done % 50 == 0:
                print(f"{done} scanned: {dict(counts.most_common())}", file=sys.stderr, flush=True)
    return {
        "folders": len(sound_ones), "scanned": done, "verdicts": dict(counts.most_common()), "slowest_scan": round(slowest, 1),
        "clear_but_changed": wrong, "failed": failed,
    }  # fmt: skip


def _clear_folders(
    corpora: Sequence[Path], place: Path, readers: Readers
) -> Iterator[tuple[Path, dict[tuple[str, str, str], Any], list[Path]]]:
    """Copies of the applications that are clear, with their fields and the files of each that can be damaged.

    Of text (a list of goods as CSV) any change is another text that is whole; a container is damaged by it.
    """
    forms = [Path(next(iter(docvet.specimens.__path__))) / "clean" / "application.yaml"]
    forms += [form for corpus in corpora for form in sorted(corpus.rglob("application.yaml"))]
    for number, form in enumerate(dict.fromkeys(form.resolve() for form in forms)):
        folder = place / f"application-{number}"
        shutil.copytree(form.parent, folder)
        try:
            report = _report(folder, readers)
        except DocvetError:
            continue
        paths = sorted(path for path in folder.rglob("*") if path.suffix in _CONTAINERS)
        if report.verdict == "clear" and paths:
            yield folder, _fields(report), paths


def _keep(options: argparse.Namespace, path: Path, name: str) -> None:
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, options.keep / f"{options.seed}-{name}-{path.name}")


def _report(folder: Path, readers: Readers) -> Report:
    return examine(load_application(folder), readers).report


def _fields(report: Report) -> dict[tuple[str, str, str], Any]:
    return {
        (each.path, each.kind, name): value.value for each in report.documents for name, value in each.fields.items()
    }


def _difference(before: dict[Any, Any], after: dict[Any, Any]) -> str:
    return ", ".join(
        sorted({"/".join(key[1:]) for key in before.keys() | after.keys() if before.get(key) != after.get(key)})
    )


def _originals(corpora: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Small files of every kind: drawn here, and those of the folders."""
    letter = page("商标授权书", "授权方：样本甲有限公司", "被授权方：样本乙有限公司", "授权日期：2024年01月02日")
    made = [
        ("letter.pdf", letter),
        ("signed.pdf", revisions.signed(letter)),
        ("table.csv", "货号,品名,数量\nA1,样本,2\nA2,样本,3\n".encode()),
    ]
    made += _drawn()
    for folder in corpora:
        made += [
            (path.name, path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and 0 < path.stat().st_size < _LARGEST and path.suffix != ".jsonl"
        ]
    return made


def _drawn() -> Iterator[tuple[str, bytes]]:
    picture = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(picture).text((20, 80), "SAMPLE", fill="black", font_size=40)
    for ending, form in (("png", "PNG"), ("jpg", "JPEG"), ("tif", "TIFF"), ("webp", "WEBP"), ("bmp", "BMP")):
        stream = io.BytesIO()
        picture.save(stream, form)
        yield f"picture.{ending}", stream.getvalue()
    book, stream = Workbook(), io.BytesIO()
    for row in (["货号", "品名"], ["A1", "样本"], ["A2", "样本"]):
        book.active.append(row)
    book.save(stream)
    yield "table.xlsx", stream.getvalue()
    old, stream = xlwt.Workbook(), io.BytesIO()
    sheet = old.add_sheet("A")
    sheet.write(0, 0, "货号")
    sheet.write(1, 0, "A1")
    old.save(stream)
    yield "table.xls", stream.getvalue()


def main() -> int:
    """Run both, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=int, default=20_000)
    parser.add_argument("--scan", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1_100)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    found = (opening(options, end) if options.open else {}) | (scanning(options, end) if options.scan else {})
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    errors = [
        each for each in found.get("outcomes", {}) if each.startswith(("error", f"lost {TroubleKind.CRASHED.value}"))
    ]
    return 1 if errors or found.get("clear_but_changed") or found.get("failed") else 0


if __name__ == "__main__":
    sys.exit(main())
