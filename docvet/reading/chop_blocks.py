"""Chops that are no rings but lines of coloured print: 「For and on behalf of … Authorized Signature(s)」, as companies of Hong Kong sign."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from docvet.models import Box, Line, Seal, union
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels
from docvet.values.text import squeezed

_HEAD = re.compile(r"^\W*forandonbehalfof", re.IGNORECASE)
_FOOT = re.compile(r"authori[sz]edsignat", re.IGNORECASE)
_NAME = re.compile(r"limit|ltd|company|corp|inc\b|公司", re.IGNORECASE)
_RULE = re.compile(r"[.·…_\-—\s]{4,}$")
"""The line to sign on."""
_LONGEST = 60
"""Characters of the name on a chop without a line to sign on."""
_LETTER = 3
"""Lines above and below it from which on they tell in which ink the letter is."""
_ROWS = 9.0
"""Heights of the first line within which all of the block stands below it."""
_INK = 8
"""Per cent of a line's pixels that are surely ink, not its blurred edges."""
_COLOURED = 0.18
"""Difference of the channels of ink, as a part of how much darker than paper it is, from which it is no black print."""


def find(rgb: Pixels, lines: Sequence[Line]) -> tuple[Seal, ...]:
    """The chops of this sort among the lines of an upright page (height × width × 3): frameless ones, called ``square``."""
    blocks = (_block(rgb, head, lines) for head in lines if _HEAD.search(squeezed(head.text)))
    return tuple(block for block in blocks if block is not None)


def _block(rgb: Pixels, head: Line, lines: Sequence[Line]) -> Seal | None:
    """The chop that begins with this line; None where it is printed in black or in the letter's own ink, or neither ends as one nor names a company."""
    if (colour := _colour(rgb, head.box)) is None:
        return None
    left, top, right, bottom = head.box
    reach = bottom + _ROWS * (bottom - top)
    below = sorted(
        (
            line
            for line in lines
            if top < (line.box[1] + line.box[3]) / 2 < reach and line.box[0] < right and line.box[2] > left
        ),
        key=lambda line: line.box[1],
    )
    own = [line for line in below if _colour(rgb, line.box)]
    feet = [line for line in own if _FOOT.search(squeezed(line.text))]
    named = [line for line in own if not feet or line.box[1] < feet[0].box[1]]
    rows = (_RULE.sub("", _after_head(line.text)).strip() for line in named)
    text = " ".join(row for row in rows if row)
    if not text or not (feet or (_NAME.search(text) and len(text) <= _LONGEST)):
        return None
    others = [line for line in lines if not top < (line.box[1] + line.box[3]) / 2 < reach]
    if len(others) >= _LETTER and sum(_colour(rgb, line.box) == colour for line in others) > len(others) / 2:
        return None  # the letter itself is in this ink
    box = union([head.box, *(line.box for line in (*named, *feet[:1]))])
    return Seal(box, "square", colour, text, round(min(line.confidence for line in named), 4))


def _after_head(text: str) -> str:
    """A line without the words that begin the block; the name may stand behind them."""
    return re.sub(r"(?i)^\W*for\s*and\s*on\s*behalf\s*of\W*", "", text)


def _colour(rgb: Pixels, box: Box) -> str | None:
    """``red``, ``green`` or ``blue`` as the ink of a line is nearest to; None for black print."""
    crop = part_of(rgb, box).reshape(-1, 3).astype(np.float32)
    if not crop.size:
        return None
    paper = np.percentile(crop, 90, axis=0)
    even = crop * (255 / np.maximum(paper, 1))
    darkest = even.min(axis=1)
    mean = even[darkest <= np.percentile(darkest, _INK)].mean(axis=0)
    if mean.max() - mean.min() < _COLOURED * (255 - mean.min()):
        return None
    # Violet is nearer to the blue of other chops than to the red of seals.
    return ("red", "green", "blue")[int(np.argmax(mean))]
