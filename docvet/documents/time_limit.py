"""A limit to the CPU time of work that a stranger's text may make long: it ends with an exception, wherever it is."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY = 0.2
"""Seconds on the clock between two looks at the time used."""


class OutOfTime(Exception):
    """The work took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What runs inside, in this thread, may use so much CPU time (on systems that do not count it by thread: time on the clock).

    Raises:
        OutOfTime: it took longer; between two steps of Python, so that one call into C (a regular expression) ends first.
    """
    thread, used = threading.get_ident(), _clock()
    began, over, sent, lock = used(), threading.Event(), threading.Event(), threading.Lock()

    def watch() -> None:
        while not over.wait(_EVERY):
            with lock:
                if not over.is_set() and used() - began > seconds:
                    sent.set()
                    _raise_in(thread, OutOfTime)
                    return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            over.set()
        if sent.is_set():
            _let_it_come()


def _clock() -> Callable[[], float]:
    """What tells the CPU seconds of the calling thread, to any thread."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Let the thread raise this at its next step."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


def _let_it_come() -> None:
    """Steps at which an exception that was sent as the work ended is raised, before it hits what follows.

    It is not taken back: Python would go on asking for it at every step, and never get on under a profiler.
    """
    for _ in range(100):
        pass
