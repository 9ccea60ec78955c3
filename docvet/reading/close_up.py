"""Places of a page read again from their own pixels: enlarged, evened out, and row by row where a row has a hole.

A detector that looks at a whole page overlooks small rows, and rows that a seal or a watermark crosses. Seen near,
most of them are found; what is left of a block of text is read in strips, since its other rows tell where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from rapidfuzz import fuzz

from docvet.models import Box, Line, overlap
from docvet.reading import engines
from docvet.reading.crops import part_of
from docvet.reading.engines import Engine, Pixels
from docvet.values.dates import find_dates, is_piece_of_day
from docvet.values.rows import rows_by_middle
from docvet.values.text import squeezed

_MARGIN = 0.012
"""Part of the page's width that is looked at around a place, so that no row of it is cut."""
_PALE = 70
"""Difference between ink and paper, of 255, below which contrast is raised."""
_ROW_GAP = 0.6
"""Heights of a row between two rows of a block in which a third may stand."""
_PITCH = 1.7
"""Widths of a character that two rows of a block are apart, middle from middle, from which a third may stand between them."""
_STRIP = 1.2
"""Widths of a character that a row is high which is read as a strip."""
_SAME = 70.0
"""Per cent of likeness from which two rows say the same."""
_SHORT = 4.0
"""Characters that a row may end before its block does: more is a hole, if another row follows."""
_LONG = 8
"""Characters of a row that may be one of a block."""
_FILLED = 0.5
"""Part of the characters for which a hole has room that a strip must add to count: columns stand apart by design."""
_WASHED_OUT = 2
"""Times its warmth that a pixel is made brighter: gold is half as dark as black in the red channel."""
_SURE, _SURE_OF_HALF = 0.8, 0.85
_MARK_HEIGHT = 2.0
"""Times the height of the print there from which on what reads badly is a piece of a mark that runs across the page."""
_THINNEST = 8
"""Pixels a side under which nothing is legible."""
_MOST_STRIPS = 8
_DATED = re.compile(r"[年月日]|(?:19|20)[0-9]{2}")
_UNEVEN, _ROOM = 2.2, 0.12
"""Heights of the tallest piece within which all pieces of a date lie, and the room left around them, as a part of that."""


def read(
    rgb: Pixels, places: Sequence[Box], engine: Engine, print_height: float = 0.0, row_height: float = 0.0
) -> list[Line]:
    """The lines of an upright flat page (height × width × 3) whose middle lies in one of ``places``.

    ``print_height`` and ``row_height`` are the parts of the page's height that a usual line and a small one take there;
    0 where nobody knows.
    """
    lines: list[Line] = []
    for place in places:
        there = _read_place(rgb, place, engine, print_height * rgb.shape[0], row_height * rgb.shape[0])
        # Boxes of small rows lie over each other: only what an earlier place showed is the same.
        lines += [line for line in there if not any(overlap(line.box, other.box) > 0.5 for other in lines)]
    return lines


def black_alone(rgb: Pixels) -> Pixels:
    """The red channel without what is left in it of warm colours: gold titles and seals that lie over print."""
    red = rgb[..., 0].astype(np.int16)
    warmth = red - np.minimum(rgb[..., 1], rgb[..., 2])
    excess = np.maximum(warmth - np.median(warmth[::4, ::4]), 0)
    return np.asarray(np.clip(red + _WASHED_OUT * excess, 0, 255), dtype=np.uint8)


def _read_place(rgb: Pixels, place: Box, engine: Engine, print_height: float, row_height: float) -> list[Line]:
    height, width = rgb.shape[:2]
    frame = _framed(place, width, height)
    left, top, right, bottom = frame
    crop = rgb[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]
    if min(crop.shape[:2]) < _THINNEST:
        return []
    near = _evened(black_alone(crop))
    inner = _relative(place, frame)
    lines = engines.seen_near(engine, near, inner, row_height)
    if print_height:
        highest = _MARK_HEIGHT * print_height / near.shape[0]
        lines = [line for line in lines if line.confidence >= _SURE or line.box[3] - line.box[1] < highest]
    views = near, _evened(np.ascontiguousarray(crop[..., 0]))
    lines = _with_strips(views, _halved(near, lines, engine), engine)
    lines = _dates_whole(crop, near, inner, lines, engine)
    return [replace(line, box=_absolute(line.box, frame)) for line in lines]


def _dates_whole(crop: Pixels, near: Pixels, inner: Box, lines: Sequence[Line], engine: Engine) -> list[Line]:
    """The lines with a date that a seal broke into pieces read as one row, where two views of it say the same day."""
    pieces = sorted((line for line in lines if is_piece_of_day(squeezed(line.text))), key=lambda line: line.box[0])
    if not pieces or find_dates("".join(line.text for line in pieces)):
        return list(lines)
    top, bottom = min(line.box[1] for line in pieces), max(line.box[3] for line in pieces)
    if bottom - top > _UNEVEN * max(line.box[3] - line.box[1] for line in pieces):
        return list(lines)
    more = (bottom - top) * _ROOM
    left = max(pieces[0].box[0] - more * near.shape[0] / near.shape[1], 0.0)
    box = (left, max(top - more, 0.0), max(inner[2], pieces[-1].box[2]), min(bottom + more, 1.0))
    rows = [row for view in (near, crop[..., 0]) if (row := _strip(view, box, engine)) is not None]
    days = [[hit.value for hit in find_dates(row.text)] for row in rows]
    if len(days) < 2 or days[0] != days[1] or len(days[0]) != 1:
        return list(lines)
    whole = min(rows, key=lambda row: row.confidence)
    return [whole, *(line for line in lines if line not in pieces)]  # what lies within it is a piece of the seal


def _framed(place: Box, width: int, height: int) -> Box:
    across, down = _MARGIN, _MARGIN * width / height
    left, top, right, bottom = place
    return (max(left - across, 0.0), max(top - down, 0.0), min(right + across, 1.0), min(bottom + down, 1.0))


def _evened(crop: Pixels) -> Pixels:
    """Pale print made darker; strong print is left as it is, since raising contrast raises noise too."""
    dark, light = np.percentile(crop, (0.5, 80))
    if light - dark >= _PALE:
        return crop
    return np.asarray(cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8)).apply(crop), dtype=np.uint8)


def _halved(near: Pixels, lines: Sequence[Line], engine: Engine) -> list[Line]:
    """The lines, one that read badly as its upper and lower half where these read well: two prints lie over each other."""
    result: list[Line] = []
    for line in lines:
        halves = [_strip(near, box, engine) for box in _halves(line.box)] if line.confidence < _SURE else []
        better = [half for half in halves if half is not None and half.confidence >= _SURE_OF_HALF]
        result += better or [line]
    return result


def _halves(box: Box) -> tuple[Box, Box]:
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    return (left, top, right, middle), (left, middle, right, bottom)


def _strip(near: Pixels, box: Box, engine: Engine) -> Line | None:
    """A strip read as one row."""
    pixels = part_of(near, box)
    row = engine.read_row(np.ascontiguousarray(pixels)) if min(pixels.shape) >= _THINNEST else None
    checked = engines.checked([replace(row, box=box)]) if row is not None else []
    return checked[0] if checked else None


def _with_strips(views: tuple[Pixels, Pixels], lines: Sequence[Line], engine: Engine) -> list[Line]:
    """The lines with what strips add: rows of a block that end early though another follows, and rows between rows.

    Without red ink first, then as the red channel shows it: print under a seal is washed out with the seal's ink.
    """
    result = list(lines)
    if _is_date(lines):
        return result
    near = views[0]
    for strip, covered, missing in list(_holes(lines, near.shape[1] / near.shape[0]))[:_MOST_STRIPS]:
        others = [line for line in result if line not in covered]
        least = sum(len(line.text) for line in covered) + _FILLED * missing
        for view in views if covered else views[:1]:
            row = _strip(view, strip, engine)
            if row is not None and row.confidence >= _SURE and len(row.text) >= least and not _repeats(row, others):
                result = [*others, row]
                break
    return result


def _is_date(lines: Sequence[Line]) -> bool:
    """A piece of a date stands there and hardly anything else: rows around it are no block, so that none has a hole."""
    pieces: list[str] = []
    others: list[str] = []
    for line in lines:
        (pieces if is_piece_of_day(squeezed(line.text)) else others).append(line.text)
    return sum(len(text) >= _LONG for text in others) < 2 and any(map(_DATED.search, pieces))


def _repeats(row: Line, lines: Sequence[Line]) -> bool:
    """What a strip says stands in another row: it saw that one's edge."""
    long = (line for line in lines if len(line.text) >= len(row.text) / 3)
    return any(fuzz.partial_ratio(row.text, line.text) >= _SAME for line in long)


def _holes(lines: Sequence[Line], aspect: float) -> Iterator[tuple[Box, list[Line], float]]:
    """Strips of a block of at least two rows with a hole: the lines of the row, and for how many characters there is room.

    ``aspect`` is by how much the picture is wider than high.
    """
    rows = rows_by_middle(lines)
    if len(rows) < 2:
        return
    left = median(row[0].box[0] for row in rows)
    right = max(row[-1].box[2] for row in rows)
    heights = [max(line.box[3] for line in row) - min(line.box[1] for line in row) for row in rows]
    height = median(heights)
    letters = [_letter(line) for line in lines if len(line.text) >= _SHORT]
    letter = median(letters) if letters else height
    half = min(height, _STRIP * letter * aspect) / 2
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        bottom = max(line.box[3] for line in row)
        gap, covered = max(
            ((after.box[0] - before.box[2], [before, after]) for before, after in pairwise(row)),
            key=lambda item: item[0],
            default=(0.0, []),
        )
        early = right - row[-1].box[2] if below is not None else 0.0
        if early >= gap:
            gap, covered = early, [row[-1]]
        if gap > _SHORT * letter:
            yield _strip_over(covered, left, right, half, letter), covered, gap / letter
        if below is not None and min(line.box[1] for line in below) - bottom > _ROW_GAP * height:
            yield (left, bottom, right, min(line.box[1] for line in below)), [], 2 * _SHORT
    yield from _between(lines, right, aspect)


def _strip_over(covered: Sequence[Line], left: float, right: float, half: float, letter: float) -> Box:
    """The row from the first of these lines to the last, or to the block's end where it is one, ``half`` above its middle and below it.

    Boxes are higher than their print, and those of small rows lie over each other.
    """
    first, last = covered[0], covered[-1]
    start = left if first.box[0] - left < 2 * letter else first.box[0]
    middle = (last.box[1] + last.box[3]) / 2
    end = right if first is last else last.box[2]
    return min(start, first.box[0]), max(last.box[1], middle - half), end, min(last.box[3], middle + half)


def _letter(line: Line) -> float:
    """How wide a Chinese character of this line is; others are half as wide."""
    return 2 * (line.box[2] - line.box[0]) / max(sum(2 if ord(char) > 0x2E80 else 1 for char in line.text), 1)


def _between(lines: Sequence[Line], right: float, aspect: float) -> Iterator[tuple[Box, list[Line], float]]:
    """Strips between two lines that stand apart as if there were a third, though their boxes leave no gap."""
    for line in lines:
        under = [other for other in lines if other.box[1] > line.box[1] and _in_column(line, other)]
        if not under or len(line.text) < _SHORT:
            continue
        below = min(under, key=lambda other: other.box[1])
        step = (below.box[1] + below.box[3] - line.box[1] - line.box[3]) / 2
        if _PITCH * _letter(line) * aspect < step < 2 * (line.box[3] - line.box[1]):
            middle = (line.box[1] + line.box[3] + step) / 2
            yield (min(line.box[0], below.box[0]), middle - step / 4, right, middle + step / 4), [], 2 * _SHORT


def _in_column(line: Line, other: Line) -> bool:
    """They begin below each other, as rows of one block do."""
    return abs(line.box[0] - other.box[0]) < 2 * _letter(line)


def _relative(box: Box, frame: Box) -> Box:
    across, down = frame[2] - frame[0], frame[3] - frame[1]
    return (
        (box[0] - frame[0]) / across,
        (box[1] - frame[1]) / down,
        (box[2] - frame[0]) / across,
        (box[3] - frame[1]) / down,
    )


def _absolute(box: Box, frame: Box) -> Box:
    across, down = frame[2] - frame[0], frame[3] - frame[1]
    return (
        frame[0] + box[0] * across,
        frame[1] + box[1] * down,
        frame[0] + box[2] * across,
        frame[1] + box[3] * down,
    )
