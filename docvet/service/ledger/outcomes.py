"""What the platform answered to each submission, set beside what docvet had said."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications
from docvet.service.ledger.tables import applications as table
from docvet.service.ledger.tables import outcomes, reports


def add(
    connection: Connection,
    application: str,
    *,
    result: Literal["passed", "rejected"],
    answered_on: str,
    person: str,
    clause: str | None = None,
    text: str | None = None,
) -> int:
    """An answer, bound to the version and report that count now. Returns its id."""
    row = applications.one(connection, application)
    return int(
        connection.execute(
            outcomes.insert()
            .values(
                application_id=application, version_id=row["version_id"], report_id=row["report_id"], result=result,
                clause=clause, text=text, answered_on=answered_on, person=person, entered_at=time.time(),
            )
            .returning(outcomes.c.id)
        ).scalar_one()
    )  # fmt: skip


def of_application(connection: Connection, application: str) -> Sequence[RowMapping]:
    """All answers for an application, the latest first."""
    query = sa.select(outcomes).where(outcomes.c.application_id == application).order_by(outcomes.c.id.desc())
    return connection.execute(query).mappings().all()


def beside_verdicts(connection: Connection) -> Sequence[RowMapping]:
    """Every answer with client, name and the verdict and findings that stood when it was entered."""
    query = (
        sa.select(outcomes, table.c.client, table.c.name, reports.c.verdict, reports.c.findings)
        .join(table, table.c.id == outcomes.c.application_id)
        .outerjoin(reports, reports.c.id == outcomes.c.report_id)
        .order_by(outcomes.c.id.desc())
    )
    return connection.execute(query).mappings().all()
