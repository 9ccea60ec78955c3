"""The clock that leases are measured by: the server's, where several machines share one."""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def now(connection: Connection) -> float:
    """Seconds since 1970, by the database server's clock on Postgres, else by this machine's."""
    if connection.dialect.name == "sqlite":
        return time.time()
    return float(connection.execute(sa.select(sa.func.extract("epoch", sa.func.clock_timestamp()))).scalar_one())
