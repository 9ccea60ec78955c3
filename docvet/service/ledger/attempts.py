"""Attempts at a run: claimed by one worker for a time, and finished only by the one that still holds the fence.

``queued`` → ``running`` → ``finished``, ``lost`` (its worker died), ``returned`` (a passing fault, a stop) or
``cancelled`` (its run is not wanted any more). What is lost or returned is followed by a new attempt with a new job.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.clock import now
from docvet.service.ledger.jobs import Jobs
from docvet.service.ledger.tables import attempts

LEASE = 20.0
"""Seconds that a claim holds without a heartbeat."""
HEARTBEAT = 4.0


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a run."""

    attempt: int
    run: int
    fence: str


def add(connection: Connection, jobs: Jobs, run: int, *, size: int, delay: float = 0.0) -> int:
    """The next attempt at a run, queued with the engine. Returns its id."""
    last = sa.select(sa.func.coalesce(sa.func.max(attempts.c.number), 0) + 1).where(attempts.c.run_id == run)
    time_now = now(connection)
    job = uuid4().hex
    attempt = connection.execute(
        attempts.insert()
        .values(
            run_id=run, number=last.scalar_subquery(), job=job, state="queued", counted=False, queued_at=time_now,
            due_at=time_now + delay,
        )
        .returning(attempts.c.id)
    ).scalar_one()  # fmt: skip
    jobs.enqueue(connection, job, attempt, size=size, delay=delay)
    return int(attempt)


def take(connection: Connection, identity: int, worker: str) -> Claim | None:
    """A queued attempt for this worker, or None where it is no longer to be had."""
    fence = secrets.token_hex(8)
    time_now = now(connection)
    run = connection.execute(
        attempts.update()
        .where(attempts.c.id == identity, attempts.c.state == "queued")
        .values(state="running", worker=worker, fence=fence, claimed_at=time_now, lease_until_at=time_now + LEASE)
        .returning(attempts.c.run_id)
    ).scalar_one_or_none()
    return None if run is None else Claim(identity, int(run), fence)


def renew(connection: Connection, claim: Claim) -> bool:
    """A heartbeat: the lease runs on. False where the claim has been lost."""
    result = connection.execute(attempts.update().where(*_held(claim)).values(lease_until_at=now(connection) + LEASE))
    return result.rowcount == 1


def holds(connection: Connection, claim: Claim) -> bool:
    """The claim still holds, and will until this transaction ends."""
    query = sa.select(attempts.c.id).where(*_held(claim)).with_for_update()
    return connection.execute(query).scalar_one_or_none() is not None


def end(
    connection: Connection,
    identity: int,
    state: str,
    *,
    fault: str | None = None,
    detail: str = "",
    counted: bool = False,
    fence: str | None = None,
) -> int | None:
    """End an attempt that is not over, if it is this fence's where one is given. Returns its run's id, None otherwise."""
    query = attempts.update().where(attempts.c.id == identity, attempts.c.state.in_(("queued", "running")))
    if fence is not None:
        query = query.where(attempts.c.fence == fence)
    run = connection.execute(
        query.values(
            state=state, fault=fault, fault_detail=detail or None, counted=counted, ended_at=time.time()
        ).returning(attempts.c.run_id)
    ).scalar_one_or_none()  # fmt: skip
    return None if run is None else int(run)


def cancel(connection: Connection, run: int) -> None:
    """Attempts of this run that still wait are not begun any more."""
    connection.execute(
        attempts.update()
        .where(attempts.c.run_id == run, attempts.c.state == "queued")
        .values(state="cancelled", ended_at=time.time())
    )


def of_run(connection: Connection, run: int) -> Sequence[RowMapping]:
    """The attempts at a run, the first first."""
    query = sa.select(attempts).where(attempts.c.run_id == run).order_by(attempts.c.number)
    return connection.execute(query).mappings().all()


def expired(connection: Connection) -> Sequence[RowMapping]:
    """Running attempts whose lease has run out."""
    query = sa.select(attempts).where(attempts.c.state == "running", attempts.c.lease_until_at < now(connection))
    return connection.execute(query).mappings().all()


def running_by(connection: Connection, worker: str) -> Sequence[RowMapping]:
    """Running attempts of a worker."""
    query = sa.select(attempts).where(attempts.c.state == "running", attempts.c.worker == worker)
    return connection.execute(query).mappings().all()


def waiting(connection: Connection, seconds: float) -> Sequence[RowMapping]:
    """Attempts that have been due for so long and that no worker has claimed."""
    query = sa.select(attempts).where(attempts.c.state == "queued", attempts.c.due_at <= now(connection) - seconds)
    return connection.execute(query).mappings().all()


def busy(connection: Connection) -> Sequence[str]:
    """Workers that have an attempt in hand."""
    query = sa.select(attempts.c.worker).where(attempts.c.state == "running").distinct()
    return [str(worker) for (worker,) in connection.execute(query)]


def _held(claim: Claim) -> tuple[sa.ColumnElement[bool], ...]:
    return attempts.c.id == claim.attempt, attempts.c.state == "running", attempts.c.fence == claim.fence
