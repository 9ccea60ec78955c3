"""Marks of another purpose, files that an image editor or an AI wrote, and print that was typed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase, translate

from rapidfuzz import fuzz

from docvet.models import Document, Evidence, Line, Page, Severity
from docvet.rules.arguments import Args, Role
from docvet.rules.case import Case
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.text import simplified, squeezed

_QUOTED = 3
"""Lines of covered print that are quoted."""
_SHORT = 40
"""Characters of a line that is nothing but a mark; running text may speak of AI."""
_FORBIDS = re.compile(r"(?:不得|不可|不能|不允许|禁止|严禁|杜绝|并非|没有|[不未非无]|\bnot?)[^,。;]{0,12}$")
"""What stands before the word where a sentence forbids or denies AI (不得使用AI生成的图片)."""
_LISTS = ("scope", "goods")
"""Fields that name trades and goods, which may have to do with AI."""
_SAME_MARK = 75
"""How alike two tiles of one mark are (fuzz.partial_ratio)."""


class Tampering(Args):
    """Which documents; what watermarks say (``*`` stands for anything), and how editors call themselves.

    A watermark that names the platform is for this very purpose, also where a letter of the name was lost; a scan app's is
    only mentioned. Letters speak of their purpose in their own text, so ``edited_only`` documents are asked for editors
    alone. What an AI made says so on any document.
    """

    papers: tuple[Role, ...]
    watermarks: tuple[str, ...]
    scan_apps: tuple[str, ...]
    own_platform: tuple[str, ...]
    name_likeness: float
    """How much of the platform's name must stand there."""
    ai_marks: tuple[str, ...]
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
        yield from _made_by_ai(document, args)


def _made_by_ai(document: Document, args: Tampering) -> Result:
    """The first mark that says so, in the file's own words or on a page; the law asks for both in China."""
    if any(fnmatchcase(_plain(document.reading.producer), f"*{_plain(mark)}*") for mark in args.ai_marks):
        yield _problem(
            document, document.page_range[0], None, document.reading.producer, "ai_generated", Severity.REVIEW
        )
        return
    named = "\n".join(_plain(f"{field.raw}\n{field.value}") for field in map(document.fields.get, _LISTS) if field)
    for page in document.pages:
        for line in page.lines:
            text = _plain(line.text)
            if text in named or text.endswith("公司"):
                continue
            if len(text) <= _SHORT and any(_says(text, _plain(mark)) for mark in args.ai_marks):
                yield _problem(document, page.number, line, line.text, "ai_generated", Severity.REVIEW)
                return


def _says(text: str, mark: str) -> bool:
    found = re.search(translate(f"{mark}*"), text)
    return found is not None and not _FORBIDS.search(text[: found.start()])


def _typed_over(document: Document) -> Result:
    """The first page of the document where print was covered, by other print in its place or by a picture or note."""
    for page in document.pages:
        if page.typed_over:
            under = " / ".join(line.text for line in page.typed_over[:_QUOTED])
            yield _problem(document, page.number, page.typed_over[0], under, "typed_over", Severity.REVIEW)
            return
        if page.hidden:
            under = " / ".join(line.text for line in page.hidden[:_QUOTED])
            yield _problem(document, page.number, page.hidden[0], under, "covered", Severity.REVIEW)
            return


def _marks(document: Document, args: Tampering) -> Result:
    marks = [
        (page, line, text) for page, line in _outside_fields(document) if (text := simplified(squeezed(line.text)))
    ]
    apps = [(page, line) for page, line, text in marks if any(app in text for app in args.scan_apps)]
    purposes = [item for item in marks if any(fnmatchcase(item[2], f"*{mark}*") for mark in args.watermarks)]
    ours = [text for _, _, text in purposes if _names_platform(text, args)]
    others = [
        (page, line)
        for page, line, text in purposes
        if (page, line) not in apps
        and not _names_platform(text, args)
        and not any(_same_mark(text, own) for own in ours)
    ]
    # A watermark says the same all over the page: the first stands for all.
    for page, line in others[:1]:
        yield _problem(document, page.number, line, line.text, None, Severity.REVIEW)
    for page, line in apps[:1]:
        yield _problem(document, page.number, line, line.text, "scan_app", Severity.INFO)


def _names_platform(text: str, args: Tampering) -> bool:
    """OCR loses a letter of slanted and pale print now and then; a Chinese name has too few to lose one."""
    plain = text.casefold()
    for name in map(str.casefold, args.own_platform):
        if name in plain or (name.isascii() and fuzz.partial_ratio(name, plain) >= args.name_likeness * 100):
            return True
    return False


def _same_mark(text: str, other: str) -> bool:
    """Two tiles of one mark, one of them cut or misread."""
    return fuzz.partial_ratio(text, other) >= _SAME_MARK


def _outside_fields(document: Document) -> Iterator[tuple[Page, Line]]:
    """The lines that are no part of what the document itself states (经营范围 may say 仅供), and what stamps say."""
    stated = "\n".join(
        simplified(squeezed(f"{field.raw}\n{field.value}"))
        for name, field in document.fields.items()
        if name != "seals"
    )
    for page in document.pages:
        yield from ((page, line) for line in page.lines if simplified(squeezed(line.text)) not in stated)
        for seal in page.seals:
            if seal.text:
                yield page, Line(seal.text, seal.box, seal.confidence, "seal")


def _plain(text: str) -> str:
    return simplified(squeezed(text)).casefold()


def _problem(
    document: Document, page: int, line: Line | None, text: str, variant: str | None, at_most: Severity
) -> Problem:
    return Problem(
        documents=(document.id,), evidence=(Evidence(document.id, page, line.box if line else None, text),),
        values={"file": document.path, "text": text}, found=text, variant=variant, at_most=at_most,
    )  # fmt: skip


CHECK = Check(
    "tampering", Tampering, run, fills=frozenset({"file", "text"}),
    variants={"edited": frozenset(), "scan_app": frozenset(), "typed_over": frozenset(), "covered": frozenset(), "ai_generated": frozenset()},
)  # fmt: skip
