"""Ways through the objects of a PDF that end, whatever a stranger made them lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from docvet.reading.hidden.finds import plain

_MOST = 20_000
"""Objects of one kind (annotations, form fields, names) that are looked at."""


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
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return plain(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


def entry(holder: Any, *keys: str) -> Any:
    """What lies under these keys, one in the other; None where it does not."""
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
    nodes: list[Any] = [tree]
    seen: set[int] = set()
    while nodes:
        node = nodes.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        if len(seen) > _MOST:
            raise OverflowError("name tree")
        names = array(node, "/Names")
        yield from zip(names[::2], names[1::2], strict=False)
        nodes += array(node, "/Kids")


def fields(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """All fields of the form."""
    nodes = array(root, "/AcroForm", "/Fields")
    seen: set[int] = set()
    while nodes:
        node = nodes.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        if len(seen) > _MOST:
            raise OverflowError("fields")
        yield node
        nodes += array(node, "/Kids")
