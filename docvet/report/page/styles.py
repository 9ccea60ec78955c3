"""The style sheet of a page: the fixed part, what its filters choose from, and the running head of its print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from docvet.report.page.shown import Content
from docvet.visible import visible

_LONGEST = 60
"""Characters of a name in the running head."""


def style_of(pages: Sequence[Content]) -> str:
    """The whole style sheet; no text in it ends the element or opens a rule."""
    values = dict.fromkeys(value for page in pages for value, _, _ in page.filters)
    return _fixed() + "".join(_filters(values)) + "".join(map(_running_head, range(1, len(pages) + 1), pages))


@lru_cache(maxsize=1)
def _fixed() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def _filters(values: Iterable[str]) -> Iterator[str]:
    """A report whose filter has this value hides all else."""
    for value in values:
        if not value.isalnum():
            continue
        chosen = f'.report:has(input[value="{value}"]:checked)'
        if value in ("must", "internal", "confirm", "advice", "accepted"):
            yield f'@media screen {{ {chosen} .group:not([data-group="{value}"]) {{ display: none; }} }}\n'
        elif value != "all":
            yield (
                f'@media screen {{ {chosen} .finding:not([data-documents~="{value}"]), '
                f'{chosen} .group:not(:has([data-documents~="{value}"])) {{ display: none; }} }}\n'
            )


def _running_head(at: int, page: Content) -> str:
    """The client's name and the page number on each printed page of a report."""
    names = [visible(text) for text in dict.fromkeys([page.name, *(piece.zh for piece in page.about[1:2])])]
    text = " · ".join(name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in names)
    return (
        f"@page report-{at} {{ size: A4; margin: 13mm 13mm 12mm; "
        f"@top-left {{ content: {_css_string(text)}; font: 8pt sans-serif; color: #596270; }} "
        f'@top-right {{ content: "docvet"; font: 8pt sans-serif; color: #596270; }} '
        f'@bottom-right {{ content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #596270; }} }}\n'
        f"#report-{at} {{ page: report-{at}; }}\n"
    )


def _css_string(text: str) -> str:
    """A string of CSS in which every character but plain letters and digits is an escape."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
