"""Reports of a version: masked for viewers, whole for those who may see personal data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse

from docvet.service.api import lookup
from docvet.service.api.access import TheSite, Viewer
from docvet.service.api.site import Site

router = APIRouter(tags=["reports"], prefix="/api/v1/applications/{identity}/versions/{version}")
Run = Annotated[int | None, Query(ge=1, le=1_000_000)]


@router.get("/report.json")
def as_json(site: TheSite, person: Viewer, identity: str, version: str, run: Run = None) -> FileResponse:
    """The newest report of the version, or that of run N."""
    return _file(site, identity, version, run, lookup.json_of(person), "application/json")


@router.get("/report.html")
def as_page(site: TheSite, _person: Viewer, identity: str, version: str, run: Run = None) -> FileResponse:
    """The same as a page for people; masked for everybody, since it is made to be passed on."""
    answer = _file(site, identity, version, run, lookup.PAGE, "text/html; charset=utf-8")
    answer.headers.update({"Content-Security-Policy": REPORT_POLICY, "X-Frame-Options": "SAMEORIGIN"})
    return answer


REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
"""A report is one file with its own styles and pictures, and has no script."""


def _file(site: Site, identity: str, version: str, run: int | None, name: str, media_type: str) -> FileResponse:
    with site.ledger.read() as connection:
        row = lookup.report(connection, lookup.version(connection, identity, version)["id"], run)
    return FileResponse(lookup.file_of(site, row, name), media_type=media_type)
