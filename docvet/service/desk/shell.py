"""What all pages have in common: language, theme, navigation, and how text of strangers is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from docvet.service import detail
from docvet.service.api.access import Person, site_of
from docvet.service.api.looks import NAMES, SIGNS, THEMES, html_lang, language, remember, switches, theme
from docvet.service.desk.files import address
from docvet.values.clock import CHINA
from docvet.visible import visible
from docvet.words import LANGUAGES, Lang, words

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


class Lines(str):
    """Text that keeps its line breaks where it is shown."""


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup | Lines) else value


@lru_cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    templates.globals.update(static=address, query=query, theme_signs=SIGNS, language_names=NAMES)
    templates.filters.update(lines=Lines, moment=moment, clock=clock)
    return templates


def prepare(template: str) -> None:
    """Have a page's template compiled before somebody asks for the page."""
    _templates().get_template(template)


def query(**values: object) -> str:
    """``?a=b`` of what is not empty."""
    given = {key: value for key, value in values.items() if value not in (None, "")}
    return f"?{urlencode(given)}" if given else ""


def moment(seconds: float | None) -> str:
    """A time on the clocks of China, to the minute."""
    return "" if seconds is None else datetime.fromtimestamp(seconds, CHINA).strftime("%Y-%m-%d %H:%M")


def clock(text: str | None) -> str:
    """An ISO time of the API on the clocks of China."""
    return moment(datetime.fromisoformat(text).timestamp()) if text else ""


def age(seconds: float, lang: Lang) -> str:
    """How long ago something was, in the largest unit that fits."""
    say = words(lang)
    if seconds < _HOUR:
        return say("desk.minutes", count=max(0, int(seconds // _MINUTE)))
    if seconds < _DAY:
        return say("desk.hours", count=int(seconds // _HOUR))
    return say("desk.days", count=int(seconds // _DAY))


def render(
    request: Request, template: str, context: Mapping[str, Any], *, person: Person | None = None, status: int = 200
) -> HTMLResponse:
    """The page. ``?lang=`` and ``?theme=`` in its address are remembered in cookies."""
    lang, site = language(request), site_of(request)
    text = _templates().get_template(template).render(
        **context, say=words(lang), detail=partial(detail.shown, lang=lang), lang=lang, html_lang=html_lang(lang), languages=LANGUAGES, theme=theme(request),
        themes=THEMES, switches=switches(request), person=person, path=request.url.path, four_eyes=site.four_eyes,
        can_end=site.end is not None,
    )  # fmt: skip
    answer = HTMLResponse(text, status)
    remember(request, answer)
    return answer
