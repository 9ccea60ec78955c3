"""The processes that take jobs: who is alive, and who left without a word."""

from __future__ import annotations

import time
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.clock import now
from docvet.service.ledger.tables import workers

SILENCE = 30.0
"""Seconds without a heartbeat after which a worker of another machine counts as dead."""


def enter(
    connection: Connection, identity: str, *, service: str, host: str, pid: int, process_started_at: float
) -> None:
    """A worker that has just started; ``service`` is the process that watches over it."""
    time_now = now(connection)
    connection.execute(
        workers.insert().values(
            id=identity, service=service, host=host, pid=pid, process_started_at=process_started_at,
            started_at=time_now, heartbeat_at=time_now,
        )
    )  # fmt: skip


def beat(connection: Connection, identity: str) -> None:
    """The worker is alive."""
    connection.execute(workers.update().where(workers.c.id == identity).values(heartbeat_at=now(connection)))


def leave(connection: Connection, identity: str) -> None:
    """The worker is gone, and what it had in hand has been given back."""
    connection.execute(workers.update().where(workers.c.id == identity).values(ended_at=time.time()))


def present(connection: Connection) -> Sequence[RowMapping]:
    """Workers that have not left."""
    return connection.execute(sa.select(workers).where(workers.c.ended_at.is_(None))).mappings().all()


def silent(connection: Connection) -> Sequence[RowMapping]:
    """Workers that have not left and give no sign of life."""
    query = sa.select(workers).where(workers.c.ended_at.is_(None), workers.c.heartbeat_at < now(connection) - SILENCE)
    return connection.execute(query).mappings().all()


def drop_old(connection: Connection, days: float = 7.0) -> None:
    """Forget workers that left days ago."""
    connection.execute(workers.delete().where(workers.c.ended_at < time.time() - days * 86400))
