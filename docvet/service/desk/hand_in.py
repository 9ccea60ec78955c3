"""Handing in by drag and drop, and the end of a service that one person started for themselves."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from docvet.rules.load import load_ruleset
from docvet.service.api.access import Owner, Reviewer, TheSite
from docvet.service.api.problems import Problem
from docvet.service.desk.shell import language, render
from docvet.service.ledger import board
from docvet.words import words

router = APIRouter(include_in_schema=False)
KEYS = ("category", "brand", "company", "credit_code", "targets", "submission_date")
"""Keys of the form that stand beside the files; the others are on the case's page."""


@router.get("/hand-in")
def hand_in_page(site: TheSite, person: Reviewer, request: Request, client: str = "", name: str = "") -> HTMLResponse:
    """The page onto which folders and files are dropped."""
    with site.ledger.read() as connection:
        clients = board.clients(connection)
    say = words(language(request))
    context = {
        "clients": clients, "client": client, "name": name, "bounds": site.bounds, "may_end": site.end is not None,
        "fields": [(key, say(f"form.{key}"), say(f"init.{key}"), key.endswith("date")) for key in KEYS],
        "categories": sorted(load_ruleset(site.ruleset or "tiktok-shop-pop").categories),
    }  # fmt: skip
    return render(request, "hand_in.html", context, person=person)


@router.post("/end")
def end(site: TheSite, _person: Owner) -> dict[str, bool]:
    """End the service. Problem 404 where it is not one person's own."""
    if site.end is None:
        raise Problem(404, "not_found")
    site.end()
    return {"ended": True}
