"""Workers start from a process that has loaded what takes them to a claim: at once, and sharing its memory.

That process is Python's fork server: it has one thread, holds no connection and no model, and ends with the service. Where
there is none, each worker loads everything by itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from multiprocessing.context import BaseContext

_LOADED = "docvet.service.worker_modules"
LOST = 255
"""Exit code of a worker that nobody knows anything of, since the fork server has died."""
_LONGEST_FOLDER = 70
"""Bytes of the path of the folder for temporary files: a socket in it has some thirty more, of 107."""


def begin() -> None:
    """Begin to load, beside whatever the service does until its first worker starts."""
    if not _possible():
        return
    from multiprocessing import forkserver

    multiprocessing.set_forkserver_preload([_LOADED])
    with (
        contextlib.suppress(OSError),
        _ignored(signal.SIGINT, signal.SIGTERM),
    ):  # no place for its socket: a worker's start says so
        forkserver.ensure_running()


def context() -> BaseContext:
    """How workers are started."""
    begin()
    return multiprocessing.get_context("forkserver" if _possible() else "spawn")


def _possible() -> bool:
    """On Linux, with a place for the server's socket; elsewhere libraries of the system may not be forked once they are loaded."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_FOLDER
    except OSError:
        return False


@contextlib.contextmanager
def _ignored(*signals: signal.Signals) -> Iterator[None]:
    """What is started in here ignores these signals, which reach a whole group: the service decides when its workers end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
