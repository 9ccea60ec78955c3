"""What goes wrong with the ledger for good."""

from __future__ import annotations

from docvet.errors import DocvetError


class LedgerError(DocvetError):
    """The ledger cannot be used: wrong URL, unreachable, damaged, or of a later version."""
