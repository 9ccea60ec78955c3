"""Over all applications: what ends soon, verdicts beside the platform's answers, who did what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from docvet.rules.vocabulary import KIND_TITLES
from docvet.service.api.access import TheSite, Viewer
from docvet.service.api.looks import language
from docvet.service.desk import trail
from docvet.service.desk.shell import query, render
from docvet.service.ledger import applications, audit
from docvet.service.overviews import comparison, endings
from docvet.words import words

router = APIRouter(include_in_schema=False)
_AUDIT_PAGE = 200


@router.get("/expiring")
def expiring_page(
    site: TheSite, person: Viewer, request: Request, days: Annotated[int, Query(ge=0, le=3650)] = 90, client: str = ""
) -> HTMLResponse:
    """Documents that have ended or end soon, by client."""
    lang = language(request)
    with site.ledger.read() as connection:
        rows = endings.rows(connection, days)
    shown = [
        row | {"title": KIND_TITLES.get(row["kind"], {}).get(lang, row["kind"])}
        for row in rows if not client or row["client"] == client
    ]  # fmt: skip
    context = {"rows": shown, "days": days, "client": client, "clients": sorted({row["client"] for row in rows})}
    return render(request, "expiring.html", context, person=person)


@router.get("/outcomes")
def outcomes_page(site: TheSite, person: Viewer, request: Request) -> HTMLResponse:
    """Verdicts beside the platform's answers: agreed, missed, accused wrongly."""
    lang = language(request)
    say, titles = words(lang), trail.rule_titles(site.ruleset, lang)
    with site.ledger.read() as connection:
        compared = comparison.of(connection)
    compared["by_rule"] = [row | {"name": titles.get(row["rule"], row["name"])} for row in compared["by_rule"]]
    names = {name: say(f"agreement.{name}") for name in comparison.AGREEMENTS}
    return render(request, "outcomes.html", compared | {"names": names}, person=person)


@router.get("/audit")
def audit_page(
    site: TheSite,
    person: Viewer,
    request: Request,
    application: str = "",
    who: str = "",
    before: Annotated[int | None, Query(ge=1)] = None,
) -> HTMLResponse:
    """Who did what and when, the latest first."""
    with site.ledger.read() as connection:
        rows = audit.listing(
            connection, application=application or None, person=who or None, before=before, limit=_AUDIT_PAGE
        )
        names = applications.names(connection, {row["application_id"] for row in rows if row["application_id"]})
    lang = language(request)
    titles = trail.rule_titles(site.ruleset, lang)
    shown = [dict(row) | {"detail": trail.shown(row["detail"] or {}, titles, lang)} for row in rows]
    more = query(application=application, who=who, before=rows[-1]["id"]) if len(rows) == _AUDIT_PAGE else None
    context = {
        "rows": shown, "names": names, "application": application, "who": who, "more": more,
        "csv": "/api/v1/audit" + query(application=application, person=who, format="csv"),
    }  # fmt: skip
    return render(request, "audit.html", context, person=person)
