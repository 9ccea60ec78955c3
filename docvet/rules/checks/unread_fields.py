"""Documents on which something needed could not be read, and why."""

from __future__ import annotations

from docvet.models import Document, Evidence, Page, Picture, Severity, Source
from docvet.rules.arguments import Args
from docvet.rules.case import Case, join
from docvet.rules.checks import Check
from docvet.rules.facts import unsaid
from docvet.rules.problems import Problem, Result
from docvet.rules.vocabulary import FIELD_TITLES


class UnreadFields(Args):
    """What counts as a poor picture."""

    min_dpi: float
    min_text_height: float
    """Pixels of a line."""
    min_sharpness: float
    max_glare: float
    max_shadow: float
    max_grid: float


def run(case: Case, args: UnreadFields) -> Result:
    """One problem for each document on which other checks missed a field."""
    for document in case.documents:
        names = list(dict.fromkeys(name for id_, name in case.unread if id_ == document.id))
        if not names:
            continue
        cause, page = _cause(document, args)
        fields = join([FIELD_TITLES.get(name, {"zh": name, "en": name}) for name in names])
        yield Problem(
            documents=(document.id,), evidence=(Evidence(document.id, page),), found=unsaid(cause or ""),
            values={"file": document.path, "fields": fields}, variant=cause, at_most=Severity.REVIEW,
        )  # fmt: skip


def _cause(document: Document, args: UnreadFields) -> tuple[str | None, int]:
    """What is wrong with its pictures, the plainest cause first, and on which page."""
    for page in document.pages:
        if page.picture is not None and not _is_typed(page) and (cause := _of(page.picture, args)):
            return cause, page.number
    return None, document.page_range[0]


def _is_typed(page: Page) -> bool:
    """Most of its print is a text layer, which no picture makes illegible: the picture is a seal or a logo on it."""
    typed = sum(line.source == Source.TEXT_LAYER for line in page.lines)
    return typed > len(page.lines) / 2


def _of(picture: Picture, args: UnreadFields) -> str | None:
    causes = {
        "screen": picture.grid > args.max_grid,
        "coarse": picture.dpi is not None and picture.dpi < args.min_dpi,
        "small": picture.text_height is not None and picture.text_height < args.min_text_height,
        "blurred": picture.sharpness < args.min_sharpness,
        "cut": bool(picture.cut),
        "glare": picture.glare > args.max_glare,
        "shadow": picture.shadow > args.max_shadow,
    }
    return next((cause for cause, applies in causes.items() if applies), None)


CHECK = Check(
    "unread_fields", UnreadFields, run, fills=frozenset({"file", "fields"}), last=True,
    variants=dict.fromkeys(("screen", "coarse", "small", "blurred", "cut", "glare", "shadow"), frozenset()),
)  # fmt: skip
