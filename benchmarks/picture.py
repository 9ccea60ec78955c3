"""Draw the README's picture: what ``docvet demo`` prints, as an SVG without any font from the web.

python -m benchmarks.picture docs/scan.svg [--lang zh|en] [--lines N]
"""

from __future__ import annotations

import argparse
import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from docvet import scan
from docvet.report.renderers import RenderOptions, render

_SPECIMEN = Path(__file__).parents[1] / "docvet" / "specimens" / "broken-chain"
_WEB_FONT = re.compile(r"@font-face\s*\{[^}]*\}")


def picture(ansi: str, title: str, width: int) -> str:
    """Terminal output with ANSI colours as an SVG that loads nothing."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(ansi), soft_wrap=True)
    return _WEB_FONT.sub("", console.export_svg(title=title))


def main() -> None:
    """Scan the specimen and write the picture of its report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--width", type=int, default=88)
    parser.add_argument("--lines", type=int, default=36, help="how many lines of the report to show")
    wanted = parser.parse_args()
    text = render([scan(_SPECIMEN)], "text", RenderOptions(lang=wanted.lang, width=wanted.width, colour=True))
    shown = "".join(text.splitlines(keepends=True)[: wanted.lines])
    wanted.path.write_text(picture(shown, "docvet scan broken-chain", wanted.width), encoding="utf-8")


if __name__ == "__main__":
    main()
