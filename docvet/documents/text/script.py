"""Values in the document's own characters: 乾坤 stays 乾坤, 港瀾國際 stays 港瀾國際.

Labels and values are found in text folded to simplified characters. Folding is for comparison only, so what was folded
inside a value is put back from the lines that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from docvet.models import Box, Field, Page
from docvet.values.text import simplified, squeezed

_SHORTEST = 2
"""Characters around a folded one that a value must share with its line."""


def in_own_script(fields: Mapping[str, Field], pages: Sequence[Page]) -> dict[str, Field]:
    """The fields with the characters that their lines bear; boxes are those of the flat page."""
    folded = {page.number: list(_folded_lines(page)) for page in pages}
    if not any(folded.values()):
        return dict(fields)
    return {name: _restored(field, folded.get(field.page, [])) for name, field in fields.items()}


def _folded_lines(page: Page) -> Iterator[tuple[Box, str, str]]:
    """(box, folded, own) of the lines that folding changes, the latest reading first."""
    for reading_pass in reversed(page.passes):
        for line in reading_pass.lines:
            own = squeezed(line.text)
            if not own.isascii() and (plain := squeezed(simplified(own))) != own and len(plain) == len(own):
                yield line.box, plain, own


def _restored(field: Field, lines: Sequence[tuple[Box, str, str]]) -> Field:
    near = [(plain, own) for box, plain, own in lines if field.box is None or _touch(box, field.box)]
    if not near or not isinstance(field.value, str | list):
        return field
    return replace(field, value=_in_value(field.value, near), raw=_in_text(field.raw, near))


def _in_value(value: Any, lines: Sequence[tuple[str, str]]) -> Any:
    if isinstance(value, str):
        return _in_text(value, lines)
    return [_in_text(item, lines) if isinstance(item, str) else item for item in value]


def _in_text(text: str, lines: Sequence[tuple[str, str]]) -> str:
    if text.isascii():
        return text
    characters, done = list(text), set[int]()
    for plain, own in lines:
        changed = {at for at, (one, other) in enumerate(zip(plain, own, strict=True)) if one != other}
        for block in SequenceMatcher(None, text, plain, autojunk=False).get_matching_blocks():
            if block.size < min(_SHORTEST, len(text)):
                continue
            for step in range(block.size):
                if block.b + step in changed and block.a + step not in done:
                    characters[block.a + step] = own[block.b + step]
            done.update(range(block.a, block.a + block.size))
    return "".join(characters)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
