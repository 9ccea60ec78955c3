"""What stands before every request: the name it was sent to, the size of its body, and the headers of its answer."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docvet.service.api.problems import Problem, respond
from docvet.service.api.site import Site

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cache-Control": "no-store",
}
"""A route may set its own value of one of them."""
UPLOAD_PATH = "/api/v1/applications"


class Shield:
    """The outermost part of the app."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not come in, and dress what goes out."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        dressed = _dressed(send, secure=self._site.secure)
        headers = Headers(scope=scope)
        problem = self._refusal(scope, headers)
        if problem is not None:
            await respond(problem)(scope, receive, dressed)
            return
        await self._app(scope, _Counted(receive, self._limit(scope)), dressed)

    def _refusal(self, scope: Scope, headers: Headers) -> Problem | None:
        host = _name(headers.get("host", ""))
        near = host in _LOOPBACK_NAMES
        if not near and host not in self._site.public_hosts:
            return Problem(421, "other_host")
        plain = headers.get("x-forwarded-proto", "http") != "https"
        if self._site.behind_proxy and plain and not near and scope["path"] != "/healthz":
            return Problem(403, "proxy_without_tls")
        length = headers.get("content-length", "0")
        limit = self._limit(scope)
        if not length.isdecimal() or int(length) > limit:
            return Problem(413, "too_large", limit=limit // 1_000_000, headers={"Connection": "close"})
        return None

    def _limit(self, scope: Scope) -> int:
        is_upload = scope["method"] == "POST" and scope["path"] == UPLOAD_PATH
        return self._site.bounds.upload + self._site.bounds.body if is_upload else self._site.bounds.body


class _TooLong(HTTPException):
    def __init__(self, limit: int) -> None:
        super().__init__(413, str(limit // 1_000_000))


class _Counted:
    """The body, as long as it is within its limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise _TooLong(self._limit)
        return message


def _dressed(send: Send, *, secure: bool) -> Send:
    async def dress(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if secure:
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        await send(message)

    return dress


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")
