"""The problems of a report, and what became of those of an earlier one, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from docvet.report.grouping import ProblemGroup, alike, of_findings, problem_groups
from docvet.report.model import Report, ReportFinding
from docvet.report.naming import Naming
from docvet.words import Lang


class Changes(Naming):
    """Problems as people count them, now and since the last time."""

    def __init__(self, report: Report, lang: Lang) -> None:
        super().__init__(lang)
        self.report = report

    @cached_property
    def problems(self) -> Mapping[str, tuple[ProblemGroup, ...]]:
        """Group → its problems, what blocks most in front; every group, also the empty ones."""
        return problem_groups(self.report)

    @cached_property
    def _of_findings(self) -> Mapping[int, ProblemGroup]:
        return of_findings(self.problems)

    def problem_of(self, finding: ReportFinding) -> ProblemGroup:
        """The problem that a finding belongs to."""
        return self._of_findings[id(finding)]

    @cached_property
    def _new(self) -> frozenset[int]:
        comparison = self.report.comparison
        return frozenset(id(self.report.findings[at]) for at in comparison.new) if comparison else frozenset()

    def change(self, finding: ReportFinding) -> str:
        """``new`` or ``still_open`` where there is an earlier report, else empty."""
        if self.report.comparison is None or finding.accepted is not None:
            return ""
        return "new" if id(finding) in self._new else "still_open"

    @property
    def changed(self) -> bool:
        """Something is fixed, new or can no longer be judged."""
        comparison = self.report.comparison
        return bool(comparison and (comparison.mended or comparison.unjudged or comparison.new))

    def comparison(self) -> str:
        """One sentence on what changed since the earlier report, counted as problems are; empty where there is none."""
        comparison = self.report.comparison
        if comparison is None:
            return ""
        still_open = self._numbers(comparison.still_open)
        text = self.say(
            "compare.counts", day=(comparison.checked_at or comparison.submission_date)[:10],
            mended=_problems(comparison.mended), still_open=len(still_open),
            new=len(self._numbers(comparison.new) - still_open),
        )  # fmt: skip
        if comparison.unjudged:
            text += self.say("compare.unjudged_count", count=_problems(comparison.unjudged))
        return text if comparison.same_rules else text + self.say("compare.other_rules")

    def _numbers(self, places: Iterable[int]) -> frozenset[int]:
        return frozenset(self.problem_of(self.report.findings[at]).number for at in places)

    def gone(self) -> Iterator[tuple[str, ReportFinding]]:
        """The earlier findings that are here no more, each with ``mended`` or ``unjudged``."""
        if comparison := self.report.comparison:
            yield from (("mended", finding) for finding in comparison.mended)
            yield from (("unjudged", finding) for finding in comparison.unjudged)


def _problems(findings: Iterable[ReportFinding]) -> int:
    return len({alike(finding) for finding in findings})
