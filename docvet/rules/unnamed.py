"""Individual traders without a trade name (无字号): they go by their operator's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from docvet.models import Document


def named_by_operator(documents: Sequence[Document], min_confidence: float) -> tuple[Document, ...]:
    """The documents; licences that surely show no name have their operator's in its place."""
    return tuple(_named(document, min_confidence) for document in documents)


def is_unnamed(licence: Document | None) -> bool:
    """The licence shows that the trader has no trade name."""
    return licence is not None and licence.value("unnamed") is True


def _named(document: Document, min_confidence: float) -> Document:
    blank, operator = document.fields.get("unnamed"), document.fields.get("representative")
    if blank is None or operator is None or not is_unnamed(document) or blank.confidence < min_confidence:
        return document
    return replace(document, fields=MappingProxyType({"name": operator, **document.fields}))
