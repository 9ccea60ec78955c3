"""How long people wait at the desk: for the first page, the list of 10,000, a case, a picture of a page.

    python -m benchmarks.desk [--applications N] [--requests N] [--starts N] [--only PART …]

Parts: ``start`` (``docvet desk`` in an empty home until the drop page is answered), ``list``, ``case``, ``picture``. Each is measured by
the clock and in CPU-seconds of the process that answers: on a machine that does other things too, only the latter mean something.
Results go to ``benchmarks/results/desk.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import structlog
from rich.console import Console
from rich.table import Table

from benchmarks.service_runs import ROOT, write_results
from docvet import Report, scan
from docvet.service.api.server import Web
from docvet.service.api.site import Site
from docvet.service.cipher import new_key
from docvet.service.ledger import applications, attempts, open_ledger, reports, runs, tables, versions, work
from docvet.service.ledger.database import sqlite_url
from docvet.service.listening import Listening
from docvet.service.people import tokens
from sample_docs.folders import Story, build

PARTS = ("start", "list", "case", "picture")
TARGETS = {"start": 5.0, "list": 0.2, "case": 0.3, "picture": 1.0, "picture, woken": 1.0, "picture, kept": 0.05}
"""Seconds by the clock on a machine with nothing else to do; of lists, cases and pictures the 95th percentile."""
_LINK = re.compile(r"(http://[^/\s]+)(/sign-in/[^#\s]+)")
_DEFECTS = ("licence_expired", "letter_expired", "id_expired")
_FILTERS: tuple[dict[str, str], ...] = ({}, {"verdict": "reject"}, {"q": "申请77"}, {"sort": "client"}, {"sort": "-age"}, {"client": "客户07"}, {"waits": "clerk"}, {"state": "queued"})  # fmt: skip


class _NoJobs:
    """An engine that carries nothing."""

    def enqueue(self, _connection: object, _job: str, _attempt: int, *, size: int, delay: float = 0.0) -> None:
        """Nothing happens."""

    def withdraw(self, _jobs: Sequence[str]) -> None:
        """Nothing happens."""


def summary(clock: Sequence[float], cpu: Sequence[float]) -> dict[str, float]:
    """Seconds: medians, 95th percentiles."""
    return {
        "times": len(clock), "clock_median": round(statistics.median(clock), 4), "clock_p95": round(_p95(clock), 4),
        "cpu_median": round(statistics.median(cpu), 4), "cpu_p95": round(_p95(cpu), 4),
    }  # fmt: skip


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def start(times: int) -> dict[str, dict[str, float]]:
    """First starts, each in a new home."""
    clock, cpu = [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="docvet-bench-") as folder:
            began = time.perf_counter()
            command = [
                sys.executable,
                "-m",
                "docvet",
                "desk",
                "--home",
                f"{folder}/home",
                "--no-browser",
                "--workers",
                "1",
            ]
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=ROOT
            ) as process:
                try:
                    seconds = _first_page(process, began)
                    used = psutil.Process(process.pid).cpu_times()
                finally:
                    process.send_signal(signal.SIGINT)
                    process.wait(60)
                clock.append(seconds)
                cpu.append(used.user + used.system)
    return {"start": summary(clock, cpu)}


def _first_page(process: subprocess.Popen[str], began: float) -> float:
    """Seconds until the drop page was answered to whoever opened the link."""
    assert process.stdout is not None  # noqa: S101 - for the type checker
    match = next(filter(None, map(_LINK.search, process.stdout)))
    with httpx.Client(base_url=match[1], follow_redirects=True, timeout=120) as http:
        page = http.post(match[2])
    if page.status_code != 200 or 'id="drop"' not in page.text:
        raise RuntimeError("the first page is not the drop page")
    return time.perf_counter() - began


@contextmanager
def site_with(folder: Path, number: int) -> Iterator[tuple[Site, httpx.Client]]:
    """A web side over a ledger of so many applications, and a client with the owner's token."""
    home, inbox = folder / "home", folder / "inbox"
    home.mkdir(parents=True)
    inbox.mkdir()
    site = Site(
        ledger=open_ledger(sqlite_url(folder / "ledger.db")), jobs=_NoJobs(), key=new_key(), home=home, inbox=inbox
    )
    now, states = time.time(), ("done", "done", "done", "queued", "failed")
    rows = [
        {
            "id": f"b{at:011d}", "client": f"客户{at % 97:02d}", "name": f"申请{at}", "path": f"客户{at % 97:02d}/申请{at}",
            "state": states[at % 5], "settling": False, "stat_digest": "x", "verdict": ("reject", "review", "clear", None)[at % 4],
            "first_seen_at": now - at * 60, "changed_at": now - at * 30,
        }
        for at in range(number)
    ]  # fmt: skip
    with site.ledger.write() as connection:
        if rows:
            connection.execute(tables.applications.insert(), rows)
    web = Web(site, Listening("127.0.0.1", 0))
    web.start()
    token = tokens.owners(home)
    try:
        with httpx.Client(base_url=web.url, headers={"Authorization": f"Bearer {token}"}, timeout=120) as http:
            yield site, http
    finally:
        web.stop()
        site.ledger.close()


def asked(http: httpx.Client, paths: Sequence[str]) -> dict[str, float]:
    """These paths, one after the other; the server is this very process."""
    clock, cpu = [], []
    for path in paths:
        began, used = time.perf_counter(), time.process_time()
        answer = http.get(path)
        clock.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
    return summary(clock, cpu)


def lists(folder: Path, number: int, times: int) -> dict[str, dict[str, float]]:
    """Pages of the list, by all filters and sorts."""
    chance = random.Random(1)  # noqa: S311 - only which page
    with site_with(folder, number) as (_, http):
        paths = []
        for at in range(times):
            query = {**_FILTERS[at % len(_FILTERS)], "page": str(chance.randint(1, max(1, number // 60)))}
            paths.append(str(httpx.URL("/", params=query)))
        asked(http, paths[:5])
        return {"list": asked(http, paths)}


def cases(folder: Path, number: int, times: int, parts: Sequence[str]) -> dict[str, dict[str, float]]:
    """A case among so many, and pictures of its pages."""
    made: dict[str, dict[str, float]] = {}
    with site_with(folder, number) as (site, http):
        place = build(Story.invent(77), site.inbox / "样本" / "申请", defect=_DEFECTS)
        report = scan(place, jobs=1)
        identity = _enter(site, place, report)
        if "case" in parts:
            asked(http, [f"/applications/{identity}"] * 3)
            made["case"] = asked(http, [f"/applications/{identity}"] * times)
        if "picture" in parts:
            made |= pictures(site, http, identity, report, times)
    return made


def pictures(site: Site, http: httpx.Client, identity: str, report: Report, times: int) -> dict[str, dict[str, float]]:
    """The first picture with no process awake, as after a direct link; first pictures as usual; pictures made before."""
    pages = [
        f"/api/v1/applications/{identity}/versions/current/pages/{document.id}/{page}.png"
        for document in report.documents
        if document.pages
        for page in range(document.page_range[0], document.page_range[1] + 1)
    ][:20]
    site.pictures.close()
    first = asked(http, pages[:1])
    return {
        "picture": first,
        "picture, woken": asked(http, pages[1:]),
        "picture, kept": asked(http, (pages * times)[:times]),
    }


def _enter(site: Site, place: Path, report: Report) -> str:
    """The report in the ledger, as a worker puts it there."""
    files: dict[str, list[int | str]] = {
        path.relative_to(place).as_posix(): [path.stat().st_size, path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()]
        for path in place.rglob("*") if path.is_file()
    }  # fmt: skip
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    with site.ledger.write() as connection:
        identity = applications.meet(connection, "样本", "申请", "样本/申请")
        versions.settle(connection, site.jobs, identity, digest, files, digest)
        run = runs.of_application(connection, identity)[0]
        claim = work.claim(connection, attempts.of_run(connection, run["id"])[-1]["id"], "bench")
        if claim is None:
            raise RuntimeError("the attempt cannot be claimed")
        folder = site.home / "reports" / "1"
        folder.mkdir(parents=True)
        for name in ("report.json", "report.full.json"):
            (folder / name).write_text(report.model_dump_json(), encoding="utf-8")
        reports.add(
            connection,
            run["id"],
            attempt_id=claim.attempt,
            folder="reports/1",
            verdict=str(report.verdict),
            counts={},
            findings=[],
        )
        work.finish(connection, claim)
    return identity


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, show, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    given = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    results: dict[str, Any] = {
        "applications": given.applications,
        "cores": os.cpu_count(),
        "load_before": round(load, 2),
    }
    parts: list[tuple[str, Callable[[Path], dict[str, dict[str, float]]]]] = [
        ("start", lambda _: start(given.starts)),
        ("list", lambda folder: lists(folder / "list", given.applications, given.requests)),
        ("case", lambda folder: cases(folder / "case", given.applications, given.requests, given.only)),
    ]
    with tempfile.TemporaryDirectory(prefix="docvet-bench-") as work_folder:
        for name, measure in parts:
            if name in given.only or (name == "case" and "picture" in given.only):
                results |= measure(Path(work_folder))
    results["load_after"] = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0
    table = Table(
        "",
        "times",
        "clock median",
        "clock p95",
        "CPU median",
        "CPU p95",
        "target",
        title=f"load {load:.1f} of {os.cpu_count()} cores",
    )
    for name, target in TARGETS.items():
        if row := results.get(name):
            cells = (f"{row[key]:.3f}" for key in ("clock_median", "clock_p95", "cpu_median", "cpu_p95"))
            table.add_row(name, str(row["times"]), *cells, f"≤ {target}")
    Console().print(table)
    write_results("desk", results)


if __name__ == "__main__":
    main()
