"""A safety report for goods that need one, early enough before they are listed."""

from __future__ import annotations

from datetime import timedelta

from docvet.models import Severity
from docvet.rules.arguments import Args, Days
from docvet.rules.case import Case, join, listed, missing, not_applicable
from docvet.rules.categories import among, called
from docvet.rules.checks import Check
from docvet.rules.facts import not_before
from docvet.rules.problems import Problem, Result


class SafetyReport(Args):
    """Tracks or categories whose goods need one, and how many days before listing it is handed in."""

    categories: tuple[str, ...]
    lead_days: Days


def run(case: Case, args: SafetyReport) -> Result:
    """A warning without a report, and where the planned day of listing leaves less time; the last day still does."""
    if not case.categories:
        yield missing("没有填写申请类目", "no category was stated")
        return
    needing = [
        called(asked, category)
        for asked, category in case.categories.items()
        if category and among(category, args.categories)
    ]
    if not needing:
        yield not_applicable("申请类目不需要安全报告", "the category needs no safety report")
        return
    reports = case.cast("reports").chosen
    planned, today = case.form.planned_listing_date, case.submission_date
    short = planned is not None and (planned - today).days < args.lead_days
    earliest = (today + timedelta(days=args.lead_days)).isoformat()
    if reports and not short:
        return
    perhaps = () if reports else case.could_be("safety_report")
    yield Problem(
        documents=tuple(document.id for document in reports),
        values={
            "category": join(needing), "days": str(args.lead_days), "planned": planned.isoformat() if planned else "",
            "earliest": earliest, "files": listed(reading.file.path for reading in perhaps),
        },
        expected=not_before(earliest), found=planned.isoformat() if planned else "",
        variant="short" if reports else "maybe" if perhaps else None, at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "safety_report", SafetyReport, run, fills=frozenset({"category", "days", "planned", "earliest", "files"}),
    variants={"short": frozenset(), "maybe": frozenset()},
)  # fmt: skip
