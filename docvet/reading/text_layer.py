"""The text that a PDF page carries, and whether it can be believed."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw
from rapidfuzz import fuzz

from docvet.models import Box, Line, Source, overlap, union
from docvet.reading import digits, glyphs, orientation, pdf, unexplained
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels
from docvet.reading.glyphs import Glyph
from docvet.values import common_characters

OVERVIEW_DPI = 80.0
"""Enough to see which characters show, what else does, and whether the page has colour."""
_TYPED, _SHARED, _DARK = 2, 0.3, 60
"""Letters and digits of print that something was typed over, the part of its place that other print shares, and how dark
that print is at least, seals aside."""
_SCAN, _EDGE, _RED, _SEAL = 0.5, 0.01, 40, 0.05
"""Part of a page from which a picture is the page itself, fractions by which a line may look out, how much redder than
other light a pixel of a seal is, and the part of such pixels that tells one."""
_LEAST_CHINESE, _USUAL = 8, 0.6
"""Characters that tell a language, and the part of them that are usual ones: 0.8 and more in papers, under 0.3 once shifted."""
_ACCENTED, _ACCENTS = 0.03, re.compile("(?<![A-Za-z])[\u00c0-\u00ff]+(?![A-Za-z])")
"""Part of the characters of a Chinese page that are accented letters with no plain one beside them, as words have: more of
them are what a broken encoding gives."""
_LEAST_CHARACTERS = 8
"""Characters of a page that make a text layer."""
_MOST_IN_ROW = 1_000
"""Characters of one row: no print has more, and each program that looks through them would take its time."""
_GAP = 1.8
"""Characters further apart than this many character heights belong to two lines (two columns)."""
_SPREAD, _TITLE = 4.0, 12
"""The same for titles set wide, one Chinese character at a time (营 业 执 照), and their longest."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a page says in characters, and what it shows beside them; boxes are of the page turned by ``turn``."""

    lines: list[Line]
    """Those that are seen, in reading order, but for rows with characters that a font gives no name: OCR reads these."""
    turn: int
    """Degrees clockwise by which the page must be turned for them."""
    believed: bool
    """They read like text; see :func:`plausible`."""
    overview: Pixels
    """The page at :data:`OVERVIEW_DPI`, not turned."""
    left: unexplained.UnexplainedInk
    """The ink that none of the characters explains."""
    typed_over: tuple[Line, ...]
    """Lines of print that lie under other print."""
    hidden: tuple[Line, ...]
    """Lines of print that lie under a picture or an annotation, seals aside."""
    shown_digits: Sequence[digits.Digit]
    """All that are seen."""


def read(document: pdfium.PdfDocument, number: int, loaded: pdfium.PdfPage, overview: Pixels) -> Layer:
    """The text layer of page ``number``, which is ``loaded`` and looks like ``overview``.

    What annotations and form fields show is part of it. Nothing more can be rendered of ``loaded`` afterwards.
    """
    over = pdf.notes_over(loaded)
    with pdf.flattened(document, number, loaded) as page:
        drawn = glyphs.read(page, overview, OVERVIEW_DPI)
        rotation = page.get_rotation()
    turn = _turn(drawn.shown, rotation)
    height, width = overview.shape[1::-1] if turn in (90, 270) else overview.shape[:2]
    shown, under = (
        [replace(glyph, box=turn_box(glyph.box, turn)) for glyph in some] for some in (drawn.shown, drawn.covered)
    )
    lines, covered = (_group(some, width / height) for some in (shown, under))
    upright = orientation.turned(overview, turn)
    typed_over = tuple(line for line in covered if _is_typed_over(line, lines, upright))
    over = [turn_box(box, turn) for box in (*over, *filter(_is_part, pdf.pictures_over(loaded)))] if covered else []
    garbled = [line.box for line in lines if any(map(_is_odd, line.text))]
    explained = [
        as_drawn.box
        for as_drawn, glyph in zip(drawn.shown, shown, strict=True)
        if glyph.text.strip() and not any(_holds(box, glyph.box) for box in garbled)
    ]
    left = unexplained.find(overview, explained)
    return Layer(
        lines=[line for line in lines if line.box not in garbled],
        turn=turn,
        believed=plausible(lines) and all(map(_is_language, _by_font(drawn.shown))),
        overview=overview,
        left=replace(left, boxes=tuple(turn_box(box, turn) for box in left.boxes)),
        typed_over=typed_over,
        hidden=tuple(line for line in covered if line not in typed_over and _is_hidden(line, over, lines, upright)),
        shown_digits=digits.of(shown),
    )


def is_bare(loaded: pdfium.PdfPage) -> bool:
    """Whether the page has too few characters for a text layer, those of annotations and form fields counted."""
    if raw.FPDFPage_GetAnnotCount(loaded) > 0:
        return False
    textpage = loaded.get_textpage()
    try:
        return bool(textpage.count_chars() < _LEAST_CHARACTERS)
    finally:
        textpage.close()


def _is_typed_over(under: Line, lines: Sequence[Line], upright: Pixels) -> bool:
    """Other print stands where the line lay: not the same once more (bold made by printing twice), nor a seal or a blank."""
    if sum(character.isalnum() for character in under.text) < _TYPED:
        return False
    over = [line for line in lines if overlap(line.box, under.box) > _SHARED]
    if any(_bare(under.text) in _bare(line.text) for line in over):
        return False
    part = part_of(upright, under.box)[..., 0]
    return bool(part.size and int(np.ptp(part)) > _DARK)


def _is_hidden(under: Line, over: Sequence[Box], lines: Sequence[Line], upright: Pixels) -> bool:
    """One of these places, no seal, holds the whole line; it does not stand elsewhere too."""
    if sum(character.isalnum() for character in under.text) < _TYPED:
        return False
    if any(_bare(under.text) in _bare(line.text) for line in lines):
        return False
    if not any(_holds(box, under.box) for box in over):
        return False
    part = part_of(upright, under.box).astype(int)
    red = (part[..., 0] - part[..., 1:].max(axis=2)) > _RED
    return bool(part.size) and float(red.mean()) < _SEAL


def _is_part(box: Box) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) < _SCAN


def _holds(box: Box, inner: Box) -> bool:
    middle = (inner[1] + inner[3]) / 2
    return box[0] <= inner[0] + _EDGE and inner[2] - _EDGE <= box[2] and box[1] <= middle <= box[3]


def _by_font(shown: Iterable[glyphs.Glyph]) -> list[list[str]]:
    """The Chinese characters of each font: an encoding is a font's own."""
    texts: dict[str, list[str]] = defaultdict(list)
    for glyph in shown:
        if _is_chinese(glyph.text):
            texts[glyph.font].append(glyph.text)
    return list(texts.values())


def _is_language(chinese: Sequence[str]) -> bool:
    """Whether usual characters are among them as often as in any text: a shifted encoding gives others."""
    if len(chinese) < _LEAST_CHINESE:
        return True
    return sum(character in common_characters.CHARACTERS for character in chinese) >= _USUAL * len(chinese)


def plausible(text: Sequence[Line]) -> bool:
    """Whether it reads like text: enough of it, and hardly any characters that only broken fonts give."""
    if any(len(line.text) > _MOST_IN_ROW for line in text):
        return False
    characters = [character for line in text for character in line.text if not character.isspace()]
    if len(characters) < _LEAST_CHARACTERS:
        return False
    bad = sum(map(_is_odd, characters))
    chinese = [character for character in characters if "\u3400" <= character <= "\u9fff"]
    rare = sum(not _is_common(character) for character in chinese)
    latin = sum(character.isascii() and character.isalnum() for character in characters)
    accented = sum(len(run) for line in text for run in _ACCENTS.findall(line.text)) if chinese else 0
    return (
        bad <= 0.03 * len(characters)
        and accented <= _ACCENTED * len(characters)
        and rare <= 0.3 * len(chinese)
        and len(chinese) + latin >= 0.5 * len(characters)
    )


def confirmed(seen: Sequence[Line], layer: Sequence[Line]) -> list[Line]:
    """OCR lines, each replaced by the line of the text layer that lies in its place and reads nearly the same.

    So a page that mixes pictures and text gets exact characters, and text that nobody sees gets nothing; nor does a layer
    whose digits are others than those that show.
    """
    result, pairs = [], []
    for line in seen:
        match = max(layer, key=lambda other: overlap(line.box, other.box), default=None)
        if match and overlap(line.box, match.box) > 0.5 and fuzz.ratio(_bare(line.text), _bare(match.text)) > 75:
            result.append(match)
            pairs.append((match, line))
        else:
            result.append(line)
    return list(seen) if digits.differ(pairs) else result


def turn_box(box: Box, degrees: int) -> Box:
    """The box on a page that was turned clockwise by 0, 90, 180 or 270 degrees."""
    left, top, right, bottom = box
    for _ in range(degrees // 90 % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return (left, top, right, bottom)


def _turn(glyphs: Sequence[Glyph], rotation: int) -> int:
    """Degrees clockwise that bring most characters upright on a page shown with ``rotation``."""
    angles = Counter(glyph.angle for glyph in glyphs if glyph.text.strip())
    if not angles:
        return 0
    angle, times = angles.most_common(1)[0]
    return (-angle - rotation) % 360 if times > 0.6 * angles.total() else 0


def _group(glyphs: Sequence[Glyph], aspect: float) -> list[Line]:
    """Runs of glyphs in the order of the content, cut at line ends, row changes and wide gaps."""
    runs: list[list[Glyph]] = [[]]
    ink: list[Glyph] = []
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


def _continues(run: Sequence[Glyph], glyph: Glyph, aspect: float) -> bool:
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


def _is_spread(run: Sequence[Glyph]) -> bool:
    """One character, or characters that all stand apart."""
    pairs = list(itertools.pairwise(run))
    return all(after.box[0] - before.box[2] > 0.4 * (before.box[2] - before.box[0]) for before, after in pairs)


def _line(run: Sequence[Glyph]) -> Line | None:
    text = "".join(glyph.text for glyph in run).strip()
    boxes = [glyph.box for glyph in run if glyph.text.strip()]
    if not text or not boxes:
        return None
    return Line(text, union(boxes), 1.0, Source.TEXT_LAYER)


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
