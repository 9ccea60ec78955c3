"""Categories of the tracks that the platform has opened."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, missing
from docvet.rules.categories import called
from docvet.rules.checks import Check
from docvet.rules.facts import one_of
from docvet.rules.problems import Problem, Result


class CategoryOpen(Args):
    """The tracks."""

    tracks: tuple[str, ...]


def run(case: Case, args: CategoryOpen) -> Result:
    """A question for each category outside; the list of categories itself is not public, so never more."""
    if not case.categories:
        yield missing("没有填写申请类目", "no category was stated")
        return
    for asked, category in case.categories.items():
        if category is not None and category.track not in args.tracks:
            yield Problem(
                values={"category": called(asked, category), "tracks": "、".join(args.tracks)}, found=asked,
                expected=one_of(args.tracks), at_most=Severity.REVIEW, topic=f"category {asked}",
            )  # fmt: skip


CHECK = Check("category_open", CategoryOpen, run, fills=frozenset({"category", "tracks"}))
