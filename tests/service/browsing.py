"""People signed in to the service by a real Chromium, and folders dropped onto a page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from docvet.service.api import Site
from docvet.service.api.server import Web
from docvet.service.ledger.people import Role
from docvet.service.people import invitations

Enter = Callable[[str, str], Page]
"""Opens a path as somebody of this role."""
PATIENCE = 20_000
NAMES: dict[Role, str] = {"viewer": "看客", "reviewer": "审核员", "owner": "主管"}


def sign_in(browser: Browser, web: Web, site: Site, role: Role) -> BrowserContext:
    """Somebody of this role who has just used the sign-in link."""
    with site.ledger.write() as connection:
        _, path = invitations.invite(connection, NAMES[role], role, by="owner")
    made = browser.new_context(locale="zh-CN")
    made.set_default_timeout(PATIENCE)
    page = made.new_page()
    page.goto(f"{web.url}{path}#now", wait_until="commit")
    page.wait_for_selector("#board", state="attached")
    page.close()
    return made


@contextlib.contextmanager
def without_complaints() -> Iterator[Callable[[Page], Page]]:
    """Whatever one of these pages complains about fails the test; they are closed at the end."""
    pages: list[Page] = []
    complaints: list[str] = []

    def watched(page: Page) -> Page:
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append(page)
        return page

    yield watched
    for page in pages:
        page.close()
    assert complaints == []


def drop(page: Page, selector: str, *paths: Path) -> None:
    """Files and folders dragged from the desktop and dropped, as the system tells the browser."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 40, "y": box["y"] + 40, "data": data})
    session.detach()


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page that is serious or critical."""
    return [
        (item["id"], item["nodes"][0]["html"][:160])
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("serious", "critical")
    ]
