"""Text of strangers made fit for a terminal: nothing in it moves the cursor or turns the reading direction."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Control, format (bidi marks, zero-width), surrogate and private characters."""


_JOINERS = re.compile(r"(?<=[^\W\d_A-Za-z])[\u180e\u200c\u200d](?=[^\W\d_A-Za-z])")
"""Between the letters of Mongolian and Arabic scripts they are spelling."""


def visible(text: str) -> str:
    r"""The text on one line, with every control, format and private character written out (``\x1b``)."""
    flat = _BREAKS.sub(" ", text)
    if flat.isascii() and flat.isprintable():
        return flat
    pieces = _JOINERS.split(flat)
    shown = ["".join(map(_shown, piece)) for piece in pieces]
    joiners = [*_JOINERS.findall(flat), ""]
    return "".join(piece + joiner for piece, joiner in zip(shown, joiners, strict=True))


def _shown(character: str) -> str:
    if unicodedata.category(character) in _UNSAFE:
        return character.encode("unicode_escape").decode("ascii")
    return character
