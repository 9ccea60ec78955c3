"""Labels and values on pages as OCR gives them: split, glued, tilted, in two columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.documents.text.labels import link
from docvet.documents.text.page import PageText
from docvet.models import Effort, Line, Page, Pass

LABELS = {
    "name": ("名称",),
    "entity_type": ("类型",),
    "representative": ("法定代表人",),
    "registered_capital": ("注册资本",),
    "established": ("成立日期",),
    "address": ("住所",),
    "scope": ("经营范围",),
    "authority": ("登记机关",),
}


def sheet(*lines: tuple[str, float, float, float, float]) -> PageText:
    """Lines as (text, left, top, right, bottom)."""
    read = tuple(Line(text, (left, top, right, bottom), 0.99, "rapidocr") for text, left, top, right, bottom in lines)
    page = Page(1, 1000, 1000, (Pass(Effort.FIRST, "rapidocr", read),))
    return PageText(page, page.passes[0])


def values(*lines: tuple[str, float, float, float, float]) -> dict[str, str]:
    return {name: span.text for name, span in link(sheet(*lines), LABELS, multiline=frozenset({"scope"})).items()}


def test_a_value_beside_its_label() -> None:
    assert values(("法定代表人", 0.1, 0.3, 0.25, 0.33), ("王小明", 0.3, 0.3, 0.4, 0.33)) == {"representative": "王小明"}


def test_a_value_glued_to_its_label() -> None:
    assert values(("注册资本600万元整", 0.1, 0.3, 0.5, 0.33)) == {"registered_capital": "600万元整"}


def test_a_label_printed_wide_is_one_label() -> None:
    wide = (("名", 0.1, 0.3, 0.12, 0.33), ("称", 0.22, 0.3, 0.24, 0.33), ("某某公司", 0.3, 0.3, 0.5, 0.33))
    assert values(*wide) == {"name": "某某公司"}
    half = (("名", 0.1, 0.3, 0.12, 0.33), ("称某某公司", 0.22, 0.3, 0.5, 0.33))
    assert values(*half) == {"name": "某某公司"}


def test_a_label_whose_second_character_was_lost_keeps_its_value() -> None:
    got = values(
        ("名", 0.07, 0.447, 0.095, 0.48), ("称某某公司", 0.155, 0.448, 0.412, 0.478), ("注册资本伍拾万元", 0.55, 0.447, 0.77, 0.483),
        ("类", 0.07, 0.488, 0.096, 0.521), ("有限责任公司", 0.183, 0.494, 0.406, 0.524),
        ("法定代表人林晓舟", 0.07, 0.53, 0.24, 0.565),
    )  # fmt: skip
    assert got == {
        "name": "某某公司", "entity_type": "有限责任公司", "representative": "林晓舟", "registered_capital": "伍拾万元",
    }  # fmt: skip


@pytest.mark.parametrize("shift", [-0.021, -0.014, 0.014, 0.021])
def test_a_form_that_was_filled_in_half_a_row_off(shift: float) -> None:
    printed = {
        "名称": "某某公司",
        "法定代表人": "林晓舟",
        "注册资本": "伍拾万元",
        "类型": "有限责任公司",
        "成立日期": "2011年09月14日",
    }
    lines = []
    for row, (label, value) in enumerate(printed.items()):
        top = 0.42 + 0.043 * row
        lines += [(label, 0.14, top, 0.275, top + 0.036), (value, 0.32, top + 0.003 + shift, 0.5, top + 0.033 + shift)]
    # In a right-hand column, at the same heights.
    lines += [("住所", 0.56, 0.506, 0.7, 0.542), ("某市某路1号", 0.74, 0.509 + shift, 0.9, 0.539 + shift)]
    assert values(*lines) == {
        "name": "某某公司", "representative": "林晓舟", "registered_capital": "伍拾万元", "entity_type": "有限责任公司",
        "established": "2011年09月14日", "address": "某市某路1号",
    }  # fmt: skip


def test_first_characters_read_as_one_upright_line() -> None:
    got = values(
        ("名类住", 0.1, 0.30, 0.12, 0.42),
        ("称", 0.22, 0.30, 0.24, 0.33), ("某某公司", 0.3, 0.30, 0.5, 0.33),
        ("型", 0.22, 0.345, 0.24, 0.375), ("有限责任公司", 0.3, 0.345, 0.5, 0.375),
        ("所", 0.22, 0.39, 0.24, 0.42), ("某市某路1号", 0.3, 0.39, 0.5, 0.42),
    )  # fmt: skip
    assert got == {"name": "某某公司", "entity_type": "有限责任公司", "address": "某市某路1号"}


def test_rows_of_a_value_glued_to_its_label_are_no_rows_of_the_glued_value_above() -> None:
    got = values(
        ("成立日期 2017年12月16日", 0.209, 0.521, 0.535, 0.543),
        ("经营范围一般项目:服装服饰零售;服装服饰批发;针纺织品销售;", 0.209, 0.543, 0.830, 0.573),
        ("鞋帽零售;箱包销售;信息咨询服务(不含许可类信息咨", 0.338, 0.565, 0.825, 0.590),
        ("询服务)。(除依法须经批准的项目外,凭营业执照依法", 0.3385, 0.585, 0.825, 0.611),
        ("自主开展经营活动)", 0.341, 0.611, 0.505, 0.631),
        ("登记机关", 0.543, 0.758, 0.642, 0.781),
    )
    assert got == {
        "established": "2017年12月16日",
        "scope": "一般项目:服装服饰零售;服装服饰批发;针纺织品销售;鞋帽零售;箱包销售;信息咨询服务(不含许可类信息咨"
        "询服务)。(除依法须经批准的项目外,凭营业执照依法自主开展经营活动)",
    }


def test_two_columns_keep_their_values_apart() -> None:
    got = values(
        ("名称", 0.1, 0.3, 0.16, 0.33), ("某某公司", 0.2, 0.3, 0.4, 0.33),
        ("注册资本", 0.55, 0.3, 0.65, 0.33), ("600万元整", 0.68, 0.3, 0.8, 0.33),
        ("经营范围", 0.1, 0.4, 0.18, 0.43), ("服装销售;", 0.2, 0.4, 0.5, 0.43),
        ("住所", 0.55, 0.4, 0.61, 0.43), ("某市某路1号", 0.68, 0.4, 0.9, 0.43),
        ("鞋帽销售。", 0.2, 0.435, 0.4, 0.465), ("2栋", 0.68, 0.435, 0.75, 0.465),
        ("登记机关", 0.68, 0.7, 0.8, 0.73),
    )  # fmt: skip
    assert got == {
        "name": "某某公司",
        "registered_capital": "600万元整",
        "scope": "服装销售;鞋帽销售。",
        "address": "某市某路1号2栋",
    }


def test_rows_of_a_long_value_stay_in_order_though_their_boxes_overlap() -> None:
    got = values(
        ("经营范围", 0.15, 0.648, 0.31, 0.681),
        ("乙乙乙乙乙乙;", 0.34, 0.660, 0.78, 0.683),
        ("甲甲甲甲甲甲;", 0.34, 0.648, 0.77, 0.670),
        ("丙丙丙丙丙丙。", 0.34, 0.672, 0.72, 0.696),
    )
    assert got["scope"] == "甲甲甲甲甲甲;乙乙乙乙乙乙;丙丙丙丙丙丙。"


def test_a_label_misread_in_one_character_is_still_one() -> None:
    assert values(("法定代表入", 0.1, 0.3, 0.25, 0.33), ("王小明", 0.3, 0.3, 0.4, 0.33)) == {"representative": "王小明"}


def test_what_stands_far_below_is_nobodys_value() -> None:
    assert values(("成立日期", 0.1, 0.3, 0.25, 0.33), ("备注", 0.1, 0.6, 0.2, 0.63)) == {}


def test_the_box_of_a_glued_value_begins_behind_its_label() -> None:
    span = link(sheet(("注册资本600万元", 0.1, 0.3, 0.5, 0.33)), LABELS)["registered_capital"]
    assert 0.25 < span.box[0] < 0.4
    assert span.box[2] == 0.5


fractions = st.floats(0, 0.9)


@given(st.lists(st.tuples(st.text(max_size=12), fractions, fractions), max_size=25))
def test_no_layout_makes_it_fail(lines: list[tuple[str, float, float]]) -> None:
    placed = [(text, left, top, left + 0.05, top + 0.03) for text, left, top in lines]
    got = values(*placed)
    assert all(text for text in got.values())


def test_the_second_row_of_a_right_column_is_not_the_left_column_s() -> None:
    got = values(
        ("法定代表人王小明", 0.1, 0.40, 0.26, 0.43), ("成立日期2020年10月11日", 0.53, 0.40, 0.75, 0.43),
        ("住所", 0.53, 0.45, 0.57, 0.48), ("某省某市某区某某街道某某路", 0.61, 0.45, 0.85, 0.48), ("198号", 0.61, 0.482, 0.66, 0.512),
        ("经营范围", 0.1, 0.49, 0.18, 0.52), ("服装批发；服装零售；鞋帽批发；", 0.20, 0.49, 0.49, 0.52), ("箱包销售。", 0.20, 0.525, 0.30, 0.555),
    )  # fmt: skip
    assert got["address"] == "某省某市某区某某街道某某路198号"
    assert got["scope"] == "服装批发；服装零售；鞋帽批发；箱包销售。".replace("；", ";")


def test_a_wide_space_in_a_long_text_leaves_it_one() -> None:
    got = values(
        ("注册资本", 0.53, 0.30, 0.60, 0.33), ("壹佰万元整", 0.62, 0.30, 0.72, 0.33),
        ("经营范围", 0.1, 0.49, 0.18, 0.52), ("许可项目：无", 0.20, 0.49, 0.30, 0.52), ("一般项目：服装批发", 0.62, 0.49, 0.78, 0.52),
    )  # fmt: skip
    assert got["scope"] == "许可项目:无一般项目:服装批发"
