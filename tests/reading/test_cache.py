"""Pages that were read before are not read again; whatever is wrong with where they lie, reading goes on."""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from docvet.models import Box, Code, Effort, File, Line, Page, Pass, Picture, Reading, Seal, Source, Straightening
from docvet.reading import cache as caching
from docvet.reading.cache import DAYS, CacheProblem, PageCache
from docvet.reading.jobs import Opened

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
