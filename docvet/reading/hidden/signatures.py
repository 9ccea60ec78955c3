"""What a PDF became after it was signed.

Each saving appends to the file: its beginning is the file as it was signed. The pages of one such state are compared with
those of the next, object by object, where the file keeps another version of one. Whether a signature itself is sound (its
certificate, its hash) is not checked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, BinaryIO

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from docvet.models import Hidden, HiddenKind
from docvet.reading.hidden import Prefix
from docvet.reading.hidden.tree import array, entry, fields, opened

_MOST, _SIGNATURES = 50_000, 50
"""Objects that are compared, and signatures."""
_AFTER = re.compile(rb"[\0\t\n\f\r ]*")
_HEX = re.compile(rb"<?[0-9A-Fa-f\s\0]*>?")
_ASIDE = frozenset(
    {"/Parent", "/P", "/Annots", "/LastModified", "/PieceInfo", "/Metadata", "/StructParents", "/Tabs", "/AF"}
)
"""Of a page: what is looked at apart, and what shows nothing."""
_NOT_SHOWN = frozenset(
    {"/Parent", "/P", "/M", "/NM", "/F", "/StructParent", "/Lock", "/SV", "/TU", "/TM", "/Popup", "/IRT"}
)
"""The same of an annotation."""
_FREE, _FILL = 3, 2
"""What a certified file permits: forms and notes; forms only (1: nothing)."""


class _Change(IntEnum):
    NOTHING = 0
    FORM = 1
    NOTES = 2
    PAGES = 3


@dataclass(frozen=True, slots=True)
class _Signature:
    end: int
    """Where the part of the file that it covers ends."""
    whole: bool
    """It covers all of it but its own contents."""
    permits: int


def changes(reader: pypdf.PdfReader, stream: BinaryIO) -> list[Hidden]:
    """What happened after each signature of the file."""
    size = stream.seek(0, 2)
    signed = sorted(_signatures(reader, stream, size), key=lambda each: each.end)
    hidden: list[Hidden] = []
    if partly := sum(not each.whole for each in signed):
        hidden.append(Hidden(HiddenKind.PARTLY_SIGNED, partly))
    signed = [each for each in signed if each.whole]
    if not signed:
        return hidden
    ends = {each.end for each in signed}
    states = sorted(ends | {size})
    permitted, filled = _FREE, 0
    changed: set[int] = set()
    before = _state(stream, states[0]) if len(states) > 1 else reader
    for start, end in itertools.pairwise(states):
        after = reader if end == size else _state(stream, end)
        permitted = min([permitted, *(each.permits for each in signed if each.end <= start)])
        change, pages = _compared(before, after)
        allowed = {_Change.FORM: _FILL, _Change.NOTES: _FREE}.get(change)
        if change and (end not in ends or allowed is None or permitted < allowed):
            changed |= pages
        elif change:
            filled += 1
        before = after
    if changed:
        hidden.append(Hidden(HiddenKind.CHANGED, 1, (), tuple(sorted(changed))))
    elif filled:
        hidden.append(Hidden(HiddenKind.FILLED, filled))
    elif states[-1] not in ends:
        hidden.append(Hidden(HiddenKind.SAVED))
    return hidden


def _state(stream: BinaryIO, size: int) -> pypdf.PdfReader:
    """The file as it was when it had so many bytes."""
    return opened(Prefix(stream, size))


def _signatures(reader: pypdf.PdfReader, stream: BinaryIO, size: int) -> Iterator[_Signature]:
    count = 0
    for each in fields(reader.root_object):
        value = entry(each, "/V")
        if not isinstance(value, DictionaryObject) or "/ByteRange" not in value:
            continue
        if (count := count + 1) > _SIGNATURES:
            raise OverflowError("signatures")
        bounds = [int(number.get_object()) for number in array(value, "/ByteRange")]
        permits = _FREE
        for reference in array(value, "/Reference"):
            if entry(reference, "/TransformMethod") == "/DocMDP":
                level = entry(reference, "/TransformParams", "/P")
                permits = level if isinstance(level, int) and 1 <= level <= _FREE else _FILL
        yield _Signature(*_covered(stream, size, bounds), permits)


def _covered(stream: BinaryIO, size: int, bounds: list[int]) -> tuple[int, bool]:
    if len(bounds) != 4 or bounds[0] != 0 or min(bounds) < 0 or not bounds[1] < bounds[2] <= sum(bounds[2:]) <= size:
        return size, False
    end = sum(bounds[2:])
    stream.seek(bounds[1])
    hole = _HEX.fullmatch(stream.read(bounds[2] - bounds[1]).strip())
    stream.seek(end)
    rest = stream.read(64)  # a line end after the last mark was not signed, and says nothing
    if len(rest) < 64 and _AFTER.fullmatch(rest):
        end = size
    return end, hole is not None


def _compared(before: pypdf.PdfReader, after: pypdf.PdfReader) -> tuple[_Change, set[int]]:
    """The gravest change between two states, and the pages that have it: none only without a change."""
    old, new = list(before.pages), list(after.pages)
    comparison = _Comparison(before, after)
    if len(old) != len(new):
        shorter = min(len(old), len(new))
        return _Change.PAGES, set(range(shorter + 1, len(new) + 1)) or {shorter}
    gravest = _Change.NOTHING
    where: set[int] = set()
    for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
        change = comparison.page(one, other)
        if change > gravest:
            where = set()
        gravest = max(gravest, change)
        if change is gravest and change:
            where.add(number)
    return gravest, where


class _Comparison:
    """Two states of a file, compared from the same place in both."""

    def __init__(self, before: pypdf.PdfReader, after: pypdf.PdfReader) -> None:
        self._before, self._after = before, after
        self._same: dict[tuple[Any, Any], bool] = {}
        self._left = _MOST

    def page(self, old: DictionaryObject, new: DictionaryObject) -> _Change:
        """What became of a page."""
        if not self._equal_parts(old, new, _ASIDE):
            return _Change.PAGES
        return self._annotations(_notes(old), _notes(new))

    def _annotations(self, old: list[Any], new: list[Any]) -> _Change:
        gravest = _Change.NOTHING
        for place, note in enumerate(new):
            counterpart = _counterpart(note, place, old)
            value = note.get_object()
            if not isinstance(value, DictionaryObject):
                continue
            if counterpart is None:
                change = _Change.NOTHING if _is_signature(value) else _weight(value)
            elif self._equal(counterpart, note, _NOT_SHOWN):
                change = _Change.NOTHING
            else:
                before = counterpart.get_object()
                newly_signed = _is_signature(value) and isinstance(before, DictionaryObject) and "/V" not in before
                change = _Change.NOTHING if newly_signed else _Change.PAGES if _is_signature(value) else _weight(value)
            gravest = max(gravest, change)
        return max(gravest, _Change.NOTES) if len(new) < len(old) else gravest

    def _equal(self, old: Any, new: Any, aside: frozenset[str] = frozenset()) -> bool:
        if isinstance(old, IndirectObject) and isinstance(new, IndirectObject):
            key = (old.idnum, old.generation), (new.idnum, new.generation)
            if key in self._same:
                return self._same[key]
            self._left -= 1
            if self._left < 0:
                raise OverflowError("objects")
            self._same[key] = True  # a circle is equal if the rest of it is
            self._same[key] = self._equal(old.get_object(), new.get_object(), aside)
            return self._same[key]
        old, new = entry(old), entry(new)
        if isinstance(old, DictionaryObject) and isinstance(new, DictionaryObject):
            if isinstance(old, StreamObject) != isinstance(new, StreamObject):
                return False
            if isinstance(old, StreamObject) and old._data != new._data:  # type: ignore[attr-defined]
                return False
            if old.get("/Type") == new.get("/Type") == "/Page":
                return True  # where a link leads; pages are compared one by one
            return self._equal_parts(old, new, aside)
        if isinstance(old, ArrayObject) and isinstance(new, ArrayObject):
            return len(old) == len(new) and all(
                self._equal(*pair) for pair in zip(list.__iter__(old), list.__iter__(new), strict=True)
            )
        if isinstance(old, (TextStringObject, ByteStringObject)) and isinstance(
            new, (TextStringObject, ByteStringObject)
        ):
            return old.original_bytes == new.original_bytes
        return bool(old == new)

    def _equal_parts(self, old: DictionaryObject, new: DictionaryObject, aside: frozenset[str]) -> bool:
        aside = aside | {"/Parent"}
        if (old.keys() - aside) != (new.keys() - aside):
            return False
        return all(self._equal(old.raw_get(key), new.raw_get(key)) for key in old.keys() - aside)


def _notes(page: DictionaryObject) -> list[Any]:
    notes = entry(page, "/Annots")
    return list(list.__iter__(notes)) if isinstance(notes, ArrayObject) else []


def _counterpart(note: Any, place: int, old: list[Any]) -> Any:
    """The same annotation in the state before: by its number, else by its place."""
    if isinstance(note, IndirectObject):
        return next((each for each in old if isinstance(each, IndirectObject) and each.idnum == note.idnum), None)
    return old[place] if place < len(old) and not isinstance(old[place], IndirectObject) else None


def _kind_of_field(note: DictionaryObject) -> str:
    for _ in range(20):
        if "/FT" in note:
            return str(note["/FT"])
        parent = entry(note, "/Parent")
        if not isinstance(parent, DictionaryObject):
            return ""
        note = parent
    return ""


def _is_signature(note: DictionaryObject) -> bool:
    return note.get("/Subtype") == "/Widget" and _kind_of_field(note) == "/Sig"


def _weight(note: DictionaryObject) -> _Change:
    """What it means that this annotation is new or different; a link shows nothing."""
    if note.get("/Subtype") == "/Link":
        return _Change.NOTHING
    return _Change.FORM if note.get("/Subtype") == "/Widget" else _Change.NOTES
