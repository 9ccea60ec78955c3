"""docvet checks onboarding documents before the platform does.

>>> from docvet import scan
>>> report = scan("clients/lumora", form={"category": "女装"})  # doctest: +SKIP
>>> report.verdict  # doctest: +SKIP
'reject'
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from docvet.errors import DocvetError, EngineUnavailable, FormError, RulesetError, UsageError
from docvet.version import VERSION

if TYPE_CHECKING:
    from docvet.report.model import Report
    from docvet.rules.load import load_ruleset
    from docvet.scan import scan

__version__ = VERSION

__all__ = [
    "DocvetError",
    "EngineUnavailable",
    "FormError",
    "Report",
    "RulesetError",
    "UsageError",
    "__version__",
    "load_ruleset",
    "scan",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())  # quiet until the caller asks for the log

_LAZY = {"scan": "docvet.scan", "load_ruleset": "docvet.rules.load", "Report": "docvet.report.model"}


def __getattr__(name: str) -> Any:
    """Import the heavy parts when they are first asked for: ``docvet --help`` needs none of them."""
    if name in _LAZY:
        from importlib import import_module

        value = getattr(import_module(_LAZY[name]), name)
        globals()[name] = value  # ``docvet.scan`` is the function even after the module of that name was imported
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
