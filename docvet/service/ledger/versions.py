"""Content versions: what an application's folder held, by paths and hashes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications, runs
from docvet.service.ledger.jobs import Jobs
from docvet.service.ledger.tables import reports, versions

Files = Mapping[str, Sequence[int | str]]
"""Relative path → size, modification time in ns, sha256."""


def settle(
    connection: Connection, jobs: Jobs, application: str, digest: str, files: Files, stat_digest: str
) -> int | None:
    """The folder holds this now: a new version gets its one run and that run its job, all in this transaction.

    A version that was there before counts again, with the report it has. Returns the id of the run that was started.
    """
    version = connection.execute(
        sa.select(versions.c.id).where(versions.c.application_id == application, versions.c.digest == digest)
    ).scalar_one_or_none()
    is_new = version is None
    if version is None:
        version = _add(connection, application, digest, files)
    else:
        connection.execute(versions.update().where(versions.c.id == version).values(files=dict(files)))
    applications.change(
        connection, application, version_id=version, stat_digest=stat_digest, settling=False, problem=None,
        problem_detail=None, problem_since_at=None,
    )  # fmt: skip
    runs.drop_outdated(connection, application, version)
    if is_new or not runs.of_version(connection, version, but=("discarded",)):
        return runs.start(connection, jobs, application, version, cause="new")
    _show(connection, application, version)
    applications.refresh(connection, application)
    return None


def one(connection: Connection, identity: int) -> RowMapping:
    """The version of this id."""
    return connection.execute(sa.select(versions).where(versions.c.id == identity)).mappings().one()


def of_application(connection: Connection, application: str) -> Sequence[RowMapping]:
    """All versions of an application, the latest first."""
    query = sa.select(versions).where(versions.c.application_id == application).order_by(versions.c.id.desc())
    return connection.execute(query).mappings().all()


def find(connection: Connection, application: str, digest: str) -> RowMapping | None:
    """The version whose digest begins so, if it is the only one."""
    rows = [row for row in of_application(connection, application) if digest and row["digest"].startswith(digest)]
    return rows[0] if len(rows) == 1 else None


def _add(connection: Connection, application: str, digest: str, files: Files) -> int:
    last = sa.select(sa.func.coalesce(sa.func.max(versions.c.number), 0) + 1).where(
        versions.c.application_id == application
    )
    return int(
        connection.execute(
            versions.insert()
            .values(
                application_id=application, digest=digest, number=last.scalar_subquery(), files=dict(files),
                file_count=len(files), bytes=sum(int(entry[0]) for entry in files.values()), seen_at=time.time(),
            )
            .returning(versions.c.id)
        ).scalar_one()
    )  # fmt: skip


def _show(connection: Connection, application: str, version: int) -> None:
    """What stood last for this version counts; a version without a report keeps the verdict of the one before."""
    row = connection.execute(
        sa.select(reports.c.id, reports.c.verdict, reports.c.run_id)
        .where(reports.c.version_id == version)
        .order_by(reports.c.run_id.desc())
        .limit(1)
    ).one_or_none()
    if row is not None:
        applications.change(connection, application, report_id=row.id, verdict=row.verdict)
