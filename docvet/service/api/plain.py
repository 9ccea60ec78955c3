"""Pages in both languages for whoever is not signed in, or is told that something is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from docvet.service.api.sentences import sentence


def page(title: str, *parts: str | Markup, status: int = 200, lang: str = "zh") -> HTMLResponse:
    """A page of these parts, each a paragraph unless it is markup."""
    body = Markup("\n").join(part if isinstance(part, Markup) else Markup("<p>{}</p>").format(part) for part in parts)
    html = Markup(
        '<!doctype html>\n<html lang="{}" data-theme="auto"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/static/now/desk.css"><link rel="icon" href="/static/now/docvet.svg">'
        '<script src="/static/now/sign-in.js" defer></script></head>\n'
        '<body><main class="plain"><h1>{}</h1>\n<div class="card">{}</div>\n</main></body></html>\n'
    )
    return HTMLResponse(html.format(lang, title, title, body), status)


def both(code: str, **values: object) -> list[str]:
    """A sentence of the catalogue in both languages."""
    return [sentence(lang, code, **values) for lang in ("zh", "en")]


def table(head: Iterable[str], rows: Iterable[Iterable[str | Markup]]) -> Markup:
    """A table."""
    top = Markup("").join(Markup("<th>{}</th>").format(cell) for cell in head)
    lines = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(escape(cell)) for cell in row))
        for row in rows
    )
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>").format(top, lines)
