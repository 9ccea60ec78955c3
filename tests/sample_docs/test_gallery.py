"""Papers of every kind: drawn, marked as samples, and true to what they claim to say."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import get_args

import pytest

from docvet.models import DocumentKind
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.gallery import Exhibit, gallery
from sample_docs.paint.drawing import Drawing, Picture, Text
from sample_docs.paint.stamps import sample_mark
from sample_docs.story import Story

NOT_PRINTED_AS_READ = {
    "authority",
    "duplicate",
    "sublicense",
    "seals",
    "sides",
    "sex",
    "market",
    "scheme",
    "months",
    "sku_codes",
}
"""Told by a word, a colour, a seal or a whole column; the other fields stand on the paper as they are read."""


@lru_cache(maxsize=1)
def exhibits() -> dict[str, Exhibit]:
    return {each.name: each for each in gallery(Story.invent(11, levels=3))}


@lru_cache(maxsize=64)
def sheets(name: str) -> list[Drawing]:
    return [page.draw() for page in exhibits()[name].pages]


def printed(name: str) -> str:
    marks = (mark for sheet in sheets(name) for mark in sheet.marks)
    return re.sub(r"\s", "", "".join(mark.text for mark in marks if isinstance(mark, Text)))


def ways(value: object) -> set[str]:
    """How a value may be printed."""
    text = re.sub(r"\s", "", str(value))
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return (
            {"长期"}
            if text == "open-ended"
            else {text, f"{value:,.2f}", f"{value:.2f}"}
            if isinstance(value, float)
            else {text}
        )
    day = date.fromisoformat(text)
    return {text, f"{day:%Y年%m月%d日}", f"{day:%Y.%m.%d}", f"{day.year}年{day.month}月{day.day}日"}


@pytest.mark.parametrize("name", [name for name in exhibits() if not name.startswith("photo")])
def test_a_paper_prints_what_it_claims(name: str) -> None:
    said = printed(name)
    for field, value in exhibits()[name].truth.fields.items():
        if field not in NOT_PRINTED_AS_READ and field != "rows":
            for part in value if isinstance(value, list) else [value]:
                assert any(way in said for way in ways(part)), (field, part)


@pytest.mark.parametrize("name", list(exhibits()))
def test_every_page_is_marked_as_a_sample(name: str) -> None:
    for page, sheet in zip(exhibits()[name].pages, sheets(name), strict=True):
        marks = [mark for mark in sheet.marks if isinstance(mark, Picture) and mark.image is sample_mark()]
        assert marks or isinstance(page, ProductPhoto), "a photo bears the mark on its label"


def test_every_kind_is_drawn() -> None:
    drawn = {each.truth.kind for each in exhibits().values()}
    assert drawn == set(get_args(DocumentKind)) - {"other"}


def test_an_unsealed_licence_claims_no_seal_of_its_company() -> None:
    assert exhibits()["licence without its company's seal"].truth.fields["seals"] == ["registrar"]
