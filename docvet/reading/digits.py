"""Whether the digits of a text layer are those that the page shows: a font may say 2024 and draw 2023.

The first of each digit of a font, and all of those that do not look alike (a font may have two glyphs for one), are compared
with how digits look in common typefaces; where another digit looks more like it, the row is read by OCR, which decides. So
pages that say what they show cost no OCR.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

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
_LIKE, _LESS = 0.72, 0.05
"""How much alike a digit must look to another one, and by how much less to its own, to be doubted."""
_LOWEST = 6
"""Pixels of height from which a digit is compared."""
_LEAST_CONTRAST = 60
_THUMB, _ALIKE = (12, 16), 0.945
"""Pixels of a small picture of a digit, and how much alike the means of one digit's pictures are at least: of 5,500 digits
at 80 dots an inch 99 % are so to the mean of their font, and none that says another."""
_ROOM = 0.25
"""Heights of a row that are left around it when it is read."""
_SURE = 0.9
"""Confidence of OCR from which its digits count."""
_OFTEN = 2
"""Times that OCR reads one digit for another, and never for itself, from which the layer is wrong by that alone."""

Sample = tuple[str, str]
"""(font, digit)."""


class Digit(NamedTuple):
    """A digit of a text layer."""

    font: str
    says: str
    box: Box


def of(shown: Iterable[Glyph]) -> list[Digit]:
    """Those of the characters that are digits."""
    return [Digit(glyph.font, digit, glyph.box) for glyph in shown if (digit := _digits(glyph.text))]


def first_of_each(shown: Iterable[Digit]) -> dict[Sample, Digit]:
    """The first of each digit in each font."""
    firsts: dict[Sample, Digit] = {}
    for digit in shown:
        firsts.setdefault((digit.font, digit.says), digit)
    return firsts


def unlike(rgb: Pixels, shown: Sequence[Digit]) -> list[Digit]:
    """Those of the upright page, however small, that say the same in one font and size, and look like two things."""
    grey = darkest(rgb)
    groups: defaultdict[tuple[str, str, int], list[Digit]] = defaultdict(list)
    for digit in shown:
        groups[digit.font, digit.says, round((digit.box[3] - digit.box[1]) * grey.shape[0])].append(digit)
    return [digit for group in groups.values() if _two_shapes(grey, group) for digit in group]


def _two_shapes(grey: Pixels, group: Sequence[Digit]) -> bool:
    """Parted in two by what looks least like their mean, whether the means of both parts look otherwise."""
    if len(group) < 2:
        return False
    shapes = _unit(np.stack([_thumbnail(grey, digit.box) for digit in group]))
    odd = shapes[int((shapes @ _unit(shapes.mean(axis=0))).argmin())]
    farthest = shapes[int((shapes @ odd).argmin())]
    near = shapes @ odd > shapes @ farthest
    if near.all() or not near.any():
        return False
    return float(_unit(shapes[near].mean(axis=0)) @ _unit(shapes[~near].mean(axis=0))) < _ALIKE


def _thumbnail(grey: Pixels, box: Box) -> NDArray[np.float32]:
    """The ink in a box, which may begin between pixels, on a few of its own."""
    height, width = grey.shape
    across, down = (box[2] - box[0]) * width / _THUMB[0], (box[3] - box[1]) * height / _THUMB[1]
    place = np.array(
        [[across, 0, box[0] * width + (across - 1) / 2], [0, down, box[1] * height + (down - 1) / 2]], np.float32
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    part = cv2.warpAffine(grey, place, _THUMB, flags=flags, borderMode=cv2.BORDER_REPLICATE).ravel()
    return int(part.max()) - part.astype(np.float32)


def _unit(shapes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each of mean 0 and length 1."""
    shapes = shapes - shapes.mean(axis=-1, keepdims=True)
    return np.asarray(shapes / np.maximum(np.linalg.norm(shapes, axis=-1, keepdims=True), 1e-6), dtype=np.float32)


def doubted(rgb: Pixels, shown: Sequence[Digit]) -> list[Box]:
    """The places of digits on the upright page that look like others."""
    grey = darkest(rgb)
    others = _look_like_others([part_of(grey, digit.box) for digit in shown], [digit.says for digit in shown])
    return [digit.box for digit, other in zip(shown, others, strict=True) if other]


def contradicted(
    rgb: Pixels,
    doubts: Sequence[Box],
    shown: Sequence[Digit],
    lines: Sequence[Line],
    read_row: Callable[[Pixels], Line | None],
) -> bool:
    """Whether OCR reads other digits than the layer's in these places; ``shown`` are all digits of the page."""
    height, width = rgb.shape[:2]
    places, everywhere = set(doubts), sorted(digit.box for digit in shown)
    rows = {line.box: line for box in places for line in lines if overlap(line.box, box) > 0}
    for (left, top, right, bottom), line in rows.items():
        room = _ROOM * (bottom - top)
        part = rgb[
            max(0, int((top - room) * height)) : int((bottom + room) * height) + 1,
            max(0, int(left * width) - 4) : int(right * width) + 5,
        ]
        if min(part.shape[:2], default=0) < 4 or not (seen := read_row(np.ascontiguousarray(part[..., 0]))):
            continue
        own = [box for box in everywhere if top <= (box[1] + box[3]) / 2 <= bottom and left <= box[0] < right]
        if differ([(line, seen)], 1) or _differ_at([box in places for box in own], line, seen):
            return True
    return False


def _differ_at(doubts: Sequence[bool], layer: Line, seen: Line) -> bool:
    """Whether OCR reads another digit where one is doubted, from a doubt for each digit of the row."""
    said, shown = (_digits(line.text) for line in (layer, seen))
    if not len(doubts) == len(said) == len(shown) or seen.confidence < _SURE:
        return False
    return any(doubt and one != other for doubt, one, other in zip(doubts, said, shown, strict=True))


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
    """The digits of the text, those of full width too."""
    return "".join(
        plain
        for character in text
        if unicodedata.category(character) == "Nd" and (plain := unicodedata.normalize("NFKC", character)) in _DIGITS
    )


def _look_like_others(parts: Sequence[NDArray[np.uint8]], digits: Sequence[str]) -> list[bool]:
    """Of each of these pictures of a digit whether it looks like another one."""
    normals = [_normal(part) for part in parts]
    known = [at for at, normal in enumerate(normals) if normal is not None]
    others = [False] * len(parts)
    if not known:
        return others
    shapes = np.stack([normal for normal in normals if normal is not None]).reshape(len(known), -1)
    likeness = np.stack([(shapes @ models.T).max(axis=1) / shapes.shape[1] for models in _models().values()], axis=1)
    for at, row in zip(known, likeness, strict=True):
        best, own = int(row.argmax()), _DIGITS.index(digits[at])
        others[at] = bool(best != own and row[best] >= _LIKE and row[own] <= row[best] - _LESS)
    return others


def _normal(part: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """The ink alone, in a square, of mean 0 and deviation 1; None for what is too small or no digit by its shape."""
    if part.size == 0:
        return None
    darkest_, brightest_, _, _ = cv2.minMaxLoc(part)
    if brightest_ - darkest_ < _LEAST_CONTRAST:
        return None
    scale = 255.0 / (brightest_ - darkest_)
    ink = cv2.convertScaleAbs(part, alpha=-scale, beta=brightest_ * scale)
    _, strong = cv2.threshold(ink, 100, 1, cv2.THRESH_BINARY)
    _, _, stats, _ = cv2.connectedComponentsWithStats(strong, connectivity=8)
    if len(stats) < 2:
        return None
    left, top, across, down, _ = max(stats[1:].tolist(), key=lambda each: each[cv2.CC_STAT_AREA])
    if down < _LOWEST or across > 1.1 * down:
        return None
    glyph = ink[top : top + down, left : left + across]
    if across > down:
        glyph = cv2.resize(glyph, (down, down))
    before = (down - glyph.shape[1]) // 2
    side = cv2.copyMakeBorder(glyph, 0, 0, before, down - glyph.shape[1] - before, cv2.BORDER_CONSTANT, value=0)
    small_ = cv2.GaussianBlur(cv2.resize(side, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), (_BLUR, _BLUR), 0)
    shape = small_.astype(np.float32)
    (mean,), (deviation,) = (values[0] for values in cv2.meanStdDev(shape))
    return None if deviation == 0 else (shape - mean) / deviation


@lru_cache(maxsize=1)
def _models() -> Mapping[str, NDArray[np.float32]]:
    """Each digit, in a row a typeface, as those that every PDF program has draw it."""
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
    return {digit: np.stack(each).reshape(len(each), -1) for digit, each in models.items()}
