"""What keeps a worker process in bounds: contained, one thread, limited memory, and never alive without its parent."""

from __future__ import annotations

import contextlib
import ctypes
import math
import mimetypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import psutil

from docvet.reading import received, sandbox

if TYPE_CHECKING:
    import socket

EXIT_MEMORY, EXIT_TIME = 77, 78
"""Exit codes of a worker that grew beyond its memory, and of one that used up its task's CPU time."""
OUT_OF_TIME = (EXIT_TIME, -getattr(signal, "SIGXCPU", EXIT_TIME))
"""Both ways in which a process ends whose task used up its CPU time: by itself, or by the system."""
THREADS = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Environment of a worker: the pool has one process a core, each with one thread."""
_HEADROOM, _UNTOUCHED = 3_000_000_000, 500_000_000
"""Address space beyond the resident limit (models and libraries map far more than they touch), and memory of its own that
a process may ask for and has not touched yet: what asks for more at once is refused before it is taken."""
_OPEN_FILES = 1024
"""Descriptors of a worker: the files of a whole application, and its libraries."""
_WATCH_SECONDS = 0.01
_GRACE = 3
"""CPU seconds after which the system ends a process that should have ended itself."""
_MARGIN = 20
"""Part of its memory short of which a process ends: what it takes between two looks stays within the limit too."""
_KEPT = (
    "PATH",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "WINDIR",
    "TESSDATA_PREFIX",
    "ORT_DISABLE_TELEMETRY",
    "PYTHONUTF8",
    "PYTHONIOENCODING",
    "PYTHONHASHSEED",
    "MALLOC_ARENA_MAX",
)
"""Variables that a worker needs; the others may hold passwords of whoever started it."""


class _Meter:
    """The CPU time of this process, with programs that it called and that have ended, and where its task must end."""

    def __init__(self) -> None:
        self.end: float | None = None

    def grant(self, seconds: float) -> None:
        """What runs now may use so much.

        The system sees to it too: a single call into C, such as a regular expression, lets no thread of ours look at the
        time, nor after the parent.
        """
        self.end = self.now() + seconds
        times = os.times()
        _limit_time(math.ceil(times.user + times.system + seconds) + _GRACE)

    @contextlib.contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """What runs within may use so much of what the task was granted; nothing where no task runs."""
        end = self.end
        if end is not None:
            self.grant(min(seconds, end - self.now()))
        try:
            yield
        finally:
            if end is not None:
                self.grant(end - self.now())

    def release(self) -> None:
        """Nothing runs."""
        self.end = None
        _limit_time(None)

    @staticmethod
    def now() -> float:
        """Seconds of CPU time so far."""
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system


METER = _Meter()


def start(
    memory: int, files: socket.socket | None = None, reads: Sequence[Path] = (), *, programs: bool = False
) -> None:
    """To be called first in a worker process, while it has one thread.

    ``memory`` is its limit in resident bytes; the files of its tasks come through ``files``. It may read ``reads``
    besides code and models, and start programs only with ``programs``.
    """
    _silence()
    _scrub()
    if files is not None:
        received.INLET.connect(files)
    _limit({"AS": memory + _HEADROOM, "DATA": memory + _UNTOUCHED, "NOFILE": _OPEN_FILES, "FSIZE": 0})
    mimetypes.knownfiles.clear()  # openpyxl would have them read, and they may lie anywhere
    usage = _usage()
    sandbox.contain(reads, programs=programs)
    _follow(memory, usage)


def start_parent(memory: int) -> None:
    """The same in a process that has workers of its own: bounded in memory, but not contained, since it opens files for them."""
    _limit({"AS": memory + _HEADROOM})
    _follow(memory, _usage())


def _follow(memory: int, usage: Callable[[], int]) -> None:
    os.environ.update(THREADS)
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow_parent, daemon=True).start()
    threading.Thread(target=_watch, args=(memory, usage), daemon=True).start()
    import cv2  # a worker is contained from its first line on

    cv2.setNumThreads(1)


def _silence() -> None:
    """A stranger's file has no way to the terminal or into a log through what a decoder prints."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _scrub() -> None:
    """Of environment and command line only what is needed, also in the memory that they came in."""
    kept = {name: value for name in _KEPT if (value := os.environ.get(name)) is not None}
    os.environ.clear()
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = Path("/proc/self/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
            start, end = int(fields[47]), int(fields[48])  # env_start and env_end, proc(5)
            if 0 < start < end:
                ctypes.memset(start, 0, end - start)
    os.environ.update(kept)
    del sys.argv[1:]


def _limit(bounds: Mapping[str, int]) -> None:
    """At most so much of each resource, and no dump of a stranger's document on disk."""
    try:
        import resource
    except ImportError:  # Windows: the watcher alone
        return
    for name, bound in {**bounds, "CORE": 0}.items():
        with contextlib.suppress(ValueError, OSError):
            kind = getattr(resource, f"RLIMIT_{name}")
            _, hard = resource.getrlimit(kind)
            least = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
            resource.setrlimit(kind, (least, least))


def _limit_time(seconds: int | None) -> None:
    """The CPU time in all, of this process alone, at which the system ends it; None for no end."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    bound = hard if seconds is None else seconds
    resource.setrlimit(resource.RLIMIT_CPU, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


def _usage() -> Callable[[], int]:
    """What tells the resident bytes of this process; on Linux without opening anything later."""
    if not sys.platform.startswith("linux"):
        me = psutil.Process()
        return lambda: int(me.memory_info().rss)
    pages, size = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC), os.sysconf("SC_PAGE_SIZE")
    return lambda: int(os.pread(pages, 200, 0).split()[1]) * size


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


def _watch(memory: int, usage: Callable[[], int]) -> None:
    while True:
        if usage() > memory - memory // _MARGIN:
            _exit(EXIT_MEMORY)
        if METER.end is not None and METER.now() > METER.end:
            _exit(EXIT_TIME)
        time.sleep(_WATCH_SECONDS)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    _exit(1)


def _exit(code: int) -> None:
    """At once, with the programs this process started (an engine may be one)."""
    with contextlib.suppress(psutil.Error, OSError):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    os._exit(code)
