"""What a PDF shows on paper and on no screen: notes and layers for printing only."""

from __future__ import annotations

from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject

from docvet.models import Hidden, HiddenKind
from docvet.reading.hidden.finds import Finds
from docvet.reading.hidden.tree import array, entry, notes, text

_HIDDEN, _PRINTED, _NOT_SEEN = 2, 4, 32
"""Flags of an annotation."""


def search(reader: pypdf.PdfReader, root: DictionaryObject) -> list[Hidden]:
    """All of it, without regard to whether it covers anything."""
    finds = Finds()
    for number, note in notes(reader):
        flags = entry(note, "/F")
        seen_nowhere = isinstance(flags, int) and flags & (_HIDDEN | _PRINTED | _NOT_SEEN) == _PRINTED | _NOT_SEEN
        if seen_nowhere and entry(note, "/AP", "/N") is not None:
            finds.add(HiddenKind.ON_PAPER, page=number)
    layers = entry(root, "/OCProperties")
    for_printing = _for_printing(layers)
    off = _keys(array(layers, "/D", "/OFF"))
    for layer in array(layers, "/OCGs"):
        shown = entry(layer, "/Usage", "/View", "/ViewState") != "/OFF" and _key(layer) not in off
        if _key(layer) in for_printing and entry(layer, "/Usage", "/Print", "/PrintState") == "/ON" and not shown:
            finds.add(HiddenKind.ON_PAPER, text(entry(layer, "/Name")))
    return finds.hidden()


def _for_printing(layers: Any) -> set[Any]:
    """The layers whose state printing decides."""
    found: set[Any] = set()
    for rule in array(layers, "/D", "/AS"):
        if entry(rule, "/Event") == "/Print":
            found |= _keys(array(rule, "/OCGs"))
    return found


def _keys(layers: list[Any]) -> set[Any]:
    return set(map(_key, layers))


def _key(layer: Any) -> Any:
    return (layer.idnum, layer.generation) if isinstance(layer, IndirectObject) else id(layer)
