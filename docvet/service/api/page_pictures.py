"""The picture of a page that a report names, whole or covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Path
from fastapi.responses import FileResponse
from sqlalchemy.engine import RowMapping

from docvet.service.api import lookup
from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.ledger import passwords
from docvet.service.pictures import Replaced

if TYPE_CHECKING:
    from docvet.report.covering import PageCover

PageNumber = Annotated[int, Path(ge=1, le=100_000)]
Size = Literal["small", "medium", "large"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which page."""

    document: str
    """An id of the report."""
    page: int
    """From 1 within the file."""
    size: Size
    covered: bool = False
    """Nothing of it that is personal."""


def picture(site: Site, identity: str, version: str | None, run: int | None, wish: Wish) -> FileResponse:
    """The picture; of no version, by the report that counts. Problem 404 for a page that the report does not name or that cannot be shown, 410 for a replaced file."""
    with site.ledger.read() as connection:
        application = lookup.application(connection, identity)
        row = (
            lookup.counting(connection, application)
            if version is None
            else lookup.report(connection, lookup.version(connection, identity, version)["id"], run)
        )
        known = passwords.of(connection, site.cipher, identity)
    report = lookup.read_report(site, row)
    document = next((item for item in report.documents if item.id == wish.document), None)
    if document is None or not document.page_range[0] <= wish.page <= document.page_range[1]:
        raise Problem(404, "not_found")
    place = wish.page - document.page_range[0]
    try:
        made = site.pictures.of(
            site.inbox / str(application["path"]), document.path, sha256=document.sha256, media_type=document.media_type,
            page=wish.page, turned=document.turned[place] if place < len(document.turned) else 0, size=wish.size,
            password=known.get(document.path), cover=_cover(site, row, document.path, wish.page) if wish.covered else None,
        )  # fmt: skip
    except Replaced:
        raise Problem(410, "replaced") from None
    if made is None:
        raise Problem(404, "no_picture")
    return FileResponse(made, media_type="image/png")


def _cover(site: Site, row: RowMapping, path: str, page: int) -> PageCover:
    """What may be seen of the page. Problem 404 where the report does not say: then nothing may."""
    from docvet.report.covering import Covers

    if not lookup.has_covers(site, row):
        raise Problem(404, "no_picture")
    cover = Covers.model_validate_json(lookup.file_of(site, row, lookup.COVERS).read_bytes()).of(path, page)
    if cover is None:
        raise Problem(404, "no_picture")
    return cover
