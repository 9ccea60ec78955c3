"""Over all applications: what ends soon, what the platform said beside docvet's verdicts, who did what."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from docvet.service.api import views
from docvet.service.api.access import TheSite, Viewer
from docvet.service.ledger import audit as trail
from docvet.service.overviews import calendar, comparison, endings
from docvet.service.overviews.tables import csv_text

router = APIRouter(tags=["overview"], prefix="/api/v1")
Days = Annotated[int, Query(ge=0, le=3650)]


@router.get("/expiring")
def expiring(
    site: TheSite,
    _person: Viewer,
    days: Days = 90,
    format: Literal["json", "csv", "ics"] = "json",  # noqa: A002
    lang: Literal["zh", "en"] = "zh",
) -> Any:
    """Documents that have ended or end within so many days, by the newest report of each application."""
    with site.ledger.read() as connection:
        rows = endings.rows(connection, days)
    if format == "csv":
        return _csv(csv_text(endings.COLUMNS, rows), "docvet-expiring.csv")
    if format == "ics":
        return Response(calendar.text(rows, lang), media_type="text/calendar; charset=utf-8")
    return {"days": days, "documents": rows}


@router.get("/outcomes")
def outcomes(site: TheSite, person: Viewer, format: Literal["json", "csv"] = "json") -> Any:  # noqa: A002
    """What the platform said beside what docvet had said, and what that means for each rule and client."""
    with site.ledger.read() as connection:
        compared = comparison.of(connection)
    if not person.sees_personal_data:
        compared["outcomes"] = views.hidden(compared["outcomes"])
    if format == "csv":
        return _csv(csv_text(comparison.COLUMNS, compared["outcomes"]), "docvet-outcomes.csv")
    return compared


@router.get("/audit")
def audit(
    site: TheSite,
    _person: Viewer,
    application: str | None = None,
    person: str | None = None,
    before: Annotated[int | None, Query(ge=1)] = None,
    format: Literal["json", "csv"] = "json",  # noqa: A002
) -> Any:
    """Who did what and when, the latest first; ``before`` is the id from which an earlier page goes on."""
    limit = 500 if format == "json" else 100_000
    with site.ledger.read() as connection:
        rows = trail.listing(connection, application=application, person=person, before=before, limit=limit)
    lines = views.audit(rows)
    if format == "csv":
        return _csv(csv_text(("at", "person", "action", "client", "application", "detail"), lines), "docvet-audit.csv")
    return {"audit": lines, "before": lines[-1]["id"] if len(lines) == limit else None}


def _csv(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
