"""The engine that carries jobs from the ledger to workers: DBOS, and all that is known of it.

A job is one attempt at a run: it carries the attempt's id and nothing else. The engine may lose, double or delay a job without
harm: a worker must claim the attempt from the ledger, and what the ledger waits for in vain is queued anew.

Two things about DBOS shape this module. An executor's id must be new with every start, or the jobs of its former life run
twice. The jobs of a dead executor are never resumed, only taken back: their attempts get new jobs.

DBOS takes half a second of CPU to load, so that it is loaded when it is first needed: what a start can do without it comes first.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from docvet.service.ledger import Ledger, health
from docvet.service.ledger.database import answering

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig, EnqueueOptions

_APPLICATION = "docvet"
_VERSION = "1"
"""The same for every docvet: a job without a version, or with another, would wait for a worker that never comes."""
_QUEUE = "scans"
_WORKFLOW = "scan"
_IDLE = (1.0, 1)
"""Seconds between two looks into the queue, and jobs that a worker holds at a time: the one it works on."""
_BUSY, _FLOODED = (1.0, 4), (2.0, 12)
"""The same with jobs waiting, for more than so many a worker: some are taken ahead, so that nobody idles between two looks.

A look costs some 15 ms of CPU, so that those who have plenty to do look less often; pages that were read before leave work for
six folders a second.
"""
_THREADS = _FLOODED[1] + 4
"""A job that was given keeps one until it is done, and the engine needs some for itself."""
_AT_FIRST = 0.2
"""Seconds between two looks right after a start, for which work may have waited."""
_BUSY_FROM, _FLOODED_FROM = 3, 20
_SIZES = 40
"""Longest first: priority 1 is for 2^40 bytes, each later one for half of it."""
_OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_BATCH = 500
_PREPARED = "engine"
"""The setting of the ledger that says which version of DBOS the engine's tables were made for."""


def prepare(ledger: Ledger) -> None:
    """Make or upgrade the engine's own tables, which stand beside the ledger's; nothing where this version of DBOS did so before."""
    installed = version("dbos")
    with ledger.read() as connection:
        if health.setting(connection, _PREPARED) == installed:
            return
    from dbos import DBOS

    _quiet()
    DBOS.migrate(ledger.url)
    with ledger.write() as connection:
        health.remember(connection, _PREPARED, installed)


class Engine:
    """Queues jobs and takes them back; runs none itself."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._made: DBOSClient | None = None
        self._making = threading.Lock()
        self._pace: tuple[float, int] | None = None
        self._has_begun = False

    def load(self) -> None:
        """Load what it stands on now, rather than when it is first used."""
        _ = self._client

    @property
    def _client(self) -> DBOSClient:
        with self._making:
            if self._made is None:
                from dbos import DBOSClient, DBOSPortableJSONSerializer

                _quiet()
                self._made = DBOSClient(
                    system_database_engine=self._ledger.engine, serializer=DBOSPortableJSONSerializer(), lazy=True,
                    application_name=_APPLICATION, retry_connection_errors=False,
                )  # fmt: skip
            return self._made

    def enqueue(self, connection: Connection, job: str, attempt: int, *, size: int, delay: float = 0.0) -> None:
        """See :class:`docvet.service.ledger.jobs.Jobs`."""
        options: EnqueueOptions = {
            "workflow_name": _WORKFLOW, "queue_name": _QUEUE, "workflow_id": job, "app_version": _VERSION,
            "priority": max(1, _SIZES - size.bit_length()),
        }  # fmt: skip
        if delay > 0:
            options["delay_seconds"] = delay
        self._client.enqueue_in_transaction(connection, options, attempt)

    def withdraw(self, jobs: Sequence[str]) -> None:
        """See :class:`docvet.service.ledger.jobs.Jobs`."""
        for start in range(0, len(jobs), _BATCH):
            some = list(jobs[start : start + _BATCH])
            with answering():
                self._client.cancel_workflows(some)
                self._client.delete_workflows(some)

    def missing(self, jobs: Sequence[str], living: Sequence[str]) -> set[str]:
        """Those of the jobs that nobody will run: unknown to the engine, over, or in the hands of a dead worker."""
        lost: set[str] = set()
        for start in range(0, len(jobs), _BATCH):
            some = list(jobs[start : start + _BATCH])
            with answering():
                rows = self._client.list_workflows(workflow_ids=some, load_input=False, load_output=False)
            held = {
                row.workflow_id
                for row in rows
                if row.status in ("ENQUEUED", "DELAYED") or (row.status == "PENDING" and row.executor_id in living)
            }
            lost |= set(some) - held
        return lost

    def tidy(self, living: Sequence[str]) -> None:
        """Delete jobs that are over, and those in the hands of workers that are no longer alive."""
        self._pace = None  # another machine may have set it and gone: the next one is written down anyway
        before = (datetime.now(UTC) - timedelta(seconds=5)).isoformat()
        while True:
            with answering():
                rows = self._client.list_workflows(
                    status=list(_OVER), completed_before=before, limit=_BATCH, load_input=False, load_output=False
                )
                if rows:
                    self._client.delete_workflows([row.workflow_id for row in rows])
            if len(rows) < _BATCH:
                break
        with answering():
            rows = self._client.list_workflows(status="PENDING", load_input=False, load_output=False)
        self.withdraw([row.workflow_id for row in rows if row.executor_id not in living])

    def set_pace(self, waiting: int, workers: int) -> None:
        """How eagerly workers look for jobs, by how many wait."""
        each = waiting / max(1, workers)
        seconds, jobs = _FLOODED if each > _FLOODED_FROM else _BUSY if each > _BUSY_FROM else _IDLE
        pace = seconds if self._has_begun else _AT_FIRST, jobs
        self._has_begun = True
        if pace == self._pace:
            return
        with answering():
            self._client.register_queue(
                _QUEUE, worker_concurrency=pace[1], polling_interval_sec=pace[0], application_name=_APPLICATION
            )
        self._pace = pace

    def close(self) -> None:
        """Let go of the database, which stays open."""
        if self._made is not None:
            self._made.destroy()


class Executor:
    """One worker's end of the engine: what it is given to do, one attempt after the other.

    There is one in a process, and it cannot be started twice.
    """

    def __init__(self, ledger: Ledger, worker: str) -> None:
        from dbos import DBOS, DBOSPortableJSONSerializer

        _quiet()
        self._dbos = DBOS
        self._given: queue.Queue[tuple[int, threading.Event]] = queue.Queue()
        self._stopping = threading.Event()
        config: DBOSConfig = {
            "name": _APPLICATION, "system_database_engine": ledger.engine, "executor_id": worker,
            "application_version": _VERSION, "run_migrations": False, "serializer": DBOSPortableJSONSerializer(),
            "log_level": "CRITICAL", "use_listen_notify": False, "max_executor_threads": _THREADS,
            "notification_listener_polling_interval_sec": 2.0, "scheduler_polling_interval_sec": 300.0,
        }  # fmt: skip
        DBOS(config=config)

        @DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=None)
        def scan(attempt: int) -> None:
            self._carry(attempt)

        DBOS.listen_queues([_QUEUE])

    def start(self) -> None:
        """Begin to take jobs."""
        self._dbos.launch()
        self._dbos.register_queue(
            _QUEUE, worker_concurrency=_IDLE[1], polling_interval_sec=_IDLE[0], on_conflict="never_update"
        )

    def attempts(self) -> Iterator[int]:
        """The attempts to work on, each until the next is asked for; ends after :meth:`stop`."""
        while not self._stopping.is_set():
            with contextlib.suppress(queue.Empty):
                attempt, done = self._given.get(timeout=0.2)
                try:
                    yield attempt
                finally:
                    done.set()

    def stop(self) -> None:
        """Take no more jobs; what was given and not begun is left to the ledger."""
        self._stopping.set()

    def close(self) -> None:
        """End the engine's threads, a few seconds at most."""
        closing = threading.Thread(target=self._dbos.destroy, daemon=True)
        closing.start()
        closing.join(timeout=5.0)

    def _carry(self, attempt: int) -> None:
        done = threading.Event()
        self._given.put((attempt, done))
        while not done.wait(0.5):
            if self._stopping.is_set() and self._given.qsize():
                return


def _quiet() -> None:
    """What DBOS has to say is about itself; docvet's own log says what became of each job."""
    logging.getLogger("dbos").setLevel(logging.CRITICAL)
