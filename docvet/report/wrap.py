"""Line breaking that knows Chinese: any two characters may part, a comma never begins a line."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

_OPENERS = "([{（「『《〈【“‘"
_CLOSERS = ")]}）」』》〉】”’，。、；：！？,.;:!?%…"
_WIDE = (
    r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
    r"\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
_OPEN, _CLOSE = re.escape(_OPENERS), re.escape(_CLOSERS)
_PIECE = re.compile(rf"[{_OPEN}]*(?:[{_WIDE}]|[^\s{_WIDE}/]+/?|/)(?<![{_OPEN}])[{_CLOSE}]*\s*|\S\s*|\s+")
"""One unbreakable piece: a Chinese character or a Latin word, with the brackets and commas that cling to it."""


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` terminal cells, at least one line.

    Latin words and numbers stay whole where they fit on a line of their own; paths may part after a slash.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_len(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        elif cell_len(piece.rstrip()) <= width:
            lines.append(piece)
        else:
            first, *rest = chop_cells(lines[-1] + piece, width)
            lines[-1] = first
            lines += rest
    return [line.rstrip() for line in lines]


def pad(text: str, width: int) -> str:
    """The text filled up with spaces to ``width`` terminal cells."""
    return text + " " * max(width - cell_len(text), 0)
