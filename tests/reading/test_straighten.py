"""A page that the reader saw level is not measured."""

from __future__ import annotations

import numpy as np
import pytest

from docvet.models import Line
from docvet.reading import rows, straighten


def page_of(*leans: float | None, length: float = 0.6) -> list[Line]:
    """Rows of a square page, an even distance apart, as the reader saw them lean."""
    return [
        Line("样本贸易有限公司", (0.2, 0.1 * place, 0.2 + length, 0.1 * place + 0.03), 0.99, "rapidocr", lean)
        for place, lean in enumerate(leans)
    ]


@pytest.mark.parametrize(
    ("lines", "measured"),
    [
        (page_of(0.1, -0.3, 0.2, 0.0), False),
        (page_of(0.1, -0.3, 0.2, 1.2), True),  # one row leans, as at the far edge of a page seen from the side
        (page_of(0.1, -0.3, 0.2), True),  # too few
        (page_of(0.1, -0.3, 0.2, None), True),  # an engine that does not say
        (page_of(0.1, -0.3, 0.2, 0.0, length=0.15), True),  # too short to be sure of
    ],
)
def test_only_enough_long_and_level_rows_say_that_a_page_lies_level(
    monkeypatch: pytest.MonkeyPatch, lines: list[Line], measured: bool
) -> None:
    asked: list[object] = []

    def ink_of(*arguments: object) -> None:
        asked.append(arguments)

    monkeypatch.setattr(rows, "ink_of", ink_of)
    assert straighten.needed(np.full((1000, 1000, 3), 255, np.uint8), lines) is None
    assert bool(asked) == measured


def test_a_sheet_of_small_print_is_looked_for_even_if_its_rows_are_level(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(rows, "ink_of", lambda *arguments: asked.append(arguments))
    small = [Line("样本", (0.4, 0.1 * row, 0.5, 0.1 * row + 0.005), 0.99, "rapidocr", 0.0) for row in range(6)]
    straighten.needed(np.full((1000, 1000, 3), 255, np.uint8), small)
    assert asked
