"""Draw the README's picture: what ``docvet demo`` prints, cell by cell, as a terminal shows it.

python -m benchmarks.picture docs/scan.png [--lang zh|en] [--lines N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

from docvet import scan
from docvet.report.renderers import RenderOptions, render

_SPECIMEN = Path(__file__).parents[1] / "docvet" / "specimens" / "broken-chain"
_FONT, _MONO = "wqy-zenhei.ttc", 1
"""WenQuanYi Zen Hei Mono: a Chinese character takes two cells."""
_SIZE, _CELL, _LINE, _MARGIN = 26, 13, 38, 36
_PAPER, _INK, _DIM = (24, 26, 31), (226, 228, 233), (140, 146, 156)


def picture(ansi: str, width: int) -> Image.Image:
    """Terminal output with ANSI colours as pixels, two for one so that it is sharp on good screens."""
    lines = [Text.from_ansi(line) for line in ansi.splitlines()]
    page = Image.new("RGB", (width * _CELL + 2 * _MARGIN, len(lines) * _LINE + 2 * _MARGIN), _PAPER)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(_FONT, _SIZE, index=_MONO)
    console = Console(width=width)
    for row, line in enumerate(lines):
        column = 0
        for segment in line.render(console):
            for character in segment.text.rstrip("\n"):
                _draw(draw, font, character, (_MARGIN + column * _CELL, _MARGIN + row * _LINE), segment.style)
                column += cell_len(character)
    return page


def _draw(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, character: str, at: tuple[int, int], style: Style | None
) -> None:
    ink: tuple[int, int, int] = _INK
    if style is not None and style.color is not None:
        ink = tuple(style.color.get_truecolor(MONOKAI))  # type: ignore[assignment]
    elif style is not None and style.dim:
        ink = _DIM
    draw.text(at, character, ink, font, stroke_width=1 if style is not None and style.bold else 0)


def main() -> None:
    """Scan the specimen and write the picture of its report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--width", type=int, default=84)
    parser.add_argument("--lines", type=int, default=22, help="how many lines of the report to show")
    wanted = parser.parse_args()
    text = render([scan(_SPECIMEN)], "text", RenderOptions(lang=wanted.lang, width=wanted.width, colour=True))
    shown = "".join(text.splitlines(keepends=True)[: wanted.lines])
    picture(shown, wanted.width).quantize(64).save(wanted.path, optimize=True)


if __name__ == "__main__":
    main()
