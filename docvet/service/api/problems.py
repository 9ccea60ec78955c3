"""What is answered when something is wrong: a status, a code for programs, a sentence for people in both languages."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.exceptions import HTTPException

from docvet.errors import DocvetError
from docvet.service.api import plain
from docvet.service.api.looks import language
from docvet.service.api.sentences import sentence
from docvet.service.ledger.database import Away
from docvet.service.log import log
from docvet.words import words

_OPEN = ("/share/", "/calendar/")
_CODES = {400: "bad_request", 404: "not_found", 405: "bad_method", 413: "too_large"}


class Problem(Exception):
    """An answer other than the one that was asked for; ``code`` is a key below ``api`` of the catalogue."""

    def __init__(self, status: int, code: str, *, headers: Mapping[str, str] | None = None, **values: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = headers or {}
        self.values = values


def body_of(code: str, **values: object) -> dict[str, Any]:
    """The body of such an answer."""
    return {"error": code, "message": {lang: sentence(lang, code, **values) for lang in ("zh", "en")}}


def respond(problem: Problem) -> JSONResponse:
    """The answer."""
    return JSONResponse(body_of(problem.code, **problem.values), problem.status, problem.headers)


def _answer(request: Request, problem: Problem) -> Response:
    """A page for whoever looks at one, else the body for programs."""
    if not _wants_page(request):
        return respond(problem)
    lang = language(request)
    say = words(lang)
    parts: list[str | Markup] = [sentence(lang, problem.code, **problem.values)]
    if not request.url.path.startswith(_OPEN):  # whoever has only a link has nowhere to go back to
        parts.append(Markup('<p><a class="button" href="/">← {}</a></p>').format(say("desk.applications")))
    answer = plain.page(request, say("desk.sorry"), *parts, status=problem.status)
    answer.headers.update(problem.headers)
    return answer


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/v1/events")


def _where(error: Exception) -> str:
    """The last line of docvet's own code on the way of the error: a whole traceback would quote values."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "docvet" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def install(app: FastAPI) -> None:
    """Have every fault answered in this one shape, and never with what was sent."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, problem: Problem) -> Response:
        if problem.status == 401 and _wants_page(request) and request.method == "GET":
            return RedirectResponse("/sign-in", 303)
        return _answer(request, problem)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        code = _CODES.get(error.status_code, "bad_request")
        values = {"limit": error.detail} if code == "too_large" else {}
        return _answer(request, Problem(error.status_code, code, headers=error.headers, **values))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
        return _answer(request, Problem(422, "invalid", place=place, why=first["msg"]))

    @app.exception_handler(DocvetError)
    async def _docvet(_request: Request, error: DocvetError) -> Response:
        message = {lang: sentence(lang, "unfit", why=error.text(lang)) for lang in ("zh", "en")}
        return JSONResponse({"error": "unfit", "message": message}, 422)

    @app.exception_handler(Away)
    async def _away(_request: Request, _error: Away) -> Response:
        return JSONResponse(body_of("database_away"), 503, {"Retry-After": "5"})

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> Response:
        route = request.scope.get("route")
        log.error(
            "request_failed", method=request.method, route=getattr(route, "path", "?"), error=type(error).__name__,
            where=_where(error),
        )  # fmt: skip
        # This one is answered outside of the shield.
        headers = {"Cache-Control": "no-store"}
        return _answer(request, Problem(500, "internal", headers=headers, kind=type(error).__name__))
