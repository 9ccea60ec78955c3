"""The engine on both databases, with executors in processes of their own: what it loses or doubles does no harm."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from uuid import uuid4

import pytest
import sqlalchemy as sa

from benchmarks.service_runs import execute, wait_until
from docvet.service import engine as engines
from docvet.service.engine import Engine, prepare
from docvet.service.ledger import Ledger, applications, attempts, tables, versions

Start = Callable[..., BaseProcess]
PATIENCE = 60.0


@pytest.fixture
def start(url: str) -> Iterator[Start]:
    running: list[BaseProcess] = []

    def begin(worker: str, version: str = "1") -> BaseProcess:
        process = multiprocessing.get_context("spawn").Process(target=execute, args=(url, worker, version))
        process.start()
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.join()


@pytest.fixture
def engine(ledger: Ledger) -> Iterator[Engine]:
    prepare(ledger)
    made = Engine(ledger)
    yield made
    made.close()


def queued(ledger: Ledger, engine: Engine, number: int) -> None:
    for name in range(number):
        with ledger.write() as connection:
            application = applications.meet(connection, "甲", str(name), f"甲/{name}")
            versions.settle(connection, engine, application, f"d{name}", {"a": [name, 1, "0" * 64, 1]}, "s")


def count(ledger: Ledger, state: str) -> int:
    with ledger.read() as connection:
        query = sa.select(sa.func.count()).where(tables.attempts.c.state == state)
        return int(connection.execute(query).scalar_one())


def test_one_executor_started_twice_and_one_of_another_version_do_each_attempt_once(
    ledger: Ledger, engine: Engine, start: Start
) -> None:
    start("old", version="0")
    queued(ledger, engine, 6)
    start("same")
    start("same")
    assert wait_until(lambda: count(ledger, "finished") == 6, PATIENCE)
    with ledger.read() as connection:
        rows = connection.execute(sa.select(tables.attempts.c.worker, tables.attempts.c.number)).all()
    assert sorted(rows) == [("same", 1)] * 6


def test_tables_that_are_there_are_found_without_loading_what_makes_them(ledger: Ledger, url: str) -> None:
    prepare(ledger)
    code = (
        "import sys; from docvet.service.engine import Engine, prepare; from docvet.service.ledger import open_ledger;"
        "ledger = open_ledger(sys.argv[1]); prepare(ledger); Engine(ledger); sys.exit('dbos' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, url], check=False).returncode == 0


def test_another_version_of_the_engine_makes_its_tables_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr("dbos.DBOS.migrate", made.append)
    prepare(ledger)
    prepare(ledger)
    monkeypatch.setattr(engines, "version", lambda _: "999")
    prepare(ledger)
    assert made == [ledger.url] * 2


def test_a_job_whose_transaction_is_rolled_back_was_never_there(ledger: Ledger, engine: Engine) -> None:
    kept, dropped = uuid4().hex, uuid4().hex
    with ledger.write() as connection:
        engine.enqueue(connection, kept, 1, size=1)
    with ledger.engine.connect() as connection:
        engine.enqueue(connection, dropped, 2, size=1)
        connection.rollback()
    assert engine.missing([kept, dropped], []) == {dropped}


def test_jobs_of_a_dead_executor_are_known_to_be_lost(ledger: Ledger, engine: Engine, start: Start) -> None:
    queued(ledger, engine, 1)
    with ledger.write() as connection:
        (row,) = attempts.waiting(connection, 0)
        connection.execute(tables.attempts.update().values(state="cancelled"))  # whoever is given it may not claim it
    process = start("doomed")
    assert wait_until(lambda: row["job"] not in engine.missing([row["job"]], ["doomed"]), PATIENCE)
    assert wait_until(lambda: engine.missing([row["job"]], ["doomed"]) == {row["job"]}, PATIENCE)  # over: tidied or not
    process.kill()
    engine.withdraw([row["job"]])
    engine.withdraw([row["job"]])
    assert engine.missing([row["job"]], ["doomed"]) == {row["job"]}


def test_a_database_that_is_locked_for_seconds_delays_and_breaks_nothing(
    ledger: Ledger, engine: Engine, start: Start
) -> None:
    queued(ledger, engine, 3)
    start("one")
    assert wait_until(lambda: count(ledger, "running") + count(ledger, "finished") > 0, PATIENCE, 0.02)
    for _ in range(3):
        with ledger.write() as connection:
            connection.execute(sa.select(tables.runs).with_for_update())
            time.sleep(1.5)
    assert wait_until(lambda: count(ledger, "finished") == 3, PATIENCE)


def test_jobs_that_are_over_or_whose_worker_is_gone_are_deleted(ledger: Ledger, engine: Engine, start: Start) -> None:
    queued(ledger, engine, 1)
    start("one")
    assert wait_until(lambda: count(ledger, "finished") == 1, PATIENCE)
    with ledger.write() as connection:
        engine.enqueue(connection, uuid4().hex, 99, size=1)  # an attempt that does not exist
    rows = sa.select(sa.func.count()).select_from(
        sa.table("workflow_status", schema=None if ledger.is_sqlite else "dbos")
    )

    def none_left() -> bool:
        engine.tidy([])
        with ledger.read() as connection:
            return connection.execute(rows).scalar() == 0

    assert wait_until(none_left, PATIENCE, 1.0)
