"""Print laid over a page: purpose marks in tiles (仅供TikTok Shop入驻使用 2024-05-28), slanted or repeated.

It belongs to no label, so it is set aside before labels are linked. What is left of it on an upright line that it
crosses (林怀瑾28) is cut off.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from docvet.models import Line
from docvet.values.text import squeezed

_PURPOSE = re.compile(r"仅[供限用]|用于|使用|入驻|专用|无效|复印|展示|审核|水印|样本|SAMPLE|TikTok|Shop", re.IGNORECASE)
_SHORTEST = 4
"""Characters of a text that says what a copy is for."""
_LETTERS = 5
"""Widths of a Latin letter from which the box of a text tells its slant."""
_LEAST_ANGLE, _MORE_THAN_PAGE = 12.0, 9.0
"""Degrees: of a slanted line, and beyond those of the page's own rows, which a photograph tilts."""
_LEAST_ANGLE_OF_SHORT, _SHORT = 20.0, 8
"""The same for a text of less than so many letters, whose box tells less."""
_TIMES = 3
"""So often the same purpose on one page is a tile."""
_FRAGMENT = 6
"""Longest piece of a tile that stands alone where the picture or a value's line cuts it."""
_TALL = 1.3
"""Heights of an ordinary line from which a line was read together with print that crosses it."""
_TAIL = re.compile(r"(?<=[\u3400-\u9fff)])[-0-9A-Za-z.]{1,10}$")


def without_overprint(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """The lines that belong to the page itself; ``width`` and ``height`` are the page's, in pixels."""
    laid_over = _slanted(lines, width, height) | _repeated(lines)
    if not laid_over:
        return list(lines)
    tile = "\n".join(squeezed(lines[at].text) for at in sorted(laid_over))
    kept = [line for at, line in enumerate(lines) if at not in laid_over and not _is_fragment(line, tile)]
    usual = median(line.box[3] - line.box[1] for line in kept) if kept else 0.0
    return [_cut(line, tile, usual) for line in kept]


def _slanted(lines: Sequence[Line], width: int, height: int) -> set[int]:
    angles = {at: angle for at, line in enumerate(lines) if (angle := _angle(line, width, height)) is not None}
    if not angles:
        return set()
    own = sorted(angles.values())[len(angles) // 4]  # tiles may outnumber the page's own lines
    steep = {
        at
        for at, angle in angles.items()
        if angle
        >= max(_LEAST_ANGLE if _letters(lines[at].text) >= _SHORT else _LEAST_ANGLE_OF_SHORT, own + _MORE_THAN_PAGE)
    }
    # A single steep line may be handwriting or a seal's rim; a purpose or several of them are print laid over.
    marked = any(_PURPOSE.search(lines[at].text) for at in steep)
    return steep if marked else set()


def _angle(line: Line, width: int, height: int) -> float | None:
    """Degrees to the horizontal, from the length of the text and the box around it; None for a few characters or a column."""
    letters = _letters(line.text)
    if letters < _LETTERS:
        return None
    across, down = (line.box[2] - line.box[0]) * width, (line.box[3] - line.box[1]) * height
    size = 2 * math.hypot(across, down) / (letters + 2)
    if across < 2 * size:
        return None
    return math.degrees(math.atan2(max(down - size * 1.2, 0.0), max(across - size, 1.0)))


def _letters(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _repeated(lines: Sequence[Line]) -> set[int]:
    counts = Counter(squeezed(line.text) for line in lines)
    return {
        at
        for at, line in enumerate(lines)
        if counts[squeezed(line.text)] >= _TIMES and len(line.text) >= _SHORTEST and _PURPOSE.search(line.text)
    }


def _is_fragment(line: Line, tile: str) -> bool:
    text = squeezed(line.text)
    return len(text) <= _FRAGMENT and text in tile


def _cut(line: Line, tile: str, usual: float) -> Line:
    tail = _TAIL.search(line.text)
    if tail is None or line.box[3] - line.box[1] < _TALL * usual or tail.group() not in tile:
        return line
    return replace(line, text=line.text[: tail.start()])
