"""How the service is as a whole: what ``/healthz``, ``/metrics`` and ``docvet status`` say."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications, health, runs, workers

WELL = frozenset({"ok", "stopped", "off", "read_only"})
"""States of a part that need nobody; one that was told to stop is not failing."""
AT_REST = frozenset({"stopped", "off", "read_only"})
"""States that are told once."""
SILENCE = 60.0
"""Seconds without a word after which a part counts as dead."""
_SELDOM = frozenset({"write_back", "keeping", "workers", "lock"})
"""Parts that say something only when there is something to say: after a fault they were started again, and silence is good."""
WORKERS = "workers on "
"""Beginning of the part that each machine's workers are; the rest is its host."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One look; times are ages in seconds."""

    parts: Mapping[str, Mapping[str, Any]]
    failing: frozenset[str]
    states: Mapping[str, int]
    waiting: int
    oldest_waiting: float | None
    last_walk: float | None
    workers: int
    inbox_problems: int

    @property
    def is_well(self) -> bool:
        """Every part is alive and says so."""
        return not self.failing


def condition(connection: Connection) -> Condition:
    """How it is now, by what the parts have written down."""
    now = time.time()
    rows = health.parts(connection)
    oldest = runs.oldest_waiting(connection)
    walked = health.setting(connection, "walked_at")
    present = workers.present(connection)
    failing = {
        name
        for name, row in rows.items()
        if _fails(name, row, now, {item["host"].partition("/")[0] for item in present})
    }
    if any(name.startswith(WORKERS) for name in rows) and not any(
        name.startswith(WORKERS) and now - row["seen_at"] <= SILENCE for name, row in rows.items()
    ):
        failing.add("workers")
    return Condition(
        parts={
            name: {"state": row["state"], "seconds": round(now - row["since_at"]), "detail": row["detail"]}
            for name, row in rows.items()
        },
        failing=frozenset(failing),
        states=dict(applications.counts(connection)),
        waiting=runs.waiting(connection),
        oldest_waiting=None if oldest is None else max(0.0, now - oldest),
        last_walk=None if walked is None else max(0.0, now - float(walked)),
        workers=len(present) - len(workers.silent(connection)),
        inbox_problems=len(health.inbox_problem_list(connection)),
    )


def _fails(name: str, row: RowMapping, now: float, hosts: Collection[str]) -> bool:
    silent = now - row["seen_at"] > SILENCE
    if name.startswith(WORKERS) and silent and name.removeprefix(WORKERS) not in hosts:
        return False  # an earlier life, whose work has been given back
    if name in _SELDOM:
        return row["state"] not in WELL and not silent
    return row["state"] not in WELL or (row["state"] not in AT_REST and silent)
