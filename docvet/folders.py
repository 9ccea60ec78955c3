"""Several folders, one after the other: what each gave, and the exit code of it all."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docvet.application import load_application
from docvet.console import complain
from docvet.errors import DocvetError, ExitCode, RulesetError
from docvet.exits import FailOn, exit_of, worst
from docvet.progress import following
from docvet.reading.pool import Readers
from docvet.report.model import Report
from docvet.rules.ruleset import Ruleset
from docvet.scanning import Examined, examine
from docvet.words import Words


@dataclass(slots=True)
class Results:
    """What became of the folders so far."""

    examined: list[Examined] = field(default_factory=list)
    failures: list[ExitCode] = field(default_factory=list)
    """A code for each folder that gave no report."""

    @property
    def reports(self) -> list[Report]:
        """The reports, without the documents."""
        return [each.report for each in self.examined]

    def exit_code(self, fail_on: FailOn) -> ExitCode:
        """The one code for all of them."""
        return worst([*self.failures, *(exit_of(report, fail_on) for report in self.reports)])


def scan_all(
    folders: Sequence[Path],
    readers: Readers,
    words: Words,
    *,
    form: Mapping[str, Any] | None = None,
    ruleset: Ruleset | None = None,
    show_progress: bool,
    show_traceback: bool,
) -> Results:
    """Scan each folder with these workers; ``form`` and ``ruleset`` are those of :func:`docvet.scan`.

    A folder that fails is named on standard error and the others go on; an interrupt ends the work and
    leaves the reports of the finished folders.
    """
    results = Results()
    try:
        for folder in folders:
            try:
                with following(folder, words, shown=show_progress) as follow:
                    application = load_application(folder, readers.limits, form=form)
                    results.examined.append(examine(application, readers, ruleset=ruleset, progress=follow))
            except DocvetError as error:
                results.failures.append(error.exit_code)
                sentence = error.text(words.lang)
                complain(_named(folder, sentence, words) if len(folders) > 1 else sentence)
                if isinstance(error, RulesetError):
                    break  # every folder would say the same
            except Exception as error:  # the next folder must not pay for an error of docvet
                results.failures.append(ExitCode.ERROR)
                complain(_named(folder, words("error.unexpected", kind=type(error).__name__), words))
                if show_traceback:
                    traceback.print_exc()
    except KeyboardInterrupt:
        results.failures.append(ExitCode.INTERRUPTED)
        complain(words("interrupted", done=len(results.reports), total=len(folders)))
    return results


def _named(folder: Path, message: str, words: Words) -> str:
    return message if str(folder) in message else words("error.folder", folder=folder, message=message)
