"""Watermarks for another purpose, files that an image editor wrote, and print that was typed over."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from docvet.models import Document, Evidence, Line, Page, Severity
from docvet.rules.arguments import Args, Role
from docvet.rules.case import Case
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.text import simplified, squeezed

_QUOTED = 3
"""Lines of covered print that are quoted."""


class Tampering(Args):
    """Which documents; what watermarks say (``*`` stands for anything), and how editors call themselves.

    A watermark that names the platform is for this very purpose; a scan app's is only mentioned. Letters speak of their
    purpose in their own text, so ``edited_only`` documents are asked for editors alone.
    """

    papers: tuple[Role, ...]
    watermarks: tuple[str, ...]
    scan_apps: tuple[str, ...]
    own_platform: tuple[str, ...]
    editors: tuple[str, ...]
    edited_only: tuple[Role, ...] = ()


def run(case: Case, args: Tampering) -> Result:
    """A question for each such document, and for any with print under print; a remark for the stamp of a scan app."""
    for role in (*args.papers, *args.edited_only):
        for document in case.cast(role).chosen:
            maker = document.reading.producer
            if any(name in maker.casefold() for name in args.editors):
                yield _problem(document, document.page_range[0], None, maker, "edited", Severity.REVIEW)
            if role in args.papers:
                yield from _marks(document, args)
    for document in case.documents:
        yield from _typed_over(document)


def _typed_over(document: Document) -> Result:
    """The first page of the document where print was covered and other print set in its place."""
    for page in document.pages:
        if page.typed_over:
            under = " / ".join(line.text for line in page.typed_over[:_QUOTED])
            yield _problem(document, page.number, page.typed_over[0], under, "typed_over", Severity.REVIEW)
            return


def _marks(document: Document, args: Tampering) -> Result:
    seen: set[str] = set()
    for page, line in _outside_fields(document):
        text = simplified(squeezed(line.text))
        if any(app in text for app in args.scan_apps):
            kind, variant, at_most = "app", "scan_app", Severity.INFO
        elif any(fnmatchcase(text, f"*{mark}*") for mark in args.watermarks):
            if any(name.casefold() in text.casefold() for name in args.own_platform):
                continue
            kind, variant, at_most = "mark", None, Severity.REVIEW
        else:
            continue
        if kind not in seen:  # a watermark says the same all over the page
            seen.add(kind)
            yield _problem(document, page.number, line, line.text, variant, at_most)


def _outside_fields(document: Document) -> Iterator[tuple[Page, Line]]:
    """The lines that are no part of what the document itself states (经营范围 may say 仅供)."""
    stated = "\n".join(simplified(squeezed(f"{field.raw}\n{field.value}")) for field in document.fields.values())
    for page in document.pages:
        yield from ((page, line) for line in page.lines if simplified(squeezed(line.text)) not in stated)


def _problem(
    document: Document, page: int, line: Line | None, text: str, variant: str | None, at_most: Severity
) -> Problem:
    return Problem(
        documents=(document.id,), evidence=(Evidence(document.id, page, line.box if line else None, text),),
        values={"file": document.path, "text": text}, found=text, variant=variant, at_most=at_most,
    )  # fmt: skip


CHECK = Check(
    "tampering", Tampering, run, fills=frozenset({"file", "text"}),
    variants={"edited": frozenset(), "scan_app": frozenset(), "typed_over": frozenset()},
)  # fmt: skip
