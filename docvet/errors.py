"""Everything that docvet raises on purpose, with the exit code of each, and the exit codes there are.

    DocvetError (2)
    ├── UsageError (2)          a folder, option or name that does not fit
    ├── FormError (2)           application.yaml or decisions.yaml is wrong; names file and line
    ├── RulesetError (2)        a ruleset is wrong; names file and line
    └── EngineUnavailable (2)   the chosen OCR engine is not installed; says how to install it

What is wrong with one of the applicant's files is never an exception that leaves the reading rooms: it
becomes a :class:`docvet.models.Trouble` and then a finding.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How a command ends."""

    CLEAR = 0
    REJECT = 1
    ERROR = 2
    """Wrong usage, a bad ruleset or form, or docvet itself failed."""
    REVIEW = 3
    INTERRUPTED = 130


class DocvetError(Exception):
    """Base of all: one sentence for a person, what, where, what is allowed.

    ``str()`` is English; :meth:`text` has it in the other languages that the raiser gave, by the names of the
    catalogues in :mod:`docvet.words`.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.ERROR

    def __init__(self, en: str, **others: str) -> None:
        super().__init__(en)
        self.texts = {"en": en, **others}

    def text(self, lang: str) -> str:
        """The sentence in this language, in English where it was not given."""
        return self.texts.get(lang, self.texts["en"])


class UsageError(DocvetError):
    """A folder, an option or a name that does not fit."""


class FormError(DocvetError):
    """``application.yaml`` or ``decisions.yaml`` is wrong."""


class RulesetError(DocvetError):
    """A ruleset is wrong."""


class EngineUnavailable(DocvetError):
    """The chosen OCR engine, or one of its languages, is not installed."""


def trail(error: BaseException) -> str:
    """Sort and place of an error for the log, without its own words: they may quote what a document says."""
    import traceback

    stack = traceback.extract_tb(error.__traceback__)
    steps = " < ".join(f"{step.name} ({step.filename}:{step.lineno})" for step in reversed(stack))
    return f"{type(error).__name__} in {steps}"
