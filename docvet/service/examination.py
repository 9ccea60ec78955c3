"""One run's folder examined as ``docvet scan`` would: the only place where the service calls the rest of docvet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docvet.service.inbox import Listing, Place
from docvet.service.unlocking import unlocked

if TYPE_CHECKING:
    from docvet.decisions import Decisions
    from docvet.reading.pool import Readers
    from docvet.report.covering import Covers
    from docvet.report.model import Report
    from docvet.report.pictures import Crop, Key

_FILE_ONLY = frozenset({"submission_date"})
"""Keys of the folder's file that the service does not heed: applicants may write to the inbox."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be examined, and what the ledger knows beside the folder."""

    place: Place
    ruleset: str | None
    defaults: Mapping[str, Any]
    """What holds for the client unless the folder's file says otherwise."""
    entered: Mapping[str, Any]
    """What a person entered: it wins over the file."""
    decisions: Decisions
    today: date
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Of protected files, by path."""


@dataclass(frozen=True, slots=True)
class Result:
    """A complete, unmasked report and what its web page shows beside it."""

    report: Report
    hashes: Mapping[str, str]
    """sha256 of each file as it was read, by relative path."""
    crops: Mapping[Key, Crop]
    covers: Covers
    """What of its pages people may see who may not see personal data."""
    crashed: bool
    """A process that read a file ended by itself, or was ended."""


def examine(inbox: Path, listing: Listing, order: Order, readers: Readers, staging: Path) -> Result:
    """Read and judge the folder.

    Raises:
        DocvetError: its form or the ruleset is wrong, or there is nothing to read.
        OSError: the folder cannot be read.
    """
    from docvet.application import load_application
    from docvet.models import TroubleKind
    from docvet.report.covering import covers
    from docvet.report.pictures import take
    from docvet.scanning import examine as scan

    with _folder(inbox, listing, order.place, staging) as folder:
        application = load_application(
            folder, readers.limits, form=_form(folder, listing, order), decisions=order.decisions
        )
        named = replace(application, name=order.place.name, path=str(inbox / order.place.path))
        copies = staging.with_name(f"{staging.name}.plain")
        with unlocked(named, order.passwords, copies, readers.limits, readers.spare) as opened:
            examined = scan(opened, readers, ruleset=order.ruleset)
            crops = take(
                examined.report, examined.documents, show_personal_data=False, limits=readers.limits,
                worker=readers.spare,
            )  # fmt: skip
    readings = {document.path: document.reading for document in examined.documents}
    return Result(
        report=examined.report,
        hashes={path: reading.file.sha256 for path, reading in readings.items()},
        crops=crops,
        covers=covers(examined.report, examined.documents),
        crashed=any(
            trouble.kind is TroubleKind.CRASHED for reading in readings.values() for trouble in reading.troubles
        ),
    )


def _form(folder: Path, listing: Listing, order: Order) -> dict[str, Any]:
    """The keys that win over the folder's file."""
    from docvet.form.model import load_form

    in_file = load_form(folder, list(listing.files)).model_fields_set - _FILE_ONLY
    below = {key: value for key, value in order.defaults.items() if key not in in_file}
    return {"submission_date": order.today.isoformat(), **below, **order.entered}


@contextmanager
def _folder(inbox: Path, listing: Listing, place: Place, staging: Path) -> Iterator[Path]:
    """The folder itself; for files that lie beside other applications a private copy of them alone."""
    folder = inbox / place.path
    if not place.loose:
        yield folder
        return
    copy = staging / place.client
    shutil.rmtree(staging, ignore_errors=True)
    copy.mkdir(mode=0o700, parents=True)
    try:
        for name in [*listing.files]:
            shutil.copy2(folder / name, copy / name, follow_symlinks=False)
        yield copy
    finally:
        shutil.rmtree(staging, ignore_errors=True)
