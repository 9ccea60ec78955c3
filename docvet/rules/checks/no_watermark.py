"""Photos without words laid over them."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, listed
from docvet.rules.checks import Check
from docvet.rules.facts import all_of
from docvet.rules.problems import Problem, Result


def run(case: Case, _args: NoArgs) -> Result:
    """A question for each photo on which a watermark was read."""
    photos = case.cast("photos").chosen
    if not photos:
        yield case.absent("photos")
    for photo in photos:
        marks = [str(text) for text in photo.value("watermarks") or ()]
        if marks:
            yield Problem(
                documents=(photo.id,), evidence=evidence(photo, "watermarks"),
                values={"file": photo.path, "text": listed(marks)}, found=all_of(marks), at_most=Severity.REVIEW,
            )  # fmt: skip


CHECK = Check("no_watermark", NoArgs, run, papers=("photos",), fills=frozenset({"file", "text"}))
