"""Tasks run in worker processes, each started when first needed and replaced when it dies."""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as Timeout
from dataclasses import dataclass
from typing import Any

from pebble import ProcessExpired, ProcessPool

from docvet.models import Trouble, TroubleKind
from docvet.reading import guard
from docvet.reading.image_file import Unreadable

_GRACE = 20.0
"""Seconds after its time limit at which a task is given up even if its pool has not noticed."""
_RENEWED_AFTER = 64
"""Tasks after which a process is replaced: the engine's arena only ever grows, by the oddest pages it met."""
_OUT_OF_TIME = Trouble(TroubleKind.LIMIT, "time")


@dataclass(frozen=True, slots=True)
class Task:
    """A function to be called in a worker process; it and its arguments are pickled."""

    owner: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds_left: Callable[[], float]
    """Asked when the task is about to start; without time left it does not."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a task has no result."""

    trouble: Trouble
    error: BaseException | None = None


class WorkerProcess:
    """One worker process, started when first needed: a pool of one, so that what happens in it stays in it."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._pool: ProcessPool | None = None

    def submit(self, task: Task, seconds: float) -> Future[Any]:
        """Start the task, and the process if there is none."""
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=_RENEWED_AFTER,
                context=multiprocessing.get_context("spawn"),
                initializer=guard.start,
                initargs=(self._memory,),
            )
        future: Future[Any] = self._pool.schedule(_sealed, args=(task.function, task.arguments), timeout=seconds)
        return future

    def stop(self) -> None:
        """Tell the process to end, whatever it does; :meth:`join` waits for it."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]

    def join(self) -> None:
        """Wait until the process is gone; the worker can be used again."""
        if self._pool is not None:
            self._pool.join()
            self._pool = None


def run(tasks: Sequence[Task], workers: Sequence[WorkerProcess]) -> Iterator[tuple[Task, Any]]:
    """Each task with its result or :class:`Failed`, as they end; no more processes than tasks are started."""
    waiting = deque(tasks)
    free = list(reversed(workers))
    busy: dict[Future[Any], tuple[Task, WorkerProcess, float]] = {}
    while waiting or busy:
        while waiting and free:
            task = waiting.popleft()
            seconds = task.seconds_left()
            if seconds <= 0:
                yield task, Failed(_OUT_OF_TIME)
                continue
            worker = free.pop()
            busy[worker.submit(task, seconds)] = task, worker, time.monotonic() + seconds + _GRACE
        ended, _ = wait(busy, timeout=1.0, return_when=FIRST_COMPLETED)
        late = [
            future for future, (_, _, deadline) in busy.items() if future not in ended and time.monotonic() > deadline
        ]
        for future in (*ended, *late):
            task, worker, _ = busy.pop(future)
            outcome = _outcome(future) if future in ended else Failed(_OUT_OF_TIME)
            if future in late:
                worker.stop()
                worker.join()
            free.append(worker)
            yield task, outcome


def _sealed(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """Run in the worker: the result or what was raised, as bytes.

    What cannot be unpickled would silence the thread that listens to the worker; bytes always arrive.
    """
    try:
        return pickle.dumps((function(*arguments), None))
    except Exception as error:  # whatever a stranger's file made the code inside raise
        try:
            sealed = pickle.dumps((None, error))
            pickle.loads(sealed)  # noqa: S301 - written in the line above
        except Exception:  # an exception of another package's that does not survive the way
            return pickle.dumps((None, RuntimeError(type(error).__name__)))
        return sealed


def _outcome(future: Future[Any]) -> Any:
    try:
        result, error = pickle.loads(future.result())  # noqa: S301 - from docvet's own worker
        if error is not None:
            raise error
        return result
    except Timeout:
        return Failed(_OUT_OF_TIME)
    except Exception as error:  # whatever a stranger's file made the code inside raise
        return Failed(_meaning(error), error)


def _meaning(error: BaseException) -> Trouble:
    if isinstance(error, Unreadable):
        return error.trouble
    if isinstance(error, MemoryError) or (isinstance(error, ProcessExpired) and error.exitcode == guard.EXIT_MEMORY):
        return Trouble(TroubleKind.LIMIT, "memory")
    return Trouble(TroubleKind.CRASHED, type(error).__name__)
