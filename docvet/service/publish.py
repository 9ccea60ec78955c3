"""A report's files: written whole beside their place, then moved there when the ledger says that the run is still ours."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docvet.service.home import Home, replace, sync_folder

if TYPE_CHECKING:
    from docvet.report.model import Report
    from docvet.service.examination import Result

REPORT_JSON, REPORT_HTML, FULL_JSON, COVERS = "report.json", "report.html", "report.full.json", "covers.json"
WRITTEN_BACK = "docvet-report.html"
_VERSION_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Written:
    """Files that lie ready, not yet at their place."""

    folder: Path
    html: bytes


def folder_of(client: str, application: str, version: str, run: int) -> str:
    """Where a report's files lie, relative to the home."""
    return f"reports/{_safe(client)}/{_safe(application)}/{version[:_VERSION_LENGTH]}/{run}"


def write(home: Home, result: Result, masked_report: Report, name: str) -> Written:
    """All files of a report, in a folder of this name among what is being made. OSError where the disk is full."""
    from docvet.report.renderers import RenderOptions, html, render

    folder = home.staging / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    page = html.render([masked_report], RenderOptions(lang="zh", crops=[result.crops])).encode()
    as_it_is = RenderOptions(show_personal_data=True)
    files = {
        REPORT_JSON: render([masked_report], "json", as_it_is).encode(),
        REPORT_HTML: page,
        FULL_JSON: render([result.report], "json", as_it_is).encode(),
        COVERS: result.covers.model_dump_json().encode(),
    }
    for file, content in files.items():
        with os.fdopen(os.open(folder / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    sync_folder(folder)
    return Written(folder, page)


def place(home: Home, written: Written, relative: str) -> None:
    """Move them to their place, whole. Whatever lies there belongs to an attempt that came to nothing."""
    target = home.path / relative
    for folder in reversed(target.relative_to(home.path).parents):  # a mode is given to the last folder only
        (home.path / folder).mkdir(mode=0o700, exist_ok=True)
    if target.exists():
        aside = written.folder.with_name(f"{written.folder.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        written.folder.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    else:
        written.folder.rename(target)
    sync_folder(target.parent)


def drop(written: Written) -> None:
    """Throw away what is not wanted after all."""
    shutil.rmtree(written.folder, ignore_errors=True)


def write_back(folder: Path, html: bytes) -> None:
    """The masked web page into the application's own folder. OSError where that cannot be written."""
    replace(folder / WRITTEN_BACK, html, mode=0o644)


def delete(home: Home, relative: str) -> None:
    """A report's files, and the folders above it that are empty then."""
    shutil.rmtree(home.path / relative, ignore_errors=True)
    for folder in (home.path / relative).parents:
        if folder == home.reports:
            break
        try:
            folder.rmdir()
        except OSError:
            break


def row(report: Report, relative: str, attempt: int) -> dict[str, Any]:
    """What the ledger remembers of a masked report: counts and titles, no contents."""
    counts: dict[str, int] = {}
    for finding in report.findings:
        if finding.accepted is None:
            counts[finding.severity] = counts.get(finding.severity, 0) + 1
    findings = [
        {
            "rule": finding.rule, "name": finding.name, "severity": str(finding.severity), "stage": finding.stage,
            "accepted": finding.accepted is not None, "title": finding.reason.title.model_dump(),
        }
        for finding in report.findings
    ]  # fmt: skip
    return {
        "folder": relative, "attempt_id": attempt, "verdict": str(report.verdict),
        "counts": {str(key): value for key, value in counts.items()}, "findings": findings,
        "company": report.application.company, "seconds": report.stats.seconds, "pages": report.stats.pages,
    }  # fmt: skip


def ends(report: Report) -> Sequence[Mapping[str, str]]:
    """When each document ends: rows for the ledger."""
    from docvet.report.ends import ends as ends_of

    return [
        {"file": document.path, "kind": str(document.kind), "field": name, "ends_on": day}
        for document in report.documents
        for name, day in ends_of(document).items()
        if len(day) == len("2024-01-01") and day[:4].isdigit()
    ]


def _safe(name: str) -> str:
    """A folder name that means nothing to the file system."""
    return f"_{name}" if name in (".", "..") else name
