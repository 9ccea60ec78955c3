"""Documents for tests, made of lines that are placed by hand: what a reading pass would have handed over."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.models import Code, Effort, Line, Page, Pass

WIDTH, HEIGHT = 1240, 1754
TYPE = 0.016
"""Height of ordinary type, as a part of the page's height."""

Placed = tuple[float, float, str] | tuple[float, float, str, float]
"""(left, top, text) or (left, top, text, height of type)."""


def line(
    left: float,
    top: float,
    text: str,
    height: float = TYPE,
    *,
    confidence: float = 0.97,
    source: str = "rapidocr",
) -> Line:
    """A line whose width follows from its type: a Chinese character is square."""
    letter = height * HEIGHT / WIDTH / 2
    width = letter * sum(2 if ord(char) > 0x2E80 else 1 for char in text)
    return Line(text, (left, top, min(left + width, 1.0), top + height), confidence, source)


def page(
    placed: Iterable[Placed], *, number: int = 1, jitter: float = 0.0, seed: int = 0, source: str = "rapidocr", confidence: float = 0.97,
    codes: Sequence[Code] = (),
) -> Page:  # fmt: skip
    """A page of placed lines; ``jitter`` moves each by up to so much, as a tilted photo does."""
    shake = random.Random(seed)
    lines = []
    for item in placed:
        left, top, text = item[:3]
        height = item[3] if len(item) > 3 else TYPE
        move = (shake.uniform(-jitter, jitter), shake.uniform(-jitter, jitter))
        lines.append(line(left + move[0], top + move[1], text, height, confidence=confidence, source=source))
    effort = Effort.FIRST
    return Page(number, WIDTH, HEIGHT, (Pass(effort, source, tuple(lines)),), codes=tuple(codes))


def text_of(*pages: Page | Iterable[Placed], **options: object) -> DocumentText:
    """A document of these pages (or of what stands on them)."""
    made = [item if isinstance(item, Page) else page(item, number=at, **options) for at, item in enumerate(pages, 1)]  # type: ignore[arg-type]
    return DocumentText([PageText(item, item.passes[-1]) for item in made])


def prose(
    text: str, *, left: float = 0.1, right: float = 0.9, top: float = 0.1, leading: float = 1.9, height: float = TYPE
) -> list[Placed]:
    """Text set in paragraphs (one a line of ``text``) that wrap at ``right``; an empty line is an empty row.

    Four spaces or more part two cells.
    """
    letter = height * HEIGHT / WIDTH / 2
    room = int((right - left) / letter)
    placed: list[Placed] = []
    for paragraph in text.strip("\n").split("\n"):
        for row in _wrapped(paragraph, room) or [""]:
            if row.strip():
                for cell in re.finditer(r"\S+(?: {1,3}\S+)*", row):
                    before = sum(2 if ord(char) > 0x2E80 else 1 for char in row[: cell.start()])
                    placed.append((left + before * letter, top, cell.group(), height))
            top += height * leading
    return placed


def spaced(text: str) -> str:
    """With a space between all characters, as wide print is read."""
    return " ".join(text)


def _wrapped(text: str, room: int) -> list[str]:
    rows, row, used = [], "", 0
    for token in _tokens(text):
        size = sum(2 if ord(char) > 0x2E80 else 1 for char in token)
        if row.strip() and used + size > room:
            rows.append(row)
            row, used = "", 0
            token = token.lstrip()
            size = sum(2 if ord(char) > 0x2E80 else 1 for char in token)
        row, used = row + token, used + size
    return [*rows, row] if row else rows


def _tokens(text: str) -> list[str]:
    """Chinese breaks anywhere, Latin between words."""
    tokens: list[str] = []
    for char in text:
        if (
            tokens
            and char.isascii()
            and not char.isspace()
            and tokens[-1][-1].isascii()
            and not tokens[-1][-1].isspace()
        ):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens
