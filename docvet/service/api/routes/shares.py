"""Links without a sign-in: owners give them to clients, reviewers to their own calendars; what each shows, and no more."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from docvet.service.api import lookup, views
from docvet.service.api.access import Owner, Reviewer, TheSite
from docvet.service.api.page_pictures import PageNumber, Size, Wish, picture
from docvet.service.api.problems import Problem
from docvet.service.api.routes.people import base_url
from docvet.service.api.routes.reports import REPORT_POLICY
from docvet.service.api.site import Site
from docvet.service.ledger import applications, audit, links
from docvet.service.ledger.links import Kind
from docvet.service.overviews import calendar, endings, shared
from docvet.service.people import signing

router = APIRouter(tags=["links"])
Lang = Literal["zh", "en"]
_CALENDAR_DAYS = 400.0


class NewShare(BaseModel):
    """A link for one client."""

    model_config = ConfigDict(extra="forbid")

    client: Annotated[str, Field(min_length=1, max_length=255)]
    days: Annotated[float, Field(gt=0, le=365)] = 14


@router.get("/api/v1/shares")
def listing(site: TheSite, _person: Owner) -> dict[str, Any]:
    """All links that work now."""
    with site.ledger.read() as connection:
        rows = links.listing(connection)
    return {
        "shares": [
            {
                "share": row["id"], "kind": row["kind"], "client": row["client"], "made_by": row["made_by"],
                "made": views.moment(row["made_at"]), "expires": views.moment(row["expires_at"]),
            }
            for row in rows
        ]
    }  # fmt: skip


@router.post("/api/v1/shares", status_code=201)
def add(site: TheSite, person: Owner, request: Request, body: NewShare) -> dict[str, Any]:
    """A link that shows one client's reports, masked, to whoever has it."""
    with site.ledger.write() as connection:
        if not applications.named(connection, body.client):
            raise Problem(404, "not_found")
        made = links.add(connection, "client", client=body.client, days=body.days, by=person.name)
        audit.add(connection, person.name, "share", client=body.client, share=made, days=body.days)
        row = links.find(connection, made, "client")
    return _made(site, request, "client", made) | {"expires": views.moment(row["expires_at"]) if row else None}


@router.delete("/api/v1/shares/{share}")
def revoke(site: TheSite, person: Owner, share: int) -> dict[str, Any]:
    """End a link at once."""
    with site.ledger.write() as connection:
        if not links.revoke(connection, identity=share):
            raise Problem(404, "not_found")
        audit.add(connection, person.name, "share_revoked", share=share)
    return {"revoked": share}


@router.post("/api/v1/calendar", status_code=201)
def add_calendar(site: TheSite, person: Reviewer, request: Request) -> dict[str, Any]:
    """A link that a calendar program can subscribe to: what ends soon, of all clients."""
    with site.ledger.write() as connection:
        made = links.add(connection, "calendar", client=None, days=_CALENDAR_DAYS, by=person.name)
        audit.add(connection, person.name, "calendar", share=made)
    return _made(site, request, "calendar", made)


def _made(site: Site, request: Request, kind: Kind, identity: int) -> dict[str, Any]:
    path = signing.path(site.derived_key("links"), kind, identity)
    return {"share": identity, "link": base_url(request) + path}


@router.get("/calendar/{signed}.ics")
def calendar_file(site: TheSite, signed: str, days: int = 180, lang: Lang = "zh") -> Response:
    """What ends soon, for whoever has the link."""
    opened(site, "calendar", signed)
    with site.ledger.read() as connection:
        rows = endings.rows(connection, min(max(days, 0), 3650))
    return Response(calendar.text(rows, lang), media_type="text/calendar; charset=utf-8")


@router.get("/share/{signed}/{identity}/report.html")
def share_report(site: TheSite, signed: str, identity: str) -> Response:
    """The newest report of one of the client's applications, masked."""
    client = opened(site, "client", signed)
    with site.ledger.read() as connection:
        row = next((row for row in shared.rows(connection, client) if row["id"] == identity), None)
    path = site.home / row["report"]["folder"] / lookup.PAGE if row is not None else None
    if path is None or not path.is_file():
        raise Problem(404, "not_found")
    headers = {"Content-Security-Policy": REPORT_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return FileResponse(path, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/share/{signed}/{identity}/pages/{document}/{page}.png")
def share_page_picture(
    site: TheSite, signed: str, identity: str, document: str, page: PageNumber, size: Size = "medium"
) -> FileResponse:
    """A page of the newest report of one of the client's applications, covered."""
    client = opened(site, "client", signed)
    with site.ledger.read() as connection:
        is_theirs = any(row["id"] == identity for row in shared.rows(connection, client))
    if not is_theirs:
        raise Problem(404, "not_found")
    return picture(site, identity, None, None, Wish(document, page, size, covered=True))


def opened(site: Site, kind: Kind, signed: str) -> str:
    """The client of a link that works. Problem 404 for any other, whatever is wrong with it."""
    identity = signing.identity(site.derived_key("links"), kind, signed)
    with site.ledger.read() as connection:
        row = links.find(connection, identity, kind) if identity is not None else None
    if row is None:
        raise Problem(404, "no_share")
    return str(row["client"] or "")
