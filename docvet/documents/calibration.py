"""What a confidence is worth: an engine's own figure, bounded by how often such evidence was right on real documents.

A field falls into a class by the sort of its value and by what speaks for it; the class has a ceiling, measured and
kept in ``calibration.toml`` (which says how). A ceiling only lowers: a misread row is often read with great confidence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from docvet.documents.fields import field_type
from docvet.models import Doubt, Field, Source
from docvet.values.field_types import ValueType

_SORTS = {ValueType.CODE: "number", ValueType.DATE: "date", ValueType.LONG_TEXT: "text"}
"""By the type of the field; every other value is a ``phrase``: a name, a type, an amount, an address."""
_PROOFS = frozenset({"check_digit", "qr", "text_layer"})
_SECONDS = frozenset({"second_pass", "arithmetic", "repeated"})
_RISING = ("faint", "clear", "confirmed", "proven")
_CLEAR = 0.97
_KINDS = "kinds"
"""The section of ``calibration.toml`` that is of kinds, not of the fields of one."""
_ROWS = {"term": ("term_start", "term_end"), "credit_code": ("credit_code", "registration_number")}
"""Fields that a doubt about a row of the document concerns."""


def evidence_of(name: str, field: Field, doubted: bool) -> str:
    """The class of a field, ``sort, evidence``: the first of proven, doubted, confirmed, clear and faint that holds."""
    sort = _SORTS.get(field_type(name).type, "phrase")
    if field.witnesses & _PROOFS:
        return f"{sort}, proven"
    if doubted:
        return f"{sort}, doubted"
    if field.witnesses & _SECONDS:
        return f"{sort}, confirmed"
    return f"{sort}, {'clear' if field.confidence >= _CLEAR else 'faint'}"


def doubted_fields(doubts: Iterable[Doubt]) -> frozenset[str]:
    """The fields that these doubts concern."""
    return frozenset(name for doubt in doubts for name in _ROWS.get(doubt.field, (doubt.field,)))


def calibrated(kind: str, fields: Mapping[str, Field], doubts: Iterable[Doubt]) -> dict[str, Field]:
    """The fields, no surer than their class was right; kinds that were not measured stay as they are."""
    ceilings = _ceilings().get(kind)
    if ceilings is None:
        return dict(fields)
    unsure = doubted_fields(doubts)
    return {
        name: field
        if field.source == Source.TEXT_LAYER
        else replace(field, confidence=min(field.confidence, ceilings[evidence_of(name, field, name in unsure)]))
        for name, field in fields.items()
    }


def ceiling(right: int, seen: int) -> float:
    """The share that was right, drawn towards a half where little was seen (Laplace's rule of succession)."""
    return round((right + 1) / (seen + 2), 3)


def bounds(counts: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """The ceiling of every class, from (right, seen) of those that were met; evidence is worth at least what weaker is."""
    bounded: dict[str, float] = {}
    for sort in ("number", "date", "phrase", "text"):
        bounded[f"{sort}, doubted"] = ceiling(*counts.get(f"{sort}, doubted", (0, 0)))
        least = 0.0
        for evidence in _RISING:
            least = max(least, ceiling(*counts.get(f"{sort}, {evidence}", (0, 0))))
            bounded[f"{sort}, {evidence}"] = least
    return bounded


def kind_ceiling(confidence: float) -> float:
    """The ceiling of kinds that were recognised with this confidence: how often such kinds were the right ones."""
    bands = [least for least in _kinds() if confidence >= least]
    return _kinds()[max(bands)] if bands else 1.0


@lru_cache(maxsize=1)
def _kinds() -> Mapping[float, float]:
    """From the least confidence of a band to its ceiling; a surer band is worth at least what a less sure one is."""
    bounds: dict[float, float] = {}
    for least, row in sorted((float(least), row) for least, row in _stored()[_KINDS].items()):
        bounds[least] = max([ceiling(row["right"], row["seen"]), *bounds.values()])
    return bounds


@lru_cache(maxsize=1)
def _ceilings() -> Mapping[str, Mapping[str, float]]:
    return {
        kind: bounds({name: (row["right"], row["seen"]) for name, row in classes.items()})
        for kind, classes in _stored().items()
        if kind != _KINDS
    }


@lru_cache(maxsize=1)
def _stored() -> Mapping[str, Any]:
    return tomllib.loads(files("docvet.documents").joinpath("calibration.toml").read_text("utf-8"))
