"""What the service costs: beside a bare scan, over an unchanged inbox, in memory, and with a second worker.

    python -m benchmarks.service_load [--applications N] [--unchanged N] [--database URL|postgres] [--only PART …]

Parts: ``walk`` (an unchanged inbox), ``overhead`` (service beside bare scans of the same folders, CPU-seconds and
clock), ``workers`` (two beside one). Results go to ``benchmarks/results/service-load.json``.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import Connection

from benchmarks.postgres import Postgres
from benchmarks.service_runs import Service, account, put, settled, states, wait_until, write_results
from docvet.service.inbox import list_files, survey
from docvet.service.ledger import open_ledger, tables
from docvet.service.ledger.database import sqlite_url
from docvet.service.watcher import Watcher

PARTS = ("walk", "overhead", "workers")
_HOUR = 3600.0
_TAKEN_IN = 300


class _NoJobs:
    """An engine that carries nothing: only the walk is measured."""

    def enqueue(self, _connection: Connection, _job: str, _attempt: int, *, size: int, delay: float = 0.0) -> None:
        """Nothing happens."""

    def withdraw(self, _jobs: Sequence[str]) -> None:
        """Nothing happens."""


def walk(number: int, folder: Path) -> dict[str, Any]:
    """CPU-seconds and memory of a walk over so many applications of five files each, none of which has changed.

    A part of them is taken in by the watcher, which is measured too; the others are written into the ledger at once.
    """
    inbox = folder / "inbox"
    for application in range(number):
        place = inbox / f"client{application % 100}" / str(application)
        place.mkdir(parents=True)
        for file in range(5):
            (place / f"{file}.pdf").write_bytes(b"%PDF-1.4")
    ledger = open_ledger(sqlite_url(folder / "ledger.db"))
    watcher = Watcher(inbox, ledger, _NoJobs(), settle=0.0)
    few = {f"client{application % 100}/{application}" for application in range(min(number, _TAKEN_IN))}
    began = time.process_time()
    taken_in = watcher.look(few) + watcher.look(few)
    taking_in = time.process_time() - began
    now = time.time()
    rows = [
        {
            "id": f"a{place.name}", "client": place.client, "name": place.name, "path": place.path, "state": "done",
            "settling": False, "stat_digest": list_files(inbox, place).digest, "first_seen_at": now, "changed_at": now,
        }
        for place in survey(inbox).places.values()
        if place.path not in few
    ]  # fmt: skip
    with ledger.write() as connection:
        if rows:
            connection.execute(tables.applications.insert(), rows)
    walks = [watcher.walk() for _ in range(3)]
    ledger.close()
    return {
        "applications": number,
        "files": number * 5,
        "taken_in": taken_in,
        "taking_in_cpu_seconds_each": round(taking_in / max(1, taken_in), 4),
        "started_by_unchanged_walks": sum(each.started for each in walks),
        "walk_cpu_seconds": round(min(each.cpu_seconds for each in walks), 2),
        "walk_seconds": round(min(each.seconds for each in walks), 2),
        "memory_mb": round(psutil.Process().memory_info().rss / 1e6),
    }


def bare(inbox: Path, out: Path) -> dict[str, float]:
    """The same folders scanned without a service: as many reports as JSON and HTML, one worker process, nothing remembered."""
    from docvet.application import load_application
    from docvet.reading.pool import Readers
    from docvet.report.pictures import take
    from docvet.report.renderers import RenderOptions, render
    from docvet.scanning import examine

    before, began = _cpu(psutil.Process()), time.monotonic()
    after = before
    with Readers(1) as readers:
        for number, folder in enumerate(sorted(path for path in inbox.glob("*/*") if path.is_dir())):
            examined = examine(load_application(folder, readers.limits), readers)
            crops = take(examined.report, examined.documents, show_personal_data=False, worker=readers.spare)
            for name in ("json", "html"):
                text = render([examined.report], name, RenderOptions(crops=[crops]))
                (out / f"{number}.{name}").write_text(text, encoding="utf-8")
        after = _cpu(psutil.Process())
    return {"seconds": round(time.monotonic() - began, 2), "cpu_seconds": round(after - before, 2)}


def served(inbox: Path, home: Path, number: int, database: str | None, workers: int) -> dict[str, Any]:
    """The folders through the service: from the first look to the last report, start-up apart, with memory over time."""
    service = Service(inbox, home, database, workers=workers, arguments=("--settle", "0", "--rescan", "5"))
    service.start()
    seen = _Watching(service)
    seen.start()
    try:
        wait_until(lambda: states(home, database)["done"] > 0, _HOUR, 0.1)
        began, cpu, first = time.monotonic(), seen.cpu(), states(home, database)["done"]
        wait_until(settled(home, number, database), _HOUR, 0.3)
        seconds, cpu = time.monotonic() - began, seen.cpu() - cpu
    finally:
        seen.stop()
        code, ending = service.stop()
    done = number - first
    found = account(home, inbox, database)
    return {
        "workers": workers, "applications": number, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2),
        "seconds_each": round(seconds / done, 4), "cpu_seconds_each": round(cpu / done, 4),
        "lost": found.lost, "doubled": found.doubled, "exit": code, "ending_seconds": round(ending, 2),
        "watch_memory_mb": seen.memory("watch"), "worker_memory_mb": seen.memory("worker"),
    }  # fmt: skip


class _Watching(threading.Thread):
    """CPU time and memory of a service's processes, looked at every second."""

    def __init__(self, service: Service) -> None:
        super().__init__(daemon=True)
        self._service = service
        self._over = threading.Event()
        self._cpu: dict[int, float] = {}
        self._memory: dict[str, list[int]] = {"watch": [], "worker": []}

    def run(self) -> None:
        """Until :meth:`stop`."""
        while not self._over.wait(0.5):
            self._look()

    def cpu(self) -> float:
        """CPU-seconds of all processes so far, of those that have ended as last seen."""
        self._look()
        return sum(self._cpu.values())

    def memory(self, part: str) -> list[int]:
        """MB at ten moments from first to last, of the largest process of that part."""
        values = self._memory[part]
        return [values[index * (len(values) - 1) // 9] for index in range(10)] if values else []

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()

    def _look(self) -> None:
        family = self._service.family()
        largest = 0
        for process in family:
            try:
                self._cpu[process.pid] = _cpu(process)
                size = round(process.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                continue
            if process.pid == self._service.pid:
                self._memory["watch"].append(size)
            else:
                largest = max(largest, size)
        self._memory["worker"].append(largest)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    total = times.user + times.system
    if process.pid == psutil.Process().pid:
        total += sum(_cpu(child) for child in process.children(recursive=True))
    return float(total)


def _inbox(folder: Path, number: int) -> Path:
    inbox = folder / "inbox"
    for application in range(number):
        put(inbox / f"client{application % 20}" / str(application), application)
    return inbox


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applications", type=int, default=2000)
    parser.add_argument("--unchanged", type=int, default=10_000)
    parser.add_argument("--database", default=None, help="a URL, or 'postgres' for a server of its own")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    server = Postgres() if options.database == "postgres" else None
    results: dict[str, Any] = {"machine": {"cores": psutil.cpu_count(), "load_before": psutil.getloadavg()[0]}}
    folder = Path(tempfile.mkdtemp(prefix="docvet-load-"))
    try:
        if "walk" in options.only:
            results["walk"] = walk(options.unchanged, folder / "walk")
        inbox = _inbox(folder, options.applications)
        if "overhead" in options.only:
            (folder / "bare").mkdir()
            results["bare"] = bare(inbox, folder / "bare")
            database = server.database() if server else options.database
            results["one_worker"] = served(inbox, folder / "home1", options.applications, database, 1)
            each = results["bare"]["cpu_seconds"] / options.applications
            results["cpu_overhead_percent"] = round(100 * (results["one_worker"]["cpu_seconds_each"] / each - 1), 1)
            clock = results["bare"]["seconds"] / options.applications
            results["clock_overhead_percent"] = round(100 * (results["one_worker"]["seconds_each"] / clock - 1), 1)
        if "workers" in options.only:
            database = server.database() if server else options.database
            results["two_workers"] = served(inbox, folder / "home2", options.applications, database, 2)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if server:
            server.__exit__(None, None, None)
    results["machine"]["load_after"] = psutil.getloadavg()[0]
    _print(results)
    write_results("service-load", results)


def _print(results: dict[str, Any]) -> None:
    table = Table("", "value")
    for part, values in results.items():
        for key, value in values.items() if isinstance(values, dict) else [("", values)]:
            table.add_row(f"{part} {key}".strip(), str(value))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
