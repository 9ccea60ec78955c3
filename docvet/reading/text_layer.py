"""The text that a PDF page carries, and whether it can be believed."""

from __future__ import annotations

import ctypes
import itertools
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw
from rapidfuzz import fuzz

from docvet.models import Box, Line, Source
from docvet.reading import pdf
from docvet.reading.engines import Pixels

_INK = 24
"""Difference of brightness that a printed character makes at least."""
MAX_CHARACTERS = 50_000
"""Of one page; a page that carries more is read as far as this."""
_GAP = 1.8
"""Characters further apart than this many character heights belong to two lines (two columns)."""
_SPREAD, _TITLE = 4.0, 12
"""The same for titles set wide, one Chinese character at a time (营 业 执 照), and their longest."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    box: Box
    angle: int
    """Degrees clockwise in the page's own space, in quarter turns."""


def lines(page: pdfium.PdfPage, rgb: Pixels) -> tuple[list[Line], int]:
    """The visible lines in reading order, and by how many degrees clockwise the page must be turned for them.

    Left out are characters that draw nothing (render mode 3, transparent), lie off the page or leave no
    trace in ``rgb``, the rendered page of any size: white on white, or covered.
    """
    glyphs = [glyph for glyph in _glyphs(page) if not glyph.text.strip() or _has_ink(rgb, glyph.box)]
    turn = _turn(glyphs, page.get_rotation())
    height, width = rgb.shape[1::-1] if turn in (90, 270) else rgb.shape[:2]
    return _group([replace(glyph, box=turn_box(glyph.box, turn)) for glyph in glyphs], width / height), turn


def plausible(text: Iterable[Line]) -> bool:
    """Whether it reads like text: enough of it, and hardly any characters that only broken fonts give."""
    characters = [character for line in text for character in line.text if not character.isspace()]
    if len(characters) < 8:
        return False
    bad = sum(map(_is_odd, characters))
    chinese = [character for character in characters if "\u3400" <= character <= "\u9fff"]
    rare = sum(not _is_common(character) for character in chinese)
    latin = sum(character.isascii() and character.isalnum() for character in characters)
    return (
        bad <= 0.03 * len(characters) and rare <= 0.3 * len(chinese) and len(chinese) + latin >= 0.5 * len(characters)
    )


def confirmed(seen: Sequence[Line], layer: Sequence[Line]) -> list[Line]:
    """OCR lines, each replaced by the line of the text layer that lies in its place and reads nearly the same.

    So a page that mixes pictures and text gets exact characters, and text that nobody sees gets nothing.
    """
    result = []
    for line in seen:
        match = max(layer, key=lambda other: overlap(line.box, other.box), default=None)
        if match and overlap(line.box, match.box) > 0.5 and fuzz.ratio(_bare(line.text), _bare(match.text)) > 75:
            result.append(match)
        else:
            result.append(line)
    return result


def turn_box(box: Box, degrees: int) -> Box:
    """The box on a page that was turned clockwise by 0, 90, 180 or 270 degrees."""
    left, top, right, bottom = box
    for _ in range(degrees // 90 % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return (left, top, right, bottom)


def _glyphs(page: pdfium.PdfPage) -> list[_Glyph]:
    textpage = page.get_textpage()
    to_box = pdf.boxes(page)
    found: list[_Glyph] = []
    hidden: dict[int, bool] = {}
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        character = "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
        if character in "\r\n":
            found.append(_Glyph("\n", (0.0, 0.0, 0.0, 0.0), 0))
            continue
        if character == "\x02" or _is_hidden(textpage, index, hidden):  # \x02: a hyphen at a line's end
            continue
        if (box := _char_box(textpage, index, to_box)) is not None:
            quarters = round(raw.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)) % 4
            found.append(_Glyph(character, box, quarters * 90))
    textpage.close()
    return found


def _is_hidden(textpage: pdfium.PdfTextPage, index: int, known: dict[int, bool]) -> bool:
    owner = raw.FPDFText_GetTextObject(textpage, index)
    if not owner:
        return False  # a space that PDFium put in
    key = ctypes.addressof(owner.contents)
    if key not in known:
        mode = raw.FPDFTextObj_GetTextRenderMode(owner)
        channels = [ctypes.c_uint() for _ in range(4)]
        filled = raw.FPDFPageObj_GetFillColor(owner, *channels)
        transparent = bool(filled) and channels[3].value < 25 and mode == raw.FPDF_TEXTRENDERMODE_FILL
        known[key] = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or transparent
    return known[key]


def _char_box(textpage: pdfium.PdfTextPage, index: int, to_box: Callable[..., Box]) -> Box | None:
    """Fractions of the page as it is shown; None off the page."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, rect):
        return None
    left, top, right, bottom = to_box(rect.left, rect.top, rect.right, rect.bottom)
    if right <= 0 or bottom <= 0 or left >= 1 or top >= 1 or right - left > 0.9 or bottom - top > 0.9:
        return None
    return (max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0))


def _turn(glyphs: Sequence[_Glyph], rotation: int) -> int:
    """Degrees clockwise that bring most characters upright on a page shown with ``rotation``."""
    angles = Counter(glyph.angle for glyph in glyphs if glyph.text.strip())
    if not angles:
        return 0
    angle, times = angles.most_common(1)[0]
    return (-angle - rotation) % 360 if times > 0.6 * angles.total() else 0


def _group(glyphs: Sequence[_Glyph], aspect: float) -> list[Line]:
    """Runs of glyphs in the order of the content, cut at line ends, row changes and wide gaps."""
    runs: list[list[_Glyph]] = [[]]
    ink: list[_Glyph] = []
    for glyph in glyphs:
        if not glyph.text.strip():
            if glyph.text == "\n":
                runs.append([])
                ink = []
            elif ink:
                runs[-1].append(glyph)
            continue
        if ink and not _continues(ink, glyph, aspect):
            runs.append([])
            ink = []
        runs[-1].append(glyph)
        ink.append(glyph)
    made = [line for run in runs if (line := _line(run))]
    return sorted(made, key=lambda line: (round(line.box[1], 2), line.box[0]))


def _continues(run: Sequence[_Glyph], glyph: _Glyph, aspect: float) -> bool:
    """Whether the glyph stands in the row of the run, near its end; ``aspect`` is page width over height."""
    last = run[-1].box
    heights = last[3] - last[1], glyph.box[3] - glyph.box[1]
    if min(last[3], glyph.box[3]) - max(last[1], glyph.box[1]) <= 0.4 * min(heights):
        return False
    gap = (glyph.box[0] - last[2]) * aspect / max(*heights, 1e-6)
    if -1.0 < gap < _GAP:
        return True
    wide = _is_chinese(glyph.text) and _is_chinese(run[-1].text) and len(run) < _TITLE and _is_spread(run)
    return wide and 0 < gap < _SPREAD


def _is_spread(run: Sequence[_Glyph]) -> bool:
    """One character, or characters that all stand apart."""
    pairs = list(itertools.pairwise(run))
    return all(after.box[0] - before.box[2] > 0.4 * (before.box[2] - before.box[0]) for before, after in pairs)


def _line(run: Sequence[_Glyph]) -> Line | None:
    text = "".join(glyph.text for glyph in run).strip()
    boxes = [glyph.box for glyph in run if glyph.text.strip()]
    if not text or not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Line(text, (min(lefts), min(tops), max(rights), max(bottoms)), 1.0, Source.TEXT_LAYER)


def _has_ink(rgb: Pixels, box: Box) -> bool:
    height, width = rgb.shape[:2]
    left, top = int(box[0] * width), int(box[1] * height)
    part = rgb[top : int(box[3] * height) + 1, left : int(box[2] * width) + 1]
    return part.size > 0 and int(np.ptp(part)) > _INK


def overlap(one: Box, other: Box) -> float:
    """Shared area over the smaller area."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / max(min(areas), 1e-12)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_chinese(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff"


def _is_common(character: str) -> bool:
    """In GB 2312 or Big5's frequent plane: what mojibake rarely hits."""
    try:
        character.encode("gb2312")
        return True
    except UnicodeEncodeError:
        pass
    try:
        return character.encode("big5")[0] < 0xC9
    except UnicodeEncodeError:
        return False


def _is_odd(character: str) -> bool:
    if character in "\ufffd\ufffe\uffff" or "\u0080" <= character <= "\u009f":
        return True
    if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs"):
        return True
    return "\u00a1" <= character <= "\u00bf" and character not in "·°±²³«»§¥£©®¡¿"
