"""From what stands in a path to rows and files. Whatever is not there is one and the same 404: nothing can be guessed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection, RowMapping

from docvet.report.model import Report
from docvet.service import publish
from docvet.service.api.access import Person
from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.ledger import applications, reports, runs, versions

MASKED, FULL, PAGE, COVERS = publish.REPORT_JSON, publish.FULL_JSON, publish.REPORT_HTML, publish.COVERS
"""The files of a report's folder."""


def application(connection: Connection, identity: str) -> RowMapping:
    """The application of this id. Problem 404."""
    row = applications.find(connection, identity)
    if row is None:
        raise Problem(404, "not_found")
    return row


def version(connection: Connection, identity: str, digest: str) -> RowMapping:
    """A version of an application, by the beginning of its digest or the word ``current``. Problem 404."""
    of = application(connection, identity)
    if digest == "current":
        row = versions.one(connection, of["version_id"]) if of["version_id"] is not None else None
    else:
        row = versions.find(connection, identity, digest)
    if row is None:
        raise Problem(404, "not_found")
    return row


def report(connection: Connection, version_id: int, number: int | None = None) -> RowMapping:
    """The newest report of a version, or that of its run ``number``. Problem 404."""
    if number is None:
        row = reports.newest(connection, version_id)
    else:
        run = next((run for run in runs.of_version(connection, version_id) if run["number"] == number), None)
        row = reports.of_run(connection, run["id"]) if run else None
    if row is None:
        raise Problem(404, "no_report")
    return row


def counting(connection: Connection, application: RowMapping) -> RowMapping:
    """The report that counts for an application. Problem 404."""
    row = reports.find(connection, application["report_id"]) if application["report_id"] is not None else None
    if row is None:
        raise Problem(404, "no_report")
    return row


def file_of(site: Site, row: RowMapping, name: str) -> Path:
    """A file of a report's folder. Problem 410 where reports of that age are not kept."""
    folder = (site.home / str(row["folder"])).resolve()
    path = folder / name
    if row["deleted_at"] is not None or not folder.is_relative_to(site.home.resolve()) or not path.is_file():
        raise Problem(410, "not_kept")
    return path


def json_of(person: Person) -> str:
    """The file of a report that this person may see."""
    return FULL if person.sees_personal_data else MASKED


def has_covers(site: Site, row: RowMapping) -> bool:
    """Its pages can be shown covered; not so with reports of an earlier docvet."""
    return row["deleted_at"] is None and (site.home / str(row["folder"]) / COVERS).is_file()


def read_report(site: Site, row: RowMapping, name: str = FULL) -> Report:
    """The report itself."""
    return Report.model_validate_json(file_of(site, row, name).read_bytes())
