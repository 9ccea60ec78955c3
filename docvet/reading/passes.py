"""How the passes of one page become one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from docvet.models import Box, Line, Page, Pass, Source, inside, overlap
from docvet.values.text import squeezed

_ROW = 4
"""Characters of a row that tells how high rows are."""
_SURE = 0.95
"""Confidence from which a row of the whole page stands against a piece of it that was seen near."""


def merged(before: Page, after: Page) -> Page:
    """The earlier page with the later passes, in rising effort; what a close look did not look at is as it was.

    What OCR made of a page takes the place of its text layer, of which it has kept what it saw itself.
    """
    if all(item.source == Source.TEXT_LAYER for item in before.passes):
        return after
    passes = sorted((*before.passes, *after.passes), key=lambda item: item.effort)
    whole = [item for item in passes if not item.places]
    seen = whole[-1].lines
    near = _joined([item for item in passes if item.places])
    return replace(
        before, passes=(*whole, *(replace(item, lines=laid_over(seen, item.near, item.places)) for item in near))
    )


def _joined(close: Sequence[Pass]) -> list[Pass]:
    """Close looks at a page as one; what an earlier one read whole a later one may have seen a part of, at its place's edge."""
    if not close:
        return []
    places = tuple(dict.fromkeys(place for item in close for place in item.places))
    lines: list[Line] = []
    for item in close:
        lines += [line for line in item.near if not any(overlap(line.box, other.box) > 0.5 for other in lines)]
    return [replace(close[0], places=places, near=tuple(lines))]


def laid_over(before: Sequence[Line], near: Sequence[Line], places: Sequence[Box]) -> tuple[Line, ...]:
    """The lines of a whole page, those within ``places`` replaced by what was read there ``near``.

    A line that no new one covers stays: the closer look did not see it, which does not mean that it is not there.
    A new one that lies on a line outside is a piece of that line, cut at the place's edge, and so is the only one on a
    line of which it says a part: seals take the end of a row with them where their ink is washed out.
    """
    outside = [line for line in before if not _inside(line.box, places)]
    whole = [line for line in near if not any(overlap(line.box, other.box) > 0.5 for other in outside)]
    kept, pieces = [], []
    for line in before:
        if _inside(line.box, places):
            over = [new for new in whole if _covers(new.box, line.box)]
            pieces += [new for new in over if len(over) == 1 and _says_part(new, line)]
            kept += [line] if all(new in pieces for new in over) else []
    return (*outside, *kept, *(line for line in whole if line not in pieces))


def _says_part(new: Line, line: Line) -> bool:
    """All that the new line says stands in the other, which was read surely and says more."""
    text = squeezed(line.text)
    return line.confidence >= _SURE and len(text) > len(squeezed(new.text)) and squeezed(new.text) in text


def line_height(page: Page, places: Sequence[Box]) -> float:
    """Part of the page's height that a usual line in these places takes; 0 where none stand there."""
    heights = [line.box[3] - line.box[1] for line in page.lines if _inside(line.box, places)]
    return round(median(heights), 3) if heights else 0.0


def row_height(page: Page, places: Sequence[Box]) -> float:
    """Part of the page's height that the smaller rows take in these places, or anywhere if none stands there.

    0 without places or rows.
    """
    rows = [line for line in page.lines if len(line.text) >= _ROW] if places else []
    near = [line for line in rows if _inside(line.box, places)]
    heights = sorted(_thickness(line.box, page) for line in near or rows)
    return round(heights[len(heights) // 4], 4) if heights else 0.0


def _thickness(box: Box, page: Page) -> float:
    """Part of the page's height that a row is high, or wide where it stands upright."""
    left, top, right, bottom = box
    return min(bottom - top, (right - left) * page.width / page.height)


def _inside(box: Box, places: Sequence[Box]) -> bool:
    return any(inside(box, place) for place in places)


def _covers(near: Box, line: Box) -> bool:
    return overlap(near, line) > 0.3 or overlap(line, near) > 0.3
