"""Handing in by drag and drop, and the end of a service that one person started for themselves."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.engine import Connection

from docvet.rules.load import load_ruleset, ruleset_for
from docvet.service.api.access import Owner, Reviewer, TheSite
from docvet.service.api.looks import language
from docvet.service.api.problems import Problem
from docvet.service.desk.shell import render
from docvet.service.ledger import applications, board, versions
from docvet.words import words

router = APIRouter(include_in_schema=False)
KEYS = ("category", "brand", "company", "credit_code", "targets", "submission_date")
"""Keys of the form that stand beside the files; the others are on the case's page."""


@router.get("/hand-in")
def hand_in_page(site: TheSite, person: Reviewer, request: Request, client: str = "", name: str = "") -> HTMLResponse:
    """The page onto which folders and files are dropped."""
    with site.ledger.read() as connection:
        clients = board.clients(connection)
        known = _known(connection, client, name)
    say = words(language(request))
    context = {
        "clients": clients, "known": known, "client": client, "name": name, "bounds": site.bounds,
        "fields": [(key, say(f"form.{key}"), say(f"init.{key}"), key.endswith("date")) for key in KEYS],
        "categories": sorted(load_ruleset(site.ruleset or ruleset_for("pop")).categories),
    }  # fmt: skip
    return render(request, "hand_in.html", context, person=person)


def _known(connection: Connection, client: str, name: str) -> list[str]:
    """Paths of the files that the application holds, where there is one of these names."""
    row = next(iter(applications.named(connection, client, name)), None) if client and name else None
    return sorted(versions.one(connection, row["version_id"])["files"]) if row is not None and row["version_id"] else []


@router.post("/end")
def end(site: TheSite, _person: Owner) -> dict[str, bool]:
    """End the service. Problem 404 where it is not one person's own."""
    if site.end is None:
        raise Problem(404, "not_found")
    site.end()
    return {"ended": True}
