"""Pages that were read before are not read again; whatever is wrong with where they lie, reading goes on."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reading_papers import TEXT, draw, write_pdf

from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Box, Code, Effort, File, Line, Page, Pass, Picture, Reading, Seal, Source, Straightening
from docvet.reading import cache as caching
from docvet.reading import engines, fingerprint, processes
from docvet.reading.cache import DAYS, CacheProblem, PageCache
from docvet.reading.jobs import Opened, PageJob
from docvet.reading.pool import Readers
from docvet.reading.remembered import Remembered

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

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX")


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(tmp_path / "cache")


def entries(cache: PageCache) -> list[Path]:
    return sorted(cache.folder.glob("pages/*/*.page"))


def test_a_page_comes_back_as_it_was(cache: PageCache) -> None:
    cache.put(ONE, KEY, PAGE)
    assert PageCache(cache.folder).get(ONE, KEY, Page) == PAGE
    assert cache.get(ONE, "b" * 64, Page) is None
    assert cache.get(TWO, KEY, Page) is None
    assert cache.problem is None


def test_a_file_comes_back_under_its_present_name(cache: PageCache, tmp_path: Path) -> None:
    file = File("执照.pdf", tmp_path / "执照.pdf", ONE, 3, "application/pdf")
    opened = Opened(Reading(file, (PAGE,), 2, signed=True, producer="样本"), (2,))
    cache.put(ONE, KEY, replace(opened, reading=replace(opened.reading, file=File("", Path(), "", 0, ""))))
    entry = cache.get(ONE, KEY, Opened)
    assert entry is not None
    assert replace(entry, reading=replace(entry.reading, file=file)) == opened


@pytest.mark.parametrize("harm", [lambda b: b[:-1], lambda b: b[:40] + b"\0" + b[41:], lambda _: b"", lambda b: b * 2])
def test_a_damaged_entry_is_not_there_and_is_written_anew(cache: PageCache, harm: object) -> None:
    cache.put(ONE, KEY, PAGE)
    (path,) = entries(cache)
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]
    assert cache.get(ONE, KEY, Page) is None
    assert entries(cache) == []
    cache.put(ONE, KEY, PAGE)
    assert cache.get(ONE, KEY, Page) == PAGE


def test_an_entry_of_another_shape_is_not_there(cache: PageCache) -> None:
    cache.put(ONE, KEY, {"number": "three"})
    assert cache.get(ONE, KEY, Page) is None


def test_entries_expire(cache: PageCache) -> None:
    cache.put(ONE, KEY, PAGE)
    (path,) = entries(cache)
    old = time.time() - (DAYS * 86_400 + 60)
    os.utime(path, (old, old))
    assert cache.get(ONE, KEY, Page) is None
    assert entries(cache) == []


def test_the_oldest_go_when_there_are_too_many(cache: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        cache.put(ONE, f"{number:064x}", PAGE)
        path = cache.folder / "pages" / ONE[:2] / f"{ONE}-{number:064x}.page"
        os.utime(path, (time.time() - 1000 + number,) * 2)
    leftover = cache.folder / "pages" / ONE[:2] / ".0.part"
    leftover.touch()
    os.utime(leftover, (0, 0))
    monkeypatch.setattr(caching, "MOST_BYTES", 5 * entries(cache)[0].stat().st_size)
    cache.tidy()
    assert [path.name[-6:-5] for path in entries(cache)] == ["6", "7", "8", "9"]
    assert not leftover.exists()


def test_a_cache_that_is_written_to_stays_within_its_bound(cache: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "MOST_BYTES", 20_000)
    for number in range(200):
        cache.put(ONE, f"{number:064x}", PAGE)
    assert cache.info().bytes < 22_500


def test_entries_of_single_files_are_forgotten(cache: PageCache) -> None:
    for number in range(3):
        cache.put(ONE, f"{number:064x}", PAGE)
    cache.put(TWO, KEY, PAGE)
    assert cache.forget([ONE, "f" * 64]) == 3
    assert cache.get(ONE, f"{0:064x}", Page) is None
    assert cache.get(TWO, KEY, Page) == PAGE
    with pytest.raises(ValueError, match="not a SHA-256"):
        cache.forget(["../" + "1" * 61])


def test_clearing_takes_docvets_own_files_only(cache: PageCache) -> None:
    cache.put(ONE, KEY, PAGE)
    (cache.folder / "pages" / "mine.txt").write_text("mine")
    assert cache.clear() == 1
    assert (cache.folder / "pages" / "mine.txt").exists()
    assert cache.info().entries == 0


@posix
def test_only_the_user_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    cache = PageCache(folder)
    cache.put(ONE, KEY, PAGE)
    (path,) = entries(cache)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {each.stat().st_mode & 0o777 for each in (folder, path.parent, path.parent.parent)} == {0o700}


def test_a_later_format_is_left_alone(cache: PageCache) -> None:
    cache.put(ONE, KEY, PAGE)
    (cache.folder / "format").write_text("2 of a later docvet\n")
    later = PageCache(cache.folder)
    later.put(TWO, KEY, PAGE)
    assert later.get(ONE, KEY, Page) is None
    assert later.problem is CacheProblem.LATER
    assert len(entries(cache)) == 1


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder away")
def test_what_belongs_to_another_user_is_not_trusted(cache: PageCache) -> None:
    cache.put(ONE, KEY, PAGE)
    os.chown(cache.folder, 65534, 65534)
    other = PageCache(cache.folder)
    assert other.get(ONE, KEY, Page) is None
    assert other.problem is CacheProblem.OTHER_USER


@posix
def test_a_read_only_cache_still_answers(unprivileged: Path) -> None:
    cache = PageCache(unprivileged / "cache")
    cache.put(ONE, KEY, PAGE)
    entries(cache)[0].parent.chmod(0o500)
    reader = PageCache(cache.folder)
    reader.put(ONE, "b" * 64, PAGE)
    reader.put(ONE, "c" * 64, PAGE)
    assert reader.problem is CacheProblem.UNWRITABLE
    assert reader.get(ONE, KEY, Page) == PAGE
    (unprivileged / "closed").mkdir()
    (unprivileged / "closed").chmod(0o500)
    nowhere = PageCache(unprivileged / "closed" / "cache")
    assert nowhere.get(ONE, KEY, Page) is None
    assert nowhere.problem is CacheProblem.UNWRITABLE


@posix
def test_a_full_disk_ends_writing_only(cache: PageCache) -> None:
    import resource

    cache.put(ONE, KEY, PAGE)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))
    try:
        cache.put(ONE, "b" * 64, PAGE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert cache.problem is CacheProblem.FULL
    assert cache.get(ONE, "b" * 64, Page) is None
    assert cache.get(ONE, KEY, Page) == PAGE
    assert list(cache.folder.glob("pages/*/.*.part")) == []


def _busy(folder: Path) -> None:
    cache = PageCache(folder)
    for number in range(300):
        key = f"{number % 7:064x}"
        cache.put(ONE, key, PAGE)
        if (page := cache.get(ONE, key, Page)) not in (PAGE, None):
            raise AssertionError(page)
        if number % 50 == 0:
            cache.forget([ONE])
    if cache.problem:
        raise AssertionError(cache.problem)


def test_several_processes_may_use_it_at_once(cache: PageCache) -> None:
    context = multiprocessing.get_context("spawn")
    busy = [context.Process(target=_busy, args=(cache.folder,)) for _ in range(3)]
    for process in busy:
        process.start()
    for process in busy:
        process.join(120)
    assert [process.exitcode for process in busy] == [0, 0, 0]


# --- readers with a cache -----------------------------------------------------------------------

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
    for _ in range(2):
        reading = read(folder, cache)[0]
        assert [trouble.kind.value for trouble in reading.troubles] == ["crashed"]
    assert log.read_text().count("333") == 2


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
