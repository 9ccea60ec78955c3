"""The characters of a PDF page's text layer: which of them show, which lie hidden under something else.

A character counts by its own ink alone. To tell whose ink is whose, the page is drawn once more with every run of
text in a colour of its own: where a run's colour stands in that drawing, its ink is seen on the page. A run whose
colour appears nowhere (a Type 3 font, print under a see-through mark) is left out of a further drawing: what then
changes was its ink.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from docvet.models import Box, union
from docvet.reading import covers, pdf
from docvet.reading.channels import brightest, darkest
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels

MAX_CHARACTERS = 50_000
"""Of one page; a page that carries more is read as far as this."""
_INK = 24
"""Difference of brightness that a printed character makes at least."""
_THIN = 2
"""Pixels across a stroke (an l) whose ink the page may show a pixel beside the drawing that is not smoothed."""
_CHANGE = 16
"""Difference of brightness that leaving a character out makes at least."""
_WIDEST = 7
"""Pixels across a stroke, and a little: something lighter stands that near to ink."""
_MOST_DRAWINGS, _MOST_RUNS = 4, 400
"""Further drawings of a page whose runs lie over each other, and the runs of which each is held against the others."""
_HASH = 0x9E3779B1
"""Spreads the numbers of runs over all colours (Knuth's multiplicative hash; odd, so that no two runs share one)."""
_SEE_THROUGH = 25
"""Opacity, of 255, under which print is taken for hidden."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in its place."""

    text: str
    box: Box
    angle: int
    """Degrees clockwise in the page's own space, in quarter turns."""
    font: str = ""
    """The name of its font; empty for spaces that PDFium put in."""


@dataclass(slots=True)
class Glyphs:
    """The characters of a page in the order of the file."""

    shown: list[Glyph] = field(default_factory=list)
    """Those that are seen, spaces and line ends among them."""
    covered: list[Glyph] = field(default_factory=list)
    """Those that are drawn, and lie wholly under something else."""


@dataclass(slots=True)
class _Runs:
    """The runs of text (PDFium's text objects) by their address."""

    objects: dict[int, Any] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    fonts: dict[int, str] = field(default_factory=dict)
    colours: dict[int, int] = field(default_factory=dict)
    """What those that can be painted are painted with."""


def read(page: pdfium.PdfPage, overview: Pixels, dpi: float) -> Glyphs:
    """The characters of a page that looks like ``overview``, rendered at ``dpi``; the page is left as it was.

    Left out are characters that draw nothing (render mode 3, transparent, clipped away) or lie off the page; among those that
    are not shown, and not covered either, are white ones on white.
    """
    textpage = page.get_textpage()
    try:
        runs = _Runs()
        placed = list(_placed(textpage, pdf.boxes(page), runs))
        if not runs.hidden and covers.plain(page):
            return Glyphs(shown=_with_ink(overview, [glyph for glyph, _ in placed]))
        placed = _not_cut(placed, covers.clips(page), pdf.boxes(page))
        painted = _painted(page, runs, dpi) if runs.objects else None
        return _sorted(page, overview, dpi, placed, runs, painted)
    finally:
        textpage.close()


def _placed(textpage: pdfium.PdfTextPage, to_box: Callable[..., Box], runs: _Runs) -> Iterator[tuple[Glyph, int]]:
    """Each character that draws something, with the address of its run (0: none)."""
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        character = "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
        if character in "\r\n":
            yield Glyph("\n", (0.0, 0.0, 0.0, 0.0), 0), 0
            continue
        owner = raw.FPDFText_GetTextObject(textpage, index)
        key = ctypes.addressof(owner.contents) if owner else 0  # none: a space that PDFium put in
        if owner and key not in runs.objects:
            _note(runs, key, owner)
        if character == "\x02" or key in runs.hidden:  # \x02: a hyphen at a line's end
            continue
        if (box := _char_box(textpage, index, to_box)) is not None:
            angle = raw.FPDFText_GetCharAngle(textpage, index)
            quarters = round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0
            yield Glyph(character, box, quarters * 90, runs.fonts.get(key, "")), key


def _note(runs: _Runs, key: int, owner: Any) -> None:
    mode = raw.FPDFTextObj_GetTextRenderMode(owner)
    filled = _colour(raw.FPDFPageObj_GetFillColor, owner)
    transparent = filled is not None and filled[3] < _SEE_THROUGH and mode == raw.FPDF_TEXTRENDERMODE_FILL
    runs.objects[key] = owner
    runs.fonts[key] = _font(owner)
    if transparent or mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP):
        runs.hidden.add(key)
    elif filled is not None:
        runs.colours[key] = (len(runs.colours) + 1) * _HASH & 0xFFFFFF


def _font(owner: Any) -> str:
    font = raw.FPDFTextObj_GetFont(owner)
    if not font:
        return ""
    name = ctypes.create_string_buffer(256)
    size = raw.FPDFFont_GetBaseFontName(font, name, 256)
    return name.raw[: min(size, 256)].rstrip(b"\0").decode("latin-1")


def _colour(get: Callable[..., Any], owner: Any) -> tuple[int, int, int, int] | None:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not get(owner, *channels):
        return None
    red, green, blue, alpha = (channel.value for channel in channels)
    return red, green, blue, alpha


def _char_box(textpage: pdfium.PdfTextPage, index: int, to_box: Callable[..., Box]) -> Box | None:
    """Fractions of the page as it is shown; None off the page, or where it is no number."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, rect):
        return None
    left, top, right, bottom = to_box(rect.left, rect.top, rect.right, rect.bottom)
    if not (right > 0 and bottom > 0 and left < 1 and top < 1 and right - left <= 0.9 and bottom - top <= 0.9):
        return None
    return (max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0))


def _not_cut(
    placed: Sequence[tuple[Glyph, int]], clips: Mapping[int, covers.Rectangle], to_box: Callable[..., Box]
) -> list[tuple[Glyph, int]]:
    """Those of which the clipping of their run leaves something."""
    left = {key: to_box(*clip) if clip[0] < clip[2] and clip[1] < clip[3] else None for key, clip in clips.items()}
    return [(glyph, key) for glyph, key in placed if key not in left or _meet(glyph.box, left[key])]


def _meet(one: Box, other: Box | None) -> bool:
    return other is not None and (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def _painted(page: pdfium.PdfPage, runs: _Runs, dpi: float) -> NDArray[np.uint32]:
    """The page's pixels as numbers, each run in the colour of :attr:`_Runs.colours`."""
    with _recoloured(runs):
        rgb = pdf.render(page, dpi=dpi, sharp=True)
    red, green, blue = (rgb[..., channel].astype(np.uint32) for channel in range(3))
    return np.asarray(red | green << 8 | blue << 16, dtype=np.uint32)


@contextmanager
def _recoloured(runs: _Runs) -> Iterator[None]:
    before = []
    for key, colour in runs.colours.items():
        owner = runs.objects[key]
        before.append(
            (owner, _colour(raw.FPDFPageObj_GetFillColor, owner), _colour(raw.FPDFPageObj_GetStrokeColor, owner))
        )
        ink = colour & 255, colour >> 8 & 255, colour >> 16, 255
        raw.FPDFPageObj_SetFillColor(owner, *ink)
        raw.FPDFPageObj_SetStrokeColor(owner, *ink)
    try:
        yield
    finally:
        for owner, fill, stroke in before:
            if fill:
                raw.FPDFPageObj_SetFillColor(owner, *fill)
            if stroke:
                raw.FPDFPageObj_SetStrokeColor(owner, *stroke)


@contextmanager
def _left_out(owners: Sequence[Any]) -> Iterator[None]:
    before = [(owner, raw.FPDFTextObj_GetTextRenderMode(owner)) for owner in owners]
    for owner in owners:
        raw.FPDFTextObj_SetTextRenderMode(owner, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    try:
        yield
    finally:
        for owner, mode in before:
            raw.FPDFTextObj_SetTextRenderMode(owner, mode)


def _sorted(
    page: pdfium.PdfPage,
    overview: Pixels,
    dpi: float,
    placed: Sequence[tuple[Glyph, int]],
    runs: _Runs,
    painted: NDArray[np.uint32] | None,
) -> Glyphs:
    """Which of the characters are shown and which covered."""
    dark = darkest(overview)
    seen: list[bool | None] = [True] * len(placed)
    for place, (glyph, key) in enumerate(placed):
        if glyph.text.strip() and painted is not None:
            seen[place] = _by_own_ink(dark, painted, glyph.box, runs.colours.get(key))
    doubtful: dict[int, list[Box]] = {placed[place][1]: [] for place, sees in enumerate(seen) if sees is None}
    for glyph, key in placed:
        if key in doubtful and glyph.text.strip():
            doubtful[key].append(glyph.box)
    changes: dict[int, Pixels] = {}
    for apart in _apart(doubtful):
        with _left_out([runs.objects[key] for key in apart if key]):
            without = pdf.render(page, dpi=dpi)
        changes |= dict.fromkeys(apart, brightest(np.abs(overview.astype(np.int16) - without)))
    glyphs = Glyphs()
    for place, (glyph, key) in enumerate(placed):
        sees = seen[place]
        if sees is None:
            part = part_of(changes[key], glyph.box)
            sees = part.size > 0 and int(part.max()) > _CHANGE
            if not sees:
                glyphs.covered.append(glyph)
        if sees:
            glyphs.shown.append(glyph)
    return glyphs


def _apart(places: Mapping[int, Sequence[Box]]) -> list[list[int]]:
    """The runs in groups to be left out of one drawing each: of two in one place, what changes would tell nothing."""
    if len(places) > _MOST_RUNS:
        return [list(places)]
    around = {key: union(boxes) for key, boxes in places.items()}
    groups: list[list[int]] = []
    for key in sorted(around, key=lambda key: around[key]):
        free = (group for group in groups if not any(_meet(around[key], around[other]) for other in group))
        group = next(free, groups[-1] if len(groups) >= _MOST_DRAWINGS else None)
        if group is None:
            groups.append(group := [])
        group.append(key)
    return groups


def _with_ink(overview: Pixels, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Those in whose place there is print, where print can only be theirs."""
    dark = darkest(overview)
    ink = cv2.subtract(cv2.dilate(dark, np.ones((_WIDEST, _WIDEST), np.uint8)), dark) > _INK
    counted = cv2.integral(ink.astype(np.uint8))
    height, width = dark.shape
    shown = []
    for glyph in glyphs:
        left, top = int(glyph.box[0] * width), int(glyph.box[1] * height)
        right, bottom = min(int(glyph.box[2] * width) + 1, width), min(int(glyph.box[3] * height) + 1, height)
        some = counted[bottom, right] - counted[top, right] - counted[bottom, left] + counted[top, left]
        if some > 0 or not glyph.text.strip():
            shown.append(glyph)
    return shown


def _by_own_ink(dark: Pixels, painted: NDArray[np.uint32], box: Box, colour: int | None) -> bool | None:
    """Whether a character's own ink shows; None if none of it stands on the page by itself."""
    part = part_of(dark, box)
    if not part.size:
        return False
    own = part_of(painted, box) == colour if colour is not None else np.zeros(part.shape, bool)
    if not own.any():
        return None
    inked, darkest = part[own], int(part.min())
    if int(part.max()) - darkest <= _INK:
        return False
    if int(inked.min()) <= darkest + _INK or own.all():
        return True
    if int(own.any(axis=0).sum()) <= _THIN:
        own = own | np.roll(own, 1, axis=1) | np.roll(own, -1, axis=1)
    return bool(own.all()) or float(np.abs(part[own] - np.median(part[~own])).max()) > _INK
