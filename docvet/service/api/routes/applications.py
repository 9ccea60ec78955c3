"""Applications: the list, and one with its whole history."""

from __future__ import annotations

from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Query

from docvet.service.api import lookup, views
from docvet.service.api.access import TheSite, Viewer
from docvet.service.api.problems import Problem
from docvet.service.ledger import applications, health
from docvet.service.ledger.tables import reports

router = APIRouter(tags=["applications"])


@router.get("/api/v1/applications")
def listing(
    site: TheSite,
    _person: Viewer,
    client: str | None = None,
    state: str | None = None,
    verdict: str | None = None,
    assignee: str | None = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> dict[str, Any]:
    """A page of the list, the latest changed first, and what lies in the inbox and belongs to no application."""
    if state is not None and state not in applications.STATES:
        raise Problem(422, "invalid", place="state", why=", ".join(applications.STATES))
    with site.ledger.read() as connection:
        rows = applications.listing(
            connection, client=client, state=state, verdict=verdict, assignee=assignee, page=page
        )
        total = applications.count(connection, client=client, state=state, verdict=verdict, assignee=assignee)
        wanted = [row["report_id"] for row in rows if row["report_id"] is not None]
        kept = connection.execute(sa.select(reports).where(reports.c.id.in_(wanted))).mappings()
        of_report = {row["id"]: row for row in kept}
        problems = health.inbox_problem_list(connection)
        counts = applications.counts(connection)
    return {
        "applications": [views.application(row, of_report.get(row["report_id"])) for row in rows],
        "page": page, "pages": max(1, -(-total // applications.PAGE)), "total": total, "states": counts,
        "inbox_problems": [
            {"path": row["path"], "problem": row["problem"], "detail": row["detail"], "since": views.moment(row["since_at"])}
            for row in problems
        ],
    }  # fmt: skip


@router.get("/api/v1/applications/{identity}")
def one(site: TheSite, person: Viewer, identity: str) -> dict[str, Any]:
    """One, with its versions and runs, decisions, requests and outcomes."""
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        return views.whole(connection, row, site.cipher if person.sees_personal_data else None)
