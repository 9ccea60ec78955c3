"""Real databases for the tests of the service: SQLite in a file, and a Postgres server of the run's own; and one web side a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks import postgres
from docvet.service.api import Site
from docvet.service.api.server import Web
from docvet.service.ledger import Ledger, open_ledger
from docvet.service.ledger.database import sqlite_url
from tests.chromium import chromium
from tests.service import browsing
from tests.service import web as helpers
from tests.service.browsing import NAMES, Enter
from tests.service.web import Visitor


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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A module that needs another one has its own fixture of this name."""
    folder = tmp_path_factory.mktemp("site")
    return helpers.make_site(folder, sqlite_url(folder / "ledger.db"))


@pytest.fixture(scope="module")
def web(site: Site) -> Iterator[Web]:
    with helpers.serving(site) as running:
        yield running


@pytest.fixture(scope="module")
def application(site: Site) -> str:
    return helpers.one_application(site)


@pytest.fixture(scope="module")
def visitors(web: Web, site: Site) -> dict[str, Visitor]:
    """Somebody of each role, nobody, and a program with the owner's token."""
    return helpers.everybody(web, site)


@pytest.fixture(scope="module")  # its event loop is in the way of whoever else runs one in this process
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def contexts(browser: Browser, web: Web, site: Site) -> Iterator[dict[str, BrowserContext]]:
    """By role, somebody who has signed in."""
    made = {str(role): browsing.sign_in(browser, web, site, role) for role in NAMES}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def enter(contexts: dict[str, BrowserContext], web: Web) -> Iterator[Enter]:
    """Opens a path as somebody; whatever a page complains about fails the test."""
    with browsing.without_complaints() as watched:

        def opened(role: str, path: str) -> Page:
            page = watched(contexts[role].new_page())
            page.goto(web.url + path, wait_until="domcontentloaded")
            return page

        yield opened
