"""Forgetting an application: every row but one line of the audit trail without contents."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from docvet.service.ledger.tables import (
    applications,
    attempts,
    audit,
    decisions,
    document_ends,
    form_values,
    notices,
    outcomes,
    passwords,
    reports,
    requests,
    runs,
    versions,
)


def hashes(connection: Connection, application: str) -> set[str]:
    """The sha256 of every file that any version of an application held."""
    query = sa.select(versions.c.files).where(versions.c.application_id == application)
    return {str(entry[2]) for (files,) in connection.execute(query) for entry in files.values()}


def hashes_in_use(connection: Connection, among: set[str]) -> set[str]:
    """Those of the hashes that a file of any application has which is still known."""
    hashes: set[str] = set()
    for (files,) in connection.execute(sa.select(versions.c.files)):
        hashes |= {str(entry[2]) for entry in files.values()} & among
    return hashes


def forget(connection: Connection, application: str) -> Sequence[str]:
    """Delete its rows. Returns the names of its jobs, for the engine to delete."""
    own_runs = sa.select(runs.c.id).where(runs.c.application_id == application)
    jobs = [job for (job,) in connection.execute(sa.select(attempts.c.job).where(attempts.c.run_id.in_(own_runs)))]
    connection.execute(attempts.delete().where(attempts.c.run_id.in_(own_runs)))
    for table in (
        document_ends, decisions, form_values, passwords, requests, outcomes, notices, reports, runs, versions,
    ):  # fmt: skip
        connection.execute(table.delete().where(table.c.application_id == application))
    connection.execute(audit.delete().where(audit.c.application_id == application))
    connection.execute(applications.delete().where(applications.c.id == application))
    return jobs
