"""The service's log: one line an event, JSON or for a terminal; ids and numbers, never names, contents or paths."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

import structlog

log: Any = structlog.get_logger("docvet.service")


def set_up(*, verbose: bool = False, part: str = "watch") -> None:
    """Write to standard error: coloured lines on a terminal, else JSON (``DOCVET_LOG=json|text`` decides otherwise)."""
    style = os.environ.get("DOCVET_LOG") or ("text" if sys.stderr.isatty() else "json")
    last: Any = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    traces: Any = structlog.processors.dict_tracebacks if verbose else _without_traceback
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            traces,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(part=part, process=os.getpid())


def _without_traceback(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Tracebacks quote values, and values may be somebody's: the kind of an error must do."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event
