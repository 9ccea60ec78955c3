"""Pages as pictures, and the packed upload: for people who may see personal data."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from sqlalchemy.engine import RowMapping
from starlette.background import BackgroundTask

from docvet.service.api import lookup
from docvet.service.api.access import Reviewer, TheSite, Viewer
from docvet.service.api.page_pictures import PageNumber, Size, Wish, picture
from docvet.service.api.problems import Problem
from docvet.service.ledger import audit, decisions, forms, passwords
from docvet.service.packing import Busy, Crashed, Wanted, archive
from docvet.values.clock import today_in_china

router = APIRouter(tags=["pages"], prefix="/api/v1/applications/{identity}")


Run = Annotated[int | None, Query(ge=1)]


@router.get("/versions/{version}/pages/{document}/{page}.png")
def page(
    site: TheSite, _person: Reviewer, identity: str, version: str, document: str, page: PageNumber,
    size: Size = "medium", run: Run = None,
) -> FileResponse:  # fmt: skip
    """The upright page; ``document`` is an id of the report, ``page`` counts from 1 within the file."""
    return picture(site, identity, version, run, Wish(document, page, size))


@router.get("/versions/{version}/covered/{document}/{page}.png")
def covered_page(
    site: TheSite, _person: Viewer, identity: str, version: str, document: str, page: PageNumber,
    size: Size = "medium", run: Run = None,
) -> FileResponse:  # fmt: skip
    """The same for people who may not see personal data: sharp only where lines without such data were read."""
    return picture(site, identity, version, run, Wish(document, page, size, covered=True))


@router.get("/pack")
def pack(site: TheSite, person: Reviewer, identity: str) -> FileResponse:
    """What the folder holds now, packed for the upload, as one zip; it may take a minute.

    The header ``X-Docvet-Complete`` says ``yes`` where nothing that is needed is missing in it.
    """
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        if row["gone_at"] is not None or row["version_id"] is None:
            raise Problem(409, "nothing_to_scan")
        defaults, entered = forms.of(connection, identity)
        decided = decisions.in_force(connection, site.cipher, identity)
        known = set(passwords.of(connection, site.cipher, identity).values())
    day = entered.get("submission_date")
    wanted = Wanted(
        folder=site.inbox / str(row["path"]), loose=row["path"] == row["client"], name=row["name"],
        ruleset=site.ruleset, password=known.pop() if len(known) == 1 else None, defaults=defaults, entered=entered, decisions=decided,
        today=date.fromisoformat(day) if isinstance(day, str) else today_in_china(),
    )  # fmt: skip
    try:
        made = archive(wanted, site.home)
    except Busy:
        raise Problem(503, "packing_busy", headers={"Retry-After": "60"}) from None
    except Crashed:
        raise Problem(500, "packing_crashed") from None
    with site.ledger.write() as connection:
        audit.add(connection, person.name, "pack", identity, complete=made.complete)
    return FileResponse(
        made.path, media_type="application/zip", headers=_named(row, complete=made.complete),
        background=BackgroundTask(made.path.unlink, missing_ok=True),
    )  # fmt: skip


def _named(row: RowMapping, *, complete: bool) -> dict[str, str]:
    name = quote(f"{row['client']}-{row['name']}.zip")
    return {
        "Content-Disposition": f"attachment; filename=\"pack.zip\"; filename*=UTF-8''{name}",
        "X-Docvet-Complete": "yes" if complete else "no",
    }
