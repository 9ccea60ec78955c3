"""Reports: exactly one a run, each a folder below the home."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications
from docvet.service.ledger.tables import applications as table
from docvet.service.ledger.tables import document_ends, reports, runs


def add(connection: Connection, run: int, *, ends: Sequence[Mapping[str, str]] = (), **values: Any) -> int:
    """The report of a run, which counts from now on unless a later run's does. Returns its id.

    ``values`` are the other columns; ``ends`` lists ``{file, kind, field, ends_on}``. An integrity error where the run
    has a report.
    """
    row = connection.execute(sa.select(runs).where(runs.c.id == run)).mappings().one()
    application = row["application_id"]
    report = connection.execute(
        reports.insert()
        .values(
            run_id=run, application_id=application, version_id=row["version_id"], written_at=time.time(), **values
        )
        .returning(reports.c.id)
    ).scalar_one()  # fmt: skip
    current = applications.one(connection, application)
    shown = newest(connection, current["version_id"]) if current["version_id"] else None
    if row["version_id"] == current["version_id"] and shown is not None and shown["id"] == report:
        applications.change(connection, application, report_id=report, verdict=values["verdict"])
        connection.execute(document_ends.delete().where(document_ends.c.application_id == application))
        if ends:
            connection.execute(
                document_ends.insert(), [{"application_id": application, "report_id": report, **end} for end in ends]
            )
    return int(report)


def newest(connection: Connection, version: int) -> RowMapping | None:
    """The report of the latest run of a version that has one."""
    query = sa.select(reports).where(reports.c.version_id == version).order_by(reports.c.run_id.desc()).limit(1)
    return connection.execute(query).mappings().one_or_none()


def of_run(connection: Connection, run: int) -> RowMapping | None:
    """The report of a run."""
    return connection.execute(sa.select(reports).where(reports.c.run_id == run)).mappings().one_or_none()


def find(connection: Connection, identity: int) -> RowMapping | None:
    """The report of this id."""
    return connection.execute(sa.select(reports).where(reports.c.id == identity)).mappings().one_or_none()


def of_application(connection: Connection, application: str) -> Sequence[RowMapping]:
    """All reports of an application, the latest run first."""
    query = sa.select(reports).where(reports.c.application_id == application).order_by(reports.c.run_id.desc())
    return connection.execute(query).mappings().all()


def outdated(connection: Connection, before: float) -> Sequence[RowMapping]:
    """Reports written before this time whose files still lie in the home, but for the newest of each application."""
    newest_of = sa.select(sa.func.max(reports.c.id)).group_by(reports.c.application_id)
    counting = sa.select(table.c.report_id).where(table.c.report_id.is_not(None))
    query = sa.select(reports).where(
        reports.c.written_at < before, reports.c.deleted_at.is_(None), reports.c.id.not_in(newest_of),
        reports.c.id.not_in(counting),
    )  # fmt: skip
    return connection.execute(query).mappings().all()


def mark_deleted(connection: Connection, identity: int) -> None:
    """Its files no longer lie in the home."""
    connection.execute(reports.update().where(reports.c.id == identity).values(deleted_at=time.time()))


def ending(connection: Connection, until: str) -> Sequence[RowMapping]:
    """Documents of the newest reports that end on or before a day (ISO), the first first, with client and name."""
    query = (
        sa.select(document_ends, table.c.client, table.c.name)
        .join(table, table.c.id == document_ends.c.application_id)
        .where(document_ends.c.ends_on <= until, table.c.gone_at.is_(None))
        .order_by(document_ends.c.ends_on, table.c.client, table.c.name)
    )
    return connection.execute(query).mappings().all()
