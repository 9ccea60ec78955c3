"""Categories whose goods need a permit or filing of their own."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, missing
from docvet.rules.categories import called
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result


class PermitCategory(Args):
    """The tracks whose goods need one."""

    tracks: tuple[str, ...]


def run(case: Case, args: PermitCategory) -> Result:
    """A question for each such category: permits are not among the documents that are judged."""
    if not case.categories:
        yield missing("没有填写申请类目", "no category was stated")
        return
    for asked, category in case.categories.items():
        if category is not None and category.track in args.tracks:
            yield Problem(
                values={"category": called(asked, category)}, found=asked, at_most=Severity.REVIEW, topic=f"category {asked}",
            )  # fmt: skip


CHECK = Check("permit_category", PermitCategory, run, fills=frozenset({"category"}))
