"""Workers start from a process that has loaded everything they need: at once, and sharing its memory.

That process is Python's fork server: it has one thread, holds no connection and no model, and ends with the service. Where
there is none, each worker loads everything by itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from multiprocessing.context import BaseContext

_LOADED = "docvet.service.worker_modules"
LOST = 255
"""Exit code of a worker that nobody knows anything of, since the fork server has died."""
_POSSIBLE = sys.platform.startswith("linux")
"""Elsewhere libraries of the system may not be forked once they are loaded."""


def begin() -> None:
    """Begin to load, beside whatever the service does until its first worker starts."""
    if not _POSSIBLE:
        return
    from multiprocessing import forkserver

    multiprocessing.set_forkserver_preload([_LOADED])
    with contextlib.suppress(OSError):  # no place for its socket: the first worker will say so
        forkserver.ensure_running()


def context() -> BaseContext:
    """How workers are started."""
    begin()
    return multiprocessing.get_context("forkserver" if _POSSIBLE else "spawn")
