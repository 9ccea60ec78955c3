"""HTML: one file that opens from a mail attachment and on a phone, needs no network and runs no script.

Both languages are in it; a switch of plain CSS shows one of them. Everything from the documents is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from docvet.models import Verdict
from docvet.report.model import Report
from docvet.report.page.content import content
from docvet.report.page.shown import Pair
from docvet.report.page.styles import style_of
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows
from docvet.visible import visible
from docvet.words import words

_PAGE = Path(__file__).parents[1] / "page"
_SUMMARY = ("client", "application", "verdict_short", "must", "confirm", "advice", "top_reason", "first_step")
_LABELS = (
    "title", "expected", "found", "fix", "new", "fields", "limits", "summary", "registrant", "applicant", "filter",
    "basis", "settle",
)  # fmt: skip
_ICONS = {"ok": "✓", "reject": "✕", "missing": "✕", "broken": "✕", "review": "?", "doubtful": "?"}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The page; before several reports a table of them all, each row leading to its report."""
    crops = [options.crops[at] if at < len(options.crops) else {} for at in range(len(reports))]
    masked = not options.show_personal_data
    pages = [content(report, shown, masked=masked) for report, shown in zip(reports, crops, strict=True)]
    style = style_of(pages)
    text: str = _template().render(
        lang=options.lang,
        style=Markup(style),  # noqa: S704 - names in it are escaped character by character
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        pages=pages,
        several=options.several or len(pages) != 1,
        summary=_summary(reports),
        icons=_ICONS,
        say={name: _both(f"html.{name}") for name in _LABELS},
    )
    return text


def _summary(reports: Sequence[Report]) -> dict[str, Any]:
    """Titles and cells of the table, and how many folders have each verdict, in both languages."""
    zh, en = rows(reports, "zh"), rows(reports, "en")
    names = [name for name in _SUMMARY if name != "client" or any(row.client != row.application for row in zh)]
    counted = Counter(row.verdict for row in zh)
    return {
        "titles": [Pair(*title) for title in zip(headings("zh", *names), headings("en", *names), strict=True)],
        "rows": [
            (one.verdict, [(name, Pair(str(getattr(one, name)), str(getattr(other, name)))) for name in names])
            for one, other in zip(zh, en, strict=True)
        ],
        "totals": [
            (verdict.value, _both(f"verdict_short.{verdict}"), counted[verdict])
            for verdict in (Verdict.REJECT, Verdict.ERROR, Verdict.REVIEW, Verdict.CLEAR)
            if counted[verdict]
        ],
    }


def _both(key: str) -> Pair:
    zh, en = (words(lang)(key) for lang in ("zh", "en"))
    return Pair(zh, en)


@lru_cache(maxsize=1)
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_PAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    return environment.get_template("report.html")


def _shown(value: Any) -> Any:
    """Texts of strangers turn no reading direction and hide nothing."""
    return visible(value) if type(value) is str else value
