"""Pages without a navigation: for whoever is not signed in, or is told that something is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from docvet.service.api.looks import NAMES, SIGNS, THEMES, html_lang, language, remember, switches, theme
from docvet.words import LANGUAGES, words

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}" data-theme="{theme}"><head><meta charset="utf-8"><title>{title} · docvet</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/static/now/desk.css"><link rel="icon" href="/static/now/docvet.svg">'
    '<script src="/static/now/sign-in.js" defer></script></head>\n'
    '<body><header class="shell"><a class="brand" href="/">docvet</a><div class="settings">{themes}{languages}</div></header>\n'
    '<main class="plain"><h1>{title}</h1>\n<div class="card">{body}</div>\n</main></body></html>\n'
)
_SWITCH = Markup('<span class="switch" role="group" aria-label="{}">{}</span>')
_THEME = Markup('<a href="{}"{} title="{}"><span aria-hidden="true">{}</span><span class="unseen">{}</span></a>')
_LANGUAGE = Markup('<a href="{}" lang="{}"{}>{}</a>')
_CURRENT = Markup(' aria-current="true"')


def page(request: Request, title: str, *parts: str | Markup, status: int = 200) -> HTMLResponse:
    """A page of these parts, each a paragraph unless it is markup."""
    lang, look, other = language(request), theme(request), switches(request)
    say = words(lang)
    themes = [
        _THEME.format(other[name], _CURRENT if name == look else "", say(f"desk.theme_{name}"), SIGNS[name], say(f"desk.theme_{name}"))
        for name in THEMES
    ]  # fmt: skip
    languages = [
        _LANGUAGE.format(other[name], name, _CURRENT if name == lang else "", NAMES.get(name, name))
        for name in LANGUAGES
    ]
    body = [part if isinstance(part, Markup) else Markup("<p>{}</p>").format(part) for part in parts]
    answer = HTMLResponse(
        _PAGE.format(
            lang=html_lang(lang), theme=look, title=title, body=Markup("\n").join(body),
            themes=_SWITCH.format(say("desk.theme"), Markup("").join(themes)),
            languages=_SWITCH.format(say("desk.language"), Markup("").join(languages)),
        ),
        status,
    )  # fmt: skip
    remember(request, answer)
    return answer


def table(head: Iterable[str], rows: Iterable[Iterable[str | Markup]]) -> Markup:
    """A table."""
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in head)
    lines = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(escape(cell)) for cell in row))
        for row in rows
    )
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>").format(top, lines)
