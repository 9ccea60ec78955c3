"""A sheet of document: text, lines, boxes and pictures at millimetres from its upper left corner.

Documents draw on a :class:`Drawing` and know nothing of pixels or PDF; :mod:`.raster` and :mod:`.pdf` write it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from sample_docs.paint.fonts import Font, width, wrapped

Colour = tuple[int, int, int]
BLACK: Colour = (25, 25, 28)
GREY: Colour = (110, 110, 115)
RED: Colour = (190, 30, 35)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; ``x`` is its left edge and ``y`` its top, ``size`` its height, in mm."""

    x: float
    y: float
    text: str
    size: float
    font: Font
    colour: Colour
    bold: bool


def boldness(mark: Text) -> float:
    """The outline added to its strokes, as a share of its size: the Song face is too thin to pass for print."""
    return 0.03 if mark.bold else 0.009 if mark.font is Font.SONG else 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled or only outlined."""

    x: float
    y: float
    w: float
    h: float
    weight: float
    colour: Colour
    fill: Colour | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture laid on the sheet; where it has an alpha channel the sheet shows through."""

    x: float
    y: float
    w: float
    h: float
    image: Image.Image


Mark = Text | Stroke | Box | Picture


@dataclass(slots=True)
class Drawing:
    """A page, ``w`` × ``h`` mm."""

    w: float
    h: float
    document: Colour = (255, 255, 255)
    marks: list[Mark] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 4.0, *, font: Font = Font.SONG, colour: Colour = BLACK,
        bold: bool = False, centre: bool = False, right: bool = False,
    ) -> float:  # fmt: skip
        """Writes one line at ``x`` (its left edge, middle or right edge); returns where it ends."""
        run = width(text, font, size)
        left = x - run / 2 if centre else x - run if right else x
        self.marks.append(Text(left, y, text, size, font, colour, bold))
        return left + run

    def spread(
        self, x: float, y: float, text: str, room: float, size: float = 4.0, *, font: Font = Font.SONG,
        colour: Colour = BLACK, bold: bool = False,
    ) -> None:  # fmt: skip
        """Writes the characters evenly over ``room``, as printed labels of two and four characters are."""
        if len(text) < 2:
            self.text(x, y, text, size, font=font, colour=colour, bold=bold)
            return
        last = width(text[-1], font, size)
        for place, character in enumerate(text):
            at = x + (room - last) * place / (len(text) - 1)
            self.marks.append(Text(at, y, character, size, font, colour, bold))

    def block(
        self, x: float, y: float, text: str, room: float, size: float = 4.0, *, font: Font = Font.SONG,
        colour: Colour = BLACK, leading: float = 1.5, indent: int = 0, bold: bool = False,
    ) -> float:  # fmt: skip
        """Writes ``text`` broken to a column of ``room``; ``indent`` full-width spaces open it. Returns the y below."""
        for line in wrapped("　" * indent + text, font, size, room):
            shown = line.lstrip("　")
            skipped = width(line[: len(line) - len(shown)], font, size) if shown != line else 0.0
            if shown:
                self.marks.append(Text(x + skipped, y, shown, size, font, colour, bold))
            y += size * leading
        return y

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.25, colour: Colour = BLACK) -> None:
        """Rules a line."""
        self.marks.append(Stroke(x1, y1, x2, y2, weight, colour))

    def box(
        self, x: float, y: float, w: float, h: float, weight: float = 0.3, colour: Colour = BLACK,
        fill: Colour | None = None,
    ) -> None:  # fmt: skip
        """Draws a rectangle; ``fill`` is laid under its outline."""
        self.marks.append(Box(x, y, w, h, weight, colour, fill))

    def picture(self, image: Image.Image, x: float, y: float, w: float, h: float | None = None) -> None:
        """Lays a picture down, its upper left corner at (x, y); ``h`` follows the picture's shape if not given."""
        self.marks.append(Picture(x, y, w, h if h is not None else w * image.height / image.width, image))

    def table(
        self, x: float, y: float, columns: Sequence[float], rows: Sequence[Sequence[str]], *, size: float = 3.5,
        height: float = 8.0, font: Font = Font.SONG, colour: Colour = BLACK, ink: Colour = BLACK,
    ) -> float:  # fmt: skip
        """Rules a table and fills it; a cell too narrow for its text breaks it and the row grows. Returns the y below."""
        total = sum(columns)
        for row in rows:
            cells = [list(wrapped(cell, font, size, room - 3)) for cell, room in zip(row, columns, strict=True)]
            tall = max(height, max(len(lines) for lines in cells) * size * 1.4 + 3)
            self.line(x, y, x + total, y, colour=colour)
            left = x
            for lines, room in zip(cells, columns, strict=True):
                self.line(left, y, left, y + tall, colour=colour)
                top = y + (tall - len(lines) * size * 1.4) / 2
                for line in lines:
                    self.text(left + 1.5, top, line, size, font=font, colour=ink)
                    top += size * 1.4
                left += room
            self.line(left, y, left, y + tall, colour=colour)
            y += tall
        self.line(x, y, x + total, y, colour=colour)
        return y
