"""Draw the READMEs' pictures of the specimen: what ``docvet demo`` prints, and the first screen of its HTML report.

python -m benchmarks.picture docs [--lines N]

The terminal is drawn cell by cell; the page needs Chromium.
"""

from __future__ import annotations

import argparse
import io
import shutil
from itertools import takewhile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import ViewportSize, sync_playwright
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

from docvet.application import load_application
from docvet.reading.pool import Readers
from docvet.report.mask import masked
from docvet.report.pictures import take
from docvet.report.renderers import RenderOptions, render
from docvet.scanning import examine

_SPECIMEN = Path(__file__).parents[1] / "docvet" / "specimens" / "broken-chain"
_FONT, _MONO = "wqy-zenhei.ttc", 1
"""WenQuanYi Zen Hei Mono: a Chinese character takes two cells."""
_SIZE, _CELL, _LINE, _MARGIN = 26, 13, 38, 36
_SIGNS, _SIGN_FONT = "✓✕", "DejaVuSans.ttf"
"""Signs that the font does not have, and one that does."""
_SCREEN = ViewportSize(width=1120, height=980)
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
    if character in _SIGNS:
        font = ImageFont.truetype(_SIGN_FONT, _SIZE - 2)
    draw.text(at, character, ink, font, stroke_width=1 if style is not None and style.bold else 0)


def main() -> None:
    """Scan the specimen once and write a picture a language and a form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--width", type=int, default=84)
    parser.add_argument("--lines", type=int, default=36, help="how many lines of the report to show")
    wanted = parser.parse_args()
    with Readers() as readers:
        examined = examine(load_application(_SPECIMEN), readers)
    report = masked(examined.report)
    report = report.model_copy(
        update={"application": report.application.model_copy(update={"name": "LUMORA", "path": "材料/LUMORA"})}
    )
    crops = take(examined.report, examined.documents, show_personal_data=False)
    for lang, ending in (("zh", ""), ("en", "-en")):
        text = render([report], "text", RenderOptions(lang=lang, width=wanted.width, colour=True))
        lines = takewhile(lambda line: "docvet confirm" not in line, text.splitlines(keepends=True)[: wanted.lines])
        shown = "".join(lines)  # up to the lines to copy, which are longer than the picture is wide
        picture(shown, wanted.width).quantize(64).save(wanted.folder / f"scan{ending}.png", optimize=True)
        page = render([report], "html", RenderOptions(lang=lang, crops=[crops]))
        screen(page).quantize(128).save(wanted.folder / f"report{ending}.png", optimize=True)


def screen(page: str) -> Image.Image:
    """The first screen of a page in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport=_SCREEN)
        tab.set_content(page)
        data = tab.screenshot()
        browser.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


if __name__ == "__main__":
    main()
