"""One application, plainly."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response
from markupsafe import Markup

from docvet.service.api import lookup, plain
from docvet.service.api.access import TheSite, Viewer
from docvet.service.ledger import versions

router = APIRouter(include_in_schema=False)


@router.get("/applications/{identity}")
def case(site: TheSite, _person: Viewer, identity: str) -> Response:
    """Where notices lead to: one application, plainly."""
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        digest = versions.one(connection, row["version_id"])["digest"] if row["version_id"] is not None else None
    link = _report(identity, digest) if row["report_id"] is not None and digest is not None else ""
    cells = [(row["client"], row["name"], row["state"], row["verdict"] or "", row["assignee"] or "", link)]
    return plain.page(row["name"], plain.table(("client", "application", "state", "verdict", "assignee", ""), cells))


def _report(identity: str, digest: str) -> Markup:
    return Markup('<a href="/api/v1/applications/{}/versions/{}/report.html">报告 Report</a>').format(identity, digest)
