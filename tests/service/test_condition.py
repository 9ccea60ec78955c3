"""What makes a service unwell, and what does not, by what its parts have written down."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from docvet.service.condition import SILENCE, condition
from docvet.service.ledger import Ledger, health, open_ledger, workers
from docvet.service.ledger.database import sqlite_url
from docvet.service.ledger.tables import components


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(sqlite_url(tmp_path / "ledger.db"))
    yield ledger
    ledger.close()


def failing(ledger: Ledger, *parts: tuple[str, str, bool]) -> set[str]:
    """Of these parts (name, state, silent for long), beside a watcher and workers that are well."""
    with ledger.write() as connection:
        for name, state, silent in (("watcher", "ok", False), ("workers on here", "ok", False), *parts):
            health.tell(connection, name, state)
            if silent:
                long_ago = time.time() - SILENCE - 1
                connection.execute(sa.update(components).where(components.c.name == name).values(seen_at=long_ago))
        return set(condition(connection).failing)


@pytest.mark.parametrize(
    ("part", "fails"),
    [
        (("inbox", "away", False), {"inbox"}),
        (("watcher", "ok", True), {"watcher"}),
        (("watcher", "failed", True), {"watcher"}),
        (("web", "off", True), set()),
        (("web", "stopped", True), set()),
        (("write_back", "read_only", True), set()),
        (("write_back", "ok", True), set()),
        (("keeping", "failed", False), {"keeping"}),
        (("keeping", "failed", True), set()),
        (("workers on here", "short", False), {"workers on here"}),
        (("workers on gone", "ok", True), set()),
        (("workers on here", "ok", True), {"workers"}),
    ],
)
def test_one_part(one: Ledger, part: tuple[str, str, bool], fails: set[str]) -> None:
    assert failing(one, part) == fails


def test_workers_of_a_service_that_died_with_work_in_hand(one: Ledger) -> None:
    with one.write() as connection:
        workers.enter(
            connection, "w1", service="elsewhere", host="elsewhere/0123456789ab|boot|1", pid=1, process_started_at=0.0
        )
    assert failing(one, ("workers on elsewhere", "ok", True)) == {"workers on elsewhere"}
