"""HTML: one file that opens from a mail attachment and on a phone, needs no network and runs no script.

Both languages are in it; a switch of plain CSS shows one of them. Everything from the documents is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from docvet.report.model import Report
from docvet.report.page.content import Pair, content
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows
from docvet.visible import visible
from docvet.words import words

_PARTS = Path(__file__).parents[1] / "page"
_SUMMARY = ("client", "application", "verdict_short", "must", "confirm", "advice", "top_reason")
_LABELS = (
    "title", "expected", "found", "fix", "new", "fields", "not_checked", "limits", "summary", "registrant", "applicant",
)  # fmt: skip


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The page; before several reports a table of them all, each row leading to its report."""
    crops = [options.crops[at] if at < len(options.crops) else {} for at in range(len(reports))]
    masked = not options.show_personal_data
    pages = [content(report, shown, masked=masked) for report, shown in zip(reports, crops, strict=True)]
    style = (_PARTS / "style.css").read_text(encoding="utf-8")
    text: str = _template().render(
        lang=options.lang,
        style=Markup(style),  # noqa: S704 - a file of docvet's own
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        pages=pages,
        several=options.several or len(pages) != 1,
        summary=_summary(reports),
        say={name: _both(f"html.{name}") for name in _LABELS},
    )
    return text


def _summary(reports: Sequence[Report]) -> dict[str, Any]:
    """Titles and cells of the table, in both languages."""
    zh, en = rows(reports, "zh"), rows(reports, "en")
    titles = zip(headings("zh", *_SUMMARY), headings("en", *_SUMMARY), strict=True)
    return {
        "titles": [Pair(*title) for title in titles],
        "rows": [
            (one.verdict, [Pair(str(getattr(one, name)), str(getattr(other, name))) for name in _SUMMARY])
            for one, other in zip(zh, en, strict=True)
        ],
    }


def _both(key: str) -> Pair:
    zh, en = (words(lang)(key) for lang in ("zh", "en"))
    return Pair(zh, en)


@lru_cache(maxsize=1)
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_PARTS), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    return environment.get_template("report.html")


def _shown(value: Any) -> Any:
    """Texts of strangers turn no reading direction and hide nothing."""
    return visible(value) if type(value) is str else value
