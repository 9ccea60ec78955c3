"""Language and theme of a page: asked for in its address, remembered in a cookie, else the browser's."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response

from docvet.words import LANGUAGES, Lang

THEMES = ("auto", "light", "dark")
SIGNS = {"auto": "◐", "light": "☀", "dark": "☾"}
NAMES = {"zh": "中文", "en": "English"}
_YEAR = 365 * 86400


def language(request: Request) -> Lang:
    """The language that the address, the cookie or the browser asks for, in this order; else Chinese."""
    asked = (request.query_params.get("lang"), request.cookies.get("docvet-lang"))
    preferred = (part[:2].lower() for part in request.headers.get("accept-language", "").replace(" ", "").split(","))
    return next((lang for lang in (*asked, *preferred) if lang in LANGUAGES), "zh")


def theme(request: Request) -> str:
    """The theme, likewise; else that of the system."""
    asked = (request.query_params.get("theme"), request.cookies.get("docvet-theme"))
    return next((name for name in asked if name in THEMES), "auto")


def html_lang(lang: Lang) -> str:
    """As the page's ``lang`` attribute has it."""
    return "zh-CN" if lang == "zh" else lang


def switches(request: Request) -> Mapping[str, str]:
    """For each language and theme, the query of this very page with it."""
    here = [(key, value) for key, value in request.query_params.multi_items() if key not in ("lang", "theme")]
    return {
        name: "?" + urlencode([*here, (key, name)])
        for key, names in (("lang", LANGUAGES), ("theme", THEMES))
        for name in names
    }


def remember(request: Request, answer: Response) -> None:
    """What the address asked for, in cookies."""
    for key, value in (("lang", language(request)), ("theme", theme(request))):
        if request.query_params.get(key) == value:
            answer.set_cookie(
                f"docvet-{key}", value, max_age=_YEAR, path="/", secure=request.app.state.site.secure, httponly=True,
                samesite="lax",
            )  # fmt: skip
