"""What is asked of the page cache and put into it: files opened and pages read, by all that their reading depends on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from docvet.limits import Limits
from docvet.models import File, Page
from docvet.reading import fingerprint
from docvet.reading.cache import PageCache
from docvet.reading.engines import Engine
from docvet.reading.jobs import LookedInto, Opened, PageJob

_NO_FILE = File("", Path(), "", 0, "")
"""Stands for the file in an entry: its name and place are not part of what was read."""


class Remembered:
    """The page cache as readers with one engine use it; empty if the engine does not say what its readings depend on."""

    def __init__(self, cache: PageCache, engine: type[Engine]) -> None:
        self._cache = cache
        own = getattr(engine, "fingerprint", None)
        self._depends_on = fingerprint.of_reading(engine.name, str(own())) if own else None
        self._unchanged: dict[Path, tuple[int, int, int]] = {}

    def opened(self, file: File, limits: Limits) -> Opened | None:
        """The file as it was opened before."""
        if self._depends_on is None:
            return None
        entry = self._cache.get(file.sha256, self._opening(file, limits), Opened)
        if entry is None:
            return None
        pages = frozenset(page.number for page in entry.reading.pages)
        return replace(entry, reading=replace(entry.reading, file=file, cached=pages))

    def keep_opened(self, opened: Opened, limits: Limits) -> None:
        """For the next time, unless something kept a part of the file from being read."""
        file = opened.reading.file
        if self._depends_on is not None and not opened.reading.troubles and self._is_unchanged(file):
            bare = replace(opened, reading=replace(opened.reading, file=_NO_FILE))
            self._cache.put(file.sha256, self._opening(file, limits), bare)

    def looked_into(self, file: File) -> LookedInto | None:
        """What the file hides, as found before."""
        return None if self._depends_on is None else self._cache.get(file.sha256, self._looking(file), LookedInto)

    def keep_looked_into(self, file: File, looked: LookedInto) -> None:
        """For the next time."""
        if self._depends_on is not None and self._is_unchanged(file):
            self._cache.put(file.sha256, self._looking(file), looked)

    def page(self, job: PageJob) -> Page | None:
        """The page as the same job read it before."""
        return None if self._depends_on is None else self._cache.get(job.file.sha256, self._job(job), Page)

    def keep_page(self, job: PageJob, page: Page) -> None:
        """For the next time."""
        if self._depends_on is not None and self._is_unchanged(job.file):
            self._cache.put(job.file.sha256, self._job(job), page)

    def _opening(self, file: File, limits: Limits) -> str:
        return _hash("open", file.sha256, file.media_type, limits.cells, limits.pixels, self._depends_on)

    def _looking(self, file: File) -> str:
        return _hash("hidden", file.sha256, file.media_type, self._depends_on)

    def _job(self, job: PageJob) -> str:
        """Everything a job is, but for the file's name and place and for limits that end it in a trouble."""
        earlier = job.turned, job.straightening, job.size, job.print_height, job.row_height
        what = job.number, int(job.effort), job.places, earlier, job.limits.pixels
        return _hash("page", job.file.sha256, job.file.media_type, what, self._depends_on)

    def _is_unchanged(self, file: File) -> bool:
        """Whether the bytes that were read are those that were hashed: files are copied into folders while these are read."""
        try:
            about = file.absolute.stat()
            mark = about.st_mtime_ns, about.st_size, about.st_ino
            if self._unchanged.get(file.absolute) == mark:
                return True
            with file.absolute.open("rb") as stream:
                same = hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
        except OSError:
            return False
        if same:
            self._unchanged[file.absolute] = mark
        return same


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()
