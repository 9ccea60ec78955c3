"""Ways through the objects of a PDF that end, whatever a stranger made them lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from docvet.reading.hidden.finds import plain

_MOST = 20_000
"""Objects of one kind (annotations, form fields, names, bookmarks) that are looked at."""


def opened(stream: Any) -> pypdf.PdfReader:
    """The structure of a PDF, decrypted where it needs no password.

    Raises:
        Exception: whatever its structure makes pypdf raise.
    """
    reader = pypdf.PdfReader(stream, strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    reader.resolved_objects.clear()  # tables of older states lie there under numbers that now are something else's
    return reader


def text(value: Any) -> str:
    """A text of the file as one line of ordinary characters."""
    value = entry(value)
    return plain(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


def entry(holder: Any, *keys: str) -> Any:
    """What lies under these keys, one in the other; None where it does not. Without keys, what is referred to."""
    for key in keys:
        holder = holder.get_object() if isinstance(holder, IndirectObject) else holder
        if not isinstance(holder, DictionaryObject) or key not in holder:
            return None
        holder = holder[key]
    return holder.get_object() if isinstance(holder, IndirectObject) else holder


def array(holder: Any, *keys: str) -> list[Any]:
    """The array under these keys; of anything else nothing."""
    value = entry(holder, *keys)
    if not isinstance(value, ArrayObject):
        return []
    if len(value) > _MOST:
        raise OverflowError("array")
    return list(value)


def notes(reader: pypdf.PdfReader) -> Iterator[tuple[int, DictionaryObject]]:
    """Each annotation with the number of its page."""
    left = _MOST
    for number, page in enumerate(reader.pages, 1):
        for item in array(page, "/Annots"):
            left -= 1
            if left < 0:
                raise OverflowError("notes")
            if isinstance(note := item.get_object(), DictionaryObject):
                yield number, note


def leaves(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Name and value of all entries of a name tree."""
    for node in _reached([tree], _kids):
        names = array(node, "/Names")
        yield from zip(names[::2], names[1::2], strict=False)


def fields(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """All fields of the form."""
    return _reached(array(root, "/AcroForm", "/Fields"), _kids)


def bookmarks(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """All bookmarks."""
    return _reached([entry(root, "/Outlines", "/First")], lambda node: [entry(node, "/Next"), entry(node, "/First")])


def _kids(node: DictionaryObject) -> list[Any]:
    return array(node, "/Kids")


def _reached(nodes: list[Any], onward: Callable[[DictionaryObject], list[Any]]) -> Iterator[DictionaryObject]:
    """Each dictionary that these, and those that they lead to, hold; once."""
    seen: set[int] = set()
    while nodes:
        node = entry(nodes.pop())
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        if len(seen) > _MOST:
            raise OverflowError("tree")
        yield node
        nodes += onward(node)
