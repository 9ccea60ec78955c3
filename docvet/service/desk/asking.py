"""The request to a client: made of what must be fixed and what the clerk ticked, as a text for WeChat."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter

from docvet.report.mask import masked
from docvet.report.renderers import RenderOptions, render
from docvet.service.api import lookup
from docvet.service.api.access import Reviewer, TheSite
from docvet.service.api.problems import Problem
from docvet.service.desk.points import Asked
from docvet.service.desk.report_view import chosen

router = APIRouter(include_in_schema=False)


@router.get("/applications/{identity}/request")
def request_text(
    site: TheSite, _person: Reviewer, identity: str, points: str = "", lang: Literal["zh", "en"] = "zh"
) -> dict[str, Any]:
    """The text on the findings of these indexes (``0,3,4``), and what is kept of them when it is sent."""
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        if row["version_id"] is None:
            raise Problem(409, "no_report_yet")
        current = lookup.report(connection, row["version_id"])
    report = masked(lookup.read_report(site, current, lookup.MASKED))
    wanted = [int(point) for point in points.split(",") if point.isdecimal() and len(point) < 6]
    part = chosen(report, wanted)
    if not part.findings:
        raise Problem(422, "nothing_asked")
    asked = [Asked.of(finding, report).model_dump() for finding in part.findings]
    return {"text": render([part], "message", RenderOptions(lang=lang)).strip(), "findings": asked}
