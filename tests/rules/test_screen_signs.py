"""Two signs make a suspicion of a screenshot: what the file says, and the bars around what the screen shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Document, Line, Pass
from tests.rules import builders as b
from tests.rules.builders import judged, severities


def shown(*bars: tuple[str, float], screen: tuple[str, ...] = ()) -> Document:
    """The licence with lines of these texts at these heights added to it."""
    paper = b.licence(picture=replace(b.PICTURE, screen=screen))
    (page,) = paper.reading.pages
    lines = tuple(Line(text, (0.1, top, 0.3, top + 0.02), 0.98, "rapidocr") for text, top in bars)
    passes = tuple(Pass(item.effort, item.source, (*item.lines, *lines)) for item in page.passes)
    return replace(paper, reading=replace(paper.reading, pages=(replace(page, passes=passes),)))


@pytest.mark.parametrize(
    ("bars", "screen"),
    [
        ([("9:41", 0.01), ("文件预览", 0.06)], ()),
        ([("5G 87%", 0.01)], ("device_size",)),
        ([("按住 说话", 0.95)], ("device_size",)),
        ([], ("device_size", "no_dpi_png")),
    ],
)
def test_two_signs(bars: list[tuple[str, float]], screen: tuple[str, ...]) -> None:
    assert severities(judged(b.own_brand() | {"licence": [shown(*bars, screen=screen)]}), "DV-FILE-004") == ["review"]


@pytest.mark.parametrize(
    ("bars", "screen"),
    [
        ([], ("device_size",)),
        ([("9:41", 0.01)], ()),
        ([("返回", 0.5), ("9:41", 0.5)], ("no_dpi_png",)),
    ],
)
def test_one_sign_is_none(bars: list[tuple[str, float]], screen: tuple[str, ...]) -> None:
    assert severities(judged(b.own_brand() | {"licence": [shown(*bars, screen=screen)]}), "DV-FILE-004") == []
