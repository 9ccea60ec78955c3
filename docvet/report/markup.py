"""Text as Markdown shows it: nothing in it is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docvet.visible import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&]|(?<=\d)[.)](?=\s)|^[+-])")
_URL = re.compile(r"(https?://[^\s;,()]+)")


def escaped(text: str) -> str:
    """One line in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", visible(text))


def linked(text: str) -> str:
    """The same with its addresses as links."""
    return "".join(f"<{part}>" if _URL.match(part) else escaped(part) for part in _URL.split(text))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table; the cells are Markdown already."""
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
