"""Everything that docvet raises on purpose, with the exit code of each.

    DocvetError (2)
    ├── UsageError (2)          a folder, option or name that does not fit
    ├── FormError (2)           application.yaml is wrong; names file and line
    ├── RulesetError (2)        a ruleset is wrong; names file and line
    └── EngineUnavailable (2)   the chosen OCR engine is not installed; says how to install it

A fault of one of the applicant's files is never an exception that leaves the reading rooms: it
becomes a :class:`docvet.models.Trouble` and then a finding.
"""

from __future__ import annotations


class DocvetError(Exception):
    """Base of all; its text is one sentence for a person: what, where, what is allowed."""

    exit_code = 2


class UsageError(DocvetError):
    """A folder, an option or a name that does not fit."""


class FormError(DocvetError):
    """``application.yaml`` is wrong."""


class RulesetError(DocvetError):
    """A ruleset is wrong."""


class EngineUnavailable(DocvetError):
    """The chosen OCR engine, or one of its languages, is not installed."""
