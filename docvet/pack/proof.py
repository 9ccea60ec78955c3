"""Is a compressed document still legible? It is read again, and says the same."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz

from docvet.documents import build, until_sure
from docvet.models import Document, File, Reading
from docvet.reading.pool import Readers

_SURE = 0.85
"""Fields and lines read with less confidence before say nothing about the copy."""
_NO_WORSE = 0.95
"""Part of the characters that were read surely that must be read so again."""
_LONG, _LIKE = 30, 98.0
"""Characters from which a text may differ a little, and the likeness in percent that it must keep."""
_MEASURES = frozenset({"width", "height", "sharpness"})
"""Fields that follow the pixels, not what the document says."""


def lost(before: Sequence[Document], copy: File, readers: Readers) -> tuple[frozenset[str], int]:
    """What the copy of these documents no longer tells (fields, ``text``, ``pages``), and how many values it does tell.

    It is read as a scan would read it: a first look, then closer ones where a field is in doubt.
    """
    declared = {copy.path: before[0].kind}
    readings, after = until_sure(readers.read([copy]), lambda seen: build(seen, declared), readers.look_again)
    gone = {name for document in before for name in _gone(document, after)}
    if sum(len(reading.pages) for reading in readings) < sum(len(document.pages) for document in before):
        gone.add("pages")
    originals = {document.path: document.reading for document in before}.values()
    if _surely_read(readings) < _NO_WORSE * _surely_read(originals, before):
        gone.add("text")
    return frozenset(gone), sum(len(_telling(document)) for document in before) - len(gone)


def _telling(document: Document) -> dict[str, Any]:
    return {
        name: field.value
        for name, field in document.fields.items()
        if field.confidence >= _SURE and name not in _MEASURES
    }


def _gone(document: Document, after: Sequence[Document]) -> Iterable[str]:
    alike = [other for other in after if other.kind == document.kind]
    for name, value in _telling(document).items():
        if not any(_same(value, other.value(name)) for other in alike):
            yield name


def _same(before: Any, after: Any) -> bool:
    if after is None:
        return False
    if isinstance(before, list | tuple):
        return isinstance(after, list | tuple) and not _counted(before) - _counted(after)
    if isinstance(before, str) and len(before) >= _LONG:
        return fuzz.ratio(_plain(before), _plain(str(after))) >= _LIKE
    return _plain(str(before)) == _plain(str(after))


def _counted(values: Sequence[Any]) -> Counter[str]:
    """Seals by shape and owner; where exactly they stand may move by a pixel."""
    return Counter(
        f"{value.get('shape')} {value.get('owner')}" if isinstance(value, dict) else _plain(str(value))
        for value in values
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _surely_read(readings: Iterable[Reading], of: Sequence[Document] | None = None) -> float:
    """Characters that the first look read surely, on the pages of these documents or on all."""
    wanted = (
        None if of is None else {(d.path, page) for d in of for page in range(d.page_range[0], d.page_range[1] + 1)}
    )
    return sum(
        sum(len(line.text) for line in page.passes[0].lines if line.confidence >= _SURE)
        for reading in readings
        for page in reading.pages
        if page.passes and (wanted is None or (reading.file.path, page.number) in wanted)
    )
