"""What a document says in running text, for checks that look for words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docvet.models import Document
from docvet.values.text import simplified, squeezed


def full_text(document: Document) -> str:
    """All that its passes read, squeezed, in simplified characters and small letters; a line break stays one."""
    return "\n".join(dict.fromkeys(_plain(line) for line in _lines(document)))


def mentions(text: str, terms: Iterable[str]) -> bool:
    """One of the terms stands in what :func:`full_text` gave, on one line or over a line's end."""
    joined = text.replace("\n", "")
    return any((term := _plain(raw)) in text or term in joined for raw in terms)


def _lines(document: Document) -> Iterator[str]:
    for page in document.pages:
        for reading_pass in page.passes:
            yield from (line.text for line in reading_pass.lines)


def _plain(text: str) -> str:
    return simplified(squeezed(text)).casefold()
