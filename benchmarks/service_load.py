"""What the service costs: beside a bare scan, over an unchanged inbox, in memory, at its API, and with a second worker.

    python -m benchmarks.service_load [--applications N] [--beside N] [--unchanged N] [--database URL|postgres] [--only PART …]

Parts: ``walk`` (an unchanged inbox), ``overhead`` (service beside bare scans of the same folders, CPU-seconds and
clock), ``workers`` (two beside one), both over ``--beside`` applications; ``many`` (two workers
over all applications: memory over time, answers of the API while they are busy). Linux only.
Results go to ``benchmarks/results/service-load.json``.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import psutil
import sqlalchemy as sa
import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import Connection

from benchmarks.postgres import Postgres
from benchmarks.service_runs import (
    ROOT,
    Service,
    account,
    left_over,
    opened,
    put,
    read_results,
    settled,
    states,
    wait_until,
    write_results,
)  # fmt: skip
from docvet.service.home import Home
from docvet.service.inbox import list_files, survey
from docvet.service.ledger import health, open_ledger, tables
from docvet.service.ledger.database import sqlite_url
from docvet.service.outside import PUBLIC_URL
from docvet.service.watcher import Watcher

PARTS = ("walk", "overhead", "workers", "many")
_HOUR = 3600.0
_FEW = 10
_SUBREAPER = 36
_ENDING = 30.0
"""Seconds that processes of a run may take to end."""
_TAKEN_IN = 300
_PAUSE = 2.0
"""Seconds between two rounds of questions to the API: people and programs that look now and then, not a load of its own."""


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


def bare(inbox: Path, folder: Path, number: int, *more: str) -> Cost:
    """``docvet scan`` over the first so many folders, one process reading: JSON and HTML of each, a cold cache; with flags."""
    for name in ("json", "html"):
        (folder / name).mkdir(parents=True)
    command = [
        sys.executable, "-m", "docvet", "scan", *map(str, _folders(inbox)[:number]), "--jobs", "1", "--quiet",
        "--format", "json", "--output", str(folder / "json"), "--format", "html", "--output", str(folder / "html"), *more,
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DOCVET_CACHE_DIR": str(folder / "cache")}
    with _Measured() as cost:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if (written := len(list((folder / "html").iterdir()))) != number:
        raise RuntimeError(f"{written} reports of {number}")
    return cost


def served(inbox: Path, home: Path, number: int, database: str | None, workers: int) -> tuple[Cost, dict[str, Any]]:
    """The folders through the service, from its start to its end; the clock runs until the last report."""
    service = Service(inbox, home, database, workers=workers, arguments=("--settle", "0", "--rescan", "5"))
    with _Measured() as cost:
        service.start()
        seen = _Watching(service)
        seen.start()
        try:
            wait_until(settled(home, number, database), _HOUR, 0.5)
            cost.stop_clock()
        finally:
            seen.stop()
            code, ending = service.stop()
            left_over(seen.family)
    found = account(home, inbox, database)
    return cost, {
        "workers": workers, "applications": number, "done": found.done, "lost": found.lost, "doubled": found.doubled,
        "exit": code, "ending_seconds": round(ending, 2), "watch_memory_mb": seen.memory("watch"),
        "worker_memory_mb": seen.memory("worker"),
    }  # fmt: skip


def overhead(inbox: Path, folder: Path, number: int, database: Callable[[], str | None]) -> dict[str, Any]:
    """The service beside bare scans of the same folders: what it costs to start and end, and what each folder costs.

    Both are run over a few folders and over all; the difference is what the folders cost. All CPU time counts, also that of
    processes that were replaced meanwhile.
    """
    found: dict[str, Any] = {}
    few = min(_FEW, number // 2)
    small = _inbox(folder / "few", few)
    costs: dict[str, list[Cost]] = {
        name: [bare(inbox, folder / f"{name}{size}", size, *more) for size in (few, number)]
        for name, more in (("bare", ()), ("bare_no_remember", ("--no-remember",)))
    }
    costs["service"] = []
    for at, place, size in (("few", small, few), ("all", inbox, number)):
        cost, notes = served(place, folder / f"home-{at}", size, database(), 1)
        costs["service"].append(cost)
        found["service_run"] = notes
    for name, (less, more) in costs.items():
        each = (more.cpu - less.cpu) / (number - few)
        found[name] = {
            "cpu_seconds_each": round(each, 4), "cpu_seconds_fixed": round(less.cpu - few * each, 2),
            "seconds_each": round((more.clock - less.clock) / (number - few), 4), "cpu_seconds": round(more.cpu, 2),
            "seconds": round(more.clock, 2),
        }  # fmt: skip
    for name in ("bare", "bare_no_remember"):
        for unit in ("cpu_seconds", "seconds"):
            percent = 100 * (found["service"][f"{unit}_each"] / found[name][f"{unit}_each"] - 1)
            found[f"beside_{name}_{unit}_percent"] = round(percent, 1)
    return found


def workers(inbox: Path, folder: Path, number: int, database: Callable[[], str | None]) -> dict[str, Any]:
    """Two workers beside one, on the clock; the share of a second core that the machine had to give is not known."""
    found: dict[str, Any] = {}
    for count in (1, 2):
        cost, notes = served(inbox, folder / f"home-workers{count}", number, database(), count)
        found[str(count)] = {"seconds": round(cost.clock, 1), "cpu_seconds": round(cost.cpu, 1), **notes}
    found["speedup"] = round(found["1"]["seconds"] / found["2"]["seconds"], 2)
    return found


def many(inbox: Path, folder: Path, number: int, database: Callable[[], str | None]) -> dict[str, Any]:
    """All applications by two workers: what they took, answers of the API meanwhile, and memory from first to last."""
    home, url = folder / "home-many", database()
    arguments = ("--settle", "0", "--rescan", "30", "--listen", "127.0.0.1:0")
    began_all = time.monotonic()
    service = Service(inbox, home, url, workers=2, arguments=arguments, web=True).start()
    seen = _Watching(service)
    seen.start()
    times: dict[str, list[float]] = {}
    statuses: Counter[int] = Counter()
    try:
        wait_until(lambda: states(home, url)["done"] > 0, _HOUR, 0.5)
        with opened(home, url) as ledger, ledger.read() as connection:
            address = health.setting(connection, PUBLIC_URL)
            one = connection.execute(
                sa.select(tables.reports.c.application_id, tables.versions.c.digest).join(tables.versions).limit(1)
            ).one()
        paths = {
            "healthz": "/healthz", "list": "/api/v1/applications", "one": f"/api/v1/applications/{one[0]}",
            "report.json": f"/api/v1/applications/{one[0]}/versions/{one[1][:16]}/report.json",
            "report.html": f"/api/v1/applications/{one[0]}/versions/{one[1][:16]}/report.html", "metrics": "/metrics",
        }  # fmt: skip
        token = {"Authorization": f"Bearer {Home(home).token()}"}
        with httpx.Client(base_url=address, headers=token, timeout=60) as client:
            is_done = settled(home, number, url)
            while not is_done():
                for name, path in paths.items():
                    began = time.monotonic()
                    statuses[client.get(path).status_code] += 1
                    times.setdefault(name, []).append(time.monotonic() - began)
                time.sleep(_PAUSE)
        seconds = time.monotonic() - began_all
    finally:
        seen.stop()
        code, ending = service.stop()
    done = account(home, inbox, url)
    every = sorted(value for values in times.values() for value in values)
    return {
        "applications": number, "done": done.done, "lost": done.lost, "doubled": done.doubled, "seconds": round(seconds, 1),
        "ending_seconds": round(ending, 2), "requests": len(every), "statuses": {str(key): value for key, value in statuses.items()}, "exit": code,
        "p50_ms": _percentile(every, 0.5), "p95_ms": _percentile(every, 0.95),
        "p95_ms_by_path": {name: _percentile(sorted(values), 0.95) for name, values in times.items()},
        "watch_memory_mb": seen.memory("watch"), "worker_memory_mb": seen.memory("worker"),
    }  # fmt: skip


def _percentile(values: Sequence[float], share: float) -> float | None:
    return round(1000 * values[min(len(values) - 1, int(share * len(values)))], 1) if values else None


class Cost:
    """CPU-seconds of everything that ran and ended in a block, children of children included, and its seconds."""

    cpu = 0.0
    clock = 0.0

    def __init__(self) -> None:
        self._began = time.monotonic()

    def stop_clock(self) -> None:
        """What follows costs CPU time only."""
        self.clock = self.clock or time.monotonic() - self._began


class _Measured:
    def __enter__(self) -> Cost:
        _adopt()
        self._before = _cpu_of_children()
        self._cost = Cost()
        return self._cost

    def __exit__(self, *_: object) -> None:
        self._cost.stop_clock()
        wait_until(lambda: not self._left(), _ENDING)
        self._cost.cpu = _cpu_of_children() - self._before

    def _left(self) -> bool:
        """Some process of the block has not ended: what it used is not known yet."""
        _cpu_of_children()
        return any(_name(child) not in ("", "postgres") for child in psutil.Process().children(recursive=True))


def _name(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.name()
    return ""


def _adopt() -> None:
    """Orphans become this process's children, so that their CPU time is known once they have ended (Linux)."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _cpu_of_children() -> float:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watching(threading.Thread):
    """Memory of a service's processes, looked at every second."""

    def __init__(self, service: Service) -> None:
        super().__init__(daemon=True)
        self._service = service
        self._over = threading.Event()
        self._memory: dict[str, list[int]] = {"watch": [], "worker": []}
        self.family: list[psutil.Process] = []

    def run(self) -> None:
        """Until :meth:`stop`."""
        while not self._over.wait(1.0):
            self._look()

    def memory(self, part: str) -> list[int]:
        """MB at ten moments from first to last, of the largest process of that part."""
        values = self._memory[part]
        return [values[index * (len(values) - 1) // 9] for index in range(10)] if values else []

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()

    def _look(self) -> None:
        self.family = self._service.family()
        largest = 0
        for process in self.family:
            try:
                size = round(process.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                continue
            if process.pid == self._service.pid:
                self._memory["watch"].append(size)
            else:
                largest = max(largest, size)
        self._memory["worker"].append(largest)


def _inbox(folder: Path, number: int) -> Path:
    inbox = folder / "inbox"
    for application in range(number):
        put(inbox / f"client{application % 20}" / str(application), application)
    return inbox


def _folders(inbox: Path) -> list[Path]:
    return sorted(path for path in inbox.glob("*/*") if path.is_dir())


def main() -> None:
    """Measure, print a table, write JSON; parts that are not measured now keep their earlier figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applications", type=int, default=2000)
    parser.add_argument(
        "--beside", type=int, default=300, help="applications where the service is compared with something"
    )
    parser.add_argument("--unchanged", type=int, default=10_000)
    parser.add_argument("--database", default=None, help="a URL, or 'postgres' for a server of its own")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    results: dict[str, Any] = read_results("service-load") or {}
    folder = Path(tempfile.mkdtemp(prefix="docvet-load-"))
    server = Postgres() if options.database == "postgres" else None

    def database() -> str | None:
        return server.database() if server else options.database

    try:
        inboxes = {
            "many": _inbox(folder / "all", options.applications) if "many" in options.only else folder,
            "beside": _inbox(folder / "some", options.beside) if {"overhead", "workers"} & {*options.only} else folder,
        }
        for part in options.only:
            load = psutil.getloadavg()[0]
            if part == "walk":
                found = walk(options.unchanged, folder / "walk")
            else:
                size = options.applications if part == "many" else options.beside
                found = _PARTS[part](inboxes["many" if part == "many" else "beside"], folder, size, database)
            key = part if server is None else f"{part} (postgres)"
            results[key] = {"load": [round(load, 1), round(psutil.getloadavg()[0], 1)], **found}
            _print({key: results[key]})
            write_results("service-load", results)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if server:
            server.__exit__(None, None, None)


_PARTS = {"overhead": overhead, "workers": workers, "many": many}


def _print(results: dict[str, Any]) -> None:
    table = Table("", "value")
    for part, values in results.items():
        for key, value in values.items():
            table.add_row(f"{part} {key}", str(value))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
