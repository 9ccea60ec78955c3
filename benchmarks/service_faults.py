"""The service under faults: what was put in, what came out, what was lost, doubled or left behind.

    python -m benchmarks.service_faults [--kills N] [--seed N] [--databases sqlite postgres] [--only FAULT …]

Each fault has a service, an inbox and (on Postgres) a server of its own. ``kills`` sends SIGKILL at random moments to the
whole group, to the parent alone or to one worker, while folders keep coming. ``disk_full`` needs root, for a small tmpfs.
Results go to ``benchmarks/results/service-faults.json``, where they take the place of those of the same fault, database and seed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.service_runs import (
    account,
    execute,
    killer,
    left_over,
    opened,
    page,
    put,
    read_results,
    states,
    wait_until,
    write_results,
)  # fmt: skip
from benchmarks.service_stage import Stage, claims, count, finish, reasons, staged
from docvet.service.engine import Engine, prepare
from docvet.service.ledger import applications, open_ledger, tables, versions
from docvet.service.ledger.database import sqlite_url

_KINDS = ("group", "parent", "worker")
_WORKING = 0.6


def kills(stage: Stage) -> int:
    """SIGKILL at random moments, folders coming in meanwhile."""
    number = 0
    resumed: list[float] = []
    loads: list[float] = []
    service = stage.start()
    for _ in range(stage.kills):
        for _ in range(3):
            put(stage.inbox / f"client{number % 5}" / str(number), number)
            number += 1
        done = states(stage.home, stage.database)["done"]
        wait_until(stage.is_scanning, 60, 0.05)
        if stage.random.random() < _WORKING:  # else it is cut short before it has finished anything
            wait_until(lambda done=done: states(stage.home, stage.database)["done"] > done, 60, 0.05)  # type: ignore[misc]
        time.sleep(stage.random.uniform(0, 2.0))
        what = stage.random.choice(_KINDS)
        stage.notes[what] = stage.notes.get(what, 0) + 1
        family = service.kill(what)
        if what == "worker":
            continue
        stage.killed += family
        left = left_over(family)
        stage.notes["orphans"] = stage.notes.get("orphans", 0) + len(left)
        before = claims(stage)
        loads.append(os.getloadavg()[0])
        began = time.monotonic()
        service = stage.start()
        if wait_until(lambda before=before: claims(stage) > before, 60, 0.2):  # type: ignore[misc]
            resumed.append(time.monotonic() - began)
    stage.notes["restart_to_work_seconds"] = {
        "median": round(sorted(resumed)[len(resumed) // 2], 1) if resumed else None,
        "most": round(max(resumed, default=0.0), 1),
        "load": [round(min(loads, default=0.0), 1), round(max(loads, default=0.0), 1)],
    }
    stage.wait(number)
    return number


def postgres_away(stage: Stage) -> int:
    """The database stopped and started three times: at work, while work is given back, while folders come in."""
    if stage.server is None:
        raise NotImplementedError
    service = stage.start()
    for number in range(12):
        put(stage.inbox / "client" / str(number), number)
    for what in ("at work", "given back", "coming in"):
        wait_until(stage.is_scanning, 60, 0.05)
        if what == "given back":
            service.kill("worker")
        stage.server.stop()
        if what == "coming in":
            put(stage.inbox / "client" / "late", 99)
        time.sleep(3.0)
        stage.server.start()
    stage.wait(13)
    return 13


def disk_full(stage: Stage) -> int:
    """The home on a tmpfs that is full for a while."""
    stage.home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", stage.home], check=True)
    try:
        stage.start(workers=1)
        wait_until(lambda: (stage.home / "config").exists(), 60)
        for number in range(4):
            put(stage.inbox / "client" / str(number), number)
        wait_until(stage.is_scanning, 60, 0.05)
        ballast = stage.home / "ballast"
        with ballast.open("wb") as stream:
            try:
                while True:
                    stream.write(b"\0" * 65536)
                    stream.flush()
            except OSError:
                pass
        for number in range(4, 8):
            put(stage.inbox / "client" / str(number), number)
        time.sleep(15.0)
        stage.notes["states_while_full"] = dict(states(stage.home, stage.database))
        ballast.unlink()
        stage.wait(8)
        found = account(stage.home, stage.inbox, stage.database)
        stage.notes["account"] = asdict(found)
        finish(stage)
    finally:
        subprocess.run(["umount", "-l", stage.home], check=False)
    return 8


def slow_copies(stage: Stage) -> int:
    """Files that take eight seconds to arrive: growing, under temporary names, and into room reserved ahead."""
    stage.start(arguments=("--settle", "3", "--rescan", "2"))
    source = page("合规承诺书", "深圳市样本贸易有限公司承诺遵守平台规则。", "日期：2024年05月06日")

    def copy(number: int) -> None:
        folder = stage.inbox / "client" / str(number)
        folder.mkdir(parents=True)
        name = folder / ("a.pdf.part" if number % 3 == 1 else "a.pdf")
        with name.open("wb") as stream:
            if number % 3 == 2:
                stream.truncate(len(source))
            step = len(source) // 8 + 1
            for start in range(0, len(source), step):
                stream.seek(start)
                stream.write(source[start : start + step])
                stream.flush()
                time.sleep(1.0)
        if number % 3 == 1:
            name.rename(folder / "a.pdf")

    copies = [threading.Thread(target=copy, args=(number,)) for number in range(9)]
    for each in copies:
        each.start()
    for each in copies:
        each.join()
    stage.wait(9)
    with opened(stage.home, stage.database) as ledger, ledger.read() as connection:
        stage.notes["versions"] = connection.execute(sa.select(sa.func.count()).select_from(tables.versions)).scalar()
    return 9


def moved_in_whole(stage: Stage) -> int:
    """A folder made elsewhere and moved in, then to another client; events are off."""
    put(stage.folder / "made" / "a", 1)
    stage.start(arguments=("--settle", "0.5", "--rescan", "2", "--no-events"))
    wait_until(lambda: (stage.home / "config").exists(), 60)
    (stage.folder / "made" / "a").rename(stage.inbox / "client")
    stage.wait(1)
    (stage.inbox / "client").rename(stage.folder / "out")
    (stage.inbox / "other").mkdir()
    (stage.folder / "out").rename(stage.inbox / "other" / "b")
    wait_until(lambda: states(stage.home, stage.database)["gone"] == 1, 60)
    stage.wait(1)
    stage.notes["states"] = dict(states(stage.home, stage.database))
    return 1


def burst(stage: Stage) -> int:
    """Five hundred files at once, while the service starts."""
    stage.start()
    for number in range(100):
        folder = put(stage.inbox / f"client{number % 10}" / str(number), number, pages=1)
        for extra in range(4):
            (folder / f"{extra}.txt").write_text(f"note {number} {extra}", encoding="utf-8")
    stage.wait(100)
    return 100


def no_events(stage: Stage) -> int:
    """Events switched off: folders come, change and go, and only whole walks see it."""
    stage.start(arguments=("--settle", "0.5", "--rescan", "2", "--no-events"))
    for number in range(6):
        put(stage.inbox / "client" / str(number), number)
    began = time.monotonic()
    stage.wait(6)
    put(stage.inbox / "client" / "0", 60)
    shutil.rmtree(stage.inbox / "client" / "1")
    wait_until(lambda: states(stage.home, stage.database)["gone"] == 1, 60)
    wait_until(lambda: count(stage, tables.reports) == 7, 60)
    stage.notes["seconds_to_finish"] = round(time.monotonic() - began, 1)
    stage.notes["reports"] = count(stage, tables.reports)
    stage.notes["states"] = dict(states(stage.home, stage.database))
    return 5


def hanging_channel(stage: Stage) -> int:
    """A notice channel that takes the connection and never answers, beside one whose address is wrong."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        urls = (f"json://127.0.0.1:{silent.getsockname()[1]}/x", "json://127.0.0.1:1/x")
        notify = [part for url in urls for part in ("--notify", url)]
        for number in range(6):
            put(stage.inbox / "client" / str(number), number)
        stage.start(arguments=("--settle", "0.5", "--rescan", "2", *notify))
        stage.wait(6)
        finish(stage)
    return 6


def same_executor(stage: Stage) -> int:
    """The same executor's id twice, beside one of another version: what each attempt was given to (no folders here)."""
    url = stage.database or sqlite_url(stage.folder / "ledger.db")
    ledger = open_ledger(url)
    prepare(ledger)
    engine = Engine(ledger)
    start = multiprocessing.get_context("spawn").Process
    processes = [
        start(target=execute, args=(url, *who)) for who in (("old", "0"), ("same", "1"), ("same", "1"))
    ]  # fmt: skip
    for process in processes:
        process.start()
    for number in range(20):
        with ledger.write() as connection:
            application = applications.meet(connection, "client", str(number), f"client/{number}")
            versions.settle(connection, engine, application, f"d{number}", {"a": [number, 1, "0" * 64, 1]}, "s")

    def finished() -> list[int]:
        with ledger.read() as connection:
            query = sa.select(tables.attempts.c.run_id).where(tables.attempts.c.state == "finished")
            return [run for (run,) in connection.execute(query)]

    wait_until(lambda: len(finished()) >= 20, 120)
    time.sleep(3.0)
    for process in processes:
        process.kill()
    done = finished()
    stage.notes["account"] = {
        "done": len(set(done)), "failed": 0, "lost": 20 - len(set(done)), "doubled": len(done) - len(set(done)), "half": 0
    }  # fmt: skip
    engine.close()
    ledger.close()
    return 20


def killing_folder(stage: Stage) -> int:
    """One folder ends every worker that reads it; the others go on."""
    put(stage.inbox / "client" / "bad", 0, killing=True)
    for number in range(8):
        put(stage.inbox / "client" / str(number), number)
    stage.start(extra_path=killer(stage.folder / "site"))
    stage.wait(9)
    return 9


def read_only(stage: Stage) -> int:
    """An inbox that cannot be written, with --write-back."""
    for number in range(3):
        put(stage.inbox / "client" / str(number), number)
    subprocess.run(["mount", "--bind", stage.inbox, stage.inbox], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", stage.inbox], check=True)
    try:
        stage.start(arguments=("--settle", "0.5", "--rescan", "2", "--write-back"))
        stage.wait(3)
    finally:
        subprocess.run(["umount", "-l", stage.inbox], check=False)
    log = stage.service.log if stage.service else None
    stage.notes["said_read_only"] = log.read_text("utf-8").count('"event": "write_back"') if log else None
    return 3


def share_away(stage: Stage) -> int:
    """The inbox is renamed away while folders are read, an empty one lies in its place, and it comes back."""
    for number in range(6):
        put(stage.inbox / "client" / str(number), number)
    stage.start()
    wait_until(stage.is_scanning, 60, 0.05)
    away = stage.folder / "away"
    stage.inbox.rename(away)
    time.sleep(4.0)
    stage.inbox.mkdir()
    time.sleep(8.0)
    with opened(stage.home, stage.database) as ledger, ledger.read() as connection:
        rows = connection.execute(sa.select(tables.components.c.name, tables.components.c.state)).all()
    stage.notes["inbox_said"] = next((state for name, state in rows if name == "inbox"), None)
    stage.notes["gone_while_away"] = states(stage.home, stage.database)["gone"]
    stage.inbox.rmdir()
    away.rename(stage.inbox)
    stage.wait(6)
    return 6


FAULTS: dict[str, Callable[[Stage], int]] = {
    fault.__name__: fault
    for fault in (
        kills, postgres_away, disk_full, slow_copies, moved_in_whole, burst, killing_folder, read_only, share_away,
        no_events, hanging_channel, same_executor,
    )
}  # fmt: skip


def play(name: str, kind: str, number: int, seed: int) -> dict[str, Any] | None:
    """One fault on one database, as a row of the table; None where it cannot happen there."""
    if name == "postgres_away" and kind != "postgres":
        return None
    with staged(kind, number, seed) as stage:
        put_in = FAULTS[name](stage)
        finish(stage)
        found = stage.notes.pop("account", None) or asdict(account(stage.home, stage.inbox, stage.database))
        left = len(left_over(stage.killed))
        if found["failed"]:
            stage.notes["reasons"] = reasons(stage)
        return {
            "fault": name, "database": kind, "put_in": put_in, "done": found["done"], "failed": found["failed"],
            "lost": found["lost"], "doubled": found["doubled"], "half_written": found["half"],
            "processes_left": left, "seed": seed, **stage.notes,
        }  # fmt: skip


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["fault"], row["database"], row.get("seed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Play the faults, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7, help="of the random moments")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgres"), default=("sqlite", "postgres"))
    parser.add_argument("--only", nargs="+", choices=list(FAULTS), default=list(FAULTS))
    options = parser.parse_args(arguments)
    rows: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = read_results("service-faults") or []
    console = Console(width=150)
    for kind in options.databases:
        for name in options.only:
            if name in ("disk_full", "read_only") and os.geteuid() != 0:
                console.print(f"{name}: needs root, left out")
                continue
            row = play(name, kind, options.kills, options.seed)
            if row is not None:
                rows.append(row)
                console.print(row)
                kept = [old for old in kept if _key(old) != _key(row)] + [row]
                write_results("service-faults", kept)
    columns = ("fault", "database", "put_in", "done", "failed", "lost", "doubled", "half_written", "processes_left")
    table = Table(*columns)
    for row in rows:
        table.add_row(*(str(row[column]) for column in columns))
    console.print(table)


if __name__ == "__main__":
    main()
