"""Whole pages for people who may not see personal data: closed by default, opened line by line.

A page is shown too coarse to be read, and sharp only where a line of a known kind of document was read; personal data in such a
line is covered by a bar. What nobody read, portraits and handwriting stay coarse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict

from docvet.models import Box, Document, Page
from docvet.reading.engines import Pixels
from docvet.report.mask import hiders
from docvet.report.model import Report
from docvet.report.private_places import harmless, private

_COARSE = 40
"""Pixels of the longer side of what is not opened: a head on an ID card is a few dots."""
_BAR = (40, 40, 40)
_DIGITS = 3


class PageCover(BaseModel):
    """What of one upright page may be seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opened: tuple[Box, ...] = ()
    hidden: tuple[Box, ...] = ()
    """Lie over what is opened."""


class Covers(BaseModel):
    """Those of all pages of a report; a page that is not named has none, and may not be shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pages: Mapping[str, Mapping[int, PageCover]]
    """By the file's relative path and the page's number within it."""

    def of(self, path: str, number: int) -> PageCover | None:
        """That of a page."""
        return self.pages.get(PurePosixPath(path).as_posix(), {}).get(number)


def covers(report: Report, documents: Sequence[Document]) -> Covers:
    """What may be seen of the pages of an unmasked report's documents."""
    hide = hiders(report)
    papers: dict[tuple[str, int], list[Document]] = {}
    pages: dict[tuple[str, int], Page] = {}
    for document in documents:
        first, last = document.page_range
        for page in document.reading.pages:
            if first <= page.number <= last and not page.table:
                papers.setdefault((document.path, page.number), []).append(document)
                pages[document.path, page.number] = page.upright
    made: dict[str, dict[int, PageCover]] = {}
    for (path, number), page in pages.items():
        on_it = papers[path, number]
        made.setdefault(path, {})[number] = PageCover(
            opened=_rounded(harmless(on_it, page)), hidden=_rounded(private(on_it, page, hide))
        )
    return Covers(pages=made)


def covered(rgb: Pixels, cover: PageCover) -> Pixels:
    """The page (height, width, 3) as whoever may not see personal data sees it."""
    height, width = rgb.shape[:2]
    factor = min(1.0, _COARSE / max(height, width))
    small = max(1, round(width * factor)), max(1, round(height * factor))
    coarse = cv2.resize(rgb, small, interpolation=cv2.INTER_AREA)
    shown = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    for box in cover.opened:
        left, top, right, bottom = _pixels(box, width, height)
        shown[top:bottom, left:right] = rgb[top:bottom, left:right]
    for box in cover.hidden:
        left, top, right, bottom = _pixels(box, width, height)
        shown[top:bottom, left:right] = _BAR
    return shown


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in box)
    return int(left * width), int(top * height), round(right * width + 0.5), round(bottom * height + 0.5)


def _rounded(boxes: Iterable[Box]) -> tuple[Box, ...]:
    seen = {tuple(round(edge, _DIGITS) for edge in box): None for box in boxes}
    return tuple((left, top, right, bottom) for left, top, right, bottom in seen)
