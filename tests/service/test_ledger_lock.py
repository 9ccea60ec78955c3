"""Two services on one ledger: the second is refused while the first lives, wherever their homes are."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from docvet.service.ledger import Ledger, open_ledger, watching
from docvet.service.ledger.database import sqlite_url
from docvet.service.ledger_lock import LedgerLock, LedgerTaken, Stopped
from docvet.service.process import host


@pytest.fixture
def sleeper() -> Iterator[psutil.Process]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        yield psutil.Process(process.pid)
        process.kill()


def held_by(ledger: Ledger, process: psutil.Process, where: str) -> watching.Service:
    with ledger.write() as connection:
        place = watching.place(connection)
        service = watching.Service("other", where, process.pid, process.create_time(), "/elsewhere", place)
        assert watching.take(connection, service) is None
    return service


def test_a_second_service_is_refused_while_the_first_one_lives(
    ledger: Ledger, tmp_path: Path, sleeper: psutil.Process
) -> None:
    held_by(ledger, sleeper, host())
    with pytest.raises(LedgerTaken, match=rf"process {sleeper.pid}, home /elsewhere"):
        LedgerLock(ledger, tmp_path)
    sleeper.kill()  # and not yet waited for by its parent
    lock = LedgerLock(ledger, tmp_path)
    with pytest.raises(LedgerTaken, match=str(tmp_path)):
        LedgerLock(ledger, tmp_path / "second")
    lock.release()
    LedgerLock(ledger, tmp_path / "second").release()


def test_one_of_another_machine_counts_as_gone_once_it_is_silent(
    ledger: Ledger, tmp_path: Path, sleeper: psutil.Process
) -> None:
    held_by(ledger, sleeper, "other/machine|boot|1")
    LedgerLock(ledger, tmp_path, silence=2.0).release()
    service = held_by(ledger, sleeper, "other/machine|boot|1")
    over = threading.Event()

    def beat() -> None:
        while not over.wait(0.3):
            with ledger.write() as connection:
                watching.take(connection, service)

    beating = threading.Thread(target=beat)
    beating.start()
    try:
        with pytest.raises(LedgerTaken, match=r"\(other, process"):
            LedgerLock(ledger, tmp_path)
    finally:
        over.set()
        beating.join()


def test_a_stop_is_heard_while_another_one_is_waited_for(
    ledger: Ledger, tmp_path: Path, sleeper: psutil.Process
) -> None:
    held_by(ledger, sleeper, "other/machine|boot|1")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        LedgerLock(ledger, tmp_path, silence=3600.0, stop=stop)


def test_one_that_was_taken_over_hears_of_it_and_stops(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docvet.service.ledger_lock._SIGN_OF_LIFE", 0.1)
    lock = LedgerLock(ledger, tmp_path)
    stop = threading.Event()
    running = threading.Thread(target=lock.run, args=(stop,))
    running.start()
    try:
        assert not stop.wait(0.5)
        with ledger.write() as connection:
            mine = watching.take(connection, watching.Service("x", "y", 1, 0.0, "z", watching.place(connection)))
            assert mine is not None
            other = replace(mine[0], name="other")
            assert watching.take(connection, other, instead_of=mine[0].name) is None
        assert stop.wait(10)
    finally:
        stop.set()
        running.join()
    assert lock.lost is not None
    lock.release()  # the other one's stays
    with ledger.write() as connection:
        assert watching.take(connection, other) is None


def test_a_copy_of_a_ledger_may_be_watched_beside_the_original(tmp_path: Path) -> None:
    ledger = open_ledger(sqlite_url(tmp_path / "ledger.db"))
    LedgerLock(ledger, tmp_path)
    ledger.close()
    shutil.copy(tmp_path / "ledger.db", tmp_path / "copy.db")
    copy = open_ledger(sqlite_url(tmp_path / "copy.db"))
    LedgerLock(copy, tmp_path).release()
    copy.close()
