"""What keeps a worker process in bounds: one thread, limited memory, and never alive without its parent."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from multiprocessing import parent_process
from types import FrameType

import cv2
import psutil

EXIT_MEMORY, EXIT_TIME = 77, 78
"""Exit codes of a worker that grew beyond its memory, and of one that used up its task's CPU time."""
THREADS = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Environment of a worker: the pool has one process a core, each with one thread."""
_HEADROOM = 3_000_000_000
"""Address space beyond the resident limit: models and libraries map far more than they touch."""
_WATCH_SECONDS = 0.05


class _Meter:
    """The CPU time of this process, with programs that it called and that have ended, and where its task must end."""

    def __init__(self) -> None:
        self.end: float | None = None

    @staticmethod
    def now() -> float:
        """Seconds of CPU time so far."""
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system


METER = _Meter()


def start(memory: int) -> None:
    """To be called first in a worker process; ``memory`` is its limit in resident bytes."""
    os.environ.update(THREADS)
    cv2.setNumThreads(1)
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGTERM, _leave)
    _limit_address_space(memory + _HEADROOM)
    threading.Thread(target=_follow_parent, daemon=True).start()
    threading.Thread(target=_watch, args=(memory,), daemon=True).start()


def _limit_address_space(bound: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the watcher alone
        return
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no dump of a stranger's paper on disk


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


def _watch(memory: int) -> None:
    me = psutil.Process()
    while True:
        if me.memory_info().rss > memory:
            _exit(EXIT_MEMORY)
        if METER.end is not None and METER.now() > METER.end:
            _exit(EXIT_TIME)
        time.sleep(_WATCH_SECONDS)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    _exit(1)


def _exit(code: int) -> None:
    """At once, with the programs this process started (an engine may be one)."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    os._exit(code)
