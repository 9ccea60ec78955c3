"""Requests to clients, as they were sent."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications
from docvet.service.ledger.tables import requests


def add(
    connection: Connection,
    application: str,
    *,
    text: str,
    findings: Sequence[Any],
    person: str,
    lang: str = "zh",
    note: str | None = None,
) -> int:
    """A request, bound to the version and report that count now; ``findings`` are those it covers. Returns its id."""
    row = applications.one(connection, application)
    return int(
        connection.execute(
            requests.insert()
            .values(
                application_id=application, version_id=row["version_id"], report_id=row["report_id"], text=text,
                note=note, findings=list(findings), lang=lang, person=person, sent_at=time.time(),
            )
            .returning(requests.c.id)
        ).scalar_one()
    )  # fmt: skip


def of_application(connection: Connection, application: str) -> Sequence[RowMapping]:
    """All requests of an application, the latest first."""
    query = sa.select(requests).where(requests.c.application_id == application).order_by(requests.c.id.desc())
    return connection.execute(query).mappings().all()
