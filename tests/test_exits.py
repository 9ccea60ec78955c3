"""The exit codes, and which one wins."""

from __future__ import annotations

import itertools

import pytest

from docvet.errors import ExitCode
from docvet.exits import FailOn, exit_of, worst
from docvet.models import Severity, Verdict
from tests.report.samples import finding, sample


@pytest.mark.parametrize(
    ("verdict", "fail_on", "code"),
    [
        (Verdict.CLEAR, FailOn.REVIEW, 0),
        (Verdict.CLEAR, FailOn.WARN, 3),
        (Verdict.CLEAR, FailOn.REJECT, 0),
        (Verdict.REVIEW, FailOn.REVIEW, 3),
        (Verdict.REVIEW, FailOn.WARN, 3),
        (Verdict.REVIEW, FailOn.REJECT, 0),
        (Verdict.REJECT, FailOn.REJECT, 1),
        (Verdict.REJECT, FailOn.WARN, 1),
        (Verdict.ERROR, FailOn.REJECT, 2),
    ],
)
def test_a_report_with_a_warning(verdict: Verdict, fail_on: FailOn, code: int) -> None:
    report = sample(verdict=verdict, problems=[finding("DV-A", Severity.WARN)])
    assert exit_of(report, fail_on) == code


def test_without_a_warning_nothing_fails_on_warn() -> None:
    report = sample(verdict=Verdict.CLEAR, problems=[finding("DV-A", Severity.INFO)])
    assert exit_of(report, FailOn.WARN) == ExitCode.CLEAR


def test_the_worst_code_wins() -> None:
    order = [130, 2, 1, 3, 0]
    for one, other in itertools.product(order, order):
        assert worst([ExitCode(one), ExitCode(other)]) == min(one, other, key=order.index)
    assert worst([]) == ExitCode.CLEAR
