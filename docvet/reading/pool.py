"""Files read by worker processes, or known from an earlier reading; a file that breaks its worker costs only itself."""

from __future__ import annotations

import os
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from docvet.errors import DocvetError
from docvet.limits import Limits
from docvet.models import Box, Effort, File, Page, Reading, Source, Trouble, TroubleKind
from docvet.reading import engines, hidden, passes
from docvet.reading.cache import PageCache
from docvet.reading.jobs import Opened, PageJob
from docvet.reading.remembered import Remembered

if TYPE_CHECKING:
    from docvet.reading.processes import Budget, Task, WorkerProcess

OnProgress = Callable[[str, int, int], None]
"""Called with a path, the units of work done so far and their number (files to open, then pages to read)."""
_Outcomes = dict[str, dict[int, Page | Trouble]]
_Budgets = dict[str, "Budget"]


class Readers:
    """A context in which files are read by up to ``jobs`` worker processes.

    Nothing a file does reaches the caller as an exception: what kept it from being read stands in its
    reading's troubles. Folders can be read one after the other in the same context, by one thread: that which reads first.
    What lies in ``cache`` is not read again: processes start, and what reads is loaded, when first needed.

    Raises:
        UsageError: no such engine.
        EngineUnavailable: the engine cannot work here.
        RuntimeError: a second thread reads with them.
    """

    def __init__(
        self,
        jobs: int | None = None,
        engine: str = "rapidocr",
        limits: Limits | None = None,
        cache: PageCache | None = None,
    ) -> None:
        chosen = engines.find(engine)
        chosen.check()
        self.trusted_engines = frozenset({chosen.name} if getattr(chosen, "trusted", False) else ())
        """The engines of these readers on whose readings a rejection may rest."""
        self._engine = engine
        self._programs: bool = getattr(chosen, "programs", False)
        self.limits = limits or Limits.from_environment()
        self.cache = cache
        self._remembered = Remembered(cache, chosen) if cache else None
        self._thread: int | None = None
        self.jobs = max(1, jobs or os.cpu_count() or 1)
        """How many processes may read at once; as many as memory allows once the first has started."""
        self._workers: list[WorkerProcess] = []

    @property
    def spare(self) -> WorkerProcess:
        """One of the processes, warm, for what else is to be done with a file between two readings."""
        return self._started()[0]

    def warm_up(self) -> None:
        """Start the processes now and have them load what reads, while the caller does something else."""
        for process in self._started():
            process.warm_up()

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
        budgets: _Budgets = {}
        opened = self._open(files, budgets, progress)
        readings = self._looked_into({path: each.reading for path, each in opened.items()})
        jobs: list[PageJob] = []
        left = self.limits.application_ocr_pages
        for file in files:
            pages = opened[file.path].ocr_pages
            own = pages[: self.limits.ocr_pages]
            granted = own[:left]
            left -= len(granted)
            jobs += [PageJob(file, number, Effort.FIRST, self._engine, self.limits) for number in granted]
            readings[file.path] = _with_troubles(
                readings[file.path],
                _over("ocr_pages", pages[len(own) :]),
                _over("application_ocr_pages", own[len(granted) :]),
            )
        return self._with_pages([readings[file.path] for file in files], jobs, budgets, progress)

    def look_again(
        self,
        wanted: Mapping[str, Mapping[int, Sequence[Box]]],
        readings: Sequence[Reading],
        progress: OnProgress | None = None,
    ) -> list[Reading]:
        """The readings, with a further pass added to the pages named by path and number.

        A page with places is read closely there, one without is read at full size. Pages that were not read
        at all, or with that effort there already, stay as they are; so does a page whose further pass fails, which
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
        return self._with_pages(readings, jobs, {}, progress)

    def _keep_to_one_thread(self) -> None:
        """Two threads would take each other's processes and hear each other's answers."""
        here = threading.get_ident()
        if self._thread is None:
            self._thread = here
        if self._thread != here:
            raise RuntimeError("these Readers belong to another thread; give each thread Readers of its own")

    def _another(self, file: File, page: Page, places: tuple[Box, ...]) -> PageJob | None:
        effort = Effort.CLOSE if places else Effort.FULL
        if all(item.source == Source.TEXT_LAYER for item in page.passes):
            return PageJob(file, page.number, Effort.FULL, self._engine, self.limits)
        if any(item.effort is effort and set(places) <= set(item.places) for item in page.passes):
            return None
        size = page.width, page.height
        return PageJob(
            file, page.number, effort, self._engine, self.limits, page.turned, page.straightening, size, places,
            print_height=passes.line_height(page, places), row_height=passes.row_height(page, places),
        )  # fmt: skip

    def _open(self, files: Sequence[File], budgets: _Budgets, progress: OnProgress | None) -> dict[str, Opened]:
        """Each file by its path; what is known, and what intake found no way into, needs no worker."""
        opened: dict[str, Opened] = {}
        new: list[File] = []

        def take(each: Opened) -> None:
            opened[each.reading.file.path] = each
            if progress:
                progress(each.reading.file.path, len(opened), len(files))

        for file in files:
            if file.troubles:
                take(Opened(Reading(file, troubles=file.troubles), ()))
            elif self._remembered and (known := self._remembered.opened(file, self.limits)):
                take(known)
            else:
                new.append(file)
        for task, outcome in self._worked(
            "open_file", [(f.path, (f, self._engine, self.limits)) for f in new], budgets
        ):
            file = task.arguments[0]
            task.budget.pause()
            trouble = _trouble(outcome)
            if self._remembered and not trouble:
                self._remembered.keep_opened(outcome, self.limits)
            take(Opened(Reading(file, troubles=(trouble,)), ()) if trouble else outcome)
        return opened

    def _looked_into(self, readings: dict[str, Reading]) -> dict[str, Reading]:
        """The readings with what their files hold and do not show; a file that breaks the search costs only that."""
        new = []
        for path, reading in readings.items():
            if not hidden.concerns(reading):
                continue
            if self._remembered and (known := self._remembered.looked_into(reading.file)):
                readings[path] = hidden.added(reading, known)
            else:
                new.append((path, (reading.file,)))
        budgets = {path: self._for_structure() for path, _ in new}
        for task, outcome in self._worked("look_into", new, budgets):
            reading = readings[task.owner]
            if _trouble(outcome):
                outcome = Trouble(TroubleKind.LIMIT, "structure")
            elif self._remembered:
                self._remembered.keep_looked_into(reading.file, outcome)
            readings[task.owner] = hidden.added(reading, outcome)
        return readings

    def _for_structure(self) -> Budget:
        from docvet.reading.processes import Budget

        seconds = self.limits.structure_seconds
        return Budget(float(seconds), float(seconds * self.limits.clock))

    def _with_pages(
        self,
        readings: Sequence[Reading],
        jobs: Sequence[PageJob],
        budgets: _Budgets,
        progress: OnProgress | None,
    ) -> list[Reading]:
        """The readings with what these jobs give; a page stays :attr:`Reading.cached` while nothing of it is read anew."""
        known: _Outcomes = defaultdict(dict)
        fresh: _Outcomes = defaultdict(dict)
        new: list[PageJob] = []
        done = 0

        def count(job: PageJob) -> None:
            nonlocal done
            done += 1
            if progress:
                progress(job.file.path, done, len(jobs))

        for job in jobs:
            if self._remembered and (page := self._remembered.page(job)):
                known[job.file.path][job.number] = page
                count(job)
            else:
                new.append(job)
        for task, outcome in self._worked("read_page", [(job.file.path, (job,)) for job in new], budgets):
            job = task.arguments[0]
            trouble = _trouble(outcome)
            if self._remembered and not trouble:
                self._remembered.keep_page(job, outcome)
            fresh[job.file.path][job.number] = trouble or outcome
            count(job)
        return [_completed(each, known[each.file.path], fresh[each.file.path]) for each in readings]

    def _worked(
        self, function: str, work: Sequence[tuple[str, tuple[Any, ...]]], budgets: _Budgets
    ) -> Iterator[tuple[Task, Any]]:
        """Tasks of :mod:`docvet.reading.worker` with their outcomes as they end; each is a file's path and arguments."""
        if not work:
            return
        from docvet.reading import processes, worker

        workers = self._started()
        for path, arguments in work:
            if path not in budgets:
                budgets[path] = processes.Budget.of(self.limits)
            if isinstance(arguments[0], PageJob):
                budgets[path].grant(self.limits, pages=1)
        pages = Counter(path for path, _ in work)
        # The longest first, so that none of them begins when the others have ended; pages of a file stay in order.
        work = sorted(work, key=lambda item: -_file(item[1][0]).bytes / pages[item[0]])
        tasks = [
            processes.Task(path, getattr(worker, function), arguments, budgets[path], (_file(arguments[0]).absolute,))
            for path, arguments in work
        ]
        yield from processes.run(tasks, workers)

    def _started(self) -> list[WorkerProcess]:
        """The processes, made when they are first needed: what is in the cache needs none."""
        if not self._workers:
            from docvet.reading import processes

            self.jobs = processes.affordable(self.jobs)
            self._workers = [
                processes.WorkerProcess(self.limits.memory, engines.reads(self._engine), programs=self._programs)
                for _ in range(self.jobs)
            ]
        return self._workers


def _file(work: File | PageJob) -> File:
    return work.file if isinstance(work, PageJob) else work


def _trouble(outcome: Any) -> Trouble | None:
    """What a task's failure means for its file; None if it did not fail.

    Raises:
        DocvetError: the failure is not the file's (the engine is gone).
    """
    from docvet.reading.processes import Failed

    if not isinstance(outcome, Failed):
        return None
    if isinstance(outcome.error, DocvetError):
        raise outcome.error
    return outcome.trouble


def _over(limit: str, numbers: tuple[int, ...]) -> tuple[Trouble, ...]:
    return (Trouble(TroubleKind.LIMIT, limit, numbers),) if numbers else ()


def _with_troubles(reading: Reading, *more: Iterable[Trouble]) -> Reading:
    return replace(reading, troubles=(*reading.troubles, *(trouble for some in more for trouble in some)))


def _completed(reading: Reading, known: Mapping[int, Page | Trouble], fresh: Mapping[int, Page | Trouble]) -> Reading:
    """The reading with new pages, with further passes of pages it had, and with one trouble a cause."""
    pages = {page.number: page for page in reading.pages}
    cached = (reading.cached | (known.keys() - pages.keys())) - fresh.keys()
    causes: dict[tuple[TroubleKind, str], list[int]] = defaultdict(list)
    for number, outcome in sorted([*known.items(), *fresh.items()], key=lambda item: item[0]):
        if isinstance(outcome, Trouble):
            causes[outcome.kind, outcome.detail].append(number)
        elif number in pages:
            pages[number] = passes.merged(pages[number], outcome)
        else:
            pages[number] = outcome
    troubles = [Trouble(kind, detail, tuple(numbers)) for (kind, detail), numbers in causes.items()]
    return replace(
        reading,
        pages=tuple(pages[number] for number in sorted(pages)),
        troubles=(*reading.troubles, *troubles),
        cached=frozenset(cached),
    )
