"""How the service is as a whole: what ``/healthz``, ``/metrics`` and ``docvet status`` say."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from docvet.service.ledger import applications, health, runs, workers

WELL = frozenset({"ok", "stopped"})
"""States of a part that need nobody; one that was told to stop is not failing."""
SILENCE = 60.0
"""Seconds without a word after which a part counts as dead."""
WATCHER = "watcher"


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
    failing = {
        name
        for name, row in rows.items()
        if row["state"] not in WELL or (row["state"] != "stopped" and now - row["seen_at"] > SILENCE)
    }
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
        workers=len(workers.present(connection)) - len(workers.silent(connection)),
        inbox_problems=len(health.inbox_problem_list(connection)),
    )
