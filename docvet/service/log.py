"""The service's log: one line an event, JSON or for a terminal; ids and numbers, never names, contents or paths."""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import Any

import structlog

from docvet.errors import trail

log: Any = structlog.get_logger("docvet.service")


def set_up(*, verbose: bool = False, part: str = "watch") -> None:
    """Write to standard error: coloured lines on a terminal, else JSON (``DOCVET_LOG=json|text`` decides otherwise)."""
    style = os.environ.get("DOCVET_LOG") or ("text" if sys.stderr.isatty() else "json")
    last: Any = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    errors: Any = _with_place if verbose else _without_traceback
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            errors,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(part=part, process=os.getpid())
    threading.excepthook = lambda gone: tell_of(gone.exc_value)


def tell_of(error: BaseException | None) -> None:
    """What nobody caught, without its words, which Python itself would print."""
    log.error("internal", exc_info=error)


def _without_traceback(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Tracebacks quote values, and values may be somebody's: the kind of an error must do."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event


def _with_place(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    error = event.get("exc_info")
    if isinstance(error, BaseException):
        event["at"] = trail(error)
    return _without_traceback(logger, method, event)
