"""Watching over workers: they are started, replaced when they end, and what the dead had in hand is given back."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from uuid import uuid4

import psutil
from sqlalchemy.engine import Connection, RowMapping

from docvet.service import prefork
from docvet.service.engine import Engine
from docvet.service.errand import EXIT_STUCK, tell_failure
from docvet.service.ledger import Ledger, attempts, health, runs, work, workers
from docvet.service.ledger.database import Away
from docvet.service.log import log
from docvet.service.post import Post
from docvet.service.process import host, is_dead
from docvet.service.worker import FINISH_SECONDS, main

_LOOK = 0.5
"""Seconds between two looks at the workers."""
_ROUND = 5.0
"""Seconds between two looks at everything else: leases, lost jobs, other machines."""
_TIDY = 60.0
_HASTY = 10.0
"""A worker that ends sooner than this without having done anything is not replaced at once."""
_LONGEST_PAUSE = 30.0
_OVERDUE = 5.0
"""Seconds that an attempt may wait before the engine is asked whether it still has its job; none where a worker has just died."""
_FORGOTTEN = 30.0
"""Seconds after which a job in the hands of an idle worker is taken for lost."""


@dataclass(slots=True)
class _Worker:
    post: Post
    process: BaseProcess
    started: float


class Supervisor:
    """Keeps a number of workers at work."""

    def __init__(self, ledger: Ledger, engine: Engine, post: Post, number: int) -> None:
        self.service = uuid4().hex
        """The name of this life of the service."""
        self._part = f"workers on {socket.gethostname()}"
        self._ledger = ledger
        self._engine = engine
        self._post = post
        self._number = number
        self._workers: list[_Worker] = []
        self._hasty = 0
        self._not_before = 0.0
        self._next_round = self._next_tidy = 0.0
        self._overdue = 0.0
        """Seconds that an attempt may wait at the next round before the engine is asked whether it still has its job."""

    def run(self, stop: threading.Event) -> None:
        """Until ``stop`` is set; then every worker ends and gives back what it has not finished."""
        try:
            # They take a second to start: what the dead had is given back meanwhile.
            self._until_answered(self._fill, stop)
            self._until_answered(self._bury_former, stop)
            while not stop.is_set():
                try:
                    self._look()
                except Away:
                    log.warning("database_away")
                stop.wait(_LOOK)
        finally:
            self._stop()

    def _until_answered(self, action: Callable[[], None], stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                action()
            except Away:
                stop.wait(1.0)
            else:
                return

    def _look(self) -> None:
        for worker in [worker for worker in self._workers if not worker.process.is_alive()]:
            self._ended(worker)
        now = time.monotonic()
        if now >= self._not_before:
            self._fill()
        if now >= self._next_round:
            self._next_round = now + _ROUND
            self._round()
        if now >= self._next_tidy:
            self._next_tidy = now + _TIDY
            with self._ledger.write() as connection:
                workers.drop_old(connection)
                living = [row["id"] for row in workers.present(connection)]
            self._engine.tidy(living)

    def _fill(self) -> None:
        """As many workers as are wanted."""
        while len(self._workers) < self._number:
            self._start()

    def _start(self) -> None:
        post = replace(self._post, worker=uuid4().hex)  # a name is never used twice
        process = prefork.context().Process(target=main, args=(post,), name="docvet worker")  # type: ignore[attr-defined]
        process.start()
        pid = process.pid or 0
        began = psutil.Process(pid).create_time()
        self._workers.append(_Worker(post, process, time.monotonic()))
        with self._ledger.write() as connection:
            workers.enter(
                connection, post.worker, service=self.service, host=host(), pid=pid, process_started_at=began
            )  # fmt: skip
        log.info("worker_started", worker=post.worker)

    def _ended(self, worker: _Worker) -> None:
        """A worker is gone: what it had in hand goes back, and counts if the worker died of it."""
        code = worker.process.exitcode
        blamed = code not in (0, prefork.LOST)
        with self._ledger.write() as connection:
            had = self._give_back(connection, worker.post.worker, _cause(code), counted=blamed, detail=f"exit {code}")
        self._next_round = self._overdue = 0.0
        self._workers.remove(worker)
        short = time.monotonic() - worker.started < _HASTY
        self._hasty = self._hasty + 1 if short and not had and code != 0 else 0
        self._not_before = time.monotonic() + (min(2.0**self._hasty, _LONGEST_PAUSE) if self._hasty else 0.0)
        (log.info if code == 0 else log.warning)("worker_ended", worker=worker.post.worker, exit=code)

    def _give_back(
        self, connection: Connection, worker: str, fault: str, *, counted: bool = False, detail: str = ""
    ) -> int:
        held = attempts.running_by(connection, worker)
        for row in held:
            work.give_back(
                connection, self._engine, row["id"], fault=fault, counted=counted, detail=detail, fence=row["fence"]
            )
            tell_failure(connection, row["run_id"])
        workers.leave(connection, worker)
        return len(held)

    def _round(self) -> None:
        """Signs of life, the dead of other lives and machines, jobs that the engine lost."""
        with self._ledger.write() as connection:
            for worker in self._workers:
                workers.beat(connection, worker.post.worker)
            present = workers.present(connection)
            mine = {worker.post.worker for worker in self._workers}
            silent = {row["id"] for row in workers.silent(connection)}
            for row in present:
                if row["id"] not in mine and (row["id"] in silent or _is_dead(row)):
                    self._give_back(connection, row["id"], work.KILLED)
            for attempt in attempts.expired(connection):
                if attempt["worker"] not in mine:
                    work.give_back(connection, self._engine, attempt["id"], fault=work.KILLED, fence=attempt["fence"])
                    tell_failure(connection, attempt["run_id"])
            waiting = runs.waiting(connection)
            living = [row["id"] for row in workers.present(connection)]
            health.tell(connection, self._part, "ok" if mine else "none", alive=len(mine), wanted=self._number)
        self._engine.set_pace(waiting, len(living))
        self._find_lost(living, self._overdue)
        self._overdue = _OVERDUE

    def _find_lost(self, living: list[str], seconds: float) -> None:
        """Attempts that wait for a job which nobody will ever carry get a new one.

        One that a worker was given and has not begun is safe while that worker has another in hand.
        """
        with self._ledger.read() as connection:
            overdue = {row["job"]: row["id"] for row in attempts.waiting(connection, seconds)}
            forgotten = {row["job"] for row in attempts.waiting(connection, _FORGOTTEN)}
            busy = attempts.busy(connection)
        if not overdue:
            return
        lost = self._engine.missing(list(overdue), living)
        lost |= self._engine.missing(sorted(forgotten - lost), busy)
        if not lost:
            return
        self._engine.withdraw(sorted(lost))
        with self._ledger.write() as connection:
            for job in lost:
                work.give_back(connection, self._engine, overdue[job], fault="job_lost")
        log.info("jobs_queued_anew", jobs=len(lost))

    def _bury_former(self) -> None:
        """Workers of an earlier life of this service, killed with it: on SQLite all there are but its own."""
        with self._ledger.write() as connection:
            for row in workers.present(connection):
                if row["service"] != self.service and (self._ledger.is_sqlite or _is_dead(row)):
                    self._give_back(connection, row["id"], work.KILLED)

    def _stop(self) -> None:
        """Workers hear of the stop, finish or not, and what is left goes back to the queue without counting."""
        deadline = time.monotonic() + FINISH_SECONDS + 5.0
        alive = [worker.process for worker in self._workers]
        while alive and time.monotonic() < deadline:
            for process in alive:
                process.terminate()  # again and again: one that was forked just now does not hear it yet
            wait([process.sentinel for process in alive], timeout=_LOOK)
            alive = [process for process in alive if process.is_alive()]
        for process in alive:
            process.kill()
            process.join(2.0)
        try:
            with self._ledger.write() as connection:
                for worker in self._workers:
                    self._give_back(connection, worker.post.worker, "stopped")
                health.tell(connection, self._part, "stopped")
        except Away:
            log.warning("database_away")
        self._workers.clear()


def _is_dead(row: RowMapping) -> bool:
    return is_dead(row["pid"], row["process_started_at"], row["host"])


def _cause(code: int | None) -> str:
    if code == prefork.LOST:
        return work.KILLED
    return "took_too_long" if code == EXIT_STUCK else "worker_died"
