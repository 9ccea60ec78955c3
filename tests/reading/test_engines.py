"""Both engines on drawn pages, and the whole way from a file to its lines."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from docvet.errors import EngineUnavailable
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Effort, Line, Page, Reading, Source
from docvet.reading import engines, orientation
from docvet.reading.engines import Engine, tesseract
from docvet.reading.jobs import PageJob
from docvet.reading.processes import Budget, Failed, Task, WorkerProcess, run
from docvet.reading.worker import open_file, read_page
from tests.reading.reading_papers import TEXT, draw, write_pdf

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="the program tesseract is not installed")


@pytest.fixture(scope="module")
def rapid() -> Engine:
    return engines.find("rapidocr")()


def pages(folder: Path, *, effort: Effort = Effort.FIRST, engine: str = "rapidocr") -> tuple[Reading, list[Page]]:
    """The only file of the folder, read in this process."""
    (file,) = collect(folder, Limits()).files
    opened = open_file(file, engine, Limits())
    jobs = [PageJob(file, number, effort, engine, Limits()) for number in opened.ocr_pages]
    return opened.reading, [read_page(job) for job in jobs]


def texts(lines: tuple[Line, ...] | list[Line]) -> list[str]:
    return ["".join(line.text.split()) for line in lines]


@pytest.mark.parametrize("effort", list(Effort))
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_rapidocr_reads_grey_and_colour(rapid: Engine, effort: Effort, mode: str) -> None:
    lines = rapid.read(np.asarray(draw().convert(mode)), effort)
    assert texts(lines) == list(TEXT)
    assert {line.source for line in lines} == {"rapidocr"}
    assert min(line.confidence for line in lines) > 0.9
    left, top, right, bottom = lines[0].box
    assert left == pytest.approx(0.08, abs=0.02)
    assert top == pytest.approx(80 / 700, abs=0.03)
    assert bottom == pytest.approx(138 / 700, abs=0.03)
    assert right == pytest.approx((80 + 8 * 48) / 1000, abs=0.02)


def test_rapidocr_on_a_page_without_text(rapid: Engine) -> None:
    assert rapid.read(np.full((300, 400), 255, np.uint8), Effort.FIRST) == []


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (5000, 6000)])
def test_rapidocr_on_odd_sizes(rapid: Engine, size: tuple[int, int]) -> None:
    assert rapid.read(np.full(size, 255, np.uint8), Effort.FIRST) == []


@needs_tesseract
def test_tesseract_reads_with_boxes_and_keeps_columns_apart() -> None:
    engine = engines.find("tesseract")()
    page = np.asarray(draw(("样本贸易有限公司", "Sample Trading 2020")))
    lines = engine.read(page, Effort.FIRST)
    assert texts(lines) == ["样本贸易有限公司", "SampleTrading2020"]
    assert lines[0].source == "tesseract"
    assert lines[0].box[0] == pytest.approx(0.08, abs=0.02)
    assert 0.3 < lines[0].confidence <= 1


def test_tesseract_that_is_not_there_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    command = {"darwin": "brew", "win32": "winget"}.get(
        sys.platform, "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
    )
    with pytest.raises(EngineUnavailable, match=command):
        engines.find("tesseract").check()


@needs_tesseract
def test_tesseract_without_chinese_says_which_language_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(EngineUnavailable, match="chi_sim"):
        engines.find("tesseract").check()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_scan_is_turned_upright(tmp_path: Path, degrees: int) -> None:
    straight = draw((*TEXT, "经营范围：服装批发零售"), size=(900, 1200))
    straight.rotate(degrees, expand=True).save(tmp_path / "a.png")
    _, (page,) = pages(tmp_path)
    assert page.turned == degrees
    assert (page.width, page.height) == (900, 1200)
    assert texts(page.lines)[:4] == list(TEXT)


def test_an_upright_page_is_read_once() -> None:
    seen: list[tuple[int, ...]] = []

    def reader(image: engines.Pixels) -> list[Line]:
        seen.append(image.shape)
        return [Line("清楚的一行文字", (0.1, 0.1, 0.9, 0.15), 0.97, "rapidocr")]

    assert orientation.settle(np.full((200, 100), 255, np.uint8), reader)[0] == 0
    assert len(seen) == 1


def test_a_scanned_pdf_under_a_seal_is_read_through_the_red_channel(tmp_path: Path) -> None:
    scan = draw(size=(1654, 2339))
    stamped = np.asarray(scan).copy()
    rows, columns = np.ogrid[:2339, :1654]
    ring = (rows - 420) ** 2 + (columns - 300) ** 2
    stamped[(ring < 180**2) & (stamped.min(axis=2) > 128)] = (230, 40, 40)
    Image.fromarray(stamped).save(tmp_path / "a.pdf", resolution=200)
    reading, (page,) = pages(tmp_path)
    assert reading.page_count == 1
    assert texts(page.lines) == list(TEXT)
    assert page.picture is not None
    assert page.picture.coloured
    assert page.picture.dpi == pytest.approx(200, abs=1)


def test_red_print_is_read_too(tmp_path: Path) -> None:
    page = draw(size=(1000, 900))
    page.paste(draw(("证书编号：20240031",), (700, 200), ink="#c81e1e"), (0, 560))
    page.save(tmp_path / "a.png")
    _, (read,) = pages(tmp_path)
    assert texts(read.lines) == [*TEXT, "证书编号：20240031"]
    top, bottom = read.lines[-1].box[1] * 900, read.lines[-1].box[3] * 900
    assert top == pytest.approx(640, abs=15)
    assert bottom == pytest.approx(698, abs=15)


def test_red_print_that_leans_is_set_level_and_read(tmp_path: Path) -> None:
    page = draw(size=(1000, 1100))
    mark = draw(("仅供样本银行开户使用",), (760, 150), ink="#ff2828")
    page.paste(mark.rotate(25, expand=True, fillcolor="white"), (60, 560))
    page.save(tmp_path / "a.png")
    _, (read,) = pages(tmp_path)
    assert texts(read.lines) == [*TEXT, "仅供样本银行开户使用"]


def test_a_mixed_page_has_exact_text_where_the_pixels_confirm_it(tmp_path: Path) -> None:
    write_pdf(
        tmp_path / "a.pdf", [[("统一社会信用代码 91350211M0001", 60, 780)]], picture=(draw(), (100, 200, 400, 280))
    )
    _, (page,) = pages(tmp_path)
    by_text = {line.text.replace(" ", ""): line.source for line in page.lines}
    assert by_text["统一社会信用代码91350211M0001"] == Source.TEXT_LAYER
    assert by_text[TEXT[0]] == "rapidocr"


def test_an_empty_page_has_no_lines_and_wakes_no_engine(tmp_path: Path) -> None:
    Image.new("RGB", (800, 600), "white").save(tmp_path / "a.png")
    _, (page,) = pages(tmp_path)
    assert page.lines == ()
    assert page.turned == 0
    assert page.picture is not None
    assert not page.picture.coloured


LASTS = ["/bin/sleep", "86.42"]
"""A program that is known by its argument."""


def killed_while_a_program_runs() -> None:
    """Run in the worker: the system ends it, which nothing in it can notice."""
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGKILL)).start()
    tesseract._answer(LASTS, b"")


def of_that_program() -> list[psutil.Process]:
    return [each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == LASTS]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there does the system see to it")
def test_what_the_engine_has_started_ends_with_a_worker_that_the_system_ends() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]], programs=True)
    seen: list[int] = []
    watch = threading.Timer(0.0, lambda: seen.extend(_first_of_them()))
    watch.start()
    ((_, outcome),) = run([Task("a", killed_while_a_program_runs, (), Budget(60.0, 300.0))], [worker])
    worker.stop()
    worker.join()
    watch.join()
    assert isinstance(outcome, Failed)
    assert seen, "the program never ran"
    until = time.monotonic() + 5
    while of_that_program() and time.monotonic() < until:
        time.sleep(0.05)
    assert of_that_program() == []


def _first_of_them() -> list[int]:
    until = time.monotonic() + 60
    while not (found := of_that_program()) and time.monotonic() < until:
        time.sleep(0.05)
    return [each.pid for each in found]
