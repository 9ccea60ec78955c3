"""Several folders, one after the other: what each gave, and the exit code of it all."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docvet.console import complain
from docvet.errors import DocvetError, RulesetError
from docvet.exits import Exit, FailOn, exit_of, worst
from docvet.progress import following
from docvet.reading.pool import Readers
from docvet.report.model import Report
from docvet.scanning import Examined, examine
from docvet.words import Words


@dataclass(slots=True)
class Results:
    """What became of the folders so far."""

    examined: list[Examined] = field(default_factory=list)
    faults: list[Exit] = field(default_factory=list)
    """One for each folder that gave no report."""

    @property
    def reports(self) -> list[Report]:
        """The reports, without the papers."""
        return [each.report for each in self.examined]

    def exit_code(self, fail_on: FailOn) -> Exit:
        """The one code for all of them."""
        return worst([*self.faults, *(exit_of(report, fail_on) for report in self.reports)])


def scan_all(
    folders: Sequence[Path],
    readers: Readers,
    how: Mapping[str, Any],
    words: Words,
    *,
    show_progress: bool,
    show_traceback: bool,
) -> Results:
    """Scan each folder with these workers and the keyword arguments ``how`` of :func:`docvet.scanning.examine`.

    A folder that fails is named on standard error and the others go on; an interrupt ends the work and
    leaves the reports of the finished folders.
    """
    results = Results()
    try:
        for folder in folders:
            try:
                with following(folder, words, shown=show_progress) as follow:
                    results.examined.append(examine(folder, readers, **how, progress=follow))
            except DocvetError as error:
                results.faults.append(Exit(error.exit_code))
                complain(_named(folder, str(error), words) if len(folders) > 1 else str(error))
                if isinstance(error, RulesetError):
                    break  # every folder would say the same
            except Exception as error:  # the next folder must not pay for a fault of docvet
                results.faults.append(Exit.FAULT)
                complain(_named(folder, words("error.unexpected", kind=type(error).__name__), words))
                if show_traceback:
                    traceback.print_exc()
    except KeyboardInterrupt:
        results.faults.append(Exit.INTERRUPTED)
        complain(words("interrupted", done=len(results.reports), total=len(folders)))
    return results


def _named(folder: Path, message: str, words: Words) -> str:
    return message if str(folder) in message else words("error.folder", folder=folder, message=message)
