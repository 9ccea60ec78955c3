"""A worker: one process that takes attempts, one at a time, examines their folders and delivers their reports."""

from __future__ import annotations

import importlib
import os
import signal
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING

import psutil

from docvet.service import log as logging
from docvet.service.home import Home
from docvet.service.ledger import Ledger, open_ledger
from docvet.service.log import log
from docvet.service.post import Post
from docvet.service.process import follow_parent, leave

if TYPE_CHECKING:
    from docvet.reading.pool import Readers
    from docvet.service.engine import Engine, Executor

FINISH_SECONDS = 15.0
"""How long work in hand may go on after a stop was asked for."""
GROWN = 900_000_000
"""Resident bytes at which a worker makes room for a fresh one, after the work in hand."""
MOST_ATTEMPTS = 500
"""Attempts after which it does so anyway."""
_PAUSE = 1.0
_TO_EXAMINE = (
    "docvet.scanning",
    "docvet.report.covering",
    "docvet.report.mask",
    "docvet.report.pictures",
    "docvet.report.renderers.html",
    "docvet.report.renderers.json",
)
"""What is needed once an attempt has been claimed, which must not wait for it: more than a second of CPU."""
_IDLE = 3.0
"""Seconds without an attempt after which that is loaded anyway."""


def main(post: Post) -> None:
    """What a worker process runs, from start to end; its parent is the service that watches over it."""
    follow_parent()
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C in a terminal is for the parent, which knows what to do
    logging.set_up(verbose=post.verbose, part="worker")
    try:
        Worker(post).work()
    except Exception as error:  # the service that watches over it takes its work back
        logging.tell_of(error)
        leave(1)


class Worker:
    """Takes attempts until it is told to stop, or has grown."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.home = Home(post.home)
        self.stopping = threading.Event()
        self._busy = threading.Event()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def work(self) -> None:
        """Serve, then leave the process at once: what is left are threads of libraries."""
        from docvet.reading.pool import Readers
        from docvet.service.cached_pages import page_cache
        from docvet.service.engine import Engine, Executor

        ledger = open_ledger(self.post.database, migrate=False, check=False)
        engine, executor = Engine(ledger), Executor(ledger, self.post.worker)
        with Readers(1, cache=page_cache(self.home)) as readers:
            self._start(executor)
            threading.Thread(target=self._halt, args=(executor,), daemon=True).start()
            self._serve(executor, ledger, engine, readers)
            executor.close()
        leave(0)

    def _serve(self, executor: Executor, ledger: Ledger, engine: Engine, readers: Readers) -> None:
        from docvet.service.errand import Errand

        loading = _Loading(readers)
        loading.start()
        for done, attempt in enumerate(executor.attempts(), start=1):
            self._busy.set()
            if not self.stopping.is_set():
                Errand(self.post, ledger, engine, readers, self.stopping, loading.finish).run(attempt)
            self._busy.clear()
            if done >= MOST_ATTEMPTS or psutil.Process().memory_info().rss > GROWN:
                log.info("worker_renewed", attempts=done)
                executor.stop()

    def _start(self, executor: Executor) -> None:
        """Where the database is away in this moment, the next worker tries again: an engine that failed once starts no more."""
        try:
            executor.start()
        except Exception as error:  # DBOS wraps what the database said in many ways
            log.warning("engine_away", error=type(error).__name__)
            self.stopping.wait(_PAUSE)
            leave(0)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _halt(self, executor: Executor) -> None:
        """After a stop: no more work, and an end to the work in hand where it takes too long."""
        self.stopping.wait()
        executor.stop()
        deadline = time.monotonic() + FINISH_SECONDS
        while self._busy.is_set():
            if time.monotonic() > deadline:
                leave(0)  # the service that watches over this worker gives its attempt back
            time.sleep(0.05)


class _Loading(threading.Thread):
    """Loads what examines a folder, once that is needed or nothing else is to be done."""

    def __init__(self, readers: Readers) -> None:
        super().__init__(daemon=True)
        self._readers = readers
        self._needed = threading.Event()

    def run(self) -> None:
        """In a thread of its own, so that a worker which idles hears of work meanwhile."""
        if self._needed.wait(_IDLE):
            self._readers.warm_up()  # which loads as much, and beside this process
        for name in _TO_EXAMINE:
            importlib.import_module(name)

    def finish(self) -> None:
        """Everything is loaded when this returns."""
        self._needed.set()
        self.join()
