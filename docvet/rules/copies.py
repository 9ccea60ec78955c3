"""Several copies of one document: the old beside the new, where their dates of issue do not tell which is which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from docvet.models import Document, Severity
from docvet.rules.applicant import Cast
from docvet.rules.problems import Problem, Result, Unjudged

Judge = Callable[[Document], Iterable[Problem | Unjudged]]


def on_best_copy(cast: Cast, judge: Judge) -> Result:
    """What is wrong with the chosen documents; only a question where a copy that may be as new has nothing wrong."""
    excused = any(not list(judge(rival)) for rival in cast.rivals)
    for document in cast.chosen:
        for result in judge(document):
            yield _softened(result) if excused and isinstance(result, Problem) else result


def _softened(problem: Problem) -> Problem:
    return replace(problem, at_most=max(problem.at_most, Severity.REVIEW, key=lambda item: item.rank))
