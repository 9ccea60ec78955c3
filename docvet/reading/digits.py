"""Whether the digits of a text layer are those that the page shows: a font may say 2024 and draw 2023.

A digit of each font is compared with how digits look in common typefaces; where another digit looks far more like it, the
row is read by OCR, which decides. So pages that say what they show cost no OCR.
"""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from docvet.models import Box, Line, overlap
from docvet.reading import pdf
from docvet.reading.channels import darkest
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels
from docvet.reading.glyphs import Glyph

_DIGITS = "0123456789"
_TYPEFACES = (b"Helvetica", b"Times-Roman", b"Courier")
_CELL, _SIZE = 120, 90.0
"""Points a digit of a typeface is drawn in, and its size."""
_SIDE, _BLUR = 24, 3
"""Pixels a side to which digits are brought before they are compared."""
_LIKE, _LESS = 0.72, 0.12
"""How much alike a digit must look to another one, and by how much less to its own, to be doubted."""
_LOWEST = 6
"""Pixels of height from which a digit is compared."""
_ROOM = 0.25
"""Heights of a row that are left around it when it is read."""
_SURE = 0.9
"""Confidence of OCR from which its digits count."""
_OFTEN = 2
"""Times that OCR reads one digit for another, and never for itself, from which the layer is wrong by that alone."""

Sample = tuple[str, str]
"""(font, digit)."""


def first_of_each(shown: Iterable[Glyph]) -> dict[Sample, Box]:
    """Where the first of each digit in each font stands."""
    places: dict[Sample, Box] = {}
    for glyph in shown:
        if glyph.text in _DIGITS and glyph.text:
            places.setdefault((glyph.font, glyph.text), glyph.box)
    return places


def doubted(rgb: Pixels, samples: Mapping[Sample, Box]) -> list[Box]:
    """The places of digits on the upright page that look like others."""
    grey = darkest(rgb)
    return [box for (_, digit), box in samples.items() if _looks_like_another(part_of(grey, box), digit)]


def contradicted(
    rgb: Pixels, places: Sequence[Box], lines: Sequence[Line], read_row: Callable[[Pixels], Line | None]
) -> bool:
    """Whether OCR reads other digits than the layer's in the rows of these places."""
    height, width = rgb.shape[:2]
    rows = {line.box: line for box in places for line in lines if overlap(line.box, box) > 0}
    pairs = []
    for (left, top, right, bottom), line in rows.items():
        room = _ROOM * (bottom - top)
        part = rgb[
            max(0, int((top - room) * height)) : int((bottom + room) * height) + 1,
            max(0, int(left * width) - 4) : int(right * width) + 5,
        ]
        if min(part.shape[:2], default=0) >= 4 and (seen := read_row(np.ascontiguousarray(part[..., 0]))):
            pairs.append((line, seen))
    return differ(pairs, 1)


def differ(pairs: Iterable[tuple[Line, Line]], often: int = _OFTEN) -> bool:
    """Whether OCR keeps reading other digits than the layer has, from pairs (line of the layer, line of OCR) of one place."""
    read: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for layer, seen in pairs:
        said, shown = (_digits(line.text) for line in (layer, seen))
        if len(said) == len(shown) and seen.confidence >= _SURE:
            for one, other in zip(said, shown, strict=True):
                read[one][other] += 1
    wrong = sum(
        times
        for digit, counts in read.items()
        for other, times in counts.items()
        if other != digit and not counts[digit]
    )
    return wrong >= often


def _digits(text: str) -> str:
    return "".join(character for character in text if character in _DIGITS)


def _looks_like_another(part: NDArray[np.uint8], digit: str) -> bool:
    normal = _normal(part)
    if normal is None:
        return False
    likeness = {each: max(float((normal * model).mean()) for model in models) for each, models in _models().items()}
    best = max(likeness, key=lambda each: likeness[each])
    return best != digit and likeness[best] >= _LIKE and likeness[digit] <= likeness[best] - _LESS


def _normal(part: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """The ink alone, in a square, of mean 0 and deviation 1; None for what is too small or no digit by its shape."""
    if part.size == 0 or int(np.ptp(part)) < 60:
        return None
    values = part.astype(np.float32)
    ink = ((values.max() - values) * (255.0 / float(np.ptp(part)))).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats((ink > 100).astype(np.uint8), connectivity=8)
    if len(stats) < 2:
        return None
    left, top, across, down, _ = stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))]
    if down < _LOWEST or across > 1.1 * down:
        return None
    glyph = ink[top : top + down, left : left + across]
    side = np.zeros((down, down), np.uint8)
    wide = glyph if across <= down else cv2.resize(glyph, (down, down))
    start = (down - wide.shape[1]) // 2
    side[:, start : start + wide.shape[1]] = wide
    small = cv2.GaussianBlur(cv2.resize(side, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), (_BLUR, _BLUR), 0)
    shape = small.astype(np.float32)
    deviation = float(shape.std())
    return None if deviation == 0 else (shape - float(shape.mean())) / deviation


@lru_cache(maxsize=1)
def _models() -> Mapping[str, tuple[NDArray[np.float32], ...]]:
    """Each digit as the typefaces that every PDF program has draw it."""
    models: dict[str, list[NDArray[np.float32]]] = {digit: [] for digit in _DIGITS}
    document = pdfium.PdfDocument.new()
    try:
        for typeface in _TYPEFACES:
            page = document.new_page(_CELL * len(_DIGITS), _CELL)
            for place, digit in enumerate(_DIGITS):
                item = raw.FPDFPageObj_NewTextObj(document, typeface, _SIZE)
                coded = (digit + "\0").encode("utf-16-le")
                raw.FPDFText_SetText(item, (ctypes.c_ushort * (len(coded) // 2)).from_buffer_copy(coded))
                raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, place * _CELL + 20, 30)
                raw.FPDFPage_InsertObject(page, item)
            page.gen_content()
            grey = darkest(pdf.render(page, dpi=72.0))
            for place, digit in enumerate(_DIGITS):
                normal = _normal(grey[:, place * _CELL : (place + 1) * _CELL])
                if normal is not None:
                    models[digit].append(normal)
    finally:
        document.close()
    return {digit: tuple(each) for digit, each in models.items()}
