"""The last report of a folder, kept for the next scan to compare with: private, expiring, masked.

It lies with the pages that were read before (:mod:`docvet.reading.cache`) and goes with them: after 30 days, by
``docvet cache clear``. A folder that was renamed or moved is found again by its files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from docvet.reading.cache import PageCache

if TYPE_CHECKING:
    from docvet.report.model import Report

_REPORT, _POINTER = "last-report-1", "last-folder-1"
_SAME = 0.5
"""Share of its files that another folder must have had to be this one under its earlier name."""


def last_report(cache: PageCache, report: Report) -> Report | None:
    """The report before this one on the same folder, masked; None where there is none."""
    place = _place(report)
    return _read(cache, place) or _of_renamed(cache, report, place)


def remember(cache: PageCache, report: Report) -> Report:
    """Keep the report as the last one of its folder. Returns it as it is kept: masked."""
    from docvet.report.mask import masked

    place, kept = _place(report), masked(report)
    cache.put(_key(place), _REPORT, kept.model_dump_json())
    for digest in _files(report):
        cache.put(digest, _POINTER, place)
    return kept


def trace(cache: PageCache, folder: Path) -> str:
    """What changes with every report that is remembered of this folder; empty where there is none."""
    text = cache.get(_key(str(folder.resolve())), _REPORT, str)
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def _of_renamed(cache: PageCache, report: Report, place: str) -> Report | None:
    """That of a folder which is gone and had most of the same files."""
    files = _files(report)
    before = Counter(path for digest in files if (path := cache.get(digest, _POINTER, str)))
    for path, count in before.most_common(1):
        if path != place and count >= _SAME * len(files) and not Path(path).exists():
            return _read(cache, path)
    return None


def _read(cache: PageCache, place: str) -> Report | None:
    text = cache.get(_key(place), _REPORT, str)

    from pydantic import ValidationError

    from docvet.report.model import Report

    try:
        return Report.model_validate_json(text) if text else None
    except ValidationError:  # of an earlier docvet
        return None


def _place(report: Report) -> str:
    return str(Path(report.application.path).resolve())


def _key(place: str) -> str:
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()


def _files(report: Report) -> list[str]:
    return sorted({document.sha256 for document in report.documents if document.bytes})
