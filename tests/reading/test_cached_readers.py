"""Readers with a page cache: what was read before is not asked of a worker again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Box, Code, Effort, Line, Page, Pass, Picture, Reading, Seal, Source, Straightening
from docvet.reading import engines, fingerprint, processes
from docvet.reading.cache import PageCache
from docvet.reading.jobs import PageJob
from docvet.reading.pool import Readers
from docvet.reading.remembered import Remembered
from tests.reading.reading_papers import TEXT, draw, write_pdf

BOX: Box = (0.1, 0.2, 1 / 3, 0.7)
LINES = (Line("统一社会信用代码 SAMPLE", BOX, 0.987654321, "rapidocr"), Line("样本", BOX, 1.0, Source.TEXT_LAYER))
PAGE = Page(
    number=3, width=1240, height=1754, turned=90, table=(("货号", "品名"), ("A1", "")),
    passes=(Pass(Effort.FIRST, "rapidocr", LINES), Pass(Effort.CLOSE, "rapidocr", LINES, (BOX,), LINES[:1])),
    seals=(Seal(BOX, "round", "red", "样本公司", 0.5),), stray_ink=(BOX,), codes=(Code("https://sample", "QRCode", BOX),),
    picture=Picture(True, 88.5, 0.01, None, 2**64 - 1, ("no_dpi_png",), 0.1, ("left",), 17.5, 3.0, ((BOX, 40.0),)),
    straightening=Straightening((1.0, 0.1, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 1240, 1754),
)  # fmt: skip
ONE, TWO = "1" * 64, "12" * 32
KEY = "a" * 64


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(tmp_path / "cache")


def entries(cache: PageCache) -> list[Path]:
    return sorted(cache.folder.glob("pages/*/*.page"))


PLUGIN = """
import os
from docvet.models import Line

class Engine:
    name = "counted"
    trusted = False

    @classmethod
    def check(cls):
        pass

    @classmethod
    def fingerprint(cls):
        return os.environ.get("COUNTED_VERSION", "1")

    def read(self, image, effort):
        if image.shape[1] == 333:
            raise KeyError("inside the engine")
        return [Line("page read well", (0.1, 0.1, 0.9, 0.2), 0.99, self.name)]

    def read_row(self, image):
        return None

class Silent(Engine):
    name = "silent"
    fingerprint = None
"""


@pytest.fixture
def log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What worker processes were asked to read: a line with the picture's width and the effort each time.

    It is written where the tasks are handed out, since workers can write nothing.
    """
    folder = tmp_path_factory.mktemp("counted")
    (folder / "docvet_counted.py").write_text(PLUGIN)
    info = folder / "docvet_counted-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: docvet-counted\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[docvet.engines]\ncounted = docvet_counted:Engine\nsilent = docvet_counted:Silent\n"
    )
    monkeypatch.syspath_prepend(str(folder))
    (folder / "log").touch()
    submit = processes.WorkerProcess.submit

    def noted(worker: processes.WorkerProcess, task: processes.Task) -> Future[Any]:
        with (folder / "log").open("a") as file:
            for job in (argument for argument in task.arguments if isinstance(argument, PageJob)):
                width = Image.open(job.file.absolute).width if job.file.media_type.startswith("image/") else 0
                print(width, int(job.effort), file=file)
        return submit(worker, task)

    monkeypatch.setattr(processes.WorkerProcess, "submit", noted)
    yield folder / "log"
    sys.modules.pop("docvet_counted", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "application"
    folder.mkdir()
    draw(("样本",), (300, 200)).save(folder / "a.png")
    draw(("样本",), (310, 200)).save(folder / "b.png")
    write_pdf(folder / "c.pdf", [[(text, 60.0, 750.0 - 40 * row) for row, text in enumerate(TEXT)]])
    return folder


def read(folder: Path, cache: PageCache | None, engine: str = "counted", again: Box | None = None) -> list[Reading]:
    files = collect(folder, Limits()).files
    with Readers(1, engine, Limits(), cache) as readers:
        readings = readers.read(files)
        if again:
            readings = readers.look_again({"a.png": {1: (again,)}}, readings)
    return readings


def test_only_a_changed_file_is_read(folder: Path, cache: PageCache, log: Path) -> None:
    first = read(folder, cache)
    assert [reading.cached for reading in first] == [frozenset()] * 3
    asked = log.read_text()
    second = read(folder, cache)
    assert log.read_text() == asked
    assert [reading.cached for reading in second] == [frozenset({1})] * 3
    assert [replace(reading, cached=frozenset()) for reading in second] == first
    (folder / "a.png").rename(folder / "d.png")
    draw(("改",), (320, 200)).save(folder / "b.png")
    third = {reading.file.path: reading for reading in read(folder, cache)}
    assert {line.split()[0] for line in log.read_text()[len(asked) :].splitlines()} == {"320"}
    assert {path: reading.cached for path, reading in third.items()} == {
        "b.png": frozenset(), "c.pdf": frozenset({1}), "d.png": frozenset({1}),
    }  # fmt: skip


def test_a_further_look_is_kept_by_its_places(folder: Path, cache: PageCache, log: Path) -> None:
    near, far = (0.0, 0.0, 1.0, 0.5), (0.0, 0.5, 1.0, 1.0)
    first = read(folder, cache, again=near)
    asked = log.read_text()
    assert first[0].pages[0].passes[-1].effort is Effort.CLOSE
    second = read(folder, cache, again=near)
    assert log.read_text() == asked
    assert second[0].pages == first[0].pages
    third = read(folder, cache, again=far)
    assert log.read_text() != asked
    assert third[0].cached == frozenset()


def test_failures_are_tried_again(folder: Path, cache: PageCache, log: Path) -> None:
    draw(("样本",), (333, 200)).save(folder / "a.png")
    asked = [0]
    for _ in range(2):
        reading = read(folder, cache)[0]
        assert [trouble.kind.value for trouble in reading.troubles] == ["crashed"]
        asked.append(log.read_text().count("333"))
    assert 0 < asked[1] < asked[2]


def test_another_version_of_the_engine_or_of_the_code_reads_anew(
    folder: Path, cache: PageCache, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(folder, cache)
    asked = len(log.read_text())
    monkeypatch.setenv("COUNTED_VERSION", "2")
    read(folder, cache)
    assert len(log.read_text()) == 2 * asked
    monkeypatch.setattr(fingerprint, "_of_code", lambda: "other code")
    read(folder, cache)
    assert len(log.read_text()) == 3 * asked


def test_an_engine_that_does_not_say_what_it_depends_on_is_asked_each_time(
    folder: Path, cache: PageCache, log: Path
) -> None:
    read(folder, cache, "silent")
    asked = len(log.read_text())
    read(folder, cache, "silent")
    assert len(log.read_text()) == 2 * asked
    assert entries(cache) == []


def test_a_file_that_changed_while_it_was_read_is_not_kept(folder: Path, cache: PageCache, log: Path) -> None:
    assert log.exists()
    (file, *_) = collect(folder, Limits()).files
    remembered = Remembered(cache, engines.find("counted"))
    job = PageJob(file, 1, Effort.FIRST, "counted", Limits())
    (folder / "a.png").write_bytes(b"something else")
    remembered.keep_page(job, PAGE)
    assert entries(cache) == []


def test_sources_are_compared_not_identified() -> None:
    """A source that comes from the cache is text, which equals the member of :class:`Source` and is another object."""
    code = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "docvet").rglob("*.py"))
    assert "is Source." not in code
    assert "is not Source." not in code


QUIET = """
import os, sys
from pathlib import Path
from docvet.intake import collect
from docvet.limits import Limits
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
if __name__ == "__main__":
    with Readers(2, "counted", Limits(), PageCache(Path(sys.argv[2]))) as readers:
        readings = readers.read(collect(Path(sys.argv[1]), Limits()).files)
        assert all(reading.cached for reading in readings)
        assert not readers._workers
    print(sorted({"cv2", "numpy", "onnxruntime", "pypdfium2", "pebble"} & set(sys.modules)))
"""


def test_nothing_heavy_is_loaded_where_all_is_known(folder: Path, cache: PageCache, log: Path, tmp_path: Path) -> None:
    read(folder, cache)
    script = tmp_path / "quiet.py"
    script.write_text(QUIET)
    path = os.pathsep.join([str(log.parent), str(Path(__file__).parents[2])])
    done = subprocess.run(
        [sys.executable, script, folder, cache.folder], env={**os.environ, "PYTHONPATH": path},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stdout == "[]\n", done.stderr
