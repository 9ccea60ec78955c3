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
from docvet.service.desk.report_view import shown
from docvet.service.desk.shell import render
from docvet.service.ledger import reports
from docvet.service.overviews import shared
from docvet.words import Lang

router = APIRouter(include_in_schema=False)
_GROUPS = ("must", "confirm", "advice")


@router.get("/share/{signed}")
def share_page(site: TheSite, signed: str, request: Request) -> HTMLResponse:
    """The client's applications, each with what is to be done."""
    client, lang = opened(site, "client", signed), language(request)
    with site.ledger.read() as connection:
        rows = [(row, reports.find(connection, row["report_id"])) for row in shared.rows(connection, client)]
    items = [_item(site, row, report, lang) for row, report in rows]
    return render(request, "share.html", {"client": client, "items": items, "signed": signed, "groups": _GROUPS})


def _item(site: Site, row: dict[str, Any], report: Any, lang: Lang) -> dict[str, Any]:
    item = row | {"verdict_text": "", "problems": [], "has_pages": lookup.has_covers(site, report)}
    try:
        loaded = lookup.read_report(site, report, lookup.MASKED)
    except Problem:  # no longer kept
        return item
    view = shown(loaded, lang)
    return item | {
        "verdict_text": View(loaded, lang).verdict_for_client,
        "problems": [problem for problem in view["problems"] if problem["group"] in _GROUPS],
    }
