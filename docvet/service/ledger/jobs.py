"""What the ledger asks of the engine that carries its jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.engine import Connection


class Jobs(Protocol):
    """The engine, as the ledger sees it."""

    def enqueue(self, connection: Connection, job: str, attempt: int, *, size: int, delay: float = 0.0) -> None:
        """Queue a job that bears this name and this attempt's id, in the transaction of the connection.

        ``size`` is the expected length of the work in bytes; ``delay`` seconds go by before it is given out.
        """

    def withdraw(self, jobs: Sequence[str]) -> None:
        """Take back jobs that nobody shall run any more; to be called outside a transaction."""
