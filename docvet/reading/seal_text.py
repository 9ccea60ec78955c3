"""What a seal says: its rim unrolled into a straight strip, then the words in its middle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import cv2
import numpy as np

from docvet.models import Line
from docvet.reading.seal_shapes import Image, Outline, red, tinted

ReadText = Callable[[Image], Sequence[Line]]

_RADIUS = 170
"""Pixels that half a seal is read at, at most: from there on the strip shows nothing more."""
_STRIP_HEIGHT, _MARGIN = 64, 16
"""Pixels of the strip and of the white around it. The detector doubles a picture more than eight times as wide as high."""
_OUTER, _INNER = 0.97, 0.5
"""The rim's text stands between these parts of the radius."""
_TURNS = 1.12
"""Turns of the rim that its strip shows."""
_PRINT = 0.55
"""Brightness of black print in the red channel, as a part of the paper's around it; red ink keeps more."""
_OFF_CENTRE = 0.06
"""Part of the strip by which a text may stand off the top of its seal, as one stamped a little askew does."""
_SURE = 0.992
"""Confidence from which a first view of the rim is enough: print under the seal or coarse colour spoil one of the two."""
_LEGIBLE = 0.6
_FEW, _CLEAR = 3, 0.8
"""Characters of a piece of the rim that must be read with more confidence than others."""
_OFFICE = re.compile(r"(?:管理|监督|审批|工商)\w*局$")
_PLAIN = 0.9
"""Confidence at which the seal of an office is beyond doubt: no signer's seal reads so, and its exact name decides nothing."""
_CJK = re.compile(r"[\u4e00-\u9fff]")
_NAME_LETTERS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z][A-Za-z .,&'-]{3,}[A-Za-z.]")
"""What a rim says: Chinese, or the Latin words of a company's name; numbers alone say nothing."""
_LATIN = re.compile(r"[^\u4e00-\u9fff]+")
_DATED = re.compile(r"\d\s*[年月日]|[年月]\s*\d|^[年月日]+$")
"""A piece of the date that a seal was set on."""
_NAME_WORDS = re.compile(r"公司|有限|商行|专用|之印|印章|市|监督|管理")
_NAME_END = re.compile(r"(?:公司|[厂店部行社局处会所院章印])$")
_MIDDLE = 0.62
"""The words in a seal's middle stand within this part of the radius."""
_BELOW_STAR = (0.32, 0.62)
"""Where they stand under the star, and the share of ink from which there are some."""
_WORDS = 0.04


def read_seal(page: Image, outline: Outline, colour: str, read: ReadText) -> tuple[str, float]:
    """Rim text and that of the middle, with the confidence of its longest line; ``""`` where nothing is legible.

    ``page`` is RGB at full size and ``outline`` lies on it; ``read`` gets small pictures and returns their lines.
    """
    crop, here = _cut_out(page, outline)
    # The print under red ink can be told from it; blue and green ink is as dark as print in the red channel.
    bare = _unprinted(255 - crop[..., 1], crop) if colour == "red" else 255 - crop[..., 0]
    rim, confidence = _rim_text(crop, bare, here, colour, read)
    if not rim or outline.shape == "square" or _is_office(rim, confidence):
        return rim, round(confidence, 4)
    # A chop with an English rim bears the Chinese name in its middle, where others have a star.
    if not _LATIN.fullmatch(rim) and not _has_words(bare, here):
        return rim, round(confidence, 4)
    lines = read(_as_paper(_box(bare, here, _MIDDLE)))
    inner = [line.text for line in lines if line.confidence > 0.8 and len(line.text) >= 3]
    gap = " " if _LATIN.fullmatch(rim) else ""
    middle = "".join(text for text in inner if not _DATED.search(text))
    return (rim + gap + middle).rstrip(), round(confidence, 4)


def _cut_out(page: Image, outline: Outline) -> tuple[Image, Outline]:
    """The seal with some paper around it, not larger than it need be, and its outline there."""
    (x, y), reach = outline.centre, 1.25 * max(outline.axes)
    left, top = int(max(0, x - reach)), int(max(0, y - reach))
    crop = page[top : int(y + reach) + 1, left : int(x + reach) + 1]
    here = replace(outline, centre=(x - left, y - top))
    factor = _RADIUS / max(outline.axes)
    if factor < 1:
        crop = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        here = here.scaled(factor)
    return crop, here


def _rim_text(crop: Image, bare: Image, here: Outline, colour: str, read: ReadText) -> tuple[str, float]:
    """The best view of the rim: further ones are read only while the text is in doubt."""
    best = ("", 0.0)
    for view in _views(crop, bare, colour):
        lines = read(_as_paper(_box(view, here, 1.0) if here.shape == "square" else _unrolled(view, here)))
        says = _CJK if here.shape == "square" else _NAME_LETTERS
        lines = [line for line in lines if line.confidence > _LEGIBLE and says.search(line.text)]
        if not lines:
            continue
        longest = max(lines, key=lambda line: len(line.text))
        if here.shape == "square":
            text = _columns_or_rows([line.text for line in lines])
        else:
            row = [
                line
                for line in lines
                if line is longest or (_beside(line, longest) and not _is_chance(line) and not _DATED.search(line.text))
            ]
            text = "".join(line.text for line in sorted(row, key=lambda line: line.box[0]))
        if len(text) * longest.confidence > len(best[0]) * best[1]:
            best = (text, longest.confidence)
        whole = here.shape == "square" or _centred(longest)
        if (longest.confidence >= _SURE and len(longest.text) >= 6 and whole) or _is_office(*best):
            break
    return best


def _columns_or_rows(lines: Sequence[str]) -> str:
    """The text of a square seal, which runs in rows or in columns from either side: the way that reads most like a name."""
    across = ["".join(filter(None, column)) for column in zip_longest(*lines)]
    ways = ("".join(way) for way in (lines, lines[::-1], across, across[::-1]))
    return max(ways, key=lambda way: (len(_NAME_WORDS.findall(way)), _NAME_END.search(way) is not None))


def _views(crop: Image, bare: Image, colour: str) -> Iterator[Image]:
    """The ink as darkness at full sharpness (JPEG keeps colour at half of it), as colour, and without the print under it."""
    if colour != "red":
        yield 255 - crop[..., 0]
        yield tinted(crop, colour)
        return
    yield 255 - crop[..., 1]
    yield red(crop)
    yield bare


def _is_office(text: str, confidence: float) -> bool:
    return confidence >= _PLAIN and _OFFICE.search(text) is not None


def _unprinted(ink: Image, crop: Image) -> Image:
    """The ink without the black print that the seal was set on: print is dark in the red channel too."""
    channel, near, around = crop[..., 0], np.ones((15, 15), np.uint8), (61, 61)
    printed = np.asarray(channel < cv2.blur(cv2.dilate(channel, near), around) * _PRINT, dtype=np.uint8)
    paper = cv2.blur(cv2.erode(ink, near), around)
    bare: Image = np.where(cv2.dilate(printed, np.ones((3, 3), np.uint8)) > 0, paper, ink)
    return bare


def _has_words(bare: Image, here: Outline) -> bool:
    """Whether there is ink under the star."""
    (x, y), (a, b) = here.centre, here.upright_axes
    top, bottom = (int(y + b * part) for part in _BELOW_STAR)
    band = bare[max(0, top) : bottom, max(0, int(x - a / 2)) : int(x + a / 2)]
    if band.size == 0:
        return False
    # Half-way between paper and the seal's own ink.
    low, high = np.percentile(bare, 30), np.percentile(bare, 97)
    return float((band > (low + high) / 2).mean()) > _WORDS


def _centred(line: Line) -> bool:
    """The text runs as far down one side of the rim as down the other; else the reader may have missed its beginning or end."""
    return abs((line.box[0] + line.box[2]) / 2 - 0.5 / _TURNS) < _OFF_CENTRE


def _is_chance(line: Line) -> bool:
    """A few characters in doubt: a piece of the star or of what lies under the seal."""
    return len(line.text) <= _FEW and line.confidence < _CLEAR


def _beside(line: Line, other: Line) -> bool:
    """In the same row of the strip: what stands further in is no rim text but print under the seal."""
    return line.box[1] < (other.box[1] + other.box[3]) / 2 < line.box[3]


def _unrolled(ink: Image, here: Outline) -> Image:
    """The rim as a straight strip: outward is up, clockwise is to the right, cut at the bottom.

    A little more than one turn is kept, since a seal is often stamped askew and its gap stands anywhere.
    """
    columns = int(2 * np.pi * 0.75 * _STRIP_HEIGHT / (_OUTER - _INNER))
    theta = np.linspace(np.pi / 2, np.pi / 2 + 2 * np.pi * _TURNS, int(columns * _TURNS))
    radius = np.linspace(_OUTER, _INNER, _STRIP_HEIGHT)[:, None]
    a, b = here.upright_axes
    xs = (here.centre[0] + a * radius * np.cos(theta)).astype(np.float32)
    ys = (here.centre[1] + b * radius * np.sin(theta)).astype(np.float32)
    return cv2.remap(ink, xs, ys, cv2.INTER_CUBIC, borderValue=0)


def _box(ink: Image, here: Outline, part: float) -> Image:
    a, b = here.upright_axes
    x, y = here.centre
    top, left = max(0, int(y - b * part)), max(0, int(x - a * part))
    crop = ink[top : int(y + b * part) + 1, left : int(x + a * part) + 1]
    factor = max(1.0, 160 / max(1, min(crop.shape)))
    return cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)


def _as_paper(ink: Image) -> Image:
    """Dark ink on white with a margin, as the engine likes it."""
    grey = 255 - cv2.normalize(ink, ink.copy(), 0, 255, cv2.NORM_MINMAX)
    return cv2.copyMakeBorder(grey, *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=255)
