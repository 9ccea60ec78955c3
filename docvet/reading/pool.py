"""Worker processes that read files: each bounded in time and memory, each replaced when it dies."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any

from docvet.errors import DocvetError
from docvet.limits import Limits
from docvet.models import Box, Effort, File, Page, Reading, Source, Trouble, TroubleKind
from docvet.reading import close_up, engines
from docvet.reading.processes import Failed, Task, WorkerProcess, run
from docvet.reading.worker import Opened, PageJob, open_file, read_page

OnProgress = Callable[[str, int, int], None]
"""Called with a path, the units of work done so far and their number (files to open, then pages to read)."""


class Readers:
    """A context in which files are read by up to ``jobs`` worker processes, started when first needed.

    Nothing a file does reaches the caller as an exception: what kept it from being read stands in its
    reading's troubles. Folders can be read one after the other in the same context, by one thread: that which reads first.

    Raises:
        UsageError: no such engine.
        EngineUnavailable: the engine cannot work here.
        RuntimeError: a second thread reads with them.
    """

    def __init__(self, jobs: int | None = None, engine: str = "rapidocr", limits: Limits | None = None) -> None:
        chosen = engines.find(engine)
        chosen.check()
        self.trusted_engines = frozenset({chosen.name} if getattr(chosen, "trusted", False) else ())
        """The engines of these readers on whose readings a rejection may rest."""
        self._engine = engine
        self.limits = limits or Limits.from_environment()
        self._thread: int | None = None
        self._workers = [WorkerProcess(self.limits.memory) for _ in range(max(1, jobs or os.cpu_count() or 1))]

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.join()

    def read(self, files: Sequence[File], progress: OnProgress | None = None) -> list[Reading]:
        """One reading a file, in the same order: text layers where they are good, else a first OCR pass."""
        self._keep_to_one_thread()
        clocks = {file.path: _Clock(self.limits.seconds) for file in files}
        opened = self._open(files, clocks, progress)
        readings = {file.path: each.reading for file, each in zip(files, opened, strict=True)}
        jobs: list[PageJob] = []
        left = self.limits.application_ocr_pages
        for file, each in zip(files, opened, strict=True):
            own = each.ocr_pages[: self.limits.ocr_pages]
            granted = own[:left]
            left -= len(granted)
            jobs += [PageJob(file, number, Effort.FIRST, self._engine, self.limits) for number in granted]
            readings[file.path] = _with_troubles(
                readings[file.path],
                _over("ocr_pages", each.ocr_pages[len(own) :]),
                _over("application_ocr_pages", own[len(granted) :]),
            )
        for path, outcomes in self._pages(jobs, clocks, progress).items():
            readings[path] = _with_pages(readings[path], outcomes)
        return [readings[file.path] for file in files]

    def look_again(
        self,
        wanted: Mapping[str, Mapping[int, Sequence[Box]]],
        readings: Sequence[Reading],
        progress: OnProgress | None = None,
    ) -> list[Reading]:
        """The readings, with a further pass added to the pages named by path and number.

        A page with places is read closely there, one without is read at full size. Pages that were not read
        at all, or with that effort already, stay as they are; so does a page whose further pass fails, which
        becomes a trouble.
        """
        self._keep_to_one_thread()
        jobs = [
            job
            for reading in readings
            for page in reading.pages
            if page.number in wanted.get(reading.file.path, {})
            and (job := self._another(reading.file, page, tuple(wanted[reading.file.path][page.number])))
        ]
        clocks = {job.file.path: _Clock(self.limits.seconds) for job in jobs}
        again = self._pages(jobs, clocks, progress)
        return [_with_pages(each, again.get(each.file.path, {})) for each in readings]

    def _keep_to_one_thread(self) -> None:
        """Two threads would take each other's processes and hear each other's answers."""
        here = threading.get_ident()
        if self._thread is None:
            self._thread = here
        if self._thread != here:
            raise RuntimeError("these Readers belong to another thread; give each thread Readers of its own")

    def _another(self, file: File, page: Page, places: tuple[Box, ...]) -> PageJob | None:
        effort = Effort.CLOSE if places else Effort.FULL
        if all(item.source is Source.TEXT_LAYER for item in page.passes):
            return PageJob(file, page.number, Effort.FULL, self._engine, self.limits)
        if any(item.effort is effort for item in page.passes):
            return None
        size = page.width, page.height
        return PageJob(
            file, page.number, effort, self._engine, self.limits, page.turned, page.straightening, size, places
        )

    def _open(self, files: Sequence[File], clocks: Mapping[str, _Clock], progress: OnProgress | None) -> list[Opened]:
        tasks = [
            Task(file.path, open_file, (file, self._engine, self.limits), clocks[file.path].left) for file in files
        ]
        opened: dict[str, Opened] = {}
        for done, (task, outcome) in enumerate(run(tasks, self._workers), 1):
            file: File = task.arguments[0]
            clocks[file.path].pause()
            trouble = _trouble(outcome)
            opened[file.path] = Opened(Reading(file, troubles=(trouble,)), ()) if trouble else outcome
            if progress:
                progress(file.path, done, len(files))
        return [opened[file.path] for file in files]

    def _pages(
        self, jobs: Sequence[PageJob], clocks: Mapping[str, _Clock], progress: OnProgress | None
    ) -> dict[str, dict[int, Page | Trouble]]:
        tasks = [Task(job.file.path, read_page, (job,), clocks[job.file.path].left) for job in jobs]
        outcomes: dict[str, dict[int, Page | Trouble]] = defaultdict(dict)
        for done, (task, outcome) in enumerate(run(tasks, self._workers), 1):
            job: PageJob = task.arguments[0]
            outcomes[job.file.path][job.number] = _trouble(outcome) or outcome
            if progress:
                progress(job.file.path, done, len(jobs))
        return outcomes


class _Clock:
    """The time a file has left; it runs from the first question until it is paused."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._started: float | None = None

    def left(self) -> float:
        if self._started is None:
            self._started = time.monotonic()
        return self._seconds - (time.monotonic() - self._started)

    def pause(self) -> None:
        self._seconds, self._started = self.left(), None


def _trouble(outcome: Any) -> Trouble | None:
    """What a task's failure means for its file; None if it did not fail.

    Raises:
        DocvetError: the failure is not the file's (the engine is gone).
    """
    if not isinstance(outcome, Failed):
        return None
    if isinstance(outcome.error, DocvetError):
        raise outcome.error
    return outcome.trouble


def _over(limit: str, numbers: tuple[int, ...]) -> tuple[Trouble, ...]:
    return (Trouble(TroubleKind.LIMIT, limit, numbers),) if numbers else ()


def _with_troubles(reading: Reading, *more: Iterable[Trouble]) -> Reading:
    return replace(reading, troubles=(*reading.troubles, *(trouble for some in more for trouble in some)))


def _with_pages(reading: Reading, outcomes: Mapping[int, Page | Trouble]) -> Reading:
    """The reading with new pages, with further passes of pages it had, and with one trouble a cause."""
    pages = {page.number: page for page in reading.pages}
    causes: dict[tuple[TroubleKind, str], list[int]] = defaultdict(list)
    for number, outcome in sorted(outcomes.items()):
        if isinstance(outcome, Trouble):
            causes[outcome.kind, outcome.detail].append(number)
        elif number in pages:
            pages[number] = _merged(pages[number], outcome)
        else:
            pages[number] = outcome
    troubles = [Trouble(kind, detail, tuple(numbers)) for (kind, detail), numbers in causes.items()]
    return replace(
        reading,
        pages=tuple(pages[number] for number in sorted(pages)),
        troubles=(*reading.troubles, *troubles),
    )


def _merged(before: Page, after: Page) -> Page:
    """The earlier page with the later passes, in rising effort; what a close look did not look at is as it was.

    What OCR made of a page takes the place of its text layer, of which it has kept what it saw itself.
    """
    if all(item.source is Source.TEXT_LAYER for item in before.passes):
        return after
    passes = sorted((*before.passes, *after.passes), key=lambda item: item.effort)
    whole = [item for item in passes if not item.places]
    seen = whole[-1].lines
    near = [replace(item, lines=close_up.laid_over(seen, item.near, item.places)) for item in passes if item.places]
    return replace(before, passes=(*whole, *near))
