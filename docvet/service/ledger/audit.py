"""The audit trail: who did what and when."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.tables import applications, audit


def add(
    connection: Connection, person: str, action: str, application: str | None = None, *, client: str | None = None, **detail: Any
) -> None:  # fmt: skip
    """One line of the trail, in the transaction of what was done. ``detail`` bears no contents of documents."""
    if client is None and application is not None:
        client = connection.execute(
            sa.select(applications.c.client).where(applications.c.id == application)
        ).scalar_one_or_none()
    connection.execute(
        audit.insert().values(
            at=time.time(), person=person, action=action, application_id=application, client=client, detail=detail
        )
    )


def listing(
    connection: Connection, *, application: str | None = None, person: str | None = None, limit: int = 500, before: int | None = None
) -> Sequence[RowMapping]:  # fmt: skip
    """Lines of the trail, the latest first; ``before`` is the id from which an earlier page goes on."""
    query = sa.select(audit)
    if application is not None:
        query = query.where(audit.c.application_id == application)
    if person is not None:
        query = query.where(audit.c.person == person)
    if before is not None:
        query = query.where(audit.c.id < before)
    return connection.execute(query.order_by(audit.c.id.desc()).limit(limit)).mappings().all()
