"""A plain sheet of terminal text: headings, paragraphs and labelled rows, wrapped to a width.

No boxes and no rules: the sheet reads the same in a pipe, a log and a terminal.
"""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from docvet.report.wrap import pad, wrap
from docvet.visible import visible

_MAX_WIDTH = 110
"""Longer lines are hard to read, however wide the terminal."""


class StyledText:
    """Lines of styled text that grow from top to bottom."""

    def __init__(self, width: int, colour: bool) -> None:
        self._width = min(width, _MAX_WIDTH)
        self._colour = colour
        self._lines: list[Text] = []

    def gap(self) -> None:
        """One empty line; several in a row count as one."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def write(self, text: str, style: str = "", *, indent: int = 0, first: str = "") -> None:
        """A paragraph; ``first`` (a number, a bullet) stands before its first line, the others hang below."""
        lead = " " * indent + first
        rest = " " * cell_len(lead)
        for number, line in enumerate(wrap(visible(text), max(self._width - cell_len(lead), 8))):
            self._lines.append(Text(rest if number else lead).append(line, style))

    def row(self, label: str, text: str, label_width: int, style: str = "", *, indent: int = 0) -> None:
        """A label, dimmed, and its text beside it; an empty label continues the row above."""
        lead = " " * indent + pad(label, label_width)
        for number, line in enumerate(wrap(visible(text), max(self._width - cell_len(lead), 8))):
            start = Text(" " * cell_len(lead)) if number else Text(lead, style="dim")
            self._lines.append(Text.assemble(start, (line, style)))

    def whole(self, label: str, text: str, label_width: int, *, indent: int = 0) -> None:
        """A labelled line that is not broken, however long: the terminal does so, and it can be copied."""
        self._lines.append(Text(" " * indent + pad(label, label_width), style="dim").append(visible(text), "not dim"))

    def text(self) -> str:
        """The whole sheet, with ANSI colours if it has any."""
        stream = io.StringIO()
        console = Console(
            file=stream, width=self._width, force_terminal=True, color_system="standard", legacy_windows=False,
            markup=False, highlight=False, emoji=False, _environ={},
        )  # fmt: skip
        for line in self._lines:
            if self._colour:
                console.print(line, soft_wrap=True)
            else:
                stream.write(f"{line.plain}\n")
        return stream.getvalue()
