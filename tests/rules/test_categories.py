"""Categories are found by what people call them, and not by accident."""

from __future__ import annotations

import re

import pytest

from docvet.rules.categories import find_category, nearest_categories
from tests.rules.builders import POP


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("女装", "女装"), ("连衣裙", "女装"), ("women's clothing", "女装"), ("Womens Clothing", "女装"), ("women’s clothing", "女装"),
        ("服饰/女装", "女装"), ("母婴 > 玩具", "玩具"), ("手机壳", "手机壳"), ("phone case", "手机壳"), ("LED燈飾", "LED灯饰"),
        ("美妆", "护肤"), ("Cosmetic", "护肤"), ("furnitures", "家具"),
        ("dress", "女装"), ("Toy", "玩具"), ("baby bottle", "奶瓶"), ("accessory", "首饰"), ("Womens clothng", "女装"), ("Beauty & Personal Care", "个护"),
        ("羽绒服", "女装"), ("移动电源", "手机壳"), ("空气炸锅", "小家电"), ("隐形眼镜", "医疗器械"), ("墨镜", "眼镜"),
        ("stools", None), ("wheels", None), ("clamps", None), ("boats", None),
        ("二手船舶", None), ("", None), ("装", None), ("女", None),
    ],
)  # fmt: skip
def test_find(said: str, found: str | None) -> None:
    category = find_category(POP, said)
    assert (category.names.zh[0] if category else None) == found


def test_no_name_stands_for_two_categories() -> None:
    names = [name for category in POP.categories.values() for name in (*category.names.zh, *category.names.en)]
    assert len(names) == len(set(names))


def test_nearest() -> None:
    assert "家具" in [near["zh"] for near in nearest_categories(POP, "实木家具")]


def test_every_row_has_the_class_that_its_source_names() -> None:
    for name, category in POP.categories.items():
        sections = " ".join(
            citation.place("en") for citation in category.source if citation.id == "nice-classification"
        )
        for number in re.findall(r"\d+", sections):
            assert int(number) in category.nice.primary, name
        assert 35 not in (*category.nice.primary, *category.nice.also), "a class for services covers no goods"


def test_the_five_tracks_and_the_rest() -> None:
    tracks = {category.track for category in POP.categories.values()}
    assert tracks == {"服饰", "美妆", "3C配件", "家居", "母婴", "其他", "许可"}
