"""Real databases for the tests of the service: SQLite in a file, and a Postgres server of the run's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import postgres
from docvet.service.ledger import Ledger, open_ledger
from docvet.service.ledger.database import sqlite_url


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    if not postgres.available():
        pytest.skip("no Postgres server: make system installs it")
    with postgres.Postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "ledger.db")
    return str(request.getfixturevalue("server").database())


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = open_ledger(url)
    yield opened
    opened.close()
