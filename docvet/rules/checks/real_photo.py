"""Photos of real goods: no pictures of a screen, no drawings, no repeats."""

from __future__ import annotations

from docvet.models import Document, Evidence, Page, Severity
from docvet.rules.case import Case, is_blank
from docvet.rules.checks import Check
from docvet.rules.checks.screenshot import Screenshot, signs_of
from docvet.rules.facts import unsaid
from docvet.rules.photos import distinct, original, pictures
from docvet.rules.problems import Problem, Result


class RealPhoto(Screenshot):
    """What makes a page a screenshot, and how many different photos are needed."""

    max_distance: int
    """Bits of the perceptual hash within which two pictures are one."""
    enough: int
    """With fewer different ones their number is another rule's matter."""


def run(case: Case, args: RealPhoto) -> Result:
    """A question for a screenshot, a page without any picture or a blank one; a remark for a repeat, if enough others are there."""
    photos = case.cast("photos").chosen
    if not photos:
        yield case.absent("photos")
        return
    kept = distinct(photos, args.max_distance)
    for photo, page in pictures(photos):
        if page.picture is None:
            yield _problem(photo, page, "drawn", Severity.REVIEW)
        elif is_blank(page):
            yield _problem(photo, page, "blank", Severity.REVIEW)
        elif len(signs_of(photo, page, args)) >= args.min_signs:
            yield _problem(photo, page, None, Severity.REVIEW)
        elif (photo, page) not in kept and len(kept) >= args.enough:
            first = original(photo, page, kept, args.max_distance)
            yield _problem(photo, page, "repeated", Severity.INFO, first)


def _problem(
    photo: Document, page: Page, variant: str | None, at_most: Severity, first: Document | None = None
) -> Problem:
    return Problem(
        documents=(photo.id,), evidence=(Evidence(photo.id, page.number),),
        values={"file": photo.path, "page": str(page.number), "other": first.path if first else ""}, found=unsaid(variant or "screen"), variant=variant, at_most=at_most,
    )  # fmt: skip


CHECK = Check(
    "real_photo", RealPhoto, run, fills=frozenset({"file", "page"}),
    variants={"drawn": frozenset(), "blank": frozenset(), "repeated": frozenset({"other"})},
)  # fmt: skip
