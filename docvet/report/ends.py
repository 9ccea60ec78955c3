"""When a document ends, by the fields that say so."""

from __future__ import annotations

from collections.abc import Mapping

from docvet.report.model import ReportDocument

_FIELDS = ("term_end", "valid_to", "period_end")
_NO_END = frozenset({"bank_statement"})
"""Documents whose period is what they are about, not how long they hold."""


def ends(document: ReportDocument) -> Mapping[str, str]:
    """Field → the day it names (ISO, or ``open-ended``), the field that counts in front."""
    if document.kind in _NO_END:
        return {}
    return {name: str(document.fields[name].value) for name in _FIELDS if name in document.fields}
