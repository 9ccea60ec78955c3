"""Who watches the inbox of this ledger: one service at a time, wherever its home is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from docvet.service.ledger import health
from docvet.service.ledger.clock import now

_KEY = "watching"
_LOCK = 0x646F6377


@dataclass(frozen=True, slots=True)
class Service:
    """A service that watches an inbox."""

    name: str
    """New with every start."""
    host: str
    """As :func:`docvet.service.process.host` names it."""
    pid: int
    process_started_at: float
    home: str
    ledger: str
    """See :func:`place`."""

    def __str__(self) -> str:
        return f"{self.host.partition('/')[0]}, process {self.pid}, home {self.home}"


def place(connection: Connection) -> str:
    """Which ledger this is: a copy of it, restored elsewhere, bears another service's sign of life, but is another place."""
    if connection.dialect.name == "sqlite":
        path = connection.exec_driver_sql("PRAGMA database_list").mappings().fetchall()[0]["file"]
        seen = Path(path).stat()
        return f"{seen.st_dev}:{seen.st_ino}"
    query = "SELECT oid, datname FROM pg_database WHERE datname = current_database()"
    return ":".join(str(part) for part in connection.execute(sa.text(query)).one())


def take(connection: Connection, service: Service, *, instead_of: str | None = None) -> tuple[Service, float] | None:
    """Be the one that watches, or give a sign of life; ``instead_of`` names one that is known to be gone.

    Returns None where that worked, else the other one and the seconds since its last sign of life.
    """
    _alone(connection)
    held = _held(connection)
    if held is not None and held[0].name not in (service.name, instead_of) and held[0].ledger == service.ledger:
        return held
    health.remember(connection, _KEY, {**asdict(service), "seen_at": now(connection)})
    return None


def leave(connection: Connection, service: Service) -> None:
    """Watch no longer."""
    _alone(connection)
    held = _held(connection)
    if held is not None and held[0].name == service.name:
        health.drop(connection, _KEY)


def _held(connection: Connection) -> tuple[Service, float] | None:
    value: Mapping[str, Any] | None = health.setting(connection, _KEY)
    if value is None:
        return None
    known = {key: value[key] for key in Service.__dataclass_fields__}
    return Service(**known), max(0.0, now(connection) - float(value["seen_at"]))


def _alone(connection: Connection) -> None:
    """Nobody else reads or changes the holder until this transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
