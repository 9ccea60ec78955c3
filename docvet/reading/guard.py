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

EXIT_MEMORY = 77
"""Exit code of a worker that grew beyond its memory."""
THREADS = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Environment of a worker: the pool has one process a core, each with one thread."""
_HEADROOM = 3_000_000_000
"""Address space beyond the resident limit: models and libraries map far more than they touch."""
_WATCH_SECONDS = 0.05


def start(memory: int) -> None:
    """To be called first in a worker process; ``memory`` is its limit in resident bytes."""
    os.environ.update(THREADS)
    cv2.setNumThreads(1)
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGTERM, _leave)
    _limit_address_space(memory + _HEADROOM)
    threading.Thread(target=_follow_parent, daemon=True).start()
    threading.Thread(target=_watch_memory, args=(memory,), daemon=True).start()


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


def _watch_memory(memory: int) -> None:
    me = psutil.Process()
    while True:
        if me.memory_info().rss > memory:
            _exit(EXIT_MEMORY)
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
