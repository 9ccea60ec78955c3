"""docvet's log: quiet until the caller asks for it."""

from __future__ import annotations

import logging

logging.getLogger("docvet").addHandler(logging.NullHandler())


def logger(name: str) -> logging.Logger:
    """The logger of a module."""
    return logging.getLogger(name)
