"""Where fields stand: extraction works on flat pages, everybody else on the upright originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from docvet.models import Box, Field, Page, Straightening

_DECIMALS = 3
"""Of a place inside a value: a pixel or two, by which two looks at one seal differ."""


def outlined(box: Box) -> list[float]:
    """A box as values hold it."""
    return [round(edge, _DECIMALS) for edge in box]


def on_upright(fields: Mapping[str, Field], pages: Sequence[Page]) -> dict[str, Field]:
    """The fields with their boxes, and those inside their values (seals), on the upright originals of ``pages``."""
    flat = {page.number: page.straightening for page in pages if page.straightening is not None}
    return {name: _moved(field, flat) for name, field in fields.items()} if flat else dict(fields)


def _moved(field: Field, flat: Mapping[int, Straightening]) -> Field:
    value = [_entry(item, flat) for item in field.value] if isinstance(field.value, list) else field.value
    how = flat.get(field.page)
    box = how.back(field.box) if how is not None and field.box is not None else field.box
    return replace(field, value=value, box=box)


def _entry(item: Any, flat: Mapping[int, Straightening]) -> Any:
    if not (isinstance(item, dict) and "box" in item and item.get("page") in flat):
        return item
    return {**item, "box": outlined(flat[item["page"]].back(tuple(item["box"])))}
