"""docvet checks onboarding documents before the platform does.

>>> from docvet import scan
>>> report = scan("clients/lumora", form={"category": "女装"})  # doctest: +SKIP
>>> report.verdict  # doctest: +SKIP
'reject'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docvet.errors import DocvetError, EngineUnavailable, FormError, RulesetError, UsageError
from docvet.version import VERSION

if TYPE_CHECKING:
    from docvet.limits import Limits
    from docvet.models import Severity, Verdict
    from docvet.report.model import Report
    from docvet.report.model import ReportFinding as Finding
    from docvet.rules.load import load_ruleset
    from docvet.rules.ruleset import Ruleset
    from docvet.scanning import scan

__version__ = VERSION

__all__ = [
    "DocvetError",
    "EngineUnavailable",
    "Finding",
    "FormError",
    "Limits",
    "Report",
    "Ruleset",
    "RulesetError",
    "Severity",
    "UsageError",
    "Verdict",
    "__version__",
    "load_ruleset",
    "scan",
]

_LAZY = {
    "Finding": ("docvet.report.model", "ReportFinding"),
    "Limits": ("docvet.limits", "Limits"),
    "Report": ("docvet.report.model", "Report"),
    "Ruleset": ("docvet.rules.ruleset", "Ruleset"),
    "Severity": ("docvet.models", "Severity"),
    "Verdict": ("docvet.models", "Verdict"),
    "load_ruleset": ("docvet.rules.load", "load_ruleset"),
    "scan": ("docvet.scanning", "scan"),
}


def __getattr__(name: str) -> Any:
    """Import the heavy parts when they are first asked for: ``docvet --help`` needs none of them."""
    if name in _LAZY:
        from importlib import import_module

        module, attribute = _LAZY[name]
        value = getattr(import_module(module), attribute)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
