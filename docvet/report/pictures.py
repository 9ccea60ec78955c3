"""Crops of the documents for reports that show them: the place of each finding and of each field.

Personal data in a crop is covered by a bar, wherever a reading pass saw it on the page, be it of another document
there; on a card also every line that nobody made out. Where it cannot be located (a card whose number was not
read) there is no crop.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from docvet.documents.fields import audience, field_type, privacy
from docvet.documents.kinds import Audience
from docvet.limits import Limits
from docvet.models import Box, Document, Line, Page, inside, overlap
from docvet.reading.engines import Pixels
from docvet.reading.originals import PageView, show
from docvet.reading.processes import WorkerProcess
from docvet.report.mask import Hide, hiders
from docvet.report.model import Report
from docvet.report.personal import STAR
from docvet.values.field_types import Privacy

_BAR = (40, 40, 40)
_FRAME = (214, 40, 40)
_SEEN = (Privacy.PUBLIC, Privacy.REGISTERED)
_TITLE_OF_CARD = re.compile("居民身份证|共和国|通行证|居住证|护照")
_SAME_PLACE = 0.5
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
    wishes = [wish for wish in _wishes(report, by_id) if show_personal_data or not _unlocated(wish)]
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


def _unlocated(wish: _Wish) -> bool:
    """A card whose number nobody located reaches into the crop: any part of it might show it."""
    return any(
        audience(document.kind) is Audience.PERSON
        and not _has_number(document)
        and overlap(document.place, wish.region) > 0
        for document in wish.papers
    )


def _has_number(card: Document) -> bool:
    """Its number was located, or it shows the side only that has none."""
    sides = card.value("sides")
    if isinstance(sides, list | tuple) and "portrait" not in sides:
        return True
    return any(privacy(card.kind, name) is Privacy.NUMBER and field.box for name, field in card.fields.items())


def _crop(wish: _Wish, rgb: Pixels, hide: Callable[[str], Hide] | None) -> Crop:
    picture = np.array(rgb)
    for box in _private(wish, hide) if hide else ():
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


def _private(wish: _Wish, hide: Callable[[str], Hide]) -> Iterator[Box]:
    """Where the page shows personal data: the hidden part of each line that any pass read."""
    for line in (line for item in wish.page.passes for line in item.lines):
        for document in [document for document in wish.papers if inside(line.box, document.place)] or wish.papers:
            hidden = hide(document.kind)(line.text)
            if hidden != line.text:
                yield _part(line.box, line.text, hidden, wish.page)
            elif audience(document.kind) is Audience.PERSON and not _open(line, document, wish.page.number):
                yield line.box
    for document in wish.papers:
        for name, field in document.fields.items():
            if not field.box or field.page != wish.page.number:
                continue
            kept = privacy(document.kind, name)
            if kept is Privacy.CLOSED:
                yield field.box
            elif kept is Privacy.NUMBER and isinstance(field.value, str):
                yield _part(field.box, field.raw, hide(document.kind)(field.raw), wish.page)


def _open(line: Line, card: Document, number: int) -> bool:
    """A line of a card that may be seen: its title, or what stands where a harmless field was read."""
    return bool(_TITLE_OF_CARD.search(line.text)) or any(
        _is_harmless(card.kind, name)
        and field.page == number
        and field.box
        and overlap(field.box, line.box) > _SAME_PLACE
        for name, field in card.fields.items()
    )


def _is_harmless(kind: str, name: str) -> bool:
    """A public field; that of a list may have its box around more than its values."""
    return privacy(kind, name) in _SEEN and not field_type(name, kind).type.is_list


def _part(box: Box, text: str, hidden: str, page: Page) -> Box:
    """The part of a line's box where its text is hidden; one character more at the left, since print is uneven."""
    upright = (box[2] - box[0]) * page.width < (box[3] - box[1]) * page.height
    widths = [1.0 if character.isascii() else 2.0 for character in text]
    places = [index for index, (old, new) in enumerate(zip(text, hidden, strict=False)) if old != new or new == STAR]
    if not places or len(text) != len(hidden) or upright:
        return box
    total = sum(widths)
    start = max(sum(widths[: places[0]]) - 2.0, 0.0) / total
    end = min(sum(widths[: places[-1] + 1]) + 0.5, total) / total
    left, top, right, bottom = box
    return left + (right - left) * start, top, left + (right - left) * end, bottom


def _within(box: Box, region: Box) -> Box:
    """A box of the page in fractions of a region of it, cut off at its edges."""
    width, height = region[2] - region[0], region[3] - region[1]
    edges: Iterable[float] = (
        (box[0] - region[0]) / width, (box[1] - region[1]) / height,
        (box[2] - region[0]) / width, (box[3] - region[1]) / height,
    )  # fmt: skip
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in edges)
    return left, top, right, bottom
