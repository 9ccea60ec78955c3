"""One field from several readings of it: by evidence, never by the last writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from docvet.models import Effort, Field, Source
from docvet.values.text import squeezed

_STRONG = frozenset({"check_digit", "qr", "text_layer", "arithmetic"})
_DOUBT = 0.8
"""What is left of a confidence when two passes disagree."""
_MUCH_SURER = 0.15
"""By so much the cheaper pass must be surer for its value to stand against the costlier one's."""
_SAME_LONG_TEXT, _LONG = 97.0, 20
"""Percent of likeness at which texts of so many characters count as one: a misread character makes no other text."""
_AS_LONG = 0.95
"""Texts of nearly one length differ by misread characters, not by rows that one of them lacks."""


def merge(readings: Sequence[tuple[Effort, Mapping[str, Field]]]) -> dict[str, Field]:
    """Fields of one document from its passes in rising effort.

    Equal values confirm each other (witness ``second_pass``). Of two that differ, one that an
    independent witness backs wins; else the costlier pass, with less confidence.
    """
    merged: dict[str, Field] = {}
    for effort, fields in readings:
        for name, field in fields.items():
            seen = settled(field, effort)
            merged[name] = _both(merged[name], seen) if name in merged else seen
    return merged


def settled(field: Field, effort: Effort) -> Field:
    """Only a text layer or the full-size pass can claim to have seen a text whole."""
    if field.whole and effort < Effort.FULL and field.source != Source.TEXT_LAYER:
        return replace(field, whole=False)
    return field


def _both(first: Field, second: Field) -> Field:
    """In this order: equal values confirm each other; a proven one wins; of long texts and lists the fuller one; else the later."""
    if _same(first.value, second.value):
        best = second if second.confidence >= first.confidence or second.whole else first
        return replace(
            best,
            confidence=max(first.confidence, second.confidence),
            witnesses=first.witnesses | second.witnesses | {"second_pass"},
            whole=first.whole or second.whole,
        )
    first_strong, second_strong = bool(first.witnesses & _STRONG), bool(second.witnesses & _STRONG)
    if first_strong != second_strong:
        return first if first_strong else second
    if _are_long_texts(first.value, second.value):
        return _longer_text(first, second)
    if isinstance(first.value, list) and isinstance(second.value, list) and len(first.value) > len(second.value):
        seen_less = all(item in first.value for item in second.value)
        return first if seen_less else _contested(first)
    return _contested(first if first.confidence > second.confidence + _MUCH_SURER else second)


def _contested(field: Field) -> Field:
    """The field that won, less sure since the other pass read something else."""
    return replace(field, confidence=round(field.confidence * _DOUBT, 4))


def _are_long_texts(one: Any, other: Any) -> bool:
    return isinstance(one, str) and isinstance(other, str) and min(len(one), len(other)) >= _LONG


def _longer_text(first: Field, second: Field) -> Field:
    """Of two readings of a long text: the one that was seen whole, else the one that saw more."""
    if first.whole != second.whole:
        return first if first.whole else second
    longer, shorter = sorted((first, second), key=lambda field: len(field.value), reverse=True)
    if len(shorter.value) >= _AS_LONG * len(longer.value):
        longer = max(second, first, key=lambda field: field.confidence)
    alike = fuzz.partial_ratio(shorter.value, longer.value) >= _SAME_LONG_TEXT
    return longer if alike else _contested(longer)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        if _are_long_texts(one, other):
            return fuzz.ratio(squeezed(one), squeezed(other)) >= _SAME_LONG_TEXT
        return squeezed(one) == squeezed(other)
    return bool(one == other)
