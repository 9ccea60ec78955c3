"""Documents on which something needed could not be read, and why."""

from __future__ import annotations

from docvet.models import Document, Evidence, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, join
from docvet.rules.checks import Check, Problem, Result
from docvet.rules.vocabulary import FIELD_TITLES


class UnreadFields(Args):
    """What counts as a poor picture."""

    min_dpi: float
    min_sharpness: float
    max_glare: float


def run(case: Case, args: UnreadFields) -> Result:
    """One problem for each document on which other checks missed a field."""
    for document in case.documents:
        names = list(dict.fromkeys(name for id_, name in case.unread if id_ == document.id))
        if not names:
            continue
        fault, page = _fault(document, args)
        fields = join([FIELD_TITLES.get(name, {"zh": name, "en": name}) for name in names])
        yield Problem(
            documents=(document.id,), evidence=(Evidence(document.id, page),), found=fault or "",
            values={"file": document.path, "fields": fields}, variant=fault, at_most=Severity.REVIEW,
        )  # fmt: skip


def _fault(document: Document, args: UnreadFields) -> tuple[str | None, int]:
    """The first fault of its pictures, and its page."""
    for page in document.pages:
        picture = page.picture
        if picture is None:
            continue
        if picture.sharpness < args.min_sharpness:
            return "blurred", page.number
        if picture.glare > args.max_glare:
            return "glare", page.number
        if picture.dpi is not None and picture.dpi < args.min_dpi:
            return "coarse", page.number
    return None, document.page_range[0]


CHECK = Check(
    "unread_fields", UnreadFields, run, fills=frozenset({"file", "fields"}), last=True,
    variants={"blurred": frozenset(), "glare": frozenset(), "coarse": frozenset()},
)  # fmt: skip
