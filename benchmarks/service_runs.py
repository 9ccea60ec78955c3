"""A service run as people run it, in processes of its own, and applications small enough to have many of them.

Used by the fault runs, the load runs and the tests.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from docvet.service import engine, publish
from docvet.service.home import Home
from docvet.service.ledger import Ledger, open_ledger, tables, work

_FONT = "STSong-Light"
_KILLING_TEXT = "本页使工作进程终止"
ROOT = Path(__file__).parents[1]


def page(*lines: str) -> bytes:
    """A PDF of one page with a text layer."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(_FONT, 13)
    for number, line in enumerate(("SAMPLE 样本", *lines)):
        canvas.drawString(72, 770 - 26 * number, line)
    canvas.save()
    return stream.getvalue()


def put(folder: Path, number: int, *, killing: bool = False, pages: int = 2) -> Path:
    """A small application of text layers; a killing one ends the process that reads it where :func:`killer` is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    company = f"深圳市样本{number}贸易有限公司"
    (folder / "承诺书.pdf").write_bytes(
        page("合规承诺书", f"{company}承诺遵守平台规则与适用法律法规。", f"承诺人：{company}", "日期：2024年05月06日")
    )
    if pages > 1:
        (folder / "送货单.pdf").write_bytes(
            page("送货单", "日期：2024年04月02日", f"购货单位：{company}", "供货单位：样本供应链有限公司", "品牌：SAMPLE 数量 20 金额 ￥2000.00")
        )  # fmt: skip
    if killing:
        (folder / "终止.pdf").write_bytes(page(_KILLING_TEXT))
    return folder


def killer(folder: Path) -> Path:
    """A package with a kind of document whose reader ends its own process: a fault of code in the worker itself."""
    info = folder / "shop_killer-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-killer\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[docvet.kinds]\nkilling_page = shop_killer:KIND\n", encoding="utf-8")
    (folder / "shop_killer.py").write_text(
        "import os, signal\n"
        "from docvet.documents.kinds import Kind\n\n\n"
        "def extract(document):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n\n\n"
        f'KIND = Kind(name="killing_page", titles=("{_KILLING_TEXT}",), signs=(("{_KILLING_TEXT}", 2.0),), extract=extract,\n'
        '            fields=(), title={"zh": "终止", "en": "killing page"})\n',
        encoding="utf-8",
    )
    return folder


@dataclass
class Service:
    """``docvet watch`` (or ``worker``) on an inbox and a home, started and ended by whoever holds it."""

    inbox: Path
    home: Path
    database: str | None = None
    workers: int = 2
    arguments: Sequence[str] = ("--settle", "0.5", "--rescan", "2")
    extra_path: Path | None = None
    command: str = "watch"
    web: bool = False
    """With the web side, where it listens as the arguments say."""
    process: subprocess.Popen[bytes] | None = None
    log: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    watched: Sequence[str] = ()
    """The command of a program that watches it (``strace`` with its flags)."""

    def start(self) -> Service:
        """Start it in a process group of its own."""
        self.log = self.log or self.home.with_name(f"{self.home.name}.{self.command}.log")
        path = os.pathsep.join(str(part) for part in (self.extra_path, ROOT, os.environ.get("PYTHONPATH")) if part)
        where = [str(self.inbox)] if self.command == "watch" else ["--inbox", str(self.inbox)]
        command = [
            *self.watched, sys.executable, "-m", "docvet", self.command, *where, "--home", str(self.home), "--workers",
            str(self.workers), *(self.arguments if self.command == "watch" else ()),
            *(("--no-web",) if self.command == "watch" and not self.web else ()),
            *(("--database", self.database) if self.database else ()),
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, "PYTHONPATH": path, "DOCVET_LOG": "json", **self.environment},
            )  # fmt: skip
        return self

    @property
    def pid(self) -> int:
        """The number of its first process."""
        if self.process is None:
            raise RuntimeError("the service was not started")
        return self.process.pid

    def family(self) -> list[psutil.Process]:
        """The process and all below it."""
        try:
            first = psutil.Process(self.pid)
            return [first, *first.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def worker_processes(self) -> list[psutil.Process]:
        """Its workers, without the processes that these read files in."""
        try:
            return [worker for server in self.fork_servers() for worker in server.children()]
        except psutil.NoSuchProcess:
            return []

    def fork_servers(self) -> list[psutil.Process]:
        """The process that its workers were forked from."""
        below = psutil.Process(self.pid).children()
        return [child for child in below if "multiprocessing.forkserver" in " ".join(child.cmdline())]

    def stop(self, patience: float = 40.0) -> tuple[int, float]:
        """Ask it to end. Returns its exit code and the seconds it took."""
        began = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        code = self._wait(patience)
        return code, time.monotonic() - began

    def kill(self, what: str = "group") -> list[psutil.Process]:
        """SIGKILL to the whole ``group``, to the ``parent`` alone or to one ``worker``; returns the processes that there were."""
        family = self.family()
        if what == "worker":
            workers = self.worker_processes()
            if workers:
                workers[0].kill()
            return family
        for process in family if what == "group" else family[:1]:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        self._wait(10)
        return family

    def end(self) -> None:
        """Whatever is left of it, at once."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def _wait(self, seconds: float) -> int:
        if self.process is None:
            raise RuntimeError("the service was not started")
        return self.process.wait(seconds)


def execute(url: str, worker: str, version: str) -> None:
    """An executor that claims what it is given, keeps it for a moment and finishes it; for a process of its own."""
    engine._VERSION = version
    ledger = open_ledger(url, migrate=False)
    executor = engine.Executor(ledger, worker)
    executor.start()
    for attempt in executor.attempts():
        with ledger.write() as connection:
            claim = work.claim(connection, attempt, worker)
        if claim is not None:
            time.sleep(0.2)
            with ledger.write() as connection:
                work.finish(connection, claim)


def left_over(family: Sequence[psutil.Process], seconds: float = 5.0) -> list[psutil.Process]:
    """Those of the processes that are alive after a while, though they should have left."""
    _, alive = psutil.wait_procs(family, timeout=seconds)
    return [process for process in alive if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the applications in an inbox."""

    applications: int
    done: int
    failed: int
    lost: int
    """Applications without a report that are not failed."""
    doubled: int
    """Runs with more than one report, versions with more than one run that nobody asked for, report folders without a row."""
    half: int
    """Report folders that lack a file."""

    @property
    def is_clean(self) -> bool:
        """Nothing was lost, doubled or half written."""
        return self.lost == self.doubled == self.half == 0


def account(home: Path, inbox: Path, database: str | None = None) -> Account:
    """Count what is in the inbox, the ledger and the home."""
    there = {f"{folder.parent.name}/{folder.name}" for folder in inbox.glob("*/*") if folder.is_dir()}
    with opened(home, database) as ledger, ledger.read() as connection:
        rows = connection.execute(sa.select(tables.applications)).mappings().all()
        of_runs = connection.execute(sa.select(tables.reports.c.run_id, tables.reports.c.folder)).all()
        per_version = Counter(
            version
            for (version,) in connection.execute(
                sa.select(tables.runs.c.version_id).where(
                    tables.runs.c.cause == "new", tables.runs.c.state != "discarded"
                )
            )
        )
    finished = {f"{row['client']}/{row['name']}": row["state"] for row in rows}
    folders = {str(path.parent.relative_to(home)) for path in (home / "reports").rglob("report.json")}
    known = Counter(folder for _, folder in of_runs)
    doubled = sum(count > 1 for count in (*known.values(), *per_version.values())) + len(folders - known.keys())
    names = {publish.REPORT_JSON, publish.REPORT_HTML, publish.FULL_JSON, publish.COVERS}
    half = sum(
        {item.name for item in (home / folder).iterdir()} != names for folder in known if (home / folder).is_dir()
    )
    lost = sum(finished.get(name) not in ("done", "failed") for name in there)
    lost += sum(not (home / folder).is_dir() for folder in known)
    states = Counter(finished[name] for name in there if name in finished)
    return Account(len(there), states["done"], states["failed"], lost, doubled, half)


class opened:  # noqa: N801 - reads as a verb
    """The ledger of a home, for a moment; without ``check`` for those who ask many times a second."""

    def __init__(self, home: Path, database: str | None = None, *, check: bool = True) -> None:
        self._ledger: Ledger = open_ledger(Home(home).database(database), migrate=False, check=check)

    def __enter__(self) -> Ledger:
        return self._ledger

    def __exit__(self, *_: object) -> None:
        self._ledger.close()


def states(home: Path, database: str | None = None) -> Counter[str]:
    """How many applications are in each state; empty while there is no ledger."""
    try:
        with opened(home, database, check=False) as ledger, ledger.read() as connection:
            rows = connection.execute(sa.select(tables.applications.c.state)).all()
    except Exception:  # not there yet, or away
        return Counter()
    return Counter(state for (state,) in rows)


def wait_until(condition: Callable[[], bool], seconds: float, every: float = 0.2) -> bool:
    """True as soon as the condition holds, false where it does not in that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(every)
    return condition()


def settled(home: Path, number: int, database: str | None = None) -> Callable[[], bool]:
    """Whether so many applications are done or failed, and none is on its way."""

    def is_settled() -> bool:
        now = states(home, database)
        return now["done"] + now["failed"] >= number and not now["queued"] + now["scanning"] + now["settling"]

    return is_settled


def write_results(name: str, results: object) -> None:
    """The figures as JSON beside the others."""
    path = Path(__file__).parent / "results" / f"{name}.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_results(name: str) -> Any:
    """The figures as they were written last; None where they were not."""
    path = Path(__file__).parent / "results" / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
