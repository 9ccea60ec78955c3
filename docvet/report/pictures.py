"""Crops of the documents for reports that show them: the place of each finding and of each field.

Personal data in a crop is covered by a bar, wherever a reading pass saw it on the page, be it of another document
there; on a card also every line that nobody made out. Where it cannot be located (a card whose number was not
read) there is no crop.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from docvet.limits import Limits
from docvet.models import Box, Document, Page
from docvet.reading.engines import Pixels
from docvet.reading.originals import PageView, show
from docvet.reading.processes import WorkerProcess
from docvet.report.mask import Hide, hiders
from docvet.report.model import Report
from docvet.report.private_places import is_unlocated, private

_BAR = (40, 40, 40)
_FRAME = (214, 40, 40)
_LEAST_WIDTH, _LEAST_HEIGHT = 0.5, 0.09
"""Share of the page that the crop of a finding shows at least: enough to find the place again on paper."""
_MARGIN = 0.012
"""Share of the page around the place of a field."""
_FINDING_SIDE, _FIELD_SIDE = 720, 360
"""Pixels of the longer side."""
_FINDING_QUALITY, _FIELD_QUALITY = 62, 50

Key = tuple[str, int, Box]
"""(document's id, page within the file, box as the report has it)."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a page."""

    jpeg: bytes
    width: int
    height: int
    """Pixels; a frame is drawn around the place that is meant."""

    @property
    def data_uri(self) -> str:
        """As HTML embeds it."""
        return "data:image/jpeg;base64," + base64.b64encode(self.jpeg).decode("ascii")


@dataclass(frozen=True, slots=True)
class _Wish:
    key: Key
    papers: tuple[Document, ...]
    """All on the page: the crop of one may reach into the next."""
    page: Page
    """The whole upright page."""
    region: Box
    side: int
    quality: int


def take(
    report: Report,
    documents: Sequence[Document],
    *,
    show_personal_data: bool,
    limits: Limits | None = None,
    worker: WorkerProcess | None = None,
) -> Mapping[Key, Crop]:
    """The crops of an unmasked report's findings and fields; what cannot be shown is left out.

    ``documents`` are those that the report was built from. The files are opened in a worker process: in
    ``worker``, where the caller keeps one, which stays.
    """
    by_id = {document.id: document for document in documents}
    wishes = [
        wish for wish in _wishes(report, by_id) if show_personal_data or not is_unlocated(wish.papers, wish.region)
    ]
    hide = None if show_personal_data else hiders(report)
    views = [
        PageView(by_id[wish.key[0]].reading.file, wish.page.number, wish.page.turned, wish.region, wish.side)
        for wish in wishes
    ]
    pixels = show(views, limits, worker) if views else []
    return {
        wish.key: _crop(wish, rgb, hide) for wish, rgb in zip(wishes, pixels, strict=True) if rgb is not None
    }  # fmt: skip


def _wishes(report: Report, documents: Mapping[str, Document]) -> Iterator[_Wish]:
    """Each place once; where a finding and a field share one, as the finding wants it."""
    seen: set[Key] = set()
    places: list[tuple[Key, bool]] = [
        ((item.document, item.page, item.box), True)
        for finding in report.findings
        for item in finding.evidence
        if item.page and item.box
    ]
    places += [
        ((document.id, field.page, field.box), False)
        for document in report.documents
        for field in document.fields.values()
        if field.page and field.box
    ]
    for key, of_finding in places:
        document, number = documents.get(key[0]), key[1]
        page = _page(document, number) if document else None
        if document is None or page is None or page.table or key in seen:
            continue
        seen.add(key)
        papers = tuple(other for other in documents.values() if other.path == document.path and _page(other, number))
        side, quality = (_FINDING_SIDE, _FINDING_QUALITY) if of_finding else (_FIELD_SIDE, _FIELD_QUALITY)
        yield _Wish(key, papers, page.upright, _around(key[2], wide=of_finding), side, quality)


def _page(document: Document, number: int) -> Page | None:
    """The whole page, also where the document takes a part of it; None for one that is not the document's."""
    first, last = document.page_range
    return next((page for page in document.reading.pages if page.number == number and first <= number <= last), None)


def _around(box: Box, *, wide: bool) -> Box:
    """What a crop shows of the page."""
    left, top, right, bottom = (
        box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN,
    )  # fmt: skip
    if wide:
        across, down = max(_LEAST_WIDTH - (right - left), 0) / 2, max(_LEAST_HEIGHT - (bottom - top), 0) / 2
        left, top, right, bottom = left - across, top - down, right + across, bottom + down
    return max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)


def _crop(wish: _Wish, rgb: Pixels, hide: Callable[[str], Hide] | None) -> Crop:
    picture = np.array(rgb)
    for box in private(wish.papers, wish.page, hide) if hide else ():
        _rectangle(picture, _within(box, wish.region), _BAR, thickness=-1)
    _rectangle(picture, _within(wish.key[2], wish.region), _FRAME, thickness=2)
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, wish.quality])
    height, width = picture.shape[:2]
    return Crop(data.tobytes(), width, height)


def _rectangle(picture: Pixels, box: Box, colour: tuple[int, int, int], *, thickness: int) -> None:
    height, width = picture.shape[:2]
    left, top, right, bottom = box
    start, end = (int(left * width), int(top * height)), (round(right * width), round(bottom * height))
    cv2.rectangle(picture, start, end, colour, thickness=thickness)


def _within(box: Box, region: Box) -> Box:
    """A box of the page in fractions of a region of it, cut off at its edges."""
    width, height = region[2] - region[0], region[3] - region[1]
    edges: Iterable[float] = (
        (box[0] - region[0]) / width, (box[1] - region[1]) / height,
        (box[2] - region[0]) / width, (box[3] - region[1]) / height,
    )  # fmt: skip
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in edges)
    return left, top, right, bottom
