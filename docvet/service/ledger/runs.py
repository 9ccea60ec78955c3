"""Runs: each version is read once by itself, and once more for each rescan, decision or change of its form."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications, attempts
from docvet.service.ledger.jobs import Jobs
from docvet.service.ledger.tables import runs, versions

Cause = Literal["new", "rescan", "decision", "form", "retry"]
State = Literal["queued", "scanning", "done", "failed", "discarded"]
STATES: tuple[State, ...] = ("queued", "scanning", "done", "failed", "discarded")


def start(
    connection: Connection, jobs: Jobs, application: str, version: int, *, cause: Cause, person: str | None = None
) -> int:
    """One more run of a version, with its first attempt and its job. Returns its id.

    A run of the same version that still waits is left to do the work, where the cause is not a new version.
    """
    waiting = of_version(connection, version, only=("queued",)) if cause != "new" else ()
    if waiting:
        return int(waiting[0]["id"])
    size = connection.execute(sa.select(versions.c.bytes).where(versions.c.id == version)).scalar_one()
    last = sa.select(sa.func.coalesce(sa.func.max(runs.c.number), 0) + 1).where(runs.c.version_id == version)
    run = connection.execute(
        runs.insert()
        .values(
            application_id=application, version_id=version, number=last.scalar_subquery(), cause=cause, person=person,
            state="queued", size=size, created_at=time.time(),
        )
        .returning(runs.c.id)
    ).scalar_one()  # fmt: skip
    attempts.add(connection, jobs, run, size=size)
    applications.change(connection, application, run_id=run)
    applications.refresh(connection, application)
    return int(run)


def again(
    connection: Connection, jobs: Jobs, application: str, *, cause: Cause, person: str | None = None
) -> int | None:
    """One more run of the version that counts now; None where there is none or the folder is gone. Returns its id."""
    row = applications.one(connection, application)
    if row["version_id"] is None or row["gone_at"] is not None:
        return None
    return start(connection, jobs, application, row["version_id"], cause=cause, person=person)


def change(connection: Connection, identity: int, **values: Any) -> None:
    """Set columns of a run and bring its application's state in line."""
    connection.execute(runs.update().where(runs.c.id == identity).values(**values))
    if "state" in values:
        applications.refresh(connection, one(connection, identity)["application_id"])


def fail(connection: Connection, identity: int, reason: str, detail: str = "") -> None:
    """No more attempts of this run."""
    change(connection, identity, state="failed", reason=reason, reason_detail=detail, finished_at=time.time())


def discard(connection: Connection, identity: int, reason: str) -> None:
    """The run comes to nothing: its version is no longer what the folder holds."""
    change(connection, identity, state="discarded", reason=reason, finished_at=time.time())


def drop_outdated(connection: Connection, application: str, version: int) -> None:
    """Runs of other versions that still wait are not begun any more."""
    drop_waiting(connection, application, "replaced", but=version)


def drop_waiting(connection: Connection, application: str, reason: str, *, but: int | None = None) -> None:
    """Runs that still wait are not begun any more, except those of one version."""
    query = sa.select(runs.c.id).where(runs.c.application_id == application, runs.c.state == "queued")
    if but is not None:
        query = query.where(runs.c.version_id != but)
    for (run,) in connection.execute(query).all():
        attempts.cancel(connection, run)
        discard(connection, run, reason)


def one(connection: Connection, identity: int) -> RowMapping:
    """The run of this id."""
    return connection.execute(sa.select(runs).where(runs.c.id == identity)).mappings().one()


def of_version(
    connection: Connection, version: int, *, only: Sequence[str] = STATES, but: Sequence[str] = ()
) -> Sequence[RowMapping]:
    """The runs of a version in the given states, the latest first."""
    states = [state for state in only if state not in but]
    query = sa.select(runs).where(runs.c.version_id == version, runs.c.state.in_(states)).order_by(runs.c.id.desc())
    return connection.execute(query).mappings().all()


def of_application(connection: Connection, application: str) -> Sequence[RowMapping]:
    """All runs of an application, the latest first."""
    query = sa.select(runs).where(runs.c.application_id == application).order_by(runs.c.id.desc())
    return connection.execute(query).mappings().all()


def oldest_waiting(connection: Connection) -> float | None:
    """Since when the run that waits longest has been waiting."""
    value = connection.execute(sa.select(sa.func.min(runs.c.created_at)).where(runs.c.state == "queued")).scalar()
    return None if value is None else float(value)


def waiting(connection: Connection) -> int:
    """How many runs wait."""
    return int(connection.execute(sa.select(sa.func.count()).where(runs.c.state == "queued")).scalar_one())
