"""What became of an earlier report's findings: fixed, still open, no longer judged, and what is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from docvet.errors import UsageError
from docvet.report.mask import masked
from docvet.report.model import Report, ReportComparison, ReportFinding
from docvet.words import localized

_LARGEST = 64_000_000
"""Bytes; a report of 500 files has some 5 MB."""


def load_previous(path: Path) -> list[Report]:
    """The reports of a file that ``--format json`` wrote, one or one a line, personal data masked.

    Raises:
        UsageError: it cannot be read, is too large, or is no such file; says which line.
    """
    text = _text(path)
    try:
        trees = [(1, json.loads(text))]
    except (ValueError, RecursionError):
        trees = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                trees.append((number, _parsed(line, number, path)))
    reports = []
    for number, tree in trees:
        try:
            reports.append(masked(Report.model_validate(tree)))
        except ValidationError:
            raise UsageError(**localized("error.not_a_report", path=path, line=number)) from None
    if not reports:
        raise UsageError(**localized("error.not_a_report", path=path, line=1))
    return reports


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise UsageError(**localized("error.report_too_large", path=path, size=_LARGEST // 1_000_000))
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(**localized("error.unreadable", path=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        raise UsageError(**localized("error.not_a_report", path=path, line=1)) from None


def _parsed(line: str, number: int, path: Path) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(**localized("error.not_a_report", path=path, line=number)) from None


def compared(report: Report, earlier: Sequence[Report], *, alone: bool) -> Report:
    """The report, with what changed since the earlier one on the same application.

    The earlier reports are masked, as :func:`load_previous` gives them. ``alone``: it is the only application at
    hand, so that the only earlier report is on it wherever it lay.
    A report without an earlier one stays as it is.
    """
    shown = masked(report)  # as the earlier one is: names of files hold numbers too
    before = _of_same(shown, earlier, alone=alone)
    if before is None:
        return report
    open_rules = {item.rule for item in report.not_checked if item.kind != "not_applicable"}
    left = [finding for finding in before.findings if finding.accepted is None]
    still_open: list[int] = []
    new: list[int] = []
    by_path = [_paths(before, finding) for finding in left]
    for index, finding in enumerate(shown.findings):
        match = _match(finding, _paths(shown, finding), left, by_path)
        if match is not None:
            del left[match], by_path[match]
        if finding.accepted is None:
            (new if match is None else still_open).append(index)
    return report.model_copy(
        update={
            "comparison": ReportComparison(
                verdict=before.verdict, submission_date=before.application.submission_date,
                checked_at=before.stats.checked_at,
                same_rules=before.ruleset.digest == report.ruleset.digest,
                mended=tuple(item for item in left if item.rule not in open_rules),
                unjudged=tuple(item for item in left if item.rule in open_rules),
                still_open=tuple(still_open), new=tuple(new),
            )
        }
    )  # fmt: skip


def _of_same(report: Report, earlier: Sequence[Report], *, alone: bool) -> Report | None:
    if alone and len(earlier) == 1:
        return earlier[0]
    for name in ("path", "name"):
        for before in earlier:
            if getattr(before.application, name) == getattr(report.application, name):
                return before
    return None


def _paths(report: Report, finding: ReportFinding) -> frozenset[str]:
    documents = {document.id: document.path for document in report.documents}
    return frozenset(documents[name] for name in finding.documents if name in documents)


def _match(
    finding: ReportFinding, paths: frozenset[str], left: Sequence[ReportFinding], by_path: Sequence[frozenset[str]]
) -> int | None:
    """Which earlier finding it is: of the same rule on the same files, else on one of them, else without files."""
    same = [index for index, other in enumerate(left) if other.rule == finding.rule]
    for index in same:
        if by_path[index] == paths and left[index].expected == finding.expected:
            return index
    for index in same:
        if by_path[index] & paths or by_path[index] == paths:
            return index
    return None
