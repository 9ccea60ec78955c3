"""Categories are found by what people call them, and not by accident."""

from __future__ import annotations

import pytest
from builders import POP

from docvet.rules.categories import find_category, nearest_categories


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("女装", "女装"), ("连衣裙", "女装"), ("women's clothing", "女装"), ("Womens Clothing", "女装"), ("women’s clothing", "女装"),
        ("服饰/女装", "女装"), ("母婴 > 玩具", "玩具"), ("手机壳", "手机壳"), ("phone case", "手机壳"), ("LED燈飾", "LED灯饰"),
        ("美妆", "护肤"), ("Cosmetic", "护肤"), ("furnitures", "家具"),
        ("二手船舶", None), ("", None), ("装", None), ("女", None),
    ],
)  # fmt: skip
def test_find(said: str, found: str | None) -> None:
    category = find_category(POP, said)
    assert (category.names.zh[0] if category else None) == found


def test_no_name_stands_for_two_categories() -> None:
    names = [name for category in POP.categories for name in (*category.names.zh, *category.names.en)]
    assert len(names) == len(set(names))


def test_nearest() -> None:
    assert "家具" in nearest_categories(POP, "实木家具")
