"""What a client sees by a share link: what is to be handed in again, and the pages concerned, all personal data covered."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from docvet.report.view import View
from docvet.service.api import lookup
from docvet.service.api.access import TheSite
from docvet.service.api.looks import language
from docvet.service.api.problems import Problem
from docvet.service.api.routes.shares import opened
from docvet.service.api.site import Site
from docvet.service.desk.report_view import problems
from docvet.service.desk.shell import render
from docvet.service.overviews import shared
from docvet.words import Lang

router = APIRouter(include_in_schema=False)
_GROUPS = ("must", "confirm", "advice")


@router.get("/share/{signed}")
def share_page(site: TheSite, signed: str, request: Request) -> HTMLResponse:
    """The client's applications, each with what is to be done."""
    client, lang = opened(site, "client", signed), language(request)
    with site.ledger.read() as connection:
        rows = shared.rows(connection, client)
    items = [_item(site, row, lang) for row in rows]
    return render(request, "share.html", {"client": client, "items": items, "signed": signed, "groups": _GROUPS})


def _item(site: Site, row: dict[str, Any], lang: Lang) -> dict[str, Any]:
    item = row | {"verdict_text": "", "problems": [], "has_pages": lookup.has_covers(site, row["report"])}
    try:
        view = View(lookup.read_report(site, row["report"], lookup.MASKED), lang)
    except Problem:  # no longer kept
        return item
    return item | {
        "verdict_text": view.verdict_for_client,
        "problems": [problem for problem in problems(view) if problem["group"] in _GROUPS],
    }
