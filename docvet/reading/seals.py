"""Seals by colour and shape, and the text around their rim.

A Chinese seal is a red ring (round, sometimes oval) or a square frame with a name along the rim and
often a star in the middle. We look for red ink, keep what has an outline like a seal, unroll the rim
into a straight strip and let the OCR engine read that. Blue and green ink counts where it says something;
rings of black ink are copies, whose owner nobody reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np

from docvet.models import Box, Seal, overlap
from docvet.reading import seal_shapes as shapes
from docvet.reading.crops import shrunk
from docvet.reading.seal_shapes import Image, Outline
from docvet.reading.seal_text import ReadText, read_seal

_SEARCH_SIDE = 1800
"""Pages are searched with their longer side this long at most, in pixels; found seals are read at full size."""
_COARSE = 0.5
"""How much smaller a page does to tell a whole black ring, which nobody reads."""
_PLAIN_RIM = 0.8
"""Part of a ring that must be seen where no text could be read."""
_SHORTEST = 4
"""Characters that a ring of blue or green ink says at least, as the shortest name of a company."""
_ONE = 0.6
"""How much two rings of two colours overlap that are one stamp."""
_MOST = 8
"""Rings of one colour that are read at most, the clearest first: patterned goods show hundreds."""
_BRIGHT, _MOST_GAIN = 230.0, 2.5
"""Brightness of well-lit paper, to which a dim page is raised so that its ink stands out as much, and by how much at most."""


class SealSearch:
    """A page as it is searched, made small once: ``rgb`` is (height, width, 3) and upright, ``page`` a copy that is never dim."""

    def __init__(self, rgb: Image) -> None:
        self.rgb = rgb
        self.times = -(-max(rgb.shape[:2]) // _SEARCH_SIDE)
        self.small = shrunk(rgb, self.times)
        self.page = _brightened(self.small)

    @cached_property
    def red(self) -> Image:
        """Where there is red ink on the small page."""
        return shapes.mask(shapes.red(self.page))


def find(search: SealSearch, read: ReadText, *, coloured: bool = True) -> tuple[Seal, ...]:
    """All seals of a page, left to right; ``text`` is empty where none could be read.

    ``read`` gets small pictures and returns their lines; it gets none of black rings, and a page that is not
    ``coloured`` has no others.
    """
    seals = _in_colour(search, read) if coloured else []
    coarse = cv2.resize(search.page, None, fx=_COARSE, fy=_COARSE, interpolation=cv2.INTER_AREA)
    copies = [_seal(outline, coarse, "black") for outline in shapes.copies(shapes.black(coarse))]
    seals += [copy for copy in copies if not any(overlap(copy.box, seal.box) > 0.3 for seal in seals)]
    return tuple(sorted(seals, key=lambda seal: seal.box))


def stray(search: SealSearch, seals: Sequence[Seal]) -> tuple[Box, ...]:
    """Boxes of red ink, large enough to be a seal or a piece of one, that none of ``seals`` accounts for.

    Only where there is none may a page be said to bear no further seal.
    """
    height, width = search.page.shape[:2]
    known = [(s[0] * width, s[1] * height, s[2] * width, s[3] * height) for s in (seal.box for seal in seals)]
    pieces = shapes.leftovers(search.red, known)
    return tuple((x / width, y / height, (x + w) / width, (y + h) / height) for x, y, w, h in pieces)


def _in_colour(search: SealSearch, read: ReadText) -> list[Seal]:
    seals: list[Seal] = []
    page = search.page
    inks = ("red", search.red), ("blue", shapes.mask(shapes.blue(page))), ("green", shapes.mask(shapes.green(page)))
    for colour, inked in inks:
        rings = sorted(shapes.rings(inked), key=lambda outline: -outline.rim)
        for outline in rings[:_MOST]:
            if colour != "red" and shapes.is_fringe(search.red, outline):
                continue
            text, confidence = read_seal(search.rgb, outline.scaled(search.times), colour, read)
            plain = outline.rim >= _PLAIN_RIM and outline.shape != "square" and not shapes.is_emblem(inked, outline)
            if (not text and not plain) or (colour != "red" and len(text) < _SHORTEST):
                continue  # pens, letterheads, frames, emblems and bold print: such a ring counts only when it says something
            _add(seals, _seal(outline, page, colour, text, confidence))
    return seals


def _add(seals: list[Seal], seal: Seal) -> None:
    """One stamp in purple ink is red and blue, one in turquoise blue and green: the longer reading stays."""
    same = next((other for other in seals if other.colour != seal.colour and overlap(other.box, seal.box) > _ONE), None)
    if same is None:
        seals.append(seal)
    elif len(seal.text) > len(same.text):
        seals[seals.index(same)] = seal


def _seal(outline: Outline, page: Image, colour: str, text: str = "", confidence: float = 0.0) -> Seal:
    height, width = page.shape[:2]
    left, top, right, bottom = shapes.corners(outline)
    box = (max(0.0, left / width), max(0.0, top / height), min(1.0, right / width), min(1.0, bottom / height))
    return Seal(box, outline.shape, colour, text, confidence)


def _brightened(page: Image) -> Image:
    """A dim page as bright as in daylight."""
    gain = min(_BRIGHT / max(float(np.percentile(page[::4, ::4], 95)), 1.0), _MOST_GAIN)
    return page if gain <= 1 else cv2.convertScaleAbs(page, alpha=gain)
