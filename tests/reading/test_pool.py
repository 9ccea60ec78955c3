"""Real worker processes, with engines that crash, hang, eat memory or return garbage.

The bad engines are a plugin: a module and an entry point in a folder on the import path, as another
package would bring them. What they do is told by the width of the picture that they get.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image

from docvet.errors import EngineUnavailable, UsageError
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Effort, File, Reading, Source
from docvet.reading import engines
from docvet.reading.jobs import PageJob
from docvet.reading.pool import Readers
from docvet.reading.worker import read_page
from tests.reading.reading_papers import TEXT, draw, write_pdf

FileOf = Callable[[Path], File]
LETTER = [(text, 60.0, 750.0 - 40 * row) for row, text in enumerate(TEXT)]
GOOD, EXIT, SEGFAULT, HANG, EAT, GARBAGE, RAISE, NAP, TOIL = 300, 310, 320, 330, 340, 350, 360, 370, 380
PLUGIN = f"""
import ctypes, os, time
from docvet.errors import EngineUnavailable
from docvet.models import Line

class Engine:
    name = "bad"

    @classmethod
    def check(cls):
        pass

    def read(self, image, effort):
        width = image.shape[1]
        if width == {EXIT}:
            os._exit(3)
        if width == {SEGFAULT}:
            ctypes.string_at(0)
        if width == {HANG}:
            time.sleep(600)
        if width == {NAP}:
            time.sleep(4)
        if width == {TOIL}:
            while True:
                pass
        if width == {EAT}:
            hoard = []
            while True:
                hoard.append(bytearray(os.urandom(1_000_000)) * 20)
        if width == {GARBAGE}:
            return [Line("x", (float("nan"), 0, 0, 0), 1.0, "bad")]
        if width == {RAISE}:
            raise KeyError("inside the engine")
        return [Line("page read well", (-0.5, 0.1, 1.5, 0.2), 2.0, "bad")]

    def read_row(self, image):
        return None

class Missing(Engine):
    @classmethod
    def check(cls):
        raise EngineUnavailable("the engine is gone: install it")
"""


@pytest.fixture
def plugin(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("plugin")
    (folder / "docvet_bad_engine.py").write_text(PLUGIN)
    info = folder / "docvet_bad_engine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: docvet-bad-engine\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[docvet.engines]\nbad = docvet_bad_engine:Engine\ngone = docvet_bad_engine:Missing\n"
    )
    monkeypatch.syspath_prepend(str(folder))
    yield
    sys.modules.pop("docvet_bad_engine", None)


def picture(folder: Path, name: str, width: int, height: int = 200) -> Path:
    draw(("样本",), (width, height)).save(folder / name)
    return folder / name


def read(folder: Path, limits: Limits, jobs: int = 1) -> dict[str, Reading]:
    files = collect(folder, limits).files
    with Readers(jobs, "bad", limits) as readers:
        readings = readers.read(files)
    assert [reading.file for reading in readings] == list(files)
    return {reading.file.path: reading for reading in readings}


def troubles(reading: Reading) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(trouble.kind.value, trouble.detail, trouble.pages) for trouble in reading.troubles]


@pytest.mark.parametrize("size", [(1, 20_000), (20_000, 1), (1, 1), (3, 900)])
def test_a_strip_without_room_for_text_is_an_empty_page(size: tuple[int, int], tmp_path: Path) -> None:
    Image.effect_noise(size, 90).save(tmp_path / "strip.png")
    (file,) = collect(tmp_path, Limits()).files
    page = read_page(PageJob(file, 1, Effort.FIRST, "rapidocr", Limits()))
    assert page.lines == ()
    # A longer one is made shorter first: white room beside all of it would take a hundred times its memory.
    assert min(size[0], 12_000) <= page.width <= 12_000
    assert min(size[1], 12_000) <= page.height <= 12_000


@pytest.mark.usefixtures("plugin")
def test_a_bad_file_costs_itself_a_trouble_and_nothing_else(tmp_path: Path) -> None:
    for name, width in [("b", EXIT), ("d", SEGFAULT), ("f", GARBAGE), ("h", RAISE)]:
        picture(tmp_path, f"{name}.png", width)
    for name in "aceg":
        picture(tmp_path, f"{name}.png", GOOD)
    found = read(tmp_path, Limits())
    assert troubles(found["b.png"]) == [("crashed", "ProcessExpired", (1,))]
    assert troubles(found["d.png"]) == [("crashed", "ProcessExpired", (1,))]
    assert troubles(found["f.png"]) == [("crashed", "ValueError", (1,))]
    assert troubles(found["h.png"]) == [("crashed", "KeyError", (1,))]
    for name in "aceg":
        assert troubles(found[f"{name}.png"]) == []
        (line,) = found[f"{name}.png"].pages[0].lines
        assert line.text == "page read well"
        assert line.box == (0.0, 0.1, 1.0, 0.2)
        assert line.confidence == 1.0


@pytest.mark.usefixtures("plugin")
def test_a_hang_ends_at_the_time_limit_and_keeps_what_was_read(tmp_path: Path) -> None:
    pages = [draw(("样本",), (width, 200)) for width in (GOOD, HANG, GOOD)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    picture(tmp_path, "b.png", GOOD)
    started = time.monotonic()
    found = read(tmp_path, Limits(seconds=6, page_seconds=1, clock=1))
    assert time.monotonic() - started < 25
    assert troubles(found["a.tif"]) == [("limit", "time", (2, 3))]
    assert [page.number for page in found["a.tif"].pages] == [1]
    assert len(found["b.png"].pages) == 1


@pytest.mark.usefixtures("plugin")
def test_work_is_limited_by_its_own_time_and_not_by_what_else_the_machine_does(tmp_path: Path) -> None:
    picture(tmp_path, "a.png", TOIL)
    picture(tmp_path, "b.png", NAP)
    picture(tmp_path, "c.png", GOOD)
    readings = read(tmp_path, Limits(seconds=2, page_seconds=1, clock=40))
    assert troubles(readings["a.png"]) == [("limit", "time", (1,))]
    assert [len(readings[name].pages) for name in ("b.png", "c.png")] == [1, 1]


@pytest.mark.usefixtures("plugin")
@pytest.mark.skipif(sys.platform == "win32", reason="the address-space limit needs POSIX")
def test_memory_is_limited(tmp_path: Path) -> None:
    picture(tmp_path, "a.png", EAT)
    picture(tmp_path, "b.png", GOOD)
    found = read(tmp_path, Limits(memory=600_000_000))
    assert troubles(found["a.png"]) == [("limit", "memory", (1,))]
    assert len(found["b.png"].pages) == 1


@pytest.mark.usefixtures("plugin")
def test_ocr_pages_are_limited_by_file_and_by_application(tmp_path: Path) -> None:
    pages = [draw(("样本",), (GOOD, 200)) for _ in range(4)]
    for name in ("a.tif", "b.tif"):
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
    found = read(tmp_path, Limits(ocr_pages=3, application_ocr_pages=5))
    assert troubles(found["a.tif"]) == [("limit", "ocr_pages", (4,))]
    assert troubles(found["b.tif"]) == [("limit", "ocr_pages", (4,)), ("limit", "application_ocr_pages", (3,))]
    assert [page.number for page in found["b.tif"].pages] == [1, 2]


@pytest.mark.usefixtures("plugin")
def test_digital_pages_never_meet_the_engine_and_count_towards_no_limit(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", [LETTER] * 5)
    (reading,) = read(tmp_path, Limits(ocr_pages=1, application_ocr_pages=1)).values()
    assert troubles(reading) == []
    assert {page.passes[0].source for page in reading.pages} == {Source.TEXT_LAYER}
    assert len(reading.pages) == reading.page_count == 5


@pytest.mark.usefixtures("plugin")
def test_files_with_troubles_and_tables_are_passed_through(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "goods.csv").write_text("货号,品名\nA1,上衣\n", encoding="utf-8")
    found = read(tmp_path, Limits())
    assert troubles(found["empty.pdf"]) == [("empty", "", ())]
    assert troubles(found["goods.csv"]) == []


@pytest.mark.usefixtures("plugin")
def test_looking_again_adds_a_pass_to_the_pages_named(tmp_path: Path) -> None:
    pages = [draw(("样本",), (GOOD, 200)) for _ in range(2)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    write_pdf(tmp_path / "b.pdf", [LETTER])
    files = collect(tmp_path, Limits()).files
    with Readers(1, "bad", Limits()) as readers:
        first = readers.read(files)
        again = readers.look_again({"a.tif": {2: (), 99: ()}, "b.pdf": {1: ()}, "none.pdf": {1: ()}}, first)
        once_more = readers.look_again({"a.tif": {2: ()}}, again)
    assert [[step.effort for step in page.passes] for page in again[0].pages] == [
        [Effort.FIRST],
        [Effort.FIRST, Effort.FULL],
    ]
    assert again[0].pages[1].passes[0] == first[0].pages[1].passes[0]
    assert [step.source for step in first[1].pages[0].passes] == [Source.TEXT_LAYER]
    assert [step.source for step in again[1].pages[0].passes] == ["bad"]  # what OCR sees takes the place of the layer
    assert once_more == again


@pytest.mark.usefixtures("plugin")
def test_progress_counts_files_and_then_pages(tmp_path: Path) -> None:
    picture(tmp_path, "a.png", GOOD)
    picture(tmp_path, "b.png", GOOD)
    seen: list[tuple[str, int, int]] = []
    with Readers(2, "bad", Limits()) as readers:
        readers.read(collect(tmp_path, Limits()).files, lambda *step: seen.append(step))
    assert [(done, total) for _, done, total in seen] == [(1, 2), (2, 2), (1, 2), (2, 2)]
    assert {path for path, _, _ in seen} == {"a.png", "b.png"}


@pytest.mark.usefixtures("plugin")
def test_an_engine_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(EngineUnavailable, match="install it"):
        Readers(1, "gone", Limits())
    with pytest.raises(UsageError, match="rapidocr, tesseract"):
        Readers(1, "magic", Limits())
    assert {"rapidocr", "tesseract"} <= set(engines.names())


SCAN = """
import sys
from pathlib import Path
from docvet.intake import collect
from docvet.limits import Limits
from docvet.reading.pool import Readers
if __name__ == "__main__":
    with Readers(2, "bad", Limits()) as readers:
        readers.read(collect(Path(sys.argv[1]), Limits()).files, lambda *step: print(*step, flush=True))
"""


def hanging_scan(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[psutil.Popen, list[psutil.Process]]:
    """A process whose two workers hang in the engine, and those workers."""
    picture(folder, "a.png", HANG)
    picture(folder, "b.png", HANG)
    script = tmp_path_factory.mktemp("script") / "scan.py"
    script.write_text(SCAN)
    search = os.pathsep.join([*sys.path, str(Path(__file__).parents[2])])
    parent = psutil.Popen(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": search},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    for _ in range(2):
        assert parent.stdout.readline()
    deadline = time.monotonic() + 20
    while len(workers := parent.children()) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1.0)
    return parent, workers


@pytest.mark.usefixtures("plugin")
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killing_the_parent_leaves_no_worker(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    parent, workers = hanging_scan(tmp_path, tmp_path_factory)
    parent.kill()
    parent.wait(10)
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert len(workers) >= 2
    assert alive == []


@pytest.mark.usefixtures("plugin")
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_leaves_no_worker(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    parent, workers = hanging_scan(tmp_path, tmp_path_factory)
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.wait(20) != 0
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert len(workers) >= 2
    assert alive == []
