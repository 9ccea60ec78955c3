"""A run and its attempts together: taken on, finished, given back, given up."""

from __future__ import annotations

import time

from sqlalchemy.engine import Connection

from docvet.service.ledger import attempts, runs
from docvet.service.ledger.attempts import Claim
from docvet.service.ledger.jobs import Jobs

MOST = 3
"""Attempts that may take their worker down before a run has failed."""
MOST_STOPS = 12
"""Attempts that may be cut short with the whole service killed: a folder that takes all of it down comes to an end too."""
_BEHIND, _MOST_BEHIND = 3, 10
"""Binary places by which each attempt that came to nothing makes a run look shorter, and how often."""
KILLED = "service_killed"
"""The fault of an attempt whose service was killed as a whole: perhaps by its folder, most likely not."""


def claim(connection: Connection, attempt: int, worker: str) -> Claim | None:
    """The attempt for this worker, or None where it is no longer to be had."""
    taken = attempts.take(connection, attempt, worker)
    if taken is None:
        return None
    run = runs.one(connection, taken.run)
    if run["state"] != "queued":
        attempts.end(connection, attempt, "cancelled")
        return None
    runs.change(connection, taken.run, state="scanning", started_at=run["started_at"] or time.time())
    return taken


def give_back(
    connection: Connection,
    jobs: Jobs,
    attempt: int,
    *,
    fault: str,
    detail: str = "",
    counted: bool = False,
    delay: float = 0.0,
    fence: str | None = None,
) -> bool:
    """End an attempt that came to nothing, and queue the next one or let the run fail.

    ``counted`` says that the folder took its worker down: after :data:`MOST` of those the run has failed. ``fence``
    restricts it to the holder. False where somebody else has ended the attempt already.
    """
    state = "lost" if counted or fault == KILLED else "returned"
    run = attempts.end(connection, attempt, state, fault=fault, detail=detail, counted=counted, fence=fence)
    if run is None:
        return False
    if runs.one(connection, run)["state"] not in ("queued", "scanning"):
        return True
    earlier = attempts.of_run(connection, run)
    if sum(bool(row["counted"]) for row in earlier) >= MOST:
        runs.fail(connection, run, fault, detail)
    elif sum(row["fault"] == KILLED for row in earlier) >= MOST_STOPS:
        runs.fail(connection, run, KILLED, detail)
    else:
        runs.change(connection, run, state="queued")
        # One that was cut short goes behind the others of its size: nothing may keep them waiting for good.
        size = runs.one(connection, run)["size"] >> (_BEHIND * min(len(earlier), _MOST_BEHIND))
        attempts.add(connection, jobs, run, size=size, delay=delay)
    return True


def finish(connection: Connection, claim: Claim) -> None:
    """The run has its report; only after :func:`attempts.holds` in the same transaction."""
    attempts.end(connection, claim.attempt, "finished")
    runs.change(connection, claim.run, state="done", finished_at=time.time())


def fail(connection: Connection, claim: Claim, reason: str, detail: str = "") -> None:
    """The run cannot be done, whoever tries; only after :func:`attempts.holds` in the same transaction."""
    attempts.end(connection, claim.attempt, "finished", fault=reason, detail=detail)
    runs.fail(connection, claim.run, reason, detail)


def discard(connection: Connection, claim: Claim, reason: str) -> None:
    """The run comes to nothing, its folder has moved on; only after :func:`attempts.holds` in the same transaction."""
    attempts.end(connection, claim.attempt, "finished", fault=reason)
    runs.discard(connection, claim.run, reason)
