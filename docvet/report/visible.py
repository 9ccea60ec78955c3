"""Text of strangers made fit for a terminal: nothing in it moves the cursor or turns the reading direction."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Control, format (bidi marks, zero-width), surrogate and private characters."""


def visible(text: str) -> str:
    r"""The text on one line, with every control, format and private character written out (``\x1b``)."""
    flat = _BREAKS.sub(" ", text)
    return flat if flat.isascii() and flat.isprintable() else "".join(map(_shown, flat))


def _shown(character: str) -> str:
    if unicodedata.category(character) in _UNSAFE:
        return character.encode("unicode_escape").decode("ascii")
    return character
