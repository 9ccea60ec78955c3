"""Tasks run in worker processes, each started when first needed and replaced when it dies."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as Timeout
from dataclasses import dataclass
from functools import partial
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import psutil
from pebble import ProcessExpired

from docvet.limits import Limits
from docvet.models import Trouble, TroubleKind
from docvet.reading import answers, guard, received
from docvet.reading.image_file import Unreadable

MEMORY = 900_000_000
"""Bytes that a process takes at most on ordinary pages (the limit, which ends it, is higher)."""
_CGROUP = Path("/sys/fs/cgroup")
_GRACE = 20.0
"""Seconds after its time limit at which a task is given up even if its pool has not noticed."""
_RENEWED_AFTER = 64
"""Tasks after which a process is replaced: the engine's arena only ever grows, by the oddest pages it met."""
_WARMING = 120.0
"""Seconds that a process may take to load what reads."""
_OUT_OF_TIME = Trouble(TroubleKind.LIMIT, "time")


class Budget:
    """The time that some work, perhaps in several tasks, has left: CPU seconds and, from its first task on, seconds on the clock.

    Both end a task; the clock ends what waits or hangs, and stands still between :meth:`pause` and the next task.
    """

    def __init__(self, cpu: float, clock: float) -> None:
        self.cpu, self._clock = cpu, clock
        self._running_since: float | None = None

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """What these limits allow for a file of which no page is read by OCR."""
        return cls(float(limits.seconds), float(limits.seconds * limits.clock))

    def grant(self, limits: Limits, *, pages: int) -> None:
        """Add what these limits allow for pages that are read by OCR."""
        self.cpu += limits.page_seconds * pages
        self._clock += limits.page_seconds * limits.clock * pages

    def clock(self) -> float:
        """Seconds left on the clock."""
        return self._clock if self._running_since is None else self._clock - (time.monotonic() - self._running_since)

    def run(self) -> None:
        """Let the clock run."""
        if self._running_since is None:
            self._running_since = time.monotonic()

    def pause(self) -> None:
        """Let the clock stand still."""
        self._clock, self._running_since = self.clock(), None


@dataclass(frozen=True, slots=True)
class Task:
    """A function to be called in a worker process; it and its arguments are pickled."""

    owner: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    budget: Budget
    """Time left when the task is about to start; without any it does not."""
    files: tuple[Path, ...] = ()
    """The only ones of anybody's that the function can open, by :func:`docvet.reading.received.opened`."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a task has no result."""

    trouble: Trouble
    error: BaseException | None = None


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes and threads that start in here never see Ctrl-C, not even while they load: their parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # it lets the signal through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerProcess:
    """One worker process, started when first needed: a pool of one, so that what happens in it stays in it."""

    def __init__(self, memory: int, reads: Sequence[Path] = (), *, programs: bool = False) -> None:
        self._memory, self._reads, self._programs = memory, tuple(reads), programs
        self._pool: answers.Pool | None = None
        self._tasks = self._of_files = 0
        """Tasks of the present pool since its process last died, and of the present process those with a file."""
        self._outlet: received.Outlet | None = None

    @property
    def is_fresh(self) -> bool:
        """Its process has had one file's task at most: what fails in it fails by itself."""
        return self._of_files <= 1

    def warm_up(self) -> None:
        """Start the process, if there is none, and let it load what most tasks need."""
        if self._pool is None:
            self.submit(Task("", _loaded, (), Budget(_WARMING, _WARMING)))
            self._of_files = 0

    def submit(self, task: Task) -> Future[Any]:
        """Start the task, and the process if there is none."""
        if self._pool is None or not self._pool.active:
            self.stop()
            self.join()
            self._tasks = 0
            self._outlet = received.Outlet() if received.POSSIBLE else None
            self._pool = answers.Pool(
                max_workers=1,
                max_tasks=_RENEWED_AFTER,
                context=multiprocessing.get_context("spawn"),
                initializer=partial(guard.start, programs=self._programs),
                initargs=(self._memory, self._outlet and self._outlet.there, self._reads),
            )
        files = tuple(dict.fromkeys(task.files))
        ticket = self._outlet.send(files) if self._outlet else 0
        work = task.function, task.arguments, task.budget.cpu, ticket, files
        self._of_files = 1 if self._tasks % _RENEWED_AFTER == 0 else self._of_files + 1
        self._tasks += 1
        with _deaf_to_interrupts():
            future: Future[Any] = self._pool.schedule(_sealed, args=work, timeout=task.budget.clock())
        return future

    def died(self) -> None:
        """Its process has ended before its time: the next task starts the count of another one."""
        self._tasks = 0

    def stop(self) -> None:
        """Tell the process to end, whatever it does; :meth:`join` waits for it."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]

    def join(self) -> None:
        """Wait until the process is gone; the worker can be used again."""
        if self._pool is not None:
            self._pool.join()
            self._pool = None
        self._close_outlet()

    def _close_outlet(self) -> None:
        if self._outlet is not None:
            self._outlet.close()
            self._outlet = None


def affordable(jobs: int) -> int:
    """As many of these processes as the free memory allows, at least one."""
    free = psutil.virtual_memory().available
    with contextlib.suppress(OSError, ValueError):  # a container's own limit, where there is one
        bound, used = ((_CGROUP / name).read_text() for name in ("memory.max", "memory.current"))
        free = min(free, int(bound) - int(used))
    return max(1, min(jobs, free // MEMORY))


def run(tasks: Sequence[Task], workers: Sequence[WorkerProcess]) -> Iterator[tuple[Task, Any]]:
    """Each task with its result or :class:`Failed`, as they end; no more processes than tasks are started.

    What failed in a process that earlier tasks had filled is tried once more in a new one.
    """
    waiting = deque(tasks)
    free = list(reversed(workers))
    busy: dict[Future[Any], tuple[Task, WorkerProcess, float]] = {}
    repeated: set[int] = set()
    while waiting or busy:
        while waiting and free:
            task = waiting.popleft()
            task.budget.run()
            if min(task.budget.cpu, task.budget.clock()) <= 0:
                yield task, Failed(_OUT_OF_TIME)
                continue
            worker = free.pop()
            deadline = time.monotonic() + task.budget.clock() + _GRACE
            busy[worker.submit(task)] = task, worker, deadline
        ended, _ = wait(busy, timeout=1.0, return_when=FIRST_COMPLETED)
        late = [
            future for future, (_, _, deadline) in busy.items() if future not in ended and time.monotonic() > deadline
        ]
        for future in (*ended, *late):
            task, worker, _ = busy.pop(future)
            outcome = _outcome(future, task.budget) if future in ended else Failed(_OUT_OF_TIME)
            again = _may_be_anothers(outcome) and not worker.is_fresh and id(task) not in repeated
            if future in late or again:
                worker.stop()
                worker.join()
            elif isinstance(future.exception(), (Timeout, ProcessExpired)):
                worker.died()
            free.append(worker)
            if again:
                repeated.add(id(task))
                waiting.appendleft(task)
                continue
            yield task, outcome


def _may_be_anothers(outcome: Any) -> bool:
    """Whether what an earlier task left in the process may have made this one fail: memory, or a broken engine."""
    if not isinstance(outcome, Failed):
        return False
    trouble = outcome.trouble
    return trouble.kind is TroubleKind.CRASHED or (trouble.kind is TroubleKind.LIMIT and trouble.detail == "memory")


def _loaded() -> None:
    import docvet.reading.worker  # noqa: F401 - what most tasks need


def _sealed(
    function: Callable[..., Any], arguments: tuple[Any, ...], cpu: float, ticket: int, files: Sequence[Path]
) -> bytes:
    """Run in the worker: the result or what was raised, and the CPU time that it took, as bytes.

    What cannot be unpickled would silence the thread that listens to the worker; bytes always arrive.
    """
    began = guard.METER.now()
    guard.METER.grant(cpu)
    try:
        received.INLET.take(ticket, files)
        return pickle.dumps((function(*arguments), None, guard.METER.now() - began))
    except Exception as error:  # whatever a stranger's file made the code inside raise
        spent = guard.METER.now() - began
        try:
            sealed = pickle.dumps((None, answers.told(error), spent))
            answers.loads(sealed)
        except Exception:  # an exception that does not survive the way
            return pickle.dumps((None, answers.RaisedElsewhere(type(error).__name__), spent))
        return sealed
    finally:
        guard.METER.release()
        received.INLET.release()


def _outcome(future: Future[Any], budget: Budget) -> Any:
    try:
        result, error, spent = answers.loads(future.result())
        budget.cpu -= spent
        if error is not None:
            raise error
        return result
    except Timeout:
        return Failed(_OUT_OF_TIME)
    except Exception as error:  # whatever a stranger's file made the code inside raise
        if isinstance(error, ProcessExpired) and error.exitcode in guard.OUT_OF_TIME:
            budget.cpu = 0.0
            return Failed(_OUT_OF_TIME)
        return Failed(_meaning(error), error)


def _meaning(error: BaseException) -> Trouble:
    if isinstance(error, Unreadable):
        return error.trouble
    if isinstance(error, MemoryError) or (isinstance(error, ProcessExpired) and error.exitcode == guard.EXIT_MEMORY):
        return Trouble(TroubleKind.LIMIT, "memory")
    return Trouble(
        TroubleKind.CRASHED, error.name if isinstance(error, answers.RaisedElsewhere) else type(error).__name__
    )
