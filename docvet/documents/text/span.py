"""A piece of text on a page, with where and how surely it was read: what a field has for evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docvet.models import Box, Field, Line, Source, union


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text put together from one or more lines of one page."""

    text: str
    page: int
    box: Box
    confidence: float
    """The lowest confidence of its lines."""
    source: str
    lines: tuple[Line, ...] = ()

    def field(self, value: Any, *, witnesses: Iterable[str] = (), confidence: float = 1.0, **more: Any) -> Field:
        """A field with this span as its evidence; ``confidence`` can only lower the reading's own."""
        seen = frozenset(witnesses)
        if self.source == Source.TEXT_LAYER:
            seen |= {"text_layer"}
        return Field(
            value=value, raw=self.text, confidence=min(self.confidence, confidence), page=self.page,
            box=self.box, source=self.source, witnesses=seen, **more,
        )  # fmt: skip


def span(page: int, lines: Sequence[Line], text: str | None = None) -> Span:
    """The lines as one span; ``text`` replaces their joined text."""
    return Span(
        text="".join(line.text for line in lines) if text is None else text,
        page=page,
        box=union(line.box for line in lines),
        confidence=min(line.confidence for line in lines),
        source=lines[0].source,
        lines=tuple(lines),
    )
