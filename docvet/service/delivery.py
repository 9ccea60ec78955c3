"""From a claimed run to its report: the folder is examined, and what was read is compared with what was to be read."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection, RowMapping

from docvet.service import content, examination, publish
from docvet.service.examination import Order, Result
from docvet.service.home import Home
from docvet.service.inbox import DEFAULT, Listing, Place, list_files
from docvet.service.ledger import (
    Ledger,
    applications,
    attempts,
    decisions,
    forms,
    health,
    notices,
    passwords,
    reports,
    runs,
    versions,
    work,
)  # fmt: skip
from docvet.service.ledger.attempts import Claim
from docvet.service.log import log
from docvet.values.clock import today_in_china

if TYPE_CHECKING:
    from docvet.reading.pool import Readers
    from docvet.report.model import Report
    from docvet.service.post import Post

_MOMENT = 1.0
"""Seconds after which a process that was stopped with all others has heard of it too."""


class Changed(Exception):
    """The folder no longer holds the version that was to be read."""


class Stopped(Exception):
    """The service stops, and what was read may be cut short by it."""


def deliver(
    ledger: Ledger, home: Home, post: Post, claim: Claim, readers: Readers, stopping: threading.Event
) -> None:  # fmt: skip
    """Examine the folder of a run and put its report in place, if the claim holds to the end.

    Raises:
        Changed: the folder moved on.
        Stopped: the service is stopping.
        FileNotFoundError: the folder is not there.
        OSError: it cannot be read, or the report not be written.
        DocvetError: there can be no report: the folder's form or the ruleset is wrong, nothing can be read.
        Away: the database is not there.
    """
    from docvet.report.mask import masked

    with ledger.read() as connection:
        run = runs.one(connection, claim.run)
        version = versions.one(connection, run["version_id"])
        application = applications.one(connection, run["application_id"])
        order = _order(connection, home, post, application)
    listing = _listing(post.inbox, order.place, version)
    staging = home.staging / f"{claim.attempt}-{claim.fence}"
    result = examination.examine(post.inbox, listing, order, readers, staging)
    if result.crashed:
        time.sleep(_MOMENT)
        if stopping.is_set():
            raise Stopped
    _check(post.inbox, order.place, listing, version, result)
    shown = masked(result.report)
    written = publish.write(home, result, shown, f"{claim.attempt}-{claim.fence}")
    relative = publish.folder_of(application["client"], application["name"], version["digest"], run["number"])
    try:
        delivered = ledger.patiently(
            lambda connection: _deliver(connection, home, claim, result, shown, order, relative, written), seconds=600
        )
    finally:
        publish.drop(written)
    if delivered and post.write_back:
        _write_back(ledger, post.inbox / order.place.path, written.html)


def _order(connection: Connection, home: Home, post: Post, application: RowMapping) -> Order:
    defaults, entered = forms.of(connection, application["id"])
    day = entered.get("submission_date")
    return Order(
        place=place_of(application),
        ruleset=post.ruleset,
        defaults=defaults,
        entered=entered,
        decisions=decisions.in_force(connection, home.cipher(), application["id"]),
        today=date.fromisoformat(day) if isinstance(day, str) else today_in_china(),
        passwords=passwords.of(connection, home.cipher(), application["id"]),
    )


def place_of(application: RowMapping | Mapping[str, Any]) -> Place:
    """Where an application lies in the inbox."""
    loose = application["name"] == DEFAULT and application["path"] == application["client"]
    return Place(application["client"], application["name"], application["path"], loose)


def _listing(inbox: Path, place: Place, version: RowMapping) -> Listing:
    """The files, which must be those of the version."""
    listing = list_files(inbox, place)
    if listing.problem:
        raise PermissionError(listing.detail)
    if content.version(content.hashed(inbox / place.path, listing, version["files"])) != version["digest"]:
        raise Changed
    return listing


def _check(inbox: Path, place: Place, before: Listing, version: RowMapping, result: Result) -> None:
    """What was read is what was to be read."""
    files = version["files"]
    if any(path in files and read and files[path][2] != read for path, read in result.hashes.items()):
        raise Changed
    if list_files(inbox, place).digest != before.digest:
        raise Changed


def _deliver(
    connection: Connection,
    home: Home,
    claim: Claim,
    result: Result,
    shown: Report,
    order: Order,
    relative: str,
    written: publish.Written,
) -> bool:
    if not attempts.holds(connection, claim):
        log.info("came_too_late", attempt=claim.attempt, run=claim.run)
        return False
    report = result.report
    run = runs.one(connection, claim.run)
    before = applications.one(connection, run["application_id"])["verdict"]
    runs.change(
        connection, claim.run, ruleset=report.ruleset.id, ruleset_version=report.ruleset.version,
        ruleset_digest=report.ruleset.digest, submission_date=order.today.isoformat(),
    )  # fmt: skip
    values = publish.row(shown, relative, claim.attempt)
    reports.add(connection, claim.run, ends=publish.ends(report), **values)
    work.finish(connection, claim)
    after = applications.one(connection, run["application_id"])["verdict"]
    if before != after:
        body = {"verdict": after, "before": before, "counts": values["counts"]}
        notices.add(connection, "verdict", run["application_id"], body)
    if written.folder.exists():  # not so where the commit failed after the move and this is done once more
        publish.place(home, written, relative)
    return True


def _write_back(ledger: Ledger, folder: Path, html: bytes) -> None:
    try:
        publish.write_back(folder, html)
        state = "ok"
    except OSError as error:
        state = "read_only"
        log.debug("not_written_back", error=type(error).__name__)
    with ledger.write() as connection:
        if health.setting(connection, "write_back") != state:
            health.remember(connection, "write_back", state)
            if state != "ok":  # said once, not with every report
                log.warning("write_back", state=state)
