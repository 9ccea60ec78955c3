"""Page numbers as people write them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from docvet.models import LocalizedText

_RUNS = 8
"""Runs of pages that are named."""


def runs(pages: Iterable[int]) -> str:
    """Page numbers, neighbours as one run: ``1, 4–9``."""
    ranges: list[list[int]] = []
    for page in sorted(pages):
        if ranges and page == ranges[-1][-1] + 1:
            ranges[-1][1:] = [page]
        else:
            ranges.append([page])
    return ", ".join("–".join(map(str, run)) for run in ranges[:_RUNS]) + (" …" if len(ranges) > _RUNS else "")


def pages_named(pages: Collection[int]) -> LocalizedText:
    """``第 1, 4–9 页``, ``pages 1, 4–9``."""
    return {"zh": f"第 {runs(pages)} 页", "en": f"{'page' if len(pages) == 1 else 'pages'} {runs(pages)}"}
