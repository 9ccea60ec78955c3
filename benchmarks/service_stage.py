"""Where one fault is played on a service: its folder, its database, and what is noted about it."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa

from benchmarks.postgres import Postgres
from benchmarks.service_runs import Service, opened, settled, states, wait_until
from docvet.service.ledger import tables

_PATIENCE = 900.0


@dataclass
class Stage:
    """Where one fault is played."""

    folder: Path
    database: str | None
    server: Postgres | None
    kills: int
    random: random.Random
    notes: dict[str, Any] = field(default_factory=dict)
    killed: list[psutil.Process] = field(default_factory=list)
    service: Service | None = None

    @property
    def inbox(self) -> Path:
        """The service's inbox."""
        return self.folder / "inbox"

    @property
    def home(self) -> Path:
        """The service's home."""
        return self.folder / "home"

    def start(self, **how: Any) -> Service:
        """Start the service, or start it again."""
        self.service = Service(self.inbox, self.home, self.database, **how).start()
        return self.service

    def wait(self, number: int) -> None:
        """Until so many applications are finished and none is on its way."""
        began = time.monotonic()
        if not wait_until(settled(self.home, number, self.database), _PATIENCE):
            self.notes["gave_up_waiting"] = dict(states(self.home, self.database))
        self.notes["seconds_to_finish"] = round(time.monotonic() - began, 1)

    def is_scanning(self) -> bool:
        """A run is in hand."""
        return states(self.home, self.database)["scanning"] > 0


def claims(stage: Stage) -> int:
    """How many attempts have been claimed."""
    try:  # without the ledger's check: whoever asks many times a second must not keep busy what is measured
        with opened(stage.home, stage.database, check=False) as ledger, ledger.read() as connection:
            query = sa.select(sa.func.count()).where(tables.attempts.c.claimed_at.is_not(None))
            return int(connection.execute(query).scalar_one())
    except Exception:  # in the middle of a restart
        return 0


def count(stage: Stage, table: sa.Table) -> int:
    """Rows of a table."""
    with opened(stage.home, stage.database) as ledger, ledger.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def reasons(stage: Stage) -> dict[str, int]:
    """Why runs have failed."""
    with opened(stage.home, stage.database) as ledger, ledger.read() as connection:
        query = sa.select(tables.runs.c.reason, sa.func.count()).where(tables.runs.c.state == "failed")
        return {str(reason): number for reason, number in connection.execute(query.group_by(tables.runs.c.reason))}


def finish(stage: Stage) -> None:
    """End the service in good order, once."""
    if stage.service is None or stage.service.process is None or stage.service.process.poll() is not None:
        return
    family = stage.service.family()
    code, seconds = stage.service.stop()
    stage.notes["exit"] = code
    stage.notes["ending_seconds"] = round(seconds, 1)
    stage.killed += family


@contextmanager
def staged(kind: str, number: int, seed: int) -> Iterator[Stage]:
    """A stage, and its end."""
    folder = Path(tempfile.mkdtemp(prefix="docvet-faults-"))
    (folder / "inbox").mkdir()
    server = Postgres() if kind == "postgres" else None
    stage = Stage(folder, server.database() if server else None, server, number, random.Random(seed))  # noqa: S311
    try:
        yield stage
    finally:
        if stage.service is not None:
            stage.service.end()
        if server is not None:
            server.__exit__(None, None, None)
        shutil.rmtree(folder, ignore_errors=True)
